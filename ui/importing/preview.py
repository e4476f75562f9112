"""The first rows of a file as a table, with a drop-down list above each column that says which field it is.

Knows columns and choices; not what a field means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from hsdclient.fields import Choice
from hsdclient.text import visible
from hsdclient.words import _
from ui import theme
from ui.parts.choice_box import ChoiceBox
from ui.parts.labels import plain_tooltip

FIRST: Final = 50
NARROWEST: Final = 232  # pixels at 100 %: the longest field's name is still readable
WIDEST: Final = 300
WIDEST_LIST: Final = 520
OUT: Final = "-"
"""The choice that leaves a column out: a list cannot show one whose value is ''."""
_Index = QModelIndex | QPersistentModelIndex


class FirstRows(QAbstractTableModel):
    """The header and at most FIRST rows, as text; a column that is left out is written faint."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._header: list[str] = []
        self._rows: list[tuple[int, tuple[str, ...]]] = []
        self._taken: list[bool] = []

    def show_rows(self, header: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """`rows` are (line in the file, cells as text)."""
        self.beginResetModel()
        self._header, self._rows = [visible(one) for one in header], list(rows[:FIRST])
        self._taken = [True] * len(self._header)
        self.endResetModel()

    def take(self, taken: Sequence[bool]) -> None:
        """Which columns become fields."""
        self._taken = list(taken)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._header) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._header)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.ForegroundRole and not self._taken[index.column()]:
            return QBrush(QColor(theme.tokens().placeholder))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cells = self._rows[index.row()][1]
        said = cells[index.column()] if index.column() < len(cells) else ""
        return plain_tooltip(said) if role == Qt.ItemDataRole.ToolTipRole else visible(" ".join(said.split()))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return f"{self._rows[section][0]:,}" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._header[section] or _("(no heading)")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._header[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class Above(QWidget):
    """The drop-down lists, each over its column; `chosen` carries the place of a column and the field's key."""

    chosen = Signal(int, str)

    def __init__(self, table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._port = QWidget(self)  # begins where the columns begin: what slides under the row numbers is cut off
        self.boxes: list[ChoiceBox] = []
        header = table.horizontalHeader()
        header.sectionResized.connect(self._place)
        header.geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)

    def offer(self, header: Sequence[str], choices: Sequence[Choice], picked: Sequence[str]) -> None:
        """One list for each column, with its field picked."""
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = []
        for place, name in enumerate(header):
            box = ChoiceBox(self._port, searchable=False)
            box.offer(choices, blank=False)
            box.setProperty("place", place)
            said = name or str(place + 1)
            box.setAccessibleName(_("Field of the column {name}").format(name=visible(said)))
            box.pick(picked[place] or OUT)
            box.activated.connect(self._chosen)
            box.installEventFilter(self)
            widen(box)
            box.show()
            self.boxes.append(box)
        for before, after in zip(self.boxes, self.boxes[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self.setFixedHeight(max((box.sizeHint().height() for box in self.boxes), default=0) + theme.px(8))
        self._place()

    def pick(self, picked: Sequence[str]) -> None:
        """Show other fields without telling of it."""
        for box, key in zip(self.boxes, picked, strict=True):
            if box.picked() != (key or OUT):
                box.pick(key or OUT)

    def _chosen(self) -> None:
        box = self.sender()
        if isinstance(box, ChoiceBox):
            self.chosen.emit(int(box.property("place")), "" if box.picked() == OUT else box.picked())

    def _place(self) -> None:
        header, table = self._table.horizontalHeader(), self._table
        left = table.verticalHeader().width() + table.frameWidth()
        wide = table.viewport().width()
        self._port.setGeometry(left, 0, wide if wide > 0 else self.width(), self.height())
        gap = theme.px(4)
        for place, box in enumerate(self.boxes):
            room = max(0, header.sectionSize(place) - gap)
            box.setGeometry(QRect(header.sectionViewportPosition(place), 0, room, box.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, ChoiceBox):
            place = int(watched.property("place"))
            if self._table.model().rowCount():
                self._table.scrollTo(self._table.model().index(0, place))
        return bool(super().eventFilter(watched, event))


def widen(box: ChoiceBox) -> None:
    """Make the open list of `box` as wide as its longest line, however narrow the box is."""
    shown = box.view()
    shown.setMinimumWidth(min(theme.px(WIDEST_LIST), shown.sizeHintForColumn(0) + theme.px(24)))


class Preview(QWidget):
    """Table and lists together. `chosen(place, key)` as in Above."""

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FirstRows(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("First rows of the file"))
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height("compact"))
        self.table.horizontalHeader().setHighlightSections(False)
        self.above = Above(self.table)
        self.above.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.above)
        column.addWidget(self.table, 1)

    def show_file(
        self, header: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]], choices: Sequence[Choice],
        picked: Sequence[str],
    ) -> None:  # fmt: skip
        """Show a file anew."""
        self.model.show_rows(header, rows)
        self.table.resizeColumnsToContents()
        for place in range(len(header)):
            wide = self.table.columnWidth(place) + theme.px(12)
            self.table.setColumnWidth(place, max(theme.px(NARROWEST), min(theme.px(WIDEST), wide)))
        self.above.offer(header, choices, picked)
        self.show_picked(picked)
        QTimer.singleShot(0, self, self.above._place)  # when the row numbers have got their width

    def show_picked(self, picked: Sequence[str]) -> None:
        """Show which columns are taken, as what."""
        self.above.pick(picked)
        self.model.take([bool(key) for key in picked])
