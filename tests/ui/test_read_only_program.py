"""The program runs for an officer who may not write where it lies, and leaves nothing there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOBODY = 65534
# The whole start of the window, and what is loaded behind it; then it is closed.
STARTED = """
import os, sys
import ui
assert ui.__file__.startswith(os.environ["PYTHONPATH"]), ui.__file__
from PySide6.QtCore import QTimer
from ui import application
class Seen(application.Application):
    def start(self, folder):
        self.look = QTimer(self)
        self.look.timeout.connect(self.whether_loaded)
        self.look.start(50)
        super().start(folder)
    def whether_loaded(self):
        loading = self.keeper._preloading
        if loading is not None and not loading.is_alive():
            self.house.close()
application.Application = Seen
from ui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def tree() -> Iterator[Path]:
    """A copy of the program that nobody may write, in a folder whose name has spaces, Devanagari and 200 letters."""
    place = Path(tempfile.mkdtemp(prefix="hsd-"))
    place.chmod(0o755)
    folder = place / ("प्रोग्राम with spaces " + "long " * 20) / ("name " * 15 + "end")
    folder.mkdir(parents=True)
    assert len(str(folder)) > 200
    leave = shutil.ignore_patterns("__pycache__", "installer", "*.po", ".*")
    for name in ("hsdclient", "ui", "resources", "migrations"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.parent.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(place)


@pytest.fixture
def home() -> Iterator[Path]:
    """The officer's home."""
    place = Path(tempfile.mkdtemp(prefix="hsd-"))
    if not os.geteuid():
        os.chown(place, NOBODY, NOBODY)
    yield place
    shutil.rmtree(place)


def _run(tree: Path, home: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    become: tuple[str, ...] = ()
    if not os.geteuid():
        if shutil.which("setpriv") is None:
            pytest.skip("root writes everywhere, and there is no setpriv to become somebody else")
        become = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    # Coverage would write into the checkout, which that account may not.
    around = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "COV"))}
    around |= {"HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(tree), "QT_QPA_PLATFORM": "offscreen"}
    around.pop("PYTHONDONTWRITEBYTECODE", None)  # it shall try
    return subprocess.run(
        [*become, sys.executable, *command], cwd=home, env=around, capture_output=True, timeout=180, check=False
    )


def _listed(tree: Path) -> list[str]:
    return sorted(str(path.relative_to(tree)) for path in tree.rglob("*"))


def test_the_window_opens_and_closes(tree: Path, home: Path) -> None:
    before = _listed(tree)
    done = _run(tree, home, "-c", STARTED)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert _listed(tree) == before
    assert (home / ".local" / "share" / "hsdclient").is_dir(), "what it keeps, it keeps in the officer's home"


def test_the_command_line_makes_and_verifies_a_workspace(tree: Path, home: Path) -> None:
    before = _listed(tree)
    (home / "secret").write_text("quiet lamp orchard seven\n")
    (home / "secret").chmod(0o644)
    folder = home / "desk"
    made = _run(
        tree, home, "-m", "hsdclient", "new", str(folder), "--officer", "Meera Iyer", "--side", "IN",
        "--agency", "MHA", "--passphrase-file", str(home / "secret"),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr.decode()
    assert (folder / "open.hsdworkspace").is_file()
    checked = _run(tree, home, "-m", "hsdclient", "verify", str(folder), "--passphrase-file", str(home / "secret"))
    assert checked.returncode == 0, checked.stderr.decode()
    assert _listed(tree) == before
