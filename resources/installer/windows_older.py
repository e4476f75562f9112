"""An older release to upgrade from: version 0.0.9 of the same program, with files that the newer one has no more.

Takes the real one when it was built (`build.py windows --version 0.0.9`). Knows no check.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import windows_packages
from places import NAME, Build
from places import build as build_of

VERSION = "0.0.9"
LEFT = ("_internal/resources/only-in-0.0.9.txt", "_internal/only-in-0.0.9/deep/down.txt")
"""Files of the older release alone: an upgrade takes them away."""


def make(one: Build) -> Build:
    """The build of the older release, with setup and MSI made; packed loosely, since nobody keeps it."""
    real = build_of(VERSION, one.out)
    if real.product("-setup.exe").is_file() and real.product(".msi").is_file():
        return real
    older = Build(VERSION, one.work / "older", one.epoch)
    products = (older.product("-setup.exe"), older.product(".msi"))
    newest = one.product("-windows-portable.zip")
    if all(path.is_file() and path.stat().st_mtime > newest.stat().st_mtime for path in products):
        return older
    shutil.rmtree(older.out, ignore_errors=True)
    frozen = older.frozen("windows")
    with zipfile.ZipFile(newest) as packed:
        packed.extractall(frozen.parent)
    (frozen.parent / f"{NAME}-{one.version}").rename(frozen)
    licences = older.work / "windows/licences"
    licences.parent.mkdir(parents=True, exist_ok=True)
    _take_licences(frozen, licences)
    for name in LEFT:
        path = frozen / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("of the older release alone\n")
    facts = frozen / "_internal/resources/build.json"
    if facts.is_file():
        facts.write_text(json.dumps(json.loads(facts.read_text()) | {"version": VERSION}))
    windows_packages.make_setup(older, licences, quick=True)
    windows_packages.make_msi(older, licences)
    return older


def _take_licences(frozen: Path, licences: Path) -> None:
    """The zip holds the licences and two notes of its own beside the program."""
    shutil.move(frozen / "licences", licences)
    for name in ("portable.txt", "installed-as"):
        (frozen / name).unlink(missing_ok=True)
