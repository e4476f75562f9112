"""A portable copy keeps the officer's own data beside the program, where it can; every other copy in the account."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A frozen program says so in `sys`; the rest is the program's own.
CODE = """
import json, os, sys
if sys.argv[1]:
    sys.frozen, sys.executable = True, sys.argv[1]
from hsdclient import installed, paths, settings
paths.harden()
settings.save(settings.load().with_value("language", "hi"))
print(json.dumps([str(paths.user_data()), str(paths.default_workspaces()), str(installed.portable_workspace()),
                  settings.load().get("language")]))
"""
ODD = "USB स्टिक, with spaces " + "and a long name " * 8


def _ask(program: Path | None, home: Path, *before: str, **more: str) -> list[str]:
    home.mkdir(exist_ok=True)
    around = os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")} | more
    done = subprocess.run(
        [*before, sys.executable, "-B", "-c", CODE, str(program or "")],
        cwd=ROOT, env=around, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    told: list[str] = json.loads(done.stdout)
    assert told[3] == "hi", "the settings are kept, wherever"
    return told[:3]


def _stick(tmp_path: Path, kind: str) -> Path:
    folder = tmp_path / ODD / "HSD client"
    folder.mkdir(parents=True)
    (folder / "hsdclient").touch()
    (folder / "installed-as").write_text(f"{kind}\n", encoding="utf-8")
    return folder


def test_all_of_a_portable_copy_lies_beside_it(tmp_path: Path) -> None:
    stick, home = _stick(tmp_path, "portable"), tmp_path / "home"
    data, workspaces, first = _ask(stick / "hsdclient", home)
    assert (data, workspaces, first) == (str(stick / "data"), str(stick), str(stick / "workspace"))
    assert (stick / "data" / "settings.json").is_file()
    assert list(home.iterdir()) == [], "nothing stays on the computer"
    assert sorted(path.name for path in (stick / "data").iterdir()) == ["settings.json"], "the trial left nothing"


@pytest.mark.parametrize("kind", ["deb", "setup", "portable-ish", ""])
def test_every_other_copy_keeps_to_the_account(tmp_path: Path, kind: str) -> None:
    stick, home = _stick(tmp_path, kind), tmp_path / "home"
    data, workspaces, _first = _ask(stick / "hsdclient", home)
    assert (data, workspaces) == (str(home / "data" / "hsdclient"), str(home / "HSD workspaces"))
    assert not (stick / "data").exists()


def test_a_source_tree_is_not_portable(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert _ask(None, home) == [str(home / "data" / "hsdclient"), str(home / "HSD workspaces"), "None"]


def test_a_stick_that_cannot_be_written_falls_back_to_the_account(tmp_path: Path) -> None:
    stick, home = _stick(tmp_path, "portable"), tmp_path / "home"
    before: tuple[str, ...] = ()
    if not os.geteuid():
        if shutil.which("setpriv") is None:
            pytest.skip("root writes everywhere, and there is no setpriv to take that right away")
        before = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    stick.chmod(0o555)
    try:
        data, workspaces, first = _ask(stick / "hsdclient", home, *before)
    finally:
        stick.chmod(0o755)
    assert (data, workspaces) == (str(home / "data" / "hsdclient"), str(home / "HSD workspaces"))
    assert first == str(stick / "workspace"), "one that is there can still be looked at"
    assert not (stick / "data").exists()


def test_a_trial_run_keeps_away_from_either(tmp_path: Path) -> None:
    stick, home = _stick(tmp_path, "portable"), tmp_path / "home"
    data, _workspaces, _first = _ask(stick / "hsdclient", home, HSDCLIENT_DATA=str(tmp_path / "trial"))
    assert data == str(tmp_path / "trial")
    assert not (home / "data").exists()
