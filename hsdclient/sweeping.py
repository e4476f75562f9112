"""The end of a paper: discarded for more than 30 days, and a verified backup still holds it; then its blob goes.

Joins documents, papers and backups; nothing else in the program deletes a blob. The record and its journal stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from hsdclient import backup_files, clock, documents, errors, holdings, papers, schema, session, vault
from hsdclient.papers import SWEEP_AGE
from hsdclient.store import Store
from hsdclient.words import N_, _

SENTENCE = N_("Trash swept")
_BACKUPS = "backups"
_DUE = (
    "SELECT d.key, d.reference, d.discarded_at FROM documents d "
    "WHERE d.discarded_at IS NOT NULL AND d.discarded_at < ? AND d.swept_at IS NULL ORDER BY d.discarded_at, d.key"
)
_HELD = "SELECT DISTINCT sha256, size FROM document_versions WHERE document_key = ?"


@dataclass(frozen=True)
class Due:
    """A document whose thirty days in the trash are over: its contents as (SHA-256, bytes)."""

    key: int
    reference: str
    discarded_at: datetime
    contents: tuple[tuple[str, int], ...]


@dataclass
class Swept:
    """What a sweep did: documents given up, blobs removed with their bytes, and (reference, why) of what stays."""

    documents: list[str] = field(default_factory=list)
    blobs: int = 0
    bytes: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)


def due(opened: Store, now: datetime | None = None) -> list[Due]:
    """The documents in the trash for more than 30 days, the longest there first; what a sweep would try."""
    limit = clock.text((now or clock.now()) - SWEEP_AGE)
    with opened.raw() as conn:
        raw: Any = conn.connection.driver_connection
        return [
            Due(int(key), str(reference), clock.instant(at), tuple(raw.execute(_HELD, (key,)).fetchall()))
            for key, reference, at in raw.execute(_DUE, (limit,)).fetchall()
        ]


def sweep(
    opened: Store,
    officer: session.Officer,
    now: datetime,
    *,
    backups: Sequence[Path] = (),
    told: papers.Told | None = None,
    cancelled: papers.Asked | None = None,
) -> Swept:
    """Give up every document that is due, if a backup made after it was discarded opens and holds its contents
    whole; then remove the blobs that nobody refers to and that are older than 30 days.

    `backups`: folders of backups (or holding some) besides those in the workspace's own. Refused for a reader.
    Rows first, blobs after the commit: a crash between leaves a blob that the next sweep removes.
    """
    if not opened.writable or officer.role == "reader":
        raise errors.Refused(_("Your role or the read-only workspace does not allow this. Ask an administrator."))
    done = Swept()
    witnesses = _Witnesses(opened, backups)
    waiting = due(opened, now)
    for number, one in enumerate(waiting, 1):
        if cancelled is not None and cancelled():
            raise vault.Cancelled
        why = witnesses.missing(one, cancelled)
        if why:
            done.kept.append((one.reference, why))
        else:
            try:
                with opened.write(officer, SENTENCE) as tx:
                    documents.mark_swept(tx, one.key)
                done.documents.append(one.reference)
            except errors.Refused as error:  # recovered meanwhile
                done.kept.append((one.reference, error.sentence))
        if told is not None:
            told(number, len(waiting))
    _forget_texts(opened, officer, now)
    _remove_blobs(opened, now, done)
    return done


def reasons(
    opened: Store,
    waiting: Sequence[Due],
    *,
    backups: Sequence[Path] = (),
    told: papers.Told | None = None,
    cancelled: papers.Asked | None = None,
) -> dict[int, str]:
    """Why each of `waiting` would stay, by its key; '' for one that a sweep would give up. Changes nothing."""
    witnesses = _Witnesses(opened, backups)
    found: dict[int, str] = {}
    for number, one in enumerate(waiting, 1):
        if cancelled is not None and cancelled():
            raise vault.Cancelled
        found[one.key] = witnesses.missing(one, cancelled)
        if told is not None:
            told(number, len(waiting))
    return found


class _Witnesses:
    """The backups that may vouch for a content; each is opened and checked once, when it is first asked."""

    def __init__(self, opened: Store, given: Sequence[Path]) -> None:
        self._opened = opened
        found: dict[Path, datetime] = {}
        for folder in (opened.folder / _BACKUPS, *given):
            for path in (folder, *backup_files.beside(folder, opened.unlocked)):
                facts = backup_files.info(path)
                if facts is not None and facts["workspace"] == opened.unlocked.workspace_id:
                    found[path.absolute()] = facts["at"]
        self._found = sorted(found.items(), key=lambda item: item[1], reverse=True)
        self._sound: dict[Path, bool] = {}

    def missing(self, one: Due, cancelled: papers.Asked | None) -> str:
        """'' when some backup younger than the discard holds every content of the document whole, else why not."""
        younger = [path for path, at in self._found if at > one.discarded_at]
        if not younger:
            return _("No backup was made since it was discarded. Make one, then sweep again.")
        for path in younger:
            if self._opens(path):
                held = vault.Vault(path, self._opened.unlocked)
                if not any(held.check(sha256, size, deep=True, cancelled=cancelled) for sha256, size in one.contents):
                    return ""
        return _("No backup since it was discarded holds its files whole. Make one, then sweep again.")

    def _opens(self, path: Path) -> bool:
        if path not in self._sound:
            try:
                backup_files.check(path, self._opened.unlocked)
                self._sound[path] = True
            except errors.HsdError:
                self._sound[path] = False
        return self._sound[path]


def _forget_texts(opened: Store, officer: session.Officer, now: datetime) -> None:
    """What was read out of versions that were taken back: it goes with their blobs, at the same age."""
    with opened.raw() as conn:
        raw = conn.connection.driver_connection
        left = holdings.without_document(raw) - holdings.taken_back(raw, clock.text(now - SWEEP_AGE))
    if left:
        with opened.write(officer, SENTENCE) as tx:
            for sha256 in sorted(left):
                tx.derive(schema.document_pages, "sha256", sha256, ())


def _remove_blobs(opened: Store, now: datetime, done: Swept) -> None:
    kept = opened.vault
    for name in sorted(set(kept.names()) - papers.wanted(opened, now)):
        size = backup_files.size_of(kept.path_of(name))
        try:
            gone = kept.remove(name, placed_before=now - SWEEP_AGE)
        except OSError as error:
            raise errors.Environment(
                _("A stored file could not be removed ({reason}). Check the disk, then sweep again.").format(
                    reason=error.strerror or error
                )
            ) from error
        if gone:
            done.blobs += 1
            done.bytes += size
