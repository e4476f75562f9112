"""scorecard, brief and the dialogue's kinds of `report` by command line: one order, one file, registered."""

from __future__ import annotations

from pathlib import Path

import pytest

from hsdclient import meetings, releases, workspaces
from hsdclient.reports import proof
from hsdclient.reports.scope import OF_ROUNDS, ONE_ROUND
from tests.core.commands.conftest import Door
from tests.core.commitments.conftest import round_of
from tests.core.conftest import NAME, PASSPHRASE

WORDS = "Both sides agreed to prevent the diversion of precursor chemicals."


@pytest.fixture
def hsd(door: Door, folder: Path) -> Path:
    """The folder with the round HSD-2024, released to the partner, and one commitment that is not."""
    opened = workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0)
    with opened.store.write(opened.officer, "Meeting logged") as tx:
        key = meetings.record(tx, round_of(2024)).key
        releases.release_record(tx, "meetings", key, ["US"])
    opened.close()
    assert door("commit", folder, "--round", "HSD-2024", "--text", WORDS, "--source", "Readout").code == 0
    return folder


@pytest.mark.parametrize(("verb", "kind"), [("scorecard", "scorecard"), ("brief", "round-brief")])
def test_a_verb_issues_its_sheet_and_prints_the_path(
    door: Door, hsd: Path, tmp_path: Path, verb: str, kind: str
) -> None:
    target = tmp_path / f"{verb}.pdf"
    ran = door(verb, hsd, "--round", "hsd-2024", "--language", "both", "--paper", "letter", "-o", target)
    assert (ran.code, ran.last) == (0, str(target)), ran.err
    data = proof.read_embedded(target)
    assert data is not None
    assert (data["kind"], data["language"], data["scope"]["reference"]) == (kind, "both", "HSD-2024")
    assert [one["verbatim"] for one in data["commitments"]] == [WORDS]
    assert door("verify-report", target, hsd).code == 0


def test_the_one_page_brief_is_asked_for(door: Door, hsd: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    ran = door("brief", hsd, "--round", "HSD-2024", "--one-page", "-o", target)
    assert ran.code == 0, ran.err
    assert "issued, 1 page." in ran.err
    assert (proof.read_embedded(target) or {})["kind"] == "brief"


@pytest.mark.parametrize("kind", OF_ROUNDS)
def test_report_knows_every_kind(door: Door, hsd: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "sheet.pdf"
    named = ("--round", "HSD-2024") if kind in ONE_ROUND else ()
    assert door("report", hsd, kind, *named, "-o", target).code == 0
    assert target.exists()
    if named:
        ran = door("report", hsd, kind, "-o", tmp_path / "none.pdf")
        assert (ran.code, (tmp_path / "none.pdf").exists()) == (1, False)
        assert "give its code" in ran.err


def test_the_partner_s_edition_and_a_past_day(door: Door, hsd: Path, tmp_path: Path) -> None:
    target = tmp_path / "theirs.pdf"
    ran = door("scorecard", hsd, "--round", "HSD-2024", "--audience", "partner", "-o", target)
    assert ran.code == 0, ran.err
    data = proof.read_embedded(target)
    assert data is not None
    assert data["commitments"] == []
    assert data["audience"] == "partner"
    before = door("scorecard", hsd, "--round", "HSD-2024", "--as-of", "2020-01-01", "-o", tmp_path / "past.pdf")
    assert before.code == 1
    assert "There is no dialogue round or meeting HSD-2024." in before.err
