"""The training calendar as a file: read again by the library, with markings, without persons; and public holidays."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest

from hsdclient import clock, errors
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.training import calendar_file, holidays_of, runs
from hsdclient.training.runs import RunDraft, RunQuery

NOW = datetime(2026, 3, 2, 6, 30, 15, tzinfo=UTC)
HOSTILE = "Forensics; a,b\\n=1+1\nBEGIN:VEVENT"


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.at(NOW):
        yield


def entries(path: Path) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_runs_and_deadlines_open_again(store: Store, officer: Officer, tmp_path: Path) -> None:
    path = tmp_path / "training.ics"
    with store.write(officer, "runs") as tx:
        key = runs.record(
            tx,
            RunDraft(title_en=HOSTILE.replace("\n", " "), host="FLETC", venue="Glynco, Georgia", starts="2026-06-01",
                     ends="2026-06-12", seats_in="20", note="never in the file", marking="TLP:GREEN"),
        ).key  # fmt: skip
        other = runs.record(tx, RunDraft(title_en="Gone", host="NPA", starts="2026-07-01", marking="TLP:RED")).key
        runs.set_state(tx, other, "cancelled", "Cyclone")
        runs.deadlines.done(tx, runs.deadlines.of_run(tx, key)[0].key, "2026-03-01")
    assert calendar_file.save(store, officer, path) == 6
    with store.read() as rx:
        card = runs.card(rx, key)
        cancelled = runs.card(rx, other)
    found = entries(path)
    event = found[card.row.id]
    assert str(event["summary"]) == f"{HOSTILE.replace(chr(10), ' ')} ({card.reference})"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 6, 1), date(2026, 6, 13))
    assert str(event["location"]) == "Glynco, Georgia, FLETC"
    assert str(event["status"]) == "TENTATIVE"
    assert event["dtstamp"].dt == NOW
    assert "TLP:GREEN" in str(event["description"])
    assert str(found[cancelled.row.id]["status"]) == "CANCELLED"
    dues = [found[one.id] for one in card.deadlines]
    assert [one["dtstart"].dt for one in dues] == [one.due for one in card.deadlines]
    assert str(dues[0]["summary"]).startswith("Done: All forms")
    assert str(dues[1]["summary"]).startswith("Due: Confirmation")
    assert b"never in the file" not in path.read_bytes()
    assert b"TLP:RED" in path.read_bytes().split(b"BEGIN:VEVENT")[0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_moved_run_replaces_itself(store: Store, officer: Officer, tmp_path: Path) -> None:
    path = tmp_path / "training.ics"
    with store.write(officer, "run") as tx:
        key = runs.record(tx, RunDraft(title_en="A", host="NPA", starts="2026-06-01", marking="TLP:GREEN")).key
    calendar_file.save(store, officer, path)
    before = entries(path)
    with store.write(officer, "moved") as tx:
        runs.moves.move(tx, key, "2026-06-08", "", "Monsoon")
    calendar_file.save(store, officer, path, RunQuery(hosts=("NPA",)))
    after = entries(path)
    assert set(before) == set(after)
    assert {int(event["sequence"]) for event in before.values()} == {0}
    assert {int(event["sequence"]) for event in after.values()} == {1}
    assert calendar_file.save(store, officer, path, RunQuery(hosts=("FLETC",))) == 0


def test_only_an_ics_file_outside_the_workspace_is_written(store: Store, officer: Officer, tmp_path: Path) -> None:
    with pytest.raises(errors.Refused, match="ics"):
        calendar_file.save(store, officer, tmp_path / "a.pdf")
    with pytest.raises(errors.Refused, match="folder of a workspace"):
        calendar_file.save(store, officer, store.folder / "a.ics")
    kept = tmp_path / "b.ics"
    kept.write_text("my notes")
    with pytest.raises(errors.Refused, match="another kind"):
        calendar_file.save(store, officer, kept)
    assert kept.read_text() == "my notes"
    with pytest.raises(errors.Environment):
        calendar_file.save(store, officer, tmp_path / "none" / "b.ics")


def test_holidays_of_both_countries_by_day() -> None:
    found = {(one.day, one.side): one for one in holidays_of.between(date(2026, 1, 1), date(2026, 12, 31))}
    republic, mlk = found[date(2026, 1, 26), "IN"], found[date(2026, 1, 19), "US"]
    assert (republic.name_en, republic.name_hi) == ("Republic Day", "गणतंत्र दिवस")
    assert (mlk.name("en"), mlk.name("hi")) == ("Martin Luther King Jr. Day", "मार्टिन लूथर किंग जूनियर दिवस")
    assert found[date(2026, 7, 3), "US"].name_hi == "स्वतंत्रता दिवस (अवकाश)"
    christmas = [one.side for one in holidays_of.between(date(2026, 12, 25), date(2026, 12, 25))]
    assert christmas == ["IN", "US"]
    assert {one.day.year for one in holidays_of.between(date(2021, 12, 1), date(2022, 1, 15))} == {2021, 2022}
    assert holidays_of.between(date(1900, 1, 1), date(1901, 1, 1)) == []
    assert all(one.name_hi for year in range(2020, 2030) for one in holidays_of.of_year(year))
