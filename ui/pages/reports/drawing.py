"""One sheet in the making on the desk's third thread: it tells its pages and can be stopped between two of them.

Knows neither the order nor the register. ReportLab is loaded on that thread, when it is first needed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
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
    """`page` carries the number of the page that is begun. It ends with `then(result)` or `failed(HsdError)`."""

    page = Signal(int)

    def __init__(self, desk: Desk, parent: QObject, job: Job, then: Then, failed: Then) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._then, self._failed = then, failed
        self._wanted = True
        self._job = job
        desk.make(self._made, self._work, self._not_made)

    def stop(self) -> None:
        """Give up at the next page: `failed(Stopped)`, or `then` when it was too late to stop."""
        self._stop.set()

    def drop(self) -> None:
        """Give up at the next page; neither callback is called."""
        self._wanted = False
        self._stop.set()

    def _work(self) -> Any:
        self._begun(0)
        return self._job(self._begun)

    def _begun(self, number: int) -> None:
        if self._stop.is_set():
            raise Stopped(_("Stopped. Nothing was issued."))
        if number:
            with suppress(RuntimeError):  # the page is gone; a report that is being issued is issued
                self.page.emit(number)

    def _made(self, result: Any) -> None:
        if self._end():
            self._then(result)

    def _not_made(self, error: errors.HsdError) -> None:
        if self._end():
            self._failed(error)

    def _end(self) -> bool:
        """Go, and tell whether somebody still wants to hear."""
        try:
            self.deleteLater()
        except RuntimeError:  # the page is gone, and this with it
            return False
        return self._wanted
