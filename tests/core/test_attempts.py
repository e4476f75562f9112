from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hsdclient import attempts, clock, paths

DAY = datetime(2026, 11, 22, 10, tzinfo=UTC)
ID = "0190-workspace"


def fail(folder: Path, times: int) -> None:
    for _ in range(times):
        attempts.wrong(ID, folder=folder)


@pytest.mark.parametrize(
    ("times", "seconds"),
    [(0, 0), (1, 0), (3, 0), (4, 1), (5, 2), (6, 4), (7, 8), (8, 16), (9, 32), (10, 60), (99, 60)],
)
def test_three_are_free_then_it_doubles_to_a_minute(tmp_path: Path, times: int, seconds: int) -> None:
    """rules.md, Keys: the first three wrong tries cost nothing, then 1, 2, 4 … 60 s."""
    with clock.at(DAY):
        fail(tmp_path, times)
        assert attempts.wait_needed(ID, folder=tmp_path) == seconds


def test_the_wait_runs_out_and_the_right_one_ends_it(tmp_path: Path) -> None:
    with clock.at(DAY):
        fail(tmp_path, 8)
    with clock.at(DAY + timedelta(seconds=10)):
        assert attempts.wait_needed(ID, folder=tmp_path) == 6
        assert attempts.wait_needed("another workspace", folder=tmp_path) == 0
    with clock.at(DAY + timedelta(seconds=17)):
        assert attempts.wait_needed(ID, folder=tmp_path) == 0
        fail(tmp_path, 1)
        assert attempts.wait_needed(ID, folder=tmp_path) == 32
        attempts.right(ID, folder=tmp_path)
        assert attempts.wait_needed(ID, folder=tmp_path) == 0


def test_a_clock_set_back_neither_helps_nor_locks_out(tmp_path: Path) -> None:
    with clock.at(DAY):
        fail(tmp_path, 10)
    back = DAY - timedelta(days=3650)
    with clock.at(back):
        assert attempts.wait_needed(ID, folder=tmp_path) == 60
    with clock.at(back + timedelta(seconds=59)):
        assert attempts.wait_needed(ID, folder=tmp_path) == 1
    with clock.at(back + timedelta(seconds=60)):
        assert attempts.wait_needed(ID, folder=tmp_path) == 0


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"wrong": -1, "last": "2026-11-22T10:00:00.000Z"}', 
     b'{"wrong": 9, "last": "x"}',
             b'{"wrong": 9, "last": "2026-11-22T10:00:00"}', b"x" * 5000, b"\xff"],
)  # fmt: skip
def test_a_damaged_file_buys_no_free_tries(tmp_path: Path, data: bytes) -> None:
    paths.own_file("attempts", ID, tmp_path).write_bytes(data)
    with clock.at(DAY):
        assert attempts.wait_needed(ID, folder=tmp_path) == 0
        fail(tmp_path, 1)
        assert attempts.wait_needed(ID, folder=tmp_path) == 1


def test_it_lies_in_the_officers_folder_and_names_nothing(tmp_path: Path) -> None:
    attempts.wrong(ID)
    path = paths.own_file("attempts", ID)
    assert path.parent == paths.user_data() / "attempts"
    assert ID not in path.name
    assert ID.encode() not in path.read_bytes()
    attempts.right(ID)
    assert not path.exists()
    attempts.right(ID)


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    attempts.wrong(ID, folder=tmp_path / "file")
    assert attempts.wait_needed(ID, folder=tmp_path / "file") == 0
    attempts.right(ID, folder=tmp_path / "file")
