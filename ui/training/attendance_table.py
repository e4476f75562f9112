"""The grid of attendance and scores with its keys: P, H, A and E mark, Space toggles, Delete takes a mark away.

Says which cells are to be marked; who may be marked, and what follows, is the core's.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.training.attendance_model import AttendanceModel

KEYS: Final = {
    Qt.Key.Key_P: "present", Qt.Key.Key_H: "half_day", Qt.Key.Key_A: "absent", Qt.Key.Key_E: "excused",
    Qt.Key.Key_Delete: "", Qt.Key.Key_Backspace: "",
}  # fmt: skip


class AttendanceTable(QTableView):
    """`marked` carries {ISO day: {nomination: presence or ''}}."""

    marked = Signal(object)

    def __init__(self, model: AttendanceModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setAccessibleName(name)
        model.modelReset.connect(self.measure)
        theme.switch.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Give rows and columns their sizes at the text scale in force."""
        rows, days = self.verticalHeader(), self.horizontalHeader()
        rows.setDefaultSectionSize(theme.row_height("default"))
        rows.setMaximumWidth(theme.px(190))
        days.setMinimumSectionSize(theme.px(36))
        for column in range(self._cells.columnCount()):
            self.setColumnWidth(column, theme.px(44) if self._cells.day(column) is not None else theme.px(62))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A mark for the chosen cells; anything else is Qt's (a digit begins a score)."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        here = self.currentIndex()
        a_day = here.isValid() and self._cells.day(here.column()) is not None
        if plain and a_day and (key in KEYS or key == Qt.Key.Key_Space):
            self.mark(KEYS[key] if key in KEYS else self._toggled())
        elif plain and here.isValid() and self._cells.test(here.column()) and key == Qt.Key.Key_Delete:
            self._cells.setData(here, "")
        elif key == Qt.Key.Key_Return and self.state() != QAbstractItemView.State.EditingState and here.isValid():
            self.edit(here)
        else:
            super().keyPressEvent(event)

    def _toggled(self) -> str:
        """Present, or absent where the cell in hand says present."""
        here = self.currentIndex()
        day = self._cells.day(here.column())
        assert day is not None
        return "absent" if self._cells.line(here.row()).marks.get(day) == "present" else "present"

    def mark(self, presence: str) -> None:
        """Ask for this mark in every chosen cell that takes one."""
        found: dict[str, dict[int, str]] = {}
        for index in self.selectedIndexes() or [self.currentIndex()]:
            day = self._cells.day(index.column())
            if day is not None and self._cells.may_mark(index.row(), index.column()):
                found.setdefault(day.isoformat(), {})[self._cells.line(index.row()).key] = presence
        if found:
            self.marked.emit(found)
