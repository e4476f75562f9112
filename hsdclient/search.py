"""One full-text index over all nouns, kept by the transaction that changes them.

Knows which columns of which table are text; no noun's rule. Traps: design.md §4 no. 8.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, literal_column, text
from sqlalchemy.engine import Connection

KEY_BITS = 40  # of a rowid; above them the noun's code, so that the rows of one noun lie beside one another


@dataclass(frozen=True)
class Source:
    """One searchable noun: its number in the rowid, and a SELECT of key, title, body for `{where}`."""

    code: int
    select: str
    feeders: Mapping[str, str] = field(default_factory=dict)


SOURCES: dict[str, Source] = {
    "joint_actions": Source(
        1,
        "SELECT a.key, a.reference || ' ' || a.title_en || ' ' || a.title_hi, "
        "a.description || ' ' || a.partner_reference || ' ' || a.originator || ' ' || "
        "coalesce((SELECT group_concat(s.reason || ' ' || s.next_step, ' ') FROM action_sides s "
        "WHERE s.action_key = a.key), '') || ' ' || "
        "coalesce((SELECT group_concat(t.tag, ' ') FROM action_tags t WHERE t.action_key = a.key), '') "
        "FROM joint_actions a WHERE a.key IN ({keys})",
        {"action_sides": "action_key", "action_tags": "action_key"},
    ),
    "progress_entries": Source(
        2,
        "SELECT p.key, p.text, p.reason || ' ' || p.next_step FROM progress_entries p WHERE p.key IN ({keys})",
    ),
    "documents": Source(
        3,
        "SELECT d.key, d.reference || ' ' || d.title, "
        "d.originator || ' ' || d.note || ' ' || d.partner_marking || ' ' || "
        "coalesce((SELECT group_concat(v.file_name, ' ') FROM document_versions v WHERE v.document_key = d.key), '') "
        "FROM documents d WHERE d.key IN ({keys})",
        {"document_versions": "document_key"},
    ),
    "meetings": Source(
        4,
        "SELECT m.key, m.reference || ' ' || coalesce((SELECT group_concat(s.title, ' ') FROM meeting_sides s "
        "WHERE s.meeting_key = m.key), ''), m.forum || ' ' || m.place || ' ' || m.minutes || ' ' || "
        "coalesce((SELECT group_concat(s.lead || ' ' || s.lead_post || ' ' || s.note, ' ') FROM meeting_sides s "
        "WHERE s.meeting_key = m.key), '') || ' ' || "
        "coalesce((SELECT group_concat(i.title || ' ' || i.brief || ' ' || i.outcome, ' ') FROM agenda_items i "
        "WHERE i.meeting_key = m.key), '') || ' ' || "
        "coalesce((SELECT group_concat(d.text, ' ') FROM decisions d WHERE d.meeting_key = m.key), '') || ' ' || "
        "coalesce((SELECT group_concat(a.name || ' ' || a.post, ' ') FROM attendees a "
        "WHERE a.meeting_key = m.key), '') "
        "FROM meetings m WHERE m.key IN ({keys})",
        {
            "meeting_sides": "meeting_key",
            "agenda_items": "meeting_key",
            "decisions": "meeting_key",
            "attendees": "meeting_key",
        },
    ),
    "agreements": Source(
        5,
        "SELECT g.key, g.reference || ' ' || g.title_en || ' ' || g.title_hi || ' ' || g.short, "
        "g.party_in || ' ' || g.party_us || ' ' || g.signed_at || ' ' || g.obliges || ' ' || g.note || ' ' || "
        "g.source || ' ' || g.originator FROM agreements g WHERE g.key IN ({keys})",
    ),
    "commitments": Source(
        6,
        "SELECT c.key, c.reference || ' ' || c.verbatim, c.paraphrase || ' ' || c.source || ' ' || c.paragraph || ' ' "
        "|| c.originator || ' ' || coalesce((SELECT group_concat(s.why, ' ') FROM commitment_sides s "
        "WHERE s.commitment_key = c.key), '') FROM commitments c WHERE c.key IN ({keys})",
        {"commitment_sides": "commitment_key"},
    ),
    "requests": Source(
        7,
        "SELECT r.key, r.reference || ' ' || r.title, r.question || ' ' || r.legal_basis || ' ' || "
        "r.partner_reference || ' ' || r.closing || ' ' || r.originator || ' ' || "
        "coalesce((SELECT group_concat(y.text || ' ' || y.partner_reference, ' ') FROM replies y "
        "WHERE y.request_key = r.key), '') || ' ' || coalesce((SELECT group_concat(h.note, ' ') FROM chasers h "
        "WHERE h.request_key = r.key), '') FROM requests r WHERE r.key IN ({keys})",
        {"replies": "request_key", "chasers": "request_key"},
    ),
    "contacts": Source(
        8,
        "SELECT n.key, n.reference || ' ' || n.name || ' ' || n.name_hi, n.email || ' ' || n.phone || ' ' || n.note "
        "|| ' ' || coalesce((SELECT group_concat(h.post, ' ') FROM posts_held h WHERE h.contact_key = n.key), '') "
        "FROM contacts n WHERE n.key IN ({keys})",
        {"posts_held": "contact_key"},
    ),
    "courses": Source(
        9,
        "SELECT c.key, c.reference || ' ' || c.code || ' ' || c.title_en || ' ' || c.title_hi, c.programme || ' ' || "
        "c.topic || ' ' || c.entry || ' ' || c.objectives || ' ' || c.originator FROM courses c "
        "WHERE c.key IN ({keys})",
    ),
    "needs": Source(
        10,
        "SELECT d.key, d.reference || ' ' || d.topic, d.why || ' ' || d.originator FROM needs d "
        "WHERE d.key IN ({keys})",
    ),
    "runs": Source(
        11,
        "SELECT r.key, r.reference || ' ' || r.title_en || ' ' || r.title_hi, r.venue || ' ' || r.topic || ' ' || "
        "r.clause || ' ' || r.note || ' ' || r.originator FROM runs r WHERE r.key IN ({keys})",
    ),
    "trainees": Source(
        12,
        "SELECT t.key, t.reference || ' ' || t.name || ' ' || t.name_hi, t.post || ' ' || t.service_number || ' ' || "
        "t.unit || ' ' || t.email || ' ' || t.phone FROM trainees t WHERE t.key IN ({keys})",
    ),
}


def text_hash(pages: Iterable[tuple[int, str]]) -> str:
    """What a version keeps of its text, so that `verify` notices a page that was lost or changed: SHA-256 over
    (page, text) in their order, '' for no page at all."""
    digest, any_page = hashlib.sha256(), False
    for number, written in pages:
        plain = written.encode()
        digest.update(b"%d:%d:" % (number, len(plain)))
        digest.update(plain)
        any_page = True
    return digest.hexdigest() if any_page else ""


def rowid(noun: str, key: int) -> int:
    """The index's row for the record `key` of `noun`."""
    return (SOURCES[noun].code << KEY_BITS) | key


def belongs(table: str, row: Mapping[str, Any], key: int) -> tuple[str, int] | None:
    """The (noun, key) whose index row a change of `row` in `table` touches, or None."""
    if table in SOURCES:
        return table, key
    for noun, source in SOURCES.items():
        if table in source.feeders:
            return noun, int(row[source.feeders[table]])
    return None


def reindex(connection: Connection, dirty: Mapping[str, Iterable[int]]) -> None:
    """Bring the index up to date for the touched records (noun -> keys), inside their transaction."""
    for noun, keys in dirty.items():
        put(connection, noun, keys)


def put(connection: Connection, noun: str, keys: Iterable[int]) -> None:
    """(Re)write the index rows of the given records; a record that is gone loses its row."""
    source = SOURCES[noun]
    listed = sorted({int(key) for key in keys})
    for start in range(0, len(listed), 500):
        block = listed[start : start + 500]
        select = source.select.format(keys=",".join(map(str, block)))
        rows = connection.exec_driver_sql(select).all()
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", [(rowid(noun, key),) for key in block])
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
                [(rowid(noun, key), indexed(title), indexed(body)) for key, title, body in rows],
            )


@contextmanager
def forgetting(connection: Connection, *, on: bool) -> Iterator[None]:
    """Inside the block, words that leave a row leave the index's pages too, not only its answers (for a purge)."""
    if on:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        connection.exec_driver_sql("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")
    yield
    if on:
        connection.exec_driver_sql("INSERT INTO search (search, rank) VALUES ('secure-delete', 0)")


def rebuild(connection: Connection) -> None:
    """Write the whole index anew (as-of looks, and the mend that `verify` offers)."""
    connection.exec_driver_sql("DELETE FROM search")
    for noun in SOURCES:
        keys = [row[0] for row in connection.exec_driver_sql(f"SELECT key FROM {noun}")]
        put(connection, noun, keys)


def indexed(value: str) -> str:
    """The form that is indexed and asked for: NFC, no NUL."""
    return unicodedata.normalize("NFC", value).replace("\0", " ")


def query(words: str) -> str | None:
    """An FTS5 query in which every word is quoted and must occur, the last one as a prefix; None when
    nothing in `words` can be searched for (raw MATCH raises on most nasty strings, design.md §4 no. 8)."""
    parts = []
    for word in indexed(words).split():
        if any(unicodedata.category(char)[0] in "LNM" or unicodedata.category(char) == "Co" for char in word):
            quoted = word.replace('"', '""')
            parts.append(f'"{quoted}"')
    if not parts:
        return None
    return " ".join(parts) + ("" if words.endswith('"') else "*")


def span(noun: str) -> tuple[int, int]:
    """The first and last rowid that a record of `noun` can have: FTS5 goes there without reading what is before."""
    return rowid(noun, 0), rowid(noun, (1 << KEY_BITS) - 1)


def _among(noun: str) -> str:
    first, last = span(noun)
    return f"SELECT rowid - {first} FROM search WHERE search MATCH :words AND rowid BETWEEN {first} AND {last}"


MATCHING_ACTIONS = (
    f"{_among('joint_actions')} UNION SELECT action_key FROM progress_entries "
    f"WHERE key IN ({_among('progress_entries')})"
)


def matching(noun: str) -> str:
    """SQL that gives the keys of the records of `noun` in which `:words` occur."""
    return _among(noun)


def holding(key: Any, noun: str, words: str) -> ColumnElement[Any]:
    """The condition that `words` occur in the record of `noun` whose key the column `key` holds."""
    asked = query(words)
    if asked is None:
        return literal_column("0") == 1
    return key.in_(text(matching(noun)).bindparams(words=asked).columns(key))  # type: ignore[no-any-return]



MATCHING_DOCUMENTS = (
    f"{_among('documents')} "
    "UNION SELECT document_key FROM document_versions WHERE current = 1 AND sha256 IN "
    "(SELECT sha256 FROM document_pages WHERE +key IN (SELECT rowid FROM page_search WHERE page_search MATCH :words))"
)
"""Documents by their description or by what is written in them. The plus: through the narrow index once, by key every
page's text would be read."""

TITLED_ACTIONS = f"{_among('joint_actions')} LIMIT 200"
"""At most that many actions with these words in their titles: for a warning, not for a list."""


def in_title(words: str) -> str | None:
    """The question of `query`, asked of titles only."""
    asked = query(words)
    return None if asked is None else f"title : ({asked})"


def problems(connection: Connection, *, inner: bool = True) -> list[str]:
    """Index rows that differ from their records, as 'noun key' texts; empty when the index is whole.

    `inner` asks the index to check itself too: a write that the caller rolls back.
    """
    if inner:
        for table in ("search", "page_search"):
            connection.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    found: list[str] = []
    expected = 0
    for noun, source in SOURCES.items():
        keys = [row[0] for row in connection.exec_driver_sql(f"SELECT key FROM {noun}")]
        expected += len(keys)
        for start in range(0, len(keys), 500):
            block = keys[start : start + 500]
            listed = ",".join(str(rowid(noun, key)) for key in block)
            held = {
                row[0]: (row[1], row[2])
                for row in connection.exec_driver_sql(
                    f"SELECT rowid, title, body FROM search WHERE rowid IN ({listed})"
                )
            }
            rows = connection.exec_driver_sql(source.select.format(keys=",".join(map(str, block))))
            found += [
                f"{noun} {key}"
                for key, title, body in rows
                if held.get(rowid(noun, key)) != (indexed(title), indexed(body))
            ]
    total = connection.exec_driver_sql("SELECT count(*) FROM search").scalar()
    if total != expected:
        found.append(f"{total} / {expected}")
    return found + _unlike_pages(connection)


def _unlike_pages(connection: Connection) -> list[str]:
    """Documents whose pages are not those that their versions were written with, and pages of no version ever."""
    read = connection.exec_driver_sql("SELECT sha256, page, text FROM document_pages ORDER BY sha256, page")
    held = {
        sha256: text_hash((row.page, row.text) for row in pages)
        for sha256, pages in groupby(read, key=lambda row: row.sha256)
    }
    versions = connection.exec_driver_sql(
        "SELECT v.sha256, v.text_hash, d.reference FROM document_versions v JOIN documents d "
        "ON d.key = v.document_key WHERE d.swept_at IS NULL ORDER BY d.key, v.number"
    ).all()
    found = [f"documents {row.reference}" for row in versions if held.pop(row.sha256, "") != row.text_hash]
    taken_back = connection.exec_driver_sql(
        "SELECT json_extract(p.payload, '$.before.sha256') FROM journal j JOIN journal_payloads p ON p.seq = j.seq "
        "WHERE j.op = 'delete' AND j.noun = 'document_versions' AND p.kind = 'facts'"
    )
    left = held.keys() - {row[0] for row in taken_back}  # their pages wait for a redo, then for the sweep
    return [*dict.fromkeys(found), *(f"document_pages {sha256[:8]}" for sha256 in sorted(left))]
