"""How many a question finds, by noun, type, group and year; asked once the first hits are on the screen.

Reads every hit: it belongs on a thread of its own. Knows no sentence and no screen.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import column, text

from hsdclient.finding import kept, matching
from hsdclient.finding.matching import Resolved
from hsdclient.finding.question import NOUNS, Question
from hsdclient.session import Read

_COUNTED = {
    "joint_actions": ("a.group_key", "substr(a.logged_at, 1, 4)"),
    "progress_entries": ("a.group_key", "substr(p.dated, 1, 4)"),
}


@dataclass(frozen=True)
class Facets:
    """Counts of what was found. A document of two groups counts in both; one without a date in no year."""

    nouns: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.nouns.values())


def facets(rx: Read, question: Question) -> Facets:
    """The counts of everything that `question` finds; all 0 for an empty one."""
    nouns: Counter[str] = Counter({noun: 0 for noun in NOUNS})
    types: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    years: Counter[str] = Counter()
    asked = matching.resolve(rx, question)
    for noun in NOUNS if not question.empty else ():
        if not question.asks(noun):
            continue
        if noun == "documents":
            _documents(rx, asked, nouns, types, groups, years)
            continue
        tables, where = matching.among(asked, noun)
        group_of, year = _COUNTED.get(noun) or kept.counted(noun)
        sql = f"SELECT {group_of}, {year}, count(*) FROM {tables} WHERE {where} GROUP BY 1, 2"
        codes = _codes(rx)
        for group, in_year, number in rx.all(matching.statement(sql, ("code", "in_year", "number"), asked)):
            nouns[noun] += number
            if group is not None:
                groups[codes.get(group, "")] += number
            if in_year:
                years[in_year] += number
    return Facets(dict(nouns), dict(types), dict(groups), dict(years))


def _documents(
    rx: Read, asked: Resolved, nouns: Counter[str], types: Counter[str], groups: Counter[str], years: Counter[str]
) -> None:
    tables, where, _by = matching.described(asked, "documents")
    found = f"SELECT d.key FROM {tables} WHERE {where}"
    if asked.question.terms:
        found += f" UNION {matching.holding(asked)}"
        if scattered := matching.scattered(asked):
            found += f" UNION SELECT key FROM ({scattered})"
    keys = rx.column(matching.statement(found, ("key",), asked))
    nouns["documents"] += len(keys)
    listed = ",".join(str(int(key)) for key in keys)
    told = text(
        f"SELECT type, substr(dated, 1, 4), count(*) FROM documents WHERE key IN ({listed}) GROUP BY 1, 2"
    ).columns(column("type"), column("in_year"), column("number"))
    for kind, in_year, number in rx.all(told) if keys else ():
        types[kind] += number
        if in_year:
            years[in_year] += number
    linked = text(
        f"SELECT {matching.GROUP_OF_LINK} AS code, count(DISTINCT k.document_key) FROM document_links k "
        f"WHERE k.document_key IN ({listed}) GROUP BY 1 HAVING code IS NOT NULL"
    ).columns(column("code"), column("number"))
    codes = _codes(rx)
    for group, number in rx.all(linked) if keys else ():
        groups[codes.get(group, "")] += number


def _codes(rx: Read) -> dict[int, str]:
    rows = rx.all(text("SELECT key, code FROM working_groups").columns(column("key"), column("code")))
    return {row.key: row.code for row in rows}


def unread(rx: Read) -> int:
    """How many documents (none in the trash) have no text that could be searched, though they should have one."""
    return int(
        rx.scalar(
            text(
                "SELECT count(*) FROM document_versions v JOIN documents d ON d.key = v.document_key "
                "WHERE v.current = 1 AND v.text_state IN ('scanned', 'locked', 'too_large', 'failed') "
                "AND d.discarded_at IS NULL"
            ).columns(column("number"))
        )
    )
