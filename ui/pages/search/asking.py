"""The text of a question as an officer edits it: filters put in and taken out by a press, the last questions kept.

Plain functions of text; the language itself is the core's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hsdclient.finding import NOUN_NAMES, Question, parse

MOST_RECENT: Final = 10
_FILTER: Final = re.compile(r'(?<!\S)(?P<key>[a-z]+):(?P<value>(?:"[^"]*"?|[^\s"])*)')
NOUN_VALUES: Final = {noun: word for word, noun in NOUN_NAMES.items() if word != "round"}


def values(question: Question, key: str) -> tuple[str, ...]:
    """The values of a facet that are in force: noun, type, group, year."""
    if key == "year":
        whole = question.after[4:] == "-01-01" and question.before == f"{question.after[:4]}-12-31"
        return (question.after[:4],) if whole else ()
    if key == "group":
        return tuple(code.upper() for code in question.groups)
    return {"noun": question.nouns, "type": question.types}[key]


def toggled(text: str, key: str, value: str) -> str:
    """`text` with the filter put in, or taken out when it is in force."""
    question = parse(text)
    if key == "year":
        bare = without(text, "after", "before")
        return bare if value in values(question, "year") else _joined(bare, f"after:{value} before:{value}")
    now = values(question, key)
    chosen = [one for one in now if one != value] if value in now else [*now, value]
    written = ",".join(NOUN_VALUES.get(one, one) for one in chosen)
    bare = _apart(text) if key == "noun" else without(text, key)
    return _joined(bare, f"{key}:{written}") if written else bare


def without(text: str, *keys: str) -> str:
    """`text` without these filters; without any filter when no key is given."""
    known = keys or ("noun", "type", "kind", "group", "lead", "marking", "after", "before")
    kept = _FILTER.sub(lambda found: "" if found["key"] in known else found.group(), text)
    return " ".join(kept.split())


def _apart(text: str) -> str:
    """`text` without the nouns asked for, `type:commitment` among them; the types of documents stay."""
    types = parse(text).types
    bare = without(text, "noun", "type") if parse(without(text, "noun")).nouns else without(text, "noun")
    return bare if parse(bare).types == types else _joined(bare, f"type:{','.join(types)}")


def _joined(text: str, more: str) -> str:
    return f"{text} {more}" if text else more


def remembered(recent: Sequence[str], text: str) -> list[str]:
    """The last questions with `text` first; what it goes on from ("prec" before "precursor") is dropped."""
    plain = " ".join(text.split())
    if not plain:
        return list(recent)
    kept = [one for one in recent if one.casefold() != plain.casefold() and not plain.startswith(one)]
    return [plain, *kept][:MOST_RECENT]
