"""A new report: its draft, then issued to a file or the printer; what is issued can be copied and printed again.

Knows no register and no sheet: the core registers and writes the file, together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from hsdclient import errors
from hsdclient.reports import compose
from hsdclient.reports.scope import ReportOrder
from hsdclient.words import _
from ui.desk import Desk
from ui.pages.reports import saving
from ui.pages.reports.draft import Draft
from ui.pages.reports.drawing import Stopped
from ui.parts.pickers import Chooser
from ui.parts.preview import PrinterChooser

if TYPE_CHECKING:
    from hsdclient.reports.register import Issued


class NewReport(Draft):
    """`issued` carries the number of the report that was just registered."""

    issued = Signal(str)

    def __init__(
        self,
        desk: Desk,
        choose: Chooser,
        choose_printer: PrinterChooser,
        open_folder: Callable[[Path], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, choose_printer, parent)
        self._choose, self._open_folder = choose, open_folder
        self._printer: QPrinter | None = None
        self._saved: Path | None = None
        self.strip.acted.connect(self._show_folder)
        self.preview.opened.connect(self._print_opened)

    def can_save(self) -> bool:
        """Whether there is something to issue or to copy."""
        return self._report is not None or self._can_issue()

    def can_print(self) -> bool:
        """Whether the sheet is on show, and may be issued or is."""
        return self.can_save() and self._drawn and self._open

    def number(self) -> str:
        """The number of the report on show; '' for a draft."""
        return self._report.number if self._report else ""

    def _can_issue(self) -> bool:
        if not self._desk.writable or self._order is None or self._issuing or self._stale:
            return False
        return not self._order.for_partner or (self.release.confirmed() and self._prospect.going > 0)

    def save(self) -> None:
        """Ask for the place, issue the report and put the file there; an issued one is copied."""
        if not self.can_save():
            return
        if self._report is None and self._order is not None:
            day = self._order.as_of or self._desk.today
            name = compose.file_name(self._order, day.isoformat())
        else:
            name = self._saved.name if self._saved else f"{self.number()}.pdf"
        target = saving.ask_target(self, self._choose, _folder(self._folder), name)
        if target is None:
            return
        self._folder = str(target.parent)
        self._keep.start()
        if self._report is not None:
            self._desk.make(self._copied, partial(saving.write_copy, target, self._report.content), self._not_issued)
        elif self._can_issue():  # the dialog takes its time: the order may no longer be what it was
            self._issue(target, None)

    def print(self) -> None:
        """Ask for the printer, issue the report and print it; an issued one is printed again."""
        printer = self.preview.chosen_printer() if self.can_print() else None
        if printer is None:
            return
        if self._report is not None:
            self.preview.print_on(printer)
        elif self._can_issue():
            self._issue(None, printer)

    def _issue(self, target: Path | None, printer: QPrinter | None) -> None:
        order = self._order
        if order is None:
            return
        self._drop()
        self._stale = False
        self._issuing = True
        self.progress.begin(_("Issuing the report"))
        self.progress.cancel.setFocus()  # before the form goes grey: the focus would leave the page
        self.order.setEnabled(False)
        work = partial(_issued, self._desk.store, self._desk.officer, order, target)
        self._start(work, partial(self._registered, printer), self._not_issued)
        self._tell()

    def cancel(self) -> None:
        """Stop at the next page; nothing is registered unless it was too late."""
        if self._issuing and self._drawing is not None:
            self._drawing.stop()
        else:
            super().cancel()

    def _registered(self, printer: QPrinter | None, report: Issued) -> None:
        self._over()
        self._drawn = True
        self._report, self._saved, self._printer = report, report.path, printer
        if printer is not None:
            printer.setDocName(report.number)
        self._show(report.content, report.number)
        self.stack.setCurrentWidget(self.preview)
        if report.path is not None:
            said = _("{number} is issued and saved as {name}.").format(number=report.number, name=report.path.name)
            self.strip.offer(said, _("Open folder"))
        else:
            self.strip.offer(_("{number} is issued and goes to the printer.").format(number=report.number))
        self._desk.announce(report.change)
        self.issued.emit(report.number)
        self._tell()

    def _over(self) -> None:
        self._issuing = False
        self.order.setEnabled(True)
        if self.progress.isAncestorOf(QApplication.focusWidget() or self):
            self.order.form.focus()
        self._done()

    def _not_issued(self, error: errors.HsdError) -> None:
        self._over()
        if not self._drawn and self._report is None:
            self._stale = True
            self._say(error.sentence, _("Draw the sheet"))
        if isinstance(error, Stopped):
            self.strip.offer(error.sentence)
        else:
            self.progress.fail(error.sentence)
        self._tell()

    def _copied(self, target: Path) -> None:
        self._saved = target
        said = _("A copy of {number} is saved as {name}.").format(number=self.number(), name=target.name)
        self.strip.offer(said, _("Open folder"))

    def _print_opened(self) -> None:
        printer, self._printer = self._printer, None
        if printer is not None:
            self.preview.print_on(printer)

    def _show_folder(self) -> None:
        if self._saved is not None and not self._open_folder(self._saved):
            self.strip.offer(_("The file lies in {folder}.").format(folder=self._saved.parent))


def _issued(
    store: Any, officer: Any, order: ReportOrder, target: Path | None, progress: Callable[[int], None]
) -> Issued:
    from hsdclient.reports import register  # lazy: ReportLab is loaded on the drawing thread

    return register.issue(store, officer, order, target, progress)


def _folder(last: str) -> str:
    """The folder last saved to while it is there, else the officer's documents."""
    if last and Path(last).is_dir():
        return last
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if Path(documents).is_dir() else str(Path.home())
