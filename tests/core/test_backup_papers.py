"""Backups hold the papers, each once; what comes back is what was attached, byte by byte."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hsdclient import backup_blobs, backup_files, backups, clock, errors, places, restoring, store, vault, verify
from hsdclient.vault import Vault
from hsdclient.workspaces import Workspace
from tests.papered import attach, content, hash_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SEEDS = {f"DOC-2026-000{seed}": seed for seed in (1, 2, 3)}


@pytest.fixture(autouse=True)
def _noon() -> object:
    with clock.at(NOON):
        yield


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    """A workspace with three documents."""
    for seed in SEEDS.values():
        assert attach(workspace.store, workspace.officer, seed).reference in SEEDS
    return workspace


def hashes(opened: store.Store) -> dict[str, bytes]:
    """Reference → content, read whole."""
    with opened.raw() as conn:
        rows = conn.exec_driver_sql("SELECT reference FROM documents ORDER BY number").all()
    return {name: opened.vault.read(hash_of(opened, name)) for (name,) in rows}


def blobs(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in (folder / "vault").rglob("*") if path.is_file()}


def listed(backup: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((backup / "vault.json").read_text())["blobs"]
    return found


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.unlink()  # a second name of it elsewhere stays sound
    path.write_bytes(data)


# --- one backup ---------------------------------------------------------------------------------------


def test_a_backup_holds_every_paper_verified(desk: Workspace, tmp_path: Path) -> None:
    made = backups.make(desk.store, tmp_path / "kept", now=NOON)
    assert set(blobs(made.path)) == set(blobs(desk.folder)) == {one["name"] for one in listed(made.path)}
    assert all((one["size"], one["stored"]) == (3000, vault.cipher_size(3000)) for one in listed(made.path))
    assert made.lacking == ()
    assert made.papers == 3 * vault.cipher_size(3000)
    held = Vault(made.path, desk.unlocked)
    for reference, seed in SEEDS.items():
        assert held.read(hash_of(desk.store, reference)) == content(seed)
    assert not any(path.samefile(blobs(desk.folder)[name]) for name, path in blobs(made.path).items())
    text = (made.path / "vault.json").read_text()
    assert not any(hash_of(desk.store, reference) in text or "Letter" in text for reference in SEEDS)
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.path.rglob("*"))


def test_unchanged_papers_are_not_copied_again(desk: Workspace, tmp_path: Path) -> None:
    first = backups.make(desk.store, tmp_path / "one", now=NOON)
    attach(desk.store, desk.officer, 4)
    second = backups.make(desk.store, tmp_path / "two", now=NOON + timedelta(hours=1))
    old, new = blobs(first.path), blobs(second.path)
    assert set(new) - set(old) == {desk.store.vault.name_of(hash_of(desk.store, "DOC-2026-0004"))}
    assert all(new[name].samefile(path) for name, path in old.items())
    both = backup_blobs.inodes(first.path) | backup_blobs.inodes(second.path)
    apart = sum(backup_blobs.inodes(first.path).values()) + sum(backup_blobs.inodes(second.path).values())
    assert sum(both.values()) == apart - first.papers
    assert second.size == first.size - first.papers + second.papers + (
        backup_files.size_of(second.path / "workspace.db") - backup_files.size_of(first.path / "workspace.db")
        + backup_files.size_of(second.path / "vault.json") - backup_files.size_of(first.path / "vault.json")
    )  # fmt: skip


def test_one_backup_stands_when_the_earlier_one_is_gone(desk: Workspace, tmp_path: Path) -> None:
    first = backups.make(desk.store, tmp_path / "one", now=NOON)
    second = backups.make(desk.store, tmp_path / "two", now=NOON + timedelta(hours=1))
    shutil.rmtree(first.path)
    held = Vault(second.path, desk.unlocked)
    assert [held.read(hash_of(desk.store, name)) for name in SEEDS] == [content(seed) for seed in SEEDS.values()]


def test_a_disk_without_links_gets_copies(
    desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = backups.make(desk.store, tmp_path / "one", now=NOON)

    def refuse(*_names: object, **_more: object) -> None:
        raise OSError(95, "Operation not supported")  # as exFAT says

    monkeypatch.setattr(os, "link", refuse)
    damage(desk.store.vault.path_of(desk.store.vault.name_of(hash_of(desk.store, "DOC-2026-0002"))))
    second = backups.make(desk.store, tmp_path / "two", now=NOON + timedelta(hours=1))
    assert second.lacking == ()
    assert not any(path.samefile(blobs(first.path)[name]) for name, path in blobs(second.path).items())
    assert set(blobs(second.path)) == set(blobs(first.path))


def test_another_workspaces_backup_beside_is_not_used(
    desk: Workspace, us_workspace: Workspace, tmp_path: Path
) -> None:
    attach(us_workspace.store, us_workspace.officer, 1)
    theirs = backups.make(us_workspace.store, tmp_path / "theirs", now=NOON)
    ours = backups.make(desk.store, tmp_path / "ours", now=NOON)
    assert set(blobs(ours.path)).isdisjoint(blobs(theirs.path))
    assert ours.lacking == ()


@pytest.mark.parametrize("harm", ["missing", "changed", "truncated"])
def test_a_damaged_paper_does_not_stop_the_backup_and_is_named(
    desk: Workspace, tmp_path: Path, harm: str
) -> None:
    name = desk.store.vault.name_of(hash_of(desk.store, "DOC-2026-0002"))
    path = desk.store.vault.path_of(name)
    {"missing": path.unlink, "changed": lambda: damage(path), "truncated": lambda: os.truncate(path, 99)}[harm]()
    made, warning = backups.back_up_to(desk.store, desk.officer, tmp_path / "kept", now=NOON)
    assert made.lacking == ("DOC-2026-0002",)
    assert "DOC-2026-0002" in warning
    assert [one.get("lacking") for one in listed(made.path) if one["name"] == name] == [harm]
    assert len(blobs(made.path)) == 2
    assert made.papers == 2 * vault.cipher_size(3000)


def test_an_earlier_backups_good_copy_is_used_for_a_damaged_paper(desk: Workspace, tmp_path: Path) -> None:
    backups.make(desk.store, tmp_path / "one", now=NOON)
    damage(desk.store.vault.path_of(desk.store.vault.name_of(hash_of(desk.store, "DOC-2026-0002"))))
    assert backups.make(desk.store, tmp_path / "two", now=NOON + timedelta(hours=1)).lacking == ()


def test_a_damaged_copy_in_an_earlier_backup_is_not_passed_on(desk: Workspace, tmp_path: Path) -> None:
    first = backups.make(desk.store, tmp_path / "one", now=NOON)
    name = desk.store.vault.name_of(hash_of(desk.store, "DOC-2026-0002"))
    path = blobs(first.path)[name]
    path.write_bytes(bytes(path.stat().st_size))
    second = backups.make(desk.store, tmp_path / "two", now=NOON + timedelta(hours=1))
    assert second.lacking == ()
    assert Vault(second.path, desk.unlocked).read(hash_of(desk.store, "DOC-2026-0002")) == content(2)


def test_a_copy_that_rotted_in_an_earlier_backup_is_not_linked_on(desk: Workspace, tmp_path: Path) -> None:
    first = backups.make(desk.store, tmp_path / "one", now=NOON)
    damage(blobs(first.path)[desk.store.vault.name_of(hash_of(desk.store, "DOC-2026-0002"))])  # length as before
    second = backups.make(desk.store, tmp_path / "two", now=NOON + timedelta(hours=1))
    assert second.lacking == ()
    assert Vault(second.path, desk.unlocked).read(hash_of(desk.store, "DOC-2026-0002")) == content(2)
    third = backups.make(desk.store, tmp_path / "three", now=NOON + timedelta(hours=2), seconds=0)
    shared = [blobs(third.path)[name].samefile(path) for name, path in blobs(second.path).items()]
    assert shared == [True] * 3  # without time to read, length and label are enough


def test_progress_and_cancel(desk: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    backups.make(desk.store, tmp_path / "one", now=NOON, told=lambda done, whole: told.append((done, whole)))
    step = vault.cipher_size(3000)
    assert told == [(step, 3 * step), (2 * step, 3 * step), (3 * step, 3 * step)]
    with pytest.raises(vault.Cancelled):
        backups.make(desk.store, tmp_path / "two", now=NOON, cancelled=lambda: True)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "IN-0") == ["one"]


def test_a_disk_that_fills_up_with_papers_leaves_nothing(
    desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: object, dest: Path, **_more: object) -> None:
        raise OSError(28, "No space left on device", str(dest))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(errors.Environment, match=r"needs \d+ MB"):
        backups.make(desk.store, tmp_path / "kept", now=NOON)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["IN-0"]


def test_the_room_for_papers_is_asked_for_before(
    desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(desk.store, desk.officer, 9, 9_000_000)
    monkeypatch.setattr(places, "free_bytes", lambda _path: 8_000_000)
    with pytest.raises(errors.Environment, match=r"needs 14 MB"):
        backups.make(desk.store, tmp_path / "kept", now=NOON)
    monkeypatch.undo()
    backups.make(desk.store, tmp_path / "one", now=NOON)
    monkeypatch.setattr(places, "free_bytes", lambda _path: 8_000_000)
    backups.make(desk.store, tmp_path / "two", now=NOON)  # nothing is copied again


# --- the schedule -------------------------------------------------------------------------------------


def test_shared_papers_count_once_in_the_budget(desk: Workspace) -> None:
    attach(desk.store, desk.officer, 9, 3_000_000)
    schedule = backups.Schedule(desk.store, disk_budget=12_000_000)
    for number in range(5):
        attach(desk.store, desk.officer, 10 + number)
        assert schedule.run(NOON + timedelta(hours=number + 1)) is not None
        assert schedule.beyond() == ""
    held = backups.listing(desk.folder)
    assert sum(backup.size for backup in held) > 12_000_000  # as if each had its own
    assert len(held) == 5


def test_papers_beyond_the_budget_are_kept_and_said(desk: Workspace) -> None:
    attach(desk.store, desk.officer, 9, 12_000_000)
    # A quarter of the budget holds two databases, and the paper alone is more than the budget.
    schedule = backups.Schedule(desk.store, disk_budget=12_000_000)
    for number in range(4):
        attach(desk.store, desk.officer, 10 + number)
        made = schedule.run(NOON + timedelta(hours=number + 1))
        assert made is not None
        assert made.lacking == ()
        assert "13 MB" in schedule.beyond()
    files: dict[object, int] = {}
    for backup in backups.listing(desk.folder):
        files |= backup_blobs.inodes(backup.path)
    assert sum(files.values()) <= schedule.limit
    assert len(Vault(made.path, desk.unlocked).read(hash_of(desk.store, "DOC-2026-0004"))) == 12_000_000


def test_pruning_leaves_the_younger_ones_whole(desk: Workspace) -> None:
    schedule = backups.Schedule(desk.store, disk_budget=1)
    for number in range(3):
        attach(desk.store, desk.officer, 10 + number)
        made = schedule.run(NOON + timedelta(hours=number + 1))
    assert made is not None
    assert len(backups.listing(desk.folder)) == 2  # the newest before it always stays
    held = Vault(made.path, desk.unlocked)
    assert all(held.check(hash_of(desk.store, name), 3000, deep=True) == "" for name in SEEDS)


def test_a_closing_window_ends_the_backup_under_way(desk: Workspace) -> None:
    schedule = backups.Schedule(desk.store)
    with pytest.raises(vault.Cancelled):
        schedule.run(NOON + timedelta(hours=1), cancelled=lambda: True)
    assert backups.listing(desk.folder) == []
    assert list((desk.folder / "backups").iterdir()) == []


# --- restore ------------------------------------------------------------------------------------------


def reopened(opened: Callable[..., Workspace], folder: Path) -> Workspace:
    return opened(folder=folder, writer=False)


def restore(desk: Workspace, folder: Path, backup: Path) -> restoring.Restored:
    return backups.restore(backup, folder, desk.unlocked, now=NOON, wait=0)


@pytest.mark.parametrize("there", [False, True])
def test_restored_into_an_empty_folder_all_is_back(
    desk: Workspace, opened: Callable[..., Workspace], tmp_path: Path, there: bool
) -> None:
    before = hashes(desk.store)
    made = backups.make(desk.store, tmp_path / "kept", now=NOON)
    target = tmp_path / "new"
    if there:
        target.mkdir()
    desk.close()
    done = restore(desk, target, made.path)
    assert (done.papers, done.lacking) == (3, ())
    back = reopened(opened, target)
    assert hashes(back.store) == before
    assert len(before) == 3
    assert verify.verify(back.store, deep=True) == []
    assert not any(path.samefile(blobs(made.path)[name]) for name, path in blobs(target).items())


def test_sound_papers_stay_damaged_ones_are_replaced_later_ones_are_left(
    desk: Workspace, opened: Callable[..., Workspace], tmp_path: Path
) -> None:
    made = backups.make(desk.store, tmp_path / "kept", now=NOON)
    attach(desk.store, desk.officer, 4)
    names = {name: desk.store.vault.name_of(hash_of(desk.store, name)) for name in (*SEEDS, "DOC-2026-0004")}
    desk.close()
    there = blobs(desk.folder)
    kept = there[names["DOC-2026-0001"]].stat().st_ino
    damage(there[names["DOC-2026-0002"]])
    there[names["DOC-2026-0003"]].unlink()
    there[names["DOC-2026-0003"]].mkdir()  # what a repaired file system leaves
    with clock.at(NOON + timedelta(days=50)):
        done = restore(desk, desk.folder, made.path)
        assert (done.papers, done.lacking) == (2, ())
        assert there[names["DOC-2026-0003"]].is_file()
        assert blobs(desk.folder)[names["DOC-2026-0001"]].stat().st_ino == kept
        assert names["DOC-2026-0004"] in blobs(desk.folder)
        back = reopened(opened, desk.folder)
        assert hashes(back.store) == {name: content(seed) for name, seed in SEEDS.items()}
        assert verify.verify(back.store, deep=True) == []  # the later one's thirty days begin now


def test_a_backup_that_lacks_a_paper_restores_the_rest(
    desk: Workspace, opened: Callable[..., Workspace], tmp_path: Path
) -> None:
    made = backups.make(desk.store, tmp_path / "kept", now=NOON)
    damage(blobs(made.path)[desk.store.vault.name_of(hash_of(desk.store, "DOC-2026-0003"))])
    done = restore(desk, tmp_path / "new", made.path)
    assert (done.papers, done.lacking) == (2, ("DOC-2026-0003",))
    back = reopened(opened, tmp_path / "new")
    assert [finding.sentence[:13] for finding in verify.verify(back.store)] == ["DOC-2026-0003"]


def test_the_workspaces_own_copy_serves_when_the_backup_lacks_it(desk: Workspace, tmp_path: Path) -> None:
    made = backups.make(desk.store, tmp_path / "kept", now=NOON)
    shutil.rmtree(made.path / "vault")
    desk.close()
    assert restore(desk, desk.folder, made.path).lacking == ()


def test_a_backup_from_before_there_were_papers(workspace: Workspace, tmp_path: Path) -> None:
    made = backups.make(workspace.store, tmp_path / "kept", now=NOON)
    plain = json.loads((made.path / "vault.json").read_text())
    old = {key: plain[key] for key in ("workspace", "at", "entries", "blobs")} | {"format": 1}
    (made.path / "vault.json").write_text(json.dumps(old))
    assert not (made.path / "vault").exists()
    assert backups.info(made.path) == {
        "workspace": workspace.unlocked.workspace_id, "at": NOON, "entries": made.entries, "papers": 0,
    }  # fmt: skip
    done = restore(workspace, tmp_path / "new", made.path)
    assert (done.papers, done.lacking) == (0, ())


def test_cancelling_a_restore_leaves_the_workspace(desk: Workspace, tmp_path: Path) -> None:
    made = backups.make(desk.store, tmp_path / "kept", now=NOON)
    attach(desk.store, desk.officer, 4)
    desk.close()
    shutil.rmtree(desk.folder / "vault")
    with pytest.raises(vault.Cancelled):
        backups.restore(made.path, desk.folder, desk.unlocked, now=NOON, wait=0, cancelled=lambda: True)
    one = store.open_workspace(desk.folder, desk.unlocked, writer=False)
    with one.raw() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM documents").scalar() == 4
    one.close()
