"""From the start of the process to the first painted window, and from the passphrase to the list of 100,000.

Each is a process of its own, timed from outside; the bare window is PySide6 with nothing in it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hsdclient import view_states
from tests.bench import plenty
from tests.bench.figures import Row, row
from tests.faults import desk

ROUNDS = 5  # a start takes a third of a second: more rounds cost little and calm the figure

_BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, told)
def told():
    os.write(1, b"painted\\n")
    os._exit(0)
app = QApplication(["bare"])
window = Bare()
window.resize(1280, 800)
window.show()
app.exec()
"""
_CLIENT = """
import os, sys
from ui.__main__ import before_qt, main
before_qt()
from ui.application import Application
begin = Application.start
def start(self, folder):
    self.house.painted.connect(told)
    begin(self, folder)
def told():
    os.write(1, b"painted\\n")
    os._exit(0)
Application.start = start
main([sys.argv[1]])
"""


def _until_painted(code: str, environment: dict[str, str], *arguments: str) -> float:
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    line = child.stdout.readline()
    took = time.perf_counter() - began
    _out, err = child.communicate(timeout=60)
    if line != b"painted\n":
        raise AssertionError(err.decode()[-3000:])
    return took


def _to_the_list(place: Path, environment: dict[str, str]) -> tuple[float, float]:
    """(seconds from the key at hand to the painted list, seconds of the KDF before)."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.to_list", str(place)],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    after, kdf = done.stdout.split()[-2:]
    return float(after), float(kdf)


def _left_at_the_list(place: Path) -> None:
    """The officer left the window at the list of joint actions; it opens there again."""
    with plenty.unlock(place, writer=True) as opened, opened.store.scratch() as conn:
        conn.exec_driver_sql("DELETE FROM view_states")
        view_states.keep(conn, opened.officer.key, "window", {"page": "joint_actions", "argument": {}})


def rows() -> list[Row]:
    """The start, and the way from passphrase to list."""
    place = plenty.folder()
    with tempfile.TemporaryDirectory(prefix="hsd-bench-") as home:
        environment = os.environ | desk.folders(Path(home)) | {"QT_QPA_PLATFORM": "offscreen"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed client has its bytecode
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled already
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
        bare = client = after = kdf = float("inf")
        for number in range(ROUNDS + 1):
            first = _until_painted(_BARE, environment)
            second = _until_painted(_CLIENT, environment, str(place))
            if number:  # the first round fills the caches of the system for both
                bare, client = min(bare, first), min(client, second)
        for _round in range(ROUNDS):
            _left_at_the_list(place)
            took, derived = _to_the_list(place, environment)
            after, kdf = min(after, took), min(kdf, derived)
    beside = f"bare window {bare * 1000:.0f} ms"
    return [
        row("process start to first painted window", client / bare, 1.5, f"{client * 1000:.0f} ms, {beside}"),
        row(
            "passphrase accepted to the list of 100,000 actions", after / bare, 2.0,
            f"{after * 1000:.0f} ms, {beside}; key derivation before it {kdf * 1000:.0f} ms",
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    for line in rows():
        print(line)
