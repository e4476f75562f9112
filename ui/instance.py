"""One window per workspace and officer account: a second start wakes the first one and ends.

Knows folders as text for a digest; nothing travels over the socket but a wish to come to the front.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hsdclient import paths

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtNetwork import QLocalServer

_WAIT_MS = 800
_PREFIX = "hsdclient-"


def _room() -> str:
    """The folder of the sockets; '' on Windows, whose pipes lie in none."""
    if sys.platform == "win32":
        return ""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return runtime if runtime and os.path.isdir(runtime) else os.environ.get("TMPDIR", "") or "/tmp"


def socket_name(folder: Path | None) -> str:
    """The local socket for this account and workspace folder (None: no workspace yet)."""
    import hashlib  # lazy: loads OpenSSL; asked when some window is open already, or after the first paint

    known = f"{paths.user_data()}|{os.path.realpath(folder) if folder else ''}"
    digest = hashlib.sha256(known.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return os.path.join(_room(), f"{_PREFIX}{digest}")


def _some_window_open() -> bool:
    """Whether any socket of ours is there, a live one or not (unknown on Windows: True)."""
    try:
        return not _room() or any(name.startswith(_PREFIX) for name in os.listdir(_room()))
    except OSError:
        return False


def wake_first(folder: Path | None) -> bool:
    """Ask a window that has this workspace open to come to the front; False when there is none."""
    if not _some_window_open():
        return False
    name = socket_name(folder)
    if os.path.isabs(name) and not os.path.exists(name):
        return False
    from PySide6.QtNetwork import QLocalSocket  # lazy: the first start of the day needs no socket yet

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(b"front\n")
    socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return True


class Instance(QObject):
    """Listens for second starts. `woken` asks the window to come to the front."""

    woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._servers: dict[str, QLocalServer] = {}

    def listen(self, folder: Path | None) -> None:
        """Be the first window of this workspace, and of no other."""
        name = socket_name(folder)
        for other in [known for known in self._servers if known != name]:
            server = self._servers.pop(other)
            server.close()
            server.deleteLater()
        if name in self._servers:
            return
        from PySide6.QtNetwork import QLocalServer  # lazy: as above; called after the first paint

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._come)
        if not server.listen(name):
            QLocalServer.removeServer(name)  # left by a crash: nobody answered it
            server.listen(name)
        self._servers[name] = server

    def close(self) -> None:
        """Listen no longer."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()

    def _come(self) -> None:
        for server in self._servers.values():
            while (socket := server.nextPendingConnection()) is not None:
                socket.disconnected.connect(socket.deleteLater)
                socket.disconnectFromServer()
                self.woken.emit()
