"""Work that takes more than a second, on a thread of its own, with a strip at the foot of the window: counts, Cancel.

One piece at a time; it outlives the page that asked for it. Knows nothing of the work.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer

from hsdclient import errors
from hsdclient.words import _
from ui.desk import Desk
from ui.parts.progress import ProgressStrip
from ui.worker import Crew, Then, alive

LOOK_MS: Final = 100
_STEPS: Final = 1_000_000_000  # a bar counts to two thousand million, bytes go further
Told = Callable[[int, int], None]
Asked = Callable[[], bool]
Job = Callable[[Told, Asked], Any]


class LongWork(QObject):
    """The long work of one desk; `of(desk)` gives the one there is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._crew: Crew | None = None
        self.strip: ProgressStrip | None = None
        self._stop = threading.Event()
        self._far: tuple[int, int] | None = None
        self._unit = 1
        self.busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        desk.closing.connect(self._close, Qt.ConnectionType.DirectConnection)

    @classmethod
    def of(cls, desk: Desk) -> LongWork:
        """The one of this desk; it outlives the pages."""
        found = desk.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, cls) else cls(desk)

    def start(self, sentence: str, job: Job, then: Then, failed: Then | None = None, *, unit: int = 1) -> bool:
        """Run `job(told, cancelled)`, then `then(result)` on the GUI thread; False when other work is under way.

        `unit`: how many of what `told` counts make one step of the strip (1,048,576 to count bytes in MB).
        """
        if self.busy:
            self._desk.notice.emit(_("Other work is under way. Wait for it, or cancel it first."), None)
            return False
        self.busy, self._far, self._unit, self._stop = True, None, unit, threading.Event()
        if self._crew is None:
            self._crew = Crew("papers", 1, self)
        if self.strip is None:
            self.strip = ProgressStrip()
            self.strip.cancelled.connect(self.cancel)
            self._desk.strip_wanted.emit(self.strip)
        if self.strip.parentWidget() is not None:  # nobody took it: a page without its window
            self.strip.begin(sentence)
        self._timer.start()
        self._crew.submit(partial(job, self._told, self._stop.is_set), partial(self._through, then),
                          partial(self._failed, failed))  # fmt: skip
        return True

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def _told(self, done: int, total: int) -> None:
        self._far = (done, total)  # on the work's thread: it only leaves word

    def _look(self) -> None:
        if self.strip is not None and self._far is not None and not self._stop.is_set():
            done, total = self._far
            self.strip.reach(min(_STEPS, done // self._unit), min(_STEPS, -(-total // self._unit)))

    def _end(self) -> None:
        self.busy = False
        self._timer.stop()
        if self.strip is not None:
            self.strip.finish()

    def _through(self, then: Then, result: Any) -> None:
        self._end()
        if alive(then):
            then(result)

    def _failed(self, failed: Then | None, error: errors.HsdError) -> None:
        self._end()
        if self._stop.is_set() and isinstance(error, errors.Refused):
            self._desk.notice.emit(error.sentence, None)
        elif failed is not None and alive(failed):
            failed(error)
        else:
            self._desk.failed.emit(error)

    def _close(self) -> None:
        """The workspace closes: stop, and wait for that."""
        self._stop.set()
        self._timer.stop()
        if self._crew is not None:
            self._crew.stop()
