"""Bad input (issue 2, "Bad input"): each is a sentence and an exit code, nothing changes, nothing is garbled."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.commands.conftest import Door

LOG = {"--group": "CN", "--title": "A title", "--lead-in": "NCB-IN", "--lead-us": "DEA"}
NFD = unicodedata.normalize("NFD", "क़ैदी ज़ब्त फ़ोन")

REFUSED: list[tuple[dict[str, str], str]] = [
    ({"--title": ""}, "title"),
    ({"--title": "   "}, "title"),
    ({"--title": "x" * 10_000}, "at most 300"),
    ({"--title": "bell \x07"}, "Character 6"),
    ({"--title": "nul \0"}, "Character 5"),
    ({"--title": "two\nlines"}, "line break"),
    ({"--title": "half \ud800"}, "UTF-8"),
    ({"--title-hi": "ह" * 10_000}, "at most 300"),
    ({"--description": "x" * 10_001}, "at most 10000"),
    ({"--description": "\x1b[31mred"}, "control character"),
    ({"--lead-in": "NCB"}, "CBI-NCB"),
    ({"--lead-in": "NCB"}, "NCB-IN"),
    ({"--lead-in": "XYZ"}, "no agency with the code XYZ"),
    ({"--lead-in": "NCB-IN\0"}, "control character"),
    ({"--lead-in": "DEA"}, "agency of US"),
    ({"--lead-in": "", "--lead-us": ""}, "owner"),
    ({"--supporting": "DRI,NCB"}, "CBI-NCB"),
    ({"--group": "ZZ"}, "no working group"),
    ({"--group": ""}, "working group"),
    ({"--reported-to": "QQ"}, "no working group"),
    ({"--due": "03/04/2024"}, "2024-04-03"),
    ({"--due": "03/04/2024"}, "2024-03-04"),
    ({"--due": "22 Nov 2090"}, "2090-11-22"),
    ({"--due": "20245-01-01"}, "20245"),
    ({"--due": "2024-02-30"}, "no day 30"),
    ({"--due": "soon"}, "not a date"),
    ({"--start": "2090-02-01", "--due": "2090-01-01"}, "before the start"),
    ({"--due": "2024-01-01"}, "overdue"),
    ({"--rag": "red"}, "reason"),
    ({"--rag": "purple"}, "Red, Amber, Green"),
    ({"--rag": "blue"}, "Blue comes with Completed"),
    ({"--status": "completed"}, "Proposed, Agreed or In progress"),
    ({"--status": "asleep"}, "status"),
    ({"--priority": "whatever"}, "priority"),
    ({"--marking": "tlp:green"}, "TLP:GREEN"),
    ({"--marking": "Secret"}, "accreditation"),
    ({"--marking": "COSMIC"}, "list of markings"),
    ({"--release": "FR"}, "IN or US"),
    ({"--tags": "x" * 61}, "at most 60"),
]


def log(changed: dict[str, str]) -> list[str]:
    return [f"{option}={value}" for option, value in {**LOG, **changed}.items()]


def test_refused_with_a_sentence_and_nothing_changes(door: Door, folder: Path, subtests: pytest.Subtests) -> None:
    for case, (changed, said) in enumerate(REFUSED):
        with subtests.test(case=case, said=said):
            ran = door("log", folder, *log(changed))
            assert ran.code == 1, ran.err
            assert said in ran.err
            assert ran.out == ""
    assert door("list", folder, "--format", "json").json == []


VERBATIM = [
    "<img src=file:///etc/passwd>",
    "x <y & z",
    "right \u202eto left\u202c",
    "emoji 🚢📦",
    unicodedata.normalize("NFC", NFD),
    NFD,
    "=1+1",
    "'; DROP TABLE joint_actions; --",
    "{0} {name} %s %(x)s",
]


@pytest.mark.parametrize("text", VERBATIM)
def test_kept_and_shown_as_entered(door: Door, folder: Path, text: str) -> None:
    ran = door("log", folder, *log({"--title": text, "--title-hi": text, "--description": text}))
    assert ran.code == 0, ran.err
    (row,) = door("list", folder, "--format", "json").json
    assert (row["title"], row["title_hi"]) == (text, text)
    assert text in door("list", folder, "--format", "csv").out.replace('""', '"')
    plain = door("show", folder, ran.last).out
    assert text.replace("\u202e", "⟦RLO⟧").replace("\u202c", "⟦PDF⟧") in plain
    assert "\u202e" not in plain


ENTRIES: list[tuple[list[str], int, str]] = [
    (["progress", "REF", "--text", ""], 1, "Say what happened"),
    (["progress", "REF", "--text", "x" * 10_001], 1, "at most 10000"),
    (["progress", "REF", "--text", "a\0b"], 1, "Character 2"),
    (["progress", "REF", "--text", "x", "--side", "FR"], 1, "IN or US"),
    (["progress", "REF", "--text", "x", "--status", "completed"], 1, "can go to"),
    (["progress", "REF", "--text", "x", "--rag", "amber"], 1, "reason"),
    (["progress", "REF", "--text", "x", "--dated", "03/04/2024"], 1, "2024-04-03"),
    (["progress", "REF", "--text", "x", "--dated", "2090-01-01"], 1, "future"),
    (["progress", "REF", "--text", "x", "--corrects", "999"], 1, "same action"),
    (["progress", "REF", "--text", "x", "--side", "US", "--status", "completed", "--rag", "green"], 1, "is Blue"),
    (["progress", "REF", "--text", "x", "--side", "US", "--rag", "blue"], 1, "Blue"),
    (["progress", "CN-1999-0001", "--text", "x"], 1, "no joint action"),
    (["progress", "", "--text", "x"], 1, "no joint action"),
    (["figure", "REF", "SEIZED-QTY", "1", "litres"], 1, "unit of mass"),
    (["figure", "REF", "SEIZED-QTY", "-1", "kg"], 1, "0 to"),
    (["figure", "REF", "SEIZED-QTY", "1,5", "kg"], 1, "two ways"),
    (["figure", "REF", "SEIZED-QTY", "nan", "kg"], 1, "not a number"),
    (["figure", "REF", "SEIZED-QTY", "1e400", "kg"], 1, "not a number"),
    (["figure", "REF", "PICS", "1.5", "incidents"], 1, "whole"),
    (["figure", "REF", "EXAMINED", "1", "consignments"], 1, "no indicator"),
    (["figure", "REF", "PICS", "1", "incidents", "--dated", "1/2/2024"], 1, "2024-02-01"),
    (["release", "REF", "--to", "FR"], 1, "IN or US"),
    (["release", "REF", "--to", ""], 2, "--to none"),
    (["release", "REF", "--to", "US", "--with", "some"], 2, "some"),
    (["amend", "REF", "due=20245-01-01"], 1, "20245"),
    (["amend", "REF", "status=completed"], 1, "can go to"),
    (["amend", "REF", "title="], 1, "title"),
    (["amend", "REF", "lead_in=NCB"], 1, "CBI-NCB"),
    (["amend", "REF", "marking="], 1, "marking"),
    (["amend", "REF", "description=\x01"], 1, "control character"),
    (["show", "REF", "--as-of", "03/04/2024"], 1, "2024-04-03"),
    (["list", "--as-of", "2090-01-01"], 1, "future"),
    (["list", "--group", "ZZ"], 1, "no working group"),
    (["list", "--lead", "NCB"], 1, "CBI-NCB"),
    (["list", "--status", "asleep"], 1, "asleep"),
    (["list", "--due-within", "-1"], 2, "whole number"),
    (["list", "--format", "xml"], 2, "xml"),
    (["list", "--nonsense"], 2, "nonsense"),
    (["discard", "REF"], 2, "--reason"),
    (["report", "status", "-o", "x.pdf", "--as-of", "03/04/2024"], 1, "2024-04-03"),
    (["report", "dossier", "-o", "x.pdf"], 1, "reference"),
    (["report", "status", "-o", "x.pdf", "--sections", "poem"], 1, "poem"),
    (["report", "status"], 2, "-o"),
    (["report", "status", "-o", "DIR/workspace.db"], 1, "folder of a workspace"),
    (["report", "status", "-o", "no/such/folder/x.pdf"], 3, "folder"),
]


def test_other_verbs_refuse_in_a_sentence(
    door: Door, folder: Path, ref: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    monkeypatch.chdir(tmp_path)
    before = door("show", folder, ref, "--format", "json").out
    for case, (words, code, said) in enumerate(ENTRIES):
        verb, *rest = (ref if word == "REF" else word.replace("DIR", str(folder)) for word in words)
        with subtests.test(case=case, verb=verb, said=said):
            ran = door(verb, folder, *rest)
            assert ran.code == code, ran.err
            assert said in ran.err
            assert ran.out == ""
            assert door("show", folder, ref, "--format", "json").out == before
    assert not list(tmp_path.glob("*.pdf"))


def test_due_within_any_number_of_days(door: Door, folder: Path, ref: str) -> None:
    assert [row["ref"] for row in door("list", folder, "--due-within", "9999999", "--format", "json").json] == [ref]


def test_a_day_with_blanks_around_it_is_that_day(door: Door, folder: Path, ref: str) -> None:
    assert door("amend", folder, ref, "due= 2090-07-31 ", "--reason", "later").code == 0
    assert door("log", folder, *log({"--start": " 2090-01-02 "})).code == 0
    assert door("list", folder, "--as-of", " 2020-01-01 ").code == 0
    rows = door("list", folder, "--format", "json").json
    assert [(row["due"], row["start"]) for row in rows] == [("2090-07-31", None), (None, "2090-01-02")]


QUOTED = "\x1b[31mred\x9b31m\u202e\x7f"


@pytest.mark.parametrize("words", [["show", QUOTED], ["list", "--group", QUOTED], ["list", "--status", "\x1b" * 9_999]])
def test_what_a_sentence_quotes_neither_steers_nor_floods_the_terminal(
    door: Door, folder: Path, words: list[str]
) -> None:
    ran = door(words[0], folder, *words[1:])
    assert ran.code == 1
    assert not [char for char in ran.err if not char.isprintable() and char != "\n"]
    assert "\u202e" not in ran.err
    assert "␛" in ran.err
    assert len(ran.err) < 2_000


def test_a_later_stage_above_an_earlier_one_is_refused(door: Door, folder: Path) -> None:
    batch = door("log", folder, *log({"--group": "IM", "--lead-in": "BOI", "--lead-us": "ICE-ERO"})).last
    assert door("figure", folder, batch, "LISTED", "100", "persons").code == 0
    ran = door("figure", folder, batch, "BOARDED", "101", "persons")
    assert ran.code == 1
    assert "later stage" in ran.err


PLACES: list[tuple[str, Callable[[Path], object], int, str]] = [
    ("nothing there", lambda path: None, 3, "no workspace"),
    ("an empty folder", lambda path: path.mkdir(), 3, "no workspace"),
    ("a file", lambda path: path.write_text("x"), 3, "no workspace"),
]


@pytest.mark.parametrize(("name", "make", "code", "said"), PLACES, ids=[place[0] for place in PLACES])
@pytest.mark.parametrize("verb", ["list", "verify", "log"])
def test_a_folder_without_a_workspace(
    door: Door, tmp_path: Path, verb: str, name: str, make: Callable[[Path], object], code: int, said: str
) -> None:
    path = tmp_path / "there"
    make(path)
    ran = door(verb, path, *(log({}) if verb == "log" else []))
    assert ran.code == code, ran.err
    assert said in ran.err


def test_a_path_with_nul(door: Door) -> None:
    ran = door("list", "a\0b")
    assert (ran.code, ran.out) == (1, "")
    assert "NUL" in ran.err
