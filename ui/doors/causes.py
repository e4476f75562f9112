"""Why a workspace does not open: what is seen without a key, and which screen tells an error.

Shows nothing. Classes of the database's side are known by name, so that this room loads before they do.
"""

from __future__ import annotations

from pathlib import Path

from hsdclient import atomic_file, errors, keyring, places
from hsdclient.words import _
from ui.doors.unlock import SAMPLE_OFFICER

_BY_NAME = {
    "Held": "held",
    "MissingKeyFile": "missing key",
    "DamagedKeyFile": "damaged key",
    "NewerFormat": "newer",
    "NewerWorkspace": "newer",
    "RolledBack": "rolled back",
    "DamagedDatabase": "damaged",
}


def seen(folder: Path, *, allow_network: bool = False) -> tuple[str, str] | None:
    """What keeps `folder` from being opened, as far as it is seen without a key: (kind, sentence)."""
    try:
        database, keys = (folder / places.DATABASE).exists(), keyring.present(folder)
    except OSError as error:  # most likely the folder of another account of this computer
        told = _("{folder} cannot be read ({reason}).")
        return "unreadable", told.format(folder=folder, reason=atomic_file.why(error))
    if not database and not keys:
        return "nothing", _("There is no workspace in {folder}.").format(folder=folder)
    try:
        places.check_folder(folder, allow_network=allow_network)
    except errors.Environment as error:
        return "folder", error.sentence
    try:
        keyring.workspace_id(folder)
    except errors.HsdError as error:
        return kind_of(error), error.sentence
    if not database:
        return "missing", _("{folder} holds a key file but no database.").format(folder=folder)
    return None


def kind_of(error: errors.HsdError, folder: Path | None = None) -> str:
    """Which screen of `trouble.KINDS` tells `error`."""
    for kind in type(error).__mro__:
        if kind.__name__ in _BY_NAME:
            return _BY_NAME[kind.__name__]
    if folder is not None and not (folder / places.DATABASE).exists():
        return "missing"
    if folder is not None and isinstance(error, errors.Environment) and places.is_read_only(folder):
        return "read-only"
    return "other"


def is_sample(folder: Path) -> bool:
    """Whether the officer 'sample' has a key here; the key file says no more."""
    try:
        return keyring.has_slot(folder, SAMPLE_OFFICER)
    except errors.HsdError:
        return False
