"""Import… and Export… in the whole window: from any page by their keys, and a lock in the middle of an import."""

from __future__ import annotations

from pathlib import Path
from zipfile import is_zipfile

from pytestqt.qtbot import QtBot

from hsdclient import joint_actions
from tests.ui.inside import folder, program, sign_in
from ui.application import Application
from ui.importing.dialog import ImportDialog
from ui.window import Window

__all__ = ["folder", "program"]


def sheet(path: Path, count: int) -> Path:
    """A CSV file with `count` new joint actions."""
    rows = [f"CN,Exchange number {number},DRI,DEA,Agreed,2027-03-31" for number in range(count)]
    path.write_text("\n".join(("Group,Title,Lead India,Lead US,Status,Due", *rows)), "utf-8")
    return path


def opened(window: Window, qtbot: QtBot, path: Path) -> ImportDialog:
    """Ctrl+Shift+I, and the file read and tried out."""
    window.menus.actions["import"].trigger()
    dialog = window.current().findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    with qtbot.waitSignal(dialog.reading.planned):
        dialog.open_file(path)
    return dialog


def test_import_begins_on_any_page_and_the_strip_offers_undo(
    program: Application, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    window.go("home", {})
    dialog = opened(window, qtbot, sheet(tmp_path / "list.csv", 3))
    assert window.current().KEY == "joint_actions"
    qtbot.waitUntil(lambda: window.current().listing.told_empty)
    before = len(window.current().listing.model.ids())
    dialog.yes.click()
    with qtbot.waitSignal(dialog.imported):
        dialog.yes.click()
    qtbot.waitUntil(lambda: len(window.current().listing.model.ids()) == before + 3)
    assert "3 new, 0 changed" in window.strip.sentence.text()
    window.menus.actions["undo"].trigger()
    qtbot.waitUntil(lambda: len(window.current().listing.model.ids()) == before)


def test_export_writes_the_list_in_front_and_says_so_where_there_is_none(
    program: Application, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    window.go("home", {})
    window.menus.actions["export"].trigger()
    assert "Open a list first" in window.strip.sentence.text()
    window.go("joint_actions", {})
    page = window.current()
    qtbot.waitUntil(lambda: page.listing.told_empty and len(page.listing.model.ids()) > 0)
    page.exporting.choose = lambda *_asked: str(tmp_path / "list.xlsx")
    window.menus.actions["export"].trigger()
    qtbot.waitUntil(lambda: "written to list.xlsx" in window.strip.sentence.text())
    assert is_zipfile(tmp_path / "list.xlsx")


def test_a_lock_in_the_middle_takes_the_import_back(
    program: Application, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    dialog = opened(window, qtbot, sheet(tmp_path / "list.csv", 2_000))
    with window.desk.store.read() as rx:
        before = joint_actions.total(rx)
    dialog.yes.click()
    dialog.yes.click()
    window.lock_wanted.emit()
    qtbot.waitUntil(lambda: program.window is None or program.window is not window)
    again = sign_in(program, qtbot, folder)
    with again.desk.store.read() as rx:
        assert joint_actions.total(rx) == before
