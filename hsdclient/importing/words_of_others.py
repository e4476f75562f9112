"""What others write for our values: statuses, RAG, priorities, yes and no, in English and Hindi.

Sure words are read at once; likely ones are only suggested, and the officer is asked.
"""

from __future__ import annotations

from hsdclient import standing, text
from hsdclient.words import N_, in_language

NOTHING = frozenset({"-", "–", "—", "n/a", "na", "nil", "none", "not applicable", "tbd", "tbc", "?", "लागू नहीं"})
"""What stands in a cell that says nothing, where a text of the officer's own is not meant."""

_SURE = {
    "status": {
        "ongoing": "in_progress", "on going": "in_progress", "under way": "in_progress", "underway": "in_progress",
        "wip": "in_progress", "work in progress": "in_progress", "complete": "completed", "done": "completed",
        "hold": "on_hold", "inprogress": "in_progress", "onhold": "on_hold",
    },
    "rag": {"r": "red", "a": "amber", "g": "green", "b": "blue", "लाल": "red", "हरा": "green", "नीला": "blue"},
    "priority": {"immediate": "urgent", "routine": "normal", "अत्यावश्यक": "urgent", "उच्च": "high", "सामान्य": "normal"},
    "side": {
        "india": "IN", "indian": "IN", "in": "IN", "ind": "IN", "bharat": "IN", "republic of india": "IN",
        "भारत": "IN", "भारतीय": "IN", "us": "US", "usa": "US", "u.s.": "US", "u.s.a.": "US", "united states": "US",
        "united states of america": "US", "american": "US", "america": "US", "अमेरिका": "US", "अमरीका": "US",
        "संयुक्त राज्य अमेरिका": "US",
    },
    "check": {
        "yes": "1", "y": "1", "true": "1", "1": "1", "x": "1", "✓": "1", "✔": "1", "हाँ": "1", "हां": "1", "जी हाँ": "1",
        "no": "0", "n": "0", "false": "0", "0": "0", "नहीं": "0", "नही": "0",
    },
}  # fmt: skip
_LIKELY = {
    "status": {
        "closed": "completed", "finished": "completed", "achieved": "completed", "pending": "in_progress",
        "open": "in_progress", "active": "in_progress", "started": "in_progress", "new": "proposed",
        "planned": "proposed", "approved": "agreed", "accepted": "agreed", "dropped": "withdrawn",
        "cancelled": "withdrawn", "canceled": "withdrawn", "deferred": "on_hold", "suspended": "on_hold",
        "not started": "agreed", "पूर्ण": "completed", "लंबित": "in_progress", "लम्बित": "in_progress",
        "जारी": "in_progress",
    },
    "rag": {
        "yellow": "amber", "orange": "amber", "पीला": "amber", "नारंगी": "amber", "on track": "green",
        "delayed": "amber", "critical": "red", "at risk": "amber", "done": "blue", "completed": "blue",
    },
    "priority": {"medium": "normal", "low": "normal", "critical": "urgent", "top": "urgent", "p1": "urgent"},
}  # fmt: skip
_OWN = {
    "status": standing.STATUS_WORDS, "rag": standing.RAG_WORDS, "priority": standing.PRIORITY_WORDS,
    "side": standing.SIDE_WORDS,
}  # fmt: skip


def known(kind: str) -> dict[str, str]:
    """Every sure word for the values of `kind` (status, rag, priority, check): comparable word → value."""
    found = dict(_SURE.get(kind, {}))
    for value, word in _OWN.get(kind, {}).items():
        if value:
            found[text.comparable(value.replace("_", " "))] = value
            found[text.comparable(value)] = value
        found |= {text.comparable(in_language(language)(word)): value for language in ("en", "hi")}
    return found


def likely(kind: str, word: str) -> str:
    """The value that `word` probably means; '' when nothing is likely."""
    return _LIKELY.get(kind, {}).get(text.comparable(word), "")


def choices(kind: str) -> list[tuple[str, str]]:
    """(value, msgid) of the values of `kind`."""
    if kind == "check":
        return [("1", N_("Yes")), ("0", N_("No"))]
    return [(value, word) for value, word in _OWN[kind].items() if value]
