"""Every released version's workspace opens in this program: upgraded, whole, with all its records.

The archives hold small workspaces made by those very programs (a cheap key derivation); they are never remade.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hsdclient import documents, joint_actions, keyring, schema, store, verify
from hsdclient.documents import DocumentDraft, DocumentQuery, Filed, Link
from hsdclient.joint_actions import ActionQuery
from hsdclient.session import Officer
from tests.built import NAME, PASSPHRASE
from tests.released import RELEASED, unpack


@pytest.mark.parametrize("archive", RELEASED, ids=lambda path: path.stem)
def test_a_released_workspace_is_upgraded_whole(archive: Path, tmp_path: Path) -> None:
    folder = unpack(archive, tmp_path / "desk")
    unlocked = keyring.unlock(folder, NAME, PASSPHRASE)
    assert store.schema_version(folder, unlocked) == archive.stem < store.SCHEMA_VERSION
    opened = store.open_workspace(folder, unlocked, writer=True)
    try:
        with opened.read() as rx:
            found = joint_actions.ids(rx, ActionQuery())
            assert [row.reference for row in joint_actions.rows(rx, found)] == [
                "CN-2026-0001", "CN-2026-0002", "CN-2026-0003",
            ]  # fmt: skip
            assert len(joint_actions.ids(rx, ActionQuery(text="List 2 sent"))) == 1
            row = rx.row(schema.officers, 1)
        assert row is not None
        officer = Officer(1, row["id"], row["name"], row["title"], row["side"], row["role"])
        with opened.write(officer, "Document attached") as tx:
            tx.insert(schema.markings, {"code": "TLP:AMBER", "scheme": "TLP", "rank": 2})
            filed = Filed("note.txt", "ab" * 32, 12, texts=("after the upgrade",))
            documents.attach(tx, DocumentDraft(marking="TLP:AMBER"), filed, [Link("joint_actions", found[0])])
        with opened.read() as rx:
            assert len(documents.ids(rx, DocumentQuery(text="upgrade"))) == 1
    finally:
        opened.close()
    told = [one.sentence for one in verify.verify_folder(folder, unlocked) if one.kind != "vault"]
    assert told == []  # the vault lacks the blob on purpose: this test is of the database


def test_there_is_an_archive_of_each_released_version() -> None:
    steps = sorted((Path(__file__).parents[2] / "migrations" / "versions").glob("[0-9]*.py"))
    assert [path.stem for path in RELEASED] == [path.name[:4] for path in steps[:-1]]
