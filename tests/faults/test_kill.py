"""kill -9 while saving: what was acknowledged is there, nothing is found, the next save works (Shows 5)."""

from __future__ import annotations

from tests.faults import desk

ROUNDS = 300


def test_nothing_acknowledged_is_lost_in_300_kills() -> None:
    told = desk.run_harness("killing", "--rounds", str(ROUNDS))
    assert told["findings"] == []
    assert told["bad"] == 0
    assert told["rounds"] == ROUNDS
    assert told["acknowledged"] > 2 * ROUNDS  # else most were killed before they did anything


def test_other_operations_survive_kills_too() -> None:
    told = desk.run_harness("killing", "--rounds", "40", "--acts", "all", "--seed", "7")
    assert told["findings"] == []
    assert told["acknowledged"] > 80


def test_the_harness_sees_a_save_that_is_acknowledged_too_early() -> None:
    told = desk.run_harness("killing", "--rounds", "15", "--control", "early")
    assert told["bad"] > 0
    assert any("lost: saved" in line for line in told["findings"])


def test_the_harness_sees_a_database_without_its_log() -> None:
    told = desk.run_harness("killing", "--rounds", "10", "--control", "no log")
    assert any("head:" in line for line in told["findings"])


def test_no_acknowledged_document_is_lost_by_a_kill_while_attaching() -> None:
    """Recorded, linked and read back from the vault with the right SHA-256; `make faults` kills 300 times."""
    told = desk.run_harness("killing", "--rounds", "20", "--acts", "attach", "--seed", "3")
    assert told["findings"] == []
    assert told["acknowledged"] > 40


def test_the_harness_sees_a_document_whose_file_never_came_to_the_disk() -> None:
    told = desk.run_harness("killing", "--rounds", "8", "--acts", "attach", "--control", "no blob")
    assert any("stored file is missing" in line for line in told["findings"])
    assert any("lost: attached" in line for line in told["findings"])
