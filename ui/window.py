"""The desk's window: sidebar, page stack, strips, menus, status bar. It carries words between them; no logic of theirs.

Pages are loaded when they are first gone to, and know nothing of this room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import errors, joint_actions, keyring, view_states
from hsdclient.joint_actions import GroupCount
from hsdclient.words import _, language
from hsdclient.workspaces import Workspace
from ui import theme
from ui.desk import Desk
from ui.duties import Duties
from ui.menus import Menus
from ui.parts.bands import Band
from ui.parts.messages import say
from ui.parts.panes import FocusCycle, Splitter
from ui.parts.pickers import Chooser, ask_path
from ui.parts.progress import ProgressStrip
from ui.parts.sidebar import Sidebar, SidebarItem
from ui.parts.strips import ActStrip
from ui.parts.tab_order import step
from ui.preferences import Preferences
from ui.rooms import BELOW, PAGES, TOP, make
from ui.statusline import StatusLine

VIEW = "window"
_COUNTED = {"joint_actions", "action_sides", "working_groups"}


class Window(QWidget):
    """The inside of the house while a workspace is open. `door_wanted`: create, open or restore."""

    lock_wanted = Signal()
    quit_wanted = Signal()
    door_wanted = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        house: QMainWindow,
        *,
        choose: Chooser = ask_path,
        cost: keyring.Cost = keyring.STANDARD,
    ) -> None:
        super().__init__()
        self.house, self.preferences, self.choose, self.cost = house, preferences, choose, cost
        self.desk = Desk(workspace, self)
        self._state: dict[str, Any] = {}
        self._counts: list[GroupCount] = []
        self._undoable = self._redoable = ""
        self._dragged = False
        self._pages: dict[str, Any] = {}
        self._here: tuple[str, object] = ("home", {})
        self._offered: Any = None
        self._shut = False
        self._build_bands()
        self.sidebar = Sidebar()
        self.sidebar.setMinimumWidth(theme.px(120))
        self.sidebar.chosen.connect(self._chosen)
        self.stack = QStackedWidget()
        self.strip = ActStrip()
        self.strip.acted.connect(self._take_offer)
        self.progress = ProgressStrip()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        for strip in (self.strip, self.progress):
            column.addWidget(strip)
        self.panes = Splitter([("sidebar", self.sidebar, 0), ("page", right, 1)])
        self.panes.splitterMoved.connect(self._was_dragged)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bands)
        whole.addWidget(self.panes, 1)
        self.cycle = FocusCycle(self, self._focus_panes)
        self.duties = Duties(self)
        self.menus: Menus | None = None
        self.status: StatusLine | None = None
        desk = self.desk
        desk.changed.connect(self._changed)
        desk.saved.connect(self._saved)
        desk.failed.connect(self._failed)
        desk.undoable.connect(self._name_undo)
        desk.redoable.connect(self._name_redo)
        desk.notice.connect(self._offer)
        desk.go.connect(self.go)
        preferences.failed.connect(self._failed)

    # --- beginning, rebuilding, leaving ---------------------------------------------------------------

    def begin(self) -> None:
        """Fill the window: where the officer was, counts, the last backup."""
        self._state = self.desk.peek(view_states.kept, self.desk.officer.key, VIEW) or {}
        self._restore_geometry()
        where = self._state.get("page")
        argument = self._state.get("argument")
        self.go(where if where in PAGES else "home", argument if isinstance(argument, dict) else {})
        self._furnish()  # while the page's first look at the database is under way
        self.desk.ask_undoable()
        self.duties.begin()

    def _furnish(self) -> None:
        """Everything with words in it, in the language of the screen."""
        facts = self.desk.facts
        self.house.setWindowTitle(
            _("{name} – HSD client").format(name=facts.name) + (f" – {_('SAMPLE')}" if facts.sample else "")
        )
        self.sample.setText(_("SAMPLE · a workspace to try things in, with invented details"))
        self.read_only.setText(
            _("Read-only: you can look, search and print; nothing can be changed here.")
        )
        self.sidebar.setAccessibleName(_("Pages"))
        if self.menus is not None:
            self.menus.deleteLater()
            for action in self.menus.actions.values():
                self.house.removeAction(action)
        self.menus = Menus(
            self.house,
            self.preferences,
            self.duties.acts(),
            writable=self.desk.writable,
            pages=tuple((key, _(title), keys) for key, title, _drawing, keys in TOP),
            below={above: tuple((key, _(title), keys) for key, title, _drawing, keys in lines)
                   for above, lines in BELOW.items()},
            go=self._go_to_page,
            possible=self.duties.possible,
            barred=self.duties.barred(),
            parent=self,
        )
        self.menus.name_undo(self._undoable, self._redoable)
        if self.status is not None:
            self.house.statusBar().removeWidget(self.status)
            self.status.deleteLater()
        officer, zone = self.desk.officer, self.desk.facts.time_zone
        self.status = StatusLine(self.house, officer, writable=self.desk.writable, zone=zone, parent=self)
        self.status.lock_wanted.connect(self.lock_wanted)
        self.status.backup_wanted.connect(self.duties.back_up)
        self.status.stop_wanted.connect(self.duties.stop_quiet)
        self.status.show()
        self._fill_sidebar()

    def rebuild(self) -> None:
        """Build every page anew in the language, size and look of the moment; what was typed is kept by the pages."""
        if self._shut:
            return
        key, argument = self._here
        page = self._pages.get(key)
        if page is not None:
            page.leave()
            argument = self._state_of(page, argument)
        for old in self._pages.values():
            self.stack.removeWidget(old)
            old.deleteLater()
        self._pages = {}
        self._furnish()
        self.go(key, argument)
        self.duties.look_at_backups()

    def prepare_to_leave(self) -> None:
        """Let the page save what is unfinished, and remember where the officer is."""
        key, argument = self._here
        page = self._pages.get(key)
        if page is not None:
            page.leave()
            argument = self._state_of(page, argument)
        body = {
            "page": key,
            "argument": argument if isinstance(argument, dict) else {},
            "panes": self.panes.state(),
            "geometry": bytes(self.house.saveGeometry().toBase64().data()).decode("ascii"),
            "folded": self.sidebar.state().get("folded"),
            "dragged": self._dragged,
        }
        self.desk.keep_view(VIEW, body)

    @staticmethod
    def _state_of(page: Any, argument: object) -> object:
        state = getattr(page, "view_state", None)
        found = state() if state is not None else None
        return found if isinstance(found, dict) and found else argument

    def shut(self) -> None:
        """Let all work finish and close the workspace."""
        if self._shut:
            return
        self._shut = True
        self.duties.end()
        self.house.menuBar().clear()
        if self.status is not None:
            self.house.statusBar().removeWidget(self.status)
            self.status.deleteLater()
        if self.menus is not None:
            for action in self.menus.actions.values():
                self.house.removeAction(action)
        self.desk.close()

    def settle(self) -> None:
        """Bring the disk up to date while nobody works."""
        self.desk.make(_nothing, self.desk.store.settle, _nothing)

    def _restore_geometry(self) -> None:
        geometry = self._state.get("geometry")
        if isinstance(geometry, str) and geometry.isascii():
            self.house.restoreGeometry(QByteArray.fromBase64(QByteArray(geometry.encode("ascii"))))
        panes = self._state.get("panes")
        if isinstance(panes, dict):
            self.panes.restore(panes)
            self.panes.fold("page", False)
            self._dragged = bool(self._state.get("dragged"))

    # --- bands ----------------------------------------------------------------------------------------

    def _build_bands(self) -> None:
        self.bands = QWidget()
        column = QVBoxLayout(self.bands)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.sample, self.read_only = Band("amber"), Band("neutral")
        self.sample.setVisible(self.desk.facts.sample)
        self.read_only.setVisible(not self.desk.writable)
        for band in (self.sample, self.read_only):
            column.addWidget(band)

    # --- pages ----------------------------------------------------------------------------------------

    def page(self, key: str) -> Any:
        """The page `key`, made when it is first asked for."""
        if key not in self._pages:
            made = make(key, self.desk, self)
            self._pages[key] = made
            self.stack.addWidget(made)
        return self._pages[key]

    def current(self) -> Any:
        """The page shown now."""
        return self._pages[self._here[0]]

    def go(self, key: str, argument: object = None) -> None:
        """Show page `key` with `argument`; the page before saves what is unfinished."""
        if key == "trash":
            key, argument = "joint_actions", {"trash": True}
        if key not in PAGES:
            return
        before = self._pages.get(self._here[0])
        page = self.page(key)
        if before is not None and before is not page:
            before.leave()
        self._here = (key, argument if argument is not None else {})
        self.stack.setCurrentWidget(page)
        page.activate(self._here[1])
        self.sidebar.select(_entry_of(key, self._here[1]))

    def _go_to_page(self, key: str) -> None:
        self.go(key, {})
        self.current().setFocus()

    def _chosen(self, entry: str) -> None:
        key, _colon, code = entry.partition(":")
        if key == "group":
            self.go("joint_actions", {"groups": (code,)})
        elif key == "joint_actions":
            self.go("joint_actions", {"groups": ()})
        elif key == "documents":
            self.go("documents", {"trash": code == "trash"})
        else:
            self.go(key, {})

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Between two pages too: while the window is built anew Qt moves the keyboard off what goes.
        inner = getattr(self._pages.get(self._here[0]), "tab_parts", None)
        inside = inner() if callable(inner) else [self.stack]
        parts = [self.sidebar, *inside, self.strip, self.progress, self.house.statusBar()]
        return step(parts, forward=forward) or super().focusNextPrevChild(forward)

    def _focus_panes(self) -> Sequence[QWidget]:
        panes = getattr(self.current(), "panes", None)
        inner = panes() if callable(panes) else [self.stack]
        return [self.sidebar, *inner]

    def _fill_sidebar(self) -> None:
        hindi = language() == "hi"
        groups = tuple(
            SidebarItem(
                f"group:{one.code}",
                f"{one.code} · {(hindi and one.name_hi) or one.name_en}",
                count=one.open,
                alert=one.overdue,
                alert_text=_("{count} overdue").format(count=one.overdue),
            )
            for one in self._counts
        )
        below: dict[str, tuple[SidebarItem, ...]] = {
            "joint_actions": (*groups, SidebarItem("trash", _("Trash"), "trash")),
            "documents": (SidebarItem("documents:trash", _("Trash"), "trash"),),
        }
        for above, lines in BELOW.items():
            below[above] = tuple(SidebarItem(key, _(title), drawing) for key, title, drawing, _keys in lines)
        items = []
        for key, title, drawing, _keys in TOP:
            children = below.get(key, ())
            count = sum(one.open for one in self._counts) if key == "joint_actions" and self._counts else None
            items.append(SidebarItem(key, _(title), drawing, count=count, children=children, shy=key in BELOW))
        self.sidebar.set_items(items)
        self.sidebar.restore({"folded": self._state.get("folded"), "key": _entry_of(*self._here)})
        if not self._dragged:  # wide enough for its entries, in either language, until the officer says otherwise
            self.panes.give("sidebar", self.sidebar.wanted_width(), most=0.22 * min(1.4, theme.scale()))

    def _was_dragged(self) -> None:
        self._dragged = True

    def count(self) -> None:
        """Ask for open and overdue actions of each group, for the sidebar."""
        self.desk.read(self._counted, joint_actions.counts, latest="sidebar counts")

    def _counted(self, counts: list[GroupCount]) -> None:
        if counts != self._counts:
            self._counts = counts
            self._state["folded"] = self.sidebar.state().get("folded")
            self._fill_sidebar()

    # --- news -----------------------------------------------------------------------------------------

    def _changed(self, change: Any) -> None:
        if _COUNTED & set(change.nouns):
            self.count()
        if "workspace" in change.nouns:
            self._furnish()

    def _saved(self, at: Any) -> None:
        if self.status is not None:
            self.status.saved(at)

    def _name_undo(self, sentence: str) -> None:
        self._undoable = sentence
        self._name_acts()

    def _name_redo(self, sentence: str) -> None:
        self._redoable = sentence
        self._name_acts()

    def _name_acts(self) -> None:
        if self.menus is not None:
            self.menus.name_undo(self._undoable, self._redoable)

    def _offer(self, sentence: str, undo: Any) -> None:
        self._offered = undo
        act = _("Redo") if undo == self.desk.redo else _("Undo")
        self.strip.offer(sentence, act if undo is not None else "")

    def _take_offer(self) -> None:
        offered, self._offered = self._offered, None
        if offered is not None:
            offered()

    def _failed(self, error: errors.HsdError) -> None:
        """A sentence that no page took: the strip for what the officer can mend, a box for the rest."""
        if isinstance(error, errors.Refused):
            self._offer(error.sentence, None)
        else:
            say(self, _("This was not done"), error.sentence, "warning")


def _entry_of(key: str, argument: object) -> str:
    """The sidebar's entry for a page with its argument."""
    if key == "documents" and isinstance(argument, dict) and argument.get("trash"):
        return "documents:trash"
    if key != "joint_actions" or not isinstance(argument, dict):
        return key
    if argument.get("trash"):
        return "trash"
    groups: Sequence[str] = tuple(argument.get("groups") or ())
    return f"group:{groups[0]}" if len(groups) == 1 else key


def _nothing(_result: object) -> None:
    """For work whose result nobody waits for."""


