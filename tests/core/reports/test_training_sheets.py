"""The sheets of training: what each says, in words that are read back from the drawn file too."""

from __future__ import annotations

import itertools

import pytest

from hsdclient import clock, errors
from hsdclient.reports import compose, proof, register, verify_report
from hsdclient.reports.scope import OF_TRAINING, ONE_RUN, ReportOrder
from hsdclient.reports.sheet import Chart, Facts, Heading, Signatures
from hsdclient.training import nominations, runs
from tests.core.reports import exchanges
from tests.core.reports.desk import cells, drawn, flat, grid, grids, pages, said
from tests.core.reports.exchanges import notes, order_of, sheet_of


@pytest.fixture
def story(desk):
    return exchanges.told(desk)


def headings(sheet):
    return [part.text for part in (*sheet.cover, *sheet.parts) if isinstance(part, Heading)]


def titled(sheet, title):
    """The tables whose title begins so."""
    return [one for one in grids((*sheet.cover, *sheet.parts)) if one.title.startswith(title)]


# --- roll and attendance ------------------------------------------------------------------------------------


def test_the_roll_names_who_is_on_a_seat_who_waits_and_who_is_gone(desk, story):
    sheet = sheet_of(desk, story, "roll")
    named = {one.title: [said(row[1]) for row in one.rows] for one in grids(sheet.parts)}
    assert list(named) == ["On a seat: 6", "Waitlist: 2", "No longer nominated: 2", "On a seat: 2"]
    assert {"Kavita", "Sunita", exchanges.LONG_NAME, "Gurpreet Singh"} < set(named["On a seat: 6"])
    assert named["Waitlist: 2"] == ["Late Arrival", "Waits Longer"]
    assert named["No longer nominated: 2"] == ["Arjun Rao", "Farhan Ali"]
    first = next(cells(one, row) for one in grids(sheet.parts) for row in range(len(one.rows))
                 if cells(one, row)["Name"] == "Kavita")  # fmt: skip
    assert first["Service number"] == "IN-1001"
    assert (first["Post"], first["Agency"], first["Gates"], first["Final test"]) == ("Inspector", "NPA", "Passed", "76")
    assert first["Certificate"].startswith("CERT-2026-")
    text = said(sheet)
    assert "VET/" not in text, "no sheet prints vetting beyond whether the gates are passed"
    assert "1988" not in text, "the own roll has no date of birth"
    assert "Needed on duty" not in text, "and no reason"


def test_the_roll_says_what_the_list_of_nominations_says(desk, story):
    with desk.store.read() as rx:
        rows = nominations.of_run(rx, story.run.key)
    sheet = sheet_of(desk, story, "roll")
    told = {said(row[1]): cells(one, place) for one in grids(sheet.parts) for place, row in enumerate(one.rows)}
    assert set(told) == {row.name for row in rows}
    for row in rows:
        assert told[row.name]["Gates"] == ("Passed" if row.gates_passed else "Not yet"), row.name
        assert told[row.name]["Certificate"] == (row.certificate or "–"), row.name


def test_seats_stand_per_side_with_the_partners_dates_as_received(desk, story):
    (table,) = titled(sheet_of(desk, story, "roll"), "Seats")
    assert cells(table, 0) == {
        "Side": "India", "Seats": "7", "Taken": "6", "Free": "1", "Waitlisted": "2", "Its dates, as received": "–",
    }  # fmt: skip
    assert cells(table, 1)["Its dates, as received"] == "4 May 2026 – 16 May 2026\nReceived 2 Feb 2026\nE-mail of 2 Feb"


def test_attendance_is_boxes_before_and_marks_after(desk, story):
    exercise = story.others["exercise"].reference
    person = story.people[8].key
    desk.act(nominations.nominate, story.others["exercise"].key, person, at=exchanges.NOW)
    before = sheet_of(desk, story, "attendance", run=exercise)
    table = grid(before, "No.")
    assert table.boxed
    assert [column.title for column in table.columns[3:]] == [
        "Mon\n7 Dec", "Tue\n8 Dec", "Wed\n9 Dec", "Thu\n10 Dec", "Fri\n11 Dec",
    ]  # fmt: skip
    assert [said(cell) for cell in table.rows[0]] == ["1", "Late Arrival", "NPA", "", "", "", "", ""]
    assert said(table.rows[-1][1]) == "Signature of the instructor"
    after = grid(sheet_of(desk, story, "attendance"), "No.")
    assert len(after.columns) == 3 + 10 + 1, "working days, and their sum"
    told = {said(row[1]): [said(cell) for cell in row[3:]] for row in after.rows}
    assert told["Kavita"] == ["½", *"PPPPPPPPP", "9.5"]
    assert told["Farhan Ali"] == [*"AAAAAAAAAA", "0"]
    assert "Arjun Rao" not in told
    assert "Late Arrival" not in told


def test_a_long_run_is_told_in_tables_of_ten_days(desk, story):
    long = exchanges._run(desk, story, title_en="Long", starts="2027-01-04", ends="2027-02-12", seats_in=1)
    desk.act(nominations.nominate, long.key, story.people[0].key, at=exchanges.NOW)
    tables = grids(sheet_of(desk, story, "attendance", run=long.reference).parts)
    assert [len(one.columns) - 3 for one in tables] == [10, 10, 10]


# --- call, calendar -------------------------------------------------------------------------------------------


def test_the_call_says_by_when_what_is_asked_and_how(desk, story):
    sheet = sheet_of(desk, story, "call")
    assert notes(sheet)[0] == "Nominations with all forms are wanted by 5 Mar 2026."
    text = said(sheet)
    for words in (
        "Five years of service.", "Seize, preserve and present digital evidence.", "Article 3(b)",
        "Cadre clearance of each Indian nominee", "at least 80 percent of the days", "at least 70 of 100",
        "Send the nominations to the issuing office",
    ):  # fmt: skip
        assert words in text
    standing = {said(row[1]): said(row[2]) for row in grid(sheet, "Due").rows}
    assert standing["All forms"] == "square-tick\nDone 1 Apr 2026"
    assert standing["Travel"].startswith("clock\nOverdue by ")
    cancelled = sheet_of(desk, story, "call", run=story.others["visit"].reference)
    assert notes(cancelled)[0].startswith("This run is cancelled.")


def test_the_calendar_has_runs_holidays_and_deadlines_by_month(desk, story):
    sheet = sheet_of(desk, story, "training-calendar")
    assert headings(sheet)[0] == "January 2026"
    assert len(headings(sheet)) == 12
    lines = [
        {column.title: said(cell) for column, cell in zip(one.columns, row, strict=True)}
        for one in grids(sheet.parts)
        for row in one.rows
    ]
    seminar = [one for one in lines if one["Run"] == story.others["seminar"].reference and "Title" in one]
    assert len(seminar) == 2, "it lies in March and in April"
    assert all("Mahavir Jayanti (IN)" in one["Holidays in it"] for one in seminar)
    days = {one["Day"]: one["Holiday or deadline"] for one in lines if "Day" in one}
    assert days["26 Jan 2026"] == "Holiday: Republic Day (IN)"
    assert days["4 Jul 2026"] == "Holiday: Independence Day (US)"
    due = [(one["Run"], one["Holiday or deadline"]) for one in lines if one.get("Standing")]
    assert (story.run.reference, "All forms") in due
    assert not [one for one in due if one[0] == story.others["visit"].reference], "nothing is due of a cancelled run"
    fiscal = sheet_of(desk, story, "training-calendar", calendar="in")
    assert (headings(fiscal)[0], headings(fiscal)[-1]) == ("April 2026", "March 2027")
    assert "1 Apr 2026 to 31 Mar 2027" in fiscal.subject[0]


# --- evaluation, reciprocity, the whole ---------------------------------------------------------------------------


def test_the_evaluation_has_response_rates_charts_and_no_small_numbers(desk, story):
    sheet = sheet_of(desk, story, "evaluation")
    nutshell = {said(row[0]): [said(cell) for cell in row[1:]] for row in titled(sheet, "In a nutshell")[0].rows}
    assert nutshell["Level 1: reaction"][:3] == ["8", "7", "88 %"]
    assert nutshell["Level 3: behaviour after six months: Trainee"] == ["8", "6", "75 %", "4.00 / 5"]
    assert nutshell["Level 3: behaviour after six months: Supervisor"] == ["8", "0", "0 %", "–"]
    charts = [part for part in sheet.parts if isinstance(part, Chart)]
    assert [(len(one.bars), one.full) for one in charts] == [(8, 5), (3, 100), (5, 5)]
    assert sum(text.startswith("Fewer than 5 answered.") for text in notes(sheet)) == 1
    assert "Well arranged." not in said(sheet), "comments are on no sheet"
    assert not any(name[0] in said(sheet) for name in exchanges.PEOPLE)
    assert "First seizure with preserved evidence." in said(sheet)


def test_the_statement_prints_the_year_in_full_the_balance_and_the_rule(desk, story):
    sheet = sheet_of(desk, story, "reciprocity", calendar="us")
    assert sheet.subject == ("US FY 2026: 1 Oct 2025 to 30 Sep 2026",)
    text = said(sheet)
    assert "India owes 6 seats." in text
    assert "a run across the end of a year is split between the two years" in text
    figures = {said(row[0]): [said(cell) for cell in row[1:]] for row in grids(sheet.cover)[0].rows}
    assert figures["Seats used by the other side"] == ["0", "6"]
    assert figures["Trainee-days given to the other side"] == ["0", "59.5"]
    assert figures["Cost borne, USD"] == ["0.00", "12,500.50"]
    assert figures["Cost borne, INR"] == ["8,40,000.00", "0.00"]
    assert "1 Apr 2026 to 31 Mar 2027" in sheet_of(desk, story, "reciprocity", calendar="in").subject[0]
    assert [line[0] for part in sheet.parts if isinstance(part, Signatures) for line in part.lines] == [
        "For India", "For United States",
    ]  # fmt: skip


def test_the_status_report_goes_clause_by_clause(desk, story):
    sheet = sheet_of(desk, story, "training")
    under = [
        one for one in headings(sheet) if one.startswith("AGR-") or one == "Under no agreement" or "Article" in one
    ]
    assert [one.rsplit(" · ", 1)[-1] for one in under][-3:] == ["Article 2", "Article 3(b)", "Under no agreement"]
    facts = {key: said(value) for part in sheet.cover if isinstance(part, Facts) for key, value in part.rows}
    assert (facts["Runs"], facts["Held"], facts["Still to come"]) == ("4", "2", "1")
    assert (facts["Trained: India"], facts["Trained: United States"], facts["Certificates"]) == ("6", "2", "7")
    lines = {said(row[0]): row for one in grids(sheet.parts) if one.columns[0].title == "Run" for row in one.rows}
    row = [said(cell) for cell in lines[story.run.reference]]
    assert "L1 4.02 (88 %)\nL2 78.2\nL3T 4.00 (75 %)" in row
    assert "1 Oct 2026 First seizure with preserved evidence." in row
    with desk.store.read() as rx, clock.at(exchanges.NOW):
        late = runs.deadlines.overdue(rx)
    assert facts["Deadlines overdue"] == str(len(late))
    assert "A sprained ankle." not in said(sheet)


# --- every sheet --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", OF_TRAINING)
def test_every_sheet_is_issued_verifiable_and_read_back_on_each_paper(desk, story, kind, tmp_path):
    for number, (language, paper) in enumerate(itertools.product(("en", "both"), ("a4", "letter"))):
        target = tmp_path / f"{number}.pdf"
        issued = desk.issue(
            target, kind=kind, now=exchanges.NOW, **order_of(story, kind, language=language, paper=paper)
        )
        assert issued.number in flat("".join(pages(issued.content)))
        data = proof.read_embedded(target)
        assert data["kind"] == kind
        with desk.store.read() as rx:
            assert register.registered_data(rx, issued.number) == data
            assert verify_report.verify_file(rx, target).genuine
            lines = dict(verify_report.figures(data, "Asia/Kolkata"))
            row = register.listing(rx)[0]
        wanted = {"certificate-register": "", "training": ""}.get(kind, order_of(story, kind).get("run", "2026"))
        assert row.scope == wanted
        assert len(lines) > 7, "more than the head"
        text = proof.canonical(data).decode()
        assert not any(word in text for person in exchanges.PEOPLE for word in (person[0], person[3])), (
            "a purge cannot reach what is registered"
        )


def test_the_figures_of_a_forged_file_are_told_apart(desk, story):
    with clock.at(exchanges.NOW):
        matter, _lines = register.matter_of(desk.store, ReportOrder("roll", run=story.run.reference))
        data = compose.canonical(matter, "R-2026-0001", exchanges.NOW)
    forged = {**data, "nominees": [{**data["nominees"][0], "score": "99"}, *data["nominees"][1:]]}
    differing = [one for one in verify_report.compare(data, forged, "Asia/Kolkata") if not one.agrees]
    assert [one.label for one in differing] == [f"Nominee {data['nominees'][0]['person']}"]
    for odd in (3, "x", [1], {"a": {"b": {"c": {"d": {"e": {}}}}}}, None, [[]]):
        every = dict.fromkeys(("runs", "nominees", "certificates", "evaluation", "statement"), odd)
        assert verify_report.figures(every, "UTC")


def test_orders_that_cannot_be_carried_out_are_refused(desk, story):
    for kind in OF_TRAINING:
        field = "year" if kind in ("training-calendar", "reciprocity") else "run"
        if kind not in ("certificate-register", "training"):
            with pytest.raises(errors.Refused) as refusal:
                desk.sheet(kind, now=exchanges.NOW)
            assert refusal.value.field == field
        if kind in (*ONE_RUN, "certificate"):
            with pytest.raises(errors.Refused) as refusal:
                sheet_of(desk, story, kind, run="RUN-1999-0001")
            assert refusal.value.field == "run"
            with pytest.raises(errors.Refused, match="release it first"):
                sheet_of(desk, story, kind, audience="partner")
    with pytest.raises(errors.Refused) as refusal:
        sheet_of(desk, story, "reciprocity", year="203")
    assert refusal.value.field == "year"
    desk.act(runs.discard, [story.others["visit"].key], "A mistake", at=exchanges.NOW)
    with pytest.raises(errors.Refused, match="trash"):
        sheet_of(desk, story, "call", run=story.others["visit"].reference)
    assert story.others["visit"].reference not in said(sheet_of(desk, story, "training"))


def test_an_empty_workspace_has_its_sheets_too(desk):
    for kind in ("training-calendar", "reciprocity", "training", "certificate-register"):
        year = {"year": "2026"} if kind in ("training-calendar", "reciprocity") else {}
        assert pages(drawn(desk.sheet(kind, now=exchanges.NOW, language="both", **year)))


def test_the_page_carries_the_marking_of_all_that_is_on_it(desk, story):
    from hsdclient.training import trainees

    assert sheet_of(desk, story, "roll").markings == ("TLP:GREEN",)
    desk.act(trainees.amend, story.people[0].key, {"marking": "TLP:AMBER"}, at=exchanges.NOW)
    for kind in ("roll", "attendance", "certificate", "certificate-register", "training"):
        assert sheet_of(desk, story, kind).markings == ("TLP:AMBER",), kind
    for kind in ("call", "training-calendar", "evaluation", "reciprocity"):
        assert sheet_of(desk, story, kind).markings == ("TLP:GREEN",), kind


def test_the_file_name_tells_kind_scope_and_day(desk):
    named = {
        ReportOrder("roll", run="RUN-2026-0001"): "roll-RUN-2026-0001-2026-11-22.pdf",
        ReportOrder("reciprocity", year="2025", calendar="in"): "reciprocity-FY-2025-26-2026-11-22.pdf",
        ReportOrder("training", audience="partner"): "training-all-2026-11-22-partner.pdf",
        ReportOrder("certificate", certificates=("CERT-2026-0001",)): "certificate-CERT-2026-0001-2026-11-22.pdf",
    }
    for order, name in named.items():
        assert compose.file_name(order, "2026-11-22") == name
