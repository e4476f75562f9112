"""Open a workspace: places, lock, key and officer joined in their order, for both front ends.

Whatever fails leaves nothing locked. Knows no screen; who may sign in is access.py, making one founding.py.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hsdclient import (
    attempts,
    errors,
    journal,
    keyring,
    lock,
    officers,
    places,
    recovery_code,
    session,
    store,
    workspace_file,
)
from hsdclient.access import add_officer, change_passphrase, disable_officer, new_recovery, reset_passphrase
from hsdclient.founding import Created, WorkspaceDraft, create
from hsdclient.words import N_, _

__all__ = [
    "Created", "RolledBackRule", "TooSoon", "Workspace", "WorkspaceDraft", "accept_rollback", "add_officer",
    "change_passphrase", "create", "disable_officer", "new_recovery", "reset_passphrase", "unlock",
    "unlock_by_recovery",
]  # fmt: skip

RolledBackRule = Literal["refuse", "look", "accept"]


class TooSoon(errors.Refused):
    """Wrong passphrases came before: `seconds` are still to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            _("Too many wrong tries. Wait {seconds} seconds, then try again.").format(seconds=max(1, round(seconds)))
        )
        self.seconds = seconds


@dataclass
class Workspace:
    """One open workspace: store, signed-in officer, keys, and the writer's lock (None for readers)."""

    folder: Path
    store: store.Store
    officer: session.Officer
    unlocked: keyring.Unlocked
    lock: lock.WorkspaceLock | None = None
    copied_to: Path | None = None

    @property
    def writable(self) -> bool:
        """Whether this window may change anything (the role reader never may)."""
        return self.store.writable and self.officer.role != "reader"

    def close(self) -> None:
        """Settle the store, give the lock back, remove the private copy of a read-only medium."""
        try:
            self.store.close()
        finally:
            if self.lock is not None:
                self.lock.release()
            if self.copied_to is not None:
                shutil.rmtree(self.copied_to, ignore_errors=True)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def unlock(
    folder: Path,
    name: str,
    passphrase: str,
    *,
    writer: bool,
    wait: float = 5.0,
    allow_network: bool = False,
    wait_after_wrong: bool = False,
    rolled_back: RolledBackRule = "refuse",
    reason: str = "",
) -> Workspace:
    """Open the workspace in `folder` for the officer `name`.

    A `writer` takes the lock first (waiting `wait` seconds, then `lock.Held`). After wrong tries `TooSoon` is
    raised, or slept through with `wait_after_wrong` (the command line). `rolled_back`: what to do when an
    older database was put back: 'refuse' raises `store.RolledBack`, 'look' opens it for reading, 'accept'
    needs an administrator and a `reason`, and is journalled.
    """

    def open_slot() -> keyring.Unlocked:
        return keyring.unlock(folder, name, passphrase)

    with _locked(folder, name, writer and rolled_back != "look", wait, allow_network) as held:
        unlocked = _try_key(keyring.workspace_id(folder), open_slot, keyring.WrongPassphrase, wait_after_wrong)
        return _open(folder, unlocked, held, "", rolled_back, reason)


def unlock_by_recovery(
    folder: Path,
    code: str,
    *,
    name: str = "",
    writer: bool = True,
    wait: float = 5.0,
    allow_network: bool = False,
    wait_after_wrong: bool = False,
) -> Workspace:
    """Open the workspace by the printed recovery code, as the officer `name` (else the first administrator).

    A writer's use is journalled. Give a new passphrase next: `access.reset_passphrase`.
    """
    recovery_code.secret_of(code)  # a slip is told at once and is no wrong try

    def open_slot() -> keyring.Unlocked:
        return keyring.unlock_by_recovery(folder, code)

    with _locked(folder, name, writer, wait, allow_network) as held:
        unlocked = _try_key(keyring.workspace_id(folder), open_slot, recovery_code.WrongRecoveryCode, wait_after_wrong)
        opened = _open(folder, unlocked, held, name or "*", "refuse", "")
        if writer and opened.officer.role != "reader":
            with opened.store.write(opened.officer, N_("Opened with the recovery code")) as tx:
                tx.remark("recovery", "officers", opened.officer.id, {})
        return opened


@contextlib.contextmanager
def _locked(
    folder: Path, name: str, writer: bool, wait: float, allow_network: bool
) -> Iterator[lock.WorkspaceLock | None]:
    """The writer's lock (None for a reader), given back when the block fails."""
    if not store.exists(folder) and not keyring.present(folder):
        raise errors.Environment(
            _("There is no workspace in {folder}. Check the folder, or create a workspace there.").format(folder=folder)
        )
    places.check_folder(folder, allow_network=allow_network)
    if not writer:
        yield None
        return
    held = lock.WorkspaceLock(folder, keyring.login_digest(keyring.workspace_id(folder), name) if name else "")
    held.acquire(wait)
    try:
        yield held
    except BaseException:
        held.release()
        raise


def _try_key(
    workspace_id: str, open_slot: Callable[[], keyring.Unlocked], wrong: type[errors.Refused], sleep: bool
) -> keyring.Unlocked:
    seconds = attempts.wait_needed(workspace_id)
    if seconds and not sleep:
        raise TooSoon(seconds)
    time.sleep(seconds)
    try:
        unlocked = open_slot()
    except wrong:
        attempts.wrong(workspace_id)
        raise
    attempts.right(workspace_id)
    return unlocked


def _open(
    folder: Path,
    unlocked: keyring.Unlocked,
    held: lock.WorkspaceLock | None,
    name: str,
    rolled_back: RolledBackRule,
    reason: str,
) -> Workspace:
    """`name`: '' finds the officer by slot, '*' the first administrator, else that officer."""
    place, copy = folder, None
    if held is None and places.is_read_only(folder) and (folder / f"{store.DATABASE}-wal").exists():
        place = copy = _private_copy(folder)
    opened: store.Store | None = None
    try:
        accepting = rolled_back != "refuse"
        opened = store.open_workspace(place, unlocked, writer=held is not None, accept_rollback=accepting)
        opened.blobs_in = folder
        workspace = Workspace(folder, opened, _who(opened, unlocked, name), unlocked, held, copy)
        if rolled_back == "accept":
            accept_rollback(opened, workspace.officer, reason)
        if held is not None:  # a copy that a crash or the disk left behind is made whole by the first writer
            with contextlib.suppress(errors.Environment):
                keyring.mend(folder)
            workspace_file.ensure(folder, "workspace")  # one from before there were such files, or a backup in use
    except BaseException:
        if opened is not None:
            _let_go(opened)
        if copy is not None:
            shutil.rmtree(copy, ignore_errors=True)
        raise
    return workspace


def _let_go(opened: store.Store) -> None:
    with contextlib.suppress(errors.HsdError):
        opened.close()


def _who(opened: store.Store, unlocked: keyring.Unlocked, name: str) -> session.Officer:
    with opened.read() as rx:
        if not name:
            officer = officers.by_slot(rx, unlocked.slot_id)
        elif name == "*":
            row = next((row for row in officers.listing(rx) if row.role == "administrator"), None)
            officer = officers.by_name(rx, row.name) if row else None
        else:
            officer = officers.by_name(rx, name)
    if officer is None:
        raise errors.Refused(
            _("This officer may no longer sign in here. Ask an administrator of this workstation."), "name"
        )
    return officer


def _private_copy(folder: Path) -> Path:
    """Database and log of a read-only medium, still encrypted, in a folder of one's own (rules.md, lock)."""
    copy = Path(tempfile.mkdtemp(prefix="hsd-"))
    try:
        for name in (store.DATABASE, f"{store.DATABASE}-wal", "head"):
            if (folder / name).exists():
                shutil.copyfile(folder / name, copy / name)
                (copy / name).chmod(0o600)
    except OSError as error:
        shutil.rmtree(copy, ignore_errors=True)
        raise errors.Environment(
            _("The workspace on this read-only medium could not be copied for reading ({reason}).").format(
                reason=error.strerror or error
            )
        ) from error
    return copy


def accept_rollback(opened: store.Store, officer: session.Officer, reason: str) -> None:
    """Make an older database that was put back the one that counts (administrator, with a reason)."""
    if officer.role != "administrator":
        raise errors.Refused(_("Only an administrator may do this. Ask one to sign in."))
    if not reason.strip():
        raise errors.Refused(_("Give the reason why this older state is accepted."), "reason")
    with opened.write(officer, N_("Older state of the database accepted")) as tx:
        tx.remark("accept", "workspace", opened.facts.id, {"reason": reason.strip()})
    with opened.raw() as conn:
        seq, root, _hlc = conn.exec_driver_sql(journal.LAST_ENTRY).one()
    opened.head.reseed(int(seq), bytes(root))
