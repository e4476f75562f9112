"""A portable program offers the workspace beside it first, and makes a new one there."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hsdclient import paths
from tests.ui.hall import Hall, hall
from ui.doors.create import CreateDoor
from ui.doors.unlock import UnlockDoor
from ui.doors.welcome import WelcomeDoor

__all__ = ["hall"]


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a portable program, which this process is said to be."""
    folder = tmp_path / "USB स्टिक" / "HSD client"
    folder.mkdir(parents=True)
    (folder / "installed-as").write_text("portable\n")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "hsdclient"))
    return folder


def test_a_new_workspace_is_offered_beside_the_program(hall: Hall, stick: Path) -> None:
    hall.keeper.start(None)
    hall.wait_for(WelcomeDoor).create_button.click()
    assert hall.wait_for(CreateDoor).folder.value() == str(stick / "workspace")
    (stick / "workspace").mkdir()
    hall.keeper.create()
    assert hall.door.folder.value() == str(stick / "workspace 2")
    assert paths.user_data() == stick / "data"


def test_a_start_without_a_folder_stands_before_the_workspace_beside_the_program(
    hall: Hall, stick: Path, copied: Callable[..., Path]
) -> None:
    hall.preferences.remember_workspace(copied("US"))
    shutil.copytree(copied("IN"), stick / "workspace")
    hall.keeper.start(None)
    assert isinstance(hall.door, UnlockDoor)
    assert hall.keeper.folder == stick / "workspace"
    hall.keeper.welcome()
    offered = [button.property("path") for button in hall.door.recent]
    assert offered[0] == str(stick / "workspace"), "also where its name on this computer is a new one"
    assert len(offered) == 2
    hall.door.recent[0].click()
    assert hall.keeper.folder == stick / "workspace"


def test_a_named_folder_comes_before_the_one_beside_the_program(
    hall: Hall, stick: Path, copied: Callable[..., Path]
) -> None:
    shutil.copytree(copied("IN"), stick / "workspace")
    other = copied("US")
    hall.keeper.start(other)
    assert hall.keeper.folder == other


def test_an_installed_program_offers_the_accounts_folder_and_the_last_workspace(
    hall: Hall, stick: Path, copied: Callable[..., Path]
) -> None:
    (stick / "installed-as").write_text("deb\n")
    paths._beside.cache_clear()
    (stick / "workspace").mkdir()
    last = copied("IN")
    hall.preferences.remember_workspace(last)
    hall.keeper.start(None)
    assert hall.keeper.folder == last
    hall.keeper.create()
    assert Path(hall.door.folder.value()).parent == Path.home() / "HSD workspaces"
