"""The lists of training as spreadsheets: every list, typed, with the markings it shows, never with vetting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from hsdclient import errors, exporting, importing
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.training import attendance, certificates, courses, needs, nominations, scores, vetting
from tests.core.importing import rolls
from tests.core.importing.sheets import csv

SECRET = "VET/2027/4711"
LISTS = ("runs", "courses", "needs", "trainees", "nominations", "certificates", "evaluations")


@pytest.fixture
def taught(store: Store, officer: Officer, tmp_path: Path) -> Store:
    """A run that is over, in a marking of its own, with one who passed and has a certificate and one who waits."""
    with store.write(officer, "Training recorded") as tx:
        courses.record(tx, courses.CourseDraft(academy="NPA", code="TOT", title_en="Training of trainers", days="5"))
        needs.record(tx, needs.NeedDraft(topic="Precursors", persons="12"))
        run = rolls.run_of(tx, seats_in=1, starts="2025-02-03", ends="2025-02-07", vetting=1,
                           marking="TLP:AMBER+STRICT", min_attendance=20, pass_mark=600)  # fmt: skip
    table = importing.read(
        csv(tmp_path / "roll.csv", rolls.HEAD, "=1+1;Inspector;NPA/0001;1985-04-23;NPA;;;", rolls.MEENA)
    )
    target = importing.nominations_of(run)
    with store.read() as rx:
        plan = importing.plan(rx, table, importing.guess(rx, officer.key, table, target), target)
    with store.write(officer, importing.SENTENCE) as tx:
        key = importing.apply(tx, plan).keys[0]
        for gate in ("individual_vetting", "unit_vetting"):
            vetting.set_gate(tx, key, gate, "cleared", dated="2025-01-10", reference=SECRET, expires="2027-01-10")
        nominations.advance(tx, key, "accepted")
        attendance.mark(tx, run, "2025-02-03", {key: "present"})
        scores.set_score(tx, key, "final", "87.5")
        certificates.issue(tx, [key])
    return store


def written(path: Path) -> list[dict[str, Any]]:
    """The rows of a workbook by heading; under 'above' what stands over them."""
    head, _blank, names, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [{"above": head[0], **dict(zip(names, row, strict=True))} for row in rows]


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_every_list_is_written_and_holds_no_vetting(
    taught: Store, officer: Officer, tmp_path: Path, what: str, ending: str
) -> None:
    path = tmp_path / f"list.{ending}"
    assert exporting.export(taught, officer, what, path).rows >= 1
    told = (
        str(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
        if ending == "xlsx"
        else path.read_text()
    )
    assert SECRET not in told
    assert "etting" not in told.replace("Vetting,", "")
    assert "2025-01-10" not in told
    assert "leared" not in told
    if ending == "csv" and what in ("trainees", "nominations", "certificates"):
        assert "'=1+1" in told


def test_numbers_and_days_are_typed_and_the_runs_marking_stands_on_what_names_it(
    taught: Store, officer: Officer, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    done = exporting.export(taught, officer, "nominations", path)
    assert done.markings == ("TLP:AMBER+STRICT",)
    first, second = written(path)
    assert first["above"] == "TLP:AMBER+STRICT"
    assert (first["Name"], first["Begins"], first["Final test, per cent"]) == ("=1+1", dt.date(2025, 2, 3), 87.5)
    assert (first["Date of birth"], first["Step"], first["Days attended"]) == (dt.date(1985, 4, 23), "Certified", 1)
    assert (second["Step"], second["Place on the waitlist"]) == ("Waitlisted", 1)
    exporting.export(taught, officer, "runs", path)
    (run,) = written(path)
    assert (run["Seats, India"], run["Taken, India"], run["Waitlisted, India"]) == (1, 1, 1)
    assert (run["Days"], run["Pass mark in per cent"]) == (5, 60)
    exporting.export(taught, officer, "certificates", path)
    (certificate,) = written(path)
    assert certificate["Reference"].startswith("CERT-")
    assert certificate["Marking"] == "TLP:AMBER+STRICT"


def test_a_filter_holds_and_another_ending_is_refused(taught: Store, officer: Officer, tmp_path: Path) -> None:
    query = nominations.NominationQuery(steps=("waitlisted",))
    path = tmp_path / "a.xlsx"
    assert exporting.export(taught, officer, "nominations", path, query).rows == 1
    assert written(path)[0]["Name"] == "Meena Iyer"
    with pytest.raises(errors.Refused, match=r"ends in \.xlsx"):
        exporting.export(taught, officer, "nominations", tmp_path / "a.ics")


def test_runs_are_written_as_a_calendar_too(taught: Store, officer: Officer, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    done = exporting.export(taught, officer, "runs", path, keys=[1])
    assert done == exporting.Exported(1, ("TLP:AMBER+STRICT",))
    assert b"SUMMARY:" in path.read_bytes()
    assert exporting.export(taught, officer, "runs", path, keys=[]).rows == 0


def test_a_roll_comes_back_as_it_was_exported(
    taught: Store, officer: Officer, tmp_path: Path, opened: Callable[..., Any]
) -> None:
    """What one workspace exports another one takes in: the headings are known."""
    path = tmp_path / "trainees.xlsx"
    exporting.export(taught, officer, "trainees", path)
    table = importing.read(path)
    other = opened("US")
    with other.store.write(other.officer, "Run recorded") as tx:
        run = rolls.run_of(tx)
    target = importing.nominations_of(run)
    with other.store.read() as rx:
        mapping = importing.guess(rx, other.officer.key, table, target)
        assert {"name", "post", "service_number", "born", "agency", "marking"} <= set(mapping.columns)
        mapping = mapping.with_column(table.header.index("Reference"), "")
        plan = importing.plan(rx, table, mapping, target)
    assert [row.kind for row in plan.rows] == ["new", "new"]
