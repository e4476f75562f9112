"""The papers of one backup: those that an earlier backup beside it has are linked, the others copied and verified.

Knows files and blobs; not the database's copy, nor when backups are made (rules.md: blobs shared, not copied again).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hsdclient import atomic_file, clock
from hsdclient.holdings import Content
from hsdclient.keyring import Unlocked
from hsdclient.vault import Cancelled, Vault, cipher_size
from hsdclient.vault.faults import FULL

Told = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass(frozen=True)
class Held:
    """What a backup holds of one content; `lacking`: '' or what was wrong with the blob (missing, truncated,
    changed) when no earlier backup had a good one either."""

    name: str
    content: Content
    lacking: str

    @property
    def stored(self) -> int:
        """Bytes of the blob."""
        return cipher_size(self.content.size)

    def listed(self) -> dict[str, Any]:
        """As the backup's list tells it: no SHA-256, no reference."""
        plain = {"name": self.name, "size": self.content.size, "stored": self.stored}
        return plain | ({"lacking": self.lacking} if self.lacking else {})


class Papers:
    """The blobs of one backup in the making: what it needs, then `fill`."""

    def __init__(
        self, folder: Path, unlocked: Unlocked, contents: Sequence[Content], earlier: Sequence[Path]
    ) -> None:
        """`folder`: the workspace; `earlier`: the backups beside the coming one, newest first."""
        self._source = Vault(folder, unlocked)
        self._earlier = [Vault(path, unlocked) for path in earlier]
        self._unlocked = unlocked
        self._copied: set[str] = set()
        self._wanted = [(self._source.name_of(content.sha256), content) for content in contents]
        self._shared = {name: vault for name, content in self._wanted if (vault := self._holder(name, content.size))}

    def _holder(self, name: str, size: int) -> Vault | None:
        for vault in self._earlier:
            with contextlib.suppress(OSError):
                if vault.path_of(name).stat().st_size == cipher_size(size):
                    return vault
        return None

    def size(self, *, shared: bool) -> int:
        """Bytes of all blobs, or of those that no earlier backup has (`shared` False)."""
        return sum(cipher_size(content.size) for name, content in self._wanted if shared or name not in self._shared)

    def fill(
        self,
        part: Path,
        *,
        require: Callable[[int], None],
        seconds: float | None = None,
        told: Told | None = None,
        cancelled: Asked | None = None,
    ) -> list[Held]:
        """Put every blob into the backup `part` and make it durable; `require` is asked for room when the disk
        turns out to have no links. Raises OSError (disk), Cancelled.

        A linked blob is read whole, for it may have rotted where it lies; with `seconds` as many as that time
        allows, from another one on each time, and of the others length and label are looked at.
        """
        if not self._wanted:
            return []
        target = Vault(part, self._unlocked)
        target.folder.mkdir(mode=0o700)
        can_link, done, whole = True, 0, self.size(shared=True)
        held: dict[str, Held] = {}
        until = None if seconds is None else time.monotonic() + seconds
        first = int.from_bytes(clock.random_bytes(4), "big") % len(self._wanted)
        for name, content in (*self._wanted[first:], *self._wanted[:first]):
            if cancelled is not None and cancelled():
                raise Cancelled
            path = target.path_of(name)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            before = self._shared.get(name)
            linked = can_link and before is not None and self._link(before.path_of(name), path)
            if can_link and before is not None and not path.exists():
                can_link = False
                require(whole - done)
            if linked and (until is None or time.monotonic() < until):
                linked = not target.examine(name, content.size, deep=True, cancelled=cancelled)
            elif linked:
                linked = target.fits(name, content.size)
            lacking = "" if linked else self._copy(target, name, content, cancelled)
            held[name] = Held(name, content, lacking)
            done += cipher_size(content.size)
            if told is not None:
                told(done, whole)
        # All are written before the first is synced: a disk that is asked for each one takes fifty times as long.
        for one in held.values():
            if one.name in self._copied and not one.lacking:
                sync_file(target.path_of(one.name))
        for shelf in target.folder.iterdir():
            atomic_file.sync_folder(shelf)
        atomic_file.sync_folder(target.folder)
        return [held[name] for name, _content in self._wanted]

    def _link(self, source: Path, path: Path) -> bool:
        try:
            os.link(source, path)
        except OSError:
            return False
        return True

    def _copy(self, target: Vault, name: str, content: Content, cancelled: Asked | None) -> str:
        """A copy that was decrypted and hashed as it lies there, from the workspace or else an earlier backup;
        what is wrong with the workspace's when there is none."""
        path = target.path_of(name)
        for source in (self._source, *self._earlier):
            path.unlink(missing_ok=True)
            found = source.path_of(name)
            if not found.is_file() or found.is_symlink():
                continue
            try:
                shutil.copyfile(found, path)
                path.chmod(0o600)
                self._copied.add(name)
            except OSError as error:
                if error.errno in FULL:
                    raise
                continue  # this one cannot be read; a broken target fails with the list, too
            if not target.examine(name, content.size, deep=True, cancelled=cancelled):
                return ""
        path.unlink(missing_ok=True)
        return self._source.examine(name, content.size, deep=True, cancelled=cancelled) or "changed"


def sync_file(path: Path) -> None:
    """Make the bytes of `path` durable."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def inodes(backup: Path) -> dict[object, int]:
    """Every file below the backup's folder, each once however many names it has: identity → bytes."""
    found: dict[object, int] = {}
    for folder, _folders, names in os.walk(backup):
        for name in names:
            path = os.path.join(folder, name)
            with contextlib.suppress(OSError):
                told = os.stat(path, follow_symlinks=False)
                found[(told.st_dev, told.st_ino) if told.st_ino else path] = told.st_size
    return found
