"""A workbook as tables: a tab a sheet, rows read in blocks when they come into view.

Cells are plain text. Knows the open paper, not its file.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from heapq import nlargest
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTabBar, QTableView, QVBoxLayout, QWidget

from hsdclient import errors
from hsdclient.reading import Table, Viewing
from hsdclient.text import visible
from hsdclient.words import _
from ui import theme
from ui.papers.viewer_reader import OpenPaper
from ui.parts.announce import announce
from ui.parts.clipboard import harmless
from ui.parts.labels import Caption, plain_tooltip
from ui.parts.preview_bar import PreviewBar

_BLOCK = 200
_KEPT = 20
_WIDEST = 320
_MEASURED = 60
_CANDIDATES = 4
_MOST_FOUND = 500
_MOST_COPIED = 200_000  # cells
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
# Found cells are yellow with dark letters in both themes; the one in view has the table's own frame.
_MARKED = {
    int(Qt.ItemDataRole.BackgroundRole): QColor("#FFE08A"), int(Qt.ItemDataRole.ForegroundRole): QColor("#1A1F26"),
}  # fmt: skip
_HORIZONTAL = Qt.Orientation.Horizontal
_Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractTableModel):
    """One sheet of an open paper. `failed` with a sentence when it cannot be read; `first_block` when it is there."""

    failed = Signal(str)
    first_block = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paper: OpenPaper | None = None
        self._sheet = self._generation = 0
        self.total_rows = self.total_columns = self.columns = 0
        self._blocks: OrderedDict[int, list[list[str]]] = OrderedDict()
        self._asked: set[int] = set()
        self._marks: set[tuple[int, int]] = set()

    def mark(self, cells: set[tuple[int, int]]) -> None:
        """Mark these cells (row, column)."""
        self._marks = cells
        if self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(self.total_rows - 1, self.columns - 1))

    def show_sheet(self, paper: OpenPaper | None, sheet: int) -> None:
        """Show the sheet `sheet` (from 0) of `paper`; None shows nothing."""
        self.beginResetModel()
        self._paper, self._sheet = paper, sheet
        self._generation += 1
        self.total_rows = self.total_columns = self.columns = 0
        self._blocks.clear()
        self._asked.clear()
        self.endResetModel()
        if paper is not None:
            self._ask(0)

    def longest(self) -> list[list[str]]:
        """The longest texts of each column among the first rows (Qt measures every cell, which held the screen).

        Several, for the one of most letters need not be the widest.
        """
        rows = self._blocks.get(0, [])[:_MEASURED]
        return [
            nlargest(_CANDIDATES, (row[column][:100] for row in rows if column < len(row)), key=len)
            for column in range(self.columns)
        ]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self.total_rows

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self.columns

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TOOLTIP):
            marked = role in _MARKED and (index.row(), index.column()) in self._marks
            return _MARKED[role] if marked else None
        number, row = divmod(index.row(), _BLOCK)
        block = self._blocks.get(number)
        if block is None:
            self._ask(number)
            return "…" if role == _DISPLAY else None
        cells = block[row] if row < len(block) else []
        text = visible(cells[index.column()]) if index.column() < len(cells) else ""
        if role == _TOOLTIP:
            return plain_tooltip(text[:1000]) if len(text) > 24 else None
        return text[:400].replace("\n", " ")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY:
            return None
        return letters(section) if orientation == _HORIZONTAL else f"{section + 1}"

    def _ask(self, number: int) -> None:
        if self._paper is not None and number not in self._asked:
            self._asked.add(number)
            self._paper.ask(
                partial(_read, self._sheet, number), partial(self._arrived, self._generation, number),
                partial(self._refused, self._generation),
            )  # fmt: skip

    def _arrived(self, generation: int, number: int, table: Table) -> None:
        if generation != self._generation:
            return
        self._asked.discard(number)
        self._blocks[number] = table.rows
        while len(self._blocks) > _KEPT:
            self._blocks.popitem(last=False)
        if number == 0 and not self.columns:
            self.beginResetModel()
            self.total_rows, self.total_columns = table.total_rows, table.total_columns
            self.columns = max((len(row) for row in table.rows), default=0)
            self.endResetModel()
            self.first_block.emit()
        elif self.total_rows:
            first = number * _BLOCK
            last = min(self.total_rows, first + _BLOCK) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columns - 1))

    def _refused(self, generation: int, error: errors.HsdError) -> None:
        if generation == self._generation:
            self.failed.emit(error.sentence)


class SheetPane(QWidget):
    """The sheets of a workbook; a CSV is one without a tab."""

    failed = Signal(str)

    def __init__(self, bar: PreviewBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = bar
        self._paper: OpenPaper | None = None
        self._search = 0
        self._found: list[tuple[int, int, int]] = []
        self._current = -1
        self._goal: tuple[int, int] | None = None
        self.model = SheetModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setFrameShape(QTableView.Shape.NoFrame)
        self.table.setFont(theme.font("body"))
        self.table.setWordWrap(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height("compact"))
        self.table.setAccessibleName(_("Rows of the sheet"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Sheets"))
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setDrawBase(False)
        self.note = Caption("")
        self.note.setContentsMargins(12, 4, 12, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((bar, 0), (self.tabs, 0), (self.table, 1), (self.note, 0)):
            column.addWidget(widget, stretch)
        self.tabs.currentChanged.connect(self._choose)
        self.model.first_block.connect(self._first_block)
        self.model.failed.connect(self.failed)
        bar.search_asked.connect(self.find_words)
        bar.next_match.clicked.connect(self.find_next)
        bar.previous_match.clicked.connect(self.find_previous)
        bar.copy.clicked.connect(self.copy)
        for keys, act in (("Ctrl+F", self.to_search), ("F3", self.find_next), ("Shift+F3", self.find_previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        copy = QShortcut(QKeySequence("Ctrl+C"), self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    def show_book(self, paper: OpenPaper, sheets: tuple[str, ...], first: int = 0) -> None:
        """Show the sheets of `paper`, `first` (from 0) in front."""
        self._paper = paper
        self._found, self._current, self._goal = [], -1, None
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for name in sheets:
            self.tabs.addTab(visible(name).replace("&", "&&"))
        first = max(0, min(first, len(sheets) - 1))
        self.tabs.setCurrentIndex(first)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(sheets) > 1)
        self.note.setText(_("The rows are being read …"))
        self.model.show_sheet(paper, first)
        if self.bar.search.text():
            self.find_words(self.bar.search.text())

    def clear(self) -> None:
        """Forget the sheets."""
        self._paper = None
        self._search += 1
        self._found = []
        self.bar.search.clear()
        self.model.show_sheet(None, 0)

    def find_words(self, words: str) -> None:
        """Find the cells that hold `words`, in every sheet; go to the first from the sheet in front."""
        self._search += 1
        self._found, self._current = [], -1
        sought = " ".join(words.split()).casefold()
        if self._paper is None or not sought:
            self.bar.show_found(0, 0, searching=False)
            self._mark()
            return
        sheets = max(1, self.tabs.count())
        front = max(0, self.tabs.currentIndex())
        self.bar.show_found(0, 0, searching=True)
        order = [*range(front, sheets), *range(front)]
        self._look(self._search, sought, [(sheet, 0) for sheet in order])

    def _look(self, search: int, sought: str, ahead: list[tuple[int, int]]) -> None:
        assert self._paper is not None
        sheet, first = ahead[0]
        self._paper.ask(
            partial(_cells_with, sought, sheet, first), partial(self._seen, search, sought, ahead),
            partial(self._unseen, search, sought, ahead),
        )  # fmt: skip

    def _seen(
        self, search: int, sought: str, ahead: list[tuple[int, int]], seen: tuple[list[tuple[int, int, int]], int]
    ) -> None:
        if search != self._search:
            return
        found, following = seen
        self._found += found[: _MOST_FOUND - len(self._found)]
        rest = [(ahead[0][0], following), *ahead[1:]] if following else ahead[1:]
        going_on = bool(rest) and len(self._found) < _MOST_FOUND
        self._mark()
        if found and self._current < 0:
            self._go(0)
        self.bar.show_found(self._current + 1, len(self._found), searching=going_on)
        if going_on:
            self._look(search, sought, rest)
        elif not self._found:
            announce(self, _("Not found"))

    def _unseen(self, search: int, sought: str, ahead: list[tuple[int, int]], _error: errors.HsdError) -> None:
        self._seen(search, sought, ahead, ([], 0))  # one sheet that cannot be read does not hide the others

    def find_next(self) -> None:
        """Go to the following match, round the end."""
        self._go(self._current + 1)

    def find_previous(self) -> None:
        """Go to the match before, round the beginning."""
        self._go(self._current - 1)

    def copy(self) -> None:
        """Copy the selected cells as lines with tabs, or the cell in hand."""
        chosen = self.table.selectionModel().selectedIndexes()[:_MOST_COPIED]
        rows: dict[int, list[str]] = {}
        for index in sorted(chosen, key=_place):
            rows.setdefault(index.row(), []).append(harmless(str(index.data() or "")))
        if rows:
            QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows.values()))
            announce(self, _("The selected cells were copied."))

    def to_search(self) -> None:
        """Put the keyboard into the search field."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def _go(self, at: int) -> None:
        if not self._found:
            return
        self._current = at % len(self._found)
        sheet, row, column = self._found[self._current]
        self._goal = (row, column)
        if self.tabs.count() and sheet != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(sheet)
        elif self.model.columns:
            self._go_to_goal()
        self.bar.show_found(self._current + 1, len(self._found), searching=False)

    def _mark(self) -> None:
        front = max(0, self.tabs.currentIndex())
        self.model.mark({(row, column) for sheet, row, column in self._found if sheet == front})

    def _go_to_goal(self) -> None:
        if self._goal is not None:
            index = self.model.index(*self._goal)
            self._goal = None
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _choose(self, sheet: int) -> None:
        if self._paper is not None and sheet >= 0:
            self.note.setText(_("The rows are being read …"))
            self.model.show_sheet(self._paper, sheet)
            self._mark()

    def _first_block(self) -> None:
        model = self.model
        said = _("{rows} rows, {columns} columns").format(rows=f"{model.total_rows:,}", columns=model.total_columns)
        if model.columns < model.total_columns:
            more = _("The first {count} columns are shown; open a copy to see the others.").format(count=model.columns)
            said = f"{said}. {more}"
        self.note.setText(said if model.total_rows else _("This sheet is empty."))
        metrics, header = self.table.fontMetrics(), self.table.horizontalHeader().fontMetrics()
        for column, longest in enumerate(model.longest()):
            wide = max((metrics.horizontalAdvance(text) for text in longest), default=0)
            wide = max(wide, header.horizontalAdvance(letters(column)))
            self.table.setColumnWidth(column, max(theme.px(48), min(wide + theme.px(20), theme.px(_WIDEST))))
        self._go_to_goal()


def letters(column: int) -> str:
    """The letters of a column, from 0: A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _place(index: QModelIndex) -> tuple[int, int]:
    return index.row(), index.column()


def _read(sheet: int, number: int, viewing: Viewing) -> Table:
    return viewing.table(sheet, number * _BLOCK, _BLOCK)


def _cells_with(sought: str, sheet: int, first: int, viewing: Viewing) -> tuple[list[tuple[int, int, int]], int]:
    """Cells of a block that hold what is sought, and where the next block begins (0: there is none)."""
    table = viewing.table(sheet, first, 500)
    found = [
        (sheet, first + row, column)
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if sought in " ".join(cell.split()).casefold()
    ]
    following = first + len(table.rows)
    return found, following if table.rows and following < table.total_rows else 0
