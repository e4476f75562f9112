"""Making and opening a workspace, officers' keys, a rollback accepted: rules.md, Keys, officers, lock."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hsdclient import (
    attempts,
    clock,
    errors,
    founding,
    joint_actions,
    keyring,
    lock,
    markings,
    officers,
    places,
    workspaces,
)
from hsdclient.officers import OfficerDraft
from hsdclient.store import RolledBack
from hsdclient.workspaces import Workspace, WorkspaceDraft
from tests.core.conftest import CHEAP, DRAFTS, NAME, PASSPHRASE

Copied = Callable[..., Path]
Opened = Callable[..., Workspace]
ACTION = joint_actions.ActionDraft(group="CN", title_en="Precursor watch", lead_in="DRI", marking="TLP:AMBER")


@pytest.fixture(autouse=True)
def no_former_tries(templates: dict[str, tuple[Path, str]]) -> None:
    for folder, _code in templates.values():
        attempts.right(keyring.workspace_id(folder))


def _litter(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("side", ["IN", "US"])
def test_a_new_workspace_has_its_facts_reference_data_and_administrator(opened: Opened, side: str) -> None:
    one = opened(side)
    facts = one.store.facts
    assert (facts.side, facts.default_marking) == (side, "TLP:AMBER")
    assert facts.time_zone == {"IN": "Asia/Kolkata", "US": "America/New_York"}[side]
    assert facts.id == one.unlocked.workspace_id
    with one.store.read() as rx:
        (row,) = officers.listing(rx)
        assert (row.name, row.agency, row.role) == (DRAFTS[side].officer, DRAFTS[side].agency, "administrator")
        assert "TLP:RED" in markings.all_of(rx)
    assert one.officer.title == DRAFTS[side].title
    assert one.writable


def test_the_first_officer_is_the_author_of_the_first_entry(workspace: Workspace) -> None:
    with workspace.store.raw() as conn:
        authors = {row[0] for row in conn.exec_driver_sql("SELECT officer FROM journal")}
    assert authors == {workspace.officer.id}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"agency": "NCB"}, "agency", ("NCB-IN", "CBI-NCB")),
        ({"agency": "CBP"}, "agency", ("CBP", "DRI")),
        ({"officer": "  "}, "officer", ("needed",)),
        ({"officer": "A\0B"}, "officer", ("U+0000",)),
        ({"side": "UK"}, "side", ("IN or US",)),
        ({"default_marking": "Secret"}, "default_marking", ("accreditation",)),
        ({"default_marking": ""}, "default_marking", ("needed",)),
    ],
)
def test_a_wrong_draft_leaves_nothing_behind(
    tmp_path: Path, changes: dict[str, str], field: str, words: tuple[str, ...]
) -> None:
    draft = WorkspaceDraft(**{"side": "IN", "officer": NAME, "agency": "MHA", **changes})
    with pytest.raises(errors.Problems) as refused:
        founding.create(tmp_path / "new", draft, PASSPHRASE, cost=CHEAP)
    assert all(word in refused.value.by_field[field] for word in words)
    assert _litter(tmp_path) == []


def test_a_failure_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    empty = tmp_path / "new"
    empty.mkdir()
    with pytest.raises(errors.Refused):
        founding.create(empty, DRAFTS["IN"], "", cost=CHEAP)
    assert _litter(tmp_path) == ["new"]
    assert _litter(empty) == []
    founding.create(empty, DRAFTS["IN"], PASSPHRASE, cost=CHEAP)
    assert "workspace.db" in _litter(empty)


def test_never_over_another_nor_beside_other_files(copied: Copied, tmp_path: Path) -> None:
    folder = copied()
    before = (folder / "workspace.db").read_bytes()
    with pytest.raises(errors.Refused, match="workspace in this folder already"):
        founding.create(folder, DRAFTS["IN"], PASSPHRASE, cost=CHEAP)
    assert (folder / "workspace.db").read_bytes() == before
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("x")
    with pytest.raises(errors.Refused, match="not empty"):
        founding.create(tmp_path / "full", DRAFTS["IN"], PASSPHRASE, cost=CHEAP)
    with pytest.raises(errors.Refused, match="is a file"):
        founding.create(tmp_path / "full" / "letter.txt", DRAFTS["IN"], PASSPHRASE, cost=CHEAP)


def test_a_synchronised_folder_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(errors.Environment, match="Dropbox"):
        founding.create(tmp_path / "Dropbox" / "desk", DRAFTS["IN"], PASSPHRASE, cost=CHEAP)
    assert _litter(tmp_path) == []


def test_nothing_to_open_says_so(tmp_path: Path) -> None:
    with pytest.raises(errors.Environment, match="no workspace"):
        workspaces.unlock(tmp_path, NAME, PASSPHRASE, writer=True)
    assert _litter(tmp_path) == []


def test_a_wrong_passphrase_gives_the_lock_back_and_waits_grow(copied: Copied) -> None:
    folder = copied()
    with clock.at(datetime(2026, 11, 22, 5, 0, tzinfo=UTC)):
        for _try in range(4):
            with pytest.raises(keyring.WrongPassphrase):
                workspaces.unlock(folder, NAME, "wrong", writer=True, wait=0)
        with pytest.raises(workspaces.TooSoon) as early:
            workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0)
        assert early.value.seconds == 1
    with clock.at(datetime(2026, 11, 22, 5, 0, tzinfo=UTC) + timedelta(seconds=1)):
        workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0).close()


def test_one_writer_many_readers(opened: Opened) -> None:
    writer = opened("IN")
    with pytest.raises(lock.Held):
        opened("IN", folder=writer.folder)
    reader = opened("IN", folder=writer.folder, writer=False)
    assert not reader.writable
    with writer.store.write(writer.officer, "Joint action recorded") as tx:
        recorded = joint_actions.record(tx, ACTION)
    with reader.store.read() as rx:
        assert joint_actions.card(rx, recorded.key).title_en == "Precursor watch"
    with pytest.raises(errors.Refused, match="reading only"), reader.store.write(reader.officer, "x"):
        pass
    writer.close()
    assert opened("IN", folder=writer.folder).writable


def test_the_recovery_code_opens_and_gives_a_new_passphrase(
    copied: Copied, templates: dict[str, tuple[Path, str]]
) -> None:
    folder, code = copied(), templates["IN"][1]
    with workspaces.unlock_by_recovery(folder, code, wait=0) as one:
        assert one.officer.name == NAME
        workspaces.reset_passphrase(one.store, one.unlocked, one.officer, "another long phrase", cost=CHEAP)
        with one.store.raw() as conn:
            said = [row[0] for row in conn.exec_driver_sql("SELECT sentence FROM journal ORDER BY seq DESC LIMIT 2")]
    assert said == ["Passphrase changed", "Opened with the recovery code"]
    with pytest.raises(keyring.WrongPassphrase):
        workspaces.unlock(folder, NAME, PASSPHRASE, writer=False)
    workspaces.unlock(folder, NAME, "another long phrase", writer=False).close()
    slip = ("A" if code[0] != "A" else "B") + code[1:]
    with pytest.raises(errors.Refused):
        workspaces.unlock_by_recovery(folder, slip, wait=0)


def test_officers_come_change_their_passphrase_and_go(opened: Opened) -> None:
    one = opened("IN")
    boss = (one.store, one.unlocked, one.officer)
    key = workspaces.add_officer(*boss, OfficerDraft("Vikram Iyer", "Inspector", "DRI"), "first phrase", cost=CHEAP)
    second = workspaces.unlock(one.folder, " VIKRAM  iyer", "first phrase", writer=False)
    assert (second.officer.key, second.officer.role) == (key, "officer")
    with pytest.raises(keyring.WrongPassphrase):
        workspaces.change_passphrase(*boss[:2], second.officer, "not it", "second phrase", cost=CHEAP)
    workspaces.change_passphrase(*boss[:2], second.officer, "first phrase", "second phrase", cost=CHEAP)
    second.close()
    workspaces.unlock(one.folder, "Vikram Iyer", "second phrase", writer=False).close()
    workspaces.disable_officer(*boss, key)
    with pytest.raises(keyring.WrongPassphrase):
        workspaces.unlock(one.folder, "Vikram Iyer", "second phrase", writer=False)
    with one.store.read() as rx:
        assert [row.disabled for row in officers.listing(rx, disabled=True)] == [False, True]


def test_a_disabled_row_alone_refuses_the_slot_that_was_left(opened: Opened) -> None:
    one = opened("IN")
    boss = (one.store, one.unlocked, one.officer)
    key = workspaces.add_officer(*boss, OfficerDraft("Vikram Iyer"), "first phrase", cost=CHEAP)
    with one.store.write(one.officer, "Officer disabled") as tx:  # a crash came before the slot went
        officers.disable(tx, key)
    with pytest.raises(errors.Refused, match="no longer sign in"):
        workspaces.unlock(one.folder, "Vikram Iyer", "first phrase", writer=False)
    workspaces.disable_officer(*boss, key)
    assert not keyring.has_slot(one.folder, "Vikram Iyer")


def test_a_refused_row_takes_its_slot_back(opened: Opened) -> None:
    one = opened("IN")
    reader = opened("IN", folder=one.folder, writer=False)
    with pytest.raises(errors.Refused):
        workspaces.add_officer(reader.store, one.unlocked, one.officer, OfficerDraft("New One"), "a phrase", cost=CHEAP)
    assert not keyring.has_slot(one.folder, "New One")
    with pytest.raises(errors.Problems) as twice:
        workspaces.add_officer(one.store, one.unlocked, one.officer, OfficerDraft("asha  RAO"), "p", cost=CHEAP)
    assert "in use" in twice.value.by_field["name"]


def test_an_old_copy_put_back_is_looked_at_or_accepted_with_a_reason(opened: Opened) -> None:
    one = opened("IN")
    one.store.settle()
    old = (one.folder / "workspace.db").read_bytes()
    with one.store.write(one.officer, "Joint action recorded") as tx:
        joint_actions.record(tx, ACTION)
    one.close()
    (one.folder / "workspace.db").write_bytes(old)

    def unlock(**more: object) -> Workspace:
        return workspaces.unlock(one.folder, NAME, PASSPHRASE, writer=True, wait=0, **more)  # type: ignore[arg-type]

    with pytest.raises(RolledBack):
        unlock()
    with unlock(rolled_back="look") as look:
        assert not look.writable
    with pytest.raises(errors.Refused, match="reason"):
        unlock(rolled_back="accept", reason=" ")
    with pytest.raises(RolledBack):
        unlock()
    unlock(rolled_back="accept", reason="The disk was replaced").close()
    with unlock() as after, after.store.raw() as conn:
        last = conn.exec_driver_sql("SELECT op, sentence FROM journal ORDER BY seq DESC LIMIT 1").one()
    assert tuple(last) == ("accept", "Older state of the database accepted")


def test_a_read_only_medium_is_read_from_a_private_copy_that_goes_away(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened("IN")
    with one.store.write(one.officer, "Joint action recorded") as tx:
        joint_actions.record(tx, ACTION)
    medium = one.folder.with_name("medium")
    shutil.copytree(one.folder, medium)  # as a crash left it: the action is in the -wal only
    assert (medium / "workspace.db-wal").stat().st_size > 0
    # Tests may run as root, who may write everywhere: only what the system says of the medium is replaced.
    monkeypatch.setattr(places, "is_read_only", lambda folder: folder == medium)
    with workspaces.unlock(medium, NAME, PASSPHRASE, writer=False) as look:
        copy = look.copied_to
        assert copy is not None
        assert copy.stat().st_mode & 0o777 == 0o700
        with look.store.read() as rx:
            assert joint_actions.total(rx) == 1
    assert not copy.exists()
