"""Draws and searches the pages of one PDF in the program's one PDF thread; bytes come in, pictures and text go out.

PDFium is not thread-safe: everything in this process that uses it takes `hsdclient.pdfium.alone`. Knows no widget.
"""

from __future__ import annotations

import atexit
import unicodedata

import pypdfium2
from PySide6.QtCore import QObject, QRectF, QThread, Signal, Slot
from PySide6.QtGui import QImage

from hsdclient import pdfium
from hsdclient.words import _
from ui.parts.preview_source import Match, PageSource

_MOST_PIXELS = 24_000_000  # of one page picture: 96 MB; a higher zoom is drawn coarser
_PAGES_A_SEARCH = 20  # so a search in a long file never holds the drawing up for long

_threads: list[QThread] = []
_live: set[QObject] = set()  # kept alive until their own thread has closed the document


def _thread() -> QThread:
    """The one thread, started when first needed; it outlives every preview, so none is dropped while running."""
    if not _threads:
        thread = QThread()
        thread.setObjectName("pdf")
        thread.start()
        _threads.append(thread)
        atexit.register(_stop)
    return _threads[0]


def _stop() -> None:
    for thread in _threads:
        thread.quit()
        thread.wait()
    _threads.clear()


class Renderer(PageSource):
    """Serves one preview from bytes in memory; it lives in the PDF thread."""

    open_wanted = Signal(int, bytes)

    def __init__(self) -> None:
        super().__init__()
        self._document: pypdfium2.PdfDocument | None = None
        self.open_wanted.connect(self._open)
        self.draw_wanted.connect(self._draw)
        self.search_wanted.connect(self._search)
        self.select_wanted.connect(self._select)
        self.shut_wanted.connect(self.shut)
        _live.add(self)
        self.moveToThread(_thread())

    @Slot(int, bytes)
    def _open(self, generation: int, data: bytes) -> None:
        with pdfium.alone():
            self._close()
            try:
                self._document = pypdfium2.PdfDocument(data)
                sizes = [self._document.get_page_size(page) for page in range(len(self._document))]
            except pypdfium2.PdfiumError:
                self._document = None
                sizes = []
        if sizes:
            self.opened.emit(generation, sizes)
        else:
            self.failed.emit(generation, _("This file cannot be shown as a PDF. Make the report again."))

    @Slot(int, int, float)
    def _draw(self, generation: int, page: int, scale: float) -> None:
        picture = QImage()
        with pdfium.alone():
            if self._document is not None:
                width, height = self._document.get_page_size(page)
                drawn_at = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
                try:
                    picture = self._picture(page, drawn_at)
                except pypdfium2.PdfiumError:
                    picture = _blank(width * drawn_at, height * drawn_at)  # one bad page must not hide the others
        self.drawn.emit(generation, page, scale, picture)

    @Slot(int, str, int)
    def _search(self, number: int, wanted: str, first: int) -> None:
        found: list[Match] = []
        following = -1
        with pdfium.alone():
            if self._document is not None:
                last = min(len(self._document), first + _PAGES_A_SEARCH)
                for page in range(first, last):
                    found += self._matches(page, wanted)
                following = last if last < len(self._document) else -1
        self.searched.emit(number, following, found)

    @Slot(int, int, object)
    def _select(self, generation: int, page: int, drag: QRectF | None) -> None:
        text, areas = "", []
        with pdfium.alone():
            if self._document is not None:
                sheet = self._document[page]
                words = sheet.get_textpage()
                start, count = 0, words.count_chars()
                if drag is not None:
                    start, count = self._range(words, sheet.get_height(), drag)
                if count > 0:
                    text = _readable(words.get_text_range(start, count))
                    areas = self._areas(words, sheet.get_height(), start, count) if drag is not None else []
                words.close()
                sheet.close()
        self.selected.emit(generation, page, text, areas)

    @Slot()
    def shut(self) -> None:
        """Close the document and go; the preview is gone."""
        with pdfium.alone():
            self._close()
        _live.discard(self)
        self.deleteLater()

    def _close(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None

    def _picture(self, page: int, scale: float) -> QImage:
        assert self._document is not None
        sheet = self._document[page]
        bitmap = sheet.render(scale=scale, prefer_bgrx=True)
        picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
        bitmap.close()
        sheet.close()
        return picture

    def _matches(self, page: int, wanted: str) -> list[Match]:
        assert self._document is not None
        sheet = self._document[page]
        words = sheet.get_textpage()
        found: list[Match] = []
        # A file holds its text as entered: composed or decomposed Hindi are both looked for.
        for form in dict.fromkeys((wanted, unicodedata.normalize("NFC", wanted), unicodedata.normalize("NFD", wanted))):
            finder = words.search(form)
            while (place := finder.get_next()) is not None:
                found.append(Match(page, tuple(self._areas(words, sheet.get_height(), *place))))
            finder.close()
            if found:
                break
        words.close()
        sheet.close()
        return found

    @staticmethod
    def _areas(words: pypdfium2.PdfTextPage, height: float, start: int, count: int) -> list[QRectF]:
        areas = []
        for index in range(words.count_rects(start, count)):
            left, bottom, right, top = words.get_rect(index)
            areas.append(QRectF(left, height - top, right - left, top - bottom))
        return areas

    @staticmethod
    def _range(words: pypdfium2.PdfTextPage, height: float, drag: QRectF) -> tuple[int, int]:
        """The characters from the drag's start to its end, in reading order: (first, count)."""
        ends = []
        for x, y in ((drag.left(), drag.top()), (drag.right(), drag.bottom())):
            at = words.get_index(x, height - y, 600, 16)  # the nearest letter of that line
            if at is None or at < 0:
                return 0, 0
            ends.append(at)
        return min(ends), abs(ends[1] - ends[0]) + 1


def _blank(width: float, height: float) -> QImage:
    picture = QImage(max(1, round(width)), max(1, round(height)), QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    return picture


def _readable(text: str) -> str:
    """PDFium's text with plain line ends and the hyphen that it reports as U+FFFE at a line's end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
