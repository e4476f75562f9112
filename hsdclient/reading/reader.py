"""Reading documents for attach: one child serves many, each read in a process of its own where the system forks.

Trusts nothing that the child answers. Knows no place where documents are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType

from hsdclient.reading.facts import Reading


class Reader:
    """Reads one document after another; for one thread at a time. A child that dies is replaced by the next call."""

    def read(self, chunks: Iterable[bytes], size: int, *, password: str = "") -> Reading:
        """The facts and texts of a document of `size` bytes that come in `chunks`.

        Never raises for a bad document: death, time and memory of the child come back as state "failed" with `why`.
        What iterating `chunks` raises is passed on.
        """
        raise NotImplementedError

    def close(self) -> None:
        """End the child; a second call does nothing."""

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
