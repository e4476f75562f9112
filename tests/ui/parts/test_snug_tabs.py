"""Tabs of a narrow pane: no arrows, no counts; both come back with the room."""

from __future__ import annotations

from PySide6.QtCore import Qt
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


MANY = (*WORDS, "Nominations", "Programme", "Certificates", "Evaluation")


def test_tabs_that_do_not_fit_stand_under_a_button_and_the_one_in_front_in_the_bar(qtbot: QtBot) -> None:
    tabs = SnugTabs("Parts")
    qtbot.addWidget(tabs)
    for word in MANY:
        tabs.addTab(QWidget(), word)
    tabs.count_tab(9, 3)
    tabs.resize(420, 300)
    tabs.show()
    hidden = tabs.hidden()
    assert hidden
    assert hidden == list(range(hidden[0], len(MANY)))
    assert tabs.more is not None
    assert tabs.more.isVisible()
    assert tabs.more.accessibleName() == "More: " + ", ".join(MANY[place] for place in hidden)
    shown = [place for place in range(len(MANY)) if place not in hidden]
    bar = tabs.tabBar()
    assert all(bar.tabRect(one).width() >= bar.fontMetrics().horizontalAdvance(MANY[one]) for one in shown)
    assert bar.mapTo(tabs, bar.tabRect(shown[-1]).topRight()).x() <= tabs.more.geometry().left()
    menu = tabs.show_more()
    assert menu is not None
    assert [action.text() for action in menu.actions()][-1] == "Evaluation (3)"
    menu.actions()[-1].trigger()
    menu.close()
    assert tabs.currentIndex() == 9
    assert tabs.isTabVisible(9)
    tabs.resize(1200, 300)
    assert tabs.hidden() == []
    assert not tabs.more.isVisible()


def test_the_arrow_keys_go_through_hidden_tabs_too(qtbot: QtBot) -> None:
    tabs = SnugTabs("Parts")
    qtbot.addWidget(tabs)
    for word in MANY:
        tabs.addTab(QWidget(), word)
    tabs.resize(420, 300)
    tabs.show()
    for place in range(1, len(MANY)):
        qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
        assert tabs.currentIndex() == place
        assert tabs.isTabVisible(place)
    qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Left)
    assert tabs.currentIndex() == len(MANY) - 2
