"""How a round or meeting is said on this page: kind, state, days, clocks, and where the sides' versions differ."""

from __future__ import annotations

from datetime import date
from typing import Final

from hsdclient import both_clocks, dates, errors
from hsdclient.meetings import KIND_WORDS, STATE_WORDS, MeetingRow
from hsdclient.words import N_, _, language
from ui.parts.badges import Badge

STATES: Final = {"planned": "dashed-circle", "held": "square-tick-outline", "cancelled": "cross-circle"}
DIFFERENCES: Final = {"title": N_("Titles differ"), "dates": N_("Dates differ")}


def kind_word(kind: str) -> str:
    """Dialogue round, working group meeting or other meeting."""
    return _(KIND_WORDS[kind])


def state_badge(state: str) -> Badge:
    """Planned, held or cancelled."""
    return Badge(STATES[state], _(STATE_WORDS[state]))


def differs_badges(row: MeetingRow) -> tuple[Badge, ...]:
    """In what the two sides' versions differ; neither wins."""
    return tuple(Badge("icon:exchange", _(DIFFERENCES[what]), "amber") for what in row.differs)


def days(starts: date | None, ends: date | None) -> str:
    """"28 Feb 2024", "27–29 Feb 2024" or "30 Nov – 2 Dec 2024"; '' without a first day."""
    if starts is None:
        return ""
    if ends is None or ends == starts:
        return dates.say(starts, language())
    last = dates.say(ends, language())
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{last}"
    return f"{dates.say(starts, language())} – {last}"


def when(row: MeetingRow) -> str:
    """The days of the own side (else the partner's), the words for an open date, or nothing."""
    said = days(row.starts, row.ends)
    if said:
        return said
    return (row.timing or _("date open")) if row.date_open or row.timing else ""


def where(row: MeetingRow) -> str:
    """The place, and that it is virtual."""
    return " · ".join(filter(None, (row.place, _("virtual") if row.virtual else "")))


def clocks(row: MeetingRow) -> str:
    """A timed meeting on both clocks, IST and ET; '' when no time is given or it cannot be read."""
    if not (row.starts and row.starts_at):
        return ""
    try:
        said = both_clocks.both(row.starts, row.starts_at, row.time_zone, row.ends_at)
    except errors.Refused:
        return ""
    return said.text
