"""A year, a month or a day as an officer writes it in a filter, and the days it means. Knows no list."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from hsdclient.words import N_

_PERIOD: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
HOW: Final = N_("A year, a month or a day: 2024, 2024-02 or 2024-02-28")
NO_DAY: Final = ("9999-12-31", "0001-01-01")


def period(text: str) -> tuple[str, str]:
    """First and last day (ISO) of the year, month or day written in `text`; ('', '') for nothing.

    For what is no day a pair that no record matches, so that a slip of the pen is seen.
    """
    if not text.strip():
        return "", ""
    found = _PERIOD.fullmatch(text.strip())
    try:
        year, month, day = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return NO_DAY
    return first.isoformat(), last.isoformat()


__all__ = ["HOW", "NO_DAY", "period"]
