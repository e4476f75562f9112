"""Whatever was done to a blob is noticed before a byte of it is handed out; copies and shelves."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hsdclient import clock, errors, vault
from hsdclient.vault import CHUNK, Vault, blob
from tests.core.vault.blobs import UNLOCKED, content, files, flip, put

# --- what was done to a blob --------------------------------------------------------------------------


def test_every_flipped_byte_is_noticed(kept: Vault, tmp_path: Path) -> None:
    stored = put(kept, content(90))
    path = kept.path_of(stored.name)
    sound = path.read_bytes()
    for place in range(len(sound)):
        flip(path, place)
        with pytest.raises(errors.Environment):
            kept.read(stored.sha256)
        assert kept.check(stored.sha256, 90, deep=False) == "changed", place
        path.write_bytes(sound)
    assert kept.read(stored.sha256) == content(90)


def test_a_late_chunk_is_noticed_by_the_deep_look_and_by_every_reader(kept: Vault, tmp_path: Path) -> None:
    size = 3 * CHUNK
    stored = put(kept, content(size))
    flip(kept.path_of(stored.name), vault.cipher_size(size) - 100)
    assert kept.check(stored.sha256, size, deep=False) == ""
    assert kept.check(stored.sha256, size, deep=True) == "changed"
    with pytest.raises(vault.Damaged):
        kept.copy_out(stored.sha256, tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]
    whole = kept.chunks(stored.sha256)
    assert next(whole) + next(whole) == content(2 * CHUNK)
    with pytest.raises(vault.Damaged):
        next(whole)


@pytest.mark.parametrize("cut", [1, 17, CHUNK + 17, 2 * CHUNK, 3 * CHUNK])
def test_a_cut_blob_is_truncated(kept: Vault, cut: int) -> None:
    size = 3 * CHUNK
    stored = put(kept, content(size))
    os.truncate(kept.path_of(stored.name), vault.cipher_size(size) - cut)
    assert kept.check(stored.sha256, size, deep=False) == "truncated"
    assert kept.examine(stored.name, None, deep=False) == "truncated"
    with pytest.raises(vault.Damaged):
        kept.read(stored.sha256)


def test_a_longer_one_is_changed(kept: Vault) -> None:
    stored = put(kept, content(500))
    with kept.path_of(stored.name).open("ab") as stream:
        stream.write(b"\0")
    assert kept.check(stored.sha256, 500, deep=False) == "changed"
    with pytest.raises(vault.Damaged):
        kept.read(stored.sha256)


def test_swapped_blobs_are_noticed_before_a_byte_is_handed_out(kept: Vault) -> None:
    one, two = put(kept, content(2 * CHUNK)), put(kept, content(2 * CHUNK)[::-1])
    first, second = kept.path_of(one.name), kept.path_of(two.name)
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)
    for stored in (one, two):
        assert kept.check(stored.sha256, stored.size, deep=False) == "changed"
        with pytest.raises(vault.Damaged):
            next(kept.chunks(stored.sha256))


def test_chunks_in_another_order_do_not_verify(kept: Vault) -> None:
    stored = put(kept, content(3 * CHUNK))
    path = kept.path_of(stored.name)
    data, step = path.read_bytes(), CHUNK + 17
    start = len(data) - 3 * step
    path.write_bytes(data[:start] + data[start + step : start + 2 * step] + data[start : start + step] + data[-step:])
    with pytest.raises(vault.Damaged):
        next(kept.chunks(stored.sha256))


def test_a_stream_that_does_not_say_it_ended_is_damaged(kept: Vault) -> None:
    stored = put(kept, content(500))
    with kept.path_of(stored.name).open("w+b") as target:
        sealer = blob.Sealer(kept._keys, target)
        sealer.add(content(500), last=False)
        sealer.finish(stored.name)
    with pytest.raises(vault.Damaged):
        kept.read(stored.sha256)


@pytest.mark.parametrize("kind", ["gone", "folder", "link", "pipe"])
def test_what_is_not_there(kept: Vault, tmp_path: Path, kind: str) -> None:
    stored = put(kept, content(500))
    path = kept.path_of(stored.name)
    path.rename(tmp_path / "moved")
    {
        "gone": lambda: None,
        "folder": path.mkdir,
        "link": lambda: path.symlink_to(tmp_path / "moved"),
        "pipe": lambda: os.mkfifo(path),
    }[kind]()
    assert kept.check(stored.sha256, 500, deep=True) == ("missing" if kind == "gone" else "changed")
    with pytest.raises(vault.Missing if kind == "gone" else vault.Damaged):
        kept.read(stored.sha256)


def test_a_newer_programs_blob_is_no_damage(kept: Vault) -> None:
    stored = put(kept, content(500))
    path = kept.path_of(stored.name)
    path.write_bytes(b"HSDBLOB\x02" + path.read_bytes()[8:])
    with pytest.raises(errors.Environment, match="newer program") as told:
        kept.read(stored.sha256)
    assert not isinstance(told.value, vault.Damaged)


# --- copies out ---------------------------------------------------------------------------------------


def test_a_copy_never_replaces_unless_told(kept: Vault, tmp_path: Path) -> None:
    stored = put(kept, content(500))
    dest = tmp_path / "copy"
    dest.write_bytes(b"mine")
    with pytest.raises(errors.Refused, match="already"):
        kept.copy_out(stored.sha256, dest)
    assert dest.read_bytes() == b"mine"
    kept.copy_out(stored.sha256, dest, overwrite=True)
    assert dest.read_bytes() == content(500)
    assert dest.stat().st_mode & 0o077 == 0
    with pytest.raises(errors.Environment, match="could not be written"):
        kept.copy_out(stored.sha256, tmp_path / "no" / "copy")


def test_a_copy_that_is_cancelled_leaves_nothing(kept: Vault, tmp_path: Path) -> None:
    stored = put(kept, content(3 * CHUNK))
    told: list[int] = []
    with pytest.raises(vault.Cancelled):
        kept.copy_out(stored.sha256, tmp_path / "copy", told=told.append, cancelled=lambda: bool(told))
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]


# --- shelves ------------------------------------------------------------------------------------------


def test_a_backups_blob_is_adopted(kept: Vault, tmp_path: Path) -> None:
    stored = put(kept, content(2 * CHUNK))
    (tmp_path / "backup").mkdir()
    other = Vault(tmp_path / "backup", UNLOCKED)
    other.adopt(stored.name, kept.path_of(stored.name))
    assert other.read(stored.sha256) == content(2 * CHUNK)
    assert files(other) == [other.path_of(stored.name)]
    assert other.fits(stored.name, stored.size)
    assert not other.fits(stored.name, stored.size + 1)
    os.truncate(other.path_of(stored.name), CHUNK)
    assert not other.fits(stored.name, stored.size)
    assert not other.fits("0" * 64, stored.size)
    other.adopt(stored.name, kept.path_of(stored.name))  # over the damaged one
    assert other.read(stored.sha256) == content(2 * CHUNK)


def test_only_a_sound_blob_of_that_name_is_adopted(kept: Vault, tmp_path: Path) -> None:
    stored, two = put(kept, content(2 * CHUNK)), put(kept, content(7))
    (tmp_path / "backup").mkdir()
    other = Vault(tmp_path / "backup", UNLOCKED)
    with pytest.raises(vault.Damaged):
        other.adopt(stored.name, kept.path_of(two.name))
    flip(kept.path_of(stored.name), 2 * CHUNK)
    with pytest.raises(vault.Damaged):
        other.adopt(stored.name, kept.path_of(stored.name))
    with pytest.raises(vault.Missing):
        other.adopt(stored.name, tmp_path / "nothing")
    assert files(other) == []


def test_what_is_no_blob_is_told_apart(kept: Vault) -> None:
    stored = put(kept, content(7))
    (kept.folder / ".0011.part").touch()
    (kept.folder / "notes.txt").touch()
    (kept.folder / "zz").mkdir()
    shelf = kept.path_of(stored.name).parent
    (shelf / ("0" * 64 if not stored.name.startswith("00") else "1" * 64)).touch()
    (shelf / "x").touch()
    assert list(kept.names()) == [stored.name]
    assert len(list(kept.strays())) == 4
    kept.discard_parts()
    assert not (kept.folder / ".0011.part").exists()
    assert list(kept.names()) == [stored.name]


def test_removal_spares_what_was_asked_for_again(kept: Vault) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with clock.at(noon):
        stored = put(kept, content(7))
    assert kept.age_of(stored.name) == noon
    assert not kept.remove(stored.name, placed_before=noon)
    with clock.at(noon + timedelta(days=40)):
        put(kept, content(7))
    assert not kept.remove(stored.name, placed_before=noon + timedelta(days=39))
    assert kept.remove(stored.name, placed_before=noon + timedelta(days=41))
    assert kept.age_of(stored.name) is None
    assert not kept.remove(stored.name)


def test_many_are_adopted_together_and_the_bad_ones_named(
    kept: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = [put(kept, content(700 + number)) for number in range(6)]
    (tmp_path / "backup").mkdir()
    other = Vault(tmp_path / "backup", UNLOCKED)
    flip(kept.path_of(stored[0].name), 300)
    kept.path_of(stored[1].name).unlink()
    real = shutil.copyfile

    def unreadable(source: Path, dest: Path) -> object:
        if source.name == stored[2].name:
            raise OSError(5, "Input/output error")
        return real(source, dest)

    monkeypatch.setattr(shutil, "copyfile", unreadable)
    wrong = other.adopt_all({one.name: kept.path_of(one.name) for one in stored})
    assert wrong == {stored[0].name: "changed", stored[1].name: "missing", stored[2].name: "changed"}
    assert set(other.names()) == {one.name for one in stored[3:]}
    assert len(files(other)) == 3
    assert all(other.check(one.sha256, one.size, deep=True) == "" for one in stored[3:])
