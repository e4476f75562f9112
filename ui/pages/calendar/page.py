"""The page: the painted calendar, the line over it, what is chosen in words below, and the acts on it.

Joins the rooms of this package; what moving a run means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, view_states
from hsdclient.fields import Field
from hsdclient.words import N_, _, language
from ui import icons
from ui.desk import Desk
from ui.ledger.book import Book
from ui.pages.calendar import filters, looks
from ui.pages.calendar.bar import VIEWS, CalendarBar
from ui.pages.calendar.saving import Saving
from ui.parts.calendar_grid import CalendarGrid
from ui.parts.calendar_plan import WEEK, month_weeks, week_of
from ui.parts.chips import FilterBar
from ui.parts.form_dialog import FormDialog
from ui.parts.labels import ElidedLabel
from ui.parts.menus import menu_of
from ui.parts.panes import PageHeader
from ui.parts.pickers import Chooser, ask_path
from ui.record_acts import make_act
from ui.training import run_looks
from ui.training.move_dialog import MoveRun, stuck

WATCHED: Final = frozenset({"runs", "run_sides", "run_deadlines", "nominations", "agencies", "working_groups"})
_GO: Final = (Field("day", N_("Day"), "date", required=True),)


class CalendarPage(QWidget):
    """`activate` takes a mapping: day (ISO), view (month, week), run (its key), and the filters."""

    KEY: ClassVar[str] = "calendar"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view, self._day = "month", desk.today
        self._shown = looks.Shown((), {}, {}, 0, 0)
        self._wanted = ""  # the span to choose when it has come
        self._begun = False
        self.book = Book(desk, "calendar", self)
        self.header = PageHeader()
        self.bar = CalendarBar()
        self.filters = FilterBar(filters.filters(self.book))
        self.grid = CalendarGrid(_("Training calendar"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.grid)
        self.told = ElidedLabel()
        self.open = QPushButton(icons.icon("next"), _("Open the run"))
        self.move_button = QPushButton(icons.icon("calendar"), _("Move run…"))
        self.moving = MoveRun(desk, self)
        self.saving = Saving(desk, self, choose)
        self._make_acts()
        self._lay_out()
        self._connect()
        desk.read(self._restore, view_states.kept, desk.officer.key, self.KEY)

    def _make_acts(self) -> None:
        self.new = make_act(self, _("New run"), "add", self._begin_run, "Ctrl+N")
        self.new.setIcon(icons.icon("add", "on_accent"))
        self.open_act = make_act(self, _("Open the run"), "next", self._open)
        self.move_act = make_act(self, _("Move run…"), "calendar", self._move, "Ctrl+Shift+M", own=True)
        self.export = make_act(self, _("Export…"), "export", self._export, "Ctrl+E")
        self.print = make_act(self, _("Print…"), "print", self._print, "Ctrl+P", own=True)
        self.acts_of_menu = {"export": self.export}
        for words, what, keys in (
            (_("Today"), self.go_to_today, "Alt+Home"), (_("Go to date…"), self.ask_day, "Ctrl+G"),
            (_("Month or week"), self._other_view, "Ctrl+Shift+G"),
        ):  # fmt: skip
            make_act(self, words, "calendar", what, keys, own=True)
        self.header.set_title(self.title())
        self.header.set_actions([self.print, self.export], self.new if self._desk.writable else None)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setContentsMargins(12, 4, 12, 8)
        below.setSpacing(8)
        below.addWidget(self.told, 1)
        below.addWidget(self.open)
        below.addWidget(self.move_button)
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.addWidget(self.filters)
        inside = QHBoxLayout()
        inside.setContentsMargins(12, 0, 12, 0)
        inside.addWidget(self.area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.header)
        whole.addLayout(line)
        whole.addWidget(self.bar)
        whole.addLayout(inside, 1)
        whole.addLayout(below)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        grid = self.grid
        grid.opened.connect(self._opened)
        grid.moved.connect(self._carried)
        grid.stuck.connect(self._stuck)
        grid.away.connect(self._away)
        grid.turned.connect(self.turn)
        grid.more.connect(self._more)
        grid.current_changed.connect(self._say)
        grid.menu_wanted.connect(self._menu)
        self.bar.turned.connect(self.turn)
        self.bar.today_wanted.connect(self.go_to_today)
        self.bar.day_wanted.connect(self.ask_day)
        self.bar.view_chosen.connect(self.set_view)
        self.filters.changed.connect(self._filtered)
        self.filters.leave.connect(grid.setFocus)
        self.open.clicked.connect(self._open)
        self.move_button.clicked.connect(self._move)
        self.book.loaded.connect(self.filters.retranslate)
        self._desk.changed.connect(self._changed)

    # -- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """The page's name."""
        return _("Training calendar")

    def activate(self, argument: object = None) -> None:
        """Show the day, view, run and filters of `argument`; else where it was left."""
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        if asked.get("view") in VIEWS:
            self._view = str(asked["view"])
        known = {key: asked[key] for key in (*filters.ASKED, *filters.FLAGS) if key in asked}
        if known:
            self.filters.set_values(known)
        if isinstance(asked.get("run"), int):
            self._wanted = f"{looks.RUN}:{asked['run']}"
        self._begun = True
        self.show_day(date.fromisoformat(asked["day"]) if isinstance(asked.get("day"), str) else self._day)
        self.grid.setFocus()

    def view_state(self) -> dict[str, object]:
        """Where the page is: fit for `activate` after a lock or a change of language."""
        return {"day": self.grid.day().isoformat(), "view": self._view, **self.filters.values()}

    def leave(self) -> None:
        """Remember view and filters."""
        self._desk.keep_view(self.KEY, {"view": self._view, "filters": self.filters.values()})

    def _restore(self, body: Mapping[str, Any]) -> None:
        if isinstance(body.get("filters"), dict) and not self.filters.values():
            self.filters.set_values(body["filters"])
        if body.get("view") in VIEWS and not self._begun:
            self._view = str(body["view"])
        elif self._begun:
            self.load()

    def find(self) -> None:  # type: ignore[override]  # Qt's static find(window id) is never meant on a page
        """Ctrl+F: limit what is shown."""
        self.filters.focus_search()

    def acts(self) -> dict[str, QAction]:
        """The acts that the window's menu offers here."""
        return self.acts_of_menu

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return [self.filters, self.grid]

    # -- which days ---------------------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        """Month or week."""
        return self._view

    def first_weekday(self) -> int:
        """0, Monday, in India; 6, Sunday, in the United States."""
        return 6 if self._desk.facts.side == "US" else 0

    def show_day(self, day: date) -> None:
        """Show the month or week of `day` and take it in hand."""
        self._day = min(max(day, date(dates.FIRST_YEAR, 2, 1)), date(dates.LAST_YEAR, 11, 30))
        first, weeks = week_of(self._day, self.first_weekday()), 1
        if self._view == "month":
            first, weeks = month_weeks(self._day, self.first_weekday())
        month = self._day.month if self._view == "month" else 0
        self.grid.show_days(first, weeks, month=month, today=self._desk.today, roomy=self._view == "week")
        self.bar.say(self._named(), self._view)
        current = self.grid.current()
        self.grid.choose(self._day, current.key if current is not None else "")
        self.load()

    def _named(self) -> str:
        if self._view == "month":
            return dates.say_long(self._day, language()).partition(" ")[2]
        first = self.grid.first()
        return run_looks.said_days(first, first + timedelta(days=WEEK - 1))

    def turn(self, by: int) -> None:
        """The month or week before or after."""
        if self._view == "week":
            self.show_day(self._day + timedelta(days=WEEK * by))
            return
        month = self._day.year * 12 + self._day.month - 1 + by
        first = date(month // 12, month % 12 + 1, 1)
        self.show_day(min(first + timedelta(days=self._day.day - 1),
                          (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)))  # fmt: skip

    def set_view(self, view: str) -> None:
        """Month or week, around the day in hand."""
        self._view = view
        self.show_day(self._day)
        self.grid.setFocus()

    def _other_view(self) -> None:
        self.set_view("week" if self._view == "month" else "month")

    def go_to_today(self) -> None:
        """Show today."""
        self.show_day(self._desk.today)
        self.grid.setFocus()

    def ask_day(self) -> None:
        """Ask for a day, and go there."""
        dialog = FormDialog(_("Go to date"), _GO, _("Go"), self.window())
        dialog.sent.connect(partial(self._asked_day, dialog))
        dialog.start({"day": self._day.isoformat()}, "day")

    def _asked_day(self, dialog: FormDialog, values: Mapping[str, Any]) -> None:
        dialog.taken()
        self.show_day(dates.read(str(values["day"])))

    def _away(self, day: date) -> None:
        self.show_day(day)

    def _more(self, day: date) -> None:
        self._view = "week"
        self.show_day(day)

    # -- what is shown ------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read what the days shown hold."""
        if not self._begun:
            return
        values = self.filters.values()
        self._desk.read(
            self._take, looks.look, self.grid.first(), self.grid.last(), filters.asked(values),
            without_deadlines=bool(values.get("no_deadlines")), overdue=bool(values.get("overdue")),
            holidays=not values.get("no_holidays"), cancelled=bool(values.get("cancelled")),
            writable=self._desk.writable, latest="calendar",
        )  # fmt: skip

    def _take(self, shown: looks.Shown) -> None:
        self._shown = shown
        self.grid.show_spans(shown.spans, shown.notes)
        self.filters.set_counts(shown.runs, shown.every_run)
        if self._wanted:
            wanted = next((one for one in shown.spans if one.key == self._wanted), None)
            self._wanted = ""
            if wanted is not None:
                self.grid.choose(max(wanted.first, self.grid.first()), wanted.key)
        self._say()

    def _filtered(self, _values: object) -> None:
        self.load()

    def _changed(self, change: Any) -> None:
        if not WATCHED.isdisjoint(change.nouns) and self._begun:
            self.load()

    def _say(self) -> None:
        self._day = self.grid.day()
        self.told.setText(self.grid.sentence())
        span, run = self.grid.current(), self.run()
        self.open.setEnabled(run is not None)
        self.open_act.setEnabled(run is not None)
        may = run is not None and self._desk.writable and (span is None or span.movable or self._of_deadline())
        self.move_button.setVisible(self._desk.writable)
        self.move_button.setEnabled(may)
        self.move_act.setEnabled(may)

    def _of_deadline(self) -> bool:
        span = self.grid.current()
        return span is not None and span.key.startswith(looks.DEADLINE)

    def run(self) -> int | None:
        """The run in hand, or that of the deadline in hand."""
        span = self.grid.current()
        return self._shown.run_of.get(span.key) if span is not None else None

    # -- acts ---------------------------------------------------------------------------------------------------

    def _opened(self, _key: str) -> None:
        self._open()

    def _open(self) -> None:
        run = self.run()
        if run is not None:
            tab = "programme" if self._of_deadline() else "details"
            self._desk.go.emit("training", {"record": run, "tab": tab})

    def _begin_run(self) -> None:
        self.new_record()

    def new_record(self) -> None:
        """Begin a run on the day in hand, on the page of runs."""
        if self._desk.writable:
            self._desk.go.emit("training", {"new": {"starts": self.grid.day().isoformat()}})

    def _move(self) -> None:
        run = self.run()
        if run is not None:
            self.moving.ask(run)

    def _carried(self, key: str, days: int) -> None:
        run = self._shown.run_of.get(key)
        if run is not None:
            self.moving.ask_by(run, days)

    def _stuck(self, key: str) -> None:
        if key.startswith(looks.DEADLINE):
            said = _("A deadline moves with its run. Move the run, or change the deadline in its programme.")
        elif not self._desk.writable:
            said = _("Nothing can be changed here.")
        else:
            said = stuck("cancelled" if self._struck(key) else "held")
        self._desk.notice.emit(said, None)

    def _struck(self, key: str) -> bool:
        return any(one.struck for one in self._shown.spans if one.key == key)

    def _menu(self, place: QPoint) -> None:
        acts = [self.open_act, *([self.move_act] if self._desk.writable else [])]
        menu_of(self, acts, [self.print, self.export]).popup(place)

    def _print(self) -> None:
        year = str(self.grid.day().year)
        self._desk.go.emit("reports", {"kind": "training-calendar", "year": year, "calendar": "cy"})

    def _export(self) -> None:
        self.saving.save(filters.asked(self.filters.values()))
