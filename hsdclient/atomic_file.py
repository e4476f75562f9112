"""Small files that are either the old or the new after a crash, never half of one.

Knows bytes and names only, not what they mean.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from hsdclient.words import _

T = TypeVar("T")
# Windows keeps a file from being replaced, and its folder from being moved, while anybody has it open: a reader of
# ours for a moment, a virus scanner for some more.
PATIENCE = 2.0 if sys.platform == "win32" else 0.0  # seconds
_AGAIN = 0.02  # seconds


def patiently(act: Callable[[], T], seconds: float = PATIENCE) -> T:
    """`act()`, tried again for `seconds` while it raises PermissionError; then that error."""
    until = time.monotonic() + seconds
    while True:
        try:
            return act()
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(_AGAIN)


def move(source: Path, target: Path) -> None:
    """`target` becomes the file `source`, in one step; patient where another program holds the old one."""
    patiently(lambda: os.replace(source, target))


def move_folder(source: Path, target: Path) -> None:
    """The folder `source` gets the name `target`, which is free; patient as `move`."""
    patiently(lambda: os.rename(source, target))


def why(error: OSError, platform: str = sys.platform) -> str:
    """The reason of a failed write, for an officer's sentence."""
    if platform == "win32" and isinstance(error, PermissionError):
        return _("it is open in another program, or write-protected")
    return error.strerror or type(error).__name__


def replace(files: Mapping[Path, bytes]) -> None:
    """Give each file of one folder its new bytes: old or new after a crash or power loss, never a mixture.

    All new bytes are on the disk before the first name changes, so a full disk changes nothing. When the
    first name has changed, a failure on a later one is left for the next write (the files are copies).
    Raises OSError while every file is still the old one.
    """
    from hsdclient import clock  # lazy: reading, which the first window waits for, needs no randomness

    written: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            temporary = path.with_name(f".{path.name}.{clock.random_bytes(6).hex()}.new")
            written.append((temporary, path))
            _write_new(temporary, data)
        for place, (temporary, path) in enumerate(written):
            try:
                move(temporary, path)
            except OSError:
                if place == 0:
                    raise
    finally:
        for temporary, _path in written:
            with contextlib.suppress(OSError):
                temporary.unlink()
    for folder in {path.parent for path in files}:
        sync_folder(folder)


def _write_new(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; one that cannot be synced (Windows) is left alone."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(path: Path, *, at_most: int) -> bytes | None:
    """The bytes of `path`, None when it does not exist.

    Raises ValueError when it is longer than `at_most` bytes or no plain file, OSError when unreadable.
    """
    try:
        if not path.is_file():
            if path.exists() or path.is_symlink():
                raise ValueError("not a plain file")
            return None
        with patiently(lambda: path.open("rb")) as stream:
            data = stream.read(at_most + 1)
    except FileNotFoundError:
        return None
    if len(data) > at_most:
        raise ValueError("too long")
    return data
