"""Copies that were opened in other programs do not outlive the lock, the close or a crash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hsdclient import copies
from tests.ui import inside
from tests.ui.papers import papers_made as made
from ui.application import Application
from ui.papers.quick_look import QuickLook

folder, program = inside.folder, inside.program


def opened_copy(window: Any) -> Path:
    row = made.attach(window.desk, "notes.txt", b"notes of the call")
    return copies.open_copy(window.desk.store, window.desk.officer, row)


@pytest.mark.parametrize("way", ["lock", "leave", "quit"])
def test_leaving_wipes_them(program: Application, qtbot: QtBot, folder: Path, way: str) -> None:
    window = inside.sign_in(program, qtbot, folder)
    path = opened_copy(window)
    assert path.exists()
    if way == "lock":
        program.lock()
    elif way == "leave":
        window.door_wanted.emit("create")
    else:
        program.quit()
    assert not path.exists()
    assert not copies.folder().exists()


def test_what_a_crash_left_goes_at_the_next_start(program: Application, qtbot: QtBot, folder: Path) -> None:
    left = copies.folder() / "0123456789abcdef" / "DOC-2026-0001.txt"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"notes")
    left.chmod(0o400)
    program.start(folder)
    qtbot.waitUntil(lambda: not left.exists())


def test_the_lock_closes_a_quick_look_and_its_paper(program: Application, qtbot: QtBot, folder: Path) -> None:
    window = inside.sign_in(program, qtbot, folder)
    row = made.attach(window.desk, "notes.txt", b"notes of the call")
    behind: QWidget = window.current()
    look = QuickLook.over(behind, window.desk, row)
    qtbot.waitUntil(lambda: look.viewer.text.text() == "notes of the call")
    paper = look.viewer._lamp.paper
    assert paper is not None
    program.lock()
    assert not look.isVisible()
    qtbot.waitUntil(paper.ended)
