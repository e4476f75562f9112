"""The interpreter's search for cycles, paused while tens of thousands of rows are in hand.

They hold no cycle, and looking at each of them again and again cost a quarter of an import. Knows no row.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_turn = threading.Lock()
_pauses = 0


@contextmanager
def paused() -> Iterator[None]:
    """No search inside the block; blocks nest, and may overlap on several threads."""
    global _pauses  # the collector is one for the whole process
    with _turn:
        _pauses += 1
        gc.disable()
    try:
        yield
    finally:
        with _turn:
            _pauses -= 1
            if not _pauses:
                gc.enable()
