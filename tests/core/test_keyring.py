from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from argon2 import low_level

from hsdclient import errors, keyring
from hsdclient.keyring import (
    Cost,
    Unlocked,
    WrongPassphrase,
    WrongRecoveryCode,
)

CHEAP = Cost(128, 1, 1)
NAME, PASS = "Asha Verma", "correct horse battery staple"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Unlocked, str]:
    folder = tmp_path_factory.mktemp("made")
    unlocked, code = keyring.create(folder, NAME, PASS, cost=CHEAP)
    return folder, unlocked, code


@pytest.fixture
def desk(tmp_path: Path, made: tuple[Path, Unlocked, str]) -> tuple[Path, Unlocked, str]:
    folder, unlocked, code = made
    keyring.copy_to(folder, tmp_path)
    return tmp_path, unlocked, code


def test_name_and_passphrase_open_the_same_key(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, code = desk
    again = keyring.unlock(folder, NAME, PASS)
    assert again == unlocked
    assert keyring.unlock_by_recovery(folder, code.lower()).master == unlocked.master
    assert keyring.workspace_id(folder) == unlocked.workspace_id
    assert keyring.check(folder) == []


def test_the_name_is_compared_as_people_mean_it(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, _code = desk
    for name in ("asha verma", "  ASHA   VERMA ", "\uff21sha Verma"):
        assert keyring.slot_of(folder, name) == unlocked.slot_id
    assert not keyring.has_slot(folder, "Asha Varma")
    assert keyring.login_digest("id", "Groß") == keyring.login_digest("id", "GROSS")
    assert keyring.login_digest("id", NAME) != keyring.login_digest("other id", NAME)


def test_hindi_opens_in_nfc_and_nfd(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, _code = desk
    name, words = "ऩेहा क़मर", "ऩदी ऱात ऴ"  # letters that NFC composes
    assert unicodedata.normalize("NFC", words) != unicodedata.normalize("NFD", words)
    keyring.add(
        folder, unlocked, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", words), cost=CHEAP
    )
    opened = keyring.unlock(folder, unicodedata.normalize("NFD", name), unicodedata.normalize("NFC", words))
    assert opened.master == unlocked.master


@pytest.mark.parametrize(("name", "words"), [(NAME, "wrong"), ("Nobody", PASS), ("", ""), (NAME, "\ud800\0")])
def test_wrong_name_and_wrong_passphrase_are_one_refusal(
    desk: tuple[Path, Unlocked, str], name: str, words: str
) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        keyring.unlock(desk[0], name, words)
    assert caught.value.field == "passphrase"
    assert caught.value.exit_code == 1


def test_an_unknown_name_costs_the_same_derivation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.create(tmp_path, NAME, PASS, cost=Cost(1024, 2, 1))
    derived: list[tuple[object, ...]] = []
    real = low_level.hash_secret_raw

    def seen(secret: bytes, salt: bytes, *cost: Any) -> bytes:
        derived.append(cost)
        return real(secret, salt, *cost)

    monkeypatch.setattr(low_level, "hash_secret_raw", seen)
    for name in (NAME, "Nobody"):
        with pytest.raises(WrongPassphrase):
            keyring.unlock(tmp_path, name, "wrong")
    assert derived[0] == derived[1]
    assert len(derived) == 2


def test_the_file_holds_no_name_no_passphrase_and_no_key(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, code = desk
    raw = (folder / "keyring.json").read_bytes().lower()
    for word in (b"asha", b"verma", b"horse", unlocked.master.hex().encode(), code.lower().encode()):
        assert word not in raw
    assert unlocked.master.hex() not in repr(unlocked)
    assert str(unlocked.master) not in repr(unlocked)
    if os.name == "posix":
        assert (folder / "keyring.json").stat().st_mode & 0o077 == 0


def test_sub_keys_differ_by_purpose_and_workspace(tmp_path: Path, made: tuple[Path, Unlocked, str]) -> None:
    unlocked = made[1]
    other = Unlocked("another", unlocked.slot_id, unlocked.master)
    keys = {unlocked.derive("database"), unlocked.derive("head"), other.derive("database"), unlocked.master}
    assert len(keys) == 4
    assert unlocked.database_key_hex() == unlocked.derive("database").hex()
    assert len(unlocked.database_key_hex()) == 64
    assert len(unlocked.derive("vault", 64)) == 64


def test_a_workspace_is_never_made_over_another(desk: tuple[Path, Unlocked, str]) -> None:
    folder = desk[0]
    before = (folder / "keyring.json").read_bytes()
    with pytest.raises(errors.Refused):
        keyring.create(folder, NAME, PASS, cost=CHEAP)
    (folder / "keyring.json").unlink()
    with pytest.raises(errors.Refused):  # one copy is a workspace too
        keyring.create(folder, NAME, PASS, cost=CHEAP)
    assert (folder / "keyring.copy.json").read_bytes() == before


@pytest.mark.parametrize(("name", "words", "field"), [(" ", PASS, "name"), (NAME, "", "passphrase")])
def test_empty_entries_are_refused(tmp_path: Path, name: str, words: str, field: str) -> None:
    with pytest.raises(errors.Refused) as caught:
        keyring.create(tmp_path / "new", name, words, cost=CHEAP)
    assert caught.value.field == field
    assert not (tmp_path / "new").exists()


def test_several_officers(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, _code = desk
    slot = keyring.add(folder, unlocked, "Second", "other words entirely", cost=CHEAP)
    second = keyring.unlock(folder, "second", "other words entirely")
    assert (second.slot_id, second.master) == (slot, unlocked.master)
    with pytest.raises(errors.Refused, match="in use"):
        keyring.add(folder, unlocked, " SECOND ", "x", cost=CHEAP)
    assert [info.kind for info in keyring.slots(folder)] == ["officer", "recovery", "officer"]
    keyring.remove(folder, unlocked, unlocked.slot_id)
    with pytest.raises(WrongPassphrase):
        keyring.unlock(folder, NAME, PASS)
    with pytest.raises(errors.Refused, match="last officer"):
        keyring.remove(folder, unlocked, slot)
    with pytest.raises(errors.Refused, match="no key"):
        keyring.remove(folder, unlocked, "unknown")
    recovery = next(info.slot_id for info in keyring.slots(folder) if info.kind == "recovery")
    with pytest.raises(errors.Refused, match="new one"):
        keyring.remove(folder, unlocked, recovery)
    keyring.unlock(folder, "Second", "other words entirely")


def test_change_keeps_the_slot_and_the_key(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, code = desk
    keyring.change(folder, unlocked, NAME, "a new one altogether", cost=CHEAP)
    assert keyring.unlock(folder, NAME, "a new one altogether") == unlocked
    with pytest.raises(WrongPassphrase):
        keyring.unlock(folder, NAME, PASS)
    assert keyring.unlock_by_recovery(folder, code).master == unlocked.master
    with pytest.raises(errors.Refused):
        keyring.change(folder, unlocked, "Nobody", "x", cost=CHEAP)


def test_a_new_recovery_code_ends_the_old_one(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, old = desk
    new = keyring.new_recovery(folder, unlocked, cost=CHEAP)
    assert keyring.unlock_by_recovery(folder, new).master == unlocked.master
    with pytest.raises(WrongRecoveryCode):
        keyring.unlock_by_recovery(folder, old)
    assert keyring.check(folder) == []


def test_a_key_of_another_workspace_changes_nothing(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, _code = desk
    with pytest.raises(errors.Bug):
        keyring.add(folder, Unlocked("other", "slot", unlocked.master), "x", "y", cost=CHEAP)


def test_too_little_memory_is_a_sentence(
    desk: tuple[Path, Unlocked, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def starved(*_args: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(low_level, "hash_secret_raw", starved)
    with pytest.raises(errors.Environment, match="MiB"):
        keyring.unlock(desk[0], NAME, PASS)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(errors.Environment):
        keyring.create(tmp_path / "file" / "workspace", NAME, PASS, cost=CHEAP)


def test_the_standard_cost_is_what_the_design_says() -> None:
    assert Cost(262144, 3, 4) == keyring.STANDARD
    assert keyring.STANDARD.acceptable()
    assert keyring.FLOOR_KIB == 64 * 1024
    with pytest.raises(errors.Bug):
        keyring._seal("w", b"k" * 32, b"s", "officer", "", Cost(1 << 21, 1, 1))


def test_cryptography_is_loaded_only_when_unlocking() -> None:
    """The unlock window paints before it (design.md, packaging.md: start-up)."""
    code = (
        "import sys; from hsdclient import keyring; early = {'cryptography', 'argon2'} & set(sys.modules);"
        "keyring.warm(); sys.exit(bool(early) or not {'cryptography', 'argon2'} <= set(sys.modules))"
    )
    root = Path(keyring.__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0
