"""The whole program with a workspace of a few actions behind its door, for the tests of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.core.conftest import CHEAP, NAME, PASSPHRASE
from tests.ui.conftest import fill
from ui.application import Application


@pytest.fixture
def program(now: datetime, dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Application]:
    """The whole program before its first door; nothing asks the system."""
    made = Application(dressed, cost=CHEAP, choose=Chooser(), settings_folder=tmp_path / "settings")
    made.preferences.set("theme", "light")
    yield made
    made.quit()
    made.house.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Chooser:
    """Stands for the file dialog: gives `path`."""

    path = ""

    def __call__(self, _parent: QWidget, _mode: str, _title: str, _start: str, _kinds: str) -> str:
        return type(self).path


@pytest.fixture
def folder(now: datetime, opened: Callable[..., Any], copied: Callable[..., Path]) -> Path:
    """A closed workspace with a few actions."""
    place = copied("IN")
    workspace = opened("IN", folder=place)
    fill(workspace)
    workspace.close()
    return place


def sign_in(program: Application, qtbot: QtBot, folder: Path) -> Any:
    """Go through the door of `folder`; the window."""
    program.start(folder)
    program.keeper.unlock(NAME, PASSPHRASE)
    qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: window.sidebar.keys().count("group:CN") == 1, timeout=10_000)
    return window
