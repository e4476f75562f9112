"""How a trainee is said and drawn: the name, the day until which personal data are kept, the steps of nominations."""

from __future__ import annotations

from datetime import date
from typing import Final

from hsdclient import dates
from hsdclient.training.nominations import NominationRow
from hsdclient.training.pipeline import LEFT, STEP_WORDS, WAITING
from hsdclient.training.trainees import TraineeRow
from hsdclient.words import _, language
from ui.parts.badges import Badge

_GONE: Final = frozenset(LEFT)
_DONE: Final = frozenset({"attended", "certified", "evaluated", "returned"})


def named(row: TraineeRow) -> str:
    """The name in the language of the screen."""
    return (language() == "hi" and row.name_hi) or row.name


def keeping_badge(row: TraineeRow, today: date) -> Badge | None:
    """Whether the personal data are past their day, or purged."""
    if row.purged_on is not None:
        return Badge("circle", _("Purged on {day}").format(day=dates.say(row.purged_on, language())))
    if row.retain_until is not None and row.retain_until < today:
        return Badge("clock", _("Due for purge"), "amber")
    return None


def step_badge(row: NominationRow) -> Badge:
    """Where the nomination stands; the place on the waitlist with it."""
    word = _(STEP_WORDS[row.step])
    if row.step in WAITING:
        place = _("{step}, place {place}").format(step=word, place=row.place) if row.place else word
        return Badge("clock", place)
    if row.step in _GONE:
        return Badge("cross-circle", word)
    return Badge("tick-circle" if row.step in _DONE else "half-circle", word)
