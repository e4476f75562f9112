"""The pages of one document and the place where the next part goes.

Knows paper, margins, fonts and the outline; knows no part and no words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hsdclient.reports.pdf.faces import Weight
from hsdclient.reports.pdf.lines import Breaker
from hsdclient.reports.pdf.pen import Page, Style
from hsdclient.reports.pdf.words import Alphabet, Letters
from hsdclient.reports.sheet import Paper

PAPERS: dict[Paper, tuple[float, float]] = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
MARGIN, MARGIN_WIDE = 54.0, 32.0
TOP, BOTTOM = 72.0, 66.0
INDIC = re.compile("[\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff]")


@dataclass(frozen=True)
class Entry:
    """A line of the outline: `page` counts from 0, `top` is in points."""

    text: str
    level: int
    page: int
    top: float


@dataclass(frozen=True)
class Place:
    """A point in a document being drawn: how much there was of everything, and how far down the page."""

    pages: int
    operators: int
    ink: str
    y: float
    entries: int
    floor: float


class Flow:
    """Where drawing goes on: the current page and `y`, the upper edge of what is still free on it."""

    def __init__(self, paper: Paper, progress: Callable[[int], None] | None = None, *, landscape: bool = False) -> None:
        self.alphabet = Alphabet()
        self.paper = PAPERS[paper]
        self.pages: list[Page] = []
        self.outline: list[Entry] = []
        self.floor = BOTTOM
        self._progress = progress
        self._breakers: dict[str, Breaker] = {}
        self.page: Page
        self.new_page(landscape)

    def new_page(self, landscape: bool | None = None) -> None:
        """Begin a page, turned as the current one unless told otherwise."""
        if landscape is None:
            landscape = self.page.landscape
        short, long = self.paper
        self.page = Page(long if landscape else short, short if landscape else long, landscape)
        self.pages.append(self.page)
        self.left = MARGIN_WIDE if landscape else MARGIN
        self.right = self.page.width - self.left
        self.floor = BOTTOM
        self.top = self.y = self.page.height - TOP
        if self._progress:
            self._progress(len(self.pages))

    def place(self) -> Place:
        """Where the flow stands, to come `back` to."""
        return Place(len(self.pages), len(self.page.code), self.page.ink, self.y, len(self.outline), self.floor)

    def back(self, place: Place) -> None:
        """Take back what was drawn since `place`, which is on a page of the present direction."""
        del self.pages[place.pages :], self.outline[place.entries :]
        self.page = self.pages[-1]
        del self.page.code[place.operators :]
        self.page.ink, self.y, self.floor = place.ink, place.y, place.floor

    def turn(self, landscape: bool) -> None:
        """Go on with pages of this direction; an untouched page is turned in place."""
        if self.page.landscape == landscape:
            return
        if not self.page.code and len(self.pages) > 1:
            self.pages.pop()
        self.new_page(landscape)

    @property
    def width(self) -> float:
        """The width of the text area in points."""
        return self.right - self.left

    @property
    def fresh(self) -> bool:
        """Nothing has been drawn on this page yet."""
        return self.y >= self.top

    def room(self) -> float:
        """Points left on this page."""
        return self.y - self.floor

    def need(self, height: float) -> bool:
        """Turn the page if fewer than `height` points are left; True when it did. More than a page asks for one."""
        if self.room() >= height or self.fresh:
            return False
        self.new_page()
        return True

    def letters(self, weight: Weight) -> Letters:
        """The words of one weight."""
        return self.alphabet.letters(weight)

    def wrap(self, text: str, width: float, style: Style) -> list[str]:
        """The lines of `text` in `style` within `width` points."""
        return self._breaker(style.weight).wrap(text, width * 1000 / style.size)

    def _breaker(self, weight: Weight) -> Breaker:
        breaker = self._breakers.get(weight)
        if breaker is None:
            breaker = self._breakers[weight] = Breaker(self.letters(weight))
        return breaker

    def measure(self, text: str, style: Style) -> float:
        """The width in points of `text` on one line."""
        return self._breaker(style.weight).width(text) * style.size / 1000

    def leading(self, text: str, style: Style) -> float:
        """The leading that `text` wants."""
        return style.indic if not text.isascii() and INDIC.search(text) else style.leading

    def text(self, text: str, style: Style, x: float = 0, width: float = 0, after: float = 0) -> None:
        """`text` from `y` on, `x` points inside the text area, over as many pages as it needs."""
        lines = self.wrap(text, width or self.width - x, style)
        leading = self.leading(text, style)
        start = 0
        while start < len(lines):
            count = max(int(self.room() // leading), 0)
            if count < min(len(lines) - start, 2) and not self.fresh:
                self.new_page()
                continue
            part = lines[start : start + max(count, 1)]
            base = self.y - leading * 0.5 - style.size * 0.36
            self.page.lines(part, self.left + x, base, self.letters(style.weight), style, leading)
            self.y -= leading * len(part)
            start += len(part)
        self.y -= after

    def height(self, text: str, width: float, style: Style) -> float:
        """The height in points of `text` within `width`."""
        return len(self.wrap(text, width, style)) * self.leading(text, style)

    def mark(self, text: str, level: int) -> None:
        """Add a line to the outline that leads here."""
        self.outline.append(Entry(" ".join(text.split()), level, len(self.pages) - 1, self.y + 12))
