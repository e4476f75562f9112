"""Training needs as lists: which ones (ids first), their rows in blocks, with the runs held for them.

Looks only. Every filter runs in SQL.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from hsdclient import records, schema, search
from hsdclient.session import Read

d, a, g, k = schema.needs.c, schema.agencies.c, schema.working_groups.c, schema.courses.c
r, u = schema.releases.c, schema.runs.c


@dataclass(frozen=True)
class NeedQuery:
    """What to list. `agencies` and `groups` are codes, `courses` references; `overdue`: wanted by a day that is past
    and neither met nor dropped. Sort keys: SORTS."""

    states: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    overdue: bool = False
    text: str = ""
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class NeedRow:
    """One line of a list. `persons` is 0 when not said, `course` a reference, `runs` the references of its runs."""

    key: int
    id: str
    reference: str
    side: str
    agency: str
    topic: str
    why: str
    persons: int
    wanted_by: date | None
    overdue_days: int
    state: str
    group: str
    course: str
    course_title: str
    runs: tuple[str, ...]
    marking: str
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool


_BY_REFERENCE = (d.year, d.number)
SORTS: dict[str, tuple[Any, ...]] = {
    "reference": _BY_REFERENCE,
    "topic": (d.topic,),
    "side": (d.side,),
    "agency": (a.code,),
    "persons": (d.persons,),
    "wanted_by": (d.wanted_by,),
    "state": (case({"open": 0, "planned": 1, "met": 2, "dropped": 3}, value=d.state),),
    "group": (g.code,),
    "course": (k.reference,),
    "marking": (d.marking,),
    "recorded_at": (d.recorded_at,),
}
_JOINED = {
    "agency": (schema.agencies, a.key == d.agency_key),
    "group": (schema.working_groups, g.key == d.group_key),
    "course": (schema.courses, k.key == d.course_key),
}
_MAY_LACK = frozenset({"agency", "group", "course", "wanted_by"})


def statement(rx: Read, query: NeedQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order."""
    found = select(d.key)
    if query.sort in _JOINED:
        found = found.outerjoin(*_JOINED[query.sort])
    found = found.where(
        d.discarded_at.is_not(None) if query.trash else d.discarded_at.is_(None), *_conditions(rx, query)
    )
    order = SORTS.get(query.sort, _BY_REFERENCE)
    last = None if order is _BY_REFERENCE else d.key
    return records.in_order(found, order, last, descending=query.descending, may_lack=query.sort in _MAY_LACK)


def _conditions(rx: Read, query: NeedQuery) -> list[Any]:
    found: list[Any] = []
    if query.keys is not None:
        found.append(d.key.in_(query.keys))
    for column, wanted in (
        (d.state, query.states),
        (d.side, query.sides),
        (d.topic, query.topics),
        (d.marking, query.marking),
    ):
        if wanted:
            found.append(column.in_(wanted))
    if query.agencies:
        found.append(d.agency_key.in_(select(a.key).where(a.code.in_(query.agencies))))
    if query.groups:
        found.append(d.group_key.in_(select(g.key).where(g.code.in_(query.groups))))
    if query.courses:
        found.append(d.course_key.in_(select(k.key).where(k.reference.in_(query.courses))))
    if query.overdue:
        found += [d.wanted_by < rx.today.isoformat(), d.state.in_(("open", "planned"))]
    if query.text.strip():
        found.append(search.holding(d.key, "needs", query.text))
    return found


def ids(rx: Read, query: NeedQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 12 of "2 of 12"."""
    counted = select(func.count()).select_from(schema.needs)
    return int(rx.scalar(counted.where(d.discarded_at.is_not(None) if trash else d.discarded_at.is_(None))))


def rows(rx: Read, keys: Sequence[int]) -> list[NeedRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted = list(keys)
    held: dict[int, list[str]] = {}
    for row in rx.all(
        select(u.need_key, u.reference).where(u.need_key.in_(wanted), u.discarded_at.is_(None)).order_by(u.starts)
    ):
        held.setdefault(row.need_key, []).append(row.reference)
    found = {row.key: _row(row, tuple(held.get(row.key, ())), rx.today) for row in rx.all(_block(), {"keys": wanted})}
    return [found[key] for key in keys if key in found]


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once."""
    released = select(func.group_concat(r.side)).where(r.noun == "needs", r.row_key == d.key, r.part == "record")
    return (
        select(
            d.key, d.id, d.reference, d.side, a.code.label("agency"), d.topic, d.why, d.persons, d.wanted_by, d.state,
            g.code.label("group"), k.reference.label("course"), k.title_en.label("course_title"), d.marking,
            d.recorded_at, d.discarded_at,
            released.scalar_subquery().label("released_to"),
        )
        .outerjoin(schema.agencies, a.key == d.agency_key)
        .outerjoin(schema.working_groups, g.key == d.group_key)
        .outerjoin(schema.courses, k.key == d.course_key)
        .where(d.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(row: Any, runs: tuple[str, ...], today: date) -> NeedRow:
    wanted_by = date.fromisoformat(row.wanted_by) if row.wanted_by else None
    late = wanted_by is not None and wanted_by < today and row.state in ("open", "planned")
    return NeedRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        side=row.side,
        agency=row.agency or "",
        topic=row.topic,
        why=row.why,
        persons=row.persons,
        wanted_by=wanted_by,
        overdue_days=(today - wanted_by).days if wanted_by and late else 0,
        state=row.state,
        group=row.group or "",
        course=row.course or "",
        course_title=row.course_title or "",
        runs=runs,
        marking=row.marking,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        recorded_at=row.recorded_at,
        discarded=row.discarded_at is not None,
    )
