"""The doors: first run, unlocking, the recovery code, and each screen for a workspace that does not open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import attempts, backups, clock, keyring, lock, paths, workspaces
from tests.core.conftest import CHEAP, NAME, PASSPHRASE
from ui.doors import causes
from ui.doors.code import CodeCard, CodeDoor, NewPassphraseDoor
from ui.doors.create import CreateDoor
from ui.doors.frame import Door
from ui.doors.keeper import Doorkeeper
from ui.doors.restore import RestoreDoor
from ui.doors.trouble import KINDS, TroubleDoor
from ui.doors.unlock import UnlockDoor
from ui.doors.welcome import WelcomeDoor
from ui.preferences import Preferences


class Hall:
    """A doorkeeper with a place to show doors in, and what it opened."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.preferences = Preferences(app, folder)
        self.shown: list[Door] = []
        self.opened: list[Any] = []
        self.picked = ""
        self.keeper = Doorkeeper(self._show, self.preferences, cost=CHEAP, choose=self._choose)
        self.keeper.opened.connect(self.opened.append)

    def _show(self, door: Door) -> None:
        self.qtbot.addWidget(door)
        door.show()
        self.shown.append(door)

    def _choose(self, _parent: QWidget, _mode: str, _title: str, _start: str, _kinds: str) -> str:
        return self.picked

    @property
    def door(self) -> Any:
        return self.keeper.door

    def wait_for(self, kind: type[Door]) -> Any:
        self.qtbot.waitUntil(lambda: isinstance(self.keeper.door, kind), timeout=10_000)
        return self.keeper.door

    def wait_open(self) -> Any:
        self.qtbot.waitUntil(lambda: bool(self.opened), timeout=10_000)
        return self.opened[-1]

    def sign_in(self, name: str = NAME, passphrase: str = PASSPHRASE) -> None:
        door = self.door
        door.name.setText(name)
        door.passphrase.line.setText(passphrase)
        self.qtbot.keyClick(door.passphrase.line, Qt.Key.Key_Return)

    def close(self) -> None:
        for workspace in self.opened:
            workspace.close()
        self.keeper.close()


@pytest.fixture
def hall(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    shutil.rmtree(paths.user_data() / "attempts", ignore_errors=True)
    made = Hall(dressed, qtbot, tmp_path / "settings")
    yield made
    made.close()


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
def test_a_weak_passphrase_is_refused_with_the_reason(
    hall: Hall, tmp_path: Path, passphrase: str, said: str
) -> None:
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


def test_after_three_wrong_tries_the_door_counts_down(
    hall: Hall, qtbot: QtBot, copied: Callable[..., Path]
) -> None:
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


# --- what does not open -------------------------------------------------------------------------------


def _no_workspace(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _no_database(folder: Path) -> None:
    (folder / "workspace.db").unlink()


def _no_keys(folder: Path) -> None:
    for name in ("keyring.json", "keyring.copy.json"):
        (folder / name).unlink()


def _broken_keys(folder: Path) -> None:
    for name in ("keyring.json", "keyring.copy.json"):
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"officer", b"offizer"))


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (_no_workspace, "nothing"),
        (_no_database, "missing"),
        (_no_keys, "missing key"),
        (_broken_keys, "damaged key"),
    ],
)
def test_what_is_seen_without_a_key_has_a_screen_of_its_own(
    hall: Hall, copied: Callable[..., Path], harm: Callable[[Path], None], kind: str
) -> None:
    folder = copied("IN")
    before = sorted(path.name for path in folder.iterdir())
    harm(folder)
    hall.keeper.start(folder)
    door = hall.wait_for(TroubleDoor)
    assert door.kind == kind
    assert door.told
    assert "look" not in door.acts
    assert {path.name for path in folder.iterdir()} <= set(before), "a screen makes nothing anew"


def test_a_damaged_database_is_told_and_never_made_anew(
    hall: Hall, copied: Callable[..., Path]
) -> None:
    folder = copied("IN")
    path = folder / "workspace.db"
    damaged = bytearray(path.read_bytes())
    damaged[100] ^= 1
    path.write_bytes(damaged)
    hall.keeper.start(folder)
    hall.sign_in()
    door = hall.wait_for(TroubleDoor)
    assert door.kind == "damaged"
    assert next(iter(door.acts)) == "restore"
    assert path.read_bytes() == bytes(damaged)


def test_a_workspace_held_elsewhere_is_offered_read_only(hall: Hall, copied: Callable[..., Path]) -> None:
    folder = copied("IN")
    with lock.WorkspaceLock(folder).acquire(0):
        hall.keeper.start(folder)
        hall.sign_in()
        door = hall.wait_for(TroubleDoor)
        assert door.kind == "held"
        door.acts["look"].click()
        assert not hall.wait_open().writable


def test_an_older_copy_is_told_and_accepted_with_a_reason(
    hall: Hall, qtbot: QtBot, copied: Callable[..., Path]
) -> None:
    folder = copied("IN")
    older = (folder / "workspace.db").read_bytes()
    workspace = workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0)
    from hsdclient import agencies

    with workspace.store.write(workspace.officer, "Agency recorded") as tx:
        agencies.record(tx, agencies.AgencyDraft("XYZ", "Example", "IN"))
    workspace.close()
    (folder / "workspace.db").write_bytes(older)
    hall.keeper.start(folder)
    hall.sign_in()
    door = hall.wait_for(TroubleDoor)
    assert door.kind == "rolled back"
    door.acts["accept"].click()
    door.acts["accept"].click()
    assert "reason" in door.problem.sentence()
    door.reason.setText("Restored by hand after the disk was changed")
    qtbot.keyClick(door.reason, Qt.Key.Key_Return)
    opened = hall.wait_open()
    assert opened.writable
    opened.close()
    hall.opened.clear()
    workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0).close()


def test_a_synchronised_folder_is_refused_with_the_reason(hall: Hall, copied: Callable[..., Path], tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "desk"
    place.parent.mkdir()
    os.rename(copied("IN"), place)
    hall.keeper.start(place)
    assert hall.door.kind == "folder"
    assert "Dropbox" in hall.door.told
    assert causes.seen(place, allow_network=True) is None


def test_every_screen_says_what_to_do_and_offers_it(hall: Hall, qtbot: QtBot) -> None:
    for kind in KINDS:
        door = TroubleDoor(kind, "A sentence.", "/a/folder", hall.preferences)
        qtbot.addWidget(door)
        assert door.acts, kind
        assert all(button.text() for button in door.acts.values())


def test_a_damaged_workspace_is_restored_from_its_backup(
    hall: Hall, qtbot: QtBot, copied: Callable[..., Path], tmp_path: Path
) -> None:
    folder = copied("IN")
    with workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0) as workspace:
        (folder / "backups").mkdir()
        now = clock.now()
        backups.make(workspace.store, folder / "backups" / f"auto-{backups.stamp(now)}", now=now)
    (folder / "workspace.db").write_bytes(b"gone")
    hall.keeper.start(folder)
    hall.sign_in()
    hall.wait_for(TroubleDoor).acts["restore"].click()
    door = hall.wait_for(RestoreDoor)
    assert door.listed.count() == 1
    assert door.backup.value().startswith(str(folder / "backups"))
    door.name.setText(NAME)
    door.passphrase.line.setText("wrong")
    door.go.click()
    qtbot.waitUntil(lambda: bool(door.problem.sentence()), timeout=10_000)
    door.passphrase.line.setText(PASSPHRASE)
    door.go.click()
    hall.wait_for(UnlockDoor)
    hall.sign_in()
    assert hall.wait_open().officer.name == NAME


def test_a_recent_workspace_and_a_chosen_folder_lead_to_their_door(
    hall: Hall, copied: Callable[..., Path]
) -> None:
    folder = copied("IN")
    hall.preferences.remember_workspace(folder)
    hall.keeper.welcome()
    hall.door.recent[0].click()
    assert isinstance(hall.door, UnlockDoor)
    hall.door.other.click()
    hall.picked = str(folder)
    hall.door.folder.click()
    assert isinstance(hall.door, UnlockDoor)
