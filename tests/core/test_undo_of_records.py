"""Undo and redo of rounds, commitments, decisions, requests and contacts: nothing orphaned, nothing back amiss."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hsdclient import agreements, clock, errors, joint_actions, releases, schema, undo, verify
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from tests import recorded


@pytest.fixture
def other(officer: Officer) -> Officer:
    """A second officer of the workspace, with acts of their own."""
    return Officer(officer.key, clock.new_id(), "Ravi Menon", "", "IN", "officer")


def act(store: Store, officer: Officer, verb: Callable[[Tx], int]) -> int:
    with store.write(officer, "Test act") as tx:
        return verb(tx)


def take_back(store: Store, officer: Officer, *, again: bool = False) -> None:
    with store.read() as rx:
        one = undo.last_undone(rx, officer) if again else undo.last(rx, officer)
    assert one is not None
    with store.write(officer, one.redoing if again else one.undoing, undoes=one.tx) as tx:
        undo.undo(tx, one.tx)


def rows(store: Store, noun: str) -> list[dict[str, object]]:
    with store.read() as rx:
        return [dict(row._mapping) for row in rx.all(schema.JOURNALLED[noun].select())]


def watch(tx: Tx) -> int:
    draft = joint_actions.ActionDraft(group="CN", title_en="Watch", lead_in="DRI", marking="TLP:GREEN")
    return joint_actions.record(tx, draft).key


def with_children(tx: Tx, noun: str) -> int:
    """A record of `noun` with something that hangs on it, in one act."""
    answers = {"noun": noun, "since": "2026-01-01"}
    if noun == "contacts":
        key = recorded.contact(tx)
        agency = int(tx.column(schema.agencies.select().with_only_columns(schema.agencies.c.key))[0])
        tx.insert(schema.posts_held, {"contact_key": key, "agency_key": agency, "post": "Director"})
        return key
    if noun == "requests":
        key = recorded.request(tx)
        tx.insert(schema.responsibles, {**answers, "row_key": key, "contact_key": recorded.contact(tx)})
        return key
    if noun == "agreements":
        key = recorded.agreement(tx)
        release = {"noun": noun, "row_key": key, "part": "record", "side": "US", "officer_key": tx.officer.key}
        tx.insert(schema.releases, {**release, "released_at": clock.text(clock.now())})
        return key
    key = recorded.meeting(tx)
    tx.insert(schema.decisions, {"meeting_key": key, "number": 1, "text": "Share lists."})
    if noun == "commitments":
        key = recorded.commitment(tx, key)
        tx.insert(schema.commitment_sides, {"commitment_key": key, "side": "IN", "assessed": "claimed"})
        tx.insert(schema.fulfilments, {"noun": noun, "row_key": key, "action_key": watch(tx)})
    return key


CHILDREN = {
    "meetings": ("meeting_sides", "decisions"),
    "commitments": ("commitment_sides", "fulfilments"),
    "agreements": ("releases",),
    "requests": ("responsibles",),
    "contacts": ("posts_held",),
}


@pytest.mark.parametrize("noun", sorted(CHILDREN))
def test_what_was_recorded_goes_into_the_trash_whole_and_comes_back(
    store: Store, officer: Officer, noun: str
) -> None:
    act(store, officer, lambda tx: with_children(tx, noun))
    before = {name: rows(store, name) for name in (noun, *CHILDREN[noun])}
    take_back(store, officer)
    assert rows(store, noun)[-1]["discard_reason"] == "Undone"
    assert {name: rows(store, name) for name in CHILDREN[noun]} == {name: before[name] for name in CHILDREN[noun]}
    take_back(store, officer, again=True)
    assert {name: rows(store, name) for name in before} == before
    assert verify.verify(store) == []


def test_an_action_made_of_a_decision_and_the_decision_go_and_come_back(store: Store, officer: Officer) -> None:
    meeting = act(store, officer, recorded.meeting)
    decided = {"meeting_key": meeting, "number": 1, "text": "Share lists."}
    decision = act(store, officer, lambda tx: tx.insert(schema.decisions, decided))

    def create(tx: Tx) -> int:
        return tx.insert(schema.fulfilments, {"noun": "decisions", "row_key": decision, "action_key": watch(tx)})

    act(store, officer, create)
    before = rows(store, "fulfilments"), rows(store, "decisions")
    take_back(store, officer)
    assert rows(store, "joint_actions")[0]["discarded_at"]
    take_back(store, officer)
    assert rows(store, "fulfilments") == rows(store, "decisions") == []  # nothing names a decision that is gone
    take_back(store, officer, again=True)
    take_back(store, officer, again=True)
    assert (rows(store, "fulfilments"), rows(store, "decisions")) == before
    assert not rows(store, "joint_actions")[0]["discarded_at"]


def test_a_decision_that_another_made_an_action_of_stays(store: Store, officer: Officer, other: Officer) -> None:
    meeting = act(store, officer, recorded.meeting)
    decided = {"meeting_key": meeting, "number": 1, "text": "Share lists."}
    decision = act(store, officer, lambda tx: tx.insert(schema.decisions, decided))
    made = {"noun": "decisions", "row_key": decision}
    act(store, other, lambda tx: tx.insert(schema.fulfilments, {**made, "action_key": watch(tx)}))
    with pytest.raises(errors.Refused, match="changed since"):
        take_back(store, officer)
    assert len(rows(store, "decisions")) == 1


def test_a_link_never_comes_back_to_a_later_decision_with_the_same_key(
    store: Store, officer: Officer, other: Officer
) -> None:
    meeting, action = act(store, other, recorded.meeting), act(store, other, watch)
    decided = {"meeting_key": meeting, "number": 1, "text": "Share lists."}
    first = act(store, other, lambda tx: tx.insert(schema.decisions, decided))
    link = {"noun": "decisions", "row_key": first, "action_key": action}
    made = act(store, other, lambda tx: tx.insert(schema.fulfilments, link))
    act(store, officer, lambda tx: tx.delete(schema.fulfilments, made) or 0)
    act(store, other, lambda tx: tx.delete(schema.decisions, first) or 0)
    second = act(store, other, lambda tx: tx.insert(schema.decisions, {**decided, "text": "Something else."}))
    assert second == first
    with pytest.raises(errors.Refused, match="changed since"):
        take_back(store, officer)
    assert rows(store, "fulfilments") == []


def test_a_round_that_carries_a_commitment_by_now_is_not_taken_back(
    store: Store, officer: Officer, other: Officer
) -> None:
    meeting = act(store, officer, recorded.meeting)
    act(store, other, lambda tx: recorded.commitment(tx, meeting))
    with pytest.raises(errors.Refused, match="changed since"):
        take_back(store, officer)
    assert not rows(store, "meetings")[0]["discarded_at"]


def test_a_commitment_does_not_come_back_under_a_round_in_the_trash(
    store: Store, officer: Officer, other: Officer
) -> None:
    meeting = act(store, other, recorded.meeting)
    act(store, officer, lambda tx: recorded.commitment(tx, meeting))
    take_back(store, officer)
    gone = {"discarded_at": clock.text(clock.now()), "discard_reason": "Wrong."}
    act(store, other, lambda tx: int(tx.update(schema.meetings, meeting, gone)))
    with pytest.raises(errors.Refused, match="changed since"):
        take_back(store, officer, again=True)
    assert rows(store, "commitments")[0]["discarded_at"]


def test_a_commitment_that_a_later_round_took_up_is_not_taken_back(
    store: Store, officer: Officer, other: Officer
) -> None:
    meeting = act(store, other, recorded.meeting)
    first = act(store, officer, lambda tx: recorded.commitment(tx, meeting))
    act(store, other, lambda tx: recorded.commitment(tx, meeting, "Again.", 2, carried_from_key=first))
    with pytest.raises(errors.Refused, match="changed since"):
        take_back(store, officer)


def test_a_release_comes_back_though_a_later_one_took_its_place_in_the_table(store: Store, officer: Officer) -> None:
    """A record that was undone stays in the trash with its rows; what they stand on must not bar an earlier undo."""

    def agreement(tx: Tx, *release: str) -> int:
        draft = agreements.AgreementDraft(type="treaty", title_en=f"Treaty {len(release)}", release=release)
        return agreements.record(tx, draft).key

    first = act(store, officer, lambda tx: agreement(tx, "US"))
    held = rows(store, "releases")
    act(store, officer, lambda tx: int(releases.release_record(tx, "agreements", first, [])))
    act(store, officer, lambda tx: agreement(tx, "US"))
    for _undone in range(2):
        take_back(store, officer)
    ours = [row for row in rows(store, "releases") if row["row_key"] == first]
    assert [{**row, "key": 0} for row in ours] == [{**row, "key": 0} for row in held]
    take_back(store, officer, again=True)
    assert not [row for row in rows(store, "releases") if row["row_key"] == first]
    take_back(store, officer)
    take_back(store, officer)
    with store.read() as rx:
        assert rx.row(schema.agreements, first)["discarded_at"]
    assert verify.verify(store) == []
