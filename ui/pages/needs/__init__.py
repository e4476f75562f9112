"""The training needs: what is to be learnt, by whom, why, until when, and which runs answer it.

Knows the window of no other noun; the page itself is the ledger's.
"""

from __future__ import annotations

from ui.pages.needs.page import NeedsPage

__all__ = ["NeedsPage"]
