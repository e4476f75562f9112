"""Runs looks once on an empty database in memory, so that the first real ones find SQLAlchemy's machinery warm.

Called on a thread while the officer still types the passphrase. Knows no noun and no workspace; nothing is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2 as driver

from hsdclient import connection, paths, session

_FACTS = session.WorkspaceFacts("", "", "IN", "UTC", "", None, "", "", sample=False)


def _empty() -> Any:
    opened = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    opened.executescript((paths.migrations() / "schema.sql").read_text(encoding="utf-8"))
    return opened


def rehearse(*looks: Callable[[session.Read], object]) -> None:
    """Run each of `looks` once; whatever goes wrong is only logged, for nothing depends on it."""
    engine = connection.engine(_empty, 1)
    try:
        with engine.connect() as conn:
            for look in looks:
                look(session.Read(conn, _FACTS))
    except Exception:
        logging.getLogger(__name__).exception("rehearsal")
    finally:
        engine.dispose()
