"""Nothing goes before thirty days in the trash, nor before a backup that was checked holds it; then it is gone."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hsdclient import backups, clock, documents, errors, papers, store, sweeping, vault, verify
from hsdclient.workspaces import Workspace
from tests.papered import attach, content, hash_of

BEGIN = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
DISCARDED = BEGIN + timedelta(days=5)
BACKED_UP = BEGIN + timedelta(days=10)
SIZE = vault.CHUNK + 3000
LATE = DISCARDED + timedelta(days=30, minutes=1)


@pytest.fixture(autouse=True)
def _late() -> Iterator[None]:
    with clock.at(LATE):
        yield


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    """Documents 1 and 2, discarded five days later, and 3, kept; all backed up ten days later."""
    with clock.at(BEGIN):
        for seed in (1, 2, 3):
            attach(workspace.store, workspace.officer, seed, SIZE)
    with clock.at(DISCARDED):
        discard(workspace, 1, 2)
    backup(workspace, BACKED_UP)
    return workspace


def key_of(desk: Workspace, number: int) -> int:
    with desk.store.raw() as conn:
        return int(conn.exec_driver_sql("SELECT key FROM documents WHERE number = ?", (number,)).scalar_one())


def discard(desk: Workspace, *numbers: int) -> None:
    with desk.store.write(desk.officer, "Document discarded") as tx:
        documents.discard(tx, [key_of(desk, number) for number in numbers], "attached twice")


def backup(desk: Workspace, at: datetime) -> Path:
    folder = desk.folder / "backups"
    folder.mkdir(exist_ok=True)
    with clock.at(at):
        return backups.make(desk.store, folder / f"auto-{backups.stamp(at)}", now=at).path


def blob(desk: Workspace, number: int, folder: Path | None = None) -> Path:
    kept = vault.Vault(folder or desk.folder, desk.unlocked)
    return kept.path_of(kept.name_of(hash_of(desk.store, f"DOC-2026-{number:04d}")))


def sweep(desk: Workspace, now: datetime = LATE) -> sweeping.Swept:
    with clock.at(now):
        return sweeping.sweep(desk.store, desk.officer, now)


def swept_at(desk: Workspace, number: int) -> str | None:
    with desk.store.raw() as conn:
        found = conn.exec_driver_sql("SELECT swept_at FROM documents WHERE number = ?", (number,)).scalar()
    return None if found is None else str(found)


def test_after_thirty_days_and_a_backup_the_blobs_go_and_the_records_stay(desk: Workspace) -> None:
    assert [one.reference for one in sweeping.due(desk.store, LATE)] == ["DOC-2026-0001", "DOC-2026-0002"]
    size = blob(desk, 1).stat().st_size
    done = sweep(desk)
    assert done == sweeping.Swept(["DOC-2026-0001", "DOC-2026-0002"], 2, 2 * size, [])
    assert [blob(desk, number).exists() for number in (1, 2, 3)] == [False, False, True]
    assert [swept_at(desk, number) for number in (1, 2, 3)] == [clock.text(LATE), clock.text(LATE), None]
    assert verify.verify(desk.store, deep=True) == []
    assert sweeping.due(desk.store, LATE) == []
    assert sweep(desk) == sweeping.Swept()
    assert desk.store.vault.read(hash_of(desk.store, "DOC-2026-0003")) == content(3, SIZE)
    with desk.store.write(desk.officer, "Document recovered") as tx, pytest.raises(errors.Refused, match="swept"):
        documents.recover(tx, [key_of(desk, 1)])


def test_not_before_thirty_days(desk: Workspace) -> None:
    early = DISCARDED + timedelta(days=30)
    assert sweeping.due(desk.store, early) == []
    assert sweep(desk, early) == sweeping.Swept()
    assert blob(desk, 1).exists()


def test_a_recovered_document_is_not_due(desk: Workspace) -> None:
    with desk.store.write(desk.officer, "Document recovered") as tx:
        documents.recover(tx, [key_of(desk, 1)])
    assert sweep(desk).documents == ["DOC-2026-0002"]
    assert blob(desk, 1).exists()


@pytest.mark.parametrize("why", ["none", "older", "blob gone", "blob changed", "database damaged"])
def test_without_a_backup_that_holds_it_nothing_goes(desk: Workspace, why: str) -> None:
    (made,) = (desk.folder / "backups").iterdir()
    if why in ("none", "older"):
        made.rename(desk.folder.parent / "elsewhere")
    if why == "older":
        backup(desk, DISCARDED - timedelta(minutes=1))
    if why == "blob gone":
        blob(desk, 1, made).unlink()
    if why == "blob changed":
        path = blob(desk, 1, made)
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    if why == "database damaged":
        data = bytearray((made / "workspace.db").read_bytes())
        data[9000] ^= 1
        (made / "workspace.db").write_bytes(data)
    done = sweep(desk)
    assert done.kept[0][0] == "DOC-2026-0001"
    said = "No backup was made since" if why in ("none", "older") else "holds its files whole"
    assert said in done.kept[0][1]
    assert "DOC-2026-0001" not in done.documents
    assert swept_at(desk, 1) is None
    assert blob(desk, 1).exists()
    assert blob(desk, 2).exists() == (not why.startswith("blob"))
    if why == "none":  # a given one counts as well
        outside = desk.folder.parent / "elsewhere"
        assert len(sweeping.sweep(desk.store, desk.officer, LATE, backups=[outside]).documents) == 2


def test_a_blob_that_another_document_has_stays(desk: Workspace) -> None:
    """The same file again, as the version of another document, while the first lies in the trash."""
    filed = documents.Filed("a.pdf", hash_of(desk.store, "DOC-2026-0001"), SIZE, kind="other")
    with desk.store.write(desk.officer, "Version added") as tx:
        tx.insert(
            store.session.schema.document_versions,
            {
                "document_key": key_of(desk, 3), "number": 2, "file_name": filed.file_name, "sha256": filed.sha256,
                "size": filed.size, "kind": "other", "text_state": "nothing", "current": 0,
                "added_at": clock.text(BEGIN), "added_by": 1,
            },
        )  # fmt: skip
    done = sweep(desk)
    assert done.documents == ["DOC-2026-0001", "DOC-2026-0002"]
    assert done.blobs == 1
    assert blob(desk, 1).exists()
    assert verify.verify(desk.store, deep=True) == []


def test_attached_again_while_it_is_swept_keeps_its_blob(desk: Workspace) -> None:
    """The vault has the content already when attach asks for it; its row comes only after the sweep."""
    stored = desk.store.vault.put(io.BytesIO(content(1, SIZE)))
    assert not stored.is_new
    assert sweep(desk).blobs == 1
    assert blob(desk, 1).exists()
    assert attach(desk.store, desk.officer, 1, SIZE).reference == "DOC-2026-0004"
    assert verify.verify(desk.store, deep=True) == []


def test_a_crash_between_the_row_and_the_blob_is_ended_by_the_next_sweep(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_all: object, **_more: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(vault.Vault, "remove", crash)
        with pytest.raises(KeyboardInterrupt):
            sweep(desk)
    assert swept_at(desk, 1)
    assert blob(desk, 1).exists()
    assert sweep(desk) == sweeping.Swept([], 2, 2 * vault.cipher_size(SIZE), [])
    assert not blob(desk, 1).exists()


def test_what_an_attach_left_goes_after_thirty_days(desk: Workspace) -> None:
    with clock.at(LATE - papers.SWEEP_AGE + timedelta(minutes=1)):
        young = desk.store.vault.put(io.BytesIO(b"young"))
    with clock.at(LATE - papers.SWEEP_AGE - timedelta(minutes=1)):
        old = desk.store.vault.put(io.BytesIO(b"old"))
    assert sweep(desk).blobs == 3
    names = set(desk.store.vault.names())
    assert young.name in names
    assert old.name not in names


def test_a_blob_that_cannot_be_removed_is_said(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.unlink

    def denied(path: object, *rest: object, **more: object) -> None:
        if "vault" in str(path):
            raise PermissionError(13, "Permission denied")
        real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "unlink", denied)
    with pytest.raises(errors.Environment, match="could not be removed"):
        sweep(desk)


def test_cancel_and_progress(desk: Workspace) -> None:
    told: list[tuple[int, int]] = []
    with pytest.raises(vault.Cancelled):
        sweeping.sweep(
            desk.store, desk.officer, LATE, told=lambda done, whole: told.append((done, whole)),
            cancelled=lambda: bool(told),
        )  # fmt: skip
    assert told == [(1, 2)]
    assert [bool(swept_at(desk, number)) for number in (1, 2)] == [True, False]
    assert blob(desk, 1).exists()  # the next sweep removes it
    assert sweep(desk).blobs == 2


def test_a_reader_sweeps_nothing(desk: Workspace) -> None:
    with pytest.raises(errors.Refused):
        sweeping.sweep(desk.store, replace(desk.officer, role="reader"), LATE)
    assert blob(desk, 1).exists()


def test_a_swept_document_is_in_no_new_backup(desk: Workspace) -> None:
    sweep(desk)
    made = backup(desk, LATE)
    assert [path.name for path in (made / "vault").rglob("*") if path.is_file()] == [blob(desk, 3).name]
    assert verify.verify(desk.store, deep=True) == []
