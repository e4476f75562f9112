"""Which libraries a Windows binary asks for by name, and whether Windows 10 or the program's folder has them.

Reads files only. Wine brings libraries that a fresh Windows lacks, so a run under wine does not show this.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

WINDOWS = frozenset({
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "cfgmgr32", "combase", "comctl32", "comdlg32", "crypt32", "d3d9",
    "d3d11", "d3d12", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32", "icuuc", "imm32", "iphlpapi", "kernel32", "mpr",
    "netapi32", "ntdll", "ole32", "oleaut32", "rpcrt4", "secur32", "setupapi", "shcore", "shell32", "shlwapi",
    "uiautomationcore", "user32", "userenv", "usp10", "uxtheme", "version", "winhttp", "winmm", "winspool.drv",
    "ws2_32", "wtsapi32",
})  # fmt: skip
"""Libraries of every Windows 10 (1809 and later), without `.dll`."""
WINDOWS_SETS = ("api-ms-win-", "ext-ms-win-")


def asked(data: bytes) -> Iterator[str]:
    """The names of the libraries that a 64-bit PE file needs to be loaded at all; none for another file."""
    if data[:2] != b"MZ" or len(data) < 0x40:
        return
    (start,) = struct.unpack_from("<I", data, 0x3C)
    if data[start : start + 4] != b"PE\0\0" or struct.unpack_from("<H", data, start + 24)[0] != 0x20B:
        return
    sections, optional = struct.unpack_from("<H12xH", data, start + 6)
    (table,) = struct.unpack_from("<I", data, start + 24 + 112 + 8)
    ranges = [
        struct.unpack_from("<8xIIII", data, start + 24 + optional + 40 * number) for number in range(sections)
    ]  # size in memory, address, size in the file, place in the file

    def place(address: int) -> int:
        return next(
            file + address - begins for _, begins, size, file in ranges if begins <= address < begins + max(size, 1)
        )

    if not table:
        return
    entry = place(table)
    while any(fields := struct.unpack_from("<5I", data, entry)):
        name = place(fields[3])
        yield data[name : data.index(b"\0", name)].decode("ascii").lower()
        entry += 20


def missing(folder: Path) -> list[str]:
    """`file asks for library` for each library that neither Windows 10 nor the folder has."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in {".exe", ".dll", ".pyd"}]
    inside = {path.name.lower() for path in files}
    return [
        f"{path.name} asks for {name}"
        for path in files
        for name in asked(path.read_bytes())
        if name not in inside and name.removesuffix(".dll") not in WINDOWS and not name.startswith(WINDOWS_SETS)
    ]
