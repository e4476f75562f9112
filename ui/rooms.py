"""Which pages the window has, in the order of the sidebar, and where each is made; loaded when first gone to.

To remove a page: delete its lines here and its files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hsdclient.words import N_
from ui.desk import Desk

if TYPE_CHECKING:
    from ui.window import Window

#: (key, title, icon, shortcut)
TOP: Final = (
    ("home", N_("Home"), "home", "Ctrl+1"),
    ("joint_actions", N_("Joint actions"), "actions", "Ctrl+2"),
    ("dialogues", N_("Dialogues"), "dialogue", "Alt+Shift+D"),
    ("commitments", N_("Commitments"), "commitment", "Alt+Shift+C"),
    ("requests", N_("Requests"), "request", "Alt+Shift+R"),
    ("agreements", N_("Agreements"), "agreement", "Alt+Shift+A"),
    ("contacts", N_("Contacts"), "contact", "Alt+Shift+P"),
    ("documents", N_("Documents"), "document", "Ctrl+3"),
    ("search", N_("Search"), "search", "Ctrl+4"),
    ("reports", N_("Reports"), "reports", "Ctrl+5"),
    ("journal", N_("Journal"), "journal", "Ctrl+6"),
    ("settings", N_("Settings"), "settings", "Ctrl+7"),
)
PAGES: Final = tuple(key for key, *_rest in TOP)
LEDGERS: Final = frozenset({"dialogues", "commitments", "requests", "agreements", "contacts"})


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
    if key in LEDGERS:
        return _ledger(key)(desk, window.stack, choose=window.choose, density=window.preferences.get("row_density"))
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


def _ledger(key: str) -> Any:
    """The class of a page of the ledger."""
    if key == "dialogues":
        from ui.pages.dialogues import DialoguesPage

        return DialoguesPage
    if key == "commitments":
        from ui.pages.commitments import CommitmentsPage

        return CommitmentsPage
    if key == "requests":
        from ui.pages.requests import RequestsPage

        return RequestsPage
    if key == "agreements":
        from ui.pages.agreements import AgreementsPage

        return AgreementsPage
    from ui.pages.contacts import ContactsPage

    return ContactsPage
