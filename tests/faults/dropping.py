"""A drop of thousands of files on one action, some of them bad: each ends as a document or a line, memory stays small.

`python -m tests.faults.dropping --files 5000`.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from hsdclient import attaching
from hsdclient.documents import DocumentDraft, Link
from tests.faults import bad_papers, desk

GROWTH_MB = 300


def run(home: Path, files: int) -> dict[str, object]:
    """`files` texts in 50 folders and the bad papers between them, attached at once; what went wrong."""
    folder, place = desk.found(home / "desk", 1), home / "drop"
    for number in range(files):
        shelf = place / f"{number % 50:02}"
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / f"{number}.txt").write_text(f"Sheet {number}\n" * (1 + number % 40))
    (place / "bad").mkdir()
    expected = bad_papers.make(place / "bad")
    wrong: list[str] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with desk.unlock(folder) as workspace:
        batch = attaching.attach(
            workspace.store, workspace.officer, DocumentDraft(), [Link("joint_actions", 1)], [place]
        )
    seconds = round(time.monotonic() - began, 1)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    refused = sum(1 for told in expected.values() if told.what == bad_papers.REFUSED)
    counts = (len(batch.outcomes), batch.count("attached"), batch.count("refused"))
    if counts != (files + len(expected), files + len(expected) - refused, refused):
        wrong.append(f"(files, attached, refused) are {counts}")
    wrong += [f"{one.name}: no sentence" for one in batch.outcomes if one.state == "refused" and not one.sentence]
    if grown > GROWTH_MB:
        wrong.append(f"memory grew by {grown} MB")
    wrong += desk.trouble(folder)
    return {"files": counts[0], "wrong": wrong, "seconds": seconds, "grown_mb": grown}


def main() -> None:
    """The harness as a process of its own."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--files", type=int, default=5_000)
    given = asked.parse_args()
    with desk.own_folders() as home:
        desk.tell(run(home, given.files))


if __name__ == "__main__":
    main()
