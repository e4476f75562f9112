from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from argon2 import low_level
from hypothesis import given, settings
from hypothesis import strategies as st

from hsdclient import errors, keyring, keyring_file
from hsdclient.keyring import (
    Cost,
    DamagedKeyFile,
    MissingKeyFile,
    NewerFormat,
    Unlocked,
    WrongPassphrase,
    WrongRecoveryCode,
)

CHEAP = Cost(64, 1, 1)
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


def put(folder: Path, data: bytes) -> None:
    for name in keyring_file.NAMES:
        (folder / name).write_bytes(data)


def rewritten(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    """Both copies with `edit` applied and a right checksum, as an attacker or a later program writes them."""
    plain = json.loads((folder / "keyring.json").read_bytes())
    del plain["checksum"]
    edit(plain)

    def text(value: dict[str, Any]) -> bytes:
        return json.dumps(value, sort_keys=True, indent=1).encode() + b"\n"

    put(folder, text({**plain, "checksum": hashlib.sha256(text(plain)).hexdigest()}))


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


def test_hindi_opens_in_nfc_and_nfd(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, _code = desk
    name, words = "क़मर ज़ैदी", "फ़िर मिलेंगे क़रीब"
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


# Damage. Fixed rules: a damaged file is never reported as a wrong passphrase (rules.md, Keys).


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_any_flipped_bit_in_both_copies_is_a_damaged_key_file(
    made: tuple[Path, Unlocked, str], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    raw = bytearray((made[0] / "keyring.json").read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ValueError, match=r".*"):
        keyring_file.parse(bytes(raw))


def test_every_byte_of_both_copies_matters(desk: tuple[Path, Unlocked, str]) -> None:
    folder, _unlocked, _code = desk
    good = (folder / "keyring.json").read_bytes()
    for place in range(len(good)):
        bad = bytearray(good)
        bad[place] ^= 0x20
        with pytest.raises(ValueError, match=r".*"):
            keyring_file.parse(bytes(bad))
    put(folder, bytes(bad))
    with pytest.raises(DamagedKeyFile):
        keyring.unlock(folder, NAME, PASS)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text().map(str.encode), st.just(b"[" * 100_000)))
def test_any_bytes_are_damage_and_not_a_traceback(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        keyring_file.parse(data)


@pytest.mark.parametrize("name", keyring_file.NAMES)
@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "gone", "folder", "huge"])
def test_one_sound_copy_is_enough_and_mends_the_other(
    desk: tuple[Path, Unlocked, str], name: str, damage: str
) -> None:
    folder, unlocked, _code = desk
    path = folder / name
    good = path.read_bytes()
    if damage == "folder":
        path.unlink()
        path.mkdir()
    elif damage == "gone":
        path.unlink()
    else:
        bad = {
            "flip": b"#" + good[1:],
            "cut": good[: len(good) // 2],
            "empty": b"",
            "huge": good + b" " * (1 << 21),
        }
        path.write_bytes(bad[damage])
    assert len(keyring.check(folder)) == 1
    assert name in keyring.check(folder)[0]
    assert keyring.unlock(folder, NAME, PASS) == unlocked
    if damage == "folder":
        path.rmdir()
    keyring.change(folder, unlocked, NAME, "newer words", cost=CHEAP)
    assert keyring.check(folder) == []
    assert (folder / keyring_file.NAMES[0]).read_bytes() == (folder / keyring_file.NAMES[1]).read_bytes()


def test_mend_makes_the_copies_equal(desk: tuple[Path, Unlocked, str]) -> None:
    folder, _unlocked, _code = desk
    assert keyring.mend(folder) is False
    (folder / "keyring.copy.json").write_bytes(b"")
    assert keyring.mend(folder) is True
    assert keyring.check(folder) == []


def test_the_newer_of_two_sound_copies_counts(desk: tuple[Path, Unlocked, str]) -> None:
    folder, unlocked, _code = desk
    old = (folder / "keyring.json").read_bytes()
    keyring.change(folder, unlocked, NAME, "newer words", cost=CHEAP)
    (folder / "keyring.json").write_bytes(old)
    keyring.unlock(folder, NAME, "newer words")
    with pytest.raises(WrongPassphrase):
        keyring.unlock(folder, NAME, PASS)
    assert len(keyring.check(folder)) == 1


def test_copies_of_two_workspaces_are_not_mixed(desk: tuple[Path, Unlocked, str], tmp_path: Path) -> None:
    folder = desk[0]
    keyring.create(tmp_path / "other", NAME, PASS, cost=CHEAP)
    (folder / "keyring.copy.json").write_bytes((tmp_path / "other" / "keyring.json").read_bytes())
    with pytest.raises(DamagedKeyFile, match="different workspaces"):
        keyring.unlock(folder, NAME, PASS)


def test_missing_damaged_and_newer_are_three_things(desk: tuple[Path, Unlocked, str], tmp_path: Path) -> None:
    folder = desk[0]
    (tmp_path / "empty").mkdir()
    with pytest.raises(MissingKeyFile) as missing:
        keyring.unlock(tmp_path / "empty", NAME, PASS)
    assert missing.value.exit_code == 3
    rewritten(folder, lambda plain: plain.update(format=2, needs="3.1.0", body={"anything": "else"}))
    with pytest.raises(NewerFormat, match=r"3\.1\.0") as newer:
        keyring.unlock(folder, NAME, PASS)
    assert newer.value.needs == "3.1.0"
    rewritten(folder, lambda plain: plain.update(format=1, needs="9.0"))
    with pytest.raises(NewerFormat):
        keyring.workspace_id(folder)
    assert len(keyring.check(folder)) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("memory_kib", (1 << 20) + 1), ("memory_kib", 7), ("memory_kib", 10**30), ("memory_kib", 64.0),
        ("memory_kib", True), ("memory_kib", "64"), ("time", 11), ("time", 0), ("time", -1), ("lanes", 9),
        ("lanes", 0), ("salt", "00"), ("nonce", "zz"), ("sealed", ""), ("kind", "guest"), ("kdf", "none"),
        ("id", 5), ("extra", 1), ("login", None),
    ],
)  # fmt: skip
def test_parameters_out_of_bounds_are_damage_before_any_derivation(
    desk: tuple[Path, Unlocked, str], key: str, value: object
) -> None:
    folder = desk[0]
    rewritten(folder, lambda plain: plain["body"]["slots"][0].update({key: value}))
    with pytest.raises(DamagedKeyFile):
        keyring.unlock(folder, NAME, PASS)


@pytest.mark.parametrize(
    "edit",
    [
        lambda slots: slots[0].update(time=2),
        lambda slots: slots[0].update(made="2020-01-01T00:00:00.000Z"),
        lambda slots: slots[0].update(id="another"),
        lambda slots: slots[0].update(sealed=slots[2]["sealed"]),
        lambda slots: (slots[0].update(login=slots[2]["login"]), slots.pop(2)),
    ],
)
def test_a_slot_is_bound_to_its_place(
    desk: tuple[Path, Unlocked, str], edit: Callable[[list[dict[str, Any]]], object]
) -> None:
    """Associated data: workspace id, slot id, login and parameters (rules.md, Keys)."""
    folder, unlocked, _code = desk
    keyring.add(folder, unlocked, "Second", PASS, cost=CHEAP)
    rewritten(folder, lambda plain: edit(plain["body"]["slots"]))
    with pytest.raises(WrongPassphrase):
        keyring.unlock(folder, "Second" if len(keyring.slots(folder)) == 2 else NAME, PASS)


# Crashes and full disks: old or new, never neither.


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_failing_disk_leaves_old_or_new(
    desk: tuple[Path, Unlocked, str], monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    folder, unlocked, _code = desk
    real = getattr(os, call)
    counted = 0

    def failing(*args: Any, **named: Any) -> Any:
        nonlocal counted
        if call != "open" or args[1] & os.O_CREAT:
            counted += 1
            if counted == nth:
                raise OSError(28, "No space left on device")
        return real(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        if call == "replace" and nth == 2:  # the first copy is the new one already: the change has happened
            keyring.change(folder, unlocked, NAME, "newer words", cost=CHEAP)
            expected = "newer words"
        else:
            with pytest.raises(errors.Environment, match="No space"):
                keyring.change(folder, unlocked, NAME, "newer words", cost=CHEAP)
            expected = PASS
    keyring.unlock(folder, NAME, expected)
    assert sorted(path.name for path in folder.iterdir()) == sorted(keyring_file.NAMES)


def test_a_crash_between_the_copies_leaves_the_new_one(
    desk: tuple[Path, Unlocked, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, unlocked, _code = desk
    real = os.replace

    def crash(source: Path, target: Path) -> None:
        if Path(target).name == keyring_file.NAMES[1]:
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            keyring.change(folder, unlocked, NAME, "newer words", cost=CHEAP)
    keyring.unlock(folder, NAME, "newer words")
    assert keyring.mend(folder) is True
    assert keyring.check(folder) == []


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
