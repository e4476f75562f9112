"""Which start of the program is the first of this account: the one that holds a lock, gone with its process.

Says where the first one listens. Knows neither Qt nor a workspace; light, for the first window waits for it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator

from hsdclient import os_lock, paths

_AT_MOST = 200  # bytes of a socket's name
_LONGEST_ROOM = 80  # bytes: a Unix socket's path ends at 107, and its name needs some


def _rooms() -> Iterator[str]:
    """Folders for lock and socket, the best first: of this account, of this computer, private."""
    if sys.platform == "win32":
        yield str(paths.user_data())  # pipes lie in no folder, and the account's own is on this computer
        return
    # Not the data folder at once: a home on a server is shared by computers, and sockets are not.
    yield os.environ.get("XDG_RUNTIME_DIR", "")
    yield os.path.join(os.environ.get("TMPDIR", "") or "/tmp", f"hsdclient-{os.getuid()}")
    yield str(paths.user_data() / "run")


def _is_private(room: str) -> bool:
    """Whether `room` is a folder that only this account can put anything into; /tmp/… is anybody's to make first."""
    if not os.path.isabs(room):
        return False
    if sys.platform == "win32":
        return True
    with contextlib.suppress(FileExistsError, FileNotFoundError, PermissionError, NotADirectoryError):
        os.mkdir(room, 0o700)
    try:
        seen = os.lstat(room)
    except OSError:
        return False
    own = seen.st_uid == os.getuid() and not seen.st_mode & 0o077
    return stat.S_ISDIR(seen.st_mode) and own and len(os.fsencode(room)) <= _LONGEST_ROOM


class FirstStart:
    """The lock of this account (and of its data folder: a portable copy has its own).

    `socket`: where the first one shall listen on Linux; '' on Windows, or when there is no room at all.
    """

    def __init__(self) -> None:
        self._handle: int | None = None
        self._path = self.socket = ""
        room = next(filter(_is_private, _rooms()), "")
        if room:
            # A number of the folder's name rather than a digest, which would load OpenSSL.
            number = int.from_bytes(os.fsencode(paths.user_data()), "big") % (2**61 - 1)
            name = os.path.join(room, f"hsdclient-{number:x}")
            self._path, self.socket = f"{name}.lock", "" if sys.platform == "win32" else name

    def take(self) -> bool:
        """Whether this process is the first. True too where nothing can be locked: then each start is."""
        if self._handle is not None or not self._path:
            return True
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        try:
            handle = os.open(self._path, flags, 0o600)
        except OSError:
            return True
        try:
            taken = os_lock.try_lock(handle)
        except OSError:  # a file system without locks
            os.close(handle)
            return True
        if taken:
            self._handle = handle
            self.tell("")  # what one that crashed left there
        else:
            os.close(handle)
        return taken

    @property
    def held(self) -> bool:
        """Whether this process holds the lock."""
        return self._handle is not None

    def tell(self, name: str) -> None:
        """Say to later starts under which name the first one listens; '' while it does not."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, 0)
                os.lseek(self._handle, 0, os.SEEK_SET)
                os.write(self._handle, os.fsencode(name))

    def told(self) -> str:
        """The name under which the first one listens; '' while it is not known."""
        try:
            with open(self._path, "rb") as file:
                return os.fsdecode(file.read(_AT_MOST))
        except OSError:
            return ""

    def release(self) -> None:
        """Be the first no longer. The file stays: removing it would race with a start that opens it."""
        if self._handle is not None:
            self.tell("")
            os_lock.unlock(self._handle)
            os.close(self._handle)
            self._handle = None
