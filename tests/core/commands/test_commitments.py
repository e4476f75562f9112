"""commit, assess, carry-over, commitments, and link between any two records, by command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hsdclient import meetings, workspaces
from hsdclient.meetings import DecisionDraft
from tests.core.commands.conftest import Door
from tests.core.commitments.conftest import round_of
from tests.core.conftest import NAME, PASSPHRASE

WORDS = "Both sides agreed to prevent the diversion of precursor chemicals."


@pytest.fixture
def hsd(folder: Path) -> Path:
    """The folder, with the rounds HSD-2024 and HSD-2026 and a decision of the first."""
    opened = workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0)
    with opened.store.write(opened.officer, "Meeting logged") as tx:
        key = meetings.record(tx, round_of(2024)).key
        meetings.record(tx, round_of(2026, state="planned"))
        meetings.add_decision(tx, key, DecisionDraft(text="Name points of contact", agency="DRI"))
    opened.close()
    return folder


@pytest.fixture
def com(door: Door, hsd: Path) -> str:
    """The reference of a commitment of HSD-2024."""
    ran = door("commit", hsd, "--round", "HSD-2024", "--text", WORDS, "--source", "Readout", "--para", "4",
               "--class", "Deliverable", "--group", "CN", "--lead-in", "NCB-IN", "--by-next-round")  # fmt: skip
    assert ran.code == 0, ran.err
    return ran.last


@pytest.fixture
def paper(door: Door, hsd: Path, tmp_path: Path) -> str:
    """The reference of a document that is evidence of nothing."""
    (tmp_path / "note.txt").write_text("Precursors were stopped.")
    return door("attach", hsd, "none", tmp_path / "note.txt", "--marking", "TLP:GREEN").last


def _one(door: Door, folder: Path, *words: str) -> dict[str, object]:
    ran = door("commitments", folder, *words, "--format", "json")
    assert ran.code == 0, ran.err
    (found,) = ran.json
    return found


def test_commit_and_list(door: Door, hsd: Path, com: str) -> None:
    found = _one(door, hsd, "--round", "hsd-2024", "--status", "no action", "--class", "deliverable")
    assert (found["ref"], found["verbatim"], found["paragraph"], found["due"]) == (com, WORDS, "4", "2026-02-27")
    assert door("commitments", hsd, "--status", "fulfilled", "--format", "json").json == []
    ran = door("commitments", hsd)
    assert "No action at all" in ran.out
    assert WORDS in ran.out
    assert "1 of 1" in ran.err
    assert "As recorded in this workspace" in door("commitments", hsd, "--as-of", "2020-01-01").err


COPIED = "\u00ad" + WORDS.replace(" ", "\u00a0 ").rstrip(".")
"""The same sentence as another copy from a page has it."""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["commitments", "--round", "HSD-1999"], "HSD-1999"),
        (["commitments", "--status", "perfect"], "no_action"),
        (["commitments", "--class", "wish"], "deliverable"),
        (["commit", "--text", "x"], "where the sentence comes from"),
        (["commit", "--round", "HSD-2024", "--text", " "], "word for word"),
        (["commit", "--round", "HSD-2024", "--text", WORDS.upper()], "taken already"),
        (["commit", "--round", "HSD-2024", "--text", COPIED], "taken already"),
        (["commit", "--round", "HSD-2024", "--text", "x", "--due", "2024-02-26"], "before the meeting"),
        (["assess", "COM", "--status", "claimed", "--side", "US", "--received-on", "2099-01-01"], "after today"),
        (["amend", "COM", "due=2024-01-01"], "before the meeting"),
        (["assess", "COM", "--status", "fulfilled"], "say why"),
        (["assess", "COM", "--status", "perfect"], "no_action"),
        (["assess", "COM-1999-0001", "--status", "claimed"], "no commitment"),
        (["carry-over", "COM", "--to", "HSD-2024"], "earlier round"),
        (["link", "COM", "HSD-2024"], "can be linked"),
        (["link", "COM", "HSD-2024#1"], "can be linked"),
        (["link", "COM", "HSD-2024#9"], "no decision"),
        (["unlink", "COM", "CN"], "not linked"),
    ],
)
def test_what_is_refused(door: Door, hsd: Path, com: str, ref: str, words: list[str], said: str) -> None:
    verb, *rest = words
    named = [{"COM": com, "CN": ref}.get(one, one) for one in rest]
    ran = door(verb, hsd, *named)
    assert ran.code == 1
    assert said in ran.err


def test_assess_and_take_it_back(door: Door, hsd: Path, com: str) -> None:
    ran = door("assess", hsd, com, "--status", "at-risk", "--why", "Nobody answers")
    assert ran.code == 0
    assert "Computed: No action at all" in ran.err
    found = _one(door, hsd)
    assert (found["status"], found["computed"], found["overruled"]) == ("at_risk", "no_action", True)
    assert "At risk *" in door("commitments", hsd).out
    door("assess", hsd, com, "--status", "claimed", "--side", "US", "--source", "US letter")
    assert _one(door, hsd, "--differs")["partner"] == "claimed"
    assert door("assess", hsd, com, "--status", "none").code == 0
    assert _one(door, hsd)["status"] == "no_action"


def test_carry_over(door: Door, hsd: Path, com: str) -> None:
    ran = door("carry-over", hsd, com, "--to", "hsd-2026")
    assert ran.code == 0
    assert _one(door, hsd, "--round", "HSD-2026")["carried_from"] == com
    assert _one(door, hsd, "--round", "HSD-2024")["carried_to"] == ran.last


def test_link_takes_two_references_in_either_order(door: Door, hsd: Path, com: str, ref: str, paper: str) -> None:
    assert door("link", hsd, ref, com).code == 0
    assert "Nothing differs" in door("link", hsd, com, ref).err
    assert _one(door, hsd)["actions"] == 1
    assert door("link", hsd, "HSD-2024#1", ref).code == 0
    assert door("link", hsd, com, paper, "--place", "p. 1").code == 0
    assert "Nothing differs" in door("link", hsd, paper, com).err
    assert _one(door, hsd)["documents"] == 1
    assert [one["ref"] for one in door("documents", hsd, "--for", com, "--format", "json").json] == [paper]
    assert door("link", hsd, ref, com, "--place", "p. 1").code == 2
    for first, second in ((com, paper), (com, ref), ("HSD-2024#1", ref)):
        assert door("unlink", hsd, first, second).code == 0
        assert door("unlink", hsd, first, second).code == 1
    assert (_one(door, hsd)["actions"], _one(door, hsd)["documents"]) == (0, 0)


def test_show_says_how_it_stands_and_why(door: Door, hsd: Path, com: str, ref: str, paper: str) -> None:
    for other in (ref, paper):
        assert door("link", hsd, com, other).code == 0
    door("assess", hsd, com, "--status", "at risk", "--why", "Nobody answers")
    later = door("carry-over", hsd, com, "--to", "HSD-2026").last
    ran = door("show", hsd, com)
    assert ran.code == 0
    for said in (WORDS, f"At risk (computed: Carried over. Taken up again as {later}.)", "Nobody answers", ref, paper):
        assert said in ran.out, said
    (whole,) = door("show", hsd, com, "--format", "json").json
    assert (whole["ref"], whole["joint_actions"][0]["ref"], whole["proved_by"][0]["ref"]) == (com, ref, paper)
    assert whole["sides"]["IN"]["why"] == "Nobody answers"
    assert [one["ref"] for one in whole["chain"]] == [com, later]


def test_amend_takes_every_noun_but_never_the_verbatim_text(door: Door, hsd: Path, com: str) -> None:
    ran = door("amend", hsd, com, "paraphrase=Precursors", "class=aspiration", "due=2025-01-31", "by-next-round=no")
    assert ran.code == 0, ran.err
    found = _one(door, hsd)
    assert (found["paraphrase"], found["classed"], found["due"]) == ("Precursors", "aspiration", "2025-01-31")
    assert "Nothing differs" in door("amend", hsd, com, "paraphrase=Precursors").err
    assert door("amend", hsd, "HSD-2026", "place=Washington").code == 0
    for words, code, said in (
        (["verbatim=Milder"], 1, "never changed"),
        (["due=31/01/2025"], 1, "2025-01-31"),
        (["colour=red"], 2, "paraphrase"),
        (["by-next-round=perhaps"], 2, "yes or no"),
        (["due=2025-01-31", "--reason", "x"], 2, "joint actions"),
    ):
        ran = door("amend", hsd, com, *words)
        assert (ran.code, said in ran.err) == (code, True), ran.err
