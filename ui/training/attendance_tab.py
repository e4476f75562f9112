"""The tab of a run's attendance and scores: the grid, all present at once, no-shows, and why something is not taken.

What a mark makes of a nomination is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.session import Tx
from hsdclient.training import attendance, scores
from hsdclient.training.attendance import Grid
from hsdclient.training.pipeline import LEFT
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.parts.announce import announce
from ui.parts.empty import EmptyState
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark
from ui.training.attendance_model import AttendanceModel
from ui.training.attendance_table import AttendanceTable
from ui.training.wide_button import WideButton

MARKED: Final = N_("Attendance recorded")
SCORED: Final = N_("Score recorded")
NO_SHOWS: Final = N_("No-shows recorded")


def mark(tx: Tx, run: int, marks: Mapping[str, Mapping[int, str]]) -> int:
    """Record marks of several days; how many changed."""
    return sum(attendance.mark(tx, run, day, cells).changed for day, cells in sorted(marks.items()))


class AttendanceTab(QWidget):
    """`show_card` fills it."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self.card: Any = None
        self.model = AttendanceModel(self)
        self.table = AttendanceTable(self.model, _("Attendance and scores"))
        self.table.marked.connect(self.mark)
        self.model.entered.connect(self.score)
        self.table.selectionModel().currentChanged.connect(self._moved)
        self.all_here = theme.primary(QPushButton(icons.icon("tick", "on_accent"), ""))
        self.all_here.clicked.connect(self.mark_all)
        self.no_shows = QPushButton(icons.icon("close"), _("Record no-shows"))
        self.no_shows.clicked.connect(self.record_no_shows)
        self.sheet = QPushButton(icons.icon("print"), _("Print the sheet…"))
        self.sheet.clicked.connect(self._print)
        self.wide = WideButton()
        self.problem = Remark("warning", "red")
        self.said = PlainLabel(wrap=True, colour="secondary")
        self.keys = Caption(
            _("P present · H half a day · A absent · E excused · Space present or absent · Delete no mark · "
              "digits a score")
        )
        self.empty = EmptyState(drawing="people")
        self.views = QStackedWidget()
        self.views.addWidget(self.table)
        self.views.addWidget(self.empty)
        self.setMinimumSize(theme.px(280), theme.px(240))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addWidget(flowing(self.all_here, self.no_shows, self.sheet, self.wide, gap=8))
        column.addWidget(self.said)
        column.addWidget(self.problem)
        column.addWidget(self.views, 1)
        column.addWidget(self.keys)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_card(self, card: Any) -> None:
        """Show the attendance of the run."""
        if self.card is None or self.card.key != card.key:
            self.problem.say("")
        self.card = card
        self._desk.read(partial(self._take, card.key), attendance.grid, card.key, latest="training/attendance")

    def look(self) -> None:
        """It has come to the front."""
        self.wide.apply()

    def _take(self, run: int, grid: Grid) -> None:
        card = self.card
        if card is None or card.key != run:
            return
        may = self._desk.writable and not card.row.discarded and card.row.state != "cancelled"
        first = not self.table.currentIndex().isValid()
        self.model.show(grid, self._desk.today, writable=may, pass_mark=card.row.pass_mark)
        self.views.setCurrentWidget(self.table if grid.lines else self.empty)
        self.empty.show_as(_("Nobody is accepted yet: attendance and scores are kept of those who are."))
        if grid.lines and (first or not self.table.currentIndex().isValid()):
            self.table.setCurrentIndex(self.model.index(0, self._column_of_today()))
        never = sum(line.never and line.row.step not in LEFT for line in grid.lines)
        pieces = [_("{count} of {days} days recorded").format(count=len(grid.recorded), days=len(grid.days))]
        if never:
            pieces.append(_("{count} were there on no day").format(count=never))
        if card.row.pass_mark is not None:
            pieces.append(_("pass mark {percent} %").format(percent=scores.percent(card.row.pass_mark)))
        pieces.append(_("certificate from {percent} % of the recorded days").format(percent=card.row.min_attendance))
        self.said.setText(" · ".join(pieces))
        for widget in (self.all_here, self.no_shows, self.keys):
            widget.setVisible(may and bool(grid.lines))
        self.no_shows.setEnabled(bool(never) and card.row.ends < self._desk.today)
        self._moved()

    def _column_of_today(self) -> int:
        days = self.model.grid.days
        return max((place for place, day in enumerate(days) if day <= self._desk.today), default=0)

    def day(self) -> date | None:
        """The day in hand: that of the current cell, else the last one that has come."""
        here = self.table.currentIndex()
        found = self.model.day(here.column()) if here.isValid() else None
        if found is None and self.model.grid.days:
            found = self.model.day(self._column_of_today())
        return found

    def _moved(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        day, here = self.day(), self.table.currentIndex()
        if day is not None:
            self.all_here.setText(_("All present on {day}").format(day=dates.say(day, language())))
        self.all_here.setEnabled(day is not None and day <= self._desk.today and self.model.writable)
        if here.isValid() and here.row() < len(self.model.grid.lines):
            self.table.setAccessibleDescription(self.model.said(here.row(), here.column()))

    # -- what is entered ------------------------------------------------------------------------------------------

    def mark(self, marks: Mapping[str, Mapping[int, str]]) -> None:
        """Record these marks: {ISO day: {nomination: presence or ''}}."""
        if self.card is not None and self.model.writable:
            self.problem.say("")
            self._desk.write(MARKED, mark, self.card.key, marks, failed=self._refused)

    def mark_all(self) -> None:
        """Everyone who has no mark on the day in hand was present."""
        day = self.day()
        if day is None:
            return
        open_lines = [line.key for line in self.model.grid.lines if day not in line.marks and line.row.step not in LEFT]
        if open_lines:
            self.mark({day.isoformat(): dict.fromkeys(open_lines, "present")})
        else:
            self._desk.notice.emit(_("Everyone has a mark on this day."), None)

    def score(self, key: int, test: str, typed: str) -> None:
        """Record a score as it was typed."""
        self.problem.say("")
        self._desk.write(SCORED, scores.set_score, key, test, typed, failed=self._refused)

    def record_no_shows(self) -> None:
        """Those who never came become no-shows, when the run is over."""
        if self.card is not None:
            self._desk.write(NO_SHOWS, attendance.mark_no_shows, self.card.key, then=self._recorded,
                             failed=self._refused)  # fmt: skip

    def _recorded(self, names: list[str]) -> None:
        said = _("No-show: {names}").format(names=", ".join(names)) if names else _("Everyone came.")
        self._desk.notice.emit(said, self._desk.undo if names else None)

    def _refused(self, error: errors.HsdError) -> None:
        self.problem.say(error.sentence)
        announce(self, error.sentence)

    def _print(self) -> None:
        if self.card is not None:
            self._desk.go.emit("reports", {"kind": "attendance", "run": self.card.row.reference})

    def leave(self) -> None:
        """A score that is being typed is entered."""
        if self.table.state() == QAbstractItemView.State.EditingState:
            self.table.setFocus()
