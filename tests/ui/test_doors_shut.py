"""Workspaces that do not open: each cause its own screen, what it offers, and that nothing is made anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient import attaching, backups, clock, lock, workspaces
from hsdclient.documents import DocumentDraft
from tests.core.conftest import NAME, PASSPHRASE
from tests.ui.hall import Hall, hall
from ui.doors import causes
from ui.doors.restore import RestoreDoor
from ui.doors.trouble import KINDS, TroubleDoor
from ui.doors.unlock import UnlockDoor

__all__ = ["hall"]


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


def test_a_damaged_database_is_told_and_never_made_anew(hall: Hall, copied: Callable[..., Path]) -> None:
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


def test_a_synchronised_folder_is_refused_with_the_reason(
    hall: Hall, copied: Callable[..., Path], tmp_path: Path
) -> None:
    place = tmp_path / "Dropbox" / "desk"
    place.parent.mkdir()
    os.rename(copied("IN"), place)
    hall.keeper.start(place)
    assert hall.door.kind == "folder"
    assert "Dropbox" in hall.door.told
    assert causes.seen(place, allow_network=True) is None


def test_a_folder_that_may_not_be_read_is_told_with_the_reason(hall: Hall, tmp_path: Path) -> None:
    """Another account's, most likely; here a name that no file system takes, for root reads everything."""
    hall.keeper.start(tmp_path / ("x" * 300))
    assert hall.door.kind == "unreadable"
    assert "cannot be read (File name too long)" in hall.door.told


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


def with_a_paper(folder: Path, backup: Path) -> tuple[str, Path]:
    """A workspace with one document, and a backup of it: the document's number, and its blob in the backup."""
    with workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0) as workspace:
        draft = DocumentDraft(marking="TLP:GREEN")
        batch = attaching.attach_bytes(workspace.store, workspace.officer, draft, (), [("a.txt", b"A readout\n" * 99)])
        backups.make(workspace.store, backup, now=clock.now())
    (blob,) = (path for path in (backup / "vault").rglob("*") if path.is_file())
    return batch.outcomes[0].reference, blob


def ask_restore(hall: Hall, backup: Path, folder: Path) -> RestoreDoor:
    hall.keeper.restore()
    door = hall.wait_for(RestoreDoor)
    door.backup.set_value(str(backup))
    door.folder.set_value(str(folder))
    door.name.setText(NAME)
    door.passphrase.line.setText(PASSPHRASE)
    door.go.click()
    return door


def test_a_restore_names_the_documents_whose_content_the_backup_lacks(
    hall: Hall, copied: Callable[..., Path], tmp_path: Path
) -> None:
    reference, blob = with_a_paper(copied("IN"), tmp_path / "copy")
    blob.unlink()
    ask_restore(hall, tmp_path / "copy", tmp_path / "back")
    door = hall.wait_for(UnlockDoor)
    assert reference in door.problem.sentence()


def test_a_restore_can_be_cancelled(
    hall: Hall, qtbot: QtBot, copied: Callable[..., Path], tmp_path: Path
) -> None:
    with_a_paper(copied("IN"), tmp_path / "copy")
    door = ask_restore(hall, tmp_path / "copy", tmp_path / "back")
    assert not door.cancel.isHidden()
    door.cancel.click()
    qtbot.waitUntil(lambda: "Cancelled" in door.problem.sentence(), timeout=10_000)
    assert hall.door is door
    assert not (tmp_path / "back" / "workspace.db").exists()


def test_a_recent_workspace_and_a_chosen_folder_lead_to_their_door(hall: Hall, copied: Callable[..., Path]) -> None:
    folder = copied("IN")
    hall.preferences.remember_workspace(folder)
    hall.keeper.welcome()
    hall.door.recent[0].click()
    assert isinstance(hall.door, UnlockDoor)
    hall.door.other.click()
    hall.picked = str(folder)
    hall.door.folder.click()
    assert isinstance(hall.door, UnlockDoor)
