"""A spreadsheet file as a table of text: which line is the header, which rows and columns hold anything.

The file itself is opened in the reading process (CSV, XLSX, XLS, ODS alike). Knows no field and no record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hsdclient import errors, text
from hsdclient.reading.facts import Failed, say_warning
from hsdclient.words import N_, _

if TYPE_CHECKING:
    from hsdclient.reading import Viewing

LARGEST = 64 << 20
"""Bytes of a file that is taken in."""
MOST_ROWS = 100_000
_BLOCK, _COLUMNS = 500, 200
_SEARCHED = 40  # lines among which the header is looked for
_NUMBER = re.compile(r"[\d\s.,:/+-]+")
_NEUTRAL = re.compile(r"'(?=[=+\-@])")

_WHY = {
    "locked": N_("The file is locked with a password. Save it without one, then choose it again."),
    "too_large": N_("The file is too large to be taken in. Split it into parts of at most 64 MB."),
    "empty": N_("The file is empty. Choose another one."),
    "bomb": N_("The file would unpack to far more than its size, so it was not opened. Ask the sender about it."),
    "timeout": N_("Reading the file took too long and was stopped. Save it as CSV, then choose that."),
    "memory": N_("Reading the file needed too much memory and was stopped. Split it, then choose the parts."),
    "unavailable": N_("The part of the program that reads documents does not start. Install the program again."),
    "damaged": N_("The file is damaged and could not be read. Open it in the spreadsheet program and save it anew."),
}


@dataclass(frozen=True)
class Row:
    """One row: its line as the spreadsheet numbers it, and as many cells as the header has."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A sheet as text. Days are 2026-11-22 where the file says they are days; `warnings` are sentences."""

    name: str
    sheet: str
    sheets: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()


def read(path: Path, sheet: str = "") -> Table:
    """The table in the file `path`: of its sheet `sheet`, else of the first one that holds anything.

    Refused, with a sentence, for a file that holds no table or cannot be read. Takes seconds for a long file.
    """
    from hsdclient.reading import Viewing  # lazy: few days import anything

    content = _content(path)
    try:
        with Viewing((content[at : at + (1 << 20)] for at in range(0, len(content), 1 << 20)), len(content)) as seen:
            facts = seen.facts
            if facts.state in ("locked", "too_large", "failed"):
                raise _refused(facts.why if facts.why in _WHY else facts.state)
            if facts.kind not in ("sheet", "text"):
                raise _no_table()
            if sheet and sheet not in facts.sheets:
                raise errors.Refused(
                    _("The file has no sheet “{sheet}”. It has: {sheets}.").format(
                        sheet=sheet, sheets=", ".join(facts.sheets) or "–"
                    ),
                    "sheet",
                )
            places = [facts.sheets.index(sheet)] if sheet else list(range(max(1, len(facts.sheets))))
            for place in places:
                lines, merged, columns = _lines(seen, place)
                if any(any(cells) for cells in lines):
                    break
            else:
                raise _refused("empty")
    except Failed as failed:
        raise (_no_table() if failed.why == "no_table" else _refused(failed.why)) from failed
    warnings = [say_warning(code) for code in facts.warnings]
    if columns > _COLUMNS:
        warnings.append(
            _("The table has {count} columns; only the first {most} were read.").format(count=columns, most=_COLUMNS)
        )
    if merged:
        warnings.append(_("{count} merged cells were filled with what stands above them.").format(count=merged))
    name = facts.sheets[place] if facts.sheets else ""
    return _table(path.name, name, facts.sheets, lines, warnings)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _refused("too_large")
        content = path.read_bytes()
    except OSError as error:
        raise errors.Refused(
            _("The file cannot be opened ({reason}). Close it in other programs, or choose another one.").format(
                reason=error.strerror or type(error).__name__
            ),
            "file",
        ) from error
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise _refused("empty")
    return content


def _refused(why: str) -> errors.Refused:
    return errors.Refused(_(_WHY.get(why, _WHY["damaged"])), "file")


def _no_table() -> errors.Refused:
    return errors.Refused(_("This file is no table. Choose a CSV, XLSX, XLS or ODS file."), "file")


def _lines(seen: Viewing, place: int) -> tuple[list[list[str]], int, int]:
    lines: list[list[str]] = []
    while True:
        block = seen.cells(place, len(lines), _BLOCK)
        if block.total_rows > 20 * MOST_ROWS:
            raise _too_long(block.total_rows)
        lines += [[_cell(cell) for cell in row] for row in block.rows]
        if not block.rows or len(lines) >= block.total_rows:
            return lines, block.merged, block.total_columns


def _cell(value: str) -> str:
    """A cell trimmed; the apostrophe that our own CSV puts before = + - @ is taken away again."""
    return _NEUTRAL.sub("", value.replace("\u00a0", " ").strip(), count=1) if value else ""


def _too_long(count: int) -> errors.Refused:
    return errors.Refused(
        _("The table has {count} rows; at most {most} are taken in at once. Split it.").format(
            count=count, most=MOST_ROWS
        ),
        "file",
    )


def _table(name: str, sheet: str, sheets: tuple[str, ...], lines: list[list[str]], warnings: list[str]) -> Table:
    first = _header_line(lines)
    width = max(len(cells) for cells in lines)
    heads = lines[first] + [""] * (width - len(lines[first]))
    after = [
        (number, cells + [""] * (width - len(cells)))
        for number, cells in enumerate(lines[first + 1 :], first + 2)
        if any(cells)
    ]
    repeated = [number for number, cells in after if cells == heads]
    rows = [(number, cells) for number, cells in after if cells != heads]
    if len(rows) > MOST_ROWS:
        raise _too_long(len(rows))
    kept = [at for at in range(width) if heads[at] or any(cells[at] for _number, cells in rows)]
    if first > 0 and any(any(cells) for cells in lines[:first]):
        said = _("The names of the columns stand in line {line}; what is above was left out.")
        warnings.append(said.format(line=first + 1))
    if empty := len([at for at in range(width) if at not in kept]):
        warnings.append(_("{count} empty columns were left out.").format(count=empty))
    if repeated:
        said = _("The names of the columns are repeated in {count} lines; these were left out.")
        warnings.append(said.format(count=len(repeated)))
    if lost := sum("\ufffd" in cell for _number, cells in rows for cell in cells):
        said = _("{count} cells hold a character that could not be read (�). Save the file as UTF-8 for them.")
        warnings.append(said.format(count=lost))
    header = tuple(" ".join(heads[at].split()) or _("Column {letter}").format(letter=_letter(at)) for at in kept)
    found = tuple(Row(number, tuple(cells[at] for at in kept)) for number, cells in rows)
    return Table(text.visible(name), sheet, sheets, header, found, tuple(one for one in warnings if one))


def _header_line(lines: list[list[str]]) -> int:
    """Which line names the columns: the first that is nearly as wide as the table and holds short words only."""
    filled = [(at, [cell for cell in cells if cell]) for at, cells in enumerate(lines[:_SEARCHED]) if any(cells)]
    widest = max(len(cells) for _at, cells in filled)
    for at, cells in filled:
        wordy = sum(len(cell) <= 80 and not _NUMBER.fullmatch(cell) for cell in cells)
        if len(cells) >= max(1, widest * 0.6) and wordy >= 0.9 * len(cells) and len(set(cells)) >= 0.7 * len(cells):
            return at
    return filled[0][0]


def _letter(place: int) -> str:
    """The letter of a column as a spreadsheet names it: 0 → A, 26 → AA."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found
