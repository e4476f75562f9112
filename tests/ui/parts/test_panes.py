"""Panes, sidebar and header: sizes and folds come back, F6 goes round, entries keep their place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.panes import FocusCycle, PageHeader, Splitter
from ui.parts.sidebar import Sidebar, SidebarItem

ITEMS = [
    SidebarItem("home", "Home", "home"),
    SidebarItem(
        "all", "All", "actions", 42, 9, "9 overdue", (SidebarItem("a", "<b>A</b>", "group", 12), SidebarItem("b", "B"))
    ),
    SidebarItem("title", "Saved", heading=True),
    SidebarItem("last", "Last"),
]  # fmt: skip


@pytest.fixture
def splitter(qtbot: QtBot) -> Splitter:
    made = Splitter([("list", QLineEdit(), 1), ("detail", QLineEdit(), 1)])
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_sizes_and_folds_are_remembered_per_direction(qtbot: QtBot, splitter: Splitter) -> None:
    splitter.setSizes([500, 299])
    beside = splitter.sizes()
    with qtbot.waitSignal(splitter.changed):
        splitter.set_right(False)
    splitter.setSizes([100, 499])
    splitter.set_right(True)
    assert splitter.sizes() == beside
    splitter.pane("detail").setFocus()
    splitter.fold("detail", True)
    assert not splitter.pane("detail").hasFocus()
    qtbot.waitUntil(lambda: splitter.sizes()[1] == 0)
    state = splitter.state()
    assert state["folded"] == ["detail"]

    again = Splitter([("list", QWidget(), 1), ("detail", QWidget(), 1)])
    qtbot.addWidget(again)
    again.resize(800, 600)
    again.show()
    again.restore(state)
    assert again.is_folded("detail")
    again.fold("detail", False)
    assert again.sizes() == pytest.approx(beside, abs=2)


@pytest.mark.parametrize(
    "strange",
    [
        {},
        {"sizes": 3, "folded": 3, "right": "x"},
        {"sizes": {"right": [1]}},
        {"sizes": {"right": ["a", None]}, "folded": ["gone"]},
        {"sizes": {"right": [-5, 10**9]}},
    ],
)
def test_strange_states_are_passed_over(splitter: Splitter, strange: dict[str, object]) -> None:
    before = splitter.sizes()
    splitter.restore(strange)
    assert splitter.sizes() == before
    assert not splitter.is_folded("list")


def test_f6_goes_round_the_panes_and_back(qtbot: QtBot) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    panes = [QWidget() for _n in range(3)]
    fields = []
    for pane in panes:
        column = QVBoxLayout(pane)
        fields.append([QLineEdit(), QLineEdit()])
        for field in fields[-1]:
            column.addWidget(field)
        row.addWidget(pane)
    cycle = FocusCycle(window, lambda: panes)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    fields[0][1].setFocus()
    qtbot.waitUntil(fields[0][1].hasFocus)
    qtbot.keyClick(fields[0][1], Qt.Key.Key_F6)
    assert fields[1][0].hasFocus()
    panes[2].hide()
    qtbot.keyClick(fields[1][0], Qt.Key.Key_F6)
    assert fields[0][1].hasFocus()  # where it was before
    panes[2].show()
    cycle.back()
    assert fields[2][0].hasFocus()


def test_the_sidebar_tells_what_was_chosen_and_keeps_it(qtbot: QtBot) -> None:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.resize(260, 400)
    sidebar.set_items(ITEMS)
    sidebar.show()
    assert sidebar.keys() == ["home", "all", "a", "b", "last"]
    with qtbot.assertNotEmitted(sidebar.chosen):
        assert sidebar.select("all")
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.keyClick(sidebar, Qt.Key.Key_Down)
    assert chosen.args == ["a"]
    item = sidebar.currentItem()
    assert item.text(0) == "<b>A</b>"
    assert "&lt;b&gt;" in item.toolTip(0)
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole) == "<b>A</b>, 12"
    with qtbot.assertNotEmitted(sidebar.chosen):
        sidebar.set_items([replace(entry, count=1) for entry in ITEMS])
    assert sidebar.key() == "a"
    all_entry = sidebar.topLevelItem(1)
    assert all_entry.data(0, Qt.ItemDataRole.AccessibleTextRole) == "All, 1, 9 overdue"
    for _step in range(2):
        qtbot.keyClick(sidebar, Qt.Key.Key_Down)
    assert sidebar.key() == "last"  # the heading is passed over


def test_folded_entries_stay_folded_and_come_back(qtbot: QtBot) -> None:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.set_items(ITEMS)
    sidebar.topLevelItem(1).setExpanded(False)
    sidebar.select("last")
    state = sidebar.state()
    sidebar.set_items(ITEMS)
    assert not sidebar.topLevelItem(1).isExpanded()
    again = Sidebar()
    qtbot.addWidget(again)
    again.set_items(ITEMS)
    again.restore(state)
    assert not again.topLevelItem(1).isExpanded()
    assert again.key() == "last"
    again.restore({"folded": 7})
    assert again.topLevelItem(1).isExpanded()


def test_a_shy_entry_is_open_only_while_it_or_one_of_its_own_is_chosen(qtbot: QtBot) -> None:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    items = (
        SidebarItem("home", "Home"),
        SidebarItem("shy", "Training", children=(SidebarItem("calendar", "Calendar"),), shy=True),
        SidebarItem("last", "Last"),
    )
    sidebar.set_items(items)
    sidebar.show()
    shy = sidebar.topLevelItem(1)
    for key, is_open in (("home", False), ("shy", True), ("calendar", True), ("last", False), ("calendar", True)):
        assert sidebar.select(key)
        assert shy.isExpanded() is is_open, key
    assert sidebar.state() == {"key": "calendar", "folded": []}
    sidebar.restore({"folded": ["shy"], "key": "calendar"})  # as an older window remembered it
    assert shy.isExpanded()
    sidebar.set_items(items)
    assert sidebar.key() == "calendar"
    assert sidebar.topLevelItem(1).isExpanded()
    sidebar.select("home")
    sidebar.setCurrentItem(sidebar.topLevelItem(1))  # by mouse or by arrow key
    assert sidebar.topLevelItem(1).isExpanded()


def test_the_sidebar_paints_count_and_badge(qtbot: QtBot) -> None:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.resize(260, 200)
    sidebar.set_items(ITEMS[:1])
    sidebar.show()
    plain = sidebar.viewport().grab().toImage()
    sidebar.set_items([replace(ITEMS[0], count=5)])
    counted = sidebar.viewport().grab().toImage()
    sidebar.set_items([replace(ITEMS[0], count=5, alert=2, alert_text="2 late")])
    badged = sidebar.viewport().grab().toImage()
    assert plain != counted
    assert counted != badged


def test_the_header_has_at_most_seven_buttons(qtbot: QtBot) -> None:
    header = PageHeader()
    qtbot.addWidget(header)
    header.set_title("A <i>title</i>", "12 of 340")
    actions = [QAction(f"Act {number}", header) for number in range(8)]
    with pytest.raises(ValueError, match="at most 7"):
        header.set_actions(actions)
    header.set_actions(actions[:2], primary=actions[2])
    header.show()
    assert [button.text() for button in header.buttons()] == ["Act 0", "Act 1", "Act 2"]
    with qtbot.waitSignal(actions[2].triggered):
        header.buttons()[2].click()
    actions[2].setEnabled(False)
    assert not header.buttons()[2].isEnabled()
    assert QApplication.focusWidget() is None or header.isAncestorOf(QApplication.focusWidget())


def test_where_words_do_not_fit_the_header_shows_icons_that_keep_their_names(qapp: QApplication, qtbot: QtBot) -> None:
    header = PageHeader()
    qtbot.addWidget(header)
    header.set_title("Joint actions")
    actions = [QAction(words, header) for words in ("Add progress", "Withdraw", "Discard")]
    header.set_actions(actions)
    header.resize(900, 60)
    header.show()
    styles = {button.toolButtonStyle() for button in header.findChildren(QToolButton)}
    assert styles == {Qt.ToolButtonStyle.ToolButtonTextBesideIcon}
    header.resize(300, 60)
    buttons = header.findChildren(QToolButton)
    assert {button.toolButtonStyle() for button in buttons} == {Qt.ToolButtonStyle.ToolButtonIconOnly}
    assert [button.accessibleName() for button in buttons] == ["Add progress", "Withdraw", "Discard"]
