"""A copy is opened or saved on the officer's word: asked, warned, told, remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import copies
from hsdclient.documents import DocumentRow
from tests.ui.papers import papers_made as made
from ui.desk import Desk
from ui.papers.viewer import DocumentViewer
from ui.parts.messages import Message

NOTES = b"notes of the call"


class Hand:
    """Stands for the file dialog and for the system's programs."""

    def __init__(self) -> None:
        self.path = ""
        self.asked: list[str] = []
        self.opened: list[bytes] = []
        self.has_program = True

    def choose(self, _parent: QWidget, _mode: str, _title: str, start: str, _kinds: str) -> str:
        self.asked.append(start)
        return self.path

    def open(self, path: Path) -> bool:
        self.opened.append(path.read_bytes())
        return self.has_program


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def viewer(desk: Desk, hand: Hand, qtbot: QtBot) -> Iterator[DocumentViewer]:
    one = DocumentViewer(desk, choose=hand.choose, opener=hand.open)
    qtbot.addWidget(one)
    one.show()
    yield one
    one.clear()
    copies.wipe()


@pytest.fixture
def notes(desk: Desk, viewer: DocumentViewer, qtbot: QtBot) -> DocumentRow:
    row = made.attach(desk, "Call with A. Rao.txt", NOTES)
    with qtbot.waitSignal(viewer.shown):
        viewer.show_document(row)
    return row


def answer(qtbot: QtBot, button: int) -> list[str]:
    """Answer the next box by a button; what it said."""
    said: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Message):
            said.append(f"{box.heading.text()} {box.text.text()}")
            box.buttons[button].click()
        else:
            QTimer.singleShot(5, press)

    QTimer.singleShot(0, press)
    return said


def test_a_copy_is_opened_and_told(
    desk: Desk, viewer: DocumentViewer, hand: Hand, notes: DocumentRow, qtbot: QtBot
) -> None:
    notices: list[str] = []
    desk.notice.connect(lambda sentence, _act: notices.append(sentence))
    with qtbot.waitSignal(viewer.copying.opened) as told:
        viewer.open_copy()
    (path,) = told.args
    assert hand.opened == [NOTES]
    assert path.name == f"{notes.reference}.txt"
    assert "Rao" not in str(path)
    assert "removed when" in notices[0]


def test_its_key_wins_over_the_same_key_of_the_window_around(
    viewer: DocumentViewer, hand: Hand, notes: DocumentRow, qtbot: QtBot
) -> None:
    around, act = QMainWindow(), QAction("Open a copy")
    qtbot.addWidget(around)
    act.setShortcut("Ctrl+Shift+O")
    around.addAction(act)
    around.setCentralWidget(viewer)
    around.show()
    around.activateWindow()
    viewer.stack.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.assertNotEmitted(act.triggered), qtbot.waitSignal(viewer.copying.opened):
        qtbot.keyClick(viewer.stack, Qt.Key.Key_O, both)
    assert hand.opened == [NOTES]
    around.takeCentralWidget()


def test_macros_are_warned_of_first(desk: Desk, viewer: DocumentViewer, hand: Hand, qtbot: QtBot) -> None:
    row = replace(made.attach(desk, "a.txt", NOTES), warnings=("macros",))
    with qtbot.waitSignal(viewer.shown):
        viewer.show_document(row)
    said = answer(qtbot, 1)
    viewer.open_copy()
    assert "another program" in said[0]
    assert hand.opened == []
    answer(qtbot, 0)
    with qtbot.waitSignal(viewer.copying.opened):
        viewer.open_copy()
    assert hand.opened == [NOTES]


def test_no_program_for_it_is_said(viewer: DocumentViewer, hand: Hand, notes: DocumentRow, qtbot: QtBot) -> None:
    hand.has_program = False
    said = answer(qtbot, 0)
    viewer.open_copy()
    qtbot.waitUntil(lambda: bool(said))
    assert "No program" in said[0]


def test_saving_proposes_the_reference_and_tells(
    desk: Desk, viewer: DocumentViewer, hand: Hand, notes: DocumentRow, qtbot: QtBot, tmp_path: Path
) -> None:
    hand.path = str(tmp_path / "call")
    notices: list[str] = []
    desk.notice.connect(lambda sentence, _act: notices.append(sentence))
    with qtbot.waitSignal(viewer.copying.saved):
        viewer.save_as()
    assert hand.asked[0].endswith(f"{notes.reference}.txt")
    assert (tmp_path / "call.txt").read_bytes() == NOTES
    assert "no longer protected" in notices[0]
    (tmp_path / "call.txt").write_bytes(b"another file")
    said = answer(qtbot, 1)  # an ending that we added was not asked about by the dialog
    viewer.save_as()
    assert "exists already" in said[0]
    assert (tmp_path / "call.txt").read_bytes() == b"another file"


def test_saving_into_the_workspace_is_refused(
    desk: Desk, viewer: DocumentViewer, hand: Hand, notes: DocumentRow, qtbot: QtBot
) -> None:
    hand.path = str(desk.workspace.folder / "vault" / "notes.txt")
    said = answer(qtbot, 0)
    viewer.save_as()
    qtbot.waitUntil(lambda: bool(said))
    assert "folder of a workspace" in said[0]
    assert not Path(hand.path).exists()


def test_an_attachment_is_saved_under_a_name_of_ours(
    desk: Desk, viewer: DocumentViewer, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    row = made.attach(desk, "reply.eml", made.mail())
    with qtbot.waitSignal(viewer.shown):
        viewer.show_document(row)
    viewer.mail.files.setCurrentItem(viewer.mail.files.topLevelItem(1))
    hand.path = str(tmp_path / "enclosed.pdf")
    with qtbot.waitSignal(viewer.copying.saved):
        viewer.mail.save.click()
    assert hand.asked[0].endswith(f"{row.reference}-2.pdf")
    assert (tmp_path / "enclosed.pdf").read_bytes() == b"%PDF-1.4 nothing"


def test_a_large_one_is_cancelled_half_way(
    desk: Desk, viewer: DocumentViewer, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    row = made.attach(desk, "large.bin", bytes(24 << 20))
    viewer.show_document(row)
    hand.path = str(tmp_path / "large.bin")
    viewer.copying._told.connect(viewer.progress.cancel.click)
    with qtbot.waitSignal(desk.notice) as told:
        viewer.save_as()
    assert "Stopped" in told.args[0]
    assert list(tmp_path.glob("*large*")) == []
    assert not viewer.progress.isVisible()
