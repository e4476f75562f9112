"""One backup on disk: database by VACUUM INTO, keys, papers, list; opened and checked before it counts.

Knows files and the key; not when backups are due, nor where they are remembered (rules.md, Backups).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from hsdclient import atomic_file, clock, connection, errors, holdings, journal, keyring, places, workspace_file
from hsdclient.backup_blobs import Asked, Held, Papers, Told, inodes, sync_file
from hsdclient.keyring import Unlocked
from hsdclient.vault.faults import FULL
from hsdclient.words import _

LIST = "vault.json"  # which blobs the backup holds, by name and length; and what `info` says
FORMAT = 2  # 1: from before there were papers
MARGIN = 4 << 20  # bytes left over for key files, lists and the file system's own needs
_AT_MOST = 64 << 20


class NotABackup(errors.Refused):
    """The folder holds no backup, or one of another workspace."""


@dataclass(frozen=True)
class Backup:
    """A backup that counts: its folder, time, last journal entry, bytes (papers that it shares with earlier ones
    too), and whether it lies on the disk of the workspace (a warning: a broken disk takes both).

    `lacking`: references of documents whose content neither the workspace nor an earlier backup had whole.
    `papers`: bytes of the contents among `size`.
    """

    path: Path
    at: datetime
    entries: int
    size: int
    same_disk: bool
    lacking: tuple[str, ...] = ()
    papers: int = 0


def copy(
    folder: Path,
    unlocked: Unlocked,
    dest: Path,
    *,
    now: datetime,
    seconds: float | None = None,
    told: Told | None = None,
    cancelled: Asked | None = None,
) -> Backup:
    """Back up the workspace in `folder`; `dest` must not exist and becomes the backup.

    Built beside `dest` under another name, checked, then renamed: a folder called `dest` is whole. `seconds` limits
    the reading of papers that are linked (backup_blobs). `told` hears (bytes so far, all) of the papers. Raises
    Refused (dest), Environment (disk full, damage, permission), Cancelled.
    A damaged or missing paper does not stop it; it is listed.
    """
    dest = dest.absolute()
    if dest.exists() or dest.is_symlink():
        raise errors.Refused(
            _("{path} exists already. Choose a new name; the backup becomes that folder.").format(path=dest)
        )
    if not dest.parent.is_dir():
        raise errors.Refused(
            _("The folder {path} does not exist. Choose a folder that is there.").format(path=dest.parent)
        )
    source = folder / places.DATABASE
    needed = size_of(source) + MARGIN
    require_room(dest, needed)
    part = dest.with_name(f".{dest.name}.{clock.random_bytes(6).hex()}.part")
    try:
        part.mkdir(mode=0o700)
        last = _vacuum(source, unlocked, part)
        keyring.copy_to(folder, part)
        papers = Papers(folder, unlocked, contents_of(part, unlocked), beside(dest.parent, unlocked))
        needed = papers.size(shared=False) + MARGIN
        require_room(dest, needed)
        held = papers.fill(
            part, require=lambda size: require_room(dest, size), seconds=seconds, told=told, cancelled=cancelled
        )
        facts = {"workspace": unlocked.workspace_id, "at": clock.text(now), "entries": last}
        plain = {"format": FORMAT, **facts, "papers": _papers(held), "blobs": [one.listed() for one in held]}
        atomic_file.replace({part / LIST: json.dumps(plain, indent=1).encode()})
        workspace_file.ensure(part, "backup")
        sync_file(part / places.DATABASE)
        atomic_file.sync_folder(part)
        atomic_file.move_folder(part, dest)
        atomic_file.sync_folder(dest.parent)
    except driver.Error as error:
        if "full" in str(error).lower():
            raise _no_room(dest, needed) from error
        raise connection.translate(error, source) from error
    except OSError as error:
        if error.errno in FULL:
            raise _no_room(dest, needed) from error
        raise errors.Environment(
            _("The backup could not be written to {path} ({reason}). Choose another folder.").format(
                path=dest, reason=error.strerror or error
            )
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    lacking = sorted({reference for one in held if one.lacking for reference in one.content.references})
    size = sum(inodes(dest).values())
    return Backup(dest, now, last, size, places.same_disk(folder, dest), tuple(lacking), _papers(held))


def _papers(held: Sequence[Held]) -> int:
    return sum(one.stored for one in held if not one.lacking)


def contents_of(folder: Path, unlocked: Unlocked) -> list[holdings.Content]:
    """The contents that the documents of the backup `folder`'s own database refer to."""
    conn = connection.connect(folder / places.DATABASE, unlocked.database_key_hex(), immutable=True)
    try:
        return holdings.contents(conn)
    except driver.Error as error:
        raise connection.damaged(folder / places.DATABASE) from error
    finally:
        conn.close()


def beside(folder: Path, unlocked: Unlocked) -> list[Path]:
    """The backups of this workspace that lie in `folder`, newest first; told by their lists, not checked."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            facts = None if path.name.startswith(".") else info(path)
            if facts and facts["workspace"] == unlocked.workspace_id:
                found.append((facts["at"], path))
    return [path for _at, path in sorted(found, reverse=True)]


def _vacuum(source: Path, unlocked: Unlocked, part: Path) -> int:
    """Write the copy into `part` and check it; its last entry, found in the chain of the source too."""
    immutable = not places.may_write(source.parent)
    conn = connection.connect(source, unlocked.database_key_hex(), immutable=immutable)
    try:
        before = conn.execute(journal.LAST_ENTRY).fetchone()
        conn.execute("PRAGMA query_only = OFF")
        conn.execute("VACUUM INTO ?", (str(part / places.DATABASE),))
        os.chmod(part / places.DATABASE, 0o600)
        last, root = check(part, unlocked, keys=False)
        found = conn.execute("SELECT hash FROM journal WHERE seq = ?", (last,)).fetchone()
        if (before and last < before[0]) or (last and (found is None or bytes(found[0]) != root)):
            raise connection.damaged(source)
        return last
    finally:
        conn.close()


def check(backup: Path, unlocked: Unlocked, *, keys: bool = True) -> tuple[int, bytes]:
    """Open the backup read-only and check every page; (number, hash) of its last journal entry.

    Raises NotABackup, Environment (damage, unreadable). Nothing in the folder is changed.
    """
    path = backup / places.DATABASE
    if not path.is_file():
        raise NotABackup(_("There is no backup in {path}. Choose the backup's folder.").format(path=backup))
    if size_of(path.with_name(path.name + "-wal")):
        raise NotABackup(
            _(
                "{path} is a workspace in use or a plain copy of one, not a backup. Open it as a workspace "
                "and back it up first."
            ).format(path=backup)
        )
    if keys and keyring.workspace_id(backup) != unlocked.workspace_id:
        raise NotABackup(_("{path} is a backup of another workspace.").format(path=backup))
    conn = connection.connect(path, unlocked.database_key_hex(), immutable=True)
    try:
        told = [str(row[0]) for row in conn.execute("PRAGMA cipher_integrity_check")]
        told += [str(row[0]) for row in conn.execute("PRAGMA quick_check") if row[0] != "ok"]
        if told:
            raise connection.damaged(path)
        last = conn.execute(journal.LAST_ENTRY).fetchone()
    except driver.Error as error:
        raise connection.damaged(path) from error
    finally:
        conn.close()
    return (int(last[0]), bytes(last[1])) if last else (0, journal.NOTHING)


def info(backup: Path) -> dict[str, Any] | None:
    """What the list says without a key: workspace (id), at (aware), entries, papers (bytes); None when unreadable."""
    try:
        plain = json.loads(atomic_file.read(backup / LIST, at_most=_AT_MOST) or b"null")
        return {
            "workspace": str(plain["workspace"]),
            "at": clock.instant(plain["at"]),
            "entries": int(plain["entries"]),
            "papers": int(plain.get("papers", 0)),
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def size_of(path: Path) -> int:
    """Bytes of the file `path`; 0 when it is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def place(source: Path, dest: Path, *, linked: bool = True) -> None:
    """`dest` becomes the file `source`: a second name if `linked` and the disk can, else a copy; durable."""
    if linked:
        with contextlib.suppress(OSError):
            os.link(source, dest)
            return
    shutil.copyfile(source, dest)
    sync_file(dest)


def discard_parts(folder: Path) -> None:
    """Remove what backups that were cut short left in `folder`; only the writer may call it."""
    with contextlib.suppress(OSError):
        for left in folder.glob(".*.part"):
            shutil.rmtree(left, ignore_errors=True)


def require_room(dest: Path, needed: int) -> None:
    """Environment, with the space needed, unless `needed` bytes are free on the disk of `dest`."""
    try:
        free = places.free_bytes(dest)
    except OSError:
        return  # the write itself will tell
    if free < needed:
        raise _no_room(dest, needed)


def _no_room(dest: Path, needed: int) -> errors.Environment:
    return errors.Environment(
        _(
            "The disk of {path} is full: the backup needs {size} MB. Free some space or take another disk."
        ).format(path=dest.parent, size=-(-needed // 1_000_000))
    )
