"""The journal's head outside the database: it shows that an older copy of the database was put back.

Knows a counter and a root hash; reads no journal and decides nothing about what to do.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from hsdclient import paths
from hsdclient.keyring import Unlocked
from hsdclient.words import _

NAME = "head"
_SLOT = 512  # bytes: one sector, so that a slot is written whole or not at all
_SLOTS = 2
_MAGIC = b"HSDHEAD1"
_FIELDS = struct.Struct(">8sQ32s")  # magic, counter, HMAC of counter and root
_SEAL = 32  # HMAC over the fields: nobody without the key makes a slot that counts


class Verdict(Enum):
    """What the heads say of the journal."""

    OK = "ok"  # the newest head is the journal's end
    BEHIND = "behind"  # the head is an earlier entry of this journal: normal after a crash
    MISSING = "missing"  # no valid head anywhere: a new workstation, or both files were removed
    AHEAD = "ahead"  # the journal ends before the head: an older database was put back
    MISMATCH = "mismatch"  # the journal's entry at the head's place is another one: a replaced history

    @property
    def rollback(self) -> bool:
        """Whether the recovery screen is due."""
        return self in (Verdict.AHEAD, Verdict.MISMATCH)


@dataclass(frozen=True)
class Head:
    """One valid slot: number of the last journal entry, HMAC over it and its root, 'workspace' or 'own'."""

    counter: int
    mac: bytes
    where: str


class _Place:
    """One head file of two slots, written in turn through a descriptor that stays open."""

    def __init__(self, path: Path, where: str) -> None:
        self.path = path
        self.where = where
        self._handle: int | None = None
        self._next = 0

    def slots(self) -> list[bytes]:
        try:
            data = self.path.read_bytes()[: _SLOT * _SLOTS]
        except OSError:
            return []
        return [data[start : start + _SLOT] for start in range(0, len(data), _SLOT)]

    def open(self, newest: int) -> None:
        """Open for writing; the next write goes to the slot that is not `newest`."""
        if self._handle is not None:
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._next = (newest + 1) % _SLOTS

    def write(self, slot: bytes) -> None:
        handle = self._handle
        if handle is None:
            raise OSError("closed")
        offset = self._next * _SLOT
        if hasattr(os, "pwrite"):
            os.pwrite(handle, slot, offset)
        else:  # Windows
            os.lseek(handle, offset, os.SEEK_SET)
            os.write(handle, slot)
        self._next = (self._next + 1) % _SLOTS

    def sync(self) -> None:
        if self._handle is not None:
            os.fsync(self._handle)

    def close(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)


class HeadKeeper:
    """Writes and judges the heads of one open workspace, in its folder and in the officer's own.

    `trouble` is a sentence when the last write missed one of the files (a commit never fails by it).
    """

    def __init__(self, folder: Path, unlocked: Unlocked, own_folder: Path | None = None) -> None:
        self._key = unlocked.derive("head")
        self._seal = unlocked.derive("head seal")
        own = paths.own_file("heads", unlocked.workspace_id, own_folder)
        self._places = (_Place(folder / NAME, "workspace"), _Place(own, "own"))
        self._open = False
        self.trouble: str | None = None

    def _mac(self, counter: int, root: bytes) -> bytes:
        return hmac.digest(self._key, counter.to_bytes(8, "big") + root, "sha256")

    def _slot(self, counter: int, root: bytes) -> bytes:
        fields = _FIELDS.pack(_MAGIC, counter, self._mac(counter, root))
        return (fields + hmac.digest(self._seal, fields, "sha256")).ljust(_SLOT, b"\0")

    def _valid(self, slot: bytes, where: str) -> Head | None:
        fields, seal = slot[: _FIELDS.size], slot[_FIELDS.size : _FIELDS.size + _SEAL]
        if len(slot) != _SLOT or not hmac.compare_digest(hmac.digest(self._seal, fields, "sha256"), seal):
            return None
        magic, counter, mac = _FIELDS.unpack(fields)
        return Head(counter, mac, where) if magic == _MAGIC else None

    def _heads(self, place: _Place) -> list[Head | None]:
        return [self._valid(slot, place.where) for slot in place.slots()]

    def _open_all(self) -> None:
        for place in self._places:
            found = [(head.counter, position) for position, head in enumerate(self._heads(place)) if head]
            with contextlib.suppress(OSError):
                place.open(max(found)[1] if found else _SLOTS - 1)
        self._open = True

    def write(self, counter: int, root: bytes) -> None:
        """After a commit: `counter` is the number of the journal's last entry, `root` its hash. No fsync."""
        if not self._open:
            self._open_all()
        slot = self._slot(counter, root)
        self.trouble = None
        for place in self._places:
            try:
                place.write(slot)
            except OSError as error:
                self._troubled(place, error)

    def _troubled(self, place: _Place, error: OSError) -> None:
        self.trouble = _(
            "The record against rollback could not be written to {path} ({reason}). "
            "Check the disk; your work is saved."
        ).format(path=place.path, reason=error.strerror or error)

    def sync(self) -> None:
        """Make the heads durable: on idle, lock and close."""
        for place in self._places:
            try:
                place.sync()
            except OSError as error:
                self._troubled(place, error)

    def close(self) -> None:
        """Make the heads durable and close the files; a later write opens them again."""
        self.sync()
        for place in self._places:
            place.close()
        self._open = False

    def read(self) -> list[Head]:
        """All valid slots, the highest counter first.

        A reader beside a writer reads the heads before it begins its read transaction, and passes them to
        `judge`; the other way round a commit in between would look like a rollback.
        """
        found = [head for place in self._places for head in self._heads(place) if head]
        return sorted(found, key=lambda head: head.counter, reverse=True)

    def judge(
        self, counter: int, root_at: Callable[[int], bytes | None], heads: Sequence[Head] | None = None
    ) -> Verdict:
        """Compare with a journal that ends at `counter`; `root_at(n)` is its hash at entry n, or None."""
        verdict = Verdict.MISSING
        for head in self.read() if heads is None else heads:
            if head.counter > counter:
                return Verdict.AHEAD
            root = root_at(head.counter)
            if root is None or not hmac.compare_digest(self._mac(head.counter, root), head.mac):
                return Verdict.MISMATCH
            if head.counter == counter:
                verdict = Verdict.OK
            elif verdict is Verdict.MISSING:
                verdict = Verdict.BEHIND
        return verdict

    def reseed(self, counter: int, root: bytes) -> None:
        """Make this state the one that counts, durably: after a restore or an accepted rollback."""
        for _slot in range(_SLOTS):
            self.write(counter, root)
        self.sync()
