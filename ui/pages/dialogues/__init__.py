"""The page of the dialogue: rounds and meetings, what both sides say of them, what was agreed, and the scorecard.

The rooms: page (the ledger, and the scorecard in its place), shape (words, columns, filters), and the tabs.
"""

from __future__ import annotations

from ui.pages.dialogues.page import DialoguesPage

__all__ = ["DialoguesPage"]
