"""Delegations, agenda, decisions and deadlines of a meeting, and the actions that carry a decision out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hsdclient import clock, commitments, errors, follow_ups, joint_actions, meetings, schema, undo, verify
from hsdclient.meetings import AttendeeDraft, DecisionDraft, ItemDraft, MeetingDraft
from hsdclient.session import Officer, Tx
from hsdclient.store import Store

GROUP = MeetingDraft(
    kind="group", group="CN", state="held", title_in="Counternarcotics Working Group", starts_in="2023-07-19",
    ends_in="2023-07-20", marking="TLP:GREEN",
)  # fmt: skip


@pytest.fixture
def meeting(store: Store, officer: Officer) -> int:
    with store.write(officer, "Meeting recorded") as tx:
        return meetings.record(tx, GROUP).key


def contact(tx: Tx, officer: Officer) -> str:
    key = tx.insert(
        schema.contacts,
        {
            "reference": "CON-2023-0001", "year": 2023, "number": 1, "side": "US", "name": "Jordan Ames",
            "marking": "TLP:AMBER", "recorded_at": "2023-01-01T00:00:00.000Z", "recorded_by": officer.key,
        },
    )  # fmt: skip
    dea, hsi = (tx.scalar(schema.agencies.select().where(schema.agencies.c.code == code)) for code in ("DEA", "HSI"))
    held = (
        (hsi, "Agent", "2015-01-01", "2018-01-01"),
        (dea, "Attaché", None, "2023-12-31"),
        (hsi, "Director", "2024-01-01", None),
    )
    for agency, post, since, until in held:
        tx.insert(
            schema.posts_held,
            {"contact_key": key, "agency_key": agency, "post": post, "since": since, "until": until},
        )
    return "CON-2023-0001"


def test_a_delegation_keeps_the_post_of_that_day(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "Delegation recorded") as tx:
        reference = contact(tx, officer)
        meetings.add_attendee(tx, meeting, AttendeeDraft("US", contact=reference))
        first = meetings.add_attendee(tx, meeting, AttendeeDraft("IN", "A. Kumar", "Director", "NCB-IN"))
        head = meetings.add_attendee(tx, meeting, AttendeeDraft("IN", "B. Rao", "Director", "NCB-IN", head=True))
        card = meetings.card(tx, meeting)
        (guest,) = card.delegation("US")
        assert (guest.name, guest.post, guest.agency) == ("Jordan Ames", "Attaché", "DEA")
        assert [one.key for one in card.delegation("IN")] == [head, first]
        meetings.amend_attendee(tx, first, {"head": True})
        assert [(one.key, one.head) for one in meetings.card(tx, meeting).delegation("IN")] == [
            (first, True), (head, False),
        ]  # fmt: skip
        second = meetings.add_attendee(tx, meeting, AttendeeDraft("IN", "D. Das", head=True))
        assert [one.key for one in meetings.card(tx, meeting).delegation("IN") if one.head] == [second]
        meetings.remove_attendee(tx, head)
        meetings.set_attendees(
            tx, meeting, "IN", [AttendeeDraft(name="C. Singh"), AttendeeDraft(post="Joint Secretary")]
        )
        card = meetings.card(tx, meeting)
    assert [(one.name, one.post) for one in card.delegation("IN")] == [("C. Singh", ""), ("", "Joint Secretary")]
    assert len(card.delegation("US")) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"side": ""}, "side"),
        ({"name": ""}, "name"),
        ({"agency": "NCB"}, "agency"),
        ({"agency": "DEA"}, "agency"),
        ({"contact": "CON-2023-0001"}, "contact"),
        ({"contact": "CON-2023-0009"}, "contact"),
        ({"post": "a\nb"}, "post"),
    ],
)
def test_who_may_not_stand_in_a_delegation(
    store: Store, officer: Officer, meeting: int, changes: dict[str, Any], field: str
) -> None:
    with store.write(officer, "Delegation recorded") as tx:
        contact(tx, officer)
        with pytest.raises(errors.Problems) as refusal:
            meetings.add_attendee(tx, meeting, AttendeeDraft("IN", "A. Kumar").with_values(changes))
    assert set(refusal.value.by_field) == {field}


def test_agenda_items_keep_their_order_and_numbers(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "Agenda recorded") as tx:
        keys = [meetings.add_item(tx, meeting, ItemDraft(title)) for title in ("One", "Two", "Three")]
        decision = meetings.add_decision(tx, meeting, DecisionDraft("Share the list.", agenda="1"))
        assert meetings.move_item(tx, keys[2], 1)
        assert not meetings.move_item(tx, keys[2], 1)
        assert meetings.amend_item(tx, keys[1], {"brief": "Where we stand", "group": "CU"})
        agenda = meetings.card(tx, meeting).agenda
        assert [(one.number, one.title) for one in agenda] == [(1, "Three"), (2, "One"), (3, "Two")]
        assert (agenda[2].brief, agenda[2].group) == ("Where we stand", "CU")
        assert meetings.card(tx, meeting).decisions[0].agenda_number == 2
        meetings.remove_item(tx, keys[0])
        card = meetings.card(tx, meeting)
        assert [(one.number, one.title) for one in card.agenda] == [(1, "Three"), (2, "Two")]
        assert (card.decisions[0].key, card.decisions[0].agenda_key) == (decision, None)
        for draft, field in ((ItemDraft(" "), "title"), (ItemDraft("x", group="ZZ"), "group")):
            with pytest.raises(errors.Problems) as refusal:
                meetings.add_item(tx, meeting, draft)
            assert set(refusal.value.by_field) == {field}


def test_a_decision_becomes_an_action_with_group_lead_and_due(store: Store, officer: Officer, meeting: int) -> None:
    words = "NCB-IN shares the consignment list weekly. It does so by e-mail."
    with store.write(officer, "Decision recorded") as tx:
        key = meetings.add_decision(tx, meeting, DecisionDraft(words, agency="NCB-IN", due="2099-12-31"))
    with store.write(officer, "Joint action recorded from a decision") as tx:
        draft = follow_ups.draft_for(tx, "decisions", key)
        assert (draft.group, draft.lead_in, draft.lead_us, draft.due) == ("CN", "NCB-IN", "", "2099-12-31")
        assert (draft.title_en, draft.marking) == ("NCB-IN shares the consignment list weekly", "TLP:GREEN")
        assert draft.description == f"{words}\n\nCNWG-2023, decision 1"
        made = follow_ups.create(tx, "decisions", key, draft)
    with store.read() as rx:
        (action,) = meetings.card(rx, meeting).decisions[0].actions
        assert (action.key, action.reference, action.due) == (made.key, made.reference, date(2099, 12, 31))
        (carried,) = follow_ups.fulfils(rx, [made.key])[made.key]
        assert carried.name == "CNWG-2023, decision 1"
        act = undo.last(rx, officer)
    assert act is not None
    with store.write(officer, act.undoing, undoes=act.tx) as tx:
        undo.undo(tx, act.tx)
        assert meetings.card(tx, meeting).decisions[0].actions == ()
        assert joint_actions.total(tx) == 0


def test_an_action_with_no_owner_is_refused_and_nothing_is_kept(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "Decision recorded") as tx:
        owned = meetings.add_decision(tx, meeting, DecisionDraft("Share the list.", agency="DEA"))
        loose = meetings.add_decision(tx, meeting, DecisionDraft("Meet again."))
    with pytest.raises(errors.Refused, match=r"CNWG-2023, decision 2.*owner"), store.write(officer, "Actions") as tx:
        follow_ups.create_each(tx, "decisions", [owned, loose])
    with store.read() as rx:
        assert joint_actions.total(rx) == 0
    with store.write(officer, "Actions") as tx:
        assert len(follow_ups.create_each(tx, "decisions", [owned])) == 1


def test_what_hangs_on_a_decision_keeps_it_and_its_meeting(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "Decision recorded") as tx:
        key = meetings.add_decision(tx, meeting, DecisionDraft("Share the list.", agency="DEA"))
        made = follow_ups.create(tx, "decisions", key, follow_ups.draft_for(tx, "decisions", key))
        assert not follow_ups.fulfil(tx, "decisions", key, made.key)
        assert follow_ups.decision(tx, "cnwg-2023", 1) == key
        for act in (
            lambda: meetings.remove_decision(tx, key),
            lambda: meetings.discard(tx, [meeting], "Logged twice"),
        ):
            with pytest.raises(errors.Refused, match=made.reference):
                act()
        joint_actions.discard(tx, made.key, "Logged twice")
        with pytest.raises(errors.Refused, match="trash"):
            follow_ups.fulfil(tx, "decisions", key, made.key)
        meetings.remove_decision(tx, key)
        assert tx.all(schema.fulfilments.select()) == []
        assert not follow_ups.unfulfil(tx, "decisions", key, made.key)
        meetings.discard(tx, [meeting], "Logged twice")
        with pytest.raises(errors.Refused, match="trash"):
            meetings.add_decision(tx, meeting, DecisionDraft("Too late."))


def test_a_commitment_becomes_an_action_due_by_the_next_round(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "Round recorded") as tx:
        meetings.record(tx, MeetingDraft(title_in="Round", starts_in="2024-02-28", state="held"))
        later = meetings.record(tx, MeetingDraft(title_in="Next", date_open=True, previous="HSD-2024"))
        made = commitments.record(
            tx,
            commitments.CommitmentDraft(
                round="HSD-2024", verbatim="Both sides resolved to act together.", group="CU", lead_us="CBP",
                by_next_round=True, source="Readout", paragraph="¶ 3", third_party=True, marking="TLP:GREEN",
            ),
        )  # fmt: skip
        draft = follow_ups.draft_for(tx, "commitments", made.key)
        assert (draft.group, draft.lead_us, draft.due, draft.third_party) == ("CU", "CBP", "", True)
        assert draft.description.endswith(f"{made.reference} · HSD-2024 · Readout · ¶ 3")
        meetings.amend(tx, later.key, {"starts_us": "2027-05-03"})
        assert follow_ups.draft_for(tx, "commitments", made.key).due == "2027-05-03"
        action = follow_ups.create(tx, "commitments", made.key, follow_ups.draft_for(tx, "commitments", made.key))
        assert follow_ups.fulfils(tx, [action.key])[action.key][0].name == made.reference
        assert follow_ups.unfulfil(tx, "commitments", made.key, action.key)
        assert follow_ups.fulfils(tx, [action.key]) == {}


def test_deadlines_follow_the_meetings_date(store: Store, officer: Officer) -> None:
    with clock.at(datetime(2027, 1, 10, tzinfo=UTC)), store.write(officer, "Deadlines") as tx:
        key = meetings.record(tx, MeetingDraft(title_in="Next", date_open=True)).key
        late = meetings.add_deadline(tx, key, "Draft agenda to the partner", 60)
        meetings.add_deadline(tx, key, "Delegation list", 0)
        assert [(one.due, one.overdue) for one in meetings.card(tx, key).deadlines] == [(None, False)] * 2
        meetings.amend(tx, key, {"starts_us": "2027-03-01"})
        listed = meetings.card(tx, key).deadlines
        assert [(one.what, one.due, one.overdue) for one in listed] == [
            ("Draft agenda to the partner", date(2026, 12, 31), True), ("Delegation list", date(2027, 3, 1), False),
        ]  # fmt: skip
        assert meetings.set_done(tx, late)
        done = meetings.card(tx, key).deadlines[0]
        assert (done.done_on, done.overdue) == (date(2027, 1, 10), False)
        assert meetings.amend_deadline(tx, late, {"days_before": 45})
        meetings.remove_deadline(tx, late)
        assert len(meetings.card(tx, key).deadlines) == 1
        for what, days in (("", 3), ("x", -1), ("x", 1_001)):
            with pytest.raises(errors.Problems):
                meetings.add_deadline(tx, key, what, days)


def test_every_part_is_journalled(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "Parts") as tx:
        meetings.add_attendee(tx, meeting, AttendeeDraft("IN", "A. Kumar"))
        meetings.add_item(tx, meeting, ItemDraft("Precursors", brief="Sensitive words"))
        meetings.add_decision(tx, meeting, DecisionDraft("Share."))
        meetings.add_deadline(tx, meeting, "Agenda", 30)
        assert list(meetings.ids(tx, meetings.MeetingQuery(text="precursors"))) == []  # indexed with the commit
    with store.read() as rx:
        assert list(meetings.ids(rx, meetings.MeetingQuery(text="precursors"))) == [meeting]
        assert list(meetings.ids(rx, meetings.MeetingQuery(text="kumar"))) == [meeting]
    assert verify.verify(store) == []
