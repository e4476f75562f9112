"""One sheet in the making on the desk's third thread: it tells its pages and can be stopped between two of them.

Knows neither the order nor the register. ReportLab is loaded on that thread, when it is first needed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from hsdclient import errors
from hsdclient.words import _
from ui.desk import Desk
from ui.worker import Then

Job = Callable[[Callable[[int], None]], Any]
"""Takes the function that hears the number of each page begun; gives the result."""


class Stopped(errors.HsdError):
    """The officer no longer wants it; nothing was kept."""


class Drawing(QObject):
    """`page` carries the number of the page that is begun. After `stop` neither callback is called."""

    page = Signal(int)

    def __init__(self, desk: Desk, parent: QObject, job: Job, then: Then, failed: Then) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._then, self._failed = then, failed
        self.running = True
        self._job = job
        desk.make(self._made, self._work, self._not_made)

    def _work(self) -> Any:
        self._begun(0)
        return self._job(self._begun)

    def _begun(self, number: int) -> None:
        if self._stop.is_set():
            raise Stopped(_("Stopped."))
        if number:
            self.page.emit(number)

    def stop(self) -> None:
        """Give up at the next page."""
        self.running = False
        self._stop.set()

    def _made(self, result: Any) -> None:
        wanted, self.running = self.running, False
        if wanted:
            self._then(result)
        self.deleteLater()

    def _not_made(self, error: errors.HsdError) -> None:
        wanted, self.running = self.running, False
        if wanted:
            self._failed(error)
        self.deleteLater()
