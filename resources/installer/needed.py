"""The system programs that the builder and the checks call, and the Debian packages they come in.

Installs what is missing by apt-get when root or sudo can; otherwise says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from places import Failed

LINUX = {
    "objdump": "binutils", "strip": "binutils", "dpkg-deb": "dpkg", "xz": "xz-utils", "rpmbuild": "rpm",
    "makeself": "makeself", "appstreamcli": "appstream", "desktop-file-validate": "desktop-file-utils",
    "lintian": "lintian",
}  # fmt: skip
if sys.base_prefix == "/usr":
    # Debian's interpreter holds itself; PyInstaller packs the shared library.
    _PYTHON = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    LINUX[f"/usr/lib/x86_64-linux-gnu/{_PYTHON}.so.1.0"] = _PYTHON
WINDOWS = {
    "wine": "wine", "/usr/lib/wine/wine64": "wine64", "makensis": "nsis", "wixl": "wixl", "msiinfo": "msitools",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32", "osslsigncode": "osslsigncode",
}  # fmt: skip
CHECKS = {
    "debootstrap": "debootstrap", "Xvfb": "xvfb", "xauth": "xauth", "openbox": "openbox", "xdotool": "xdotool",
    "rpm": "rpm", "unzip": "unzip", "faketime": "faketime",
}  # fmt: skip


def missing(programs: dict[str, str]) -> list[str]:
    """The Debian packages of those programs (name or path → package) that are not here, each once."""
    absent = [package for program, package in programs.items() if not _there(program)]
    return list(dict.fromkeys(absent))


def _there(program: str) -> bool:
    if program.startswith("/"):
        return Path(program).exists()
    # debootstrap lies in a folder that is not on every account's path.
    return bool(shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"))


def install(*wanted: Iterable[tuple[str, str]] | dict[str, str]) -> None:
    """Install what is missing of the `wanted` tables; Failed with the command when that cannot be done here."""
    programs: dict[str, str] = {}
    for table in wanted:
        programs |= dict(table)
    absent = missing(programs)
    if not absent:
        return
    how = _as_root()
    if how is None or not shutil.which("apt-get"):
        raise Failed(f"Packages are missing; as root: apt-get install {' '.join(absent)}. Then build again.")
    print(f"installing by apt-get: {' '.join(absent)}", file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["-y", "install", "--no-install-recommends", *absent]):
        subprocess.run(
            [*how, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *words],
            env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    still = missing(programs)
    if still:
        raise Failed(f"apt-get could not install {' '.join(still)}; install them as root, then build again.")


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False) if shutil.which("sudo") else None
    return ["sudo", "-n"] if asked is not None and asked.returncode == 0 else None
