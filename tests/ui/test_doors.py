"""The doors: first run, unlocking, the recovery code, and each screen for a workspace that does not open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import attempts, keyring
from tests.core.conftest import NAME, PASSPHRASE
from tests.ui.hall import Hall, hall
from ui.doors.code import CodeCard, CodeDoor, NewPassphraseDoor
from ui.doors.create import CreateDoor
from ui.doors.unlock import UnlockDoor
from ui.doors.welcome import WelcomeDoor

__all__ = ["hall"]

# --- first run ----------------------------------------------------------------------------------------


def test_a_fresh_machine_makes_a_workspace_and_shows_its_recovery_code_once(
    hall: Hall, qtbot: QtBot, tmp_path: Path
) -> None:
    hall.keeper.start(None)
    welcome = hall.wait_for(WelcomeDoor)
    qtbot.mouseClick(welcome.create_button, Qt.MouseButton.LeftButton)
    create = hall.wait_for(CreateDoor)
    folder = tmp_path / "desk"
    create.folder.set_value(str(folder))
    create.form.set_draft({"officer": "Meera Iyer", "title": "Director", "side": "US"})
    create._edited()
    assert "DEA" in [choice.value for choice in create._agencies()]
    assert "NCB-IN" not in [choice.value for choice in create._agencies()]
    create.form.set_draft({"side": "IN"})
    create._edited()
    create.form.set_draft({"agency": "NCB-IN"})
    create.passphrase.first.line.setText("quiet lamp orchard seven")
    create.submit()
    assert create.passphrase.wrong.sentence()
    create.passphrase.second.line.setText("quiet lamp orchard seven")
    create.submit()
    code_door = hall.wait_for(CodeDoor)
    assert not code_door.go_on.isEnabled()
    code = "-".join(code_door.code.lines).replace("  ", "-")
    keyring.unlock_by_recovery(folder, code)
    code_door.kept_safe.setChecked(True)
    qtbot.mouseClick(code_door.go_on, Qt.MouseButton.LeftButton)
    workspace = hall.wait_open()
    assert workspace.officer.name == "Meera Iyer"
    assert workspace.officer.role == "administrator"
    assert hall.preferences.recent() == [str(folder)]


@pytest.mark.parametrize(
    ("passphrase", "said"), [("short", "characters"), ("password1234", "easy to guess"), ("", "Choose a passphrase")]
)
def test_a_weak_passphrase_is_refused_with_the_reason(hall: Hall, tmp_path: Path, passphrase: str, said: str) -> None:
    hall.keeper.create()
    create = hall.door
    create.folder.set_value(str(tmp_path / "desk"))
    create.form.set_draft({"officer": "Meera Iyer", "side": "IN", "agency": "MHA"})
    create.passphrase.first.line.setText(passphrase)
    create.passphrase.second.line.setText(passphrase)
    create.submit()
    assert said in create.passphrase.wrong.sentence()
    assert not (tmp_path / "desk").exists()


def test_a_folder_in_use_is_told_beside_the_folder(hall: Hall, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "other.txt").touch()
    hall.keeper.create()
    create = hall.door
    create.folder.set_value(str(tmp_path / "full"))
    create.form.set_draft({"officer": "Meera Iyer", "side": "IN", "agency": "MHA"})
    for edit in (create.passphrase.first, create.passphrase.second):
        edit.line.setText("quiet lamp orchard seven")
    create.submit()
    qtbot.waitUntil(lambda: bool(create.folder.problem.sentence()))
    assert "not empty" in create.folder.problem.sentence()
    create.folder.set_value(str(tmp_path / "Dropbox" / "desk"))
    create.submit()
    assert "Dropbox" in create.folder.problem.sentence()


def test_the_recovery_code_is_painted_on_paper(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    target = tmp_path / "code.pdf"

    def printer(_parent: QWidget) -> QPrinter:
        made = QPrinter()
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        return made

    card = CodeCard("-".join(["7F3KQ"] * 8), "Workspace: North Block", printer=printer)
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.printed):
        card.print.click()
    import pypdfium2

    document = pypdfium2.PdfDocument(target.read_bytes())
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert text.count("7F3KQ") == 8
    assert "North Block" in text


def test_language_switches_and_keeps_what_was_typed(hall: Hall, tmp_path: Path) -> None:
    hall.keeper.create()
    hall.door.form.set_draft({"officer": "Meera Iyer", "side": "US"})
    hall.door.folder.set_value(str(tmp_path / "desk"))
    hall.preferences.set("language", "hi")
    hall.keeper.rebuild()
    assert hall.door.form.values()["officer"] == "Meera Iyer"
    assert hall.door.form.values()["side"] == "US"
    assert hall.door.folder.value() == str(tmp_path / "desk")


# --- unlocking ----------------------------------------------------------------------------------------


def test_a_wrong_passphrase_is_told_inline_and_the_right_one_opens(
    hall: Hall, qtbot: QtBot, copied: Callable[..., Path]
) -> None:
    folder = copied("IN")
    hall.keeper.start(folder)
    hall.wait_for(UnlockDoor)
    hall.sign_in(passphrase="not this one")
    qtbot.waitUntil(lambda: bool(hall.door.problem.sentence()))
    assert "passphrase is not right" in hall.door.problem.sentence()
    assert hall.door.passphrase.value() == ""
    hall.sign_in()
    workspace = hall.wait_open()
    assert workspace.folder == folder
    assert workspace.writable


def test_after_three_wrong_tries_the_door_counts_down(hall: Hall, qtbot: QtBot, copied: Callable[..., Path]) -> None:
    folder = copied("IN")
    for _try in range(9):
        attempts.wrong(keyring.workspace_id(folder))
    hall.keeper.start(folder)
    hall.sign_in()
    qtbot.waitUntil(lambda: bool(hall.door.problem.sentence()))
    assert "Wait" in hall.door.problem.sentence()
    assert not hall.door.unlock.isEnabled()
    hall.door._seconds = 1
    hall.door._second()
    assert hall.door.unlock.isEnabled()
    attempts.right(keyring.workspace_id(folder))


def test_empty_entries_are_told_without_a_try(hall: Hall, copied: Callable[..., Path]) -> None:
    hall.keeper.start(copied("IN"))
    hall.sign_in("", "")
    assert hall.door.problem.sentence() == "Enter your name."
    hall.sign_in(NAME, "")
    assert hall.door.problem.sentence() == "Enter your passphrase."


def test_the_recovery_code_opens_and_asks_for_a_new_passphrase(
    hall: Hall, qtbot: QtBot, copied: Callable[..., Path], templates: dict[str, tuple[Path, str]]
) -> None:
    folder = copied("IN")
    hall.keeper.start(folder)
    door = hall.door
    door.way.click()
    door.code.setText("7F3KQ")
    door.unlock.click()
    qtbot.waitUntil(lambda: bool(door.problem.sentence()))
    assert "groups" in door.problem.sentence()
    door.code.setText(templates["IN"][1])
    door.unlock.click()
    new = hall.wait_for(NewPassphraseDoor)
    for edit in (new.passphrase.first, new.passphrase.second):
        edit.line.setText("quiet lamp orchard seven")
    new.save.click()
    assert hall.wait_open().officer.name == NAME
    assert keyring.unlock(folder, NAME, "quiet lamp orchard seven")
    with pytest.raises(keyring.WrongPassphrase):
        keyring.unlock(folder, NAME, PASSPHRASE)
