"""A full disk or a read-only folder costs a sentence and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hsdclient import attaching
from hsdclient.documents import DocumentDraft
from tests.faults import desk, disk


def test_a_full_disk_refuses_and_the_next_save_works() -> None:
    assert desk.run_harness("disk", "full")["wrong"] == []


def test_a_full_disk_leaves_no_document_half_attached() -> None:
    assert desk.run_harness("disk", "papers")["wrong"] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk of its own")
def test_on_a_disk_that_is_really_full_the_sentence_names_the_space() -> None:
    assert desk.run_harness("disk", "real")["wrong"] == []


def test_a_read_only_folder_can_be_looked_at_and_not_written() -> None:
    assert desk.run_harness("disk", "readonly")["wrong"] == []


def test_the_harness_sees_what_escapes() -> None:
    assert disk.attempt(lambda: 1 / 0).startswith("ESCAPED ZeroDivisionError")
    assert disk.attempt(lambda: None) == "done"


def test_the_harness_sees_a_file_that_was_attached_by_half(tmp_path: Path) -> None:
    with desk.unlock(desk.found(tmp_path / "desk", 1)) as workspace:
        files = [("one.bin", b"x" * 5000), ("two.bin", b"y" * 5000)]
        batch = attaching.attach_bytes(workspace.store, workspace.officer, DocumentDraft(), [], files)
        assert disk._half_attached(workspace, "now", batch) == []
        blob = next(path for path in (workspace.folder / "vault").rglob("*") if path.is_file())
        blob.write_bytes(blob.read_bytes()[:100])
        (workspace.folder / "vault" / ".ab.part").touch()
        told = attaching.Batch((*batch.outcomes, attaching.Outcome("three.bin", "attached")), ())
        assert len(disk._half_attached(workspace, "now", told)) == 3
