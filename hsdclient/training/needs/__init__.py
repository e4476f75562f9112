"""Training needs: a topic, who asks for it, for how many and why; courses and runs answer them.

The rooms: draft (what is filled in), verbs (what changes), lists (many), cards (one).
"""

from __future__ import annotations

from hsdclient.records import Recorded
from hsdclient.training.needs.cards import NeedCard, card, cards
from hsdclient.training.needs.draft import KIND, NEED_STATE_WORDS, NeedDraft
from hsdclient.training.needs.lists import SORTS, NeedQuery, NeedRow, ids, rows, statement, total
from hsdclient.training.needs.verbs import amend, check, discard, draft_of, follow_run, record, recover

__all__ = [
    "KIND", "NEED_STATE_WORDS", "SORTS", "NeedCard", "NeedDraft", "NeedQuery", "NeedRow", "Recorded", "amend", "card",
    "cards", "check", "discard", "draft_of", "follow_run", "ids", "record", "recover", "rows", "statement", "total",
]  # fmt: skip
