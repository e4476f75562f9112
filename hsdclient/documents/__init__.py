"""Documents: what was attached as evidence, described, linked, in versions, listed, shown whole.

The rooms: draft (what is filled in), verbs (what changes), lists (many), cards (one). The bytes lie in the
vault, what is read out of them comes from `reading`; neither is known here.
"""

from __future__ import annotations

from hsdclient.documents.cards import (
    DocumentCard,
    Evidence,
    LinkCard,
    VersionCard,
    card,
    cards,
    evidence,
    evidence_counts,
    evidence_of,
)
from hsdclient.documents.draft import LANGUAGES, TYPE_WORDS, DocumentDraft, Filed, Link
from hsdclient.documents.lists import (
    DocumentQuery,
    DocumentRow,
    ids,
    originators_in_use,
    rows,
    statement,
    total,
)
from hsdclient.documents.verbs import (
    Attached,
    add_version,
    amend,
    attach,
    check,
    discard,
    held,
    link,
    mark_swept,
    recover,
    set_place,
    set_text,
    unlink,
)

__all__ = [
    "LANGUAGES", "TYPE_WORDS", "Attached", "DocumentCard", "DocumentDraft", "DocumentQuery", "DocumentRow",
    "Evidence", "Filed", "Link", "LinkCard", "VersionCard", "add_version", "amend", "attach", "card", "cards",
    "check", "discard", "evidence", "evidence_counts", "evidence_of", "held", "ids", "link", "mark_swept",
    "originators_in_use", "recover", "rows", "set_place", "set_text", "statement", "total", "unlink",
]  # fmt: skip
