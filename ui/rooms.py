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
    ("training", N_("Training"), "training", "Alt+Shift+T"),
    ("documents", N_("Documents"), "document", "Ctrl+3"),
    ("search", N_("Search"), "search", "Ctrl+4"),
    ("reports", N_("Reports"), "reports", "Ctrl+5"),
    ("journal", N_("Journal"), "journal", "Ctrl+6"),
    ("settings", N_("Settings"), "settings", "Ctrl+7"),
)
#: The pages that stand under another one in the sidebar and in the menu, as in TOP.
BELOW: Final = {
    "training": (
        ("calendar", N_("Training calendar"), "calendar", "Alt+Shift+L"),
        ("trainees", N_("Trainees"), "trainee", "Alt+Shift+O"),
        ("courses", N_("Courses"), "course", "Alt+Shift+U"),
        ("needs", N_("Training needs"), "need", "Alt+Shift+N"),
        ("certificates", N_("Certificates"), "certificate", "Alt+Shift+E"),
        ("evaluations", N_("Evaluations"), "evaluation", "Alt+Shift+V"),
        ("reciprocity", N_("Reciprocity"), "reciprocity", "Alt+Shift+Y"),
    ),
}
PAGES: Final = tuple(key for key, *_rest in (*TOP, *(line for lines in BELOW.values() for line in lines)))
LEDGERS: Final = frozenset({"dialogues", "commitments", "requests", "agreements", "contacts"})
TRAINING: Final = frozenset({"training", *(key for key, *_rest in BELOW["training"])})
"""The pages of training; each is made as those of the ledger are."""


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
    if key in LEDGERS | TRAINING:
        page = _ledger(key) if key in LEDGERS else _training(key)
        return page(desk, window.stack, choose=window.choose, density=window.preferences.get("row_density"))
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


def _training(key: str) -> Any:
    """The class of a page of training."""
    if key == "calendar":
        from ui.pages.calendar import CalendarPage

        return CalendarPage
    if key == "trainees":
        from ui.pages.trainees import TraineesPage

        return TraineesPage
    if key == "courses":
        from ui.pages.courses import CoursesPage

        return CoursesPage
    if key == "needs":
        from ui.pages.needs import NeedsPage

        return NeedsPage
    if key == "certificates":
        from ui.pages.certificates import CertificatesPage

        return CertificatesPage
    if key == "evaluations":
        from ui.pages.evaluations import EvaluationsPage

        return EvaluationsPage
    if key == "reciprocity":
        from ui.pages.reciprocity import ReciprocityPage

        return ReciprocityPage
    from ui.pages.training import TrainingPage

    return TrainingPage
