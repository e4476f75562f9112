"""Saving one action through the client beside the same rows with bare sqlcipher3 statements, both durable."""

from __future__ import annotations

import itertools
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hsdclient import clock, connection, joint_actions, workspaces
from hsdclient.joint_actions import ActionDraft
from hsdclient.keyring import Cost
from hsdclient.sample import build
from hsdclient.workspaces import Workspace
from tests.bench.figures import ROUNDS, Row, row, timed

SAVES = 60
BEFORE = 500
_FAR = 1_000_000  # keys of the bare rows: far from those of the client
_OWN = ("joint_actions", "action_sides", "action_agencies", "action_tags", "action_groups", "releases")
Statements = list[tuple[str, tuple[Any, ...]]]


def _draft(number: int) -> ActionDraft:
    return ActionDraft(
        group="CN", title_en=f"Exchange monthly lists on precursor consignments, no. {number}",
        title_hi="पूर्ववर्ती रसायन परेषण: मासिक सूचियों का आदान-प्रदान",
        description="Both sides send the list of the month by the tenth; differences are settled in the next call.",
        lead_in="NCB-IN", lead_us="ONDCP", supporting=("DRI",), due="2099-12-31", status="in_progress", rag="amber",
        reason="Answer of the partner awaited.", tags=("operations",), release=("US",),
    )  # fmt: skip


def _save(opened: Workspace, number: int) -> str:
    with opened.store.write(opened.officer, "Joint action recorded") as tx:
        joint_actions.record(tx, _draft(number))
    return str(tx.change.tx)


def _rows_of(conn: Any, table: str, where: str, value: object) -> tuple[list[str], list[tuple[Any, ...]]]:
    cursor = conn.execute(f"SELECT * FROM {table} WHERE {where} = ?", (value,))
    return [column[0] for column in cursor.description], cursor.fetchall()


def _same_rows(conn: Any, tx: str) -> Iterator[Statements]:
    """The statements that put the rows of the transaction `tx` once more, with keys of their own each time."""
    row_id = conn.execute("SELECT row FROM journal WHERE tx = ? AND noun = 'joint_actions'", (tx,)).fetchone()[0]
    key = conn.execute("SELECT key FROM joint_actions WHERE id = ?", (row_id,)).fetchone()[0]
    parts = []
    for table in _OWN:
        where = {"joint_actions": "key", "releases": "row_key"}.get(table, "action_key")
        parts.append((table, *_rows_of(conn, table, where, key)))
    journal_names, entries = _rows_of(conn, "journal", "tx", tx)
    payload_names, payloads = [], []
    for entry in entries:
        payload_names, found = _rows_of(conn, "journal_payloads", "seq", entry[journal_names.index("seq")])
        payloads += found
    title, body = conn.execute("SELECT title, body FROM search WHERE rowid = ?", (1 << 40 | key,)).fetchone()
    first = entries[0][journal_names.index("seq")]
    for number in itertools.count(1):
        made: Statements = []
        for table, names, rows in parts:
            for values in rows:
                fields = dict(zip(names, values, strict=True)) | {"id": clock.new_id()}
                if table == "joint_actions":
                    fields |= {"key": _FAR + number, "number": _FAR + number, "reference": f"CN-2026-{_FAR + number}"}
                else:
                    fields["row_key" if table == "releases" else "action_key"] = _FAR + number
                    del fields["key"]
                made.append((_insert(table, list(fields)), tuple(fields.values())))
        moved = _FAR * 10 + number * len(entries)
        for names, rows, table in ((journal_names, entries, "journal"), (payload_names, payloads, "journal_payloads")):
            at = names.index("seq")
            for values in rows:
                made.append((_insert(table, names), (*values[:at], values[at] - first + moved, *values[at + 1 :])))
        found = "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)"
        made.append((found, (1 << 40 | (_FAR + number), title, body)))
        yield made


def _insert(table: str, names: list[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})"


def _bare(conn: Any, statements: Statements) -> None:
    conn.execute("BEGIN IMMEDIATE")
    for sql, values in statements:
        conn.execute(sql, values)
    conn.execute("COMMIT")


def _measure(home: Path) -> tuple[float, float, int]:
    folder, copy = home / "desk", home / "bare"
    with _founded(folder) as opened:
        for number in range(BEFORE):
            _save(opened, number)
    shutil.copytree(folder, copy)
    with workspaces.unlock(folder, build.NAME, build.PASSPHRASE, writer=True) as opened:
        conn = connection.connect(copy / "workspace.db", opened.store.key_hex)
        sample = connection.connect(folder / "workspace.db", opened.store.key_hex, query_only=True)
        bare = _same_rows(sample, _save(opened, BEFORE))
        count = len(next(bare))
        best = [float("inf"), float("inf")]
        for _round in range(ROUNDS):
            ours, theirs = [], []
            for number in range(SAVES):
                prepared = next(bare)
                ours.append(timed(lambda number=number: _save(opened, number)))
                theirs.append(timed(lambda prepared=prepared: _bare(conn, prepared)))
            best[0] = min(best[0], statistics.median(ours))
            best[1] = min(best[1], statistics.median(theirs))
        conn.close()
        sample.close()
    return best[0], best[1], count


def _founded(folder: Path) -> Workspace:
    workspaces.create(folder, build.DRAFT, build.PASSPHRASE, cost=Cost(64, 1, 1))
    return workspaces.unlock(folder, build.NAME, build.PASSPHRASE, writer=True)


def rows() -> list[Row]:
    """One row: the median of many saves, best of three rounds."""
    began = time.monotonic()
    # Beside the checkout, not in a tmpfs: an fsync that costs nothing would compare only the processor.
    place = Path(__file__).resolve().parents[2] / "build" / "bench"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="save-", dir=place) as home:
        ours, bare, count = _measure(Path(home))
    detail = f"{ours * 1000:.2f} ms, bare {bare * 1000:.2f} ms, {count} rows ({time.monotonic() - began:.0f} s)"
    return [row("save one action, durable, against the same rows bare", ours / bare, 2.5, detail)]


if __name__ == "__main__":
    print(rows())
