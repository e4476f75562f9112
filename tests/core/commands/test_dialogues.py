"""rounds, meeting, meeting-side, known-rounds, decide, act, agreements, agreement by command line."""

from __future__ import annotations

from pathlib import Path

from hsdclient import reference_dialogues
from tests.core.commands.conftest import Door

ROUND = (
    "--title", "Dialogue, 28 February 2024", "--start", "2024-02-28", "--lead", "Ajay Bhalla", "--partner-title",
    "U.S.-India Dialogue", "--partner-start", "2024-02-27", "--partner-end", "2024-02-29", "--source", "US readout",
    "--state", "held", "--place", "New Delhi",
)  # fmt: skip


def test_a_round_is_logged_and_listed_with_both_sides_dates(door: Door, folder: Path) -> None:
    ran = door("meeting", folder, *ROUND)
    assert (ran.code, ran.out) == (0, "HSD-2024\n")
    (row,) = door("rounds", folder, "--format", "json").json
    assert (row["ref"], row["starts_in"], row["ends_in"]) == ("HSD-2024", "2024-02-28", None)
    assert (row["starts_us"], row["ends_us"], row["source_us"]) == ("2024-02-27", "2024-02-29", "US readout")
    assert row["differs"] == ["title", "dates"]
    text = door("rounds", folder, "--kind", "round", "--state", "held")
    assert "28 Feb 2024" in text.out
    assert "27–29 Feb 2024 ≠" in text.out
    assert "1 of 1" in text.err
    assert door("rounds", folder, "--kind", "summit").code == 1
    assert door("rounds", folder, "--group", "CN", "--format", "json").json == []


def test_one_sides_version_is_changed_by_itself(door: Door, folder: Path) -> None:
    door("meeting", folder, *ROUND)
    assert door("meeting-side", folder, "HSD-2024", "starts=2024-02-26", "--side", "US").code == 0
    (row,) = door("rounds", folder, "--format", "json").json
    assert (row["starts_us"], row["starts_in"]) == ("2024-02-26", "2024-02-28")
    assert door("meeting-side", folder, "HSD-2024", "place=Delhi").code == 2
    assert door("meeting-side", folder, "HSD-2024", "starts=2024-03-01", "--side", "US").code == 1


def test_known_rounds_come_once_and_the_next_is_open(door: Door, folder: Path) -> None:
    assert len(door("known-rounds", folder).out.splitlines()) == 10
    assert door("known-rounds", folder).out == ""
    codes = [row["ref"] for row in door("rounds", folder, "--kind", "round", "--format", "json").json]
    assert codes == ["HSD-2011", "HSD-2013", "HSD-2022", "HSD-2024", "HSD-NEXT"]
    assert "open" in door("rounds", folder, "--text", "washington").out


def test_an_overlap_is_noted_and_reversed_dates_are_refused(door: Door, folder: Path) -> None:
    meeting = ("meeting", folder, "--kind", "group", "--group", "CN", "--title", "Talks")
    assert door(*meeting, "--start", "2026-07-01", "--end", "2026-07-02").last == "CNWG-2026"
    again = door(*meeting, "--start", "2026-07-02")
    assert (again.last, "CNWG-2026" in again.err) == ("CNWG-2026-2", True)
    assert door(*meeting, "--start", "2026-07-03", "--end", "2026-07-02").code == 1
    assert door("meeting", folder, "--kind", "group", "--title", "Talks").code == 1
    early = door(*meeting, "--start", "2099-07-01", "--state", "held")
    assert (early.code, "lies after today" in early.err) == (1, True)
    assert door("amend", folder, "CNWG-2026", "state=held").code == 0, "it began"
    assert door("meeting-side", folder, "CNWG-2026", "starts=2099-07-01", "ends=").code == 1, "then it had not begun"


def test_decisions_become_actions_and_one_without_owner_is_refused(door: Door, folder: Path) -> None:
    door("meeting", folder, "--kind", "group", "--group", "CN", "--title", "Talks", "--start", "2026-07-01")
    assert door("decide", folder, "CNWG-2026", "--text", "Share lists.", "--agency", "NCB-IN").last == "1"
    assert door("decide", folder, "CNWG-2026", "--text", "Meet again.").last == "2"
    refused = door("act", folder, "CNWG-2026", "1", "2")
    assert (refused.code, refused.out) == (1, "")
    assert "CNWG-2026, decision 2" in refused.err
    made = door("act", folder, "CNWG-2026", "1", "2", "--lead-us", "DEA", "--due", "2090-01-31")
    assert len(made.out.splitlines()) == 2
    shown = door("show", folder, made.last, "--format", "json").json[0]
    assert (shown["title_en"], shown["sides"]["US"]["lead"], shown["group"]) == ("Meet again", "DEA", "CN")
    assert door("act", folder, "CNWG-2026", "3").code == 1
    again = door("act", folder, "CNWG-2026", "1", "1")
    assert len(again.out.splitlines()) == 1, "a number given twice is one decision"
    assert made.out.split()[0] in again.err, "the action that carries it out already is named"


def test_agreements_are_recorded_and_what_is_due_is_listed(door: Door, folder: Path) -> None:
    assert len(door("agreements", folder, "--format", "json").json) == len(reference_dialogues.AGREEMENTS)
    made = door("agreement", folder, "--type", "Treaty", "--title", "Test treaty", "--signed", "2001-01-01",
                "--in-force", "2002-01-01", "--expiry", "2020-01-01", "--agencies", "NIA,FBI")  # fmt: skip
    assert made.code == 0, made.err
    (row,) = door("agreements", folder, "--due", "--format", "json").json
    assert (row["ref"], row["status"], row["agencies"]) == (made.last, "expired", ["NIA", "FBI"])
    assert "MLAT" in door("agreements", folder, "--status", "in-force", "--format", "csv").out
    assert door("agreement", folder, "--type", "pact", "--title", "x").code == 1
    backwards = door("agreement", folder, "--type", "letter", "--title", "x", "--signed", "2026-02-01", "--in-force",
                     "2026-01-01")  # fmt: skip
    assert backwards.code == 1
