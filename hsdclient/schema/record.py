"""Tables of the record itself: the journal and its payloads, drafts, view states, search index.

Pure declaration; these are not journalled (the journal is the journal).
"""

from __future__ import annotations

from sqlalchemy import DDL, Column, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint, event

from hsdclient.schema.tables import Index, metadata

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("tx", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("hlc", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("workstation", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("undoes", Text, nullable=False, server_default=""),
    Column("op", Text, nullable=False),
    Column("noun", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("payload_hash", LargeBinary, nullable=False),
    Column("state_hash", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

journal_payloads = Table(
    "journal_payloads",
    metadata,
    Column("seq", Integer, ForeignKey("journal.seq"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("payload", Text, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("officer_key", Integer, ForeignKey("officers.key"), nullable=False),
    Column("place", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
    UniqueConstraint("officer_key", "place", name="draft_once"),
)

view_states = Table(
    "view_states",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("officer_key", Integer, ForeignKey("officers.key"), nullable=False),
    Column("view", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("officer_key", "view", name="view_state_once"),
)

Index("journal_by_row", journal.c.noun, journal.c.row, journal.c.seq)
Index("journal_by_tx", journal.c.tx)
Index("journal_by_time", journal.c.at)
# Few entries delete, and the history of a record needs those of its children that are no more.
Index("journal_of_deletes", journal.c.noun, journal.c.row, sqlite_where=journal.c.op == "delete")

TOKENIZE = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
"""Keeps Hindi words whole (design.md §4 no. 8)."""
PREFIX = "2 3"
"""Beginnings of words have an index of their own: `pr*` among 20,000 documents takes 0.1 ms, without it 120 [m]."""
SEARCH_TABLE = (
    f"CREATE VIRTUAL TABLE {{schema}}search USING fts5(title, body, prefix='{PREFIX}', tokenize = \"{TOKENIZE}\")"
)

_TRIGGERS = {
    "journal_is_never_edited": "BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never edited'); END",
    "journal_is_never_cut": "BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never cut'); END",
    "payload_is_never_edited": (
        "BEFORE UPDATE ON journal_payloads BEGIN SELECT RAISE(ABORT, 'a payload is never edited'); END"
    ),
    "payload_goes_only_by_purge": (
        "BEFORE DELETE ON journal_payloads WHEN NOT EXISTS (SELECT 1 FROM journal WHERE noun = 'journal_payloads' "
        "AND row = OLD.seq || '/' || OLD.kind AND op = 'purge') "
        "BEGIN SELECT RAISE(ABORT, 'a payload goes only by a purge that names it'); END"
    ),
}
for _name, _body in _TRIGGERS.items():
    event.listen(metadata, "after_create", DDL(f"CREATE TRIGGER {_name} {_body}"))
event.listen(metadata, "after_create", DDL(SEARCH_TABLE.format(schema="").replace("%", "%%")))
