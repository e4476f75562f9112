"""The verb reciprocity: the statement of one year as text, JSON or the printed sheet.

Says what the core counted; adds no figure of its own.
"""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from typing import Any

from hsdclient import dates
from hsdclient.commands import output
from hsdclient.commands.looks import as_of, look
from hsdclient.commands.output import put, tell
from hsdclient.commands.signin import opened
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import reciprocity as core
from hsdclient.training import years
from hsdclient.training.earning import days_said
from hsdclient.training.reciprocity import NO_TOPIC, RunLine, SideFigures, Statement
from hsdclient.training.reciprocity.balance import instructor_days
from hsdclient.training.years import Year
from hsdclient.words import _


def reciprocity(arguments: Namespace) -> int:
    """Show the statement of a year, or issue it as a report."""
    if arguments.output:
        return _issue(arguments)
    with look(arguments) as rx:
        made = core.statement(rx, _year(rx, arguments))
    if arguments.form == "json":
        output.records([_record(made)], "json", ())
        return 0
    _show(made)
    return 0


def _year(rx: Read, arguments: Namespace) -> Year:
    if arguments.year.strip():
        return years.read(arguments.year, arguments.calendar)
    return years.holding(arguments.calendar, rx.today)


def _issue(arguments: Namespace) -> int:
    from hsdclient.reports import register  # lazy: drawing is heavy and only -o needs it
    from hsdclient.reports.scope import ReportOrder

    with opened(arguments, writer=True) as workspace:
        store = workspace.store
        with store.read() as rx:
            year = _year(rx, arguments)
        order = ReportOrder(
            kind="reciprocity",
            year=str(year.number),
            calendar=year.calendar,
            as_of=as_of(arguments.as_of, store.facts.time_zone),
            audience=arguments.audience,
            language=arguments.language,
            paper=arguments.paper,
        )
        issued = register.issue(store, workspace.officer, order, arguments.output)
    said = _("Report {number} issued, 1 page.") if issued.pages == 1 else _("Report {number} issued, {pages} pages.")
    tell(said.format(number=issued.number, pages=issued.pages))
    put(str(issued.path or arguments.output))
    return 0


def _record(made: Statement) -> output.Record:
    year = made.year
    return {
        "ref": f"{year.calendar} {year.name}",
        "calendar": year.calendar,
        "year": year.number,
        "name": year.name,
        "starts": year.starts.isoformat(),
        "ends": year.ends.isoformat(),
        "owes": made.owes,
        "seats_owed": made.seats,
        "sides": {side: _figures(one) for side, one in made.sides.items()},
        "topics": [
            {"topic": topic.topic, "sides": {side: _figures(one) for side, one in topic.sides.items()}}
            for topic in made.topics
        ],
        "runs": [_run(one) for one in made.runs if one.counts],
        "balance": made.lead.say(),
        "why": [one.say() for one in made.why],
        "rules": [one.say() for one in made.rules],
    }


def _figures(one: SideFigures) -> dict[str, Any]:
    return {
        "runs": one.runs,
        "seats_offered": one.offered,
        "seats_used": one.used,
        "trainee_days": one.halves / 2,
        "instructor_minutes": one.minutes,
        "instructor_days": instructor_days(one.minutes),
        "cost": {currency: money(amount) for currency, amount in one.costs.items()},
    }


def _run(one: RunLine) -> dict[str, Any]:
    return {
        "ref": one.reference,
        "title": one.title,
        "topic": one.topic,
        "host": one.host,
        "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat(),
        "begun_in_year": one.begun,
        "crosses_year_end": one.crosses,
        "seats": one.seats,
        "attended": one.heads,
        "trainee_days": {side: halves / 2 for side, halves in one.halves.items()},
        "instructor_minutes": one.minutes,
        "cost": {side: {name: money(amount) for name, amount in costs.items()} for side, costs in one.costs.items()},
    }


def money(amount: int) -> str:
    """Minor units as a plain number with two places, for JSON: 125050 → '1250.50'."""
    return str(Decimal(amount).scaleb(-2))


def _show(made: Statement) -> None:
    put(made.year.told)
    put(made.lead.say())
    put("")
    sides = list(made.sides)
    rows = [[words, *(told(made.sides[side]) for side in sides)] for words, told in _lines()]
    for currency in made.currencies:
        rows.append([
            _("Cost borne, {currency}").format(currency=currency),
            *(f"{Decimal(made.sides[side].costs.get(currency, 0)).scaleb(-2):,.2f}" for side in sides),
        ])  # fmt: skip
    output.table((_("Given by"), *(_(SIDE_WORDS[side]) for side in sides)), rows)
    for title, lines in ((_("Why"), made.why), (_("How it is counted"), made.rules)):
        if lines:
            put("\n" + title)
        for one in lines:
            for line in output.wrap("- " + one.say(), 110):
                put(line)
    _show_topics(made)
    _show_runs(made)


def _lines() -> list[tuple[str, Any]]:
    return [
        (_("Runs hosted"), lambda one: str(one.runs)),
        (_("Seats offered to the other side"), lambda one: str(one.offered)),
        (_("Seats used by the other side"), lambda one: str(one.used)),
        (_("Trainee-days of the other side"), lambda one: days_said(one.halves)),
        (_("Instructor-days"), lambda one: instructor_days(one.minutes)),
    ]


def _show_topics(made: Statement) -> None:
    rows = [
        [topic.topic or _(NO_TOPIC), _(SIDE_WORDS[side]), str(one.offered), str(one.used), days_said(one.halves)]
        for topic in made.topics
        for side, one in topic.sides.items()
        if one.offered or one.used or one.halves
    ]
    if rows:
        put("\n" + _("By topic"))
        output.table((_("Topic"), _("Given by"), _("Offered"), _("Used"), _("Trainee-days")), rows)


def _show_runs(made: Statement) -> None:
    rows = [
        [
            one.reference, one.host, dates.say(one.starts), dates.say(one.ends), str(one.seats[one.guest]),
            str(one.heads[one.guest]), days_said(one.halves[one.guest]), one.title,
        ]
        for one in made.runs
        if one.counts
    ]  # fmt: skip
    if rows:
        put("\n" + _("By run"))
        headings = (_("Run"), _("Host"), _("First day"), _("Last day"), _("Offered"), _("Used"), _("Trainee-days"))
        output.table((*headings, _("Title")), rows)
