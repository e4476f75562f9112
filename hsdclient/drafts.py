"""Unfinished text of one officer at one place, kept outside the journal and offered again.

Knows a place as a name and a body as plain values; not what either means (rules.md, Saving).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from hsdclient import clock, schema
from hsdclient.session import Read

_KEEP = (
    "INSERT INTO drafts (officer_key, place, body, saved_at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (officer_key, place) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at"
)


@dataclass(frozen=True)
class Draft:
    """What was typed at `place` and when it was kept."""

    place: str
    body: dict[str, Any]
    saved_at: datetime


def keep(conn: Connection, officer_key: int, place: str, body: dict[str, Any]) -> None:
    """Keep `body` (plain values) for this officer and place, instead of what was kept there.

    `conn` is one of `store.scratch()`.
    """
    text = json.dumps(body, ensure_ascii=False)
    conn.exec_driver_sql(_KEEP, (officer_key, place, text, clock.text(clock.now())))


def kept(source: Read | Connection, officer_key: int, place: str) -> Draft | None:
    """What is kept for this officer and place, or None."""
    d = schema.drafts.c
    return next(iter(_drafts(source, _select().where(d.officer_key == officer_key, d.place == place))), None)


def all_of(source: Read | Connection, officer_key: int) -> list[Draft]:
    """Everything kept for this officer, the newest first."""
    d = schema.drafts.c
    return _drafts(source, _select().where(d.officer_key == officer_key).order_by(d.saved_at.desc(), d.key.desc()))


def drop(conn: Connection, officer_key: int, place: str) -> None:
    """Forget what is kept for this officer and place: it was recorded, or thrown away."""
    conn.exec_driver_sql("DELETE FROM drafts WHERE officer_key = ? AND place = ?", (officer_key, place))


def _select() -> Select[Any]:
    d = schema.drafts.c
    return select(d.place, d.body, d.saved_at)


def _drafts(source: Read | Connection, statement: Select[Any]) -> list[Draft]:
    rows = source.all(statement) if isinstance(source, Read) else source.execute(statement).all()
    return [Draft(row.place, json.loads(row.body), clock.instant(row.saved_at)) for row in rows]
