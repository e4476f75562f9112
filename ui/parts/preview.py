"""The preview of a PDF held in memory: its own pages, zoom, search, copy, print; no file is written.

Knows nothing of what the PDF says.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from hsdclient.words import _
from ui.parts.preview_bar import PreviewBar
from ui.parts.preview_pages import PagesPreview
from ui.parts.preview_print import PagePrinter, printer_for
from ui.parts.preview_render import Renderer
from ui.parts.printers import printer_there
from ui.parts.progress import ProgressStrip

PrinterChooser = Callable[[QPrinter, QWidget], bool]


def ask_printer(printer: QPrinter, parent: QWidget) -> bool:
    """The system's print dialog; True when the officer wants it printed."""
    if not printer_there(parent):
        return False
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    return bool(dialog.exec())


class PdfPreview(PagesPreview):
    """Shows PDF bytes. `save_asked` carries the bytes; `printed` how many pages went to the printer."""

    save_asked = Signal(bytes)
    printed = Signal(int)

    def __init__(
        self, parent: QWidget | None = None, *, choose_printer: PrinterChooser = ask_printer, acts: bool = True
    ) -> None:
        """`acts` False: the page has its own Print and Save; this one shows, finds and copies."""
        self._renderer = Renderer()
        self._choose_printer = choose_printer
        self._data, self._title = b"", ""
        self._job: PagePrinter | None = None
        super().__init__(self._renderer, PreviewBar(), parent)
        self.progress = ProgressStrip()
        self.column.addWidget(self.progress)
        self.progress.cancelled.connect(self._stop_job)
        self.bar.print.clicked.connect(self.print_pages)
        self.bar.save.clicked.connect(self._save)
        for keys, act in (("Ctrl+P", self.print_pages), ("Ctrl+S", self._save)) if acts else ():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.bar.print.setVisible(acts)
        self.bar.save.setVisible(acts)

    # --- what the page calls

    def show_pdf(self, data: bytes, title: str = "") -> None:
        """Show these bytes; `title` names the print job. Told by `opened` (pages) or `failed` (sentence)."""
        self._data, self._title = data, title
        self._stop_job()
        self._renderer.open_wanted.emit(self.begin(), data)

    def clear(self) -> None:
        """Forget the PDF, for a lock or a change of page."""
        self._data = b""
        self._stop_job()
        super().clear()
        self._renderer.open_wanted.emit(self._generation, b"")

    def data(self) -> bytes:
        """The bytes that are shown."""
        return self._data

    def print_pages(self) -> None:
        """Ask for the printer, then print without stopping the officer."""
        printer = self.chosen_printer()
        if printer is not None:
            self.print_on(printer)

    def chosen_printer(self) -> QPrinter | None:
        """Ask for a printer for the pages shown; None when there is nothing to print or it was called off."""
        if not self._sizes or self._job is not None:
            return None
        printer = printer_for(self._sizes[0], self._title)
        printer.setFromTo(1, len(self._sizes))
        return printer if self._choose_printer(printer, self) else None

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages shown on `printer` without stopping the officer."""
        if not self._sizes or self._job is not None:
            return
        self._job = PagePrinter(printer, self._sizes)
        self.progress.begin(_("Printing"), self._job.total)
        self._next()

    def retranslate(self) -> None:
        """Say everything again after the language switched."""
        super().retranslate()
        self.progress.retranslate()

    # --- inside

    def _wanted_elsewhere(self) -> tuple[int, float] | None:
        return self._job.next_page() if self._job is not None else None

    def _take_elsewhere(self, page: int, picture: QImage) -> None:
        job = self._job
        if job is None:
            return
        if not job.put(page, picture):
            job.end()
            self._job = None
            self.progress.fail(
                _("The printer does not take the pages. Check that it is on and has paper, then print again.")
            )
            return
        self.progress.advance(job.printed)
        if job.next_page() is None:
            job.end()
            self._job = None
            self.progress.finish(_("Printed."))
            self.printed.emit(job.printed)

    def _stop_job(self) -> None:
        if self._job is not None:
            self._job.end()
            self._job = None
        self.progress.finish()

    def _save(self) -> None:
        if self._data:
            self.save_asked.emit(self._data)
