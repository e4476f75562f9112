"""One agreement whole: its row, what it obliges, how it is handled, the commitments under it.

Looks only; what a partner may see is decided in `editions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from hsdclient import errors, schema
from hsdclient.agreements import lists
from hsdclient.agreements.lists import AgreementRow
from hsdclient.session import Read
from hsdclient.words import _

t = schema.agreements.c


@dataclass(frozen=True)
class AgreementCard:
    """One agreement whole; `commitments` are references, none of the trash."""

    row: AgreementRow
    obliges: str
    note: str
    originator: str
    third_party: bool
    permitted_by: str
    permitted_on: date | None
    permission_reference: str
    recorded_by: str
    discard_reason: str
    commitments: tuple[str, ...]

    @property
    def key(self) -> int:
        """The agreement's key."""
        return self.row.key


def card(rx: Read, key: int) -> AgreementCard:
    """The agreement `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[AgreementCard]:
    """The agreements `keys` (a block of at most 500), whole, in that order; gone ones are left out."""
    wanted, o, c = list(keys), schema.officers.c, schema.commitments.c
    more = {
        row.key: row
        for row in rx.all(
            select(
                t.key, t.obliges, t.note, t.originator, t.third_party, t.permitted_by, t.permitted_on,
                t.permission_reference, t.discard_reason, o.name,
            )
            .outerjoin(schema.officers, o.key == t.recorded_by)
            .where(t.key.in_(wanted))
        )
    }  # fmt: skip
    made: dict[int, list[str]] = {}
    for row in rx.all(
        select(c.agreement_key, c.reference)
        .where(c.agreement_key.in_(wanted), c.discarded_at.is_(None))
        .order_by(c.year, c.number)
    ):
        made.setdefault(row.agreement_key, []).append(row.reference)
    return [
        AgreementCard(
            row,
            more[row.key].obliges,
            more[row.key].note,
            more[row.key].originator,
            bool(more[row.key].third_party),
            more[row.key].permitted_by,
            date.fromisoformat(more[row.key].permitted_on) if more[row.key].permitted_on else None,
            more[row.key].permission_reference,
            more[row.key].name or "",
            more[row.key].discard_reason,
            tuple(made.get(row.key, ())),
        )
        for row in lists.rows(rx, wanted)
    ]
