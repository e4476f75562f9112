"""What the program knows of its own installation: marks of the packer, facts of the builder, damaged ones."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from hsdclient import installed, paths

ROOT = Path(installed.__file__).resolve().parents[1]


def test_a_source_tree_knows_that_it_is_one() -> None:
    assert installed.program() == ROOT
    assert installed.kind() == "source"
    assert installed.portable_workspace() is None


@pytest.mark.parametrize("kind", installed.KINDS)
def test_the_packers_mark_is_read(tmp_path: Path, kind: str) -> None:
    (tmp_path / "installed-as").write_text(kind + "\n")
    assert installed.kind(tmp_path) == kind


@pytest.mark.parametrize("mark", [b"", b"\n", b"snap", b"deb rpm", b"\xff\xfe", b"x" * 10_000])
def test_another_mark_is_a_bare_folder(tmp_path: Path, mark: bytes) -> None:
    assert installed.kind(tmp_path) == "frozen"
    (tmp_path / "installed-as").write_bytes(mark)
    assert installed.kind(tmp_path) == "frozen"


def test_only_a_portable_program_has_a_workspace_beside_it(tmp_path: Path) -> None:
    (tmp_path / "installed-as").write_text("portable\r\n")
    assert installed.portable_workspace(tmp_path) == tmp_path / "workspace"
    (tmp_path / "installed-as").write_text("deb\n")
    assert installed.portable_workspace(tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="a link in /usr/bin is how a Linux package starts the program")
def test_a_frozen_program_is_where_its_file_is_not_where_the_link_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "opt" / "hsdclient"
    place.mkdir(parents=True)
    (place / "hsdclient").touch()
    (place / "installed-as").write_text("archive\n")
    (tmp_path / "hsdclient").symlink_to(place / "hsdclient")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "hsdclient"))
    assert installed.program() == place
    assert installed.kind() == "archive"


def test_the_tree_answers_from_what_is_installed_around_it(tmp_path: Path) -> None:
    told = installed.facts(tmp_path / "none.json")
    assert (told.version, told.commit, told.built, told.release_key, told.glibc) == (paths.VERSION, "", "", "", "")
    assert set(told.parts) == set(installed.PARTS)
    assert all(re.match(r"\d", version) for version in told.parts.values())


def test_a_bundle_answers_from_what_the_builder_wrote(tmp_path: Path) -> None:
    file = tmp_path / "build.json"
    wrote = {
        "version": "1.2.3", "commit": "abc", "built": "2026-11-23T12:00:00Z", "release_key": "0" * 16,
        "glibc": "2.35", "parts": {"PySide6-Essentials": "6.11.3"},
    }  # fmt: skip
    file.write_text(json.dumps(wrote))
    told = installed.facts(file)
    assert told == installed.Facts(**wrote)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 100_000, "\udcff"])
def test_a_damaged_build_file_counts_as_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "build.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert installed.facts(file).version == paths.VERSION
    assert installed.facts(file).parts


def test_odd_values_do_not_stop_it(tmp_path: Path) -> None:
    file = tmp_path / "build.json"
    file.write_text('{"version": 3, "parts": [1], "commit": null}')
    assert installed.facts(file) == installed.Facts(paths.VERSION)


def test_the_list_of_parts_is_the_one_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert [re.split(r"[<>=!~ ]", one)[0] for one in declared] == list(installed.PARTS)
