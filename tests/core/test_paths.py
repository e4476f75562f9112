from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import hsdclient
from hsdclient import atomic_file, paths

ROOT = Path(hsdclient.__file__).parent.parent


def test_from_the_source_tree() -> None:
    assert paths.resources() == ROOT / "resources"
    assert paths.resources("fonts", "x.ttf") == ROOT / "resources" / "fonts" / "x.ttf"
    assert paths.migrations() == ROOT / "migrations"


def test_from_a_frozen_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "migrations").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources("icons") == tmp_path / "resources" / "icons"
    assert paths.migrations() == tmp_path / "migrations"


def test_from_a_distributions_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "share" / "hsdclient" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "site-packages" / "hsdclient" / "paths.py"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert paths.resources() == tmp_path / "share" / "hsdclient" / "resources"
    assert paths.migrations() == tmp_path / "site-packages" / "migrations"  # nowhere: the likeliest place


def test_the_officers_folder_is_private() -> None:
    folder = paths.user_data()
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert folder.is_relative_to(os.environ["XDG_DATA_HOME"])
    assert paths.default_workspaces().parent == Path.home()


def test_files_of_a_workspace_do_not_name_it() -> None:
    one, two = paths.own_file("heads", "id-1"), paths.own_file("heads", "id-2")
    assert one.parent == two.parent == paths.user_data() / "heads"
    assert one != two
    assert "id-1" not in one.name
    assert paths.own_file("attempts", "id-1").name != one.name


def test_harden_makes_files_private_and_stops_core_dumps(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from hsdclient import paths; paths.harden(); open(sys.argv[1], 'w').close();"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    path = tmp_path / "file"
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "(0, 0)\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_version_stands_in_one_place() -> None:
    assert hsdclient.__version__ == paths.VERSION


# atomic_file


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic_file.replace({path: b"one"})
    atomic_file.replace({path: b"two", tmp_path / "copy": b"two"})
    assert path.read_bytes() == (tmp_path / "copy").read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(list(tmp_path.iterdir())) == 2


def test_a_failure_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="No such file"):
        atomic_file.replace({path: b"new", tmp_path / "missing" / "copy": b"new"})
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_reading_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert atomic_file.read(path, at_most=3) is None
    path.write_bytes(b"abc")
    assert atomic_file.read(path, at_most=3) == b"abc"
    with pytest.raises(ValueError, match="too long"):
        atomic_file.read(path, at_most=2)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for odd in (tmp_path, tmp_path / "pipe", tmp_path / "loop"):
        with pytest.raises((ValueError, OSError)):
            atomic_file.read(odd, at_most=2)
