"""What a node of a trace is called: its kind, number, text, state and date, as words and badges.

Shared by the diagram and the list that says the same.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from hsdclient.scorecard import Node
from hsdclient.words import N_, _, language
from ui import standing_looks
from ui.parts.badges import Badge
from ui.scorecards import looks
from ui.training import run_looks

KIND_WORDS: Final = {
    "commitment": N_("Commitment"), "action": N_("Joint action"), "run": N_("Training run"), "entry": N_("Progress"),
    "document": N_("Document"),
}  # fmt: skip
COLUMN_WORDS: Final = {
    "commitment": N_("Commitment"), "action": N_("Actions and runs"), "entry": N_("Progress"),
    "document": N_("Documents"),
}  # fmt: skip


def kind_word(node: Node) -> str:
    """What kind of thing it is."""
    return _(KIND_WORDS[node.kind])


def text(node: Node) -> str:
    """What it says, in the language of the screen where it has one."""
    return (language() == "hi" and node.text_hi) or node.text


def badges(node: Node, *, short: bool = False) -> tuple[Badge, ...]:
    """Its state, RAG and lateness (`short`: the days alone); nothing for progress and documents."""
    if node.kind == "commitment":
        if not node.status:
            return ()
        return (looks.status_badge(node.status) if short else looks.full_badge(node.status),)
    if node.kind == "run":
        late = standing_looks.days_badge(node.overdue_days)
        return (run_looks.state_badge(node.status), *((late,) if late is not None else ()))
    if node.kind != "action":
        return ()
    found = [standing_looks.status_badge(node.status)] if node.status else []
    if node.rag and node.rag != "blue":  # Blue says "completed" once more
        found.append(standing_looks.rag_badge(node.rag))
    late = standing_looks.days_badge(node.overdue_days)
    if late is not None:
        found.append(late if short else standing_looks.overdue_badge(node.overdue_days))
    return tuple(found)


def under(node: Node) -> str:
    """The small line: the day and the side of progress, the place in a document."""
    if node.kind in ("entry", "run"):
        return " · ".join(filter(None, (looks.day(date.fromisoformat(node.dated)) if node.dated else "", node.side)))
    return node.place


def page_of(node: Node) -> int:
    """The page that the place of a document names ("p. 3, para. 2"), the first without one."""
    found = re.search(r"\d{1,6}", node.place)
    return max(1, int(found.group())) if found else 1


def sentence(node: Node) -> str:
    """All of it as one sentence, for a screen reader and a tooltip."""
    said = [f"{kind_word(node)} {node.label}".strip(), text(node), under(node)]
    return ". ".join(filter(None, (*said, *(badge.word for badge in badges(node)))))
