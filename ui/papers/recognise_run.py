"""Scans whose text is recognised in the background: quietly, one at a time, behind everything else, to be stopped.

Says what it does in the status bar and nowhere else; the recognising itself is the core's.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from hsdclient import attaching, errors
from hsdclient.store import Change
from hsdclient.words import _
from ui.desk import Desk
from ui.worker import Crew

log = logging.getLogger("hsdclient")
LOOK_MS: Final = 500
Scan = tuple[str, str, int]
"""Reference of the document, SHA-256 of the content, its size in bytes."""


class Recognising(QObject):
    """The scans of this desk that wait for their text; `of(desk)` gives the one there is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._crew: Crew | None = None
        self._waiting: deque[Scan] = deque()
        self._now: Scan | None = None
        self._told = False
        self._stop = threading.Event()
        self._pages = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._say)
        desk.closing.connect(self._close, Qt.ConnectionType.DirectConnection)

    @classmethod
    def of(cls, desk: Desk) -> Recognising:
        """The one of this desk; it outlives the pages."""
        found = desk.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, cls) else cls(desk)

    def able(self) -> bool:
        """Whether scans are recognised by themselves: the officer wants it and a Tesseract is installed.

        Starts a program the first time: not for the GUI thread.
        """
        if not self._desk.writable or not self._desk.setting("ocr"):
            return False
        from hsdclient.reading import ocr  # lazy: only scans need it

        return ocr.available()

    @property
    def busy(self) -> bool:
        """Whether a scan is being recognised."""
        return self._now is not None

    def want(self, scans: Iterable[Scan], *, asked: bool = False) -> None:
        """Recognise these after those that wait; `asked`: by the officer, who is told when it cannot be done."""
        self._told = self._told or asked
        known = {sha256 for _reference, sha256, _size in (*self._waiting, *((self._now,) if self._now else ()))}
        self._waiting += [scan for scan in scans if scan[1] not in known]
        if self._now is None:
            self._next()

    def stop(self) -> None:
        """Stop, and forget those that wait; what was recognised stays."""
        self._waiting.clear()
        self._stop.set()

    def _next(self) -> None:
        if not self._waiting:
            self._now, self._told = None, False
            self._timer.stop()
            self._desk.quietly.emit("", None)
            return
        if self._crew is None:
            self._crew = Crew("recognise", 1, self)
        self._now, self._pages, self._stop = self._waiting.popleft(), (0, 0), threading.Event()
        self._timer.start()
        self._say()
        reference, sha256, size = self._now
        job = partial(self._recognise, sha256, size, self._stop)
        self._crew.submit(job, self._done, partial(self._failed, reference))

    def _recognise(self, sha256: str, size: int, stop: threading.Event) -> Change | None:
        if sys.platform == "linux":  # the thread gives way, and so does the program that it starts
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)
        return attaching.recognise(
            self._desk.store, self._desk.officer, sha256, size, told=self._page, cancelled=stop.is_set
        )

    def _page(self, done: int, total: int) -> None:
        self._pages = (done, total)

    def _say(self) -> None:
        if self._now is None:
            return
        done, total = self._pages
        said = _("Recognising the text of {reference}").format(reference=self._now[0])
        if total > 1:
            said += " · " + _("{done} of {total}").format(done=done, total=total)
        self._desk.quietly.emit(said, self.stop)

    def _done(self, change: Change | None) -> None:
        self._desk.announce(change)
        if self._told and self._now is not None:
            self._desk.notice.emit(_("The text of {reference} can be found now.").format(reference=self._now[0]), None)
        self._next()

    def _failed(self, reference: str, error: errors.HsdError) -> None:
        if self._told and not self._stop.is_set():
            self._desk.notice.emit(f"{reference}: {error.sentence}", None)
        else:  # nobody asked for it: the scan stays as it is, and says so where it is shown
            log.info("a scan was not recognised: %s", type(error).__name__)
        self._next()

    def _close(self) -> None:
        self.stop()
        self._timer.stop()
        if self._crew is not None:
            self._crew.stop()
