"""The persons who are nominated: one record across all runs, their training history, their vetting, their purge.

Knows the window of no other noun; the page itself is the ledger's.
"""

from __future__ import annotations

from ui.pages.trainees.page import TraineesPage

__all__ = ["TraineesPage"]
