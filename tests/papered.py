"""Small workspaces whose documents have real blobs, for the tests of what keeps, checks and ends them."""

from __future__ import annotations

import io
import random

from hsdclient import clock, documents, schema
from hsdclient.documents import DocumentDraft, Filed
from hsdclient.session import Officer
from hsdclient.store import Store


def content(seed: int, size: int = 3000) -> bytes:
    """The same pseudo-random bytes for the same seed."""
    return random.Random(seed).randbytes(size)


def attach(store: Store, officer: Officer, seed: int, size: int = 3000) -> documents.Attached:
    """Put `content(seed, size)` into the vault and attach it as a document."""
    stored = store.vault.put(io.BytesIO(content(seed, size)))
    filed = Filed(
        file_name=f"Letter {seed}.pdf", sha256=stored.sha256, size=size, kind="other",
        media_type="application/octet-stream", extension="bin",
    )  # fmt: skip
    with store.write(officer, "Document attached") as tx:
        return documents.attach(tx, DocumentDraft(), filed)


def attach_row(store: Store, officer: Officer, seed: int, size: int = 3000) -> str:
    """The same below the nouns, for workspaces without reference data (tests/built.py); the SHA-256."""
    stored = store.vault.put(io.BytesIO(content(seed, size)))
    now = clock.text(clock.now())
    with store.write(officer, "Document attached") as tx:
        document = {"reference": f"DOC-2026-{seed:04d}", "year": 2026, "number": seed, "title": "Letter"}
        row = {"type": "letter", "marking": "TLP:AMBER", "attached_at": now, "attached_by": 1}
        key = tx.insert(schema.documents, document | row)
        version = {"document_key": key, "number": 1, "file_name": "Letter.pdf", "size": size, "kind": "other"}
        more = {"sha256": stored.sha256, "text_state": "nothing", "current": 1, "added_at": now, "added_by": 1}
        tx.insert(schema.document_versions, version | more)
    return stored.sha256


def hash_of(store: Store, reference: str) -> str:
    """SHA-256 of the content of a document."""
    with store.raw() as conn:
        return str(
            conn.exec_driver_sql(
                "SELECT v.sha256 FROM document_versions v JOIN documents d ON d.key = v.document_key "
                "WHERE d.reference = ? AND v.current = 1",
                (reference,),
            ).scalar_one()
        )
