"""Agreements: signed instruments, their parties and dates, what they oblige, when they are due for review.

The rooms: draft (what is filled in), verbs (what changes), lists (many), cards (one).
"""

from __future__ import annotations

from hsdclient.agreements.cards import AgreementCard, card, cards
from hsdclient.agreements.draft import KIND, STATUS_WORDS, TYPE_WORDS, AgreementDraft
from hsdclient.agreements.lists import (
    AHEAD,
    SORTS,
    STATUSES,
    AgreementQuery,
    AgreementRow,
    due_for_review,
    ids,
    rows,
    statement,
    status,
    total,
)
from hsdclient.agreements.verbs import amend, check, discard, draft_of, record, recover
from hsdclient.records import Recorded

__all__ = [
    "AHEAD", "KIND", "SORTS", "STATUSES", "STATUS_WORDS", "TYPE_WORDS", "AgreementCard", "AgreementDraft",
    "AgreementQuery", "AgreementRow", "Recorded", "amend", "card", "cards", "check", "discard", "draft_of",
    "due_for_review", "ids", "record", "recover", "rows", "statement", "status", "total",
]  # fmt: skip
