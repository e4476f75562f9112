"""The page: a list for each view, one action or a new one beside it, and the acts on what is selected.

Joins the rooms of this package; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import joint_actions, view_states
from hsdclient.joint_actions import ActionCard, Recorded
from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.pages.joint_actions import acts, filters
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.detail import ActionDetail
from ui.pages.joint_actions.evidence_acts import ActionBearer
from ui.pages.joint_actions.filters import View
from ui.pages.joint_actions.listing import ActionList
from ui.pages.joint_actions.new import NewAction
from ui.pages.joint_actions.page_acts import PageActs
from ui.pages.joint_actions.quick_look import QuickLook
from ui.pages.joint_actions.spreadsheet import Exporting
from ui.papers.evidence_acts import EvidenceActs
from ui.parts.asking import AskStrip
from ui.parts.panes import PageHeader, Splitter

FRAME: Final = "joint_actions/frame"
KEEP_MS: Final = 700
NARROW: Final = 640  # pixels at 100 %: what list and detail want beside one another


class JointActionsPage(QWidget):
    """`activate` takes a mapping: groups, trash, record, new, tab, and any filter by its name in ActionQuery."""

    KEY: ClassVar[str] = "joint_actions"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, density: str = "default", detail_side: str = "right"
    ) -> None:
        """`density` and `detail_side` are the officer's settings; the page is built anew when they change."""
        super().__init__(parent)
        self._desk, self._density, self._setting = desk, density, detail_side
        self.view, self._narrow = View(), False
        self._lists: dict[str, ActionList] = {}
        self.book = Book(desk, self)
        self.header = PageHeader(self)
        self.ask = AskStrip(self)
        self.stack, self.side = QStackedWidget(), QStackedWidget()
        self.splitter = Splitter((("list", self.stack, 1), ("detail", self.side, 1)), self)
        self.detail = ActionDetail(desk, self.book, self.side)
        self.new: NewAction | None = None
        self.side.addWidget(self.detail)
        self.side.setMinimumWidth(theme.px(352))  # narrower, the words of its badges would be cut off
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.ask)
        layout.addWidget(self.splitter, 1)
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(KEEP_MS)
        self._keep_timer.timeout.connect(self._keep_frame)
        self.splitter.changed.connect(self._keep_timer.start)
        self.detail.tab_changed.connect(self._keep_timer.start)
        self.detail.shown.connect(self._card_shown)
        self.book.loaded.connect(self._name)
        self.evidence = EvidenceActs(desk, self, self.detail, ActionBearer(), self.adding)
        self.detail.entry_attach_wanted.connect(self.evidence.choose_for)
        self.exporting = Exporting(self, desk)
        self.can = PageActs(self, writable=desk.writable)
        self.splitter.setSizes([560, 460])
        desk.read(self._restore_frame, view_states.kept, desk.officer.key, FRAME)

    def acts(self) -> dict[str, QAction]:
        """The acts that the window's menu offers for what is chosen here, by their names there."""
        return self.can.by_name

    # -- what the window asks -------------------------------------------------------------------------------

    def title(self) -> str:
        """What is listed: the group's name, the trash, or all joint actions."""
        if self.view.trash:
            return _("Trash")
        if self.view.groups:
            return ", ".join(self.book.group_name(code) for code in self.view.groups)
        return _("Joint actions")

    def activate(self, argument: object = None) -> None:
        """Show the view that `argument` names, its filters, a record, or the form for a new action."""
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        values = filters.values_of(asked) or None
        named = bool(set(asked) & {"groups", "trash"}) or values is not None
        if not self._lists or named or "record" not in asked:
            self.view = View(tuple(asked.get("groups") or ()), bool(asked.get("trash")))
        record = asked.get("record")
        shown = self._lists.get(self.view.key)
        if shown is None:
            shown = self._lists[self.view.key] = self._make_list(self.view)
            self.stack.addWidget(shown)
        self.stack.setCurrentWidget(shown)
        self.setFocusProxy(shown.table)
        self.can.arrange()
        self._name()
        shown.show_up(values, record if isinstance(record, int) else None)
        current = record if isinstance(record, int) else shown.table.current_id()
        if isinstance(current, int) or not asked.get("new"):
            self.detail.show_record(current if isinstance(current, int) else None)
        if isinstance(asked.get("tab"), str):
            self.detail.show_tab(asked["tab"])
        if asked.get("new") and self._desk.writable:
            self.new_action()
        else:
            self._show_detail()
            self._front("detail" if isinstance(record, int) and "tab" in asked and self._narrow else "list")
            shown.table.setFocus()

    def view_state(self) -> dict[str, object]:
        """Where the page is: fit for `activate` after a lock or a change of language."""
        state: dict[str, object] = {"groups": self.view.groups, "trash": self.view.trash, "tab": self.detail.tab()}
        if self.detail.card is not None:
            state["record"] = self.detail.card.key
        if self.adding():
            state["new"] = True
        return state

    def find(self) -> None:  # type: ignore[override]  # Qt's static find(window id) is never meant on a page
        """Ctrl+F: the search field of the list."""
        self.listing.bar.focus_search()

    def panes(self) -> list[QWidget]:
        """What F6 goes between."""
        return [self.stack, self.side]

    def tab_parts(self) -> list[QWidget]:
        """What Tab goes through, in the order of the screen."""
        return [self.header, self.ask, self.stack, self.side]

    def leave(self) -> None:
        """Save or keep what is being typed."""
        self.detail.leave()
        if self.new is not None:
            self.new.leave()
        for shown in self._lists.values():
            shown.keep()
        self._keep_frame()

    @property
    def listing(self) -> ActionList:
        """The list in front."""
        return self._lists[self.view.key]

    # -- frame ----------------------------------------------------------------------------------------------

    def _make_list(self, view: View) -> ActionList:
        made = ActionList(self._desk, self.book, view, self.stack)
        made.table.set_density(self._density)
        made.current.connect(self._current)
        made.opened.connect(self._opened)
        made.wanted.connect(self._wanted)
        made.table.menu_wanted.connect(self.can.menu_at)
        if not view.trash:
            self.evidence.watch(made)
        return made

    def _name(self) -> None:
        self.header.set_title(self.title())

    def _restore_frame(self, body: dict[str, Any]) -> None:
        if isinstance(body.get("splitter"), dict):
            self.splitter.restore(body["splitter"])
        if body.get("setting") != self._setting:  # chosen in the menu since: it wins over how the page was left
            self.splitter.set_right(self._setting != "bottom")
        if isinstance(body.get("tab"), str) and self.detail.card is None:
            self.detail.show_tab(body["tab"])
        if self._narrow:
            self._narrow = False
            self._fit()
        self.can.name_side(right=self.splitter.is_right())

    def _keep_frame(self) -> None:
        self._keep_timer.stop()
        splitter = self.splitter.state()
        if self._narrow:
            splitter["folded"] = []  # the window's doing, not the officer's
        self._desk.keep_view(FRAME, {"splitter": splitter, "tab": self.detail.tab(), "setting": self._setting})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where list and detail do not fit beside one another, show one of them at a time."""
        narrow = self.width() < theme.px(NARROW) and self.splitter.is_right()
        if narrow != self._narrow:
            self._narrow = narrow
            self.splitter.fold("list", narrow and self.adding())
            self.splitter.fold("detail", narrow and not self.adding())

    def _front(self, pane: str) -> None:
        self.splitter.fold(pane, False)
        if self._narrow:
            self.splitter.fold("list" if pane == "detail" else "detail", True)

    def fold_detail(self) -> None:
        """Hide the detail, or show it again."""
        if self._narrow:
            self._front("list" if self.splitter.is_folded("list") else "detail")
        else:
            self.splitter.fold("detail", not self.splitter.is_folded("detail"))

    def toggle_side(self) -> None:
        """Move the detail from the right to below, or back."""
        self.splitter.set_right(not self.splitter.is_right())
        self.can.name_side(right=self.splitter.is_right())

    # -- the record beside the list -------------------------------------------------------------------------

    def _current(self, key: object) -> None:
        if self.sender() is self.listing or self.sender() is None:
            self.detail.show_record(key if isinstance(key, int) else None)

    def _card_shown(self, card: ActionCard | None) -> None:
        self.can.enable(card)

    def _show_detail(self) -> None:
        if self.new is not None and self.side.currentWidget() is self.new:
            self.new.leave()
        self.side.setCurrentWidget(self.detail)

    def adding(self) -> bool:
        """Whether the form for a new action is in front."""
        return self.new is not None and self.side.currentWidget() is self.new

    def _opened(self, _key: object) -> None:
        self._show_detail()
        self._front("detail")
        self.detail.enter()

    def _wanted(self, what: str) -> None:
        if what == "look":
            self.look()
        elif what == "discard":
            self.discard()
        elif what == "new":
            self.new_action()
        elif what.startswith("edit:") and self._desk.writable and not self.view.trash:
            column = what.removeprefix("edit:")
            field = {"title": "title_en", "overdue": "reason", "partner": "status"}.get(column, column)
            self._show_detail()
            self._front("detail")
            self.detail.focus_field(field if field in self.detail.details.form.rows else "title_en")

    def look(self) -> None:
        """Show the current action at a glance."""
        key = self.listing.table.current_id()
        if key is not None:
            self._desk.read(self._look, joint_actions.card, key, latest="joint_actions/look")

    def _look(self, card: ActionCard) -> None:
        QuickLook(self._desk, card, self.stack).show()

    # -- acts -----------------------------------------------------------------------------------------------

    def new_action(self) -> None:
        """Open the form for a new action of the group in view."""
        if not self._desk.writable:
            return
        if self.view.trash:
            self._desk.go.emit("joint_actions", {"groups": (), "new": True})  # the sidebar goes along
            return
        if self.new is None:
            self.new = NewAction(self._desk, self.book, self.side)
            self.new.closed.connect(self._new_closed)
            self.new.recorded.connect(self._new_recorded)
            self.side.addWidget(self.new)
        if not self.adding():
            self.detail.leave()
            self._front("detail")
            self.side.setCurrentWidget(self.new)
            self.new.open_for(self.view.groups[0] if self.view.groups else "")
        self.new.form.focus("title_en")

    def _new_closed(self) -> None:
        self._show_detail()
        self._front("list")
        self.listing.table.setFocus()

    def _new_recorded(self, done: Recorded, stays: bool) -> None:
        self._desk.notice.emit(_("Recorded {reference}").format(reference=done.reference), self._desk.undo)
        self.listing.table.select_id(done.key)  # it comes with the reload that the change has caused
        self.detail.show_record(done.key)
        if not stays:
            self._show_detail()
            self._front("list")
            self.listing.table.setFocus()

    def open_release(self) -> None:
        """Go to what of the current action may go to which side."""
        self._open_tab("release")

    def _open_tab(self, key: str) -> None:
        self._show_detail()
        self._front("detail")
        self.detail.show_tab(key)
        self.detail.enter()

    def add_progress(self) -> None:
        """Open the form for a progress entry on the current action."""
        if self.detail.card is not None:
            self._open_tab("progress")
            self.detail.progress.open_form()

    def tell_partner(self) -> None:
        """Open the form for what the partner says about the current action."""
        if self.detail.card is not None:
            self._open_tab("details")
            self.detail.details.tell.click()

    def _references(self, keys: list[int]) -> str:
        if len(keys) == 1:
            row = self.listing.row(keys[0])
            return row.reference if row else ""
        return _("{count} joint actions").format(count=len(keys))

    def discard(self) -> None:
        """Ask the reason, then put the selected actions into the trash."""
        keys = self.listing.selected()
        if not keys or not self._desk.writable or self.view.trash:
            return
        named = self._references(keys)
        self.ask.ask(
            _("Put {what} into the trash?").format(what=named), _("Reason for discarding"), _("Discard"),
            partial(self._discard, keys, named), None, _("Give the reason for discarding."),
        )  # fmt: skip

    def _discard(self, keys: list[int], named: str, reason: str) -> None:
        self.ask.done()
        self._desk.write(acts.DISCARDED, acts.discard_all, keys, reason,
                         then=partial(self._told, _("Discarded {what}").format(what=named)))  # fmt: skip

    def withdraw(self) -> None:
        """Ask the reason, then set the current action's status to Withdrawn; the reason becomes an entry."""
        card = self.detail.card
        if card is None or not self._desk.writable or card.discarded:
            return
        self.ask.ask(
            _("Withdraw {reference}? The reason becomes a progress entry.").format(reference=card.reference),
            _("Reason for withdrawing"), _("Withdraw"), partial(self._withdraw, card), None,
            _("Give the reason for withdrawing."),
        )  # fmt: skip

    def _withdraw(self, card: ActionCard, reason: str) -> None:
        self._desk.write(acts.WITHDRAWN, acts.withdraw, card.key, reason, failed=self._not_taken,
                         then=partial(self._told, _("Withdrawn {what}").format(what=card.reference)))  # fmt: skip

    def _not_taken(self, error: Any) -> None:
        self.ask.say_problem(error.sentence)

    def recover(self) -> None:
        """Take the selected actions out of the trash."""
        keys = self.listing.selected()
        if keys and self._desk.writable and self.view.trash:
            named = self._references(keys)
            self._desk.write(acts.RECOVERED, acts.recover_all, keys,
                             then=partial(self._told, _("Recovered {what}").format(what=named)))  # fmt: skip

    def _told(self, sentence: str, _done: object) -> None:
        self.ask.done()
        self._desk.notice.emit(sentence, self._desk.undo)

    # -- keys ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and focused is not None and self.side.isAncestorOf(focused):
            self._front("list")
            self.listing.table.setFocus()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.can.paste.isEnabled():
            self.evidence.paste()
        else:
            super().keyPressEvent(event)
