"""A list written as a spreadsheet: XLSX with typed cells, or CSV that a spreadsheet program cannot be tricked by.

Knows columns and values only; no record and no workspace. Nothing is written but the file itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from hsdclient import atomic_file, clock, errors
from hsdclient.words import _

Cell = str | int | float | date | None
_LONGEST = 32_767  # characters that a cell of a workbook holds
_MOST_ROWS = 1_000_000
_WIDTHS = {"text": (10, 60), "date": (12, 12), "number": (8, 12)}
_NEUTRALISED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column: its heading as shown, and how its cells are typed."""

    heading: str
    kind: Literal["text", "date", "number"] = "text"


@dataclass(frozen=True)
class Sheet:
    """A list to write. `above` is one line over the headings (the marking); '' for none."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    above: str = ""


def suffix_of(path: Path) -> str:
    """'.xlsx' or '.csv'; Refused for any other ending."""
    suffix = path.suffix.casefold()
    if suffix not in (".xlsx", ".csv"):
        raise errors.Refused(_("Give the file a name that ends in .xlsx or .csv."), "output")
    return suffix


def write(path: Path, sheet: Sheet) -> None:
    """Write `sheet` to `path`, replacing what is there: whole or not at all. Environment when it cannot be."""
    made = _xlsx(sheet) if suffix_of(path) == ".xlsx" else _csv(sheet)
    try:
        atomic_file.replace({path: made})
    except OSError as error:
        raise errors.Environment(
            _("The file could not be written ({reason}). Choose another folder.").format(
                reason=atomic_file.why(error)
            )
        ) from error


def neutral(text: str) -> str:
    """`text` as a cell of a CSV that no spreadsheet takes for a formula (rules.md, Text)."""
    return f"'{text}" if text.startswith(_NEUTRALISED) else text


def _csv(sheet: Sheet) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([neutral(column.heading) for column in sheet.columns])
    writer.writerows([_plain(cell) for cell in row] for row in sheet.rows)
    return made.getvalue().encode("utf-8-sig", "replace")


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, date):
        return cell.isoformat()
    return neutral(cell) if isinstance(cell, str) else "" if cell is None else cell


def _xlsx(sheet: Sheet) -> bytes:
    import xlsxwriter  # lazy: needed for an export only

    if len(sheet.rows) > _MOST_ROWS:
        raise errors.Refused(_("A workbook holds a million rows at most. Filter the list, or choose CSV."), "output")
    made = io.BytesIO()
    # In memory: the writer would otherwise leave its parts, in clear, in the folder for temporary files.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": sheet.title, "created": clock.now().replace(tzinfo=None)})
    page = book.add_worksheet(_sheet_name(sheet.title))
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    styles = {
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "date": book.add_format({"valign": "top", "num_format": "d mmm yyyy", "align": "left"}),
        "number": book.add_format({"valign": "top"}),
    }
    top = 0
    if sheet.above:
        page.write_string(0, 0, sheet.above, book.add_format({"bold": True}))
        page.set_header("&C" + sheet.above.replace("&", "&&")[:250])
        page.set_footer("&C" + sheet.above.replace("&", "&&")[:200] + "&R&P / &N")
        top = 2
    widths = [_width(column, (row[place] for row in sheet.rows[:200])) for place, column in enumerate(sheet.columns)]
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, widths[place], styles[column.kind])
        page.write_string(top, place, column.heading, bold)
    for line, row in enumerate(sheet.rows, top + 1):
        for place, cell in enumerate(row):
            style = styles[sheet.columns[place].kind]
            if isinstance(cell, date):
                page.write_datetime(line, place, cell, style)
            elif isinstance(cell, str):
                if cell:
                    page.write_string(line, place, cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…", style)
            elif cell is not None:
                page.write_number(line, place, cell, style)
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if sheet.columns:
        page.autofilter(top, 0, max(top + 1, top + len(sheet.rows)), len(sheet.columns) - 1)
    book.close()
    return made.getvalue()


def _width(column: Column, cells: Iterable[Cell]) -> int:
    least, most = _WIDTHS[column.kind]
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return max(least, min(most, max(longest, len(column.heading)) + 3))


def _sheet_name(title: str) -> str:
    """A title as a workbook's sheet may be called: 31 characters, none of []:*?/\\ ."""
    plain = "".join(" " if char in "[]:*?/\\'" else char for char in title).strip()
    return plain[:31] or "1"
