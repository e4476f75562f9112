"""Trainees and nominations on the command line: nominated, cleared, accepted, marked, scored, purged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hsdclient import clock
from tests.core.commands.conftest import Door


@pytest.fixture(autouse=True)
def _january() -> Iterator[None]:
    with clock.at(datetime(2025, 1, 10, 6, tzinfo=UTC)):
        yield


@pytest.fixture
def run(door: Door, folder: Path) -> str:
    """A run at Glynco with two seats for India, both kinds of vetting asked."""
    made = door("run", folder, "--title", "Port security", "--host", "FLETC", "--start", "2025-03-03",
                "--end", "2025-03-05", "--seats-in", "2")  # fmt: skip
    assert made.code == 0, made.err
    return made.last


def test_from_the_nomination_to_the_score(door: Door, folder: Path, run: str) -> None:
    first = door("nominate", folder, run, "--name", "Asha Menon", "--agency", "NPA", "--born", "1985-04-03")
    assert (first.code, first.last.startswith("PER-")) == (0, True), first.err
    second = door("nominate", folder, run, "--name", "Lakshmi")
    third = door("nominate", folder, run, "--name", "Gopal")
    assert "waitlisted, place 1" in third.err
    again = door("nominate", folder, run, "--name", "asha menon", "--born", "1985-04-03")
    assert (again.code, f"{first.last} is the same person" in again.err) == (1, True)
    alike = door("nominate", folder, run, "--name", "Lakshmi")
    assert (alike.code, "--new" in alike.err) == (1, True)

    refused = door("advance", folder, run, "Asha Menon", "accepted")
    assert (refused.code, "Cadre clearance" in refused.err) == (1, True)
    missing = door("nominees", folder, run, "--missing", "--format", "json").json
    assert {one["ref"] for one in missing} == {first.last, second.last}
    for gate in ("cadre-clearance", "individual-vetting", "unit vetting"):
        done = door(
            "gate", folder, run, first.last, gate, "cleared", "--date", "2025-01-05", "--reference", "MHA/12/2025"
        )
        assert done.code == 0, done.err
    several = f"{first.last},{second.last}"
    both = door("gate", folder, run, several, "unit-vetting", "cleared", "--date", "2025-01-06", "--reference",
                "MHA/13")  # fmt: skip
    assert (both.code, "recorded for 2 nominees" in both.err) == (0, True), both.err
    wrong = door("gate", folder, run, first.last, "unit-vetting", "cleared", "--date", "2025-01-05", "--reference",
                 "his brother is a crook")  # fmt: skip
    assert (wrong.code, "Nothing else is kept here" in wrong.err) == (1, True)
    assert door("advance", folder, run, "asha menon", "Accepted").code == 0
    seen = door("vetting", folder, first.last)
    assert ("MHA/12/2025" in seen.out, "logged" in seen.err) == (True, True)
    assert "Asha Rao" in door("vetting", folder, first.last, "--log").out

    assert door("advance", folder, run, "Lakshmi", "withdrawn").code == 1
    left = door("advance", folder, run, "Lakshmi", "withdrawn", "--reason", "declined")
    assert "Gopal" in left.err
    assert "moved up" in left.err
    listed = door("nominees", folder, run)
    assert ("Waitlisted" in listed.out, "3 nominations" in listed.err) == (False, True)
    assert door("nominees", folder, run, "--step", "withdrawn", "--format", "csv").out.startswith("ref,")

    with clock.at(datetime(2025, 3, 6, 6, tzinfo=UTC)):
        for day in ("2025-03-03", "2025-03-04"):
            done = door("attend", folder, run, day, "--all", "present")
            assert done.code == 0, done.err
        assert door("attend", folder, run, "2025-03-05", "--half-day", "Asha Menon").code == 0
        assert door("attend", folder, run, "2025-03-06", "--all", "present").code == 1
        assert door("attend", folder, run, "--present", "Asha Menon").code == 2
        sheet = door("attend", folder, run)
        assert "P       P       H" in sheet.out
        assert door("attend", folder, run, "--format", "json").json[0]["days"] == 2.5
        assert door("score", folder, run, "Asha Menon", "final", "101").code == 1
        assert door("score", folder, run, "Asha Menon", "final", "87.5").code == 0
        assert "87.5" in door("attend", folder, run).out
        shown = door("show", folder, first.last).out
        assert all(words in shown for words in ("Asha Menon", run, "Attended", "2.5 days"))


def test_persons_and_the_purge(door: Door, folder: Path) -> None:
    made = door("trainee", folder, "--name", "Asha Menon", "--agency", "NPA", "--service-number", "IPS-77")
    assert made.code == 0, made.err
    assert door("trainee", folder, "--name", "A. Menon", "--service-number", "ips 77").code == 1
    assert "may be the same person" in door("trainee", folder, "--name", "asha menon").err
    assert "IPS-77" in door("trainees", folder, "--text", "asha", "--format", "json").out
    assert door("amend", folder, made.last, "post=DSP", "retain-until=2025-01-31").code == 0
    assert door("history", folder, made.last).code == 0
    assert door("purge", folder, made.last).code == 1
    with clock.at(datetime(2025, 2, 1, 6, tzinfo=UTC)):
        assert "Asha Menon" in door("purge", folder, "--dry-run").out
        assert made.last in door("trainees", folder, "--past-retention").out
        assert door("purge", folder).out.split() == [made.last]
        assert "Asha" not in door("trainees", folder, "--format", "json").out.replace("asha menon", "")
        assert "purged" in door("history", folder, made.last).out
        assert door("verify", folder).code == 0


def test_usage(door: Door, folder: Path, run: str) -> None:
    assert door("nominate", folder, run).code == 2
    assert door("nominate", folder, "RUN-1999-0001", "--name", "X").code == 1
    assert door("advance", folder, run, "Nobody", "accepted").code == 1
    assert door("advance", folder, run, "Nobody", "dance").code == 1
    one = door("nominate", folder, run, "--name", "Asha")
    reserve = door("nominate", folder, run, "--name", "Bela", "--substitute", "Asha")
    assert (one.code, reserve.code) == (0, 0), reserve.err
    assert "substitute has the seat" in door("advance", folder, run, "Bela", "nominated").err
