"""Before an update: a private copy that was checked as it was written, a verified backup, the journal; the start."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hsdclient import backup_files, backups, errors, places, updates, updating
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.updates import Offer
from hsdclient.vault import Cancelled
from tests.sticks import NEWER, OWN, Stick, stick

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@pytest.fixture
def usb(tmp_path: Path) -> Stick:
    return stick(tmp_path)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "own" / "updates"


def offered(usb: Stick, kind: str = "archive", **facts: Any) -> Offer:
    return updates.examine(usb.put(), usb.here(kind, **facts))


def left(into: Path) -> list[Path]:
    return list(into.glob("*.update"))


# --- the copy -------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's; the data folder is the officer's on Windows")
def test_the_copy_is_private(usb: Stick, into: Path) -> None:
    copy = updates.take(offered(usb), into)
    assert copy.read_bytes() == usb.content("archive")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(into.stat().st_mode) == 0o700


def test_what_is_exchanged_after_the_look_is_not_taken(usb: Stick, into: Path) -> None:
    offer = offered(usb)
    offer.file.write_bytes(usb.content("archive").replace(b"archive", b"rm -rf/"))
    with pytest.raises(errors.Refused, match="not the file that was released"):
        updates.take(offer, into)
    assert left(into) == []


def test_what_is_exchanged_while_it_is_copied_is_not_taken(usb: Stick, into: Path) -> None:
    whole = usb.content("archive")
    offer = offered(usb)

    def meanwhile(_done: int, _all: int) -> None:
        with offer.file.open("ab") as file:
            file.write(b"rm -rf ~\n")

    with pytest.raises(errors.Refused, match="not the file that was released"):
        updates.take(offer, into, told=meanwhile)
    assert left(into) == []
    assert offer.file.read_bytes() != whole


def test_the_stick_may_go_once_the_copy_is_there(usb: Stick, into: Path) -> None:
    copy = updates.take(offered(usb), into)
    for path in usb.folder.iterdir():
        path.unlink()
    assert copy.read_bytes() == usb.content("archive")


def test_a_file_that_goes_is_told(usb: Stick, into: Path) -> None:
    offer = offered(usb)
    offer.file.unlink()
    with pytest.raises(errors.Refused, match="missing"):
        updates.take(offer, into)


def test_earlier_copies_are_removed(usb: Stick, into: Path) -> None:
    first = updates.take(offered(usb), into)
    (into / "kept.txt").write_text("not a copy")
    second = updates.take(offered(usb), into)
    assert not first.exists()
    assert left(into) == [second.parent]
    assert (into / "kept.txt").exists()


def test_a_full_disk_is_told_before_anything_is_copied(
    usb: Stick, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = offered(usb)
    monkeypatch.setattr(places, "free_bytes", lambda _path: 1000)
    with pytest.raises(errors.Environment, match="needs 17 MB"):
        updates.take(offer, into)
    assert not into.exists()


def test_the_copy_can_be_cancelled(usb: Stick, into: Path) -> None:
    with pytest.raises(Cancelled):
        updates.take(offered(usb), into, cancelled=lambda: True)
    assert left(into) == []


def test_a_folder_that_cannot_be_made_is_told(usb: Stick, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(errors.Environment, match="could not be copied"):
        updates.take(offered(usb), tmp_path / "file" / "updates")


# --- before it begins -----------------------------------------------------------------------------------


def entries(store: Store) -> list[tuple[str, str, str]]:
    with store.raw() as conn:
        rows = conn.exec_driver_sql("SELECT op, noun, sentence FROM journal ORDER BY seq").all()
    return [tuple(row) for row in rows]


def test_the_workspace_is_backed_up_checked_and_the_act_journalled(
    usb: Stick, store: Store, officer: Officer, into: Path
) -> None:
    told: list[tuple[str, int, int]] = []
    ready = updating.prepare(
        store, officer, offered(usb), now=NOW, into=into, told=lambda *far: told.append(far)
    )
    assert ready.backup.path == store.folder / "backups" / "before-update-20261123T063000000Z"
    assert backup_files.check(ready.backup.path, store.unlocked)[0] == ready.backup.entries
    assert entries(store)[-1] == ("update", "workspace", updating.STARTED)
    assert ready.copy is not None
    assert ready.copy.read_bytes() == usb.content("archive")
    assert {far[0] for far in told} == {updating.COPYING, updating.BACKING_UP}
    assert (ready.warning, ready.command) == ("", "")


def test_the_backup_stays_and_is_offered_for_restoring(
    usb: Stick, store: Store, officer: Officer, into: Path
) -> None:
    ready = updating.prepare(store, officer, offered(usb), now=NOW, into=into)
    backups.prune(store.folder, NOW.replace(year=2036))
    assert [backup.path for backup in backups.listing(store.folder)] == [ready.backup.path]


def test_without_a_backup_nothing_begins(usb: Stick, store: Store, officer: Officer, into: Path) -> None:
    (store.folder / "backups").write_text("a file in the way")
    before = entries(store)
    with pytest.raises(errors.Environment, match="does not begin"):
        updating.prepare(store, officer, offered(usb), now=NOW, into=into)
    assert (entries(store), left(into)) == (before, [])
    assert updating.outcome(into, NEWER) is None


def test_a_full_disk_for_the_backup_stops_it(
    usb: Stick, store: Store, officer: Officer, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = offered(usb)
    monkeypatch.setattr(places, "free_bytes", lambda path: 0 if "backups" in str(path) else 1 << 40)
    with pytest.raises(errors.Environment, match=r"full.*does not begin"):
        updating.prepare(store, officer, offer, now=NOW, into=into)
    assert left(into) == []


@pytest.mark.parametrize("role", ["officer", "reader"])
def test_only_an_administrator_updates(usb: Stick, store: Store, officer: Officer, into: Path, role: str) -> None:
    other = Officer(officer.key, officer.id, officer.name, "", "IN", role)
    with pytest.raises(errors.Refused, match="administrator"):
        updating.prepare(store, other, offered(usb), now=NOW, into=into)
    assert not into.exists()


def test_not_from_a_read_only_window(
    usb: Stick, opened: Callable[..., Any], into: Path
) -> None:
    looking = opened(writer=False)
    with pytest.raises(errors.Refused, match="reading only"):
        updating.prepare(looking.store, looking.officer, offered(usb), now=NOW, into=into)


@pytest.mark.parametrize(("kind", "tool"), [("deb", "apt"), ("rpm", "dnf")])
def test_a_package_is_installed_by_a_command(
    usb: Stick, store: Store, officer: Officer, tmp_path: Path, kind: str, tool: str
) -> None:
    into = tmp_path / "Asha's राज folder"
    ready = updating.prepare(store, officer, offered(usb, kind), now=NOW, into=into)
    told = f'sudo() {{ printf "%s\\n" "$@"; }}; {ready.command}'
    said = subprocess.run(["/bin/sh", "-c", told], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == [tool, "install", str(ready.copy)]


def test_a_portable_copy_takes_no_copy(usb: Stick, store: Store, officer: Officer, into: Path) -> None:
    ready = updating.prepare(store, officer, offered(usb, "portable"), now=NOW, into=into)
    assert (ready.copy, ready.command, left(into)) == (None, "", [])
    assert ready.backup.path.is_dir()


# --- started --------------------------------------------------------------------------------------------

ARCHIVE = """#!/bin/sh
printf '%s\\n' "$@" > "$4/lib/hsdclient/args"
[ -e "$4/fail" ] && { echo "no room" >&2; exit 3; }
echo new > "$4/lib/hsdclient/version"
"""


def archive(usb: Stick, store: Store, officer: Officer, into: Path) -> updating.Ready:
    """An archive that installs itself, and an installed program that says that it came back."""
    usb.content = lambda kind: ARCHIVE.encode()  # type: ignore[method-assign]
    offer = offered(usb)
    program = offer.here.program / "hsdclient"
    program.write_text(f'#!/bin/sh\ncat "{program.parent}/version" > "{program.parent}/came-back"\n')
    program.chmod(0o755)
    os.mkfifo(program.parent / "came-back")
    (program.parent / "version").write_text("old\n")
    return updating.prepare(store, officer, offer, now=NOW, into=into)


def started(ready: updating.Ready, place: Path) -> None:
    """Start it in a process of its own, which ends: the installer waits for that."""
    code = (
        "import sys; from pathlib import Path; from hsdclient import updating\n"
        "updating._start_archive(Path(sys.argv[1]), Path(sys.argv[2])); print('left', flush=True)"
    )
    words = [sys.executable, "-c", code, str(ready.copy), str(ready.offer.here.program)]
    root = str(Path(updating.__file__).parents[1])
    subprocess.run(words, check=True, timeout=60, env={**os.environ, "PYTHONPATH": root})


@pytest.mark.skipif(sys.platform == "win32", reason="the archive is for Linux")
def test_the_archive_runs_after_the_program_and_brings_it_back(
    usb: Stick, store: Store, officer: Officer, into: Path
) -> None:
    ready = archive(usb, store, officer, into)
    program = ready.offer.here.program
    started(ready, into)
    assert (program / "came-back").read_text() == "new\n"
    assert (program / "args").read_text().split() == ["--nox11", "--", "--prefix", str(program.parent.parent)]
    assert updating.outcome(into, NEWER) == updating.Outcome(NEWER, True, str(ready.backup.path), into / "update.log")


@pytest.mark.skipif(sys.platform == "win32", reason="the archive is for Linux")
def test_an_archive_that_fails_leaves_the_old_program_which_says_why(
    usb: Stick, store: Store, officer: Officer, into: Path
) -> None:
    ready = archive(usb, store, officer, into)
    program = ready.offer.here.program
    (program.parent.parent / "fail").touch()
    started(ready, into)
    assert (program / "came-back").read_text() == "old\n"
    found = updating.outcome(into, OWN)
    assert found == updating.Outcome(NEWER, False, str(ready.backup.path), into / "update.log")
    assert "update.log" in updating.told(found)
    assert "no room" in (into / "update.log").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="the archive is for Linux")
def test_the_archive_waits_until_the_program_is_gone(
    usb: Stick, store: Store, officer: Officer, into: Path
) -> None:
    ready = archive(usb, store, officer, into)
    program = ready.offer.here.program
    still = subprocess.Popen(["sleep", "60"])
    try:
        script = updating._AFTERWARDS
        words = ["/bin/sh", "-c", script, "update", str(still.pid), str(ready.copy), str(program.parent.parent), "none"]
        after = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        with pytest.raises(subprocess.TimeoutExpired):
            after.wait(1)
        assert not (program / "args").exists()
        still.kill()
        still.wait()
        after.wait(30)
        assert (program / "args").exists()
    finally:
        still.kill()


def test_what_a_frozen_program_adds_to_the_environment_does_not_reach_the_installer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {
        "_PYI_ARCHIVE_FILE": "x", "LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/before",
        "LANG": "hi_IN.UTF-8",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    found = updating._environment()
    assert found["LD_LIBRARY_PATH"] == "/before"
    assert found["LANG"] == "hi_IN.UTF-8"
    assert not {"_PYI_ARCHIVE_FILE", "LD_LIBRARY_PATH_ORIG"} & set(found)
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    assert "LD_LIBRARY_PATH" not in updating._environment()


# --- told afterwards ------------------------------------------------------------------------------------


def test_the_outcome_is_told_once(usb: Stick, store: Store, officer: Officer, into: Path) -> None:
    ready = updating.prepare(store, officer, offered(usb), now=NOW, into=into)
    found = updating.outcome(into, NEWER)
    assert found is not None
    assert NEWER in updating.told(found)
    assert str(ready.backup.path) in updating.told(found)
    assert left(into) == []
    assert updating.outcome(into, NEWER) is None


def test_a_command_may_be_typed_later(usb: Stick, store: Store, officer: Officer, into: Path) -> None:
    updating.prepare(store, officer, offered(usb, "deb"), now=NOW, into=into)
    assert updating.outcome(into, OWN) is None
    assert len(left(into)) == 1  # the file that the command names stays
    found = updating.outcome(into, NEWER)
    assert found is not None
    assert found.done


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"to": 1}', "[" * 30_000])
def test_a_damaged_note_tells_nothing(into: Path, text: str) -> None:
    into.mkdir(parents=True)
    (into / "last.json").write_text(text)
    assert updating.outcome(into) is None


def test_nothing_to_tell(into: Path) -> None:
    assert updating.outcome(into) is None
    assert updating.outcome() is None
