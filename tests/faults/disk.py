"""A disk that is full, a folder that may only be read: refused with a sentence, the old state intact.

`python -m tests.faults.disk full|papers|readonly`. A limit on file sizes gives the program an I/O error where no disk
of our own can be filled; as root a small tmpfs gives it the real thing.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hsdclient import attaching, backups, clock, documents, errors
from hsdclient.documents import DocumentDraft, Link
from hsdclient.reports import register
from hsdclient.reports.scope import ReportOrder
from hsdclient.workspaces import Workspace
from tests.faults import desk

NOBODY = 65534


@contextlib.contextmanager
def limited(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes inside the block."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def attempt(act: Callable[[], object]) -> str:
    """What the officer is told: 'done', the sentence, or what escaped."""
    try:
        act()
    except errors.Bug as error:
        return f"ESCAPED Bug: {error.sentence} from {error.__cause__!r}"
    except errors.HsdError as error:
        return error.sentence
    except BaseException as error:
        return f"ESCAPED {type(error).__name__}: {error}"
    return "done"


def _save_of(workspace: Workspace) -> Callable[[], object]:
    return lambda: desk.log(workspace, "On a full disk")


def full(home: Path) -> list[str]:
    """Saves, a report and a backup against a limit that falls at many places; what went wrong."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    folder, wrong = desk.found(home / "desk", 2), []
    owed = desk.references(folder)
    refused = 0
    for step in range(24):
        with desk.unlock(folder) as workspace:
            log_size = (folder / "workspace.db-wal").stat().st_size if (folder / "workspace.db-wal").exists() else 0
            with limited(max(1100, log_size + step * 4096)):
                said = attempt(_save_of(workspace))
            if "ESCAPED" in said:
                wrong.append(f"save, step {step}: {said}")
            refused += said != "done"
            try:
                owed.add(desk.log(workspace, f"After step {step}")[1])
            except errors.HsdError as error:
                wrong.append(f"the next save, step {step}: {error.sentence}")
        wrong += [f"step {step}: {line}" for line in desk.trouble(folder)]
        if lost := owed - desk.references(folder):
            wrong.append(f"step {step}: lost {sorted(lost)}")
    if not refused:
        wrong.append("no save met the limit: the harness proves nothing")
    return wrong + _print_and_backup(home, folder)


def _print_and_backup(home: Path, folder: Path) -> list[str]:
    wrong = []
    with desk.unlock(folder) as workspace:
        order = ReportOrder("status", ("CN",), sections=frozenset({"summary"}))
        report, backup = home / "report.pdf", home / "backup"
        acts: dict[str, Callable[[], object]] = {
            "report": lambda: register.issue(workspace.store, workspace.officer, order, report),
            "backup": lambda: backups.back_up_to(workspace.store, workspace.officer, backup, now=clock.now()),
        }
        for name, act in acts.items():
            with limited(2000):
                said = attempt(act)
            if said == "done" or "ESCAPED" in said:
                wrong.append(f"{name} on a full disk: {said}")
            if report.exists() or backup.exists():
                wrong.append(f"{name} on a full disk left a file")
        with workspace.store.read() as rx:
            if register.listing(rx):
                wrong.append("a report that could not be written was registered")
        for name, act in acts.items():
            if (said := attempt(act)) != "done":
                wrong.append(f"{name} with room again: {said}")
    return wrong + desk.trouble(folder)


def papers(home: Path) -> list[str]:
    """Five files attached against a limit that falls at many places: each is attached whole or not at all."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    folder, wrong, refused, kept = desk.found(home / "desk", 1), [], 0, 0
    contents = [os.urandom(size) for size in (300, 40_000, 700_000, 2_500_000, 900)]
    with desk.unlock(folder) as workspace:
        for step, limit in enumerate((1_500, 30_000, 60_000, 300_000, 800_000, 1_500_000, 2_400_000, 2_600_000)):
            files = [(f"{step}-{number}.bin", bytes([step]) + content) for number, content in enumerate(contents)]
            with limited(limit):
                batch = attaching.attach_bytes(
                    workspace.store, workspace.officer, DocumentDraft(), [Link("joint_actions", 1)], files
                )
            for outcome in batch.outcomes:
                refused, kept = refused + (outcome.state == "refused"), kept + (outcome.state == "attached")
                if outcome.state == "refused" and not re.search("[Dd]isk", outcome.sentence):
                    wrong.append(f"limit {limit}, {outcome.name}: {outcome.sentence}")
            wrong += _half_attached(workspace, f"limit {limit}", batch)
            wrong += _half_attached(workspace, f"again after {limit}", _again(workspace, files, wrong))
            wrong += [f"limit {limit}: {line}" for line in desk.trouble(folder)]
    if not refused or not kept:
        wrong.append(f"{refused} files met the limit, {kept} did not: the harness proves nothing")
    return wrong


def _again(workspace: Workspace, files: list[tuple[str, bytes]], wrong: list[str]) -> attaching.Batch:
    """With room again all are there: attached now, or known from before."""
    batch = attaching.attach_bytes(
        workspace.store, workspace.officer, DocumentDraft(), [Link("joint_actions", 1)], files
    )
    wrong += [f"with room again: {one.sentence}" for one in batch.outcomes if one.state not in ("attached", "known")]
    return batch


def _half_attached(workspace: Workspace, when: str, batch: attaching.Batch) -> list[str]:
    """What is recorded must be what was told, each whole in the vault, and no part of a file left behind."""
    wrong = []
    with workspace.store.read() as rx:
        rows = documents.rows(rx, list(documents.ids(rx, documents.DocumentQuery())))
    told = {one.name for one in batch.outcomes if one.state in ("attached", "known")}
    recorded = {row.file_name for row in rows}
    for outcome in batch.outcomes:
        if (outcome.name in recorded) != (outcome.name in told):
            wrong.append(f"{when}: {outcome.name} was told as {outcome.state}")
    for row in rows:
        if said := workspace.store.vault.check(row.sha256, row.size, deep=True):
            wrong.append(f"{when}: {row.file_name} is {said}")
    if left := list((workspace.folder / "vault").glob(".*.part")):
        wrong.append(f"{when}: {len(left)} parts left")
    return wrong


def real_disk(home: Path) -> list[str]:
    """The same saves on a tmpfs that is full (root only): SQLite then says FULL, not an I/O error."""
    place = home / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], check=True)
    try:
        folder = desk.found(place / "desk", 1)
        wrong, owed = [], desk.references(folder)
        with desk.unlock(folder) as workspace:
            for left in (0, 4096, 16384, 65536):
                filler = place / "filler"
                handle = os.open(filler, os.O_CREAT | os.O_WRONLY, 0o600)
                with contextlib.suppress(OSError):
                    while os.write(handle, bytes(1024)):
                        pass
                os.ftruncate(handle, max(0, os.fstat(handle).st_size - left))
                os.close(handle)
                said = attempt(_save_of(workspace))
                if "ESCAPED" in said or (left == 0 and "full" not in said):
                    wrong.append(f"{left} bytes left: {said}")
                filler.unlink()
                owed.add(desk.log(workspace, f"After {left}")[1])
            wrong += _no_room_for_a_paper(workspace)
        if lost := owed - desk.references(folder):
            wrong.append(f"lost {sorted(lost)}")
        return wrong + desk.trouble(folder)
    finally:
        subprocess.run(["umount", str(place)], check=False)


def _no_room_for_a_paper(workspace: Workspace) -> list[str]:
    """8 MiB do not fit on 3: one sentence that names the space, and the small file after it is attached."""
    with tempfile.TemporaryDirectory(prefix="hsd-papers-") as place:
        files = [Path(place) / "large.bin", Path(place) / "small.bin"]
        for path, size in zip(files, (8 << 20, 900), strict=True):
            path.write_bytes(os.urandom(size))
        batch = attaching.attach(workspace.store, workspace.officer, DocumentDraft(), [], files)
    large, small = batch.outcomes
    wrong = _half_attached(workspace, "a full disk", batch)
    if large.state != "refused" or "9 MB" not in large.sentence:
        wrong.append(f"8 MiB on a full disk: {large.state} {large.sentence}")
    if small.state != "attached":
        wrong.append(f"900 bytes after it: {small.state} {small.sentence}")
    return wrong


def read_only(home: Path) -> list[str]:
    """A folder that this user may only read: looking works, writing is refused, nothing changes."""
    folder = desk.found(home / "desk", 2)
    with tempfile.TemporaryDirectory(prefix="hsd-medium-") as medium:
        shown = Path(medium) / "desk"
        shutil.copytree(folder, shown)
        for path in (*shown.iterdir(), shown):
            path.chmod(0o555 if path.is_dir() else 0o444)
        Path(medium).chmod(0o755)
        if os.geteuid() == 0:  # root may write anywhere: the look is another user's
            for path in (home, *home.rglob("*"), *shown.iterdir(), shown):
                os.chown(path, NOBODY, NOBODY)
        before = {path.name: path.read_bytes() for path in shown.iterdir()}
        wrong = _as_somebody(lambda: _looked_at(shown))
        if {path.name: path.read_bytes() for path in shown.iterdir()} != before:
            wrong.append("a file of the medium changed")
        shown.chmod(0o700)
        return wrong


def _looked_at(shown: Path) -> list[str]:
    wrong = [f"verify: {line}" for line in desk.trouble(shown)]
    if len(desk.references(shown)) != 2:
        wrong.append("the list is not what it was")
    said = attempt(lambda: desk.unlock(shown))
    if said == "done" or "ESCAPED" in said:
        wrong.append(f"open for writing: {said}")
    return wrong


def _as_somebody(look: Callable[[], list[str]]) -> list[str]:
    """What `look` finds, done in a child that is not root."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            told = json.dumps(look())
        except BaseException as error:
            told = json.dumps([f"ESCAPED {type(error).__name__}: {error}"])
        os.write(writer, told.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        found: list[str] = json.loads(answer.read() or '["the child said nothing"]')
    os.waitpid(child, 0)
    return found


def main() -> None:
    """One of them as a process of its own."""
    asked = argparse.ArgumentParser()
    asked.add_argument("what", choices=("full", "papers", "real", "readonly"))
    given = asked.parse_args()
    kinds = {"full": full, "papers": papers, "real": real_disk, "readonly": read_only}
    with desk.own_folders() as home:
        desk.tell({"wrong": kinds[given.what](home)})


if __name__ == "__main__":
    main()
