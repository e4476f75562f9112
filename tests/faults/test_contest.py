"""Many starts on one workspace: one writer each time, and the lock of a killed one is free at once."""

from __future__ import annotations

from tests.faults import desk


def test_of_many_starts_exactly_one_becomes_the_writer() -> None:
    told = desk.run_harness("contest", "--starts", "96")
    assert told["wrong"] == []
    assert told["starts"] == 96


def test_the_harness_sees_two_writers() -> None:
    told = desk.run_harness("contest", "--starts", "8", "--control", "no lock")
    assert told["wrong"]
