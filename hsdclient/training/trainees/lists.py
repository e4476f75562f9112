"""Trainees as lists: which ones (ids first), their rows in blocks with what they were nominated for.

Looks only. Every filter runs in SQL; nothing of the vetting is here.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, exists, func, select

from hsdclient import records, schema, search
from hsdclient.session import Read
from hsdclient.training.pipeline import CAME
from hsdclient.training.trainees import keeping

t, g, r, n, u = (
    schema.trainees.c, schema.agencies.c, schema.releases.c, schema.nominations.c, schema.runs.c,
)  # fmt: skip


@dataclass(frozen=True)
class TraineeQuery:
    """What to list. `agencies` are codes, `runs` references, `steps` of any of their nominations; `trained`: who came
    to a run at least once; `past_retention`: whose day of keeping is over and who was not purged."""

    sides: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    trained: bool = False
    past_retention: bool = False
    purged: bool = False
    text: str = ""
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class TraineeRow:
    """One line of a list. `runs` counts nominations, `came` those runs to which the person came; `last_run` is the
    reference of the latest run, `last_day` its last day; `retain_until` is
    given or follows from it. A purged person's name is the reference."""

    key: int
    id: str
    reference: str
    side: str
    name: str
    name_hi: str
    agency: str
    post: str
    unit: str
    service_number: str
    born: date | None
    email: str
    phone: str
    supervisor: str
    runs: int
    came: int
    last_run: str
    last_day: date | None
    retain_until: date | None
    purged_on: date | None
    marking: str
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool


SORTS = ("reference", "name", "side", "agency", "post", "service_number", "retain_until", "marking", "recorded_at")
_BY_REFERENCE = (t.year, t.number)


def statement(rx: Read, query: TraineeQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order; it joins only what it asks about."""
    tables: Any = schema.trainees
    if query.sort == "agency" or query.agencies:
        tables = tables.outerjoin(schema.agencies, g.key == t.agency_key)
    found = select(t.key).select_from(tables)
    found = found.where(t.discarded_at.is_not(None) if query.trash else t.discarded_at.is_(None))
    if query.keys is not None:
        found = found.where(t.key.in_(query.keys))
    if query.sides:
        found = found.where(t.side.in_(query.sides))
    if query.agencies:
        found = found.where(g.code.in_(query.agencies))
    mine = select(n.key).where(n.trainee_key == t.key)
    if query.runs or query.steps:
        asked = mine
        if query.runs:
            asked = asked.join(schema.runs, u.key == n.run_key).where(u.reference.in_(query.runs))
        found = found.where(exists(asked.where(n.step.in_(query.steps)) if query.steps else asked))
    if query.trained:
        found = found.where(exists(mine.where(n.step.in_(CAME))))
    if query.past_retention:
        found = found.where(keeping.until() < rx.today.isoformat(), t.purged_on.is_(None))
    if query.purged:
        found = found.where(t.purged_on.is_not(None))
    if query.text.strip():
        found = found.where(search.holding(t.key, "trainees", query.text))
    if query.sort not in SORTS or query.sort == "reference":
        return records.in_order(found, _BY_REFERENCE, None, descending=query.descending, may_lack=False)
    column = {"agency": g.code, "retain_until": keeping.until()}.get(query.sort, t.get(query.sort))
    return records.in_order(found, [column], t.key, descending=query.descending, may_lack=query.sort == "agency")


def ids(rx: Read, query: TraineeQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 40 of "3 of 40"."""
    counted = select(func.count()).select_from(schema.trainees)
    return int(rx.scalar(counted.where(t.discarded_at.is_not(None) if trash else t.discarded_at.is_(None))))


def rows(rx: Read, keys: Sequence[int]) -> list[TraineeRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted = list(keys)
    counts = {row.trainee_key: row for row in rx.all(_counts(), {"keys": wanted})}
    last = {row.trainee_key: row for row in rx.all(_latest(), {"keys": wanted})}
    found = {row.key: _row(row, counts.get(row.key), last.get(row.key)) for row in rx.all(_block(), {"keys": wanted})}
    return [found[key] for key in keys if key in found]


@cache
def _counts() -> Select[Any]:
    came = func.sum(case((n.step.in_(CAME), 1), else_=0)).label("came")
    listed = n.trainee_key.in_(bindparam("keys", expanding=True))
    return select(n.trainee_key, func.count().label("runs"), came).where(listed).group_by(n.trainee_key)


@cache
def _latest() -> Select[Any]:
    """The latest run of each: SQLite takes the other columns from the row that has the maximum."""
    listed = n.trainee_key.in_(bindparam("keys", expanding=True))
    joined = schema.nominations.join(schema.runs, u.key == n.run_key)
    last = func.max(u.ends).label("ends")
    return select(n.trainee_key, u.reference, last).select_from(joined).where(listed).group_by(n.trainee_key)


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once: the table asks for a block at every turn of the wheel."""
    released = (
        select(func.group_concat(r.side))
        .where(and_(r.noun == "trainees", r.row_key == t.key, r.part == "record"))
        .scalar_subquery()
    )
    return (
        select(
            t.key, t.id, t.reference, t.side, t.name, t.name_hi, t.post, t.unit, t.service_number, t.born, t.email,
            t.phone, t.supervisor, keeping.until().label("retain_until"), t.purged_on, t.marking, t.recorded_at,
            t.discarded_at, g.code.label("agency"), released.label("released_to"),
        )
        .select_from(schema.trainees.outerjoin(schema.agencies, g.key == t.agency_key))
        .where(t.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _row(row: Any, counts: Any, last: Any) -> TraineeRow:
    return TraineeRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        side=row.side,
        name=row.name or row.reference,
        name_hi=row.name_hi,
        agency=row.agency or "",
        post=row.post,
        unit=row.unit,
        service_number=row.service_number,
        born=_day(row.born),
        email=row.email,
        phone=row.phone,
        supervisor=row.supervisor,
        runs=counts.runs if counts else 0,
        came=counts.came if counts else 0,
        last_run=last.reference if last else "",
        last_day=_day(last.ends) if last else None,
        retain_until=_day(row.retain_until),
        purged_on=_day(row.purged_on),
        marking=row.marking,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        recorded_at=row.recorded_at,
        discarded=row.discarded_at is not None,
    )
