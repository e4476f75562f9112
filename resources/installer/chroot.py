"""A fresh Debian in a folder, in which installers are tried: made by debootstrap, kept as a tar, one officer in it.

The mirror is the one of this machine's own apt. Needs root; knows no package of ours.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from places import Failed, run

OFFICERS = ("officer", "clerk")
MOUNTS = (("proc", "proc", "proc"), ("devtmpfs", "tmpfs", "dev"), ("shm", "tmpfs", "dev/shm"), ("tmp", "tmpfs", "tmp"))
DEVICES = {"null": "3", "zero": "5", "full": "7", "random": "8", "urandom": "9"}
SOCKETS = Path("/tmp/.X11-unix")
"""Where an X server of this machine listens; the same place inside."""


@dataclass(frozen=True)
class Said:
    """How a command inside ended and what it wrote."""

    code: int
    text: str


class Chroot:
    """`with Chroot(folder, cache) as inside:`: a system of its own in `folder`, gone when the block ends."""

    def __init__(self, folder: Path, cache: Path) -> None:
        if os.geteuid() != 0:
            raise Failed("A fresh Debian can be made by root only: run `make installers-check` as root (or by sudo).")
        self.root, self._cache = folder, cache

    def __enter__(self) -> Chroot:
        self.leave()
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        run(["tar", "-x", "-f", _base(self._cache), "-C", self.root, "--numeric-owner"])
        try:
            self._mount()
            for officer in OFFICERS:
                self.must(["useradd", "--create-home", "--shell", "/bin/sh", officer])
        except BaseException:
            self.leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()
        shutil.rmtree(self.root, ignore_errors=True)

    def _mount(self) -> None:
        for name, kind, place in MOUNTS:
            (self.root / place).mkdir(parents=True, exist_ok=True)
            modes = "mode=1777" if place in {"tmp", "dev/shm"} else "rw"
            run(["mount", "-t", kind, "-o", modes, name, self.root / place])
        for device, minor in DEVICES.items():
            run(["mknod", "-m", "666", self.root / "dev" / device, "c", "1", minor])
        for name, target in (("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1")):
            (self.root / "dev" / name).symlink_to(target)
        inside = self.root / str(SOCKETS).lstrip("/")
        inside.mkdir()
        inside.chmod(0o1777)
        if SOCKETS.is_dir():
            run(["mount", "--bind", SOCKETS, inside])

    def leave(self) -> None:
        """Take every mount below the folder away, whoever made it."""
        ours = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
        for place in sorted((p for p in ours if p.startswith(f"{self.root}/")), reverse=True):
            subprocess.run(["umount", "--lazy", place.encode().decode("unicode_escape")], check=False)

    def command(self, words: Sequence[str | Path], user: str = "", env: Mapping[str, str] | None = None) -> list[str]:
        """The words of this machine that run `words` inside, as `user` (root when none), with that environment only."""
        home = f"/home/{user}" if user else "/root"
        variables = {"HOME": home, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", **(env or {})}
        told = [f"{name}={value}" for name, value in variables.items()]
        who = [f"--userspec={user}:{user}"] if user else []
        return ["chroot", *who, str(self.root), "/usr/bin/env", "-i", *told, *map(str, words)]

    def run(
        self, words: Sequence[str | Path], user: str = "", env: Mapping[str, str] | None = None, limit: float = 300
    ) -> Said:
        """Run a command inside to its end (`limit`: seconds)."""
        try:
            done = subprocess.run(
                self.command(words, user, env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, timeout=limit, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            return Said(124, f"took longer than {limit:.0f} s; {(error.output or b'').decode('utf-8', 'replace')}")
        return Said(done.returncode, done.stdout.decode("utf-8", "replace"))

    def must(self, words: Sequence[str | Path], user: str = "", env: Mapping[str, str] | None = None) -> str:
        """As `run`; Failed when it does not end well."""
        said = self.run(words, user, env)
        if said.code != 0:
            raise Failed(f"In the fresh Debian {words[0]} ended with {said.code}: {said.text.strip()[-600:]}")
        return said.text

    def start(self, words: Sequence[str | Path], user: str, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start a command inside that goes on."""
        nothing = subprocess.DEVNULL
        return subprocess.Popen(self.command(words, user, env), stdin=nothing, stdout=nothing, stderr=nothing)

    def path(self, inside: str | Path) -> Path:
        """A place inside, as this machine sees it."""
        return self.root / str(inside).lstrip("/")

    def give(self, file: Path, inside: str) -> str:
        """A copy of `file` at a place inside, readable by all; the place."""
        target = self.path(inside)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        target.chmod(0o644)
        return inside

    def mount_small(self, inside: str, megabytes: int, user: str = "") -> None:
        """A file system with little room at a place inside, `user`'s when one is named."""
        self.path(inside).mkdir(parents=True, exist_ok=True)
        run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "small", self.path(inside)])
        if user:
            self.must(["chown", f"{user}:", inside])

    def unmount(self, inside: str) -> None:
        """Take a mounted place away again."""
        run(["umount", "--lazy", self.path(inside)])

    def ends(self, program: str, limit: float = 30) -> bool:
        """Whether no process of this machine runs `program` (its path inside) any more within `limit` seconds."""
        wanted = str(self.path(program))
        until = time.monotonic() + limit
        while time.monotonic() < until:
            if not any(_executable(one) == wanted for one in Path("/proc").glob("[0-9]*")):
                return True
            time.sleep(0.2)
        return False


def _executable(process: Path) -> str:
    try:
        return os.readlink(process / "exe")
    except OSError:
        return ""


def _base(cache: Path) -> Path:
    """The tar of a smallest Debian, made once; delete it to have a newer one."""
    code = _codename()
    kept = cache / f"debian-{code}-minbase.tar"
    if kept.is_file():
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache / "debootstrap"
    shutil.rmtree(folder, ignore_errors=True)
    mirror = _mirror()
    run(["/usr/sbin/debootstrap", "--variant=minbase", code, folder, mirror], log=cache / "debootstrap.log")
    (folder / "etc/apt/sources.list").write_text(f"deb {mirror} {code} main\n")
    asked = [f"Acquire::{name}" for name in ("Check-Valid-Until", "http::Proxy", "https::Proxy")]
    settings = run(["apt-config", "dump", *asked])
    (folder / "etc/apt/apt.conf.d/90builder").write_text(settings + 'APT::Sandbox::User "root";\n')
    for name in ("resolv.conf", "hosts"):
        if Path("/etc", name).is_file():
            shutil.copyfile(Path("/etc", name), folder / "etc" / name)
    run(["chroot", folder, "apt-get", "-q", "update"], log=cache / "update.log")
    run(["chroot", folder, "apt-get", "clean"])
    part = kept.with_suffix(".part")
    run(["tar", "-c", "-f", part, "-C", folder, "--numeric-owner", "--one-file-system", "."])
    part.rename(kept)
    shutil.rmtree(folder)
    return kept


def _codename() -> str:
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("VERSION_CODENAME="):
            return line.partition("=")[2].strip('"')
    raise Failed("This is no Debian with a code name; the installers can be tried on Debian 12 or later.")


def _mirror() -> str:
    told = run(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Component: main"])
    found = [line for line in told.split() if line.rstrip("/").endswith("/debian")]
    if not found:
        raise Failed("apt knows no mirror of Debian here (`apt-get indextargets`): name one in its sources, try again.")
    return found[0]
