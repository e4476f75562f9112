"""How a run is said on this page: kind, delivery, seats of a side, its next deadline, and that the sides differ."""

from __future__ import annotations

from hsdclient import dates
from hsdclient.training.runs import DELIVERY_WORDS, KIND_WORDS, RunRow
from hsdclient.words import _, language
from ui.parts.badges import Badge


def kind_word(kind: str) -> str:
    """Course run, study visit, joint exercise …"""
    return _(KIND_WORDS[kind])


def delivery_word(delivery: str) -> str:
    """In person, online or mixed."""
    return _(DELIVERY_WORDS[delivery])


def seats(row: RunRow, side: str) -> str:
    """The seats of a side that are held, of those it has: "12/15"; '' where it has none and nobody holds one."""
    taken, offered = row.taken.get(side, 0), row.seats.get(side, 0)
    return f"{taken}/{offered}" if taken or offered else ""


def deadline(row: RunRow) -> Badge | str:
    """The next open deadline; a badge with the clock when it is overdue."""
    due = row.next_deadline
    if due is None:
        return ""
    name = (language() == "hi" and due.title_hi) or due.title_en
    if due.overdue_days > 0:
        return Badge("clock", _("{name}: {days} d overdue").format(name=name, days=due.overdue_days), "red")
    return _("{day} · {name}").format(day=dates.say(due.due, language()), name=name)


def overdue_badge(row: RunRow) -> Badge | None:
    """The deadline that is overdue longest, beside the state; None when none is."""
    found = deadline(row)
    return found if isinstance(found, Badge) else None


def differs_badge() -> Badge:
    """The partner gave other days or seats than ours."""
    return Badge("icon:exchange", _("Sides differ"), "amber")
