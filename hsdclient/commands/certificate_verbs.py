"""The grammar of the verbs on certificates, evaluations and reciprocity.

Imports nothing heavy; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from hsdclient.commands.grammar import DAY, Verbs, as_of, form, whole
from hsdclient.words import _

CERTIFICATE_SORTS = ("reference", "name", "run", "side", "agency", "issued_on", "language", "state")
DUE_SORTS = ("due", "name", "run", "respondent", "side", "agency", "received_on", "chased", "state")


def add(verbs: Verbs) -> None:
    """Every verb on certificates, evaluations and reciprocity."""
    _certificates(verbs)
    _evaluations(verbs)
    _reciprocity(verbs)


def _run(made: ArgumentParser) -> None:
    made.add_argument("run", metavar="RUN", help=_("for example RUN-2026-0001"))


def _person(made: ArgumentParser) -> None:
    made.add_argument("person", metavar="PERSON", help=_("PER-2026-0001, or the name as it stands on the roll"))


def _certificates(verbs: Verbs) -> None:
    about = _("issue certificates to all of a run who earned one; prints the numbers, says who gets none and why")
    certify = verbs.add("certify", "certifying:certify", about, writer=True)
    _run(certify)
    certify.add_argument("--language", choices=("en", "hi", "both"), default="en")
    certify.add_argument("--on", default="", metavar=DAY, help=_("day of issue; default: today"))
    certify.add_argument("--person", action="append", default=[], metavar="A,B", help=_("only these; default: all"))
    certify.add_argument("--dry-run", action="store_true", help=_("say who would get one; change nothing"))

    listing = verbs.add("certificates", "certifying:listing", _("list the register of certificates"))
    listing.add_argument("--run", default="", metavar="RUN")
    listing.add_argument("--year", action="append", default=[], type=whole, metavar="YEAR", help=_("of the numbers"))
    listing.add_argument("--side", default="", metavar="IN|US")
    state = listing.add_mutually_exclusive_group()
    state.add_argument("--revoked", action="store_true", help=_("those that were revoked"))
    state.add_argument("--holding", action="store_true", help=_("those that hold"))
    listing.add_argument("--text", default="", metavar="WORDS")
    listing.add_argument("--sort", choices=CERTIFICATE_SORTS, default="reference")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)

    about = _("revoke a certificate; its number is never used again")
    revoke = verbs.add("revoke", "certifying:revoke", about, writer=True)
    revoke.add_argument("certificate", metavar="CERT", help=_("for example CERT-2026-0001"))
    revoke.add_argument("--reason", required=True)
    revoke.add_argument("--on", default="", metavar=DAY, help=_("default: today"))

    about = _("does a certificate's number, with the code printed on it, stand in the register?")
    check = verbs.add("verify-certificate", "certifying:verify", about)
    check.add_argument("number", metavar="NUMBER", help=_("the number, or all that the QR code says"))
    check.add_argument("code", nargs="?", default="", metavar="CODE")


def _evaluations(verbs: Verbs) -> None:
    about = _("record evaluations of a run: reaction forms from a file or one by one, a person's answers months later")
    made = verbs.add("evaluate", "evaluating:evaluate", about, writer=True)
    _run(made)
    made.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=_("CSV or XLSX with the columns q1 … q8 and comment")
    )
    made.add_argument("--sheet", default="", metavar="NAME", help=_("of a workbook; default: the first that is filled"))
    made.add_argument("--dry-run", action="store_true", help=_("say what each row would do; change nothing"))
    made.add_argument("--only-good", action="store_true", help=_("take the good rows even when others are refused"))
    made.add_argument("--ratings", default="", metavar="5,4,…", help=_("one form: 1 to 5 a question, - for none"))
    made.add_argument("--comment", default="")
    made.add_argument("--person", default="", metavar="PERSON", help=_("without it a reaction form is nobody's"))
    made.add_argument(
        "--by", choices=("trainee", "supervisor"), default="", help=_("answers about behaviour at work, of one person")
    )
    made.add_argument("--on", default="", metavar=DAY, help=_("day of receipt; default: today"))

    about = _("record that answers about behaviour at work were asked for again")
    chase = verbs.add("chase-evaluation", "evaluating:chase", about, writer=True)
    _run(chase)
    _person(chase)
    chase.add_argument("--by", choices=("trainee", "supervisor"), required=True)
    chase.add_argument("--on", default="", metavar=DAY, help=_("default: today"))

    about = _("list whom to ask about behaviour at work, and what came")
    listing = verbs.add("evaluations", "evaluating:listing", about)
    listing.add_argument("--run", default="", metavar="RUN")
    listing.add_argument("--by", choices=("trainee", "supervisor"), default="")
    listing.add_argument("--side", default="", metavar="IN|US")
    states = ("due", "waiting", "received", "all")
    listing.add_argument("--state", choices=states, default="due", help=_("default: due"))
    listing.add_argument("--text", default="", metavar="WORDS")
    listing.add_argument("--sort", choices=DUE_SORTS, default="due")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)

    about = _("show what the evaluations of a run come to: four levels, response rates, no persons")
    shown = verbs.add("evaluation", "evaluating:show", about)
    _run(shown)
    as_of(shown)
    form(shown, ("text", "json"))


def _reciprocity(verbs: Verbs) -> None:
    about = _("show who gave whom what in a year, and why; with -o the printed statement")
    made = verbs.add("reciprocity", "reciprocal:reciprocity", about, writer=True)
    made.add_argument("--year", default="", metavar="2025", help=_("default: the present one"))
    made.add_argument(
        "--calendar", choices=("cy", "in", "us"), default="cy",
        help=_("cy: calendar year · in: April to March · us: October to September, named by its last year"),
    )  # fmt: skip
    as_of(made)
    made.add_argument("--audience", choices=("own", "partner"), default="own", help=_("with -o"))
    made.add_argument("--language", choices=("en", "hi", "both"), default="en", help=_("with -o"))
    made.add_argument("--paper", choices=("a4", "letter"), default="a4", help=_("with -o"))
    made.add_argument("-o", "--output", type=Path, metavar="FILE.pdf")
    form(made, ("text", "json"))
