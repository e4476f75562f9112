"""The whole way of an update in the frozen program: Help menu, file, backup, the program closes, the archive runs, and
the program comes back. The archive is a script that leaves a word; the real one is tried by `make installers-check`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop import Desktop, absent
from tests.installer import frozen
from tests.sticks import Stick, stick

LATER = "998.0.0"
ARCHIVE = """#!/bin/sh
# A release in miniature.
[ "$1 $2 $3" = "--nox11 -- --prefix" ] || exit 2
echo "installed into $4" > "$4/word"
"""
pytestmark = [
    pytest.mark.timeout(900),  # it may wait for the build
    pytest.mark.skipif(sys.platform != "linux", reason="builds and runs the Linux program"),
    pytest.mark.skipif(bool(absent()), reason=f"Debian packages missing for a real window: {absent()}"),
]


@pytest.fixture
def usb(tmp_path: Path) -> Stick:
    made = stick(tmp_path)
    made.content = lambda _kind: ARCHIVE.encode()  # type: ignore[method-assign]
    made.put(LATER)
    return made


@pytest.fixture
def program(tmp_path: Path, usb: Stick) -> Iterator[Path]:
    """The frozen program as the archive installs it, with a copy that trusts the stick's desk."""
    place = tmp_path / "prefix" / "lib" / "hsdclient"
    shutil.copytree(frozen.program().parent, place, symlinks=True)
    (place / "installed-as").write_text("archive\n")
    trust = place / "_internal" / "resources" / "trust"
    trust.mkdir(exist_ok=True)
    shutil.copy(usb.trust / "release.pub", trust / "release.pub")
    yield place / "hsdclient"
    for number in running(place):
        os.kill(number, signal.SIGKILL)


def running(place: Path) -> list[int]:
    """The processes whose program lies in `place`."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.readlink(entry / "exe").startswith(str(place)):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def test_the_window_installs_an_archive_and_comes_back(program: Path, usb: Stick, tmp_path: Path) -> None:
    home, desk = tmp_path / "home", tmp_path / "desk"
    subprocess.run([program, "sample", desk, "--actions", "3"], check=True, timeout=300, capture_output=True)
    with Desktop(width=1280, height=800, home=home) as desktop:
        window = desktop.start([str(program), str(desk)], extra={"HSDCLIENT_PASSPHRASE": "sample"})
        desktop.wait_for_window("SAMPLE", timeout=120)
        desktop.keys("alt+h", "i")
        desktop.wait_for_window("Install update from file", timeout=30)
        desktop.type(str(usb.folder / usb.name("archive", LATER)))
        desktop.keys("Return")
        desktop.screenshot(tmp_path / "offered.png")
        pressed = [time.monotonic()]

        def gone() -> bool:
            # The button takes the keyboard when the signature was checked; until then Enter only checks it again.
            if window.poll() is None and time.monotonic() - pressed[0] > 2:
                pressed[0] = time.monotonic()
                desktop.keys("Return")
            return window.poll() is not None

        desktop.until(gone, "the program to close", timeout=120)
        assert window.returncode == 0
        word = program.parents[2] / "word"
        desktop.until(word.exists, "the archive to run", timeout=60)
        desktop.until(lambda: running(program.parent), "the program to come back", timeout=60)
        desktop.wait_for_window("HSD client", timeout=120)
        assert word.read_text().strip() == f"installed into {program.parents[2]}"
        (backup,) = (desk / "backups").glob("before-update-*")
        assert (backup / "workspace.db").is_file()
        assert "ended with 0" in next(home.rglob("update.log")).read_text()
