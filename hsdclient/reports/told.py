"""What the sheets of a dialogue tell of: a round, its commitments, requests; plain data, filtered before.

Knows no layout and no database; for the partner's edition nothing stands here that it may not have.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hsdclient.releases import Withheld
from hsdclient.scorecard import Changed, Line


@dataclass(frozen=True)
class SideTold:
    """What one side says of a meeting; the partner's as received (`received_on`, `source`)."""

    side: str
    title: str = ""
    starts: date | None = None
    ends: date | None = None
    lead: str = ""
    lead_post: str = ""
    received_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Person:
    """One member of a delegation; without a name where it may not be told."""

    side: str
    name: str
    post: str
    agency: str
    head: bool


@dataclass(frozen=True)
class Item:
    """One item of the agenda."""

    key: int
    number: int
    title: str
    group: str
    brief: str
    outcome: str


@dataclass(frozen=True)
class Decided:
    """One decision; `actions` are references of the joint actions that carry it out."""

    number: int
    text: str
    agency: str
    due: date | None
    item: int | None
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Deadline:
    """What is due before a round: so many days before it, on `due` once its date is known."""

    what: str
    days_before: int
    due: date | None
    done_on: date | None


@dataclass(frozen=True)
class Occasion:
    """One round or meeting. `clocks` is its time on both clocks, '' when none is set; `parts` are those that may be
    printed (keys of releases.RECORD_PARTS)."""

    key: int
    reference: str
    kind: str
    group: str
    forum: str
    state: str
    date_open: bool
    timing: str
    place: str
    virtual: bool
    clocks: str
    marking: str
    sides: tuple[SideTold, SideTold]
    parts: frozenset[str]
    minutes: str = ""
    people: tuple[Person, ...] = ()
    agenda: tuple[Item, ...] = ()
    decisions: tuple[Decided, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def title(self, own: str) -> str:
        """The own side's title, else the partner's, else the code."""
        first = [one for one in self.sides if one.side == own]
        return next((one.title for one in (*first, *self.sides) if one.title.strip()), self.reference)


@dataclass(frozen=True)
class Asked:
    """One request. `waiting` is the side that owes the reply ('' for none), `days` how long it has waited."""

    key: int
    reference: str
    title: str
    kind: str
    channel: str
    asked_by: str
    state: str
    group: str
    agencies: tuple[str, str]
    sent_on: date | None
    deadline: date | None
    waiting: str
    days: int
    overdue: int
    chased: date | None
    replies: int
    marking: str


@dataclass(frozen=True)
class Told:
    """All that one sheet of a dialogue tells. `actions` are keys of the joint actions whose cards it needs; `since`
    is the day that `changes` count from, None when there is nothing to compare with."""

    occasion: Occasion | None = None
    lines: tuple[Line, ...] = ()
    requests: tuple[Asked, ...] = ()
    changes: tuple[Changed, ...] = ()
    since: date | None = None
    following: Occasion | None = None
    actions: tuple[int, ...] = ()
    markings: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    named: tuple[int, ...] = ()
    """Contacts whose names stand in the delegations."""
    most: int = 8
    """Lines of a list on a page that must hold the whole of a brief or a summary."""

    @property
    def held(self) -> Occasion:
        """The round or meeting of a sheet that is for one."""
        assert self.occasion is not None
        return self.occasion

    def counts(self) -> dict[str, int]:
        """How many commitments of this sheet have each status."""
        found: dict[str, int] = {}
        for line in self.lines:
            found[line.status] = found.get(line.status, 0) + 1
        return found
