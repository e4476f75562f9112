"""log, amend, progress, figure, release, discard, recover, undo by command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.commands.conftest import Door


def shown(door: Door, folder: Path, ref: str) -> dict:
    return door("show", folder, ref, "--format", "json").json[0]


def test_log_prints_the_reference_alone(door: Door, folder: Path) -> None:
    ran = door(
        "log", folder, "--group", "cn", "--title", "Lists", "--title-hi", "सूचियाँ", "--lead-in", "ncb-in",
        "--lead-us", "DEA", "--tags", "a, b", "--supporting", "DRI,FDA", "--reported-to", "CU", "--release", "IN,US",
        "--status", "in progress", "--rag", "Amber", "--reason", "Waiting.", "--next", "Ask again.",
        "--priority", "High", "--marking", "CUI//SP-INV", "--start", "2026-01-01", "--due", "2090-01-01",
    )  # fmt: skip
    assert (ran.code, ran.out) == (0, ran.last + "\n"), ran.err
    assert ran.last.startswith("CN-")
    card = shown(door, folder, ran.last)
    assert card["ref"] == ran.last
    assert card["title_hi"] == "सूचियाँ"
    assert card["tags"] == ["a", "b"]
    assert card["supporting"] == ["DRI", "FDA"]
    assert card["reported_to"] == ["CU"]
    assert card["priority"] == "high"
    assert card["releases"] == {"IN": ["record"], "US": ["record"]}
    own = card["sides"]["IN"]
    assert (own["status"], own["rag"], own["reason"], own["next_step"]) == (
        "in_progress", "amber", "Waiting.", "Ask again.",
    )  # fmt: skip


def test_a_title_that_exists_is_a_note_not_a_refusal(door: Door, folder: Path, ref: str) -> None:
    again = door("log", folder, "--group", "CN", "--title", "Weekly lists", "--lead-in", "NCB-IN")
    assert again.code == 0
    assert ref in again.err
    assert again.out.strip() != ref


def test_amend_changes_only_what_is_named(door: Door, folder: Path, ref: str) -> None:
    ran = door("amend", folder, ref, "title=New title", "tags=x,y", "third-party=yes", "lead-us=FDA")
    assert (ran.code, ran.out) == (0, ""), ran.err
    card = shown(door, folder, ref)
    assert card["title_en"] == "New title"
    assert card["tags"] == ["x", "y"]
    assert card["third_party"] is True
    assert card["sides"]["US"]["lead"] == "FDA"
    assert card["sides"]["IN"]["due"] == "2090-06-30"


def test_a_due_date_moves_with_a_reason_only(door: Door, folder: Path, ref: str) -> None:
    assert door("amend", folder, ref, "due=2091-01-01").code == 1
    assert door("amend", folder, ref, "due=2091-01-01", "--reason", "Later.").code == 0
    (move,) = shown(door, folder, ref)["due_moves"]
    assert (move["old"], move["new"], move["reason"]) == ("2090-06-30", "2091-01-01", "Later.")


def test_amend_red_takes_the_reason_given(door: Door, folder: Path, ref: str) -> None:
    assert door("amend", folder, ref, "rag=red").code == 1
    assert door("amend", folder, ref, "rag=red", "--reason", "No answer.").code == 0
    assert shown(door, folder, ref)["sides"]["IN"]["reason"] == "No answer."


def test_amend_of_nothing_says_so(door: Door, folder: Path, ref: str) -> None:
    ran = door("amend", folder, ref, "title=Weekly lists")
    assert ran.code == 0
    assert "Nothing differs" in ran.err


@pytest.mark.parametrize("change", ["title", "nonsense=1", "release=US", "=x", "third_party=perhaps"])
def test_a_change_that_is_not_field_value_is_usage(door: Door, folder: Path, ref: str, change: str) -> None:
    ran = door("amend", folder, ref, change)
    assert ran.code == 2
    assert ran.err


def test_progress_of_both_sides_and_a_correction(door: Door, folder: Path, ref: str) -> None:
    assert door("progress", folder, ref, "--text", "Begun.", "--status", "agreed", "--rag", "green").code == 0
    assert door("progress", folder, ref, "--text", "Heard.", "--side", "us", "--status", "in progress",
                "--source", "Letter").code == 0  # fmt: skip
    card = shown(door, folder, ref)
    assert card["sides"]["IN"]["status"] == "agreed"
    assert card["sides"]["US"]["status"] == "in_progress"
    assert card["sides"]["US"]["source"] == "Letter"
    first = next(entry["key"] for entry in card["progress"] if entry["text"] == "Begun.")
    corrected = door("progress", folder, ref, "--text", "Begun on Monday.", "--corrects", first, "--release", "US")
    assert corrected.code == 0, corrected.err
    card = shown(door, folder, ref)
    newest = next(entry for entry in card["progress"] if entry["corrects"] == first)
    assert newest["text"] == "Begun on Monday."
    assert card["entry_releases"] == {str(newest["key"]): ["US"]}


def test_kilograms_and_grams_are_converted(door: Door, folder: Path, ref: str) -> None:
    assert door("figure", folder, ref, "seized-qty", "1400", "g", "--detail", "ephedrine").code == 0
    assert door("figure", folder, ref, "SEIZED-QTY", "1.5", "kg", "--detail", "ephedrine", "--side", "US").code == 0
    figures = shown(door, folder, ref)["figures"]
    assert {(f["side"], f["value"], f["unit"], f["in_base_unit"]) for f in figures} == {
        ("IN", "1400", "g", "1.4"), ("US", "1.5", "kg", "1.5"),
    }  # fmt: skip


def test_release_with_all_and_back(door: Door, folder: Path, ref: str) -> None:
    ran = door("release", folder, ref, "--to", "US", "--with", "all")
    assert ran.code == 0
    assert "Description" in ran.err
    assert "description" in shown(door, folder, ref)["releases"]["US"]
    assert door("release", folder, ref, "--to", "none").code == 0
    assert shown(door, folder, ref)["releases"] == {}


def test_release_says_why_a_record_stays_out(door: Door, folder: Path, ref: str) -> None:
    door("amend", folder, ref, "third_party=yes")
    ran = door("release", folder, ref, "--to", "US")
    assert "permission" in ran.err


def test_discard_and_recover(door: Door, folder: Path, ref: str) -> None:
    assert door("discard", folder, ref, "--reason", " ").code == 1
    assert door("discard", folder, ref, "--reason", "Twice.").code == 0
    assert door("discard", folder, ref, "--reason", "Twice.").code == 1
    assert door("list", folder, "--format", "json").json == []
    assert [row["ref"] for row in door("list", folder, "--trash", "--format", "json").json] == [ref]
    assert door("progress", folder, ref, "--text", "In the trash").code == 1
    assert door("recover", folder, ref).code == 0
    assert door("recover", folder, ref).code == 1
    fresh = door("log", folder, "--group", "CN", "--title", "Next", "--lead-in", "NCB-IN").last
    assert fresh != ref


def test_undo_takes_back_the_last_act(door: Door, folder: Path, ref: str) -> None:
    door("amend", folder, ref, "title=Changed")
    ran = door("undo", folder)
    assert ran.code == 0, ran.err
    assert "Joint action amended" in ran.err
    assert shown(door, folder, ref)["title_en"] == "Weekly lists"
    assert door("undo", folder).code == 0
    assert [row["ref"] for row in door("list", folder, "--trash", "--format", "json").json] == [ref]
    assert door("undo", folder).code == 1
