"""Which schema a database has, and which program brought it to that: an older program can then name the one needed.

Knows one connection and two marks; what follows from them is the store's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from hsdclient import connection, errors, paths, places, version_number
from hsdclient.keyring import Unlocked
from hsdclient.words import _


def program_mark() -> str:
    """The statement that writes this program's version into a database whose schema it made or brought to date.

    An older program cannot know who made a schema that is newer than all it knows; it reads it here.
    """
    return f"PRAGMA user_version = {version_number.number(paths.VERSION)}"


def of(conn: Any) -> tuple[str, int]:
    """The schema's version, and the number of the program that brought it to that (0: not marked yet).

    `conn`: a connection of the driver, whose errors it raises; TypeError when there is no version.
    """
    version = str(conn.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    return version, int(conn.execute("PRAGMA user_version").fetchone()[0])


def in_folder(folder: Path, unlocked: Unlocked) -> tuple[str, int]:
    """`of` the workspace's database in `folder`; Environment when there is none or it cannot be read."""
    path = folder / places.DATABASE
    if not path.exists():
        raise errors.Environment(
            _(
                "The folder has a key file but no workspace database. Nothing was created. Restore the newest backup."
            )
        )
    # A WAL that a crash left behind is replayed only by a connection that may write.
    needs_log = path.with_name(path.name + "-wal").exists() or places.may_write(folder)
    conn = connection.connect(path, unlocked.database_key_hex(), immutable=not needs_log)
    try:
        return of(conn)
    except (driver.Error, TypeError) as error:
        raise connection.damaged(path) from error
    finally:
        conn.close()
