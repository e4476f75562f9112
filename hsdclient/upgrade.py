"""Brings an older workspace to the newest schema: backup first, one transaction, all or nothing.

Knows alembic's steps and the golden schema, no noun (design.md §3, Upgrade order). Imported only when due.
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from hsdclient import (
    backup_files,
    clock,
    connection,
    errors,
    golden,
    head,
    journal,
    paths,
    places,
    schema,
    schema_state,
)
from hsdclient.backup_files import Backup
from hsdclient.keyring import Unlocked
from hsdclient.words import N_, _

SENTENCE = N_("Workspace upgraded to a newer program")

_NOUNS = "SELECT DISTINCT noun FROM journal WHERE op IN ('insert', 'update', 'delete')"


class UpgradeFailed(errors.Environment):
    """Nothing was changed; the sentence says where the backup is."""


def configuration(versions: Path | None = None) -> Config:
    """Alembic's settings, built here: no ini file. `versions`: another folder of steps (tests)."""
    config = Config()
    place = paths.migrations()
    steps = versions or place / "versions"
    for name, value in {"script_location": place, "version_locations": steps}.items():
        config.set_main_option(name, str(value).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")  # a folder's name may hold spaces and colons
    return config


def newest(versions: Path | None = None) -> str:
    """The number of the last step."""
    return str(ScriptDirectory.from_config(configuration(versions)).get_current_head())


def to_head(
    folder: Path, unlocked: Unlocked, *, versions: Path | None = None, golden_script: str | None = None
) -> Backup:
    """Upgrade the workspace in `folder` (its lock is the caller's); the verified backup made before.

    Raises Environment (backup impossible: nothing was begun) or UpgradeFailed (all rolled back).
    """
    path = folder / places.DATABASE
    _check_pages(path, unlocked)
    now = clock.now()
    kept = folder / "backups"
    kept.mkdir(mode=0o700, exist_ok=True)
    stamp = clock.text(now).translate({ord(mark): None for mark in "-:."})
    backup = backup_files.copy(folder, unlocked, kept / f"before-upgrade-{stamp}", now=now)
    engine = connection.engine(lambda: connection.connect(path, unlocked.database_key_hex()), 1)
    try:
        with engine.connect() as conn:
            conn.exec_driver_sql("PRAGMA foreign_keys = OFF")  # before BEGIN: inside it does nothing (trap 2)
            conn.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                last = _steps(conn, unlocked, backup, versions, golden_script)
                conn.exec_driver_sql("COMMIT")
            except BaseException:
                raw: Any = conn.connection.driver_connection
                if raw.in_transaction:  # a full disk may have ended it already
                    conn.exec_driver_sql("ROLLBACK")
                raise
    except Exception as error:
        logging.getLogger(__name__).exception("upgrade of the schema")
        raise UpgradeFailed(
            _(
                "The workspace could not be upgraded; it is as it was before. A backup from before is in "
                "{path}. Use the older program, and send the log."
            ).format(path=backup.path)
        ) from error
    finally:
        engine.dispose()
    if last is not None:
        keeper = head.HeadKeeper(folder, unlocked)
        keeper.write(*last)
        keeper.close()
    return backup


def _check_pages(path: Path, unlocked: Unlocked) -> None:
    # A copy leaves damaged index pages behind unread, so a good backup says nothing of the source.
    conn = connection.connect(path, unlocked.database_key_hex())
    try:
        if conn.execute("PRAGMA cipher_integrity_check").fetchall():
            raise connection.damaged(path)
    finally:
        conn.close()


def _steps(
    conn: Connection, unlocked: Unlocked, backup: Backup, versions: Path | None, golden_script: str | None
) -> tuple[int, bytes] | None:
    config = configuration(versions)
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
    raw: Any = conn.connection.driver_connection
    if not raw.in_transaction:
        raise errors.Bug("a step ended the transaction")
    orphans = conn.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        raise errors.Bug(f"rows without their parent: {sorted({row[0] for row in orphans})}")
    differing = golden.differences(raw, golden_script)
    if differing:
        raise errors.Bug(f"not the golden schema: {differing}")
    raw.execute(schema_state.program_mark())
    return _journal(conn, unlocked, backup)


def _journal(conn: Connection, unlocked: Unlocked, backup: Backup) -> tuple[int, bytes]:
    """Note in the journal what the steps changed in journalled rows, so that row hashes, history and past
    days stay true. The rows from before are read from the backup."""
    raw: Any = conn.connection.driver_connection
    row_key = unlocked.derive("row state")
    zone = str(raw.execute("SELECT time_zone FROM workspace").fetchone()[0])
    last = raw.execute(journal.LAST_ENTRY).fetchone()
    author = journal.Writer(clock.new_id(), "", platform.node(), zone, SENTENCE)
    scribe = journal.Scribe(author, tuple(last) if last else None, row_key)
    scribe.note("upgrade", "workspace", unlocked.workspace_id, {}, {"backup": backup.path.name}, None)
    old_conn = connection.connect(
        backup.path / places.DATABASE, unlocked.database_key_hex(), query_only=True, immutable=True
    )
    try:
        for name in sorted(set(schema.JOURNALLED) | {row[0] for row in raw.execute(_NOUNS)}):
            _compare(scribe, name, _rows(old_conn, name), _rows(raw, name))
    finally:
        old_conn.close()
    entries, payloads = scribe.rows()
    raw.executemany(journal.INSERT_ENTRY, entries)
    raw.executemany(journal.INSERT_PAYLOAD, payloads)
    return scribe.seq, scribe.hash


def _rows(conn: Any, name: str) -> Iterator[journal.Row]:
    """The rows of a table in the order of their id, as dicts; none when there is no such table."""
    columns = [row[1] for row in conn.execute(f'PRAGMA table_info("{name}")')]
    if "id" in columns:
        for row in conn.execute(f'SELECT * FROM "{name}" ORDER BY id'):
            yield dict(zip(columns, row, strict=True))


def _compare(scribe: journal.Scribe, name: str, before: Iterator[journal.Row], after: Iterator[journal.Row]) -> None:
    """Note every row that differs; both come in the order of their id."""
    table = schema.JOURNALLED.get(name)
    personal = journal.personal_columns(table) if table is not None else frozenset[str]()
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old["id"] < new["id"]):
            assert old is not None
            scribe.note("delete", name, old["id"], old, {}, None, personal)
            old = next(before, None)
        elif old is None or new["id"] < old["id"]:
            scribe.note("insert", name, new["id"], {}, new, new, personal)
            new = next(after, None)
        else:
            if old != new:
                gone = {key: value for key, value in old.items() if key not in new or new[key] != value}
                come = {key: value for key, value in new.items() if key not in old or old[key] != value}
                scribe.note("update", name, new["id"], gone, come, new, personal)
            old, new = next(before, None), next(after, None)
