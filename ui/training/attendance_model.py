"""The attendance and the scores of a run as a grid: a line a nominee, a column a day, then days, and the three tests.

Knows what was read; writes nothing itself: `entered` says what was typed into a cell of the scores.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from hsdclient import dates
from hsdclient.training.attendance import Grid, Line
from hsdclient.training.pipeline import LEFT, PRESENCE_WORDS, STEP_WORDS, TEST_WORDS
from hsdclient.words import N_, _, language
from ui import theme
from ui.parts.labels import plain_tooltip
from ui.training import nominee_looks as looks

Index = QModelIndex | QPersistentModelIndex
SIGNS: Final = {"present": "P", "half_day": "½", "absent": "A", "excused": "E"}
"""How a mark stands in its cell; the keys P, H, A and E set them in every language."""
TONES: Final = {"present": "green", "half_day": "green", "absent": "red", "excused": "none"}
TESTS: Final = {"pre": "pre", "post": "post_test", "final": "score"}
"""Test → attribute of the nomination's row."""
_HEADS: Final = {"pre": N_("Before"), "post": N_("After"), "final": N_("Final")}
_DISPLAY, _EDIT, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole
_ALIGN, _READ = Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.AccessibleTextRole
_INK, _GROUND = Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.BackgroundRole
_NO: Final = QModelIndex()


class AttendanceModel(QAbstractTableModel):
    """`show(grid, …)` fills it. Columns: the days, the days attended, the tests in the order of TESTS."""

    entered = Signal(int, str, str)
    """Nomination, test, and the score as typed."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.grid = Grid(0, (), frozenset(), ())
        self.today = date.min
        self.writable = False
        self.pass_mark: int | None = None

    def show(self, grid: Grid, today: date, *, writable: bool, pass_mark: int | None) -> None:
        """Show `grid`; the place of the cells stays when its lines and days do."""
        before, self.grid = self.grid, grid
        self.today, self.writable, self.pass_mark = today, writable, pass_mark
        same = before.days == grid.days and [one.key for one in before.lines] == [one.key for one in grid.lines]
        if same and grid.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(grid.lines) - 1, self.columnCount() - 1))
        else:
            self.beginResetModel()
            self.endResetModel()

    # -- places -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO) -> int:
        return 0 if parent.isValid() else len(self.grid.lines)

    def columnCount(self, parent: Index = _NO) -> int:
        return 0 if parent.isValid() else len(self.grid.days) + 1 + len(TESTS)

    def line(self, row: int) -> Line:
        """The nominee of a line."""
        return self.grid.lines[row]

    def day(self, column: int) -> date | None:
        """The day of a column, None for the others."""
        return self.grid.days[column] if 0 <= column < len(self.grid.days) else None

    def test(self, column: int) -> str:
        """The test of a column, '' for the others."""
        place = column - len(self.grid.days) - 1
        return list(TESTS)[place] if 0 <= place < len(TESTS) else ""

    def may_mark(self, row: int, column: int) -> bool:
        """Whether that cell takes a mark: a day that has come, of one who did not leave."""
        day = self.day(column)
        return self.writable and day is not None and day <= self.today and self.line(row).row.step not in LEFT

    # -- what the table reads -----------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.writable and self.test(index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role in (_DISPLAY, _EDIT):
            return self._text(index.row(), index.column())
        if role == _ALIGN:
            return Qt.AlignmentFlag.AlignCenter
        if role == _READ:
            return self.said(index.row(), index.column())
        if role == _TIP:
            return plain_tooltip(self.said(index.row(), index.column()))
        if role == _INK:
            return self._ink(index.row(), index.column())
        if role == _GROUND:
            return self._ground(index.row(), index.column())
        return None

    def _mark(self, row: int, column: int) -> str:
        day = self.day(column)
        return self.line(row).marks.get(day, "") if day is not None else ""

    def _text(self, row: int, column: int) -> str:
        line = self.line(row)
        if self.day(column) is not None:
            return SIGNS.get(self._mark(row, column), "")
        test = self.test(column)
        if test:
            return looks.score(getattr(line.row, TESTS[test]))
        halves = line.row.halves
        return f"{halves // 2}½" if halves % 2 else str(halves // 2)

    def said(self, row: int, column: int) -> str:
        """A cell in words: who, which day or test, what stands there."""
        name, day, test = looks.named(self.line(row).row), self.day(column), self.test(column)
        if day is not None:
            mark = self._mark(row, column)
            return f"{name}, {dates.say(day, language())}: {_(PRESENCE_WORDS[mark]) if mark else _('no mark')}"
        what = _(TEST_WORDS[test]) if test else _("Days attended")
        return f"{name}, {what}: {self._text(row, column) or _('empty')}"

    def _ink(self, row: int, column: int) -> QColor | None:
        tokens, test = theme.tokens(), self.test(column)
        if self.line(row).row.step in LEFT:
            return QColor(tokens.secondary)
        if test == "final" and self.pass_mark is not None:
            score = self.line(row).row.score
            if score is not None and score < self.pass_mark:
                return QColor(tokens.tones["red"].chip_text)
        mark = self._mark(row, column)
        return QColor(tokens.tones[TONES[mark]].chip_text) if mark else None

    def _ground(self, row: int, column: int) -> QColor | None:
        tokens, day = theme.tokens(), self.day(column)
        mark = self._mark(row, column)
        if mark:
            return QColor(tokens.tones[TONES[mark]].chip)
        if day is not None and (day > self.today or day.weekday() > 4):
            return QColor(tokens.window)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation == Qt.Orientation.Vertical:
            return self._who(section, role)
        day, test = self.day(section), self.test(section)
        if role == _DISPLAY:
            if day is not None:
                said = dates.say(day, language()).rsplit(" ", 1)[0]
                return said.replace(" ", "\n", 1)
            return _(_HEADS[test]) if test else _("Days")
        if role in (_READ, _TIP):
            said = dates.say(day, language()) if day is not None else _(TEST_WORDS[test]) if test else ""
            return (said or _("Days attended")) if role == _READ else plain_tooltip(said or _("Days attended"))
        return int(Qt.AlignmentFlag.AlignCenter) if role == _ALIGN else None

    def _who(self, section: int, role: int) -> object:
        if not 0 <= section < len(self.grid.lines):
            return None
        line = self.line(section)
        row = line.row
        if role == _DISPLAY:
            step = f" ({_(STEP_WORDS[row.step])})" if row.step in LEFT else " !" if line.never else ""
            return f"{looks.named(row)}{step}"
        if role in (_READ, _TIP):
            never = _("was there on no day") if line.never else ""
            said = " · ".join(filter(None, (looks.named(row), row.agency, _(STEP_WORDS[row.step]), never)))
            return said if role == _READ else plain_tooltip(said)
        return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) if role == _ALIGN else None

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        test, typed = self.test(index.column()), str(value or "").strip()
        if role != _EDIT or not test or typed == self._text(index.row(), index.column()):
            return False
        self.entered.emit(self.line(index.row()).key, test, typed)
        return True
