"""What this copy of the program is: where it lies, how it came here, what it was built from.

Read from the files that the packer and the builder leave (`installed-as`, `build.json`). Knows no workspace.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hsdclient import paths

SOURCE, FROZEN, PORTABLE = "source", "frozen", "portable"
KINDS = ("deb", "rpm", "archive", "setup", "msi", PORTABLE)
"""What the packer may have written: how this copy was installed."""
MARK = "installed-as"
PARTS = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "sqlcipher3", "reportlab", "uharfbuzz", "cryptography", "PyNaCl",
    "argon2-cffi", "pypdfium2", "pillow", "lxml", "python-calamine", "charset-normalizer", "puremagic", "striprtf",
    "olefile", "python-oxmsg", "XlsxWriter", "odfdo", "python-docx", "platformdirs", "segno", "anyascii", "rapidfuzz",
    "holidays", "icalendar", "python-dateutil", "zxcvbn", "tzdata",
)  # fmt: skip
"""The distributions that the program stands on, as pyproject.toml names them (tests/core/test_installed.py)."""
_AT_MOST = 1 << 20


@dataclass(frozen=True)
class Facts:
    """How this copy was built: version, commit, time (UTC ISO text), id of the release key that signs its releases
    ('' when it is marked UNSIGNED), the lowest glibc ('' when not measured or not Linux), versions of its parts."""

    version: str
    commit: str = ""
    built: str = ""
    release_key: str = ""
    glibc: str = ""
    parts: dict[str, str] = field(default_factory=dict)


def program() -> Path:
    """The folder of the running program: beside the executable of a frozen build, else the checkout."""
    if getattr(sys, "frozen", False):
        # Without following links on Windows: a drive that stands for a folder stays what the officer calls it.
        path = sys.executable if sys.platform == "win32" else os.path.realpath(sys.executable)
        return Path(path).parent
    return Path(__file__).resolve().parent.parent


def kind(folder: Path | None = None) -> str:
    """How this copy was installed: one of KINDS, FROZEN (a bare frozen folder) or SOURCE.

    `folder`: another program folder, taken for a frozen one.
    """
    if folder is None and not getattr(sys, "frozen", False):
        return SOURCE
    with contextlib.suppress(OSError, ValueError):
        with (folder or program()).joinpath(MARK).open(encoding="utf-8") as file:
            said = file.readline(64).strip()
        if said in KINDS:
            return said
    return FROZEN


def portable_workspace(folder: Path | None = None) -> Path | None:
    """The folder `workspace` beside a portable program, there or not; None when it was installed otherwise."""
    return (folder or program()) / "workspace" if kind(folder) == PORTABLE else None


def facts(file: Path | None = None) -> Facts:
    """What the builder wrote into the bundle; from a source tree, the versions that are installed around it.

    `file`: another `build.json`. A damaged one counts as none.
    """
    told = _told(file or paths.resources("build.json"))
    if told is None:
        return Facts(paths.VERSION, parts=_around())
    parts = told.get("parts")
    return Facts(
        _text(told, "version") or paths.VERSION,
        _text(told, "commit"),
        _text(told, "built"),
        _text(told, "release_key"),
        _text(told, "glibc"),
        {str(name): str(version) for name, version in parts.items()} if isinstance(parts, dict) else {},
    )


def _told(file: Path) -> dict[str, Any] | None:
    try:
        with file.open("rb") as stream:
            plain = json.loads(stream.read(_AT_MOST))
    except (OSError, ValueError, RecursionError):
        return None
    return plain if isinstance(plain, dict) else None


def _text(plain: dict[str, Any], key: str) -> str:
    value = plain.get(key, "")
    return value if isinstance(value, str) else ""


def _around() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version  # lazy: only a source tree asks the interpreter

    found = {}
    for name in PARTS:
        with contextlib.suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
