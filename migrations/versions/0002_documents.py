"""Documents: the table, its versions and links, and the text that is read out of them."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

# As dumped when the step was written; it stays as released.
STATEMENTS = (
    'CREATE TABLE document_links ( "key" INTEGER NOT NULL, id TEXT NOT NULL, document_key INTEGER '
    "NOT NULL, noun TEXT NOT NULL, row_key INTEGER NOT NULL, place TEXT DEFAULT '' NOT NULL, "
    'linked_at TEXT NOT NULL, officer_key INTEGER NOT NULL, PRIMARY KEY ("key"), CONSTRAINT '
    'link_once UNIQUE (document_key, noun, row_key), UNIQUE (id), FOREIGN KEY(document_key) '
    'REFERENCES documents ("key"), FOREIGN KEY(officer_key) REFERENCES officers ("key") )',
    'CREATE TABLE document_pages ( "key" INTEGER NOT NULL, sha256 TEXT NOT NULL, page INTEGER NOT '
    'NULL, recognised INTEGER DEFAULT \'0\' NOT NULL, text TEXT NOT NULL, PRIMARY KEY ("key"), '
    'CONSTRAINT page_once UNIQUE (sha256, page) )',
    'CREATE TABLE document_versions ( "key" INTEGER NOT NULL, id TEXT NOT NULL, document_key '
    'INTEGER NOT NULL, number INTEGER NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL, '
    "size INTEGER NOT NULL, kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('pdf', "
    "'image', 'text', 'mail', 'word', 'sheet', 'other')), media_type TEXT DEFAULT '' NOT NULL, "
    "extension TEXT DEFAULT '' NOT NULL, pages INTEGER DEFAULT '0' NOT NULL, warnings TEXT "
    "DEFAULT '' NOT NULL, text_state TEXT NOT NULL CONSTRAINT text_state_is_known CHECK "
    "(text_state IN ('read', 'scanned', 'nothing', 'locked', 'too_large', 'failed')), text_why "
    "TEXT DEFAULT '' NOT NULL, text_hash TEXT DEFAULT '' NOT NULL, current INTEGER DEFAULT '0' "
    "NOT NULL CONSTRAINT current_is_flag "
    'CHECK (current IN (0, 1)), added_at TEXT NOT NULL, added_by INTEGER NOT NULL, PRIMARY KEY '
    '("key"), CONSTRAINT version_once UNIQUE (document_key, number), CONSTRAINT version_has_hash '
    'CHECK (length(sha256) = 64), CONSTRAINT version_is_not_empty CHECK (size > 0), UNIQUE (id), '
    'FOREIGN KEY(document_key) REFERENCES documents ("key"), FOREIGN KEY(added_by) REFERENCES '
    'officers ("key") )',
    'CREATE TABLE documents ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL, '
    'year INTEGER NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, type TEXT NOT NULL '
    "CONSTRAINT type_is_known CHECK (type IN ('readout', 'minutes', 'letter', 'note_verbale', "
    "'request', 'reply', 'photograph', 'certificate', 'other')), dated TEXT, originator TEXT "
    "DEFAULT '' NOT NULL, marking TEXT NOT NULL, partner_marking TEXT DEFAULT '' NOT NULL, "
    "language TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL, third_party INTEGER "
    "DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)), "
    "permitted_by TEXT DEFAULT '' NOT NULL, permitted_on TEXT, permission_reference TEXT DEFAULT "
    "'' NOT NULL, attached_at TEXT NOT NULL, attached_by INTEGER NOT NULL, discarded_at TEXT, "
    'discard_reason TEXT DEFAULT \'\' NOT NULL, swept_at TEXT, PRIMARY KEY ("key"), CONSTRAINT '
    'document_reference_once UNIQUE (reference), CONSTRAINT document_has_marking CHECK '
    '(length(trim(marking)) > 0), CONSTRAINT document_has_title CHECK (length(trim(title)) > 0), '
    'UNIQUE (id), FOREIGN KEY(attached_by) REFERENCES officers ("key") )',
    "CREATE VIRTUAL TABLE page_search USING fts5(text, content='document_pages', "
    'content_rowid=\'key\', prefix=\'2 3\', tokenize = "unicode61 remove_diacritics 0 categories \'L* N* Co Mn Mc\'")',
    # The index of all nouns: beginnings of words, and the rows of one noun beside one another (hsdclient.search).
    'ALTER TABLE search RENAME TO search_before',
    'CREATE VIRTUAL TABLE search USING fts5(title, body, prefix=\'2 3\', tokenize = "unicode61 '
    'remove_diacritics 0 categories \'L* N* Co Mn Mc\'")',
    'INSERT INTO search (rowid, title, body) SELECT ((rowid & 15) << 40) | (rowid >> 4), title, body '
    'FROM search_before ORDER BY 1',
    'DROP TABLE search_before',
    'CREATE INDEX documents_by_attached_at ON documents (attached_at, discarded_at)',
    'CREATE INDEX documents_by_dated ON documents (dated, discarded_at)',
    'CREATE INDEX documents_by_marking ON documents (marking, discarded_at)',
    'CREATE INDEX documents_by_number ON documents (year, number, discarded_at)',
    'CREATE INDEX documents_by_originator ON documents (originator, discarded_at)',
    'CREATE INDEX documents_by_title ON documents (title, discarded_at)',
    'CREATE INDEX documents_by_type ON documents (type, discarded_at)',
    'CREATE INDEX links_by_record ON document_links (noun, row_key, document_key)',
    'CREATE INDEX versions_by_document ON document_versions (document_key, current)',
    'CREATE INDEX versions_by_file_name ON document_versions (current, file_name, document_key)',
    'CREATE INDEX versions_by_hash ON document_versions (sha256, current, document_key)',
    'CREATE INDEX versions_by_kind ON document_versions (current, kind, document_key)',
    'CREATE INDEX versions_by_size ON document_versions (current, size, document_key)',
    'CREATE TRIGGER page_is_found AFTER INSERT ON document_pages BEGIN INSERT INTO page_search '
    '(rowid, text) VALUES (NEW.key, NEW.text); END',
    'CREATE TRIGGER page_is_found_no_more AFTER DELETE ON document_pages BEGIN INSERT INTO '
    "page_search (page_search, rowid, text) VALUES ('delete', OLD.key, OLD.text); END",
    'CREATE TRIGGER page_is_never_edited BEFORE UPDATE ON document_pages BEGIN SELECT '
    "RAISE(ABORT, 'a page is written anew'); END",
)


def upgrade() -> None:
    """New tables, and the search index in a new order: nothing that was recorded is touched."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
