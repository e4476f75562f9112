"""The list of 100,000 actions: first page beside the bare SQL, and whether the GUI thread is ever held.

The bare SQL is written by hand for sqlcipher3: the keys of the whole list in order (the list shows how many there
are), how many there are without the filter, and the first hundred rows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hsdclient import connection, joint_actions
from hsdclient.joint_actions import ActionQuery
from hsdclient.session import Read
from hsdclient.workspaces import Workspace
from tests.bench import plenty
from tests.bench.figures import ROUNDS, Row, in_turns, row

PAGE = 100
LIMIT_MS = 50
_OPEN = "s.status NOT IN ('completed', 'withdrawn')"
_LISTED = (
    "SELECT a.key FROM joint_actions a JOIN action_sides s ON s.action_key = a.key AND s.side = 'IN' "
    "WHERE a.discarded_at IS NULL"
)
_KEY = (1 << 40) - 1
_GROUP = "a.group_key IN (SELECT key FROM working_groups WHERE code = 'CN')"
LISTS: dict[str, tuple[ActionQuery, str]] = {
    "one group, open, by due date": (
        ActionQuery(groups=("CN",), only_open=True, sort="due"),
        f"{_LISTED} AND {_GROUP} AND {_OPEN} ORDER BY s.due ASC NULLS LAST, a.key",
    ),
    "red and amber, by title": (
        ActionQuery(rags=("red", "amber"), sort="title"),
        f"{_LISTED} AND s.rag IN ('red', 'amber') ORDER BY a.title_en, a.key",
    ),
    "overdue, by due date, last first": (
        ActionQuery(overdue=True, sort="due", descending=True),
        f"{_LISTED} AND s.due < date() AND {_OPEN} ORDER BY s.due DESC NULLS LAST, a.key DESC",
    ),
    "all, by status": (
        ActionQuery(sort="status"),
        f"{_LISTED} ORDER BY CASE s.status WHEN 'proposed' THEN 0 WHEN 'agreed' THEN 1 WHEN 'in_progress' THEN 2 "
        "WHEN 'on_hold' THEN 3 WHEN 'completed' THEN 4 ELSE 5 END, a.key",
    ),
    "words, by reference": (
        ActionQuery(text="ransomware"),
        f"{_LISTED} AND a.key IN (SELECT rowid & {_KEY} FROM search WHERE search MATCH '\"ransomware\"*' AND "
        f"rowid >> 40 = 1 UNION SELECT action_key FROM progress_entries WHERE key IN (SELECT rowid & {_KEY} "
        "FROM search WHERE search MATCH '\"ransomware\"*' AND rowid >> 40 = 2)) ORDER BY a.prefix, a.year, a.number",
    ),
}
_ROWS = (
    "SELECT a.key, a.id, a.reference, g.code, a.title_en, a.title_hi, li.code, lu.code, s.status, s.rag, s.due, "
    "s.reason, s.next_step, o.status, o.rag, o.due, o.received_on, a.priority, a.start, a.marking, a.logged_at, "
    "a.discarded_at, (SELECT group_concat(r.side) FROM releases r WHERE r.noun = 'joint_actions' "
    "AND r.row_key = a.key AND r.part = 'record') "
    "FROM joint_actions a JOIN working_groups g ON g.key = a.group_key "
    "JOIN action_sides s ON s.action_key = a.key AND s.side = 'IN' "
    "JOIN action_sides o ON o.action_key = a.key AND o.side = 'US' "
    "LEFT JOIN agencies li ON li.key = s.lead_key LEFT JOIN agencies lu ON lu.key = o.lead_key WHERE a.key IN ({})"
)
_TOTAL = "SELECT count(*) FROM joint_actions WHERE discarded_at IS NULL"


def _ours(opened: Workspace, query: ActionQuery) -> tuple[int, list[str]]:
    with opened.store.read() as rx:
        return _first_page(rx, query)


def _first_page(rx: Read, query: ActionQuery) -> tuple[int, list[str]]:
    keys = joint_actions.ids(rx, query)
    joint_actions.total(rx)
    return len(keys), [line.reference for line in joint_actions.rows(rx, keys[:PAGE])]


def _bare(conn: Any, sql: str) -> tuple[int, list[str]]:
    keys = [found[0] for found in conn.execute(sql)]
    conn.execute(_TOTAL).fetchone()
    first = keys[:PAGE]
    rows = conn.execute(_ROWS.format(", ".join("?" * len(first))), first).fetchall()
    by_key = {found[0]: found[2] for found in rows}
    return len(keys), [by_key[key] for key in first]


def _sql_rows(place: Path) -> list[Row]:
    found = []
    with plenty.unlock(place) as opened:
        conn = connection.connect(place / "workspace.db", opened.store.key_hex, query_only=True)
        for name, (query, sql) in LISTS.items():
            if _ours(opened, query) != _bare(conn, sql):
                raise AssertionError(f"not the same list: {name}")
            ours, bare = in_turns(lambda q=query: _ours(opened, q), lambda s=sql: _bare(conn, s))
            count = _bare(conn, sql)[0]
            detail = f"{ours * 1000:.0f} ms, bare {bare * 1000:.0f} ms, {count:,} found"
            found.append(row(f"first page of 100,000 actions: {name}", ours / bare, 2.0, detail))
        conn.close()
    return found


def _held(place: Path) -> list[Row]:
    """The longest hold of the GUI thread by each act, the best of three runs: a hold of ours is in all of them."""
    runs = [_watched(place) for _round in range(ROUNDS)]
    found = []
    for act in runs[0]:
        longest = min(run[act][0] for run in runs)
        each = ", ".join(f"{run[act][0]:.0f}" for run in runs)
        work = min(run[act][1] for run in runs)
        detail = f"runs: {each} ms; work of the thread itself in one go {work:.0f} ms"
        found.append(row(f"longest hold of the GUI thread: {act}", longest, LIMIT_MS, detail, unit="ms"))
    return found


def _watched(place: Path) -> dict[str, tuple[float, float]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.watchdog", str(place)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    told: dict[str, tuple[float, float]] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def rows() -> list[Row]:
    """The first page of five lists, then the holds of the GUI thread."""
    place = plenty.folder()
    parts: tuple[Callable[[Path], list[Row]], ...] = (_sql_rows, _held)
    return [line for part in parts for line in part(place)]


if __name__ == "__main__":
    for line in rows():
        print(line)
