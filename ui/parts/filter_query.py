"""The text form of a list's filter, `group:CN status:open,held due<30d -rag:green is:overdue words`, both
ways.
Generic: the page declares its filters; nothing here knows what they mean, and nothing here knows Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from hsdclient.fields import Choice

Kind = Literal["choice", "choices", "text", "number", "flag"]
#: Filter values by key: str for choice and text, list[str] for choices, int for number, True for flag. A key
#: with a
#: leading "-" is a negation. The free text stands under TEXT.
Values = dict[str, object]
TEXT: Final = "text"


@dataclass(frozen=True)
class FilterDef:
    """One filter a list offers. `title` is a msgid. `token` is how it is written: "group" for `group:CN`; for
    a number
    the whole beginning, such as "due<", with `unit` behind it (`due<30d`), and the title may hold {n}; for a
    flag the
    whole word, `is:overdue`. `hint` is a msgid that says how a text or a number is written."""

    key: str
    title: str
    kind: Kind
    choices: Callable[[], Sequence[Choice]] | None = None
    token: str = ""
    unit: str = ""
    hint: str = ""
    negatable: bool = False

    def written(self) -> str:
        """The token, the key when none is declared."""
        return self.token or self.key


_WORD: Final = re.compile(r'(?:[^\s"\\]|\\.|"(?:[^"\\]|\\.)*"?)+')
_NUMBER: Final = re.compile(r"(\d{1,9})([a-z]*)")


def parse(line: str, filters: Sequence[FilterDef]) -> Values:
    """The values a text query stands for. What is no known token is free text."""
    values: Values = {}
    words: list[str] = []
    for match in _WORD.finditer(line):
        chunk = match.group()
        if chunk.startswith('"') or not _take(chunk, filters, values):
            words.append(_unquoted(chunk))
    text = " ".join(words)
    if text:
        values[TEXT] = text
    return values


def _take(chunk: str, filters: Sequence[FilterDef], values: Values) -> bool:
    for declared in filters:
        body, key = chunk, declared.key
        if declared.negatable and body.startswith("-"):
            body, key = body[1:], f"-{declared.key}"
        token = declared.written()
        if declared.kind == "flag":
            if body == token:
                values[key] = True
                return True
        elif declared.kind == "number":
            found = _NUMBER.fullmatch(body[len(token) :]) if body.startswith(token) else None
            if found and found.group(2) in ("", declared.unit):
                values[key] = int(found.group(1))
                return True
        elif body.startswith(f"{token}:") and len(body) > len(token) + 1:
            parts = [part for part in _split(body[len(token) + 1 :]) if part]
            if not parts:
                return False
            if declared.kind == "choices":
                old = values.get(key)
                values[key] = list(dict.fromkeys([*(old if isinstance(old, list) else []), *parts]))
            else:
                values[key] = ",".join(parts) if declared.kind == "text" else parts[-1]
            return True
    return False


def is_empty(value: object) -> bool:
    """Whether `value` means that the filter is not in force (0 is a value)."""
    return value is None or value is False or value in ("", [], ())


def format_query(values: Mapping[str, object], filters: Sequence[FilterDef]) -> str:
    """`values` as a text query that `parse` reads back to the same values. Keys nobody declared are left
    out."""
    parts: list[str] = []
    for declared in filters:
        for key, sign in ((declared.key, ""), (f"-{declared.key}", "-")):
            value = values.get(key)
            if is_empty(value) or (sign and not declared.negatable):
                continue
            token = f"{sign}{declared.written()}"
            if declared.kind == "flag":
                parts.append(token)
            elif declared.kind == "number":
                parts.append(f"{token}{value}{declared.unit}")
            elif isinstance(value, list | tuple):
                parts.append(f"{token}:" + ",".join(_quoted(str(item)) for item in value))
            else:
                parts.append(f"{token}:{_quoted(str(value))}")
    text = str(values.get(TEXT) or "")
    if text:
        plain = not re.search(r'["\\]', text) and " ".join(text.split()) == text
        taken = plain and any(_take(word, filters, {}) for word in text.split())
        parts.append(text if plain and not taken else _quoted(text, always=True))
    return " ".join(parts)


def _quoted(value: str, *, always: bool = False) -> str:
    if not always and re.fullmatch(r'[^\s",\\]+', value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unquoted(chunk: str) -> str:
    made, escaped = [], False
    for char in chunk:
        if escaped or char not in '"\\':
            made.append(char)
            escaped = False
        elif char == "\\":
            escaped = True
    return "".join(made)


def _split(body: str) -> list[str]:
    """Parts between commas that stand outside quotes, unquoted."""
    parts, start, inside, escaped = [], 0, False, False
    for place, char in enumerate(body):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"':
            inside = not inside
        elif char == "," and not inside:
            parts.append(_unquoted(body[start:place]))
            start = place + 1
    return [*parts, _unquoted(body[start:])]
