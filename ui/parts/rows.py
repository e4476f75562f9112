"""The one table model of the program: all ids first, rows in blocks of 100 when they are looked at.
Sorting and filtering are done by whoever supplies the ids; it knows no domain word and no SQL."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from hsdclient import dates
from hsdclient.text import visible
from hsdclient.words import _, language
from ui.parts.badges import BADGES, Badge
from ui.parts.labels import plain_tooltip
from ui.parts.numbers import grouped

BLOCK: Final = 100
KEPT_BLOCKS: Final = 40
#: The role under which the id of a row is found.
ROW_ID: Final = int(Qt.ItemDataRole.UserRole) + 2

# data() is called for every cell of every paint: spelling `Qt.DisplayRole` out costs seven times the look-up
# [m].
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_HORIZONTAL: Final = Qt.Orientation.Horizontal
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_ALIGNMENTS: Final = {"left": _LEFT, "right": _RIGHT, "center": _CENTRE}
_NOT_YET: Final = "…"

_Row: TypeAlias = Mapping[str, object] | object | None
_Index: TypeAlias = QModelIndex | QPersistentModelIndex
Kind = Literal["text", "badge", "date", "number", "reference"]


@dataclass(frozen=True)
class Column:
    """One column. `key` names the item of a mapping or the attribute of a row object, `title` is a msgid,
    `width` is in
    pixels at 100 %, `align` left, right or center (numbers default to right).

    `show` turns the row's value into what is shown: a string, a date, a number, a Badge or several. Without
    it the
    value is shown as it is: dates as `22 Nov 2026`, None as nothing.

    `grows_from`: the column takes half of what the table is wider than this (pixels at 100 %), until the officer
    gives it a width; 0 never.
    """

    key: str
    title: str
    width: int = 120
    align: str = ""
    kind: Kind = "text"
    sortable: bool = True
    default_visible: bool = True
    show: Callable[[object], object] | None = None
    grows_from: int = 0


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    badges: tuple[Badge, ...] = ()


_LOADING: Final = _Cell(_NOT_YET)
_GONE: Final = _Cell("")


class RowsModel(QAbstractTableModel):
    """Rows known by integer id.

    `fetch_block(ids)` returns the rows of these at most 100 ids in the same order (None for one that has
    vanished), or
    None when they come later: then `block_wanted(start, ids)` is emitted and the answer is given to
    `block_arrived`.
    """

    block_wanted = Signal(int, object)
    count_changed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        fetch_block: Callable[[Sequence[int]], Sequence[_Row] | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: Final = tuple(columns)
        self._fetch = fetch_block
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, list[list[_Cell | None]]] = OrderedDict()
        self._rows: dict[int, list[_Row]] = {}
        self._asked: set[int] = set()
        self._last = -1
        self._alignments = [_ALIGNMENTS.get(c.align, _RIGHT if c.kind == "number" else _LEFT) for c in columns]
        self.generation = 0

    # -- what the table reads -------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        if role == _DISPLAY:
            return self._cell(index.row(), index.column()).text
        if role == BADGES:
            return self._cell(index.row(), index.column()).badges or None
        if role == _ALIGN:
            return self._alignments[index.column()]
        if role == _ACCESSIBLE:
            text = self._cell(index.row(), index.column()).text
            return f"{_(self.columns[index.column()].title)}: {text or _('empty')}"
        if role == _TOOLTIP:
            text = self._cell(index.row(), index.column()).text
            return plain_tooltip(text) if len(text) > 24 else None
        if role == ROW_ID:
            return self._ids[index.row()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation == _HORIZONTAL and 0 <= section < len(self.columns):
            if role in (_DISPLAY, _ACCESSIBLE):
                return _(self.columns[section].title)
            if role == _ALIGN:
                return self._alignments[section]
        return None

    def _cell(self, row: int, column: int) -> _Cell:
        number, offset = divmod(row, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            block = self._load(number)
            if block is None:
                return _LOADING
        elif number != self._last:
            self._blocks.move_to_end(number)
            self._last = number
        cell = block[offset][column]
        if cell is None:  # made when first looked at: a view shows two hundred of a block's two thousand cells
            cell = block[offset][column] = _cell_of(self.columns[column], self._rows[number][offset])
        return cell

    # -- ids and blocks -------------------------------------------------------------------------------------

    def ids(self) -> array[int]:
        """All row ids in the order shown. Read only."""
        return self._ids

    def set_ids(self, ids: Iterable[int]) -> None:
        """Show these rows, in this order. Answers still on their way for the old ones are dropped."""
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self.generation += 1
        self._forget()
        self.endResetModel()
        self.count_changed.emit(len(self._ids))

    def refresh(self, ids: Iterable[int] | None = None) -> None:
        """Read these rows again (all of them without `ids`); the order stays."""
        rows = range(len(self._ids)) if ids is None else self.rows_of(ids)
        if ids is None:
            self.generation += 1
            self._forget()
        numbers = {row // BLOCK for row in rows}
        for number in numbers:
            self._blocks.pop(number, None)
            self._rows.pop(number, None)
            self._asked.discard(number)
        self._last = -1
        if len(self._ids) and numbers:
            first, last = min(numbers) * BLOCK, min(len(self._ids), (max(numbers) + 1) * BLOCK) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def retranslate(self) -> None:
        """The language of the screen has changed: build every text again."""
        self.refresh()
        if self.columns:
            self.headerDataChanged.emit(_HORIZONTAL, 0, len(self.columns) - 1)

    def block_arrived(self, start: int, rows: Sequence[_Row], generation: int | None = None) -> None:
        """The answer to `block_wanted(start, …)`. Give `generation` as it was when asked: a stale answer is
        dropped."""
        number = start // BLOCK
        if (generation is not None and generation != self.generation) or number not in self._asked:
            return
        self._asked.discard(number)
        end = min(len(self._ids), (number + 1) * BLOCK)
        if len(rows) != end - number * BLOCK:
            return
        self._keep(number, rows)
        self.dataChanged.emit(self.index(number * BLOCK, 0), self.index(end - 1, len(self.columns) - 1))

    def _forget(self) -> None:
        self._blocks.clear()
        self._rows.clear()
        self._asked.clear()
        self._last = -1

    def _load(self, number: int) -> list[list[_Cell | None]] | None:
        if number in self._asked:
            return None
        ids = self._ids[number * BLOCK : (number + 1) * BLOCK]
        rows = self._fetch(ids)
        if rows is None:
            self._asked.add(number)
            self.block_wanted.emit(number * BLOCK, ids)
            return None
        return self._keep(number, rows)

    def _keep(self, number: int, rows: Sequence[_Row]) -> list[list[_Cell | None]]:
        block: list[list[_Cell | None]] = [[None] * len(self.columns) for _row in rows]
        self._blocks[number] = block
        self._rows[number] = list(rows)
        self._last = number
        while len(self._blocks) > KEPT_BLOCKS:
            dropped, _cells = self._blocks.popitem(last=False)
            self._rows.pop(dropped, None)
        return block

    # -- from rows to ids and back --------------------------------------------------------------------------

    def id_at(self, row: int) -> int | None:
        """The id shown in `row`, None outside."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_at(self, row: int) -> _Row:
        """The row object shown in `row`, None while it is loading, has vanished, or outside."""
        if not 0 <= row < len(self._ids):
            return None
        self._cell(row, 0)
        block = self._rows.get(row // BLOCK)
        return block[row % BLOCK] if block else None

    def row_of(self, row_id: int) -> int | None:
        """Where `row_id` is shown, None when it is not."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def rows_of(self, ids: Iterable[int]) -> list[int]:
        """Where these ids are shown, in the order shown; those not shown are left out."""
        wanted = set(ids)
        if len(wanted) == 1:
            row = self.row_of(next(iter(wanted)))
            return [] if row is None else [row]
        return [row for row, row_id in enumerate(self._ids) if row_id in wanted] if wanted else []


def _cell_of(column: Column, row: _Row) -> _Cell:
    if row is None:
        return _GONE
    value = row.get(column.key) if isinstance(row, Mapping) else getattr(row, column.key, None)
    if column.show is not None:
        value = column.show(value)
    if value is None:
        return _GONE
    if isinstance(value, Badge):
        return _Cell(value.word, (value,))
    if isinstance(value, str):
        return _Cell(visible(" ".join(value.splitlines())) if "\n" in value else visible(value))
    if isinstance(value, date):
        return _Cell(dates.say(value, language()))
    if isinstance(value, tuple | list):
        badges = tuple(item for item in value if isinstance(item, Badge))
        return _Cell(", ".join(b.word for b in badges) or ", ".join(str(v) for v in value), badges)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _Cell(grouped(value) if column.kind == "number" else str(value))
    return _Cell(str(value))
