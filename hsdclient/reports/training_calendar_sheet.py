"""The training calendar of a year by month: runs, the public holidays of both countries, deadlines.

Takes runs that were filtered before; a holiday that falls into a run is said in its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from hsdclient.reports import training_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Facts, Grid, Heading, Part, Row
from hsdclient.reports.trained import Due, Holiday, Run, Trained
from hsdclient.reports.wording import DASH, Wording
from hsdclient.training.runs import KIND_WORDS, STATE_WORDS
from hsdclient.words import N_


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """How many runs there are of each state, and how many seats each side has on them."""
    found = [one for one in matter.of_training.runs if _touches(one, *_span(matter.of_training))]
    rows: list[tuple[str, Cell]] = [(w.say(N_("Runs")), str(len(found)))]
    for state, word in STATE_WORDS.items():
        if count := sum(1 for one in found if one.state == state):
            rows.append((w.say(word), str(count)))
    for side in (matter.side, matter.partner):
        count = sum(one.seats for run in found if run.state != "cancelled" for one in run.sides if one.side == side)
        rows.append((f"{w.say(N_('Seats'))}: {w.side(side)}", str(count)))
    return (Facts(tuple(rows), columns=2),)


def months(matter: Matter, w: Wording) -> list[Part]:
    """A table for each month that has anything: its runs with the holidays in them, then the other holidays and the
    deadlines that fall into it."""
    told = matter.of_training
    made: list[Part] = []
    for first, last in _months(*_span(told)):
        runs = [one for one in told.runs if _touches(one, first, last)]
        free = [one for one in told.holidays if first <= one.day <= last]
        running = [run for run in told.runs if run.state != "cancelled"]
        due = [(run, one) for run in running for one in run.deadlines if first <= one.due <= last]
        made.append(Heading(parts.month(w, first), 2))
        if runs or not (free or due):
            made.append(_runs(matter, w, runs, told.holidays))
        if free or due:
            made.append(_days(w, free, due))
    return made


def _runs(matter: Matter, w: Wording, found: Sequence[Run], holidays: Sequence[Holiday]) -> Grid:
    columns = (
        Column(w.head(N_("Dates")), 1.5),
        Column(w.head(N_("Run")), 1.3, kind="reference"),
        Column(w.head(N_("Title")), 3.4),
        Column(w.head(N_("Kind")), 1.3),
        Column(w.head(N_("Place")), 1.8),
        *(Column(f"{w.head(N_('Seats'))}\n{side}", 0.6, "right") for side in (matter.side, matter.partner)),
        Column(w.head(N_("State")), 1.1, kind="rag"),
        Column(w.head(N_("Holidays in it")), 2.0),
    )
    rows = tuple(_run(w, one, [day for day in holidays if one.starts <= day.day <= one.ends]) for one in found)
    return Grid(columns, rows, empty=w.say(N_("No run in this month.")))


def _run(w: Wording, one: Run, free: Sequence[Holiday]) -> Row:
    return (
        w.stacked(parts.when(w, one).replace(" – ", " –\n")),
        one.reference,
        parts.title(w, one),
        w.stacked(w.say(KIND_WORDS[one.kind])),
        parts.place(w, one),
        *(str(side.seats) for side in one.sides),
        parts.state(w, one),
        "\n".join(_holiday(w, day) for day in free) or DASH,
    )


def _days(w: Wording, free: Sequence[Holiday], due: Sequence[tuple[Run, Due]]) -> Grid:
    """Holidays and deadlines of a month in the order of their days."""
    columns = (
        Column(w.head(N_("Day")), 1.1, kind="date"),
        Column(w.head(N_("Holiday or deadline")), 5.0),
        Column(w.head(N_("Run")), 1.4, kind="reference"),
        Column(w.head(N_("Standing")), 1.6, kind="rag"),
    )
    lines: list[tuple[date, int, Row]] = []
    for one in free:
        said = f"{w.say(N_('Holiday'))}: {_holiday(w, one, dated=False)}"
        lines.append((one.day, 0, (w.day(one.day), said, DASH, "")))
    for run, deadline in due:
        named = w.title(deadline.title_en, deadline.title_hi)
        row = (w.day(deadline.due), named, run.reference, parts.standing(w, deadline))
        lines.append((deadline.due, 1, row))
    lines.sort(key=lambda line: line[:2])
    return Grid(columns, tuple(row for _day, _order, row in lines))


def _holiday(w: Wording, one: Holiday, *, dated: bool = True) -> str:
    named = f"{w.name(one.name_en, one.name_hi)} ({one.side})"
    return f"{w.day(one.day).rsplit(' ', 1)[0]}: {named}" if dated else named


def _touches(one: Run, first: date, last: date) -> bool:
    return one.starts <= last and one.ends >= first


def _span(told: Trained) -> tuple[date, date]:
    assert told.span is not None
    return told.span


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of each month from `first` to `last`."""
    day = first
    while day <= last:
        following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        yield day, min(following - timedelta(days=1), last)
        day = following
