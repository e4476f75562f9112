"""The workspace lock: one writer at a time, by a lock of the operating system.

A killed process leaves no lock behind, so no process id decides anything here. Knows no name in clear.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from hsdclient import clock, dates, errors, os_lock
from hsdclient.words import _, language

NAME = "workspace.lock"
_AT_MOST = 4096  # bytes of information in the file
_POLL = 0.05  # seconds between two tries


@dataclass(frozen=True)
class Holder:
    """Who holds the lock: process id (0 unknown), host, UTC text since when, login digest (may be empty)."""

    process: int
    host: str
    since: str
    login: str


class Held(errors.Environment):
    """Another process is the writer of this workspace; `mine`: the same officer's."""

    def __init__(self, holder: Holder, login: str) -> None:
        self.holder = holder
        self.mine = bool(login) and login == holder.login
        if not holder.process:
            sentence = _("The workspace is open for writing in another window. Close it there, or wait.")
        elif self.mine:
            sentence = _(
                "You have this workspace open already: process {process} on {host}, since {since}. "
                "Close it there, or wait."
            )
        else:
            sentence = _(
                "The workspace is open for writing elsewhere: process {process} on {host}, since {since}. "
                "Close it there, or wait."
            )
        super().__init__(
            sentence.format(process=holder.process, host=holder.host, since=_shown(holder.since))
        )


def _shown(since: str) -> str:
    try:
        local = clock.instant(since).astimezone()  # the workstation's own clock: no workspace is open yet
        return f"{dates.say(local.date(), language())}, {local:%H:%M}"
    except (ValueError, OSError, OverflowError):  # Windows knows no local time before 1970
        return since


def _line(text: str) -> str:
    """The file is anybody's to write: only one short line of printable text reaches the sentence."""
    return "".join(char for char in text if char.isprintable())[:100]


def holder_of(folder: Path) -> Holder:
    """What the lock file says, true only while the lock is held; all empty when it says nothing."""
    try:
        with (folder / NAME).open("rb") as stream:
            plain = json.loads(stream.read(_AT_MOST))
        process, host, since = int(plain["process"]), str(plain["host"]), str(plain["since"])
        return Holder(process, _line(host), _line(since), str(plain["login"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Holder(0, "", "", "")


class WorkspaceLock:
    """The writer's lock on `folder`; `login` is keyring.login_digest of the officer, if known."""

    def __init__(self, folder: Path, login: str = "") -> None:
        self._folder = folder
        self._path = folder / NAME
        self._login = login
        self._handle: int | None = None

    def acquire(self, wait: float = 5.0) -> Self:
        """Take the lock, waiting up to `wait` seconds. Raises Held, or Environment for the folder."""
        if self._handle is not None:
            return self
        deadline = time.monotonic() + wait
        while True:
            handle = self._attempt()
            if handle is not None:
                break
            if time.monotonic() >= deadline:
                raise Held(holder_of(self._folder), self._login)
            time.sleep(min(_POLL, max(0.0, deadline - time.monotonic())))
        self._handle = handle
        self._tell(handle)
        return self

    def _attempt(self) -> int | None:
        try:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            if not hasattr(os, "O_NOFOLLOW") and self._path.is_symlink():  # Windows follows it
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            handle = os.open(self._path, flags, 0o600)
            try:
                # The file may have been taken away and made anew between opening and locking.
                if os_lock.try_lock(handle) and self._is_the_file(handle):
                    kept, handle = handle, -1
                    return kept
            finally:
                if handle >= 0:
                    os.close(handle)
        except OSError as error:
            raise errors.Environment(
                _(
                    "The workspace in {folder} cannot be locked for writing ({reason}). "
                    "Check the folder and its permissions, or open it read-only."
                ).format(folder=self._folder, reason=error.strerror or error)
            ) from error
        return None

    def _is_the_file(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self._path))
        except FileNotFoundError:
            return False

    def _tell(self, handle: int) -> None:
        plain = {
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": clock.text(clock.now()),
            "login": self._login,
        }
        # A full disk must not cost the lock; the information is a courtesy.
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, json.dumps(plain).encode("ascii"))

    def held(self) -> bool:
        """Whether this process still is the writer (false too when somebody took the lock file away)."""
        return self._handle is not None and self._is_the_file(self._handle)

    def release(self) -> None:
        """Give the lock back; without effect when it is not held. The file stays (removing it would race)."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
        os_lock.unlock(handle)
        os.close(handle)

    def __enter__(self) -> Self:
        return self.acquire() if self._handle is None else self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
