"""As of a day: what this workspace had recorded by 24:00 of that day, and nothing recorded later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hsdclient import clock, errors, history, joint_actions, releases, undo
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.reports.sheet import Note
from tests.core.reports.desk import cells, grid, later, said

END = later(40)


def sheet_of(desk, day, **order):
    return desk.sheet(as_of=later(day).date(), now=END, **order)


def test_a_past_day_s_sheet_is_what_was_recorded_by_then(desk):
    key = desk.log("First title", at=later(5), due=later(20).date().isoformat(), next_step="Begin").key
    desk.act(add_entry, key, EntryDraft(text="Begun.", status="agreed", rag="green"), at=later(8))
    then = desk.sheet(now=later(10))
    desk.act(joint_actions.amend, key, {"title_en": "Second title", "description": "New."}, at=later(11))
    desk.act(add_entry, key, EntryDraft(text="Slower.", rag="red", reason="Funds."), at=later(12))
    desk.act(set_figure, key, FigureDraft("SEIZURES", "7", "seizures"), at=later(12))
    desk.act(joint_actions.amend, key, {"due": END.date().isoformat()}, reason="Moved.", at=later(13))
    desk.log("Logged later", at=later(14))
    desk.act(joint_actions.discard, key, "Wrong.", at=later(15))
    past = sheet_of(desk, 10)
    assert past.parts == then.parts
    assert past.cover == then.cover
    assert past.data["actions"] == then.data["actions"]
    assert past.as_of == then.as_of
    assert "Slower." in said(sheet_of(desk, 14))
    assert "First title" not in said(sheet_of(desk, 4))


def test_the_day_ends_at_midnight_of_the_workspace(desk):
    midnight = later(6).replace(hour=18, minute=30)  # 24:00 in Kolkata
    desk.log("Just in time", at=midnight - timedelta(seconds=1))
    desk.log("Too late", at=midnight)
    text = said(sheet_of(desk, 6))
    assert "Just in time" in text
    assert "Too late" not in text


def test_a_back_dated_entry_stays_out_before_its_day_of_recording_and_is_counted(desk):
    key = desk.log(at=later(5)).key
    dated = later(6).date().isoformat()
    desk.act(add_entry, key, EntryDraft(text="Told late.", dated=dated), at=later(20))
    past = sheet_of(desk, 10)
    assert "Told late." not in said(past)
    (note,) = [part.text for part in past.parts if isinstance(part, Note)]
    assert note.endswith("but recorded later, and so left out: 1")
    assert "Told late." in said(sheet_of(desk, 20))
    assert not [part for part in sheet_of(desk, 20).parts if isinstance(part, Note)]
    assert not [part for part in sheet_of(desk, 5).parts if isinstance(part, Note)], "dated after that day"


def test_overdue_is_counted_from_the_day(desk):
    desk.log(at=later(5), due=later(8).date().isoformat())
    assert "Overdue by 2 days" in cells(grid(sheet_of(desk, 10), "Sl. no."))["Due"]
    assert "Overdue" not in cells(grid(sheet_of(desk, 8), "Sl. no."))["Due"]


def test_the_partner_sees_of_a_past_day_only_what_was_released_then_and_is_now(desk):
    key = desk.log("Shared", at=later(5), description="Wording").key
    told = desk.act(add_entry, key, EntryDraft(text="Told."), at=later(5))
    desk.act(releases.release, key, ["US"], with_all=True, at=later(10))
    late = desk.log("Shared later", at=later(5)).key
    desk.act(releases.release, late, ["US"], at=later(20))

    def partner(day):
        return said(sheet_of(desk, day, audience="partner"))

    assert "Shared" not in partner(9), "not released by then"
    assert "Shared" in partner(10)
    assert "Wording" in partner(10)
    assert "Told." in partner(10)
    assert "Shared later" not in partner(15)
    desk.act(releases.release_part, key, "description", "US", False, at=later(25))
    desk.act(releases.release_entry, told, "US", False, at=later(25))
    assert "Shared" in partner(10)
    assert "Wording" not in partner(10), "taken back since"
    assert "Told." not in partner(10), "taken back since"
    desk.act(releases.release, key, [], at=later(26))
    assert "Shared" not in partner(10)


def test_an_entry_that_was_undone_since_is_in_no_past_partner_s_edition(desk):
    """Its key may be a later entry's by now, whose release is not its own."""
    key = desk.log("Shared", at=later(5), release=("US",)).key
    undone = desk.act(add_entry, key, EntryDraft(text="Told too early.", release=("US",)), at=later(6))
    assert "Told too early." in said(sheet_of(desk, 6, audience="partner"))
    with desk.store.read() as rx:
        last = undo.last(rx, desk.officer)
    with clock.at(later(8)), desk.store.write(desk.officer, last.undoing, undoes=last.tx) as tx:
        undo.undo(tx, last.tx)
    assert "Told too early." not in said(sheet_of(desk, 6, audience="partner"))
    other = desk.log("Another", at=later(8), release=("US",)).key
    assert desk.act(add_entry, other, EntryDraft(text="Harmless.", release=("US",)), at=later(8)) == undone
    assert "Told too early." not in said(sheet_of(desk, 6, audience="partner"))
    assert "Harmless." in said(sheet_of(desk, 8, audience="partner"))
    with desk.store.read() as rx:
        told = [event.sentence for event in history.of_record(rx, "joint_actions", other)]
    assert not any("Undo" in sentence for sentence in told), "the undo was the other action's"


def test_what_is_in_the_trash_or_blocked_now_is_in_no_past_partner_s_edition(desk):
    thrown = desk.log("Thrown", at=later(5), release=("US",)).key
    foreign = desk.log("Foreign", at=later(5), release=("US",)).key
    assert "Thrown" in said(sheet_of(desk, 10, audience="partner"))
    desk.act(joint_actions.discard, thrown, "Wrong.", at=later(20))
    desk.act(joint_actions.amend, foreign, {"third_party": True}, at=later(20))
    text = said(sheet_of(desk, 10, audience="partner"))
    assert "Thrown" not in text
    assert "Foreign" not in text
    assert "Thrown" in said(sheet_of(desk, 10)), "the own edition of that day still has it"


def test_the_partner_s_edition_of_a_past_day_gives_no_hint_of_what_is_left_out(desk):
    key = desk.log(at=later(5), release=("US",)).key
    desk.act(add_entry, key, EntryDraft(text="Late.", dated=later(6).date().isoformat()), at=later(20))
    assert not [part for part in sheet_of(desk, 10, audience="partner").parts if isinstance(part, Note)]


def test_tomorrow_is_refused(desk):
    with pytest.raises(errors.Refused):
        desk.sheet(as_of=(END + timedelta(days=1)).date(), now=END)
