"""The partner's edition of the training sheets, and sheets as of a past day."""

from __future__ import annotations

import pytest

from hsdclient import errors, releases
from hsdclient.training import trainees
from tests.core.reports import exchanges
from tests.core.reports.desk import cells, drawn, grid, grids, later, pages, said
from tests.core.reports.exchanges import notes, sheet_of


@pytest.fixture
def story(desk):
    return exchanges.told(desk)


def release(desk, story, *parts, people=(), at=exchanges.NOW):
    """The run with these parts and these people, to the partner."""
    desk.act(releases.release_record, "runs", story.run.key, ["US"], at=at)
    for part in parts:
        desk.act(releases.release_record_part, "runs", story.run.key, part, "US", True, at=at)
    for person in people:
        desk.act(releases.release_record, "trainees", person.key, ["US"], at=at)


def test_the_partners_roll_names_only_whom_it_may(desk, story):
    release(desk, story, "roll", people=(story.people[0], story.people[1], story.people[8]))
    desk.act(releases.release_record_part, "trainees", story.people[8].key, "birth", "US", True, at=exchanges.NOW)
    sheet = sheet_of(desk, story, "roll", audience="partner")
    named = {one.title: [cells(one, place) for place in range(len(one.rows))] for one in grids(sheet.parts)}
    assert named["On a seat: 1"] == [
        {"No.": "1", "Name": "Kavita", "Post": "Inspector", "Agency": "NPA", "Date of birth": "–"}
    ]
    assert [one["Date of birth"] for one in named["Waitlist: 1"]] == ["5 May 1991"]
    assert "Arjun Rao" not in said(sheet), "who is gone is not told"
    assert "8 nominees are not released." in notes(sheet)
    text = said(sheet)
    for word in ("IN-1001", "Passed", "Vetting", "PER-2026", "E-mail of 2 Feb", "CERT-", "example.in", "Article"):
        assert word not in text
    desk.act(releases.release_record, "trainees", story.people[0].key, [], at=exchanges.NOW)
    assert "Kavita" not in said(sheet_of(desk, story, "roll", audience="partner"))


def test_a_part_that_is_not_released_refuses_the_partners_sheet(desk, story):
    release(desk, story, people=(story.people[0],))
    for kind, part in (("roll", "roll"), ("evaluation", "evaluation"), ("certificate", "results")):
        with pytest.raises(errors.Refused, match="to the partner; release"):
            sheet_of(desk, story, kind, audience="partner")
        desk.act(releases.release_record_part, "runs", story.run.key, part, "US", True, at=exchanges.NOW)
        assert pages(drawn(sheet_of(desk, story, kind, audience="partner")))
    sheet = sheet_of(desk, story, "attendance", audience="partner")
    assert all(said(cell) == "" for cell in grid(sheet, "No.").rows[0][3:]), "names, and no presence"


def test_the_partners_statement_counts_what_is_released(desk, story):
    nothing = sheet_of(desk, story, "reciprocity", audience="partner")
    assert "4 runs are not released and not counted." in notes(nothing)
    release(desk, story)
    seats = {said(row[0]): [said(cell) for cell in row[1:]] for row in grids(
        sheet_of(desk, story, "reciprocity", audience="partner").cover)[0].rows}  # fmt: skip
    assert seats["Seats offered to the other side"] == ["0", "7"]
    assert seats["Trainee-days given to the other side"] == ["0", "0"]
    assert not [key for key in seats if key.startswith("Cost")]
    release(desk, story, "attendance", "costs")
    days = {said(row[0]): [said(cell) for cell in row[1:]] for row in grids(
        sheet_of(desk, story, "reciprocity", audience="partner").cover)[0].rows}  # fmt: skip
    assert days["Trainee-days given to the other side"] == ["0", "59.5"]
    assert days["Cost borne, USD"] == ["0.00", "12,500.50"]


def test_a_past_day_gives_what_was_recorded_then(desk):
    story = exchanges.told(desk)
    before, after = later(3), later(9)
    desk.act(trainees.amend, story.people[0].key, {"post": "Superintendent"}, at=after)
    posts = []
    for day in (before, after):
        sheet = desk.sheet("roll", now=later(20), run=story.run.reference, as_of=day.date())
        lines = [cells(one, place) for one in grids(sheet.parts) for place in range(len(one.rows))]
        posts.append(next(line["Post"] for line in lines if line["Name"] == "Kavita"))
    assert posts == ["Inspector", "Superintendent"]
