"""The frozen Linux program for the tests: built when what it is made of has changed, else the one of before.

Knows how it is built and how it is run; holds nothing to be true.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.program import PYTHON, frozen, outside

LIMIT = 600
"""Seconds that a build may take: 100 to 200 on one core."""
NOBODY = 65534
OTHER = 65533
"""Accounts without a name and without a home."""


def program() -> Path:
    """The frozen program; skips the test, with the reason, where it cannot be built in time."""
    named = frozen()
    if named is not None:
        return named
    sys.path.insert(0, str(ROOT / "resources/installer"))
    import needed  # lazy: a recipe of the builder, found by the line above

    absent = [package for package in needed.missing(needed.LINUX) if package.startswith(("binutils", "libpython"))]
    if absent:
        pytest.skip(f"the frozen program cannot be built: Debian packages are missing: {', '.join(absent)}")
    # Coverage would measure PyInstaller's own helpers and double the time.
    environment = {name: value for name, value in outside().items() if not name.startswith("COV")}
    try:
        done = subprocess.run(
            [PYTHON, str(ROOT / "resources/installer/build.py"), "linux", "--frozen-only"],
            env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.skip(f"the frozen program could not be built within {LIMIT // 60} minutes on this machine")
    assert done.returncode == 0, done.stderr[-3000:]
    return Path(done.stdout.splitlines()[-1]) / "hsdclient"


def run(
    words: Sequence[str | Path],
    home: Path,
    *,
    account: int | None = None,
    before: Sequence[str] = (),
    extra: Mapping[str, str] | None = None,
    timeout: float = 240,
) -> subprocess.CompletedProcess[str]:
    """Run `words` to the end with every folder of an officer in `home`, without a display.

    `account`: as this user, when the tests run as root (`home` becomes that user's). `before`: what stands before it.
    """
    as_user: list[str] = []
    if account is not None and os.geteuid() == 0:
        as_user = ["setpriv", f"--reuid={account}", f"--regid={account}", "--clear-groups"]
        for path in [home, *home.rglob("*")]:
            os.chown(path, account, account)
    return subprocess.run(
        [*before, *as_user, *map(str, words)], env=officer(home) | dict(extra or {}), cwd="/", stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=timeout, check=False,
    )  # fmt: skip


def officer(home: Path) -> dict[str, str]:
    """The environment of an officer whose folders are all below `home`; no display, no passphrase."""
    folders = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state",
               "XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run"}  # fmt: skip
    told = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": str(home)}
    return told | {name: str(home / folder) for name, folder in folders.items()}
