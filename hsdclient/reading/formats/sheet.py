"""Workbooks by calamine: .xlsx, .xlsm, .xlsb, .xls, .ods. Values as a reader would see them, no formula is computed.

Runs in the reading process only.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import python_calamine
from python_calamine import CalamineWorkbook

from hsdclient.reading import measures
from hsdclient.reading.cleaning import clean, one_line
from hsdclient.reading.facts import Facts, Table
from hsdclient.reading.formats.opened import Opened, Stopped
from hsdclient.reading.formats.text import block

_MOST_CELLS = 30_000_000
_MOST_MERGED = 100_000


class Workbook(Opened):
    """A workbook; each sheet is a page of text and a table."""

    def __init__(self, content: bytes, media_type: str, extension: str, warnings: tuple[str, ...]) -> None:
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except python_calamine.PasswordError as error:
            raise Stopped("locked_office", "locked") from error
        except (python_calamine.CalamineError, OSError, ValueError) as error:
            raise Stopped("damaged") from error
        self._names = list(self._book.sheet_names)[: measures.SHEETS]
        self._kept: tuple[int, list[list[str]]] = (-1, [])
        self._taken: tuple[int, list[list[str]], int] = (-1, [], 0)
        super().__init__(
            Facts(
                "sheet", media_type, extension, "read", "", len(self._names), warnings,
                sheets=tuple(one_line(name, measures.NAME) for name in self._names),
            )
        )  # fmt: skip

    def texts(self) -> Iterator[str]:
        for number in range(len(self._names)):
            yield self.text(number)

    def text(self, page: int) -> str:
        lines: list[str] = []
        size = 0
        for row in self._values(page):
            line = "\t".join(shown(cell) for cell in row).rstrip()
            lines.append(line)
            size += len(line) + 1
            if size > measures.PAGE_TEXT:
                break
        return "\n".join(lines)

    def table(self, sheet: int, first: int, count: int) -> Table:
        if self._kept[0] != sheet:
            rows = [[clean(shown(cell), measures.CELL) for cell in row] for row in self._values(sheet)]
            self._kept = (sheet, rows)
        return block(self._kept[1], first, count)

    def cells(self, sheet: int, first: int, count: int) -> Table:
        if self._taken[0] != sheet:
            rows = [[shown(cell) for cell in row] for row in self._values(sheet)]
            if not rows:
                return Table([], 0, 0)
            held = self._book.get_sheet_by_name(self._names[sheet])
            left = (held.start or (0, 0))[1]  # rows come from the first line on, columns from the first filled one
            merged = 0
            for (upper, from_column), (lower, to_column) in (held.merged_cell_ranges or ())[:_MOST_MERGED]:
                # A line across is a heading; only what stands for the rows below it is repeated there.
                if from_column != to_column or from_column < left or upper >= len(rows):
                    continue
                column = from_column - left
                value = rows[upper][column] if column < len(rows[upper]) else ""
                for row in rows[upper + 1 : lower + 1] if value else ():
                    if column < len(row) and not row[column]:
                        row[column] = value
                        merged += 1
            self._taken = (sheet, rows, merged)
        return replace(block(self._taken[1], first, count), merged=self._taken[2])

    def _values(self, number: int) -> Iterator[list[Any]]:
        if not 0 <= number < len(self._names):
            raise Stopped("no_page")
        try:
            sheet = self._book.get_sheet_by_name(self._names[number])
            if sheet.total_height * sheet.total_width > _MOST_CELLS:
                raise Stopped("memory")
            # Nothing before the first filled row and column: an officer wants to see the table.
            yield from islice(sheet.iter_rows(), 2_000_000)
        except (python_calamine.CalamineError, OSError, ValueError, KeyError) as error:
            raise Stopped("damaged") from error


def shown(cell: Any) -> str:
    """A value as text: whole numbers without .0, days as 2026-11-22, times without seconds that are none."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        if cell.time() == dt.time():
            return cell.date().isoformat()
        return cell.isoformat(" ", "minutes" if cell.second == 0 else "seconds")
    return "" if cell is None else str(cell)
