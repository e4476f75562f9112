"""Attendance by day, those who never came, and scores from 0 to 100."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hsdclient import errors, schema, verify
from hsdclient.training import attendance, certificates, scores

OnDay = Callable[[str], None]
FIRST, SECOND, LAST = "2026-12-07", "2026-12-08", "2026-12-11"


@pytest.fixture
def three(desk: Any, on_day: OnDay) -> tuple[int, list[int]]:
    """A run whose second day it is, with three accepted nominees."""
    run = desk.run(seats_in=3)
    keys = [desk.nominate(run, desk.person(name)).key for name in ("Asha", "Bela", "Chitra")]
    for key in keys:
        desk.advance(key, "accepted")
    on_day(SECOND)
    return run, keys


def test_a_day_of_presence_makes_attended(desk: Any, three: tuple[int, list[int]]) -> None:
    run, (asha, bela, chitra) = three
    done = desk.act(attendance.mark, run, FIRST, {asha: "present", bela: "half_day", chitra: "absent"})
    assert (done.changed, done.attended, done.no_longer) == (3, (asha, bela), ())
    assert [desk.step(key) for key in (asha, bela, chitra)] == ["attended", "attended", "accepted"]
    assert (desk.row(asha).halves, desk.row(bela).attended_days, str(desk.row(asha).step_on)) == (2, 0.5, FIRST)
    assert desk.act(attendance.mark, run, FIRST, {asha: "present"}).changed == 0
    done = desk.act(attendance.mark, run, FIRST, {bela: ""})
    assert (done.no_longer, desk.step(bela)) == ((bela,), "accepted")
    sheet = desk.look(attendance.grid, run)
    assert (len(sheet.days), sheet.recorded) == (5, {date(2026, 12, 7)})
    assert [(line.row.name, line.never) for line in sheet.lines] == [("Asha", False), ("Bela", True), ("Chitra", True)]
    assert sheet.lines[2].marks == {date(2026, 12, 7): "absent"}
    assert verify.verify(desk.store) == []


@pytest.mark.parametrize(
    ("day", "presence", "says"),
    [
        ("2026-12-06", "present", "is not a day of RUN-2026-0001"),
        ("2026-12-12", "present", "is not a day of RUN-2026-0001"),
        ("2026-12-09", "present", "future"),
        ("31/02", "present", "31/02"),
        (FIRST, "late", "one of"),
    ],
)
def test_marks_that_are_refused(desk: Any, three: tuple[int, list[int]], day: str, presence: str, says: str) -> None:
    run, (asha, *_rest) = three
    with pytest.raises(errors.Refused, match=says):
        desk.act(attendance.mark, run, day, {asha: presence})


def test_only_the_accepted_are_marked(desk: Any, three: tuple[int, list[int]]) -> None:
    run, (asha, bela, _chitra) = three
    desk.advance(asha, "withdrawn", reason="medical")
    with pytest.raises(errors.Refused, match="Asha stands at “Withdrawn”"):
        desk.act(attendance.mark, run, FIRST, {bela: "present", asha: "present"})
    assert desk.step(bela) == "accepted"  # all or none


def test_a_lapsed_clearance_keeps_the_door_shut(desk: Any, on_day: OnDay) -> None:
    run = desk.run(vetting=True)
    one = desk.nominate(run).key
    desk.clear(one, "individual_vetting", "unit_vetting")
    desk.advance(one, "accepted")
    desk.clear(one, "individual_vetting", "unit_vetting", expires=LAST)
    with desk.store.write(desk.officer, "Moved by the partner") as tx:
        tx.update(schema.runs, run, {"ends": "2026-12-12"})
    on_day(FIRST)
    with pytest.raises(errors.Refused, match="has not passed"):
        desk.act(attendance.mark, run, FIRST, {one: "present"})


def test_who_never_came_is_a_no_show(desk: Any, three: tuple[int, list[int]], on_day: OnDay) -> None:
    run, (asha, bela, chitra) = three
    desk.act(attendance.mark, run, FIRST, {asha: "present", bela: "absent"})
    assert desk.look(attendance.never_came, run) == []  # the run is not over
    on_day("2026-12-12")
    assert desk.act(attendance.mark_no_shows, run) == ["Bela", "Chitra"]
    assert [desk.step(key) for key in (asha, bela, chitra)] == ["attended", "no_show", "no_show"]
    with pytest.raises(errors.Refused, match="no-show"):
        desk.act(attendance.mark, run, SECOND, {bela: "present"})
    with pytest.raises(errors.Refused, match="no-show"):
        desk.act(certificates.issue, [bela])
    desk.advance(bela, "accepted")
    desk.act(attendance.mark, run, SECOND, {bela: "present"})
    assert desk.step(bela) == "attended"
    with pytest.raises(errors.Refused, match="can go to"):
        desk.advance(bela, "no_show")


def test_days_outside_a_new_span_are_counted(desk: Any, three: tuple[int, list[int]]) -> None:
    run, (asha, *_rest) = three
    desk.act(attendance.mark, run, FIRST, {asha: "present"})
    desk.act(attendance.mark, run, SECOND, {asha: "present"})
    assert desk.look(attendance.outside, run, SECOND, LAST) == 1
    assert desk.look(attendance.days_recorded, run) == 2


@pytest.mark.parametrize(
    ("text", "tenths"), [("87.5", 875), ("0", 0), ("100", 1000), ("100.0", 1000), (" 70 % ", 700), ("८७.५", 875)]
)
def test_scores_are_read(text: str, tenths: int) -> None:
    assert scores.read_tenths(text) == tenths


@pytest.mark.parametrize("text", ["101", "100.1", "-1", "87,5", "87.55", "nan", "1e1", "", "87.5.1", "٥٠"])
def test_scores_that_are_none(text: str) -> None:
    with pytest.raises(errors.Refused, match="0 to 100"):
        scores.read_tenths(text)


def test_scores_of_a_run(desk: Any, three: tuple[int, list[int]]) -> None:
    run, (asha, bela, chitra) = three
    desk.act(attendance.mark, run, FIRST, {asha: "present"})
    assert desk.act(scores.set_scores, run, "pre", {asha: "40", bela: "55.5"}) == 2
    assert desk.act(scores.set_score, asha, "final", "87.5")
    assert not desk.act(scores.set_score, asha, "final", "87.5")
    with pytest.raises(errors.Refused, match="not recorded as attended"):
        desk.act(scores.set_score, chitra, "final", "50")
    with pytest.raises(errors.Refused, match="101"):
        desk.act(scores.set_score, asha, "final", "101")
    row = desk.row(asha)
    assert (row.pre, row.post_test, row.score) == (400, None, 875)
    assert desk.act(scores.set_score, asha, "final", "")
    assert desk.row(asha).score is None


def test_what_a_certificate_stands_on_is_not_taken_away(desk: Any, three: tuple[int, list[int]], on_day: OnDay) -> None:
    run, (asha, bela, _chitra) = three
    for day in (FIRST, SECOND):
        desk.act(attendance.mark, run, day, {asha: "present", bela: "present"})
    on_day("2026-12-12")
    desk.act(certificates.issue, [asha])
    for change in ({asha: ""}, {asha: "absent"}):
        with pytest.raises(errors.Refused, match="Revoke the certificate first"):
            desk.act(attendance.mark, run, FIRST, change)
    with pytest.raises(errors.Refused):
        desk.advance(asha, "withdrawn", reason="other")
    assert desk.step(asha) == "certified"
