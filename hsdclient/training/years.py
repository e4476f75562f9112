"""The years a statement is made for: the calendar year, India's and the United States' fiscal year.

Plain days; knows no run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hsdclient import dates, errors
from hsdclient.words import N_, _, language

Calendar = Literal["cy", "in", "us"]
CALENDARS: tuple[Calendar, ...] = ("cy", "in", "us")
CALENDAR_WORDS = {
    "cy": N_("Calendar year (January to December)"),
    "in": N_("Indian fiscal year (April to March)"),
    "us": N_("US fiscal year (October to September)"),
}
_LABELS = {"cy": N_("Calendar year {year}"), "in": N_("Indian FY {year}"), "us": N_("US FY {year}")}
_NUMBER = re.compile(r"(\d{4})(?:\s*[-/–]\s*(\d{2}|\d{4}))?", re.ASCII)


@dataclass(frozen=True)
class Year:
    """One year of a calendar (cy, in, us); `number` is the year by which it is asked for, both days belong to it.

    in 2025 is FY 2025-26 (1 Apr 2025 to 31 Mar 2026), us 2025 is FY 2025 (1 Oct 2024 to 30 Sep 2025).
    """

    calendar: Calendar
    number: int
    starts: date
    ends: date

    @property
    def name(self) -> str:
        """'2025', 'FY 2025-26', 'FY 2025': the short name, the same in both languages."""
        if self.calendar == "in":
            return f"FY {self.number}-{(self.number + 1) % 100:02d}"
        return f"FY {self.number}" if self.calendar == "us" else str(self.number)

    @property
    def label(self) -> str:
        """The name with whose year it is, in the language of the screen: 'Indian FY 2025-26'."""
        return _(_LABELS[self.calendar]).format(year=self.name.removeprefix("FY "))

    @property
    def told(self) -> str:
        """The label with its days in full: 'Indian FY 2025-26: 1 Apr 2025 to 31 Mar 2026'."""
        return _("{year}: {first} to {last}").format(
            year=self.label, first=dates.say(self.starts, language()), last=dates.say(self.ends, language())
        )

    def holds(self, day: date) -> bool:
        """Whether the day belongs to the year."""
        return self.starts <= day <= self.ends


def of(calendar: str, number: int) -> Year:
    """The year `number` of the calendar; Refused for an unknown calendar."""
    if calendar not in CALENDARS:
        raise errors.Refused(
            _("The calendar is cy (calendar year), in (Indian fiscal year) or us (US fiscal year), not {text}.").format(
                text=calendar or "–"
            ),
            "calendar",
        )
    first = {"cy": date(number, 1, 1), "in": date(number, 4, 1), "us": date(number - 1, 10, 1)}[calendar]
    return Year(calendar, number, first, first.replace(year=first.year + 1) - timedelta(days=1))


def read(text: str, calendar: str = "cy") -> Year:
    """'2025', with 'in' also '2025-26' → the Year; Refused when it is none."""
    found = _NUMBER.fullmatch(text.strip().upper().removeprefix("FY").strip())
    number = int(found[1]) if found else 0
    second = found[2] if found else None
    paired = second is None or (calendar == "in" and int(second) in (number + 1, (number + 1) % 100))
    if not dates.FIRST_YEAR < number < dates.LAST_YEAR or not paired:
        raise errors.Refused(
            _("The year is written as 2025; for the Indian fiscal year 2025-26 is the same. {text} is none.").format(
                text=text.strip() or "–"
            ),
            "year",
        )
    return of(calendar.strip().casefold(), number)


def holding(calendar: str, day: date) -> Year:
    """The year of the calendar to which the day belongs."""
    year = of(calendar, day.year)
    if day < year.starts:
        return of(calendar, day.year - 1)
    return year if day <= year.ends else of(calendar, day.year + 1)
