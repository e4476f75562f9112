"""One document with all that hangs on it (versions, links, releases), and the evidence of a record.

Looks only; what a partner may see is decided in `releases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select

from hsdclient import errors, schema
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
    """One record that a document is evidence of: its noun and key, page or paragraph, and the joint action it
    belongs to; `dated` is a progress entry's day, '' for an action."""

    key: int
    noun: str
    row_key: int
    place: str
    action_key: int
    reference: str
    title: str
    dated: str
    discarded: bool


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
    a, p = schema.joint_actions.c, schema.progress_entries.c
    rows = rx.all(
        select(
            k.key, k.document_key, k.noun, k.row_key, k.place, a.key.label("action_key"), a.reference, a.title_en,
            a.discarded_at, p.dated,
        )
        .outerjoin(schema.progress_entries, and_(k.noun == "progress_entries", p.key == k.row_key))
        .join(
            schema.joint_actions,
            or_(and_(k.noun == "joint_actions", a.key == k.row_key), a.key == p.action_key),
        )
        .where(k.document_key.in_(list(keys)))
        .order_by(a.reference, p.dated, k.key)
    )  # fmt: skip
    found: dict[int, list[LinkCard]] = {}
    for row in rows:
        found.setdefault(row.document_key, []).append(
            LinkCard(
                row.key, row.noun, row.row_key, row.place, row.action_key, row.reference, row.title_en,
                row.dated or "", row.discarded_at is not None,
            )
        )  # fmt: skip
    return found


def evidence(rx: Read, action_keys: Sequence[int]) -> dict[int, list[Evidence]]:
    """The evidence of each joint action, with that of its progress entries: action key → by document number.

    Documents in the trash are left out.
    """
    p = schema.progress_entries.c
    found: dict[int, list[Evidence]] = {}
    listed = list(action_keys)
    for start in range(0, len(listed), _BLOCK):
        block = listed[start : start + _BLOCK]
        links = rx.all(
            select(k.key, k.document_key, k.noun, k.row_key, k.place, k.row_key.label("action_key"))
            .where(k.noun == "joint_actions", k.row_key.in_(block))
            .union_all(
                select(k.key, k.document_key, k.noun, k.row_key, k.place, p.action_key)
                .join(schema.progress_entries, p.key == k.row_key)
                .where(k.noun == "progress_entries", p.action_key.in_(block))
            )
        )
        rows = {row.key: row for row in _rows(rx, sorted({one.document_key for one in links}))}
        for one in links:
            document = rows.get(one.document_key)
            if document is not None and not document.discarded:
                found.setdefault(one.action_key, []).append(
                    Evidence(one.key, one.noun, one.row_key, one.place, document)
                )
    for listed_evidence in found.values():
        listed_evidence.sort(key=lambda one: (one.document.key, one.noun, one.row_key))
    return found


def _rows(rx: Read, keys: Sequence[int]) -> list[DocumentRow]:
    return [
        row for start in range(0, len(keys), _BLOCK) for row in lists.rows(rx, keys[start : start + _BLOCK])
    ]


def evidence_counts(rx: Read, action_keys: Sequence[int]) -> dict[int, int]:
    """How many documents are evidence of each action or of its progress, each counted once, none in the trash."""
    p = schema.progress_entries.c
    wanted = list(action_keys)
    both = (
        select(k.document_key, k.row_key.label("action_key"))
        .where(k.noun == "joint_actions", k.row_key.in_(wanted))
        .union(
            select(k.document_key, p.action_key)
            .join(schema.progress_entries, and_(k.noun == "progress_entries", p.key == k.row_key))
            .where(p.action_key.in_(wanted))
        )
        .subquery()
    )
    counted = (
        select(both.c.action_key, func.count())
        .join(schema.documents, d.key == both.c.document_key)
        .where(d.discarded_at.is_(None))
        .group_by(both.c.action_key)
    )
    return {int(key): int(count) for key, count in rx.all(counted)}
