"""Who gave whom what in a year, in seats, days and money, and why the balance is as it is."""

from __future__ import annotations

from ui.pages.reciprocity.page import ReciprocityPage

__all__ = ["ReciprocityPage"]
