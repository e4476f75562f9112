"""The requests: what one side asks of the other, how long the reply is awaited, replies and chasers.

Knows the window of no other noun; the page itself is the ledger's.
"""

from __future__ import annotations

from ui.pages.requests.page import RequestsPage

__all__ = ["RequestsPage"]
