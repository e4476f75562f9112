"""Every blob that was harmed is named, and no other; from a backup it is whole again."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hsdclient import backup_files, backups, clock, documents, errors, mending, papers, vault, verify
from hsdclient.verify import Finding
from hsdclient.workspaces import Workspace
from tests.papered import attach, content, hash_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BIG = 2 * vault.CHUNK + 500


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    """A workspace with eight documents of three chunks each, DOC-2026-0001 to 0008."""
    for seed in range(1, 9):
        attach(workspace.store, workspace.officer, seed, BIG)
    return workspace


def blob(desk: Workspace, number: int) -> Path:
    kept = desk.store.vault
    return kept.path_of(kept.name_of(hash_of(desk.store, f"DOC-2026-{number:04d}")))


def flip(path: Path, place: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(place, os.SEEK_SET if place >= 0 else os.SEEK_END)
        byte = stream.read(1)[0]
        stream.seek(-1, os.SEEK_CUR)
        stream.write(bytes([byte ^ 1]))


def harm(desk: Workspace) -> None:
    """1 flipped in its first chunk, 2 in its last, 3 cut, 4 gone, 5 and 6 swapped; 7 and 8 untouched."""
    flip(blob(desk, 1), 5000)
    flip(blob(desk, 2), -50)
    os.truncate(blob(desk, 3), BIG)
    blob(desk, 4).unlink()
    one, other = blob(desk, 5), blob(desk, 6)
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)


def told(desk: Workspace, *, deep: bool) -> dict[str, str]:
    found = verify.verify(desk.store, deep=deep)
    assert all(one.kind == "vault" for one in found)
    return {one.sentence.split(":")[0].removeprefix("DOC-2026-000"): one.sentence for one in found}


def test_each_harm_is_named_exactly(desk: Workspace) -> None:
    assert verify.verify(desk.store, deep=True) == []
    harm(desk)
    deep = told(desk, deep=True)
    said = {"1": "changed", "2": "changed", "3": "cut short", "4": "missing", "5": "changed", "6": "changed"}
    assert set(deep) == set(said)
    assert all(word in deep[number] for number, word in said.items())
    assert set(told(desk, deep=False)) == set(said) - {"2"}  # its last chunk only the deep look reads
    assert not any("Letter" in sentence for sentence in deep.values())
    for number in (7, 8):
        assert desk.store.vault.read(hash_of(desk.store, f"DOC-2026-{number:04d}")) == content(number, BIG)


def test_many_findings_are_all_named(workspace: Workspace) -> None:
    for seed in range(30):
        attach(workspace.store, workspace.officer, seed, 10)
    for path in (workspace.folder / "vault").rglob("*"):
        if path.is_file():
            path.unlink()
    assert len([one for one in verify.verify(workspace.store) if one.kind == "vault"]) == 30


def test_extra_files_are_named_unless_an_attach_may_have_left_them(desk: Workspace) -> None:
    kept = desk.store.vault
    young = kept.put(io.BytesIO(b"stored, and the row never came"))
    with clock.at(NOON - papers.SWEEP_AGE - timedelta(minutes=1)):
        old = kept.put(io.BytesIO(b"the same, more than thirty days ago"))
    forged = kept.put(io.BytesIO(b"damaged, and nobody refers to it"))
    flip(kept.path_of(forged.name), 20)
    (kept.folder / "notes.txt").write_text("mine")
    (kept.folder / ".aa.part").write_text("half")
    found = [one.sentence for one in verify.verify(desk.store)]
    assert len(found) == 3
    assert all("no document refers to" in sentence for sentence in found)
    assert {name for name in (young.name, old.name, forged.name) for one in found if name[:8] in one} == {
        old.name, forged.name,
    }  # fmt: skip
    assert any("notes.txt" in sentence for sentence in found)


def test_a_blob_that_two_documents_have_names_both_and_older_versions_count(desk: Workspace) -> None:
    stored = desk.store.vault.put(io.BytesIO(b"newer"))
    with desk.store.write(desk.officer, "Version added") as tx:
        key = documents.held(tx, hash_of(desk.store, "DOC-2026-0001")).key
        documents.add_version(tx, key, documents.Filed("b.txt", stored.sha256, stored.size, kind="other"))
    for path in (desk.folder / "vault").rglob("*"):
        if path.is_file():
            path.unlink()
    found = [one for one in verify.verify(desk.store) if one.kind == "vault"]
    assert len(found) == 9
    assert len([one for one in found if "DOC-2026-0001" in one.sentence]) == 2


def test_verify_tells_its_progress_and_can_be_cancelled(desk: Workspace) -> None:
    steps: list[tuple[int, int]] = []
    verify.verify(desk.store, deep=True, told=lambda done, whole: steps.append((done, whole)))
    assert steps[-1][0] == steps[-1][1] == 8 * vault.cipher_size(BIG)
    assert len(steps) == 8
    with pytest.raises(vault.Cancelled):
        verify.verify(desk.store, deep=True, cancelled=lambda: True)


def test_a_closed_workspace_is_verified_with_its_papers(desk: Workspace) -> None:
    harm(desk)
    desk.close()
    found = verify.verify_folder(desk.folder, desk.unlocked, deep=True)
    assert len(found) == 6


# --- mending ------------------------------------------------------------------------------------------


def found(desk: Workspace) -> list[Finding]:
    return verify.verify(desk.store, deep=True)


def last_act(desk: Workspace) -> tuple[str, str, str]:
    with desk.store.raw() as conn:
        row = conn.exec_driver_sql("SELECT op, noun, sentence FROM journal ORDER BY seq DESC").first()
    assert row is not None
    return row[0], row[1], row[2]


def test_all_is_mended_from_the_newest_backup_that_has_it(desk: Workspace) -> None:
    folder = desk.folder / "backups"
    folder.mkdir()
    backups.make(desk.store, folder / "auto-20261122T110000000Z", now=NOON - timedelta(hours=1))
    newest = backups.make(desk.store, folder / "auto-20261122T113000000Z", now=NOON - timedelta(minutes=30))
    harm(desk)
    held = vault.Vault(newest.path, desk.unlocked)
    path = held.path_of(held.name_of(hash_of(desk.store, "DOC-2026-0004")))
    path.unlink()  # the newest lacks one; the other has it
    steps: list[tuple[int, int]] = []
    done = mending.mend(
        desk.store, desk.officer, found(desk), told=lambda number, whole: steps.append((number, whole))
    )
    assert done.mended == tuple(f"DOC-2026-000{number}" for number in range(1, 7))
    assert done.left == ()
    assert steps[-1] == (6, 6)
    assert found(desk) == []
    assert last_act(desk) == ("mend", "workspace", "Stored files mended from a backup")
    for number in range(1, 9):
        assert desk.store.vault.read(hash_of(desk.store, f"DOC-2026-{number:04d}")) == content(number, BIG)


def test_a_given_backup_is_looked_in_by_itself_or_by_the_folder_above(desk: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backups.make(desk.store, stick / "kept", now=NOON)
    for given in (made.path, stick):
        blob(desk, 4).unlink()
        assert mending.mend(desk.store, desk.officer, found(desk), backups=[given]).mended == ("DOC-2026-0004",)
        assert found(desk) == []


def test_what_no_backup_has_is_left_and_said(desk: Workspace, tmp_path: Path) -> None:
    made = backups.make(desk.store, tmp_path / "kept", now=NOON)
    attach(desk.store, desk.officer, 9)
    blob(desk, 9).unlink()
    blob(desk, 1).unlink()
    flip(made.path / "vault" / blob(desk, 1).name[:2] / blob(desk, 1).name, -9)
    blob(desk, 2).unlink()
    done = mending.mend(desk.store, desk.officer, found(desk), backups=[made.path])
    assert done == mending.Mended(("DOC-2026-0002",), ("DOC-2026-0001", "DOC-2026-0009"))
    assert [one.sentence[:13] for one in found(desk)] == ["DOC-2026-0001", "DOC-2026-0009"]


def test_nothing_mended_is_not_journalled(desk: Workspace) -> None:
    blob(desk, 1).unlink()
    before = last_act(desk)
    assert mending.mend(desk.store, desk.officer, found(desk)).left == ("DOC-2026-0001",)
    assert last_act(desk) == before


def test_another_workspaces_backup_and_a_plain_folder_are_refused(
    desk: Workspace, us_workspace: Workspace, tmp_path: Path
) -> None:
    theirs = backups.make(us_workspace.store, tmp_path / "theirs", now=NOON)
    blob(desk, 1).unlink()
    (tmp_path / "letters").mkdir()
    for given in (theirs.path, tmp_path / "letters", tmp_path / "gone"):
        with pytest.raises(backup_files.NotABackup):
            mending.mend(desk.store, desk.officer, found(desk), backups=[given])


def test_something_else_in_the_blobs_place_is_replaced(desk: Workspace, tmp_path: Path) -> None:
    made = backups.make(desk.store, tmp_path / "kept", now=NOON)
    path = blob(desk, 1)
    path.unlink()
    path.mkdir()
    other = blob(desk, 2)
    other.unlink()
    other.symlink_to("/etc/hostname")
    assert len(mending.mend(desk.store, desk.officer, found(desk), backups=[made.path]).mended) == 2
    assert found(desk) == []
    assert Path("/etc/hostname").exists()


def test_a_reader_mends_nothing(desk: Workspace) -> None:
    with pytest.raises(errors.Refused):
        mending.mend(desk.store, replace(desk.officer, role="reader"), [])
