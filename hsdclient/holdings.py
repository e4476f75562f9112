"""Which contents the documents of a workspace refer to, so that each can be backed up, checked, mended or swept.

Knows the tables of documents as plain SQL on a connection of the driver; no blob, no noun's verbs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_THERE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'document_versions'"
_CONTENTS = (
    "SELECT v.sha256, v.size, group_concat(DISTINCT d.reference) FROM document_versions v "
    "JOIN documents d ON d.key = v.document_key WHERE d.swept_at IS NULL GROUP BY v.sha256 ORDER BY min(v.key)"
)
_TAKEN_BACK = (
    "SELECT DISTINCT json_extract(p.payload, '$.before.sha256') FROM journal j JOIN journal_payloads p "
    "ON p.seq = j.seq AND p.kind = 'facts' WHERE j.op = 'delete' AND j.noun = 'document_versions' AND j.at >= ?"
)
_WRITTEN = (
    "SELECT DISTINCT sha256 FROM document_pages EXCEPT SELECT v.sha256 FROM document_versions v "
    "JOIN documents d ON d.key = v.document_key WHERE d.swept_at IS NULL"
)


@dataclass(frozen=True)
class Content:
    """One content: SHA-256 (64 hex), bytes, and the references of the documents that have it."""

    sha256: str
    size: int
    references: tuple[str, ...]

    @property
    def named(self) -> str:
        """The references, as a finding tells them: never a title or a file's name."""
        return ", ".join(self.references)


def contents(conn: Any) -> list[Content]:
    """Every content that a version of an unswept document has, oldest first; none before there were documents."""
    if conn.execute(_THERE).fetchone() is None:
        return []
    return [
        Content(str(sha256), int(size), tuple(sorted(str(names).split(","))))
        for sha256, size, names in conn.execute(_CONTENTS)
    ]


def taken_back(conn: Any, since: str) -> set[str]:
    """SHA-256 of the contents of versions that were undone after the instant `since` (UTC text): a redo needs them."""
    return {str(row[0]) for row in conn.execute(_TAKEN_BACK, (since,))}


def without_document(conn: Any) -> set[str]:
    """SHA-256 of the contents whose text is kept although no unswept document refers to them."""
    return {str(row[0]) for row in conn.execute(_WRITTEN)}
