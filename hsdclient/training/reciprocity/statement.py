"""The seat and reciprocity statement of one year: figures by side, topic and run, the balance and its reasons.

Looks only. As of a past day it holds what was recorded by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from hsdclient import schema
from hsdclient.session import Read
from hsdclient.training import years
from hsdclient.training.reciprocity import balance, figures
from hsdclient.training.reciprocity.balance import Told
from hsdclient.training.reciprocity.figures import RunLine, Shown, SideFigures, TopicLine
from hsdclient.training.years import Year


@dataclass(frozen=True)
class Statement:
    """One year. `sides` holds what each side gave; `owes` is the side that owes `seats` seats ('' when balanced).

    `left_out` counts the runs that a reader of the partner's edition may not see.
    """

    year: Year
    sides: dict[str, SideFigures]
    topics: tuple[TopicLine, ...]
    runs: tuple[RunLine, ...]
    owes: str
    seats: int
    lead: Told
    why: tuple[Told, ...]
    rules: tuple[Told, ...]
    left_out: int = 0

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies in which anything was paid."""
        return tuple(sorted({currency for one in self.sides.values() for currency in one.costs}))


def statement(rx: Read, year: Year, *, shown: Shown = None) -> Statement:
    """The statement of `year`; `shown` (run key → released parts) limits it to what a reader may see.

    Of a run that is shown, seats need the part record, heads attendance or roll, days attendance, instructors and costs
    the parts of that name; a part that is not released counts as nothing. Topics are the own side's only.
    """
    listed, left_out = figures.lines(rx, year, shown)
    sides = figures.by_side(listed)
    debtor, seats = balance.owes(sides)
    return Statement(
        year,
        sides,
        figures.by_topic(listed) if shown is None else (),
        tuple(listed),
        debtor,
        seats,
        balance.lead(sides),
        balance.why(sides, listed),
        tuple(Told(msgid) for msgid in balance.RULES),
        left_out,
    )


def years_with_runs(rx: Read, calendar: str) -> list[Year]:
    """The years of the calendar from the first run's to the one of today, the newest first; at least the present."""
    r = schema.runs.c
    span = select(func.min(r.starts).label("first"), func.max(r.starts).label("last"))
    row = rx.one(span.where(r.discarded_at.is_(None)))
    present = years.holding(calendar, rx.today).number
    first = years.holding(calendar, date.fromisoformat(row.first)).number if row.first else present
    last = years.holding(calendar, date.fromisoformat(row.last)).number if row.last else present
    return [years.of(calendar, number) for number in range(max(last, present), min(first, present) - 1, -1)]
