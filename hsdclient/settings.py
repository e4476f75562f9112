"""Each setting of this workstation, declared once: key, kind, default, help.

They are needed before a workspace opens, so they lie unencrypted and nothing confidential may be among them.
Knows no screen.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from hsdclient import atomic_file, errors, paths
from hsdclient.words import N_, _

FILE = "settings.json"
_AT_MOST = 1 << 20  # bytes
_RECENT = 8
_LONGEST_PATH = 4096


# Named tuples, not dataclasses, which cost the first window 4 ms.
class Setting(NamedTuple):
    """One setting. `choices` for kind 'choice'; `low`…`high` for 'number'; label and help are msgids."""

    key: str
    kind: Literal["choice", "number", "check", "path", "paths"]
    default: Any
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 0

    def accepts(self, value: Any) -> bool:
        """Whether `value` is one that this setting may have."""
        if self.kind == "choice":
            return isinstance(value, str) and value in dict(self.choices)
        if self.kind == "number":
            return type(value) is int and self.low <= value <= self.high
        if self.kind == "check":
            return type(value) is bool
        if self.kind == "path":
            return isinstance(value, str) and len(value) <= _LONGEST_PATH and "\0" not in value
        single = self._replace(kind="path")
        return isinstance(value, (tuple, list)) and len(value) <= _RECENT and all(map(single.accepts, value))


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "theme", "choice", "system", N_("Appearance"), N_("System follows the desktop."),
        (("system", N_("System")), ("light", N_("Light")), ("dark", N_("Dark"))),
    ),
    Setting(
        "language", "choice", "en", N_("Language of the screen"), N_("Sheets choose their own language."),
        (("en", "English"), ("hi", "हिन्दी")),
    ),
    Setting("text_scale", "number", 100, N_("Text size in percent"), low=80, high=200),
    Setting(
        "row_density", "choice", "default", N_("Height of rows"), "",
        (("compact", N_("Compact")), ("default", N_("Default")), ("comfortable", N_("Comfortable"))),
    ),
    Setting(
        "detail_side", "choice", "right", N_("Place of the detail"), "",
        (("right", N_("Right")), ("bottom", N_("Bottom"))),
    ),
    Setting(
        "idle_lock_minutes", "number", 10, N_("Lock after minutes without use"),
        N_("The window hides everything and asks for the passphrase."), low=1, high=120,
    ),
    Setting("lock_on_suspend", "check", True, N_("Lock when the computer sleeps")),
    Setting(
        "paper", "choice", "a4", N_("Paper"), N_("The size offered first for printed sheets."),
        (("a4", N_("A4")), ("letter", N_("US Letter"))),
    ),
    Setting(
        "ocr", "check", True, N_("Recognise the text of scans by themselves"),
        N_("In the background, where the program Tesseract is installed; nothing leaves this computer."),
    ),
    Setting("last_workspace", "path", "", N_("Workspace opened last")),
    Setting("recent_workspaces", "paths", (), N_("Recent workspaces")),
    Setting(
        "backup_folder", "path", "", N_("Folder for backups on another disk"),
        N_("Choose a folder on a disk other than the workspace's."),
    ),
)  # fmt: skip
_BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings(NamedTuple):
    """The values in force. `problem` is a sentence when the file could not be used and defaults stand in."""

    values: Mapping[str, Any] = MappingProxyType({})
    problem: str | None = None

    def get(self, key: str) -> Any:
        """The value of `key`: text, number, bool, or a tuple of texts ('paths'). KeyError if unknown."""
        return self.values.get(key, _BY_KEY[key].default)

    def with_value(self, key: str, value: Any) -> Settings:
        """A copy with `key` set. Refused when `value` is not acceptable, KeyError for an unknown key."""
        setting = _BY_KEY[key]
        if not setting.accepts(value):
            raise errors.Refused(_("“{label}” cannot have this value.").format(label=_(setting.label)), key)
        kept = tuple(value) if setting.kind == "paths" else value
        return self._replace(values=MappingProxyType({**self.values, key: kept}))

    def with_workspace(self, folder: Path) -> Settings:
        """A copy in which `folder` is the last workspace and the first of the recent ones."""
        path = os.path.abspath(folder)
        same = os.path.normcase(path)  # Windows: C:\\Desk is c:\\desk
        others = (other for other in self.get("recent_workspaces") if os.path.normcase(other) != same)
        recent = [path, *others][:_RECENT]
        return self.with_value("last_workspace", path).with_value("recent_workspaces", recent)


def _path(folder: Path | None) -> Path:
    return (folder or paths.user_data()) / FILE


def load(folder: Path | None = None) -> Settings:
    """The settings of this workstation; never raises. Unacceptable values give the default."""
    try:
        data = atomic_file.read(_path(folder), at_most=_AT_MOST)
        plain = json.loads(data) if data is not None else {}
        if not isinstance(plain, dict):
            raise ValueError("not a table")
    except (OSError, ValueError, RecursionError):
        return Settings(
            problem=_(
                "The settings of this workstation could not be read, so the defaults are in force. "
                "They are saved anew with the next change."
            )
        )
    values = {
        key: tuple(value) if _BY_KEY[key].kind == "paths" else value
        for key, value in plain.items()
        if key in _BY_KEY and _BY_KEY[key].accepts(value)
    }
    return Settings(MappingProxyType(values))


def save(settings: Settings, folder: Path | None = None) -> None:
    """Write the settings, old or new after a crash. Environment when the folder cannot be written."""
    path = _path(folder)
    text = json.dumps(dict(settings.values), sort_keys=True, indent=1, ensure_ascii=True)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic_file.replace({path: text.encode("ascii") + b"\n"})
    except OSError as error:
        raise errors.Environment(
            _("The settings could not be saved in {folder} ({reason}). Check the disk.").format(
                folder=path.parent, reason=error.strerror or error
            )
        ) from error
