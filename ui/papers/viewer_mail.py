"""A mail: who wrote it to whom and when, its text as plain text, its attachments by name, type and size.

Nothing is fetched from the network and no attachment is opened here; they may be attached too, or saved.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hsdclient.reading import Attached, Facts
from hsdclient.text import visible
from hsdclient.words import N_, _
from ui import theme
from ui.papers import wording
from ui.papers.viewer_facts import FactsGrid
from ui.papers.viewer_text import TextPane
from ui.parts.flow import flowing
from ui.parts.labels import Section, plain_tooltip
from ui.parts.preview_bar import PreviewBar

_HEADERS = {
    "From": N_("From"),
    "To": N_("To"),
    "Cc": N_("Cc"),
    "Date": N_("Date"),
    "Subject": N_("Subject"),
}
_LONGEST_HEADER = 2_000
_ROWS_SHOWN = 4


class MailPane(QWidget):
    """`attach_wanted` and `save_wanted` carry the place of an attachment in the mail's list."""

    attach_wanted = Signal(int)
    save_wanted = Signal(int)

    def __init__(self, bar: PreviewBar, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writable = writable
        self.text = TextPane(bar)
        self.headers = FactsGrid()
        self.headers.setContentsMargins(12, 8, 12, 8)
        line = QFrame()
        theme.set_look(line, "line", True)
        self.title = Section("")
        self.files = QTreeWidget()
        self.files.setRootIsDecorated(False)
        self.files.setUniformRowHeights(True)
        self.files.setColumnCount(3)
        self.files.setHeaderLabels([_("Name"), _("Type"), _("Size")])
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.files.setFont(theme.font("body"))
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.header().setStretchLastSection(False)
        self.files.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.attach = QPushButton(_("Attach this too …"))
        self.save = QPushButton(_("Save this as …"))
        self.attach.clicked.connect(self._attach)
        self.save.clicked.connect(self._save)
        self.files.itemSelectionChanged.connect(self._chosen)
        self.files.itemActivated.connect(self._save)
        self.below = QWidget()
        below = QVBoxLayout(self.below)
        below.setContentsMargins(12, 8, 12, 8)
        below.setSpacing(8)
        for widget in (self.title, self.files, flowing(self.attach, self.save, gap=8)):
            below.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((bar, 0), (self.headers, 0), (line, 0), (self.text, 1), (self.below, 0)):
            column.addWidget(widget, stretch)

    def show_mail(self, facts: Facts, text: str) -> None:
        """Show the headers and attachments of `facts` and the mail's `text`."""
        self.headers.show_facts(
            [(_(_HEADERS.get(name, name)), value[:_LONGEST_HEADER]) for name, value in facts.headers]
        )
        self.text.show_text(_body(facts, text))
        self._list(facts.attachments)

    def clear(self) -> None:
        """Forget the mail."""
        self.headers.show_facts([])
        self.text.clear()
        self.files.clear()

    def _list(self, attachments: Sequence[Attached]) -> None:
        self.files.clear()
        count = len(attachments)
        self.title.setText(_("Attachments ({count})").format(count=count))
        self.files.setAccessibleName(self.title.text())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for one in attachments:
            name = visible(one.name) or _("without a name")
            item = QTreeWidgetItem([name.replace("\n", " "), visible(one.media_type), wording.size(one.size)])
            item.setData(0, Qt.ItemDataRole.ToolTipRole, plain_tooltip(name))
            item.setTextAlignment(2, right)
            self.files.addTopLevelItem(item)
        self.below.setVisible(count > 0)
        for column in (1, 2):
            self.files.resizeColumnToContents(column)
        rows = min(max(count, 2), _ROWS_SHOWN)
        row = max(self.files.sizeHintForRow(0), theme.row_height("compact"))
        self.files.setFixedHeight(self.files.header().sizeHint().height() + rows * row + 4)
        first = self.files.topLevelItem(0)
        if first is not None:
            self.files.setCurrentItem(first)
        self._chosen()

    def _place(self) -> int:
        chosen = self.files.selectedItems()
        return self.files.indexOfTopLevelItem(chosen[0]) if chosen else -1

    def _chosen(self) -> None:
        chosen = self._place() >= 0
        self.attach.setEnabled(chosen)
        self.attach.setVisible(self._writable)
        self.save.setEnabled(chosen)

    def _attach(self) -> None:
        if self._place() >= 0:
            self.attach_wanted.emit(self._place())

    def _save(self) -> None:
        if self._place() >= 0:
            self.save_wanted.emit(self._place())


def _body(facts: Facts, text: str) -> str:
    """The text of a mail without the headers above it and the attachments' names below: those are shown beside it."""
    head, blank, body = text.partition("\n\n")
    names = tuple(f"{name}: " for name, _value in facts.headers)
    body = body if blank and names and head.startswith(names) else text
    below = "\n".join(one.name for one in facts.attachments)
    return body.removesuffix(below).rstrip() if below else body
