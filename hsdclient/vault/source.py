"""The file that an officer wants to attach: opened so that nothing hangs, and known not to change while it is read.

Knows regular files of 1 byte to 4 GiB; refuses folders, pipes, devices and sockets with a sentence each.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from hsdclient import errors, windows
from hsdclient.vault.blob import CHUNK
from hsdclient.vault.faults import Asked, Told, ask
from hsdclient.words import _

LARGEST = 4 << 30  # bytes
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def open_plain(path: Path) -> BinaryIO:
    """The regular file `path` (or what its symbolic link leads to), open for reading; `Refused` with the reason.

    Asked twice, by name and by handle: a pipe that was put in its place in between neither hangs nor passes.
    """
    path = windows.extended(path)
    try:
        check_size(os.stat(path))
        handle = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    stream = os.fdopen(handle, "rb", buffering=0)
    try:
        check_size(os.fstat(handle))
    except BaseException:
        stream.close()
        raise
    return stream


def check_size(found: os.stat_result) -> None:
    """`Refused` unless it is a regular file of 1 byte to 4 GiB."""
    mode = found.st_mode
    if stat.S_ISDIR(mode):
        raise errors.Refused(_("This is a folder. Attach the files in it."))
    if not stat.S_ISREG(mode):
        raise errors.Refused(_("This is a pipe or a device, not a file. Attach a file."))
    if found.st_size == 0:
        raise empty()
    if found.st_size > LARGEST:
        raise too_large()


def empty() -> errors.Refused:
    """0 bytes."""
    return errors.Refused(_("The file is empty (0 bytes): it proves nothing. Check how it was copied or scanned."))


def too_large() -> errors.Refused:
    """More than 4 GiB."""
    return errors.Refused(
        _("The file is larger than {count} GiB. Attach it in parts, or attach a shorter excerpt.").format(
            count=LARGEST >> 30
        )
    )


def changed() -> errors.Refused:
    """Size or time of change were others afterwards."""
    return errors.Refused(_("The file was changed while it was read; attach it again."))


def unreadable(error: OSError | ValueError) -> errors.Refused:
    """The system does not give the file."""
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    if code in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE):
        return errors.Refused(_("The file is no longer there. Check the drive and attach it again."))
    if getattr(error, "winerror", None) in (32, 33):  # Windows: a sharing or a lock violation
        return errors.Refused(_("The file is open in another program. Close it there and attach it again."))
    if code in (errno.EACCES, errno.EPERM):
        return errors.Refused(_("You may not read this file. Ask for permission, or attach a copy that you may read."))
    if code == errno.ELOOP:
        return errors.Refused(_("This symbolic link leads to itself. Attach the file that was meant."))
    if code == errno.ENXIO:
        return errors.Refused(_("This is a pipe or a device, not a file. Attach a file."))
    reason = error.strerror if isinstance(error, OSError) else None
    return errors.Refused(
        _("The file cannot be read ({reason}). Check the drive and attach it again.").format(reason=reason or error)
    )


def chunks(stream: BinaryIO, told: Told | None, cancelled: Asked | None) -> Iterator[bytes]:
    """Whole chunks, whatever pieces the stream gives; Refused when it fails or has more than it may."""
    done = 0
    while True:
        ask(cancelled)
        pieces, wanted = [], CHUNK
        while wanted:
            try:
                piece = stream.read(wanted)
            except (OSError, ValueError) as error:
                raise unreadable(error) from error
            if not piece:
                break
            pieces.append(piece)
            wanted -= len(piece)
        if not pieces:
            return
        chunk = b"".join(pieces)
        done += len(chunk)
        if done > LARGEST:
            raise too_large()
        yield chunk
        if told is not None:
            told(done)


def require_unchanged(before: os.stat_result, after: os.stat_result, size: int) -> None:
    """`Refused` when length or time of change differ, or another number of bytes was read."""
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or size != before.st_size:
        raise changed()
