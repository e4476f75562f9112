from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import errors, settings


def test_without_a_file_the_defaults_are_in_force(tmp_path: Path) -> None:
    found = settings.load(tmp_path)
    assert found.problem is None
    assert [found.get(setting.key) for setting in settings.SETTINGS] == [s.default for s in settings.SETTINGS]
    assert (found.get("theme"), found.get("idle_lock_minutes"), found.get("paper")) == ("system", 10, "a4")


def test_every_default_is_acceptable_and_every_setting_has_a_label() -> None:
    for setting in settings.SETTINGS:
        assert setting.accepts(setting.default), setting.key
        assert setting.label
    assert len({setting.key for setting in settings.SETTINGS}) == len(settings.SETTINGS)


def test_values_are_kept(tmp_path: Path) -> None:
    changed = settings.load(tmp_path).with_value("theme", "dark").with_value("text_scale", 150)
    settings.save(changed.with_workspace(tmp_path / "desk"), tmp_path)
    again = settings.load(tmp_path)
    assert (again.get("theme"), again.get("text_scale")) == ("dark", 150)
    assert again.get("last_workspace") == str(tmp_path / "desk")
    assert again.get("recent_workspaces") == (str(tmp_path / "desk"),)
    assert (tmp_path / settings.FILE).stat().st_mode & 0o777 == 0o600


def test_recent_workspaces_come_newest_first_without_doubles(tmp_path: Path) -> None:
    found = settings.Settings()
    for number in [*range(12), 9]:
        found = found.with_workspace(tmp_path / str(number))
    assert [Path(path).name for path in found.get("recent_workspaces")] == [
        "9",
        "11",
        "10",
        "8",
        "7",
        "6",
        "5",
        "4",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "blue"), ("theme", 1), ("text_scale", 79), ("text_scale", 201), ("text_scale", 100.0),
        ("text_scale", True), ("lock_on_suspend", 1), ("last_workspace", "a\0b"),
        ("last_workspace", "x" * 5000),
        ("recent_workspaces", "text"), ("recent_workspaces", [1]), ("recent_workspaces", ["x"] * 9),
    ],
)  # fmt: skip
def test_other_values_are_refused(key: str, value: object) -> None:
    with pytest.raises(errors.Refused) as caught:
        settings.Settings().with_value(key, value)
    assert caught.value.field == key


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        settings.Settings().get("colour")
    with pytest.raises(KeyError):
        settings.Settings().with_value("colour", 1)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 200_000, b" " * (2 << 20)])
def test_a_damaged_file_gives_defaults_and_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / settings.FILE).write_bytes(data)
    found = settings.load(tmp_path)
    assert found.problem
    assert found.get("theme") == "system"
    settings.save(found.with_value("theme", "light"), tmp_path)
    assert settings.load(tmp_path).problem is None


@given(st.dictionaries(st.sampled_from([s.key for s in settings.SETTINGS]), st.one_of(
    st.none(), st.integers(), st.text(max_size=5), st.booleans(), st.lists(st.text(max_size=3), max_size=3)
)))  # fmt: skip
def test_a_value_of_the_wrong_kind_gives_its_default_only(tmp_path: Path, values: dict[str, object]) -> None:
    (tmp_path / settings.FILE).write_text(json.dumps({**values, "unknown": 1, "paper": "letter"}))
    found = settings.load(tmp_path)
    assert found.problem is None
    assert found.get("paper") == "letter"
    assert all(setting.accepts(found.get(setting.key)) for setting in settings.SETTINGS)


def test_a_full_disk_is_a_sentence_and_keeps_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(settings.Settings().with_value("theme", "dark"), tmp_path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(errors.Environment, match="No space"):
            settings.save(settings.Settings(), tmp_path)
    assert settings.load(tmp_path).get("theme") == "dark"
