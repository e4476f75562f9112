"""The offline manual beside the window, and the list of shortcuts. Only our own text is shown as markup.

Knows topics by file name; links lead to other topics and nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from hsdclient import paths
from hsdclient.words import N_, _, language
from ui import theme

TOPICS: Final = (
    ("start", N_("First steps")), ("unlock", N_("Unlock and lock")), ("actions", N_("Joint actions")),
    ("progress", N_("Progress")), ("figures", N_("Indicators and figures")),
    ("dialogues", N_("Dialogues")), ("commitments", N_("Commitments")), ("requests", N_("Requests")),
    ("agreements", N_("Agreements")), ("contacts", N_("Contacts")),
    ("training", N_("Training")), ("calendar", N_("Training calendar")), ("nominations", N_("Nominations")),
    ("attendance", N_("Attendance and scores")), ("certificates", N_("Certificates")),
    ("evaluations", N_("Evaluations")), ("trainees", N_("Trainees")), ("reciprocity", N_("Reciprocity")),
    ("documents", N_("Documents")), ("search", N_("Search")),
    ("release", N_("Release to the partner")), ("reports", N_("Reports")), ("journal", N_("Journal")),
    ("settings", N_("Settings")), ("backup", N_("Backups")), ("keyboard", N_("Keyboard")),
    ("command-line", N_("Command line")), ("install", N_("Install, update, remove")),
    ("faq", N_("Mistakes people make")),
)  # fmt: skip
#: Shortcuts that live in lists and forms rather than in the menus.
ELSEWHERE: Final = (
    (N_("Next pane, previous pane"), "F6, Shift+F6"),
    (N_("Record a form"), "Ctrl+Enter"),
    (N_("Edit the title"), "F2"),
    (N_("Open the chosen line"), "Enter"),
    (N_("Quick look"), "Space"),
    (N_("Discard the chosen lines"), "Delete"),
    (N_("Copy the chosen lines as a table"), "Ctrl+C"),
    (N_("Clear the filter, go back"), "Esc"),
    (N_("Larger, smaller, whole page in the preview"), "Ctrl++, Ctrl+-, Ctrl+0"),
    (N_("Read a readout into the chosen round"), "Ctrl+Shift+T"),
    (N_("Scorecard of the chosen round"), "Ctrl+Shift+B"),
    (N_("Assess the chosen commitment"), "Ctrl+Shift+M"),
    (N_("New joint action from the chosen commitment"), "Ctrl+Shift+J"),
    (N_("Record a reply to the chosen request"), "Ctrl+Shift+Y"),
    (N_("Chase the chosen request, hand over from the chosen contact"), "Ctrl+Shift+H"),
    (N_("How the chosen run stands, move it"), "Ctrl+Shift+B, Ctrl+Shift+M"),
    (N_("Nominate, advance the chosen nominees, their gates"), "Ctrl+Shift+J, Ctrl+Shift+Y, Ctrl+Shift+G"),
    (N_("Go to a day, to today, month or week in the training calendar"), "Ctrl+G, Alt+Home, Ctrl+Shift+G"),
    (N_("One step on or back for the chosen cards of the board"), "Ctrl+Right, Ctrl+Left"),
)


def topic_file(topic: str) -> Path:
    """The file of `topic` in the language of the screen, in English where there is no other."""
    place = paths.resources("help", language(), f"{topic}.md")
    return place if place.is_file() else paths.resources("help", "en", f"{topic}.md")


class _Browser(QTextBrowser):
    """Opens no file and no address by itself."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None

    def doSetSource(self, _name: QUrl | str, _kind: object = None) -> None:
        return None


class Manual(QDialog):
    """The manual at `topic`; stays open beside the window."""

    def __init__(self, topic: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Manual"))
        self.resize(theme.px(860), theme.px(600))
        self.topics = QListWidget()
        self.topics.setAccessibleName(_("Topics"))
        self.topics.setMaximumWidth(theme.px(220))
        for key, title in TOPICS:
            item = QListWidgetItem(_(title))
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, theme.row_height()))
            self.topics.addItem(item)
        self.text = _Browser()
        self.text.setAccessibleName(_("Text of the manual"))
        self.text.setOpenLinks(False)
        self.text.setOpenExternalLinks(False)
        self.text.document().setDocumentMargin(16)
        self.text.anchorClicked.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.topics)
        row.addWidget(self.text, 1)
        self.topics.currentItemChanged.connect(self._chosen)
        self.show_topic(topic)

    def show_topic(self, topic: str) -> None:
        """Go to `topic`, the first one when there is none of that name."""
        keys = [key for key, _title in TOPICS]
        self.topics.setCurrentRow(keys.index(topic) if topic in keys else 0)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        try:
            words = topic_file(str(item.data(Qt.ItemDataRole.UserRole))).read_text(encoding="utf-8")
        except OSError:
            words = _("This page of the manual is missing from the installation.")
        self.text.setMarkdown(words)

    def _follow(self, link: QUrl) -> None:
        if not link.scheme() and not link.host():
            self.show_topic(Path(link.path()).stem)


class Shortcuts(QDialog):
    """Every shortcut: those of the menus as given, then those of lists and forms."""

    def __init__(self, menus: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.resize(theme.px(520), theme.px(600))
        lines = [*menus, *((_(what), keys) for what, keys in ELSEWHERE)]
        self.table = QTableWidget(len(lines), 2)
        self.table.setAccessibleName(_("Keyboard shortcuts"))
        self.table.setHorizontalHeaderLabels([_("What"), _("Keys")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for row, (what, keys) in enumerate(lines):
            self.table.setItem(row, 0, QTableWidgetItem(what))
            self.table.setItem(row, 1, QTableWidgetItem(keys))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        header.setSectionResizeMode(1, header.ResizeMode.ResizeToContents)
        close = theme.primary(QPushButton(_("Close")))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
