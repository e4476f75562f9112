"""What the workspace knows of a readout's sentences, and the verb `readout` that takes some of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hsdclient import commitments, errors, meetings, readouts
from hsdclient.commands.output import Usage
from hsdclient.commands.readouts import numbers
from hsdclient.commitments import CommitmentDraft
from hsdclient.meetings import MeetingDraft
from hsdclient.workspaces import Workspace
from tests.core.commands.conftest import Door, door

__all__ = ["door"]

TEXT = (
    "Joint statement\n\nThe two sides met in New Delhi. They agreed to combat smugglers who exploit migrants.\n\n"
    "They will pre\u00advent the diversion of precursor chemicals. They will hold the next round in Washington, D.C.\n"
)


def rounds(workspace: Workspace) -> dict[str, int]:
    """HSD-2022 with one commitment, HSD-2024 with none."""
    with workspace.store.write(workspace.officer, "Rounds recorded") as tx:
        made = {
            year: meetings.record(tx, MeetingDraft(starts_in=f"{year}-01-12", title_in="Dialogue", state="held"))
            for year in ("2022", "2024")
        }
        commitments.record(
            tx, CommitmentDraft(round="HSD-2022", verbatim="Both sides will combat smugglers exploiting migrants.")
        )
    return {one.reference: one.key for one in made.values()}


@pytest.fixture
def folder(opened: Callable[..., Workspace], copied: Callable[..., Path]) -> Path:
    """A closed workspace with those rounds."""
    place = copied("IN")
    with opened("IN", folder=place) as workspace:
        rounds(workspace)
    return place


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Readout.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_what_was_taken_and_what_was_said_before_is_known(workspace: Workspace) -> None:
    keys = rounds(workspace)
    with workspace.store.read() as rx:
        known = readouts.known(rx, keys["HSD-2024"])
        before = readouts.known(rx, keys["HSD-2022"])
    mark = known.mark("They agreed to combat smugglers who exploit migrants.")
    assert mark.like is not None
    assert (mark.taken, mark.like.round) == ("", "HSD-2022")
    assert before.mark("both sides will combat  smugglers exploiting migrants.").taken == mark.like.reference
    assert known.mark("The weather was fine.") == readouts.Mark()


def test_what_is_carried_over_already_is_not_offered_again(workspace: Workspace) -> None:
    keys = rounds(workspace)
    with workspace.store.read() as rx:
        earlier = readouts.known(rx, keys["HSD-2024"]).earlier
    with workspace.store.write(workspace.officer, "Commitment recorded") as tx:
        draft = CommitmentDraft(round="HSD-2024", verbatim="Smugglers.", carried_from=earlier[0].reference)
        commitments.record(tx, draft)
    with workspace.store.read() as rx:
        assert readouts.known(rx, keys["HSD-2024"]).earlier == ()


def test_a_later_round_is_nothing_to_carry_over(workspace: Workspace) -> None:
    keys = rounds(workspace)
    with workspace.store.write(workspace.officer, "Commitment recorded") as tx:
        commitments.record(tx, CommitmentDraft(round="HSD-2024", verbatim="Later."))
    with workspace.store.read() as rx:
        assert readouts.known(rx, keys["HSD-2022"]).earlier == ()


def test_the_verb_prints_numbers_paragraphs_and_text(door: Door, folder: Path, file: Path) -> None:
    ran = door("readout", folder, file, "--round", "HSD-2024", "--format", "json")
    assert ran.code == 0, ran.err
    assert [(one["number"], one["paragraph"]) for one in ran.json] == [(1, ""), (2, "¶ 1"), (3, "¶ 1"), (4, "¶ 2"),
                                                                      (5, "¶ 2")]  # fmt: skip
    assert ran.json[3]["text"] == "They will prevent the diversion of precursor chemicals."
    assert ran.json[2]["like"].startswith("COM-")
    said = door("readout", folder, file, "--round", "hsd-2024")
    assert "like COM-" in said.out
    assert "D.C." in said.out


def test_the_verb_takes_sentences_and_carries_over(door: Door, folder: Path, file: Path) -> None:
    ran = door("readout", folder, file, "--round", "HSD-2024", "--take", "3,4-5", "--class", "deliverable", "--group",
               "CN", "--lead-in", "NCB-IN", "--by-next-round", "--carry", "--attach")  # fmt: skip
    assert ran.code == 0, ran.err
    assert len(ran.out.split()) == 3
    again = door("readout", folder, file, "--round", "HSD-2024", "--format", "json").json
    assert [one["taken"] for one in again] == ["", "", *ran.out.split()]
    refused = door("readout", folder, file, "--round", "HSD-2024", "--take", "2,3")
    assert refused.code == 1
    assert "taken already" in refused.err
    assert [one["taken"] for one in door("readout", folder, file, "--round", "HSD-2024", "--format", "json").json] == [
        "", "", *ran.out.split()
    ], "all or none"  # fmt: skip
    from_document = door("readout", folder, "DOC-2026-0001", "--round", "HSD-2024", "--format", "json")
    assert [one["taken"] for one in from_document.json] == [one["taken"] for one in again]


def test_what_was_taken_holds_the_sentence_its_paragraph_and_its_paper(
    door: Door, folder: Path, file: Path, opened: Callable[..., Workspace]
) -> None:
    ran = door("readout", folder, file, "--round", "HSD-2024", "--take", "3", "--carry", "--attach")
    with opened("IN", folder=folder, writer=False) as workspace, workspace.store.read() as rx:
        query = commitments.CommitmentQuery(rounds=("HSD-2024",))
        card = commitments.cards(rx, list(commitments.ids(rx, query)))[0]
    assert card.reference == ran.out.strip()
    assert card.row.verbatim == "They agreed to combat smugglers who exploit migrants."
    assert (card.row.paragraph, card.row.source, card.language) == ("¶ 1", "Readout.txt", "en")
    assert card.document.startswith("DOC-")
    assert card.row.carried_from.startswith("COM-")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--take", "3"), 2, "--round"),
        (("--round", "HSD-2024", "--take", "x"), 2, "--take is numbers"),
        (("--round", "HSD-2024", "--take", "99"), 1, "no sentence 99"),
        (("--round", "HSD-1999"), 1, "HSD-1999"),
        (("--round", "HSD-2024", "--take", "2", "--class", "wish"), 1, "deliverable"),
        (("--round", "HSD-2024", "--take", "2", "--group", "XX"), 1, "XX"),
    ],
)
def test_bad_orders_are_refused(
    door: Door, folder: Path, file: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = door("readout", folder, file, *words)
    assert ran.code == code, ran.err
    assert said in ran.err


def test_a_file_without_text_is_refused(door: Door, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"\n\n")
    assert door("readout", folder, tmp_path / "empty.txt", "--round", "HSD-2024").code == 1
    assert door("readout", folder, tmp_path / "gone.txt", "--round", "HSD-2024").code == 1
    assert door("readout", folder, "DOC-2026-0099", "--round", "HSD-2024").code == 1


def test_numbers_and_ranges() -> None:
    assert numbers("3, 7-9,8") == (3, 7, 8, 9)
    for wrong in ("", "0", "9-7", "3;4", "1-99999"):
        with pytest.raises(Usage):
            numbers(wrong)


def test_a_document_without_text_says_what_to_do(workspace: Workspace) -> None:
    with workspace.store.read() as rx, pytest.raises(errors.Refused, match="paste"):
        readouts.pages(rx, 1)
