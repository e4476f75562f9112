"""The partner's edition part by part: what is released is printed, what is not prints a dash."""

from __future__ import annotations

import pytest

from hsdclient import joint_actions, releases, schema
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.reports import compose, register
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.sheet import Block, Chart, Facts
from tests.core.reports.desk import NOW, Desk, cells, drawn, grid, grids, pages, said

ALWAYS = {"CN-2026-0001", "Shared", "साझा", "NCB-IN", "DEA", "1 Dec 2026", "In progress"}
SECRETS = {
    "description": {"Wordy"},
    "reasons": {"Pending", "Amber", "Shifted"},
    "next_steps": {"Onward"},
    "figures": {"4321"},
}
NEVER = {"Asha", "tagged", "DRI", "US-REF-9", "Theirs", "Heard", "8765", "Silent", "originating"}


@pytest.fixture
def key(desk):
    """An action with something in every part, released to nobody."""
    key = desk.log(
        "Shared", title_hi="साझा", description="Wordy", due="2026-10-01", status="in_progress", rag="amber",
        reason="Pending", next_step="Onward", tags=("tagged",), supporting=("DRI",), partner_reference="US-REF-9",
        marking="TLP:AMBER",
    ).key  # fmt: skip
    desk.act(joint_actions.amend, key, {"due": "2026-12-01"}, reason="Shifted")
    desk.act(set_figure, key, FigureDraft("SEIZURES", "4321", "seizures"))
    desk.act(set_figure, key, FigureDraft("SEIZURES", "8765", "seizures", side="US"))
    desk.act(add_entry, key, EntryDraft(text="Silent"))
    desk.act(add_entry, key, EntryDraft(text="Heard", side="US", status="agreed", reason="Theirs", source="Heard"))
    return key


def partner(desk, language="both", **order):
    return desk.sheet(audience="partner", language=language, **order)


def both_ways(sheet):
    """All that the sheet says as data, and all that its file says."""
    return said(sheet), "\n".join(pages(drawn(sheet)))


def test_what_is_not_released_is_not_there_at_all(desk, key):
    for text in both_ways(partner(desk)):
        assert not [word for word in ALWAYS | NEVER | set().union(*SECRETS.values()) - {"Amber"} if word in text]


def test_the_release_of_an_action_gives_its_head_and_nothing_more(desk, key):
    desk.act(releases.release, key, ["US"])
    for text in both_ways(partner(desk)):
        assert not [word for word in ALWAYS if word not in text]
        assert not [word for word in NEVER if word in text]
    sheet = partner(desk, "en")
    row = cells(grid(sheet, "Sl. no."))
    assert row["Action taken"] == row["Reason for pendency"] == row["Next step"] == "–"
    assert row["Status and RAG"] == "In progress"
    assert not any(isinstance(part, Chart) for part in sheet.cover), "no RAG is released"
    assert "rag" not in sheet.data["actions"][0]
    assert "figures" not in sheet.data["actions"][0]
    assert not [word for words in SECRETS.values() for word in words if word in said(sheet)]


@pytest.mark.parametrize("part", SECRETS)
def test_each_part_comes_with_its_own_release_and_no_other(desk, key, part):
    desk.act(releases.release, key, ["US"])
    desk.act(releases.release_part, key, part, "US", True)
    for text in both_ways(partner(desk, "en")):
        assert not [word for word in SECRETS[part] if word not in text]
        others = set().union(*(words for name, words in SECRETS.items() if name != part))
        assert not [word for word in others | NEVER if word in text]


def test_a_release_to_the_own_side_is_none_to_the_partner(desk, key):
    desk.act(releases.release, key, ["IN"], with_all=True)
    assert partner(desk).data["actions"] == []


def test_the_figures_of_the_partner_and_its_column_stay_out(desk, key):
    desk.act(releases.release, key, ["US"], with_all=True)
    sheet = partner(desk, "en")
    assert [column.title for column in grid(sheet, "Indicator").columns] == ["Indicator", "Definition", "India"]
    assert "As received" not in said(sheet)
    assert len(grid(sheet, "Side").rows) == 1
    assert "8765" not in said(sheet)


def test_a_progress_entry_needs_its_own_release_and_keeps_back_what_the_action_does(desk, key):
    entry = desk.act(
        add_entry, key, EntryDraft(text="Spoken", rag="red", reason="Withheld reason", next_step="Withheld step")
    )
    desk.act(releases.release, key, ["US"])
    desk.act(releases.release_entry, entry, "US", True)
    text = said(partner(desk))
    assert "Spoken" in text
    assert "Withheld" not in text
    assert "Red" not in text
    assert "Silent" not in text
    desk.act(releases.release_part, key, "reasons", "US", True)
    text = said(partner(desk, "en"))
    assert "Withheld reason" in text
    assert "Withheld step" not in text


def test_a_correction_that_is_not_released_leaves_no_trace(desk, key):
    wrong = desk.act(add_entry, key, EntryDraft(text="12 parcels"))
    desk.act(add_entry, key, EntryDraft(text="21 parcels", corrects=wrong))
    desk.act(releases.release, key, ["US"])
    desk.act(releases.release_entry, wrong, "US", True)
    sheet = partner(desk, "en")
    text = said(sheet)
    assert "12 parcels" in cells(grid(sheet, "Sl. no."))["Action taken"]
    assert "Correct" not in text
    assert "21 parcels" not in text


def test_counts_and_markings_are_those_of_the_edition(desk, key):
    desk.act(releases.release, key, ["US"])
    desk.log("Hidden", marking="TLP:RED", due="2026-04-01")
    desk.log("Hidden too", marking="Restricted", group="CU", lead_in="CBIC", lead_us="CBP")
    sheet = desk.sheet("consolidated", audience="partner")
    assert sheet.markings == ("TLP:AMBER",)
    facts = dict(next(part for part in sheet.cover if isinstance(part, Facts)).rows)
    assert facts == {"Joint actions in this sheet": "1", "In progress": "1", "Overdue": "0"}
    counted = grid(sheet, "Working group")
    assert len(counted.rows) == 1, "a group with nothing released is not named"
    assert "Customs" not in said(sheet)
    assert "Hidden" not in said(sheet)


def test_what_fails_closed_stays_out_and_the_officer_is_told_why(desk):
    no_permission = desk.log("Foreign", originator="INTERPOL", release=("US",)).key
    permitted = desk.log(
        "Permitted", originator="INTERPOL", release=("US",), permitted_by="INTERPOL NCB", permitted_on="2026-02-01",
        permission_reference="IP/7",
    ).key  # fmt: skip
    unknown = desk.log("Unknown", release=("US",)).key
    desk.act(lambda tx: tx.update(schema.joint_actions, unknown, {"marking": "NO SUCH"}))
    with desk.store.read() as rx:
        matter = register.gather(rx, ReportOrder("consolidated", audience="partner"))
    assert [card.key for card in matter.cards] == [permitted]
    assert {one.key for one in matter.withheld} == {no_permission, unknown}
    text = said(compose.compose(matter, "R", NOW))
    assert "IP/7" not in text
    assert "INTERPOL" not in text
    assert not [one.why for one in matter.withheld if one.why in text]


def test_the_overdue_list_for_the_partner_keeps_reasons_back(desk):
    key = desk.log("Late", due="2026-04-01").key
    desk.act(joint_actions.amend, key, {"reason": "Own reason"})
    desk.act(releases.release, key, ["US"])
    desk.log("Hidden", due="2026-04-01")
    sheet = desk.sheet("overdue", audience="partner")
    assert [cells(table)["Reason for pendency"] for table in grids(sheet.parts)] == ["–"]
    assert "Hidden" not in said(sheet)
    desk.act(releases.release_part, key, "reasons", "US", True)
    assert "Own reason" in said(desk.sheet("overdue", audience="partner"))


def test_the_us_side_s_edition_for_india_works_the_same(opened):
    workspace = opened("US")
    desk = Desk(workspace.store, workspace.officer)
    desk.log("Ours", description="Wordy", release=("IN",))
    desk.log("Not theirs", release=("US",))
    sheet = desk.sheet("consolidated", audience="partner")
    assert [one["title"] for one in sheet.data["actions"]] == ["Ours"]
    assert "Wordy" not in said(sheet)
    (block,) = [part for part in sheet.parts if isinstance(part, Block)]
    assert cells(block.grids[0])["Side"] == "United States"
