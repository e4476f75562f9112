"""The packed tree that the .deb and the archive share, and the zip of a stick: files in, one file out, always alike.

Knows neither what Debian nor what the archive puts around it.
"""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import tarfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from places import Failed

XZ = ("xz", "-8", "--threads=2", "--block-size=56MiB", "--check=crc64")
"""Both cores work only on blocks smaller than the whole; fixed, so that another machine packs the same bytes."""


QUICK = ("xz", "-0", "--threads=2")


def pack(root: Path, made: Path, epoch: int, *, quick: bool = False) -> Path:
    """All below `root` as `made`, a tar of names in order, of root's, dated `epoch`, packed by xz."""
    made.unlink(missing_ok=True)
    with made.open("wb") as target:
        packer = subprocess.Popen([*_calm(), *(QUICK if quick else XZ)], stdin=subprocess.PIPE, stdout=target)
        assert packer.stdin is not None
        with tarfile.open(fileobj=packer.stdin, mode="w|", format=tarfile.GNU_FORMAT) as packed:
            _fill(packed, root, epoch)
        packer.stdin.close()
        if packer.wait() != 0:
            raise Failed("xz could not pack the program; is there room in build/installers?")
    return made


def small_tar(root: Path, epoch: int) -> bytes:
    """The few files below `root` as one .tar.xz."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:xz", format=tarfile.GNU_FORMAT) as packed:
        _fill(packed, root, epoch)
    return whole.getvalue()


def _fill(packed: tarfile.TarFile, root: Path, epoch: int) -> None:
    for path in [root, *sorted(root.rglob("*"))]:
        inside = path.relative_to(root).as_posix()
        entry = packed.gettarinfo(str(path), "./" if inside == "." else f"./{inside}")
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = epoch
        # Files that lie on the disk once are written once each: a link to another file says nothing here.
        if entry.islnk():
            entry.type, entry.linkname, entry.size = tarfile.REGTYPE, "", path.stat().st_size
        if entry.isreg():
            with path.open("rb") as file:
                packed.addfile(entry, file)
        else:
            packed.addfile(entry)


def _calm() -> list[str]:
    """The packer gives way to what people do on the machine meanwhile."""
    return ["nice", "-n", "5"] if shutil.which("nice") else []


def ar(made: Path, members: Iterable[tuple[str, bytes | Path]], epoch: int) -> Path:
    """`made`, an archive as `ar` makes it (what a .deb is), of the named `members` in their order."""
    with made.open("wb") as whole:
        whole.write(b"!<arch>\n")
        for name, content in members:
            length = content.stat().st_size if isinstance(content, Path) else len(content)
            whole.write(f"{name:<16}{epoch:<12}{0:<6}{0:<6}{0o100644:<8o}{length:<10}`\n".encode("ascii"))
            if isinstance(content, Path):
                with content.open("rb") as file:
                    shutil.copyfileobj(file, whole, 1 << 20)
            else:
                whole.write(content)
            if length % 2:
                whole.write(b"\n")
    return made


def write_zip(made: Path, top: str, folders: Iterable[tuple[Path, str]], notes: dict[str, str], epoch: int) -> Path:
    """`made`, a zip with one folder `top` that holds the files of `folders` (folder, prefix inside) and the `notes`."""
    stamp = time.gmtime(max(epoch, 315_532_800))[:6]  # a zip knows no day before 1980
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for folder, inside in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_symlink():
                    raise Failed(f"{path.name} is a link, which many a stick cannot hold.")
                if path.is_file():
                    named = f"{top}/{inside}{path.relative_to(folder).as_posix()}"
                    packed.writestr(_entry(named, stamp, os.stat(path).st_mode), path.read_bytes())
        for name, text in notes.items():
            packed.writestr(_entry(f"{top}/{name}", stamp, 0o644), text.encode("utf-8"))
    return made


def _entry(name: str, stamp: tuple[int, ...], mode: int) -> zipfile.ZipInfo:
    year, month, day, hour, minute, second = stamp
    entry = zipfile.ZipInfo(name, (year, month, day, hour, minute, second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # Unix: what follows are its modes, which `unzip` gives back
    entry.external_attr = (stat.S_IFREG | (0o755 if mode & 0o100 else 0o644)) << 16
    return entry
