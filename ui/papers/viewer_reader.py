"""One paper open for looking, on a thread of its own: questions go in, answers come back on the GUI thread.

Whoever closes it hears nothing more of it. Knows the reading room, no widget.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from hsdclient import errors
from hsdclient.reading import Facts, Viewing
from hsdclient.words import _
from ui.worker import Then, Ticket, alive

log = logging.getLogger("hsdclient")
Chunks = Callable[[], Iterable[bytes]]


class _Post(QObject):
    """Brings answers to the GUI thread; there is one, and it never goes, so no thread tells something that is gone."""

    arrived = Signal(object, object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, paper: OpenPaper, ticket: Ticket, result: Any, error: errors.HsdError | None) -> None:
        answered, failed = ticket.taken()
        then = answered if error is None else failed
        if not paper.is_over and then is not None and alive(then):
            then(result if error is None else error)


_post: list[_Post] = []


class Closed(errors.Refused):
    """The officer has gone on to another paper."""


class OpenPaper:
    """Opens at once, told by `opened(Facts)` or `failed(HsdError)`; then `ask` may be used. Made on the GUI thread."""

    def __init__(self, chunks: Chunks, size: int, opened: Then, failed: Then, *, password: str = "") -> None:
        """`chunks` is called on the thread, and each chunk has been verified before it is handed over."""
        if not _post:
            _post.append(_Post())
        self._post = _post[0]
        self._chunks, self._size, self._password = chunks, size, password
        self._queue: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self._viewing: Viewing | None = None
        self.is_over = False
        opening = Ticket(self._open, opened, failed)
        self._thread = threading.Thread(target=self._work, args=(opening,), name="paper", daemon=True)
        self._thread.start()

    def ask(self, job: Callable[[Viewing], Any], then: Then, failed: Then | None = None) -> None:
        """Run `job(viewing)` on the thread, then `then(result)` or `failed(HsdError)` on the GUI thread."""
        if not self.is_over:
            self._queue.put(Ticket(partial(self._answer, job), then, failed))

    def close(self) -> None:
        """Forget the paper; never waits. A second call does nothing."""
        self.is_over = True
        self._queue.put(None)
        viewing, self._viewing = self._viewing, None
        if viewing is not None:
            viewing.close()

    def ended(self) -> bool:
        """Whether the thread has gone."""
        return not self._thread.is_alive()

    def _work(self, opening: Ticket) -> None:
        ticket: Ticket | None = opening
        while ticket is not None and not self.is_over:
            try:
                result, error = ticket.job(), None
            except errors.HsdError as refusal:
                result, error = None, refusal
            except Exception:
                if not self._was_closed():  # else its process was ended under it
                    log.exception("unexpected in %s", threading.current_thread().name)
                result, error = None, errors.Bug(_("Something went wrong inside the program. Please send the log."))
            if not self.is_over:
                self._post.arrived.emit(self, ticket, result, error)
            ticket = self._queue.get()
        viewing, self._viewing = self._viewing, None
        if viewing is not None:
            viewing.close()

    def _was_closed(self) -> bool:
        return self.is_over

    def _open(self) -> Facts:
        viewing = Viewing(self._passing(), self._size, password=self._password)
        self._viewing, self._password = viewing, ""
        return viewing.facts

    def _answer(self, job: Callable[[Viewing], Any]) -> Any:
        viewing = self._viewing
        if viewing is None:
            raise Closed("")
        return job(viewing)

    def _passing(self) -> Iterator[bytes]:
        for chunk in self._chunks():
            if self.is_over:
                raise Closed("")
            yield chunk
