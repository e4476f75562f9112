"""Enter presses the button that has the keyboard, in every window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.enter import EnterPresses


class _Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        column = QVBoxLayout(self)
        self.push, self.tool, self.tick, self.line = QPushButton("push"), QToolButton(), QCheckBox("tick"), QLineEdit()
        self.tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (self.push, self.tool, self.tick, self.line):
            column.addWidget(widget)
        self.push.clicked.connect(self._push)
        self.tool.clicked.connect(self._tool)
        self.line.returnPressed.connect(self._line)

    def _push(self) -> None:
        self.pressed.append("push")

    def _tool(self) -> None:
        self.pressed.append("tool")

    def _line(self) -> None:
        self.pressed.append("line")


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> Iterator[_Page]:
    made = _Page()
    qtbot.addWidget(made)
    presses = EnterPresses(qapp)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    presses.deleteLater()


def enter(qtbot: QtBot, page: _Page, widget: QWidget) -> None:
    widget.setFocus()
    qtbot.keyClick(page.windowHandle(), Qt.Key.Key_Return)


def test_enter_presses_buttons_once_and_leaves_the_rest_alone(page: _Page, qtbot: QtBot) -> None:
    for widget in (page.push, page.tool, page.line, page.tick):
        enter(qtbot, page, widget)
    assert page.pressed == ["push", "tool", "line"]
    assert not page.tick.isChecked()


def test_enter_with_ctrl_and_a_held_down_key_press_nothing(page: _Page, qtbot: QtBot) -> None:
    page.push.setFocus()
    for modifier, again in ((Qt.KeyboardModifier.ControlModifier, False), (Qt.KeyboardModifier.NoModifier, True)):
        pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, modifier, "\r", again)
        QApplication.sendEvent(page.windowHandle(), pressed)
    assert page.pressed == []
