"""Whatever is done to a meeting and its parts, undoing it act by act gives each earlier state back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hsdclient import errors, follow_ups, meetings, schema, undo, verify
from hsdclient.meetings import AttendeeDraft, DecisionDraft, ItemDraft, MeetingDraft
from hsdclient.session import Officer, Tx
from hsdclient.store import Store

ACTS = (
    "attendee", "head", "leave", "item", "move", "drop", "decide", "undecide", "act", "deadline", "done", "no deadline",
    "own side", "partner", "minutes", "discard", "recover",
)  # fmt: skip


def do(tx: Tx, key: int, act: str, pick: int) -> None:
    """One act on the meeting; `pick` chooses among what is there."""
    card = meetings.card(tx, key)

    def one(parts: tuple[Any, ...]) -> int:
        if not parts:
            raise errors.Refused("nothing there")
        return int(parts[pick % len(parts)].key)

    def carry_out() -> None:
        decision = one(card.decisions)
        follow_ups.create(tx, "decisions", decision, follow_ups.draft_for(tx, "decisions", decision))

    side = schema.SIDES[pick % 2]
    {
        "attendee": lambda: meetings.add_attendee(tx, key, AttendeeDraft(side, f"Person {pick}", head=pick == 1)),
        "head": lambda: meetings.amend_attendee(tx, one(card.attendees), {"head": True}),
        "leave": lambda: meetings.remove_attendee(tx, one(card.attendees)),
        "item": lambda: meetings.add_item(tx, key, ItemDraft(f"Item {pick}", brief="Where we stand")),
        "move": lambda: meetings.move_item(tx, one(card.agenda), pick),
        "drop": lambda: meetings.remove_item(tx, one(card.agenda)),
        "decide": lambda: meetings.add_decision(
            tx, key, DecisionDraft("Share.", agenda="1" if card.agenda else "", agency="DEA")
        ),
        "undecide": lambda: meetings.remove_decision(tx, one(card.decisions)),
        "act": carry_out,
        "deadline": lambda: meetings.add_deadline(tx, key, "Agenda", pick),
        "done": lambda: meetings.set_done(tx, one(card.deadlines)),
        "no deadline": lambda: meetings.remove_deadline(tx, one(card.deadlines)),
        "own side": lambda: meetings.amend_side(tx, key, "IN", {"starts": f"2024-02-{10 + pick}"}),
        "partner": lambda: meetings.amend_side(tx, key, "US", {"title": f"Title {pick}"}, source="Readout"),
        "minutes": lambda: meetings.amend(tx, key, {"minutes": f"Minutes {pick}", "place": "Delhi"}),
        "discard": lambda: meetings.discard(tx, [key], "Logged twice"),
        "recover": lambda: meetings.recover(tx, [key]),
    }[act]()


def state(store: Store, key: int) -> Any:
    """The meeting as an officer sees it: everything but keys."""
    with store.read() as rx:
        return _bare(asdict(meetings.card(rx, key)))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if not name.endswith("key")}
    if isinstance(value, list | tuple):
        return [_bare(part) for part in value]
    return value


def orphans(store: Store) -> list[Any]:
    """Parts and links whose record is gone."""
    found: list[Any] = []
    with store.read() as rx:
        held = {
            noun: {row.key for row in rx.all(table.select())}
            for noun, table in (("meetings", schema.meetings), ("decisions", schema.decisions))
        }
        for part in (schema.attendees, schema.agenda_items, schema.decisions, schema.meeting_deadlines):
            found += [row for row in rx.all(part.select()) if row.meeting_key not in held["meetings"]]
        found += [row for row in rx.all(schema.fulfilments.select()) if row.row_key not in held["decisions"]]
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), min_size=1, max_size=12))
def test_undoing_act_by_act_gives_each_earlier_state_back(
    store: Store, officer: Officer, acts: list[tuple[str, int]]
) -> None:
    with store.write(officer, "Meeting recorded") as tx:
        draft = MeetingDraft(kind="group", group="CN", title_in="Talks", starts_in="2024-02-10")
        key = meetings.record(tx, draft).key
    states = []
    for act, pick in acts:
        before = state(store, key)
        with suppress(errors.Refused), store.write(officer, act) as tx:
            do(tx, key, act, pick)
        if state(store, key) != before:
            states.append(before)
        assert orphans(store) == []
    for before in reversed(states):
        with store.read() as rx:
            last = undo.last(rx, officer)
        assert last is not None
        with store.write(officer, last.undoing, undoes=last.tx) as tx:
            undo.undo(tx, last.tx)
        assert state(store, key) == before
        assert orphans(store) == []


def test_the_journal_verifies_after_all_of_it(store: Store, officer: Officer) -> None:
    with store.write(officer, "Meeting recorded") as tx:
        key = meetings.record(tx, MeetingDraft(kind="group", group="CN", title_in="Talks")).key
    for pick, act in enumerate(ACTS):
        with suppress(errors.Refused), store.write(officer, act) as tx:
            do(tx, key, act, pick)
    assert verify.verify(store) == []
