"""A restore ends with the old workspace or the new one, and both are content afterwards."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hsdclient import backups, errors, head, keyring, lock, paths, places, schema, store, verify
from tests.built import COST, NAME, PASSPHRASE, Built, build
from tests.core.test_backups import NOON
from tests.papered import attach_row

OLD = ["CN-2026-0001", "CN-2026-0002", "CN-2026-0003"]
NEW = [*OLD, "CN-2026-0008", "CN-2026-0009"]


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """A workspace with five actions and a document whose backup `tmp_path/kept` holds the first three and that."""
    made = build(tmp_path / "desk")
    opened = made.open()
    attach_row(opened, made.officer, 1)
    backups.make(opened, tmp_path / "kept", now=NOON)
    opened.close()
    made.log(2, start=8)
    return made


def restore(built: Built, folder: Path | None = None) -> backups.Restored:
    backup = built.folder.parent / "kept"
    unlocked = keyring.unlock(backup, NAME, PASSPHRASE)
    return backups.restore(backup, folder or built.folder, unlocked, now=NOON, wait=0)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_old_files_are_moved_aside_and_both_heads_agree(built: Built) -> None:
    before = content(built.folder)
    done = restore(built)
    assert built.references() == OLD
    assert verify.verify_folder(built.folder, built.unlocked) == []
    assert done.aside is not None
    held = content(done.aside)
    assert held == {name: before[name] for name in held}
    assert set(held) == {"workspace.db", "keyring.json", "keyring.copy.json", "head"}
    opened = built.open(writer=False)
    with opened.raw() as conn:
        last = conn.exec_driver_sql("SELECT op, officer, sentence FROM journal ORDER BY seq DESC").first()
    opened.close()
    assert tuple(last or ()) == ("restore", built.officer.id, "Workspace restored from a backup")
    built.log(1, start=20)
    assert verify.verify_folder(built.folder, built.unlocked) == []


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere a file that is open can be replaced")
def test_a_reader_is_told_to_close_before_anything_changes(built: Built) -> None:
    before, reader = content(built.folder), built.open(writer=False)
    with reader.raw(), pytest.raises(errors.Environment, match="open in another window"):
        restore(built)
    reader.close()
    after = content(built.folder)
    assert (after["head"], after["keyring.json"]) == (before["head"], before["keyring.json"])
    assert restore(built).aside is not None


def test_the_backup_is_left_as_it_was(built: Built) -> None:
    backup = built.folder.parent / "kept"
    before = content(backup)
    restore(built)
    restore(built)
    assert content(backup) == before


@pytest.mark.parametrize("there", [False, True])
def test_into_a_folder_that_is_missing_or_empty(built: Built, tmp_path: Path, there: bool) -> None:
    target = tmp_path / "elsewhere" / "desk"
    if there:
        target.mkdir(parents=True)
    done = restore(built, target)
    assert done.aside is None
    other = Built(target, built.unlocked, built.officer)
    assert other.references() == OLD
    assert verify.verify_folder(target, built.unlocked) == []


def test_a_rolled_back_workspace_is_mended(built: Built) -> None:
    shutil.copy(built.folder.parent / "kept" / "workspace.db", built.database)
    with pytest.raises(store.RolledBack):
        built.open()
    restore(built)
    assert built.references() == OLD
    assert verify.verify_folder(built.folder, built.unlocked) == []


def test_a_damaged_workspace_is_mended_and_kept_aside(built: Built) -> None:
    built.database.write_bytes(b"\0" * 9000)
    built.database.with_name("workspace.db-wal").write_bytes(b"a log that fits nothing")
    (built.folder / "keyring.json").write_bytes(b"")
    (built.folder / "keyring.copy.json").unlink()
    done = restore(built)
    assert done.aside is not None
    assert (done.aside / "workspace.db").read_bytes() == b"\0" * 9000
    assert (done.aside / "workspace.db-wal").read_bytes() == b"a log that fits nothing"
    assert built.references() == OLD
    assert verify.verify_folder(built.folder, built.unlocked) == []


def test_what_is_in_the_log_only_is_kept_aside_too(built: Built, tmp_path: Path) -> None:
    opened = built.open()
    with opened.write(built.officer, "Working group recorded") as tx:
        tx.insert(schema.working_groups, {"code": "CU", "name_en": "Customs"})
    crashed = Built(tmp_path / "crashed", built.unlocked, built.officer)
    shutil.copytree(built.folder, crashed.folder)  # with its log, as after a power cut
    opened.close()
    done = restore(crashed)
    assert done.aside is not None
    old = store.connection.connect(done.aside / "workspace.db", built.unlocked.database_key_hex(), immutable=True)
    assert ("CU",) in old.execute("SELECT code FROM working_groups").fetchall()
    old.close()


def test_a_log_that_outlived_its_database_is_not_replayed_into_the_new_one(built: Built, tmp_path: Path) -> None:
    opened = built.open()
    with opened.write(built.officer, "Working group amended") as tx:
        tx.update(schema.working_groups, 1, {"position": 7})
    crashed = Built(tmp_path / "crashed", built.unlocked, built.officer)
    shutil.copytree(built.folder, crashed.folder)
    opened.close()
    crashed.database.write_bytes(b"")
    done = restore(crashed)
    assert done.aside is not None
    assert (done.aside / "workspace.db-wal").stat().st_size > 0
    assert crashed.references() == OLD
    assert verify.verify_folder(crashed.folder, crashed.unlocked) == []


def test_another_workspaces_backup_is_refused(built: Built, tmp_path: Path) -> None:
    other = build(tmp_path / "other")
    before = content(other.folder)
    with pytest.raises(backups.NotABackup, match="another workspace"):
        restore(built, other.folder)
    assert content(other.folder) == before
    with pytest.raises(backups.NotABackup, match="another workspace"):
        backups.restore(tmp_path / "kept", built.folder, other.unlocked, now=NOON)


def test_a_workspace_is_no_backup(built: Built, tmp_path: Path) -> None:
    """Two copies that are both worked in: one of them would count as rolled back."""
    (built.folder / lock.NAME).touch()
    with pytest.raises(backups.NotABackup, match="not a backup"):
        backups.restore(built.folder, tmp_path / "twin", built.unlocked, now=NOON, wait=0)
    assert not (tmp_path / "twin").exists()
    assert verify.verify_folder(built.folder, built.unlocked) == []


def test_a_folder_with_other_files_is_refused(built: Built, tmp_path: Path) -> None:
    target = tmp_path / "letters"
    target.mkdir()
    (target / "letter.txt").write_text("Dear colleague")
    with pytest.raises(errors.Refused, match="other files"):
        restore(built, target)
    with pytest.raises(errors.Refused, match="is a file"):
        restore(built, target / "letter.txt")
    assert [path.name for path in target.iterdir()] == ["letter.txt"]


def test_a_damaged_backup_changes_nothing(built: Built) -> None:
    path = built.folder.parent / "kept" / "workspace.db"
    sound = path.read_bytes()
    for place in (5, 50, 9000, len(sound) // 2, len(sound) - 3):
        changed = bytearray(sound)
        changed[place] ^= 8
        path.write_bytes(changed)
        with pytest.raises(errors.Environment, match="damaged"):
            restore(built)
    assert built.references() == NEW


def test_a_backup_whose_journal_was_forged_changes_nothing(built: Built) -> None:
    path = built.folder.parent / "kept" / "workspace.db"
    conn = store.connection.connect(path, built.unlocked.database_key_hex())
    conn.execute("DROP TRIGGER journal_is_never_edited")
    conn.execute("UPDATE journal SET sentence = 'Nothing' WHERE seq = 3")
    conn.close()
    with pytest.raises(errors.Environment, match="damaged"):
        restore(built)
    assert built.references() == NEW


def test_a_newer_programs_backup_changes_nothing(built: Built) -> None:
    path = built.folder.parent / "kept" / "workspace.db"
    conn = store.connection.connect(path, built.unlocked.database_key_hex())
    conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    with pytest.raises(store.NewerWorkspace):
        restore(built)
    assert built.references() == NEW


def test_a_workspace_in_use_is_not_replaced(built: Built) -> None:
    with lock.WorkspaceLock(built.folder), pytest.raises(lock.Held):
        restore(built)
    assert built.references() == NEW


def test_a_reader_restores_nothing(built: Built, tmp_path: Path) -> None:
    opened = built.open()
    with opened.write(built.officer, "Role changed") as tx:
        tx.update(schema.officers, 1, {"role": "reader"})
    backups.make(opened, tmp_path / "later", now=NOON)
    opened.close()
    with pytest.raises(errors.Refused, match="reader"):
        backups.restore(tmp_path / "later", built.folder, built.unlocked, now=NOON)


def test_the_recovery_code_restores_too(built: Built) -> None:
    code = keyring.new_recovery(built.folder.parent / "kept", built.unlocked, cost=COST)
    backup = built.folder.parent / "kept"
    backups.restore(backup, built.folder, keyring.unlock_by_recovery(backup, code), now=NOON)
    assert built.references() == OLD
    assert keyring.unlock(built.folder, NAME, PASSPHRASE).master == built.unlocked.master


def test_a_synchronised_folder_is_refused(built: Built, tmp_path: Path) -> None:
    with pytest.raises(errors.Environment, match="Dropbox"):
        restore(built, tmp_path / "Dropbox" / "desk")
    assert not (tmp_path / "Dropbox").exists()


# --- a crash at every step ----------------------------------------------------------------------------

EVENTS = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "open", "shutil.copyfile"}


def crash_at(step: int, built: Built, folder: Path) -> bool:
    """Restore in a child process that ends, without any clean-up, before its `step`-th file operation;
    False when it came to its end first."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    try:
        left = [step]

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            inside = any(str(folder) in str(argument) for argument in arguments[:2])
            if event in EVENTS and inside and not (event == "open" and arguments[1] in ("r", "rb")):
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)

        sys.addaudithook(hook)
        restore(built, folder)
        os._exit(0)
    except BaseException:
        os._exit(1)


def test_a_crash_at_any_step_leaves_old_or_new(built: Built, tmp_path: Path) -> None:
    own = paths.own_file("heads", built.unlocked.workspace_id)
    own_head = own.read_bytes()
    seen: list[list[str]] = []
    for step in range(1, 200):
        target = replace(built, folder=tmp_path / f"crash-{step}")
        shutil.copytree(built.folder, target.folder)
        shutil.rmtree(target.folder / "vault")
        own.write_bytes(own_head)
        crashed = crash_at(step, built, target.folder)
        assert keyring.unlock(target.folder, NAME, PASSPHRASE).master == built.unlocked.master
        target.open().close()  # no damage, no rollback
        seen.append(target.references())
        left = verify.verify_folder(target.folder, built.unlocked)
        assert [finding.content is None for finding in left] == [] or seen[-1] == NEW  # papers come first
        restore(built, target.folder)
        assert target.references() == OLD
        assert verify.verify_folder(target.folder, built.unlocked, deep=True) == []
        assert not list(target.folder.glob(".restore-*"))
        assert not list(target.folder.glob("vault/.*"))
        shutil.rmtree(target.folder)
        if not crashed:
            break
    assert not crashed
    assert seen[0] == NEW
    assert seen[-1] == OLD
    assert all(found in (OLD, NEW) for found in seen)
    assert seen.count(NEW) > 10


def test_a_crash_in_a_new_folder_is_mended_by_restoring_again(built: Built, tmp_path: Path) -> None:
    for step in range(1, 200):
        target = replace(built, folder=tmp_path / f"new-{step}")
        crashed = crash_at(step, built, target.folder)
        restore(built, target.folder)
        assert target.references() == OLD
        assert verify.verify_folder(target.folder, built.unlocked, deep=True) == []
        shutil.rmtree(target.folder)
        if not crashed:
            break
    assert not crashed


def test_the_head_file_of_the_old_workspace_keeps_its_bytes(built: Built) -> None:
    before = (built.folder / head.NAME).read_bytes()
    done = restore(built)
    assert done.aside is not None
    assert (done.aside / head.NAME).read_bytes() == before
    assert places.DATABASE == store.DATABASE
