"""What a question finds: records and documents, the newest first, each with its title and surroundings in pieces.

Looks only. Never ordered by rank, which would read every hit (design.md §3); a document comes once, at its first page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, column, text

from hsdclient.finding import kept, matching, tallies
from hsdclient.finding.matching import Resolved
from hsdclient.finding.question import NOUNS, Question, Term
from hsdclient.finding.surroundings import Pieces, first_around, marked
from hsdclient.session import Read

_BLOCK = 4  # pages read at once for each document wanted
_MOST_BLOCK = 4_000


@dataclass(frozen=True)
class Hit:
    """One thing found. `title_hi` is () where none was given; `key` is that of its noun.

    `action_key` is that of the joint action it is or belongs to (0 for anything else). `page` is the first of the
    `pages` pages of a document that hold every word; 0 when it was found by its description.
    `type` and `kind` are a document's; `when` is UTC text, `dated` an ISO day or ''.
    """

    noun: str
    key: int
    reference: str
    title: Pieces
    snippet: Pieces
    when: str
    page: int = 0
    pages: int = 0
    action_key: int = 0
    group: str = ""
    type: str = ""
    kind: str = ""
    dated: str = ""
    marking: str = ""
    sha256: str = ""
    status: str = ""
    title_hi: Pieces = ()


@dataclass(frozen=True)
class Hits:
    """A stretch of what was found, whether there is more, and sentences on what of the question was left out."""

    found: tuple[Hit, ...]
    more: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Place:
    """Where something was found, before its texts are read. `page_key` is that of the page's text."""

    noun: str
    key: int
    when: str
    page: int = 0
    pages: int = 0
    page_key: int = 0


def hits(rx: Read, question: Question, *, first: int = 0, count: int = 50) -> Hits:
    """`count` hits from the `first` on, the newest first; nothing for an empty question.

    As of a past day: the records of that day, and the pages of the versions of that day.
    """
    asked = matching.resolve(rx, question)
    if question.empty:
        return Hits((), False, asked.remarks)
    wanted = first + count + 1
    places = [place for noun in NOUNS if question.asks(noun) for place in _described(rx, asked, noun, wanted)]
    if question.terms and question.asks("documents"):
        pages = _written(rx, asked, wanted)
        there = {place.key for place in pages}
        places = [place for place in places if place.noun != "documents" or place.key not in there] + pages
    places.sort(key=lambda place: (place.when, place.noun, place.key), reverse=True)
    shown = places[first : first + count]
    told: dict[tuple[str, int], Hit] = {}
    for noun, tell in (("joint_actions", _actions), ("progress_entries", _entries), ("documents", _documents)):
        part = [place for place in shown if place.noun == noun]
        if part:
            told.update(((noun, hit.key), hit) for hit in tell(rx, part, question.terms))
    for noun in kept.WAYS:
        part = [place for place in shown if place.noun == noun]
        if part:
            told.update(((noun, hit.key), hit) for hit in _kept(rx, noun, part, question.terms))
    found = tuple(told[place.noun, place.key] for place in shown if (place.noun, place.key) in told)
    return Hits(found, len(places) > first + count, asked.remarks)


_WHEN = {
    "joint_actions": "a.logged_at", "progress_entries": "p.recorded_at", "documents": "v.added_at",
    **{noun: f"{way.alias}.recorded_at" for noun, way in kept.WAYS.items()},
}  # fmt: skip
_KEY = {
    "joint_actions": "a.key", "progress_entries": "p.key", "documents": "d.key",
    **{noun: f"{way.alias}.key" for noun, way in kept.WAYS.items()},
}  # fmt: skip


def _described(rx: Read, asked: Resolved, noun: str, wanted: int) -> list[_Place]:
    tables, where, by = matching.described(asked, noun)
    sql = (
        f"SELECT {_KEY[noun]} AS key, {_WHEN[noun]} AS moment FROM {tables} WHERE {where} "
        f"ORDER BY {by} DESC LIMIT {wanted}"
    )
    return [_Place(noun, row[0], row[1]) for row in rx.all(matching.statement(sql, ("key", "moment"), asked))]


def _written(rx: Read, asked: Resolved, wanted: int) -> list[_Place]:
    """The newest `wanted` documents by their pages. All pages of one content have been written at once, so they
    stand together and a document is whole when the next one begins."""
    found: list[_Place] = []
    held: list[Any] = []
    for row in _page_rows(rx, asked, wanted):
        if held and row.document != held[0].document:
            found.append(_place(held))
            held = []
            if len(found) >= wanted:
                break
        held.append(row)
    if held:
        found.append(_place(held))
    return list({place.key: place for place in reversed(found)}.values())[::-1]


def _place(rows: Sequence[Any]) -> _Place:
    lowest = min(rows, key=lambda row: row.page)
    return _Place("documents", lowest.document, lowest.moment, lowest.page, len(rows), lowest.key)


def _page_rows(rx: Read, asked: Resolved, wanted: int) -> Iterator[Any]:
    tables, where = matching.written(asked)
    names = ("key", "document", "page", "moment")
    block, below = _BLOCK * wanted, (1 << 62)
    while True:
        sql = (
            f"SELECT i.rowid AS key, d.key AS document, g.page, v.added_at AS moment FROM {tables} "
            f"WHERE {where} AND i.rowid < {below} ORDER BY i.rowid DESC LIMIT {block}"
        )
        rows = rx.all(matching.statement(sql, names, asked))
        yield from rows
        if len(rows) < block:
            return
        below, block = rows[-1].key, min(2 * block, _MOST_BLOCK)


def _keyed(rx: Read, sql: str, names: tuple[str, ...], keys: Sequence[int]) -> list[Any]:
    statement = text(sql).bindparams(bindparam("keys", list(keys), expanding=True))
    return rx.all(statement.columns(*(column(name) for name in names)))


_ACTION = (
    "SELECT a.key, a.reference, a.title_en, a.title_hi, a.description, a.partner_reference, a.originator, a.marking, "
    "a.logged_at, g.code, own.status, (SELECT group_concat(s.reason || ' ' || s.next_step, ' ') FROM action_sides s "
    "WHERE s.action_key = a.key) AS standing, (SELECT group_concat(t.tag, ', ') FROM action_tags t "
    "WHERE t.action_key = a.key) AS tags "
    "FROM joint_actions a JOIN working_groups g ON g.key = a.group_key LEFT JOIN action_sides own "
    "ON own.action_key = a.key AND own.side = '{side}' WHERE a.key IN :keys"
)
_ACTION_NAMES = (
    "key", "reference", "title_en", "title_hi", "description", "partner_reference", "originator", "marking",
    "logged_at", "code", "status", "standing", "tags",
)  # fmt: skip


def _actions(rx: Read, places: Sequence[_Place], terms: Sequence[Term]) -> Iterator[Hit]:
    sql = _ACTION.format(side="IN" if rx.side == "IN" else "US")
    for row in _keyed(rx, sql, _ACTION_NAMES, [place.key for place in places]):
        texts = (row.title_hi, row.description, row.standing, row.tags, row.partner_reference, row.originator)
        yield Hit(
            "joint_actions", row.key, row.reference, marked(row.title_en, terms),
            _telling(texts, row.description, terms), row.logged_at, action_key=row.key, group=row.code,
            marking=row.marking, status=row.status or "",
            title_hi=marked(row.title_hi, terms),
        )  # fmt: skip


_ENTRY = (
    "SELECT p.key, p.action_key, p.text, p.reason, p.next_step, p.dated, p.recorded_at, a.reference, a.title_en, "
    "a.title_hi, a.marking, g.code FROM progress_entries p JOIN joint_actions a ON a.key = p.action_key "
    "JOIN working_groups g ON g.key = a.group_key WHERE p.key IN :keys"
)
_ENTRY_NAMES = (
    "key", "action_key", "text", "reason", "next_step", "dated", "recorded_at", "reference", "title_en",
    "title_hi", "marking", "code",
)  # fmt: skip


def _entries(rx: Read, places: Sequence[_Place], terms: Sequence[Term]) -> Iterator[Hit]:
    for row in _keyed(rx, _ENTRY, _ENTRY_NAMES, [place.key for place in places]):
        yield Hit(
            "progress_entries", row.key, row.reference, marked(row.title_en, ()),
            _telling((row.text, row.reason, row.next_step), row.text, terms), row.recorded_at,
            action_key=row.action_key, group=row.code, dated=row.dated, marking=row.marking,
            title_hi=marked(row.title_hi, ()),
        )  # fmt: skip


_DOCUMENT = (
    "SELECT d.key, d.reference, d.title, d.type, d.dated, d.originator, d.note, d.partner_marking, d.marking, "
    "v.file_name, v.kind, v.sha256, v.added_at, (SELECT group_concat(o.file_name, ' ') FROM document_versions o "
    "WHERE o.document_key = d.key AND o.current = 0) AS older_names FROM documents d "
    "JOIN document_versions v ON v.document_key = d.key AND v.current = 1 WHERE d.key IN :keys"
)
_DOCUMENT_NAMES = (
    "key", "reference", "title", "type", "dated", "originator", "note", "partner_marking", "marking", "file_name",
    "kind", "sha256", "added_at", "older_names",
)  # fmt: skip
_FIRST_GROUP = (
    "SELECT k.document_key, min(g.code) FROM document_links k JOIN working_groups g "
    f"ON g.key = {matching.GROUP_OF_LINK} WHERE k.document_key IN :keys GROUP BY k.document_key"
)


def _documents(rx: Read, places: Sequence[_Place], terms: Sequence[Term]) -> Iterator[Hit]:
    by_key = {place.key: place for place in places}
    pages = [place.page_key for place in places if place.page_key]
    read = "SELECT key, text FROM document_pages WHERE key IN :keys"
    texts = {row.key: row.text for row in _keyed(rx, read, ("key", "text"), pages)} if pages else {}
    groups = dict(_keyed(rx, _FIRST_GROUP, ("key", "code"), list(by_key)))
    for row in _keyed(rx, _DOCUMENT, _DOCUMENT_NAMES, list(by_key)):
        place = by_key[row.key]
        written = texts.get(place.page_key, "")
        about = (written, row.note, row.originator, row.file_name, row.partner_marking, row.older_names)
        yield Hit(
            "documents", row.key, row.reference, marked(row.title, terms),
            _telling(about, written or row.note or row.file_name, terms), row.added_at, page=place.page,
            pages=place.pages, group=groups.get(row.key) or "", type=row.type, kind=row.kind, dated=row.dated or "",
            marking=row.marking, sha256=row.sha256,
        )  # fmt: skip


def _kept(rx: Read, noun: str, places: Sequence[_Place], terms: Sequence[Term]) -> Iterator[Hit]:
    when = {place.key: place.when for place in places}
    for one in kept.tell(rx, noun, list(when), terms):
        yield Hit(
            noun, one.key, one.reference, one.title, one.snippet, when[one.key], group=one.group, dated=one.dated,
            marking=one.marking, title_hi=one.title_hi,
        )  # fmt: skip


def _telling(texts: Sequence[str | None], otherwise: str, terms: Sequence[Term]) -> Pieces:
    return first_around([text for text in texts if text], otherwise, terms)


def scattered(rx: Read, question: Question, *, count: int = 50) -> tuple[Hit, ...]:
    """The newest documents in which every term stands somewhere, though not together (`hits` has those): in the
    description and on several pages. It reads every hit of each term: ask it when `hits` had no more."""
    asked = matching.resolve(rx, question)
    sql = matching.scattered(asked) if question.asks("documents") else ""
    if not sql:
        return ()
    found = rx.all(matching.statement(f"{sql} ORDER BY d.key DESC LIMIT {count}", ("key", "moment"), asked))
    places = [_first_page(rx, row, question.terms) for row in found]
    told = {hit.key: hit for hit in _documents(rx, places, question.terms)} if places else {}
    return tuple(told[place.key] for place in places if place.key in told)


def _first_page(rx: Read, row: Any, terms: Sequence[Term]) -> _Place:
    """The first page of a document on which any term stands."""
    page = rx.one(
        text(
            "SELECT g.key AS key, g.page AS page FROM document_versions v JOIN document_pages g ON g.sha256 = v.sha256 "
            "WHERE v.document_key = :document AND v.current = 1 AND g.key IN "
            "(SELECT rowid FROM page_search WHERE page_search MATCH :words AND rowid BETWEEN "
            "(SELECT min(p.key) FROM document_pages p WHERE p.sha256 = v.sha256) AND "
            "(SELECT max(p.key) FROM document_pages p WHERE p.sha256 = v.sha256)) ORDER BY g.page LIMIT 1"
        )
        .bindparams(document=row.key, words=" OR ".join(term.match for term in terms))
        .columns(column("key"), column("page"))
    )
    if page is None:
        return _Place("documents", row.key, row.moment)
    return _Place("documents", row.key, row.moment, page.page, 1, page.key)


def count(rx: Read, question: Question) -> dict[str, int]:
    """How many of each noun the question finds; reads every hit, so it is asked after the first hits are shown."""
    return tallies.facets(rx, question).nouns


def in_document(rx: Read, sha256: str, question: Question) -> list[int]:
    """The pages of one content on which every term of the question stands; on which any does when no page has
    them all."""
    for match in (question.match, " OR ".join(term.match for term in question.terms)):
        if not match:
            return []
        found = rx.column(
            text(
                "SELECT g.page FROM document_pages g WHERE g.sha256 = :sha256 AND g.key IN (SELECT rowid "
                "FROM page_search WHERE page_search MATCH :words AND rowid BETWEEN "
                "(SELECT min(key) FROM document_pages WHERE sha256 = :sha256) AND "
                "(SELECT max(key) FROM document_pages WHERE sha256 = :sha256)) ORDER BY g.page"
            )
            .bindparams(sha256=sha256, words=match)
            .columns(column("page"))
        )
        if found:
            return [int(page) for page in found]
    return []
