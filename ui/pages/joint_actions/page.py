"""The page: a list for each view, one action or a new one beside it, and the acts on what is selected.

Joins the rooms of this package; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from hsdclient import joint_actions
from hsdclient.joint_actions import ActionCard, Recorded
from hsdclient.words import _
from ui.desk import Desk
from ui.importing.exporting import Exporting
from ui.pages.joint_actions import acts, filters
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.detail import ActionDetail
from ui.pages.joint_actions.evidence_acts import ActionBearer
from ui.pages.joint_actions.filters import View
from ui.pages.joint_actions.listing import ActionList
from ui.pages.joint_actions.new import NewAction
from ui.pages.joint_actions.page_acts import PageActs
from ui.pages.joint_actions.quick_look import QuickLook
from ui.papers.evidence_acts import EvidenceActs
from ui.record_list import RecordList
from ui.record_page import RecordPage


class JointActionsPage(RecordPage):
    """`activate` takes a mapping: groups, trash, record, new, tab, and any filter by its name in ActionQuery."""

    KEY: ClassVar[str] = "joint_actions"
    NARROW: ClassVar[int] = 640
    detail: ActionDetail
    can: PageActs

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, density: str = "default", detail_side: str = "right"
    ) -> None:
        """`density` and `detail_side` are the officer's settings; the page is built anew when they change."""
        super().__init__(desk, "joint_actions/frame", parent)
        self._density, self._setting = density, detail_side
        self.view = View()
        self._lists: dict[str, ActionList] = {}
        self.book = Book(desk, self)
        self.new: NewAction | None = None
        self.begin(ActionDetail(desk, self.book, self.side))
        self.detail.shown.connect(self._card_shown)
        self.book.loaded.connect(self._name)
        self.evidence = EvidenceActs(desk, self, self.detail, ActionBearer(), self.adding)
        self.detail.entry_attach_wanted.connect(self.evidence.choose_for)
        self.exporting = Exporting(self, desk, self.KEY)
        self.can = PageActs(self, writable=desk.writable)

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
            self.show_detail()
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

    @property
    def listing(self) -> ActionList:
        """The list in front."""
        return self._lists[self.view.key]

    def lists(self) -> list[RecordList]:
        return list(self._lists.values())

    def leave(self) -> None:
        if self.new is not None:
            self.new.leave()
        super().leave()

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

    def restored(self, body: Mapping[str, Any]) -> None:
        if body.get("setting") != self._setting:  # chosen in the menu since: it wins over how the page was left
            self.splitter.set_right(self._setting != "bottom")

    def kept(self) -> dict[str, object]:
        return {"setting": self._setting}

    # -- the record beside the list -------------------------------------------------------------------------

    def _card_shown(self, card: ActionCard | None) -> None:
        self.can.enable(card)

    def show_detail(self) -> None:
        if self.new is not None and self.side.currentWidget() is self.new:
            self.new.leave()
        self.side.setCurrentWidget(self.detail)

    def adding(self) -> bool:
        """Whether the form for a new action is in front."""
        return self.new is not None and self.side.currentWidget() is self.new

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
            self.show_detail()
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

    def import_file(self) -> None:
        """Open the window in which a spreadsheet becomes joint actions."""
        from ui.importing.dialog import import_spreadsheet  # lazy: opened by few

        import_spreadsheet(self._desk, self, choose=self.exporting.choose)

    def _new_closed(self) -> None:
        self.show_detail()
        self._front("list")
        self.listing.table.setFocus()

    def _new_recorded(self, done: Recorded, stays: bool) -> None:
        self._desk.notice.emit(_("Recorded {reference}").format(reference=done.reference), self._desk.undo)
        self.listing.table.select_id(done.key)  # it comes with the reload that the change has caused
        self.detail.show_record(done.key)
        if not stays:
            self.show_detail()
            self._front("list")
            self.listing.table.setFocus()

    def open_release(self) -> None:
        """Go to what of the current action may go to which side."""
        self.open_tab("release")

    def add_progress(self) -> None:
        """Open the form for a progress entry on the current action."""
        if self.detail.card is not None:
            self.open_tab("progress")
            self.detail.progress.open_form()

    def tell_partner(self) -> None:
        """Open the form for what the partner says about the current action."""
        if self.detail.card is not None:
            self.open_tab("details")
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
        self.ask_discard(named, partial(self._discard, keys, named))

    def _discard(self, keys: list[int], named: str, reason: str) -> None:
        self.ask.done()
        self._desk.write(acts.DISCARDED, acts.discard_all, keys, reason,
                         then=partial(self.told, _("Discarded {what}").format(what=named)))  # fmt: skip

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
        self._desk.write(acts.WITHDRAWN, acts.withdraw, card.key, reason, failed=self.not_taken,
                         then=partial(self.told, _("Withdrawn {what}").format(what=card.reference)))  # fmt: skip

    def recover(self) -> None:
        """Take the selected actions out of the trash."""
        keys = self.listing.selected()
        if keys and self._desk.writable and self.view.trash:
            named = self._references(keys)
            self._desk.write(acts.RECOVERED, acts.recover_all, keys,
                             then=partial(self.told, _("Recovered {what}").format(what=named)))  # fmt: skip

    # -- keys ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.can.paste.isEnabled():
            self.evidence.paste()
        else:
            super().keyPressEvent(event)
