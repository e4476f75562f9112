"""One commitment whole: its sentence, both sides' assessments, actions, evidence, and the chain it was carried along.

Looks only; what a partner may see is decided in `editions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import errors, schema, scorecard
from hsdclient.commitments import lists
from hsdclient.commitments.lists import CommitmentRow
from hsdclient.scorecard import ActionFact, Assessment, DocumentFact, Line, RunFact
from hsdclient.session import Read
from hsdclient.words import _

c = schema.commitments.c
_BLOCK = 500


@dataclass(frozen=True)
class Past:
    """One commitment of a chain of carrying over: `this` marks the one whose chain it is."""

    key: int
    reference: str
    round: str
    verbatim: str
    this: bool
    discarded: bool


@dataclass(frozen=True)
class CommitmentCard:
    """One commitment whole; `row` and `line` are as in lists and on the scorecard, `document` a reference.

    `releases`: side → parts released to it.
    """

    row: CommitmentRow
    line: Line
    original: str
    language: str
    document: str
    due_set: date | None
    originator: str
    third_party: bool
    permitted_by: str
    permitted_on: date | None
    permission_reference: str
    recorded_by: str
    discard_reason: str
    chain: tuple[Past, ...] = ()
    releases: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def key(self) -> int:
        """The commitment's key."""
        return self.row.key

    @property
    def reference(self) -> str:
        """The commitment's reference."""
        return self.row.reference

    @property
    def discarded(self) -> bool:
        """Whether it lies in the trash."""
        return self.row.discarded

    @property
    def actions(self) -> tuple[ActionFact, ...]:
        """The joint actions that carry it out."""
        return self.line.actions

    @property
    def runs(self) -> tuple[RunFact, ...]:
        """The training runs that carry it out, the earliest first."""
        return self.line.runs

    @property
    def documents(self) -> tuple[DocumentFact, ...]:
        """The documents linked to it, to its actions, to their progress and to its training runs."""
        return self.line.documents

    @property
    def sides(self) -> dict[str, Assessment]:
        """Side → what it says of the commitment; a side that says nothing is left out."""
        return {one.side: one for one in (self.line.own, self.line.partner) if one is not None}


def card(rx: Read, key: int) -> CommitmentCard:
    """The commitment `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[CommitmentCard]:
    """The commitments `keys`, whole, in that order; gone ones are left out. Chains are read for all at once."""
    listed = list(keys)
    found: list[CommitmentCard] = []
    for start in range(0, len(listed), _BLOCK):
        found += _cards(rx, listed[start : start + _BLOCK])
    return found


def _cards(rx: Read, keys: list[int]) -> list[CommitmentCard]:
    o, r = schema.officers.c, schema.releases.c
    more = {
        row.key: row
        for row in rx.all(
            select(schema.commitments, o.name).outerjoin(schema.officers, o.key == c.recorded_by).where(c.key.in_(keys))
        )
    }
    parts: dict[int, dict[str, set[str]]] = {}
    for row in rx.all(select(r.row_key, r.side, r.part).where(r.noun == "commitments", r.row_key.in_(keys))):
        parts.setdefault(row.row_key, {}).setdefault(row.side, set()).add(row.part)
    chains = _chains(rx, keys)
    return [
        _card(line, more[line.key], tuple(chains.get(line.key, ())), parts.get(line.key, {}))
        for line in scorecard.of_keys(rx, keys)
    ]


def _card(line: Line, more: Any, chain: tuple[Past, ...], parts: dict[str, set[str]]) -> CommitmentCard:
    to = tuple(sorted(side for side, names in parts.items() if "record" in names))
    return CommitmentCard(
        row=lists.row_of(line, more.recorded_at, to, discarded=more.discarded_at is not None),
        line=line,
        original=more.original,
        language=more.language,
        document=line.document,
        due_set=line.due_set,
        originator=more.originator,
        third_party=bool(more.third_party),
        permitted_by=more.permitted_by,
        permitted_on=date.fromisoformat(more.permitted_on) if more.permitted_on else None,
        permission_reference=more.permission_reference,
        recorded_by=more.name or "",
        discard_reason=more.discard_reason,
        chain=chain,
        releases={side: frozenset(names) for side, names in parts.items()},
    )


def _chains(rx: Read, keys: Sequence[int]) -> dict[int, list[Past]]:
    """Key → the commitments it came from and those that took it up, earliest first; only real chains.

    One recursive statement for all: up by carried_from_key, then down to every successor.
    """
    up = (
        select(c.key.label("start"), c.key.label("key"), c.carried_from_key.label("prior"), func.abs(0).label("depth"))
        .where(c.key.in_(list(keys)))
        .cte("up", recursive=True)
    )
    up = up.union(select(up.c.start, c.key, c.carried_from_key, up.c.depth - 1).where(c.key == up.c.prior))
    first = select(up.c.start, up.c.key, func.min(up.c.depth).label("depth")).group_by(up.c.start).subquery()
    down = select(first.c.start, first.c.key, first.c.depth).cte("down", recursive=True)
    down = down.union(select(down.c.start, c.key, down.c.depth + 1).where(c.carried_from_key == down.c.key))
    m = schema.meetings.c
    rows = rx.all(
        select(down.c.start, down.c.depth, c.key, c.reference, c.verbatim, c.discarded_at, m.reference.label("round"))
        .select_from(down)
        .join(schema.commitments, c.key == down.c.key)
        .outerjoin(schema.meetings, m.key == c.meeting_key)
        .order_by(down.c.start, down.c.depth, c.key)
    )
    found: dict[int, list[Past]] = {}
    for row in rows:
        found.setdefault(row.start, []).append(
            Past(
                key=row.key,
                reference=row.reference,
                round=row.round or "",
                verbatim=row.verbatim,
                this=row.key == row.start,
                discarded=row.discarded_at is not None,
            )
        )
    return {start: chain for start, chain in found.items() if len(chain) > 1}


def history_of(rx: Read, key: int) -> tuple[Past, ...]:
    """The chain along which the commitment `key` was carried over, earliest first, itself included; () when it
    never was."""
    return tuple(_chains(rx, [key]).get(key, ()))
