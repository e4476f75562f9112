"""A full disk or a read-only folder costs a sentence and nothing else."""

from __future__ import annotations

from tests.faults import desk, disk


def test_a_full_disk_refuses_and_the_next_save_works() -> None:
    assert desk.run_harness("disk", "full")["wrong"] == []


def test_a_read_only_folder_can_be_looked_at_and_not_written() -> None:
    assert desk.run_harness("disk", "readonly")["wrong"] == []


def test_the_harness_sees_what_escapes() -> None:
    assert disk.attempt(lambda: 1 / 0).startswith("ESCAPED ZeroDivisionError")
    assert disk.attempt(lambda: None) == "done"
