"""What the sheets of training tell of: runs, who is on them, certificates, evaluation, a year; plain data, filtered.

Knows no layout and no database; for the partner's edition nothing stands here that it may not have.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hsdclient.releases import Withheld
from hsdclient.training.years import Year


@dataclass(frozen=True)
class Taught:
    """The course of a run. `entry` and `objectives` are texts of the course's own record."""

    reference: str
    code: str
    title_en: str
    title_hi: str
    academy: str
    language: str
    days: int
    entry: str = ""
    objectives: str = ""


@dataclass(frozen=True)
class Seats:
    """What one side has on a run: seats, and, where the roll may be told, how many are taken and how many wait.

    The partner's dates are as received (`received_on`, `source`)."""

    side: str
    seats: int
    taken: int | None = None
    waiting: int | None = None
    starts: date | None = None
    ends: date | None = None
    confirmed_on: date | None = None
    received_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Due:
    """One deadline of a run; `late` is how many days it is overdue."""

    code: str
    title_en: str
    title_hi: str
    due: date
    done_on: date | None
    late: int


@dataclass(frozen=True)
class Nominee:
    """One nominee. `stands` is "seated", "waitlisted", "substitute" or "left"; `step` is '' where it may not be told,
    `reference` too; `gates` "passed", "missing" or '' (own edition only);
    `presences` is ISO day → presence; `score` the final test in tenths of a percent."""

    key: int
    trainee: int
    reference: str
    side: str
    name: str
    name_hi: str
    post: str
    agency: str
    stands: str
    step: str = ""
    place: int = 0
    gates: str = ""
    service_number: str = ""
    born: date | None = None
    contact: str = ""
    presences: dict[str, str] = field(default_factory=dict)
    score: int | None = None
    certificate: str = ""


@dataclass(frozen=True)
class Run:
    """One run. `parts` are those that may be printed (keys of releases.RECORD_PARTS["runs"]); `nominees` are those
    who may be named, `left_out` how many more there are."""

    key: int
    reference: str
    kind: str
    state: str
    title_en: str
    title_hi: str
    host: str
    host_en: str
    host_hi: str
    venue: str
    delivery: str
    starts: date
    ends: date
    marking: str
    sides: tuple[Seats, Seats]
    parts: frozenset[str]
    topic: str = ""
    course: Taught | None = None
    vetting: bool = False
    clearance: bool = False
    pass_mark: int | None = None
    min_attendance: int = 0
    agreement: tuple[str, str, str] = ("", "", "")
    clause: str = ""
    group: str = ""
    deadlines: tuple[Due, ...] = ()
    nominees: tuple[Nominee, ...] = ()
    left_out: int = 0
    results: tuple[tuple[date, str, str], ...] = ()
    """Date, text and joint action (reference) of what came of it later."""
    cancelled_why: str = ""

    @property
    def days(self) -> list[date]:
        """Its days: all of them when it lies within a week or was attended at a weekend, else its working days."""
        every = [self.starts + timedelta(days=count) for count in range((self.ends - self.starts).days + 1)]
        attended = {day for one in self.nominees for day in one.presences}
        weekend = len(every) < 6 or all(day.weekday() > 4 for day in every)
        return [day for day in every if weekend or day.weekday() < 5 or day.isoformat() in attended]


@dataclass(frozen=True)
class Certified:
    """One certificate with what is printed on it; `code` is its check code."""

    key: int
    reference: str
    code: str
    issued_on: date
    language: str
    name: str
    name_hi: str
    post: str
    agency: str
    agency_en: str
    agency_hi: str
    side: str
    run: int
    trainee: int
    revoked_on: date | None = None
    revoked_why: str = ""


@dataclass(frozen=True)
class Holiday:
    """One public holiday of a side."""

    day: date
    side: str
    name_en: str
    name_hi: str


@dataclass(frozen=True)
class Trained:
    """All that one sheet of training tells. `span` is what it looks at, both ends included;
    `summary` and `statement` are the cores' own, of the runs that this edition may count."""

    runs: tuple[Run, ...] = ()
    certificates: tuple[Certified, ...] = ()
    certificates_left_out: int = 0
    holidays: tuple[Holiday, ...] = ()
    span: tuple[date, date] | None = None
    year: Year | None = None
    summaries: dict[int, Any] = field(default_factory=dict)
    statement: Any = None
    withheld: tuple[Withheld, ...] = ()
    markings: tuple[str, ...] = ()

    @property
    def run(self) -> Run:
        """The run of a sheet that is for one."""
        (one,) = self.runs
        return one

    def of_key(self, key: int) -> Run:
        """The run with this key."""
        return next(one for one in self.runs if one.key == key)
