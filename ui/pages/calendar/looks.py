"""Runs, deadlines and holidays as the painted calendar wants them: bars, marks and notes of days, with their sentences.

Plain functions of the core's rows; knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hsdclient import dates
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import holidays_of, runs
from hsdclient.training.runs import DELIVERY_WORDS, KIND_WORDS, STATE_WORDS, RunQuery, RunRow, deadlines
from hsdclient.training.runs.deadlines import RunDeadline
from hsdclient.words import _, language
from ui.parts.badges import Badge
from ui.parts.calendar_plan import DayNote, Span
from ui.training import run_looks

RUN: Final = "run"
DEADLINE: Final = "deadline"
_LOOKS: Final = {
    "planned": "hollow", "announced": "light", "confirmed": "full", "held": "done", "cancelled": "hollow",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What a calendar holds: spans in order, notes by day, the run behind each span, and how many runs there are
    without the filter."""

    spans: tuple[Span, ...]
    notes: Mapping[date, Sequence[DayNote]]
    run_of: Mapping[str, int]
    runs: int
    every_run: int


def look(
    rx: Read, first: date, last: date, asked: RunQuery, *, without_deadlines: bool, overdue: bool, holidays: bool,
    cancelled: bool, writable: bool,
) -> Shown:  # fmt: skip
    """Read the days `first`…`last`: the runs that `asked` lets through, and their deadlines."""
    cancelled = cancelled or "cancelled" in asked.states
    every = [row for row in runs.span(rx, first, last) if cancelled or row.state != "cancelled"]
    shown, wanted = every, None
    if asked != RunQuery():
        wanted = set(runs.ids(rx, asked))
        shown = [row for row in every if row.key in wanted]
    spans = [] if overdue else [run_span(row, writable=writable) for row in shown]
    run_of = {f"{RUN}:{row.key}": row.key for row in shown}
    if overdue or not without_deadlines:
        for one in deadlines.between(rx, first, last):
            if (wanted is None or one.run_key in wanted) and (one.overdue_days or not overdue):
                spans.append(deadline_span(one))
                run_of[spans[-1].key] = one.run_key
    return Shown(tuple(spans), notes_of(first, last) if holidays else {}, run_of, len(shown), len(every))


def run_span(row: RunRow, *, writable: bool) -> Span:
    """The bar of a run."""
    title = run_looks.titled(row)
    seats = run_looks.seats(row.taken, row.seats)
    where = ", ".join(filter(None, (row.host, row.venue)))
    state = _(STATE_WORDS[row.state])
    said = [
        f"{row.reference} · {title}",
        ", ".join((_(KIND_WORDS[row.kind]), _(DELIVERY_WORDS[row.delivery]), state)),
        ", ".join(filter(None, (where, run_looks.said_days(row.starts, row.ends)))),
    ]
    if seats:
        said.append(_("Seats taken: {seats}").format(seats=seats))
    differs = _("the partner gives other days") if row.differs else ""
    if differs:
        said.append(_("The partner gives other days."))
    return Span(
        f"{RUN}:{row.key}", row.starts, row.ends, f"{title} · {row.host}", "\n".join(said),
        look=_LOOKS[row.state], shape=run_looks.SHAPES[row.state],
        under=" · ".join(filter(None, (row.reference, seats, differs))), struck=row.state == "cancelled",
        movable=writable and row.state not in ("held", "cancelled"),
    )  # fmt: skip


def deadline_span(one: RunDeadline) -> Span:
    """The mark of a deadline; an overdue one says so in words."""
    title = (language() == "hi" and one.title_hi) or one.title_en
    run = (language() == "hi" and one.run_title_hi) or one.run_title
    words = f"{title} · {run}"
    about = f"{one.reference} · {run}"
    if one.done_on:
        said = _("Deadline {title}, done on {day}").format(title=title, day=dates.say(one.done_on, language()))
        shape, tone = "tick-circle", ""
    elif one.overdue_days:
        late = _("1 day") if one.overdue_days == 1 else _("{count} days").format(count=one.overdue_days)
        words = _("Overdue: {what}").format(what=words)
        said = _("Deadline {title}, overdue by {days}").format(title=title, days=late)
        shape, tone = "clock", "red"
    else:
        said = _("Deadline {title}, due on {day}").format(title=title, day=dates.say(one.due, language()))
        shape, tone = "clock", ""
    return Span(f"{DEADLINE}:{one.key}", one.due, one.due, words, f"{said}\n{about}", look="mark", shape=shape,
                tone=tone, under=one.reference, faint=one.done_on is not None)  # fmt: skip


def notes_of(first: date, last: date) -> dict[date, list[DayNote]]:
    """Both countries' holidays by day; several of one country stand in one note."""
    found: dict[date, dict[str, list[str]]] = {}
    for one in holidays_of.between(first, last):
        found.setdefault(one.day, {}).setdefault(one.side, []).append(one.name(language()))
    return {
        day: [
            DayNote(side, ", ".join(names), f"{_(SIDE_WORDS[side])}: {', '.join(names)}")
            for side, names in sorted(by_side.items())
        ]
        for day, by_side in found.items()
    }


def legend() -> Iterable[Badge]:
    """What the shapes mean."""
    yield from (run_looks.state_badge(state) for state in run_looks.SHAPES)
    yield Badge("clock", _("Deadline"))
