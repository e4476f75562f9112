"""Many rows of one table as the texts that the journal keeps: the very text of `journal.canonical`, said faster.

Each value is encoded once for the row's state and its payloads. Knows columns by name, no table's meaning.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

string: Callable[[str], str] = json.encoder.encode_basestring
"""A text as JSON, nothing but quotes, backslashes and controls escaped."""
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def value(held: Any) -> str:
    """One value of a row as canonical JSON."""
    if held is None:
        return "null"
    kind = type(held)
    return string(held) if kind is str else repr(held) if kind is int else _encode(held)


class RowTexts:
    """The texts of new rows with these columns; `personal` ones have a payload of their own."""

    def __init__(self, columns: Iterable[str], personal: Iterable[str]) -> None:
        self._columns = sorted(columns)
        kept = frozenset(personal)
        self._facts = [place for place, name in enumerate(self._columns) if name not in kept]
        self._persons = [place for place, name in enumerate(self._columns) if name in kept]
        self._state = _object(self._columns)
        self._fact = _payload([self._columns[place] for place in self._facts])
        self._person = _payload([self._columns[place] for place in self._persons])

    def of(self, row: Mapping[str, Any]) -> tuple[str, str, str]:
        """(the whole row, its facts payload, its personal payload or '') of a row that is inserted."""
        said = [value(row[name]) for name in self._columns]
        whole = self._state % tuple(said)
        if not self._persons:
            return whole, f'{{"after":{whole},"before":{{}}}}', ""
        return (
            whole,
            self._fact % tuple([said[place] for place in self._facts]),
            self._person % tuple([said[place] for place in self._persons]),
        )


def _object(names: Sequence[str]) -> str:
    return "{" + ",".join(f"{string(name)}:%s" for name in names) + "}"


def _payload(names: Sequence[str]) -> str:
    return '{"after":' + _object(names) + ',"before":{}}'
