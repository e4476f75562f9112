"""The documents in the whole window: sidebar, menus and shortcuts, the trash, what needs a document chosen."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.inside import folder, program, sign_in
from tests.ui.shelf import fill_shelf
from ui.application import Application

__all__ = ["folder", "program"]


def test_the_sidebar_and_the_menu_lead_to_documents_their_trash_and_search(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    window._chosen("documents")
    assert window.current().KEY == "documents"
    assert window.sidebar.key() == "documents"
    window._chosen("documents:trash")
    assert window.current().view.trash
    assert window.sidebar.key() == "documents:trash"
    window.current().to_trash()
    assert not window.current().view.trash
    assert window.sidebar.key() == "documents"
    window.menus.actions["page:home"].trigger()
    window.menus.actions["search"].trigger()
    assert window.current().KEY == "search"
    assert window.sidebar.key() == "search"
    told = dict((keys, what) for what, keys in window.menus.shortcuts())
    assert told["Ctrl+3"] == "Documents"
    assert told["Ctrl+Shift+F"] == "Search everything"
    assert len(told) == len(window.menus.shortcuts()), "two acts share a shortcut"


def test_the_menus_do_with_the_chosen_document_what_the_page_can(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    acts, menu = window.menus.actions, window.menus.menu("documents")
    acts["open_copy"].trigger()
    assert window.current().KEY == "documents"
    assert "Choose a document first" in window.strip.sentence.text()
    fill_shelf(window.desk.workspace)
    page = window.current()
    page.listing.reload()
    qtbot.waitUntil(lambda: page.detail.card is not None)
    menu.aboutToShow.emit()
    assert acts["link"].isEnabled()
    assert acts["verify_contents"].isEnabled()
    assert not acts["recognise"].isEnabled()
    menu.aboutToHide.emit()
    qtbot.waitUntil(acts["recognise"].isEnabled)
    acts["release"].trigger()
    assert page.detail.tab() == "release"
    acts["fold"].trigger()
    assert page.splitter.is_folded("detail")
    acts["discard"].trigger()
    assert page.ask.isVisible()
    page.ask.cancel()
    acts["withdraw"].trigger()
    assert "Choose a document first" in window.strip.sentence.text()
    window.go("home", {})
    window.desk.notice.emit("Another sentence", None)
    acts["add_version"].trigger()  # of a document that the officer does not see
    assert window.current().KEY == "documents"
    assert "Choose a document first" in window.strip.sentence.text()


def test_a_lock_or_another_language_brings_the_document_and_its_tab_back(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    keys = fill_shelf(window.desk.workspace)
    window.go("documents", {"record": keys[1], "tab": "versions"})
    qtbot.waitUntil(lambda: window.current().detail.card is not None)
    assert window.current().view_state() == {"trash": False, "tab": "versions", "record": keys[1]}
    program.preferences.set("language", "hi")
    page = window.current()
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.key == keys[1])
    assert page.detail.tab() == "versions"
    program.preferences.set("language", "en")
