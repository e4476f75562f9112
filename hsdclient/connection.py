"""One keyed SQLCipher connection and the engine that hands them out.

Knows keys as bytes and files as paths; no table, no noun. The order of the pragmas is measured (design.md §3).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from hsdclient import errors
from hsdclient.words import _

BUSY_MS = 5000
PAGE = 4096  # bytes; what SQLCipher 4 makes
CACHE_KIB = 64 * 1024


class DamagedDatabase(errors.Environment):
    """The key is right and the file still does not open."""


def damaged(path: Path) -> DamagedDatabase:
    """The one sentence for a database that cannot be read; it is never recreated."""
    return DamagedDatabase(
        _(
            "The workspace database {name} is damaged or was changed outside the program. Nothing was altered. "
            "Restore the newest backup, or copy the whole folder away and ask your administrator."
        ).format(name=path.name)
    )


def connect(
    path: Path, key_hex: str, *, query_only: bool = False, immutable: bool = False, new: bool = False
) -> Any:
    """A keyed connection in autocommit mode (our own BEGIN, design.md §3). `key_hex`: 64 hex digits."""
    if not new and path.exists() and path.stat().st_size < PAGE:
        raise damaged(path)  # SQLite takes a file cut to nothing for a new database and would write into it
    uri = address(path.absolute().as_uri()) + ("?immutable=1" if immutable else "?mode=rw")
    try:
        connection = driver.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    except driver.Error as error:
        raise translate(error, path) from error
    try:
        execute = connection.execute
        execute("PRAGMA cipher_log_level = NONE")
        execute(f"PRAGMA key = \"x'{key_hex}'\"")
        execute("PRAGMA cipher_memory_security = OFF")
        execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        execute("PRAGMA temp_store = MEMORY")
        execute("PRAGMA trusted_schema = OFF")
        execute("PRAGMA cell_size_check = ON")
        execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if not immutable:
            execute("PRAGMA journal_mode = WAL")
            execute("PRAGMA synchronous = FULL")
        execute("PRAGMA foreign_keys = ON")
        execute("SELECT count(*) FROM sqlite_master").fetchone()
        if query_only or immutable:
            execute("PRAGMA query_only = ON")
    except driver.DatabaseError as error:
        connection.close()
        raise translate(error, path) from error
    return connection


def address(uri: str) -> str:
    r"""A file's URI as SQLite takes it: a share's (`\\server\share`) names no host but begins with four slashes."""
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def create(path: Path, key_hex: str, script: str) -> None:
    """Make a new keyed database at `path` (which must not exist) and run the golden schema `script`."""
    path.touch(mode=0o600, exist_ok=False)
    connection = connect(path, key_hex, new=True)
    try:
        connection.executescript("BEGIN;\n" + script + "\nCOMMIT;")
    finally:
        connection.close()


def translate(error: Exception, path: Path) -> errors.HsdError:
    """The officer's sentence for an error of the driver."""
    said = str(error).lower()
    if "full" in said:
        return errors.Environment(
            _("The disk is full; nothing of this act was saved. Free some space and do it again.")
        )
    if "locked" in said or "busy" in said:
        return errors.Environment(
            _("The workspace is busy in another program. Wait a moment and do it again.")
        )
    if "readonly" in said or "read-only" in said or "query_only" in said:
        return errors.Environment(
            _("The workspace can only be read: the folder or the file is write-protected.")
        )
    if any(word in said for word in ("not a database", "malformed", "hmac", "corrupt")):
        return damaged(path)
    if "unable to open" in said:
        return errors.Environment(
            _(
                "The workspace database {name} cannot be opened. Check that it exists and that you may read and "
                "write it."
            ).format(name=path.name)
        )
    if "i/o error" in said or "disk" in said:
        return errors.Environment(
            _("The disk reported an error; nothing of this act was saved. Check the disk, then do it again.")
        )
    return errors.Bug(_("The database refused a statement of the program. Please send the log."))


def engine(opener: Callable[[], Any], size: int) -> Engine:
    """An engine over `opener`, with at most `size` connections kept."""
    return create_engine(
        "sqlite://",
        creator=opener,
        module=driver,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=2,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
    )
