"""The status reports: cover, chart, matrix, a block per action, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from hsdclient import errors, joint_actions, releases
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.sheet import Badge, Block, Chart, Facts, Grid, Heading, Signatures
from tests.core.reports.desk import cells, drawn, flat, grid, pages, said

HINDI = "पूर्ववर्ती रसायनों की निगरानी सूची, क़ानून"


def facts(sheet):
    return dict(next(part for part in sheet.cover if isinstance(part, Facts)).rows)


def test_the_cover_counts_what_is_in_the_sheet(desk):
    desk.log("One", status="agreed", due="2026-04-01")
    desk.log("Two", status="in_progress", rag="amber", reason="Funds awaited.", due="2026-05-01")
    desk.log("Three", status="in_progress", rag="green")
    desk.log("Elsewhere", group="CU", lead_in="CBIC", lead_us="CBP")
    sheet = desk.sheet()
    assert facts(sheet) == {
        "Joint actions in this sheet": "3", "Agreed": "1", "In progress": "2", "Overdue": "2",
        "Reason for pendency missing": "1",
    }  # fmt: skip
    (bars,) = [part for part in sheet.cover if isinstance(part, Chart)]
    assert {bar.label: bar.value for bar in bars.bars} == {"Red": 0, "Amber": 1, "Green": 1, "Blue": 0, "Not set": 1}
    assert sheet.office == ("Ministry of Home Affairs",)
    assert sheet.as_of == "As of 22 Nov 2026: what this workspace had recorded by 24:00 (Asia/Kolkata)"
    assert "Elsewhere" not in said(sheet)


def test_the_matrix_is_landscape_with_the_columns_of_the_desk(desk):
    key = desk.log(
        "Watch list", supporting=("DRI",), due="2026-04-01", status="in_progress", rag="red", reason="No quorum.",
        next_step="Call a meeting",
    ).key  # fmt: skip
    desk.act(add_entry, key, EntryDraft(text="First list drafted.", dated="2026-02-27"))
    matrix = grid(desk.sheet(), "Sl. no.")
    assert matrix.landscape
    assert cells(matrix) == {
        "Sl. no.": "1", "Reference": "CN-2026-0001", "Joint action": "Watch list", "Group": "CN",
        "Lead, India": "NCB-IN", "Lead, US": "DEA", "Supporting": "DRI", 
        "Due": "1 Apr 2026\nclock\nOverdue by 235 days",
        "Action taken": "27 Feb 2026: First list drafted.", "Status and RAG": "In progress\noctagon\nRed",
        "Reason for pendency": "No quorum.", "Next step": "Call a meeting", "Marking": "TLP:GREEN",
    }  # fmt: skip


def test_the_matrix_tells_the_correction_and_not_the_corrected_entry(desk):
    key = desk.log().key
    wrong = desk.act(add_entry, key, EntryDraft(text="12 parcels.", dated="2026-03-01"))
    desk.act(add_entry, key, EntryDraft(text="21 parcels.", dated="2026-02-28", corrects=wrong))
    sheet = desk.sheet()
    assert cells(grid(sheet, "Sl. no."))["Action taken"] == "28 Feb 2026: 21 parcels."
    progress = grid(sheet, "Date")
    assert "Corrected by the entry of 28 Feb 2026." in cells(progress, 0)["Progress"]
    assert "Corrects the entry of 1 Mar 2026." in cells(progress, 1)["Progress"]


def test_a_block_shows_both_sides_and_their_figures_side_by_side(desk):
    key = desk.log("Count", status="agreed", due="2026-09-01").key
    desk.act(add_entry, key, EntryDraft(text="DEA: under way.", side="US", status="in_progress", source="E-mail 4"))
    desk.act(set_figure, key, FigureDraft("SEIZURES", "7", "seizures"))
    desk.act(set_figure, key, FigureDraft("SEIZURES", "9", "seizures", side="US"))
    desk.act(joint_actions.amend, key, {"due": "2026-12-31"}, reason="Partner asked for time.")
    sheet = desk.sheet()
    standing = grid(sheet, "Side")
    ours, theirs = cells(standing, 0), cells(standing, 1)
    assert (ours["Side"], ours["Status"], ours["As received"]) == ("India", "Agreed", "–")
    assert (theirs["Side"], theirs["Status"], theirs["As received"]) == (
        "United States", "In progress", "2 Mar 2026\nE-mail 4",
    )  # fmt: skip
    counted = cells(grid(sheet, "Indicator"))
    assert (counted["India"], counted["United States"]) == ("7 seizures", "9 seizures")
    assert counted["Definition"] == "Seizures made under the joint action in the period."
    (block,) = [part for part in sheet.parts if isinstance(part, Block)]
    moved = cells(next(one for one in block.grids if one.title == "Moved due dates"))
    assert (moved["Old due date"], moved["New due date"], moved["Reason"]) == (
        "1 Sep 2026", "31 Dec 2026", "Partner asked for time.",
    )  # fmt: skip


def test_an_action_that_fell_overdue_by_itself_prints_reason_missing(desk):
    desk.log(due="2026-04-01")
    sheet = desk.sheet()
    assert cells(grid(sheet, "Reference"))["Reason for pendency"] == "Reason missing"
    assert cells(grid(sheet, "Sl. no."))["Reason for pendency"] == "Reason missing"


def test_rag_is_a_shape_and_a_word_and_overdue_stands_beside_it(desk):
    desk.log(due="2026-04-01", status="in_progress", rag="green")
    row = grid(desk.sheet(), "Sl. no.").rows[0]
    assert ("In progress", Badge("tick-circle", "Green")) in row
    assert ("1 Apr 2026", Badge("clock", "Overdue by 235 days")) in row


def test_only_the_ticked_sections_are_made(desk):
    key = desk.log(due="2026-04-01").key
    desk.act(set_figure, key, FigureDraft("SEIZURES", "7", "seizures"))
    sheet = desk.sheet(sections=frozenset({"overdue"}))
    assert sheet.cover == ()
    assert [type(part) for part in sheet.parts] == [Heading, Grid]
    assert any(isinstance(part, Signatures) for part in desk.sheet().parts)
    assert "seizures" not in said(desk.sheet(sections=frozenset({"actions"})).parts)


def test_a_status_report_is_for_one_group_and_a_consolidated_one_over_all(desk):
    desk.log("One")
    desk.log("Two", group="CU", lead_in="CBIC", lead_us="CBP")
    with pytest.raises(errors.Refused):
        desk.sheet(groups=())
    with pytest.raises(errors.Refused):
        desk.sheet(groups=("XX",))
    counted = grid(desk.sheet("consolidated"), "Working group")
    rows = {cells(counted, row)["Working group"]: cells(counted, row)["All"] for row in range(len(counted.rows))}
    assert rows["CN · Counternarcotics"] == rows["CU · Customs"] == "1"
    assert rows["CY · Cybercrime"] == "0"
    assert [action["title"] for action in desk.sheet("consolidated").data["actions"]] == ["One", "Two"]


def test_a_sheet_with_nothing_in_scope_says_so(desk):
    assert "No joint action is in the scope of this sheet." in said(desk.sheet())
    assert "Nothing is overdue." in said(desk.sheet())
    assert pages(drawn(desk.sheet()))


def test_the_pages_carry_the_highest_marking_of_each_scheme_own_first(desk):
    desk.log("One", marking="TLP:GREEN")
    desk.log("Two", marking="TLP:AMBER")
    desk.log("Three", marking="CUI//SP-INV")
    desk.log("Four", marking="Restricted")
    sheet = desk.sheet()
    assert sheet.markings == ("Restricted", "TLP:AMBER", "CUI//SP-INV")
    for text in pages(drawn(sheet)):
        assert flat(text).count("RestrictedTLP:AMBERCUI//SP-INV") == 2, "top and bottom of every page"


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(("language", "english", "hindi"), [("en", 1, 0), ("hi", 0, 1), ("both", 1, 1)])
def test_the_file_reads_back_in_its_language(desk, language, english, hindi, paper):
    desk.log("Watch list", title_hi=HINDI, description="x <y & z <img src=file:///etc/passwd>")
    text = flat("".join(pages(drawn(desk.sheet(language=language, paper=paper)))))
    assert ("Watchlist" in text) == bool(english)
    assert (flat(HINDI) in text) == bool(hindi), "the Hindi words exactly as entered"
    assert "x<y&z<imgsrc=file:///etc/passwd>" in text
    assert "CN-2026-0001" in text
    assert "R-2026-0001" in text


def test_a_record_without_a_hindi_title_prints_its_english_one(desk):
    desk.log("Watch list")
    assert cells(grid(desk.sheet(language="en"), "Sl. no."))["Joint action"] == "Watch list"
    assert "Watch list" in said(desk.sheet(language="hi"))


def test_the_office_block_can_be_replaced_for_one_order(desk):
    assert desk.sheet(office=("Embassy of India", "Washington")).office == ("Embassy of India", "Washington")


def test_what_a_reader_is_not_told_about_is_the_trash(desk):
    key = desk.log("Thrown away").key
    desk.act(joint_actions.discard, key, "Logged twice.")
    assert "Thrown away" not in said(desk.sheet())


def test_an_order_for_tomorrow_is_refused():
    with pytest.raises(errors.Refused):
        ReportOrder("consolidated", as_of=date(2026, 11, 23)).check(date(2026, 11, 22))
    with pytest.raises(errors.Refused):
        ReportOrder("dossier").check(date(2026, 11, 22))
    with pytest.raises(errors.Refused):
        ReportOrder("consolidated", sections=frozenset({"gossip"})).check(date(2026, 11, 22))


def test_the_own_edition_says_to_whom_a_record_is_released(desk):
    key = desk.log().key
    (block,) = [part for part in desk.sheet().parts if isinstance(part, Block)]
    assert ("Released to", "–") in block.facts
    desk.act(releases.release, key, ["US"])
    (block,) = [part for part in desk.sheet().parts if isinstance(part, Block)]
    assert ("Released to", "United States") in block.facts
