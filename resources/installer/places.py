"""Where the builder finds and puts things, and what it builds: version, time, folders, one way to run a command.

Knows no packager. Everything it writes lies below build/installers, which git ignores.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECIPES = Path(__file__).resolve().parent
NAME = "hsdclient"
SHIPPED = ("hsdclient", "ui", "migrations", "resources", "LICENSE", "README.md", "pyproject.toml")
"""What of the source tree a build sees; no test."""


class Failed(Exception):
    """The build cannot go on; the sentence says what to do."""


@dataclass(frozen=True)
class Build:
    """One build: its version, its folders and the second that its files are dated."""

    version: str
    out: Path
    epoch: int

    @property
    def work(self) -> Path:
        """Scratch of this version."""
        return self.out / "work" / self.version

    @property
    def source(self) -> Path:
        """The copy of the tree that is built."""
        return self.work / "source"

    def frozen(self, system: str) -> Path:
        """The folder with the frozen program for `linux` or `windows`."""
        return self.work / system / "frozen" / NAME

    def product(self, ending: str) -> Path:
        """A file that is delivered: `-setup.exe`, `.deb`, …"""
        return self.out / f"{NAME}-{self.version}{ending}"

    @property
    def environment(self) -> dict[str, str]:
        """What makes two builds of the same tree alike, as far as the tools allow."""
        return {
            **os.environ,
            "SOURCE_DATE_EPOCH": str(self.epoch),
            "PYTHONHASHSEED": "0",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "HSDCLIENT_SOURCE": str(self.source),
        }


def declared_version() -> str:
    """The version of the tree, from the one place that says it."""
    found = re.search(r'^__version__ = "([^"]+)"', (ROOT / "hsdclient/__init__.py").read_text(), re.M)
    if found is None:
        raise Failed("hsdclient/__init__.py names no version.")
    return found[1]


def build(version: str = "", out: Path | None = None) -> Build:
    """The build of this tree; another `version` than the declared one is for trying upgrades."""
    said = _git("log", "-1", "--format=%ct")
    return Build(version or declared_version(), out or ROOT / "build/installers", int(said or 1_700_000_000))


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def commit() -> str:
    """The commit that is built, with "+" when the tree differs from it; "" outside a repository."""
    return _git("rev-parse", "--short=12", "HEAD") + ("+" if _git("status", "--porcelain", "--", *SHIPPED) else "")


def iso(one: Build) -> str:
    """The build's time as UTC text: that of the commit, so that the same tree gives the same text."""
    return datetime.datetime.fromtimestamp(one.epoch, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def schema() -> str:
    """The number of the newest step of the database."""
    return max(path.name[:4] for path in (ROOT / "migrations/versions").glob("[0-9]*.py"))


def shipped_files() -> list[str]:
    """What is shipped of the tree, by name: what git knows or would take, or all but caches where git is not there."""
    listed = _git("ls-files", "--cached", "--others", "--exclude-standard", "--", *SHIPPED).splitlines() or [
        str(path.relative_to(ROOT))
        for top in SHIPPED
        for path in ([ROOT / top] if (ROOT / top).is_file() else (ROOT / top).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    return sorted(
        name for name in set(listed) if not name.startswith("resources/installer/") and (ROOT / name).is_file()
    )


def take_source(one: Build) -> Path:
    """Copy what is shipped of the tree and write the version into it."""
    shutil.rmtree(one.source, ignore_errors=True)
    for name in shipped_files():
        target = one.source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    init = one.source / "hsdclient/__init__.py"
    init.write_text(re.sub(r'^__version__ = ".*"', f'__version__ = "{one.version}"', init.read_text(), flags=re.M))
    return one.source


def run(
    words: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    log: Path | None = None,
    timeout: float = 1800,
    ok: tuple[int, ...] = (0,),
) -> str:
    """Run a command to its end and give its output; Failed, with its last lines, when it does not end well."""
    said = [str(word) for word in words]
    try:
        done = subprocess.run(
            said, cwd=cwd, env=dict(env) if env is not None else None, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout, check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise Failed(f"{said[0]} is not installed; run `make installers`, which installs it when root can.") from error
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{said[0]} took longer than {timeout:.0f} s and was stopped.") from error
    text = done.stdout.decode("utf-8", "replace")
    if log is not None:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text)
    if done.returncode not in ok:
        raise Failed(f"{' '.join(said[:3])} … ended with {done.returncode}:\n" + "\n".join(text.splitlines()[-15:]))
    return text


@contextlib.contextmanager
def locked(one: Build) -> Iterator[None]:
    """One build at a time in a folder; a second waits for the first."""
    import fcntl  # lazy: windows_native.py comes here on Windows, which has none

    one.out.mkdir(parents=True, exist_ok=True)
    with (one.out / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def even_times(folder: Path, epoch: int) -> None:
    """Give every file and folder below `folder` the build's time."""
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def even_modes(folder: Path) -> None:
    """755 for folders and what can be run, 644 for the rest, whatever the builder's umask was."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_symlink():
            continue
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file() and not one.is_symlink())


class Stopwatch:
    """Says what was made, how big it is and how long it took."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def told(self, what: Path) -> None:
        """One line about a product."""
        took, self._began = time.monotonic() - self._began, time.monotonic()
        print(f"{what.name:<48} {size(what) / 1e6:8.1f} MB {took:7.1f} s", flush=True)

    def lap(self, sentence: str) -> None:
        """One line about a step."""
        took, self._began = time.monotonic() - self._began, time.monotonic()
        print(f"{sentence:<48} {'':>11} {took:7.1f} s", file=sys.stderr, flush=True)
