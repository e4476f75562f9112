"""Papers outside the vault, on an officer's word: a copy to open in another program, or saved to a place of theirs.

Copies to open lie read-only in a private folder until `wipe`; their names tell the reference and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hsdclient import atomic_file, clock, errors, paths, places
from hsdclient.words import N_, _

if TYPE_CHECKING:
    from hsdclient.documents import DocumentRow, VersionCard
    from hsdclient.session import Officer
    from hsdclient.store import Store

OPENED = N_("A copy of a document was opened in another program")
SAVED = N_("A document was saved outside the workspace")
SAVED_PART = N_("An attachment of a mail was saved outside the workspace")
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")
# What another program would run rather than show; by content, and on no system opened from here.
_PROGRAMS = frozenset(
    (
        ".app", ".appimage", ".apk", ".bat", ".bin", ".cmd", ".com", ".cpl", ".deb", ".desktop", ".dll", ".elf",
        ".exe", ".gadget", ".hta", ".inf", ".ins", ".jar", ".jnlp", ".js", ".jse", ".ksh", ".lnk", ".msc",
        ".msi", ".msp", ".pif", ".pl", ".ps1", ".py", ".rb", ".reg", ".rpm", ".run", ".scf", ".scr", ".sct",
        ".sh", ".so", ".sys", ".url", ".vb", ".vbe", ".vbs", ".ws", ".wsc", ".wsf", ".wsh",
    )
)  # fmt: skip
_turn = threading.Lock()
_wipes = 0  # a copy that was under way when a wipe came is not left behind


def folder() -> Path:
    """Where copies to open lie, each in a folder of its own, until they are wiped."""
    return paths.user_data() / "copies"


def extension_of(row: DocumentRow, version: VersionCard | None = None) -> str:
    """The ending that the content asks for ('.pdf'), '' when it is not known; never the one of its name."""
    told = (version or row).extension.casefold()
    return told if _EXTENSION.fullmatch(told) else ""


def name_for(row: DocumentRow, version: VersionCard | None = None) -> str:
    """What a copy is called on disk: 'DOC-2026-0001.pdf', with the version's number when it is an older one."""
    older = f"-v{version.number}" if version is not None and not version.current else ""
    return f"{row.reference}{older}{extension_of(row, version)}"


def is_program(row: DocumentRow, version: VersionCard | None = None) -> bool:
    """Whether another program would run it rather than show it: such a copy is not opened."""
    return extension_of(row, version) in _PROGRAMS


def open_copy(
    store: Store,
    officer: Officer,
    row: DocumentRow,
    version: VersionCard | None = None,
    *,
    told: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Write a read-only copy of a document (of `version`, else the current one) and return its path.

    Remembered in the journal by those who may write. Refused for programs; Missing, Damaged, Environment as of the
    vault.
    """
    if is_program(row, version):
        raise errors.Refused(
            _("This is a program, so no copy of it is opened. Save it and have it checked before anyone runs it.")
        )
    before = _wipes
    place = folder() / clock.random_bytes(8).hex()
    target = place / name_for(row, version)

    def stopped() -> bool:
        return _wipes != before or (cancelled is not None and cancelled())

    try:
        place.mkdir(mode=0o700, parents=True)
        place.parent.chmod(0o700)
        store.vault.copy_out((version or row).sha256, target, told=told, cancelled=stopped)
        target.chmod(0o400)
    except OSError as error:
        _remove(place)
        raise _no_room(error) from error
    except BaseException:
        _remove(place)
        raise
    with _turn:
        if stopped():
            from hsdclient.vault import Cancelled  # lazy: libsodium, which copying has loaded by now

            _remove(place)
            raise Cancelled
    _remember(store, officer, OPENED, "open_copy", row, version)
    return target


def save_as(
    store: Store,
    officer: Officer,
    row: DocumentRow,
    target: Path,
    version: VersionCard | None = None,
    *,
    told: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write a document to `target`, replacing what is there (the file dialog has asked); whole or not at all.

    Refused inside a workspace's or backup's folder; Missing, Damaged, Cancelled, Environment as of the vault.
    """
    _check(store, target)
    store.vault.copy_out(
        (version or row).sha256, target, overwrite=True, told=told, cancelled=cancelled
    )
    _remember(store, officer, SAVED, "save_as", row, version)


def save_part(store: Store, officer: Officer, row: DocumentRow, content: bytes, target: Path) -> None:
    """Write an attachment of the mail `row` to `target`; Refused and Environment as `save_as`."""
    _check(store, target)
    try:
        atomic_file.replace({target: content})
    except OSError as error:
        raise errors.Environment(
            _("The copy could not be written ({reason}). Choose another folder.").format(
                reason=atomic_file.why(error)
            )
        ) from error
    _remember(store, officer, SAVED_PART, "save_part", row, None)


def wipe() -> int:
    """Remove every copy that was opened; how many could not be, because another program holds them open.

    Those are tried again at the next wipe. Never raises.
    """
    global _wipes
    with _turn:
        _wipes += 1
        held = sum(not _remove(place) for place in _places())
        if not held:
            with contextlib.suppress(OSError):
                folder().rmdir()
    return held


def _check(store: Store, target: Path) -> None:
    places.check_output(target, store.folder)
    above = Path(os.path.realpath(target.parent))
    if Path(os.path.realpath(store.folder)) in (above, *above.parents):  # a .pdf too: a vault folder is no desk
        raise errors.Refused(
            _("{path} lies in the folder of a workspace or backup. Choose another folder.").format(path=target),
            "output",
        )


def _places() -> Iterator[Path]:
    with contextlib.suppress(OSError), os.scandir(folder()) as found:
        yield from [Path(entry.path) for entry in found if entry.is_dir(follow_symlinks=False)]


def _remove(place: Path) -> bool:
    """Take a copy's folder away; False when something in it is held."""
    with contextlib.suppress(OSError), os.scandir(place) as found:
        for entry in found:
            with contextlib.suppress(OSError):
                if sys.platform == "win32":  # a read-only file is not removed there
                    os.chmod(entry.path, stat.S_IWRITE)
                os.unlink(entry.path)
    with contextlib.suppress(OSError):
        place.rmdir()
    return not place.exists()


def _remember(
    store: Store, officer: Officer, sentence: str, op: str, row: DocumentRow, version: VersionCard | None
) -> None:
    if not store.writable or officer.role == "reader":
        return
    with store.write(officer, sentence) as tx:
        tx.remark(op, "documents", row.id, {"reference": row.reference, "sha256": (version or row).sha256})


def _no_room(error: OSError) -> errors.Environment:
    return errors.Environment(
        _("No copy can be made in your own data folder ({reason}). Free some space there, or use Save as.").format(
            reason=error.strerror or type(error).__name__
        )
    )
