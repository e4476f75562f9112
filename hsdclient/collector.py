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
_was_on = False


@contextmanager
def paused() -> Iterator[None]:
    """No search inside the block; blocks nest, and may overlap on several threads.

    Afterwards it is as it was: the window keeps it off for good, and one search on another thread could destroy a
    widget there and wait for ever.
    """
    global _pauses, _was_on  # the collector is one for the whole process
    with _turn:
        if not _pauses:
            _was_on = gc.isenabled()
        _pauses += 1
        gc.disable()
    try:
        yield
    finally:
        with _turn:
            _pauses -= 1
            if not _pauses and _was_on:
                gc.enable()
