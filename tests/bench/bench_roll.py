"""Importing a roll of 10,000 nominees beside reading it with the library and inserting the same rows with bare SQL.

The bare side writes records, nominations, their history, journal, payloads and index, prepared beforehand, in one
transaction into the same kind of encrypted file.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from hsdclient import clock, connection, importing, schema, search, workspaces
from hsdclient.keyring import Cost
from hsdclient.sample import build
from hsdclient.session import Tx
from hsdclient.workspaces import Workspace
from tests.bench.figures import ROUNDS, Row, row, timed

ROLL, SEATS = 10_000, 2_000
HEAD = ("Name", "Rank", "Service No.", "Date of birth", "Agency", "Unit", "E-mail", "Mobile")
_TABLES = ("trainees", "nominations", "nomination_steps", "journal", "journal_payloads", "search")


def roll(path: Path, count: int = ROLL) -> Path:
    """A workbook of `count` different nominees of the academy."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page, day = book.add_worksheet("Roll"), book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, HEAD)
    first = date(1962, 1, 1).toordinal()
    for n in range(count):
        page.write_row(n + 1, 0, (f"Officer {'ABCDEFGHIJ'[n % 10]} Number {n}", "Inspector", f"S{n:06d}"))
        page.write_datetime(n + 1, 3, date.fromordinal(first + n * 37 % 14_600), day)
        page.write_row(n + 1, 4, ("NPA", f"Unit {n % 50}", f"o{n}@example.in", f"+91 11 {n:07d}"))
    book.close()
    return path


def run_with_seats(tx: Tx, seats: int = SEATS) -> int:
    """A run at the academy with that many seats for India."""
    a = schema.agencies
    host = tx.scalar(a.select().with_only_columns(a.c.key).where(a.c.code == "NPA"))
    key = tx.insert(
        schema.runs,
        {
            "reference": f"RUN-{tx.today.year}-0900", "year": tx.today.year, "number": 900, "kind": "course",
            "state": "announced", "title_en": "Training of trainers", "host_key": host, "delivery": "in_person",
            "starts": "2099-02-01", "ends": "2099-02-12", "time_zone": "Asia/Kolkata", "min_attendance": 80,
            "marking": "TLP:AMBER", "recorded_at": clock.text(clock.now()), "recorded_by": tx.officer.key,
        },
    )  # fmt: skip
    for side in schema.SIDES:
        tx.insert(schema.run_sides, {"run_key": key, "side": side, "seats": seats})
    return key


def founded(folder: Path, seats: int = SEATS) -> tuple[Workspace, int]:
    """A new workspace, open, with a run; the key of the run."""
    workspaces.create(folder, build.DRAFT, build.PASSPHRASE, cost=Cost(64, 1, 1))
    opened = reopened(folder, writer=True)
    with opened.store.write(opened.officer, "Run recorded") as tx:
        return opened, run_with_seats(tx, seats)


def reopened(folder: Path, *, writer: bool = False) -> Workspace:
    """The workspace in `folder`."""
    return workspaces.unlock(folder, build.NAME, build.PASSPHRASE, writer=writer)


def bring(opened: Workspace, path: Path, run: int) -> importing.Result:
    """Read, understand, judge and carry out the whole roll, as the command line does."""
    table, target = importing.read(path), importing.nominations_of(run)
    with opened.store.read() as rx:
        plan = importing.plan(rx, table, importing.guess(rx, opened.officer.key, table, target), target)
    with opened.store.write(opened.officer, importing.SENTENCE) as tx:
        return importing.apply(tx, plan)


def _written(conn: Any, before: int) -> dict[str, tuple[str, list[tuple[Any, ...]]]]:
    """The INSERT and the rows of each table that the import filled; `before` is the journal's last entry before it."""
    found = {}
    first, last = search.span("trainees")
    wanted = {
        "journal": f"seq > {before}", "journal_payloads": f"seq > {before}",
        "search": f"rowid BETWEEN {first} AND {last}",
    }  # fmt: skip
    for table in _TABLES:
        columns = "rowid, title, body" if table == "search" else "*"
        cursor = conn.execute(f"SELECT {columns} FROM {table} WHERE {wanted.get(table, '1')}")
        names = [column[0] for column in cursor.description]
        listed = ", ".join(f'"{name}"' for name in names)
        found[table] = (f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})", cursor.fetchall())
    return found


def _bare(conn: Any, path: Path, written: dict[str, tuple[str, list[tuple[Any, ...]]]]) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_index(0).to_python()
    if len(rows) != ROLL + 1:
        raise AssertionError(len(rows))
    conn.execute("BEGIN IMMEDIATE")
    for sql, values in written.values():
        conn.executemany(sql, values)
    conn.execute("COMMIT")


def _once(home: Path, path: Path) -> tuple[float, float]:
    opened, run = founded(home / "ours")
    shutil.copytree(home / "ours", home / "bare")
    with opened:
        key_hex = opened.store.key_hex
        with opened.store.read() as rx:
            before = int(rx.scalar(schema.journal.select().with_only_columns(schema.journal.c.seq).order_by(
                schema.journal.c.seq.desc()).limit(1)))  # fmt: skip
        made: list[importing.Result] = []
        ours = timed(lambda: made.append(bring(opened, path, run)))
        if made[0].new != ROLL:
            raise AssertionError(made[0].new)
        look = connection.connect(home / "ours" / "workspace.db", key_hex, query_only=True)
        written = _written(look, before)
        look.close()
    conn = connection.connect(home / "bare" / "workspace.db", key_hex)
    bare = timed(lambda: _bare(conn, path, written))
    conn.close()
    return ours, bare


def rows() -> list[Row]:
    """One row: the best of three imports beside the best of three bare ones, in turns."""
    # Beside the checkout, not in a tmpfs: an fsync that costs nothing would compare only the processor.
    place = Path(__file__).resolve().parents[2] / "build" / "bench"
    place.mkdir(parents=True, exist_ok=True)
    best = [float("inf"), float("inf")]
    with tempfile.TemporaryDirectory(prefix="roll-", dir=place) as home:
        path = roll(Path(home) / "roll.xlsx")
        for number in range(ROUNDS):
            folder = Path(home) / f"{number}"
            folder.mkdir()
            best = [min(pair) for pair in zip(best, _once(folder, path), strict=True)]
    detail = f"{best[0]:.1f} s, bare {best[1]:.1f} s for {ROLL:,} rows"
    return [row("import of a roll, against the library and bare SQL", best[0] / best[1], 4.0, detail)]


if __name__ == "__main__":
    print(rows())
