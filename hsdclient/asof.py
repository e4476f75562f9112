"""A past day's look: temporary tables (in memory) that shadow the real ones with what was recorded by then.

Every noun's SELECT works on them unchanged. Knows the journal, no noun (rules.md, As of a day).
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.engine import Connection

from hsdclient import schema, search

_INDEXED = (
    "action_key", "group_key", "row_key", "document_key", "meeting_key", "agreement_key", "commitment_key",
    "request_key", "contact_key", "key", "sha256",
)  # fmt: skip
# Pages are not journalled, but what a version kept of them is: a scan that was recognised later had none.
_PAGES = (
    "CREATE TEMP VIEW document_pages AS SELECT g.* FROM main.document_pages g WHERE EXISTS "
    "(SELECT 1 FROM temp.document_versions v WHERE v.sha256 = g.sha256 AND v.text_hash != '')"
)


def shadow(connection: Connection, limit: str) -> None:
    """Shadow every journalled table with its state before the instant `limit` (UTC text).

    SQLite looks into the temporary schema first, so `joint_actions` means the past one and
    `main.joint_actions` the present one.
    """
    states: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in schema.JOURNALLED}
    rows = connection.exec_driver_sql(
        "SELECT j.op, j.noun, j.row, p.payload FROM journal j JOIN journal_payloads p ON p.seq = j.seq "
        "WHERE j.at < ? AND j.op IN ('insert', 'update', 'delete') ORDER BY j.seq, p.kind",
        (limit,),
    )
    for op, noun, row_id, payload in rows:
        held = states.get(noun)
        if held is None:
            continue
        if op == "delete":
            held.pop(row_id, None)
        else:
            held.setdefault(row_id, {}).update(json.loads(payload)["after"])
    for name, table in schema.JOURNALLED.items():
        columns = [column.name for column in table.columns]
        connection.exec_driver_sql(f"CREATE TEMP TABLE {name} AS SELECT * FROM main.{name} WHERE 0")
        # What was purged is no more on any day.
        purged = {one.name: "" for one in table.columns if one.info.get("personal") and not one.nullable}
        values = [tuple(row.get(column, purged.get(column)) for column in columns) for row in states[name].values()]
        if values:
            listed = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            connection.exec_driver_sql(f"INSERT INTO temp.{name} ({listed}) VALUES ({marks})", values)
        for column in _INDEXED:
            if column in columns:
                connection.exec_driver_sql(f"CREATE INDEX temp.past_{name}_{column} ON {name} ({column})")
    connection.exec_driver_sql(_PAGES)
    connection.exec_driver_sql(schema.SEARCH_TABLE.format(schema="temp."))
    search.rebuild(connection)
    facts = connection.exec_driver_sql("SELECT count(*) FROM temp.workspace").scalar()
    if not facts:  # a day before the workspace was made: its facts are needed to say so
        connection.exec_driver_sql("INSERT INTO temp.workspace SELECT * FROM main.workspace")
