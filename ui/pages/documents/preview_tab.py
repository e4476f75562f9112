"""The Preview tab: the document itself, the current version or an older one that was asked for.

Decides what is shown; showing it is the viewer's, which is made when the tab is first looked at.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hsdclient.documents import DocumentCard, VersionCard
from hsdclient.words import _
from ui.desk import Desk
from ui.papers.viewer import DocumentViewer
from ui.parts.bands import Band
from ui.parts.empty import EmptyState
from ui.parts.pickers import Chooser


class PreviewTab(QWidget):
    """`attachment_wanted(name, bytes)` and `recognise_wanted` come from the viewer."""

    attachment_wanted = Signal(str, bytes)
    recognise_wanted = Signal()

    def __init__(self, desk: Desk, choose: Chooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: DocumentCard | None = None
        self._version: VersionCard | None = None
        self._shown = ""
        self.older = Band("amber")
        self.back = QPushButton(_("Show the newest"))
        self.back.clicked.connect(self.show_newest)
        self.viewer = DocumentViewer(desk, self, choose=choose, copies=False)  # the page's header has them
        self.viewer.attachment_wanted.connect(self.attachment_wanted)
        self.viewer.recognise_wanted.connect(self.recognise_wanted)
        self.gone = EmptyState(drawing="trash")
        self.gone.show_as(_("The content was swept from the trash. Its description and its SHA-256 are kept."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.viewer)
        self.stack.addWidget(self.gone)
        self._strip = QWidget()
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self.older, 1)
        row.addWidget(self.back)
        self._strip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self.stack, 1)

    def show_card(self, card: DocumentCard) -> None:
        """Show `card`; what is open already stays as it is, an older version too."""
        if self._card is None or self._card.key != card.key:
            self._version = None
        self._card = card
        self._open()

    def show_version(self, card: DocumentCard, version: VersionCard) -> None:
        """Show one version of `card`."""
        self._card = card
        self._version = None if version.current else version
        self._open()

    def version(self) -> VersionCard | None:
        """The older version that is shown, or None."""
        return self._version

    def show_newest(self) -> None:
        """Back from an older version."""
        self._version = None
        self._open()

    def show_at(self, card: DocumentCard, page: int, words: str) -> None:
        """Show the newest version of `card` at a page, with the words marked."""
        self._card, self._version, self._shown = card, None, ""
        self._open(page, words)

    def _open(self, page: int = 1, words: str = "") -> None:
        card, version = self._card, self._version
        if card is None:
            return
        self._strip.setVisible(version is not None)
        if version is not None:
            newest = card.current.number
            self.older.setText(_("Version {number} of {newest}").format(number=version.number, newest=newest))
        if card.row.swept:
            self.stack.setCurrentWidget(self.gone)
            return
        self.stack.setCurrentWidget(self.viewer)
        shown = f"{card.key} {(version or card.current).sha256}"
        if shown == self._shown:  # a change of its description leaves the page that is looked at
            page, words = 1, ""
        self._shown = shown
        self.viewer.show_document(card.row, version=version, page=page, words=words)

    def leave(self) -> None:
        """Nothing is typed here."""
