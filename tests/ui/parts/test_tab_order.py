"""Tab follows the screen, also through what was made late."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QButtonGroup, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.tab_order import step, stops


class _House(QWidget):
    """Two parts, the second made first."""

    def __init__(self) -> None:
        super().__init__()
        self.below, self.above = QWidget(self), QWidget(self)
        column = QVBoxLayout(self)
        for part in (self.above, self.below):
            QVBoxLayout(part)
            column.addWidget(part)
        self.last, self.first, self.late = QLineEdit("last"), QLineEdit("first"), QLineEdit("late")
        self.put(self.below, self.last)
        self.put(self.above, self.first)

    @staticmethod
    def put(part: QWidget, widget: QWidget) -> None:
        layout = part.layout()
        assert layout is not None
        layout.addWidget(widget)
        widget.show()

    @property
    def parts(self) -> list[QWidget]:
        return [self.above, self.below]

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self.parts, forward=forward) or super().focusNextPrevChild(forward)


@pytest.fixture
def house(qtbot: QtBot) -> _House:
    made = _House()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_parts_come_in_the_order_of_the_screen_and_late_widgets_in_their_part(house: _House, qtbot: QtBot) -> None:
    house.put(house.above, house.late)
    assert stops(house.parts) == [house.first, house.late, house.last]
    house.first.setFocus()
    for wanted in (house.late, house.last, house.first):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is wanted
    qtbot.keyClick(house.first, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is house.last


def test_what_cannot_be_used_is_passed_over_and_of_a_choice_only_the_chosen_one_stops(house: _House) -> None:
    group = QButtonGroup(house)
    buttons = [QPushButton(name) for name in ("one", "two")]
    for button in buttons:
        button.setCheckable(True)
        group.addButton(button)
        house.put(house.above, button)
    buttons[1].setChecked(True)
    house.last.setEnabled(False)
    assert stops(house.parts) == [house.first, buttons[1]]


def test_a_scroll_area_and_what_lies_in_it_both_stop_once(house: _House) -> None:
    area = QScrollArea()
    inside = QLineEdit()
    area.setWidget(inside)
    house.put(house.above, area)
    assert stops(house.parts) == [house.first, area, inside, house.last]


def test_outside_the_parts_qt_decides(house: _House) -> None:
    outside = QLineEdit(house)
    outside.show()
    outside.setFocus()
    assert not step(house.parts, forward=True)
