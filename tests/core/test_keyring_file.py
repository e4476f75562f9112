from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
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
    torn = (folder / "keyring.json").read_bytes().replace(b"anything", b"anythink")
    with pytest.raises(ValueError, match="checksum"):  # damage is found in a newer format too
        keyring_file.parse(torn)
    rewritten(folder, lambda plain: plain.update(format=2, needs="0.1.0"))
    with pytest.raises(NewerFormat):
        keyring.workspace_id(folder)
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


def test_the_parameters_are_associated_data(desk: tuple[Path, Unlocked, str]) -> None:
    slot = keyring_file.load(desk[0]).slots[0]
    variants = [
        slot,
        replace(slot, cost=Cost(129, 1, 1)),
        replace(slot, cost=Cost(128, 2, 1)),
        replace(slot, cost=Cost(128, 1, 2)),
        replace(slot, salt=b"another salt 123"),
        replace(slot, kind="recovery"),
    ]
    assert len({variant.associated("id") for variant in variants} | {slot.associated("other")}) == 7


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
