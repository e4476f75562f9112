"""show, history, release, discard and recover of meetings, agreements, commitments, requests and contacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.commands.conftest import Door


@pytest.fixture
def told(door: Door, folder: Path) -> dict[str, str]:
    """One record of each noun: noun → reference."""
    made = {
        "meetings": door("meeting", folder, "--title", "Dialogue", "--start", "2024-02-28", "--partner-title",
                         "U.S. dialogue", "--partner-start", "2024-02-27", "--state", "held", "--from", "09:00").last,
        "agreements": door("agreement", folder, "--type", "letter", "--title", "Letter", "--signed", "2020-01-01").last,
        "commitments": door("commit", folder, "--round", "HSD-2024", "--text", "They resolved to act.").last,
        "requests": door("request", folder, "--title", "Records of a case", "--channel", "mlat", "--kind",
                         "legal_evidence").last,
        "contacts": door("contact", folder, "--side", "US", "--name", "Jordan Ames").last,
    }  # fmt: skip
    assert all(made.values())
    return made


@pytest.mark.parametrize("noun", ["meetings", "agreements", "commitments", "requests", "contacts"])
def test_a_record_is_shown_discarded_and_recovered(door: Door, folder: Path, told: dict[str, str], noun: str) -> None:
    ref = told[noun]
    said = {
        "meetings": "U.S. dialogue", "agreements": "1 Jan 2020", "commitments": "They resolved to act.",
        "requests": "Mutual legal assistance", "contacts": "Jordan Ames",
    }[noun]  # fmt: skip
    text = door("show", folder, ref)
    assert (text.code, said in text.out, text.out.startswith(ref)) == (0, True, True), text.err
    (plain,) = door("show", folder, ref.lower(), "--format", "json").json
    assert plain["ref"] == ref
    assert ref in str(door("history", folder, ref, "--format", "json").json)
    if noun == "meetings":
        stays = door("discard", folder, ref, "--reason", "Twice")
        assert (stays.code, told["commitments"] in stays.err) == (1, True)
        assert door("discard", folder, told["commitments"], "--reason", "Twice").code == 0
    assert door("discard", folder, ref, "--reason", "Twice").code == 0
    assert door("discard", folder, ref, "--reason", "Twice").code == 1
    assert "In the trash" in door("show", folder, ref).out
    assert door("recover", folder, ref).code == 0
    assert door("recover", folder, ref).code == 1


def test_both_clocks_and_both_sides_stand_in_what_is_shown(door: Door, folder: Path, told: dict[str, str]) -> None:
    out = door("show", folder, told["meetings"]).out
    assert "09:00 IST · 22:30 EST (-1 day)" in out
    assert "28 Feb 2024" in out
    assert "27 Feb 2024" in out


def test_a_record_is_released_with_its_parts(door: Door, folder: Path, told: dict[str, str]) -> None:
    ran = door("release", folder, told["agreements"], "--to", "US", "--with", "all")
    assert (ran.code, ran.err.count("released to US")) == (0, 3)
    assert door("show", folder, told["agreements"], "--format", "json").json[0]["released_to"] == ["US"]
    ran = door("release", folder, told["agreements"], "--to", "none")
    assert (ran.code, "released to" in ran.err) == (0, False)
    assert "Nothing differs" in door("release", folder, told["agreements"], "--to", "none").err


def test_what_is_not_there_and_what_is_of_two_kinds_is_refused(door: Door, folder: Path, told: dict[str, str]) -> None:
    for missing in ("COM-2020-0001", "HSD-1999", "AGR-1", "nonsense", "CN-2020-0001", "DOC-2020-0001"):
        for verb in (("show",), ("history",), ("discard", "--reason", "x"), ("recover",), ("release", "--to", "US")):
            assert door(verb[0], folder, missing, *verb[1:]).code == 1
    mixed = door("discard", folder, told["requests"], told["contacts"], "--reason", "x")
    assert mixed.code == 2
