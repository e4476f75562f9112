"""A record's history in words, and the journal page by page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from hsdclient import clock, errors, history, joint_actions, officers, releases, undo, words, working_groups
from hsdclient.history import FieldChange, JournalFilter
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Officer
from hsdclient.store import Store

DRAFT = joint_actions.ActionDraft(
    group="CN", title_en="Precursor watch", lead_in="DRI", due="2031-03-10", marking="TLP:AMBER", tags=("acetone",)
)


def _record(store: Store, officer: Officer) -> int:
    with clock.at(datetime(2031, 3, 1, 5, tzinfo=UTC)), store.write(officer, "Joint action recorded") as tx:
        return joint_actions.record(tx, DRAFT).key


def _events(store: Store, key: int) -> list[history.Event]:
    with store.read() as rx:
        return history.of_record(rx, "joint_actions", key)


def test_the_first_event_tells_what_was_entered_and_nothing_that_was_not(store: Store, officer: Officer) -> None:
    (event,) = _events(store, _record(store, officer))
    assert (event.officer, event.sentence, event.undone) == (officer.name, "Joint action recorded", False)
    assert event.at == datetime(2031, 3, 1, 5, tzinfo=UTC)
    told = {change.label: (change.before, change.after) for change in event.changes}
    assert told["Title"] == ("", "Precursor watch")
    assert told["Working group"] == ("", "CN")
    assert told["Lead agency (India)"] == ("", "DRI")
    assert told["Due (India)"] == ("", "10 Mar 2031")
    assert told["Tag"] == ("", "acetone")
    assert not {"Description", "RAG (India)", "Holds third-party material", "key", "id", "number"} & set(told)
    assert all(change.before != change.after for change in event.changes)


def test_changes_are_told_from_what_to_what_newest_first(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    with clock.at(datetime(2031, 3, 2, 5, tzinfo=UTC)), store.write(officer, "Joint action amended") as tx:
        joint_actions.amend(
            tx,
            key,
            {"status": "agreed", "rag": "amber", "due": "2031-04-01", "lead_in": "NCB-IN", "tags": ("ether",),
             "third_party": True,
             "reason": "The laboratory is late"},
            reason="Agreed by letter",
        )  # fmt: skip
    with clock.at(datetime(2031, 3, 3, 5, tzinfo=UTC)), store.write(officer, "Released") as tx:
        releases.release(tx, key, ["US"])
    with clock.at(datetime(2031, 3, 4, 5, tzinfo=UTC)), store.write(officer, "Release taken back") as tx:
        releases.release(tx, key, [])
    taken, given, amended, _recorded = _events(store, key)
    assert FieldChange("Side", "", "United States") in given.changes
    assert FieldChange("Side", "United States", "") in taken.changes
    for change in (
        FieldChange("Status (India)", "Proposed", "Agreed"),
        FieldChange("RAG (India)", "Not set", "Amber"),
        FieldChange("Due (India)", "10 Mar 2031", "1 Apr 2031"),
        FieldChange("Lead agency (India)", "DRI", "NCB-IN"),
        FieldChange("Tag", "acetone", ""),
        FieldChange("Tag", "", "ether"),
        FieldChange("Holds third-party material", "No", "Yes"),
    ):
        assert change in amended.changes, amended.changes


def test_progress_and_figures_are_told_with_their_action(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    with clock.at(datetime(2031, 3, 2, 5, tzinfo=UTC)), store.write(officer, "Progress added") as tx:
        first = add_entry(tx, key, EntryDraft(text="Letter sent"))
        add_entry(tx, key, EntryDraft(text="Letter sent by courier", corrects=first))
    with clock.at(datetime(2031, 3, 3, 5, tzinfo=UTC)), store.write(officer, "Figure recorded") as tx:
        set_figure(tx, key, FigureDraft("SEIZED-QTY", "2500", "g", detail="acetone"))
    figure, progress, _recorded = _events(store, key)
    assert FieldChange("What happened (India)", "", "Letter sent") in progress.changes
    assert FieldChange("Corrects the entry (India)", "", "2 Mar 2031") in progress.changes
    assert FieldChange("Indicator (India)", "", "Quantity seized") in figure.changes
    assert FieldChange("Value (India)", "", "2500") in figure.changes


def test_an_act_that_was_undone_says_so_and_its_undo_names_it(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    with store.write(officer, "Joint action amended") as tx:
        joint_actions.amend(tx, key, {"title_en": "Second"})
    with store.read() as rx:
        act = undo.last(rx, officer)
    assert act is not None
    with store.write(officer, act.undoing, undoes=act.tx) as tx:
        undo.undo(tx, act.tx)
    undone, amended, _recorded = _events(store, key)
    assert undone.sentence == "Undo: Joint action amended"
    assert undone.changes == (FieldChange("Title", "Second", "Precursor watch"),)
    assert (undone.undone, amended.undone) == (False, True)


def test_other_nouns_and_past_days_have_a_history_too(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    with clock.at(datetime(2031, 3, 5, 5, tzinfo=UTC)), store.write(officer, "Joint action amended") as tx:
        joint_actions.amend(tx, key, {"title_en": "Second"})
    with store.read(as_of=date(2031, 3, 4)) as rx:
        assert [event.sentence for event in history.of_record(rx, "joint_actions", key)] == ["Joint action recorded"]
    with store.read() as rx:
        (group,) = (row for row in working_groups.listing(rx) if row.code == "CU")
        told = history.of_record(rx, "working_groups", group.key)[0].changes
        assert FieldChange("Agency of the group", "", "CBIC") in told
        with pytest.raises(errors.Refused, match="no longer there"):
            history.of_record(rx, "joint_actions", 9999)


def test_purged_details_are_said_to_be_purged(store: Store, officer: Officer) -> None:
    with store.write(officer, "Officer added") as tx:
        key = officers.add(tx, officers.OfficerDraft("Vikram Iyer"), "slot")
    with store.raw() as conn:
        seq = conn.exec_driver_sql("SELECT max(seq) FROM journal WHERE noun = 'officers'").scalar()
    with store.write(officer, "Personal data purged") as tx:
        tx.remark("purge", "journal_payloads", f"{seq}/personal", {"rule": "retention"})
    with store.scratch() as conn:
        conn.exec_driver_sql("DELETE FROM journal_payloads WHERE seq = ? AND kind = 'personal'", (seq,))
    with store.read() as rx:
        (event,) = history.of_record(rx, "officers", key)
    assert FieldChange("Officer", "", "The details were purged by rule.") in event.changes
    assert FieldChange("Role", "", "Officer") in event.changes


def test_the_journal_comes_in_blocks_without_gaps(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    for number in range(7):
        with store.write(officer, "Joint action amended") as tx:
            joint_actions.amend(tx, key, {"title_en": f"Title {number}"})
    with store.read() as rx:
        ids = history.act_ids(rx)
        whole = [line for at in range(0, len(ids), 3) for line in history.acts(rx, ids[at : at + 3]) if line]
    assert len(whole) == 9
    assert whole[0].references == (whole[-2].references[0],)
    assert whole[-1].sentence == "Workspace created"
    assert whole[-1].first == 1
    assert "Agency" in whole[-1].nouns
    assert all(newer.first == older.last + 1 for newer, older in pairwise(whole))


def test_the_journal_is_filtered_by_officer_time_and_noun(store: Store, officer: Officer) -> None:
    _record(store, officer)
    with store.write(officer, "Officer added") as tx:
        other = officers.add(tx, officers.OfficerDraft("Vikram Iyer"), "slot")

    def said(**wanted: object) -> list[str]:
        with store.read() as rx:
            ids = history.act_ids(rx, JournalFilter(**wanted))  # type: ignore[arg-type]
            return [line.sentence for line in history.acts(rx, ids) if line]

    assert said(officer_key=other) == []
    assert len(said(officer_key=officer.key)) == 3
    assert said(noun="joint_actions") == ["Joint action recorded"]
    assert said(noun="officers") == ["Officer added", "Workspace created"]
    day = datetime(2031, 3, 1, tzinfo=UTC)
    assert said(since=day) == ["Joint action recorded"]
    assert said(since=day, until=day) == []


def test_labels_and_values_are_in_the_screens_language(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    words.use("hi")
    try:
        (event,) = _events(store, key)
    finally:
        words.use("en")
    assert any("मार्च 2031" in change.after for change in event.changes)
