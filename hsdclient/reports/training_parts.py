"""The sections that the sheets of training share: a run's facts, its seats, its deadlines, days and names in words.

Each takes runs that were filtered before and gives parts; what is not in them cannot be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hsdclient import dates, words
from hsdclient.reports.round_parts import dates_of
from hsdclient.reports.sheet import Badge, Cell, Column, Facts, Grid, Note, Part, Row, Shape
from hsdclient.reports.trained import Due, Nominee, Run, Seats
from hsdclient.reports.wording import DASH, Wording
from hsdclient.training.runs import DELIVERY_WORDS, KIND_WORDS, STATE_WORDS
from hsdclient.training.years import Year
from hsdclient.words import N_

SHAPES: dict[str, Shape] = {
    "planned": "hollow-circle", "announced": "arrow", "confirmed": "tick-circle", "held": "square-tick",
    "cancelled": "octagon",
}  # fmt: skip


_DAYS = (
    ("Mon", "सोम"), ("Tue", "मंगल"), ("Wed", "बुध"), ("Thu", "गुरु"), ("Fri", "शुक्र"), ("Sat", "शनि"), ("Sun", "रवि"),
)  # fmt: skip


def weekday(w: Wording, day: date) -> str:
    """`Mon`, `4 May` one below the other, for a narrow column."""
    english, hindi = _DAYS[day.weekday()]
    named = {"en": english, "hi": hindi, "both": f"{hindi} {english}"}[w.language]
    return f"{named}\n{w.day(day).rsplit(' ', 1)[0]}"


def month(w: Wording, day: date) -> str:
    """`May 2026`, in both languages on one line."""
    said = [
        dates.say_long(day, one).split(" ", 1)[1] for one in (("en", "hi") if w.language == "both" else (w.language,))
    ]
    return " · ".join(said)


def year(w: Wording, one: Year) -> str:
    """The year in full, with its first and last day; in both languages one below the other."""
    said = []
    for language in ("en", "hi") if w.language == "both" else (w.language,):
        with words.speaking(language):
            said.append(one.told)
    return "\n".join(dict.fromkeys(said))


def state(w: Wording, one: Run) -> Badge:
    """A run's state as shape and word."""
    return Badge(SHAPES[one.state], w.head(STATE_WORDS[one.state]))


def when(w: Wording, one: Run) -> str:
    """`4 May 2026 – 15 May 2026`, on one line."""
    return dates_of(w, one.starts, one.ends)


def place(w: Wording, one: Run) -> str:
    """Where it is held: the venue and the host's code, or that it is online."""
    online = w.say(DELIVERY_WORDS["online"]) if one.delivery == "online" else ""
    return ", ".join(filter(None, (one.venue or online, one.host))) or DASH


def host(w: Wording, one: Run) -> str:
    """The host by name, with its code."""
    return f"{w.name(one.host_en, one.host_hi)} ({one.host})" if one.host_en else one.host or DASH


def title(w: Wording, one: Run) -> str:
    """The run's title in the language of the sheet."""
    return w.title(one.title_en, one.title_hi)


def run_facts(w: Wording, one: Run) -> tuple[tuple[str, Cell], ...]:
    """Reference, kind, host, place, days, delivery, state, course and agreement where they may be told."""
    rows: list[tuple[str, Cell]] = [
        (w.say(N_("Run")), one.reference),
        (w.say(N_("Kind")), w.say(KIND_WORDS[one.kind])),
        (w.say(N_("Host")), host(w, one)),
        (w.say(N_("Venue")), one.venue or DASH),
        (w.say(N_("Dates")), when(w, one)),
        (w.say(N_("Delivery")), w.say(DELIVERY_WORDS[one.delivery])),
        (w.say(N_("State")), state(w, one)),
    ]
    if one.course is not None:
        named = " · ".join(filter(None, (one.course.reference, one.course.code)))
        rows.append((w.say(N_("Course")), w.cell(named, w.title(one.course.title_en, one.course.title_hi))))
    if one.agreement[0]:
        reference, english, hindi = one.agreement
        rows.append((w.say(N_("Agreement")), w.cell(reference, w.title(english, hindi))))
    if one.clause:
        rows.append((w.say(N_("Clause")), one.clause))
    if one.group:
        rows.append((w.say(N_("Working group")), one.group))
    return tuple(rows)


def facts(w: Wording, one: Run) -> Facts:
    """The run's facts in two columns."""
    return Facts(run_facts(w, one), columns=2)


def seats(w: Wording, one: Run) -> Grid:
    """Seats per side; for the own edition how many are taken and wait, and the partner's dates as received."""
    own = any(side.taken is not None for side in one.sides)
    received = any(side.received_on or side.source for side in one.sides)
    columns = (
        Column(w.head(N_("Side")), 1.6),
        Column(w.head(N_("Seats")), 0.7, "center"),
        *(
            (
                Column(w.head(N_("Taken")), 0.7, "center"),
                Column(w.head(N_("Free")), 0.7, "center"),
                Column(w.head(N_("Waitlisted")), 0.8, "center"),
            )
            if own
            else ()
        ),
        *((Column(w.head(N_("Its dates, as received")), 2.6),) if received else ()),
    )
    rows = tuple(_seats(w, side, own=own, received=received) for side in one.sides)
    return Grid(columns, rows, title=w.say(N_("Seats")))


def _seats(w: Wording, side: Seats, *, own: bool, received: bool) -> Row:
    cells: list[Cell] = [w.stacked(w.side(side.side)), str(side.seats)]
    if own:
        taken = side.taken or 0
        cells += [str(taken), str(max(side.seats - taken, 0)), str(side.waiting or 0)]
    if received:
        dated = dates_of(w, side.starts, side.ends) if side.starts or side.ends else ""
        on = w.line(N_("Received {day}"), day=side.received_on) if side.received_on else ""
        cells.append(w.cell(dated, on, side.source))
    return tuple(cells)


def deadlines(w: Wording, found: Sequence[Due], *, title: str = "") -> Grid:
    """The chain of deadlines, the overdue ones first."""
    columns = (
        Column(w.head(N_("Due")), 1.1, kind="date"),
        Column(w.head(N_("Deadline")), 4.0),
        Column(w.head(N_("Standing")), 1.8, kind="rag"),
    )
    ordered = sorted(found, key=lambda one: (not one.late, one.due))
    rows = tuple((w.day(one.due), w.title(one.title_en, one.title_hi), standing(w, one)) for one in ordered)
    return Grid(columns, rows, title=title, empty=w.say(N_("No deadline is set.")))


def standing(w: Wording, one: Due) -> Badge:
    """Whether a deadline is met, overdue or open."""
    if one.done_on:
        return Badge("square-tick", w.line(N_("Done {day}"), day=one.done_on))
    return w.overdue(one.late) if one.late else Badge("hollow-circle", w.head(N_("Open")))


def name(w: Wording, one: Nominee) -> str:
    """The nominee's name; in Hindi where the sheet is and it is known, one below the other for both."""
    return w.title(one.name, one.name_hi) or DASH


def left_out(w: Wording, count: int) -> list[Part]:
    """How many nominees a partner's edition leaves out."""
    if not count:
        return []
    said = N_("1 nominee is not released.") if count == 1 else N_("{count} nominees are not released.")
    return [Note(w.line(said, count=count), "information")]


def days_of(presences: Iterable[str]) -> float:
    """How many days these presences are."""
    return sum({"present": 1.0, "half_day": 0.5}.get(one, 0.0) for one in presences)


def days(w: Wording, value: float) -> str:
    """`4.5`, `10`."""
    return f"{value:g}"


def entry(one: Run) -> dict[str, object]:
    """The canonical data of one run."""
    return {
        "reference": one.reference,
        "kind": one.kind,
        "state": one.state,
        "title": one.title_en,
        "host": one.host,
        "venue": one.venue,
        "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat(),
        "seats": {side.side: side.seats for side in one.sides},
    }
