"""Putting a backup back: the old files are moved aside, never deleted; a crash leaves old or new usable.

Knows files, heads and the lock; no noun (rules.md: *restore* is the word for backups only).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from hsdclient import (
    atomic_file,
    backup_blobs,
    backup_files,
    clock,
    connection,
    errors,
    head,
    keyring,
    lock,
    places,
    schema_state,
    session,
    store,
    vault,
    verify,
    windows,
    workspace_file,
)
from hsdclient.backup_files import NotABackup
from hsdclient.keyring import Unlocked
from hsdclient.words import N_, _

SENTENCE = N_("Workspace restored from a backup")
_FILES = (places.DATABASE, places.DATABASE + "-wal", "keyring.json", "keyring.copy.json", head.NAME)
_IGNORED = {lock.NAME, vault.FOLDER, workspace_file.NAME}
_BLOCK = 64  # papers that are synced together
_LEFT = re.compile(r"\..*\.(part|probe|new)")


@dataclass(frozen=True)
class Restored:
    """What `restore` did: the workspace, where its old files are (None: there were none), the number of
    the last journal entry of the backup, how many papers it put in place (`papers`; the others were there), and
    the references of documents whose content neither had whole (`lacking`)."""

    folder: Path
    aside: Path | None
    entries: int
    papers: int = 0
    lacking: tuple[str, ...] = ()


def restore(
    backup: Path,
    folder: Path,
    unlocked: Unlocked,
    *,
    now: datetime,
    wait: float = 5.0,
    allow_network: bool = False,
    told: backup_blobs.Told | None = None,
    cancelled: backup_blobs.Asked | None = None,
) -> Restored:
    """Make `folder` (missing, empty, or the same workspace, closed) what `backup` holds.

    The papers come first (`told` hears bytes so far and all; Cancelled leaves the old workspace), copied and
    verified; a sound one that is there is kept, one that the backup does not refer to is left.

    `unlocked` comes from the backup's own key file: `keyring.unlock(backup, name, passphrase)`. Both heads
    are seeded anew and the journal says so. Raises NotABackup, Refused (other workspace, other files,
    a reader), Environment (lock, disk, damage of the backup, newer schema); then nothing was changed.
    """
    if (backup / lock.NAME).exists():  # of two copies that are both worked in, one would count as rolled back
        raise NotABackup(
            _("{path} is a workspace, not a backup. Make a backup of it, and restore that.").format(path=backup)
        )
    entries, root = backup_files.check(backup, unlocked)
    officer = _check_inside(backup, unlocked)
    places.check_folder(folder, allow_network=allow_network)
    _require_same(folder, unlocked)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _failed(folder, error) from error
    places.check_writable(folder)
    with lock.WorkspaceLock(folder).acquire(wait):
        _require_let_go(folder)
        try:
            papers, lacking = _papers(backup, folder, unlocked, told, cancelled)
            aside = _put(backup, folder, unlocked, now, entries, root)
        except OSError as error:
            raise _failed(folder, error) from error
        workspace_file.ensure(folder, "workspace")
        opened = store.open_workspace(folder, unlocked, writer=True)
        try:
            with opened.write(officer, SENTENCE) as tx:
                facts = {"backup": str(backup.absolute()), "entries": entries, "at": clock.text(now)}
                tx.remark("restore", "workspace", opened.facts.id, facts | ({"lacking": lacking} if lacking else {}))
        finally:
            opened.close()
    return Restored(folder, aside, entries, papers, tuple(lacking))


def _check_inside(backup: Path, unlocked: Unlocked) -> session.Officer:
    """The journal's chain and the schema's version of the backup; the officer who restores it."""
    path = backup / places.DATABASE
    conn = connection.connect(path, unlocked.database_key_hex(), immutable=True)
    try:
        store.refuse_newer(*schema_state.of(conn))
        if verify.chain(conn).findings:
            raise connection.damaged(path)
        row = conn.execute(
            "SELECT key, id, name, title, side, role FROM officers WHERE slot_id = ? AND disabled_at IS NULL",
            (unlocked.slot_id,),
        ).fetchone()
        side = conn.execute("SELECT side FROM workspace").fetchone()[0]
    except (driver.Error, TypeError) as error:
        raise connection.damaged(path) from error
    finally:
        conn.close()
    if row is None:  # the recovery code has no officer
        return session.Officer(0, "", _("Recovery code"), "", str(side), "administrator")
    officer = session.Officer(*row)
    if officer.role == "reader":
        raise errors.Refused(_("Your role is reader: ask an administrator or an officer to restore the backup."))
    return officer


def _require_same(folder: Path, unlocked: Unlocked) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise errors.Refused(_("{path} is a file. Choose a folder.").format(path=folder))
    # What a crash of ours left begins with a dot and ends so; it is nobody's file.
    held = {path.name for path in folder.iterdir() if not _LEFT.fullmatch(path.name)} - _IGNORED
    if not held:
        return
    if not held & set(_FILES):
        raise errors.Refused(
            _("{path} holds other files. Choose the workspace's folder, or an empty one.").format(path=folder)
        )
    try:
        same = not keyring.present(folder) or keyring.workspace_id(folder) == unlocked.workspace_id
    except keyring.NewerFormat:
        raise
    except errors.Environment:
        same = True  # the key files are what the backup mends; the damaged ones are moved aside
    if not same:
        raise NotABackup(
            _("The backup is of another workspace than the one in {path}. Choose an empty folder.").format(path=folder)
        )


def _papers(
    backup: Path,
    folder: Path,
    unlocked: Unlocked,
    told: backup_blobs.Told | None,
    cancelled: backup_blobs.Asked | None,
) -> tuple[int, list[str]]:
    """Bring the backup's papers into the vault of `folder`: how many were put there, whose content is lacking."""
    source, target = vault.Vault(backup, unlocked), vault.Vault(folder, unlocked)
    wanted = {target.name_of(one.sha256): one for one in backup_files.contents_of(backup, unlocked)}
    sound = {
        name for name, one in wanted.items() if not target.examine(name, one.size, deep=True, cancelled=cancelled)
    }
    missing = {name: one for name, one in wanted.items() if name not in sound}
    whole = sum(vault.cipher_size(one.size) for one in missing.values())
    backup_files.require_room(folder / vault.FOLDER, whole + backup_files.size_of(backup / places.DATABASE))
    put, done, lacking = 0, 0, set[str]()
    names = list(missing)
    for place in range(0, len(names), _BLOCK):
        if cancelled is not None and cancelled():
            raise vault.Cancelled
        block = names[place : place + _BLOCK]
        wrong = target.adopt_all({name: source.path_of(name) for name in block})
        put += len(block) - len(wrong)
        for name in wrong:  # the rest stays usable; Verify names it
            lacking.update(missing[name].references)
        done += sum(vault.cipher_size(missing[name].size) for name in block)
        if told is not None:
            told(done, whole)
    for name in target.names():
        if name not in wanted:  # a document attached after the backup: the files set aside still refer to it
            target.renew(name)
    return put, sorted(lacking)


def _require_let_go(folder: Path) -> None:
    """Windows replaces no file that anybody has open, a reader too: told before anything is changed."""
    if any(windows.held(folder / name) for name in _FILES):
        raise errors.Environment(
            _("The workspace in {folder} is open in another window. Close it there, then restore again.").format(
                folder=folder
            )
        )


def _put(backup: Path, folder: Path, unlocked: Unlocked, now: datetime, entries: int, root: bytes) -> Path | None:
    """Place the files. At each step what lies in `folder` opens: the old workspace, then the new one."""
    for left in folder.glob(".restore-*.part"):
        shutil.rmtree(left, ignore_errors=True)
    staging = folder / f".restore-{clock.random_bytes(6).hex()}.part"
    database = folder / places.DATABASE
    try:
        staging.mkdir(mode=0o700)
        shutil.copyfile(backup / places.DATABASE, staging / places.DATABASE)
        os.chmod(staging / places.DATABASE, 0o600)
        backup_blobs.sync_file(staging / places.DATABASE)
        keyring.copy_to(backup, staging)
        if backup_files.check(staging, unlocked) != (entries, root):
            raise connection.damaged(staging / places.DATABASE)
        aside = _set_aside(folder, now)
        if _settle(database, unlocked) and aside is not None:
            (aside / f"{places.DATABASE}-wal").unlink(missing_ok=True)  # it is in the database now
        # The head first: until the database is replaced it is an earlier entry of the old journal (normal),
        # then the newest of the new one. The other way round a crash would look like a rollback.
        keeper = head.HeadKeeper(folder, unlocked)
        keeper.reseed(entries, root)
        keeper.close()
        # A log left by a damaged database must not be replayed into the new one; it is aside by now.
        for suffix in ("-wal", "-shm"):
            atomic_file.patiently(partial(database.with_name(database.name + suffix).unlink, missing_ok=True))
        atomic_file.sync_folder(folder)
        atomic_file.move(staging / places.DATABASE, database)
        atomic_file.sync_folder(folder)
        keyring.copy_to(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return aside


def _settle(database: Path, unlocked: Unlocked) -> bool:
    """Bring the old database's log into it; False when it no longer opens (SQLite then drops the log)."""
    if not database.exists():
        return False
    with contextlib.suppress(errors.HsdError, driver.Error, OSError):
        conn = connection.connect(database, unlocked.database_key_hex())
        try:
            return bool(conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
        finally:
            conn.close()
    return False


def _set_aside(folder: Path, now: datetime) -> Path | None:
    present = [folder / name for name in _FILES if (folder / name).exists()]
    if not present:
        return None
    stamp = clock.text(now).translate({ord(mark): None for mark in "-:."})
    aside = folder / "backups" / f"before-restore-{stamp}-{clock.random_bytes(2).hex()}"
    aside.mkdir(mode=0o700, parents=True)
    for path in present:
        # Head and log are changed in place, so a second name of them would change with them.
        linked = path.name not in (head.NAME, places.DATABASE + "-wal")
        backup_files.place(path, aside / path.name, linked=linked)
    atomic_file.sync_folder(aside)
    return aside


def _failed(folder: Path, error: OSError) -> errors.Environment:
    return errors.Environment(
        _(
            "The backup could not be put into {path} ({reason}). A workspace there is still usable, and its "
            "files from before are in its folder backups. Check the disk, then restore again."
        ).format(path=folder, reason=error.strerror or error)
    )
