"""Tries the archive that needs no root, and the zip of a stick, as an officer would, in the fresh Debian."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from places import NAME, Build
from trial_log import Log, expect

if TYPE_CHECKING:
    from chroot import Chroot, Said

OFFICER = "officer"
LETTERS = "एक घर with spaces/" + "h" * 200
HOME = f"/home/{OFFICER}/{LETTERS}"
PREFIX = f"{HOME}/.local"
PROGRAM = f"{PREFIX}/bin/hsdclient"
LIBRARY = f"{PREFIX}/lib/hsdclient"
ENVIRONMENT = {"HOME": HOME, "XDG_DATA_HOME": f"{HOME}/.local/share"}


def archive(log: Log, inside: Chroot, one: Build, before: Build, kept: Path) -> None:
    """Installed into a home with a difficult name, upgraded, refused, removed; by an officer without root."""
    from check_linux import smoke, verifies, version, wait_until_it_runs  # lazy: that room calls this one

    ending = "-linux-x86_64.run"
    new = inside.give(one.product(ending), f"/home/{OFFICER}/new.run")
    old = inside.give(before.product(ending), f"/home/{OFFICER}/old.run")
    inside.must(["mkdir", "-p", HOME], OFFICER)

    def run(file: str, *words: str, home: str = HOME, limit: float = 300) -> Said:
        environment = {**ENVIRONMENT, "HOME": home}
        return inside.run(["sh", file, "--nox11", "--", *words], OFFICER, environment, limit)

    with log.step("the archive without xz says which package is missing"):
        said = run(new)
        expect(said.code == 3 and "xz-utils" in said.text, f"{said.code}: {said.text}")
        inside.must(["apt-get", "-q", "-y", "install", "--no-install-recommends", "xz-utils"])
    with log.step("the older archive installs in a home of 200 letters, spaces and Devanagari"):
        expect((said := run(old)).code == 0, said.text)
        expect(version(inside, PROGRAM) == before.version, said.text)
        entry = inside.path(f"{PREFIX}/share/applications/org.hsdclient.Client.desktop")
        expect(f'Exec="{LIBRARY}/hsdclient" %f' in entry.read_text("utf-8"), entry.read_text("utf-8"))
        checked = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=False)
        expect(checked.returncode == 0, checked.stdout)
    workspace = f"{HOME}/HSD workspaces/kept"
    with log.step("a damaged archive is refused, and changes nothing"):
        damaged = inside.path(f"/home/{OFFICER}/damaged.run")
        content = bytearray(inside.path(new).read_bytes())
        content[len(content) // 2] ^= 1
        damaged.write_bytes(content)
        said = run(f"/home/{OFFICER}/damaged.run")
        expect(said.code != 0 and version(inside, PROGRAM) == before.version, said.text)
        damaged.unlink()
    with log.step("the newer archive is refused while the program runs"):
        inside.must([PROGRAM, "sample", workspace], OFFICER, ENVIRONMENT)
        running = inside.start([PROGRAM], OFFICER, {**ENVIRONMENT, "QT_QPA_PLATFORM": "offscreen"})
        wait_until_it_runs(inside, f"{LIBRARY}/{NAME}")
        said = run(new)
        running.terminate()
        running.wait(30)
        expect(said.code == 1 and "is running" in said.text, f"{said.code}: {said.text}")
        expect(inside.ends(f"{LIBRARY}/{NAME}"), "the program did not end")
    with log.step("the newer archive takes its place, and opens its workspace"):
        expect((said := run(new)).code == 0, said.text)
        expect(version(inside, PROGRAM) == one.version, said.text)
        verifies(inside, [PROGRAM], workspace)
        left = [path.name for path in inside.path(f"{PREFIX}/lib").iterdir() if path.name != NAME]
        expect(not left, left)
    with log.step("the older archive is refused, unless it is asked for"):
        said = run(old)
        expect(said.code == 1 and "newer than" in said.text, f"{said.code}: {said.text}")
        expect((said := run(old, "--allow-downgrade")).code == 0, said.text)
        expect((said := run(new)).code == 0, said.text)
    with log.step("smoke of the archive's program"):
        smoke(inside, [PROGRAM], kept / "linux-archive", "archive", ENVIRONMENT)
    with log.step("too little room: the archive refuses with a sentence"):
        inside.mount_small("/mnt/small", 100, OFFICER)
        said = run(new, "--prefix", "/mnt/small/a")
        inside.unmount("/mnt/small")
        expect(said.code == 3 and "Not enough room" in said.text, f"{said.code}: {said.text}")
    with log.step("a folder that cannot be written: the archive refuses with a sentence"):
        said = run(new, "--prefix", "/opt/hsd")
        expect(said.code == 3 and "cannot be written" in said.text, f"{said.code}: {said.text}")
    with log.step("the archive is removed, and says where workspaces are"):
        said = inside.run(["sh", f"{LIBRARY}/uninstall.sh"], OFFICER, ENVIRONMENT)
        expect(said.code == 0 and "HSD workspaces" in said.text, said.text)
        left = [path for path in inside.path(PREFIX).rglob("*hsdclient*") if path.is_file() or path.is_symlink()]
        expect(not left, left)
        expect((inside.path(workspace) / "workspace.db").is_file(), "the workspace is gone")


def portable(log: Log, inside: Chroot, one: Build, kept: Path) -> None:
    """Unpacked on a stick, started from there, its workspace beside it."""
    from check_linux import OFFICER, smoke, verifies  # lazy: that room calls this one

    stick = f"/home/{OFFICER}/stick"
    program = f"{stick}/{NAME}-{one.version}/{NAME}"
    with log.step("the zip unpacks with its modes"):
        done = subprocess.run(
            ["unzip", "-q", one.product("-linux-portable.zip"), "-d", inside.path(stick)],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        expect(done.returncode == 0, done.stderr)
        inside.must(["chown", "-R", f"{OFFICER}:", stick])
        expect((said := inside.run([program, "--version"], OFFICER)).code == 0, said.text)
    with log.step("a library of Qt may be replaced by another (LGPL): nothing checks or prevents it"):
        qt = inside.path(f"{stick}/{NAME}-{one.version}/_internal/PySide6/Qt/lib")
        for name in ("libQt6Widgets.so.6", "libQt6Gui.so.6"):
            content = (qt / name).read_bytes()
            (qt / name).unlink()
            (qt / name).write_bytes(content + b"built by somebody else")
            (qt / name).chmod(0o644)
    with log.step("smoke from the stick, with the workspace beside the program"):
        workspace = f"{stick}/{NAME}-{one.version}/workspace"
        inside.must([program, "sample", workspace], OFFICER)
        smoke(inside, [program], kept / "linux-portable", "portable")
        verifies(inside, [program], workspace)
    with log.step("it runs from a stick that cannot be written"):
        inside.must(["chmod", "-R", "a-w", f"{stick}/{NAME}-{one.version}/_internal", program])
        inside.must(["chown", "root:", f"{stick}/{NAME}-{one.version}"])
        began = time.monotonic()
        expect((said := inside.run([program, "--version"], OFFICER)).code == 0, said.text)
        expect(time.monotonic() - began < 60, "it took too long")
