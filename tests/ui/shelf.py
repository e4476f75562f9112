"""A shelf of documents for the tests of the window: their descriptions and texts, linked to the actions of DRAFTS."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from hsdclient import clock, documents, joint_actions
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.workspaces import Workspace
from tests.ui.conftest import NOW

DOCUMENTS: tuple[tuple[DocumentDraft, Filed], ...] = (
    (
        DocumentDraft("readout", "Readout of the sixth meeting", "2024-10-25", "ONDCP", "TLP:AMBER", "CUI//SP-INV",
                      "en", note="Received by e-mail."),
        Filed("Readout_CNWG_final.pdf", "1" * 64, 184_320, "pdf", "application/pdf", ".pdf", 3, (), "read", "",
              ("Readout of the meeting in New Delhi", "Both sides agreed on pre-export notifications", "Annex")),
    ),
    (
        DocumentDraft("minutes", "पूर्वगामी रसायनों पर बैठक का कार्यवृत्त", "2024-10-24", "NCB-IN", "TLP:AMBER", "", "hi"),
        Filed("कार्यवृत्त 2024.docx", "2" * 64, 41_000, "word", "application/vnd.openxmlformats", ".docx", 1, (), "read",
              "", ("पूर्वगामी रसायनों की सूची पर चर्चा हुई",)),
    ),
    (
        DocumentDraft("letter", "Scanned letter on seizure data", "2026-09-02", "CBP", "TLP:GREEN", "FOUO", "en"),
        Filed("scan0001.pdf", "3" * 64, 2_400_000, "pdf", "application/pdf", ".pdf", 2, (), "scanned"),
    ),
    (
        DocumentDraft("photograph", "Parcel of 12 November", "2026-11-12", "DRI", "TLP:GREEN"),
        Filed("IMG_2031.jpg", "4" * 64, 3_812_000, "image", "image/jpeg", ".jpg", 1, (), "nothing"),
    ),
    (
        DocumentDraft("other", "Figures of the quarter", "", "", "TLP:AMBER"),
        Filed("figures.xlsx", "5" * 64, 18_204, "sheet", "application/vnd.ms-excel", ".xlsx", 2, ("macros",), "read",
              "", ("notifications 11", "replies 9")),
    ),
    (
        DocumentDraft("reply", "Reply to the request of September", "2026-11-17", "DEA", "TLP:AMBER", release=("US",)),
        Filed("RE: request.eml", "6" * 64, 9_120, "mail", "message/rfc822", ".eml", 1, ("remote_content",), "read", "",
              ("Please find our reply attached",)),
    ),
)  # fmt: skip


def sha(number: int) -> str:
    """A hash of nothing that is there."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def fill_shelf(workspace: Workspace) -> list[int]:
    """Attach DOCUMENTS (their contents are nowhere) and link four of them; returns their keys."""
    store, officer = workspace.store, workspace.officer
    keys = []
    with clock.at(NOW - timedelta(days=4)):
        with store.read() as rx:
            actions = list(joint_actions.ids(rx, joint_actions.ActionQuery()))
            entry = joint_actions.card(rx, actions[0]).progress[0].key
        for draft, filed in DOCUMENTS:
            with store.write(officer, "Document attached") as tx:
                keys.append(documents.attach(tx, draft, filed).key)
        with store.write(officer, "Document linked") as tx:
            documents.link(tx, keys[0], Link("joint_actions", actions[0], "p. 2"))
            documents.link(tx, keys[0], Link("joint_actions", actions[1]))
            documents.link(tx, keys[1], Link("joint_actions", actions[0]))
            documents.link(tx, keys[5], Link("progress_entries", entry, "para. 3"))
            documents.link(tx, keys[2], Link("joint_actions", actions[2]))
    return keys


def put_file(workspace: Workspace, folder: Path, name: str, content: bytes) -> Filed:
    """A real content in the vault of `workspace`, filed as plain text."""
    path = folder / name
    path.write_bytes(content)
    stored = workspace.store.vault.put(path)
    return Filed(name, stored.sha256, stored.size, "text", "text/plain", ".txt", 1, (), "read", "", (content.decode(),))
