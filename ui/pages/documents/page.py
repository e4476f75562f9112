"""The page: the library or the trash, one document beside it, and the acts on what is selected.

Joins the rooms of this package; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from hsdclient.documents import DocumentCard
from hsdclient.words import _
from ui.desk import Desk
from ui.importing.exporting import Exporting
from ui.pages.documents import filters
from ui.pages.documents.book import Book
from ui.pages.documents.deeds import Deeds
from ui.pages.documents.detail import DocumentDetail
from ui.pages.documents.filters import View
from ui.pages.documents.listing import DocumentList
from ui.pages.documents.page_acts import PageActs
from ui.papers.dropping import Dropping, incoming
from ui.parts.pickers import Chooser, ask_path
from ui.record_list import RecordList
from ui.record_page import RecordPage


class DocumentsPage(RecordPage):
    """`activate` takes a mapping: record, page, words, tab, trash, and any filter by its name in DocumentQuery."""

    KEY: ClassVar[str] = "documents"
    detail: DocumentDetail
    can: PageActs

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        choose: Chooser = ask_path,
        density: str = "default",
    ) -> None:
        """`choose` is the file dialog; `density` the officer's setting (the page is built anew when it changes)."""
        super().__init__(desk, "documents/frame", parent)
        self._density, self.choose = density, choose
        self.view = View()
        self._lists: dict[bool, DocumentList] = {}
        self.book = Book(desk, self)
        self.begin(DocumentDetail(desk, self.book, choose, self.side))
        self.deeds = Deeds(desk, self)
        self.exporting = Exporting(self, desk, self.KEY, choose=choose)
        self.can = PageActs(self, writable=desk.writable, administrator=desk.officer.role == "administrator")
        self.detail.shown.connect(self.can.enable)
        self.detail.version_wanted.connect(self.deeds.with_version)
        self.detail.attachment_wanted.connect(self.deeds.attach_part)
        self.detail.recognise_wanted.connect(self.deeds.recognise)
        self.dropping = Dropping(self, self._drop_words)
        self.dropping.dropped.connect(self.deeds.attach_incoming)

    # -- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """What is listed."""
        return _("Documents in the trash") if self.view.trash else _("Documents")

    def activate(self, argument: object = None) -> None:
        """Show the view, filters, document and page that `argument` names."""
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        values = filters.values_of(asked) or None
        record = asked.get("record") if isinstance(asked.get("record"), int) else None
        if not self._lists or "trash" in asked or values is not None or record is None:
            self.view = View(bool(asked.get("trash")))
        shown = self._lists.get(self.view.trash)
        if shown is None:
            shown = self._lists[self.view.trash] = self._make_list(self.view)
            self.stack.addWidget(shown)
        self.stack.setCurrentWidget(shown)
        self.setFocusProxy(shown.table)
        self.can.arrange()
        self.header.set_title(self.title())
        shown.show_up(values, record)
        current = record if record is not None else shown.table.current_id()
        self.detail.show_record(current if isinstance(current, int) else None)
        page, words = asked.get("page"), asked.get("words")
        if record is not None and (isinstance(page, int) or isinstance(words, str)):
            self.detail.show_at(page if isinstance(page, int) else 1, words if isinstance(words, str) else "")
        elif isinstance(asked.get("tab"), str):
            self.detail.show_tab(asked["tab"])
        self._front("detail" if record is not None and self._narrow else "list")
        shown.table.setFocus()

    def view_state(self) -> dict[str, object]:
        """Where the page is: fit for `activate` after a lock or a change of language."""
        state: dict[str, object] = {"trash": self.view.trash, "tab": self.detail.tab()}
        if self.detail.card is not None:
            state["record"] = self.detail.card.key
        return state

    @property
    def listing(self) -> DocumentList:
        """The list in front."""
        return self._lists[self.view.trash]

    def lists(self) -> list[RecordList]:
        return list(self._lists.values())

    def card(self) -> DocumentCard | None:
        """The document beside the list."""
        return self.detail.card

    def named(self, keys: list[int]) -> str:
        """What the selected documents are called in a sentence."""
        if len(keys) == 1:
            row = self.listing.row(keys[0])
            return row.reference if row is not None else ""
        return _("{count} documents").format(count=len(keys))

    def put_strip(self, strip: QWidget) -> None:
        """Put a strip that tells of work at the foot of the page."""
        self.column.addWidget(strip)

    # -- frame --------------------------------------------------------------------------------------------------

    def _make_list(self, view: View) -> DocumentList:
        made = DocumentList(self._desk, self.book, view, self.stack)
        made.table.set_density(self._density)
        made.current.connect(self._current)
        made.opened.connect(self._opened)
        made.wanted.connect(self._wanted)
        made.table.menu_wanted.connect(self.can.menu_at)
        made.table.selection_changed.connect(self.can.selection_changed)
        return made

    def _drop_words(self) -> str:
        return _("Attach here, without a record yet") if self._desk.writable and not self.view.trash else ""

    def _wanted(self, what: str) -> None:
        if what == "look":
            self.deeds.look()
        elif what == "discard":
            self.deeds.discard()
        elif what == "new":
            self.deeds.attach()
        elif what.startswith("edit:") and self._desk.writable and not self.view.trash:
            column = what.removeprefix("edit:")
            fields = ("type", "dated", "originator", "marking", "partner_marking", "language")
            self._front("detail")
            self.detail.focus_field(column if column in fields else "title")

    def to_trash(self) -> None:
        """Show the trash, or the library again."""
        self._desk.go.emit("documents", {"trash": not self.view.trash})

    # -- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._drop_words():
            found = incoming(QApplication.clipboard().mimeData())
            if found:
                self.deeds.attach_incoming(found)
        else:
            super().keyPressEvent(event)
