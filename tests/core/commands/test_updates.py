"""check-update: exit 0 and the facts of a genuine newer release, exit 1 and a sentence for anything else."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from hsdclient import paths
from tests.core.commands.conftest import Door
from tests.sticks import Stick, stick

LATER = "998.0.0"


@pytest.fixture
def usb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    """A release for an archive installation that trusts the stick's desk: what a frozen program would see."""
    made = stick(tmp_path)
    bundle = tmp_path / "prefix" / "lib" / "hsdclient"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "installed-as").write_text("archive\n")
    resources = bundle / "_internal" / "resources"
    shutil.copytree(paths.resources(), resources, ignore=shutil.ignore_patterns("trust", "installer", "fonts", "help"))
    shutil.copytree(made.trust, resources / "trust")
    (bundle / "hsdclient").touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(bundle / "hsdclient"))
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle / "_internal"), raising=False)
    return made


def test_a_genuine_newer_release_is_told(usb: Stick, door: Door) -> None:
    usb.put(LATER)
    ran = door("check-update", usb.folder / usb.name("archive", LATER))
    assert ran.code == 0
    assert f"version: {LATER} (installed: {paths.VERSION})" in ran.out
    assert usb.trusting() in ran.out
    assert usb.name("archive", LATER) in ran.out


def test_a_refused_one_has_code_1_and_a_sentence(usb: Stick, door: Door) -> None:
    file = usb.put(LATER).with_name(usb.name("archive", LATER))
    file.write_bytes(file.read_bytes() + b"x")
    for path, word in ((file, "not the file"), (usb.put("0.0.1"), "older"), (usb.folder / "none.run", "not there")):
        ran = door("check-update", path)
        assert (ran.code, ran.out) == (1, "")
        assert word in ran.err


def test_the_source_tree_is_not_updated(tmp_path: Path, door: Door) -> None:
    made = stick(tmp_path)
    ran = door("check-update", made.put(LATER))  # a key that nobody but this test knows
    assert (ran.code, ran.out) == (1, "")
    assert "release key" in ran.err or "key that this copy does not know" in ran.err
