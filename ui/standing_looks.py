"""How status, RAG and overdue look on every screen: shape, word and tone together (ux.md, Style).

Knows the domain's words for standing; knows no page and no table.
"""

from __future__ import annotations

from typing import Final

from hsdclient.standing import RAG_WORDS, STATUS_WORDS
from hsdclient.words import _
from ui.parts.badges import Badge

STATUS_SHAPES: Final = {
    "proposed": "dashed-circle", "agreed": "circle", "in_progress": "half-circle", "on_hold": "pause",
    "completed": "square-tick-outline", "withdrawn": "cross-circle",
}  # fmt: skip
RAG_LOOKS: Final = {
    "red": ("octagon", "red"), "amber": ("triangle", "amber"), "green": ("tick-circle", "green"),
    "blue": ("square-tick", "blue"), "": ("hollow-circle", "none"),
}  # fmt: skip


def status_badge(status: str, side: str = "") -> Badge:
    """The badge of a status; `side` (IN, US) is written before the word."""
    return Badge(STATUS_SHAPES[status], _of(side, _(STATUS_WORDS[status])))


def rag_badge(rag: str, side: str = "") -> Badge:
    """The badge of a RAG, '' for none set; `side` (IN, US) is written before the word."""
    shape, tone = RAG_LOOKS[rag]
    return Badge(shape, _of(side, _(RAG_WORDS[rag])), tone)


def overdue_badge(days: int) -> Badge:
    """"Overdue by N days"; it stands beside the RAG, never in its place."""
    said = _("Overdue by 1 day") if days == 1 else _("Overdue by {days} days").format(days=days)
    return Badge("clock", said, "red")


def days_badge(days: int) -> Badge | None:
    """The same under a heading that says Overdue already: "12 days"; None for an action that is not overdue."""
    if days <= 0:
        return None
    return Badge("clock", _("1 day") if days == 1 else _("{count} days").format(count=days), "red")


def reason_missing_badge() -> Badge:
    """A reason for pendency is due and was not given."""
    return Badge("triangle", _("Reason missing"), "amber")


def _of(side: str, word: str) -> str:
    return f"{side}: {word}" if side else word
