"""The Linux program, frozen by PyInstaller into one folder; what it holds is checked before anything is packed."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from linux_needs import debian, libraries
from places import RECIPES, Build, Failed, even_modes, even_times, run

GLIBC = "2.35"
"""The lowest glibc that the program says it runs with; the build fails when a library asks for a newer one."""


def freeze(one: Build) -> None:
    """Freeze the copied source for this Linux; the result lies in one.frozen("linux")."""
    place = one.work / "linux"
    shutil.rmtree(place, ignore_errors=True)
    run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
         "--distpath", place / "frozen", "--workpath", place / "pyinstaller", RECIPES / "freeze.spec"],
        cwd=one.source, env=one.environment | {"PYTHONPATH": str(one.source)}, log=place / "pyinstaller.log",
    )  # fmt: skip
    shutil.rmtree(place / "pyinstaller", ignore_errors=True)
    frozen = one.frozen("linux")
    strip(frozen / "_internal")
    forget_builder(frozen)
    debian(frozen, GLIBC)
    for library in libraries(frozen):
        if ".so" in library.name:
            library.chmod(0o644)
    even_modes(frozen)
    even_times(frozen, one.epoch)


def strip(folder: Path) -> None:
    """Take the symbols out of libraries that came with them: 18 MB.

    Those that a wheel has patched (Pillow's) break when stripped again, and Qt's have next to none.
    """
    for library in libraries(folder):
        inside = library.relative_to(folder)
        if inside.parts[0] in {"PIL", "PySide6", "shiboken6"} or inside.parts[0].endswith(".libs"):
            continue
        if ".symtab" in run(["objdump", "-h", "-w", library]) or "no symbols" not in run(["objdump", "-t", library]):
            run(["strip", "--strip-unneeded", library])


def forget_builder(folder: Path) -> None:
    """Take the builder's own folders out of where libraries look for others (Python's modules name its home).

    Whoever could write such a folder on an officer's computer would have his library loaded; ours lie in the program.
    """
    for library in libraries(folder):
        said = run(["objdump", "-p", "-h", "-w", library])
        found = re.search(r"^\s+(?:RUNPATH|RPATH)\s+(/\S+)$", said, re.M)
        table = re.search(r"^\s*\d+\s+\.dynstr\s+(\w+)\s+\w+\s+\w+\s+(\w+)", said, re.M)
        if not found or not table:
            continue
        length, start = int(table[1], 16), int(table[2], 16)
        content = bytearray(library.read_bytes())
        word = found[1].encode() + b"\0"
        at = content.find(word, start, start + length)
        if at < 0:
            raise Failed(f"{library.name} looks for libraries in {found[1]}, and that could not be taken out.")
        content[at : at + len(word)] = b"$ORIGIN".ljust(len(word), b"\0")
        library.write_bytes(content)


def glibc_floor(folder: Path) -> tuple[str, list[str]]:
    """The lowest glibc that every bundled library runs with, and which ask for it."""
    asked: dict[tuple[int, ...], list[str]] = {}
    for library in libraries(folder):
        said = run(["objdump", "-T", library], ok=(0, 1))
        versions = [word.split("GLIBC_")[1].rstrip(")") for word in said.split() if "GLIBC_" in word]
        numbers = [tuple(int(part) for part in one.split(".")) for one in versions if one[:1].isdigit()]
        if numbers:
            asked.setdefault(max(numbers), []).append(str(library.relative_to(folder)))
    top = max(asked)
    return ".".join(map(str, top)), asked[top]


def hold_floor(glibc: str, asking: list[str]) -> None:
    """Failed when the measured floor is higher than the stated one."""
    if tuple(map(int, glibc.split("."))) > tuple(map(int, GLIBC.split("."))):
        raise Failed(
            f"This build needs glibc {glibc} ({', '.join(asking[:3])}), but {GLIBC} is stated: build on an older "
            "system (Debian 12), or raise freezing.GLIBC and say so in README.md."
        )
