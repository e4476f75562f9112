"""What the reading process answered, checked piece by piece before it becomes plain data: types, counts, sizes, text.

Anything else is `frames.Malformed`. Knows no process.
"""

from __future__ import annotations

import io
import json
import math
from typing import Any

from hsdclient.reading import measures
from hsdclient.reading.cleaning import is_clean
from hsdclient.reading.facts import KINDS, STATES, WARNINGS, Attached, Facts, Picture, Table, Word
from hsdclient.reading.frames import Malformed

_MOST_WARNINGS = len(WARNINGS)
_SHORT = 200


def facts(told: Any) -> Facts:
    """The facts of an answer."""
    if not isinstance(told, dict):
        raise Malformed("facts")
    headers = [_pair(one) for one in _list(told.get("headers"), 20)]
    attached = _list(told.get("attachments"), measures.ATTACHMENTS)
    return Facts(
        kind=_one_of(told.get("kind"), KINDS),
        media_type=_text(told.get("media_type"), _SHORT),
        extension=_text(told.get("extension"), 20),
        state=_one_of(told.get("state"), STATES),
        why=_text(told.get("why"), 40),
        pages=_number(told.get("pages")),
        warnings=tuple(_one_of(one, WARNINGS) for one in _list(told.get("warnings"), _MOST_WARNINGS)),
        width=_number(told.get("width")),
        height=_number(told.get("height")),
        sheets=tuple(_text(one, measures.NAME) for one in _list(told.get("sheets"), measures.SHEETS)),
        headers=tuple(headers),
        attachments=tuple(_attached(one) for one in attached),
    )


def texts(body: bytes) -> tuple[str, ...]:
    """Texts, one a page and line."""
    if body.count(b"\n") > measures.PAGES:
        raise Malformed("texts")
    found = tuple(_text(_json(line), measures.PAGE_TEXT) for line in io.BytesIO(body))
    if sum(map(len, found)) > measures.WHOLE_TEXT:
        raise Malformed("texts")
    return found


def picture(told: dict[str, Any], body: bytes) -> Picture:
    """A picture whose bytes are exactly those of its size."""
    width, height = _number(told.get("width")), _number(told.get("height"))
    if not (1 <= width <= measures.WIDEST and 1 <= height <= measures.TALLEST) or len(body) != 3 * width * height:
        raise Malformed("picture")
    return Picture(width, height, body)


def sizes(body: bytes, count: int) -> list[tuple[float, float]]:
    """Width and height of exactly `count` pages."""
    found = []
    for one in _list(_json(body), count, least=count):
        width, height = (_measure(side, 1e9) for side in _list(one, 2, least=2))
        found.append((width, height))
    return found


def words(body: bytes) -> list[Word]:
    """Words with boxes inside the page."""
    found = []
    for one in _list(_json(body), measures.WORDS):
        text, *box = _list(one, 5, least=5)
        left, top, right, bottom = (_measure(side, 1.0) for side in box)
        found.append(Word(_text(text, measures.NAME), left, top, right, bottom))
    return found


def table(told: dict[str, Any], body: bytes) -> Table:
    """A block of rows."""
    rows = [
        [_text(cell, measures.CELL) for cell in _list(row, measures.COLUMNS_AT_ONCE)]
        for row in _list(_json(body), measures.ROWS_AT_ONCE)
    ]
    total_rows, total_columns = _number(told.get("total_rows")), _number(told.get("total_columns"))
    return Table(rows, total_rows, total_columns, _number(told.get("merged", 0)))


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("json") from error


def _list(told: Any, most: int, *, least: int = 0) -> list[Any]:
    if not isinstance(told, list) or not least <= len(told) <= most:
        raise Malformed("list")
    return told


def _text(told: Any, most: int) -> str:
    if not isinstance(told, str) or len(told) > most or not is_clean(told):
        raise Malformed("text")
    return told


def _number(told: Any) -> int:
    if type(told) is not int or not 0 <= told < 1 << 40:
        raise Malformed("number")
    return told


def _measure(told: Any, most: float) -> float:
    if type(told) not in (int, float) or not math.isfinite(told) or not 0 <= told <= most:
        raise Malformed("measure")
    return float(told)


def _one_of(told: Any, known: tuple[str, ...]) -> str:
    if not isinstance(told, str) or told not in known:
        raise Malformed("word")
    return told


def _pair(told: Any) -> tuple[str, str]:
    name, value = _list(told, 2, least=2)
    return _text(name, _SHORT), _text(value, measures.NAME)


def _attached(told: Any) -> Attached:
    if not isinstance(told, dict):
        raise Malformed("attached")
    return Attached(
        _text(told.get("name"), measures.NAME), _text(told.get("media_type"), _SHORT), _number(told.get("size"))
    )
