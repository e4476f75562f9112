"""install.sh and uninstall.sh of the Linux archive, run on a small tree whose program is a shell script."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import linux_tree
import pytest
from linux_payload import pack
from places import Build

EPOCH = 1_790_000_000
PROGRAM = """#!/bin/sh
[ "$1" = --version ] && [ -e "$(dirname "$(readlink -f "$0")")/_internal/cannot" ] && { echo "needs glibc 9"; exit 1; }
[ "$1" = --version ] && echo "hsdclient VERSION"
exit 0
"""


class Given:
    """What lies in an unpacked archive of one version, and how it is run."""

    def __init__(self, folder: Path, version: str, kilobytes: int = 1000, *, runs: bool = True) -> None:
        self.folder = folder / f"archive-{version}-{kilobytes}-{runs}"
        tree = folder / f"tree-{version}"
        shutil.rmtree(tree, ignore_errors=True)
        program = tree / "usr/lib/hsdclient"
        (program / "_internal/resources").mkdir(parents=True)
        (program / "_internal/resources/build.json").write_text(f'{{"built": "x", "version": "{version}"}}')
        if not runs:
            (program / "_internal/cannot").touch()
        (program / "hsdclient").write_text(PROGRAM.replace("VERSION", version))
        (program / "hsdclient").chmod(0o755)
        entry = tree / "usr/share/applications/org.hsdclient.Client.desktop"
        entry.parent.mkdir(parents=True)
        one = Build(version, folder, EPOCH)
        entry.write_text(linux_tree.filled(one, entry.name))
        self.folder.mkdir()
        pack(tree, self.folder / "data.tar.xz", EPOCH, quick=True)
        for name in ("install.sh", "uninstall.sh"):
            text = linux_tree.filled(one, name).replace("@KILOBYTES@", str(kilobytes))
            (self.folder / name).write_text(text)

    def run(self, home: Path, *words: str, path: str = os.environ["PATH"]) -> tuple[int, str]:
        """Install; exit code and all that was said."""
        done = subprocess.run(
            ["sh", "./install.sh", *words], cwd=self.folder, env={"HOME": str(home), "PATH": path}, capture_output=True,
            text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / ('एक घर with "quotes" $dollar 100%' + "h" * 180)
    folder.mkdir()
    return folder


def said(home: Path) -> str:
    """What the installed program answers to --version."""
    program = home / ".local/bin/hsdclient"
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def test_it_installs_says_so_and_is_removed_without_the_workspace(tmp_path: Path, home: Path) -> None:
    workspace = home / "HSD workspaces/ours/workspace.db"
    workspace.parent.mkdir(parents=True)
    workspace.touch()
    code, text = Given(tmp_path, "1.0.0").run(home)
    assert code == 0, text
    assert said(home) == "hsdclient 1.0.0"
    program = home / ".local/lib/hsdclient"
    assert (program / "installed-as").read_text() == "archive\n"
    entry = (home / ".local/share/applications/org.hsdclient.Client.desktop").read_text("utf-8")
    command = next(line for line in entry.splitlines() if line.startswith("Exec="))
    assert "100%%" in command
    assert '\\\\"quotes\\\\"' in command
    assert "\\\\$dollar" in command
    assert "TryExec" not in entry
    done = subprocess.run(
        ["sh", program / "uninstall.sh"], env={"HOME": str(home), "PATH": os.environ["PATH"]}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "HSD workspaces" in done.stdout
    assert not program.exists()
    assert workspace.exists()
    assert not [path for path in home.rglob("*hsdclient*") if not path.is_dir()]


def test_a_newer_one_takes_the_place_of_an_older_one_and_not_the_other_way_round(tmp_path: Path, home: Path) -> None:
    older, newer = Given(tmp_path, "1.9.0"), Given(tmp_path, "1.10.0")
    assert older.run(home)[0] == 0
    assert newer.run(home)[0] == 0
    assert said(home) == "hsdclient 1.10.0"
    code, text = older.run(home)
    assert code == 1
    assert "Version 1.10.0 is installed, which is newer than 1.9.0" in text
    assert said(home) == "hsdclient 1.10.0"
    assert older.run(home, "--allow-downgrade")[0] == 0
    assert said(home) == "hsdclient 1.9.0"
    assert [path.name for path in (home / ".local/lib").iterdir()] == ["hsdclient"]


def test_the_old_program_stays_when_the_new_one_cannot_run_here(tmp_path: Path, home: Path) -> None:
    assert Given(tmp_path, "1.0.0").run(home)[0] == 0
    code, text = Given(tmp_path, "2.0.0", runs=False).run(home)
    assert code == 3
    assert "needs glibc 9" in text
    assert "nothing was changed" in text
    assert said(home) == "hsdclient 1.0.0"
    assert [path.name for path in (home / ".local/lib").iterdir()] == ["hsdclient"]


def test_the_old_program_comes_back_when_an_installation_was_killed_between(tmp_path: Path, home: Path) -> None:
    assert Given(tmp_path, "1.0.0").run(home)[0] == 0
    library = home / ".local/lib"
    (library / "hsdclient").rename(library / ".hsdclient-old.77")
    (library / ".hsdclient-new.77").mkdir()
    code, text = Given(tmp_path, "2.0.0", kilobytes=2**40).run(home)
    assert code == 3
    assert "Not enough room" in text
    assert said(home) == "hsdclient 1.0.0"


def test_a_damaged_payload_leaves_the_old_program(tmp_path: Path, home: Path) -> None:
    assert Given(tmp_path, "1.0.0").run(home)[0] == 0
    newer = Given(tmp_path, "2.0.0")
    payload = newer.folder / "data.tar.xz"
    payload.write_bytes(payload.read_bytes()[:-40])
    code, text = newer.run(home)
    assert code == 3
    assert "could not be unpacked" in text
    assert said(home) == "hsdclient 1.0.0"


def test_another_folder_a_file_in_the_way_and_no_xz(tmp_path: Path, home: Path) -> None:
    given = Given(tmp_path, "1.0.0")
    assert given.run(home, "--prefix", str(home / "else where"))[0] == 0
    assert (home / "else where/bin/hsdclient").is_symlink()
    assert not (home / ".local").exists()
    (home / ".local").write_text("a file")
    code, text = given.run(home)
    assert code == 3
    assert "--prefix" in text
    code, text = given.run(home, "--wrong")
    assert code == 2
    assert "--allow-downgrade" in text
    bare = tmp_path / "bin"
    bare.mkdir()
    for name in ("sh", "dirname", "readlink", "mkdir", "df", "awk", "tail", "rm", "mv", "sed", "tar"):
        found = shutil.which(name)
        assert found
        (bare / name).symlink_to(found)
    code, text = given.run(home, "--prefix", str(home / "third"), path=str(bare))
    assert code == 3
    assert "xz-utils" in text
