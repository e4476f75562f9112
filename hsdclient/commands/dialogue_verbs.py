"""The grammar of the verbs on dialogue rounds, meetings, decisions and agreements.

Imports nothing heavy; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser

from hsdclient.commands.grammar import DAY, Verbs, as_of, form, whole
from hsdclient.words import _

KINDS, STATES = ("round", "group", "other"), ("planned", "held", "cancelled")
MEETING_SORTS = ("reference", "title", "kind", "group", "state", "starts", "place", "marking", "recorded_at")
AGREEMENT_SORTS = (
    "reference", "title", "type", "status", "signed", "in_force", "review", "expiry", "marking", "recorded_at",
)  # fmt: skip


def add(verbs: Verbs) -> None:
    """Every verb on rounds, meetings, decisions and agreements."""
    _looking(verbs)
    _meeting(verbs)
    _following(verbs)
    _agreement(verbs)


def _filters(made: ArgumentParser, sorts: tuple[str, ...], sort: str) -> None:
    made.add_argument("--marking", action="append", default=[], metavar="A,B")
    made.add_argument("--text", default="", metavar="WORDS")
    made.add_argument("--after", default="", metavar=DAY)
    made.add_argument("--before", default="", metavar=DAY)
    made.add_argument("--trash", action="store_true")
    made.add_argument("--sort", choices=sorts, default=sort)
    made.add_argument("--descending", action="store_true")
    as_of(made)
    form(made)


def _looking(verbs: Verbs) -> None:
    made = verbs.add("rounds", "dialogues:rounds", _("list dialogue rounds and meetings, both sides' dates"))
    made.add_argument("--kind", action="append", default=[], metavar="A,B", help=_("round, group or other"))
    made.add_argument("--group", action="append", default=[], metavar="A,B")
    made.add_argument("--state", action="append", default=[], metavar="A,B", help=_("planned, held or cancelled"))
    made.add_argument("--differs", action="store_true", help=_("the sides' versions differ"))
    _filters(made, MEETING_SORTS, "starts")

    made = verbs.add("agreements", "dialogues:agreements_of", _("list agreements with their status and what is due"))
    made.add_argument("--type", action="append", default=[], metavar="A,B", help=_("treaty, agreement, letter …"))
    made.add_argument("--status", action="append", default=[], metavar="A,B", help=_("in_force, expiring, expired …"))
    made.add_argument("--group", action="append", default=[], metavar="A,B", help=_("whose agencies execute it"))
    made.add_argument("--agency", action="append", default=[], metavar="A,B")
    made.add_argument("--due", action="store_true", help=_("review or expiry within 90 days, or past"))
    made.add_argument("--unverified", action="store_true")
    _filters(made, AGREEMENT_SORTS, "reference")


def _meeting(verbs: Verbs) -> None:
    about = _("log a dialogue round or a meeting; prints its code")
    made = verbs.add("meeting", "dialogues:meeting", about, writer=True)
    made.add_argument("--kind", choices=KINDS, default="round")
    made.add_argument("--title", default="", help=_("as the own side has it"))
    made.add_argument("--start", default="", metavar=DAY, help=_("first day, of the own side"))
    made.add_argument("--end", default="", metavar=DAY, help=_("last day, of the own side"))
    made.add_argument("--lead", default="", help=_("who leads for the own side"))
    made.add_argument("--lead-post", default="")
    for name in ("title", "start", "end", "lead", "lead-post"):
        metavar = DAY if name in ("start", "end") else None
        made.add_argument(f"--partner-{name}", default="", metavar=metavar, help=_("the same as the partner has it"))
    made.add_argument("--received", default="", metavar=DAY, help=_("day on which the partner's version came"))
    made.add_argument("--source", default="", help=_("where the partner's version comes from"))
    made.add_argument("--code", default="", help=_("left out it is made: HSD-2024, CNWG-2023, HSD-NEXT"))
    made.add_argument("--group", default="", metavar="CODE")
    made.add_argument("--state", choices=STATES, default="planned")
    made.add_argument("--previous", default="", metavar="CODE", help=_("the meeting that it follows"))
    made.add_argument("--date-open", action="store_true")
    made.add_argument("--virtual", action="store_true")
    for name in ("forum", "timing", "place"):
        made.add_argument(f"--{name}", default="")
    made.add_argument("--from", default="", dest="starts_at", metavar="HH:MM")
    made.add_argument("--until", default="", dest="ends_at", metavar="HH:MM")
    made.add_argument("--time-zone", default="", metavar="ZONE", help=_("IANA zone of the times"))
    made.add_argument("--marking", default="")
    made.add_argument("--release", default="", metavar="IN,US", help=_("default: nobody"))

    about = _("change what one side says of a meeting: title, starts, ends, lead, lead_post, note")
    made = verbs.add("meeting-side", "dialogues:meeting_side", about, writer=True)
    _code(made)
    made.add_argument("changes", nargs="+", metavar="FIELD=VALUE", help=_("for example starts=2024-02-28"))
    made.add_argument("--side", default="", metavar="IN|US", help=_("default: the own side"))
    made.add_argument("--received", default="", metavar=DAY, help=_("day on which the partner's version came"))
    made.add_argument("--source", default="", help=_("where the partner's version comes from"))

    about = _("add the publicly known rounds and working group meetings; prints the codes that were new")
    verbs.add("known-rounds", "dialogues:known_rounds", about, writer=True)


def _code(made: ArgumentParser) -> None:
    made.add_argument("code", metavar="CODE", help=_("for example HSD-2024"))


def _following(verbs: Verbs) -> None:
    made = verbs.add("decide", "dialogues:decide", _("record a decision of a meeting; prints its number"), writer=True)
    _code(made)
    made.add_argument("--text", required=True)
    made.add_argument("--agency", default="", metavar="CODE", help=_("who owns it"))
    made.add_argument("--item", default="", metavar="NUMBER", help=_("of the agenda"))
    made.add_argument("--due", default="", metavar=DAY)

    about = _("log joint actions that carry decisions of a meeting out; prints their references")
    made = verbs.add("act", "dialogues:act_on", about, writer=True)
    _code(made)
    made.add_argument("numbers", nargs="+", type=whole, metavar="NUMBER", help=_("of a decision"))
    for name in ("group", "lead-in", "lead-us"):
        made.add_argument(f"--{name}", default="", metavar="CODE", help=_("default: what the decision says"))
    made.add_argument("--due", default="", metavar=DAY, help=_("default: what the decision says"))


def _agreement(verbs: Verbs) -> None:
    made = verbs.add("agreement", "dialogues:agreement", _("record an agreement; prints its reference"), writer=True)
    made.add_argument("--type", required=True, help=_("treaty, agreement, letter …"))
    made.add_argument("--title", required=True, dest="title_en")
    for name in ("title-hi", "short", "party-in", "party-us", "signed-at", "obliges", "note", "source", "marking"):
        made.add_argument(f"--{name}", default="")
    for name in ("signed", "in-force", "review", "expiry", "ended-on"):
        made.add_argument(f"--{name}", default="", metavar=DAY)
    made.add_argument("--agencies", default="", metavar="A,B")
    made.add_argument("--unverified", action="store_true")
    made.add_argument("--release", default="", metavar="IN,US", help=_("default: nobody"))
