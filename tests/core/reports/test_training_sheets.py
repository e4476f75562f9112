"""The sheets of training: what each says, in words that are read back from the drawn file too."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from hsdclient import clock, errors, releases
from hsdclient.reports import compose, proof, register, verify_report
from hsdclient.reports.scope import OF_TRAINING, ONE_RUN, ReportOrder
from hsdclient.reports.sheet import Certificate, Chart, Facts, Heading, Note, Signatures
from hsdclient.training import certificates, nominations, runs
from tests.core.reports import exchanges
from tests.core.reports.desk import cells, drawn, flat, grid, grids, pages, said


@pytest.fixture
def story(desk):
    return exchanges.told(desk)


def order_of(story, kind, **more):
    of_run = {"run": story.run.reference} if kind in (*ONE_RUN, "certificate") else {}
    of_year = {"year": "2026"} if kind in ("training-calendar", "reciprocity") else {}
    return {**of_run, **of_year, **more}


def sheet_of(desk, story, kind, **more):
    return desk.sheet(kind, now=exchanges.NOW, **order_of(story, kind, **more))


def notes(sheet):
    return [part.text for part in (*sheet.cover, *sheet.parts) if isinstance(part, Note)]


def headings(sheet):
    return [part.text for part in (*sheet.cover, *sheet.parts) if isinstance(part, Heading)]


def titled(sheet, title):
    """The tables whose title begins so."""
    return [one for one in grids((*sheet.cover, *sheet.parts)) if one.title.startswith(title)]


def release(desk, story, *parts, people=(), at=exchanges.NOW):
    """The run with these parts and these people, to the partner."""
    desk.act(releases.release_record, "runs", story.run.key, ["US"], at=at)
    for part in parts:
        desk.act(releases.release_record_part, "runs", story.run.key, part, "US", True, at=at)
    for person in people:
        desk.act(releases.release_record, "trainees", person.key, ["US"], at=at)


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


# --- certificates -----------------------------------------------------------------------------------------------


def of_name(sheet, name):
    """The page of the certificate of `name`."""
    return next(part for part in sheet.parts if isinstance(part, Certificate) and ("name", name) in part.lines)


def test_each_certificate_has_a_page_with_its_number_code_and_square(desk, story):
    sheet = sheet_of(desk, story, "certificate")
    with desk.store.read() as rx:
        hold = [row for row in certificates.of_run(rx, story.run.key) if row.revoked_on is None]
        codes = {row.reference: certificates.check_code(row) for row in hold}
        for one in sheet.parts:
            assert isinstance(one, Certificate)
            assert one.code == codes.pop(one.number)
            assert one.scan == f"HSDC1:{one.number}:{one.code}"
            assert certificates.verify(rx, one.scan).state == "genuine"
    assert not codes, "and each that holds has one"
    content = drawn(sheet)
    told = pages(content)
    assert len(told) == len(sheet.parts) == 7
    for number, text in enumerate(told):
        part = sheet.parts[number]
        assert {part.number, part.code} < set(text.split())
        assert "R-2026-0001" in text
        assert "TLP:GREEN" in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "hi", "both"])
def test_every_name_stands_whole_on_its_certificate(desk, story, language, paper):
    sheet = sheet_of(desk, story, "certificate", language=language, paper=paper)
    told = pages(drawn(sheet))
    assert len(told) == len(sheet.parts), "each on one page"
    for part, text in zip(sheet.parts, told, strict=True):
        for _role, line in part.lines:
            assert flat(line) in flat(text)
    names = {text for part in sheet.parts for role, text in part.lines if role == "name"}
    assert exchanges.LONG_NAME in names
    assert ("कविता" in names) == (language != "en")
    assert ("Kavita" in names) == (language != "hi")
    english = [text for part in sheet.parts for role, text in part.lines if role == "text"]
    assert ("has successfully completed the course" in english) == (language != "hi")


def test_a_name_of_any_length_is_never_clipped(desk, story):
    sheet = sheet_of(desk, story, "certificate", language="both")
    one = sheet.parts[0]
    for name in ("X", "W" * 90, "अतिदीर्घनामधेयस्य " * 9 + "कविता", "Anna " * 40 + "Maria"):
        lines = tuple((role, name if role == "name" else text) for role, text in one.lines)
        (text,) = pages(drawn(replace(sheet, parts=(replace(one, lines=lines),))))
        assert flat(name) in flat(text)
        assert one.code in text


def test_revoked_ones_are_not_printed_and_stay_in_the_register(desk, story):
    gone = next(one.reference for one in story.certificates if one.nomination_key == story.nominated[exchanges.REVOKED])
    assert gone not in said(sheet_of(desk, story, "certificate").parts)
    with pytest.raises(errors.Refused, match="was revoked") as refusal:
        sheet_of(desk, story, "certificate", run="", certificates=(gone,))
    assert refusal.value.field == "certificates"
    sheet = sheet_of(desk, story, "certificate-register")
    table = grid(sheet, "Number")
    assert [said(row[0]) for row in table.rows] == [f"CERT-2026-{number:04d}" for number in range(1, 9)]
    standing = {said(row[0]): said(row[-1]) for row in table.rows}
    assert standing[gone] == "octagon\nRevoked 2 Jun 2026\nThe name was written wrongly."
    assert sum(one == "square-tick\nHolds" for one in standing.values()) == 7
    assert said(sheet_of(desk, story, "certificate-register", year="2025").parts[0].rows) == ""


def test_single_certificates_are_chosen_by_number(desk, story):
    with desk.store.read() as rx:
        hold = [row.reference for row in certificates.of_run(rx, story.run.key) if row.revoked_on is None]
    sheet = sheet_of(desk, story, "certificate", run="", certificates=(hold[1].lower(), hold[3]))
    assert [part.number for part in sheet.parts] == [hold[1], hold[3]]
    for wrong in ("CERT-2026-0999", "", "x"):
        with pytest.raises(errors.Refused):
            sheet_of(desk, story, "certificate", run="", certificates=(wrong,))
    with pytest.raises(errors.Refused, match="issue them first"):
        sheet_of(desk, story, "certificate", run=story.others["exercise"].reference)


def test_an_edited_certificate_does_not_verify(desk, story, tmp_path):
    target = tmp_path / "certificates.pdf"
    desk.issue(target, kind="certificate", now=exchanges.NOW, run=story.run.reference)
    content = target.read_bytes()
    with desk.store.read() as rx:
        assert verify_report.verify_file(rx, target).genuine
        for place in (len(content) // 3, len(content) // 2, len(content) - 30):
            edited = bytearray(content)
            edited[place] ^= 1
            target.write_bytes(edited)
            verdict = verify_report.verify_file(rx, target)
            assert not verdict.genuine
            assert verdict.sentence.startswith("Not ")


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


# --- the partner's edition --------------------------------------------------------------------------------------------


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


def test_a_past_day_gives_what_was_recorded_then(desk, store):
    story = exchanges.told(desk)
    person = trainees_of(desk, story)
    before, after = later(3), later(9)
    desk.act(trainees.amend, person, {"post": "Superintendent"}, at=after)
    told = {day: said(desk.sheet("roll", now=later(20), run=story.run.reference, as_of=day.date())) for day in (before, after)}
    assert "Superintendent" not in told[before].split("Kavita", 1)[1].split("Passed", 1)[0]
    assert "Superintendent" in told[after].split("Kavita", 1)[1].split("Passed", 1)[0]


def trainees_of(desk, story):
    return story.people[0].key
