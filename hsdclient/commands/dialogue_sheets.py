"""Verbs of the dialogue's sheets: scorecard, brief; the same orders as `report` gives.

Read the order from the arguments; gathering, drawing and the register are the core's.
"""

from __future__ import annotations

from argparse import Namespace

from hsdclient.commands.grammar import Verbs, sheet
from hsdclient.words import _


def add(verbs: Verbs) -> None:
    """The grammar of the two verbs."""
    card = verbs.add(
        "scorecard", "dialogue_sheets:scorecard", _("issue a round's scorecard as PDF; prints its path"), writer=True
    )
    brief = verbs.add(
        "brief", "dialogue_sheets:brief", _("issue the brief for a round as PDF; prints its path"), writer=True
    )
    brief.add_argument("--one-page", action="store_true", help=_("the brief of one page"))
    for made in (card, brief):
        made.add_argument("--round", required=True, metavar="CODE", help=_("for example HSD-2024"))
        sheet(made)


def scorecard(arguments: Namespace) -> int:
    """Issue the scorecard of a round and print the path of its file."""
    return _issued(arguments, "scorecard")


def brief(arguments: Namespace) -> int:
    """Issue the brief for a round, or with --one-page the one-page brief, and print the path of its file."""
    return _issued(arguments, "brief" if arguments.one_page else "round-brief")


def _issued(arguments: Namespace, kind: str) -> int:
    from hsdclient.commands import prints  # lazy: the grammar above is read for every verb

    return prints.plain(arguments, kind)
