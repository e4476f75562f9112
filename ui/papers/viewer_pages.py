"""The pages of a paper as a source of the preview: drawn, searched and selected by the reading room.

It may be turned by quarters. Knows no widget; what a page says never reaches anything but the preview.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from hsdclient import errors
from hsdclient.reading import Picture, Viewing
from ui.papers.viewer_reader import OpenPaper
from ui.papers.viewer_words import Box, between, places, text_of
from ui.parts.preview_source import Match, PageSource

_PAGES_A_SEARCH = 10  # so a search in a long paper never holds the drawing up for long
_MOST_WIDE = 4096
_MOST_PIXELS = 10_000_000  # of one page; a higher zoom is drawn coarser
_PIXELS_A_STRIP = 400_000
_IMAGE = 72 / 96  # points of a pixel: a picture at 100 % shows one pixel a pixel of the screen
Sizes = list[tuple[float, float]]


class PaperPages(PageSource):
    """`show` asks for the pages of an open paper; `opened` or `failed` follows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paper: OpenPaper | None = None
        self._pages, self._scale, self._turned = 0, 1.0, 0
        self._sizes: Sizes = []
        self.draw_wanted.connect(self._draw)
        self.search_wanted.connect(self._search)
        self.select_wanted.connect(self._select)

    def show(self, generation: int, paper: OpenPaper, pages: int, *, image: bool) -> None:
        """Show the `pages` pages of `paper`, upright; those of an image are measured in pixels."""
        self._paper, self._pages, self._turned = paper, pages, 0
        self._scale = _IMAGE if image else 1.0
        paper.ask(partial(_sizes, pages), partial(self._measured, generation), partial(self._failed, generation))

    def turn(self, generation: int, degrees: int) -> None:
        """Turn the pages by 90 or -90 degrees; `opened` follows."""
        self._turned = (self._turned + degrees) % 360
        self.opened.emit(generation, self._turned_sizes())

    def forget(self) -> None:
        """Let go of the paper."""
        self._paper, self._sizes = None, []

    def _measured(self, generation: int, sizes: Sizes) -> None:
        self._sizes = [(width * self._scale, height * self._scale) for width, height in sizes]
        self.opened.emit(generation, self._turned_sizes())

    def _turned_sizes(self) -> Sizes:
        return self._sizes if self._turned % 180 == 0 else [(height, width) for width, height in self._sizes]

    def _failed(self, generation: int, error: errors.HsdError) -> None:
        self.failed.emit(generation, error.sentence)

    def _draw(self, generation: int, page: int, scale: float) -> None:
        if self._paper is None:
            return
        width, height = self._turned_sizes()[page]
        drawn_at = min(scale, _MOST_WIDE / width, (_MOST_PIXELS / (width * height)) ** 0.5)
        self._paper.ask(
            partial(_drawn, page, max(1, round(width * drawn_at)), self._turned),
            partial(self._tell_drawn, generation, page, scale),
            partial(self._failed, generation),
        )

    def _tell_drawn(self, generation: int, page: int, scale: float, picture: QImage) -> None:
        self.drawn.emit(generation, page, scale, picture)

    def _search(self, number: int, wanted: str, first: int) -> None:
        if self._paper is None:
            return
        last = min(self._pages, first + _PAGES_A_SEARCH)
        following = last if last < self._pages else -1
        self._paper.ask(
            partial(_found, wanted, first, last),
            partial(self._tell_found, number, following),
            partial(self._not_found, number),
        )

    def _tell_found(self, number: int, following: int, found: list[tuple[int, list[Box]]]) -> None:
        matches = [Match(page, tuple(self._area(page, box) for box in boxes)) for page, boxes in found]
        self.searched.emit(number, following, matches)

    def _not_found(self, number: int, _error: errors.HsdError) -> None:
        self.searched.emit(number, -1, [])

    def _select(self, generation: int, page: int, drag: QRectF | None) -> None:
        if self._paper is None:
            return
        ends = None
        if drag is not None:
            ends = tuple(self._upright(page, x, y) for x, y in (
                (drag.left(), drag.top()), (drag.right(), drag.bottom())
            ))  # fmt: skip
        self._paper.ask(
            partial(_selected, page, ends),
            partial(self._tell_selected, generation, page),
            partial(self._none_selected, generation, page),
        )

    def _tell_selected(self, generation: int, page: int, chosen: tuple[str, list[Box]]) -> None:
        text, boxes = chosen
        self.selected.emit(generation, page, text, [self._area(page, box) for box in boxes])

    def _none_selected(self, generation: int, page: int, _error: errors.HsdError) -> None:
        self.selected.emit(generation, page, "", [])

    def _area(self, page: int, box: Box) -> QRectF:
        """Fractions of the upright page as points of the page as it is turned."""
        left, top, right, bottom = box
        if self._turned == 90:
            left, top, right, bottom = 1 - bottom, left, 1 - top, right
        elif self._turned == 180:
            left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
        elif self._turned == 270:
            left, top, right, bottom = top, 1 - right, bottom, 1 - left
        width, height = self._turned_sizes()[page]
        return QRectF(left * width, top * height, (right - left) * width, (bottom - top) * height)

    def _upright(self, page: int, x: float, y: float) -> tuple[float, float]:
        """Points of the turned page as fractions of the upright one."""
        width, height = self._turned_sizes()[page]
        across, down = x / max(width, 1.0), y / max(height, 1.0)
        turned = {90: (down, 1 - across), 180: (1 - across, 1 - down), 270: (1 - down, across)}
        return turned.get(self._turned, (across, down))


def _sizes(pages: int, viewing: Viewing) -> Sizes:
    return [_sane(size) for size in viewing.sizes(0, pages)]


def _sane(size: tuple[float, float]) -> tuple[float, float]:
    return max(size[0], 1.0), max(size[1], 1.0)


def _drawn(page: int, width: int, turned: int, viewing: Viewing) -> QImage:
    picture: Picture = viewing.picture(page, width, turned=turned)
    wide, high = picture.width, picture.height
    given = QImage(picture.rgb, wide, high, 3 * wide, QImage.Format.Format_RGB888)
    # As the screen has it, so that the GUI thread only copies; by strips, because Qt holds Python's lock meanwhile:
    # a whole page at 400 % held the screen for 200 ms [m].
    made = QImage(wide, high, QImage.Format.Format_RGB32)
    strip = max(1, _PIXELS_A_STRIP // wide)
    painter = QPainter(made)
    for top in range(0, high, strip):
        part = QRect(0, top, wide, min(strip, high - top))
        painter.drawImage(part, given, part)
    painter.end()
    return made


def _found(wanted: str, first: int, last: int, viewing: Viewing) -> list[tuple[int, list[Box]]]:
    return [(page, boxes) for page in range(first, last) for boxes in places(viewing.words(page), wanted)]


def _selected(page: int, ends: Any, viewing: Viewing) -> tuple[str, list[Box]]:
    words = viewing.words(page)
    return (text_of(words), []) if ends is None else between(words, *ends)
