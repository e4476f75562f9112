"""Written documents: Word (.docx), OpenDocument text (.odt), RTF. Every word that is in them, in reading order.

The XML is walked as it is, so that text boxes, tracked changes, notes, headers and footers are found, too.
Runs in the reading process only.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from hsdclient.reading import measures
from hsdclient.reading.facts import Facts
from hsdclient.reading.formats import zips
from hsdclient.reading.formats.opened import Opened, Stopped

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MOST_SPACES = 1_000


class Written(Opened):
    """A document that is one run of text."""

    def __init__(self, facts: Facts, text: str) -> None:
        super().__init__(facts)
        self._text = text

    def texts(self) -> Iterator[str]:
        yield self._text


def from_docx(archive: zipfile.ZipFile, media_type: str, extension: str, warnings: tuple[str, ...]) -> Written:
    """A Word document: header, body, notes, footer."""
    body = zips.xml(archive, _main_part(archive))
    if body is None:
        raise Stopped("damaged")
    names = sorted(archive.namelist())
    around = {
        kind: [name for name in names if name.startswith(f"word/{kind}") and name.endswith(".xml")]
        for kind in ("header", "footnotes", "endnotes", "comments", "footer")
    }
    parts = [zips.xml(archive, name) for name in around["header"]]
    parts.append(body)
    for kind in ("footnotes", "endnotes", "comments", "footer"):
        parts += [zips.xml(archive, name) for name in around[kind]]
    text = "\n".join(filter(None, (_docx_text(one).strip("\n") for one in parts if one is not None)))
    return Written(Facts("word", media_type, extension, "read", "", 1, warnings), text)


def _main_part(archive: zipfile.ZipFile) -> str:
    relations = zips.xml(archive, "_rels/.rels")
    for one in () if relations is None else relations:
        if str(one.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(one.get("Target", ""))).lstrip("/")
    return "word/document.xml"


def _docx_text(root: Any) -> str:
    pieces: list[str] = []
    size = hidden = 0
    cells: list[int] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag.replace(_STRICT, _W) if isinstance(node.tag, str) else ""
        if tag == _FALLBACK:  # says the same as the choice before it
            hidden += 1 if event == "start" else -1
        if hidden:
            continue
        if event == "start":
            if tag == _W + "t":
                pieces.append(node.text or "")
                size += len(node.text or "")
            elif tag == _W + "tab":
                pieces.append("\t")
            elif tag in (_W + "br", _W + "cr"):
                pieces.append("\n")
            elif tag == _W + "noBreakHyphen":
                pieces.append("-")
            elif tag == _W + "tc":
                cells.append(len(pieces))
        elif tag == _W + "tc":
            _end_cell(pieces, cells.pop())
        elif tag in (_W + "p", _W + "tr"):
            pieces.append("\n")
        if size > measures.PAGE_TEXT:
            break
    return "".join(pieces)


def _end_cell(pieces: list[str], start: int) -> None:
    """Take back the line end of a cell's last paragraph: the cells of a row share a line."""
    while len(pieces) > start and pieces[-1] in ("\n", ""):
        pieces.pop()
    pieces.append("\t")


def from_odt(archive: zipfile.ZipFile, media_type: str, extension: str, warnings: tuple[str, ...]) -> Written:
    """An OpenDocument text: header and footer of its pages, then the body with its notes."""
    styles = zips.xml(archive, "styles.xml")
    content = zips.xml(archive, "content.xml")
    body = None if content is None else content.find(f"{_OFFICE}body")
    if body is None:
        raise Stopped("damaged")
    masters = None if styles is None else styles.find(f"{_OFFICE}master-styles")
    parts = [one for one in (masters, body) if one is not None]
    text = "\n".join(filter(None, (_odf_text(one).strip("\n") for one in parts)))
    return Written(Facts("word", media_type, extension, "read", "", 1, warnings), text)


def _odf_text(root: Any) -> str:
    pieces: list[str] = []
    size = paragraphs = 0
    cells: list[int] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        whole = tag in (_TEXT + "p", _TEXT + "h")
        if event == "start":
            paragraphs += whole
            if tag == _TEXT + "tab":
                pieces.append("\t")
            elif tag == _TEXT + "line-break":
                pieces.append("\n")
            elif tag == _TEXT + "s":
                pieces.append(" " * _count(node.get(_TEXT + "c", "1")))
            elif tag == _TABLE + "table-cell":
                cells.append(len(pieces))
            if paragraphs and node.text:
                pieces.append(node.text)
                size += len(node.text)
        else:
            if whole:
                paragraphs -= 1
                pieces.append("\n")
            elif tag == _TABLE + "table-cell":
                _end_cell(pieces, cells.pop())
            elif tag == _TABLE + "table-row":
                pieces.append("\n")
            if paragraphs and node.tail:
                pieces.append(node.tail)
                size += len(node.tail)
        if size > measures.PAGE_TEXT:
            break
    return "".join(pieces)


def _count(told: str) -> int:
    return min(int(told), _MOST_SPACES) if told.isdecimal() else 1


def from_rtf(content: bytes) -> Written:
    """A Rich Text document."""
    from striprtf import striprtf

    as_text: Any = striprtf.rtf_to_text  # untyped
    source = content[: 32 * measures.MEBIBYTE].decode("latin-1")
    try:
        text = str(as_text(source, encoding="cp1252", errors="replace"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Stopped("damaged") from error
    found = ("embedded_files",) if "\\objdata" in source else ()
    return Written(Facts("word", "application/rtf", ".rtf", "read", "", 1, found), text)
