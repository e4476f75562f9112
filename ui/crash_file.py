"""Where a hard crash (a signal, an abort in a library) leaves its places, and whether the last start ended so.

One file a process while it runs, so that two windows do not mix; empty as long as nothing crashes. Holds no record.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from hsdclient import paths

if TYPE_CHECKING:
    from pathlib import Path

KEPT = "crash.log"
_LARGEST = 64 * 1024  # bytes
_RUNNING = "running-"
_mine: list[tuple[BinaryIO, Path]] = []


def folder() -> Path:
    """The folder of the logs."""
    return paths.user_data() / "logs"


def begin() -> None:
    """From now on a hard crash writes the places of all threads into the file of this process."""
    if _mine:
        return
    import faulthandler

    with contextlib.suppress(OSError, ValueError):
        place = folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = place / f"{_RUNNING}{os.getpid()}.log"
        file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", buffering=0)
        _mine.append((file, path))
        faulthandler.enable(file)


def end() -> None:
    """The program ends as it should: its file goes."""
    while _mine:
        import faulthandler

        faulthandler.disable()
        file, path = _mine.pop()
        with contextlib.suppress(OSError):
            file.close()
            path.unlink()


def look_back() -> bool:
    """Whether an earlier start crashed that nobody was told of; what it left is then kept as `crash.log`."""
    crashed = False
    with contextlib.suppress(OSError):
        for path in sorted(folder().glob(f"{_RUNNING}*.log")):
            if not _lives(path):
                crashed = _take(path) or crashed
    return crashed


def _lives(path: Path) -> bool:
    """Whether the process that writes into `path` runs still (this one does)."""
    number = path.stem.removeprefix(_RUNNING)
    if not number.isdigit() or sys.platform == "win32":  # there a file that somebody writes into cannot be removed
        return number == str(os.getpid())
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _take(path: Path) -> bool:
    """Keep what a process left that is gone; False when it left nothing, or lives."""
    try:
        with path.open("rb") as file:
            left = file.read(_LARGEST)
        path.unlink()
    except OSError:
        return False
    if not left:
        return False
    with contextlib.suppress(OSError):
        kept = folder() / KEPT
        kept.write_bytes(left)
        kept.chmod(0o600)
    return True
