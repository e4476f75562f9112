"""One document held open for the preview: pages as pictures, words with their places, rows of a sheet.

Calls may come from any thread; they take turns. Knows no widget.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, TypeVar

from hsdclient.reading import answers, frames, measures
from hsdclient.reading.facts import Facts, Failed, Picture, Table, Word, say_why
from hsdclient.reading.process import Died, Process
from hsdclient.words import _

_T = TypeVar("_T")
_JSON_BODY = 128 << 20


class Viewing:
    """A document open in a process of its own, until `close()`. Every method raises `Failed` when that gave up."""

    facts: Facts

    def __init__(self, chunks: Iterable[bytes], size: int, *, password: str = "", alone: bool = False) -> None:
        """Hand the document of `size` bytes over; `facts` are there afterwards. Raises `Failed`.

        A document that is locked, damaged or too large is no failure: `facts` say so, and nothing can be asked of it.
        `alone` works over pipes, as on Windows, even where the system forks.
        """
        self._turn = threading.Lock()
        self._process: Process | None = None
        self._why = "damaged"
        if size == 0:
            self.facts = Facts(why="empty")
            return
        asked = {"do": "open", "whole": False, "head": size > measures.LARGEST, "password": password}
        given = min(size, measures.HEAD) if asked["head"] else size
        try:
            self._process = Process(given, alone=alone)
        except Died as died:
            raise _failed(died.why) from died
        told, _body = self._ask(asked, seconds=measures.seconds_to_open(given), content=chunks, size=given)
        self.facts = self._checked(answers.facts, told.get("facts"))

    @property
    def alive(self) -> bool:
        """Whether there is still a process to ask."""
        return self._process is not None

    def picture(self, page: int, width: int, *, turned: int = 0) -> Picture:
        """Page `page` (from 0) drawn `width` pixels wide (clamped to 16…4096), turned right by 0, 90, 180, 270 degrees.

        A very long page is drawn narrower than asked. Raises `Failed` for a kind without pictures.
        """
        asked = {"do": "picture", "page": page, "width": width, "turned": turned}
        told, body = self._ask(asked, seconds=measures.ONE_PAGE, most=3 * measures.DRAWN_PIXELS + measures.MEBIBYTE)
        return self._checked(answers.picture, told, body)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page: points of a PDF, pixels of an image; (0, 0) for other kinds."""
        return self.sizes(page, 1)[0]

    def sizes(self, first: int, count: int) -> list[tuple[float, float]]:
        """The sizes of the pages `first` …, as `size`; thousands are asked for at a time."""
        found: list[tuple[float, float]] = []
        while len(found) < count:
            block = min(count - len(found), measures.SIZES_AT_ONCE)
            asked = {"do": "sizes", "first": first + len(found), "count": block}
            _told, body = self._ask(asked, most=measures.MEBIBYTE)
            found += self._checked(answers.sizes, body, block)
        return found

    def words(self, page: int) -> list[Word]:
        """The words of a page in reading order, with their boxes; empty for kinds other than PDF."""
        _told, body = self._ask({"do": "words", "page": page}, most=_JSON_BODY)
        return self._checked(answers.words, body)

    def text(self, page: int) -> str:
        """The text of one page, sheet or mail."""
        _told, body = self._ask({"do": "text", "page": page}, seconds=2 * measures.ONE_PAGE, most=_JSON_BODY)
        return "".join(self._checked(answers.texts, body))

    def table(self, sheet: int, first: int, count: int) -> Table:
        """Rows `first` … of a sheet (or of a CSV, sheet 0), at most 500 rows and 200 columns at once.

        Raises `Failed` for a kind without tables.
        """
        asked = {"do": "table", "sheet": sheet, "first": first, "count": count}
        told, body = self._ask(asked, seconds=2 * measures.ONE_PAGE, most=_JSON_BODY)
        return self._checked(answers.table, told, body)

    def cells(self, sheet: int, first: int, count: int) -> Table:
        """As `table`, to be taken in: from the very first line, text with any delimiter, what is merged filled in.

        The first block of a long sheet takes its time. Raises `Failed` for a kind without tables.
        """
        asked = {"do": "cells", "sheet": sheet, "first": first, "count": count}
        told, body = self._ask(asked, seconds=6 * measures.ONE_PAGE, most=_JSON_BODY)
        return self._checked(answers.table, told, body)

    def attachment(self, index: int) -> bytes:
        """The bytes of an attachment of a mail, `index` as in `facts.attachments`."""
        _told, body = self._ask({"do": "attachment", "index": index}, seconds=2 * measures.ONE_PAGE)
        return body

    def close(self) -> None:
        """End the process, also while another thread waits for its answer; a second call does nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def __enter__(self) -> Viewing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(
        self, asked: dict[str, Any], *, seconds: float = measures.ONE_PAGE, most: int = frames.BODY, **content: Any
    ) -> tuple[dict[str, Any], bytes]:
        with self._turn:
            process = self._process
            if process is None:
                raise _failed(self._why)
            try:
                told, body = process.ask(asked, seconds=seconds, most=most, **content)
            except Died as died:
                self._why = died.why
                self.close()
                raise _failed(died.why) from died
            except BaseException:
                self.close()
                raise
        if "stopped" in told:
            raise _failed(str(told["stopped"]))
        return told, body

    def _checked(self, check: Callable[..., _T], *told: Any) -> _T:
        try:
            return check(*told)
        except frames.Malformed as error:
            self.close()
            raise _failed("damaged") from error


def _failed(why: str) -> Failed:
    return Failed(say_why(why) or _("This cannot be shown of the document. Open a copy to look at it."), why)
