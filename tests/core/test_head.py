from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import paths
from hsdclient.head import NAME, HeadKeeper, Verdict
from hsdclient.keyring import Unlocked

OPEN = Unlocked("0190-workspace", "slot", bytes(range(32)))


class Journal:
    """A chain of roots, as the journal gives them: entry n has hash H(n, salt)."""

    def __init__(self, length: int, salt: str = "") -> None:
        self.length = length
        self.salt = salt

    def root(self, counter: int) -> bytes | None:
        return sha256(f"{counter}{self.salt}".encode()).digest() if 1 <= counter <= self.length else None


def keeper(folder: Path) -> HeadKeeper:
    (folder / "workspace").mkdir(exist_ok=True)
    return HeadKeeper(folder / "workspace", OPEN, folder / "own")


def written(folder: Path, journal: Journal, start: int = 1) -> HeadKeeper:
    heads = keeper(folder)
    for counter in range(start, journal.length + 1):
        heads.write(counter, journal.root(counter) or b"")
    heads.close()
    return keeper(folder)


def own_file(folder: Path) -> Path:
    return paths.own_file("heads", OPEN.workspace_id, folder / "own")


@pytest.mark.parametrize("length", [1, 2, 3, 10])
def test_it_agrees_with_the_journal_it_was_written_for(tmp_path: Path, length: int) -> None:
    journal = Journal(length)
    heads = written(tmp_path, journal)
    assert heads.judge(length, journal.root) is Verdict.OK
    assert heads.read()[0].counter == length
    assert {head.where for head in heads.read()} == {"workspace", "own"}
    assert (tmp_path / "workspace" / NAME).stat().st_size <= 1024


def test_a_crash_before_the_head_was_written_is_normal(tmp_path: Path) -> None:
    heads = written(tmp_path, Journal(5))
    longer = Journal(8)
    assert heads.judge(8, longer.root) is Verdict.BEHIND
    assert not Verdict.BEHIND.rollback


def test_an_older_database_is_a_rollback(tmp_path: Path) -> None:
    heads = written(tmp_path, Journal(5))
    older = Journal(4)
    assert heads.judge(4, older.root) is Verdict.AHEAD
    assert Verdict.AHEAD.rollback


def test_a_whole_folder_put_back_is_seen_by_the_officers_own_copy(tmp_path: Path) -> None:
    journal = Journal(4)
    written(tmp_path, journal)
    shutil.copytree(tmp_path / "workspace", tmp_path / "older")
    written(tmp_path, Journal(9), start=5)
    shutil.rmtree(tmp_path / "workspace")
    shutil.copytree(tmp_path / "older", tmp_path / "workspace")
    assert keeper(tmp_path).judge(4, journal.root) is Verdict.AHEAD
    own_file(tmp_path).unlink()
    assert keeper(tmp_path).judge(4, journal.root) is Verdict.OK


def test_another_history_of_the_same_length_or_longer_is_a_rollback(tmp_path: Path) -> None:
    heads = written(tmp_path, Journal(5))
    assert heads.judge(5, Journal(5, "forged").root) is Verdict.MISMATCH
    assert heads.judge(7, Journal(7, "forged").root) is Verdict.MISMATCH
    assert Verdict.MISMATCH.rollback


def test_a_head_whose_entry_is_gone_from_the_journal_is_a_rollback(tmp_path: Path) -> None:
    heads = written(tmp_path, Journal(5))
    assert heads.judge(7, lambda counter: None) is Verdict.MISMATCH


def test_no_head_at_all_is_missing(tmp_path: Path) -> None:
    assert keeper(tmp_path).judge(3, Journal(3).root) is Verdict.MISSING
    assert keeper(tmp_path).read() == []


def test_another_workstation_has_no_copy_of_its_own(tmp_path: Path) -> None:
    journal = Journal(3)
    written(tmp_path, journal)
    elsewhere = HeadKeeper(tmp_path / "workspace", OPEN, tmp_path / "other officer")
    assert elsewhere.judge(3, journal.root) is Verdict.OK


def test_writes_alternate_so_that_a_torn_one_leaves_the_last(tmp_path: Path) -> None:
    journal = Journal(6)
    written(tmp_path, journal)
    path = tmp_path / "workspace" / NAME
    newest = keeper(tmp_path).read()[0].mac
    data = bytearray(path.read_bytes())
    place = data.index(newest)
    data[place : place + 8] = b"\0" * 8
    path.write_bytes(data)
    own_file(tmp_path).unlink()
    heads = keeper(tmp_path)
    assert [head.counter for head in heads.read()] == [5]
    assert heads.judge(6, journal.root) is Verdict.BEHIND
    heads.write(7, Journal(7).root(7) or b"")  # goes over the torn slot, not over the sound one
    assert [head.counter for head in heads.read() if head.where == "workspace"] == [7, 5]


@given(st.integers(0, 79), st.integers(0, 7))
def test_any_flipped_bit_makes_a_slot_worthless(place: int, bit: int) -> None:
    heads = HeadKeeper(Path("nowhere"), OPEN, Path("nowhere"))
    slot = bytearray(heads._slot(5, b"root"))
    assert heads._valid(bytes(slot), "own")
    slot[place] ^= 1 << bit
    assert heads._valid(bytes(slot), "own") is None


def test_nobody_without_the_key_makes_a_head(tmp_path: Path) -> None:
    journal = Journal(5)
    (tmp_path / "workspace").mkdir()
    forger = HeadKeeper(
        tmp_path / "workspace", Unlocked(OPEN.workspace_id, "slot", b"x" * 32), tmp_path / "own"
    )
    forger.write(9, journal.root(5) or b"")
    forger.close()
    assert keeper(tmp_path).judge(5, journal.root) is Verdict.MISSING


@pytest.mark.parametrize("data", [b"", b"x" * 100, b"\0" * 1024, b"\xff" * 4096])
def test_nonsense_is_no_head(tmp_path: Path, data: bytes) -> None:
    heads = keeper(tmp_path)
    (tmp_path / "workspace" / NAME).write_bytes(data)
    assert heads.read() == []
    heads.write(1, b"root")
    heads.write(2, b"root")
    assert [head.counter for head in heads.read()] == [2, 2, 1, 1]


def test_reseed_makes_this_state_the_one_that_counts(tmp_path: Path) -> None:
    heads = written(tmp_path, Journal(9))
    restored = Journal(4, "restored")
    heads.reseed(4, restored.root(4) or b"")
    assert heads.judge(4, restored.root) is Verdict.OK
    assert {head.counter for head in keeper(tmp_path).read()} == {4}


def test_a_reader_passes_the_heads_it_read_first(tmp_path: Path) -> None:
    heads = written(tmp_path, Journal(3))
    before = heads.read()
    heads.write(4, Journal(4).root(4) or b"")
    assert heads.judge(3, Journal(3).root, before) is Verdict.OK


def test_a_place_that_cannot_be_written_is_told_and_fails_no_commit(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"a file where the folder should be")
    journal = Journal(2)
    heads = keeper(tmp_path)
    heads.write(1, journal.root(1) or b"")
    assert heads.trouble
    assert "your work is saved" in heads.trouble
    heads.write(2, journal.root(2) or b"")
    assert heads.judge(2, journal.root) is Verdict.OK
    heads.close()
    heads.close()


def test_it_writes_again_after_close(tmp_path: Path) -> None:
    heads = keeper(tmp_path)
    for counter in (1, 2, 3):
        heads.write(counter, b"root")
        heads.close()
    assert heads.trouble is None
    assert [head.counter for head in heads.read() if head.where == "workspace"] == [3, 2]
