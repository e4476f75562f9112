"""What may go wrong with a blob, each with its sentence. Knows no file name: the caller says which paper it was."""

from __future__ import annotations

import errno
from collections.abc import Callable

from hsdclient import atomic_file, errors
from hsdclient.words import _

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
Told = Callable[[int], None]
Asked = Callable[[], bool]


class Damaged(errors.Environment):
    """The blob is there and is not what was stored: changed, cut short, or another one under its name."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The stored file is damaged or was changed outside the program. "
                "Run Verify: it mends the file from a backup."
            )
        )


class Missing(errors.Environment):
    """No blob of this name lies in the vault."""

    def __init__(self) -> None:
        super().__init__(
            _("The stored file is missing from the workspace's folder. Run Verify: it mends the file from a backup.")
        )


class Cancelled(errors.Refused):
    """The officer stopped it; no half of anything is left."""

    def __init__(self) -> None:
        super().__init__(_("Cancelled: what was not finished is as it was before."))


def ask(cancelled: Asked | None) -> None:
    """Raise Cancelled when the officer wants to stop."""
    if cancelled is not None and cancelled():
        raise Cancelled


def newer() -> errors.Environment:
    """The blob was written by a later program: no damage, and nothing to mend."""
    return errors.Environment(
        _("The stored file was written by a newer program. Install the newer program to read it.")
    )


def not_stored(error: OSError, size: int) -> errors.Environment:
    """Writing into the vault failed; `size` is what the blob needs, in bytes."""
    if error.errno in FULL:
        return errors.Environment(
            _(
                "The disk of the workspace is full: this file needs {size} MB. Nothing of it was kept. "
                "Free some space and attach it again."
            ).format(size=-(-size // 1_000_000))
        )
    return errors.Environment(
        _("The file could not be stored in the workspace ({reason}). Check the disk, then attach it again.").format(
            reason=error.strerror or error
        )
    )


def not_copied(error: OSError, size: int) -> errors.Environment:
    """Writing a copy outside the vault failed; `size` in bytes."""
    if error.errno in FULL:
        return errors.Environment(
            _("The disk is full: the copy needs {size} MB. Free some space or choose another folder.").format(
                size=-(-size // 1_000_000)
            )
        )
    return errors.Environment(
        _("The copy could not be written ({reason}). Choose another folder.").format(reason=atomic_file.why(error))
    )
