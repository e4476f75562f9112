"""Meetings as lists: which ones (ids first), their rows in blocks with what each side says.

Looks only. Every filter runs in SQL.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from hsdclient import records, schema, search
from hsdclient.session import Read

m, ms, r, g = schema.meetings.c, schema.meeting_sides.c, schema.releases.c, schema.working_groups.c
own, other = schema.meeting_sides.alias("own"), schema.meeting_sides.alias("other")
_STARTS = func.coalesce(own.c.starts, other.c.starts)
_ENDS = func.coalesce(own.c.ends, own.c.starts, other.c.ends, other.c.starts)


@dataclass(frozen=True)
class MeetingQuery:
    """What to list. `after` and `before` are ISO days (included) that the meeting touches, of the own side's dates,
    else the partner's; `differs`: the partner says otherwise. Sort keys: SORTS; "starts" is the day."""

    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    text: str = ""
    after: str = ""
    before: str = ""
    differs: bool = False
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "starts"
    descending: bool = False


@dataclass(frozen=True)
class SideCard:
    """What one side says of a meeting; the partner's with the day it was received and its source."""

    side: str
    title: str = ""
    starts: date | None = None
    ends: date | None = None
    lead: str = ""
    lead_post: str = ""
    note: str = ""
    received_on: date | None = None
    source: str = ""

    @property
    def last(self) -> date | None:
        """The last day: the first one when only that is said."""
        return self.ends or self.starts


@dataclass(frozen=True)
class MeetingRow:
    """One line of a list: the meeting's own facts and both sides' versions of it (`sides`, by side)."""

    key: int
    id: str
    reference: str
    kind: str
    group: str
    forum: str
    state: str
    date_open: bool
    timing: str
    place: str
    virtual: bool
    starts_at: str
    ends_at: str
    time_zone: str
    previous: str
    marking: str
    own: str
    sides: dict[str, SideCard] = field(hash=False)
    attendees: int
    agenda: int
    decisions: int
    commitments: int
    documents: int
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool

    def title(self, side: str = "") -> str:
        """The title as `side` has it (the own side without one), else as the other side has it."""
        first = self.sides[side or self.own]
        return first.title or next((one.title for one in self.sides.values() if one.title), "")

    @property
    def _dated(self) -> SideCard:
        mine = self.sides[self.own]
        return mine if mine.starts else next((one for one in self.sides.values() if one.starts), mine)

    @property
    def starts(self) -> date | None:
        """The first day: the own side's, else the partner's."""
        return self._dated.starts

    @property
    def ends(self) -> date | None:
        """The last day, of the side whose first day is `starts`."""
        return self._dated.last

    @property
    def differs(self) -> tuple[str, ...]:
        """In what both sides say something, and not the same: of "title", "dates" (each side has its own lead)."""
        one, two = self.sides["IN"], self.sides["US"]
        found = []
        if one.title and two.title and one.title != two.title:
            found.append("title")
        if one.starts and two.starts and (one.starts, one.last) != (two.starts, two.last):
            found.append("dates")
        return tuple(found)


SORTS: dict[str, tuple[Any, ...]] = {
    "reference": (m.reference,),
    "title": (func.coalesce(func.nullif(own.c.title, ""), other.c.title),),
    "kind": (m.kind,),
    "group": (g.code,),
    "state": (m.state,),
    "starts": (_STARTS,),
    "place": (m.place,),
    "marking": (m.marking,),
    "recorded_at": (m.recorded_at,),
}
_MAY_LACK = frozenset({"starts", "group"})


def statement(rx: Read, query: MeetingQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order."""
    found = (
        select(m.key)
        .join(own, and_(own.c.meeting_key == m.key, own.c.side == rx.side))
        .join(other, and_(other.c.meeting_key == m.key, other.c.side == rx.partner))
        .outerjoin(schema.working_groups, g.key == m.group_key)
        .where(m.discarded_at.is_not(None) if query.trash else m.discarded_at.is_(None), *_conditions(query))
    )
    order = SORTS.get(query.sort, SORTS["starts"])
    lack = query.sort in _MAY_LACK
    return records.in_order(found, order, m.reference, descending=query.descending, may_lack=lack)


def _conditions(query: MeetingQuery) -> list[Any]:
    found: list[Any] = []
    if query.keys is not None:
        found.append(m.key.in_(query.keys))
    for column, wanted in (
        (m.kind, query.kinds), (g.code, query.groups), (m.state, query.states), (m.marking, query.marking),
    ):  # fmt: skip
        if wanted:
            found.append(column.in_(wanted))
    if query.after:
        found.append(query.after <= _ENDS)
    if query.before:
        found.append(query.before >= _STARTS)
    if query.differs:
        found.append(_differs())
    if query.text.strip():
        found.append(search.holding(m.key, "meetings", query.text))
    return found


def _differs() -> Any:
    """The same as MeetingRow.differs."""
    mine, theirs = own.c, other.c
    return or_(
        and_(mine.title != "", theirs.title != "", mine.title != theirs.title),
        mine.starts != theirs.starts,
        and_(
            mine.starts.is_not(None),
            theirs.starts.is_not(None),
            func.coalesce(mine.ends, mine.starts) != func.coalesce(theirs.ends, theirs.starts),
        ),
    )


def ids(rx: Read, query: MeetingQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 12 of "3 of 12"."""
    counted = select(func.count()).select_from(schema.meetings)
    return int(rx.scalar(counted.where(m.discarded_at.is_not(None) if trash else m.discarded_at.is_(None))))


def rows(rx: Read, keys: Sequence[int]) -> list[MeetingRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted = list(keys)
    said = sides(rx, wanted)
    found = {row.key: _row(row, rx.side, said[row.key]) for row in rx.all(_block(), {"keys": wanted})}
    return [found[key] for key in keys if key in found]


def sides(rx: Read, keys: Sequence[int]) -> dict[int, dict[str, SideCard]]:
    """What each side says of the meetings `keys`: key → side → its version."""
    found: dict[int, dict[str, SideCard]] = {}
    for row in rx.all(select(schema.meeting_sides).where(ms.meeting_key.in_(list(keys))).order_by(ms.side)):
        found.setdefault(row.meeting_key, {})[row.side] = SideCard(
            row.side, row.title, _day(row.starts), _day(row.ends), row.lead, row.lead_post, row.note,
            _day(row.received_on), row.source,
        )  # fmt: skip
    return found


def next_round(rx: Read, after: int | None = None) -> MeetingRow | None:
    """The dialogue round that comes after the round `after` (without it: after today); None when none is logged.

    The one that says it follows `after`; else the earliest that begins later; else one whose date is open.
    """
    alive = (m.kind == "round", m.discarded_at.is_(None), m.state != "cancelled")
    if after is not None:
        said = rx.scalar(select(m.key).where(m.previous_key == after, *alive).order_by(m.key.desc()).limit(1))
        if said is not None:
            return rows(rx, [said])[0]
    rounds = rows(rx, rx.column(select(m.key).where(*alive)))
    then = next((one.starts for one in rounds if one.key == after), None) or (rx.today if after is None else None)
    dated = [one for one in rounds if one.starts and then and one.starts > then and one.key != after]
    if dated:
        return min(dated, key=lambda one: (one.starts, one.reference))
    waiting = [one for one in rounds if one.starts is None and one.key != after and one.state == "planned"]
    return min(waiting, key=lambda one: one.reference, default=None)


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once."""
    before = schema.meetings.alias("before")
    released = select(func.group_concat(r.side)).where(r.noun == "meetings", r.row_key == m.key, r.part == "record")

    def counted(table: Any, *more: Any) -> Any:
        return select(func.count()).select_from(table).where(table.c.meeting_key == m.key, *more).scalar_subquery()

    k = schema.document_links.c
    papers = (
        select(func.count())
        .select_from(schema.document_links)
        .join(schema.documents, schema.documents.c.key == k.document_key)
        .where(k.noun == "meetings", k.row_key == m.key, schema.documents.c.discarded_at.is_(None))
    )
    return (
        select(
            m.key, m.id, m.reference, m.kind, g.code.label("group_code"), m.forum, m.state, m.date_open, m.timing,
            m.place, m.virtual, m.starts_at, m.ends_at, m.time_zone, before.c.reference.label("previous"), m.marking,
            m.recorded_at, m.discarded_at,
            counted(schema.attendees).label("attendees"),
            counted(schema.agenda_items).label("agenda"),
            counted(schema.decisions).label("decisions"),
            counted(schema.commitments, schema.commitments.c.discarded_at.is_(None)).label("commitments"),
            papers.scalar_subquery().label("documents"),
            released.scalar_subquery().label("released_to"),
        )
        .select_from(schema.meetings)
        .outerjoin(schema.working_groups, g.key == m.group_key)
        .outerjoin(before, before.c.key == m.previous_key)
        .where(m.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(row: Any, side: str, said: dict[str, SideCard]) -> MeetingRow:
    return MeetingRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        kind=row.kind,
        group=row.group_code or "",
        forum=row.forum,
        state=row.state,
        date_open=bool(row.date_open),
        timing=row.timing,
        place=row.place,
        virtual=bool(row.virtual),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        time_zone=row.time_zone,
        previous=row.previous or "",
        marking=row.marking,
        own=side,
        sides={one: said.get(one) or SideCard(one) for one in schema.SIDES},
        attendees=row.attendees,
        agenda=row.agenda,
        decisions=row.decisions,
        commitments=row.commitments,
        documents=row.documents,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        recorded_at=row.recorded_at,
        discarded=row.discarded_at is not None,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


__all__ = [
    "SORTS", "MeetingQuery", "MeetingRow", "SideCard", "ids", "next_round", "rows", "sides", "statement", "total",
]  # fmt: skip
