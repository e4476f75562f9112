"""One lock for PDFium, which is not thread-safe: whoever opens, reads or draws a PDF with it holds `alone()`.

Knows no page and no sheet.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_only = threading.RLock()


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else in this process calls PDFium inside the block; blocks of one thread nest."""
    with _only:
        yield
