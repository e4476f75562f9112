"""The one process that has the parsers loaded and forks a fresh, limited one for each document (Linux).

Started at the first need, again when it is gone; ends with this process, or after minutes without work.
"""

from __future__ import annotations

import array
import atexit
import contextlib
import itertools
import json
import os
import select
import socket
import subprocess
import threading
import time

from hsdclient.reading import frames, measures
from hsdclient.reading.process import Died, child_command, environment

_names = itertools.count(1)
_turn = threading.Lock()


class _Nursery:
    def __init__(self) -> None:
        self.owner = os.getpid()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control = ours
        try:
            with theirs:
                self.process = subprocess.Popen(
                    [*child_command(), "--nursery", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    env=environment(), pass_fds=[theirs.fileno()], start_new_session=True, cwd="/",
                )  # fmt: skip
        except OSError as error:
            ours.close()
            raise Died("unavailable") from error
        try:
            ours.settimeout(measures.START)
            told = json.loads(ours.recv(4096) or b"null")
            self.reached: dict[str, int] = dict(told["ready"])
            ours.settimeout(measures.STALL)
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.end()
            raise Died("unavailable") from error

    def tell(self, what: bytes, *, passing: int | None = None) -> None:
        """Send a word to the nursery, with a socket for a new child."""
        rights = [] if passing is None else [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [passing]))]
        self.control.sendmsg([what], rights)

    def end(self) -> None:
        """Let it go; its children go with it."""
        self.control.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()


_living: list[_Nursery] = []


def _nursery() -> _Nursery:
    """The living nursery; `_turn` is held."""
    for one in list(_living):
        if one.owner == os.getpid() and one.process.poll() is None:
            return one
        _living.remove(one)
        one.end()
    _living.append(_Nursery())
    return _living[-1]


def new_child() -> Forked:
    """A fresh reading process. Raises `Died("unavailable")`."""
    for _attempt in range(2):
        try:
            return Forked()
        except (OSError, Died):
            _await_the_end()
    raise Died("unavailable")


def _await_the_end() -> None:
    """Wait a moment for a nursery that is about to be gone (for want of work, or killed), so that a new one is made."""
    with _turn:
        for one in _living:
            with contextlib.suppress(subprocess.TimeoutExpired):
                one.process.wait(timeout=1)


def warm() -> None:
    """Start the nursery if it is not there, so that the first preview need not wait. Raises nothing."""
    try:
        with _turn:
            _nursery()
    except Died:
        return


def reached() -> dict[str, int]:
    """What the nursery could take from itself: `landlock` (ABI or 0), `network` (1 when cut off). For tests."""
    with _turn:
        return dict(_nursery().reached)


@atexit.register
def end() -> None:
    """End the nursery and its children."""
    with _turn:
        while _living:
            _living.pop().end()


class Forked:
    """The wire to a process of the nursery."""

    def __init__(self) -> None:
        self._name = b"%d" % next(_names)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket = ours
        self._ended = False
        self._using = threading.Lock()
        try:
            with _turn, theirs:
                self._nursery = _nursery()
                self._nursery.tell(b"S" + self._name, passing=theirs.fileno())
            self.until(measures.STALL)
            frames.unpack(self.get, body=0)  # {"hello": …}
        except BaseException as error:
            ours.close()
            if isinstance(error, frames.Malformed):
                raise Died("unavailable") from error
            raise

    def send(self, told: bytes, seconds: float) -> None:
        with self._using:
            try:
                self._socket.settimeout(seconds)
                self._socket.sendall(told)
            except TimeoutError as error:
                raise Died("timeout") from error
            except OSError as error:
                raise Died("damaged") from error

    def get(self, count: int) -> bytes:
        with self._using:
            if self._ended:
                raise Died("damaged")
            return self._get(count)

    def _get(self, count: int) -> bytes:
        block = bytearray(count)
        view, have = memoryview(block), 0
        while have < count:
            left = self._deadline - time.monotonic()
            if left <= 0 or not select.select([self._socket], [], [], left)[0]:
                raise Died("timeout")
            try:
                came = self._socket.recv_into(view[have:])
            except OSError as error:
                raise Died("damaged") from error
            if not came:
                raise Died("damaged")
            have += came
        return bytes(block)

    def until(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds

    def end(self) -> None:
        if self._ended:
            return
        self._ended = True
        # Whoever waits for an answer wakes up; only then may the number of the socket be used again.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        with self._using:
            self._socket.close()
        with contextlib.suppress(OSError):  # the nursery may be gone, and its children with it
            self._nursery.tell(b"K" + self._name)
