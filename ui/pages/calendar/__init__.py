"""The training calendar: runs as bars over their days, deadlines, both countries' holidays, month by month.

Knows the window of no other page; the painting is `ui.parts.calendar_grid`.
"""

from __future__ import annotations

from ui.pages.calendar.page import CalendarPage

__all__ = ["CalendarPage"]
