"""PDF by PDFium: text, words with their places, pages as pictures. Forms, scripts and attachments are never run.

Runs in the reading process only, alone with its document.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from hsdclient.reading import measures
from hsdclient.reading.facts import Facts, Picture, Word
from hsdclient.reading.formats.opened import Opened, Stopped, clamped

_FACTS = Facts("pdf", "application/pdf", ".pdf", "read")
_GRID = 1_000_000
_LOOKED_AT_FIRST = 3


class Pdf(Opened):
    """An open PDF; `facts.state` is a guess from the first pages until all texts were read."""

    def __init__(self, content: bytes, password: str = "") -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(content, password=password or None)
        except pypdfium2.PdfiumError as error:
            raise _refusal(error, password) from error
        pages = len(self._pdf)
        if pages < 1:
            raise Stopped("damaged")
        super().__init__(replace(_FACTS, pages=pages, warnings=self._warnings()))
        first = range(min(pages, _LOOKED_AT_FIRST))
        if all(self._is_picture(self._page(number), self.text(number)) for number in first):
            self.facts = replace(self.facts, state="scanned")
        self._read = self._pictures = 0

    def texts(self) -> Iterator[str]:
        for number in range(min(self.facts.pages, measures.PAGES)):
            try:
                page = self._page(number)
            except Stopped:  # one broken page costs itself
                yield ""
                continue
            try:
                text = _text_of(page)
                self._read += 1
                self._pictures += self._is_picture(page, text)
            finally:
                page.close()
            yield text

    def after(self) -> Facts:
        if self._read and self._pictures == self._read:
            return replace(self.facts, state="scanned")
        why = "too_many_pages" if self.facts.pages > measures.PAGES else "some_scanned" if self._pictures else ""
        return replace(self.facts, state="read", why=why)

    def text(self, page: int) -> str:
        return _text_of(self._page(page))

    def size(self, page: int) -> tuple[float, float]:
        width, height = self._pdf.get_page_size(self._checked(page))
        return float(width), float(height)

    def picture(self, page: int, width: int, turned: int) -> Picture:
        one = self._page(page)
        shape = one.get_size()
        wide, high = clamped(width, shape if turned % 180 == 0 else (shape[1], shape[0]))
        buffer = ctypes.create_string_buffer(3 * wide * high)
        bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_BGR, buffer, 3 * wide)
        if not bitmap:
            raise MemoryError
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, one, 0, 0, wide, high, turned // 90 % 4, flags)
        pdfium.FPDFBitmap_Destroy(bitmap)
        return Picture(wide, high, buffer.raw)

    def words(self, page: int) -> list[Word]:
        one = self._page(page)
        text_page = one.get_textpage()
        found: list[Word] = []
        for start, end in _runs(text_page):
            box = _box(one, text_page, start, end)
            if box is not None:
                found.append(Word(text_page.get_text_range(start, end - start), *box))
            if len(found) == measures.WORDS:
                break
        return _stretched(found)

    def _warnings(self) -> tuple[str, ...]:
        found = []
        if pdfium.FPDFDoc_GetJavaScriptActionCount(self._pdf) > 0:
            found.append("script")
        if pdfium.FPDFDoc_GetAttachmentCount(self._pdf) > 0:
            found.append("embedded_files")
        return tuple(found)

    def _checked(self, page: int) -> int:
        if not 0 <= page < len(self._pdf):
            raise Stopped("no_page")
        return page

    def _page(self, number: int) -> Any:
        try:
            return self._pdf[self._checked(number)]
        except pypdfium2.PdfiumError as error:
            raise Stopped("damaged") from error

    @staticmethod
    def _is_picture(page: Any, text: str) -> bool:
        """Whether there is something to see on the page and nothing to read."""
        return not text.strip() and pdfium.FPDFPage_CountObjects(page) > 0


def _text_of(page: Any) -> str:
    try:
        text_page = page.get_textpage()
        return str(text_page.get_text_range(0, min(text_page.count_chars(), measures.PAGE_TEXT)))
    except pypdfium2.PdfiumError:
        return ""


def _runs(text_page: Any) -> Iterator[tuple[int, int]]:
    """First and last+1 index of each word among the characters of a page."""
    start = -1
    count = text_page.count_chars()
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        blank = code in (0, 0xFFFE, 0xFFFF) or chr(code).isspace()
        if blank and start >= 0:
            yield start, index
            start = -1
        elif not blank and start < 0:
            start = index
    if start >= 0:
        yield start, count


def _box(page: Any, text_page: Any, start: int, end: int) -> tuple[float, float, float, float] | None:
    """The box round some characters in fractions of the page as it is shown; None when it is nowhere on it."""
    sides: list[tuple[float, float]] = []
    frame = pdfium.FS_RECTF()
    across, down = ctypes.c_int(), ctypes.c_int()
    for index in range(start, end):
        # The loose box is as high as the line, so that marks over neighbouring words meet.
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, frame):
            continue
        for x, y in ((frame.left, frame.bottom), (frame.right, frame.top)):
            pdfium.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
            sides.append((min(max(across.value / _GRID, 0.0), 1.0), min(max(down.value / _GRID, 0.0), 1.0)))
    if not sides:
        return None
    xs, ys = [x for x, _y in sides], [y for _x, y in sides]
    box = min(xs), min(ys), max(xs), max(ys)
    return box if box[2] > box[0] and box[3] > box[1] else None


def _stretched(found: list[Word]) -> list[Word]:
    """Words of joined letters (Devanagari) made as wide as they are drawn.

    PDFium gives the boxes of the first glyphs of such a word; the word reaches as far as the gap before the next one.
    """
    made = []
    for word, following in zip(found, [*found[1:], None], strict=True):
        high = word.bottom - word.top
        if (
            following is not None
            and not word.text.isascii()
            and word.right < following.left < word.right + 2 * high
            and abs(following.bottom - word.bottom) < high / 2
        ):
            word = replace(word, right=max(word.right, following.left - high / 6))
        made.append(word)
    return made


def _refusal(error: pypdfium2.PdfiumError, password: str) -> Stopped:
    if getattr(error, "err_code", 0) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return Stopped("password" if password else "", "locked")
    return Stopped("damaged")
