"""One document held open for the preview: pages as pictures, words with their places, rows of a sheet.

Calls may come from any thread; they take turns. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType

from hsdclient.reading.facts import Facts, Picture, Table, Word


class Viewing:
    """A document open in a child of its own, until `close()`. All methods raise `Failed` when the child gave up."""

    facts: Facts

    def __init__(self, chunks: Iterable[bytes], size: int, *, password: str = "") -> None:
        """Hand the document of `size` bytes over; `facts` are there afterwards. Raises `Failed`."""
        raise NotImplementedError

    def picture(self, page: int, width: int, *, turned: int = 0) -> Picture:
        """Page `page` (from 0) drawn `width` pixels wide (clamped to 16…4096), turned by 0, 90, 180 or 270 degrees."""
        raise NotImplementedError

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page: points of a PDF, pixels of an image; (0, 0) for other kinds."""
        raise NotImplementedError

    def words(self, page: int) -> list[Word]:
        """The words of a page in reading order, with their boxes; empty for kinds other than PDF."""
        raise NotImplementedError

    def text(self, page: int) -> str:
        """The text of one page, sheet or mail."""
        raise NotImplementedError

    def table(self, sheet: int, first: int, count: int) -> Table:
        """Rows `first` … of a sheet (or of a CSV, sheet 0), at most 500 rows and 200 columns at once."""
        raise NotImplementedError

    def attachment(self, index: int) -> bytes:
        """The bytes of an attachment of a mail, `index` as in `facts.attachments`."""
        raise NotImplementedError

    def close(self) -> None:
        """End the child; a second call does nothing."""

    def __enter__(self) -> Viewing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
