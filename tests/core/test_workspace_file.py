"""The file that a double-click opens: where it is written, what it says, and what a path to it means."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import backups, clock, errors, keyring, restoring, verify, workspace_file, workspaces
from hsdclient.workspaces import Workspace
from tests.core.conftest import DRAFTS, NAME, PASSPHRASE

LONG = "अवैध प्रवासन and trafficking – a folder with spaces, Devanagari and two hundred characters " + "x" * 60


def _said(folder: Path) -> bytes:
    return (folder / workspace_file.NAME).read_bytes()


def test_a_new_workspace_has_one_that_says_nothing_of_it(copied: Callable[..., Path]) -> None:
    folder = copied("IN", "the desk of Asha Rao")
    text = _said(folder).decode("utf-8")
    assert _said(folder) == workspace_file.content("workspace")
    assert text.splitlines()[0] == "Open this file with the HSD client."
    assert "खोलें" in text
    for secret in (keyring.workspace_id(folder), NAME, "Asha", "MHA", folder.name):
        assert secret not in text
    assert workspace_file.meant(folder / workspace_file.NAME) == ("workspace", folder)


def test_a_writer_gives_one_to_a_workspace_from_before_and_a_reader_does_not(
    copied: Callable[..., Path], opened: Callable[..., Workspace]
) -> None:
    folder = copied("IN")
    (folder / workspace_file.NAME).unlink()
    opened("IN", folder=folder, writer=False).close()
    assert not (folder / workspace_file.NAME).exists()
    opened("IN", folder=folder).close()
    assert _said(folder) == workspace_file.content("workspace")


@pytest.mark.parametrize("found", [b"", b"kind: backup\n", b"\xff" * 5000])
def test_a_writer_mends_a_damaged_one(
    copied: Callable[..., Path], opened: Callable[..., Workspace], found: bytes
) -> None:
    folder = copied("IN")
    (folder / workspace_file.NAME).write_bytes(found)
    opened("IN", folder=folder).close()
    assert _said(folder) == workspace_file.content("workspace")


def test_a_sound_one_is_not_written_again(copied: Callable[..., Path], opened: Callable[..., Workspace]) -> None:
    folder = copied("IN")
    before = (folder / workspace_file.NAME).stat()
    opened("IN", folder=folder).close()
    after = (folder / workspace_file.NAME).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_where_nothing_can_be_written_there_is_none_and_no_error(tmp_path: Path) -> None:
    workspace_file.ensure(tmp_path / "missing", "workspace")
    (tmp_path / workspace_file.NAME).mkdir()
    workspace_file.ensure(tmp_path, "workspace")
    assert (tmp_path / workspace_file.NAME).is_dir()


def test_a_folder_that_may_not_be_written_is_left_as_it_is(copied: Callable[..., Path]) -> None:
    folder = copied("IN")
    (folder / workspace_file.NAME).unlink()
    code = "import sys; from pathlib import Path; from hsdclient import workspace_file as w; "
    code += "w.ensure(Path(sys.argv[1]), 'workspace')"
    folder.chmod(0o555)
    try:
        done = subprocess.run(
            [*_without_rights(), sys.executable, "-B", "-c", code, str(folder)],
            cwd=Path(__file__).parents[2], capture_output=True, timeout=60, check=False,
        )  # fmt: skip
    finally:
        folder.chmod(0o700)
    assert done.returncode == 0, done.stderr.decode()
    assert not (folder / workspace_file.NAME).exists()


def _without_rights() -> tuple[str, ...]:
    """What to put before a command so that permissions hold for it, though root runs these tests."""
    if os.geteuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root writes everywhere, and there is no setpriv to take that right away")
    return ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")


def test_a_backup_has_one_of_its_own_kind_and_a_restored_one_is_a_workspace(
    workspace: Workspace, tmp_path: Path
) -> None:
    made = backups.make(workspace.store, tmp_path / "kept", now=clock.now())
    assert workspace_file.meant(made.path / workspace_file.NAME) == ("backup", made.path)
    again = backups.make(workspace.store, tmp_path / "again", now=clock.now())
    assert _said(again.path) == workspace_file.content("backup")
    workspace.close()
    unlocked = keyring.unlock(made.path, NAME, PASSPHRASE)
    back = tmp_path / "back"
    back.mkdir()
    (back / workspace_file.NAME).write_bytes(workspace_file.content("backup"))  # left there: no reason to refuse
    restoring.restore(made.path, back, unlocked, now=clock.now())
    assert workspace_file.meant(back / workspace_file.NAME) == ("workspace", back)
    assert workspace_file.meant(made.path / workspace_file.NAME).kind == "backup"
    with workspaces.unlock(back, NAME, PASSPHRASE, writer=True, wait=0) as opened:
        assert verify.verify(opened.store) == []


def test_a_backup_that_is_worked_in_becomes_a_workspace(workspace: Workspace, tmp_path: Path) -> None:
    made = backups.make(workspace.store, tmp_path / "kept", now=clock.now())
    workspace.close()
    with workspaces.unlock(made.path, NAME, PASSPHRASE, writer=True, wait=0):
        pass
    assert workspace_file.meant(made.path / workspace_file.NAME).kind == "workspace"


def test_a_folder_or_any_other_path_stands_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert workspace_file.meant(tmp_path / "missing") == ("workspace", tmp_path / "missing")
    assert workspace_file.meant(Path("desk")) == ("workspace", tmp_path / "desk")
    (tmp_path / "old.hsdworkspace").mkdir()
    assert workspace_file.meant(tmp_path / "old.hsdworkspace") == ("workspace", tmp_path / "old.hsdworkspace")


def test_a_renamed_one_and_a_link_to_one_stand_for_the_folder(copied: Callable[..., Path], tmp_path: Path) -> None:
    folder = copied("IN", LONG)
    renamed = folder / "Asha's desk.HSDWORKSPACE"
    (folder / workspace_file.NAME).rename(renamed)
    assert workspace_file.meant(renamed) == ("workspace", folder)
    link = tmp_path / "desk.hsdworkspace"
    link.symlink_to(renamed)
    assert workspace_file.meant(link) == ("workspace", folder)


def test_one_that_an_editor_saved_again_is_still_understood(copied: Callable[..., Path]) -> None:
    folder = copied("IN")
    path = folder / workspace_file.NAME
    path.write_bytes(b"\xef\xbb\xbf" + _said(folder).replace(b"\n", b"\r\n"))
    assert workspace_file.meant(path).kind == "workspace"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("open.hsdworkspace", None, "is not there"),
        ("open.hsdworkspace", b"", "not a file of this program"),
        ("open.hsdworkspace", b"PK\x03\x04 a letter", "not a file of this program"),
        ("open.hsdworkspace", b"x" * 5000, "not a file of this program"),
        ("open.hsdworkspace", workspace_file.content("workspace").replace(b"kind: workspace", b"kind: ark"), "damaged"),
        ("open.hsdworkspace", workspace_file.content("workspace").replace(b"format: 1", b"format: 2"), "newer program"),
        ("Desktop/open.hsdworkspace", workspace_file.content("workspace"), "lies alone"),
    ],
)
def test_what_cannot_be_used_is_told_with_what_to_do(
    copied: Callable[..., Path], name: str, data: bytes | None, said: str
) -> None:
    folder = copied("IN")
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(errors.Refused, match=said):
        workspace_file.meant(path)


@given(st.binary(max_size=300))
def test_no_bytes_bring_anything_but_a_kind_or_a_sentence(noise: bytes) -> None:
    for data in (noise, workspace_file.FIRST_LINE.encode() + b"\n" + noise):
        place = Path(os.environ["HOME"]) / "noise.hsdworkspace"
        place.write_bytes(data)
        with pytest.raises(errors.Refused):
            workspace_file.meant(place)


def test_a_long_folder_with_spaces_and_devanagari_is_a_workspace_like_any_other(
    copied: Callable[..., Path], tmp_path: Path
) -> None:
    assert len(LONG) + len(str(tmp_path)) > 150
    folder = tmp_path / LONG[:80] / LONG
    shutil.copytree(copied("US"), folder)
    with workspaces.unlock(folder, DRAFTS["US"].officer, PASSPHRASE, writer=True, wait=0) as opened:
        made = backups.make(opened.store, tmp_path / "पहला backup", now=clock.now())
    assert workspace_file.meant(folder / workspace_file.NAME) == ("workspace", folder)
    assert workspace_file.meant(made.path / workspace_file.NAME) == ("backup", made.path)
