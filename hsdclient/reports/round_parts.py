"""The sections that the sheets of a dialogue share: both sides' versions, delegations, counts, states as badges.

Each takes facts that were filtered before and gives parts; what is not in them cannot be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hsdclient import schema, scorecard
from hsdclient.meetings import KIND_WORDS, STATE_WORDS
from hsdclient.reports.sheet import Badge, Bar, Cell, Chart, Column, Grid, Part, Row, Shape
from hsdclient.reports.told import Asked, Occasion, SideTold, Told
from hsdclient.reports.wording import DASH, Wording
from hsdclient.words import N_

SHAPES: dict[str, Shape] = {
    "fulfilled": "square-tick",
    "claimed": "square-open",
    "in_progress": "tick-circle",
    "at_risk": "triangle",
    "no_action": "hollow-circle",
    "carried_over": "arrow",
}
OPEN = ("claimed", "in_progress", "at_risk", "no_action")
"""Statuses of a commitment that still wants something: an act, or the proof of it."""
URGENCY = ("at_risk", "no_action", "claimed", "in_progress", "fulfilled", "carried_over")
"""What wants attention first."""


def judged(w: Wording, status: str) -> Badge:
    """A commitment's status as shape and word."""
    return Badge(SHAPES[status], w.head(scorecard.STATUS_WORDS[status]))


def dates_of(w: Wording, starts: date | None, ends: date | None) -> str:
    """`27 Feb 2024 – 29 Feb 2024`, one day alone, or a dash."""
    if starts is None or ends is None or starts == ends:
        return w.day(starts or ends)
    return f"{w.day(starts)} – {w.day(ends)}"


def both_dates(w: Wording, told: Occasion) -> str:
    """Both sides' dates on one line when they are the same, else one below the other with the side's name."""
    said = {one.side: dates_of(w, one.starts, one.ends) for one in told.sides}
    known = {side: dated for side, dated in said.items() if dated != DASH}
    if len(set(known.values())) <= 1:
        return next(iter(known.values()), w.say(N_("Date open")) if told.date_open else DASH)
    return "\n".join(f"{w.side(side)}: {dated}" for side, dated in known.items())


def versions(w: Wording, told: Occasion, own: str, *, partner: bool, short: bool = False) -> Grid:
    """Both sides' title, dates and lead side by side; neither wins (rules.md, Two sides). `short`: no
    lead, and no title on which both agree."""
    by_side = {one.side: one for one in told.sides}
    ordered = [by_side[own], *(one for one in told.sides if one.side != own)]
    rows: list[Row] = [
        (w.say(N_("Title")), *(w.text(one.title) for one in ordered)),
        (w.say(N_("Dates")), *(_dated(w, told, one) for one in ordered)),
    ]
    if short and ordered[0].title == ordered[1].title:
        del rows[0]
    if not partner and not short:
        rows.append((w.say(N_("Led by")), *(w.cell(one.lead, one.lead_post) for one in ordered)))
        if any(one.received_on or one.source for one in ordered):
            rows.append((w.say(N_("As received")), *(_received(w, one) for one in ordered)))
    columns = (
        Column(w.head(N_("As each side has it")), 1.2),
        *(Column(w.stacked(w.side(one.side)), 2.6) for one in ordered),
    )
    return Grid(columns, tuple(rows))


def _dated(w: Wording, told: Occasion, one: SideTold) -> str:
    if one.starts or one.ends:
        return dates_of(w, one.starts, one.ends)
    return w.say(N_("Date open")) if told.date_open else DASH


def _received(w: Wording, one: SideTold) -> Cell:
    return w.cell(w.day(one.received_on) if one.received_on else "", one.source)


def occasion_facts(w: Wording, told: Occasion) -> tuple[tuple[str, Cell], ...]:
    """Code, kind, place, time on both clocks, state."""
    place = told.place or (w.say(N_("Virtual")) if told.virtual else DASH)
    rows: list[tuple[str, Cell]] = [
        (w.say(N_("Code")), told.reference),
        (w.say(N_("Kind")), w.say(KIND_WORDS[told.kind])),
        (w.say(N_("Place")), place),
        (w.say(N_("State")), w.say(STATE_WORDS[told.state])),
    ]
    if told.group or told.forum:
        rows.append((w.say(N_("Working group or forum")), told.group or told.forum))
    if told.timing.strip():
        rows.append((w.say(N_("When")), told.timing))
    if told.clocks:
        rows.append((w.say(N_("Time on both clocks")), told.clocks))
    return tuple(rows)


def delegations(w: Wording, told: Occasion, own: str) -> Grid:
    """Who sat on each side, the head first; a name that may not be told is not there."""
    sides = [own, *(side for side in schema.SIDES if side != own)]
    columns = tuple(Column(w.stacked(w.side(side)), 1.0) for side in sides)
    seated = [[one for one in told.people if one.side == side] for side in sides]
    rows = []
    for place in range(max(map(len, seated), default=0)):
        rows.append(tuple(_seat(w, side[place]) if place < len(side) else "" for side in seated))
    return Grid(columns, tuple(rows), empty=w.say(N_("No delegation is recorded.")), title=w.say(N_("Delegations")))


def _seat(w: Wording, one: object) -> Cell:
    name, post, agency, head = (getattr(one, field) for field in ("name", "post", "agency", "head"))
    first = name or agency or DASH
    if head:
        first = f"{first} ({w.say(N_('head'))})"
    return w.cell(first, ", ".join(filter(None, (post, agency if name else ""))))


def counted(w: Wording, told: Told, title: str = "") -> Grid:
    """How many commitments there are and how many of each status, in one row."""
    found = told.counts()
    columns = (
        Column(w.head(N_("Commitments")), 1.0, "right"),
        *(Column(w.head(word), 1.0, "right") for _status, word in _statuses()),
    )
    row = (str(len(told.lines)), *(str(found.get(status, 0)) for status, _word in _statuses()))
    return Grid(columns, (row,), title=title)


def chart(w: Wording, told: Told) -> list[Part]:
    """Commitments by status as bars with their figures."""
    if not told.lines:
        return []
    found = told.counts()
    bars = tuple(Bar(w.say(word), found.get(status, 0), SHAPES[status]) for status, word in _statuses())
    unit = f"{w.say(N_('Commitments'))}: {len(told.lines)}"
    return [Chart(w.say(N_("Commitments by status")), bars, unit)]


def _statuses() -> Iterable[tuple[str, str]]:
    return scorecard.STATUS_WORDS.items()


def waiting(w: Wording, one: Asked) -> Cell:
    """How long a request has waited, and the badge when its deadline is past."""
    return w.cell(days(w, one.days), w.overdue(one.overdue) if one.overdue else "")


def days(w: Wording, count: int) -> str:
    """`1 day`, `12 days`."""
    return w.line(N_("1 day") if count == 1 else N_("{days} days"), days=count)


def leads(*codes: str) -> str:
    """The leads of a commitment in one narrow cell."""
    return "\n".join(filter(None, codes)) or DASH


def awaited(requests: Sequence[Asked], side: str) -> list[Asked]:
    """Requests that await a reply of `side`, the longest wait first."""
    return sorted((one for one in requests if one.waiting == side), key=lambda one: (-one.days, one.reference))
