"""Spreadsheet files as offices send them: CSV in every encoding, workbooks with typed and merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

HEAD = ("Group", "Title", "Lead agency India", "Due", "Status")


def csv(path: Path, *lines: str, encoding: str = "utf-8", mark: str = ";") -> Path:
    """A text file of these lines; `;` in them becomes `mark`."""
    path.write_bytes("\r\n".join(line.replace(";", mark) for line in lines).encode(encoding) + b"\r\n")
    return path


def workbook(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    merge: Sequence[str] = (),
    first: int = 0,
    names: Sequence[str] = ("Data",),
) -> Path:
    """A workbook: days as typed days, `=…` as formulas; `merge` are ranges, written from their first cell."""
    book = xlsxwriter.Workbook(str(path))
    pages = [book.add_worksheet(name) for name in names]
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate(rows, first):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                pages[-1].write_datetime(line, place, cell, day)
            elif isinstance(cell, str) and cell.startswith("="):
                pages[-1].write_formula(line, place, cell, None, "DRI")
            elif cell is not None:
                pages[-1].write(line, place, cell)
    for one in merge:
        top = one.split(":")[0]
        column, line = ord(top[0]) - 65, int(top[1:]) - 1 - first
        pages[-1].merge_range(one, rows[line][column])
    book.close()
    return path
