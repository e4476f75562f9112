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
