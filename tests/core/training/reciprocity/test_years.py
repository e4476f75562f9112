"""Years of the three calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hsdclient import errors
from hsdclient.training import years


@pytest.mark.parametrize(
    ("text", "calendar", "starts", "ends", "name", "told"),
    [
        ("2025", "cy", "2025-01-01", "2025-12-31", "2025", "Calendar year 2025: 1 Jan 2025 to 31 Dec 2025"),
        ("2025", "in", "2025-04-01", "2026-03-31", "FY 2025-26", "Indian FY 2025-26: 1 Apr 2025 to 31 Mar 2026"),
        ("FY 2025-26", "in", "2025-04-01", "2026-03-31", "FY 2025-26", "Indian FY 2025-26: 1 Apr 2025 to 31 Mar 2026"),
        ("2099/2100", "in", "2099-04-01", "2100-03-31", "FY 2099-00", "Indian FY 2099-00: 1 Apr 2099 to 31 Mar 2100"),
        ("2025", "us", "2024-10-01", "2025-09-30", "FY 2025", "US FY 2025: 1 Oct 2024 to 30 Sep 2025"),
    ],
)
def test_a_year_is_read(text: str, calendar: str, starts: str, ends: str, name: str, told: str) -> None:
    year = years.read(text, calendar)
    assert (year.starts.isoformat(), year.ends.isoformat(), year.name, year.told) == (starts, ends, name, told)


@pytest.mark.parametrize(
    ("text", "calendar"),
    [("25", "cy"), ("", "cy"), ("2025-26", "us"), ("2025-27", "in"), ("1850", "cy"), ("२०२५", "cy"), ("2025", "fy")],
)
def test_what_is_no_year(text: str, calendar: str) -> None:
    with pytest.raises(errors.Refused):
        years.read(text, calendar)


@pytest.mark.parametrize("calendar", years.CALENDARS)
def test_every_day_is_in_one_year(calendar: str) -> None:
    day, before = date(2023, 1, 1), None
    while day < date(2027, 1, 1):
        year = years.holding(calendar, day)
        assert year.holds(day)
        assert sum(years.of(calendar, number).holds(day) for number in range(2021, 2030)) == 1
        if before and before != year:
            assert before.ends + timedelta(days=1) == year.starts == day
        day, before = day + timedelta(days=1), year
