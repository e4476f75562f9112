"""The page: a new report, the register, verification, as three tabs under one header with the acts of the first.

Joins the rooms of this package; what a report is, the core knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hsdclient.reports.scope import OF_TRAINING
from hsdclient.words import _
from ui import icons
from ui.desk import Desk
from ui.pages.reports.new import NewReport
from ui.pages.reports.register import RegisterView
from ui.pages.reports.saving import open_folder
from ui.pages.reports.verify import VerifyView
from ui.parts.labels import set_tooltip
from ui.parts.panes import PageHeader
from ui.parts.pickers import Chooser, ask_path
from ui.parts.preview import PrinterChooser, ask_printer

TABS: Final = ("new", "register", "verify")


class ReportsPage(QWidget):
    """`activate` takes a mapping: tab, number (of the register), order (entries), or kind, groups, reference, round."""

    KEY: ClassVar[str] = "reports"

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        choose: Chooser = ask_path,
        choose_printer: PrinterChooser = ask_printer,
        show_folder: Callable[[Path], bool] = open_folder,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.header = PageHeader()
        self.new = NewReport(desk, choose, choose_printer, show_folder)
        self.register = RegisterView(desk)
        self.verify = VerifyView(desk, choose)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Reports"))
        self.tabs.tabBar().setAccessibleName(_("Reports"))
        views = (self.new, self.register, self.verify)
        for view, name in zip(views, (_("New report"), _("Register"), _("Verify a report")), strict=True):
            self.tabs.addTab(view, name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)
        self.act_print = self._act("print", "text", self.new.print)
        self.act_save = self._act("save", "on_accent", self.new.save)
        self.new.acts_changed.connect(self._name_acts)
        self.new.issued.connect(self.register.show_next)
        self.tabs.currentChanged.connect(self._turned)
        self.header.set_title(self.title())
        for keys, act in (("Ctrl+S", self.act_save), ("Ctrl+P", self.act_print)):
            if desk.writable:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(partial(self._press, act))
        self._turned()

    def _act(self, drawing: str, colour: str, what: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setIcon(icons.icon(drawing, colour))
        action.triggered.connect(what)
        return action

    # --- what the window asks -------------------------------------------------------------------------

    def title(self) -> str:
        """The page's name."""
        return _("Reports")

    def activate(self, argument: object = None) -> None:
        """Show the tab, begin the order or open the register as `argument` says."""
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        values = order_values(asked)
        number = asked.get("number")
        tab = asked.get("tab")
        if values:
            self.new.take(values)
            tab = tab or "new"
        if isinstance(number, str) and number:
            tab = "register"
        if tab in TABS:
            self.tabs.setCurrentIndex(TABS.index(tab))
        if self.tab() == "register":
            self.register.activate(number if isinstance(number, str) else "")
        self._focus()

    def _focus(self) -> None:
        """Put the keyboard where the officer begins on the tab in front."""
        if self.tab() == "new":
            self.new.order.form.focus()
        elif self.tab() == "register":
            self.register.table.setFocus()
        else:
            self.verify.focus()

    def tab(self) -> str:
        """The key of the tab in front."""
        return TABS[self.tabs.currentIndex()]

    def view_state(self) -> dict[str, object]:
        """Where the page is: fit for `activate` after a lock or a change of language."""
        return {"tab": self.tab(), "order": self.new.order.values()}

    def find(self) -> None:  # type: ignore[override]  # QWidget.find(int) is another thing
        """Ctrl+F: the search field of the tab in front."""
        field = {"new": self.new.preview.bar.search, "register": self.register.search}.get(self.tab())
        if field is not None:
            field.setFocus()

    def leave(self) -> None:
        """Keep the order and the views; stop what nobody looks at."""
        self.new.leave()
        self.register.keep()

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through."""
        if self.tab() == "new":
            return [self.header, self.new.order, self.new.stack]
        if self.tab() == "register":
            return [self.header, self.register.splitter.pane("list"), self.register.detail]
        return [self.header, self.verify]

    # --- tabs and acts --------------------------------------------------------------------------------

    def show_register(self) -> None:
        """The reports issued."""
        self.tabs.setCurrentIndex(TABS.index("register"))

    def show_verify(self) -> None:
        """Is this report genuine?"""
        self.tabs.setCurrentIndex(TABS.index("verify"))
        self._focus()

    def _press(self, act: QAction) -> None:
        if self.tab() == "new":
            act.trigger()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus()

    def _turned(self, _index: int = 0) -> None:
        if self.tab() == "register":
            self.register.activate()
        if self._desk.writable and self.tab() == "new":
            self.header.set_actions([self.act_print], self.act_save)
        else:
            self.header.set_actions([])
        self._name_acts()

    def _name_acts(self) -> None:
        number = self.new.number()
        if number:
            save, printed = _("Save a copy …"), _("Print again …")
            about = _("{number} is issued; its file can be saved and printed again.").format(number=number)
        else:
            save, printed = _("Issue and save as PDF …"), _("Issue and print …")
            about = _("Registers the report under the next number.")
        for action, words, keys, enabled in (
            (self.act_save, save, "Ctrl+S", self.new.can_save()),
            (self.act_print, printed, "Ctrl+P", self.new.can_print()),
        ):
            action.setText(words)
            set_tooltip(action, f"{words.removesuffix(' …')} ({keys})\n{about}")
            action.setEnabled(enabled)


def order_values(asked: Mapping[str, Any]) -> dict[str, object]:
    """The entries of an order that an argument names; none when it names nothing of it."""
    if isinstance(asked.get("order"), Mapping):
        return dict(asked["order"])
    values = {key: asked[key] for key in ("kind", "audience", "as_of", "language") if isinstance(asked.get(key), str)}
    groups = asked.get("groups")
    if values.get("kind") in OF_TRAINING:
        return {**values, **_of_training(asked)}
    if isinstance(asked.get("round"), str) and asked["round"]:
        return {"kind": "scorecard", **values, "round": asked["round"], "any_round": asked["round"]}
    if isinstance(asked.get("reference"), str) and asked["reference"]:
        return {"kind": "dossier", **values, "reference": asked["reference"]}
    if isinstance(groups, (tuple, list)) and groups:
        codes = [str(code) for code in groups]
        if len(codes) == 1 and values.get("kind", "status") == "status":
            return {"kind": "status", **values, "group": codes[0]}
        return {"kind": "consolidated", **values, "groups": codes}
    return values


def _of_training(asked: Mapping[str, Any]) -> dict[str, object]:
    """What a sheet of training is about; one certificate of a run is no longer all of them."""
    values: dict[str, object] = {key: asked[key] for key in ("year", "calendar") if isinstance(asked.get(key), str)}
    run, numbers = asked.get("run"), asked.get("certificates")
    if isinstance(run, str) or numbers:
        values |= {"run": run or "", "any_run": run or "", "certificates": ""}
    if isinstance(numbers, (str, tuple, list)):
        values["certificates"] = numbers
    return values
