"""What an examiner found on the sheets of a dialogue: empty pages, doubled words, matters of another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hsdclient import commitments, follow_ups, meetings
from hsdclient.commitments import CommitmentDraft
from hsdclient.meetings import MeetingDraft
from hsdclient.reports.sheet import Grid, Signatures
from tests.core.reports import dialogue
from tests.core.reports.desk import cells, drawn, grid, pages, said


@pytest.fixture
def story(desk):
    return dialogue.told(desk)


def sheet_of(desk, kind, **order):
    return desk.sheet(kind, **{"round": "HSD-2024", "now": dialogue.NOW, **order})


def test_the_one_page_brief_of_the_round_to_come_takes_up_what_all_rounds_left_open(desk, story):
    sheet = sheet_of(desk, "brief", round="HSD-NEXT")
    (counts,) = [part for part in sheet.cover if isinstance(part, Grid) and part.columns[0].title == "Commitments"]
    assert (counts.title, counts.rows[0][0]) == ("All rounds of the Homeland Security Dialogue", "5")
    assert story.made["at_risk"].reference in said(sheet.cover)
    past = MeetingDraft(code="HSD-2020", state="held", title_in="Round", starts_in="2020-02-28", marking="TLP:GREEN")
    desk.act(meetings.record, past, at=dialogue.LATER)
    assert story.made["at_risk"].reference not in said(sheet_of(desk, "brief", round="HSD-2020").cover)
    own = CommitmentDraft(round="HSD-NEXT", verbatim="Agreed beforehand.", marking="TLP:GREEN")
    desk.act(commitments.record, own, at=dialogue.LATER)
    assert story.made["at_risk"].reference not in said(sheet_of(desk, "brief", round="HSD-NEXT").cover)


def test_a_scorecard_of_nothing_has_no_empty_page(desk, story):
    sheet = sheet_of(desk, "scorecard", round="HSD-NEXT")
    first, rules = pages(drawn(sheet))
    assert "No commitment is in the scope of this sheet." in first
    assert "How the statuses are judged" in rules


def test_the_signatures_of_bilingual_minutes_name_each_side_once_a_language(desk, story):
    (signed,) = [one for one in sheet_of(desk, "minutes", language="both").parts if isinstance(one, Signatures)]
    assert [line.count("India") + line.count("भारत") for line, _name in signed.lines] == [2, 0]
    assert [line.count("·") for line, _name in signed.lines] == [1, 1]


def test_the_action_taken_report_counts_on_its_cover(desk, story):
    sheet = sheet_of(desk, "action-taken", language="both", paper="letter")
    assert [said(cell) for cell in sheet.cover[-1].rows[0]] == ["5", "1", "1", "1", "1", "1", "0"]
    assert len(pages(drawn(replace(sheet, parts=())))) == 1


def test_every_action_of_the_action_taken_report_says_its_commitment(desk, story):
    made = story.made["at_risk"]
    desk.act(follow_ups.fulfil, "commitments", made.key, story.actions["in_progress"].key, at=dialogue.LATER)
    table = grid(sheet_of(desk, "action-taken"), "Sl. no.")
    of_it = [cells(table, number) for number in range(len(table.rows)) if made.reference in said(table.rows[number])]
    assert [(bool(one["Sl. no."]), bool(one["Status"])) for one in of_it] == [(True, True), (False, False)]


def test_the_brief_for_a_working_group_is_of_its_own_matters(desk, story):
    draft = MeetingDraft(kind="group", group="CU", title_in="Customs", starts_in=dialogue.day(70), marking="TLP:GREEN")
    held = desk.act(meetings.record, draft, at=dialogue.LATER)
    told = said(sheet_of(desk, "round-brief", round=held.reference).parts)
    assert story.made["at_risk"].reference in told
    assert not [state for state in ("claimed", "in_progress", "no_action") if story.made[state].reference in told]
