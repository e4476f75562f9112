"""The agreements: what was signed, by whom, until when, what it obliges, and the commitments under it.

Knows the window of no other noun; the page itself is the ledger's.
"""

from __future__ import annotations

from ui.pages.agreements.page import AgreementsPage

__all__ = ["AgreementsPage"]
