"""The grammar of the verbs on commitments: commitments, commit, assess, carry-over.

Imports nothing heavy; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser

from hsdclient.commands.grammar import DAY, Verbs, as_of, form
from hsdclient.words import _

SORTS = (
    "reference", "round", "verbatim", "class", "group", "lead_in", "lead_us", "due", "status", "marking", "recorded_at",
)  # fmt: skip


def add(verbs: Verbs) -> None:
    """Every verb on commitments."""
    _committing(verbs)
    _looking(verbs)


def _com(made: ArgumentParser) -> None:
    made.add_argument("ref", metavar="COM", help=_("for example COM-2026-0001"))


def _committing(verbs: Verbs) -> None:
    about = _("record one sentence of a round, meeting or agreement; prints its reference")
    commit = verbs.add("commit", "commitments:commit", about, writer=True)
    commit.add_argument("--round", default="", metavar="CODE", help=_("for example HSD-2024"))
    commit.add_argument("--agreement", default="", metavar="AGR", help=_("when it stands in an agreement"))
    commit.add_argument("--text", required=True, dest="verbatim", metavar="SENTENCE", help=_("word for word"))
    commit.add_argument("--source", default="", help=_("which readout, and whose"))
    commit.add_argument("--para", default="", dest="paragraph", metavar="NUMBER")
    commit.add_argument("--document", default="", metavar="DOC", help=_("the document it stands in"))
    commit.add_argument("--paraphrase", default="")
    about = _("deliverable, process (default) or aspiration")
    commit.add_argument("--class", default="process", dest="classed", metavar="CLASS", help=about)
    commit.add_argument("--group", default="", metavar="CODE")
    for name in ("lead-in", "lead-us"):
        commit.add_argument(f"--{name}", default="", metavar="CODE")
    commit.add_argument("--due", default="", metavar=DAY)
    commit.add_argument("--by-next-round", action="store_true")
    about = _("the commitment of an earlier round that it takes up again")
    commit.add_argument("--carried-from", default="", metavar="COM", help=about)
    commit.add_argument("--written-in", default="en", dest="language", metavar="en|hi|other")
    for name in ("marking", "originator", "permitted-by", "permission-reference"):
        commit.add_argument(f"--{name}", default="")
    commit.add_argument("--permitted-on", default="", metavar=DAY)
    commit.add_argument("--third-party", action="store_true")
    commit.add_argument("--release", default="", metavar="IN,US", help=_("default: nobody"))

    about = _("say how a commitment stands; what the actions and documents say stays beside it")
    assess = verbs.add("assess", "commitments:assess", about, writer=True)
    _com(assess)
    about = _("fulfilled, claimed, in progress, at risk, no action, carried over; none takes it back")
    assess.add_argument("--status", required=True, help=about)
    assess.add_argument("--why", default="", help=_("needed where it differs from what the client judges"))
    assess.add_argument("--side", default="", metavar="IN|US", help=_("default: the own side"))
    assess.add_argument("--received-on", default="", metavar=DAY, help=_("of the partner's"))
    assess.add_argument("--source", default="", help=_("of the partner's"))

    about = _("take a commitment up again in a later round; prints the new reference")
    carry = verbs.add("carry-over", "commitments:carry_over", about, writer=True)
    _com(carry)
    carry.add_argument("--to", required=True, metavar="CODE", help=_("the later round"))


def _looking(verbs: Verbs) -> None:
    listing = verbs.add("commitments", "commitments:commitments_of", _("list commitments and how they stand"))
    for name in ("round", "agreement", "status", "class", "group", "lead", "marking"):
        listing.add_argument(f"--{name}", action="append", default=[], metavar="A,B", dest=f"of_{name}")
    listing.add_argument("--text", default="", metavar="WORDS", help=_("words in the sentence or its paraphrase"))
    listing.add_argument("--overdue", action="store_true")
    listing.add_argument("--differs", action="store_true", help=_("the sides judge differently"))
    listing.add_argument("--without-action", action="store_true")
    listing.add_argument("--without-evidence", action="store_true")
    listing.add_argument("--trash", action="store_true")
    listing.add_argument("--sort", choices=SORTS, default="reference")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)
