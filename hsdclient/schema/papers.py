"""Tables of documents: the document, its versions, what it is evidence of, and the text read out of it.

Pure declaration. The blobs themselves lie in the vault; `document_pages` is derived from them, not journalled.
"""

from __future__ import annotations

from sqlalchemy import DDL, CheckConstraint, Column, Integer, Table, Text, UniqueConstraint, event

from hsdclient.schema.actions import joint_actions, progress_entries
from hsdclient.schema.dialogue import agreements, meetings
from hsdclient.schema.follow_up import commitments, requests
from hsdclient.schema.record import PREFIX, TOKENIZE
from hsdclient.schema.tables import Index, flag, maybe, metadata, noun, one_of, ref, text, whole
from hsdclient.schema.training import courses, runs

DOCUMENT_TYPES = (
    "readout", "minutes", "letter", "note_verbale", "request", "reply", "photograph", "certificate", "other",
)  # fmt: skip
DOCUMENT_KINDS = ("pdf", "image", "text", "mail", "word", "sheet", "other")
TEXT_STATES = ("read", "scanned", "nothing", "locked", "too_large", "failed")

documents = noun(
    "documents",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    text("title", default=None),
    one_of("type", DOCUMENT_TYPES),
    maybe("dated"),
    text("originator"),
    text("marking", default=None),
    text("partner_marking"),
    text("language"),
    text("note"),
    flag("third_party"),
    text("permitted_by"),
    maybe("permitted_on"),
    text("permission_reference"),
    text("attached_at", default=None),
    ref("attached_by", "officers"),
    maybe("discarded_at"),
    text("discard_reason"),
    maybe("swept_at"),
    UniqueConstraint("reference", name="document_reference_once"),
    CheckConstraint("length(trim(marking)) > 0", name="document_has_marking"),
    CheckConstraint("length(trim(title)) > 0", name="document_has_title"),
)

document_versions = noun(
    "document_versions",
    ref("document_key", "documents"),
    whole("number", default=None),
    text("file_name", default=None),
    text("sha256", default=None),
    whole("size", default=None),
    one_of("kind", DOCUMENT_KINDS),
    text("media_type"),
    text("extension"),
    whole("pages"),
    text("warnings"),
    one_of("text_state", TEXT_STATES),
    text("text_why"),
    text("text_hash"),
    flag("current"),
    text("added_at", default=None),
    ref("added_by", "officers"),
    UniqueConstraint("document_key", "number", name="version_once"),
    CheckConstraint("length(sha256) = 64", name="version_has_hash"),
    CheckConstraint("size > 0", name="version_is_not_empty"),
)

document_links = noun(
    "document_links",
    ref("document_key", "documents"),
    text("noun", default=None),
    whole("row_key", default=None),
    text("place"),
    text("linked_at", default=None),
    ref("officer_key", "officers"),
    UniqueConstraint("document_key", "noun", "row_key", name="link_once"),
)

EVIDENCED: dict[str, Table] = {
    "joint_actions": joint_actions,
    "progress_entries": progress_entries,
    "meetings": meetings,
    "agreements": agreements,
    "commitments": commitments,
    "requests": requests,
    "courses": courses,
    "runs": runs,
}
"""Nouns whose records documents can be evidence of."""

document_pages = Table(
    "document_pages",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("page", Integer, nullable=False),
    Column("recognised", Integer, nullable=False, server_default="0"),
    Column("text", Text, nullable=False),
    UniqueConstraint("sha256", "page", name="page_once"),
)
DERIVED: dict[str, Table] = {"document_pages": document_pages}
"""Tables that hold only what can be read again out of the vault: written without a journal entry of their own."""

Index("documents_by_number", documents.c.year, documents.c.number, documents.c.discarded_at)
for _column in ("title", "type", "dated", "originator", "marking", "attached_at"):
    Index(f"documents_by_{_column}", documents.c[_column], documents.c.discarded_at)
Index("versions_by_document", document_versions.c.document_key, document_versions.c.current)
Index("versions_by_hash", document_versions.c.sha256, document_versions.c.current, document_versions.c.document_key)
for _column in ("kind", "size", "file_name"):
    Index(
        f"versions_by_{_column}",
        document_versions.c.current, document_versions.c[_column], document_versions.c.document_key,
    )  # fmt: skip
Index("links_by_record", document_links.c.noun, document_links.c.row_key, document_links.c.document_key)

PAGE_SEARCH = (
    "CREATE VIRTUAL TABLE page_search USING fts5(text, content='document_pages', content_rowid='key', "
    f"prefix='{PREFIX}', tokenize = \"{TOKENIZE}\")"
)
_TRIGGERS = {
    "page_is_found": (
        "AFTER INSERT ON document_pages BEGIN INSERT INTO page_search (rowid, text) VALUES (NEW.key, NEW.text); END"
    ),
    "page_is_found_no_more": (
        "AFTER DELETE ON document_pages BEGIN "
        "INSERT INTO page_search (page_search, rowid, text) VALUES ('delete', OLD.key, OLD.text); END"
    ),
    "page_is_never_edited": (
        "BEFORE UPDATE ON document_pages BEGIN SELECT RAISE(ABORT, 'a page is written anew'); END"
    ),
}
event.listen(metadata, "after_create", DDL(PAGE_SEARCH.replace("%", "%%")))
for _name, _body in _TRIGGERS.items():
    event.listen(metadata, "after_create", DDL(f"CREATE TRIGGER {_name} {_body}"))
