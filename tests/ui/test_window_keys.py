"""The window by keyboard: redo, the menu of acts, Tab through the panes; and how it shares out its room."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStatusBar
from pytestqt.qtbot import QtBot

from tests.ui.inside import folder, program, sign_in
from ui.application import Application

__all__ = ["folder", "program"]


def test_redo_names_the_act_and_does_it_again(program: Application, qtbot: QtBot, folder: Path) -> None:
    window = sign_in(program, qtbot, folder)
    undo, redo = window.menus.actions["undo"], window.menus.actions["redo"]
    qtbot.waitUntil(undo.isEnabled)
    assert not redo.isEnabled()
    undo.trigger()
    qtbot.waitUntil(redo.isEnabled, timeout=10_000)
    assert redo.text() == "&Redo: Release changed"
    assert window.strip.act.text() == "Redo"
    redo.trigger()
    qtbot.waitUntil(lambda: "Redone" in window.strip.sentence.text(), timeout=10_000)
    qtbot.waitUntil(lambda: not redo.isEnabled() and "Release changed" in undo.text())


def test_the_menu_does_with_the_chosen_action_what_the_page_can(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    acts, menu = window.menus.actions, window.menus.menu("actions")
    acts["withdraw"].trigger()
    assert "Choose a joint action first" in window.strip.sentence.text()
    window.go("joint_actions", {"groups": ()})
    page = window.current()
    qtbot.waitUntil(lambda: page.detail.card is not None)
    menu.aboutToShow.emit()
    assert acts["add_progress"].isEnabled()
    assert not acts["recover"].isEnabled()
    menu.aboutToHide.emit()
    qtbot.waitUntil(acts["recover"].isEnabled)
    acts["add_progress"].trigger()
    assert page.detail.tab() == "progress"
    assert not page.detail.progress.panel.isHidden()
    acts["release"].trigger()
    assert page.detail.tab() == "release"
    acts["fold"].trigger()
    assert page.splitter.is_folded("detail")
    acts["partner"].trigger()
    assert page.detail.tab() == "details"
    assert not page.splitter.is_folded("detail")


def test_tab_goes_from_the_list_to_the_tabs_beside_it_and_on(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    window.go("joint_actions", {"groups": ()})
    page = window.current()
    qtbot.waitUntil(lambda: page.detail.card is not None and page.listing.told_empty)
    page.detail.show_tab("release")
    program.house.resize(1400, 800)
    program.house.activateWindow()
    qtbot.waitUntil(program.house.isActiveWindow)
    qtbot.waitUntil(lambda: bool(page.detail.release._lines))
    page.listing.table.setFocus()
    seen = []
    for _press in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[:2] == [page.detail.copy, page.detail.tabs.tabBar()], seen
    assert page.detail.release.isAncestorOf(seen[-1])


def test_the_sidebar_is_as_wide_as_its_entries_until_the_officer_drags_it(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    program.house.resize(1400, 800)
    window.panes.setSizes([50, 1350])
    window._fill_sidebar()
    qtbot.waitUntil(lambda: window.panes.sizes()[0] == window.sidebar.wanted_width())
    window.panes.moveSplitter(200, 1)
    window.panes.splitterMoved.emit(200, 1)
    window.count()
    window._fill_sidebar()
    assert window.panes.sizes()[0] == 200


def test_where_two_panes_do_not_fit_one_is_shown_at_a_time(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    window.go("joint_actions", {"groups": ()})
    page = window.current()
    qtbot.waitUntil(lambda: page.detail.card is not None)
    window.panes.fold("sidebar", True)
    page.resize(500, 600)
    assert page.splitter.is_folded("detail")
    page._opened(None)
    assert page.splitter.is_folded("list")
    assert not page.splitter.is_folded("detail")
    page.resize(1100, 600)
    assert not page.splitter.is_folded("list")
    assert not page.splitter.is_folded("detail")


def test_tab_goes_from_the_status_bar_back_into_the_window_and_makes_no_bar_before_a_door(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    program.start(folder)
    program.house.focusNextPrevChild(True)
    assert program.house.findChild(QStatusBar) is None
    window = sign_in(program, qtbot, folder)
    window.status.lock.setFocus()
    qtbot.waitUntil(window.status.lock.hasFocus)
    qtbot.keyClick(window.status.lock, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.sidebar
