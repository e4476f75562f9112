"""Undo of the last act, redo of the last undo: compensating writes, refused once a record was changed since."""

from __future__ import annotations

import pytest

from hsdclient import errors, joint_actions, officers, undo, working_groups
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Officer
from hsdclient.store import Store

DRAFT = joint_actions.ActionDraft(
    group="CN", title_en="Precursor watch", lead_in="DRI", marking="TLP:AMBER", tags=("acetone",), release=("US",)
)


def _record(store: Store, officer: Officer, title: str = "Precursor watch") -> int:
    with store.write(officer, "Joint action recorded") as tx:
        return joint_actions.record(tx, DRAFT.with_values({"title_en": title})).key


def _amend(store: Store, officer: Officer, key: int, **changes: object) -> None:
    with store.write(officer, "Joint action amended") as tx:
        joint_actions.amend(tx, key, changes)


def _undo(store: Store, officer: Officer) -> str:
    with store.read() as rx:
        act = undo.last(rx, officer)
    assert act is not None
    with store.write(officer, act.undoing, undoes=act.tx) as tx:
        undo.undo(tx, act.tx)
    return act.sentence


def _redo(store: Store, officer: Officer) -> str:
    with store.read() as rx:
        act = undo.last_undone(rx, officer)
    assert act is not None
    with store.write(officer, act.redoing, undoes=act.tx) as tx:
        undo.undo(tx, act.tx)
    return act.sentence


def _title(store: Store, key: int) -> str:
    with store.read() as rx:
        return joint_actions.card(rx, key).title_en


def test_a_fresh_workspace_has_nothing_to_undo(store: Store, officer: Officer) -> None:
    with store.read() as rx:
        assert undo.last(rx, officer) is None
        assert undo.last_undone(rx, officer) is None


def test_an_amendment_goes_back_and_comes_again(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    _amend(store, officer, key, title_en="Second", tags=("ether",))
    _amend(store, officer, key, title_en="Third")
    assert _undo(store, officer) == "Joint action amended"
    assert _title(store, key) == "Second"
    _undo(store, officer)
    assert _title(store, key) == "Precursor watch"
    with store.read() as rx:
        assert joint_actions.card(rx, key).tags == ("acetone",)
    assert _redo(store, officer) == "Joint action amended"
    assert _title(store, key) == "Second"
    _redo(store, officer)
    assert _title(store, key) == "Third"
    with store.read() as rx:
        assert joint_actions.card(rx, key).tags == ("ether",)
        assert undo.last_undone(rx, officer) is None
    _undo(store, officer)
    assert _title(store, key) == "Second"


def test_something_new_ends_the_redo(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    _amend(store, officer, key, title_en="Second")
    _undo(store, officer)
    _amend(store, officer, key, title_en="Other")
    with store.read() as rx:
        assert undo.last_undone(rx, officer) is None


def test_a_recorded_action_goes_into_the_trash_and_keeps_what_hangs_on_it(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    _undo(store, officer)
    with store.read() as rx:
        card = joint_actions.card(rx, key)
        assert card.discarded
        assert card.tags == ("acetone",)
        assert joint_actions.total(rx) == 0
    second = _record(store, officer, "Another")
    with store.read() as rx:
        assert joint_actions.card(rx, second).reference.endswith("-0002")  # the trash frees no reference
    assert _undo(store, officer) == "Joint action recorded"


def test_redo_brings_a_recorded_action_back(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    _undo(store, officer)
    _redo(store, officer)
    with store.read() as rx:
        assert not joint_actions.card(rx, key).discarded


def test_a_progress_entry_and_the_status_it_set_go_together(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    with store.write(officer, "Progress added") as tx:
        add_entry(tx, key, EntryDraft(text="Letter sent", status="agreed", release=("US",)))
    _undo(store, officer)
    with store.read() as rx:
        card = joint_actions.card(rx, key)
    assert card.progress == ()
    assert card.sides["IN"].status == "proposed"
    _redo(store, officer)
    with store.read() as rx:
        card = joint_actions.card(rx, key)
    assert [entry.text for entry in card.progress] == ["Letter sent"]
    assert card.sides["IN"].status == "agreed"


def test_what_was_changed_since_stays(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    with store.write(officer, "Officer added") as tx:
        officers.add(tx, officers.OfficerDraft("Vikram Iyer"), "slot")
        other = officers.by_name(tx, "Vikram Iyer")
    assert other is not None
    _amend(store, officer, key, title_en="Mine")
    _amend(store, other, key, title_en="Theirs")
    with pytest.raises(errors.Refused, match="changed since"):
        _undo(store, officer)
    assert _title(store, key) == "Theirs"
    assert _undo(store, other) == "Joint action amended"  # each one's own acts
    assert _title(store, key) == "Mine"


def test_what_something_else_leans_on_by_now_stays(store: Store, officer: Officer) -> None:
    with store.write(officer, "Working group recorded") as tx:
        working_groups.record(tx, working_groups.GroupDraft("TR", "Training"))
        act = tx
    with store.write(officer, "Joint action recorded") as tx:
        joint_actions.record(tx, DRAFT.with_values({"group": "TR"}))
    with pytest.raises(errors.Refused, match="changed since"), store.write(officer, "x") as tx:
        undo.undo(tx, act.change.tx)
    with store.read() as rx:
        assert "TR" in [row.code for row in working_groups.listing(rx)]


def test_access_prints_and_remarks_are_never_undone(store: Store, officer: Officer) -> None:
    key = _record(store, officer)
    with store.write(officer, "Officer added") as tx:
        officers.add(tx, officers.OfficerDraft("Vikram Iyer"), "slot")
        added = tx
    with store.write(officer, "Backup made") as tx:
        tx.remark("backup", "workspace", "x", {})
    with store.read() as rx:
        act = undo.last(rx, officer)
    assert act is not None
    assert act.sentence == "Joint action recorded"
    for tx_id in (added.change.tx, "unknown"):
        with pytest.raises(errors.Refused, match="cannot be undone"), store.write(officer, "x") as tx:
            undo.undo(tx, tx_id)
    assert _title(store, key) == "Precursor watch"
