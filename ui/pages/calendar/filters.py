"""What the calendar may be limited to, and the words of the core for it.

Knows no widget; the line of filters is `ui.parts.chips`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hsdclient.fields import Choice
from hsdclient.training.runs import KIND_WORDS, STATE_WORDS, RunQuery
from hsdclient.words import N_
from ui.ledger.book import Book, of_words, sides
from ui.parts.filter_query import FilterDef

ASKED: Final = {"host": "hosts", "side": "host_sides", "kind": "kinds", "state": "states", "group": "groups"}
"""Filter key → what the core calls it."""
FLAGS: Final = ("overdue", "no_deadlines", "no_holidays", "cancelled")


def filters(book: Book) -> Sequence[FilterDef]:
    """The filters in the order of the menu."""
    return (
        FilterDef("host", N_("Host"), "choices", book.source("agencies")),
        FilterDef("side", N_("Side of the host"), "choices", sides),
        FilterDef("kind", N_("Kind"), "choices", kinds),
        FilterDef("state", N_("State"), "choices", states),
        FilterDef("group", N_("Working group"), "choices", book.source("groups")),
        FilterDef("overdue", N_("Overdue deadlines alone"), "flag", token="is:overdue"),
        FilterDef("no_deadlines", N_("Without deadlines"), "flag", token="is:without-deadlines"),
        FilterDef("no_holidays", N_("Without holidays"), "flag", token="is:without-holidays"),
        FilterDef("cancelled", N_("Cancelled runs too"), "flag", token="is:cancelled-too"),
    )


def asked(values: Mapping[str, Any]) -> RunQuery:
    """The filters in force, as the core takes them."""
    given: dict[str, Any] = {name: tuple(values[key]) for key, name in ASKED.items() if values.get(key)}
    return RunQuery(**given, text=str(values.get("text") or "").strip())


def kinds() -> list[Choice]:
    """Course run, study visit, …"""
    return of_words(KIND_WORDS)


def states() -> list[Choice]:
    """Planned, announced, …"""
    return of_words(STATE_WORDS)
