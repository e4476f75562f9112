"""list, show, history, groups, agencies, indicators; text, JSON, CSV; as of a day."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hsdclient import clock, founding, lock
from hsdclient.workspaces import Workspace
from tests.core.commands.conftest import Door
from tests.core.conftest import CHEAP, DRAFTS, PASSPHRASE


def at(day: str) -> datetime:
    return datetime.fromisoformat(day + "T06:00").replace(tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace that was there before anything is told."""
    with clock.at(at("2026-01-05")):
        return founding.create(tmp_path / "desk", DRAFTS["IN"], PASSPHRASE, cost=CHEAP).folder


@pytest.fixture
def told(door: Door, folder: Path) -> list[str]:
    """Three actions logged in 2026, one of them overdue by November."""
    with clock.at(at("2026-03-02")):
        refs = [
            door("log", folder, "--group", group, "--title", title, "--lead-in", lead, "--due", due).last
            for group, title, lead, due in (
                ("CN", "Precursor lists", "NCB-IN", "2026-10-01"),
                ("CU", "Container scanning", "CBIC", "2027-01-01"),
                ("CN", "नियंत्रित सुपुर्दगी", "DRI", "2026-12-15"),
            )
        ]
    with clock.at(at("2026-06-01")):
        assert door("progress", folder, refs[0], "--text", "Agreed in talks.", "--dated", "2026-04-01",
                    "--status", "agreed").code == 0  # fmt: skip
    return refs


def refs_of(door: Door, folder: Path, *words: str) -> list[str]:
    ran = door("list", folder, "--format", "json", *words)
    assert ran.code == 0, ran.err
    return [row["ref"] for row in ran.json]


def test_filters(door: Door, folder: Path, told: list[str]) -> None:
    first, second, third = told
    with clock.at(at("2026-11-22")):
        assert refs_of(door, folder) == [first, third, second]
        assert refs_of(door, folder, "--group", "CU") == [second]
        assert refs_of(door, folder, "--group", "CN,CU", "--status", "agreed") == [first]
        assert refs_of(door, folder, "--overdue") == [first]
        assert refs_of(door, folder, "--due-within", "30") == [third]
        assert refs_of(door, folder, "--lead", "dri") == [third]
        assert refs_of(door, folder, "--text", "scan") == [second]
        assert refs_of(door, folder, "--text", "talks") == [first]
        assert refs_of(door, folder, "--text", "सुपुर्दगी") == [third]
        assert refs_of(door, folder, "--text", '"*(') == []
        assert refs_of(door, folder, "--rag", "none", "--sort", "due") == [first, third, second]
        assert refs_of(door, folder, "--reason-missing") == [first]


def test_as_of_is_what_was_recorded_by_then(door: Door, folder: Path, told: list[str]) -> None:
    with clock.at(at("2026-11-22")):
        assert refs_of(door, folder, "--as-of", "2026-03-01") == []
        assert refs_of(door, folder, "--as-of", "2026-04-15", "--status", "agreed") == []
        assert refs_of(door, folder, "--as-of", "2026-06-01", "--status", "agreed") == told[:1]
        assert refs_of(door, folder, "--as-of", "2026-06-02", "--overdue") == []
        ran = door("show", folder, told[0], "--as-of", "2026-04-15", "--format", "json")
        assert "24:00 of 15 Apr 2026 (Asia/Kolkata)" in ran.err
        then = ran.json[0]
        assert then["progress"] == []
        assert then["sides"]["IN"]["status"] == "proposed"
        assert door("show", folder, told[0], "--as-of", "2026-03-01").code == 1


def test_text_counts_and_csv_is_raw(door: Door, folder: Path, told: list[str]) -> None:
    door("amend", folder, told[1], "title==SUM(A1)", "reason=late", "--reason", "x")
    with clock.at(at("2026-11-22")):
        text = door("list", folder, "--overdue")
        assert "1 of 3" in text.err
        assert "52 d, reason missing" in text.out
        rows = list(csv.DictReader(io.StringIO(door("list", folder, "--format", "csv").out)))
    assert [row["ref"] for row in rows] == [told[0], told[2], told[1]]
    assert rows[2]["title"] == "=SUM(A1)"
    assert door("list", folder, "--status", "withdrawn", "--format", "csv").out.startswith("ref,")


def test_show_has_both_sides_in_columns(door: Door, folder: Path, told: list[str]) -> None:
    door(
        "progress",
        folder,
        told[1],
        "--text",
        "Heard.",
        "--side",
        "US",
        "--status",
        "in progress",
        "--source",
        "Letter 7",
    )
    lines = door("show", folder, told[1]).out.splitlines()
    heading = next(line for line in lines if "India" in line and "United States (as received)" in line)
    status = next(line for line in lines if line.startswith("Status"))
    column = heading.index("United States")
    assert status[heading.index("India") :].startswith("Proposed")
    assert status[column:].startswith("In progress")
    assert any("Letter 7" in line for line in lines)


def test_history_says_from_what_to_what(door: Door, folder: Path, told: list[str]) -> None:
    door("amend", folder, told[0], "title=Other lists", "reason=late")
    ran = door("history", folder, told[0])
    assert ran.code == 0
    assert "Precursor lists → Other lists" in ran.out
    assert "Asha Rao" in ran.out
    newest = door("history", folder, told[0], "--format", "json").json[0]
    assert newest["ref"] == told[0]
    assert newest["sentence"] == "Joint action amended"


def test_reference_lists(door: Door, folder: Path, told: list[str]) -> None:
    groups = {row["code"]: row for row in door("groups", folder, "--format", "json").json}
    assert list(groups) == ["CN", "CU", "CT", "CY", "IM"]
    assert groups["CN"]["open"] == 2
    codes = [row["code"] for row in door("agencies", folder, "--side", "IN", "--format", "json").json]
    assert {"NCB-IN", "CBI-NCB"} <= set(codes)
    assert "DEA" not in codes
    stages = [row["code"] for row in door("indicators", folder, "--group", "IM", "--format", "json").json]
    assert stages == ["LISTED", "VERIFIED", "DOCUMENTED", "BOARDED", "ARRIVED"]
    for verb in ("groups", "agencies", "indicators"):
        assert door(verb, folder).out
        assert door(verb, folder, "--format", "csv").out.count("\n") > 4


def test_readers_never_need_the_lock(door: Door, folder: Path, told: list[str]) -> None:
    with lock.WorkspaceLock(folder):
        for words in (("list",), ("show", told[0]), ("history", told[0]), ("groups",), ("verify",)):
            assert door(words[0], folder, *words[1:]).code == 0


def test_a_writer_waits_then_says_who_holds_the_lock(
    door: Door, copied: Callable[..., Path], opened: Callable[..., Workspace]
) -> None:
    folder = copied("IN")
    opened(folder=folder)
    ran = door("log", folder, "--group", "CN", "--title", "x", "--lead-in", "NCB-IN", "--wait", "0.1")
    assert ran.code == 3
    assert "since" in ran.err
    assert "process" in ran.err
