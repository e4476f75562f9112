"""What an officer dropped, as a list of files to attach: folders are opened, each thing that is no paper gets a line.

Knows names and kinds of files; reads no content, stores nothing. One bad entry never stops the others.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hsdclient import errors, places, windows
from hsdclient.vault import source
from hsdclient.words import _

MOST = 20_000  # files of one drop
_SYSTEMS_OWN = {".ds_store", "thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Found:
    """One file to attach: where it is, its name as text to show and store (never a name on disk), its bytes."""

    path: Path
    name: str
    size: int = 0


@dataclass(frozen=True)
class Gathered:
    """The files in the order they will be attached, and (name, sentence) of what was left out."""

    files: list[Found] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def shown(name: str) -> str:
    """A file's name as text: each byte that was no UTF-8 on disk becomes U+FFFD, all else stays as it is."""
    if name.isascii():
        return name
    return "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in name)


def gather(
    paths: Sequence[Path], *, cancelled: Callable[[], bool] | None = None, most: int = MOST
) -> Gathered:
    """Every file in `paths`, folders opened to the last (sorted by name, hidden files too).

    Left out with a line each: workspaces and backups, pipes, devices, what cannot be read, is empty or over 4 GiB,
    a link to a folder (it may lead in a circle, or to the whole disk), the system's own little files, all beyond
    `most`. A link to a file is that file; each path counts once.
    When `cancelled` says so, the walk ends with what it has.
    """
    result = Gathered()
    for path in _walk(paths, result, cancelled):
        if len(result.files) >= most:
            result.refused.append(
                (
                    shown(path.name),
                    _("More than {count} files at once: this one and those after it were left out.").format(count=most),
                )
            )
            break
        _judge(path, result)
    return result


def _walk(paths: Sequence[Path], result: Gathered, cancelled: Callable[[], bool] | None) -> Iterator[Path]:
    """The files below `paths`, depth first without recursion: a folder may be deeper than the interpreter's stack."""
    waiting = [(path, 0) for path in reversed(paths)]
    given: set[str] = set()
    seen: set[tuple[int, int]] = set()
    while waiting:
        if cancelled is not None and cancelled():
            return
        path, depth = waiting.pop()
        whole = os.path.abspath(path) if "\0" not in str(path) else str(path)
        if whole in given:  # the same path dropped twice, or a file beside its folder
            continue
        given.add(whole)
        try:
            found = os.stat(windows.extended(path))
        except (OSError, ValueError):
            yield path  # the judge says why
            continue
        if not stat.S_ISDIR(found.st_mode):
            yield path
            continue
        if depth and os.path.islink(path):
            result.refused.append(
                (_name(path), _("This is a link to a folder and was not followed. Attach that folder itself."))
            )
            continue
        identity = (found.st_dev, found.st_ino)
        if found.st_ino and identity in seen:  # dropped twice, or mounted inside itself
            result.refused.append((_name(path), _("This folder was met before; its files are attached once.")))
            continue
        seen.add(identity)
        waiting += [(one, depth + 1) for one in reversed(_inside(path, result))]


def _inside(folder: Path, result: Gathered) -> list[Path]:
    try:
        names = sorted(os.listdir(windows.extended(folder)))
    except OSError as error:
        result.refused.append((_name(folder), _unreadable_folder(source.unreadable(error))))
        return []
    if {places.DATABASE, "keyring.json"} <= set(names):
        result.refused.append((_name(folder), _("This folder is a workspace or a backup of one; it was left out.")))
        return []
    if not names:
        result.refused.append((_name(folder), _("This folder is empty.")))
    return [folder / name for name in names]


def _unreadable_folder(error: errors.Refused) -> str:
    return _("This folder was left out. {reason}").format(reason=error.sentence)


def _judge(path: Path, result: Gathered) -> None:
    name = _name(path)
    if path.name.casefold() in _SYSTEMS_OWN:
        result.refused.append((name, _("Left out: the system made this file, it is no paper.")))
        return
    try:
        with source.open_plain(path) as stream:  # opened, not only asked: what may not be read is told now
            size = os.fstat(stream.fileno()).st_size
    except errors.Refused as error:
        result.refused.append((name, error.sentence))
        return
    result.files.append(Found(path, name, size))


def _name(path: Path) -> str:
    return shown(path.name or str(path))
