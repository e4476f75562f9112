"""The page of the commitments: every sentence that was promised, over all rounds, and what came of each.

The rooms: page (joins them to the ledger), shape (words, columns, filters, fields), and its tabs.
"""

from __future__ import annotations

from ui.pages.commitments.page import CommitmentsPage

__all__ = ["CommitmentsPage"]
