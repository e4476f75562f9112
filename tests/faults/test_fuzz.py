"""Documents made to break readers end as a reading or a sentence, and no file of a stranger is opened (Shows 4)."""

from __future__ import annotations

import os
import random
import shutil
import sys

import pytest

from tests.faults import desk, fuzzing

MEBIBYTES = 512


def needs_strace() -> None:
    if sys.platform != "linux" or shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    if os.geteuid() != 0:
        pytest.skip("strace reads a process that hides its memory only as root")


def test_mutated_documents_end_as_reading_or_sentence() -> None:
    told = desk.run_harness("fuzzing", "--files", "60", "--seed", "7")
    assert told["wrong"] == []
    assert sum(told["ends"].values()) == 60
    assert told["ends"].get("failed damaged", 0) > 5, "the mutations do break documents"
    assert told["memory"] < MEBIBYTES
    assert told["own memory"] < MEBIBYTES


def test_reading_opens_no_file_and_keeps_none() -> None:
    needs_strace()
    told = fuzzing.traced(24, 3)
    assert told["processes"] >= 24
    assert told["found"] == []


def test_the_trace_shows_a_process_that_keeps_what_it_reads() -> None:
    needs_strace()
    found = fuzzing.traced(2, 3, control="leak")["found"]
    assert any("/kept" in line for line in found)
    assert any("/etc/hostname" in line for line in found)


def test_mutations_are_the_same_each_time() -> None:
    sound = fuzzing.seeds()
    others = list(sound.values())
    for kind, content in sound.items():
        once, again = (fuzzing.mutated(random.Random(5), kind, content, others) for _ in range(2))
        assert once == again or content[:2] == b"PK", kind  # archives carry the time they were packed
