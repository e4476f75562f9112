"""A joint action to attach to, and contents that are as if they lay in the vault."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from hsdclient import documents, joint_actions
from hsdclient.documents import Attached, DocumentDraft, Filed, Link
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Officer
from hsdclient.store import Store


@pytest.fixture
def action(store: Store, officer: Officer) -> int:
    """The key of a joint action, CN-…-0001."""
    with store.write(officer, "Joint action recorded") as tx:
        draft = ActionDraft(group="CN", title_en="Precursor watch", lead_in="DRI", marking="TLP:AMBER")
        return joint_actions.record(tx, draft).key


@pytest.fixture
def entry(store: Store, officer: Officer, action: int) -> int:
    """The key of a progress entry of `action`."""
    with store.write(officer, "Progress added") as tx:
        return add_entry(tx, action, EntryDraft(text="Shipments examined", dated="2026-01-05"))


def filed(name: str = "Readout.pdf", content: bytes = b"the content", **more: object) -> Filed:
    """A content of the vault that was read as one page."""
    values: dict[str, object] = {
        "kind": "pdf", "media_type": "application/pdf", "extension": ".pdf", "pages": 1, "text_state": "read",
        "texts": ("Precursors were diverted near Nhava Sheva.",), **more,
    }  # fmt: skip
    return Filed(name, hashlib.sha256(content).hexdigest(), len(content), **values)  # type: ignore[arg-type]


@pytest.fixture
def attach(store: Store, officer: Officer) -> Callable[..., Attached]:
    """attach(filed, draft, links) in a transaction of its own."""

    def one(what: Filed | None = None, draft: DocumentDraft | None = None, links: tuple[Link, ...] = ()) -> Attached:
        with store.write(officer, "Document attached") as tx:
            return documents.attach(tx, draft or DocumentDraft(marking="TLP:GREEN"), what or filed(), links)

    return one
