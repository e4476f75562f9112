"""The grammar of the verbs on trainees and nominations: trainee, nominees, nominate, advance, attend, score and so on.

Imports nothing heavy; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from hsdclient.commands import sheet_verbs
from hsdclient.commands.grammar import DAY, Verbs, as_of, form
from hsdclient.words import _

TRAINEE_SORTS = (
    "reference", "name", "side", "agency", "post", "service_number", "retain_until", "marking", "recorded_at",
)  # fmt: skip
NOMINATION_SORTS = ("run", "name", "agency", "post", "side", "step", "step_on", "trainee", "recorded_at")
_PERSON = ("name-hi", "post", "unit", "service-number", "email", "phone", "supervisor", "supervisor-email")


def add(verbs: Verbs) -> None:
    """Every verb on trainees and nominations."""
    _persons(verbs)
    _nominating(verbs)
    _running(verbs)


def _run(made: ArgumentParser) -> None:
    made.add_argument("run", metavar="RUN", help=_("for example RUN-2026-0001"))


def _who(made: ArgumentParser) -> None:
    made.add_argument("who", metavar="NAME|PER", help=_("the nominee's name or reference"))


def _person(made: ArgumentParser) -> None:
    for name in _PERSON:
        made.add_argument(f"--{name}", default="")
    made.add_argument("--side", default="", metavar="IN|US", help=_("default: that of the agency, else the own"))
    made.add_argument("--agency", default="", metavar="CODE")
    made.add_argument("--born", default="", metavar=DAY)


def _persons(verbs: Verbs) -> None:
    about = _("record a person who may be nominated; prints the reference")
    made = verbs.add("trainee", "nominees:record", about, writer=True)
    made.add_argument("--name", required=True, help=_("a single name is enough"))
    _person(made)
    made.add_argument("--retain-until", default="", metavar=DAY, help=_("default: five years after the last run"))
    for name in ("marking", "originator", "permitted-by", "permission-reference"):
        made.add_argument(f"--{name}", default="")
    made.add_argument("--permitted-on", default="", metavar=DAY)
    made.add_argument("--third-party", action="store_true")
    made.add_argument("--release", default="", metavar="IN,US", help=_("default: nobody"))

    listing = verbs.add("trainees", "nominees:persons", _("list trainees with their runs"))
    for name in ("side", "agency", "run", "step"):
        listing.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    listing.add_argument("--trained", action="store_true", help=_("who came to a run"))
    listing.add_argument("--past-retention", action="store_true", help=_("whose data may be purged"))
    listing.add_argument("--text", default="", metavar="WORDS")
    listing.add_argument("--trash", action="store_true")
    listing.add_argument("--sort", choices=TRAINEE_SORTS, default="reference")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)

    about = _("empty the personal data of those past their day of keeping; prints their references")
    purge = verbs.add("purge", "nominees:purge", about, writer=True)
    purge.add_argument("per", nargs="*", metavar="PER", help=_("only these; default: all who are due"))
    purge.add_argument("--dry-run", action="store_true", help=_("say who would be purged; change nothing"))

    about = _("how a person's clearance and vetting stand; the look is logged")
    seen = verbs.add("vetting", "nominees:vetting_of", about, writer=True)
    seen.add_argument("per", metavar="PER", help=_("for example PER-2026-0001"))
    seen.add_argument("--log", action="store_true", help=_("who looked, instead"))
    form(seen, ("text", "json"))


def _nominating(verbs: Verbs) -> None:
    listing = verbs.add("nominees", "nominees:listing", _("list the nominees of a run, or of all"))
    listing.add_argument("run", nargs="?", default="", metavar="RUN", help=_("default: all runs"))
    for name in ("step", "side", "agency"):
        listing.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    listing.add_argument("--missing", action="store_true", help=_("who lacks a clearance or vetting"))
    listing.add_argument("--expiring", action="store_true", help=_("whose clearance ends before the run does"))
    listing.add_argument("--text", default="", metavar="WORDS")
    listing.add_argument("--sort", choices=NOMINATION_SORTS, default="run")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)

    about = _("nominate one person, or everybody on a roll (CSV, XLSX, XLS, ODS); prints references")
    made = verbs.add("nominate", "nominees:nominate", about, writer=True)
    _run(made)
    made.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("a roll; left out: one person"))
    made.add_argument("--person", default="", metavar="PER", help=_("who is recorded already"))
    made.add_argument("--name", default="", help=_("found again by number, or name and date of birth; else recorded"))
    _person(made)
    made.add_argument("--new", action="store_true", help=_("another person, though somebody here is alike"))
    made.add_argument("--waitlist", action="store_true", help=_("wait, though the person is elsewhere on these days"))
    made.add_argument("--substitute", nargs="?", const="-", default="", metavar="NAME|PER", help=_("for whom"))
    made.add_argument("--on", default="", metavar=DAY, help=_("default: today"))
    sheet_verbs.of_file(made)

    about = _("take a nominee to a step: accepted, travel, withdrawn, waitlisted …")
    step = verbs.add("advance", "nominees:advance", about, writer=True)
    _run(step)
    _who(step)
    step.add_argument("step", metavar="STEP")
    step.add_argument("--on", default="", metavar=DAY, help=_("default: today"))
    step.add_argument("--reason", default="", help=_("of the list, for withdrawn and rejected; no free text"))

    about = _("record a clearance or vetting: status, day and reference only")
    gate = verbs.add("gate", "nominees:gate", about, writer=True)
    _run(gate)
    gate.add_argument(
        "who", metavar="NAME|PER,…", help=_("the nominee's name or reference, or several references with commas")
    )
    gate.add_argument("gate", metavar="GATE", help=_("cadre-clearance, individual-vetting or unit-vetting"))
    gate.add_argument("status", metavar="STATUS", help=_("pending, cleared or not-cleared"))
    gate.add_argument("--date", default="", metavar=DAY)
    gate.add_argument("--reference", default="", help=_("for example NCB/VET-118/2026"))
    gate.add_argument("--expires", default="", metavar=DAY)


def _running(verbs: Verbs) -> None:
    about = _("record who was there on a day; without a day, show the attendance")
    attend = verbs.add("attend", "nominees:attend", about, writer=True)
    _run(attend)
    attend.add_argument("day", nargs="?", default="", metavar=DAY)
    for name in ("present", "half-day", "absent", "excused", "clear"):
        attend.add_argument(f"--{name}", action="append", default=[], metavar="NAME|PER,…")
    attend.add_argument("--all", default="", metavar="PRESENCE", help=_("everybody else on the sheet"))
    attend.add_argument("--no-shows", action="store_true", help=_("who never came becomes a no-show"))
    form(attend)

    score = verbs.add("score", "nominees:score", _("record the score of a test, 0 to 100"), writer=True)
    _run(score)
    _who(score)
    score.add_argument("test", choices=("pre", "post", "final"))
    score.add_argument("score", metavar="SCORE", help=_("for example 87.5; - takes it away"))
    score.add_argument("--on", default="", metavar=DAY, help=_("default: today"))
