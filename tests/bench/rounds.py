"""A dialogue round with its commitments, the joint actions that carry them out and the documents that prove them.

Recorded through the real verbs on a workspace that has actions and documents; the same seed gives the same.
"""

from __future__ import annotations

import random
from itertools import cycle

from sqlalchemy import select

from hsdclient import commitments, documents, follow_ups, meetings, schema
from hsdclient.commitments import CommitmentDraft
from hsdclient.documents import Link
from hsdclient.meetings import MeetingDraft
from hsdclient.workspaces import Workspace
from tests.bench.papers import Prose

COMMITMENTS = 200
LINKS = 20_000  # of documents: to the commitments, their actions, and the actions' progress
AT_ONCE = 1_000
CODE = "HSD-2024"
_GROUPS = (("CN", "NCB-IN", "DEA"), ("CU", "CBIC", "CBP"), ("CT", "MEA-CT", "FBI"), ("CY", "I4C", "HSI-C3"))


def fill(opened: Workspace, seed: int = 3) -> None:
    """Log HSD-2024 and HSD-2026, 200 commitments of the first; every action carries one of them out."""
    chance, prose = random.Random(seed), Prose(seed)
    with opened.store.write(opened.officer, "Commitments recorded") as tx:
        for year in (2024, 2026):
            meetings.record(
                tx,
                MeetingDraft(
                    kind="round", state="held" if year == 2024 else "planned", marking="TLP:GREEN",
                    title_in=f"Round of {year}", starts_in=f"{year}-02-27", ends_in=f"{year}-02-28",
                ),
            )  # fmt: skip
        made = []
        for number in range(COMMITMENTS):
            group, lead_in, lead_us = _GROUPS[number % len(_GROUPS)]
            draft = CommitmentDraft(
                round=CODE, verbatim=f"{prose.line(24).capitalize()} ({number + 1}).", paragraph=str(number // 4 + 1),
                source="Readout", classed=chance.choice(schema.COMMITMENT_CLASSES), group=group, lead_in=lead_in,
                lead_us=lead_us, by_next_round=chance.random() < 0.7, marking="TLP:GREEN",
            )  # fmt: skip
            made.append(commitments.record(tx, draft).key)
    with opened.store.read() as rx:
        actions = rx.column(select(schema.joint_actions.c.key).where(schema.joint_actions.c.discarded_at.is_(None)))
        entries = rx.column(select(schema.progress_entries.c.key))
        papers = rx.column(select(schema.documents.c.key))
        linked = len(rx.column(select(schema.document_links.c.key)))
    for start in range(0, len(actions), AT_ONCE):
        with opened.store.write(opened.officer, "Joint action linked") as tx:
            for action, commitment in zip(actions[start : start + AT_ONCE], cycle(made), strict=False):
                follow_ups.fulfil(tx, "commitments", commitment, action)
    while linked < LINKS:
        with opened.store.write(opened.officer, "Document linked") as tx:
            for _turn in range(min(AT_ONCE, LINKS - linked)):
                noun, keys = chance.choices(
                    (("joint_actions", actions), ("progress_entries", entries), ("commitments", made)), (50, 45, 5)
                )[0]
                place = f"p. {chance.randrange(1, 40)}"
                paper = chance.choice(papers)
                linked += documents.link(tx, paper, Link(noun, chance.choice(keys), place))
