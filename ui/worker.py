"""Threads of the window: one that writes, a few that look; results come back on the GUI thread.

Knows callables and results, no SQL and no page. Plain Python threads: a dropped QThread aborts (design.md §4).
"""

from __future__ import annotations

import logging
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from hsdclient import errors
from hsdclient.words import _

log = logging.getLogger("hsdclient")
# A thread that reads a long list gives way to the screen after half a millisecond; Python's own five, at each of the
# hundreds of calls of one paint, held the screen for a quarter of a second [m].
sys.setswitchinterval(0.0005)
Then = Callable[[Any], None]


def alive(then: Then | None) -> bool:
    """Whether there is a callback and what it belongs to still exists (pages are rebuilt while work is under way)."""
    owner = getattr(getattr(then, "func", then), "__self__", None)
    if isinstance(owner, QObject):
        try:
            owner.objectName()
        except RuntimeError:  # Qt's half of it is gone
            return False
    return then is not None


def _nothing() -> None:
    """What is left of a job that was handed over."""


class Ticket:
    """One piece of work under way; `cancel` drops its result."""

    def __init__(self, job: Callable[[], Any], then: Then | None, failed: Then | None) -> None:
        self.job, self.then, self.failed = job, then, failed
        self.cancelled = False

    def taken(self) -> tuple[Then | None, Then | None]:
        """(then, failed), which the ticket lets go of: on the GUI thread, where what they belong to may be destroyed.

        The thread that did the work may be the last to hold the ticket.
        """
        callbacks = self.then, self.failed
        self.job, self.then, self.failed = _nothing, None, None
        return callbacks

    def cancel(self) -> None:
        """Forget the result; the work itself may still finish."""
        self.cancelled = True


class Crew(QObject):
    """`count` threads that work off one queue, first come, first served."""

    _done = Signal(object, object, object)
    unhandled = Signal(object)
    """An error (HsdError) that no `failed` callback took."""

    def __init__(self, name: str, count: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self._stopped = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True) for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[], Any], then: Then | None = None, failed: Then | None = None) -> Ticket:
        """Run `job()` on a thread, then `then(result)` or `failed(HsdError)` on the GUI thread."""
        ticket = Ticket(job, then, failed)
        self._queue.put(ticket)
        return ticket

    def _work(self) -> None:
        while (ticket := self._queue.get()) is not None:
            result: Any = None
            error: errors.HsdError | None = None
            try:
                if not ticket.cancelled:
                    result = ticket.job()
            except errors.HsdError as refusal:
                error = refusal
            except Exception:
                log.exception("unexpected in %s", threading.current_thread().name)
                error = errors.Bug(_("Something went wrong inside the program. Please send the log."))
            try:
                self._done.emit(ticket, result, error)
            except RuntimeError:  # the window is gone; nobody is left to tell
                return

    def _deliver(self, ticket: Ticket, result: Any, error: errors.HsdError | None) -> None:
        then, failed = ticket.taken()
        if ticket.cancelled or self._stopped:  # after the stop nobody is left to show it to
            return
        if error is None:
            if then is not None and alive(then):
                then(result)
        elif failed is not None and alive(failed):
            failed(error)
        else:
            self.unhandled.emit(error)

    def stop(self) -> None:
        """Finish what is queued, then end the threads; results not shown yet are dropped."""
        self._stopped = True
        for _thread in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout=30)
