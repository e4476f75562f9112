"""The nominal roll of a run, and its attendance sheet: boxes to sign in before the run, what was recorded after.

Takes a run whose people were filtered before; the roll of the own edition says whether the gates are passed, no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hsdclient.reports import training_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Grid, Heading, Note, Part, Row
from hsdclient.reports.trained import Nominee, Run
from hsdclient.reports.wording import DASH, Wording
from hsdclient.training import amounts
from hsdclient.training.pipeline import PRESENCE_WORDS, STEP_WORDS
from hsdclient.words import N_

ACROSS = 10
"""Days side by side on one table."""
STANDS = {
    "seated": N_("On a seat"),
    "waitlisted": N_("Waitlist"),
    "substitute": N_("Substitutes"),
    "left": N_("No longer nominated"),
}
MARKS = {"present": N_("P"), "half_day": "½", "absent": N_("A"), "excused": N_("E")}
"""What stands in the box of a day."""
GATES = {"passed": N_("Passed"), "missing": N_("Not yet"), "": ""}


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """The run and its seats."""
    run = matter.of_training.run
    return (parts.facts(w, run), parts.seats(w, run))


def roll(matter: Matter, w: Wording) -> list[Part]:
    """The nominees side by side, by where they stand: on a seat, waiting, standing by, gone."""
    run = matter.of_training.run
    own = not matter.order.for_partner
    columns = _columns(w, run, own=own)
    made: list[Part] = []
    for side in run.sides:
        mine = [one for one in run.nominees if one.side == side.side]
        if not mine and not side.seats:
            continue
        made.append(Heading(w.side(side.side), 2))
        for stands, word in STANDS.items():
            found = [one for one in mine if one.stands == stands]
            if found or stands == "seated":
                made.append(_table(w, run, columns, found, f"{w.say(word)}: {len(found)}", own=own))
    if not made:
        made.append(Note(w.say(N_("No seat and no nominee is recorded for this run.")), "information"))
    return made + parts.left_out(w, run.left_out)


def _columns(w: Wording, run: Run, *, own: bool) -> tuple[tuple[str, Column], ...]:
    """The columns by name; one that has nothing to say in this edition is not there."""

    def told(field: str) -> bool:
        return any(getattr(one, field) for one in run.nominees)

    every = [
        ("number", Column(w.head(N_("No.")), 0.45, "right", "number"), True),
        ("name", Column(w.head(N_("Name")), 2.6), True),
        ("post", Column(w.head(N_("Post")), 2.2), True),
        ("agency", Column(w.head(N_("Agency")), 1.0), True),
        ("service_number", Column(w.head(N_("Service number")), 1.3), own or told("service_number")),
        ("born", Column(w.head(N_("Date of birth")), 1.2, kind="date"), not own and told("born")),
        ("contact", Column(w.head(N_("Contact")), 2.2), not own and told("contact")),
        ("step", Column(w.head(N_("Step")), 1.4), own),
        ("gates", Column(w.head(N_("Gates")), 0.9), own and told("gates")),
        ("score", Column(w.head(N_("Final test")), 0.8, "center"), any(one.score is not None for one in run.nominees)),
        ("certificate", Column(w.head(N_("Certificate")), 1.5, kind="reference"), told("certificate")),
    ]
    return tuple((field, column) for field, column, shown in every if shown)


def _table(
    w: Wording, run: Run, columns: tuple[tuple[str, Column], ...], found: Sequence[Nominee], title: str, *, own: bool
) -> Grid:
    steps = {step: w.stacked(w.say(word)) for step, word in STEP_WORDS.items()} if own else {}
    gates = {state: w.stacked(w.say(word)) if word else DASH for state, word in GATES.items()}

    def cell(field: str, number: int, one: Nominee) -> Cell:
        match field:
            case "number":
                return str(number)
            case "name":
                return parts.name(w, one)
            case "step":
                return steps[one.step]
            case "gates":
                return gates[one.gates]
            case "born":
                return w.day(one.born)
            case "score":
                return amounts.say_tenths(one.score) or DASH
        return str(getattr(one, field)) or DASH

    rows = tuple(tuple(cell(field, number, one) for field, _column in columns) for number, one in enumerate(found, 1))
    return Grid(
        tuple(column for _field, column in columns), rows, title=title, empty=w.say(N_("Nobody is named here."))
    )


# --- attendance ---------------------------------------------------------------------------------------------


def attendance(matter: Matter, w: Wording) -> list[Part]:
    """Names by days: empty boxes while nothing is recorded, the marks and their sum once it is."""
    run = matter.of_training.run
    people = [one for one in run.nominees if one.stands == "seated" or one.presences]
    recorded = any(one.presences for one in people)
    made: list[Part] = []
    days = run.days
    for start in range(0, len(days), ACROSS):
        some = days[start : start + ACROSS]
        last = start + ACROSS >= len(days)
        made.append(_days(matter, w, run, people, some, total=recorded and last, sign=not recorded))
    if recorded:
        said = " · ".join(
            f"{w.say(mark) if mark != '½' else mark} = {w.name(*_both(w, word))}"
            for mark, word in zip(MARKS.values(), PRESENCE_WORDS.values(), strict=True)
        )
        made.append(Note(said))
        if run.min_attendance:
            made.append(Note(w.line(_LEAST, percent=run.min_attendance), "information"))
    else:
        made.append(Note(w.say(_SIGN), "information"))
    return made + parts.left_out(w, run.left_out)


_LEAST = N_("A certificate needs {percent} percent of the days with attendance recorded.")
_SIGN = N_("Each participant signs for each day; the instructor signs below. Half a day is noted in the box.")


def _both(w: Wording, word: str) -> tuple[str, str]:
    return w.say(word).replace("\n", " · "), ""


def _days(
    matter: Matter, w: Wording, run: Run, people: Sequence[Nominee], days: Sequence[date], *, total: bool, sign: bool
) -> Grid:
    columns = (
        Column(w.head(N_("No.")), 0.4, "right", "number"),
        Column(w.head(N_("Name")), 2.8),
        Column(w.head(N_("Agency")), 1.0),
        *(Column(parts.weekday(w, day), 0.9, "center") for day in days),
        *((Column(w.head(N_("Days")), 0.8, "center"),) if total else ()),
    )
    rows: list[Row] = []
    for number, one in enumerate(people, 1):
        cells: list[Cell] = [str(number), parts.name(w, one), one.agency or DASH]
        cells += [_mark(w, one.presences.get(day.isoformat(), "")) for day in days]
        if total:
            cells.append(f"{parts.days_of(one.presences.values()):g}")
        rows.append(tuple(cells))
    if sign:
        rows.append(("", w.say(N_("Signature of the instructor")), "", *("" for _day in days)))
    empty = w.say(N_("Nobody is named here."))
    return Grid(columns, tuple(rows) if people else (), empty=empty, boxed=True)


def _mark(w: Wording, presence: str) -> str:
    mark = MARKS.get(presence, "")
    return w.stacked(w.say(mark)) if mark and mark != "½" else mark


def entry(one: Nominee, *, own: bool) -> dict[str, object]:
    """The canonical data of one nominee: no name and nothing else that a purge would have to reach."""
    said: dict[str, object] = {"person": one.reference} if own else {}
    said |= {"side": one.side, "agency": one.agency, "stands": one.stands}
    if own:
        said["step"] = one.step
    if one.certificate:
        said["certificate"] = one.certificate
    if one.score is not None:
        said["score"] = amounts.say_tenths(one.score)
    if one.presences:
        said["days"] = f"{parts.days_of(one.presences.values()):g}"
    return said
