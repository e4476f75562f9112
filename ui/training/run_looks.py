"""How a run is said and drawn on every screen: its state, title, seats and days.

Plain functions of a run's row; knows no widget but a badge, and no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from hsdclient import dates
from hsdclient.training.runs import STATE_WORDS
from hsdclient.words import _, language
from ui.parts.badges import Badge

SHAPES: Final = {
    "planned": "hollow-circle",
    "announced": "half-circle",
    "confirmed": "tick-circle",
    "held": "square-tick",
    "cancelled": "cross-circle",
}


def state_badge(state: str) -> Badge:
    """How a run stands: shape and word."""
    return Badge(SHAPES[state], _(STATE_WORDS[state]))


def titled(row: Any) -> str:
    """The title in the language of the screen; `row` has `title` and `title_hi`."""
    return str((language() == "hi" and row.title_hi) or row.title)


def seats(taken: Mapping[str, int], given: Mapping[str, int]) -> str:
    """Taken and given seats of both sides: "IN 12/15 · US 3/5"."""
    return " · ".join(f"{side} {taken.get(side, 0)}/{given[side]}" for side in ("IN", "US") if given.get(side))


def said_days(first: date, last: date) -> str:
    """The days of a run, as short as they can be said: "2–13 Mar 2026", "24 Mar – 4 Apr 2026", else both in full."""
    if first == last:
        return dates.say(first, language())
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{dates.say(last, language())}"
    if first.year == last.year:
        return f"{dates.say(first, language()).rsplit(' ', 1)[0]} – {dates.say(last, language())}"
    return f"{dates.say(first, language())} – {dates.say(last, language())}"
