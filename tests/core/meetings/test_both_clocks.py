"""Both clocks: summer time, the day's shift, spans over midnight, times that are none."""

from __future__ import annotations

from datetime import date

import pytest

from hsdclient import both_clocks
from hsdclient.errors import Refused

DELHI, NEW_YORK = "Asia/Kolkata", "America/New_York"


@pytest.mark.parametrize(
    ("day", "begins", "ends", "zone", "wanted"),
    [
        ("2024-02-28", "14:00", "", DELHI, "14:00 IST · 03:30 EST"),
        ("2024-07-20", "14:00", "", DELHI, "14:00 IST · 04:30 EDT"),
        ("2024-02-28", "09:00", "", DELHI, "09:00 IST · 22:30 EST (-1 day)"),
        ("2024-02-28", "16:00", "", NEW_YORK, "02:30 IST (+1 day) · 16:00 EST"),
        ("2024-02-28", "10:00", "13:00", DELHI, "10:00–13:00 IST · 23:30 (-1 day)–02:30 EST"),
        ("2024-02-28", "13:00", "16:00", NEW_YORK, "23:30–02:30 (+1 day) IST · 13:00–16:00 EST"),
        ("2024-02-28", "23:00", "01:00", DELHI, "23:00–01:00 (+1 day) IST · 12:30–14:30 EST"),
        ("2024-03-10", "14:00", "", "UTC", "19:30 IST · 10:00 EDT"),
        ("2024-03-09", "14:00", "", "UTC", "19:30 IST · 09:00 EST"),
    ],
)
def test_a_time_is_told_in_both_clocks(day: str, begins: str, ends: str, zone: str, wanted: str) -> None:
    assert both_clocks.both(date.fromisoformat(day), begins, zone, ends).text == wanted


def test_the_days_of_both_clocks_are_named() -> None:
    clocks = both_clocks.both(date(2024, 2, 28), "09:00", DELHI)
    assert (clocks.ist_day, clocks.et_day) == (date(2024, 2, 28), date(2024, 2, 27))
    assert clocks.dated("en") == "28 Feb 2024, 09:00 IST · 27 Feb 2024, 22:30 EST"


@pytest.mark.parametrize("clock", ["", "9:00", "24:00", "12:60", "noon", "१२:००"])
def test_a_time_that_is_none_is_refused(clock: str) -> None:
    with pytest.raises(Refused, match="HH:MM"):
        both_clocks.both(date(2024, 2, 28), clock, DELHI)


def test_a_time_that_the_change_to_summer_time_leaves_out_is_refused() -> None:
    with pytest.raises(Refused, match="put forward"):
        both_clocks.both(date(2024, 3, 10), "02:30", NEW_YORK)
    assert both_clocks.both(date(2024, 11, 3), "01:30", NEW_YORK).et == "01:30 EDT"  # comes twice: the first


@pytest.mark.parametrize("zone", ["", "Asia", "Asia/Atlantis", "../etc/passwd", "Asia/Kolkata\0"])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(Refused, match="time zone"):
        both_clocks.both(date(2024, 2, 28), "10:00", zone)
