"""The table of the program: keyboard, columns, sorting by signal, selection kept by id, empty states.
It never sorts or filters itself and knows no domain word."""

from __future__ import annotations

from array import array
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.announce import announce
from ui.parts.badges import BadgeDelegate
from ui.parts.clipboard import MOST_COPIED, rows_as_mime
from ui.parts.columns import ColumnsHeader
from ui.parts.empty import EmptyState
from ui.parts.rows import RowsModel

_SELECT_ROW: Final = QAbstractItemView.SelectionBehavior.SelectRows


class RowsTable(QTableView):
    """Shows a `RowsModel`. `name` is the accessible name, in the language of the screen.

    Signals carry row ids. `sort_changed(key, descending)` asks for new ids; `typed(text)` is what a person
    typed
    with the list in focus (for the page's search field); `menu_wanted(point)` is a place on the screen.
    """

    sort_changed = Signal(str, bool)
    layout_changed = Signal()
    current_changed = Signal(object)
    selection_changed = Signal()
    opened = Signal(object)
    quick_look = Signal(object)
    discard = Signal(object)
    edit_wanted = Signal(object, str)
    menu_wanted = Signal(QPoint)
    typed = Signal(str)
    empty_pressed = Signal(str)

    def __init__(self, model: RowsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._density = "default"
        self._filtered = False
        self._sentences = {"no data": ("", ""), "no match": ("", "")}
        self._kept: tuple[int | None, tuple[int, ...] | array[int], int] = (None, (), 0)
        self._restoring = False
        self._wanted: int | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.columns = ColumnsHeader(model, self)
        self.setHorizontalHeader(self.columns)
        self.columns.start()
        self.columns.sort_changed.connect(self.sort_changed)
        self.columns.layout_changed.connect(self.layout_changed)
        self.setSelectionBehavior(_SELECT_ROW)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        badges = BadgeDelegate(self)
        for column, declared in enumerate(model.columns):
            if declared.kind == "badge":
                self.setItemDelegateForColumn(column, badges)
        self.empty = EmptyState(self.viewport(), drawing="document")
        self.empty.hide()
        self.empty.pressed.connect(self._empty_pressed)
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)
        self.selectionModel().currentRowChanged.connect(self._current_row_changed)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.doubleClicked.connect(self._double_clicked)
        theme.switch.changed.connect(self._resize_rows)
        self._resize_rows()

    # -- selection by id ------------------------------------------------------------------------------------

    def current_id(self) -> int | None:
        """The id of the current row."""
        return self._rows.id_at(self.currentIndex().row())

    def selected_ids(self) -> array[int]:
        """The ids of the selected rows in the order shown (from ranges: cheap when everything is
        selected)."""
        numbers: set[int] = set()
        chosen = self.selectionModel().selection()
        for place in range(chosen.count()):
            part = chosen.at(place)
            numbers.update(range(part.top(), part.bottom() + 1))
        ids = self._rows.ids()
        if len(numbers) == len(ids):
            return array("q", ids)
        return array("q", (ids[row] for row in sorted(numbers)))

    def select_id(self, row_id: int | None) -> bool:
        """Make `row_id` the current, selected row and bring it into view. False when it is not shown
        (yet)."""
        row = None if row_id is None else self._rows.row_of(row_id)
        if row is None:
            self._wanted = row_id
            return False
        self._wanted = None
        index, picked = self._rows.index(row, self.columns.first_visible()), self.selectionModel()
        # selectRow() would add to the selection while Ctrl is held, as it is when Ctrl+Enter has just recorded.
        picked.setCurrentIndex(index, picked.SelectionFlag.ClearAndSelect | picked.SelectionFlag.Rows)
        self.scrollTo(index)
        return True

    def _before_reset(self) -> None:
        self._kept = (self.current_id(), self.selected_ids(), self.verticalScrollBar().value())

    def _after_reset(self) -> None:
        current, selected, scroll = self._kept
        if self._wanted is not None and self._rows.row_of(self._wanted) is not None:
            self.select_id(self._wanted)
        else:
            self._select_again(current, selected, scroll)
        self._show_empty()
        count = self._rows.rowCount()
        said = _("1 row") if count == 1 else _("{count} rows").format(count=count)
        self.setAccessibleDescription(said)
        announce(self, said)

    def _select_again(self, current: int | None, selected: tuple[int, ...] | array[int], scroll: int) -> None:
        picked = self.selectionModel()
        rows = self._rows.rows_of(selected)
        column = self.columns.first_visible()
        self._restoring = True
        for first, last in _runs(rows):
            chosen = QItemSelection(self._rows.index(first, 0), self._rows.index(last, self._rows.columnCount() - 1))
            picked.select(chosen, picked.SelectionFlag.Select)
        row = None if current is None else self._rows.row_of(current)
        if row is not None:
            picked.setCurrentIndex(self._rows.index(row, column), picked.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scroll)
        if row is not None:
            self.scrollTo(self._rows.index(row, column))
        self._restoring = False
        if row is None and current is not None:
            self.current_changed.emit(None)
        if len(rows) != len(selected):
            self.selection_changed.emit()

    def _current_row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._restoring:
            self.current_changed.emit(self._rows.id_at(now.row()))

    def _selection_changed(self) -> None:
        if not self._restoring:
            self.selection_changed.emit()

    # -- looks ----------------------------------------------------------------------------------------------

    def set_density(self, density: str) -> None:
        """compact, default or comfortable: 24, 28 or 36 pixels a row, more when the fonts need it."""
        self._density = density
        self._resize_rows()

    def _resize_rows(self) -> None:
        rows = self.verticalHeader()
        height = theme.row_height(self._density)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        self.columns.rescale()

    def set_empty(self, no_data: str, button: str = "", no_match: str = "", clear: str = "") -> None:
        """Sentences and buttons for a list without rows; `empty_pressed` says "no data" or "no match"."""
        self._sentences = {"no data": (no_data, button), "no match": (no_match or no_data, clear)}
        self._show_empty()

    def set_filtered(self, filtered: bool) -> None:
        """Whether a filter is active, so that "no matches" is told from "no data"."""
        self._filtered = filtered
        self._show_empty()

    def _empty_kind(self) -> str:
        return "no match" if self._filtered else "no data"

    def _show_empty(self) -> None:
        sentence, button = self._sentences[self._empty_kind()]
        shown = self._rows.rowCount() == 0 and bool(sentence)
        if shown:
            self.empty.show_as(sentence, button, "search" if self._filtered else "document")
            self.empty.setGeometry(self.viewport().rect())
        self.empty.setVisible(shown)

    def _empty_pressed(self) -> None:
        self.empty_pressed.emit(self._empty_kind())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.empty.setGeometry(self.viewport().rect())

    # -- state, remembered per view -------------------------------------------------------------------------

    def state(self) -> dict[str, object]:  # type: ignore[override]  # the view's own one is protected
        """Columns (order, hidden, widths), sort and the selected id, fit for JSON."""
        return {**self.columns.layout_state(), "current": self.current_id()}

    def restore(self, state: dict[str, object]) -> None:
        """Put back what `state()` gave; unknown columns and damaged values are passed over. Sorting is not
        announced:
        read `columns.sort()` before asking for ids."""
        self.columns.restore_layout(state)
        current = state.get("current")
        if isinstance(current, int):
            self.select_id(current)

    # -- keyboard and mouse ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = (
            event.key(),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        current = self.current_id()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
        elif plain and key == Qt.Key.Key_Space and current is not None:
            self.quick_look.emit(current)
        elif plain and key == Qt.Key.Key_Delete and current is not None:
            self.discard.emit(self.selected_ids())
        elif plain and key == Qt.Key.Key_F2 and current is not None:
            self.edit_wanted.emit(current, self._rows.columns[self.currentIndex().column()].key)
        elif plain and key == Qt.Key.Key_Home and self._rows.rowCount():
            self.select_id(self._rows.id_at(0))
        elif plain and key == Qt.Key.Key_End and self._rows.rowCount():
            self.select_id(self._rows.id_at(self._rows.rowCount() - 1))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Qt would read every row to find the text; the page's search field does it in SQL."""
        if search.strip():
            self.typed.emit(search)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.select_id(self._rows.id_at(0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wanted.emit(place)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rows.retranslate()

    def _double_clicked(self, index: QModelIndex) -> None:
        row_id = self._rows.id_at(index.row())
        if row_id is not None:
            self.opened.emit(row_id)

    def copied(self) -> QMimeData:
        """The selected rows, visible columns in their order, as tab-separated text and as an HTML table."""
        return rows_as_mime(self._rows, self._rows.rows_of(self.selected_ids())[:MOST_COPIED], self.columns.shown())

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        chosen = len(self.selected_ids())
        if chosen:
            QGuiApplication.clipboard().setMimeData(self.copied())
            announce(self, _("{count} rows copied").format(count=min(chosen, MOST_COPIED)))


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Ascending row numbers as (first, last) runs."""
    if rows and rows[-1] - rows[0] == len(rows) - 1:
        return [(rows[0], rows[-1])]
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
