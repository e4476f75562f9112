"""The first door is drawn before the workspace is looked at closely; what is found then is told at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.inside import program
from ui.application import Application
from ui.doors.trouble import TroubleDoor
from ui.doors.unlock import UnlockDoor

__all__ = ["program"]


def test_a_damaged_key_file_is_told_after_the_first_paint(
    program: Application, copied: Callable[..., Path], qtbot: QtBot
) -> None:
    folder = copied("IN")
    for name in ("keyring.json", "keyring.copy.json"):
        (folder / name).write_bytes((folder / name).read_bytes().replace(b"officer", b"offizer"))
    program.start(folder)
    assert isinstance(program.keeper.door, UnlockDoor), "drawn unexamined"
    qtbot.waitUntil(lambda: isinstance(program.keeper.door, TroubleDoor))
    assert program.keeper.door.kind == "damaged key"


def test_a_folder_without_a_workspace_is_told_at_once(program: Application, tmp_path: Path) -> None:
    program.start(tmp_path)
    assert isinstance(program.keeper.door, TroubleDoor)


def test_a_sound_workspace_keeps_its_door_and_what_is_typed(
    program: Application, copied: Callable[..., Path], qtbot: QtBot
) -> None:
    program.start(copied("IN"))
    door = program.keeper.door
    assert isinstance(door, UnlockDoor)
    height = door.card.sizeHint().height()
    door.name.setText("Asha")
    qtbot.waitUntil(lambda: not program.keeper.hasty)
    assert program.keeper.door is door
    assert door.name.text() == "Asha"
    assert door.card.sizeHint().height() == height, "nothing moves after the first paint"
