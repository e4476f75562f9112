"""The dialog in which something is chosen to be linked: a search field over a list, by keyboard first.

What is listed comes from its subclasses; it only chooses.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient.session import Read
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.labels import Caption, PlainLabel
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

DEBOUNCE_MS: Final = 150
LONGEST_PLACE: Final = 120


class LinkDialog(QDialog):
    """The search field, the list, page or paragraph, and the buttons; what is listed comes from the subclasses.

    `then` is called once, with what was chosen, after the dialog has closed; not at all when it was called off.
    """

    def __init__(
        self, desk: Desk, title: str, columns: Sequence[Column], hint: str, listed: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.search.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.model = RowsModel(columns, self._block, self)
        self.table = RowsTable(self.model, listed)
        self.count = Caption(wrap=False)
        self.place = QLineEdit()
        self.place.setMaxLength(LONGEST_PLACE)
        self.place.setPlaceholderText(_("p. 3, para. 2"))
        self.place.setAccessibleName(_("Page or paragraph"))
        self.yes = theme.primary(QPushButton(icons.icon("link", "on_accent"), _("Link")))
        self.yes.setAccessibleDescription(_("Ctrl+Enter"))
        self.no = QPushButton(_("Cancel"))
        self.yes.setDefault(False)
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.look)
        self.search.textEdited.connect(self._typed)
        self.search.returnPressed.connect(self._to_list)
        self.model.block_wanted.connect(self._fetch)
        self.table.opened.connect(self._opened)
        self.table.typed.connect(self._type_on)
        self.table.selection_changed.connect(self._chosen)
        self.table.current_changed.connect(self._current)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._confirm)
        self._above_list, self._above_place = QVBoxLayout(), QVBoxLayout()
        self._above_place.setSpacing(4)
        self._lay_out()
        self.resize(theme.px(720), theme.px(520))
        self.yes.setEnabled(False)

    def _lay_out(self) -> None:
        label = PlainLabel(_("Page or paragraph (may stay empty)"))
        label.setBuddy(self.place)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.count, 1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addLayout(self._above_list)
        column.addWidget(self.table, 1)
        column.addLayout(self._above_place)
        column.addWidget(label)
        column.addWidget(self.place)
        column.addSpacing(4)
        column.addLayout(buttons)

    # -- what is listed --------------------------------------------------------------------------------------

    def _ids(self, rx: Read, words: str) -> array[int]:
        raise NotImplementedError

    def _rows(self, rx: Read, keys: Sequence[int]) -> list[Any]:
        raise NotImplementedError

    def _line(self, row: Any) -> dict[str, object] | None:
        raise NotImplementedError

    def _count_word(self, count: int) -> str:
        raise NotImplementedError

    def look(self) -> None:
        """List what the field asks for."""
        words = self.search.text().strip()
        self.table.set_filtered(bool(words))
        self._desk.read(self._take, self._ids, words, latest="papers/link")

    def _take(self, ids: array[int]) -> None:
        self.model.set_ids(ids)
        if len(ids) and self.table.current_id() is None:
            self.table.select_id(ids[0])
        self._chosen()

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None] | None:
        rows = self._desk.peek(self._rows, list(keys))
        return None if rows is None else [self._line(row) for row in rows]

    def _fetch(self, start: int, keys: Sequence[int]) -> None:
        self._desk.read(partial(self._arrived, start, self.model.generation), self._rows, list(keys))

    def _arrived(self, start: int, generation: int, rows: list[Any]) -> None:
        self.model.block_arrived(start, [self._line(row) for row in rows], generation)

    # -- choosing --------------------------------------------------------------------------------------------

    def chosen(self) -> list[int]:
        """The keys of the selected lines."""
        return list(self.table.selected_ids())

    def _chosen(self) -> None:
        count = len(self.chosen())
        self.yes.setEnabled(bool(count))
        self.count.setText(self._count_word(count) if count else _("Nothing chosen yet"))

    def _current(self, _key: object) -> None:
        self._chosen()

    def _typed(self, _text: str) -> None:
        self._timer.start()

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)
        self._timer.start()

    def _to_list(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.look()
        self.table.setFocus()

    def _opened(self, _key: object) -> None:
        self._confirm()

    def _confirm(self) -> None:
        if self.yes.isEnabled():
            self.accept()

    def start(self) -> None:
        """Show the dialog over its window; it deletes itself when it is closed."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.look()
        self.search.setFocus()
        self.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search field goes to the list."""
        pressed = watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self._to_list()
            return True
        return super().eventFilter(watched, event)
