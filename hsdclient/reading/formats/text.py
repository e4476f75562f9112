"""Plain text in whatever encoding it came: text, CSV, Markdown, JSON, XML, HTML, logs. CSV as a table, too.

Runs in the reading process only.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from hsdclient.reading import measures
from hsdclient.reading.facts import Facts, Table
from hsdclient.reading.formats import html
from hsdclient.reading.formats.opened import Opened, Stopped

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HTML = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.I | re.S
)
_MARKDOWN = re.compile(r"^(#{1,6} \S|```|\[[^\]]+\]\(|\* \*\*|\|[ :-]+\|)", re.M)
_SEP_LINE = re.compile(r"\"?sep=([,;\t|])\"?\r?\n", re.I)
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_FIELD = 1_000_000
csv.field_size_limit(_LONGEST_FIELD)


def decoded(content: bytes, declared: str = "") -> str | None:
    """`content` as text by mark, declaration or likelihood; None when it is no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if declared:
        try:
            return content.decode(declared)
        except (LookupError, ValueError):
            pass
    if b"\0" in content[:_SAMPLE]:
        return _wide(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _by_likelihood(content)
    head = text[:_SAMPLE]
    return None if len(_CONTROL.findall(head)) > max(2, len(head) // 200) else text


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Latin text is 0."""
    head = content[: _SAMPLE // 2 * 2]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > half // 3 and others < half // 20:
            text = content.decode(encoding, "replace")
            return None if _CONTROL.search(text[:_SAMPLE]) else text
    return None


def _by_likelihood(content: bytes) -> str:
    sample = content[:_SAMPLE]
    # UTF-8 with a few bytes broken in transit stays UTF-8.
    mended = sample.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if broken * 20 < sum(char > "\x7f" for char in mended):
        return content.decode("utf-8", "replace")
    high = sum(byte > 0x7F for byte in sample)
    if high * 4 > len(sample):  # mostly not Latin: worth a closer look
        from charset_normalizer import from_bytes

        best = from_bytes(sample, steps=5, chunk_size=2048).best()
        if best is not None:
            return content.decode(best.encoding, "replace")
    return content.decode("cp1252", "replace")


class Text(Opened):
    """A text; CSV has one table."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._delimiter = ""
        self._rows: list[list[str]] | None = None
        self._taken: list[list[str]] | None = None
        media_type, extension, why, found = self._what()
        if len(self._text) > measures.PAGE_TEXT:
            why = "cut"
        super().__init__(Facts("text", media_type, extension, "read", why, 1, found))

    def _what(self) -> tuple[str, str, str, tuple[str, ...]]:
        head = self._text[:_SAMPLE].lstrip("\ufeff")
        if _HTML.match(head):
            self._text, found = html.shown(self._text)
            return "text/html", ".html", "", found
        if head.lstrip().startswith("<?xml"):
            return "application/xml", ".xml", "", ()
        if head.lstrip()[:1] in ("{", "[") and self._is_json():
            return "application/json", ".json", "", ()
        self._delimiter = _delimiter(head)
        if self._delimiter:
            return "text/csv", ".csv", "", ()
        if len(_MARKDOWN.findall(head)) >= 2:
            return "text/markdown", ".md", "", ()
        return "text/plain", ".txt", "", ()

    def _is_json(self) -> bool:
        if len(self._text) > 10_000_000:
            return True
        try:
            json.loads(self._text)
        except (ValueError, RecursionError):
            return False
        return True

    def texts(self) -> Iterator[str]:
        yield self._text

    def table(self, sheet: int, first: int, count: int) -> Table:
        if not self._delimiter or sheet != 0:
            raise Stopped("no_table")
        if self._rows is None:
            # Rows are given away with \r\n or \n; a NUL stops the csv module.
            source = io.StringIO(self._text.replace("\0", ""), newline="")
            try:
                self._rows = list(csv.reader(source, delimiter=self._delimiter))
            except csv.Error as error:
                raise Stopped("damaged") from error
        return block(self._rows, first, count)


    def cells(self, sheet: int, first: int, count: int) -> Table:
        if self.facts.extension not in (".csv", ".txt", ".md") or sheet != 0:
            raise Stopped("no_table")
        if self._taken is None:
            source = self._text.lstrip("\ufeff").replace("\0", "")
            mark = _delimiter_by_count(source)
            if named := _SEP_LINE.match(source):  # Excel's own: "sep=;" in the first line
                mark, source = named[1], "\n" + source[named.end() :]
            try:
                self._taken = list(csv.reader(io.StringIO(source, newline=""), delimiter=mark))
            except csv.Error as error:
                raise Stopped("damaged") from error
        return block(self._taken, first, count)


def _delimiter_by_count(text: str) -> str:
    """The delimiter that divides most lines into equally many cells: of a file that is said to be a table."""
    lines = text[:_SAMPLE].splitlines()[:200]
    best, most = ",", 0
    for mark in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark) if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = widths.count(usual) * 1000 // max(1, len(widths)) + usual if usual > 1 else 0
        if score > most:
            best, most = mark, score
    return best


def block(rows: list[list[str]], first: int, count: int) -> Table:
    """Rows `first` … of `rows`, within the measures."""
    first, count = max(0, first), max(0, min(count, measures.ROWS_AT_ONCE))
    chosen = [row[: measures.COLUMNS_AT_ONCE] for row in rows[first : first + count]]
    return Table([[cell[: measures.CELL] for cell in row] for row in chosen], len(rows), max(map(len, rows), default=0))


def _delimiter(head: str) -> str:
    """The delimiter when the first lines make a table; "" for prose."""
    lines = head.splitlines()[:40]
    if len(head) == _SAMPLE:
        lines = lines[:-1]
    best, most = "", 1
    for mark in _DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines, delimiter=mark, strict=True) if row]
        except csv.Error:
            continue
        widths = {len(row) for row in rows}
        if len(rows) >= 2 and len(widths) == 1 and (width := widths.pop()) > most:
            # Prose has commas too, and a blank after each; a table has short cells.
            cells = [cell for row in rows for cell in row]
            spaced = sum(cell.startswith(" ") for cell in cells) * 2 >= len(cells) - len(rows)
            if sum(map(len, cells)) / len(cells) < (20 if spaced else 60):
                best, most = mark, width
    return best
