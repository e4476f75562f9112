"""Handing over: the open items and the post go to the successor at once, are taken back at once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hsdclient import commitments, contacts, errors, handing_over, joint_actions, meetings, requests, undo, verify
from hsdclient.commitments import CommitmentDraft
from hsdclient.joint_actions import ActionDraft
from hsdclient.meetings import MeetingDraft
from hsdclient.requests import RequestDraft
from hsdclient.session import Officer, Tx
from hsdclient.store import Store

Meet = Callable[..., int]


def act(store: Store, officer: Officer, verb: Callable[[Tx], Any]) -> Any:
    with store.write(officer, "Test act") as tx:
        return verb(tx)


@pytest.fixture
def items(store: Store, officer: Officer, meet: Meet) -> list[tuple[str, int]]:
    """A joint action, a commitment and two requests that CON-2026-0001 answers for; one more that is closed."""
    person = meet("Pat Doe", agency="DEA", post="Country Attaché", since="2024-01-08")
    with store.write(officer, "Recorded") as tx:
        action = joint_actions.record(tx, ActionDraft(group="CN", title_en="Watch", lead_in="DRI", due="2026-12-24"))
        meeting = meetings.record(
            tx, MeetingDraft(group="CN", kind="group", state="held", title_in="CNWG", starts_in="2026-10-01")
        )
        code = meeting.reference
        commitment = commitments.record(tx, CommitmentDraft(round=code, verbatim="Both sides will share lists."))
        made = [("joint_actions", action.key), ("commitments", commitment.key)]
        for title in ("First", "Second", "Closed"):
            one = requests.record(tx, RequestDraft(channel="pics", title=title, state="sent", deadline="2026-12-01"))
            made.append(("requests", one.key))
        for noun, key in made:
            contacts.answers_for(tx, person, noun, key, since="2026-01-01")
        requests.close(tx, made[-1][1], why="Settled")
    return made[:-1]


def open_of(store: Store, contact: int) -> list[tuple[str, int]]:
    with store.read() as rx:
        return [(one.noun, one.key) for one in contacts.open_items(rx, contact)]


def test_open_items_by_their_day(store: Store, items: list[tuple[str, int]]) -> None:
    with store.read() as rx:
        found = contacts.open_items(rx, 1)
        assert contacts.rows(rx, [1])[0].open_items == 4
    assert [one.due for one in found] == ["2026-12-01", "2026-12-01", "2026-12-24", ""]
    assert {(one.noun, one.key) for one in found} == set(items)


def test_everything_open_goes_over_and_comes_back_with_one_undo(
    store: Store, officer: Officer, meet: Meet, items: list[tuple[str, int]]
) -> None:
    successor = meet("Lee Roe")
    before = open_of(store, 1)
    done = act(store, officer, lambda tx: handing_over.hand_over(tx, 1, successor, "2026-11-20"))
    assert len(done.references) == 4
    assert done.begun
    assert (open_of(store, 1), open_of(store, successor)) == ([], before)
    with store.read() as rx:
        assert [one.name for one in contacts.holder_on(rx, "DEA", date(2026, 11, 21))] == ["Lee Roe"]
        assert [one.name for one in contacts.holder_on(rx, "DEA", date(2024, 2, 28))] == ["Pat Doe"]
        assert {one.since for key in items for one in contacts.of_record(rx, *key)} == {"2026-11-20"}
        last = undo.last(rx, officer)
    assert last is not None
    with store.write(officer, last.undoing, undoes=last.tx) as tx:
        undo.undo(tx, last.tx)
    assert (open_of(store, 1), open_of(store, successor)) == (before, [])
    with store.read() as rx:
        assert contacts.rows(rx, [1, successor])[0].post == "Country Attaché"
        assert contacts.of_contact(rx, successor) == []
    assert verify.verify(store) == []


def test_only_the_picked_ones_and_the_post_stays(
    store: Store, officer: Officer, meet: Meet, items: list[tuple[str, int]]
) -> None:
    successor = meet("Lee Roe", agency="HSI", post="Deputy Attaché")
    picked = items[:2]
    act(store, officer, lambda tx: handing_over.hand_over(tx, 1, successor, items=picked, end_post=False))
    assert set(open_of(store, successor)) == set(picked)
    assert set(open_of(store, 1)) == set(items[2:])
    done = act(store, officer, lambda tx: handing_over.hand_over(tx, 1, successor))
    assert not done.begun  # the successor has a post of their own
    with store.read() as rx:
        assert [one.post for one in contacts.of_contact(rx, successor)] == ["Deputy Attaché"]


def test_what_the_successor_answers_for_already_is_not_doubled(
    store: Store, officer: Officer, meet: Meet, items: list[tuple[str, int]]
) -> None:
    successor = meet("Lee Roe")
    act(store, officer, lambda tx: contacts.answers_for(tx, successor, *items[0]))
    act(store, officer, lambda tx: handing_over.hand_over(tx, 1, successor))
    assert sorted(open_of(store, successor)) == sorted(items)


def test_refused_and_nothing_has_moved(
    store: Store, officer: Officer, meet: Meet, items: list[tuple[str, int]]
) -> None:
    ours, gone, other = meet("Asha Sen", side="IN"), meet("Lee Roe"), meet("Kit Poe")
    act(store, officer, lambda tx: contacts.discard(tx, [gone], "left"))
    for arguments, says in (
        ((1, 1), "another person"),
        ((1, ours), "of the other side"),
        ((1, gone), "in the trash"),
        ((gone, 1), "in the trash"),
        ((other, 1), "nothing to hand over"),
        ((1, other, "03/04/2026"), "two days"),
        ((1, other, "2023-11-20"), "held no post yet"),
        ((1, other, "2026-11-20", [("requests", 99)]), "does not answer"),
    ):
        with pytest.raises(errors.Refused, match=says):
            act(store, officer, lambda tx, a=arguments: handing_over.hand_over(tx, *a))
    assert set(open_of(store, 1)) == set(items)
