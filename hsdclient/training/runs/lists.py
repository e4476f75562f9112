"""Runs as lists: which ones (ids first), their rows in blocks, with seats taken and the next deadline.

Looks only. Every filter runs in SQL.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, exists, func, or_, select

from hsdclient import records, schema, search
from hsdclient.seats import SEATED
from hsdclient.session import Read

u, a, k, g, r = schema.runs.c, schema.agencies.c, schema.courses.c, schema.working_groups.c, schema.releases.c
s, n, b = schema.run_sides.c, schema.nominations.c, schema.run_deadlines.c
_SEATED = tuple(sorted(SEATED))


@dataclass(frozen=True)
class RunQuery:
    """What to list. `hosts` and `groups` are codes; `courses`, `agreements`, `commitments`, `needs` references.

    `after`, `before`: ISO days; a run is listed that has a day in between. `upcoming`: neither over nor cancelled;
    `overdue`: a deadline is past and open; `with_seats_free`: open and a side has a seat free. Sort keys: SORTS.
    """

    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    host_sides: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    text: str = ""
    after: str = ""
    before: str = ""
    upcoming: bool = False
    overdue: bool = False
    with_seats_free: bool = False
    differs: bool = False
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class NextDeadline:
    """The earliest open deadline of a run; `overdue_days` is 0 until it is past."""

    due: date
    title_en: str
    title_hi: str
    overdue_days: int


@dataclass(frozen=True)
class RunRow:
    """One line of a list. `seats`, `taken` and `waitlisted` are by side; `differs`: the partner gave other dates.

    `course` is a reference; `pass_mark` in tenths of a percent, None when no test is needed.
    """

    key: int
    id: str
    reference: str
    kind: str
    state: str
    title: str
    title_hi: str
    topic: str
    course: str
    course_code: str
    host: str
    host_side: str
    venue: str
    delivery: str
    starts: date
    ends: date
    group: str
    seats: dict[str, int]
    taken: dict[str, int]
    waitlisted: dict[str, int]
    next_deadline: NextDeadline | None
    overdue_days: int
    differs: bool
    vetting: bool
    clearance: bool
    pass_mark: int | None
    min_attendance: int
    marking: str
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool

    @property
    def days(self) -> int:
        """Days from the first to the last, weekends included."""
        return (self.ends - self.starts).days + 1

    @property
    def free(self) -> dict[str, int]:
        """Side → seats nobody holds."""
        return {side: max(self.seats[side] - self.taken[side], 0) for side in self.seats}


def _open_due() -> Any:
    """The day of the run's earliest open deadline; null for none, and for a cancelled run."""
    first = select(func.min(b.due)).where(b.run_key == u.key, b.done_on.is_(None)).scalar_subquery()
    return case((u.state == "cancelled", None), else_=first)


def _seats() -> Any:
    return select(func.coalesce(func.sum(s.seats), 0)).where(s.run_key == u.key).scalar_subquery()


_BY_REFERENCE = (u.year, u.number)
SORTS: dict[str, tuple[Any, ...]] = {
    "reference": _BY_REFERENCE,
    "kind": (u.kind,),
    "state": (
        case({"planned": 0, "announced": 1, "confirmed": 2, "held": 3, "cancelled": 4}, value=u.state),
        u.starts,
    ),
    "title": (u.title_en,),
    "topic": (u.topic,),
    "course": (k.reference,),
    "host": (a.code, u.starts),
    "venue": (u.venue,),
    "delivery": (u.delivery,),
    "starts": (u.starts,),
    "ends": (u.ends,),
    "group": (g.code,),
    "seats": (_seats(),),
    "next_deadline": (_open_due(),),
    "marking": (u.marking,),
    "recorded_at": (u.recorded_at,),
}
_JOINED = {
    "course": (schema.courses, k.key == u.course_key),
    "host": (schema.agencies, a.key == u.host_key),
    "group": (schema.working_groups, g.key == u.group_key),
}
_MAY_LACK = frozenset({"course", "group", "next_deadline"})


def statement(rx: Read, query: RunQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order."""
    found = select(u.key)
    if query.sort in _JOINED:
        found = found.outerjoin(*_JOINED[query.sort])
    found = found.where(
        u.discarded_at.is_not(None) if query.trash else u.discarded_at.is_(None), *_conditions(rx, query)
    )
    order = SORTS.get(query.sort, _BY_REFERENCE)
    last = None if order is _BY_REFERENCE else u.key
    return records.in_order(found, order, last, descending=query.descending, may_lack=query.sort in _MAY_LACK)


def _conditions(rx: Read, query: RunQuery) -> list[Any]:
    today = rx.today.isoformat()
    found: list[Any] = []
    if query.keys is not None:
        found.append(u.key.in_(query.keys))
    for column, wanted in (
        (u.kind, query.kinds),
        (u.state, query.states),
        (u.delivery, query.deliveries),
        (u.topic, query.topics),
        (u.marking, query.marking),
    ):
        if wanted:
            found.append(column.in_(wanted))
    for mine, table, name, wanted in (
        (u.host_key, schema.agencies, "code", query.hosts),
        (u.host_key, schema.agencies, "side", query.host_sides),
        (u.course_key, schema.courses, "reference", query.courses),
        (u.group_key, schema.working_groups, "code", query.groups),
        (u.agreement_key, schema.agreements, "reference", query.agreements),
        (u.commitment_key, schema.commitments, "reference", query.commitments),
        (u.need_key, schema.needs, "reference", query.needs),
    ):
        if wanted:
            found.append(mine.in_(select(table.c.key).where(table.c[name].in_(wanted))))
    if query.after:
        found.append(u.ends >= query.after)
    if query.before:
        found.append(u.starts <= query.before)
    if query.upcoming:
        found += [u.ends >= today, u.state.in_(("planned", "announced", "confirmed"))]
    if query.overdue:
        late = select(b.key).where(b.run_key == u.key, b.done_on.is_(None), b.due < today)
        found += [u.state != "cancelled", exists(late)]
    if query.with_seats_free:
        taken = select(func.count()).where(n.run_key == u.key, n.side == s.side, n.step.in_(_SEATED))
        free = select(s.key).where(s.run_key == u.key, s.seats > taken.scalar_subquery())
        found += [u.state.in_(("planned", "announced", "confirmed")), u.ends >= today, exists(free)]
    if query.differs:
        found.append(exists(select(s.key).where(s.run_key == u.key, _differs(rx.side))))
    if query.text.strip():
        found.append(search.holding(u.key, "runs", query.text))
    return found


def _differs(side: str) -> Any:
    """The partner's row of a run whose days are not ours."""
    return and_(s.side != side, or_(s.starts != u.starts, s.ends != u.ends))


def ids(rx: Read, query: RunQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 12 of "2 of 12"."""
    counted = select(func.count()).select_from(schema.runs)
    return int(rx.scalar(counted.where(u.discarded_at.is_not(None) if trash else u.discarded_at.is_(None))))


def span(rx: Read, first: date, last: date, query: RunQuery | None = None) -> list[RunRow]:
    """The runs with a day from `first` to `last` that `query` lets through, the earliest first: a calendar's."""
    asked = replace(
        query or RunQuery(), after=first.isoformat(), before=last.isoformat(), sort="starts", descending=False
    )
    keys = ids(rx, asked)
    return [row for start in range(0, len(keys), 500) for row in rows(rx, keys[start : start + 500])]


def rows(rx: Read, keys: Sequence[int]) -> list[RunRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted = list(keys)
    seats: dict[int, dict[str, int]] = {}
    differing: set[int] = set()
    for row in rx.all(
        select(s.run_key, s.side, s.seats, _differs(rx.side).label("differs"))
        .join(schema.runs, u.key == s.run_key)
        .where(s.run_key.in_(wanted))
    ):
        seats.setdefault(row.run_key, {})[row.side] = row.seats
        if row.differs:
            differing.add(row.run_key)
    held = counts(rx, wanted)
    nearest = _next(rx, wanted)
    found = {
        row.key: _row(row, seats.get(row.key, {}), held.get(row.key, {}), nearest.get(row.key), row.key in differing)
        for row in rx.all(_block(), {"keys": wanted})
    }
    return [found[key] for key in keys if key in found]


def counts(rx: Read, keys: Sequence[int]) -> dict[int, dict[str, dict[str, int]]]:
    """Run → side → step → how many nominations stand there."""
    found: dict[int, dict[str, dict[str, int]]] = {}
    for row in rx.all(
        select(n.run_key, n.side, n.step, func.count().label("number"))
        .where(n.run_key.in_(list(keys)))
        .group_by(n.run_key, n.side, n.step)
    ):
        found.setdefault(row.run_key, {}).setdefault(row.side, {})[row.step] = row.number
    return found


def _next(rx: Read, keys: list[int]) -> dict[int, NextDeadline]:
    found: dict[int, NextDeadline] = {}
    for row in rx.all(
        select(b.run_key, b.due, b.title_en, b.title_hi)
        .join(schema.runs, u.key == b.run_key)
        .where(b.run_key.in_(keys), b.done_on.is_(None), u.state != "cancelled")
        .order_by(b.due.desc(), b.key.desc())
    ):
        due = date.fromisoformat(row.due)
        found[row.run_key] = NextDeadline(due, row.title_en, row.title_hi, max((rx.today - due).days, 0))
    return found


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once."""
    released = select(func.group_concat(r.side)).where(r.noun == "runs", r.row_key == u.key, r.part == "record")
    return (
        select(
            u.key, u.id, u.reference, u.kind, u.state, u.title_en, u.title_hi, u.topic, k.reference.label("course"),
            k.code.label("course_code"), a.code.label("host"), a.side.label("host_side"), u.venue, u.delivery,
            u.starts, u.ends, g.code.label("group"), u.vetting, u.clearance, u.pass_mark, u.min_attendance, u.marking,
            u.recorded_at, u.discarded_at,
            released.scalar_subquery().label("released_to"),
        )
        .join(schema.agencies, a.key == u.host_key)
        .outerjoin(schema.courses, k.key == u.course_key)
        .outerjoin(schema.working_groups, g.key == u.group_key)
        .where(u.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(
    row: Any, seats: dict[str, int], held: dict[str, dict[str, int]], nearest: NextDeadline | None, differs: bool
) -> RunRow:
    both = dict.fromkeys(schema.SIDES, 0)
    by_side = {side: held.get(side, {}) for side in schema.SIDES}
    return RunRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        kind=row.kind,
        state=row.state,
        title=row.title_en,
        title_hi=row.title_hi,
        topic=row.topic,
        course=row.course or "",
        course_code=row.course_code or "",
        host=row.host,
        host_side=row.host_side,
        venue=row.venue,
        delivery=row.delivery,
        starts=date.fromisoformat(row.starts),
        ends=date.fromisoformat(row.ends),
        group=row.group or "",
        seats=both | seats,
        taken={side: sum(of.get(step, 0) for step in _SEATED) for side, of in by_side.items()},
        waitlisted={side: of.get("waitlisted", 0) for side, of in by_side.items()},
        next_deadline=nearest,
        overdue_days=nearest.overdue_days if nearest else 0,
        differs=differs,
        vetting=bool(row.vetting),
        clearance=bool(row.clearance),
        pass_mark=row.pass_mark,
        min_attendance=row.min_attendance,
        marking=row.marking,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        recorded_at=row.recorded_at,
        discarded=row.discarded_at is not None,
    )
