"""Days as spreadsheets hold them: typed days, Excel's day numbers, 03/04/2024 in the order that the officer said.

Knows no column; a day that could be two is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from hsdclient import dates

_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_FIRST, _LAST = 18_264, 109_939  # 1950-01-01 … 2200-12-31; other five-digit numbers are no days
_EXCEL = date(1899, 12, 30)
_TIME = re.compile(r"[ T,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp][Mm])?(Z|[+-]\d\d:?\d\d)?$")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./\s]\s*(\d{1,2})\s*[-./\s]\s*(\d{4})")


def read(text: str, order: str) -> date:
    """The day that a cell names; `order` is dmy, mdy or ''. AmbiguousDate and Refused as `dates.read`."""
    plain = _TIME.sub("", text.strip())
    if (found := _SERIAL.fullmatch(plain)) and _FIRST <= int(found[1]) <= _LAST:
        return _EXCEL + timedelta(days=int(found[1]))
    if order and (numbers := _YEAR_LAST.fullmatch(plain)):
        first, second, year = numbers.groups()
        day, month = (first, second) if order == "dmy" else (second, first)
        return dates.read_iso(f"{year}-{int(month):02d}-{int(day):02d}")
    return dates.read(plain)


def is_serial(text: str) -> bool:
    """Whether the cell holds one of Excel's day numbers."""
    found = _SERIAL.fullmatch(text.strip())
    return bool(found and _FIRST <= int(found[1]) <= _LAST)


def orders(texts: Iterable[str]) -> dict[str, list[int]]:
    """Places of the texts that are written with the year last: 'both' ways, 'dmy' only, 'mdy' only."""
    found: dict[str, list[int]] = {"both": [], "dmy": [], "mdy": []}
    for place, text in enumerate(texts):
        if numbers := _YEAR_LAST.fullmatch(_TIME.sub("", text.strip())):
            first, second = int(numbers[1]), int(numbers[2])
            if first <= 12 and second <= 12:
                if first != second:
                    found["both"].append(place)
            elif first > 12 >= second:
                found["dmy"].append(place)
            elif second > 12 >= first:
                found["mdy"].append(place)
    return found
