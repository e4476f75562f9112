"""The hall of the doors: a doorkeeper with a place to show doors in. Used by the tests of the doors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import paths
from tests.core.conftest import CHEAP, NAME, PASSPHRASE
from ui.doors.frame import Door
from ui.doors.keeper import Doorkeeper
from ui.preferences import Preferences


class Hall:
    """A doorkeeper with a place to show doors in, and what it opened."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.preferences = Preferences(app, folder)
        self.shown: list[Door] = []
        self.opened: list[Any] = []
        self.picked = ""
        self.keeper = Doorkeeper(self._show, self.preferences, cost=CHEAP, choose=self._choose)
        self.keeper.opened.connect(self.opened.append)

    def _show(self, door: Door) -> None:
        self.qtbot.addWidget(door)
        door.show()
        self.shown.append(door)

    def _choose(self, _parent: QWidget, _mode: str, _title: str, _start: str, _kinds: str) -> str:
        return self.picked

    @property
    def door(self) -> Any:
        return self.keeper.door

    def wait_for(self, kind: type[Door]) -> Any:
        self.qtbot.waitUntil(lambda: isinstance(self.keeper.door, kind), timeout=10_000)
        return self.keeper.door

    def wait_open(self) -> Any:
        self.qtbot.waitUntil(lambda: bool(self.opened), timeout=10_000)
        return self.opened[-1]

    def sign_in(self, name: str = NAME, passphrase: str = PASSPHRASE) -> None:
        door = self.door
        door.name.setText(name)
        door.passphrase.line.setText(passphrase)
        self.qtbot.keyClick(door.passphrase.line, Qt.Key.Key_Return)

    def close(self) -> None:
        for workspace in self.opened:
            workspace.close()
        self.keeper.close()


@pytest.fixture
def hall(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    shutil.rmtree(paths.user_data() / "attempts", ignore_errors=True)
    made = Hall(dressed, qtbot, tmp_path / "settings")
    yield made
    made.close()
