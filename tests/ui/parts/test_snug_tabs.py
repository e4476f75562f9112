"""Tabs of a narrow pane: no arrows, no counts; both come back with the room."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.snug_tabs import SnugTabs

WORDS = ("Details", "Progress", "Documents", "Indicators", "Release", "History")


def test_a_narrow_bar_drops_counts_and_shows_no_arrows(qtbot: QtBot) -> None:
    tabs = SnugTabs("Parts")
    qtbot.addWidget(tabs)
    for word in WORDS:
        tabs.addTab(QWidget(), word)
    tabs.count_tab(1, 4)
    tabs.resize(900, 300)
    tabs.show()
    assert tabs.tabText(1) == "Progress (4)"
    tabs.resize(352, 300)
    assert tabs.tabText(1) == "Progress"
    assert tabs.tabBar().tabRect(len(WORDS) - 1).right() <= tabs.width()
    assert not any(button.isVisible() for button in tabs.tabBar().findChildren(QToolButton))
    tabs.count_tab(1, 5)
    assert tabs.tabText(1) == "Progress"
    tabs.resize(900, 300)
    assert tabs.tabText(1) == "Progress (5)"
