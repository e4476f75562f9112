"""How the scorecard's statuses look: shape, word and tone together (ux.md, Style); and the words of a commitment.

Knows the words of the core; decides no status.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from hsdclient import dates, scorecard
from hsdclient.commitments import CLASS_WORDS
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _, language
from ui.parts.badges import Badge

LOOKS: Final = {
    "fulfilled": ("square-tick", "blue"), "claimed": ("square-tick-outline", "blue"),
    "in_progress": ("tick-circle", "green"), "at_risk": ("triangle", "amber"), "no_action": ("hollow-circle", "none"),
    "carried_over": ("icon:next", "none"),
}  # fmt: skip
"""Shape and tone of each status, in the order of the scorecard; the printed sheets draw the same."""
SHORT_WORDS: Final = {
    "fulfilled": N_("Fulfilled"), "claimed": N_("Claimed"), "in_progress": N_("In progress"),
    "at_risk": N_("At risk"), "no_action": N_("No action"), "carried_over": N_("Carried over"),
}  # fmt: skip
"""The statuses in a word or two, for tiles and narrow columns; the whole ones are the core's."""


def status_word(status: str) -> str:
    """The status in full, in the language of the screen."""
    return _(scorecard.STATUS_WORDS[status]) if status else ""


def status_badge(status: str, side: str = "") -> Badge:
    """The badge of a status of the scorecard; `side` (IN, US) is written before the word."""
    shape, tone = LOOKS[status]
    word = _(SHORT_WORDS[status])
    return Badge(shape, f"{side}: {word}" if side else word, tone)


def full_badge(status: str) -> Badge:
    """The badge of a status with its whole words."""
    shape, tone = LOOKS[status]
    return Badge(shape, status_word(status), tone)


def computed_badge(status: str) -> Badge:
    """What the rules say where a person overruled them: without colour, so that it never competes."""
    return Badge(LOOKS[status][0], _("computed: {status}").format(status=_(SHORT_WORDS[status])))


def differs_badge() -> Badge:
    """The two sides assess a commitment differently."""
    return Badge("icon:exchange", _("Sides differ"), "amber")


def class_word(classed: str) -> str:
    """Deliverable, process or aspiration."""
    return _(CLASS_WORDS[classed]) if classed in CLASS_WORDS else ""


def side_word(side: str) -> str:
    """India or the United States."""
    return _(SIDE_WORDS[side])


def day(said: date | None) -> str:
    """A day as it is said on screen; '' for none."""
    return dates.say(said, language()) if said is not None else ""


def overdue_badge(days: int) -> Badge:
    """The due date of a commitment that is not settled is past."""
    said = _("Overdue by 1 day") if days == 1 else _("Overdue by {days} days").format(days=days)
    return Badge("clock", said, "red")
