"""Training at the door: courses, needs and runs recorded, listed, moved, shown, amended, and the calendar written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

from hsdclient import clock
from hsdclient.training import runs
from hsdclient.training.references import run_key
from hsdclient.training.runs import ResultDraft
from hsdclient.workspaces import Workspace
from tests.core.commands.conftest import Door

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def a_run(door: Door, folder: Path) -> str:
    """A run of a FLETC course for 20 Indian and 4 US officers."""
    made = door("course", folder, "--academy", "FLETC", "--code", "CYB-101", "--title", "Cyber evidence", "--days", 10,
                "--topic", "Cybercrime")  # fmt: skip
    assert made.out == "CRS-2026-0001\n", made.err
    need = door("need", folder, "--topic", "Dark web", "--agency", "NCB-IN", "--persons", 40)
    assert need.out == "NEED-2026-0001\n", need.err
    ran = door("run", folder, "--course", "cyb-101", "--start", "2026-06-01", "--seats-in", 20, "--seats-us", 4,
               "--need", "NEED-2026-0001", "--pass-mark", 70.5)  # fmt: skip
    assert ran.code == 0, ran.err
    return ran.last


def test_a_run_is_recorded_listed_and_shown(door: Door, folder: Path, a_run: str) -> None:
    (listed,) = door("runs", folder, "--format", "json").json
    assert listed["ref"] == a_run == "RUN-2026-0001"
    assert (listed["starts"], listed["ends"], listed["host"]) == ("2026-06-01", "2026-06-10", "FLETC")
    assert (listed["seats"], listed["pass_mark"]) == ({"IN": 20, "US": 4}, 705)
    text = door("runs", folder)
    assert "0/20" in text.out
    assert "1 of 1 runs" in text.err
    shown = door("show", folder, a_run)
    assert "Cyber evidence" in shown.out
    assert "All forms" in shown.out
    assert "2 Apr 2026" in shown.out
    (whole,) = door("show", folder, a_run, "--format", "json").json
    assert [one["code"] for one in whole["deadlines"]] == ["forms", "confirmation", "travel", "follow_up"]
    assert door("needs", folder, "--format", "json").json[0]["state"] == "planned"
    assert door("courses", folder, "--format", "json").json[0]["runs"] == 1
    assert "Cyber evidence" in door("courses", folder, "--offered").out
    assert "Dark web" in door("needs", folder, "--state", "planned").out


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--host", "FLETC"), 1), (("--host", "NPA"), 0), (("--from", "2026-06-10"), 1), (("--from", "2026-06-11"), 0),
        (("--to", "2026-05-31"), 0), (("--kind", "course,seminar"), 1), (("--state", "held"), 0),
        (("--course", "CRS-2026-0001"), 1), (("--upcoming",), 1), (("--overdue",), 0), (("--with-seats-free",), 1),
        (("--text", "evidence"), 1),
    ],
)  # fmt: skip
def test_runs_are_filtered(door: Door, folder: Path, a_run: str, filters: tuple[str, ...], found: int) -> None:
    assert len(door("runs", folder, *filters, "--format", "json").json) == found


def test_what_is_wrong_is_said(door: Door, folder: Path, a_run: str) -> None:
    for words, said in (
        (("run", folder, "--host", "FLETC", "--start", "03/04/2026", "--title", "A"), "2026-04-03"),
        (("run", folder, "--host", "XYZ", "--start", "2026-06-01", "--title", "A"), "no agency"),
        (("run", folder, "--host", "NPA", "--start", "2026-06-01", "--end", "2026-05-01", "--title", "A"), "before"),
        (("run-state", folder, a_run, "held"), "it can become"),
        (("run-state", folder, a_run, "flying"), "one of"),
        (("run-state", folder, a_run, "cancelled"), "reason"),
        (("move-run", folder, a_run, "--start", "2026-01-01", "--reason", "x"), "past"),
        (("move-run", folder, "RUN-2026-0099", "--start", "2026-07-01", "--reason", "x"), "no run"),
        (("runs", folder, "--kind", "party"), "party"),
        (("deadlines", folder, a_run, "--done", "lunch"), "forms"),
        (("amend", folder, a_run, "start=2026-07-01"), "Move the run"),
        (("amend", folder, a_run, "seats_in=2001"), "0 to 2000"),
        (("discard", folder, "CRS-2026-0001", "--reason", "x"), "RUN-2026-0001"),
    ):
        ran = door(*words)
        assert (ran.code, ran.out) == (1, ""), words
        assert said in ran.err, (words, ran.err)
    assert door("run-side", folder, a_run, "US").code == 2


def test_a_run_is_moved_with_its_deadlines(door: Door, folder: Path, a_run: str) -> None:
    door("deadlines", folder, a_run, "--done", "forms", "--on", "2026-03-01", "--note", "by courier")
    tried = door("move-run", folder, a_run, "--start", "2026-06-08", "--reason", "Monsoon", "--dry-run")
    assert "would be on 8 Jun 2026 – 17 Jun 2026" in tried.err
    assert door("runs", folder, "--format", "json").json[0]["starts"] == "2026-06-01"
    moved = door("move-run", folder, a_run, "--start", "2026-06-08", "--reason", "Monsoon")
    assert "All forms: done, stays on 2 Apr 2026" in moved.err
    assert "Confirmation: 2 May 2026 → 9 May 2026" in moved.err
    due = door("deadlines", folder, a_run, "--format", "json").json
    assert [(one["code"], one["due"], one["done_on"]) for one in due] == [
        ("forms", "2026-04-02", "2026-03-01"), ("confirmation", "2026-05-09", None), ("travel", "2026-05-25", None),
        ("follow_up", "2026-12-17", None),
    ]  # fmt: skip
    assert "Monsoon" in door("show", folder, a_run).out
    assert "done on 1 Mar 2026" in door("deadlines", folder, a_run).out
    assert door("deadlines", folder, "--format", "json").json == []


def test_the_other_side_the_state_and_any_records_verbs(door: Door, folder: Path, a_run: str) -> None:
    said = door("run-side", folder, a_run, "us", "--start", "2026-06-08", "--end", "2026-06-12", "--source", "Letter")
    assert said.code == 0, said.err
    assert door("runs", folder, "--format", "json").json[0]["differs"] is True
    assert "announced" in door("run-state", folder, a_run, "announced").err.casefold()
    assert door("amend", folder, a_run, "title=Cyber evidence II", "seats_in=22").code == 0
    (row,) = door("runs", folder, "--format", "json").json
    assert (row["title"], row["seats"]["IN"], row["state"]) == ("Cyber evidence II", 22, "announced")
    for reference in (a_run, "CRS-2026-0001", "NEED-2026-0001"):
        assert door("release", folder, reference, "--to", "US").code == 0
        assert door("history", folder, reference).code == 0
    assert door("runs", folder, "--format", "json").json[0]["released_to"] == ["US"]
    assert door("discard", folder, a_run, "--reason", "twice").code == 0
    assert door("recover", folder, a_run).code == 0
    assert door("undo", folder).code == 0
    assert door("runs", folder, "--trash", "--format", "json").json[0]["ref"] == a_run


def test_the_calendar_is_a_file_that_opens(door: Door, folder: Path, a_run: str, tmp_path: Path) -> None:
    path = tmp_path / "out.ics"
    ran = door("calendar", folder, "-o", path, "--host", "FLETC")
    assert (ran.code, ran.last) == (0, str(path))
    assert "5 entries" in ran.err
    assert len(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 5
    assert door("calendar", folder, "-o", tmp_path / "out.pdf").code == 1


def test_an_action_says_which_run_led_to_it(
    door: Door, folder: Path, opened: Callable[..., Workspace], ref: str
) -> None:
    made = door("run", folder, "--host", "NPA", "--title", "Seminar", "--start", "2026-02-02").last
    workspace = opened(folder=folder)
    with workspace.store.write(workspace.officer, "Result noted") as tx:
        draft = ResultDraft(dated="2026-03-01", text="Used in a case", action=ref)
        runs.results.add(tx, run_key(tx, made), draft)
    workspace.close()
    assert f"Came of training {made} on 1 Mar 2026: Used in a case" in door("show", folder, ref).out
    (whole,) = door("show", folder, ref, "--format", "json").json
    assert [one["run"] for one in whole["came_of_training"]] == [made]
    assert "Used in a case" in door("show", folder, made).out
