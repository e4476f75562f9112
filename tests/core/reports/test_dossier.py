"""The dossier: one action whole, with its history in the language of the sheet."""

from __future__ import annotations

import pytest

from hsdclient import errors, joint_actions, releases, words
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.reports.sheet import Block
from tests.core.reports.desk import cells, drawn, flat, grid, later, pages, said


@pytest.fixture
def key(desk):
    return desk.log("Watch list", due="2026-09-01", description="Both sides share a list.").key


def test_the_dossier_holds_one_action_and_its_history(desk, key):
    desk.log("Another")
    desk.act(joint_actions.amend, key, {"due": "2026-12-31"}, reason="Partner asked for time.")
    desk.act(joint_actions.amend, key, {"title_en": "Watch list of precursors"})
    sheet = desk.sheet("dossier", reference="CN-2026-0001")
    assert sheet.subject == ("CN · Counternarcotics",)
    (block,) = [part for part in sheet.parts if isinstance(part, Block)]
    assert (block.reference, block.title) == ("CN-2026-0001", "Watch list of precursors")
    assert "Another" not in said(sheet)
    history = grid(sheet, "When")
    told = [cells(history, row) for row in range(len(history.rows))]
    assert len(told) == 3
    assert "Title: Watch list of precursors (before: Watch list)" in told[0]["What"]
    assert "Due (India): 31 Dec 2026 (before: 1 Sep 2026)" in told[1]["What"]
    assert told[2]["Who"] == "Asha Rao"
    assert told[2]["When"] == "2 Mar 2026, 11:30 IST"


def test_a_reference_is_read_as_officers_write_it_and_an_unknown_one_is_refused(desk, key):
    sheet = desk.sheet("dossier", reference=" cn-2026-0001 ")
    assert [part.reference for part in sheet.parts if isinstance(part, Block)] == ["CN-2026-0001"]
    with pytest.raises(errors.Refused):
        desk.sheet("dossier", reference="CN-2026-0999")
    with pytest.raises(errors.Refused):
        desk.sheet("dossier")


def test_the_history_speaks_the_language_of_the_sheet_not_of_the_screen(desk, key):
    desk.act(joint_actions.amend, key, {"due": "2026-12-31"}, reason="Partner asked for time.")
    words.use("hi")
    try:
        english = desk.sheet("dossier", reference="CN-2026-0001", language="en")
    finally:
        words.use("en")
    assert "Due (India): 31 Dec 2026 (before: 1 Sep 2026)" in said(english)
    hindi = desk.sheet("dossier", reference="CN-2026-0001", language="hi")
    assert "31 दिस॰ 2026" in said(hindi)
    assert "31 Dec 2026" not in said(hindi)
    both = said(desk.sheet("dossier", reference="CN-2026-0001", language="both"))
    assert "31 Dec 2026 (" in both
    assert "31 दिस॰ 2026" in both


def test_a_past_day_s_dossier_tells_the_history_up_to_that_day(desk):
    reference = desk.log("Watch list", at=later(5)).reference
    desk.act(joint_actions.amend, 1, {"title_en": "Renamed"}, at=later(20))
    sheet = desk.sheet("dossier", reference=reference, as_of=later(19).date(), now=later(30))
    assert "Renamed" not in said(sheet)
    assert len(grid(sheet, "When").rows) == 1


def test_the_partner_s_dossier_needs_a_release_and_says_why_not(desk, key):
    with pytest.raises(errors.Refused) as refused:
        desk.sheet("dossier", reference="CN-2026-0001", audience="partner")
    assert "not released" in refused.value.sentence
    desk.act(releases.release, key, ["US"])
    desk.act(joint_actions.amend, key, {"third_party": True})
    with pytest.raises(errors.Refused) as refused:
        desk.sheet("dossier", reference="CN-2026-0001", audience="partner")
    assert "third-party" in refused.value.sentence


def test_the_partner_s_dossier_has_no_history_and_names_no_officer(desk, key):
    desk.act(releases.release, key, ["US"], with_all=True)
    sheet = desk.sheet("dossier", reference="CN-2026-0001", audience="partner")
    assert "Both sides share a list." in said(sheet)
    for text in (said(sheet), "\n".join(pages(drawn(sheet)))):
        assert "Asha" not in text
        assert "History" not in text


def test_a_long_dossier_flows_over_its_pages(desk, key):
    for number in range(60):
        desk.act(add_entry, key, EntryDraft(text=f"Entry number {number}: " + "word " * 60))
    text = pages(drawn(desk.sheet("dossier", reference="CN-2026-0001")))
    assert len(text) > 4
    joined = flat("".join(text))
    assert all(f"Entrynumber{number}:" in joined for number in range(60))
