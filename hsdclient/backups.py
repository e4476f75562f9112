"""When backups are made, which are kept, where the last one on another disk is.

Knows the rules of the desk (rules.md, Backups); how one backup is written is `backup_files`, putting one
back is `restoring`.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hsdclient import backup_files, clock, errors, holdings, journal, places, session
from hsdclient.backup_blobs import Asked, Papers, Told, inodes
from hsdclient.backup_files import Backup, NotABackup, info
from hsdclient.restoring import Restored, restore
from hsdclient.store import Store
from hsdclient.words import N_, _

__all__ = [
    "Backup", "NotABackup", "OtherDisk", "Restored", "Schedule", "back_up_to", "info", "keep",
    "last_on_other_disk", "listing", "make", "prune", "restore", "warnings",
]  # fmt: skip

FOLDER = "backups"
EVERY = timedelta(minutes=30)
SHARE = 0.02  # of running time
READING = 3.0  # seconds that a scheduled backup reads papers which it shares with the one before
DISK_BUDGET = 4 << 30  # bytes for all scheduled backups of one workspace, each paper once
MADE = N_("Backup made")
_STAMP = "%Y%m%dT%H%M%S"
_NAMED = re.compile(r"(auto|before-upgrade|before-update)-(\d{8}T\d{6})\d{3}Z")
_KEPT: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (24, lambda at: (at.date(), at.hour)),
    (7, lambda at: at.date()),
    (8, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)
_LAST = 4


@dataclass(frozen=True)
class OtherDisk:
    """The newest backup that lies on another disk than the workspace: when, where, how old."""

    at: datetime
    place: str
    age: timedelta


def stamp(now: datetime) -> str:
    """The part of a backup's folder name that tells its time; sorts by time."""
    instant = now.astimezone(UTC)
    return f"{instant.strftime(_STAMP)}{instant.microsecond // 1000:03d}Z"


def make(
    store: Store,
    dest: Path,
    *,
    now: datetime,
    seconds: float | None = None,
    told: Told | None = None,
    cancelled: Asked | None = None,
) -> Backup:
    """A verified backup of `store` in `dest`, which must not exist. Errors and `seconds` as backup_files.copy."""
    return backup_files.copy(
        store.folder, store.unlocked, dest, now=now, seconds=seconds, told=told, cancelled=cancelled
    )


def back_up_to(
    store: Store,
    officer: session.Officer,
    dest: Path,
    *,
    now: datetime,
    told: Told | None = None,
    cancelled: Asked | None = None,
) -> tuple[Backup, str]:
    """`make` on the officer's word, remembered in the journal; (backup, warning or '').

    A reader, or a workspace open for reading only, still gets the backup; it is then not remembered.
    """
    made = make(store, dest, now=now, told=told, cancelled=cancelled)
    if store.writable and officer.role != "reader":
        with store.write(officer, MADE) as tx:
            facts = {"place": str(made.path), "other_disk": not made.same_disk, "at": clock.text(made.at)}
            tx.remark("backup", "workspace", store.facts.id, facts)
    said = warnings(made)
    if made.same_disk:
        said.append(
            _(
                "The backup lies on the same disk as the workspace: a broken or stolen disk takes both. "
                "Make one on another disk too."
            )
        )
    return made, " ".join(said)


def warnings(made: Backup) -> list[str]:
    """What an officer must know of a backup that was made, scheduled or not: papers that it could not hold."""
    if not made.lacking:
        return []
    shown = ", ".join(made.lacking[:5]) + (" …" if len(made.lacking) > 5 else "")
    return [
        _(
            "The stored files of {count} documents are missing or damaged and are not in this backup: {references}. "
            "Run Verify to mend them from an earlier one."
        ).format(count=len(made.lacking), references=shown)
    ]


def last_on_other_disk(store: Store) -> OtherDisk | None:
    """The newest remembered backup on another disk, whether or not that disk is here now; None: never."""
    with store.raw() as conn:
        rows = conn.exec_driver_sql(
            "SELECT p.payload FROM journal j JOIN journal_payloads p ON p.seq = j.seq AND p.kind = 'facts' "
            "WHERE j.noun = 'workspace' AND j.row = ? AND j.op = 'backup' ORDER BY j.seq DESC",
            (store.facts.id,),
        )
        for (payload,) in rows:
            facts = json.loads(payload)["after"]
            if facts["other_disk"]:
                at = clock.instant(facts["at"])
                return OtherDisk(at, facts["place"], clock.now() - at)
    return None


def listing(folder: Path) -> list[Backup]:
    """The backups inside the workspace `folder`, newest first; read without a key, not checked again."""
    found = []
    with contextlib.suppress(OSError):
        for path in (folder / FOLDER).iterdir():
            facts = info(path) if _NAMED.fullmatch(path.name) else None
            if facts and (path / places.DATABASE).is_file():
                size = sum(backup_files.size_of(file) for file in path.iterdir() if file.is_file())
                papers = facts["papers"]
                found.append(Backup(path, facts["at"], facts["entries"], size + papers, True, papers=papers))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def keep(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of `times` (aware) stay: the last 4, then the newest of each of the last 24 hours, 7 days,
    8 weeks and 12 months that have one (UTC). Times after `now` stay: the clock was set back."""
    ordered = sorted({at.astimezone(UTC) for at in times}, reverse=True)
    kept = {at for at in ordered if at > now}
    past = [at for at in ordered if at <= now]
    kept.update(past[:_LAST])
    for count, period in _KEPT:
        newest: dict[object, datetime] = {}
        for at in past:
            newest.setdefault(period(at), at)
        kept.update(list(newest.values())[:count])
    return kept


def prune(folder: Path, now: datetime) -> list[Path]:
    """Remove the scheduled backups that no rule keeps; their paths. Those before an upgrade stay."""
    scheduled = _scheduled(folder)
    kept = keep((backup.at for backup in scheduled), now)
    gone = [backup.path for backup in scheduled if backup.at.astimezone(UTC) not in kept]
    for path in gone:
        _remove(path)
    return gone


def _scheduled(folder: Path) -> list[Backup]:
    return [backup for backup in listing(folder) if backup.path.name.startswith("auto-")]


def _remove(path: Path) -> None:
    # Renamed first: a backup that is half removed must not look like one.
    part = path.with_name(f".{path.name}.part")
    try:
        path.rename(part)
    except OSError as error:
        raise errors.Environment(
            _("The old backup {path} could not be removed ({reason}). Check the permissions.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    shutil.rmtree(part, ignore_errors=True)


class Schedule:
    """The backups of one open window: every 30 minutes when something changed, at most 2 % of its
    running time, within `disk_budget` bytes. Only the writer has one."""

    def __init__(self, store: Store, *, disk_budget: int = DISK_BUDGET) -> None:
        self._store = store
        self._disk_budget = disk_budget
        self._began = clock.now()
        self._spent = 0.0
        self._longest = 0.0
        self._papers = 0
        last = _scheduled(store.folder)
        self._last_at = last[0].at if last else None
        self._last_entries = last[0].entries if last else -1

    def due(self, now: datetime) -> bool:
        """Whether `run` would make one now."""
        if self._last_at is not None and timedelta(0) <= now - self._last_at < EVERY:
            return False
        running = max(0.0, (now - self._began).total_seconds())
        if self._spent + self._longest > SHARE * running:
            return False
        with self._store.raw() as conn:
            last = conn.exec_driver_sql(journal.LAST_ENTRY).first()
        return (last[0] if last else 0) != self._last_entries

    def run(self, now: datetime, *, cancelled: Asked | None = None) -> Backup | None:
        """Make the backup that is due, prune, and return it; None when none is due. Errors as make; `cancelled`
        is asked at each paper (the window closes)."""
        if not self.due(now):
            return None
        began = time.monotonic()
        folder = self._store.folder / FOLDER
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise errors.Environment(
                _("The folder {path} cannot be made ({reason}).").format(path=folder, reason=error.strerror)
            ) from error
        backup_files.discard_parts(folder)
        self._make_room()
        made = make(self._store, folder / f"auto-{stamp(now)}", now=now, seconds=READING, cancelled=cancelled)
        prune(self._store.folder, now)
        self._last_at, self._last_entries = made.at, made.entries
        took = time.monotonic() - began
        self._spent += took
        self._longest = max(self._longest, took)
        return made

    @property
    def limit(self) -> int:
        """Bytes that the scheduled backups may take together: the budget, unless the papers alone leave less than
        a quarter of it to the databases. No backup leaves papers out for want of budget; `beyond` says so."""
        return max(self._disk_budget, self._papers + self._disk_budget // 4)

    def beyond(self) -> str:
        """The sentence for papers that need more than the budget; '' while they fit. After `run`."""
        if self.limit == self._disk_budget:
            return ""
        return _(
            "The documents take {size} MB; {budget} MB are set aside for the scheduled backups in the workspace's "
            "folder. All of them are backed up all the same: see that this disk has room."
        ).format(size=-(-self._papers // 1_000_000), budget=self._disk_budget // 1_000_000)

    def _make_room(self) -> None:
        """Drop the oldest scheduled backups until the coming one fits the limit; the newest always stays."""
        with self._store.raw() as conn:
            contents = holdings.contents(conn.connection.driver_connection)
        present = _scheduled(self._store.folder)
        papers = Papers(self._store.folder, self._store.unlocked, contents, [backup.path for backup in present])
        self._papers = papers.size(shared=True)
        coming = backup_files.size_of(self._store.path) + papers.size(shared=False)
        files = [inodes(backup.path) for backup in present]  # newest first
        while len(present) > 1 and _total(files) + coming > self.limit:
            files.pop()
            _remove(present.pop().path)


def _total(files: list[dict[object, int]]) -> int:
    """Bytes of all files, each once: a paper that several backups share is one."""
    together: dict[object, int] = {}
    for held in files:
        together.update(held)
    return sum(together.values())
