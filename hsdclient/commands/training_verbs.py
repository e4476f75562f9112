"""The grammar of the verbs on training: courses, needs, runs, moving one, its state, its other side, the calendar.

Imports nothing heavy; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from hsdclient.commands.grammar import DAY, Verbs, as_of, form
from hsdclient.words import _

RUN_SORTS = (
    "reference", "kind", "state", "title", "topic", "course", "host", "venue", "delivery", "starts", "ends", "group",
    "seats", "next_deadline", "marking", "recorded_at",
)  # fmt: skip
COURSE_SORTS = (
    "reference", "academy", "code", "title", "programme", "topic", "days", "language", "marking", "recorded_at",
)  # fmt: skip
NEED_SORTS = (
    "reference", "topic", "side", "agency", "persons", "wanted_by", "state", "group", "course", "marking",
    "recorded_at",
)  # fmt: skip


def add(verbs: Verbs) -> None:
    """Every verb on courses, needs and runs."""
    _planning(verbs)
    _recording(verbs)
    _changing(verbs)
    _listing(verbs)


def run_reference(made: ArgumentParser) -> None:
    """The reference of one run."""
    made.add_argument("run", metavar="RUN", help=_("for example RUN-2026-0001"))


def _handling(made: ArgumentParser) -> None:
    for name in ("marking", "originator", "permitted-by", "permission-reference"):
        made.add_argument(f"--{name}", default="")
    made.add_argument("--permitted-on", default="", metavar=DAY)
    made.add_argument("--third-party", action="store_true")
    made.add_argument("--release", default="", metavar="IN,US", help=_("default: nobody"))


def _planning(verbs: Verbs) -> None:
    about = _("record a course of an academy's catalogue; prints its reference")
    course = verbs.add("course", "training_runs:course", about, writer=True)
    course.add_argument("--academy", required=True, metavar="CODE", help=_("for example FLETC or NPA"))
    course.add_argument("--title", required=True, dest="title_en")
    course.add_argument("--code", default="", help=_("its code in the catalogue"))
    course.add_argument("--days", default="", metavar="N", help=_("from the first to the last day"))
    course.add_argument("--language", default="en", choices=("en", "hi", "both"))
    for name in ("title-hi", "programme", "topic", "entry", "objectives"):
        course.add_argument(f"--{name}", default="")
    _handling(course)

    about = _("record a training need; prints its reference")
    need = verbs.add("need", "training_runs:need", about, writer=True)
    need.add_argument("--topic", required=True)
    need.add_argument("--side", default="", metavar="IN|US", help=_("default: the own side"))
    need.add_argument("--why", default="")
    need.add_argument("--persons", default="", metavar="N")
    need.add_argument("--wanted-by", default="", metavar=DAY)
    for name in ("agency", "group"):
        need.add_argument(f"--{name}", default="", metavar="CODE")
    need.add_argument("--course", default="", metavar="CRS")
    _handling(need)


def _recording(verbs: Verbs) -> None:
    about = _("record a run of a course, a visit, an exercise or a seminar; prints its reference")
    made = verbs.add("run", "training_runs:run", about, writer=True)
    made.add_argument("--course", default="", metavar="CRS", help=_("its reference or the academy's code"))
    made.add_argument("--title", default="", dest="title_en", help=_("default: the course's"))
    made.add_argument("--host", default="", metavar="FLETC|NPA", help=_("any agency's code; default: the academy"))
    made.add_argument("--start", required=True, dest="starts", metavar=DAY)
    made.add_argument("--end", default="", dest="ends", metavar=DAY, help=_("default: by the length of the course"))
    made.add_argument("--seats-in", default="0", metavar="N")
    made.add_argument("--seats-us", default="0", metavar="N")
    about = _("course, instructor_exchange, study_visit, curriculum, exercise or seminar")
    made.add_argument("--kind", default="course", help=about)
    made.add_argument("--delivery", default="in_person", help=_("in_person, online or mixed"))
    made.add_argument("--vetting", choices=("yes", "no"), help=_("default: yes for a run in the United States"))
    made.add_argument("--clearance", choices=("yes", "no"), help=_("default: yes for a run in the United States"))
    made.add_argument("--pass-mark", default="", metavar="PERCENT", help=_("left out: no test is needed"))
    made.add_argument("--min-attendance", default="80", metavar="PERCENT")
    made.add_argument("--agreement", metavar="AGR", help=_("default: the memorandum of both academies"))
    for name in ("title-hi", "topic", "venue", "clause", "note"):
        made.add_argument(f"--{name}", default="")
    made.add_argument("--group", default="", metavar="CODE")
    made.add_argument("--commitment", default="", metavar="COM")
    made.add_argument("--need", default="", metavar="NEED")
    made.add_argument("--time-zone", default="", metavar="ZONE", help=_("IANA zone (default: the host's)"))
    _handling(made)


def _changing(verbs: Verbs) -> None:
    about = _("move a run to other days; its open deadlines move with it")
    move = verbs.add("move-run", "training_runs:move", about, writer=True)
    run_reference(move)
    move.add_argument("--start", required=True, dest="starts", metavar=DAY)
    move.add_argument("--end", default="", dest="ends", metavar=DAY, help=_("default: as long as it was"))
    move.add_argument("--reason", required=True)
    move.add_argument("--dry-run", action="store_true", help=_("say what would move, change nothing"))

    state = verbs.add("run-state", "training_runs:state", _("say how a run stands"), writer=True)
    run_reference(state)
    state.add_argument("state", metavar="STATE", help=_("planned, announced, confirmed, held or cancelled"))
    state.add_argument("--why", default="", help=_("why it is cancelled"))

    about = _("change the seats of a side, or record what the partner says of a run")
    side = verbs.add("run-side", "training_runs:side", about, writer=True)
    run_reference(side)
    side.add_argument("side", metavar="IN|US")
    side.add_argument("--seats", metavar="N")
    side.add_argument("--start", dest="starts", metavar=DAY)
    side.add_argument("--end", dest="ends", metavar=DAY)
    side.add_argument("--confirmed", dest="confirmed_on", metavar=DAY)
    side.add_argument("--note")
    side.add_argument("--received", default="", metavar=DAY, help=_("default: today"))
    side.add_argument("--source", default="", help=_("where the partner's statement comes from"))

    about = _("list the deadlines of a run, or what is overdue over all runs; tick one off")
    due = verbs.add("deadlines", "training_runs:deadlines", about, writer=True)
    due.add_argument("run", metavar="RUN", nargs="?", default="", help=_("left out: what is overdue over all runs"))
    due.add_argument("--done", default="", metavar="CODE", help=_("forms, confirmation, travel, follow_up …"))
    due.add_argument("--on", default="", metavar=DAY, help=_("default: today"))
    due.add_argument("--note", default="")
    form(due)


def _listing(verbs: Verbs) -> None:
    courses = verbs.add("courses", "training_runs:courses_listed", _("list the courses of both academies"))
    for name in ("academy", "topic"):
        courses.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    courses.add_argument("--offered", action="store_true", help=_("those that are still given"))
    _list(courses, COURSE_SORTS)

    needs = verbs.add("needs", "training_runs:needs_listed", _("list training needs"))
    for name in ("state", "side", "agency", "group"):
        needs.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    needs.add_argument("--overdue", action="store_true", help=_("wanted by a day that is past"))
    _list(needs, NEED_SORTS)

    runs = verbs.add("runs", "training_runs:runs_listed", _("list runs with their seats and deadlines"))
    _filters(runs)
    _list(runs, RUN_SORTS)

    about = _("write the training calendar as an iCalendar file; prints the path")
    calendar = verbs.add("calendar", "training_runs:calendar", about, writer=True)
    _filters(calendar)
    calendar.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.ics")


def _filters(made: ArgumentParser) -> None:
    made.add_argument("--from", default="", dest="after", metavar=DAY, help=_("runs with a day from then on"))
    made.add_argument("--to", default="", dest="before", metavar=DAY)
    for name in ("host", "kind", "state", "course", "group", "agreement", "commitment"):
        made.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    made.add_argument("--upcoming", action="store_true", help=_("neither over nor cancelled"))
    made.add_argument("--overdue", action="store_true", help=_("those with a deadline past and open"))
    made.add_argument("--with-seats-free", action="store_true")


def _list(made: ArgumentParser, sorts: tuple[str, ...]) -> None:
    made.add_argument("--text", default="", metavar="WORDS")
    made.add_argument("--trash", action="store_true")
    made.add_argument("--sort", choices=sorts, default="reference")
    made.add_argument("--descending", action="store_true")
    as_of(made)
    form(made)
