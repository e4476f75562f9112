"""The page: the library or the trash, one document beside it, and the acts on what is selected.

Joins the rooms of this package; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import view_states
from hsdclient.documents import DocumentCard
from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.pages.documents import filters
from ui.pages.documents.book import Book
from ui.pages.documents.deeds import Deeds
from ui.pages.documents.detail import DocumentDetail
from ui.pages.documents.filters import View
from ui.pages.documents.listing import DocumentList
from ui.pages.documents.page_acts import PageActs
from ui.papers.dropping import Dropping, incoming
from ui.parts.asking import AskStrip
from ui.parts.panes import PageHeader, Splitter
from ui.parts.pickers import Chooser, ask_path

FRAME: Final = "documents/frame"
KEEP_MS: Final = 700
NARROW: Final = 700  # pixels at 100 %: what list and detail want beside one another


class DocumentsPage(QWidget):
    """`activate` takes a mapping: record, page, words, tab, trash, and any filter by its name in DocumentQuery."""

    KEY: ClassVar[str] = "documents"

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        choose: Chooser = ask_path,
        density: str = "default",
    ) -> None:
        """`choose` is the file dialog; `density` the officer's setting (the page is built anew when it changes)."""
        super().__init__(parent)
        self._desk, self._density, self.choose = desk, density, choose
        self.view, self._narrow = View(), False
        self._lists: dict[bool, DocumentList] = {}
        self.book = Book(desk, self)
        self.header = PageHeader(self)
        self.ask = AskStrip(self)
        self.stack, self.side = QStackedWidget(), QWidget()
        self.detail = DocumentDetail(desk, self.book, choose, self.side)
        room = QVBoxLayout(self.side)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.detail)
        self.side.setMinimumWidth(theme.px(352))
        self.splitter = Splitter((("list", self.stack, 1), ("detail", self.side, 1)), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.ask)
        layout.addWidget(self.splitter, 1)
        self._layout = layout
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(KEEP_MS)
        self._keep_timer.timeout.connect(self._keep_frame)
        self.splitter.changed.connect(self._keep_timer.start)
        self.detail.tab_changed.connect(self._keep_timer.start)
        self.deeds = Deeds(desk, self)
        self.can = PageActs(self, writable=desk.writable, administrator=desk.officer.role == "administrator")
        self.detail.shown.connect(self.can.enable)
        self.detail.version_wanted.connect(self.deeds.with_version)
        self.detail.attachment_wanted.connect(self.deeds.attach_part)
        self.detail.recognise_wanted.connect(self.deeds.recognise)
        self.dropping = Dropping(self, self._drop_words)
        self.dropping.dropped.connect(self.deeds.attach_incoming)
        self.splitter.setSizes([560, 460])
        desk.read(self._restore_frame, view_states.kept, desk.officer.key, FRAME)

    def acts(self) -> dict[str, QAction]:
        """The acts that the window's menu offers for what is chosen here, by their names there."""
        return self.can.by_name

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
        for shown in self._lists.values():
            shown.keep()
        self._keep_frame()

    @property
    def listing(self) -> DocumentList:
        """The list in front."""
        return self._lists[self.view.trash]

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
        self._layout.addWidget(strip)

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

    def _restore_frame(self, body: dict[str, Any]) -> None:
        if isinstance(body.get("splitter"), dict):
            self.splitter.restore(body["splitter"])
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
        self._desk.keep_view(FRAME, {"splitter": splitter, "tab": self.detail.tab()})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where list and detail do not fit beside one another, show one of them at a time."""
        narrow = self.width() < theme.px(NARROW) and self.splitter.is_right()
        if narrow != self._narrow:
            self._narrow = narrow
            self.splitter.fold("list", False)
            self.splitter.fold("detail", narrow)

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

    # -- the document beside the list -----------------------------------------------------------------------------

    def _current(self, key: object) -> None:
        if self.sender() is self.listing or self.sender() is None:
            self.detail.show_record(key if isinstance(key, int) else None)

    def _opened(self, _key: object) -> None:
        self._front("detail")
        self.detail.enter()

    def open_tab(self, key: str) -> None:
        """Go to a tab of the document beside the list."""
        self._front("detail")
        self.detail.show_tab(key)
        self.detail.enter()

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
        focused = QApplication.focusWidget()
        inside = focused is not None and self.side.isAncestorOf(focused)
        if event.key() == Qt.Key.Key_Escape and inside:
            self._front("list")
            self.listing.table.setFocus()
        elif event.matches(QKeySequence.StandardKey.Paste) and self._drop_words():
            found = incoming(QApplication.clipboard().mimeData())
            if found:
                self.deeds.attach_incoming(found)
        else:
            super().keyPressEvent(event)
