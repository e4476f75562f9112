"""Reading documents for attach: each in a fresh process where the system forks, a few to a process elsewhere.

Trusts nothing that the process answers. Knows no place where documents are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType

from hsdclient.reading import answers, frames, measures
from hsdclient.reading.facts import Facts, Reading
from hsdclient.reading.process import Died, Process


class Reader:
    """Reads one document after another; for one thread at a time. A process that dies is replaced by the next call."""

    def __init__(self, *, alone: bool = False) -> None:
        """`alone` reads over pipes, as on Windows, even where the system forks."""
        self._alone = alone
        self._process: Process | None = None

    def read(self, chunks: Iterable[bytes], size: int, *, password: str = "") -> Reading:
        """The facts and texts of a document of `size` bytes that come in `chunks`.

        Never raises for a bad document: death, time and memory of the process come back as state "failed" with `why`.
        What iterating `chunks` raises is passed on. Of a document that is too large only the first chunks are taken.
        """
        if size == 0:
            return Reading(Facts(why="empty"))
        asked = {"do": "open", "whole": True, "head": size > measures.LARGEST, "password": password}
        given = min(size, measures.HEAD) if asked["head"] else size
        try:
            self._process = self._process or Process(given, alone=self._alone)
            told, body = self._process.ask(asked, seconds=measures.seconds_to_read(given), content=chunks, size=given)
            if "stopped" in told:
                raise Died(str(told["stopped"]))
            reading = Reading(answers.facts(told.get("facts")), answers.texts(body))
        except Died as died:
            self.close()
            reading = Reading(Facts(state="failed", why=died.why))
        except frames.Malformed:
            self.close()
            reading = Reading(Facts(state="failed", why="damaged"))
        except BaseException:
            self.close()
            raise
        if self._process is not None and not self._process.reusable:
            self.close()
        return reading

    def close(self) -> None:
        """End the process; a second call does nothing."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
