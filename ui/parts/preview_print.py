"""Puts the pages of a preview on paper, picture by picture, at the printer's resolution.

It is handed pictures and asks for the next; knows neither PDFium nor the dialog.
"""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

_LEAST_DPI, _MOST_DPI = 300, 600


class PagePrinter:
    """One print job. `next_page` says what is wanted, `put` takes it, until `done`."""

    def __init__(self, printer: QPrinter, sizes: list[tuple[float, float]]) -> None:
        """`sizes` are the pages' sizes in points; the printer's page range is obeyed."""
        self._printer, self._sizes = printer, sizes
        first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
        self._pages = list(range(max(1, first) - 1, min(last, len(sizes))))
        if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
            self._pages.reverse()
        self.total = len(self._pages)
        self.printed = 0
        self._painter: QPainter | None = None
        printer.setFullPage(True)

    def next_page(self) -> tuple[int, float] | None:
        """The page (from 0) and pixels a point wanted next; None when all are on paper."""
        if self.printed >= self.total:
            return None
        return self._pages[self.printed], max(_LEAST_DPI, min(_MOST_DPI, self._printer.resolution())) / 72

    def put(self, page: int, picture: QImage) -> bool:
        """Paint `page`; False when the printer does not take it."""
        width, height = self._sizes[page]
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        )
        if self._painter is None:
            self._painter = QPainter()
            if not self._painter.begin(self._printer):
                return False
        elif not self._printer.newPage():
            return False
        paper = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        paper.moveTo(0, 0)
        scale = min(paper.width() / width, paper.height() / height)
        drawn = QSizeF(width * scale, height * scale)
        self._painter.drawImage(
            QRectF(
                (paper.width() - drawn.width()) / 2,
                (paper.height() - drawn.height()) / 2,
                drawn.width(),
                drawn.height(),
            ),
            picture,
        )
        self.printed += 1
        return True

    def end(self) -> None:
        """Close the job; what was not painted is left out."""
        if self._painter is not None:
            self._painter.end()
            self._painter = None


def printer_for(size: tuple[float, float], title: str) -> QPrinter:
    """A printer set to the paper of a page of `size` points, the job named `title`."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    short, long = sorted(size)
    paper = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(paper)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setDocName(title)
    return printer
