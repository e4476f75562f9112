"""The courses of both academies: title, length, language, who may attend, and how each run of it went.

Knows the window of no other noun; the page itself is the ledger's.
"""

from __future__ import annotations

from ui.pages.courses.page import CoursesPage

__all__ = ["CoursesPage"]
