"""A drop of anything: each paper is found, each thing that is none has a line, nothing hangs."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from hsdclient import intake, vault
from hsdclient.intake import gather

NAMES = [
    "CON", "NUL.txt", "COM1", "x:y", "trailing.", "trailing ", " lead", ".hidden", "a\nb", "रिपोर्ट २०२६.pdf",
    "é.txt", "e\u0301.txt", "\u202egnp.exe", "न" * 85, "-rf", "$(reboot)", "'; DROP TABLE --", "a" * 255,
]  # fmt: skip


def names(gathered: intake.Gathered) -> list[str]:
    return [found.name for found in gathered.files]


def lines(gathered: intake.Gathered) -> dict[str, str]:
    return dict(gathered.refused)


def test_folders_are_opened_to_the_last_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "b/deep/er/3.txt", "a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "b" / "void").mkdir()
    found = gather([tmp_path / "b", tmp_path / "a.txt"])
    assert names(found) == ["1.txt", "2.txt", "3.txt", "a.txt"]
    assert [one.path.read_text() for one in found.files] == ["b/1.txt", "b/2.txt", "b/deep/er/3.txt", "a.txt"]
    assert found.files[0].size == 7
    assert lines(found) == {"void": "This folder is empty."}


def test_names_are_verbatim(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes(b"x")
    found = gather([tmp_path])
    assert sorted(names(found)) == sorted(NAMES)
    assert found.refused == []


def test_a_name_that_is_no_text_can_be_shown_and_stored(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9 \xff.txt")
    path.write_bytes(b"here")
    (found,) = gather([tmp_path]).files
    assert found.name == "caf\ufffd \ufffd.txt"
    found.name.encode()
    assert found.path.read_bytes() == b"here"


def test_what_is_no_paper_has_a_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("good")
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge.bin").open("wb") as huge:
        huge.truncate(vault.LARGEST + 1)
    (tmp_path / "lost.txt").symlink_to("nowhere")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "alias.txt").symlink_to("good.txt")
    for own in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (tmp_path / own).write_text("x")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path is short
        try:
            listener.bind("socket")
        finally:
            os.chdir(here)
        found = gather([tmp_path, Path("/dev/null"), tmp_path / "gone.pdf", Path("a\0b")])
    assert names(found) == ["alias.txt", "good.txt"]
    said = lines(found)
    assert set(said) == {
        "empty.txt", "pipe", "huge.bin", "lost.txt", "self.txt", "socket", "null", "gone.pdf", "a\0b",
        ".DS_Store", "Thumbs.db", "desktop.ini",
    }  # fmt: skip
    assert "0 bytes" in said["empty.txt"]
    assert all("pipe or a device" in said[name] for name in ("pipe", "socket", "null"))
    assert "4 GiB" in said["huge.bin"]
    assert all("no longer there" in said[name] for name in ("lost.txt", "gone.pdf"))
    assert "leads to itself" in said["self.txt"]


def test_a_loop_and_a_way_out_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "papers" / "2026"
    inside.mkdir(parents=True)
    (inside / "one.txt").write_text("1")
    (inside / "up").symlink_to(tmp_path / "papers")
    (inside / "everything").symlink_to("/")
    found = gather([tmp_path / "papers"])
    assert names(found) == ["one.txt"]
    assert all("link to a folder" in lines(found)[name] for name in ("up", "everything"))
    assert len(found.refused) == 2
    assert names(gather([inside / "up"])) == ["one.txt"]  # dropped itself, it is meant


def test_dropped_twice_counts_once(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.txt").write_text("1")
    (tmp_path / "again").symlink_to("papers")
    found = gather([folder, folder / "one.txt", folder, tmp_path / "again"])
    assert names(found) == ["one.txt"]
    assert "met before" in lines(found)["again"]


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root reads everything, so the refusal is the system call's own."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "z.txt").write_text("z")
    real = os.listdir

    def denied(path: Path) -> list[str]:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", denied)
    found = gather([tmp_path])
    assert names(found) == ["z.txt"]
    assert "may not read" in lines(found)["shut"]


def test_thousands_and_too_many_and_cancel(tmp_path: Path) -> None:
    for number in range(5000):
        (tmp_path / f"{number:04d}.txt").write_bytes(b"x")
    found = gather([tmp_path])
    assert len(found.files) == 5000
    assert found.refused == []
    some = gather([tmp_path], most=100)
    assert len(some.files) == 100
    assert lines(some) == {"0100.txt": "More than 100 files at once: this one and those after it were left out."}
    asked: list[int] = []
    assert len(gather([tmp_path], cancelled=lambda: asked.append(1) or len(asked) > 11).files) == 10  # type: ignore[func-returns-value]


def test_a_folder_deeper_than_the_stack(tmp_path: Path) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _level in range(400):
            os.mkdir("d")
            os.chdir("d")
        Path("last.txt").write_text("here")
    finally:
        os.chdir(here)
    assert names(gather([tmp_path])) == ["last.txt"]


def test_a_workspace_in_a_dropped_folder_is_left_out_whole(tmp_path: Path) -> None:
    for name in ("desk/workspace.db", "desk/keyring.json", "desk/vault/ab/blob", "letter.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = gather([tmp_path])
    assert names(found) == ["letter.txt"]
    assert lines(found) == {"desk": "This folder is a workspace or a backup of one; it was left out."}
