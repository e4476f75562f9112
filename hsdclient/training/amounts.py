"""Numbers as officers write them, and as they are kept: whole numbers, percents in tenths, money in minor units, hours.

Never a float. Knows no field and no table; Refused says how to write it.
"""

from __future__ import annotations

import re
import unicodedata

from hsdclient.errors import Refused
from hsdclient.words import _

Given = int | str
"""A number as it is typed, or as it is known."""
DAY_OF_WORK = 480
"""Minutes of one instructor-day: eight hours."""
LARGEST = 10**13
"""Minor units of the largest amount: a hundred thousand million."""
_HOURS = re.compile(r"(\d{1,2})(?::([0-5]\d))?")
_DECIMAL_HOURS = re.compile(r"(\d{1,2})[.,](\d{1,2})")
_MONEY = re.compile(r"(\d[\d,]*)(?:\.(\d{1,2}))?")
_TENTHS = re.compile(r"(\d{1,4})(?:[.,](\d))?\s*%?")


def plain(given: Given) -> str:
    """`given` as text with the digits 0-9, whatever script they were typed in; the ends trimmed."""
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in str(given)).strip()


def whole(given: Given, least: int, most: int) -> int:
    """A whole number from `least` to `most`, 0 for nothing given; Refused otherwise."""
    typed = plain(given).replace("\N{MINUS SIGN}", "-")
    if not typed and least <= 0:
        return 0
    if not re.fullmatch(r"-?\d{1,9}", typed) or not least <= int(typed) <= most:
        raise Refused(_("Give a whole number from {least} to {most}.").format(least=least, most=most))
    return int(typed)


def tenths(given: Given) -> int | None:
    """A percent from 0 to 100, '70' or '70.5', in tenths: 700, 705. None for nothing given."""
    typed = plain(given)
    if not typed:
        return None
    found = _TENTHS.fullmatch(typed)
    value = int(found[1]) * 10 + int(found[2] or 0) if found else -1
    if not 0 <= value <= 1000:
        raise Refused(_("Give a number from 0 to 100, with one decimal at most, for example 70 or 70.5."))
    return value


def say_tenths(value: int | None) -> str:
    """The inverse of `tenths`: '70', '70.5', '' for none."""
    if value is None:
        return ""
    return str(value // 10) if value % 10 == 0 else f"{value // 10}.{value % 10}"


def money(given: Given) -> int:
    """An amount as typed, '12,50,000.50' or '12500', in minor units (paise, cents): 125000050, 1250000.

    Commas only group digits, the Indian way or by thousands; a decimal comma is refused, never guessed.
    """
    typed = plain(given).removesuffix("/-").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    for sign in ("₹", "$", "INR", "USD", "Rs.", "Rs"):
        typed = typed.removeprefix(sign).removesuffix(sign)
    found = _MONEY.fullmatch(typed)
    if not found or not _grouped(found[1]):
        raise Refused(_("Write the amount as {example}.").format(example="12,50,000.50"))
    value = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
    if value > LARGEST:
        raise Refused(_("This amount is too large."))
    return value


def _grouped(typed: str) -> bool:
    first, *groups = typed.split(",")
    if not groups:
        return True
    by_thousands = all(len(group) == 3 for group in groups) and len(first) <= 3
    indian = len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[:-1]) and len(first) <= 2
    return by_thousands or indian


def say_money(minor: int, currency: str) -> str:
    """`minor` units as written in the currency's country: '12,50,000.50' for INR, '1,250,000.50' for USD."""
    major, rest = divmod(minor, 100)
    typed = str(major)
    if currency == "INR" and len(typed) > 3:
        head, last = typed[:-3], typed[-3:]
        head = head if len(head) % 2 == 0 else " " + head
        grouped = ",".join(head[at : at + 2].strip() for at in range(0, len(head), 2)) + "," + last
    else:
        grouped = f"{major:,}"
    return f"{grouped}.{rest:02d}"


def minutes(given: Given) -> int:
    """Hours of a day as typed, '1:30', '1.5' or '2', in minutes; 24:00 at most. Refused otherwise."""
    typed = plain(given)
    value = -1
    if found := _HOURS.fullmatch(typed):
        value = int(found[1]) * 60 + int(found[2] or 0)
    elif found := _DECIMAL_HOURS.fullmatch(typed):
        value = int(found[1]) * 60 + round(int(found[2].ljust(2, "0")) * 60 / 100)
    if not 0 <= value <= 1440:
        raise Refused(_("Give the hours of the day, for example {example}.").format(example="6, 6:30"))
    return value


def say_minutes(value: int) -> str:
    """The inverse of `minutes`: 90 is '1:30'."""
    return f"{value // 60}:{value % 60:02d}"


def days_of_work(value: int) -> str:
    """Minutes of instruction in instructor-days of eight hours, one decimal, halves up: 720 is '1.5'."""
    in_tenths = (value * 10 * 2 + DAY_OF_WORK) // (DAY_OF_WORK * 2)
    return f"{in_tenths // 10}.{in_tenths % 10}"
