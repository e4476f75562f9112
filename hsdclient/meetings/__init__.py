"""Meetings: dialogue rounds, meetings of a working group or another forum, as both sides tell them.

The rooms: draft (what is filled in), verbs (what changes), people (delegations), agenda (items and decisions),
deadlines (days before), lists (many), cards (one).
"""

from __future__ import annotations

from hsdclient.meetings.agenda import (
    DecisionDraft,
    ItemDraft,
    add_decision,
    add_item,
    amend_decision,
    amend_item,
    decision_draft,
    move_item,
    remove_decision,
    remove_item,
)
from hsdclient.meetings.cards import (
    ActionFact,
    AttendeeCard,
    DeadlineCard,
    DecisionCard,
    ItemCard,
    MeetingCard,
    card,
    cards,
)
from hsdclient.meetings.deadlines import add_deadline, amend_deadline, remove_deadline, set_done
from hsdclient.meetings.draft import KIND, KIND_WORDS, STATE_WORDS, MeetingDraft, is_code
from hsdclient.meetings.lists import (
    SORTS,
    MeetingQuery,
    MeetingRow,
    SideCard,
    ids,
    next_round,
    rows,
    statement,
    total,
)
from hsdclient.meetings.people import (
    AttendeeDraft,
    add_attendee,
    amend_attendee,
    attendee_draft,
    check_attendee,
    remove_attendee,
    set_attendees,
)
from hsdclient.meetings.verbs import (
    amend,
    amend_side,
    check,
    discard,
    draft_of,
    hangs_on,
    overlaps,
    record,
    recover,
)
from hsdclient.records import Recorded

__all__ = [
    "KIND", "KIND_WORDS", "SORTS", "STATE_WORDS", "ActionFact", "AttendeeCard", "AttendeeDraft", "DeadlineCard",
    "DecisionCard", "DecisionDraft", "ItemCard", "ItemDraft", "MeetingCard", "MeetingDraft", "MeetingQuery",
    "MeetingRow", "Recorded", "SideCard", "add_attendee", "add_deadline", "add_decision", "add_item", "amend",
    "amend_attendee", "amend_deadline", "amend_decision", "amend_item", "amend_side", "attendee_draft", "card",
    "cards", "check", "check_attendee", "decision_draft", "discard", "draft_of", "hangs_on", "ids", "is_code",
    "move_item", "next_round", "overlaps", "record", "recover", "remove_attendee", "remove_deadline", "remove_decision",
    "remove_item", "rows", "set_attendees", "set_done", "statement", "total",
]  # fmt: skip
