"""What the flow tests run: the program of this tree, or the frozen one that HSDCLIENT_PROGRAM names.

Knows neither a verb nor a window.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

NAMED = "HSDCLIENT_PROGRAM"
PYTHON = sys.executable
"""The interpreter of the tests; later `sys.executable` is the program, when they run on the modules of the bundle."""

_CLOCKS = ("x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "faketime/libfaketimeMT.so.1")


def frozen() -> Path | None:
    """The frozen program that is tested; None for the program of this tree."""
    said = os.environ.get(NAMED)
    return Path(said) if said else None


def words(*arguments: str | Path) -> list[str]:
    """The command that starts the program with `arguments`: a verb, a folder, or nothing for the window."""
    program = frozen()
    return [*([str(program)] if program else [PYTHON, "-m", "ui"]), *map(str, arguments)]


def outside() -> dict[str, str]:
    """The environment for what is no part of the program: without the libraries of the bundle."""
    return {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}


def clock_library() -> Path | None:
    """The library that sets the clock of another process; None where `faketime` is not installed."""
    return next((path for name in _CLOCKS if (path := Path("/usr/lib", name)).is_file()), None)


def ran(arguments: Sequence[object], *, at: datetime | None = None, timeout: float = 120) -> tuple[int, str, str]:
    """Run the program to its end: (exit code, output, errors). `at`: what its clock says when it starts."""
    environment = outside()
    if at is not None:
        environment |= {
            "LD_PRELOAD": str(clock_library()),
            "FAKETIME": at.strftime("@%Y-%m-%d %H:%M:%S"),
            "NO_FAKE_STAT": "1",
            "TZ": "UTC",
        }
    done = subprocess.run(
        words(*map(str, arguments)), env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()
