"""Bars and tiles can be pressed by mouse and keyboard, and say their numbers aloud."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.parts.charts import Bar, BarChart
from ui.parts.numbers import grouped
from ui.parts.tiles import NumberTile

BARS = [Bar("Green", 14, "green", "tick-circle"), Bar("Amber", 7, "amber", "triangle"), Bar("None yet", 0, "none")]


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)


def made(qtbot: QtBot) -> BarChart:
    chart = BarChart("Actions by RAG")
    qtbot.addWidget(chart)
    chart.set_bars(BARS)
    chart.resize(500, 120)
    with qtbot.waitActive(chart):
        chart.show()
        chart.activateWindow()
    return chart


def test_bars_are_pressed_by_mouse_and_by_keyboard(qtbot: QtBot) -> None:
    chart = made(qtbot)
    pressed: list[int] = []
    chart.clicked.connect(pressed.append)
    qtbot.mouseClick(chart.bars()[1], Qt.MouseButton.LeftButton)
    chart.bars()[0].setFocus()
    qtbot.keyClick(chart.bars()[0], Qt.Key.Key_Down)
    assert chart.bars()[1].hasFocus()
    qtbot.keyClick(chart.bars()[1], Qt.Key.Key_Return)
    qtbot.keyClick(chart.bars()[1], Qt.Key.Key_Up)
    qtbot.keyClick(chart.bars()[0], Qt.Key.Key_Space)
    assert pressed == [1, 1, 0]


def test_bars_say_their_numbers(qtbot: QtBot) -> None:
    chart = made(qtbot)
    assert [bar.accessibleName() for bar in chart.bars()] == ["Green: 14", "Amber: 7", "None yet: 0"]
    assert chart.accessibleName() == "Actions by RAG"
    chart.set_bars([])
    assert chart.accessibleDescription() == "No figures yet"


def test_bars_are_as_long_as_their_numbers(qtbot: QtBot) -> None:
    chart = made(qtbot)
    length = []
    for bar, tone in zip(chart.bars(), ("green", "amber", "none"), strict=True):
        picture = bar.grab().toImage()
        fill = theme.tokens().tones[tone].fill.lower()
        row = picture.height() // 2
        length.append(sum(picture.pixelColor(x, row).name() == fill for x in range(60, picture.width())))
    assert length[0] > 1.5 * length[1] > 0
    assert length[2] == 0


def test_tile_is_pressed_by_enter_and_says_its_number(qtbot: QtBot) -> None:
    tile = NumberTile("Overdue", 6, shape="clock", tone="red", hint="2 without a reason")
    qtbot.addWidget(tile)
    tile.show()
    with qtbot.waitSignal(tile.clicked):
        qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert tile.accessibleName() == "Overdue: 6. 2 without a reason"
    tile.set_value(12345, "")
    assert tile.accessibleName() == "Overdue: 12,345"


def test_numbers_are_grouped_as_the_locale_does() -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.India))
        assert grouped(1234567) == "12,34,567"
        QLocale.setDefault(QLocale.c())
        assert grouped(1234567) == "1,234,567"
    finally:
        QLocale.setDefault(before)
