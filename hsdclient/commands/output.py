"""What a verb says: results on standard output as text, JSON or CSV, sentences on standard error.

Knows no record. CSV here is raw; the one for spreadsheets is another matter (rules.md, Text).
"""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from hsdclient import errors, text
from hsdclient.words import _


class Usage(errors.HsdError):
    """The command itself is not complete; the sentence says what to add (exit code 2)."""

    exit_code = 2


Record = dict[str, Any]
_WIDEST = 60  # columns of a cell in a table
_LONGEST = 2_000  # characters of a sentence
# A refused control character is quoted as its picture: ␛ instead of what would colour the terminal.
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"}
_PICTURES |= {127: "\u2421", **dict.fromkeys(range(0x80, 0xA0), "\ufffd")}


def plain(value: Any) -> Any:
    """`value` as JSON knows it: days as ISO text, records by the names of their fields, sets in order."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(part) for part in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value


def of_row(row: Any) -> Record:
    """A row of any noun's list as plain values for JSON and CSV, `ref` first."""
    values: Record = plain(row)
    return {"ref": row.reference} | {name: value for name, value in values.items() if name not in ("key", "reference")}


def tell(sentence: str) -> None:
    """One sentence on standard error; what it quotes of the input can neither steer the terminal nor flood it."""
    if len(sentence) > _LONGEST:
        sentence = f"{sentence[: _LONGEST // 2]} … {sentence[-_LONGEST // 4 :]}"
    print(text.visible(sentence).translate(_PICTURES), file=sys.stderr, flush=True)


def put(result: str) -> None:
    """One line of result on standard output."""
    print(result)


def records(listed: Sequence[Record], form: str, columns: Sequence[tuple[str, str]]) -> None:
    """Records as `form`: 'json' (a list of objects), 'csv' (raw, all keys) or 'text' (the given columns:
    key and heading)."""
    if form == "json":
        print(json.dumps(list(listed), ensure_ascii=False, indent=1))
    elif form == "csv":
        names = list(listed[0]) if listed else [key for key, _heading in columns]
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([[_cell(record[name]) for name in names] for record in listed])
    elif listed:
        table([heading for _key, heading in columns], [[_cell(r[key]) for key, _h in columns] for r in listed])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (list, tuple)):
        return ",".join(str(part) for part in value)
    return str(value)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table in columns; a long cell is cut with an ellipsis, the last one never."""
    shown = [[_one_line(cell) for cell in row] for row in (headings, *rows)]
    last = len(headings) - 1
    cut = [[cell if place == last else _cut(cell) for place, cell in enumerate(row)] for row in shown]
    widths = [max(width(row[place]) for row in cut) for place in range(len(headings))]
    for row in cut:
        cells = [cell + " " * (widths[place] - width(cell)) for place, cell in enumerate(row)]
        print("  ".join(cells).rstrip())


def side_by_side(headings: Sequence[str], rows: Sequence[Sequence[str]], room: int = 44) -> None:
    """A table whose cells are wrapped to `room` columns instead of cut: for two sides of one record."""
    wrapped = [[[cell] if not place else wrap(cell, room) for place, cell in enumerate(row)] for row in rows]
    lines: list[list[str]] = [list(headings)]
    for row in wrapped:
        for number in range(max(len(cell) for cell in row)):
            lines.append([cell[number] if number < len(cell) else "" for cell in row])
    widths = [max(width(line[place]) for line in lines) for place in range(len(headings))]
    for line in lines:
        print("  ".join(c + " " * (widths[p] - width(c)) for p, c in enumerate(line)).rstrip())


def wrap(value: str, room: int) -> list[str]:
    """`value` in lines of at most `room` columns; its own line breaks stay, long words break."""
    lines: list[str] = []
    for paragraph in visible(value).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            while width(word) > room:
                if line:
                    lines.append(line)
                    line = ""
                head = _cut(word, room, "")
                lines.append(head)
                word = word[len(head) :]
            joined = f"{line} {word}" if line else word
            if width(joined) > room:
                lines.append(line)
                line = word
            else:
                line = joined
        lines.append(line)
    return lines


def visible(value: str) -> str:
    """Text for a terminal: as entered, with bidirectional controls as symbols and tabs as spaces."""
    return text.visible(value).replace("\t", "    ")


def width(value: str) -> int:
    """Columns of a terminal that `value` takes."""
    if value.isascii():
        return len(value)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in value)
    return len(value) + wide - sum(unicodedata.category(char) in ("Mn", "Me", "Cf") for char in value)


def _one_line(value: str) -> str:
    return " ".join(visible(value).split("\n"))


def _cut(value: str, room: int = _WIDEST, mark: str = "…") -> str:
    if width(value) <= room:
        return value
    kept = value[: room - len(mark)]
    while width(kept) > room - len(mark):
        kept = kept[:-1]
    return kept + mark


def progress(label: str) -> Callable[[int, int], None]:
    """A (done, of) callback that shows how far long work has come, on standard error."""
    told = [-1]

    def show(done: int, of: int) -> None:
        part = done * 100 // max(1, of)
        shown = sys.stderr is not None and sys.stderr.isatty()
        if part == told[0] or (not shown and part % 10 and done < of):
            return
        told[0] = part
        line = _("{label}: {part} %").format(label=label, part=part)
        if shown:
            print(f"\r{line}", end="\n" if done >= of else "", file=sys.stderr, flush=True)
        else:
            tell(line)

    return show
