"""The list of 100,000 documents: first page beside the bare SQL, and whether the GUI thread is ever held.

The bare SQL is written by hand for sqlcipher3, as in bench_list: all keys in order, the number without the filter, the
first hundred rows with the references of the actions they are evidence of.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hsdclient import connection, documents
from hsdclient.documents import DocumentQuery
from hsdclient.workspaces import Workspace
from tests.bench import plenty
from tests.bench.bench_list import LIMIT_MS, PAGE
from tests.bench.figures import ROUNDS, Row, in_turns, row

_ALL = "SELECT d.key FROM documents d WHERE d.discarded_at IS NULL"
_WITH_VERSION = (
    "SELECT d.key FROM documents d JOIN document_versions v ON v.document_key = d.key AND v.current = 1 "
    "WHERE d.discarded_at IS NULL"
)
_OF_GROUP = (
    "d.key IN (SELECT k.document_key FROM document_links k WHERE (k.noun = 'joint_actions' AND k.row_key IN "
    "(SELECT a.key FROM joint_actions a JOIN working_groups g ON g.key = a.group_key WHERE g.code = 'CN')) OR "
    "(k.noun = 'progress_entries' AND k.row_key IN (SELECT p.key FROM progress_entries p JOIN joint_actions a "
    "ON a.key = p.action_key JOIN working_groups g ON g.key = a.group_key WHERE g.code = 'CN')))"
)
LISTS: dict[str, tuple[DocumentQuery, str]] = {
    "all, newest first": (DocumentQuery(descending=True), f"{_ALL} ORDER BY d.year DESC, d.number DESC"),
    "letters, by date": (
        DocumentQuery(types=("letter",), sort="dated"),
        f"{_ALL} AND d.type = 'letter' ORDER BY d.dated ASC NULLS LAST, d.key",
    ),
    "all, by size, largest first": (
        DocumentQuery(sort="size", descending=True), f"{_WITH_VERSION} ORDER BY v.size DESC, d.key DESC",
    ),
    "one group, by title": (
        DocumentQuery(groups=("CN",), sort="title"), f"{_ALL} AND {_OF_GROUP} ORDER BY d.title, d.key",
    ),
    "words, by number": (
        DocumentQuery(text="precursor"),
        f"{_ALL} AND d.key IN (SELECT rowid - (3 << 40) FROM search WHERE search MATCH '\"precursor\"*' AND "
        "rowid >= 3 << 40 UNION SELECT document_key FROM document_versions WHERE current = 1 AND sha256 IN "
        "(SELECT sha256 FROM document_pages WHERE key IN (SELECT rowid FROM page_search WHERE page_search "
        "MATCH '\"precursor\"*'))) ORDER BY d.year, d.number",
    ),
}  # fmt: skip
_ROWS = (
    "SELECT d.key, d.id, d.reference, d.title, d.type, d.dated, d.originator, d.marking, d.partner_marking, "
    "d.language, d.attached_at, d.discarded_at, d.swept_at, v.file_name, v.kind, v.media_type, v.extension, v.size, "
    "v.pages, v.sha256, v.number, v.text_state, v.text_why, v.warnings, (SELECT group_concat(r.side) FROM releases r "
    "WHERE r.noun = 'documents' AND r.row_key = d.key AND r.part = 'record') FROM documents d "
    "JOIN document_versions v ON v.document_key = d.key AND v.current = 1 WHERE d.key IN ({0})"
)
_LINKED = (
    "SELECT k.document_key, a.reference FROM document_links k JOIN joint_actions a ON k.noun = 'joint_actions' "
    "AND a.key = k.row_key WHERE k.document_key IN ({0}) UNION SELECT k.document_key, a.reference "
    "FROM document_links k JOIN progress_entries p ON k.noun = 'progress_entries' AND p.key = k.row_key "
    "JOIN joint_actions a ON a.key = p.action_key WHERE k.document_key IN ({0})"
)
_TOTAL = "SELECT count(*) FROM documents WHERE discarded_at IS NULL"


def _ours(opened: Workspace, query: DocumentQuery) -> tuple[int, list[str]]:
    with opened.store.read() as rx:
        keys = documents.ids(rx, query)
        documents.total(rx)
        return len(keys), [line.reference for line in documents.rows(rx, keys[:PAGE])]


def _bare(conn: Any, sql: str) -> tuple[int, list[str]]:
    keys = [found[0] for found in conn.execute(sql)]
    conn.execute(_TOTAL).fetchone()
    first = keys[:PAGE]
    marks = ", ".join(str(key) for key in first)
    by_key = {found[0]: found[2] for found in conn.execute(_ROWS.format(marks)).fetchall()}
    conn.execute(_LINKED.format(marks)).fetchall()
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
            found.append(row(f"first page of 100,000 documents: {name}", ours / bare, 2.0, detail))
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
        found.append(row(f"longest hold of the GUI thread: documents, {act}", longest, LIMIT_MS, detail, unit="ms"))
    return found


def _watched(place: Path) -> dict[str, tuple[float, float]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.shelving", str(place)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    told: dict[str, tuple[float, float]] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def rows() -> list[Row]:
    """The first page of five lists, then the holds of the GUI thread."""
    place = plenty.shelf()
    return [*_sql_rows(place), *_held(place)]


if __name__ == "__main__":
    for line in rows():
        print(line)
