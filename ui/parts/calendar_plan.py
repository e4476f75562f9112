"""Where each thing that lasts some days stands in a calendar of whole weeks: its week, lane and columns.

Plain data and arithmetic: it draws nothing and knows no domain word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

WEEK: Final = 7
LOOKS: Final = ("hollow", "light", "full", "done", "mark")
"""How sure a thing is, from not yet decided to past; a mark stands at one day and has no ground of its own."""


@dataclass(frozen=True)
class Span:
    """One thing of the calendar: `words` stand in its bar, `under` on a second line where there is room, `said` is the
    whole of it as a sentence. `shape` and `tone` as of a badge, '' for none."""

    key: str
    first: date
    last: date
    words: str
    said: str
    look: str = "full"
    shape: str = ""
    tone: str = ""
    under: str = ""
    struck: bool = False
    faint: bool = False
    movable: bool = False


@dataclass(frozen=True)
class DayNote:
    """What a day is besides its number: `who` (two letters) and the words; `said` for whoever does not see it."""

    who: str
    words: str
    said: str = ""


class Placed(NamedTuple):
    """Span `which` in one week: `column` 0..6, over `columns` days; open where it goes on beyond the week."""

    which: int
    lane: int
    column: int
    columns: int
    open_left: bool
    open_right: bool


@dataclass(frozen=True)
class Plan:
    """`weeks[w]` are the pieces of that week, `lanes[w]` how many lanes it needs; `by_day`: spans from the top down."""

    first: date
    weeks: tuple[tuple[Placed, ...], ...]
    lanes: tuple[int, ...]
    by_day: Mapping[date, tuple[int, ...]] = field(default_factory=dict)

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.first + timedelta(days=WEEK * len(self.weeks) - 1)

    def holds(self, day: date) -> bool:
        """Whether `day` is shown."""
        return self.first <= day <= self.last


def week_of(day: date, first_weekday: int) -> date:
    """The first day of the week of `day`; weeks begin with `first_weekday`, 0 for Monday."""
    return day - timedelta(days=(day.weekday() - first_weekday) % WEEK)


def month_weeks(day: date, first_weekday: int) -> tuple[date, int]:
    """The first day shown for the month of `day`, and over how many weeks it goes."""
    start = week_of(day.replace(day=1), first_weekday)
    after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return start, -(-(after - start).days // WEEK)


def plan(spans: Sequence[Span], first: date, weeks: int) -> Plan:
    """Place the spans in `weeks` weeks from `first`: the longer and earlier above, marks below the bars."""
    order = sorted(range(len(spans)), key=lambda i: _rank(spans[i], i))
    shown, lanes = [], []
    by_day: dict[date, list[tuple[int, int]]] = {}
    for number in range(weeks):
        monday = first + timedelta(days=WEEK * number)
        sunday = monday + timedelta(days=WEEK - 1)
        taken: list[int] = []  # a lane's days as bits
        pieces = []
        for index in order:
            one = spans[index]
            if one.first > sunday or one.last < monday:
                continue
            column = max(0, (one.first - monday).days)
            columns = min(WEEK - 1, (one.last - monday).days) - column + 1
            days = ((1 << columns) - 1) << column
            lane = next((at for at, held in enumerate(taken) if not held & days), len(taken))
            if lane == len(taken):
                taken.append(0)
            taken[lane] |= days
            pieces.append(Placed(index, lane, column, columns, one.first < monday, one.last > sunday))
            for place in range(column, column + columns):
                by_day.setdefault(monday + timedelta(days=place), []).append((lane, index))
        shown.append(tuple(pieces))
        lanes.append(len(taken))
    ordered = {day: tuple(index for _lane, index in sorted(found)) for day, found in by_day.items()}
    return Plan(first, tuple(shown), tuple(lanes), ordered)


def _rank(one: Span, place: int) -> tuple[bool, date, int, int]:
    return one.look == "mark", one.first, (one.first - one.last).days, place
