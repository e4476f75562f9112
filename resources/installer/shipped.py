"""What ships: the Python packages inside a frozen program, the libraries that are none's, their licences.

Asks the frozen program itself, so that a package or library nobody declared is noticed, and one under a licence that
may not ship is refused.
"""

from __future__ import annotations

import importlib.metadata as metadata
import platform
import re
import shutil
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import runtime
from bill import write_bill
from places import NAME, RECIPES, ROOT, Build, Failed

SHARED_LIBRARIES = frozenset({"PySide6_Essentials", "shiboken6"})
"""LGPL parts that may ship: as libraries in files of their own, which anybody may replace."""
STATED = {
    "olefile": "BSD-2-Clause", "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause", "reportlab": "BSD-3-Clause",
    "segno": "BSD-3-Clause", "sqlcipher3": "Zlib",
}  # fmt: skip
"""What the licence text says of packages whose metadata say it loosely or not at all."""
SPDX = {
    "MIT License": "MIT", "ISC License (ISCL)": "ISC", "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0", "Python Software Foundation License": "PSF-2.0",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One distribution that ships: name, version, licence as SPDX writes it, its licence texts."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Native:
    """A part that is no Python package: name, licence, where it is, its files' names, the name of its text."""

    name: str
    licence: str
    where: str
    files: str
    text: str


NATIVE = (
    Native("CPython", "PSF-2.0", "the language itself", r"(lib)?python3\d*|base_library", "CPython.txt"),
    Native("Qt", "LGPL-3.0-only", "shared libraries of PySide6, replaceable", r"(lib)?Qt6|libq|q", "LGPL-3.0.txt"),
    Native("ICU", "Unicode-3.0", "below Qt", r"(lib)?icu", "ICU.txt"),
    Native("SQLCipher", "BSD-3-Clause", "inside sqlcipher3", "", "SQLCipher.txt"),
    Native("OpenSSL", "Apache-2.0", "inside cryptography and sqlcipher3", r"lib(crypto|ssl)", "Apache-2.0.txt"),
    Native("PDFium", "BSD-3-Clause AND Apache-2.0", "inside pypdfium2", r"(lib)?pdfium", ""),
    Native("libffi", "MIT", "below CPython", r"libffi", "libffi.txt"),
    Native("bzip2", "bzip2-1.0.6", "below CPython", r"libbz2", "bzip2.txt"),
    Native("libxcb", "MIT", "below Qt on Linux", r"libxcb-", "libxcb.txt"),
    Native("Noto fonts", "OFL-1.1", "resources/fonts", "", "OFL.txt"),
    Native("Microsoft C runtime", "LicenseRef-Microsoft-Redistributable", "below CPython and Qt on Windows",
           r"(?i)vcruntime|msvcp|concrt|ucrtbase|api-ms-win", ""),
)  # fmt: skip
_BUILDER = frozenset({"pyinstaller", "pyinstaller-hooks-contrib", "setuptools", "pip", "altgraph"})
_COPYLEFT = re.compile(r"(?<![A-Za-z])A?GPL", re.I)


def parts(frozen: Path) -> list[Part]:
    """The distributions whose modules are in the frozen folder, by name; Failed when one is not declared."""
    owners = metadata.packages_distributions()
    names = {owner for module in _modules(frozen) for owner in owners.get(module, ())}
    found = []
    for name in sorted(names, key=str.lower):
        if name.lower() in _BUILDER or name.lower() == NAME:
            continue
        told = metadata.distribution(name)
        found.append(Part(told.metadata["Name"], told.version, _licence(told), tuple(_texts(told))))
    if not found:
        raise Failed("No package was found in the frozen program.")
    declared = runtime.closure() | runtime.closure(windows=True)
    strays = [part.name for part in found if runtime.plain(part.name) not in declared]
    if strays:
        raise Failed(f"{', '.join(strays)}: in the frozen program, but pyproject.toml does not lead to it; "
                     "declare it, or leave it out in unwanted.py.")  # fmt: skip
    if unknown := list(_unknown(frozen)):
        raise Failed(f"Whose are {', '.join(unknown[:5])}? Name them in shipped.NATIVE, or leave them out.")
    return found


def _modules(frozen: Path) -> set[str]:
    from PyInstaller.archive.readers import CArchiveReader  # lazy: of the builder alone

    program = next(path for path in (frozen / NAME, frozen / f"{NAME}.exe") if path.is_file())
    outer = CArchiveReader(str(program))
    inner = outer.open_embedded_archive(next(name for name in outer.toc if name.endswith(".pyz")))
    found = {name.split(".")[0] for name in inner.toc}
    return found | {path.name.split(".")[0] for path in (frozen / "_internal").iterdir()}


def _unknown(frozen: Path) -> Iterator[str]:
    """Libraries that lie in no package's folder and that no native part claims."""
    internal = frozen / "_internal"
    claimed = re.compile("|".join(f"(?:{part.files})" for part in NATIVE if part.files).replace("(?i)", ""), re.I)
    modules = metadata.packages_distributions()
    for path in sorted(internal.iterdir()):
        if path.is_file() and re.search(r"\.(so|dll|pyd)\b", path.name):
            extension = path.name.split(".")[0]
            if not claimed.match(path.name) and extension not in modules and not path.name.endswith(".pyd"):
                yield path.name


def natives(frozen: Path) -> list[Native]:
    """The native parts that are in the frozen folder."""
    names = [path.name for path in (frozen / "_internal").rglob("*") if path.is_file()]
    return [part for part in NATIVE if not part.files or any(re.match(part.files, name) for name in names)]


def _licence(told: metadata.Distribution) -> str:
    name = told.metadata["Name"]
    if name in STATED:
        return STATED[name]
    named = told.metadata.get("License-Expression") or ""
    if not named:
        classifiers = [one for one in told.metadata.get_all("Classifier") or () if one.startswith("License ::")]
        said = [one.split(" :: ")[-1] for one in classifiers] or (told.metadata.get("License") or "").splitlines()[:1]
        named = " AND ".join(SPDX.get(one, one) for one in dict.fromkeys(said))
    if not named:
        raise Failed(f"{name} does not say its licence: read its text, then state it in shipped.STATED.")
    return SPDX.get(named, named)


def _texts(told: metadata.Distribution) -> list[Path]:
    found = []
    for file in told.files or ():
        inside = str(file)
        of_licence = re.match(r"(licen[cs]e|copying|notice|authors)", file.name, re.I) or "/licenses/" in inside
        if of_licence and ".dist-info" in inside:
            found.append(Path(str(told.locate_file(file))))
    return [path for path in found if path.is_file()]


def write_licences(one: Build, folder: Path, shipped: list[Part]) -> None:
    """All licence texts below `folder`, with one list and the notice that the LGPL asks for."""
    shutil.rmtree(folder, ignore_errors=True)
    texts = folder / "licences"
    texts.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    shutil.copy(RECIPES / "NOTICE-Qt.txt", folder / "NOTICE-Qt.txt")
    for text in (RECIPES / "licences").glob("*.txt"):
        shutil.copy(text, texts / text.name)
    shutil.copy(ROOT / "LICENSE", texts / "Apache-2.0.txt")
    shutil.copy(ROOT / "resources/fonts/OFL.txt", texts / "OFL.txt")
    pythons = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    debians = Path(f"/usr/share/doc/python{platform.python_version()[:4]}/copyright")
    own = next((path for path in (pythons, debians) if path.is_file()), None)
    if own is None:
        raise Failed("Python's own licence text was not found beside its library.")
    shutil.copy(own, texts / "CPython.txt")
    lines = [f"HSD client {one.version}: what it is made of, and under which licence.", ""]
    for part in shipped:
        lines.append(f"{part.name} {part.version}: {part.licence}")
        for number, text in enumerate(part.texts, 1):
            target = texts / part.name / (text.name if number == 1 else f"{number}-{text.name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_read(text), encoding="utf-8")
    lines += ["", *(f"{part.name}: {part.licence} ({part.where})" for part in NATIVE)]
    (folder / "PARTS.txt").write_text("\n".join(lines) + "\n")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _read(text: Path) -> str:
    """A licence text, whatever letters its author wrote it in."""
    content = text.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def refuse_copyleft(shipped: list[Part]) -> None:
    """Failed when a part that ships leaves no choice but a licence that binds our own code.

    LGPL is meant for SHARED_LIBRARIES alone; of several licences with OR the mildest is ours.
    """
    bad = []
    for part in shipped:
        choices = re.split(r"\s+OR\s+", part.licence.strip("()"))
        free = [one for one in choices if not _COPYLEFT.search(one) and "LGPL" not in one and "Lesser" not in one]
        shared = part.name in SHARED_LIBRARIES and any("LGPL" in one for one in choices)
        if not free and not shared:
            bad.append(f"{part.name} ({part.licence})")
    if bad:
        raise Failed(f"These may not ship: {', '.join(bad)}.")


__all__ = ["NATIVE", "Part", "natives", "parts", "refuse_copyleft", "write_bill", "write_licences"]
