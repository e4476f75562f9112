"""`search`: hits as text, JSON and CSV; phrases and filters as a shell gives them; what cannot be meant is said."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.core.commands.conftest import Door


@pytest.fixture
def letter(door: Door, folder: Path, ref: str, tmp_path: Path) -> str:
    """The reference of a letter attached to the one action of `folder`."""
    file = tmp_path / "Letter.txt"
    file.write_text("The consignment was seen near Nhava Sheva. पूर्ववर्ती रसायनों की सूची।\n", encoding="utf-8")
    ran = door("attach", folder, ref, file, "--type", "letter", "--marking", "TLP:GREEN", "--date", "2026-02-03")
    assert ran.code == 0, ran.err
    return ran.last


def test_json_holds_reference_noun_page_and_surroundings(door: Door, folder: Path, ref: str, letter: str) -> None:
    ran = door("search", folder, "रसायनों", "--format", "json")
    assert ran.code == 0
    (hit,) = ran.json
    assert (hit["ref"], hit["noun"], hit["type"], hit["page"]) == (letter, "document", "letter", 1)
    assert (hit["group"], hit["marking"], hit["dated"]) == ("CN", "TLP:GREEN", "2026-02-03")
    assert "रसायनों की सूची" in hit["snippet"]
    (action,) = door("search", folder, "weekly", "--format", "json").json
    assert (action["ref"], action["noun"], action["page"]) == (ref, "action", None)


def test_a_quoted_word_of_the_shell_is_a_phrase(door: Door, folder: Path, letter: str) -> None:
    assert letter in door("search", folder, "seen near", "group:cn").out
    assert letter not in door("search", folder, "near seen").out
    assert letter in door("search", folder, "type:letter", "nhava").out
    assert letter not in door("search", folder, "type:note verbale", "nhava").out


def test_a_whole_question_in_one_word_of_the_shell(door: Door, folder: Path, letter: str) -> None:
    assert letter in door("search", folder, "type:letter group:CN after:2026-02").out
    assert letter in door("search", folder, "sheva type:letter").out
    assert letter in door("search", folder, "type:letter near sheva").out
    assert letter not in door("search", folder, "type:letter group:CU").out


def test_words_in_title_and_contents_find_the_document(door: Door, folder: Path, letter: str) -> None:
    assert door("describe", folder, letter, "--title", "Observation report").code == 0
    assert letter in door("search", folder, "observation", "nhava").out


def test_text_and_csv(door: Door, folder: Path, letter: str) -> None:
    ran = door("search", folder, "nhava", "sheva")
    assert ran.out.splitlines()[1].split()[:3] == [letter, "document", "1"]
    assert "1 found" in ran.err
    rows = list(csv.DictReader(io.StringIO(door("search", folder, "nhava", "--format", "csv").out)))
    assert [row["ref"] for row in rows] == [letter]


def test_nothing_found_and_nothing_asked(door: Door, folder: Path, letter: str) -> None:
    ran = door("search", folder, "nhav")
    assert (ran.code, ran.out) == (0, "")
    assert "precurs*" in ran.err
    assert letter in door("search", folder, "nhav*").out
    assert door("search", folder, "nhava", "--format", "json", "group:XX").json == []
    ran = door("search", folder, "…")
    assert (ran.code, ran.out) == (1, "")
    assert "Give a word" in ran.err
    assert "There is no type “lettre”" in door("search", folder, "type:lettre").err
    assert "There is no group “XX” in this workspace" in door("search", folder, "nhava", "group:XX").err


def test_the_limit_is_kept_and_said(door: Door, folder: Path, ref: str, letter: str) -> None:
    ran = door("search", folder, "noun:action,document", "--limit", "1")
    assert [line.split()[0] for line in ran.out.splitlines()[1:]] == [letter]
    assert "--limit shows more" in ran.err
    assert len(door("search", folder, "noun:action,document", "--format", "json").json) == 2
