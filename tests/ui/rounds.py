"""A dialogue round with commitments in every state, for the tests of what shows them.

Told through the real verbs, on top of the few actions of `conftest.fill`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hsdclient import clock, codes, commitments, documents, follow_ups, joint_actions, meetings, workspaces
from hsdclient.commitments import CommitmentDraft
from hsdclient.documents import Link
from hsdclient.meetings import MeetingDraft
from hsdclient.session import Tx
from hsdclient.workspaces import Workspace
from tests.core.conftest import NAME, PASSPHRASE
from tests.ui.conftest import NOW
from tests.ui.shelf import DOCUMENTS
from ui.desk import Desk

ROUND = MeetingDraft(
    kind="round", state="held", title_in="Homeland Security Dialogue", title_us="U.S.-India Homeland Security Dialogue",
    starts_in="2024-02-28", starts_us="2024-02-27", ends_us="2024-02-29", lead_in="Ajay Bhalla",
    lead_post_in="Home Secretary", lead_us="Kristie Canegallo", lead_post_us="Acting Deputy Secretary",
    received_on="2024-03-01", source="Readout of the DHS", place="New Delhi", marking="TLP:GREEN",
)  # fmt: skip
EARLIER = MeetingDraft(kind="round", state="held", title_in="Homeland Security Dialogue, virtual",
                       starts_in="2022-01-12", virtual=True, marking="TLP:GREEN")  # fmt: skip
NEXT = MeetingDraft(kind="round", state="planned", title_in="Homeland Security Dialogue, Washington", date_open=True,
                    timing="mutually convenient date", place="Washington", marking="TLP:GREEN")  # fmt: skip
WORDS = (
    ("They agreed to prevent the diversion of pharmaceuticals and precursor chemicals.", "¶ 4", "deliverable", "CN"),
    ("They agreed to inspect parcels jointly at the international mail facilities.", "¶ 5", "deliverable", "CN"),
    ("They agreed to share information between customs authorities against transnational networks.", "¶ 6", "process",
     "CU"),
    ("They resolved to share intelligence and build capacity against terrorism.", "¶ 7", "process", "CT"),
    ("They agreed to repatriate persons who have no legal ground to remain.", "¶ 9", "process", "IM"),
    ("They looked forward to the next round in Washington at a mutually convenient date.", "¶ 12", "aspiration", ""),
)  # fmt: skip
LEADS = {"CN": ("NCB-IN", "DEA"), "CU": ("CBIC", "CBP"), "CT": ("MEA-CT", "STATE-CT"), "IM": ("MHA", "ICE-ERO"),
         "": ("", "")}  # fmt: skip


def commitment(code: str, text: str, paragraph: str, classed: str, group: str, **more: Any) -> CommitmentDraft:
    """One sentence of the readout of the round `code`."""
    lead_in, lead_us = LEADS[group]
    return CommitmentDraft(
        round=code, verbatim=text, paragraph=paragraph, classed=classed, group=group, lead_in=lead_in, lead_us=lead_us,
        source="Joint readout", marking="TLP:GREEN", **more,
    )  # fmt: skip


def tell(tx: Tx) -> dict[str, int]:
    """Three rounds and six commitments of the one of 2024; keys by reference or code."""
    found: dict[str, int] = {}
    for draft in (EARLIER, ROUND, NEXT):
        made = meetings.record(tx, draft)
        found[made.reference] = made.key
    drafts = [commitment("HSD-2024", *words, by_next_round=words[2] == "process") for words in WORDS]
    for one in commitments.record_many(tx, drafts):
        found[one.reference] = one.key
    return found


def judge(tx: Tx, found: dict[str, int]) -> None:
    """The first at risk, the second fulfilled, the third in progress and contested, the fourth overruled."""
    keys = [found[f"COM-2026-000{number}"] for number in range(1, 7)]
    action = {name: codes.record(tx, "joint_actions", name) for name in
              ("CN-2026-0001", "CN-2026-0002", "CU-2026-0001", "CT-2026-0001")}  # fmt: skip
    for key, name in zip(keys, action, strict=False):
        follow_ups.fulfil(tx, "commitments", key, action[name])
    for status in ("in_progress", "completed"):
        joint_actions.amend(tx, action["CN-2026-0002"], {"status": status})
    commitments.assess(tx, keys[2], "US", "claimed", "They say that the format was agreed.", source="E-mail, 17 Nov")
    commitments.assess(tx, keys[3], tx.side, "at_risk", "The committee has not met since the summer.")


def fill_round(workspace: Workspace) -> dict[str, int]:
    """The whole story in a workspace that holds the actions of `conftest.fill`; keys by reference."""
    store, officer = workspace.store, workspace.officer
    with clock.at(NOW - timedelta(days=10)), store.write(officer, "Round recorded") as tx:
        found = tell(tx)
    with clock.at(NOW - timedelta(days=2)):
        with store.write(officer, "Commitments judged") as tx:
            judge(tx, found)
        with store.write(officer, "Document attached") as tx:
            paper = documents.attach(tx, *DOCUMENTS[0]).key
            for number, place in ((1, "p. 3, para. 2"), (2, "p. 1")):
                action = commitments.card(tx, found[f"COM-2026-000{number}"]).actions[0]
                documents.link(tx, paper, Link("joint_actions", action.key, place))
            documents.link(tx, paper, Link("commitments", found["COM-2026-0005"], "p. 2"))
    return found


@pytest.fixture(scope="session")
def rounds(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A closed Indian workspace with actions, a round and its commitments; keys by reference. Copy it."""
    folder = tmp_path_factory.mktemp("rounds") / "IN"
    shutil.copytree(filled, folder)
    with clock.at(NOW), workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0) as workspace:
        return folder, fill_round(workspace)


@pytest.fixture
def keys(rounds: tuple[Path, dict[str, int]]) -> dict[str, int]:
    """Key of every round and commitment by its reference."""
    return rounds[1]


@pytest.fixture
def round_desk(
    now: datetime, rounds: tuple[Path, dict[str, int]], make_desk: Callable[..., Desk], tmp_path: Path
) -> Desk:
    """A desk on a copy of `rounds`."""
    folder = tmp_path / "rounds"
    shutil.copytree(rounds[0], folder)
    return make_desk("IN", folder=folder)
