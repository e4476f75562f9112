"""The seat and reciprocity statement of a year: what each side gave, the balance and why it is so, by topic and run.

Takes the core's statement of the runs that this edition may count; the rules of counting are printed with it.
"""

from __future__ import annotations

from hsdclient.reports.matter import Matter
from hsdclient.reports.round_parts import dates_of
from hsdclient.reports.sheet import Bar, Cell, Chart, Column, Grid, Heading, Note, Paragraph, Part, Row
from hsdclient.reports.wording import DASH, Word, Wording
from hsdclient.training import amounts
from hsdclient.training.earning import days_said
from hsdclient.training.reciprocity import NO_TOPIC, RunLine, SideFigures, Statement, Told
from hsdclient.training.reciprocity.balance import instructor_days
from hsdclient.training.runs import STATE_WORDS
from hsdclient.words import N_


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """The year in full, the balance in a sentence, the figures of both sides and the charts of seats and days."""
    told = statement(matter)
    first: list[Part] = [
        Note(sentence(w, told.lead), "information"),
        figures(matter, w, told),
    ]
    if any(one.offered or one.used for one in told.sides.values()):
        first.append(_chart(w, matter, told))
    return tuple(first)


def statement(matter: Matter) -> Statement:
    """The core's statement of this sheet."""
    found: Statement = matter.of_training.statement
    return found


def sentence(w: Wording, one: Told) -> str:
    """A sentence of the core in the language of the sheet."""
    values = {name: Word(str(value)) if name in one.words else value for name, value in one.values.items()}
    return w.line(one.msgid, **values)


def figures(matter: Matter, w: Wording, told: Statement) -> Grid:
    """What each side gave the other, figure by figure; a figure of parts that are not released is nought."""
    ordered = [told.sides[side] for side in (matter.side, matter.partner)]
    rows: list[Row] = [
        (w.say(N_("Runs begun as host")), *(str(one.runs) for one in ordered)),
        (w.say(N_("Seats offered to the other side")), *(str(one.offered) for one in ordered)),
        (w.say(N_("Seats used by the other side")), *(str(one.used) for one in ordered)),
        (w.say(N_("Trainee-days given to the other side")), *(days_said(one.halves) for one in ordered)),
        (w.say(N_("Instructor-days given")), *(instructor_days(one.minutes) for one in ordered)),
    ]
    rows += [
        (f"{w.say(N_('Cost borne'))}, {currency}", *(_money(one, currency) for one in ordered))
        for currency in told.currencies
    ]
    columns = (
        Column(w.head(N_("What each side gave")), 3.0),
        *(Column(w.stacked(w.side(one.side)), 1.6, "right", "number") for one in ordered),
    )
    return Grid(columns, tuple(rows))


def _money(one: SideFigures, currency: str) -> str:
    return amounts.say_money(one.costs.get(currency, 0), currency)


def _chart(w: Wording, matter: Matter, told: Statement) -> Chart:
    bars = []
    for side in (matter.side, matter.partner):
        one = told.sides[side]
        for word, count in ((N_("offered"), one.offered), (N_("used"), one.used)):
            said = zip(w.stacked(w.side(side)).split("\n"), w.stacked(w.say(word)).split("\n"), strict=False)
            bars.append(Bar("\n".join(": ".join(pair) for pair in said), count))
    return Chart(w.say(N_("Seats for the other side")), tuple(bars), w.say(N_("Seats")))


def detail(matter: Matter, w: Wording) -> list[Part]:
    """Why the balance is so, by topic, by run, how it was counted."""
    told = statement(matter)
    made: list[Part] = []
    if told.why:
        made += [Heading(w.say(N_("Why it is so"))), *(Paragraph(sentence(w, one)) for one in told.why)]
    if told.topics:
        made += [Heading(w.say(N_("By topic"))), _topics(matter, w, told)]
    if told.left_out:
        said = N_("1 run is not released and not counted.")
        more = N_("{count} runs are not released and not counted.")
        made.append(Note(w.line(said if told.left_out == 1 else more, count=told.left_out), "information"))
    if matter.order.for_partner:
        made.append(Note(w.say(_PARTS), "information"))
    columns = (Column(w.head(N_("No.")), 0.3, "right", "number"), Column(w.head(N_("Rule")), 9.0))
    rules = tuple((str(number), sentence(w, rule)) for number, rule in enumerate(told.rules, 1))
    made += [Heading(w.say(N_("How it is counted"))), Grid(columns, rules)]
    return [*made, Heading(w.say(N_("By run"))), _runs(matter, w, told)]


_PARTS = N_(
    "Of each run only what is released counts: days with the attendance, instructors and cost with these parts."
)


def _topics(matter: Matter, w: Wording, told: Statement) -> Grid:
    ordered = (matter.side, matter.partner)
    columns = (
        Column(w.head(N_("Topic")), 2.4),
        *(
            Column(f"{w.head(name)}\n{side}", 0.9, "right", "number")
            for name in (N_("Seats offered"), N_("Seats used"), N_("Trainee-days"), N_("Instructor-days"))
            for side in ordered
        ),
    )
    rows = []
    for line in told.topics:
        both = [line.sides[side] for side in ordered]
        cells = [str(one.offered) for one in both] + [str(one.used) for one in both]
        cells += [days_said(one.halves) for one in both] + [instructor_days(one.minutes) for one in both]
        rows.append((line.topic or w.say(NO_TOPIC), *cells))
    return Grid(columns, tuple(rows))


def _runs(matter: Matter, w: Wording, told: Statement) -> Grid:
    ordered = (matter.side, matter.partner)
    columns = (
        Column(w.head(N_("Run")), 1.35, kind="reference"),
        Column(w.head(N_("Title and dates")), 2.6),
        Column(w.head(N_("Host")), 0.7),
        *(
            Column(f"{w.head(name)}\n{side}", 0.62, "right", "number")
            for name in (N_("Seats"), N_("Heads"), N_("Trainee-days"), N_("Instr.-days"))
            for side in ordered
        ),
        Column(w.head(N_("Cost borne")), 1.7, "right"),
    )
    return Grid(
        columns,
        tuple(_run(w, one, ordered) for one in told.runs),
        landscape=True,
        empty=w.say(N_("No run is in the scope of this sheet.")),
    )


def _run(w: Wording, one: RunLine, ordered: tuple[str, str]) -> Row:
    cells: list[Cell] = [one.reference, w.cell(w.title(one.title, one.title_hi), dates_of(w, one.starts, one.ends))]
    cells.append(w.cell(one.host, "" if one.state == "held" else w.head(STATE_WORDS[one.state])))
    begun = [one.seats, one.heads]
    cells += [str(figure[side]) if one.begun else DASH for figure in begun for side in ordered]
    cells += [days_said(one.halves[side]) for side in ordered]
    cells += [instructor_days(one.minutes[side]) for side in ordered]
    paid = [
        f"{side} {currency} {amounts.say_money(amount, currency)}"
        for side in ordered
        for currency, amount in sorted(one.costs[side].items())
    ]
    cells.append("\n".join(paid) or DASH)
    return tuple(cells)


def entry(told: Statement) -> dict[str, object]:
    """The canonical data of a statement: the figures as printed."""
    return {
        "year": told.year.name,
        "starts": told.year.starts.isoformat(),
        "ends": told.year.ends.isoformat(),
        "owes": told.owes,
        "seats": told.seats,
        "sides": {
            side: {
                "offered": one.offered,
                "used": one.used,
                "trainee_days": days_said(one.halves),
                "instructor_days": instructor_days(one.minutes),
                "cost": {currency: amounts.say_money(amount, currency) for currency, amount in one.costs.items()},
            }
            for side, one in told.sides.items()
        },
    }
