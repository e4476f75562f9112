"""The sheets of a dialogue: what each says, in words that are read back from the drawn file too."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from hsdclient import clock, commitments, errors, meetings, releases, requests
from hsdclient.commitments import CommitmentDraft
from hsdclient.meetings import MeetingDraft
from hsdclient.reports import compose, proof, register, verify_report
from hsdclient.reports.scope import OF_ROUNDS, ONE_ROUND, ReportOrder
from hsdclient.reports.sheet import Badge, Chart, Facts, Grid, Heading, Paragraph, Signatures
from hsdclient.requests import ReplyDraft
from tests.core.reports import dialogue
from tests.core.reports.desk import cells, drawn, flat, grid, grids, later, pages, said

ROUND = "HSD-2024"


@pytest.fixture
def story(desk):
    return dialogue.told(desk)


def sheet_of(desk, kind, **order):
    return desk.sheet(kind, **{"round": "" if kind == "requests" else ROUND, "now": dialogue.NOW, **order})


def cover_facts(sheet):
    return {key: said(value) for part in sheet.cover if isinstance(part, Facts) for key, value in part.rows}


def headings(sheet):
    return [part.text for part in (*sheet.cover, *sheet.parts) if isinstance(part, Heading)]


def lines_of(sheet, column):
    """Reference → the cell of `column`, of the table that has both."""
    table = next(one for one in grids(sheet.parts) if {"Reference", column} <= {c.title for c in one.columns})
    told = [cells(table, number) for number in range(len(table.rows))]
    return {one["Reference"]: one[column] for one in told}


def test_the_scorecard_judges_each_commitment_and_counts_them(desk, story):
    sheet = sheet_of(desk, "scorecard")
    made = {state: one.reference for state, one in story.made.items()}
    statuses = lines_of(sheet, "Status")
    assert {state: statuses[ref] for state, ref in made.items()} == {
        "fulfilled": "square-tick\nFulfilled, with evidence\nWas: In progress",
        "claimed": "square-open\nClaimed, without evidence\nWas: In progress",
        "in_progress": "tick-circle\nIn progress", "at_risk": "triangle\nAt risk",
        "no_action": "hollow-circle\nNo action at all",
    }  # fmt: skip
    assert lines_of(sheet, "Evidence")[made["fulfilled"]] == "DOC-2026-0001"
    assert lines_of(sheet, "Joint actions")[made["at_risk"]] == story.actions["at_risk"].reference
    assert "Red: CU-2026-0001." in lines_of(sheet, "Why")[made["at_risk"]]
    assert lines_of(sheet, "Commitment, verbatim")[made["in_progress"]] == (
        f"{dialogue.SENTENCES['in_progress']}\nMeant: Diversion is stopped."
    )
    (chart,) = [part for part in sheet.cover if isinstance(part, Chart)]
    assert chart.unit == "Commitments: 5"
    assert [(bar.value, bar.shape) for bar in chart.bars] == [
        (1, "square-tick"), (1, "square-open"), (1, "tick-circle"), (1, "triangle"), (1, "hollow-circle"), (0, "arrow"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "hi", "both"])
def test_the_summary_is_one_page(desk, story, language):
    for number in range(20):
        draft = CommitmentDraft(round=ROUND, verbatim=f"One more sentence, the {number}th.", marking="TLP:GREEN")
        desk.act(commitments.record, draft, at=dialogue.LATER)
    sheet = sheet_of(desk, "scorecard", language=language)
    assert len(sheet.data["changes"]) == 22
    assert len(pages(drawn(replace(sheet, parts=())))) == 1
    (changes,) = [part for part in sheet.cover if isinstance(part, Grid) and part.columns[0].kind == "reference"]
    assert 1 <= len(changes.rows) <= 8


def test_the_rules_are_printed_at_the_end(desk, story):
    sheet = sheet_of(desk, "scorecard")
    rules = grid(sheet, "No.")
    assert len(rules.rows) == 8
    assert said(rules.rows[2]).startswith("3\nFulfilled, with evidence: every joint action")
    assert headings(sheet)[-1] == "How the statuses are judged"
    partner = grid(_released(desk, story), "No.")
    assert said(partner.rows[-1]).endswith("joint actions, documents and dates that it shows.")


def _released(desk, story, kind="scorecard", **more):
    desk.act(releases.release_record, "meetings", story.round.key, ["US"], at=dialogue.LATER)
    return sheet_of(desk, kind, audience="partner", **more)


def test_both_sides_dates_stand_side_by_side_and_changing_one_leaves_the_other(desk, story):
    before = {kind: cells(sheet_of(desk, kind).cover[0], 1) for kind in ONE_ROUND}
    said_so = {"As each side has it": "Dates", "India": "28 Feb 2024", "United States": "27 Feb 2024 – 29 Feb 2024"}
    assert before == dict.fromkeys(ONE_ROUND, said_so)
    change = {"starts": "2024-02-26"}
    desk.act(meetings.amend_side, story.round.key, "US", change, source="Corrected readout", at=dialogue.LATER)
    now = cells(sheet_of(desk, "scorecard").cover[0], 1)
    assert now == said_so | {"United States": "26 Feb 2024 – 29 Feb 2024"}
    desk.act(meetings.amend_side, story.round.key, "IN", {"starts": "2024-02-27", "ends": ""}, at=dialogue.LATER)
    assert cells(sheet_of(desk, "scorecard").cover[0], 1) == now | {"India": "27 Feb 2024"}


def test_who_overruled_and_where_the_sides_differ(desk, story):
    key = story.made["claimed"].key
    desk.act(commitments.assess, key, "IN", "in_progress", "The list is a draft.", at=dialogue.LATER)
    desk.act(commitments.assess, key, "US", "fulfilled", "Lists exchanged.", source="Their note", at=dialogue.LATER)
    sheet = sheet_of(desk, "scorecard")
    assert lines_of(sheet, "Status")[story.made["claimed"].reference] == (
        "tick-circle\nIn progress\nComputed: Claimed, without evidence"
    )
    assert lines_of(sheet, "Why")[story.made["claimed"].reference].startswith("The list is a draft.\n")
    (differ,) = [one for one in grids(sheet.parts) if one.columns[-1].title == "United States"]
    assert cells(differ) == {
        "Reference": story.made["claimed"].reference, "Commitment, verbatim": dialogue.SENTENCES["claimed"],
        "Computed": "square-open\nClaimed, without evidence", "India": "tick-circle\nIn progress\nThe list is a draft.",
        "United States": f"square-tick\nFulfilled, with evidence\nLists exchanged.\nReceived {_day(20)}\nTheir note",
    }  # fmt: skip


def _day(days):
    from hsdclient import dates

    return dates.say(later(days).date())


def test_what_changed_since_the_last_round_is_on_the_first_page(desk, story):
    desk.act(
        meetings.record,
        MeetingDraft(code="HSD-LAST", title_in="Round", starts_in=dialogue.day(10), state="held", marking="TLP:GREEN"),
        at=later(11),
    )
    sheet = sheet_of(desk, "scorecard")
    (changes,) = [part for part in sheet.cover if isinstance(part, Grid) and part.columns[0].title == "Commitment"]
    assert [said(row[0]) for row in changes.rows] == [story.made[one].reference for one in ("fulfilled", "claimed")]
    first = cells(changes)
    assert (first["Then"], first["Now"]) == ("tick-circle\nIn progress", "square-tick\nFulfilled, with evidence")
    assert sheet.data["changes"][0] == {
        "reference": story.made["fulfilled"].reference, "then": "in_progress", "now": "fulfilled",
    }  # fmt: skip
    assert "Was: In progress" in lines_of(sheet, "Status")[story.made["claimed"].reference]
    assert "changes" not in sheet_of(desk, "scorecard", as_of=dialogue.LOGGED.date()).data, "nothing was before"


def test_the_last_round_itself_counts_from_the_day_its_commitments_were_recorded(desk, story):
    sheet = sheet_of(desk, "scorecard")
    assert f"What changed since {_day(5)}" in headings(sheet)
    told = {one["reference"]: (one["then"], one["now"]) for one in sheet.data["changes"]}
    assert told == {
        story.made["fulfilled"].reference: ("in_progress", "fulfilled"),
        story.made["claimed"].reference: ("in_progress", "claimed"),
    }
    assert "changes" not in _released(desk, story).data, "the partner is not told when we recorded it"


def test_a_scorecard_of_a_past_day_is_the_one_that_was_printed_then(desk, story):
    then = sheet_of(desk, "scorecard", now=later(22), language="both")
    desk.act(commitments.amend, story.made["claimed"].key, {"paraphrase": "Other words."}, at=later(25))
    desk.act(commitments.assess, story.made["no_action"].key, "IN", "claimed", "They say so.", at=later(26))
    draft = CommitmentDraft(round=ROUND, verbatim="A sentence more.", classed="process", marking="TLP:GREEN")
    desk.act(commitments.record, draft, at=later(27))
    desk.act(meetings.amend_side, story.round.key, "IN", {"title": "Other title"}, at=later(28))
    desk.act(commitments.discard, [story.made["at_risk"].key], "Wrong.", at=later(29))
    past = sheet_of(desk, "scorecard", as_of=later(22).date(), language="both")
    assert said(past.parts) == said(then.parts)
    assert past.parts == then.parts
    assert past.cover == then.cover
    assert (past.subject, past.as_of, past.markings) == (then.subject, then.as_of, then.markings)
    told = {key: value for key, value in past.data.items() if key != "issued"}
    assert told == {key: value for key, value in then.data.items() if key != "issued"}
    assert said(sheet_of(desk, "scorecard")) != said(past)


def test_the_readout_sheet_ties_each_sentence_to_its_reference(desk, story):
    sheet = sheet_of(desk, "commitments")
    assert headings(sheet) == ["US readout"]
    table = grid(sheet, "Sl. no.")
    assert cells(table) == {
        "Sl. no.": "1", "Para.": "¶ 2", "Sentence of the readout": dialogue.SENTENCES["fulfilled"],
        "Reference": story.made["fulfilled"].reference, "Class": "Deliverable", "Group": "CT", "Lead, India": "MHA",
        "Lead, US": "DHS", "Due": _day(45),
    }  # fmt: skip
    assert cells(table, 4)["Due"] == "By the next round"
    assert cover_facts(sheet) == {"Commitments": "5", "Deliverable": "1", "Process": "4"}


def test_the_brief_tells_each_item_where_we_stand_and_who_owes_what(desk, story):
    sheet = sheet_of(desk, "round-brief")
    assert headings(sheet) == ["1. Narcotics (CN)", "2. Customs (CU)", "3. Any other business", "Other open matters"]
    assert isinstance(sheet.parts[1], Paragraph)
    assert sheet.parts[1].text == "Ask for the list of firms."
    standing, promised, owed = (part for part in sheet.parts[2:5])
    assert [row[0] for row in standing.rows] == ["CN-2026-0001", "CN-2026-0002"]
    assert [row[0] for row in promised.rows] == [story.made["in_progress"].reference]
    sentence = dialogue.SENTENCES["in_progress"]
    assert cells(owed) == {
        "The United States owes": (
            f"{story.requests['ours'].reference} (54 days): List of approved firms\n"
            f"{story.made['in_progress'].reference}: {sentence}"
        ),
        "India owes": f"{story.made['in_progress'].reference}: {sentence}",
    }
    rest = said(sheet.parts[headings(sheet).index("Other open matters") :])
    assert story.requests["theirs"].reference in rest
    assert story.made["no_action"].reference in rest
    assert story.made["fulfilled"].reference not in said(sheet.parts), "nothing of it is open"
    _versions, deadlines = (part for part in sheet.cover if isinstance(part, Grid))
    assert cells(deadlines) == {
        "Before the round": "Country paper", "Days before": "30", "Due": "29 Jan 2024", "Done": "–",
    }  # fmt: skip


def test_the_minutes_have_both_clocks_attendees_and_action_items(desk, story):
    sheet = sheet_of(desk, "minutes")
    assert cover_facts(sheet)["Time on both clocks"] == "14:00 IST\n03:30 EST"
    delegations = grid(sheet, "India")
    assert [said(cell) for cell in delegations.rows[0]] == [
        "Ajay Bhalla (head)\nHome Secretary, MHA", "Kristie Canegallo (head)\nActing Deputy Secretary, DHS",
    ]  # fmt: skip
    assert said(delegations.rows[1][0]) == "Meera Iyer\nJoint Secretary, MHA"
    (decided,) = [one for one in grids(sheet.parts) if one.columns[1].title == "Decision"]
    assert cells(decided) == {
        "No.": "1", "Decision": "Exchange the lists of firms.", "Agency": "NCB-IN", "Due": _day(30),
        "Joint action": "CN-2026-0001",
        "Status and RAG": "In progress\ntick-circle\nGreen\nclock\nOverdue by 30 days",
    }  # fmt: skip
    assert [line[0] for part in sheet.parts if isinstance(part, Signatures) for line in part.lines] == [
        "For India", "For United States",
    ]  # fmt: skip
    assert "The two sides met.\nThey reviewed all working groups." in said(sheet.parts)


def test_the_action_taken_report_tells_evidence_and_the_reason(desk, story):
    table = grid(sheet_of(desk, "action-taken"), "Sl. no.")
    first = cells(table)
    assert first["Action taken"] == f"{_day(20)}: Done as agreed (fulfilled)."
    assert first["Evidence"] == "DOC-2026-0001\npage 2"
    told = [cells(table, number) for number in range(len(table.rows))]
    at_risk = next(one for one in told if story.made["at_risk"].reference in one["Commitment, verbatim"])
    assert at_risk["Reason for pendency"] == "No quorum."
    none = next(one for one in told if story.made["no_action"].reference in one["Commitment, verbatim"])
    assert none["Joint action"] == "No joint action"
    assert none["Reason for pendency"] == "No joint action is linked to it."
    every = desk.sheet("action-taken", now=dialogue.NOW)
    assert every.subject == ("All rounds of the Homeland Security Dialogue",)
    assert len(grid(every, "Sl. no.").rows) == 5
    assert len(grid(desk.sheet("action-taken", groups=("CU",), now=dialogue.NOW), "Sl. no.").rows) == 1


def test_requests_are_counted_by_the_side_that_owes_the_reply(desk, story):
    sheet = sheet_of(desk, "requests")
    (counts,) = sheet.cover
    assert cells(counts) == {
        "Requests": "Awaiting a reply of the United States", "Count": "1", "Longest wait": "54 days",
        "All days waited": "54", "Overdue": "1",
    }  # fmt: skip
    assert cells(counts, 1)["Longest wait"] == "52 days"
    ours = cells(grid(sheet, "Reference"))
    assert (ours["Reference"], ours["Channel"], ours["Last chased"]) == (
        story.requests["ours"].reference, "Liaison officer to liaison officer", _day(18),
    )  # fmt: skip
    desk.act(requests.reply, story.requests["ours"].key, ReplyDraft(text="Here.", from_agency="DEA"), at=later(30))
    assert cells(sheet_of(desk, "requests").cover[0])["Count"] == "0"


@pytest.mark.parametrize("language", ["en", "hi", "both"])
def test_the_one_page_brief_is_one_page(desk, story, language):
    for number in range(12):
        draft = CommitmentDraft(
            round=ROUND, verbatim=f"Sentence {number} that goes on for a while so that it takes more than one line.",
            classed="process", lead_in="MHA", lead_us="DHS", marking="TLP:GREEN",
        )  # fmt: skip
        desk.act(commitments.record, draft, at=dialogue.LATER)
    sheet = sheet_of(desk, "brief", language=language)
    assert len(pages(drawn(sheet))) == 1
    assert "HSD-NEXT" in said(sheet.cover[-1])
    attention = next(part for part in sheet.cover if isinstance(part, Grid) and part.columns[0].kind == "reference")
    assert 3 <= len(attention.rows) <= 7
    assert re.search(r"and \d+ more|तथा \d+ अन्य", said(attention))


@pytest.mark.parametrize("kind", OF_ROUNDS)
def test_every_sheet_is_issued_verifiable_and_read_back_on_each_paper(desk, story, kind, tmp_path):
    for number, (language, paper) in enumerate(itertools.product(("en", "both"), ("a4", "letter"))):
        target = tmp_path / f"{number}.pdf"
        order = {"round": "" if kind == "requests" else ROUND, "language": language, "paper": paper}
        issued = desk.issue(target, kind=kind, now=dialogue.NOW, **order)
        text = flat("".join(pages(issued.content)))
        assert issued.number in text
        named = story.requests["ours"] if kind == "requests" else story.made["at_risk"]
        assert (kind == "minutes") or named.reference in text
        data = proof.read_embedded(target)
        assert data["kind"] == kind
        with desk.store.read() as rx:
            assert register.registered_data(rx, issued.number) == data
            assert verify_report.verify_file(rx, target).genuine
            lines = dict(verify_report.figures(data, "Asia/Kolkata"))
            row = register.listing(rx)[0]
        assert row.scope == order["round"]
        if kind != "requests":
            assert lines["Dates, India"].startswith(dialogue.IN_TITLE)
        if kind in ("scorecard", "brief"):
            assert "Fulfilled, with evidence" in lines[story.made["fulfilled"].reference]


def test_another_file_says_which_figures_still_match(desk, story):
    with clock.at(dialogue.NOW):
        matter, lines = register.matter_of(desk.store, ReportOrder("scorecard", round=ROUND))
        data = compose.canonical(matter, "R-2026-0001", dialogue.NOW)
    forged = {**data, "commitments": [{**data["commitments"][0], "status": "at_risk"}, *data["commitments"][1:]]}
    differing = [one for one in verify_report.compare(data, forged, "Asia/Kolkata") if not one.agrees]
    assert [one.label for one in differing] == [story.made["fulfilled"].reference]
    for odd in (3, "x", [1], {"commitments": 3, "round": [], "decisions": "x", "requests": [[]], "changes": {}}):
        verify_report.figures({"round": odd, "commitments": odd, **(odd if isinstance(odd, dict) else {})}, "UTC")
    assert not lines


def test_orders_that_cannot_be_carried_out_are_refused(desk, story):
    for kind in ONE_ROUND:
        with pytest.raises(errors.Refused) as refusal:
            desk.sheet(kind, now=dialogue.NOW)
        assert refusal.value.field == "round"
        with pytest.raises(errors.Refused) as refusal:
            desk.sheet(kind, round="HSD-1999", now=dialogue.NOW)
        assert refusal.value.field == "round"
        with pytest.raises(errors.Refused) as refusal:
            sheet_of(desk, kind, audience="partner")
        assert "release it first" in refusal.value.sentence
    assert _released(desk, story).data["round"]["code"] == ROUND
    empty = MeetingDraft(title_in="Empty", starts_in="2025-01-01", code="HSD-2025")
    desk.act(meetings.record, empty, at=dialogue.LATER)
    for kind in ONE_ROUND:
        assert pages(drawn(sheet_of(desk, kind, round="HSD-2025"))), "a round without anything is still a sheet"


def test_the_page_carries_the_marking_of_all_that_is_on_it(desk, story):
    assert sheet_of(desk, "scorecard").markings == ("TLP:GREEN",)
    desk.act(commitments.amend, story.made["claimed"].key, {"marking": "TLP:AMBER"}, at=dialogue.LATER)
    for kind in ("scorecard", "commitments", "brief", "action-taken", "round-brief"):
        assert sheet_of(desk, kind).markings == ("TLP:AMBER",), kind
    desk.act(requests.amend, story.requests["ours"].key, {"marking": "Restricted"}, at=dialogue.LATER)
    assert "Restricted" in sheet_of(desk, "requests").markings
    assert "Restricted" in sheet_of(desk, "round-brief").markings


def test_the_file_name_tells_kind_round_and_day(desk):
    order = ReportOrder("scorecard", round=ROUND)
    assert compose.file_name(order, "2026-11-22") == "scorecard-HSD-2024-2026-11-22.pdf"
    assert compose.file_name(replace(order, kind="requests", round=""), "2026-11-22") == "requests-all-2026-11-22.pdf"


def test_a_status_badge_is_shape_and_word(desk, story):
    listed = [cell for one in grids(sheet_of(desk, "scorecard").parts) for row in one.rows for cell in row]
    pieces = [piece for cell in listed for piece in (cell if isinstance(cell, tuple) else (cell,))]
    assert {one.shape for one in pieces if isinstance(one, Badge)} == {
        "square-tick", "square-open", "tick-circle", "triangle", "hollow-circle",
    }  # fmt: skip
