"""The page of evaluations: who is to be asked months after a run, reminders, answers as they come.

Reaction forms and figures are where the run is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from hsdclient.training.evaluations import DueRow
from hsdclient.words import _
from ui import icons
from ui.desk import Desk
from ui.importing.exporting import Exporting
from ui.pages.evaluations.detail import DueDetail
from ui.pages.evaluations.listing import DueList
from ui.parts.menus import menu_of
from ui.parts.pickers import Chooser, ask_path
from ui.record_acts import RecordActs, make_act
from ui.record_list import RecordList
from ui.record_page import RecordPage
from ui.training.evaluation_deeds import EvaluationDeeds


class Acts(RecordActs):
    """Answers, reminders, and where a line belongs."""

    def __init__(self, page: EvaluationsPage) -> None:
        super().__init__(page)
        self._page = page
        self.answers = make_act(page, _("Enter the answers…"), "add", page.enter_answers, "Ctrl+Shift+J", own=True)
        self.answers.setIcon(icons.icon("add", "on_accent"))
        self.chase = make_act(page, _("Chase…"), "clock", page.chase, "Ctrl+Shift+H", own=True)
        self.run = make_act(page, _("Go to the run"), "training", page.go_to_run)
        self.person = make_act(page, _("Go to the person"), "trainee", page.go_to_person)
        self.export = self.make(_("Export…"), "export", page.exporting.export, "Ctrl+E")
        self.by_name = {"copy": self.copy, "columns": self.columns, "fold": self.fold, "export": self.export}

    def arrange(self) -> None:
        """Put the buttons into the page's header."""
        writable = self._page.writable
        self._page.header.set_actions(
            [*([self.chase] if writable else []), self.run, self.more], self.answers if writable else None
        )

    def enable(self, card: DueRow | None) -> None:
        """Say which acts can be done with `card`."""
        open_one = card is not None and card.state != "received" and self._page.writable
        self.answers.setEnabled(open_one)
        self.chase.setEnabled(self._page.writable and bool(self._page.late()))
        for act in (self.run, self.person, self.copy):
            act.setEnabled(card is not None)

    def selection_changed(self) -> None:
        """More or fewer lines are chosen."""
        self.enable(self._page.card())

    def more_menu(self) -> QMenu:
        return menu_of(self._page, [self.run, self.person], [self.export], [self.columns, self.side, self.fold])

    def context_menu(self) -> QMenu:
        changing = [self.answers, self.chase] if self._page.writable else []
        return menu_of(self._page, changing, [self.run, self.person], [self.copy, self.columns])


class EvaluationsPage(RecordPage):
    """`activate` takes a mapping: record (a line's key), run (key), state, by, side, before, text."""

    KEY: ClassVar[str] = "evaluations"
    detail: DueDetail
    can: Acts

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, "evaluations/frame", parent)
        self.writable = desk.writable
        self.deeds = EvaluationDeeds(desk, self, choose=choose)
        self.list = DueList(desk, self.stack)
        self.list.table.set_density(density)
        self.stack.addWidget(self.list)
        self.begin(DueDetail(desk, self.side))
        self.exporting = Exporting(self, desk, self.KEY, choose=choose)
        self.can = Acts(self)
        self.list.current.connect(self._current)
        self.list.opened.connect(self._opened)
        self.list.wanted.connect(self._wanted)
        self.list.table.menu_wanted.connect(self.can.menu_at)
        self.list.table.selection_changed.connect(self.can.selection_changed)
        self.detail.shown.connect(self.can.enable)
        self.can.arrange()
        self.can.enable(None)
        self.setFocusProxy(self.list.table)

    @property
    def listing(self) -> RecordList:
        return self.list

    def lists(self) -> list[RecordList]:
        return [self.list]

    def title(self) -> str:
        """What is listed."""
        return _("Evaluations")

    def activate(self, argument: object = None) -> None:
        """Show the due list, filtered as `argument` says, and the line it names."""
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        values: dict[str, object] = {}
        for key in ("run", "state", "by", "side"):
            given = asked.get(key)
            if given:
                values[key] = [str(one) for one in given] if isinstance(given, list | tuple) else [str(given)]
        for key in ("before", "text"):
            if asked.get(key):
                values[key] = str(asked[key])
        record = asked.get("record") if isinstance(asked.get("record"), int) else None
        self.header.set_title(self.title(), _("How training is used at work: trainee and supervisor, months later"))
        self.list.show_up(values or None, record)
        current = record if record is not None else self.list.table.current_id()
        self.detail.show_record(current if isinstance(current, int) else None)
        self._front("detail" if record is not None and self._narrow else "list")
        self.list.table.setFocus()

    def view_state(self) -> dict[str, object]:
        """Where the page is: fit for `activate` after a lock or a change of language."""
        return {} if self.detail.card is None else {"record": self.detail.card.key}

    def card(self) -> DueRow | None:
        """The line beside the list."""
        return self.detail.card

    def chosen(self) -> list[DueRow]:
        """The chosen lines that were read."""
        rows = [self.list.row(key) for key in self.list.selected()]
        return [row for row in rows if row is not None]

    def late(self) -> list[DueRow]:
        """Those of the chosen ones whose day has come."""
        return [row for row in self.chosen() if row.state == "overdue"]

    def _wanted(self, what: str) -> None:
        if what == "look":
            self._opened(None)

    # -- acts ---------------------------------------------------------------------------------------------------

    def enter_answers(self) -> None:
        """Ask for the answers of the line beside the list."""
        card = self.card()
        if card is not None and card.state != "received":
            self.deeds.answers(card)

    def chase(self) -> None:
        """Record that the chosen ones were asked again."""
        self.deeds.chase(self.late())

    def go_to_run(self) -> None:
        """Go to the run of the line beside the list."""
        if self.detail.card is not None:
            self.detail.part("details").go_to_run()

    def go_to_person(self) -> None:
        """Go to the person of the line beside the list."""
        if self.detail.card is not None:
            self.detail.part("details").go_to_person()
