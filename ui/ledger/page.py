"""The page: the records in use or the trash, one of them or a new one beside the list, and the acts on what is chosen.

Joins the rooms of this package for the noun that a Shape describes; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from hsdclient.words import _
from ui.desk import Desk
from ui.importing.exporting import Exporting
from ui.ledger.book import Book, Look
from ui.ledger.detail import LedgerDetail
from ui.ledger.listing import LedgerList
from ui.ledger.new import NewRecord
from ui.ledger.page_acts import PageActs
from ui.ledger.shape import Shape
from ui.papers.evidence_acts import EvidenceActs
from ui.parts.pickers import Chooser, ask_path
from ui.record_acts import make_act
from ui.record_list import RecordList
from ui.record_page import RecordPage

NEW: Final = "new"


class LedgerPage(RecordPage):
    """`activate` takes a mapping: record, tab, trash, new (True or the first values), any filter by its Query name.

    A noun's page names itself by `KEY`, as every page does.
    """

    KEY: ClassVar[str] = ""
    detail: LedgerDetail
    can: PageActs

    def __init__(
        self,
        desk: Desk,
        shape: Shape,
        parent: QWidget | None = None,
        *,
        choose: Chooser = ask_path,
        density: str = "default",
        lists: Mapping[str, Look] | None = None,
    ) -> None:
        """`choose` is the file dialog; `density` the officer's setting; `lists` are the noun's own choices by name."""
        super().__init__(desk, f"{shape.page}/frame", parent)
        self.shape, self._density, self.choose = shape, density, choose
        self.trash = False
        self._lists: dict[bool, LedgerList] = {}
        self.book = Book(desk, shape.page, self, more=lists, watched=shape.watched)
        self.new: NewRecord | None = None
        detail = LedgerDetail(desk, shape, self.book, self.side)
        self.begin(detail)
        self.evidence = EvidenceActs(desk, self, detail, shape, self.adding)
        self.exporting = Exporting(self, desk, shape.page, choose=choose)
        self.can = PageActs(self)
        detail.shown.connect(self.can.enable)

    def act(self, words: str, drawing: str, what: Callable[[], None], keys: str = "", *, own: bool = True) -> QAction:
        """An act of this page for a Shape; `own` keys work while the page is in front and in no menu."""
        return make_act(self, words, drawing, what, keys, own=own)

    # -- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """What is listed."""
        return _(self.shape.words.trash if self.trash else self.shape.words.title)

    def activate(self, argument: object = None) -> None:
        """Show the view, filters, record and tab that `argument` names, or the form for a new record."""
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        values = self.shape.filter_values(asked) or None
        record = asked.get("record") if isinstance(asked.get("record"), int) else None
        if not self._lists or "trash" in asked or values is not None or record is None:
            self.trash = bool(asked.get("trash"))
        shown = self._lists.get(self.trash)
        if shown is None:
            shown = self._lists[self.trash] = self._make_list()
            self.stack.addWidget(shown)
        self.stack.setCurrentWidget(shown)
        self.setFocusProxy(shown.table)
        self.can.arrange()
        self.header.set_title(self.title())
        shown.show_up(values, record)
        current = record if record is not None else shown.table.current_id()
        self.detail.show_record(current if isinstance(current, int) else None)
        if isinstance(asked.get("tab"), str):
            self.detail.show_tab(asked["tab"])
        new = asked.get(NEW)
        if new and self._desk.writable and not self.trash:
            self.new_record(dict(new) if isinstance(new, Mapping) else {})
        else:
            self.show_detail()
            self._front("detail" if record is not None and self._narrow else "list")
            shown.table.setFocus()

    def view_state(self) -> dict[str, object]:
        """Where the page is: fit for `activate` after a lock or a change of language."""
        state: dict[str, object] = {"trash": self.trash, "tab": self.detail.tab()}
        if self.detail.card is not None:
            state["record"] = self.detail.card.key
        if self.adding():
            state[NEW] = True
        return state

    @property
    def listing(self) -> LedgerList:
        """The list in front."""
        return self._lists[self.trash]

    def lists(self) -> list[RecordList]:
        return list(self._lists.values())

    def leave(self) -> None:
        if self.new is not None:
            self.new.leave()
        super().leave()

    def card(self) -> Any:
        """The record beside the list, or None."""
        return self.detail.card

    def selected(self) -> list[int]:
        """The chosen records, in the order shown."""
        return self.listing.selected() if self.stack.count() else []

    def named(self, keys: list[int]) -> str:
        """What the chosen records are called in a sentence."""
        if len(keys) == 1:
            row = self.listing.row(keys[0])
            return str(row.reference) if row is not None else ""
        return self.shape.said_of_many(len(keys))

    # -- frame --------------------------------------------------------------------------------------------------

    def _make_list(self) -> LedgerList:
        made = LedgerList(self._desk, self.shape, self.book, trash=self.trash, parent=self.stack)
        made.table.set_density(self._density)
        made.current.connect(self._current)
        made.opened.connect(self._opened)
        made.wanted.connect(self._wanted)
        made.table.menu_wanted.connect(self.can.menu_at)
        made.table.selection_changed.connect(self.can.selection_changed)
        if not self.trash:
            self.evidence.watch(made)
        return made

    # -- the record beside the list ---------------------------------------------------------------------------------

    def show_detail(self) -> None:
        if self.adding() and self.new is not None:
            self.new.leave()
        self.side.setCurrentWidget(self.detail)

    def adding(self) -> bool:
        """Whether the form for a new record is in front."""
        return self.new is not None and self.side.currentWidget() is self.new

    def _wanted(self, what: str) -> None:
        if what == "look":
            self._opened(None)
        elif what == "discard":
            self.discard()
        elif what == "new":
            self.new_record()
        elif what.startswith("edit:") and self._desk.writable and not self.trash:
            self.show_detail()
            self._front("detail")
            self.detail.focus_field(what.removeprefix("edit:"))

    def to_trash(self) -> None:
        """Show the trash, or what is in use again."""
        self._desk.go.emit(self.shape.page, {"trash": not self.trash})

    # -- new -------------------------------------------------------------------------------------------------------

    def new_record(self, given: dict[str, object] | None = None) -> None:
        """Open the form for a new record, `given` filled in."""
        if not self._desk.writable:
            return
        if self.trash:
            self._desk.go.emit(self.shape.page, {"trash": False, NEW: given or True})  # the sidebar goes along
            return
        if self.new is None:
            self.new = NewRecord(self._desk, self.shape, self.book, self.side)
            self.new.closed.connect(self._new_closed)
            self.new.recorded.connect(self._new_recorded)
            self.side.addWidget(self.new)
        if not self.adding() or given:
            self.detail.leave()
            self._front("detail")
            self.side.setCurrentWidget(self.new)
            self.new.open_with(given or {})

    def _new_closed(self) -> None:
        self.show_detail()
        self._front("list")
        self.listing.table.setFocus()

    def _new_recorded(self, done: Any, stays: bool) -> None:
        self._desk.notice.emit(_("Recorded {reference}").format(reference=done.reference), self._desk.undo)
        self.listing.table.select_id(done.key)  # it comes with the reload that the change has caused
        self.detail.show_record(done.key)
        if not stays:
            self._new_closed()

    # -- trash -----------------------------------------------------------------------------------------------------

    def discard(self) -> None:
        """Ask the reason, then put the chosen records into the trash."""
        keys = self.selected()
        if not keys or not self._desk.writable or self.trash:
            return
        named = self.named(keys)
        self.ask_discard(named, partial(self._discard, keys, named))

    def _discard(self, keys: list[int], named: str, reason: str) -> None:
        words = self.shape.words
        sentence = words.discarded if len(keys) == 1 else words.many_discarded
        self._desk.write(sentence, self.shape.core.discard, keys, reason, failed=self.not_taken,
                         then=partial(self.told, _("Discarded {what}").format(what=named)))  # fmt: skip

    def recover(self) -> None:
        """Take the chosen records out of the trash."""
        keys = self.selected()
        if keys and self._desk.writable and self.trash:
            words, named = self.shape.words, self.named(keys)
            self._desk.write(words.recovered if len(keys) == 1 else words.many_recovered,
                             self.shape.core.recover, keys,
                             then=partial(self.told, _("Recovered {what}").format(what=named)))  # fmt: skip

    # -- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.can.paste.isEnabled():
            self.evidence.paste()
        else:
            super().keyPressEvent(event)
