"""The small file that opens a workspace or a backup by a double-click: what it says, and what a path means.

It holds no name, no id and no place: the folder it lies in is what it stands for. Reads no key, opens nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Literal, NamedTuple

from hsdclient import atomic_file, errors
from hsdclient.words import _

Kind = Literal["workspace", "backup"]
SUFFIX = ".hsdworkspace"
NAME = "open" + SUFFIX
FORMAT = 1
FIRST_LINE = "Open this file with the HSD client."
"""By it the file is known; the systems' tables of file kinds look for it too."""
_TEXT = """{first}
इस फ़ाइल को HSD क्लाइंट से खोलें।

format: {format}
kind: {kind}
"""
_AT_MOST = 4096  # bytes
_LINE = re.compile(r"(format|kind): *([a-z0-9]{1,20}) *")
_KINDS: dict[str, Kind] = {"workspace": "workspace", "backup": "backup"}
# What lies beside the file in every workspace and backup; one of them is enough, the door tells the rest.
_BESIDE = ("workspace.db", "keyring.json", "keyring.copy.json")


class Meant(NamedTuple):
    """What a path stands for: a workspace's folder, or a backup's."""

    kind: Kind
    folder: Path


def content(kind: Kind) -> bytes:
    """The whole file."""
    return _TEXT.format(first=FIRST_LINE, format=FORMAT, kind=kind).encode("utf-8")


def ensure(folder: Path, kind: Kind) -> None:
    """See that the file lies in `folder` and says `kind`. A courtesy: where it cannot be written, it is not."""
    path = folder / NAME
    with contextlib.suppress(OSError, ValueError):
        with contextlib.suppress(ValueError):  # longer than any of ours: made anew
            if atomic_file.read(path, at_most=_AT_MOST) == content(kind):
                return
        if path.is_file() or not os.path.lexists(path):  # nothing but a file of this name is replaced
            atomic_file.replace({path: content(kind)})


def is_one(path: str | Path) -> bool:
    """Whether `path` is called like such a file; it may be missing."""
    return str(path).casefold().endswith(SUFFIX)


def meant(path: Path) -> Meant:
    """What `path` stands for: a file of ours, or any other path for the folder of a workspace, there or not.

    Refused, with what to do, for a file that is missing, damaged, of a newer program, or that lies alone.
    """
    path = Path(os.path.abspath(path))
    if not is_one(path) or os.path.isdir(path):  # os.path: a folder that may not be read raises nothing there
        return Meant("workspace", path)
    kind = _kind(path)
    # A link on the desktop stands for the file it points to; else the path stays as the officer calls it.
    folder = (Path(os.path.realpath(path)) if os.path.islink(path) else path).parent
    if not any(os.path.exists(folder / name) for name in _BESIDE):
        raise errors.Refused(
            _(
                "{path} lies alone: the workspace or backup it belongs to is not in its folder. Open the file in the "
                "workspace's own folder. On the desktop put a shortcut to it, not a copy."
            ).format(path=path)
        )
    return Meant(kind, folder)


def _kind(path: Path) -> Kind:
    try:
        data = atomic_file.read(path, at_most=_AT_MOST)
    except OSError as error:
        raise errors.Refused(
            _("{path} cannot be read ({reason}). Check the disk and the permissions, then open it again.").format(
                path=path, reason=atomic_file.why(error)
            )
        ) from error
    except ValueError:
        raise _foreign(path) from None
    if data is None:
        raise errors.Refused(
            _("{path} is not there. It may have been moved, or lie on a disk that is not connected.").format(path=path)
        )
    lines = data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()  # an editor may have saved it anew
    said: dict[str, str] = {found[1]: found[2] for line in lines if (found := _LINE.fullmatch(line))}
    if lines[:1] == [FIRST_LINE] and said.get("format", "").isdigit() and int(said["format"]) > FORMAT:
        raise errors.Refused(
            _(
                "{path} was made by a newer program. Install the newer program, or choose “Open a workspace” and its "
                "folder."
            ).format(path=path)
        )
    kind = _KINDS.get(said.get("kind", ""))
    if lines[:1] != [FIRST_LINE] or said.get("format") != str(FORMAT) or kind is None:
        raise _foreign(path)
    return kind


def _foreign(path: Path) -> errors.Refused:
    return errors.Refused(
        _(
            "{path} is not a file of this program, or it is damaged. It holds no record, so nothing is lost: choose "
            "“Open a workspace” and its folder, or “Restore a backup”."
        ).format(path=path)
    )
