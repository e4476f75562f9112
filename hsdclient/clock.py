"""The only source of time and randomness, so that tests and the sample can set the day.

Knows nothing of what time is used for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

# zoneinfo is imported where it is used: 3 ms that the first window would wait for.
_fixed: list[datetime] = []


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _fixed[-1] if _fixed else datetime.now(UTC)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Set the clock to `instant` (aware) inside the block; blocks nest."""
    _fixed.append(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.pop()


def text(instant: datetime) -> str:
    """`instant` as UTC text with milliseconds, sortable: 2026-11-22T05:12:03.123Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def instant(text: str) -> datetime:
    """The inverse of `text`; aware, UTC."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def today(zone: str) -> date:
    """The calendar day now in the IANA zone `zone`."""
    from zoneinfo import ZoneInfo  # lazy: as said above

    return now().astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str) -> datetime:
    """24:00 of `day` in `zone`, as UTC (the limit of "as of a day", rules.md)."""
    from zoneinfo import ZoneInfo  # lazy: as said above

    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def new_id() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness; sorts by time of making."""
    millis = int(now().timestamp() * 1000) & ((1 << 48) - 1)
    value = (millis << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    hexed = f"{value:032x}"
    return f"{hexed[:8]}-{hexed[8:12]}-{hexed[12:16]}-{hexed[16:20]}-{hexed[20:]}"


def random_bytes(count: int) -> bytes:
    """`count` bytes from the operating system's generator."""
    return os.urandom(count)
