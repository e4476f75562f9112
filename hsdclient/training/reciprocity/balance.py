"""The balance of a year in sentences made from its figures: who gave how much more, and why it came so.

Pure functions on figures; a sentence is a msgid with values, so that a sheet can say it in any language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hsdclient.standing import SIDE_WORDS
from hsdclient.training.earning import days_said
from hsdclient.training.reciprocity.figures import DAY_MINUTES, OTHER, RunLine, SideFigures
from hsdclient.words import N_, _

_LARGEST = 2

SPLIT = N_(
    "Trainee-days and instructor-days are counted by the day on which they fell, so a run across the end of a year is "
    "split between the two years. Seats, heads and cost are counted in the year in which the run began."
)
RULES = (
    SPLIT,
    N_("Seats offered are those for the other side at announced, confirmed and held runs; used by who attended."),
    N_("Half a day attended counts as half a trainee-day; eight hours of an instructor are one instructor-day."),
    N_("Cost is what each side bears, in the currency in which it was paid; currencies are never added together."),
)
"""How the figures were counted: printed on every statement."""


@dataclass(frozen=True)
class Told:
    """One sentence: a msgid and what stands in it; the values named in `words` are msgids themselves."""

    msgid: str
    values: Mapping[str, Any] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def say(self) -> str:
        """The sentence in the language of the screen, or of the sheet that is being made."""
        return _(self.msgid).format(
            **{name: _(value) if name in self.words else value for name, value in self.values.items()}
        )


def _told(msgid: str, **values: Any) -> Told:
    """A sentence in which `giver`, `taker` and `side` are sides by their codes."""
    named = tuple(name for name in ("giver", "taker", "side") if name in values)
    return Told(msgid, values | {name: SIDE_WORDS[values[name]] for name in named}, named)


def owes(sides: Mapping[str, SideFigures]) -> tuple[str, int]:
    """The side that gave fewer used seats, and how many fewer; ('', 0) when both gave as many."""
    given = {side: figures.used for side, figures in sides.items()}
    if given["IN"] == given["US"]:
        return "", 0
    less = min(given, key=lambda side: given[side])
    return less, abs(given["IN"] - given["US"])


def lead(sides: Mapping[str, SideFigures]) -> Told:
    """The balance in one sentence."""
    debtor, seats = owes(sides)
    if not any(one.used or one.offered for one in sides.values()):
        return Told(N_("Neither side offered a seat to the other in this year."))
    if not debtor:
        return Told(
            N_("The seats are balanced: each side trained {count} officers of the other."), {"count": sides["IN"].used}
        )
    return _told(
        N_("{giver} trained {given} officers of the other side, {taker} {returned}: {side} owes {seats} seats."),
        giver=OTHER[debtor], given=sides[OTHER[debtor]].used, taker=debtor, returned=sides[debtor].used,
        side=debtor, seats=seats,
    )  # fmt: skip


def why(sides: Mapping[str, SideFigures], listed: Sequence[RunLine]) -> tuple[Told, ...]:
    """Why the balance is as it is, in the order of weight; every figure in it stands in the tables too."""
    debtor, _seats = owes(sides)
    said: list[Told] = []
    if debtor:
        said += _largest(OTHER[debtor], sides[OTHER[debtor]].used, listed)
        if not sides[debtor].offered:
            said.append(
                _told(N_("{giver} offered no seat to {taker}."), giver=debtor, taker=OTHER[debtor])
            )
    for side in more_first(sides):
        one = sides[side]
        for count, msgid in (
            (one.empty, N_("{giver} offered {offered} seats to {taker}, of which {count} stayed empty.")),
            (one.ahead, N_("{giver} offered {offered} seats to {taker}, of which {count} are at runs still to come.")),
        ):
            if count:
                said.append(_told(msgid, giver=side, offered=one.offered, taker=OTHER[side], count=count))
    said += _length(sides)
    said += _instructors(sides)
    said += _not_counted(listed)
    return tuple(said)


def more_first(sides: Mapping[str, SideFigures]) -> list[str]:
    """The sides, the one that gave more seats first."""
    return sorted(sides, key=lambda side: (-sides[side].used, side))


def _largest(giver: str, used: int, listed: Sequence[RunLine]) -> list[Told]:
    runs = sorted(
        (one for one in listed if one.host_side == giver and one.heads[one.guest]),
        key=lambda one: (-one.heads[one.guest], one.reference),
    )
    return [
        _told(
            N_("{run} at {host} accounts for {heads} of the {used} seats that {giver} gave."),
            run=one.reference, host=one.host, heads=one.heads[one.guest], used=used, giver=giver,
        )
        for one in runs[:_LARGEST]
    ]  # fmt: skip


def _length(sides: Mapping[str, SideFigures]) -> list[Told]:
    """Trainee-days, where they tell more than the seats do."""
    if not all(one.halves and one.used for one in sides.values()):
        return []
    long, short = sorted(sides.values(), key=lambda one: (-one.halves / one.used, one.side))
    if long.halves * short.used == short.halves * long.used:
        return []
    return [
        _told(
            N_("A seat with {giver} lasted {longer} days on average, one with {taker} {shorter}."),
            giver=long.side, longer=_tenths(long.halves, 2 * long.used), taker=short.side,
            shorter=_tenths(short.halves, 2 * short.used),
        )
    ]  # fmt: skip


def _instructors(sides: Mapping[str, SideFigures]) -> list[Told]:
    more, less = sorted(sides.values(), key=lambda one: (-one.minutes, one.side))
    if more.minutes == less.minutes:
        return []
    return [
        _told(
            N_("{giver} gave {more} instructor-days, {taker} {less}."),
            giver=more.side, more=instructor_days(more.minutes), taker=less.side, less=instructor_days(less.minutes),
        )
    ]  # fmt: skip


def _not_counted(listed: Sequence[RunLine]) -> list[Told]:
    said = []
    begun = [one for one in listed if one.begun]
    if cancelled := [one.reference for one in begun if one.state == "cancelled"]:
        said.append(Told(N_("Cancelled, so that no seat of it counts: {runs}."), {"runs": ", ".join(cancelled)}))
    if planned := [one.reference for one in begun if one.state == "planned"]:
        said.append(Told(N_("Planned, and not counted before it is announced: {runs}."), {"runs": ", ".join(planned)}))
    if crossing := [one.reference for one in listed if one.crosses]:
        said.append(
            Told(
                N_("Runs across the end of the year, with only their days within it: {runs}."),
                {"runs": ", ".join(crossing)},
            )
        )
    return said


def _tenths(value: int, of: int) -> str:
    whole, rest = divmod((20 * value + of) // (2 * of), 10)
    return f"{whole}.{rest}" if rest else str(whole)


def instructor_days(minutes: int) -> str:
    """Minutes as instructor-days of eight hours, to one place: 720 → '1.5'."""
    return _tenths(minutes, DAY_MINUTES)


__all__ = ["RULES", "SPLIT", "Told", "days_said", "instructor_days", "lead", "owes", "why"]
