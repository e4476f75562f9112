"""Commitments: the sentences of a round or agreement, word for word, followed until they are fulfilled.

The rooms: draft (what is filled in), verbs (what changes), lists (many), cards (one). How they are judged is the
`scorecard`'s.
"""

from __future__ import annotations

from hsdclient.commitments.cards import CommitmentCard, Past, card, cards, history_of
from hsdclient.commitments.draft import CLASS_HELP, CLASS_WORDS, KIND, LANGUAGES, CommitmentDraft, draft_of
from hsdclient.commitments.lists import SORTS, CommitmentQuery, CommitmentRow, ids, rows, statement, total
from hsdclient.commitments.verbs import (
    amend,
    assess,
    carry_over,
    check,
    discard,
    due_of,
    record,
    record_many,
    recover,
)
from hsdclient.records import Recorded

__all__ = [
    "CLASS_HELP", "CLASS_WORDS", "KIND", "LANGUAGES", "SORTS", "CommitmentCard", "CommitmentDraft",
    "CommitmentQuery", "CommitmentRow", "Past", "Recorded", "amend", "assess", "card", "cards", "carry_over", "check",
    "discard", "draft_of", "due_of", "history_of", "ids", "record", "record_many", "recover", "rows", "statement",
    "total",
]  # fmt: skip
