"""Contacts: persons of either side and the posts they hold and held, recorded, listed, shown whole.

The rooms: draft (what is filled in), verbs (what changes), posts (with their days), lists (many), cards (one).
What a person answers for is kept by `responsibles`.
"""

from __future__ import annotations

from hsdclient.contacts.cards import ContactCard, card, cards
from hsdclient.contacts.draft import KIND, ContactDraft, PostDraft
from hsdclient.contacts.lists import SORTS, ContactQuery, ContactRow, ids, rows, statement, total
from hsdclient.contacts.posts import (
    PostHeld,
    add_post,
    amend_post,
    end_post,
    holder_on,
    move_on,
    of_contact,
    post_on,
    remove_post,
    span,
)
from hsdclient.contacts.verbs import amend, check, discard, draft_of, record, recover, warnings
from hsdclient.responsibles import Item, Responsible, answers_for, no_longer, of_record, of_records, open_items

__all__ = [
    "KIND", "SORTS", "ContactCard", "ContactDraft", "ContactQuery", "ContactRow", "Item", "PostDraft", "PostHeld",
    "Responsible", "add_post", "amend", "amend_post", "answers_for", "card", "cards", "check", "discard", "draft_of",
    "end_post", "holder_on", "ids", "move_on", "no_longer", "of_contact", "of_record", "of_records", "open_items",
    "post_on", "record", "recover", "remove_post", "rows", "span", "statement", "total", "warnings",
]  # fmt: skip
