"""One time of day in both clocks: Indian Standard Time and the Eastern Time of the United States, with the day.

For screens and sheets alike; daylight saving is the zone's own matter. Knows no meeting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hsdclient import dates
from hsdclient.errors import Refused
from hsdclient.words import _, language

IST, ET = "Asia/Kolkata", "America/New_York"
_SHIFT = re.compile(r" \([^)]*\)")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True)
class BothClocks:
    """A time, or a span, in both clocks: `ist` and `et` as shown ('04:30 EST', '23:30 EST (-1 day)'), with the day
    on which it begins there."""

    ist: str
    et: str
    ist_day: date
    et_day: date

    @property
    def text(self) -> str:
        """Both on one line, India first: '14:00 IST · 03:30 EST'."""
        return f"{self.ist} · {self.et}"

    def dated(self, screen: str = "") -> str:
        """Both with their days, in the language `screen` (that of the screen without it)."""
        spoken = screen or language()
        return " · ".join(
            f"{dates.say(day, spoken)}, {_SHIFT.sub('', clock)}"
            for day, clock in ((self.ist_day, self.ist), (self.et_day, self.et))
        )


def both(day: date, begins: str, zone: str, ends: str = "") -> BothClocks:
    """`begins` (HH:MM) of `day` in the IANA `zone`, until `ends` when given, in both clocks.

    An `ends` before `begins` is of the following day. Refused, with a sentence, for a time or zone that is not one
    and for a time that the change to summer time leaves out; of an hour that comes twice the first is meant.
    """
    first = instant(day, begins, zone)
    last = None
    if ends:
        last = instant(date.fromordinal(day.toordinal() + 1) if ends < begins else day, ends, zone)
    ist, et = _say(first, last, IST, day), _say(first, last, ET, day)
    return BothClocks(ist, et, first.astimezone(ZoneInfo(IST)).date(), first.astimezone(ZoneInfo(ET)).date())


def instant(day: date, clock: str, zone: str) -> datetime:
    """The instant (UTC) of `clock` (HH:MM) on `day` in the IANA `zone`; Refused as `both` says."""
    found = _TIME.fullmatch(clock.strip())
    if not found:
        raise Refused(
            _("“{text}” is not a time. Write it as HH:MM, for example {example}.").format(
                text=clock[:20], example="14:30"
            )
        )
    if not known_zone(zone):
        raise Refused(
            _("There is no time zone {text}. Write it as {example}.").format(text=zone[:60] or "–", example=IST)
        )
    hour, minute = (int(part) for part in found.groups())
    local = datetime.combine(day, time(hour, minute), ZoneInfo(zone))
    there = local.astimezone(UTC)
    if there.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refused(
            _("There is no {time} on {day} in {zone}: the clocks are put forward. Give another time.").format(
                time=clock.strip(), day=dates.say(day, language()), zone=zone
            )
        )
    return there


def known_zone(zone: str) -> bool:
    """Whether `zone` is a time zone of the IANA list."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):  # a folder of the list, a path, an unknown name
        return False
    return bool(zone)


def _say(first: datetime, last: datetime | None, zone: str, day: date) -> str:
    begun = first.astimezone(ZoneInfo(zone))
    letters, shift = begun.tzname(), _shift((begun.date() - day).days)
    if last is None:
        return f"{begun:%H:%M} {letters}{shift}"
    ended = last.astimezone(ZoneInfo(zone))
    if ended.date() == begun.date():
        return f"{begun:%H:%M}–{ended:%H:%M} {letters}{shift}"
    return f"{begun:%H:%M}{shift}–{ended:%H:%M}{_shift((ended.date() - day).days)} {letters}"


def _shift(days: int) -> str:
    """How far a day lies from the meeting's own: '', ' (+1 day)', ' (-1 day)'."""
    return " " + _("({days} day)").format(days=f"{days:+d}") if days else ""
