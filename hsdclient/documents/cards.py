"""One document with all that hangs on it (versions, links, releases), and the evidence of a record.

Looks only; what a partner may see is decided in `releases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from hsdclient import errors, schema, titles
from hsdclient.documents import lists
from hsdclient.documents.lists import DocumentRow
from hsdclient.session import Read
from hsdclient.words import _

d, v, k, r = schema.documents.c, schema.document_versions.c, schema.document_links.c, schema.releases.c
_BLOCK = 500


@dataclass(frozen=True)
class VersionCard:
    """One content of a document, the newest is `current`; texts and states as in schema.papers."""

    key: int
    number: int
    file_name: str
    sha256: str
    size: int
    kind: str
    media_type: str
    extension: str
    pages: int
    warnings: tuple[str, ...]
    text_state: str
    text_why: str
    current: bool
    added_at: str
    added_by: str


@dataclass(frozen=True)
class LinkCard:
    """One record that a document is evidence of: its noun and key, page or paragraph.

    `owner_noun` and `owner_key` name the record with a reference that it is or belongs to; `action_key` is that of
    a joint action, 0 for any other noun; `dated` is a progress entry's day, '' for anything else.
    """

    key: int
    noun: str
    row_key: int
    place: str
    action_key: int
    reference: str
    title: str
    dated: str
    discarded: bool
    owner_noun: str = "joint_actions"
    owner_key: int = 0
    title_hi: str = ""


@dataclass(frozen=True)
class DocumentCard:
    """One document whole. `versions` newest first; `releases` are the sides it is released to."""

    row: DocumentRow
    note: str
    third_party: bool
    permitted_by: str
    permitted_on: date | None
    permission_reference: str
    attached_by: str
    discard_reason: str
    versions: tuple[VersionCard, ...]
    links: tuple[LinkCard, ...]

    @property
    def key(self) -> int:
        """The document's key."""
        return self.row.key

    @property
    def current(self) -> VersionCard:
        """The newest version."""
        return self.versions[0]


@dataclass(frozen=True)
class Evidence:
    """One document as evidence of one record: `noun` and `row_key` say of which, `place` where in it."""

    link_key: int
    noun: str
    row_key: int
    place: str
    document: DocumentRow


def card(rx: Read, key: int) -> DocumentCard:
    """The document `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[DocumentCard]:
    """The documents `keys`, whole, in that order; gone ones are left out."""
    found: list[DocumentCard] = []
    listed = list(keys)
    for start in range(0, len(listed), _BLOCK):
        found += _cards(rx, listed[start : start + _BLOCK])
    return found


def _cards(rx: Read, keys: list[int]) -> list[DocumentCard]:
    o = schema.officers.c
    more = {
        row.key: row
        for row in rx.all(
            select(
                d.key, d.note, d.third_party, d.permitted_by, d.permitted_on, d.permission_reference,
                d.discard_reason, o.name,
            )
            .outerjoin(schema.officers, o.key == d.attached_by)
            .where(d.key.in_(keys))
        )
    }  # fmt: skip
    versions: dict[int, list[VersionCard]] = {}
    for row in rx.all(
        select(schema.document_versions, o.name)
        .outerjoin(schema.officers, o.key == v.added_by)
        .where(v.document_key.in_(keys))
        .order_by(v.number.desc())
    ):
        versions.setdefault(row.document_key, []).append(_version(row))
    links = _links(rx, keys)
    return [
        DocumentCard(
            row,
            more[row.key].note,
            bool(more[row.key].third_party),
            more[row.key].permitted_by,
            date.fromisoformat(more[row.key].permitted_on) if more[row.key].permitted_on else None,
            more[row.key].permission_reference,
            more[row.key].name or "",
            more[row.key].discard_reason,
            tuple(versions[row.key]),
            tuple(links.get(row.key, ())),
        )
        for row in lists.rows(rx, keys)
    ]


def _version(row: Any) -> VersionCard:
    return VersionCard(
        row.key, row.number, row.file_name, row.sha256, row.size, row.kind, row.media_type, row.extension, row.pages,
        tuple(filter(None, row.warnings.split(","))), row.text_state, row.text_why, bool(row.current), row.added_at,
        row.name or "",
    )  # fmt: skip


def _links(rx: Read, keys: Iterable[int]) -> dict[int, list[LinkCard]]:
    """The links of each document: those of joint actions and their progress first, each noun by reference."""
    p = schema.progress_entries.c
    rows = rx.all(
        select(k.key, k.document_key, k.noun, k.row_key, k.place, p.action_key, p.dated)
        .outerjoin(schema.progress_entries, and_(k.noun == "progress_entries", p.key == k.row_key))
        .where(k.document_key.in_(list(keys)))
    )
    owners: dict[str, set[int]] = {}
    for row in rows:
        noun, key = _owner(row)
        owners.setdefault(noun, set()).add(key)
    named = {(noun, key): one for noun, some in owners.items() for key, one in titles.of(rx, noun, some).items()}
    found: dict[int, list[LinkCard]] = {}
    for row in rows:
        noun, key = _owner(row)
        if (one := named.get((noun, key))) is not None:
            found.setdefault(row.document_key, []).append(
                LinkCard(
                    row.key, row.noun, row.row_key, row.place, key if noun == "joint_actions" else 0, one.reference,
                    one.title, row.dated or "", one.discarded, noun, key, one.title_hi,
                )
            )  # fmt: skip
    order = list(schema.REFERENCED)
    for links in found.values():
        links.sort(key=lambda one: (order.index(one.owner_noun), one.reference, one.dated, one.key))
    return found


def _owner(row: Any) -> tuple[str, int]:
    """The record with a reference that a link's record is or belongs to."""
    return ("joint_actions", row.action_key) if row.noun == "progress_entries" else (row.noun, row.row_key)


def evidence(rx: Read, action_keys: Sequence[int]) -> dict[int, list[Evidence]]:
    """The evidence of each joint action, with that of its progress entries: action key → by document number.

    Documents in the trash are left out.
    """
    return evidence_of(rx, "joint_actions", action_keys)


def evidence_of(rx: Read, noun: str, keys: Sequence[int]) -> dict[int, list[Evidence]]:
    """The evidence of each record of `noun` (of schema.EVIDENCED), of a joint action with that of its progress
    entries: key → by document number. Documents in the trash are left out."""
    found: dict[int, list[Evidence]] = {}
    listed = list(keys)
    for start in range(0, len(listed), _BLOCK):
        links = rx.all(_evidence_links(noun, listed[start : start + _BLOCK]))
        rows = {row.key: row for row in _rows(rx, sorted({one.document_key for one in links}))}
        for one in links:
            document = rows.get(one.document_key)
            if document is not None and not document.discarded:
                found.setdefault(one.owner_key, []).append(
                    Evidence(one.key, one.noun, one.row_key, one.place, document)
                )
    for listed_evidence in found.values():
        listed_evidence.sort(key=lambda one: (one.document.key, one.noun, one.row_key))
    return found


def _evidence_links(noun: str, keys: Sequence[int]) -> Any:
    p = schema.progress_entries.c
    direct = select(k.key, k.document_key, k.noun, k.row_key, k.place, k.row_key.label("owner_key")).where(
        k.noun == noun, k.row_key.in_(keys)
    )
    if noun != "joint_actions":
        return direct
    return direct.union_all(
        select(k.key, k.document_key, k.noun, k.row_key, k.place, p.action_key)
        .join(schema.progress_entries, p.key == k.row_key)
        .where(k.noun == "progress_entries", p.action_key.in_(keys))
    )


def _rows(rx: Read, keys: Sequence[int]) -> list[DocumentRow]:
    return [
        row for start in range(0, len(keys), _BLOCK) for row in lists.rows(rx, keys[start : start + _BLOCK])
    ]


def evidence_counts(rx: Read, keys: Sequence[int], noun: str = "joint_actions") -> dict[int, int]:
    """How many documents are evidence of each record of `noun` (of an action: or of its progress), each counted
    once, none in the trash."""
    links = _evidence_links(noun, list(keys)).subquery()
    counted = (
        select(links.c.owner_key, func.count(links.c.document_key.distinct()))
        .join(schema.documents, d.key == links.c.document_key)
        .where(d.discarded_at.is_(None))
        .group_by(links.c.owner_key)
    )
    return {int(key): int(count) for key, count in rx.all(counted)}
