"""The scorecard of one round: its lines and counts, for the own side or as one side may be shown it, and what changed.

Looks only; a past day's scorecard comes from a past day's look, by the same statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hsdclient import errors
from hsdclient.scorecard import facts, shown
from hsdclient.scorecard.lines import Line, lines
from hsdclient.scorecard.rules import OF_THIS_EDITION, RULES, STATUS_WORDS
from hsdclient.session import Read
from hsdclient.store import Store
from hsdclient.words import _


@dataclass(frozen=True)
class MeetingFacts:
    """The round as both sides have it; ISO days by side, titles by side."""

    key: int
    reference: str
    kind: str
    state: str
    place: str
    titles: dict[str, str]
    starts: dict[str, str]
    ends: dict[str, str]

    def title(self, side: str) -> str:
        """The title by `side`'s version, else by the other's, else the code."""
        return self.titles.get(side) or next(iter(self.titles.values()), "") or self.reference


@dataclass(frozen=True)
class Scorecard:
    """A round's commitments as they stand on `day`. `counts` has every status of STATUS_WORDS, in that order;
    `rules` are msgids; `side` is the side that it is shown to, None for the own side's full one."""

    meeting: MeetingFacts
    day: date
    side: str | None
    lines: tuple[Line, ...]
    counts: dict[str, int]
    rules: tuple[str, ...] = RULES


@dataclass(frozen=True)
class Changed:
    """One commitment whose status is another now: `then` is '' for one that was not there, `now` likewise."""

    reference: str
    verbatim: str
    paragraph: str
    then: str
    now: str
    key: int | None = None
    """The commitment's key while it is there; None when it is gone."""


def counted(found: Sequence[Line]) -> dict[str, int]:
    """How many lines have each status, every status named."""
    counts = dict.fromkeys(STATUS_WORDS, 0)
    for line in found:
        counts[line.status] += 1
    return counts


def of_round(rx: Read, meeting_key: int, *, side: str | None = None) -> Scorecard:
    """The scorecard of the round or meeting `meeting_key`; Refused when it is not there or in the trash.

    With `side` it is that side's edition, judged anew from released records only; Refused when the round itself is
    not released to it.
    """
    if side is not None and not shown.meetings_to(rx, side).has(meeting_key):
        raise errors.Refused(
            _("This round is not released to {side}; release it first, with what is to be shown of it.").format(
                side=side
            ),
            "round",
        )
    rows = facts.of_meeting(rx, meeting_key)
    one = rows.meetings.get(meeting_key)
    if one is None:
        raise errors.Refused(_("This record is no longer there; reload the list."), "round")
    sight = shown.ALL if side is None else shown.to(rx, side, rows)
    found = tuple(lines(rx, rows, sight))
    meeting = MeetingFacts(one.key, one.reference, one.kind, one.state, one.place, one.titles, one.starts, one.ends)
    rules = RULES if side is None else (*RULES, OF_THIS_EDITION)
    return Scorecard(meeting, rx.today, side, found, counted(found), rules)


def of_keys(rx: Read, keys: Sequence[int], *, side: str | None = None) -> list[Line]:
    """The lines of the commitments `keys` for the own side, in their order, from the trash too; with `side` those
    of that side's edition, judged from released records only."""
    found: dict[int, Line] = {}
    listed = list(keys)
    for start in range(0, len(listed), facts.BLOCK):
        rows = facts.of_keys(rx, listed[start : start + facts.BLOCK])
        found |= {line.key: line for line in lines(rx, rows, shown.ALL if side is None else shown.to(rx, side, rows))}
    return [found[key] for key in listed if key in found]


def changes(then: Scorecard | None, now: Scorecard) -> tuple[Changed, ...]:
    """The commitments whose status differs between two scorecards of one round, new and gone ones too."""
    before = {line.id: line for line in then.lines} if then is not None else {}
    after = {line.id: line for line in now.lines}
    found = []
    for one in dict.fromkeys((*before, *after)):
        old, new = before.get(one), after.get(one)
        if old is not None and new is not None and old.status == new.status:
            continue
        told = new or old
        if told is not None:
            found.append(
                Changed(
                    told.reference,
                    told.verbatim,
                    told.paragraph,
                    old.status if old else "",
                    new.status if new else "",
                    new.key if new else None,
                )
            )
    return tuple(sorted(found, key=lambda changed: changed.reference))


def then_of(rx: Read, meeting_key: int, *, side: str | None = None) -> Scorecard | None:
    """As `of_round`, None for a day on which the round was not recorded (or not released) yet."""
    try:
        return of_round(rx, meeting_key, side=side)
    except errors.Refused:
        return None


def since(store: Store, meeting_key: int, day: date, *, side: str | None = None) -> tuple[Changed, ...]:
    """What changed in a round's scorecard from the end of `day` until now, in `side`'s edition when one is given."""
    with store.read(as_of=day) as rx:
        then = then_of(rx, meeting_key, side=side)
    with store.read() as rx:
        return changes(then, of_round(rx, meeting_key, side=side))


def last_round(rx: Read, before: date | None = None) -> date | None:
    """The last day of the dialogue round that was held last before `before` (today): "since the last round"."""
    limit = (before or rx.today).isoformat()
    ends = [
        one.end(rx.side)
        for one in facts.meetings(rx).values()
        if one.kind == "round" and one.state != "cancelled" and one.end(rx.side) and one.end(rx.side) < limit
    ]
    return date.fromisoformat(max(ends)) if ends else None
