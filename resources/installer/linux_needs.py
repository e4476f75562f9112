"""What the frozen Linux program takes from the system: asked of the files themselves, named for Debian and for RPM.

A library that is neither in the folder nor in the table fails the build. Knows no packager.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from places import Failed, run

PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcrypto.so.3": "libssl3 | libssl3t64",
    "libcups.so.2": "libcups2 | libcups2t64",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "liblzma.so.5": "liblzma5",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Library → the Debian package that brings it (both names where Debian 13 renamed it)."""
GLIBC = frozenset({
    "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libresolv.so.2",
    "ld-linux-x86-64.so.2",
})  # fmt: skip
"""What glibc itself brings; declared with the measured floor."""


def libraries(folder: Path) -> Iterator[Path]:
    """Every program and shared library below `folder`, links left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def outside(folder: Path) -> dict[str, list[str]]:
    """Every library that is asked for and not in `folder`, glibc's left out → the files that ask for it."""
    inside = {path.name for path in folder.rglob("*") if ".so" in path.name}
    asked: dict[str, list[str]] = {}
    for path in libraries(folder):
        for name in re.findall(r"^\s+NEEDED\s+(\S+)$", run(["objdump", "-p", path]), re.M):
            if name not in inside and name not in GLIBC:
                asked.setdefault(name, []).append(path.relative_to(folder).as_posix())
    return dict(sorted(asked.items()))


def debian(folder: Path, glibc: str) -> list[str]:
    """The Depends of a .deb that holds `folder`; Failed with what is new when the table does not know a library."""
    asked = outside(folder)
    unknown = [f"{name} (for {', '.join(files[:2])})" for name, files in asked.items() if name not in PACKAGES]
    if unknown:
        raise Failed(f"linux_needs.PACKAGES names no package for {'; '.join(unknown)}: add it, or leave the file out.")
    return [f"libc6 (>= {glibc})", *dict.fromkeys(PACKAGES[name] for name in asked)]


def rpm(folder: Path, glibc: str) -> list[str]:
    """The Requires of an .rpm that holds `folder`."""
    debian(folder, glibc)  # the table stays whole
    return [f"libc.so.6(GLIBC_{glibc})(64bit)", *(f"{name}()(64bit)" for name in outside(folder))]
