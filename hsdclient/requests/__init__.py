"""Requests for information or assistance between the sides: asked, chased, answered, listed, shown whole.

The rooms: draft (what is filled in), verbs (what changes), replies, lists (many), cards (one).
"""

from __future__ import annotations

from hsdclient.requests.cards import ChaserCard, ReplyCard, RequestCard, card, cards
from hsdclient.requests.draft import (
    CHANNEL_WORDS,
    FORMAL,
    KIND,
    KIND_WORDS,
    STATE_WORDS,
    ChaserDraft,
    ReplyDraft,
    RequestDraft,
    informal,
    warnings,
)
from hsdclient.requests.lists import SORTS, RequestQuery, RequestRow, Waiting, ids, rows, statement, total, waiting
from hsdclient.requests.replies import chase, check_reply, move_reply, reply, reply_warnings
from hsdclient.requests.verbs import (
    amend,
    check,
    close,
    discard,
    draft_of,
    record,
    recover,
    reopen,
    send,
    withdraw,
)

__all__ = [
    "CHANNEL_WORDS", "FORMAL", "KIND", "KIND_WORDS", "SORTS", "STATE_WORDS", "ChaserCard", "ChaserDraft", "ReplyCard",
    "ReplyDraft", "RequestCard", "RequestDraft", "RequestQuery", "RequestRow", "Waiting", "amend", "card", "cards",
    "chase", "check", "check_reply", "close", "discard", "draft_of", "ids", "informal", "move_reply", "record",
    "recover", "reopen", "reply", "reply_warnings", "rows", "send", "statement", "total", "waiting", "warnings",
    "withdraw",
]  # fmt: skip
