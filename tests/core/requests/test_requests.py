"""Requests: what is refused and warned, how a reply finds its request, whose turn it is and for how many days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hsdclient import clock, contacts, errors, joint_actions, requests, schema, undo, verify
from hsdclient.contacts import ContactDraft
from hsdclient.joint_actions import ActionDraft
from hsdclient.requests import ReplyDraft, RequestDraft, RequestQuery
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from tests.core.requests.conftest import TODAY

Ask = Callable[..., int]


def act(store: Store, officer: Officer, verb: Callable[[Tx], Any]) -> Any:
    with store.write(officer, "Test act") as tx:
        return verb(tx)


def row(store: Store, key: int) -> requests.RequestRow:
    with store.read() as rx:
        return requests.rows(rx, [key])[0]


def card(store: Store, key: int) -> requests.RequestCard:
    with store.read() as rx:
        return requests.card(rx, key)


def refused(store: Store, **fields: Any) -> dict[str, str]:
    values: dict[str, Any] = {"channel": "lo_to_lo", "title": "Laboratory reports", **fields}
    with store.read() as rx:
        return requests.check(rx, RequestDraft(**values))


def found(store: Store, **asked: Any) -> list[int]:
    with store.read() as rx:
        return list(requests.ids(rx, RequestQuery(**asked)))


def test_a_request_keeps_what_was_entered(store: Store, ask: Ask) -> None:
    key = ask(kind="assistance", question="Which laboratories?", legal_basis="MLAT art. 1", deadline="2026-12-01")
    one = card(store, key)
    assert one.reference == "REQ-2026-0001"
    assert (one.draft.question, one.draft.legal_basis, one.draft.group) == ("Which laboratories?", "MLAT art. 1", "CN")
    assert (one.draft.from_agency, one.draft.to_agency, one.row.state) == ("NCB-IN", "DEA", "sent")
    assert one.row.marking == "TLP:AMBER"
    assert verify.verify(store) == []


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"title": " "}, "title", "title"),
        ({"channel": ""}, "channel", "channel"),
        ({"channel": "pigeon"}, "channel", "one of"),
        ({"sent_on": "2026-11-10", "deadline": "2026-11-09"}, "deadline", "before the day"),
        ({"deadline": "2026-11-22", "state": "sent"}, "deadline", "before the day"),
        ({"sent_on": "2026-11-24"}, "sent_on", "after today"),
        ({"sent_on": "03/04/2026"}, "sent_on", "two days"),
        ({"from_agency": "DEA"}, "from_agency", "one of IN"),
        ({"to_agency": "DRI"}, "to_agency", "one of US"),
        ({"to_agency": "NCB"}, "to_agency", "two agencies"),
        ({"asked_by": "US", "from_agency": "DRI"}, "from_agency", "one of US"),
        ({"asked_by": "XX"}, "asked_by", "one of"),
        ({"action": "CN-2026-0001"}, "action", "no joint action"),
        ({"commitment": "COM-2026-0001"}, "commitment", "no commitment"),
        ({"contact": "CON-2026-0001"}, "contact", "no contact"),
        ({"marking": "SECRET-ISH"}, "marking", ""),
    ],
)
def test_what_is_refused_says_what_to_do(store: Store, fields: dict[str, str], field: str, says: str) -> None:
    problems = refused(store, **fields)
    assert set(problems) == {field}
    assert says in problems[field]


def test_evidence_by_an_informal_channel_is_warned_and_recorded(store: Store, ask: Ask) -> None:
    for channel in ("lo_to_lo", "meeting", "point_of_contact", "interpol", "note_verbale"):
        draft = RequestDraft(kind="legal_evidence", channel=channel, legal_basis="MLAT art. 1")
        assert ["informal channel" in one for one in requests.warnings(draft)] == [True]
    for channel in ("mlat", "letter_rogatory"):
        draft = RequestDraft(kind="legal_evidence", channel=channel, legal_basis="MLAT art. 1")
        assert requests.warnings(draft) == []
    assert requests.warnings(RequestDraft(kind="information", channel="lo_to_lo")) == []
    assert len(requests.warnings(RequestDraft(kind="legal_evidence", channel="mlat"))) == 1
    assert row(store, ask(kind="legal_evidence")).informal
    assert not row(store, ask(kind="legal_evidence", channel="mlat")).informal


def test_days_are_counted_for_the_side_that_owes(store: Store, officer: Officer, ask: Ask) -> None:
    ours = ask(deadline="2026-11-20")
    theirs = ask(asked_by="US", from_agency="FBI", to_agency="CBI", sent_on="2026-11-13")
    draft = ask(sent_on="")
    waits = row(store, ours)
    assert (waits.waiting_side, waits.days_waiting, waits.overdue_days) == ("US", 22, 3)
    assert (row(store, theirs).waiting_side, row(store, theirs).days_waiting) == ("IN", 10)
    assert (row(store, draft).waiting_side, row(store, draft).days_waiting) == ("", 0)
    with store.read() as rx:
        owed = requests.waiting(rx)
    assert owed["US"] == requests.Waiting("US", 1, 22, 22, 1)
    assert owed["IN"] == requests.Waiting("IN", 1, 10, 10, 0)
    assert found(store, awaiting=True, sort="days_waiting", descending=True) == [ours, theirs]
    assert found(store, waiting_on="IN") == [theirs]
    assert found(store, overdue=True) == [ours]
    act(store, officer, lambda tx: requests.discard(tx, [ours], "twice"))
    with store.read() as rx:
        assert requests.waiting(rx)["US"].count == 0


def test_a_reply_closes_and_stops_the_count(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask()
    marking = "  CUI//SP-INV  (as stamped)"
    act(store, officer, lambda tx: requests.reply(tx, key, ReplyDraft(
        received_on="2026-11-11", from_agency="DEA", text="Three laboratories.", partner_marking=marking)))  # fmt: skip
    one = card(store, key)
    assert (one.row.state, one.row.closed_on, one.row.days_waiting) == ("closed", date(2026, 11, 11), 10)
    assert (one.row.waiting_side, one.replies[0].partner_marking) == ("", marking)
    with pytest.raises(errors.Refused, match="closed; reopen it first"):
        act(store, officer, lambda tx: requests.reply(tx, key, ReplyDraft(text="More")))


def test_a_partial_reply_leaves_it_waiting(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask()
    act(store, officer, lambda tx: requests.reply(tx, key, ReplyDraft(text="One of three.", partial=True)))
    assert (row(store, key).state, row(store, key).replies, row(store, key).days_waiting) == ("sent", 1, 22)


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"from_agency": "DRI"}, "from_agency", "one of US"),
        ({"received_on": "2026-10-31"}, "received_on", "before"),
        ({"received_on": "2026-11-24"}, "received_on", "after today"),
        ({"text": " "}, "text", "Give the text"),
        ({"text": "bell \x07"}, "text", "control character"),
        ({"answers": "DEA-77"}, "answers", "neither REQ-2026-0001"),
    ],
)
def test_a_reply_that_does_not_fit_is_refused(
    store: Store, ask: Ask, fields: dict[str, str], field: str, says: str
) -> None:
    key = ask()
    values: dict[str, Any] = {"text": "Three laboratories.", **fields}
    with store.read() as rx:
        problems = requests.check_reply(rx, key, ReplyDraft(**values))
    assert set(problems) == {field}
    assert says in problems[field]


def test_a_reply_to_another_request_is_refused_and_names_it(store: Store, officer: Officer, ask: Ask) -> None:
    first = ask(partner_reference="DEA-NDO/24/117")
    second = ask(title="Another")
    for quoted in ("REQ-2026-0001", "req-2026-0001", "dea-ndo/24/117"):
        with pytest.raises(errors.Problems) as caught:
            act(store, officer, lambda tx, q=quoted: requests.reply(tx, second, ReplyDraft(text="See", answers=q)))
        assert caught.value.by_field == {"answers": "This reply answers REQ-2026-0001; record it there."}
    assert card(store, second).replies == ()
    act(store, officer, lambda tx: requests.reply(tx, first, ReplyDraft(text="See", answers="DEA-NDO/24/117 ")))
    assert row(store, first).state == "closed"


def test_a_reply_that_may_be_of_another_is_warned(store: Store, ask: Ask) -> None:
    key = ask()
    with store.read() as rx:
        says = requests.reply_warnings(rx, key, ReplyDraft(from_agency="FBI", text="Re your REQ-2026-0009"))
        assert requests.reply_warnings(rx, key, ReplyDraft(from_agency="DEA", text="Re your REQ-2026-0001")) == []
    assert ["DEA was asked and FBI replies" in says[0], "REQ-2026-0009" in says[1]] == [True, True]


def test_a_reply_recorded_with_the_wrong_request_moves(store: Store, officer: Officer, ask: Ask) -> None:
    wrong, right = ask(), ask(title="The right one")
    reply = act(store, officer, lambda tx: requests.reply(
        tx, wrong, ReplyDraft(text="quagga", received_on="2026-11-12", partner_marking="LES")))  # fmt: skip
    act(store, officer, lambda tx: requests.move_reply(tx, reply, right))
    assert (row(store, wrong).state, row(store, wrong).replies) == ("sent", 0)
    assert (row(store, right).state, row(store, right).closed_on) == ("closed", date(2026, 11, 12))
    assert card(store, right).replies[0].partner_marking == "LES"
    assert found(store, text="quagga") == [right]
    assert verify.verify(store) == []


def test_chased_closed_withdrawn_reopened(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask()
    act(store, officer, lambda tx: requests.chase(tx, key, note="By telephone"))
    act(store, officer, lambda tx: requests.chase(tx, key, "note_verbale", "2026-11-15"))
    one = card(store, key)
    assert [(c.dated, c.channel) for c in one.chasers] == [
        (date(2026, 11, 15), "note_verbale"), (date(2026, 11, 23), "lo_to_lo"),
    ]  # fmt: skip
    assert one.row.last_chased == date(2026, 11, 23)
    for verb in (requests.close, requests.withdraw):
        with pytest.raises(errors.Refused, match="Say why"):
            act(store, officer, lambda tx, v=verb: v(tx, key))
        act(store, officer, lambda tx, v=verb: v(tx, key, "2026-11-20", "Overtaken by events"))
        assert (row(store, key).waiting_side, row(store, key).days_waiting) == ("", 19)
        with pytest.raises(errors.Refused, match="reopen it first"):
            act(store, officer, lambda tx: requests.chase(tx, key))
        with pytest.raises(errors.Refused, match="reason"):
            act(store, officer, lambda tx: requests.reopen(tx, key, " "))
        act(store, officer, lambda tx: requests.reopen(tx, key, "Asked again"))
        assert (row(store, key).state, card(store, key).closing) == ("sent", "Asked again")


def test_what_is_not_sent_has_no_reply(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask(sent_on="", deadline="2026-11-25")
    for verb in (
        lambda tx: requests.reply(tx, key, ReplyDraft(text="Early")),
        lambda tx: requests.chase(tx, key),
        lambda tx: requests.close(tx, key, why="No need"),
    ):
        with pytest.raises(errors.Refused, match="send it first"):
            act(store, officer, verb)
    with pytest.raises(errors.Refused, match="after today"):
        act(store, officer, lambda tx: requests.send(tx, key, "2026-11-26"))
    act(store, officer, lambda tx: requests.send(tx, key))
    assert row(store, key).sent_on == date(2026, 11, 23)
    with pytest.raises(errors.Refused, match="already"):
        act(store, officer, lambda tx: requests.send(tx, key))


def test_amended_field_by_field_within_the_rules(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask()
    assert act(store, officer, lambda tx: requests.amend(tx, key, {"title": "Reports", "deadline": "2026-12-01"}))
    assert not act(store, officer, lambda tx: requests.amend(tx, key, {"title": "Reports"}))
    assert act(store, officer, lambda tx: requests.amend(tx, key, {"sent_on": "2026-11-02"}))
    for changes, field in (
        ({"deadline": "2026-11-01"}, "deadline"),
        ({"sent_on": "2026-12-02"}, "sent_on"),
        ({"sent_on": ""}, "sent_on"),
        ({"to_agency": "DRI"}, "to_agency"),
        ({"asked_by": "US"}, "from_agency"),
        ({"title": ""}, "title"),
    ):
        with pytest.raises(errors.Problems) as caught:
            act(store, officer, lambda tx, c=changes: requests.amend(tx, key, c))
        assert field in caught.value.by_field
    with pytest.raises(errors.Refused, match="by sending"):
        act(store, officer, lambda tx: requests.amend(tx, key, {"state": "closed"}))
    act(store, officer, lambda tx: requests.reply(tx, key, ReplyDraft(text="See", partial=True)))
    with pytest.raises(errors.Problems) as caught:
        act(store, officer, lambda tx: requests.amend(
            tx, key, {"asked_by": "US", "from_agency": "DEA", "to_agency": "DRI"}))  # fmt: skip
    assert list(caught.value.by_field) == ["asked_by"]


def test_sent_before_what_followed(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask()
    act(store, officer, lambda tx: requests.chase(tx, key, dated="2026-11-12"))
    with pytest.raises(errors.Problems, match="12 Nov 2026; it was sent before"):
        act(store, officer, lambda tx: requests.amend(tx, key, {"sent_on": "2026-11-13"}))
    act(store, officer, lambda tx: requests.amend(tx, key, {"sent_on": "2026-11-12"}))


def test_an_agency_retired_since_hinders_no_other_change(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask()
    with store.read() as rx:
        dea = rx.scalar(select(schema.agencies.c.key).where(schema.agencies.c.code == "DEA"))
    act(store, officer, lambda tx: tx.update(schema.agencies, dea, {"retired": 1}))
    assert act(store, officer, lambda tx: requests.amend(tx, key, {"title": "Reports"}))
    with pytest.raises(errors.Problems):
        act(store, officer, lambda tx: requests.amend(tx, key, {"asked_by": "US"}))
    assert refused(store, to_agency="DEA") != {}


def test_who_answers_for_it(store: Store, officer: Officer, ask: Ask) -> None:
    with store.write(officer, "Contact recorded") as tx:
        first = contacts.record(tx, ContactDraft(name="Pat Doe", agency="DEA", post="Attaché"))
        second = contacts.record(tx, ContactDraft(name="Lee Roe"))
    key = ask(contact=first.reference)
    assert [(one.name, one.post) for one in card(store, key).responsibles] == [("Pat Doe", "Attaché")]
    act(store, officer, lambda tx: requests.amend(tx, key, {"contact": second.reference}))
    assert card(store, key).draft.contact == second.reference
    act(store, officer, lambda tx: requests.amend(tx, key, {"contact": ""}))
    assert card(store, key).responsibles == ()


def test_lists_filter_sort_and_search(store: Store, officer: Officer, ask: Ask) -> None:
    first = ask(title="Beta quagga", kind="assistance", channel="pics")
    second = ask(title="Alpha", group="CU", sent_on="2026-11-05", asked_by="US", from_agency="CBP", to_agency="CBIC")
    third = ask(title="Gamma", sent_on="")
    assert found(store, sort="title") == [second, first, third]
    assert found(store, sort="sent_on") == [first, second, third]
    assert found(store, sort="sent_on", descending=True) == [second, first, third]  # nothing given comes last
    for asked in ({"kinds": ("assistance",)}, {"channels": ("pics",)}, {"text": "quag"}):
        assert found(store, **asked) == [first]
    assert found(store, groups=("CU",)) == found(store, asked_by="US") == [second]
    assert found(store, states=("draft",)) == [third]
    for sort in requests.SORTS:
        assert sorted(found(store, sort=sort)) == [first, second, third]
    act(store, officer, lambda tx: requests.discard(tx, [third], "twice"))
    assert (found(store), found(store, trash=True)) == ([first, second], [third])
    act(store, officer, lambda tx: requests.recover(tx, [third]))
    assert found(store) == [first, second, third]


def test_as_of_a_day_it_waited_still(store: Store, officer: Officer, ask: Ask) -> None:
    with clock.at(TODAY - timedelta(days=10)):
        key = ask()
    act(store, officer, lambda tx: requests.reply(tx, key, ReplyDraft(text="See")))
    with store.read(as_of=date(2026, 11, 15)) as rx:
        then = requests.card(rx, key)
        assert (then.row.state, then.row.days_waiting, then.replies) == ("sent", 14, ())
        assert requests.waiting(rx)["US"].count == 1


def test_undo_takes_a_reply_back(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask()
    act(store, officer, lambda tx: requests.reply(tx, key, ReplyDraft(text="See")))
    with store.read() as rx:
        last = undo.last(rx, officer)
    assert last is not None
    with store.write(officer, last.undoing, undoes=last.tx) as tx:
        undo.undo(tx, last.tx)
    assert (row(store, key).state, row(store, key).replies, row(store, key).closed_on) == ("sent", 0, None)
    assert verify.verify(store) == []


def test_a_reply_moves_only_where_one_is_awaited(store: Store, officer: Officer, ask: Ask) -> None:
    wrong, draft, late = ask(), ask(sent_on=""), ask(sent_on="2026-11-20")
    theirs = ask(asked_by="US", from_agency="FBI", to_agency="CBI")
    reply = act(store, officer, lambda tx: requests.reply(tx, wrong, ReplyDraft(text="See", received_on="2026-11-12")))
    for moved, to, says in (
        (99, draft, "no longer there"),
        (reply, wrong, "with this request already"),
        (reply, draft, "send it first"),
        (reply, theirs, "asked by the other side"),
        (reply, late, "lies before 20 Nov 2026"),
    ):
        with pytest.raises(errors.Refused, match=says):
            act(store, officer, lambda tx, m=moved, t=to: requests.move_reply(tx, m, t))
    assert row(store, wrong).state == "closed"


def test_a_second_final_reply_elsewhere_leaves_the_first_closed(store: Store, officer: Officer, ask: Ask) -> None:
    wrong, right = ask(), ask()
    first = act(store, officer, lambda tx: requests.reply(tx, wrong, ReplyDraft(text="One", partial=True)))
    act(store, officer, lambda tx: requests.reply(tx, wrong, ReplyDraft(text="Two")))
    act(store, officer, lambda tx: requests.move_reply(tx, first, right))
    assert (row(store, wrong).state, row(store, right).state) == ("closed", "sent")  # only the partial one went


def test_what_a_chaser_may_hold(store: Store, officer: Officer, ask: Ask) -> None:
    key = ask()
    for arguments, field in (
        (("pigeon",), "channel"), (("", "2026-10-31"), "dated"), (("", "", "bell \x07"), "note"),
    ):  # fmt: skip
        with pytest.raises(errors.Refused) as caught:
            act(store, officer, lambda tx, a=arguments: requests.chase(tx, key, *a))
        assert caught.value.field == field
    assert card(store, key).chasers == ()


def test_nothing_is_linked_to_what_lies_in_the_trash(store: Store, officer: Officer) -> None:
    with store.write(officer, "Joint action recorded") as tx:
        draft = ActionDraft(group="CN", title_en="Watch", lead_in="DRI")
        action = joint_actions.record(tx, draft)
    assert refused(store, action=action.reference) == {}
    act(store, officer, lambda tx: joint_actions.discard(tx, action.key, "twice"))
    assert refused(store, action=action.reference) == {
        "action": f"{action.reference} is in the trash; recover it first."
    }
