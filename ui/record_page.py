"""What every page with a list and one record beside it does: panes that fold, what is remembered, ways in and out.

A page says which lists it has and what stands beside them; what an act means is the page's and the core's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import errors, view_states
from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.parts.asking import AskStrip
from ui.parts.panes import PageHeader, Splitter
from ui.record_acts import RecordActs
from ui.record_detail import RecordDetail
from ui.record_list import RecordList

KEEP_MS: Final = 700


class RecordPage(QWidget):
    """A page makes `detail`, gives it to `begin`, then makes its acts as `can`. Its lists stand in `stack`."""

    NARROW: ClassVar[int] = 700
    """Pixels at 100 %: what list and detail want beside one another."""
    detail: RecordDetail
    can: RecordActs

    def __init__(self, desk: Desk, frame: str, parent: QWidget | None = None) -> None:
        """`frame` names the view under which sizes and the tab in front are remembered."""
        super().__init__(parent)
        self._desk, self._frame, self._narrow = desk, frame, False
        self.header = PageHeader(self)
        self.ask = AskStrip(self)
        self.stack, self.side = QStackedWidget(), QStackedWidget()
        self.side.setMinimumWidth(theme.px(352))  # narrower, the words of its badges would be cut off
        self.splitter = Splitter((("list", self.stack, 1), ("detail", self.side, 1)), self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.header)
        self.column.addWidget(self.ask)
        self.column.addWidget(self.splitter, 1)
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(KEEP_MS)
        self._keep_timer.timeout.connect(self._keep_frame)
        self.splitter.changed.connect(self._keep_timer.start)

    def begin(self, detail: RecordDetail) -> None:
        """Put `detail` beside the lists, and read how the page was left."""
        self.detail = detail
        self.side.addWidget(detail)
        detail.tab_changed.connect(self._keep_timer.start)
        self.splitter.setSizes([560, 460])
        self._desk.read(self._restore_frame, view_states.kept, self._desk.officer.key, self._frame)

    # -- what a page says ---------------------------------------------------------------------------------------

    @property
    def listing(self) -> RecordList:
        """The list in front."""
        raise NotImplementedError

    def lists(self) -> list[RecordList]:
        """Every list that was made."""
        raise NotImplementedError

    def adding(self) -> bool:
        """Whether the form for a new record is in front."""
        return False

    def show_detail(self) -> None:
        """Bring the record to the front beside the list."""
        self.side.setCurrentWidget(self.detail)

    def restored(self, body: Mapping[str, Any]) -> None:
        """How the page was left was read: what else is kept in it."""

    def kept(self) -> dict[str, object]:
        """What else is remembered with the panes and the tab."""
        return {}

    # -- what the window asks -----------------------------------------------------------------------------------

    def acts(self) -> dict[str, QAction]:
        """The acts that the window's menu offers for what is chosen here, by their names there."""
        return self.can.by_name

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
        for shown in self.lists():
            shown.keep()
        self._keep_frame()

    # -- frame --------------------------------------------------------------------------------------------------

    def _restore_frame(self, body: dict[str, Any]) -> None:
        if isinstance(body.get("splitter"), dict):
            self.splitter.restore(body["splitter"])
        self.restored(body)
        if isinstance(body.get("tab"), str) and self.detail.card is None and not self.detail.tab_named:
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
        self._desk.keep_view(self._frame, {"splitter": splitter, "tab": self.detail.tab(), **self.kept()})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where list and detail do not fit beside one another, show one of them at a time."""
        narrow = self.width() < theme.px(self.NARROW) and self.splitter.is_right()
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

    # -- the record beside the list -----------------------------------------------------------------------------

    def _current(self, key: object) -> None:
        if self.sender() is self.listing or self.sender() is None:
            self.detail.show_record(key if isinstance(key, int) else None)

    def _opened(self, _key: object) -> None:
        self.show_detail()
        self._front("detail")
        self.detail.enter()

    def open_tab(self, key: str) -> None:
        """Go to a tab of the record beside the list."""
        self.show_detail()
        self._front("detail")
        self.detail.show_tab(key)
        self.detail.enter()

    def told(self, sentence: str, _done: object = None) -> None:
        """Say what was done, with Undo beside it."""
        self.ask.done()
        self._desk.notice.emit(sentence, self._desk.undo)

    def ask_discard(self, named: str, answered: Callable[[str], None], question: str = "") -> None:
        """Ask for what reason the records `named` go into the trash; `question` (a msgid) holds {what}."""
        said = _(question) if question else _("Put {what} into the trash?")
        self.ask.ask(said.format(what=named), _("Reason for discarding"), _("Discard"), answered, None,
                     _("Give the reason for discarding."))  # fmt: skip

    def not_taken(self, error: errors.HsdError) -> None:
        """Say why what was asked for was not done; the question stays."""
        self.ask.say_problem(error.sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and focused is not None and self.side.isAncestorOf(focused):
            self._front("list")
            self.listing.table.setFocus()
        else:
            super().keyPressEvent(event)
