"""Copies outside the vault: read-only in a private folder until the wipe, or saved where the officer said."""

from __future__ import annotations

import io
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from hsdclient import copies, documents, errors, paths, vault
from hsdclient.documents import DocumentDraft, DocumentRow, Filed
from hsdclient.workspaces import Workspace

CONTENT = b"%PDF-1.7 readout of the working group " * 50_000


@pytest.fixture(autouse=True)
def _no_copies() -> None:
    assert copies.wipe() == 0


@pytest.fixture
def row(workspace: Workspace) -> DocumentRow:
    return attached(workspace, CONTENT, ".pdf")


def attached(workspace: Workspace, content: bytes, extension: str) -> DocumentRow:
    store = workspace.store
    stored = store.vault.put(io.BytesIO(content))
    filed = Filed("Readout by A. Rao.pdf", stored.sha256, stored.size, extension=extension)
    with store.write(workspace.officer, "Document attached") as tx:
        key = documents.attach(tx, DocumentDraft(), filed, ()).key
    with store.read() as rx:
        return documents.rows(rx, [key])[0]


def remarks(workspace: Workspace) -> list[tuple[str, str]]:
    with workspace.store.raw() as conn:
        found = conn.exec_driver_sql("SELECT op, noun FROM journal WHERE op NOT IN ('insert','update') ORDER BY seq")
        return [(op, noun) for op, noun in found if noun == "documents"]


def test_a_copy_is_read_only_private_and_named_by_its_reference(workspace: Workspace, row: DocumentRow) -> None:
    path = copies.open_copy(workspace.store, workspace.officer, row)
    assert path.read_bytes() == CONTENT
    assert path.name == f"{row.reference}.pdf"
    assert path.parents[1] == paths.user_data() / "copies"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert [stat.S_IMODE(above.stat().st_mode) for above in path.parents[:2]] == [0o700, 0o700]
    assert remarks(workspace) == [("open_copy", "documents")]
    assert copies.open_copy(workspace.store, workspace.officer, row) != path


def test_a_wipe_leaves_nothing(workspace: Workspace, row: DocumentRow) -> None:
    path = copies.open_copy(workspace.store, workspace.officer, row)
    (path.parent / "left by another program").write_bytes(b"x")
    assert copies.wipe() == 0
    assert not copies.folder().exists()


def test_what_cannot_be_removed_is_counted_and_tried_again(
    workspace: Workspace, row: DocumentRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copies.open_copy(workspace.store, workspace.officer, row)

    def held(_path: str) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(copies.os, "unlink", held)
        assert copies.wipe() == 1
    assert path.exists()
    assert copies.wipe() == 0
    assert not path.exists()


def test_a_wipe_while_a_copy_is_written_leaves_none(workspace: Workspace, row: DocumentRow) -> None:
    with pytest.raises(vault.Cancelled):
        copies.open_copy(workspace.store, workspace.officer, row, told=lambda _done: copies.wipe() and None)
    assert not copies.folder().exists()
    assert remarks(workspace) == []


def test_an_older_version_says_so_in_its_name(workspace: Workspace, row: DocumentRow) -> None:
    store = workspace.store
    stored = store.vault.put(io.BytesIO(b"the second"))
    with store.write(workspace.officer, "New version") as tx:
        documents.add_version(tx, row.key, Filed("b.txt", stored.sha256, stored.size, extension=".txt"))
    with store.read() as rx:
        card = documents.card(rx, row.key)
    newest, first = card.versions
    assert copies.name_for(card.row, newest) == f"{row.reference}.txt"
    path = copies.open_copy(store, workspace.officer, card.row, first)
    assert (path.name, path.read_bytes()) == (f"{row.reference}-v1.pdf", CONTENT)


@pytest.mark.parametrize("extension", [".exe", ".lnk", ".vbs", ".desktop"])
def test_programs_are_not_opened(workspace: Workspace, extension: str) -> None:
    program = attached(workspace, b"MZ" + extension.encode(), extension)
    with pytest.raises(errors.Refused, match="program"):
        copies.open_copy(workspace.store, workspace.officer, program)
    assert not copies.folder().exists()


def test_an_ending_that_is_none_is_left_out(row: DocumentRow) -> None:
    assert copies.name_for(replace(row, extension="../../x")) == row.reference
    assert copies.name_for(replace(row, extension=".PDF")) == f"{row.reference}.pdf"


def test_a_reader_opens_copies_and_writes_nothing(workspace: Workspace, row: DocumentRow) -> None:
    reader = replace(workspace.officer, role="reader")
    assert copies.open_copy(workspace.store, reader, row).read_bytes() == CONTENT
    assert remarks(workspace) == []


def test_a_missing_blob_leaves_no_folder(workspace: Workspace, row: DocumentRow) -> None:
    kept = workspace.store.vault
    kept.path_of(kept.name_of(row.sha256)).unlink()
    with pytest.raises(vault.Missing):
        copies.open_copy(workspace.store, workspace.officer, row)
    assert list(copies.folder().iterdir()) == []


def test_saving_writes_the_bytes_and_remembers_it(workspace: Workspace, row: DocumentRow, tmp_path: Path) -> None:
    target = tmp_path / "out" / "Readout.pdf"
    target.parent.mkdir()
    target.write_bytes(b"older")
    copies.save_as(workspace.store, workspace.officer, row, target)
    assert target.read_bytes() == CONTENT
    copies.save_part(workspace.store, workspace.officer, row, b"part", target.with_name("part.txt"))
    assert target.with_name("part.txt").read_bytes() == b"part"
    assert remarks(workspace) == [("save_as", "documents"), ("save_part", "documents")]


@pytest.mark.parametrize("place", ["Readout.pdf", "vault/Readout.pdf", "keyring.json"])
def test_nothing_is_saved_into_the_workspace(workspace: Workspace, row: DocumentRow, place: str) -> None:
    target = workspace.folder / place
    before = target.read_bytes() if target.exists() else None
    with pytest.raises(errors.Refused, match="folder of a workspace"):
        copies.save_as(workspace.store, workspace.officer, row, target)
    assert (target.read_bytes() if target.exists() else None) == before
