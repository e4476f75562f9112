"""The grammar of the verbs on requests and contacts: request, requests, reply, chase, contact, hand-over and the like.

Imports nothing heavy; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser

from hsdclient.commands.grammar import DAY, Verbs, as_of, form
from hsdclient.words import _

REQUEST_SORTS = (
    "reference", "title", "kind", "channel", "state", "asked_by", "group", "from_agency", "to_agency", "sent_on",
    "deadline", "closed_on", "marking", "partner_reference", "recorded_at", "days_waiting", "waiting_side",
)  # fmt: skip
CONTACT_SORTS = ("reference", "name", "side", "post", "agency", "since", "email", "phone", "marking", "recorded_at")


def add(verbs: Verbs) -> None:
    """Every verb on requests and contacts."""
    _asking(verbs)
    _answering(verbs)
    _people(verbs)


def _req(made: ArgumentParser) -> None:
    made.add_argument("req", metavar="REQ", help=_("for example REQ-2026-0001"))


def _con(made: ArgumentParser, name: str = "con") -> None:
    made.add_argument(name, metavar="CON", help=_("for example CON-2026-0001"))


def _handling(made: ArgumentParser) -> None:
    for name in ("marking", "originator", "permitted-by", "permission-reference"):
        made.add_argument(f"--{name}", default="")
    made.add_argument("--permitted-on", default="", metavar=DAY)
    made.add_argument("--third-party", action="store_true")
    made.add_argument("--release", default="", metavar="IN,US", help=_("default: nobody"))


def _asking(verbs: Verbs) -> None:
    about = _("record a request to or from the partner; prints its reference")
    made = verbs.add("request", "requesting:record", about, writer=True)
    made.add_argument("--title", required=True)
    made.add_argument("--channel", required=True, help=_("mlat, lo_to_lo, letter_rogatory, note_verbale, interpol …"))
    made.add_argument("--kind", default="information", help=_("information, assistance or legal_evidence"))
    made.add_argument("--asked-by", default="", metavar="IN|US", help=_("default: the own side"))
    for name in ("question", "legal-basis", "partner-reference"):
        made.add_argument(f"--{name}", default="")
    for name in ("group", "from-agency", "to-agency"):
        made.add_argument(f"--{name}", default="", metavar="CODE")
    made.add_argument("--contact", default="", metavar="CON", help=_("who answers for it"))
    for name in ("action", "commitment"):
        made.add_argument(f"--{name}", default="", metavar="REF")
    made.add_argument("--sent", default="", dest="sent_on", metavar=DAY, help=_("left out: not sent yet"))
    made.add_argument("--deadline", default="", metavar=DAY)
    _handling(made)

    sent = verbs.add("send", "requesting:send", _("a recorded request goes out"), writer=True)
    _req(sent)
    sent.add_argument("--on", default="", metavar=DAY, help=_("default: today"))

    listing = verbs.add("requests", "requesting:listing", _("list requests"))
    listing.add_argument("--awaiting", action="store_true", help=_("those that wait for a reply, with who owes it"))
    listing.add_argument("--waiting-on", default="", metavar="IN|US", help=_("of these, what that side owes"))
    listing.add_argument("--overdue", action="store_true", help=_("past their deadline"))
    listing.add_argument("--asked-by", default="", metavar="IN|US")
    for name in ("channel", "kind", "group", "state"):
        listing.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    listing.add_argument("--text", default="", metavar="WORDS")
    listing.add_argument("--trash", action="store_true")
    listing.add_argument("--sort", choices=REQUEST_SORTS, default="reference")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)


def _answering(verbs: Verbs) -> None:
    reply = verbs.add("reply", "requesting:reply", _("record the reply to a request; closes it"), writer=True)
    _req(reply)
    reply.add_argument("--text", default="")
    reply.add_argument("--from", default="", dest="from_agency", metavar="CODE", help=_("agency that replies"))
    reply.add_argument("--received", default="", dest="received_on", metavar=DAY, help=_("default: today"))
    reply.add_argument("--partner-marking", default="", help=_("exactly as it stands on the reply"))
    reply.add_argument("--partner-reference", default="", help=_("reference of the reply"))
    reply.add_argument("--answers", default="", metavar="REF", help=_("the reference that the reply quotes"))
    reply.add_argument("--partial", action="store_true", help=_("more is to come: the request stays open"))

    chase = verbs.add("chase", "requesting:chase", _("record that a reply was asked for again"), writer=True)
    _req(chase)
    chase.add_argument("--channel", default="", help=_("default: that of the request"))
    chase.add_argument("--dated", default="", metavar=DAY, help=_("default: today"))
    chase.add_argument("--note", default="")

    about = _("close a request without a final reply, or withdraw it, with the reason")
    close = verbs.add("close", "requesting:close", about, writer=True)
    _req(close)
    close.add_argument("--why", required=True)
    close.add_argument("--on", default="", metavar=DAY, help=_("default: today"))
    close.add_argument("--withdrawn", action="store_true", help=_("the side that asked no longer asks"))
    again = verbs.add("reopen", "requesting:reopen", _("a closed request waits for its reply again"), writer=True)
    _req(again)
    again.add_argument("--reason", required=True)


def _people(verbs: Verbs) -> None:
    made = verbs.add("contact", "people:record", _("record a person; prints the reference"), writer=True)
    made.add_argument("--name", required=True)
    made.add_argument("--side", default="", metavar="IN|US", help=_("default: the partner's"))
    for name in ("name-hi", "email", "phone", "note", "post"):
        made.add_argument(f"--{name}", default="")
    made.add_argument("--agency", default="", metavar="CODE")
    made.add_argument("--since", default="", metavar=DAY)
    _handling(made)

    listing = verbs.add("contacts", "people:listing", _("list contacts with their posts and open records"))
    listing.add_argument("--side", action="append", default=[], metavar="IN|US")
    listing.add_argument("--agency", action="append", default=[], metavar="A,B", help=_("of the present post"))
    listing.add_argument("--text", default="", metavar="WORDS")
    listing.add_argument("--trash", action="store_true")
    listing.add_argument("--sort", choices=CONTACT_SORTS, default="reference")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)

    about = _("a post that a contact holds or held; with --end the present post ends")
    post = verbs.add("post", "people:post", about, writer=True)
    _con(post)
    post.add_argument("--agency", default="", metavar="CODE")
    post.add_argument("--post", default="", metavar="NAME")
    for name in ("since", "until"):
        post.add_argument(f"--{name}", default="", metavar=DAY)
    post.add_argument("--additional", action="store_true", help=_("in additional charge, beside another post"))
    post.add_argument("--move", action="store_true", help=_("the present post ends the day before --since"))
    post.add_argument("--end", default="", metavar=DAY, help=_("last day of the present post"))

    about = _("a contact answers for a joint action, commitment or request")
    answers = verbs.add("answers-for", "people:answers_for", about, writer=True)
    _con(answers)
    answers.add_argument("refs", nargs="+", metavar="REF")
    answers.add_argument("--no-longer", action="store_true")

    about = _("hand the open records of a contact over to a successor; prints their references")
    over = verbs.add("hand-over", "people:hand_over", about, writer=True)
    _con(over, "leaving")
    _con(over, "coming")
    over.add_argument("--on", default="", metavar=DAY, help=_("default: today"))
    over.add_argument("--item", action="append", default=[], metavar="A,B", help=_("only these; default: all open"))
    over.add_argument("--keep-post", action="store_true", help=_("the post stays as it is"))
