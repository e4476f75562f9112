"""Which folders the doors offer first: for a new workspace, for a backup, and where a start without a word begins.

Looks at names and key files only; opens nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from hsdclient import errors, paths
from hsdclient.words import _


def begin(last: str) -> Path | None:
    """Where a start without a folder stands: before the workspace of a portable program, else before `last`."""
    beside = portable()
    if beside is not None and beside.is_dir():
        return beside
    return Path(last) if last and os.path.isdir(last) else None


def looks_whole(folder: Path) -> bool:
    """Whether the two files of a workspace are there, so that most likely it can be opened."""
    return all(os.path.isfile(os.path.join(folder, name)) for name in ("workspace.db", "keyring.json"))


def portable() -> Path | None:
    """The folder `workspace` beside a portable program, there or not; None for every other."""
    if not getattr(sys, "frozen", False):  # told without loading what is asked next, before the first window
        return None
    from hsdclient import installed  # lazy: as said

    return installed.portable_workspace()


def for_new() -> Path:
    """The folder offered for a new workspace: one that is not there yet."""
    if paths.portable() is not None:
        return _free(paths.default_workspaces() / "workspace")
    return _free(paths.default_workspaces() / _("Homeland Security Dialogue"))


def for_backup(backup: Path, known: Iterable[Path]) -> Path:
    """The folder offered for putting `backup` back: the one of `known` that is the same workspace, else a new one.

    The workspace that `backup` lies in counts first.
    """
    from hsdclient import keyring  # lazy: key files are not on the first door

    def of(folder: Path) -> str:
        try:
            return keyring.workspace_id(folder)
        except errors.HsdError:
            return ""

    wanted = of(backup)
    for folder in (backup.parent.parent, *known):
        if wanted and folder != backup and of(folder) == wanted:
            return folder
    return for_new()


def _free(folder: Path) -> Path:
    """`folder`, or the first of "folder 2", "folder 3" … that is not there yet."""
    number, found = 1, folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name} {number}")
    return found
