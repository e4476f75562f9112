"""Where blobs lie: `vault/ab/<64 hex>`, put in place whole or not at all, found again by the content's SHA-256.

Knows files and keys. Two workspaces name the same content differently, and no name on disk tells what it holds.
"""

from __future__ import annotations

import contextlib
import hmac
import io
import os
import re
import shutil
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from hsdclient import atomic_file, clock, errors
from hsdclient.keyring import Unlocked
from hsdclient.vault import faults, source
from hsdclient.vault.blob import Hasher, Keys, Opened, Sealer, cipher_size
from hsdclient.vault.faults import Asked, Told
from hsdclient.words import _

FOLDER = "vault"
MEMORY = 256 << 20  # bytes: what `read` gives whole
_NAME = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"\..*\.part")
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OLD = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True)
class Stored:
    """One content in the vault: its SHA-256 (64 hex) and bytes, the blob's name, False when it was there before."""

    sha256: str
    size: int
    name: str
    is_new: bool


class Vault:
    """The blobs of one workspace, or of one of its backups, which has the same shelves and keys."""

    def __init__(self, folder: Path, unlocked: Unlocked) -> None:
        self.folder = folder / FOLDER
        self._keys = Keys(
            unlocked.workspace_id,
            unlocked.derive("vault"),
            unlocked.derive("vault labels"),
            unlocked.derive("vault names"),
        )
        self._placing = threading.Lock()

    def name_of(self, sha256: str) -> str:
        """The blob's name for a content's SHA-256: 64 hex, a keyed hash, so that no known file can be looked for."""
        return hmac.digest(self._keys.names, bytes.fromhex(sha256), "sha256").hex()

    def path_of(self, name: str) -> Path:
        """Where the blob `name` lies or would lie."""
        return self.folder / name[:2] / name

    def put(self, taken: Path | BinaryIO, *, told: Told | None = None, cancelled: Asked | None = None) -> Stored:
        """Store one file, read once from where it stands; durable when this returns.

        `told` hears the bytes so far, `cancelled` is asked at each MiB. Raises Refused (unreadable, empty, too
        large, changed while it was read), Cancelled, Environment (disk); then nothing of it is kept.
        """
        opening: AbstractContextManager[BinaryIO]
        opening = source.open_plain(taken) if isinstance(taken, Path) else contextlib.nullcontext(taken)
        with opening as stream:
            before = os.fstat(stream.fileno()) if isinstance(taken, Path) else None
            size = before.st_size if before else len(stream.getbuffer()) if isinstance(stream, io.BytesIO) else 0
            part: Path | None = None
            try:
                part, target = self._part()
                with target:
                    sha256, size = self._seal(source.chunks(stream, told, cancelled), target)
                    if before is not None:
                        source.require_unchanged(before, os.fstat(stream.fileno()), size)
                    name = self.name_of(sha256)
                    is_new = bool(self.examine(name, size, deep=True, cancelled=cancelled))
                is_new = self._keep(name, part, is_new)
            except OSError as error:  # reading has sentences of its own: this is the workspace's disk
                raise faults.not_stored(error, cipher_size(size)) from error
            finally:
                if part is not None:
                    with contextlib.suppress(OSError):
                        part.unlink(missing_ok=True)
        return Stored(sha256, size, name, is_new)

    def _part(self) -> tuple[Path, BinaryIO]:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, exist_ok=True)
            atomic_file.sync_folder(self.folder.parent)
        part = self.folder / f".{clock.random_bytes(8).hex()}.part"
        return part, os.fdopen(os.open(part, _NEW, 0o600), "w+b")

    def _seal(self, chunks: Iterator[bytes], target: BinaryIO) -> tuple[str, int]:
        """Encrypt `chunks` into `target`; (SHA-256, bytes)."""
        with Hasher() as hasher:
            sealer, size = Sealer(self._keys, target), 0
            ahead = next(chunks, b"")
            if not ahead:
                raise source.empty()
            while ahead:
                chunk, size = ahead, size + len(ahead)
                hasher.update(chunk)
                ahead = next(chunks, b"")
                sealer.add(chunk, last=not ahead)
            sha256 = hasher.hexdigest()
            sealer.finish(self.name_of(sha256))
        return sha256, size

    def _keep(self, name: str, part: Path, is_new: bool) -> bool:
        """Place the file `part`, or renew the age of the sound blob that is there; whether it was placed."""
        with self._placing:
            if not is_new:
                with contextlib.suppress(FileNotFoundError):  # swept in between
                    os.utime(self.path_of(name), _now())
                    return False
        self._place(name, part)
        return True

    def _place(self, name: str, part: Path) -> None:
        """Sync the file `part` and give it its name; its age begins now (see sweeping.py)."""
        os.utime(part, _now())
        _sync(part)
        with self._placing:
            self._rename(part, name)
            atomic_file.sync_folder(self.path_of(name).parent)

    def _rename(self, part: Path, name: str) -> None:
        path = self.path_of(name)
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            atomic_file.sync_folder(self.folder)
        if path.is_dir() and not path.is_symlink():  # no file replaces a folder; one with something in it stays
            path.rmdir()
        atomic_file.move(part, path)

    @contextlib.contextmanager
    def _opened(self, name: str, path: Path | None = None) -> Iterator[Opened]:
        try:
            lies = path or self.path_of(name)
            stream = os.fdopen(atomic_file.patiently(lambda: os.open(lies, _OLD)), "rb")
        except FileNotFoundError as error:
            raise faults.Missing from error
        except OSError as error:
            raise faults.Damaged from error
        with stream:
            yield Opened(self._keys, name, stream)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The content in verified chunks of at most 1 MiB; Missing or Damaged at the first that is not sound."""
        with self._opened(self.name_of(sha256)) as blob:
            yield from blob.chunks()

    def read(self, sha256: str, at_most: int = MEMORY) -> bytes:
        """The whole content; Refused when it has more than `at_most` bytes, Missing, Damaged."""
        with self._opened(self.name_of(sha256)) as blob:
            if blob.size > at_most:
                raise errors.Refused(
                    _("This file is too large to be shown here ({size} MB). Save a copy and open that.").format(
                        size=-(-blob.size // 1_000_000)
                    )
                )
            with Hasher() as hasher:
                whole = b"".join(hasher.passing(blob.chunks()))
                if hasher.hexdigest() != sha256:
                    raise faults.Damaged
        return whole

    def copy_out(
        self,
        sha256: str,
        dest: Path,
        *,
        overwrite: bool = False,
        told: Told | None = None,
        cancelled: Asked | None = None,
    ) -> None:
        """Write the content to the file `dest`: whole and synced, or not at all. Refused when `dest` is there
        already (unless `overwrite`), Cancelled, Missing, Damaged, Environment (disk)."""
        part = dest.with_name(f".hsd-{clock.random_bytes(8).hex()}.part")
        with self._opened(self.name_of(sha256)) as blob, Hasher() as hasher:
            _require_free(dest, overwrite)
            done = 0
            try:
                with os.fdopen(os.open(part, _NEW, 0o600), "w+b") as target:
                    for chunk in hasher.passing(blob.chunks()):
                        faults.ask(cancelled)
                        target.write(chunk)
                        done += len(chunk)
                        if told is not None:
                            told(done)
                    if hasher.hexdigest() != sha256:
                        raise faults.Damaged
                    target.flush()
                    os.fsync(target.fileno())
                _require_free(dest, overwrite)
                atomic_file.move(part, dest)
                atomic_file.sync_folder(dest.parent)
            except OSError as error:
                raise faults.not_copied(error, blob.size) from error
            finally:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)

    def check(self, sha256: str, size: int, *, deep: bool, cancelled: Asked | None = None) -> str:
        """What is wrong with the blob of this content: '', 'missing', 'truncated' or 'changed'.

        Length, label (so that one under another's name is noticed) and first chunk; `deep`: every chunk and the
        content's SHA-256.
        """
        return self.examine(self.name_of(sha256), size, deep=deep, cancelled=cancelled)

    def examine(self, name: str, size: int | None, *, deep: bool, cancelled: Asked | None = None) -> str:
        """`check` by the blob's name; `size` None: whatever length its own label tells."""
        return self._judge(self.path_of(name), name, size, deep=deep, cancelled=cancelled)

    def _judge(self, path: Path, name: str, size: int | None, *, deep: bool, cancelled: Asked | None) -> str:
        try:
            found = os.stat(path, follow_symlinks=False)
            if not stat.S_ISREG(found.st_mode):
                return "changed"
            if size is not None and found.st_size != cipher_size(size):
                return "truncated" if found.st_size < cipher_size(size) else "changed"
            with self._opened(name, path) as blob, Hasher() as hasher:
                if found.st_size != cipher_size(blob.size):
                    return "truncated" if found.st_size < cipher_size(blob.size) else "changed"
                if not deep:
                    next(blob.chunks())
                    return ""
                for _chunk in hasher.passing(blob.chunks()):
                    faults.ask(cancelled)
                return "" if self.name_of(hasher.hexdigest()) == name else "changed"
        except (FileNotFoundError, NotADirectoryError, faults.Missing):
            return "missing"
        except (OSError, errors.Environment):  # a newer format too: this workspace's schema knows none
            return "changed"

    def names(self) -> Iterator[str]:
        """Every blob on disk, in no order."""
        for entry in self._entries():
            if isinstance(entry, str):
                yield entry

    def strays(self) -> Iterator[Path]:
        """What lies in the vault's folder and is no blob (half-written ones left out)."""
        for entry in self._entries():
            if isinstance(entry, Path):
                yield entry

    def _entries(self) -> Iterator[str | Path]:
        for shelf in _listed(self.folder):
            if not shelf.is_dir(follow_symlinks=False) or not re.fullmatch("[0-9a-f]{2}", shelf.name):
                if not _PART.fullmatch(shelf.name):
                    yield Path(shelf.path)
                continue
            for entry in _listed(Path(shelf.path)):
                sound = _NAME.fullmatch(entry.name) and entry.name.startswith(shelf.name)
                yield entry.name if sound and entry.is_file(follow_symlinks=False) else Path(entry.path)

    def fits(self, name: str, size: int) -> bool:
        """Whether length and label are those of the blob `name` with `size` bytes; its content is not looked at."""
        try:
            with self._opened(name) as blob:
                return blob.size == size and self.path_of(name).stat().st_size == cipher_size(size)
        except (OSError, errors.Environment):
            return False

    def adopt(self, name: str, taken: Path) -> None:
        """Put the blob file `taken` (of a backup) in place as `name`, decrypted and hashed as it lies here.

        Raises Missing, Damaged (`taken` is not this blob), OSError (disk); then nothing has changed.
        """
        if wrong := self.adopt_all({name: taken}):
            raise faults.Missing if wrong[name] == "missing" else faults.Damaged

    def adopt_all(self, taken: Mapping[str, Path]) -> dict[str, str]:
        """`adopt` for many, much sooner: all are written, then all are synced, then all get their names.

        The names that were not put in place → missing or changed. Raises OSError (disk); some may be placed then.
        """
        parts: dict[str, Path] = {}
        wrong = {}
        try:
            for name, source_path in taken.items():
                if not source_path.is_file():
                    wrong[name] = "missing"
                    continue
                part, target = self._part()
                target.close()
                parts[name] = part
                try:
                    shutil.copyfile(source_path, part)
                except OSError as error:
                    if error.errno in faults.FULL:
                        raise
                if self._judge(part, name, None, deep=True, cancelled=None):  # what could not be read is not whole
                    wrong[name] = "changed"
                    parts.pop(name).unlink()
            for part in parts.values():
                os.utime(part, _now())
                _sync(part)
            with self._placing:
                for name, part in parts.items():
                    self._rename(part, name)
                for shelf in {self.path_of(name).parent for name in parts}:
                    atomic_file.sync_folder(shelf)
        finally:
            for part in parts.values():
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)
        return wrong

    def renew(self, name: str) -> None:
        """The blob's age begins anew: it is about to be referred to, or its thirty days are counted from now."""
        with contextlib.suppress(OSError):
            os.utime(self.path_of(name), _now())

    def age_of(self, name: str) -> datetime | None:
        """When the blob was placed, or asked for again by `put` (aware); None when it is not there."""
        try:
            return datetime.fromtimestamp(self.path_of(name).stat().st_mtime, UTC)
        except (OSError, OverflowError, ValueError):
            return None

    def remove(self, name: str, *, placed_before: datetime | None = None) -> bool:
        """Remove the blob, unless it was placed (or asked for again) since `placed_before`; whether it went.

        Raises OSError. Who calls this has made sure that nothing refers to it.
        """
        with self._placing:
            placed = self.age_of(name)
            if placed is None or (placed_before is not None and placed >= placed_before):
                return False
            path = self.path_of(name)
            atomic_file.patiently(lambda: path.unlink(missing_ok=True))
            atomic_file.sync_folder(path.parent)
        return True

    def discard_parts(self) -> None:
        """Remove what a kill left half-written; only the writer may call it, before it puts anything."""
        for entry in _listed(self.folder):
            if _PART.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def _now() -> tuple[float, float]:
    instant = clock.now().timestamp()
    return instant, instant


def _require_free(dest: Path, overwrite: bool) -> None:
    if not overwrite and (dest.exists() or dest.is_symlink()):
        raise errors.Refused(_("There is a file of this name already. Choose another name."))


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []  # no vault yet, or a shelf that went meanwhile
