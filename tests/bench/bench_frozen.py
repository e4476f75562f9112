"""From the start of the process to the first window on a screen: the frozen program beside the source tree.

Both are started the same way on the same screen, turn by turn, and watched from outside: no hook in the program.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PIL import ImageGrab

from hsdclient import __version__
from tests.bench.figures import Row, row
from tests.desktop import Desktop, absent
from tests.faults import desk
from tests.program import frozen

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
LIMIT = 1.3
BUILT = ROOT.joinpath("build", "installers", "work", __version__, "linux", "frozen", "hsdclient", "hsdclient")


def _until_painted(desktop: Desktop, command: list[str], environment: dict[str, str]) -> float:
    """Seconds until the middle of the screen changes."""

    def middle() -> bytes:
        with ImageGrab.grab(xdisplay=desktop.display) as picture:
            width, height = picture.size
            return picture.crop((width // 3, height // 3, 2 * width // 3, 2 * height // 3)).tobytes()

    empty = middle()
    began = time.perf_counter()
    child = desktop.start(command, extra=environment)
    while middle() == empty:
        if time.perf_counter() - began > 60 or child.poll() is not None:
            raise AssertionError(f"{command[0]} showed no window")
    took = time.perf_counter() - began
    child.kill()
    child.wait()
    desktop.until(lambda: middle() == empty, "the screen to be empty again")
    return took


def rows() -> list[Row]:
    """The one row; none, and why, where there is no frozen program or no screen."""
    program = frozen() or BUILT
    why = "" if program.is_file() else "no frozen program is here; `make installers` builds one"
    if absent():
        why = f"Debian packages are missing: {', '.join(absent())}"
    if why:
        print(f"not measured: {why}", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory(prefix="hsd-bench-") as folder, Desktop(home=Path(folder, "home")) as desktop:
        place = Path(folder, "workspace")
        desk.found(place)
        environment = {"PYTHONPATH": str(ROOT)}
        for name in ("PYTHONDONTWRITEBYTECODE", "COVERAGE_PROCESS_START"):
            os.environ.pop(name, None)  # an installed client has its bytecode
        tree, packed = [], []
        for number in range(ROUNDS + 1):
            first = _until_painted(desktop, [sys.executable, "-m", "ui", str(place)], environment)
            second = _until_painted(desktop, [str(program), str(place)], {})
            if number:  # the first round fills the caches of the system for both
                tree.append(first)
                packed.append(second)
    ours, theirs = statistics.median(packed), statistics.median(tree)
    return [
        row(
            "frozen program's start to its first window", ours / theirs, LIMIT,
            f"{ours * 1000:.0f} ms, source tree {theirs * 1000:.0f} ms (medians of {ROUNDS})",
        )
    ]  # fmt: skip


if __name__ == "__main__":
    for line in rows():
        print(line)
