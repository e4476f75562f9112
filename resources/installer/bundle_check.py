"""Looks into a frozen program before it is packed: what must never ship, and what a product may weigh.

Reads files only; knows no packager and starts nothing. `python bundle_check.py FOLDER linux|windows` looks at one.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType

from places import NAME, Failed
from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader
from unwanted import QT_KEPT, module_ships

TEST_CODE = frozenset({
    "tests", "test", "pytest", "_pytest", "pytestqt", "pluggy", "xdist", "execnet", "hypothesis", "coverage",
    "conftest", "mypy", "ruff", "PyInstaller", "pip", "setuptools",
})  # fmt: skip
"""Names of modules and folders that only the builder or the tests want."""

SOURCES = (".po", ".pot", ".ts", ".pyi", ".pyx", ".pxd", ".c", ".h", ".cpp", ".spec", ".qdoc", ".a", ".lib", ".pdb")
STAND_INS = frozenset({"icuuc.dll", "bcryptprimitives.dll", "mscms.dll"})
"""What the build puts into wine so that it can run Qt and cryptography; Windows has its own."""

OURS = frozenset({"hsdclient", "ui", "migrations"})
SIZES = {".deb": 70_000_000, "-setup.exe": 70_000_000}
"""The most that a product may weigh, in bytes."""

_QT = re.compile(r"^(?:lib)?Qt6?(?P<module>[A-Z]\w*?)(?:\.abi3)?(?:\.so(?:\.\d+)*|\.dll|\.pyd|\.py|\.pyi)$")
_PRIVATE_KEY = re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40}")
_WINE = (b"Wine builtin DLL", b"Wine placeholder DLL")


def check(folder: Path, system: str) -> None:
    """Everything below for the frozen program in `folder`; `system` is `linux` or `windows`.

    Raises Failed with every thing that is wrong, a line each.
    """
    wrong = found(folder, system)
    if wrong:
        raise Failed(f"The frozen program in {folder.name} must not ship:\n  " + "\n  ".join(wrong))


def found(folder: Path, system: str) -> list[str]:
    """What is wrong with the frozen program in `folder`, a sentence each; empty when it may ship."""
    ending = ".exe" if system == "windows" else ""
    wrong = [f"{name}{ending} is missing" for name in _programs(system) if not (folder / f"{name}{ending}").is_file()]
    wrong += [sentence for path in _files(folder) for sentence in _of_file(path, path.relative_to(folder), system)]
    program = folder / f"{NAME}{ending}"
    if program.is_file():
        wrong += _of_archive(program)
    return wrong


def check_sizes(products: Iterable[Path]) -> None:
    """Raise Failed when one of the products weighs more than it may."""
    heavy = [
        f"{product.name} weighs {weighs / 1e6:.1f} MB; at most {most / 1e6:.0f} MB may be delivered"
        for product in products
        for ending, most in SIZES.items()
        if product.name.endswith(ending) and (weighs := product.stat().st_size) > most
    ]
    if heavy:
        raise Failed("\n  ".join(heavy))


def _programs(system: str) -> tuple[str, ...]:
    return (NAME, f"{NAME}-cli") if system == "windows" else (NAME,)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _of_file(path: Path, inside: Path, system: str) -> Iterator[str]:
    """What is wrong with one file: first its name, then what is in it."""
    name = inside.as_posix()
    if TEST_CODE & {part.removesuffix(".py") for part in inside.parts} or inside.stem.startswith("test_"):
        yield f"{name}: test or builder's code"
    if inside.suffix in SOURCES or "resources/installer" in name:
        yield f"{name}: a source, not what runs"
    qt = _QT.match(inside.name)
    if qt and qt["module"] not in QT_KEPT:
        yield f"{name}: a Qt module that is not used (kept are those of unwanted.QT_KEPT)"
    if inside.name.lower() in STAND_INS:
        yield f"{name}: stands in for a part of Windows under wine"
    if path.is_symlink():
        if not path.resolve().is_relative_to(path.parents[len(inside.parts) - 1].resolve()):
            yield f"{name}: a link that leads out of the folder"
        return
    data = path.read_bytes()
    if data[:2] == b"MZ":
        if any(mark in data[:0x200] for mark in _WINE):
            yield f"{name}: a part of wine"
        if system == "linux":
            yield f"{name}: a Windows program in the Linux build"
    if data[:4] == b"\x7fELF" and system == "windows":
        yield f"{name}: a Linux library in the Windows build"
    if _PRIVATE_KEY.search(data) or any(key in data for key in _builders_keys()):
        yield f"{name}: a private key"


def _builders_keys() -> tuple[bytes, ...]:
    """The key that signs this build, as it may have been written down; it never leaves the builder's environment."""
    said = os.environ.get("HSDCLIENT_RELEASE_KEY", "").strip()
    if not re.fullmatch(r"[0-9A-Fa-f]{64}", said):
        return ()
    return said.lower().encode(), said.upper().encode(), bytes.fromhex(said)


def _of_archive(program: Path) -> Iterator[str]:
    """What is wrong with the Python code inside the program."""
    whole = CArchiveReader(str(program))
    for entry in whole.toc:
        if not entry.endswith(".pyz"):
            continue
        archive = whole.open_embedded_archive(entry)
        names = set(archive.toc)
        for name in sorted(names):
            if TEST_CODE & set(name.split(".")) or not module_ships(name):
                yield f"{name}: test or builder's code or never used, in the program's archive"
            elif (qt := re.match(r"PySide6\.Qt(\w+)$", name)) and qt[1] not in QT_KEPT:
                yield f"{name}: a Qt module that is not used, in the program's archive"
        yield from _of_paths(archive, names)
        for needed in sorted(OURS - {name.partition(".")[0] for name in names}):
            # Migrations are data: Alembic reads them as files.
            if needed != "migrations":
                yield f"{needed}: not in the program's archive"


def _of_paths(archive: ZlibArchiveReader, names: set[str]) -> Iterator[str]:
    """Our compiled code may name no folder of the builder: a traceback would show it, and no two builds were alike."""
    for name in sorted(names):
        if name.partition(".")[0] in OURS:
            code = archive.extract(name)
            if isinstance(code, CodeType) and (absolute := _absolute(code)):
                yield f"{name}: names the builder's folder {absolute}"


def _absolute(code: CodeType) -> str:
    """The first absolute path that a piece of code says it came from; "" for none."""
    if code.co_filename.startswith("/") or re.match(r"[A-Za-z]:[\\/]", code.co_filename):
        return code.co_filename
    return next((said for part in code.co_consts if isinstance(part, CodeType) and (said := _absolute(part))), "")


def main(words: list[str], say: Callable[[str], object] = print) -> int:
    """`FOLDER linux|windows`: say what is wrong, exit 1 for anything."""
    wrong = found(Path(words[0]), words[1])
    for sentence in wrong:
        say(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
