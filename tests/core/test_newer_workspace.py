"""A workspace of a newer program is refused with the version that is needed, and nothing of it is altered."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hsdclient import backup_files, backups, connection, errors, keyring, paths, schema_state, store, verify
from hsdclient import version_number as numbers
from tests.built import NAME as OTHER_NAME
from tests.built import PASSPHRASE as OTHER_PASSPHRASE
from tests.built import Built, build
from tests.core.commands.conftest import Door, door
from tests.core.conftest import PASSPHRASE
from tests.released import RELEASED, unpack

__all__ = ["door"]

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
OWN = numbers.number(paths.VERSION)


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path / "desk")


def execute(built: Built, *statements: str, folder: Path | None = None) -> Any:
    conn = connection.connect((folder or built.folder) / store.DATABASE, built.unlocked.database_key_hex())
    found = None
    for statement in statements:
        found = conn.execute(statement).fetchone()
    conn.close()
    return found


def by_newer(version: str = "7.8.9") -> tuple[str, str]:
    """What a newer program of this version leaves in a database that it has brought to its schema."""
    return "UPDATE alembic_version SET version_num = '0999'", f"PRAGMA user_version = {numbers.number(version)}"


# --- numbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["0.0.1", "0.1.0", "1.2.3", "10.0.0", "999.999.999"])
def test_a_version_is_one_number_and_comes_back(version: str) -> None:
    assert numbers.text(numbers.number(version)) == version
    assert numbers.number(version) < 1 << 31


def test_numbers_grow_with_versions() -> None:
    ordered = ["0.0.1", "0.0.999", "0.1.0", "0.9.0", "0.10.0", "1.0.0", "1.2.3", "1.2.10", "2.0.0"]
    assert sorted(ordered, key=numbers.parts) == sorted(ordered, key=numbers.number) == ordered


@pytest.mark.parametrize(
    "odd",
    ["", "1", "1.2", "1.2.3.4", "1.2.x", "01.2.3", "1.2.1000", "-1.2.3", " 1.2.3", "1.2.3\n", "१.२.३", "1.2.3rc1"],
)
def test_nothing_else_is_a_version(odd: str) -> None:
    with pytest.raises(ValueError, match="not a version"):
        numbers.parts(odd)
    assert numbers.number(odd) == 0


@pytest.mark.parametrize("odd", [0, -1, 1000**3, -(1 << 31)])
def test_no_other_number_names_a_version(odd: int) -> None:
    assert numbers.text(odd) == ""


def test_this_program_has_a_version_that_can_be_noted() -> None:
    assert OWN > 0


# --- the mark -------------------------------------------------------------------------------------------


def test_a_new_workspace_bears_the_mark_and_so_do_its_backups(built: Built, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    store.create(tmp_path / "new", built.unlocked)  # nobody has opened it yet
    assert schema_state.in_folder(tmp_path / "new", built.unlocked) == (store.SCHEMA_VERSION, OWN)
    assert execute(built, "PRAGMA user_version") == (OWN,)
    made = backup_files.copy(built.folder, built.unlocked, tmp_path / "kept", now=NOW)
    conn = connection.connect(made.path / store.DATABASE, built.unlocked.database_key_hex(), immutable=True)
    assert schema_state.of(conn) == (store.SCHEMA_VERSION, OWN)
    conn.close()


def test_an_older_workspace_bears_it_after_the_upgrade(tmp_path: Path) -> None:
    folder = unpack(RELEASED[0], tmp_path / "desk")
    unlocked = keyring.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    assert schema_state.in_folder(folder, unlocked) == ("0001", 0)
    opened = store.open_workspace(folder, unlocked, writer=True)
    upgraded = opened.upgraded
    opened.close()
    assert schema_state.in_folder(folder, unlocked) == (store.SCHEMA_VERSION, OWN)
    assert upgraded is not None
    assert schema_state.in_folder(upgraded, unlocked) == ("0001", 0)


def test_one_from_before_there_were_marks_is_marked_by_the_first_writer(built: Built) -> None:
    execute(built, "PRAGMA user_version = 0")
    built.open(writer=False).close()
    assert execute(built, "PRAGMA user_version") == (0,)
    opened = built.open()
    assert opened.upgraded is None
    opened.close()
    assert execute(built, "PRAGMA user_version") == (OWN,)
    assert verify.verify_folder(built.folder, built.unlocked) == []


def test_a_mark_stays_whoever_opens_it(built: Built) -> None:
    execute(built, f"PRAGMA user_version = {numbers.number('7.8.9')}")  # a newer program of the same schema made it
    built.open().close()
    assert execute(built, "PRAGMA user_version") == (numbers.number("7.8.9"),)


# --- the refusal ----------------------------------------------------------------------------------------


def test_the_version_that_is_needed_is_named_and_nothing_altered(built: Built) -> None:
    execute(built, *by_newer())
    held = {path: path.read_bytes() for path in built.folder.rglob("*") if path.is_file()}
    for act in (
        lambda: built.open(),
        lambda: built.open(writer=False),
        lambda: verify.verify_folder(built.folder, built.unlocked),
    ):
        with pytest.raises(store.NewerWorkspace, match=r"Install version 7\.8\.9 or newer") as told:
            act()
        assert told.value.needs == "7.8.9"
        assert paths.VERSION in told.value.sentence
    assert {path: path.read_bytes() for path in built.folder.rglob("*") if path.is_file()} == held


@pytest.mark.parametrize("mark", [0, OWN, OWN - 1, -5])
def test_a_mark_that_cannot_be_right_names_no_version(built: Built, mark: int) -> None:
    execute(built, by_newer()[0], f"PRAGMA user_version = {mark}")
    with pytest.raises(store.NewerWorkspace, match="Install the newer program") as told:
        built.open()
    assert told.value.needs == ""


def test_a_newer_programs_backup_names_it_too(built: Built, tmp_path: Path) -> None:
    made = backup_files.copy(built.folder, built.unlocked, tmp_path / "kept", now=NOW)
    execute(built, *by_newer(), folder=made.path)
    for suffix in ("-wal", "-shm"):
        (made.path / f"{store.DATABASE}{suffix}").unlink(missing_ok=True)
    held = built.database.read_bytes()
    with pytest.raises(store.NewerWorkspace, match=r"7\.8\.9"):
        backups.restore(made.path, built.folder, built.unlocked, now=NOW)
    assert built.database.read_bytes() == held


def test_the_command_line_says_it_with_code_3(copied: Callable[..., Path], door: Door) -> None:
    folder = copied()
    unlocked = keyring.unlock(folder, "", PASSPHRASE)
    conn = connection.connect(folder / store.DATABASE, unlocked.database_key_hex())
    for statement in by_newer():
        conn.execute(statement)
    conn.close()
    for words in (("list", folder), ("log", folder, "--group", "CN", "--title", "x", "--lead-in", "NCB-IN")):
        ran = door(*words)
        assert (ran.code, ran.out) == (errors.Environment.exit_code, "")
        assert "Install version 7.8.9 or newer" in ran.err


def test_a_database_that_takes_no_mark_today_opens_all_the_same(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute(built, "PRAGMA user_version = 0")
    monkeypatch.setattr(schema_state, "program_mark", lambda: "INSERT INTO nowhere VALUES (1)")
    built.open().close()
    assert execute(built, "PRAGMA user_version") == (0,)


def test_the_command_line_tells_of_an_upgrade_once(tmp_path: Path, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = unpack(RELEASED[0], tmp_path / "desk")
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", OTHER_PASSPHRASE)
    # Refused for want of an agency, but it opens the workspace to write.
    words = ("officers", folder, "add", "Meera Iyer", "--agency", "NONE")
    ran = door(*words)
    assert f"Version {paths.VERSION} upgraded the workspace" in ran.err
    assert "before-upgrade-" in ran.err
    assert "upgraded" not in door(*words).err


def test_a_copy_of_the_workspace_keeps_the_mark(built: Built, tmp_path: Path) -> None:
    shutil.copytree(built.folder, tmp_path / "copy")
    assert schema_state.in_folder(tmp_path / "copy", built.unlocked)[1] == OWN
