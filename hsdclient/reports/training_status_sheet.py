"""The training status report under the memorandum: what was done, who was trained, what is next, what is owed.

Takes runs that were filtered before, clause by clause of the agreement they hang on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hsdclient.reports import evaluation_sheet, reciprocity_sheet
from hsdclient.reports import training_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Bar, Cell, Chart, Column, Facts, Grid, Heading, Note, Part, Row
from hsdclient.reports.trained import Due, Run
from hsdclient.reports.wording import DASH, Wording
from hsdclient.training.earning import ATTENDED
from hsdclient.training.runs import STATE_WORDS
from hsdclient.words import N_

NEXT = ("planned", "announced", "confirmed")


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """Counts, the runs by state as a chart, and the balance of the year in a sentence."""
    runs = matter.of_training.runs
    held = [one for one in runs if one.state == "held"]
    late = sum(1 for run in runs for one in run.deadlines if one.late)
    rows: list[tuple[str, Cell]] = [
        (w.say(N_("Runs")), str(len(runs))),
        (w.say(N_("Held")), str(len(held))),
        (w.say(N_("Still to come")), str(sum(1 for one in runs if one.state in NEXT))),
        (w.say(N_("Deadlines overdue")), str(late)),
    ]
    for side in (matter.side, matter.partner):
        rows.append((f"{w.say(N_('Trained'))}: {w.side(side)}", str(sum(trained(one, side) for one in held))))
    rows.append((w.say(N_("Certificates")), str(_certificates(held))))
    counted = {state: sum(1 for one in runs if one.state == state) for state in STATE_WORDS}
    bars = tuple(Bar(w.say(word), counted[state], parts.SHAPES[state]) for state, word in STATE_WORDS.items())
    first: list[Part] = [Facts(tuple(rows), columns=2)]
    if runs:
        first.append(Chart(w.say(N_("Runs by state")), bars, w.say(N_("Runs"))))
    told = reciprocity_sheet.statement(matter)
    balance = reciprocity_sheet.sentence(w, told.lead)
    return (
        *first,
        Note(f"{w.say(N_('Seats owed'))}\n{parts.year(w, told.year)}\n{balance}", "information"),
    )


def trained(run: Run, side: str) -> int:
    """How many of the side this sheet may say came to the run and stayed."""
    came = [one for one in run.nominees if one.side == side]
    if any(one.step for one in came):
        return sum(1 for one in came if one.step in ATTENDED)
    return sum(1 for one in came if parts.days_of(one.presences.values()))


def _certificates(runs: Iterable[Run]) -> int:
    return sum(1 for run in runs for one in run.nominees if one.certificate)


def status(matter: Matter, w: Wording) -> list[Part]:
    """Clause by clause what was done; then what is next, deadlines overdue, the balance."""
    told = matter.of_training
    made: list[Part] = [Heading(w.say(N_("Clause by clause")))]
    if not told.runs:
        made.append(Note(w.say(N_("No run is in the scope of this sheet.")), "information"))
    for (agreement, clause), runs in _by_clause(told.runs).items():
        named = w.name(*agreement[1:]) if agreement[0] else w.say(N_("Under no agreement"))
        under = " · ".join(filter(None, (agreement[0], named, clause)))
        made += [Heading(under, 2), _done(matter, w, runs)]
    coming = [one for one in told.runs if one.state in NEXT]
    made += [Heading(w.say(N_("What is next"))), _next(matter, w, coming)]
    late = [(run, one) for run in told.runs for one in run.deadlines if one.late]
    if any("deadlines" in run.parts for run in told.runs):
        made += [Heading(w.say(N_("Deadlines overdue"))), _late(w, late)]
    statement = reciprocity_sheet.statement(matter)
    made += [Heading(w.say(N_("Seats and reciprocity"))), reciprocity_sheet.figures(matter, w, statement)]
    if statement.left_out:
        said = N_("1 run is not released and not counted.")
        more = N_("{count} runs are not released and not counted.")
        made.append(Note(w.line(said if statement.left_out == 1 else more, count=statement.left_out), "information"))
    if any(run.key in told.summaries for run in told.runs):
        made.append(Note(w.line(_LEVELS), "plain"))
    return made


_LEVELS = N_(
    "Evaluation: L1 is the mean of the reaction out of 5 with the response rate, L2 the mean of the final test out of "
    "100, L3T and L3S the behaviour after six months as the trainee and the supervisor see it."
)


def _by_clause(runs: Sequence[Run]) -> dict[tuple[tuple[str, str, str], str], list[Run]]:
    """The runs by agreement and clause, those under none last."""
    found: dict[tuple[tuple[str, str, str], str], list[Run]] = {}
    for one in sorted(runs, key=lambda run: (not run.agreement[0], run.agreement[0], run.clause, run.starts)):
        found.setdefault((one.agreement, one.clause if one.agreement[0] else ""), []).append(one)
    return found


def _done(matter: Matter, w: Wording, runs: Sequence[Run]) -> Grid:
    sides = (matter.side, matter.partner)
    rated = matter.of_training.summaries
    columns = (
        Column(w.head(N_("Run")), 1.35, kind="reference"),
        Column(w.head(N_("Title, place and dates")), 3.4),
        Column(w.head(N_("State")), 1.2, kind="rag"),
        *(Column(f"{w.head(N_('Seats'))}\n{side}", 0.62, "right", "number") for side in sides),
        *(Column(f"{w.head(N_('Trained'))}\n{side}", 0.72, "right", "number") for side in sides),
        Column(w.head(N_("Certificates")), 0.9, "right", "number"),
        Column(w.head(N_("Evaluation")), 1.5),
        Column(w.head(N_("What came of it")), 2.4),
    )
    rows = tuple(_run(matter, w, one, evaluation_sheet.nutshell(w, one, rated.get(one.key))) for one in runs)
    return Grid(columns, rows, landscape=True)


def _run(matter: Matter, w: Wording, one: Run, evaluated: Cell) -> Row:
    named = "roll" in one.parts
    seen = named and (not matter.order.for_partner or "attendance" in one.parts)
    held = one.state == "held" and seen
    came = [str(trained(one, side)) if held else DASH for side in (matter.side, matter.partner)]
    given = str(_certificates([one])) if held and "results" in one.parts else DASH
    results = [" ".join(filter(None, (w.day(day), action, text))) for day, text, action in one.results]
    left = w.line(N_("not released: {count}"), count=one.left_out) if one.left_out else ""
    return (
        one.reference,
        w.cell(parts.title(w, one), parts.place(w, one), parts.when(w, one)),
        w.cell(parts.state(w, one), one.cancelled_why, left),
        *(str(side.seats) for side in one.sides),
        *came,
        given,
        evaluated,
        "\n".join(results) or DASH,
    )


def _next(matter: Matter, w: Wording, runs: Sequence[Run]) -> Grid:
    columns = (
        Column(w.head(N_("Dates")), 1.6),
        Column(w.head(N_("Run")), 1.35, kind="reference"),
        Column(w.head(N_("Title and place")), 3.4),
        *(Column(f"{w.head(N_('Seats'))}\n{side}", 0.62, "right", "number") for side in (matter.side, matter.partner)),
        Column(w.head(N_("Next deadline")), 2.4),
    )
    rows = []
    for one in runs:
        due = next((due for due in one.deadlines if not due.done_on), None)
        following = f"{w.day(due.due)}: {w.name(due.title_en, due.title_hi)}" if due else DASH
        rows.append(
            (
                parts.when(w, one).replace(" – ", " –\n"),
                one.reference,
                w.cell(parts.title(w, one), parts.place(w, one)),
                *(str(side.seats) for side in one.sides),
                following,
            )
        )
    return Grid(columns, tuple(rows), empty=w.say(N_("No run is planned.")))


def _late(w: Wording, late: Sequence[tuple[Run, Due]]) -> Grid:
    columns = (
        Column(w.head(N_("Due")), 1.1, kind="date"),
        Column(w.head(N_("Run")), 1.35, kind="reference"),
        Column(w.head(N_("Title")), 2.6),
        Column(w.head(N_("Deadline")), 2.6),
        Column(w.head(N_("Standing")), 1.6, kind="rag"),
    )
    ordered = sorted(late, key=lambda pair: (pair[1].due, pair[0].reference))
    rows = tuple(
        (
            w.day(one.due),
            run.reference,
            parts.title(w, run),
            w.title(one.title_en, one.title_hi),
            parts.standing(w, one),
        )
        for run, one in ordered
    )
    return Grid(columns, rows, empty=w.say(N_("None.")))


def entry(one: Run) -> dict[str, object]:
    """The canonical data of one run of the report."""
    return {
        **parts.entry(one),
        "trained": {side.side: trained(one, side.side) for side in one.sides},
        "certificates": _certificates([one]),
        "overdue": sum(1 for due in one.deadlines if due.late),
    }
