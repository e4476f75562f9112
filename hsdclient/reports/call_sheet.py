"""The call for nominations of a run: the course, who may be nominated, seats, dates, deadlines, how to nominate.

Takes a run that was filtered before; what a nomination must hold is the same list as the form of the client has.
"""

from __future__ import annotations

from datetime import date

from hsdclient.reports import training_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Facts, Grid, Heading, Note, Paragraph, Part
from hsdclient.reports.trained import Run
from hsdclient.reports.wording import Wording
from hsdclient.training import amounts
from hsdclient.training.courses import LANGUAGE_WORDS
from hsdclient.words import N_

FORMS = "forms"
"""The code of the deadline by which all forms are due."""
ASKED = (
    (N_("Name"), N_("As it stands in the passport or identity card; one word is a whole name")),
    (N_("Post and rank"), N_("As they are now")),
    (N_("Agency and unit"), N_("The unit is vetted apart from the person where vetting is asked")),
    (N_("Service number"), N_("It tells people of the same name apart")),
    (N_("Date of birth"), N_("With the month in words: 3 April 1985")),
    (N_("E-mail and telephone"), N_("Official ones")),
    (N_("Supervisor, with e-mail"), N_("Asked six months after the course what has changed")),
)


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """The run, its seats, and by when nominations are wanted."""
    run = matter.of_training.run
    first: list[Part] = []
    if run.state == "cancelled":
        first.append(Note(w.say(N_("This run is cancelled. Nobody can be nominated for it.")), "warning"))
    elif due := _wanted_by(run):
        first.append(Note(w.line(N_("Nominations with all forms are wanted by {day}."), day=due), "information"))
    return (*first, parts.facts(w, run), parts.seats(w, run))


def _wanted_by(run: Run) -> date | None:
    return next((one.due for one in run.deadlines if one.code == FORMS), None)


def call(matter: Matter, w: Wording) -> list[Part]:
    """The course, what is asked of nominees, the chain of deadlines, how to nominate."""
    run = matter.of_training.run
    made: list[Part] = []
    course = run.course
    if course is not None:
        made.append(Heading(w.say(N_("The course"))))
        rows: list[tuple[str, Cell]] = [(w.say(N_("Language")), w.say(LANGUAGE_WORDS[course.language]))]
        if course.days:
            said = N_("1 day") if course.days == 1 else N_("{days} days")
            rows.append((w.say(N_("Length")), w.line(said, days=course.days)))
        made.append(Facts(tuple(rows), columns=2))
        if course.objectives.strip():
            made += [Heading(w.say(N_("Objectives")), 2), Paragraph(course.objectives)]
        if course.entry.strip():
            made += [Heading(w.say(N_("Who may be nominated")), 2), Paragraph(course.entry)]
    if asked := _asked(w, run):
        made += [Heading(w.say(N_("What is asked of nominees"))), *asked]
    if "deadlines" in run.parts and run.deadlines:
        made += [Heading(w.say(N_("Deadlines"))), parts.deadlines(w, run.deadlines)]
    return [*made, Heading(w.say(N_("How to nominate"))), *_how(w)]


def _asked(w: Wording, run: Run) -> list[Part]:
    said: list[str] = []
    if run.clearance:
        said.append(w.line(N_("Cadre clearance of each Indian nominee, before acceptance.")))
    if run.vetting:
        said.append(
            w.line(N_("Vetting of the person and of the unit, before acceptance; it must not expire during the run."))
        )
    if run.min_attendance:
        said.append(w.line(N_("Attendance of at least {percent} percent of the days."), percent=run.min_attendance))
    if run.pass_mark is not None:
        mark = amounts.say_tenths(run.pass_mark)
        said.append(w.line(N_("A final test passed with at least {mark} of 100."), mark=mark))
    return [Paragraph("\n".join(said))] if said else []


def _how(w: Wording) -> list[Part]:
    columns = (Column(w.head(N_("What")), 1.6), Column(w.head(N_("How it is written")), 4.0))
    rows = tuple((w.head(name), w.line(how)) for name, how in ASKED)
    return [
        Paragraph(
            w.line(
                N_(
                    "Send the nominations to the issuing office, one line for each nominee, as a list on paper or as a "
                    "CSV or XLSX file with these columns. More nominees than seats are waitlisted in the order in "
                    "which they come."
                )
            )
        ),
        Grid(columns, rows),
    ]
