"""Documents as lists: which ones (ids first), their rows in blocks.

Looks only. Every filter runs in SQL; the sortable columns have indexes (design.md §3).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, literal_column, or_, select, text, union

from hsdclient import records, schema, search
from hsdclient.session import Read

d, v, k, r = schema.documents.c, schema.document_versions.c, schema.document_links.c, schema.releases.c


@dataclass(frozen=True)
class DocumentQuery:
    """What to list. Group codes through the records it is evidence of; '' in `originators` means none given.

    `after` and `before` are ISO days of the document's own date (included); `unlinked`: evidence of nothing;
    `unread`: its text is not in the search. `record`: (noun, key) it is evidence of, with a joint action's
    progress entries when the noun is joint_actions.
    """

    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    originators: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    text: str = ""
    unlinked: bool = False
    unread: bool = False
    released: bool = False
    trash: bool = False
    record: tuple[str, int] | None = None
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class DocumentRow:
    """One line of a list: the description and the current version. `linked` are the
    references of what it is evidence of, joint actions first."""

    key: int
    id: str
    reference: str
    title: str
    type: str
    dated: date | None
    originator: str
    marking: str
    partner_marking: str
    language: str
    file_name: str
    kind: str
    media_type: str
    extension: str
    size: int
    pages: int
    sha256: str
    versions: int
    text_state: str
    text_why: str
    warnings: tuple[str, ...]
    linked: tuple[str, ...]
    released_to: tuple[str, ...]
    attached_at: str
    discarded: bool
    swept: bool


_BY_REFERENCE = (d.year, d.number)
SORTS: dict[str, tuple[Any, ...]] = {
    "reference": _BY_REFERENCE,
    "title": (d.title,),
    "type": (d.type,),
    "dated": (d.dated,),
    "originator": (d.originator,),
    "marking": (d.marking,),
    "attached_at": (d.attached_at,),
    "kind": (v.kind,),
    "size": (v.size,),
    "file_name": (v.file_name,),
}
_OF_VERSION = frozenset({"kind", "size", "file_name"})


def statement(rx: Read, query: DocumentQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order; it joins only what it asks about."""
    tables: Any = schema.documents
    if query.sort in _OF_VERSION or query.kinds or query.unread:
        tables = tables.join(schema.document_versions, and_(v.document_key == d.key, v.current == 1))
    found = select(d.key).select_from(tables)
    found = found.where(d.discarded_at.is_not(None) if query.trash else d.discarded_at.is_(None), *_conditions(query))
    order = SORTS.get(query.sort, _BY_REFERENCE)
    last = None if order is _BY_REFERENCE else d.key
    return records.in_order(found, order, last, descending=query.descending, may_lack=query.sort == "dated")


def _conditions(query: DocumentQuery) -> list[Any]:
    found: list[Any] = []
    if query.keys is not None:
        found.append(d.key.in_(query.keys))
    for column, wanted in (
        (d.type, query.types), (v.kind, query.kinds), (d.marking, query.marking),
        (d.originator, query.originators), (d.language, query.languages),
    ):  # fmt: skip
        if wanted:
            found.append(column.in_(wanted))
    if query.after:
        found.append(d.dated >= query.after)
    if query.before:
        found.append(d.dated <= query.before)
    if query.unread:
        found.append(v.text_state.in_(("scanned", "locked", "too_large", "failed")))
    if query.groups:
        found.append(d.key.in_(of_groups(query.groups)))
    if query.record is not None:
        found.append(d.key.in_(of_record(*query.record)))
    if query.unlinked:
        found.append(~exists(select(k.key).where(k.document_key == d.key)))
    if query.released:
        found.append(exists(select(r.key).where(r.noun == "documents", r.row_key == d.key)))
    if query.text.strip():
        asked = search.query(query.text)
        found.append(
            literal_column("0") == 1
            if asked is None
            else d.key.in_(text(search.MATCHING_DOCUMENTS).bindparams(words=asked).columns(d.key))
        )
    return found


def of_groups(codes: Sequence[str]) -> Any:
    """A SELECT of the documents that are evidence under one of the working groups."""
    p, g = schema.progress_entries.c, schema.working_groups.c
    ways: list[Any] = []
    for noun, table in schema.EVIDENCED.items():
        if "group_key" not in table.c:
            continue
        owned = select(table.c.key).join(schema.working_groups, g.key == table.c.group_key).where(g.code.in_(codes))
        ways.append(and_(k.noun == noun, k.row_key.in_(owned)))
        if noun == "joint_actions":
            entries = select(p.key).where(p.action_key.in_(owned))
            ways.append(and_(k.noun == "progress_entries", k.row_key.in_(entries)))
    return select(k.document_key).where(or_(*ways))


def of_record(noun: str, key: int) -> Any:
    """A SELECT of the documents that are evidence of one record (of an action: of its progress too)."""
    direct = select(k.document_key).where(k.noun == noun, k.row_key == key)
    if noun != "joint_actions":
        return direct
    p = schema.progress_entries.c
    entries = select(p.key).where(p.action_key == key)
    return union(
        direct, select(k.document_key).where(k.noun == "progress_entries", k.row_key.in_(entries))
    )


def ids(rx: Read, query: DocumentQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 340 of "12 of 340"."""
    counted = select(func.count()).select_from(schema.documents)
    return int(rx.scalar(counted.where(d.discarded_at.is_not(None) if trash else d.discarded_at.is_(None))))


def originators_in_use(rx: Read) -> list[str]:
    """Every originator that some document names, sorted."""
    return [str(value) for value in rx.column(select(d.originator).where(d.originator != "").distinct())]


def rows(rx: Read, keys: Sequence[int]) -> list[DocumentRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted = list(keys)
    linked = _linked(rx, wanted)
    found = {row.key: _row(row, linked.get(row.key, ())) for row in rx.all(_block(), {"keys": wanted})}
    return [found[key] for key in keys if key in found]


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once: the table asks for a block at every turn of the wheel."""
    released = (
        select(func.group_concat(r.side))
        .where(r.noun == "documents", r.row_key == d.key, r.part == "record")
        .scalar_subquery()
    )
    return (
        select(
            d.key, d.id, d.reference, d.title, d.type, d.dated, d.originator, d.marking, d.partner_marking, d.language,
            d.attached_at, d.discarded_at, d.swept_at, v.file_name, v.kind, v.media_type, v.extension, v.size, v.pages,
            v.sha256, v.number, v.text_state, v.text_why, v.warnings, released.label("released_to"),
        )
        .select_from(schema.documents)
        .join(schema.document_versions, and_(v.document_key == d.key, v.current == 1))
        .where(d.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _linked(rx: Read, keys: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """References of the records that each document is evidence of, of an action by way of its progress too."""
    p = schema.progress_entries.c
    ways = [
        select(k.document_key, table.c.reference, literal_column(str(place)).label("place"))
        .join(table, and_(k.noun == noun, table.c.key == k.row_key))
        .where(k.document_key.in_(keys))
        for place, (noun, table) in enumerate(schema.EVIDENCED.items())
        if noun != "progress_entries"
    ]
    a = schema.joint_actions.c
    ways.append(
        select(k.document_key, a.reference, literal_column("0"))
        .join(schema.progress_entries, and_(k.noun == "progress_entries", p.key == k.row_key))
        .join(schema.joint_actions, a.key == p.action_key)
        .where(k.document_key.in_(keys))
    )
    found: dict[int, set[tuple[int, str]]] = {}
    for key, reference, place in rx.all(union(*ways)):
        found.setdefault(key, set()).add((place, reference))
    return {key: tuple(reference for _place, reference in sorted(some)) for key, some in found.items()}


def _row(row: Any, linked: tuple[str, ...]) -> DocumentRow:
    return DocumentRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        title=row.title,
        type=row.type,
        dated=date.fromisoformat(row.dated) if row.dated else None,
        originator=row.originator,
        marking=row.marking,
        partner_marking=row.partner_marking,
        language=row.language,
        file_name=row.file_name,
        kind=row.kind,
        media_type=row.media_type,
        extension=row.extension,
        size=row.size,
        pages=row.pages,
        sha256=row.sha256,
        versions=row.number,
        text_state=row.text_state,
        text_why=row.text_why,
        warnings=tuple(filter(None, row.warnings.split(","))),
        linked=linked,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        attached_at=row.attached_at,
        discarded=row.discarded_at is not None,
        swept=row.swept_at is not None,
    )
