"""A list of the parts of a record with the buttons to add, change and remove one, by keyboard too.

Knows keys and lines; what a part is, and how it is asked for, is its owner's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient.words import _
from ui import icons, theme
from ui.parts.flow import flowing
from ui.parts.labels import Caption
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

Line = Mapping[str, object]


class PartsList(QWidget):
    """`show_lines` fills it. `add`, `change` and `remove` carry what is wanted; `current` the key in hand or None."""

    add = Signal()
    change = Signal(int)
    remove = Signal(int)
    current = Signal(object)

    def __init__(
        self, name: str, columns: Sequence[Column], add: str, empty: str, parent: QWidget | None = None,
        *, more: Sequence[QPushButton] = (), changeable: bool = True, tall: int = 0,
    ) -> None:  # fmt: skip
        """`name`, `add` (the button) and `empty` (the sentence) in the language of the screen; `more` buttons.

        `changeable`: False for parts that are only added and removed. `tall`: as high as its lines are, at most so
        many of them, for several lists one below the other; 0 takes the room there is.
        """
        super().__init__(parent)
        self._lines: dict[int, Line] = {}
        self._empty = empty
        self._live = False
        self._changeable, self._tall = changeable, tall
        self.more = tuple(more)
        self.model = RowsModel(columns, self._block, self)
        self.table = RowsTable(self.model, name)
        self.adding = QPushButton(icons.icon("add"), add)
        self.changing = QPushButton(icons.icon("edit"), _("Change…"))
        self.removing = QPushButton(icons.icon("trash"), _("Remove"))
        for button in (self.changing, self.removing):
            button.setAccessibleName(f"{button.text()} {name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.buttons = flowing(self.adding, self.changing, self.removing, *self.more, gap=8)
        self.buttons.setMinimumHeight(theme.px(24))  # else as high as all of them one below the other
        column.addWidget(self.buttons)
        self.nothing = Caption(empty)
        self.nothing.hide()
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.adding.clicked.connect(self.add)
        self.changing.clicked.connect(self._change)
        self.removing.clicked.connect(self._remove)
        self.table.opened.connect(self._change)
        self.table.discard.connect(self._remove)
        self.table.edit_wanted.connect(self._change)
        self.table.current_changed.connect(self._current_changed)

    def show_lines(self, lines: Mapping[int, Line], *, writable: bool) -> None:
        """Show `lines` by key, in their order."""
        self._lines, self._live = dict(lines), writable
        for button in (self.adding, self.changing, self.removing, *self.more):
            button.setVisible(writable)
        self.changing.setVisible(writable and self._changeable)
        self.buttons.setVisible(writable)
        self.table.set_empty(self._empty)
        if list(self.model.ids()) == list(self._lines):
            self.model.refresh()
        else:
            self.model.set_ids(self._lines)
        if self._lines and self.table.current_id() is None:
            self.table.select_id(next(iter(self._lines)))
        self._fit()
        self._enable()

    def _fit(self) -> None:
        if self._tall:
            lines, header = min(len(self._lines), self._tall), self.table.horizontalHeader()
            room = header.sizeHint().height() + theme.row_height() * lines + 4
            if header.length() > self.width() - 4:
                room += self.table.horizontalScrollBar().sizeHint().height() + 2
            self.table.setFixedHeight(room)
            self.table.setVisible(bool(lines))
            self.nothing.setVisible(not lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def key(self) -> int | None:
        """The key of the part in hand."""
        return self.table.current_id()

    def select(self, key: int) -> None:
        """Take the part `key` in hand, now or when it is shown."""
        self.table.select_id(key)

    def _block(self, ids: Sequence[int]) -> list[Line | None]:
        return [self._lines.get(key) for key in ids]

    def _enable(self) -> None:
        there = self.key() is not None
        for button in (self.changing, self.removing, *self.more):
            button.setEnabled(there)

    def _current_changed(self, key: object) -> None:
        self._enable()
        self.current.emit(key)

    def _change(self, *_what: object) -> None:
        key = self.key()
        if key is not None and self._live and self._changeable:
            self.change.emit(key)

    def _remove(self, *_what: object) -> None:
        key = self.key()
        if key is not None and self._live:
            self.remove.emit(key)
