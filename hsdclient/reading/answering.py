"""The reading process at its end of the wire: one document after another is handed over, then questions about it.

Whatever a parser raises becomes an answer; what kills the process is the parent's to notice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from hsdclient.reading import confine, frames, measures
from hsdclient.reading.cleaning import clean, one_line
from hsdclient.reading.facts import Facts
from hsdclient.reading.formats import recognise
from hsdclient.reading.formats.opened import Opened, Stopped

Put = Callable[[bytes], None]
Answer = tuple[dict[str, Any], bytes]


def serve(get: frames.Get, put: Put, used: int) -> None:
    """Answer until the other side is gone; `used` is the address space before any document."""
    document = Opened(Facts())
    while True:
        try:
            asked, size = frames.unpack_header(get)
        except (EOFError, frames.Malformed):
            return
        if asked.get("do") == "open":
            confine.for_document(size, used)
        confine.for_seconds(float(asked.get("seconds", measures.ONE_PAGE)))
        document, (header, told) = answered(document, asked, get(size))
        put(frames.pack(header, len(told)))
        put(told)


def answered(document: Opened, asked: dict[str, Any], body: bytes = b"") -> tuple[Opened, Answer]:
    """The document that is open from now on, and the answer to one question: header and body. Raises nothing."""
    try:
        if asked.get("do") != "open":
            return document, _QUESTIONS[str(asked.get("do"))](document, asked)
        document = Opened(Facts())  # the one before is given back first
        document = _open(asked, body)
        return document, _opened(document, whole=bool(asked.get("whole")))
    except MemoryError:
        return document, ({"stopped": "memory"}, b"")
    except Stopped as stopped:
        return document, ({"stopped": stopped.why}, b"")
    except Exception:  # whatever a parser raises on a stranger's bytes means this, and is told to nobody else
        return document, ({"stopped": "damaged"}, b"")


def _open(asked: dict[str, Any], body: bytes) -> Opened:
    if asked.get("head"):
        return Opened(replace(recognise.unknown(body), state="too_large", why="too_large"))
    return recognise.opened(body, str(asked.get("password", "")))


def _opened(document: Opened, *, whole: bool) -> Answer:
    texts: list[str] = []
    facts = document.facts
    if whole and facts.state in ("read", "scanned"):
        left, cut = measures.WHOLE_TEXT, False
        try:
            for text in document.texts():
                cut = cut or len(text) > min(left, measures.PAGE_TEXT)
                texts.append(clean(text, min(left, measures.PAGE_TEXT)))
                left -= len(texts[-1])
            facts = document.after()
        except Stopped as stopped:
            facts, texts = replace(facts, state=stopped.state, why=stopped.why), []
        if cut and not facts.why:
            facts = replace(facts, why="cut")
    return {"facts": asdict(facts)}, _lines(texts)


def _picture(document: Opened, asked: dict[str, Any]) -> Answer:
    picture = document.picture(int(asked["page"]), int(asked["width"]), int(asked["turned"]))
    return {"width": picture.width, "height": picture.height}, picture.rgb


def _sizes(document: Opened, asked: dict[str, Any]) -> Answer:
    first, count = int(asked["first"]), min(int(asked["count"]), measures.SIZES_AT_ONCE)
    return {}, _json([document.size(page) for page in range(first, first + count)])


def _words(document: Opened, asked: dict[str, Any]) -> Answer:
    found = document.words(int(asked["page"]))
    told = [[one_line(one.text, measures.NAME), one.left, one.top, one.right, one.bottom] for one in found]
    return {}, _json([one for one in told if one[0]])


def _text(document: Opened, asked: dict[str, Any]) -> Answer:
    return {}, _lines([clean(document.text(int(asked["page"])), measures.PAGE_TEXT)])


def _table(document: Opened, asked: dict[str, Any]) -> Answer:
    look = document.cells if asked["do"] == "cells" else document.table
    block = look(int(asked["sheet"]), int(asked["first"]), int(asked["count"]))
    rows = [[clean(cell, measures.CELL) for cell in row] for row in block.rows]
    told = {"total_rows": block.total_rows, "total_columns": block.total_columns, "merged": block.merged}
    return told, _json(rows)


def _attachment(document: Opened, asked: dict[str, Any]) -> Answer:
    return {}, document.attachment(int(asked["index"]))


def _lines(texts: list[str]) -> bytes:
    """A line of JSON for each text: read in one go, those of a long document would hold the window up."""
    return b"".join(_json(text) + b"\n" for text in texts)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


_QUESTIONS: dict[str, Callable[[Opened, dict[str, Any]], Answer]] = {
    "picture": _picture, "sizes": _sizes, "words": _words, "text": _text, "table": _table, "cells": _table,
    "attachment": _attachment,
}  # fmt: skip
