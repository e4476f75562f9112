"""Days as officers write and read them, and instants in the clocks of both sides.

A day that could be read two ways is never guessed: both readings are handed back.
Knows no field and no table.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hsdclient.errors import Refused
from hsdclient.words import _, language

FIRST_YEAR, LAST_YEAR = 1900, 2200

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_HINDI = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
)  # fmt: skip
_HINDI_OTHER = {
    "सितम्बर": 9, "सितम्‍बर": 9, "अक्तूबर": 10, "अक्टुबर": 10, "नवम्बर": 11, "दिसम्बर": 12, "अप्रेल": 4,
    "जन": 1, "फर": 2, "अप्रै": 4, "जुल": 7, "अग": 8, "सित": 9, "अक्टू": 10, "अक्तू": 10, "नव": 11, "दिस": 12,
}  # fmt: skip
# CLDR's abbreviated Hindi months.
_HINDI_SHORT = (
    "जन॰", "फ़र॰", "मार्च", "अप्रैल", "मई", "जून", "जुल॰", "अग॰", "सित॰", "अक्टू॰", "नव॰", "दिस॰",
)  # fmt: skip
_ENGLISH_SHORT = tuple(name[:3].title() for name in _ENGLISH)

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)  # what passes is stored as it stands
_NUMBERS = re.compile(r"(\d+)\s*[-./\s]\s*(\d+)\s*[-./\s]\s*(\d+)")
_DAY_MONTH_YEAR = re.compile(r"(\d+)(?:st|nd|rd|th)?[\s,./-]*([^\W\d_].*?)[\s,./-]*(\d+)")
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_].*?)[\s,./-]*(\d+)(?:st|nd|rd|th)?[\s,./-]+(\d+)")


class AmbiguousDate(Refused):
    """03/04/2024: `readings` are the two days it can mean, the day-first one before the month-first one."""

    def __init__(self, text: str, readings: tuple[date, date]) -> None:
        first, second = readings
        super().__init__(
            _("“{text}” can be two days. Write {first} for {first_day}, or {second} for {second_day}.").format(
                text=text,
                first=first.isoformat(),
                first_day=say_long(first, language()),
                second=second.isoformat(),
                second_day=say_long(second, language()),
            )
        )
        self.readings = readings


def read(text: str) -> date:
    """The day that `text` names; AmbiguousDate when it names two, Refused (with a sentence) when none.

    Read are 2026-11-22, 22 Nov 2026, November 22, 2026, Hindi month names and digits, 22.11.2026, 22/11/2026.
    """
    plain = _folded(text)
    if not plain:
        raise Refused(_("Write a date, for example {example}.").format(example=_example()))
    if found := _NUMBERS.fullmatch(plain):
        first, second, third = found.groups()
        if len(first) >= 4:
            return _day(int(first), int(second), int(third))
        if len(first) <= 2 and len(second) <= 2:
            return _day_or_month_first(text.strip(), int(first), int(second), third)
        raise _not_a_date(text)
    if found := _DAY_MONTH_YEAR.fullmatch(plain):
        day, name, year = found.groups()
    elif found := _MONTH_DAY_YEAR.fullmatch(plain):
        name, day, year = found.groups()
    else:
        raise _not_a_date(text)
    month = _month(name)
    if month is None or len(day) > 2:
        raise _not_a_date(text)
    return _day(_full_year(year), month, int(day))


def read_iso(text: str) -> date:
    """The day of strict ISO text, 2026-11-22; anything else is Refused, naming the ISO form or both forms."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return _day(year, month, day)
    meant = read(text)  # raises with its own sentence: both ISO forms when ambiguous
    raise Refused(
        _("“{text}” is not written as YYYY-MM-DD. Write {iso}.").format(text=_short(text), iso=meant.isoformat())
    )


def say(day: date, language: str = "en") -> str:
    """`day` as screens and sheets show it: '22 Nov 2026', in Hindi '22 नव॰ 2026', or 'both'."""
    if language == "both":
        return f"{say(day, 'en')} · {say(day, 'hi')}"
    months = _HINDI_SHORT if language == "hi" else _ENGLISH_SHORT
    return f"{day.day} {months[day.month - 1]} {day.year}"


def say_long(day: date, language: str = "en") -> str:
    """`day` with the month in full: '3 April 2024', in Hindi '3 अप्रैल 2024'."""
    name = _HINDI[day.month - 1] if language == "hi" else _ENGLISH[day.month - 1].title()
    return f"{day.day} {name} {day.year}"


def say_time(instant: datetime, zone: str, language: str = "en") -> str:
    """The aware `instant` in the IANA `zone`: '22 Nov 2026, 10:42 IST'; the offset where the zone has no letters."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{say(local.date(), language)}, {local:%H:%M} {_zone_word(local)}"


def until(day: date, today: date) -> str:
    """How far `day` is from `today`, in words of the screen: 'today', 'in 5 days', '3 days ago'."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if abs(days) == 1:
        return _("tomorrow") if days == 1 else _("yesterday")
    return (_("in {days} days") if days > 0 else _("{days} days ago")).format(days=abs(days))


def _folded(text: str) -> str:
    """`text` with any script's digits as 0-9, spaces collapsed, lower case; the ends trimmed."""
    digits = "".join(
        str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char for char in text[:200]
    )
    return " ".join(digits.lower().split())


def _bare(name: str) -> str:
    """A month's name without dots, abbreviation signs and nuktas, so that फ़र॰ and फर. are one."""
    return "".join(
        char for char in unicodedata.normalize("NFD", name.lower()) if char not in ".॰°ॱ\u093c\u200c\u200d ,"
    )


_BY_NAME = {_bare(name): month for month, name in enumerate(_HINDI, 1)}
_BY_NAME |= {_bare(name): month for name, month in _HINDI_OTHER.items()}


def _month(name: str) -> int | None:
    bare = _bare(name)
    if bare.isascii():
        found = [month for month, full in enumerate(_ENGLISH, 1) if len(bare) >= 3 and full.startswith(bare)]
        return found[0] if found else None
    return _BY_NAME.get(bare)


def _day_or_month_first(text: str, first: int, second: int, year_text: str) -> date:
    year = _full_year(year_text)
    if second > 12 and 1 <= first <= 12:
        return _day(year, first, second)
    if first > 12 or first == second or not (first and second):
        return _day(year, second, first)
    raise AmbiguousDate(_short(text), (_day(year, second, first), _day(year, first, second)))


def _full_year(text: str) -> int:
    if len(text) < 4:
        raise Refused(_("Write the year with four digits, for example {example}.").format(example=_example()))
    return int(text)


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(
            _("The year {year} is not between {first} and {last}. Write the year with four digits.").format(
                year=_short(str(year)), first=FIRST_YEAR, last=LAST_YEAR
            )
        )
    if not 1 <= month <= 12:
        raise Refused(
            _("There is no month {month}. Write the date as YYYY-MM-DD, for example {example}.").format(
                month=_short(str(month)), example="2026-11-22"
            )
        )
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise Refused(
            _("{month} {year} has no day {day}. Check the day.").format(
                month=_month_word(month), year=year, day=_short(str(day))
            )
        ) from wrong


def _month_word(month: int) -> str:
    return _HINDI[month - 1] if language() == "hi" else _ENGLISH[month - 1].title()


def _not_a_date(text: str) -> Refused:
    return Refused(_("“{text}” is not a date. Write it as {example}.").format(text=_short(text), example=_example()))


def _example() -> str:
    return _("2026-11-22 or 22 Nov 2026")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"


def _zone_word(local: datetime) -> str:
    name = local.tzname() or ""
    if name.isalpha():
        return name
    offset = local.astimezone(UTC).replace(tzinfo=None) - local.replace(tzinfo=None)
    minutes = -int(offset.total_seconds() // 60)
    return f"UTC{'+' if minutes >= 0 else '−'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
