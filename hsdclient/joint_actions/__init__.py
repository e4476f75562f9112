"""Joint actions: what both sides agreed to do, logged, amended, listed, shown whole.

The rooms: draft (what is filled in), verbs (what changes), lists (many), cards (one).
"""

from __future__ import annotations

from hsdclient.joint_actions.cards import (
    ActionCard,
    DueMove,
    EntryCard,
    FigureCard,
    SideCard,
    card,
    cards,
)
from hsdclient.joint_actions.draft import ActionDraft
from hsdclient.joint_actions.lists import (
    ActionQuery,
    ActionRow,
    GroupCount,
    counts,
    ids,
    rag_counts,
    rows,
    statement,
    tags_in_use,
    total,
)
from hsdclient.joint_actions.verbs import (
    Recorded,
    amend,
    amend_standing,
    check,
    discard,
    record,
    recover,
    same_title,
    standing_of,
)

__all__ = [
    "ActionCard",
    "ActionDraft",
    "ActionQuery",
    "ActionRow",
    "DueMove",
    "EntryCard",
    "FigureCard",
    "GroupCount",
    "Recorded",
    "SideCard",
    "amend",
    "amend_standing",
    "card",
    "cards",
    "check",
    "counts",
    "discard",
    "ids",
    "rag_counts",
    "record",
    "recover",
    "rows",
    "same_title",
    "standing_of",
    "statement",
    "tags_in_use",
    "total",
]
