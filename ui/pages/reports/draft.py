"""A draft: the order on the left, the sheet as it would be on the right, drawn anew after each change.

The partner's edition shows first what goes out. Issues nothing; what is on a sheet is the core's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hsdclient import errors, view_states
from hsdclient.reports.scope import ReportOrder
from hsdclient.words import N_, _
from ui import theme
from ui.desk import Desk
from ui.pages.reports.drawing import Drawing
from ui.pages.reports.order import OrderForm
from ui.pages.reports.prospect import Prospect, prospect
from ui.pages.reports.release import ReleasePanel
from ui.pages.reports.stateline import StateLine
from ui.parts.empty import EmptyState
from ui.parts.panes import Splitter
from ui.parts.preview import PdfPreview, PrinterChooser
from ui.parts.progress import ProgressStrip
from ui.parts.strips import ActStrip

if TYPE_CHECKING:
    from hsdclient.reports.register import Issued

VIEW: Final = "reports/new"
LIVE: Final = 400
"""More records than this are drawn when asked for, not at every change of the order."""
_MANY: Final = {
    "joint_actions": N_("{count} joint actions are in this scope; drawing them takes a while."),
    "documents": N_("{count} documents are in this scope; drawing them takes a while."),
    "commitments": N_("{count} commitments are in this scope; drawing them takes a while."),
    "requests": N_("{count} requests are in this scope; drawing them takes a while."),
    "runs": N_("{count} training runs are in this scope; drawing them takes a while."),
    "trainees": N_("{count} persons are in this scope; drawing them takes a while."),
}
SETTLE_MS: Final = 350
SLOW_MS: Final = 600
KEEP_MS: Final = 700


class Draft(QWidget):
    """`acts_changed` when saving or printing became possible, impossible, or something else."""

    acts_changed = Signal()

    def __init__(self, desk: Desk, choose_printer: PrinterChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._order: ReportOrder | None = None
        self._prospect = Prospect(0)
        self._drawing: Drawing | None = None
        self._drawn = self._open = self._issuing = self._restored = False
        self._stale = True
        self._report: Issued | None = None
        self._asked: dict[str, object] = {}
        self._folder = ""
        self._page = 0
        self.order = OrderForm(desk)
        self.line = StateLine()
        self.empty = EmptyState(drawing="reports")
        self.release = ReleasePanel(desk)
        self.preview = PdfPreview(choose_printer=choose_printer, acts=not desk.writable)
        self.preview.bar.save.hide()  # a draft is not saved: saving issues it first
        self.stack = QStackedWidget()
        for widget in (self.empty, self.release, self.preview):
            self.stack.addWidget(widget)
        self.progress = ProgressStrip()
        self.strip = ActStrip()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self.stack, 1)
        column.addWidget(self.progress)
        column.addWidget(self.strip)
        self.splitter = Splitter((("order", self.order, 0), ("sheet", right, 1)))
        self.splitter.setSizes([theme.px(320), theme.px(760)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        self._settle = self._timer(SETTLE_MS, self.refresh)
        self._slow = self._timer(SLOW_MS, self._tell_slow)
        self._keep = self._timer(KEEP_MS, self.keep)
        self.order.changed.connect(self._ordered)
        self.order.submitted.connect(self.draw_now)
        self.order.loaded.connect(self._begin)
        self.release.confirmed_changed.connect(self._tell)
        self.release.preview_wanted.connect(self.show_sheet)
        self.empty.pressed.connect(self.draw_now)
        self.line.release_wanted.connect(self.show_release)
        self.line.sheet_wanted.connect(self.show_sheet)
        self.line.draft_wanted.connect(self.new_draft)
        self.progress.cancelled.connect(self.cancel)
        self.preview.opened.connect(self._opened)
        self.splitter.changed.connect(self._keep.start)
        desk.changed.connect(self._changed)
        self._say(_("The sheet is being drawn …"))
        desk.read(self._restore, view_states.kept, desk.officer.key, VIEW)

    def _timer(self, wait: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(act)
        return timer

    # --- beginning, leaving ---------------------------------------------------------------------------

    def take(self, values: Mapping[str, object]) -> None:
        """Begin a draft with these entries of the order; others stay. Not while a report is being issued."""
        if self._issuing:
            return
        self._asked = dict(values)
        self.order.set_values(values)
        self.new_draft()

    def keep(self) -> None:
        """Remember the order (not its day: a past one must be asked for), panes and folder."""
        self._keep.stop()
        if self._restored:
            order = {key: value for key, value in self.order.values().items() if key != "as_of"}
            self._desk.keep_view(VIEW, {"order": order, "splitter": self.splitter.state(), "folder": self._folder})

    def leave(self) -> None:
        """Stop a drawing that nobody looks at; a report that is being issued is issued."""
        if not self._issuing:
            self._drop()
        self.keep()

    def _restore(self, body: dict[str, Any]) -> None:
        kept, panes = body.get("order"), body.get("splitter")
        if isinstance(kept, dict):
            self.order.set_values({key: value for key, value in kept.items() if key not in self._asked})
        if isinstance(panes, dict):
            self.splitter.restore(panes)
        self._folder = str(body.get("folder") or "")
        self._restored = True
        self._begin()

    def _begin(self) -> None:
        """Draw soon, when everything is there and somebody looks."""
        waiting = self._stale and self._report is None and not self._issuing
        if waiting and self._restored and self.order.ready and self.isVisible():
            self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def _changed(self, change: Any) -> None:
        if set(change.nouns) - {"reports"}:
            self._stale = True
            self._begin()

    def _ordered(self) -> None:
        self._keep.start()
        self.new_draft()

    def new_draft(self) -> None:
        """Leave an issued report, if one is on show, and draw the order anew."""
        self._report = None
        self._stale = True
        self._drop()
        self._begin()
        self._tell()

    # --- from the order to the sheet ------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the scope of the order, then draw it."""
        self._settle.stop()
        if self._issuing:
            return
        self._drop()
        self._drawn = False
        try:
            self._order = self.order.order()
        except errors.Refused as refusal:
            self._order = None
            self.release.forget()
            self._say(refusal.sentence)
            return
        self._desk.read(
            partial(self._found, self._order), prospect, self._order,
            latest="reports/prospect", failed=self._not_drawn, as_of=self._order.as_of,
        )  # fmt: skip

    def _found(self, order: ReportOrder, found: Prospect) -> None:
        if order != self._order:
            return
        self._stale, self._prospect = False, found
        if order.for_partner:
            self.release.show_prospect(order, found)
            if not self.release.confirmed():
                self.show_release()
        else:
            self.release.forget()
        if order.for_partner and not found.going:
            self.preview.clear()
            self.show_release()
        elif found.count > LIVE:
            self._say(_(_MANY[found.noun]).format(count=f"{found.count:,}"), _("Draw the sheet"))
        else:
            self._draw(order)
        self._tell()

    def draw_now(self) -> None:
        """Draw the sheet of the order, however long it is."""
        if self._stale or self._order is None:
            self.refresh()
        elif self._report is None and not self._issuing:
            self._draw(self._order)

    def _draw(self, order: ReportOrder) -> None:
        self._drop()
        self._start(partial(_drawn, self._desk.store, order), partial(self._sheet_made, order), self._not_drawn)
        self._slow.start()

    def _start(self, job: Any, then: Any, failed: Any) -> None:
        self._drawing = Drawing(self._desk, self, job, then, failed)
        self._drawing.page.connect(self._tell_page)

    def _sheet_made(self, order: ReportOrder, data: bytes) -> None:
        self._done()
        if order != self._order:
            return
        self._drawn = True
        self._page = max(0, self.preview.view.page()) if self.preview.data() else 0
        self._show(data, _("Draft"))
        if not order.for_partner or self.stack.currentWidget() is not self.release:
            self.show_sheet()
        self._tell()

    def _show(self, data: bytes, title: str) -> None:
        self._open = False
        self.preview.show_pdf(data, title)

    def _opened(self, pages: int) -> None:
        self._open = True
        if self._report is None and 0 < self._page < pages:
            self.preview.view.go_to(self._page)
        self._tell()

    def _not_drawn(self, error: errors.HsdError) -> None:
        self._done()
        self._order = None
        if isinstance(error, errors.Refused):
            self.order.tell(error)
        self.release.forget()
        self._say(error.sentence)

    def cancel(self) -> None:
        """Stop drawing at the next page."""
        self._drop()
        self._say(_("Stopped. Nothing was issued."), _("Draw the sheet"))

    def _drop(self) -> None:
        if self._drawing is not None:
            self._drawing.drop()
            self._stale = True
        self._done()

    def _done(self) -> None:
        self._drawing = None
        self._slow.stop()
        self.progress.finish()

    def _tell_slow(self) -> None:
        if self._drawing is not None:
            self.progress.begin(_("Drawing the sheet"))

    def _tell_page(self, number: int) -> None:
        self.progress.count.setText(_("page {number}").format(number=number))

    # --- what is on show ------------------------------------------------------------------------------

    def show_release(self) -> None:
        """What goes out, for the partner's edition."""
        self.stack.setCurrentWidget(self.release)
        self._tell()

    def show_sheet(self) -> None:
        """The pages, drawn if they are not yet."""
        if self._drawn:
            self.stack.setCurrentWidget(self.preview)
        elif self._order is not None:
            self._say(_("The sheet is being drawn …"))
            if self._drawing is None:
                self.draw_now()
        self._tell()

    def _say(self, sentence: str, act: str = "") -> None:
        self.empty.show_as(sentence, act)
        self.stack.setCurrentWidget(self.empty)
        self._tell()

    def _tell(self) -> None:
        partner = self._order is not None and self._order.for_partner
        self.line.tell(
            self._report, self._desk,
            partner=partner, confirmed=self.release.confirmed(), release=self.stack.currentWidget() is self.release,
        )  # fmt: skip
        self.acts_changed.emit()


def _drawn(store: Any, order: ReportOrder, progress: Callable[[int], None]) -> bytes:
    from hsdclient.reports import register  # lazy: ReportLab is loaded on the drawing thread

    return register.preview(store, order, progress)
