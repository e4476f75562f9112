"""How one officer left a view (columns, sort, filters, geometry), kept outside the journal.

Knows a view as a name and its state as plain values; not what either means.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from hsdclient import schema
from hsdclient.session import Read

_KEEP = (
    "INSERT INTO view_states (officer_key, view, body) VALUES (?, ?, ?) "
    "ON CONFLICT (officer_key, view) DO UPDATE SET body = excluded.body"
)


def keep(conn: Connection, officer_key: int, view: str, body: dict[str, Any]) -> None:
    """Keep the state of a view instead of the former one; `conn` is one of `store.scratch()`."""
    conn.exec_driver_sql(_KEEP, (officer_key, view, json.dumps(body, ensure_ascii=False)))


def kept(source: Read | Connection, officer_key: int, view: str) -> dict[str, Any]:
    """The kept state of a view; empty when there is none."""
    return all_of(source, officer_key).get(view, {})


def all_of(source: Read | Connection, officer_key: int) -> dict[str, dict[str, Any]]:
    """The kept state of every view of this officer, by its name (a few dozen at most)."""
    v = schema.view_states.c
    statement = select(v.view, v.body).where(v.officer_key == officer_key)
    rows = source.all(statement) if isinstance(source, Read) else source.execute(statement).all()
    return {row.view: json.loads(row.body) for row in rows}


def drop(conn: Connection, officer_key: int, view: str) -> None:
    """Forget how a view was left."""
    conn.exec_driver_sql("DELETE FROM view_states WHERE officer_key = ? AND view = ?", (officer_key, view))
