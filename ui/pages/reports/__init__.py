"""The reports page: a sheet is ordered, seen, issued; the register of those issued; is this one genuine?"""

from __future__ import annotations

from ui.pages.reports.page import ReportsPage

__all__ = ["ReportsPage"]
