"""What the histories of meetings, agreements, commitments, requests and contacts tell, and the journal's references."""

from __future__ import annotations

import pytest

from hsdclient import entry_words, history, joint_actions, schema, touched
from hsdclient.history import JournalFilter
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from tests import recorded

NEW = (
    "meetings", "meeting_sides", "attendees", "agenda_items", "decisions", "meeting_deadlines", "agreements",
    "agreement_agencies", "commitments", "commitment_sides", "fulfilments", "requests", "replies", "chasers",
    "contacts", "posts_held", "responsibles",
)  # fmt: skip


@pytest.fixture
def meeting(store: Store, officer: Officer) -> int:
    with store.write(officer, "Meeting recorded") as tx:
        return recorded.meeting(tx)


def action(tx: Tx) -> int:
    draft = joint_actions.ActionDraft(group="CN", title_en="Watch", lead_in="DRI", marking="TLP:GREEN")
    return joint_actions.record(tx, draft).key


def agency(tx: Tx, code: str) -> int:
    a = schema.agencies.c
    return int(tx.scalar(schema.agencies.select().with_only_columns(a.key).where(a.code == code)))


def told(store: Store, noun: str, key: int) -> list[dict[str, tuple[str, str]]]:
    with store.read() as rx:
        events = history.of_record(rx, noun, key)
    return [{change.label: (change.before, change.after) for change in event.changes} for event in reversed(events)]


def test_every_column_has_a_label_and_every_table_a_word() -> None:
    for noun in NEW:
        assert entry_words.noun_word(noun) != noun
        for column in schema.JOURNALLED[noun].columns:
            if entry_words.told(noun, column.name):
                assert entry_words.label(column.name, noun) != column.name, f"{noun}.{column.name}"


def test_every_row_that_names_a_record_is_told_with_it() -> None:
    for noun, table in schema.JOURNALLED.items():
        for column in table.columns:
            owner = next((key.column.table.name for key in column.foreign_keys), "")
            if owner in schema.REFERENCED and noun not in schema.REFERENCED and noun != "attendees":
                below = any(noun in children for children in touched.CHILDREN.values())
                assert noun in touched.CHILDREN[owner] or below, f"{noun}.{column.name}"


def test_each_sides_version_is_told_with_its_side(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "The partner's version received") as tx:
        version = {"title": "Dialogue", "starts": "2024-02-27", "lead": "A. Silvers"}
        theirs = tx.insert(schema.meeting_sides, {"meeting_key": meeting, "side": "US", **version})
    with store.write(officer, "Meeting amended") as tx:
        tx.update(schema.meeting_sides, theirs, {"ends": "2024-02-29"})
    first, received, amended = told(store, "meetings", meeting)
    assert first["Code"] == ("", "HSD-2024")
    assert first["Kind"] == ("", "Dialogue round")
    assert first["From (India)"] == ("", "28 Feb 2024")
    assert received["From (United States)"] == ("", "27 Feb 2024")
    assert received["Led by (United States)"] == ("", "A. Silvers")
    assert amended == {"To (United States)": ("", "29 Feb 2024")}


def test_delegates_agenda_decisions_and_what_they_became(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "Delegation entered") as tx:
        person = {"meeting_key": meeting, "side": "IN", "name": "A. Rao", "post": "Director"}
        delegate = tx.insert(schema.attendees, {**person, "agency_key": agency(tx, "DRI")})
    with store.write(officer, "Agenda item added") as tx:
        item = tx.insert(schema.agenda_items, {"meeting_key": meeting, "number": 2, "title": "Precursors"})
    with store.write(officer, "Agenda item amended") as tx:
        tx.update(schema.agenda_items, item, {"brief": "Lists are late."})
    with store.write(officer, "Decision recorded") as tx:
        decision = tx.insert(schema.decisions, {"meeting_key": meeting, "number": 1, "text": "Share lists."})
    with store.write(officer, "Action created from a decision") as tx:
        watch = action(tx)
        link = tx.insert(schema.fulfilments, {"noun": "decisions", "row_key": decision, "action_key": watch})
    with store.read() as rx:
        acts = history.acts(rx, history.act_ids(rx, JournalFilter(text="HSD-2024")))
    assert [line.sentence for line in acts if line] == [
        "Action created from a decision", "Decision recorded", "Agenda item amended", "Agenda item added",
        "Delegation entered", "Meeting recorded",
    ]  # fmt: skip
    assert all("HSD-2024" in line.references for line in acts if line)
    with store.write(officer, "Action unlinked") as tx:
        tx.delete(schema.fulfilments, link)
    with store.write(officer, "Delegate removed") as tx:
        tx.delete(schema.attendees, delegate)
    _first, came, added, briefed, decided, created, unlinked, gone = told(store, "meetings", meeting)
    assert came == {"Delegate (India)": ("", "A. Rao, Director, DRI")}
    assert added == {"Title (item 2)": ("", "Precursors")}
    assert briefed == {"Brief (item 2)": ("", "Lists are late.")}
    assert decided == {"Decision (decision 1)": ("", "Share lists.")}
    assert created["Carried out by"][1].endswith(" for HSD-2024, decision 1")
    assert unlinked["Carried out by"][0].startswith("CN-")
    assert gone == {"Delegate (India)": ("A. Rao, Director, DRI", "")}
    assert any("Carried out by" in change for change in told(store, "joint_actions", watch))
    with store.read() as rx:
        removed = history.acts(rx, history.act_ids(rx, JournalFilter()))[:2]
    assert next(line.references for line in removed if line) == ("HSD-2024",)
    assert {"HSD-2024", created["Carried out by"][1].split()[0]} == set(removed[1].references if removed[1] else ())


def test_a_commitments_assessment_and_who_answers_for_it(store: Store, officer: Officer, meeting: int) -> None:
    with store.write(officer, "Commitment recorded") as tx:
        earlier = recorded.commitment(tx, meeting, "Earlier.", 1)
        later = recorded.commitment(tx, meeting, "Later.", 2, carried_from_key=earlier, due="2026-03-01")
    with store.write(officer, "Commitment assessed") as tx:
        side = {"commitment_key": later, "side": "IN", "assessed": "claimed", "why": "No paper yet."}
        tx.insert(schema.commitment_sides, side)
    with store.write(officer, "Contact named") as tx:
        who = recorded.contact(tx)
        tx.insert(
            schema.responsibles, {"noun": "commitments", "row_key": later, "contact_key": who, "since": "2026-01-01"}
        )
    recording, assessed, named = told(store, "commitments", later)
    assert recording["Carried over from"][1].startswith("COM-")
    assert recording["Round or meeting"] == ("", "HSD-2024")
    assert recording["Due"] == ("", "1 Mar 2026")
    assert assessed["Assessment (India)"] == ("", "Claimed, without evidence")
    assert named["Answers for"][1].startswith("Ravi Menon for COM-")
    assert "Answers for" in told(store, "contacts", who)[0]


def test_a_requests_replies_and_reminders_and_a_contacts_posts(store: Store, officer: Officer) -> None:
    with store.write(officer, "Request recorded") as tx:
        watch = action(tx)
        key = recorded.request(tx, action_key=watch, from_key=agency(tx, "DRI"), deadline="2026-02-01")
        who = recorded.contact(tx)
    with store.write(officer, "Reply recorded") as tx:
        stamp = {"officer_key": officer.key, "recorded_at": "2026-01-01T00:00:00Z"}
        reply = {"request_key": key, "received_on": "2026-01-20", "text": "Enclosed.", "partner_marking": "FOUO"}
        tx.insert(schema.replies, {**reply, **stamp})
        tx.insert(schema.chasers, {"request_key": key, "dated": "2026-01-10", "channel": "note_verbale", **stamp})
        tx.update(schema.requests, key, {"state": "closed"})
    with store.write(officer, "Post added") as tx:
        post = {"contact_key": who, "agency_key": agency(tx, "DRI"), "post": "Director", "since": "2024-01-01"}
        tx.insert(schema.posts_held, post)
    asked, answered = told(store, "requests", key)
    assert asked["For the joint action"][1].startswith("CN-")
    assert asked["Channel"] == ("", "Liaison officer to liaison officer")
    assert asked["Deadline"] == ("", "1 Feb 2026")
    assert asked["From agency"] == ("", "DRI")
    assert answered["Text of the reply"] == ("", "Enclosed.")
    assert answered["Partner's marking, as received"] == ("", "FOUO")
    assert answered["State"] == ("Awaiting reply", "Closed")
    assert told(store, "contacts", who)[1] == {"Post held": ("", "Director, DRI, 1 Jan 2024 –")}
