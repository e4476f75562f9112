"""Days and instants: what is read, what is asked back, what is said."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import dates, words
from hsdclient.errors import Refused

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22", " 2026-11-22 ", "2026/11/22", "22 Nov 2026", "22 nov 2026", "22 November 2026", "22-Nov-2026",
        "22nd November, 2026", "Nov 22, 2026", "November 22 2026", "22.11.2026", "22/11/2026", "11/22/2026",
        "22 11 2026", "22 नवंबर 2026", "22 नवम्बर 2026", "22 नव॰ 2026", "२२ नवंबर २०२६", "२२/११/२०२६", "22 Nov. 2026",
    ],
)  # fmt: skip
def test_one_day_is_read_in_every_way_it_is_written(text: str) -> None:
    assert dates.read(text) == DAY


@pytest.mark.parametrize("month", range(1, 13))
def test_what_is_said_can_be_read_again(month: int) -> None:
    day = date(2025, month, 17)
    for written in (dates.say(day), dates.say(day, "hi"), dates.say_long(day), dates.say_long(day, "hi")):
        assert dates.read(written) == day
    assert dates.read("17 Sept 2025") == date(2025, 9, 17)
    assert dates.read("17 फरवरी 2025") == date(2025, 2, 17)


def test_two_readings_are_asked_back_with_both_iso_forms() -> None:
    for written in ("03/04/2024", "3.4.2024", "03-04-2024", "०३/०४/२०२४"):
        with pytest.raises(dates.AmbiguousDate) as asked:
            dates.read(written)
        assert asked.value.readings == (date(2024, 4, 3), date(2024, 3, 4))
        assert "2024-04-03" in asked.value.sentence
        assert "2024-03-04" in asked.value.sentence
    assert dates.read("03/03/2024") == date(2024, 3, 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "2026-11-22"),
        ("20245-01-02", "20245"),
        ("02 Jan 20245", "20245"),
        ("31 Feb 2024", "February"),
        ("2023-02-29", "29"),
        ("30/02/2024", "February"),
        ("1899-12-31", "1900"),
        ("2201-01-01", "2200"),
        ("22 Nov 26", "four digits"),
        ("22/11/26", "four digits"),
        ("tomorrow", "tomorrow"),
        ("22 Foo 2026", "Foo"),
        ("22 M 2026", "not a date"),
        ("13/13/2024", "month 13"),
        ("00/00/2024", "month 0"),
        ("2024-00-10", "month 0"),
        ("123/4/2024", "not a date"),
        ("<img src=file:///etc/passwd>", "not a date"),
    ],
)
def test_refused_with_a_sentence_that_says_what(text: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        dates.read(text)
    assert told in refused.value.sentence
    assert not isinstance(refused.value, dates.AmbiguousDate)


@given(st.text(max_size=40) | st.from_regex(r"[0-9०-९./ -]{1,14}", fullmatch=True))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    try:
        day, said = dates.read(text), ""
    except Refused as refused:
        day, said = None, refused.sentence
    assert said if day is None else 1900 <= day.year <= 2200


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_iso_both_ways(day: date) -> None:
    assert dates.read_iso(day.isoformat()) == day
    assert dates.read(dates.say(day, "hi")) == day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("22 Nov 2026", ["2026-11-22"]),
        ("03/04/2024", ["2024-04-03", "2024-03-04"]),
        ("2026-11-2", ["2026-11-02"]),
        ("x" * 500, ["…"]),
    ],
)
def test_the_command_line_takes_iso_only(text: str, told: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        dates.read_iso(text)
    assert all(part in refused.value.sentence for part in told)
    assert len(refused.value.sentence) < 200


def test_said_in_both_languages() -> None:
    assert dates.say(DAY) == "22 Nov 2026"
    assert dates.say(DAY, "hi") == "22 नव॰ 2026"
    assert dates.say(DAY, "both") == "22 Nov 2026 · 22 नव॰ 2026"


def test_instants_name_their_clock() -> None:
    instant = datetime(2026, 11, 22, 5, 12, tzinfo=UTC)
    assert dates.say_time(instant, "Asia/Kolkata") == "22 Nov 2026, 10:42 IST"
    assert dates.say_time(instant, "America/New_York") == "22 Nov 2026, 00:12 EST"
    assert dates.say_time(instant, "Asia/Dubai") == "22 Nov 2026, 09:12 UTC+04:00"
    assert dates.say_time(instant, "America/Sao_Paulo") == "22 Nov 2026, 02:12 UTC−03:00"


def test_distance_in_words() -> None:
    far = {0: "today", 1: "tomorrow", -1: "yesterday", 5: "in 5 days", -3: "3 days ago"}
    for days, said in far.items():
        assert dates.until(date.fromordinal(DAY.toordinal() + days), DAY) == said


def test_sentences_follow_the_screen_language() -> None:
    words.use("hi")
    try:
        with pytest.raises(Refused) as refused:
            dates.read("31 Feb 2024")
        assert "फ़रवरी" in refused.value.sentence
    finally:
        words.use("en")
