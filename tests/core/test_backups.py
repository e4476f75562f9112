"""A backup counts only when it was opened and checked; what is kept follows the rules of the desk."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import backup_files, backups, clock, errors, keyring, store, verify
from tests.built import NAME, PASSPHRASE, Built, build

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path / "desk")


@pytest.fixture
def opened(built: Built) -> Iterator[store.Store]:
    found = built.open()
    yield found
    found.close()


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


# --- one backup ---------------------------------------------------------------------------------------


def test_a_backup_opens_with_the_officers_passphrase(built: Built, opened: store.Store, tmp_path: Path) -> None:
    made = backups.make(opened, tmp_path / "kept", now=NOON)
    assert sorted(path.name for path in made.path.iterdir()) == [
        "keyring.copy.json",
        "keyring.json",
        "open.hsdworkspace",
        "vault.json",
        "workspace.db",
    ]
    unlocked = keyring.unlock(made.path, NAME, PASSPHRASE)
    assert backup_files.check(made.path, unlocked)[0] == made.entries > 0
    facts = backups.info(made.path)
    assert facts == {"workspace": unlocked.workspace_id, "at": NOON, "entries": made.entries, "papers": 0}
    assert json.loads((made.path / "vault.json").read_text())["blobs"] == []
    assert made.same_disk
    assert made.size == sum(path.stat().st_size for path in made.path.iterdir())
    assert left_over(tmp_path) == []


def test_a_backup_holds_what_is_still_in_the_log_only(built: Built, opened: store.Store, tmp_path: Path) -> None:
    with opened.write(built.officer, "Working group recorded") as tx:
        tx.insert(store.session.schema.working_groups, {"code": "CU", "name_en": "Customs"})
    assert (built.folder / "workspace.db-wal").stat().st_size > 0
    made = backups.make(opened, tmp_path / "kept", now=NOON)
    conn = store.connection.connect(made.path / "workspace.db", opened.key_hex, immutable=True)
    assert conn.execute("SELECT code FROM working_groups ORDER BY key").fetchall() == [("CN",), ("CU",)]
    conn.close()


def test_a_backup_shows_no_title_and_is_the_officers_alone(opened: store.Store, tmp_path: Path) -> None:
    made = backups.make(opened, tmp_path / "kept", now=NOON)
    for path in made.path.iterdir():
        assert b"Precursor" not in path.read_bytes()
        assert NAME.encode() not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    assert made.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("kind", ["folder", "file", "dangling link"])
def test_the_place_must_not_exist(opened: store.Store, tmp_path: Path, kind: str) -> None:
    dest = tmp_path / "kept"
    {"folder": dest.mkdir, "file": dest.touch, "dangling link": lambda: dest.symlink_to("nowhere")}[kind]()
    with pytest.raises(errors.Refused, match="exists already"):
        backups.make(opened, dest, now=NOON)


def test_the_folder_above_must_exist(opened: store.Store, tmp_path: Path) -> None:
    with pytest.raises(errors.Refused, match="does not exist"):
        backups.make(opened, tmp_path / "no" / "kept", now=NOON)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_too_little_space_is_said_before_writing(
    opened: store.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**9, 10**9 - 5000, 5000))
    with pytest.raises(errors.Environment, match=r"needs \d+ MB"):
        backups.make(opened, tmp_path / "kept", now=NOON)
    assert not (tmp_path / "kept").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_fills_up_leaves_nothing(opened: store.Store, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: SQLite's own write fails half way."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(errors.Environment):
            backups.make(opened, tmp_path / "kept", now=NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert not (tmp_path / "kept").exists()
    assert left_over(tmp_path) == []


def test_a_damaged_workspace_gives_no_backup(built: Built, tmp_path: Path) -> None:
    sound = built.database.read_bytes()
    told = 0
    for page in range(1, len(sound) // 4096, 9):
        changed = bytearray(sound)
        changed[page * 4096 + 50] ^= 1
        built.database.write_bytes(changed)
        try:
            made = backup_files.copy(built.folder, built.unlocked, tmp_path / f"kept-{page}", now=NOON)
        except errors.Environment as error:
            told += bool(error.sentence)
        else:  # an index page: the copy makes its indexes anew
            assert backup_files.check(made.path, built.unlocked)[0] == made.entries
    assert told > 2
    assert left_over(tmp_path) == []


def test_the_reader_of_a_read_only_folder_can_back_up(built: Built, tmp_path: Path) -> None:
    opened = built.open(writer=False)
    made, warning = backups.back_up_to(opened, built.officer, tmp_path / "kept", now=NOON)
    opened.close()
    assert made.entries
    assert "same disk" in warning


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda path: (path / "workspace.db").unlink(), "no backup"),
        (lambda path: (path / "workspace.db-wal").write_bytes(b"log"), "plain copy"),
        (lambda path: (path / "workspace.db").write_bytes(b""), "damaged"),
        (lambda path: (path / "workspace.db").open("ab").write(bytes(4096)), "damaged"),
        (lambda path: (path / "keyring.json").write_bytes(b""), None),
    ],
    ids=["no database", "log", "empty", "longer", "one key file"],
)
def test_what_is_no_sound_backup_is_told(built: Built, opened: store.Store, tmp_path: Path, harm, sentence) -> None:
    made = backups.make(opened, tmp_path / "kept", now=NOON)
    harm(made.path)
    if sentence is None:  # the other copy is enough
        assert backup_files.check(made.path, built.unlocked)[0]
        return
    with pytest.raises(errors.HsdError, match=sentence):
        backup_files.check(made.path, built.unlocked)


# --- remembered ---------------------------------------------------------------------------------------


@contextmanager
def another_disk() -> Iterator[Path]:
    """A folder on another file system than the temporary one (Linux: memory, or the disk when that is in memory)."""
    here = os.stat(tempfile.gettempdir()).st_dev
    other = next(one for one in map(Path, ("/dev/shm", "/var/tmp", "/tmp", "/")) if os.stat(one).st_dev != here)
    place = other / f"hsd-{os.getpid()}"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place)


def test_the_last_backup_on_another_disk_is_remembered(built: Built, opened: store.Store, tmp_path: Path) -> None:
    assert backups.last_on_other_disk(opened) is None
    _made, warning = backups.back_up_to(opened, built.officer, tmp_path / "same", now=NOON)
    assert warning
    assert backups.last_on_other_disk(opened) is None
    with another_disk() as place:
        _made, warning = backups.back_up_to(opened, built.officer, place / "kept", now=NOON)
        assert warning == ""
    backups.back_up_to(opened, built.officer, tmp_path / "later", now=NOON + timedelta(hours=1))
    with clock.at(NOON + timedelta(days=3)):
        last = backups.last_on_other_disk(opened)
    assert last is not None
    assert (last.at, last.place, last.age) == (NOON, str(place / "kept"), timedelta(days=3))
    assert verify.verify(opened) == []


# --- which are kept -----------------------------------------------------------------------------------


def test_nothing_to_keep() -> None:
    assert backups.keep([], NOON) == set()


def test_one_a_half_hour_for_two_years_thins_out() -> None:
    times = [NOON - timedelta(minutes=30 * step) for step in range(2 * 365 * 48)]
    kept = sorted(backups.keep(times, NOON), reverse=True)
    assert kept[:4] == times[:4]
    assert 4 + 22 + 6 + 6 + 9 <= len(kept) <= 4 + 24 + 7 + 8 + 12
    assert NOON - kept[-1] > timedelta(days=300)
    for at in kept:
        if at.month != NOON.month:  # the newest of its week or month
            assert (at.hour, at.minute) == (23, 30)


def test_after_a_long_leave_the_old_ones_still_count() -> None:
    old = [datetime(2025, month, 3, 9, 0, tzinfo=UTC) for month in range(1, 13)]
    assert backups.keep(old, NOON) == set(old)


@given(
    st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)), max_size=200),
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)),
)
def test_what_is_kept_is_little_stable_and_never_the_newest_lost(found: list[datetime], at: datetime) -> None:
    times = [instant.replace(tzinfo=UTC) for instant in found]
    now = at.replace(tzinfo=UTC)
    kept = backups.keep(times, now)
    assert kept <= set(times)
    assert {time for time in times if time > now} <= kept
    past = sorted({time for time in times if time <= now}, reverse=True)
    assert set(past[:4]) <= kept
    assert len(kept & set(past)) <= 4 + 24 + 7 + 8 + 12
    assert backups.keep(kept, now) == kept


# --- the schedule -------------------------------------------------------------------------------------


def change(built: Built, opened: store.Store, number: int) -> None:
    with opened.write(built.officer, "Working group amended") as tx:
        tx.update(store.session.schema.working_groups, 1, {"position": number})


def test_a_backup_every_half_hour_when_something_changed(built: Built, opened: store.Store) -> None:
    with clock.at(NOON):
        schedule = backups.Schedule(opened)
        assert schedule.run(NOON) is not None
    steps = {29: None, 31: None}
    for minute in steps:
        assert schedule.run(NOON + timedelta(minutes=minute)) is None  # nothing changed
    change(built, opened, 1)
    assert not schedule.due(NOON + timedelta(minutes=29))
    made = schedule.run(NOON + timedelta(minutes=31))
    assert made is not None
    assert schedule.run(NOON + timedelta(minutes=90)) is None
    newest = backups.listing(built.folder)[0]
    assert (newest.path, newest.at) == (made.path, NOON + timedelta(minutes=31))
    with clock.at(NOON + timedelta(minutes=40)):
        again = backups.Schedule(opened)  # another start: the last one counts
    change(built, opened, 2)
    assert not again.due(NOON + timedelta(minutes=45))
    assert again.due(NOON + timedelta(minutes=62))


def test_backups_take_no_more_than_their_share_of_the_time(built: Built, opened: store.Store) -> None:
    with clock.at(NOON):
        schedule = backups.Schedule(opened)
    schedule.run(NOON)
    schedule._spent, schedule._longest = 30.0, 10.0  # as if on a slow disk: 40 s are 2 % of 2,000 s
    change(built, opened, 1)
    assert not schedule.due(NOON + timedelta(seconds=1990))
    assert schedule.due(NOON + timedelta(seconds=2010))


def test_scheduled_backups_stay_within_their_disk_budget(built: Built, opened: store.Store) -> None:
    budget = 5 * built.database.stat().st_size // 2  # two and a half backups
    with clock.at(NOON):
        schedule = backups.Schedule(opened, disk_budget=budget)
    for number in range(6):
        change(built, opened, number + 1)
        assert schedule.run(NOON + timedelta(hours=number)) is not None
    held = backups.listing(built.folder)
    assert sum(backup.size for backup in held) <= budget
    assert len(held) == 2
    assert held[0].at == NOON + timedelta(hours=5)


def test_pruning_touches_the_scheduled_ones_only(built: Built, opened: store.Store) -> None:
    folder = built.folder / "backups"
    folder.mkdir()
    sample = backups.make(opened, folder / "auto-20261122T115900000Z", now=NOON - timedelta(minutes=1))
    for minute in range(2, 40):
        at = NOON - timedelta(minutes=minute)
        copy = folder / f"auto-{backups.stamp(at)}"
        shutil.copytree(sample.path, copy)
        plain = json.loads((copy / "vault.json").read_text())
        (copy / "vault.json").write_text(json.dumps({**plain, "at": clock.text(at)}))
    for other in ("before-upgrade-20240101T000000000Z", "before-restore-20240101T000000000Z-ab12", "mine"):
        shutil.copytree(sample.path, folder / other)
    gone = backups.prune(built.folder, NOON)
    assert len(gone) == 39 - 4
    assert len(list(folder.iterdir())) == 4 + 3
    assert backups.prune(built.folder, NOON) == []


def test_what_a_cut_short_backup_left_goes_with_the_next(built: Built, opened: store.Store) -> None:
    left = built.folder / "backups" / ".auto-20261122T110000000Z.1234.part"
    left.mkdir(parents=True)
    (left / "workspace.db").write_bytes(b"half")
    assert backups.listing(built.folder) == []
    backups.Schedule(opened).run(clock.now())
    assert not left.exists()
    assert len(backups.listing(built.folder)) == 1
