"""The contacts: persons of either side, the posts they hold and held, what they answer for.

Knows the window of no other noun; the page itself is the ledger's.
"""

from __future__ import annotations

from ui.pages.contacts.page import ContactsPage

__all__ = ["ContactsPage"]
