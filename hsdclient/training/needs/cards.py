"""One training need whole: its row and its fields as a form has them.

Looks only; what a partner may see is decided in `editions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.training.needs import lists
from hsdclient.training.needs.draft import NeedDraft
from hsdclient.training.needs.lists import NeedRow
from hsdclient.training.needs.verbs import draft_of
from hsdclient.words import _

d = schema.needs.c


@dataclass(frozen=True)
class NeedCard:
    """One need whole; `draft` are its fields as a form has them."""

    row: NeedRow
    draft: NeedDraft
    recorded_by: str
    discard_reason: str

    @property
    def key(self) -> int:
        """The need's key."""
        return self.row.key

    @property
    def reference(self) -> str:
        """The need's reference."""
        return self.row.reference


def card(rx: Read, key: int) -> NeedCard:
    """The need `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[NeedCard]:
    """The needs `keys` (a block), whole, in that order; gone ones are left out."""
    wanted, o = list(keys), schema.officers.c
    more = {
        row.key: row
        for row in rx.all(
            select(d.key, d.discard_reason, o.name)
            .outerjoin(schema.officers, o.key == d.recorded_by)
            .where(d.key.in_(wanted))
        )
    }
    return [
        NeedCard(row, draft_of(rx, row.key), more[row.key].name or "", more[row.key].discard_reason)
        for row in lists.rows(rx, wanted)
    ]
