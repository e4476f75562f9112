"""How an agreement stands, as badges: its status, and review or expiry ahead or past."""

from __future__ import annotations

from typing import Final

from hsdclient.agreements import AHEAD, STATUS_WORDS, AgreementRow
from hsdclient.words import N_, _
from ui.parts.badges import Badge

_LOOKS: Final = {
    "undated": ("hollow-circle", "neutral"),
    "signed": ("half-circle", "neutral"),
    "in_force": ("tick-circle", "neutral"),
    "expiring": ("clock", "amber"),
    "expired": ("cross-circle", "red"),
    "ended": ("square-tick", "neutral"),
}
_AHEAD: Final = {"review": N_("Review in {days}"), "expiry": N_("Expires in {days}")}
_PAST: Final = {"review": N_("Review overdue by {days}"), "expiry": N_("Expired {days} ago")}
_TODAY: Final = {"review": N_("Review today"), "expiry": N_("Expires today")}


def status_badge(status: str) -> Badge:
    """The computed status."""
    shape, tone = _LOOKS[status]
    return Badge(shape, _(STATUS_WORDS[status]), tone)


def due_badge(row: AgreementRow) -> Badge | None:
    """Review or expiry, whichever comes first, when it is past or within the days that are told ahead."""
    days = row.due_days
    if days is None or days > AHEAD:
        return None
    what = "review" if row.review_days == days else "expiry"
    words = _TODAY if days == 0 else _AHEAD if days > 0 else _PAST
    said = _("1 day") if abs(days) == 1 else _("{count} days").format(count=abs(days))
    return Badge("clock", _(words[what]).format(days=said), "red" if days < 0 else "amber")


def unverified_badge(row: AgreementRow) -> Badge | None:
    """The mark of what nobody has verified yet."""
    return Badge("triangle", _("Unverified"), "amber") if row.unverified else None
