"""Two rounds, a sentence of the first, and joint actions and contents to link."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from hsdclient import commitments, documents, joint_actions, meetings, schema
from hsdclient.commitments import CommitmentDraft, Recorded
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.joint_actions import ActionDraft
from hsdclient.meetings import MeetingDraft
from hsdclient.session import Officer
from hsdclient.store import Store

WORDS = "Both sides agreed to prevent the diversion of precursor chemicals."


def round_of(year: int, **more: Any) -> MeetingDraft:
    """A dialogue round held in February of `year`."""
    values = {"title_in": f"Round of {year}", "starts_in": f"{year}-02-27", "ends_in": f"{year}-02-28"}
    return MeetingDraft(kind="round", marking="TLP:GREEN", **{"state": "held", **values, **more})


@pytest.fixture
def rounds(store: Store, officer: Officer) -> dict[str, int]:
    """HSD-2022, HSD-2024 and HSD-2026 (the last one to come), by code."""
    found = {}
    with store.write(officer, "Meeting logged") as tx:
        for year in (2022, 2024, 2026):
            made = meetings.record(tx, round_of(year, state="planned" if year == 2026 else "held"))
            found[made.reference] = made.key
    return found


@pytest.fixture
def commit(store: Store, officer: Officer, rounds: dict[str, int]) -> Callable[..., Recorded]:
    """commit("sentence", round="HSD-2024", …) in a transaction of its own."""

    def one(verbatim: str = WORDS, **more: Any) -> Recorded:
        with store.write(officer, "Commitment recorded") as tx:
            return commitments.record(tx, CommitmentDraft(verbatim=verbatim, **{"round": "HSD-2024", **more}))

    return one


@pytest.fixture
def act(store: Store, officer: Officer) -> Callable[..., int]:
    """act(commitment key, "title", …) → the key of a joint action that carries it out."""

    def one(commitment: int | None = None, title: str = "Precursor watch", **more: Any) -> int:
        draft = ActionDraft(**{"group": "CN", "title_en": title, "lead_in": "DRI", "marking": "TLP:GREEN", **more})
        with store.write(officer, "Joint action recorded") as tx:
            key = joint_actions.record(tx, draft).key
            if commitment is not None:
                tx.insert(schema.fulfilments, {"noun": "commitments", "row_key": commitment, "action_key": key})
        return key

    return one


@pytest.fixture
def prove(store: Store, officer: Officer) -> Callable[..., int]:
    """prove("joint_actions", key) → the key of a new document that is evidence of that record."""

    def one(noun: str, key: int, name: str = "Report.pdf", place: str = "", **more: Any) -> int:
        filed = Filed(name, hashlib.sha256(f"{name}{noun}{key}".encode()).hexdigest(), 3, kind="pdf")
        draft = DocumentDraft(**{"marking": "TLP:GREEN", **more})
        with store.write(officer, "Document attached") as tx:
            return documents.attach(tx, draft, filed, [Link(noun, key, place)]).key

    return one
