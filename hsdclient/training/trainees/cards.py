"""One trainee with the nominations: the person's training history.

Looks only; nothing of the vetting is here (`vetting` logs who looks).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.training.nominations.lists import NominationRow, of_trainee
from hsdclient.training.trainees import lists
from hsdclient.training.trainees.draft import TraineeDraft
from hsdclient.training.trainees.lists import TraineeRow
from hsdclient.training.trainees.verbs import draft_of
from hsdclient.words import _


@dataclass(frozen=True)
class TraineeCard:
    """One person whole. `draft` are the fields as a form has them; `nominations` the latest run first."""

    row: TraineeRow
    draft: TraineeDraft
    recorded_by: str
    discard_reason: str
    nominations: tuple[NominationRow, ...]

    @property
    def key(self) -> int:
        """The trainee's key."""
        return self.row.key

    @property
    def reference(self) -> str:
        """The trainee's reference, PER-2026-0001."""
        return self.row.reference


def card(rx: Read, key: int) -> TraineeCard:
    """The trainee `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[TraineeCard]:
    """The trainees `keys`, whole, in that order; gone ones are left out."""
    t, o = schema.trainees.c, schema.officers.c
    found: list[TraineeCard] = []
    for row in lists.rows(rx, keys):
        more = rx.one(
            select(t.discard_reason, o.name).outerjoin(schema.officers, o.key == t.recorded_by).where(t.key == row.key)
        )
        found.append(
            TraineeCard(
                row, draft_of(rx, row.key), more.name or "", more.discard_reason, tuple(of_trainee(rx, row.key))
            )
        )
    return found
