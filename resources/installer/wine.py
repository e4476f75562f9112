"""Windows programs on this machine: a prefix of wine with the stand-ins, and one way to run something in it.

Every run has a time limit, no stdin and its output in a pipe. Knows no program. The stand-ins: windows/standins.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from places import RECIPES, Failed, run

STANDINS = {"icuuc": (), "bcryptprimitives": ("-ladvapi32",)}
"""DLLs of Windows 10 that wine 8 lacks, and what they are linked with; built here, for trying alone."""
MARK = "hsdclient stand-in for wine"
"""Text inside each of them, so that a bundle can be searched for it."""
_COMPILER = "x86_64-w64-mingw32-gcc"


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit code (of Windows: 0–255 are seen) and all it said."""

    code: int
    said: str


@dataclass
class Prefix:
    """One Windows of wine: `folder` is its WINEPREFIX; drive C: lies below it."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def drive(self) -> Path:
        """C: as this machine sees it."""
        return self.folder / "drive_c"

    @property
    def home(self) -> Path:
        """The user's folder inside."""
        return next(path for path in sorted((self.drive / "users").iterdir()) if path.name != "Public")

    def environment(self, more: Mapping[str, str] = {}) -> dict[str, str]:
        """What wine is started with; this machine's Python and Qt settings stay outside."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "QT_", "HSDCLIENT"))}
        kept.pop("DISPLAY", None)
        kept.pop("WAYLAND_DISPLAY", None)
        return kept | {
            "WINEPREFIX": str(self.folder), "WINEDEBUG": "-all", "WINEARCH": "win64",
            # Paths and arguments in any script.
            "LC_ALL": "C.UTF-8",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=", "WINEQT_QPA_PLATFORM": "offscreen",
        } | self.extra | dict(more)  # fmt: skip

    def run(
        self, words: Sequence[str | Path], *, timeout: float = 300, env: Mapping[str, str] = {}, cwd: Path | None = None
    ) -> Ended:
        """Run a Windows program to its end. Failed when it takes longer than `timeout` seconds; its processes end."""
        process = subprocess.Popen(
            ["wine", *map(str, words)], cwd=cwd or self.drive, env=self.environment(env), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        # A pipe, not a file: CPython for Windows does not start with a file of wine's as its output [seen].
        # Processes that stay (wineserver, services) hold its other end, so its end is not waited for.
        said: list[bytes] = []
        assert process.stdout is not None
        reader = threading.Thread(target=_drain, args=(process.stdout, said), daemon=True)
        reader.start()
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.stop()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            last = _text(said)[-2000:]
            raise Failed(f"{Path(str(words[0])).name} under wine took longer than {timeout:.0f} s.\n{last}") from None
        reader.join(2)
        return Ended(code, _text(said))

    def start(self, words: Sequence[str | Path], *, env: Mapping[str, str] = {}) -> subprocess.Popen[bytes]:
        """Start a Windows program and come back at once; `stop` ends it. What it says is lost."""
        return subprocess.Popen(
            ["wine", *map(str, words)], cwd=self.drive, env=self.environment(env), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def idle(self, timeout: float = 120) -> None:
        """Wait until nothing of this prefix runs: an uninstaller goes on as a copy of itself."""
        try:
            subprocess.run(["wineserver", "-w"], env=self.environment(), timeout=timeout, check=False)
        except subprocess.TimeoutExpired:
            raise Failed(f"something was still running under wine after {timeout:.0f} s") from None

    def windows_path(self, path: Path) -> str:
        """A path of this machine as the program inside sees it; below drive C: where it can be."""
        path = path.absolute()
        if path.is_relative_to(self.drive):
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return f"Z:{path}".replace("/", "\\")

    def stop(self) -> None:
        """End every process of this prefix."""
        for word in ("-k", "-w"):
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(["wineserver", word], env=self.environment(), timeout=30, check=False)


def _drain(pipe: IO[bytes], said: list[bytes]) -> None:
    while part := os.read(pipe.fileno(), 65536):
        said.append(part)
    pipe.close()


def _text(said: list[bytes]) -> str:
    return b"".join(said).decode("utf-8", "replace").replace("\r\n", "\n")


def template(cache: Path) -> Path:
    """A prefix as wine makes it, with the stand-ins: made once, copied by `fresh`."""
    made = cache / "wine-win10"
    if (made / "ready").is_file():
        return made
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    prefix = Prefix(made)
    prefix.run(["wineboot", "-i"], timeout=240, cwd=made)
    prefix.run(["winecfg", "-v", "win10"], timeout=60)  # Debian's wine says it were Windows 7
    prefix.stop()
    if not (prefix.drive / "windows/system32/kernel32.dll").is_file():
        raise Failed("wine could not make a prefix; `apt-get install wine wine64` and build again.")
    for name, libraries in STANDINS.items():
        run(
            [_COMPILER, "-shared", "-Os", "-s", "-Wall", "-Werror", f'-DMARK="{MARK}"', "-o",
             prefix.drive / f"windows/system32/{name}.dll", RECIPES / f"windows/standins/{name}.c", *libraries]
        )  # fmt: skip
    (made / "ready").touch()
    return made


def fresh(cache: Path, folder: Path) -> Prefix:
    """A new prefix in `folder`, like one just made. The DLLs of wine are linked to the template's, the rest copied."""
    shutil.rmtree(folder, ignore_errors=True)
    source = template(cache)
    shutil.copytree(source, folder, symlinks=True, copy_function=_link_or_copy)
    return Prefix(folder)


def _link_or_copy(source: str, target: str) -> None:
    # 700 MB of DLLs that nothing writes to; the registry and the user's files are.
    if "/drive_c/windows/" in source:
        os.link(source, target)
    else:
        shutil.copy2(source, target)
