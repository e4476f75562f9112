"""One contact with all that hangs on it: posts with their days, open records the person answers for.

Looks only; what a partner may see is decided in `editions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hsdclient import errors, responsibles, schema
from hsdclient.contacts import lists, posts
from hsdclient.contacts.draft import ContactDraft
from hsdclient.contacts.lists import ContactRow
from hsdclient.contacts.posts import PostHeld
from hsdclient.contacts.verbs import draft_of
from hsdclient.responsibles import Item
from hsdclient.session import Read
from hsdclient.words import _


@dataclass(frozen=True)
class ContactCard:
    """One contact whole. `draft` are its fields as a form has them; posts newest first, open items by due day."""

    row: ContactRow
    draft: ContactDraft
    note: str
    recorded_by: str
    discard_reason: str
    posts: tuple[PostHeld, ...]
    items: tuple[Item, ...]

    @property
    def key(self) -> int:
        """The contact's key."""
        return self.row.key

    @property
    def reference(self) -> str:
        """The contact's reference, CON-2026-0001."""
        return self.row.reference


def card(rx: Read, key: int) -> ContactCard:
    """The contact `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[ContactCard]:
    """The contacts `keys`, whole, in that order; gone ones are left out."""
    n, o = schema.contacts.c, schema.officers.c
    found: list[ContactCard] = []
    held = posts.of_contacts(rx, keys)
    for row in lists.rows(rx, keys):
        more = rx.one(
            select(n.discard_reason, o.name)
            .outerjoin(schema.officers, o.key == n.recorded_by)
            .where(n.key == row.key)
        )
        draft = draft_of(rx, row.key)
        found.append(
            ContactCard(
                row, draft, draft.note, more.name or "", more.discard_reason, tuple(held.get(row.key, ())),
                tuple(responsibles.open_items(rx, row.key)),
            )
        )  # fmt: skip
    return found
