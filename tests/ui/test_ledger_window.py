"""The pages of the ledger in the whole window: sidebar, shortcuts, Ctrl+N, menus, where one was after a lock."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.inside import folder, program, sign_in
from tests.ui.ledgers import fill, references
from ui.application import Application
from ui.rooms import BELOW, LEDGERS, PAGES, TOP

__all__ = ["folder", "program"]


def test_every_page_has_its_shortcut_and_its_place_in_the_sidebar(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    told = {keys: what for what, keys in window.menus.shortcuts()}
    assert len(told) == len(window.menus.shortcuts()), "two acts share a shortcut"
    assert [told[f"Ctrl+{place}"] for place in range(1, 8)] == [
        "Home", "Joint actions", "Documents", "Search", "Reports", "Journal", "Settings",
    ]  # fmt: skip
    assert told["Alt+Shift+R"] == "Requests"
    for key, title, _drawing, keys in TOP:
        window.menus.actions[f"page:{key}"].trigger()
        assert key == window.current().KEY
        assert window.sidebar.key() == key
        assert told[keys] == title
    assert set(PAGES) >= LEDGERS
    for key, title, _drawing, keys in (line for lines in BELOW.values() for line in lines):
        window.menus.actions[f"page:{key}"].trigger()
        assert key == window.current().KEY
        assert window.sidebar.key() == key
        assert told[keys] == title
        assert window.sidebar.currentItem().parent().isExpanded()
    window.go("home", {})
    assert not any(item.isExpanded() for item in window.sidebar._all() if item.data(0, 0) == "Training")


def test_ctrl_n_makes_a_new_one_of_what_the_page_lists(program: Application, qtbot: QtBot, folder: Path) -> None:
    window = sign_in(program, qtbot, folder)
    for key in ("agreements", "requests", "contacts"):
        window.go(key, {})
        window.menus.actions["new_action"].trigger()
        assert key == window.current().KEY
        assert window.current().adding()
    window.go("home", {})
    window.menus.actions["new_action"].trigger()
    assert window.current().KEY == "joint_actions"


def test_the_menu_does_what_the_page_can_with_what_is_chosen(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    acts, menu = window.menus.actions, window.menus.menu("actions")
    window.go("requests", {})
    page = window.current()
    acts["release"].trigger()
    assert "Choose a record first" in window.strip.sentence.text()
    fill(window.desk.workspace)
    page.listing.reload()
    qtbot.waitUntil(lambda: page.detail.card is not None)
    menu.aboutToShow.emit()
    assert acts["withdraw"].isEnabled()
    assert not acts["add_progress"].isEnabled()
    menu.aboutToHide.emit()
    qtbot.waitUntil(acts["add_progress"].isEnabled)
    acts["release"].trigger()
    assert page.detail.tab() == "release"
    acts["withdraw"].trigger()
    assert page.shape.deeds.asked.dialog.isVisible()
    page.shape.deeds.asked.dialog.reject()
    acts["discard"].trigger()
    assert page.ask.isVisible()
    page.ask.cancel()
    acts["fold"].trigger()
    assert page.splitter.is_folded("detail")


def test_the_page_its_record_and_tab_come_back_in_another_language(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    fill(window.desk.workspace)
    window.go("contacts", {})
    page = window.current()
    qtbot.waitUntil(lambda: len(references(page)) == 3 and page.card() is not None)
    page.open_tab("posts")
    key = page.card().key
    program.preferences.set("language", "hi")
    qtbot.waitUntil(lambda: window.current() is not page)
    again = window.current()
    qtbot.waitUntil(lambda: again.card() is not None)
    assert (again.KEY, again.card().key, again.detail.tab()) == ("contacts", key, "posts")


def test_escape_goes_back_to_the_list_and_enter_into_the_record(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    window.go("agreements", {})
    page = window.current()
    qtbot.waitUntil(lambda: page.card() is not None)
    program.house.activateWindow()
    qtbot.waitUntil(program.house.isActiveWindow)
    page.listing.table.setFocus()
    qtbot.keyClick(page.listing.table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.detail.tabs.tabBar().hasFocus)
    qtbot.keyClick(page.detail.tabs.tabBar(), Qt.Key.Key_Escape)
    qtbot.waitUntil(page.listing.table.hasFocus)
