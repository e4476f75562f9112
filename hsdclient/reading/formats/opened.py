"""A document opened by its format: what every format answers, and how they stop.

Runs in the reading process only; knows no format itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from hsdclient.reading import measures
from hsdclient.reading.facts import Facts, Picture, Table, Word


class Stopped(Exception):
    """A document that is not read, with the state and the code of its reason."""

    def __init__(self, why: str, state: str = "failed") -> None:
        super().__init__(why)
        self.why = why
        self.state = state


class Opened:
    """A document that has facts and nothing else; formats override what they can."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def texts(self) -> Iterator[str]:
        """The text of one page, sheet or mail after another, not yet cleaned."""
        return iter(())

    def after(self) -> Facts:
        """The facts once all texts have been read."""
        return self.facts

    def text(self, page: int) -> str:
        """The text of one page."""
        for number, text in enumerate(self.texts()):
            if number == page:
                return text
        return ""

    def picture(self, page: int, width: int, turned: int) -> Picture:
        """A page drawn."""
        raise Stopped("no_picture")

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page."""
        return (0.0, 0.0)

    def words(self, page: int) -> list[Word]:
        """The words of a page with their places."""
        return []

    def table(self, sheet: int, first: int, count: int) -> Table:
        """A block of rows."""
        raise Stopped("no_table")

    def cells(self, sheet: int, first: int, count: int) -> Table:
        """A block of rows to be taken in: `table` from the very first line, what is merged downwards filled in."""
        raise Stopped("no_table")

    def attachment(self, index: int) -> bytes:
        """The bytes of an attachment."""
        raise Stopped("no_attachment")


def clamped(width: int, shape: tuple[float, float]) -> tuple[int, int]:
    """Pixels for a picture `width` wide of something with this width and height, within the measures."""
    wide, high = max(shape[0], 1e-3), max(shape[1], 1e-3)
    pixels = min(max(width, measures.NARROWEST), measures.WIDEST)
    scale = min(pixels / wide, measures.TALLEST / high, (measures.DRAWN_PIXELS / (wide * high)) ** 0.5)
    return max(1, min(round(wide * scale), pixels)), max(1, min(round(high * scale), measures.TALLEST))
