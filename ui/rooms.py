"""Which pages the window has and where each is made; a page is loaded when it is first gone to.

To remove a page: delete its line here, its line in window.py and its files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.desk import Desk

if TYPE_CHECKING:
    from ui.window import Window

PAGES = ("home", "joint_actions", "documents", "search", "reports", "journal", "settings")


def make(key: str, desk: Desk, window: Window) -> Any:
    """The page `key`. Imports are lazy: each page costs start-up time and most are not gone to at once."""
    if key == "home":
        from ui.pages.home import HomePage

        return HomePage(desk, window.stack)
    if key == "joint_actions":
        from ui.pages.joint_actions import JointActionsPage

        chosen = window.preferences
        return JointActionsPage(
            desk, window.stack, density=chosen.get("row_density"), detail_side=chosen.get("detail_side")
        )
    if key == "documents":
        from ui.pages.documents import DocumentsPage

        return DocumentsPage(desk, window.stack, choose=window.choose, density=window.preferences.get("row_density"))
    if key == "search":
        from ui.pages.search import SearchPage

        return SearchPage(desk, window.stack)
    if key == "reports":
        from ui.pages.reports import ReportsPage

        return ReportsPage(desk, window.stack, choose=window.choose)
    if key == "journal":
        from ui.pages.journal import JournalPage

        return JournalPage(desk, window.stack)
    from ui.pages.settings import SettingsPage

    return SettingsPage(desk, window.stack, preferences=window.preferences, choose=window.choose, cost=window.cost)
