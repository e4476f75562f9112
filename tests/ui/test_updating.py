"""Install update from file: what the officer sees of a release, refusals inline, backup before, the program closes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import backup_files, backups, connection, errors, keyring, paths, store, updating, version_number
from hsdclient.session import Officer
from tests.built import NAME as OLD_NAME
from tests.built import PASSPHRASE as OLD_PASSPHRASE
from tests.core.conftest import NAME, PASSPHRASE
from tests.released import RELEASED, unpack
from tests.sticks import NEWER, OWN, Stick, stick
from tests.ui.conftest import NOW
from tests.ui.hall import Hall, hall
from tests.ui.inside import folder, program, sign_in
from ui.application import Application
from ui.desk import Desk
from ui.doors.restore import RestoreDoor
from ui.doors.trouble import TroubleDoor
from ui.doors.unlock import UnlockDoor
from ui.updating import UpdateDialog

__all__ = ["folder", "hall", "program"]



@pytest.fixture(autouse=True)
def no_note() -> Iterator[None]:
    """The officer's data folder is shared by the tests of a session: no note of an update is left in it."""
    yield
    shutil.rmtree(paths.user_data() / "updates", ignore_errors=True)


@pytest.fixture
def usb(tmp_path: Path) -> Stick:
    return stick(tmp_path)


class Begun:
    """What would have been started."""

    def __init__(self) -> None:
        self.ready: list[updating.Ready] = []
        self.refusal = ""

    def __call__(self, ready: updating.Ready) -> None:
        if self.refusal:
            raise errors.Environment(self.refusal)
        self.ready.append(ready)


@pytest.fixture
def begun() -> Begun:
    return Begun()


@pytest.fixture
def make_dialog(desk: Desk, usb: Stick, begun: Begun, qtbot: QtBot) -> Callable[..., UpdateDialog]:
    """make_dialog("setup") → the dialog on an installation of this kind, shown."""

    def make(kind: str = "setup", chosen: str = "", **facts: Any) -> UpdateDialog:
        here = usb.here(kind, **facts)
        dialog = UpdateDialog(desk, None, choose=lambda *_asked: chosen, here=here, begin=begun)
        qtbot.addWidget(dialog, before_close_func=lambda one: None)
        dialog.open()
        return dialog

    return make


def offered(dialog: UpdateDialog, qtbot: QtBot) -> list[str]:
    qtbot.waitUntil(dialog.facts.isVisible, timeout=10_000)
    cells = (dialog._grid.itemAtPosition(row, 1) for row in range(dialog._grid.rowCount()))
    return [cell.widget().text() for cell in cells if cell is not None]


def test_a_release_is_shown_backed_up_and_begun(
    make_dialog: Callable[..., UpdateDialog], usb: Stick, begun: Begun, desk: Desk, qtbot: QtBot
) -> None:
    manifest = usb.put()
    dialog = make_dialog(chosen=str(manifest))
    assert not dialog.yes.isEnabled()
    assert OWN in dialog.known.text()
    dialog.picker.browse.click()
    told = " ".join(offered(dialog, qtbot))
    for word in (NEWER, OWN, usb.trusting(), usb.name("setup"), "23 Nov 2026"):
        assert word in told
    assert dialog.yes.text() == "Back up and install"
    assert "closes" in dialog.follows.text()
    with qtbot.waitSignal(dialog.leaving, timeout=20_000):
        dialog.yes.click()
    (ready,) = begun.ready
    assert ready.copy is not None
    assert ready.copy.read_bytes() == usb.content("setup")
    assert ready.backup.path in [one.path for one in backups.listing(desk.store.folder)]


@pytest.mark.parametrize(("kind", "tool"), [("deb", "sudo apt install"), ("rpm", "sudo dnf install")])
def test_a_package_shows_its_command_to_copy(
    make_dialog: Callable[..., UpdateDialog], usb: Stick, begun: Begun, qtbot: QtBot, kind: str, tool: str
) -> None:
    usb.put()
    dialog = make_dialog(kind)
    dialog.examine(str(usb.folder / usb.name(kind)))
    offered(dialog, qtbot)
    dialog.yes.click()
    qtbot.waitUntil(dialog.steps.isVisible, timeout=20_000)
    command = dialog.steps.command.toPlainText()
    assert command.startswith(tool)
    assert usb.name(kind) in command
    dialog.steps.copy.click()
    assert QGuiApplication.clipboard().text() == command
    assert dialog.steps.said.text() == "Copied."
    assert "before-update" in dialog.steps.backed_up.sentence()
    with qtbot.waitSignal(dialog.leaving):
        dialog.yes.click()
    assert begun.ready == []


def test_a_portable_copy_says_what_to_unpack(
    make_dialog: Callable[..., UpdateDialog], usb: Stick, qtbot: QtBot
) -> None:
    dialog = make_dialog("portable")
    dialog.examine(str(usb.put()))
    offered(dialog, qtbot)
    dialog.yes.click()
    qtbot.waitUntil(dialog.steps.isVisible, timeout=20_000)
    assert usb.name("portable-linux") in dialog.steps.what.text()
    assert not dialog.steps.command.isVisible()
    dialog.no.click()
    assert not dialog.isVisible()


@pytest.mark.parametrize("harm", ["unsigned", "older", "changed", "other kind", "source"])
def test_a_refusal_is_told_inline_and_nothing_can_be_pressed(
    make_dialog: Callable[..., UpdateDialog], usb: Stick, qtbot: QtBot, harm: str
) -> None:
    kind, word, version = "setup", "", NEWER
    if harm == "unsigned":
        path, word = usb.put(signature="UNSIGNED", key=""), "damaged"
        (usb.folder / f"{path.name}.sig").unlink()
        word = "UNSIGNED"
    elif harm == "older":
        path, word = usb.put("1.0.0"), "older"
    elif harm == "changed":
        path, word = usb.put(), "not the file"
        (usb.folder / usb.name("setup", version)).write_bytes(b"x")
    elif harm == "other kind":
        usb.put()
        path, word = usb.folder / usb.name("deb"), "not for this installation"
    else:
        path, word, kind = usb.put(), "was not installed", "source"
    dialog = make_dialog(kind)
    dialog.examine(str(path))
    qtbot.waitUntil(lambda: bool(dialog.problem.sentence()), timeout=10_000)
    assert word in dialog.problem.sentence()
    assert not dialog.yes.isEnabled()
    assert not dialog.facts.isVisible()


def test_another_file_may_be_chosen_after_a_refusal(
    make_dialog: Callable[..., UpdateDialog], usb: Stick, qtbot: QtBot
) -> None:
    dialog = make_dialog()
    dialog.examine(str(usb.folder / "none.exe"))
    qtbot.waitUntil(lambda: bool(dialog.problem.sentence()), timeout=10_000)
    dialog.examine(str(usb.put()))
    offered(dialog, qtbot)
    assert dialog.problem.sentence() == ""
    assert dialog.yes.isEnabled()


def test_without_a_backup_nothing_begins(
    make_dialog: Callable[..., UpdateDialog], usb: Stick, begun: Begun, desk: Desk, qtbot: QtBot
) -> None:
    dialog = make_dialog()
    dialog.examine(str(usb.put()))
    offered(dialog, qtbot)
    kept = desk.store.folder / "backups"
    shutil.rmtree(kept, ignore_errors=True)
    kept.write_text("in the way")
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.problem.sentence()), timeout=20_000)
    assert "does not begin" in dialog.problem.sentence()
    assert (begun.ready, dialog.isVisible()) == ([], True)
    assert dialog.yes.isEnabled()  # when the cause is mended it may be tried again


def test_an_installer_that_does_not_start_is_told(
    make_dialog: Callable[..., UpdateDialog], usb: Stick, begun: Begun, qtbot: QtBot
) -> None:
    begun.refusal = "The installer did not start (access denied)."
    dialog = make_dialog()
    dialog.examine(str(usb.put()))
    offered(dialog, qtbot)
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.problem.sentence()), timeout=20_000)
    assert "access denied" in dialog.problem.sentence()
    begun.refusal = ""
    with qtbot.waitSignal(dialog.leaving):
        dialog.yes.click()
    assert len(begun.ready) == 1


def test_a_closed_dialog_begins_nothing(
    make_dialog: Callable[..., UpdateDialog], usb: Stick, begun: Begun, desk: Desk, qtbot: QtBot
) -> None:
    dialog = make_dialog()
    dialog.examine(str(usb.put()))
    offered(dialog, qtbot)
    dialog.yes.click()
    dialog.reject()
    done: list[object] = []
    desk.make(done.append, lambda: None)  # the same thread: it comes after
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert begun.ready == []


# --- in the window --------------------------------------------------------------------------------------


def test_the_help_menu_opens_it_for_an_administrator(program: Application, qtbot: QtBot, folder: Path) -> None:
    window = sign_in(program, qtbot, folder)
    action = window.menus.actions["update"]
    assert action.isEnabled()
    assert action in window.menus.menu("help").actions()
    action.trigger()
    dialog = window.findChild(UpdateDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert paths.VERSION in dialog.known.text()
    with qtbot.waitSignal(window.quit_wanted):
        dialog.leaving.emit()


@pytest.mark.parametrize(("role", "why"), [("officer", "for an administrator"), ("administrator", "read-only")])
def test_who_may_not_sees_why(
    program: Application, qtbot: QtBot, folder: Path, role: str, why: str
) -> None:
    window = sign_in(program, qtbot, folder)
    desk, officer = window.desk, window.desk.officer
    desk.workspace.officer = Officer(officer.key, officer.id, officer.name, "", "IN", role)
    if role == "administrator":
        desk.store.writable = False
    try:
        window.rebuild()
        action = window.menus.actions["update"]
        assert not action.isEnabled()
        assert why in action.text()
        action.trigger()
        window.duties.update_program()
        assert window.findChild(UpdateDialog) is None
    finally:
        desk.store.writable = True


def test_the_window_tells_what_became_of_the_update(program: Application, qtbot: QtBot, folder: Path) -> None:
    place = paths.user_data() / "updates"
    place.mkdir(parents=True, exist_ok=True)
    (place / "last.json").write_text(f'{{"to": "{paths.VERSION}", "how": "start", "backup": "/desk/backups/b"}}')
    window = sign_in(program, qtbot, folder)
    qtbot.waitUntil(lambda: "is installed" in window.strip.sentence.text(), timeout=10_000)
    assert "/desk/backups/b" in window.strip.sentence.text()


# --- a newer or an older workspace ----------------------------------------------------------------------


def execute(folder: Path, *statements: str) -> None:
    unlocked = keyring.unlock(folder, "", PASSPHRASE)
    conn = connection.connect(folder / store.DATABASE, unlocked.database_key_hex())
    for statement in statements:
        conn.execute(statement)
    conn.close()


def test_the_door_names_the_version_that_a_newer_workspace_needs(
    hall: Hall, qtbot: QtBot, copied: Callable[..., Path], dressed: QApplication
) -> None:
    folder = copied()
    mark = f"PRAGMA user_version = {version_number.number('7.8.9')}"
    execute(folder, "UPDATE alembic_version SET version_num = '0999'", mark)
    hall.keeper.start(folder)
    hall.wait_for(UnlockDoor)
    hall.keeper.unlock(NAME, PASSPHRASE)
    door = hall.wait_for(TroubleDoor)
    assert door.kind == "newer"
    assert "Install version 7.8.9 or newer" in door.told


def test_the_window_tells_of_the_upgrade_and_its_backup(program: Application, qtbot: QtBot, tmp_path: Path) -> None:
    old = unpack(RELEASED[0], tmp_path / "old")
    program.start(old)
    program.keeper.unlock(OLD_NAME, OLD_PASSPHRASE)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: "before-upgrade-" in window.strip.sentence.text(), timeout=10_000)
    assert paths.VERSION in window.strip.sentence.text()
    assert next((old / "backups").glob("before-upgrade-*")).is_dir()


def test_the_door_names_it_for_a_newer_backup_too(
    hall: Hall, qtbot: QtBot, copied: Callable[..., Path], tmp_path: Path, dressed: QApplication
) -> None:
    folder = copied()
    unlocked = keyring.unlock(folder, "", PASSPHRASE)
    backup = tmp_path / "kept"
    backup_files.copy(folder, unlocked, backup, now=NOW)
    mark = f"PRAGMA user_version = {version_number.number('7.8.9')}"
    execute(backup, "PRAGMA journal_mode = DELETE", "UPDATE alembic_version SET version_num = '0999'", mark)
    hall.keeper.restore()
    door = hall.wait_for(RestoreDoor)
    door.backup.set_value(str(backup))
    door.folder.set_value(str(tmp_path / "back"))
    door.name.setText(NAME)
    door.passphrase.line.setText(PASSPHRASE)
    door.go.click()
    qtbot.waitUntil(lambda: "Install version 7.8.9 or newer" in door.problem.sentence(), timeout=10_000)
    assert not (tmp_path / "back" / store.DATABASE).exists()
