"""Many persons at once, out of a roll: recorded and amended with one statement where it can be.

The caller has checked each one (importing's dry run does); the rules are those of `verbs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hsdclient import records
from hsdclient.session import Tx
from hsdclient.training.trainees.draft import KIND, TraineeDraft


def record_many(tx: Tx, drafts: Sequence[TraineeDraft]) -> list[records.Recorded]:
    """Record persons whose drafts are complete (with a side) and were checked; in their order."""
    return records.record_many(tx, KIND, drafts)


def amend_many(tx: Tx, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change persons (key → fields) whose changes were checked against everybody else here."""
    for key, values in changes.items():
        records.amend(tx, KIND, key, values)
