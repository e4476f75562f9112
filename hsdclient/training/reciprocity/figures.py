"""The figures of a year, run by run, and summed by side and topic; whole numbers only.

Looks only. Days count by the day they fell on; seats, heads and cost in the year in which the run began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import schema
from hsdclient.session import Read
from hsdclient.training.earning import ATTENDED, HALVES
from hsdclient.training.years import Year
from hsdclient.words import N_

DAY_MINUTES = 480
"""Eight hours of an instructor are an instructor-day."""
OFFERED = ("announced", "confirmed", "held")
"""States of a run whose seats are offered: a planned one has none yet, a cancelled one none any more."""
NO_TOPIC = N_("No topic")
Shown = Mapping[int, frozenset[str]] | None
"""Which runs a reader may see, by key, with the released parts; None for the own side: all of everything."""

r, n, a = schema.runs.c, schema.nominations.c, schema.attendance.c
OTHER = {"IN": "US", "US": "IN"}


def _nought() -> dict[str, int]:
    return dict.fromkeys(schema.SIDES, 0)


@dataclass(frozen=True)
class RunLine:
    """What one run adds to the year, per side: seats for it, heads of it that attended (both only in the year in which
    the run began: `begun`), half days its nominees attended and minutes its instructors gave within the year, cost it
    bears (currency → minor units). `crosses`: the run has days outside the year."""

    key: int
    reference: str
    title: str
    title_hi: str
    topic: str
    host: str
    host_side: str
    state: str
    starts: date
    ends: date
    marking: str
    begun: bool
    crosses: bool
    seats: dict[str, int] = field(default_factory=_nought)
    heads: dict[str, int] = field(default_factory=_nought)
    halves: dict[str, int] = field(default_factory=_nought)
    minutes: dict[str, int] = field(default_factory=_nought)
    costs: dict[str, dict[str, int]] = field(default_factory=lambda: {side: {} for side in schema.SIDES})

    @property
    def guest(self) -> str:
        """The side that the host's is not."""
        return OTHER[self.host_side]

    @property
    def counts(self) -> bool:
        """Whether the run adds anything to the year."""
        return any(
            any(part.values()) for part in (self.seats, self.heads, self.halves, self.minutes, *self.costs.values())
        )


@dataclass(frozen=True)
class SideFigures:
    """What one side gave the other: seats offered to it and used by it at own runs, half days its nominees attended
    there, minutes of own instructors at any run, cost borne (currency → minor units, never added up across them).

    `empty` seats stayed so at runs that were held, `ahead` ones are at runs yet to come. `own_heads` and `own_halves`
    are own nominees at own runs: they are no part of the balance.
    """

    side: str
    runs: int = 0
    offered: int = 0
    used: int = 0
    empty: int = 0
    ahead: int = 0
    halves: int = 0
    minutes: int = 0
    own_heads: int = 0
    own_halves: int = 0
    costs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TopicLine:
    """The figures of one topic, '' for runs without one: side → figures."""

    topic: str
    sides: dict[str, SideFigures]


def lines(rx: Read, year: Year, shown: Shown = None) -> tuple[list[RunLine], int]:
    """The runs that begin in the year or have days in it, by first day; and how many more are not shown."""
    days, hours = _halves(rx, year), _minutes(rx, year)
    first, last = year.starts.isoformat(), year.ends.isoformat()
    meant = [row for row in rx.all(_runs()) if first <= row.starts <= last or row.key in days or row.key in hours]
    if shown is not None:
        left = [row for row in meant if row.key not in shown]
        meant = [row for row in meant if row.key in shown]
    begun = [row.key for row in meant if first <= row.starts <= last]
    seats, heads, costs = _seats(rx, begun), _heads(rx, begun), _costs(rx, begun)
    found = []
    for row in meant:
        may = _may(shown, row.key)
        starts, ends = date.fromisoformat(row.starts), date.fromisoformat(row.ends)
        offered = row.state in OFFERED and may("record")
        came = may("attendance") or may("roll")
        paid = row.state != "planned" and may("costs")
        found.append(
            RunLine(
                row.key, row.reference, row.title_en, row.title_hi, row.topic if shown is None else "", row.host,
                row.host_side, row.state, starts, ends, row.marking, year.holds(starts),
                not (year.holds(starts) and year.holds(ends)),
                seats=_nought() | (seats.get(row.key, {}) if offered else {}),
                heads=_nought() | (heads.get(row.key, {}) if came else {}),
                halves=_nought() | (days.get(row.key, {}) if may("attendance") else {}),
                minutes=_nought() | (hours.get(row.key, {}) if may("instructors") else {}),
                costs={"IN": {}, "US": {}} | (costs.get(row.key, {}) if paid else {}),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.starts, one.reference)), 0 if shown is None else len(left)


def _may(shown: Shown, key: int) -> Callable[[str], bool]:
    return (lambda _part: True) if shown is None else shown[key].__contains__


_COUNTED = ("runs", "offered", "used", "empty", "ahead", "halves", "minutes", "own_heads", "own_halves")


def by_side(listed: Iterable[RunLine]) -> dict[str, SideFigures]:
    """The figures of both sides over the lines."""
    sums: dict[str, dict[str, Any]] = {
        side: dict.fromkeys(_COUNTED, 0)
        for side in schema.SIDES
    }
    costs: dict[str, dict[str, int]] = {side: {} for side in schema.SIDES}
    for one in listed:
        host = sums[one.host_side]
        host["runs"] += int(one.begun and one.state in OFFERED)
        host["offered"] += one.seats[one.guest]
        host["used"] += one.heads[one.guest]
        host["empty" if one.state == "held" else "ahead"] += max(one.seats[one.guest] - one.heads[one.guest], 0)
        host["halves"] += one.halves[one.guest]
        host["own_heads"] += one.heads[one.host_side]
        host["own_halves"] += one.halves[one.host_side]
        for side in schema.SIDES:
            sums[side]["minutes"] += one.minutes[side]
            for currency, amount in one.costs[side].items():
                costs[side][currency] = costs[side].get(currency, 0) + amount
    return {side: SideFigures(side, **sums[side], costs=dict(sorted(costs[side].items()))) for side in schema.SIDES}


def by_topic(listed: Iterable[RunLine]) -> tuple[TopicLine, ...]:
    """The figures by topic, in the order of the alphabet, runs without one last."""
    grouped: dict[str, list[RunLine]] = {}
    for one in listed:
        if one.counts:
            grouped.setdefault(one.topic, []).append(one)
    ordered = sorted(grouped, key=lambda topic: (not topic, topic.casefold()))
    return tuple(TopicLine(topic, by_side(grouped[topic])) for topic in ordered)


def _runs() -> Any:
    h, k = schema.agencies.c, schema.courses.c
    topic = func.coalesce(func.nullif(r.topic, ""), k.topic, "").label("topic")
    return (
        select(
            r.key, r.reference, r.title_en, r.title_hi, topic, h.code.label("host"), h.side.label("host_side"), r.state,
            r.starts, r.ends, r.marking,
        )
        .select_from(schema.runs)
        .join(schema.agencies, h.key == r.host_key)
        .outerjoin(schema.courses, k.key == r.course_key)
        .where(r.discarded_at.is_(None))
    )  # fmt: skip


def _seats(rx: Read, runs: list[int]) -> dict[int, dict[str, int]]:
    x = schema.run_sides.c
    return _per_side(rx.all(select(x.run_key, x.side, x.seats.label("number")).where(x.run_key.in_(runs))))


def _heads(rx: Read, runs: list[int]) -> dict[int, dict[str, int]]:
    counted = select(n.run_key, n.side, func.count().label("number")).where(n.run_key.in_(runs), n.step.in_(ATTENDED))
    return _per_side(rx.all(counted.group_by(n.run_key, n.side)))


def _halves(rx: Read, year: Year) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for row in rx.all(
        select(n.run_key, n.side, a.presence, func.count().label("days"))
        .join(schema.nominations, n.key == a.nomination_key)
        .where(a.day.between(year.starts.isoformat(), year.ends.isoformat()))
        .group_by(n.run_key, n.side, a.presence)
    ):
        if HALVES[row.presence]:
            of_run = found.setdefault(row.run_key, {})
            of_run[row.side] = of_run.get(row.side, 0) + HALVES[row.presence] * row.days
    return found


def _minutes(rx: Read, year: Year) -> dict[int, dict[str, int]]:
    i, m = schema.instructors.c, schema.instructor_hours.c
    counted = (
        select(i.run_key, i.side, func.sum(m.minutes).label("number"))
        .join(schema.instructor_hours, m.instructor_key == i.key)
        .where(m.day.between(year.starts.isoformat(), year.ends.isoformat()), m.minutes > 0)
        .group_by(i.run_key, i.side)
    )
    return _per_side(rx.all(counted))


def _costs(rx: Read, runs: list[int]) -> dict[int, dict[str, dict[str, int]]]:
    x = schema.run_costs.c
    found: dict[int, dict[str, dict[str, int]]] = {}
    for row in rx.all(
        select(x.run_key, x.side, x.currency, func.sum(x.amount).label("amount"))
        .where(x.run_key.in_(runs))
        .group_by(x.run_key, x.side, x.currency)
    ):
        found.setdefault(row.run_key, {}).setdefault(row.side, {})[row.currency] = int(row.amount)
    return found


def _per_side(rows: Iterable[Any]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.run_key, {})[row.side] = int(row.number)
    return found
