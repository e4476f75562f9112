"""Collects Python's garbage on the GUI thread alone, a little at a time, instead of wherever an allocation triggers it.

Knows no object. A collection on another thread may destroy a QObject there: it then holds Qt's lock and waits for
Python's, while the GUI thread holds Python's and waits for Qt's, for ever (seen twice, with gdb).
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

TICK_MS: Final = 250
YOUNG: Final = 3_000  # new containers that are worth a look: under a millisecond
ELDERS: Final = 10  # looks at the young until their survivors are looked at, and so on, as Python counts them


class Garbage(QObject):
    """From now on garbage is collected here; `tick` is the look that its timer takes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """Collect what has become due; nothing when little was made since."""
        young, middle, old = gc.get_count()
        if young >= YOUNG:
            gc.collect(2 if old >= ELDERS else 1 if middle >= ELDERS else 0)
