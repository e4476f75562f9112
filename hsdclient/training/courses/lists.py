"""Courses as lists: which ones (ids first), their rows in blocks, with their runs counted.

Looks only. Every filter runs in SQL.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from hsdclient import records, schema, search
from hsdclient.session import Read

c, a, r, u = schema.courses.c, schema.agencies.c, schema.releases.c, schema.runs.c


@dataclass(frozen=True)
class CourseQuery:
    """What to list. `academies` are agency codes, `sides` those of the academies. Sort keys: SORTS."""

    academies: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    offered: bool = False
    text: str = ""
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class CourseRow:
    """One line of a list. `days` is 0 when not said; `runs` counts those not cancelled, `last_run` is the first day of
    the latest one."""

    key: int
    id: str
    reference: str
    academy: str
    academy_side: str
    code: str
    title: str
    title_hi: str
    programme: str
    topic: str
    days: int
    language: str
    retired: bool
    runs: int
    last_run: date | None
    marking: str
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool


_BY_REFERENCE = (c.year, c.number)
SORTS: dict[str, tuple[Any, ...]] = {
    "reference": _BY_REFERENCE,
    "academy": (a.code, c.code),
    "code": (c.code,),
    "title": (c.title_en,),
    "programme": (c.programme,),
    "topic": (c.topic,),
    "days": (c.days,),
    "language": (c.language,),
    "marking": (c.marking,),
    "recorded_at": (c.recorded_at,),
}


def statement(rx: Read, query: CourseQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order."""
    found = select(c.key)
    if query.sort == "academy":
        found = found.join(schema.agencies, a.key == c.academy_key)
    found = found.where(c.discarded_at.is_not(None) if query.trash else c.discarded_at.is_(None), *_conditions(query))
    order = SORTS.get(query.sort, _BY_REFERENCE)
    last = None if order is _BY_REFERENCE else c.key
    return records.in_order(found, order, last, descending=query.descending, may_lack=False)


def _conditions(query: CourseQuery) -> list[Any]:
    found: list[Any] = []
    if query.keys is not None:
        found.append(c.key.in_(query.keys))
    for column, wanted in ((c.topic, query.topics), (c.language, query.languages), (c.marking, query.marking)):
        if wanted:
            found.append(column.in_(wanted))
    if query.academies:
        found.append(c.academy_key.in_(select(a.key).where(a.code.in_(query.academies))))
    if query.sides:
        found.append(c.academy_key.in_(select(a.key).where(a.side.in_(query.sides))))
    if query.offered:
        found.append(c.retired == 0)
    if query.text.strip():
        found.append(search.holding(c.key, "courses", query.text))
    return found


def ids(rx: Read, query: CourseQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 12 of "2 of 12"."""
    counted = select(func.count()).select_from(schema.courses)
    return int(rx.scalar(counted.where(c.discarded_at.is_not(None) if trash else c.discarded_at.is_(None))))


def topics(rx: Read) -> list[str]:
    """Every topic of a course, a run or a need that is not in the trash, sorted: what a form offers."""
    found = {
        topic
        for table in (schema.courses, schema.runs, schema.needs)
        for topic in rx.column(select(table.c.topic).where(table.c.discarded_at.is_(None)).distinct())
    }
    return sorted((topic for topic in found if topic.strip()), key=str.casefold)


def rows(rx: Read, keys: Sequence[int]) -> list[CourseRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    found = {row.key: _row(row) for row in rx.all(_block(), {"keys": list(keys)})}
    return [found[key] for key in keys if key in found]


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once."""
    held = (u.course_key == c.key, u.discarded_at.is_(None), u.state != "cancelled")
    counted = select(func.count()).select_from(schema.runs).where(*held)
    last = select(func.max(u.starts)).where(*held)
    released = select(func.group_concat(r.side)).where(r.noun == "courses", r.row_key == c.key, r.part == "record")
    return (
        select(
            c.key, c.id, c.reference, a.code.label("academy"), a.side.label("academy_side"), c.code, c.title_en,
            c.title_hi, c.programme, c.topic, c.days, c.language, c.retired, c.marking, c.recorded_at, c.discarded_at,
            counted.scalar_subquery().label("runs"),
            last.scalar_subquery().label("last_run"),
            released.scalar_subquery().label("released_to"),
        )
        .join(schema.agencies, a.key == c.academy_key)
        .where(c.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(row: Any) -> CourseRow:
    return CourseRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        academy=row.academy,
        academy_side=row.academy_side,
        code=row.code,
        title=row.title_en,
        title_hi=row.title_hi,
        programme=row.programme,
        topic=row.topic,
        days=row.days,
        language=row.language,
        retired=bool(row.retired),
        runs=row.runs,
        last_run=date.fromisoformat(row.last_run) if row.last_run else None,
        marking=row.marking,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        recorded_at=row.recorded_at,
        discarded=row.discarded_at is not None,
    )
