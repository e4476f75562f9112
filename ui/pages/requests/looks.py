"""How a request stands, as badges: its state, how long the reply is awaited and by whom it is owed, what is overdue."""

from __future__ import annotations

from typing import Final

from hsdclient.requests import STATE_WORDS, RequestRow
from hsdclient.words import _
from ui.parts.badges import Badge
from ui.standing_looks import overdue_badge

_STATES: Final = {
    "draft": "dashed-circle",
    "sent": "half-circle",
    "closed": "square-tick-outline",
    "withdrawn": "cross-circle",
}
LONG: Final = 30
"""Days from which a reply that is awaited is told in amber."""


def state_badge(row: RequestRow) -> Badge:
    """Not sent, awaiting reply, closed, withdrawn."""
    return Badge(_STATES[row.state], _(STATE_WORDS[row.state]))


def waiting_badge(row: RequestRow, own: str) -> Badge | None:
    """Who owes the reply and for how many days it is awaited; None when none is."""
    if not row.waiting_side:
        return None
    days = _("1 day") if row.days_waiting == 1 else _("{count} days").format(count=row.days_waiting)
    said = _("We owe: {days}") if row.waiting_side == own else _("Partner owes: {days}")
    tone = "red" if row.overdue_days else "amber" if row.days_waiting >= LONG else "neutral"
    return Badge("clock", said.format(days=days), tone)


def late_badge(row: RequestRow) -> Badge | None:
    """The deadline is past and the reply is still awaited."""
    return overdue_badge(row.overdue_days) if row.overdue_days else None


def informal_badge(row: RequestRow) -> Badge | None:
    """Evidence for legal proceedings is asked by an informal channel."""
    return Badge("triangle", _("Informal channel"), "amber") if row.informal else None
