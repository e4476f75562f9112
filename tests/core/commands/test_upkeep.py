"""new, officers, passwd, verify, backup, restore, and signing in, by command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hsdclient import access, keyring, recovery_code, workspaces
from hsdclient.commands import signin
from hsdclient.officers import OfficerDraft
from hsdclient.workspaces import Workspace
from tests.core.commands.conftest import Door
from tests.core.conftest import CHEAP, NAME, PASSPHRASE

NEW = "lantern basalt orchid ferry"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key slots at the test's cost; that the door's own is above the floor has a test of its own."""
    monkeypatch.setattr(signin, "COST", CHEAP)


def test_the_front_end_asks_for_the_floor() -> None:
    assert signin.COST == keyring.STANDARD
    assert signin.COST.memory_kib >= keyring.FLOOR_KIB


# --- new ----------------------------------------------------------------------------------------------


def new(door: Door, folder: Path, **changed: str) -> object:
    options = {"--officer": "Meera Iyer", "--side": "IN", "--agency": "MHA", **changed}
    return door("new", folder, *(word for pair in options.items() for word in pair))


@pytest.mark.usefixtures("cheap")
def test_new_prints_the_recovery_code_and_it_opens(door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", NEW)
    ran = new(door, tmp_path / "desk")
    assert ran.code == 0, ran.err
    recovery_code.secret_of(ran.last)
    keyring.unlock_by_recovery(tmp_path / "desk", ran.last)
    assert door("list", tmp_path / "desk").code == 0
    again = new(door, tmp_path / "desk")
    assert again.code == 1
    assert "already" in again.err


@pytest.mark.parametrize(
    ("changed", "passphrase", "code", "said"),
    [
        ({"--side": "FR"}, NEW, 1, "IN or US"),
        ({"--agency": "NCB"}, NEW, 1, "CBI-NCB"),
        ({"--agency": "DEA"}, NEW, 1, "not an agency of this side"),
        ({"--officer": " "}, NEW, 1, "officer"),
        ({"--time-zone": "Mars/Base"}, NEW, 1, "time zone"),
        ({"--marking": "Secret"}, NEW, 1, "accreditation"),
        ({}, "short", 1, "at least 12"),
        ({}, "passwordpassword", 1, "easy to guess"),
        ({}, "meera iyer 12", 1, "easy to guess"),
    ],
    ids=range(9),
)
@pytest.mark.usefixtures("cheap")
def test_new_refuses_and_leaves_nothing(
    door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, str], passphrase: str, code: int, said: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", passphrase)
    ran = new(door, tmp_path / "desk", **changed)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("cheap")
def test_new_in_a_place_that_cannot_be_written(door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", NEW)
    (tmp_path / "file").write_text("x")
    ran = new(door, tmp_path / "file" / "desk")
    assert ran.code == 3, ran.err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("kept")
    ran = new(door, tmp_path / "full")
    assert ran.code == 1
    assert "not empty" in ran.err
    assert (tmp_path / "full" / "letter.txt").read_text() == "kept"


# --- signing in ---------------------------------------------------------------------------------------


def test_a_wrong_passphrase_is_refused(door: Door, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", "wrong")
    ran = door("list", folder)
    assert ran.code == 1
    assert "passphrase is not right" in ran.err
    assert door("list", folder, "--officer", "Nobody").code == 1


def test_the_passphrase_file_comes_first(
    door: Door, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", "wrong")
    secret = tmp_path / "secret"
    secret.write_bytes(PASSPHRASE.encode() + b"\r\nsecond line\n")
    assert door("list", folder, "--passphrase-file", secret).code == 0
    ran = door("list", folder, "--passphrase-file", tmp_path / "none")
    assert ran.code == 3
    assert "cannot be read" in ran.err
    secret.write_bytes(b"\xff\xfe")
    assert door("list", folder, "--passphrase-file", secret).code == 1


def test_without_any_passphrase_the_command_says_how(door: Door, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HSDCLIENT_PASSPHRASE")
    ran = door("list", folder)
    assert ran.code == 2
    assert "HSDCLIENT_PASSPHRASE" in ran.err


@pytest.mark.usefixtures("cheap")
def test_several_officers_must_say_who_they_are(door: Door, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HSDCLIENT_NEW_PASSPHRASE", "short")
    assert door("officers", folder, "add", "Ravi Menon", "--role", "reader").code == 1
    monkeypatch.setenv("HSDCLIENT_NEW_PASSPHRASE", NEW)
    assert door("officers", folder, "add", "Ravi Menon", "--role", "reader").code == 0
    ran = door("list", folder)
    assert ran.code == 2
    assert "--officer" in ran.err
    me = ("--officer", NAME.upper())
    assert door("list", folder, *me).code == 0
    listed = {row["name"]: row for row in door("officers", folder, *me, "--format", "json").json}
    assert listed["Ravi Menon"]["role"] == "reader"

    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", NEW)
    reader = ("--officer", "Ravi Menon")
    assert door("list", folder, *reader).code == 0
    ran = door("log", folder, *reader, "--group", "CN", "--title", "x", "--lead-in", "NCB-IN")
    assert ran.code == 1
    assert "reader" in ran.err
    assert door("officers", folder, "add", "Third", *reader).code == 1

    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", PASSPHRASE)
    assert door("officers", folder, "disable", "Nobody", *me).code == 1
    assert door("officers", folder, "disable", "Ravi Menon", *me).code == 0
    assert door("list", folder).code == 0
    assert door("officers", folder, "disable", NAME).code == 1
    assert door("officers", folder, "add").code == 2


@pytest.mark.usefixtures("cheap")
def test_passwd(door: Door, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HSDCLIENT_NEW_PASSPHRASE", "short")
    assert door("passwd", folder).code == 1
    monkeypatch.setenv("HSDCLIENT_NEW_PASSPHRASE", NEW)
    assert door("passwd", folder).code == 0
    assert door("list", folder).code == 1
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", NEW)
    assert door("list", folder).code == 0


def test_a_disabled_officer_whose_slot_was_left_may_not_sign_in(
    door: Door, folder: Path, opened: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    """disable_officer ends the row first: a crash before the slot goes must not leave a way in."""
    with workspaces.unlock(folder, NAME, PASSPHRASE, writer=True) as desk:
        key = access.add_officer(desk.store, desk.unlocked, desk.officer, OfficerDraft("Ravi"), NEW, cost=CHEAP)
        content = (folder / "keyring.json").read_bytes(), (folder / "keyring.copy.json").read_bytes()
        access.disable_officer(desk.store, desk.unlocked, desk.officer, key)
    for name, data in zip(("keyring.json", "keyring.copy.json"), content, strict=True):
        (folder / name).write_bytes(data)
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", NEW)
    ran = door("list", folder, "--officer", "Ravi")
    assert ran.code == 1
    assert "no longer sign in" in ran.err


def test_a_writer_mends_a_damaged_copy_of_the_key_file(door: Door, folder: Path, ref: str) -> None:
    (folder / "keyring.json").write_bytes(b"{}")
    assert door("verify", folder).code == 1
    assert door("progress", folder, ref, "--text", "x").code == 0
    assert door("verify", folder).code == 0


def test_both_key_files_gone_or_damaged(door: Door, folder: Path) -> None:
    for name in ("keyring.json", "keyring.copy.json"):
        (folder / name).write_bytes(b"{}")
    assert door("list", folder).code == 3
    for name in ("keyring.json", "keyring.copy.json"):
        (folder / name).unlink()
    for verb in ("list", "verify"):
        ran = door(verb, folder)
        assert ran.code == 3
        assert ran.err.count("\n") == 1


# --- verify, backup, restore --------------------------------------------------------------------------


def test_verify_finds_what_backup_and_restore_mend(door: Door, folder: Path, ref: str, tmp_path: Path) -> None:
    assert door("verify", folder).code == 0
    assert door("verify", folder, "--format", "json").json == []
    made = door("backup", folder, tmp_path / "copy")
    assert (made.code, made.out) == (0, f"{tmp_path / 'copy'}\n"), made.err
    assert "same disk" in made.err
    assert door("backup", folder, tmp_path / "copy").code == 1
    database = folder / "workspace.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    found = door("verify", folder)
    assert found.code in (1, 3)
    assert found.out
    restored = door("restore", tmp_path / "copy", folder)
    assert (restored.code, restored.out) == (0, f"{folder}\n"), restored.err
    assert "kept in" in restored.err
    assert door("verify", folder).code == 0
    assert [row["ref"] for row in door("list", folder, "--format", "json").json] == [ref]


def test_a_cut_database_does_not_open(door: Door, folder: Path) -> None:
    os.truncate(folder / "workspace.db", 100)
    ran = door("verify", folder)
    assert ran.code == 3
    assert ran.out.startswith("open: ")
    assert door("list", folder).code == 3


def test_an_older_database_put_back_is_noticed(door: Door, folder: Path, ref: str) -> None:
    old = (folder / "workspace.db").read_bytes()
    door("progress", folder, ref, "--text", "Later.")
    (folder / "workspace.db").write_bytes(old)
    ran = door("verify", folder)
    assert ran.code == 1
    assert "head: " in ran.out
    assert door("list", folder).code == 3


def test_restore_refuses_what_is_no_backup(door: Door, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = door("restore", tmp_path / "empty", folder)
    assert ran.code == 3
    assert "no backup" in ran.err
    ran = door("restore", tmp_path / "none", folder)
    assert ran.code == 3
