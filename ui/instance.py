"""One program per account: a second start hands what it was asked for to the first one and ends.

What travels is one short line of JSON with a path; what the path means is not judged here.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from hsdclient import clock

if TYPE_CHECKING:
    from ui.first_start import FirstStart

LONGEST_PATH = 4096  # characters
LONGEST_LINE = 32 << 10  # bytes: each character may be written as six
_LONGEST_TOKEN = 200
_MANY = 16  # connections at one time
_CONNECT_MS, _ANSWER_MS, _IDLE_MS = 800, 5000, 5000
_PATIENCE = 20.0  # seconds for a first start that is still on its way
_POLL = 0.05  # seconds
_ANSWER = b"ok\n"


class Wish(NamedTuple):
    """What a second start asks of the first: to come to the front, and to open `path` ('': nothing).

    `network`: it was started with --allow-network-folder. `token`: with which Wayland lets a window to the front.
    """

    path: str = ""
    network: bool = False
    token: str = ""


def spoken(wish: Wish) -> bytes:
    """`wish` as it travels."""
    return json.dumps(wish._asdict()).encode("ascii") + b"\n"


def understood(line: bytes) -> Wish | None:
    """The wish in `line`, None when it is none: anything of this account may write to the socket."""
    try:
        plain = json.loads(line)
        path, network, token = plain["path"], plain.get("network"), plain.get("token", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(path, str) or len(path) > LONGEST_PATH or any(ord(char) < 32 for char in path):
        return None
    if path and not os.path.isabs(path):
        return None
    with contextlib.suppress(ValueError):
        os.fsencode(path)
        kept = isinstance(token, str) and len(token) <= _LONGEST_TOKEN and token.isascii() and token.isprintable()
        return Wish(path, network is True, token if kept else "")
    return None  # halves of letters that no file system can hold


def hand_over(first: FirstStart, wish: Wish, patience: float = _PATIENCE) -> bool:
    """Give `wish` to the program that holds the lock, waiting for one that is still starting.

    False: do it here. Then the other one has ended meanwhile and the lock is ours, or it does not answer.
    """
    _let_it_come_to_front()
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        name = first.told()
        if name and _told(name, wish):
            return True
        if first.take():
            return False
        time.sleep(_POLL)
    return False


def _told(name: str, wish: Wish) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(spoken(wish))
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_ANSWER_MS):
            return False
    return bytes(socket.readLine(len(_ANSWER) + 1).data()) == _ANSWER


def _let_it_come_to_front() -> None:
    if sys.platform == "win32":  # only the program that the officer just used may let another one come forward
        import ctypes  # lazy: only Windows asks

        any_process = 0xFFFFFFFF
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)


class Instance(QObject):
    """Listens for second starts; `asked(Wish)` for each. Only this account may connect."""

    asked = Signal(object)

    def __init__(self, first: FirstStart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first = first
        self._server: QLocalServer | None = None
        self._wishes: list[Wish] = []
        self._open = 0

    def listen(self) -> None:
        """Begin to listen, when this program is the first; a second call does nothing."""
        if self._server is not None or not self._first.held:
            return
        # Windows' pipes are all in one place: a name that nobody can know before is nobody else's.
        name = self._first.socket or f"hsdclient-{clock.random_bytes(16).hex()}"
        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(_MANY)
        server.newConnection.connect(self._come)
        if self._first.socket:
            QLocalServer.removeServer(name)  # left by a crash: the lock is ours, so nobody lives there
        if server.listen(name):
            self._first.tell(name)

    def close(self) -> None:
        """Listen no longer, and let another start be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._first.release()

    def _come(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(self._gone)
            socket.disconnected.connect(socket.deleteLater)
            self._open += 1
            if self._open > _MANY:
                socket.abort()
                continue
            socket.setReadBufferSize(LONGEST_LINE)
            socket.readyRead.connect(self._read)
            silent = QTimer(socket)
            silent.setSingleShot(True)
            silent.timeout.connect(self._silent)
            silent.start(_IDLE_MS)
            if socket.bytesAvailable():
                self._listen_to(socket)

    def _gone(self) -> None:
        self._open -= 1

    def _silent(self) -> None:
        socket = self.sender().parent()
        if isinstance(socket, QLocalSocket):
            socket.abort()

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._listen_to(socket)

    def _listen_to(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() >= LONGEST_LINE:
                socket.abort()
            return
        wish = understood(bytes(socket.readLine(LONGEST_LINE).data()))
        if wish is None:
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.flush()
        socket.disconnectFromServer()
        self._wishes.append(wish)
        QTimer.singleShot(0, self._pass_on)  # a box that is asked in may stay open long; the socket must not wait

    def _pass_on(self) -> None:
        if self._wishes:
            self.asked.emit(self._wishes.pop(0))
