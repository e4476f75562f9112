"""The page of reciprocity: year and calendar, the balance and its reasons, topics, runs.

Everything shown comes from one statement of the core; the printed sheet holds the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hsdclient import view_states
from hsdclient.session import Read
from hsdclient.training import reciprocity, years
from hsdclient.training.reciprocity import Statement
from hsdclient.training.years import CALENDAR_WORDS, CALENDARS, Year
from hsdclient.words import _
from ui import icons, theme, whereabouts
from ui.desk import Desk
from ui.pages.reciprocity import looks
from ui.parts.announce import announce
from ui.parts.labels import Caption, PlainLabel, Section
from ui.parts.paired import PairedBars
from ui.parts.panes import PageHeader
from ui.parts.pickers import Chooser, ask_path
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.record_acts import make_act

WATCHED: Final = frozenset({
    "runs", "run_sides", "nominations", "attendance", "instructors", "instructor_hours", "run_costs", "agencies",
    "courses",
})  # fmt: skip
_MOST_ROWS: Final = 9


def look(rx: Read, calendar: str, number: int | None) -> tuple[list[Year], Statement]:
    """Read the years to choose from and the statement of one, the present one by default."""
    chosen = years.of(calendar, number) if number is not None else years.holding(calendar, rx.today)
    found = reciprocity.years_with_runs(rx, calendar)
    if chosen not in found:
        found = sorted([*found, chosen], key=lambda year: -year.number)
    return found, reciprocity.statement(rx, chosen)


class Lines(QWidget):
    """A heading and a table as high as what it holds."""

    def __init__(self, title: str, columns: Sequence[Column], empty: str) -> None:
        super().__init__()
        self._lines: list[Mapping[str, object]] = []
        self.model = RowsModel(tuple(columns), self._block, self)
        self.table = RowsTable(self.model, title)
        self.table.set_empty(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(Section(title))
        column.addWidget(self.table)

    def show_lines(self, lines: Sequence[Mapping[str, object]], keys: Sequence[int]) -> None:
        """Show these lines under these keys."""
        self._lines = list(lines)
        self._places = {key: place for place, key in enumerate(keys)}
        self.model.set_ids([])
        self.model.set_ids(keys)
        rows = max(min(len(keys), _MOST_ROWS), 3)
        self.table.setFixedHeight(rows * theme.row_height("default") + theme.px(62))

    def _block(self, keys: Sequence[int]) -> list[Mapping[str, object] | None]:
        return [self._lines[self._places[key]] if key in self._places else None for key in keys]


class ReciprocityPage(QWidget):
    """`activate` takes a mapping: calendar (cy, in, us) and year; `found` is the statement that is shown."""

    KEY: ClassVar[str] = "reciprocity"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(parent)
        self._desk, self.choose = desk, choose
        self.found: Statement | None = None
        self._stale = True
        self._calendar = "in" if desk.facts.side == "IN" else "us"
        self._number: int | None = None
        self.header = PageHeader()
        self.calendar, self.year = QComboBox(), QComboBox()
        self.calendar.setAccessibleName(_("Calendar"))
        self.year.setAccessibleName(_("Year"))
        self.year.setMinimumWidth(theme.px(140))  # "FY 2026-27", whichever year came first
        for key in CALENDARS:
            self.calendar.addItem(_(CALENDAR_WORDS[key]), key)
        self.told = PlainLabel(wrap=True, colour="secondary")
        self.lead = PlainLabel(wrap=True, selectable=True, role="section")
        self.bars = PairedBars(_("What each side gave"))
        self.why_title = Section(_("Why it is so"))
        self.why = PlainLabel(wrap=True, selectable=True)
        self.topics = Lines(_("By topic"), looks.TOPICS, _("Nothing was given in this year."))
        self.runs = Lines(_("By run"), looks.RUNS, _("No run counts in this year."))
        self.rules = Caption()
        self.print = make_act(self, _("Print…"), "print", self._print, "Ctrl+P", own=True)
        self.print.setIcon(icons.icon("print", "on_accent"))
        self._lay_out()
        self.header.set_title(self.title(), _("Who gave whom what in a year, and who owes whom a seat"))
        self.header.set_actions([], self.print)
        self.calendar.activated.connect(self._chosen)
        self.year.activated.connect(self._chosen)
        for table in (self.topics.table, self.runs.table):
            table.setSizePolicy(self.sizePolicy())
        self.runs.table.opened.connect(self._open_run)
        desk.changed.connect(self._changed)
        self.setFocusProxy(self.calendar)
        kept = desk.peek(view_states.kept, desk.officer.key, self.KEY) or {}
        if kept.get("calendar") in CALENDARS:
            self._calendar = str(kept["calendar"])

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setContentsMargins(12, 0, 12, 0)
        asked.setSpacing(8)
        asked.addWidget(self.calendar)
        asked.addWidget(self.year)
        asked.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(8)
        for widget in (self.told, self.lead, self.bars, self.why_title, self.why, self.topics, self.runs,
                       Section(_("How it is counted")), self.rules):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(_("Reciprocity"))
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.header)
        whole.addLayout(asked)
        whole.addWidget(self.area, 1)

    # -- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """What the page is called."""
        return _("Reciprocity")

    def activate(self, argument: object = None) -> None:
        """Show the year that `argument` names, else the one shown last."""
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        if asked.get("calendar") in CALENDARS:
            self._calendar, self._number = str(asked["calendar"]), None
        if str(asked.get("year") or "").isdecimal():
            self._number = int(str(asked["year"]))
        self._load()
        self.calendar.setFocus()

    def view_state(self) -> dict[str, object]:
        """Where the page is: fit for `activate` after a lock or a change of language."""
        return {"calendar": self._calendar, **({"year": str(self._number)} if self._number is not None else {})}

    def leave(self) -> None:
        """Remember the calendar."""
        self._desk.keep_view(self.KEY, {"calendar": self._calendar})

    def panes(self) -> list[QWidget]:
        """What F6 goes between."""
        return [self.header, self.calendar, self.area]

    def acts(self) -> dict[str, QAction]:
        """Nothing that the window's menu has a line for."""
        return {}

    # -- shown ----------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self._stale = False
        self._desk.read(partial(self._take, self._calendar), look, self._calendar, self._number, latest=self.KEY)

    def _take(self, calendar: str, read: tuple[list[Year], Statement]) -> None:
        if calendar != self._calendar:
            return
        choices, made = read
        self.found, self._number = made, made.year.number
        self.calendar.setCurrentIndex(self.calendar.findData(calendar))
        self.year.clear()
        for year in choices:
            self.year.addItem(year.name, year.number)
        self.year.setCurrentIndex(self.year.findData(made.year.number))
        self.told.setText(made.year.told)
        self.lead.setText(made.lead.say())
        self.bars.set_pairs(looks.pairs(made))
        self.why.setText("\n".join(f"• {one.say()}" for one in made.why))
        for widget in (self.why, self.why_title):
            widget.setVisible(bool(made.why))
        topics = looks.topic_lines(made.topics)
        self.topics.show_lines(topics, range(1, len(topics) + 1))
        counting = [one for one in made.runs if one.counts]
        self.runs.show_lines([looks.run_line(one) for one in counting], [one.key for one in counting])
        self.rules.setText("\n".join(one.say() for one in made.rules))
        announce(self, f"{made.year.told}. {made.lead.say()}")

    def _chosen(self, _index: int) -> None:
        calendar = str(self.calendar.currentData())
        other = calendar != self._calendar
        self._calendar = calendar
        self._number = None if other else int(self.year.currentData())
        self._load()

    def _changed(self, change: Any) -> None:
        if not WATCHED.isdisjoint(change.nouns):
            if self.isVisible():
                self._load()
            else:
                self._stale = True

    def _open_run(self, key: object) -> None:
        if isinstance(key, int):
            whereabouts.show(self._desk, "runs", key)

    def _print(self) -> None:
        if self.found is not None:
            year = self.found.year
            self._desk.go.emit("reports", {"kind": "reciprocity", "year": str(year.number), "calendar": year.calendar})
