"""Workspaces of earlier versions (tests/migrations/released), unpacked as if this workstation had never seen them."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from hsdclient import paths

RELEASED = sorted((Path(__file__).parent / "migrations/released").glob("*.zip"))


def unpack(archive: Path, folder: Path) -> Path:
    """The workspace of `archive` in the new `folder`; without the head that another test's copy of it has left."""
    shutil.rmtree(paths.user_data() / "heads", ignore_errors=True)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder
