"""The path row: what the chooser gives is shown and told; cancelling changes nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.parts.pickers import Mode, PathPicker


class Chooser:
    """The only thing faked: what the officer picks in the system's dialog."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[tuple[Mode, str, str, str]] = []

    def __call__(self, parent: QWidget, mode: Mode, title: str, start: str, kinds: str) -> str:
        self.asked.append((mode, title, start, kinds))
        return self.answer


def test_browse_fills_the_row(qtbot: QtBot) -> None:
    chooser = Chooser("/data/work space")
    picker = PathPicker("save", choose=chooser, kinds="PDF (*.pdf)", start="/home")
    qtbot.addWidget(picker)
    picker.set_name("Report file")
    picker.show_problem("This folder cannot be written. Choose another.")
    with qtbot.waitSignals([picker.edited, picker.picked]):
        qtbot.mouseClick(picker.browse, Qt.MouseButton.LeftButton)
    assert picker.value() == "/data/work space"
    assert chooser.asked == [("save", "Report file", "/home", "PDF (*.pdf)")]
    assert picker.problem.sentence() == ""
    assert picker.line.accessibleName() == "Report file"
    assert picker.browse.accessibleName() == "Browse for Report file"


def test_cancelling_keeps_what_was_typed(qtbot: QtBot) -> None:
    picker = PathPicker("folder", choose=Chooser(""))
    qtbot.addWidget(picker)
    with qtbot.waitSignal(picker.edited):
        qtbot.keyClicks(picker.line, " /tmp/x ")
    with qtbot.assertNotEmitted(picker.picked):
        picker.browse.click()
    assert picker.value() == "/tmp/x"
    picker.show_problem("No such folder.")
    assert picker.line.property("problem") is True
    assert picker.line.accessibleDescription() == "No such folder."
