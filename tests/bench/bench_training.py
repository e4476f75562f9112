"""Training at its limits: 2,000 nominations as a board and on paper, a month of 500 runs, the import of a roll.

The nominal roll is held to the rates of the first issue's reports (bench_pdf): bare tables, bare shaped paragraphs.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter

from hsdclient import clock, schema
from hsdclient.reports import pdf, register
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.sheet import Badge, Cell, Grid, Sheet
from hsdclient.training.nominations import put_step
from hsdclient.workspaces import Workspace
from tests.bench import bench_pdf, bench_roll
from tests.bench.figures import Row, row

NOMINEES, FEW = 2_000, 150
BOARD, MONTH_MS = 3.0, 50.0
_STEPS = ("nominated", "cadre_clearance", "vetting", "accepted", "travel")
_NAMES = ("अशोक कुमार", "मीना अय्यर", "राजेश्वरी वेंकटेश्वरन", "गुरप्रीत सिंह", "लालदुहौमा", "फ़ातिमा शेख")
_POSTS = ("पुलिस उपाधीक्षक", "निरीक्षक", "अपर पुलिस अधीक्षक")


def _roll(path: Path) -> Path:
    """A workbook of the nominees with names in both scripts."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Roll")
    page.write_row(0, 0, ("Name", "Name in Hindi", "Rank", "Service No.", "Date of birth", "Agency"))
    for n in range(NOMINEES):
        born = f"19{60 + n % 40}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        hindi = f"{_NAMES[n % len(_NAMES)]} {n}"
        page.write_row(
            n + 1, 0, (f"Officer {n} of the Academy", hindi, _POSTS[n % len(_POSTS)], f"S{n:06d}", born, "NPA")
        )
    book.close()
    return path


def _filled(folder: Path, path: Path) -> tuple[int, str]:
    """A workspace with the nominees of one run, at every step before arrival; the run's key and reference."""
    opened, run = bench_roll.founded(folder, NOMINEES)
    with opened:
        keys = bench_roll.bring(opened, path, run).keys
        with opened.store.write(opened.officer, "Steps recorded") as tx:
            tx.update(schema.runs, run, {"vetting": 1, "clearance": 1})
            for place, key in enumerate(keys):
                put_step(tx, key, _STEPS[place % len(_STEPS)])
            return run, str((tx.row(schema.runs, run) or {})["reference"])


def _window(folder: Path, run: int) -> list[Row]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.at_school", str(folder), str(run)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    ms = {name: seconds * 1000 for name, seconds in told.items()}
    board = f"{ms['board']:.0f} ms, as a table {ms['list']:.0f} ms"
    month = f"{ms['calendar'] / ms['bare']:.1f} times as many bare boxes with their words ({ms['bare']:.1f} ms)"
    return [
        row(f"board of {NOMINEES:,} nominations opens, against their table", ms["board"] / ms["list"], BOARD, board),
        row("calendar month of 500 runs, laid out and painted", ms["calendar"], MONTH_MS, month, unit="ms"),
    ]


def _sheet(opened: Workspace, reference: str, language: str) -> Sheet:
    order = ReportOrder("roll", run=reference, language=language)  # type: ignore[arg-type]
    matter, lines = register.matter_of(opened.store, order)
    return register.composed(matter, "R-2026-0001", clock.now(), lines)


def _said(cell: Cell) -> str:
    pieces = cell if isinstance(cell, tuple) else (cell,)
    return "\n".join(one.word if isinstance(one, Badge) else one for one in pieces)


def _cells(made: Sheet) -> list[list[str]]:
    return [[_said(cell) for cell in line] for part in made.parts if isinstance(part, Grid) for line in part.rows]


def _short(made: Sheet) -> Sheet:
    """The same sheet with the first nominees only."""
    parts: list[Any] = [replace(part, rows=part.rows[:FEW]) if isinstance(part, Grid) else part for part in made.parts]
    return replace(made, parts=tuple(parts))


def _paper(opened: Workspace, reference: str) -> list[Row]:
    english = _sheet(opened, reference, "en")
    ours = bench_pdf.pages_per_second(lambda: pdf.draw(english, io.BytesIO()).pages)
    bare = bench_pdf.bare_tables(_cells(english))
    detail = f"{ours:.0f} pages/s, bare {bare:.0f}"
    name = f"nominal roll of {NOMINEES:,}, English, against bare tables"
    found = [row(name, ours / bare, 0.4, detail, least=True)]
    for language in ("hi", "both"):
        small = _short(_sheet(opened, reference, language))
        mine, least = bench_pdf.against_paragraphs(small, [cell for line in _cells(small) for cell in line])
        detail = f"{mine:,.0f} characters/s, bare {least:,.0f}"
        name = f"nominal roll, language {language}, against bare shaped paragraphs"
        found.append(row(name, mine / least, 0.8, detail, least=True))
    return found


def rows() -> list[Row]:
    """The import of a roll, board and calendar, the roll on paper."""
    place = Path(__file__).resolve().parents[2] / "build" / "bench"
    place.mkdir(parents=True, exist_ok=True)
    found = bench_roll.rows()
    home = Path(tempfile.mkdtemp(prefix="school-", dir=place))
    try:
        run, reference = _filled(home / "school", _roll(home / "roll.xlsx"))
        found += _window(home / "school", run)
        with bench_roll.reopened(home / "school") as opened:
            found += _paper(opened, reference)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return found


if __name__ == "__main__":
    for line in rows():
        print(line)
