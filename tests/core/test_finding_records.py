"""Search over rounds, agreements, commitments, requests and contacts: what is found, narrowed, counted and told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from hsdclient import clock, documents, finding, glance, schema
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.finding import parse
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from tests import recorded

SENTENCE = "Smugglers who exploit migrants are to be combated together."


@pytest.fixture
def keys(store: Store, officer: Officer) -> dict[str, int]:
    """One record of each noun, recorded on one day, the meeting and the commitment of CN, the request of CU."""
    with clock.at(datetime(2026, 3, 1, 6, tzinfo=UTC)), store.write(officer, "x") as tx:
        cn, cu = key_of(tx, "working_groups", "CN"), key_of(tx, "working_groups", "CU")
        dri = key_of(tx, "agencies", "DRI")
        made = {"meetings": recorded.meeting(tx, title="Dialogue in New Delhi", place="Vigyan Bhawan", group_key=cn)}
        made["commitments"] = recorded.commitment(tx, made["meetings"], SENTENCE, group_key=cn, lead_in_key=dri)
        made["agreements"] = recorded.agreement(tx, "Memorandum on training", signed="2024-02-27")
        made["requests"] = recorded.request(tx, question="Which smugglers?", group_key=cu, sent_on="2025-05-01")
        made["contacts"] = recorded.contact(tx, "Kavita Iyer")
        post = {"contact_key": made["contacts"], "agency_key": dri, "post": "Additional Director General"}
        tx.insert(schema.posts_held, post)
        tx.insert(schema.decisions, {"meeting_key": made["meetings"], "number": 1, "text": "Smugglers are listed."})
    return made


def key_of(tx: Tx, table: str, code: str) -> int:
    c = schema.JOURNALLED[table].c
    return int(tx.scalar(schema.JOURNALLED[table].select().with_only_columns(c.key).where(c.code == code)))


def found(store: Store, typed: str, as_of: date | None = None) -> set[str]:
    with store.read(as_of=as_of) as rx:
        return {hit.noun for hit in finding.hits(rx, parse(typed)).found}


ALL = {"meetings", "agreements", "commitments", "requests", "contacts"}


@pytest.mark.parametrize(
    ("typed", "nouns"),
    [
        ("smugglers", {"meetings", "commitments", "requests"}),
        ("smugglers noun:commitment", {"commitments"}),
        ("smugglers type:commitments", {"commitments"}),
        ("type:round", {"meetings"}),
        ("noun:meeting,contact", {"meetings", "contacts"}),
        ("additional director", {"contacts"}),
        ("kavita", {"contacts"}),
        ("vigyan", {"meetings"}),
        ("HSD-2024", {"meetings"}),
        ("training memorandum", {"agreements"}),
        ("smugglers group:CN", {"meetings", "commitments"}),
        ("group:CU", {"requests"}),
        ("lead:DRI", {"commitments", "contacts"}),
        ("after:2024-02 before:2024-02-29", {"meetings", "agreements"}),
        ("after:2026-03 noun:commitment", {"commitments"}),
        ("before:2026-02 noun:commitment", set()),
        ("marking:TLP:GREEN", ALL),
        ("marking:TLP:AMBER noun:commitment,request", set()),
        ("smugglers type:letter", set()),
    ],
)
def test_what_is_asked_is_found(store: Store, keys: dict[str, int], typed: str, nouns: set[str]) -> None:
    assert found(store, typed) == nouns


def test_a_document_type_keeps_its_name(store: Store, keys: dict[str, int]) -> None:
    assert parse("type:request").types == ("request",)
    assert parse("noun:request").nouns == ("requests",)


def test_each_says_what_it_is_where_it_belongs_and_where_the_words_stand(store: Store, keys: dict[str, int]) -> None:
    with store.read() as rx:
        hits = {hit.noun: hit for hit in finding.hits(rx, parse("smugglers")).found}
    commitment, meeting, request = hits["commitments"], hits["meetings"], hits["requests"]
    assert (commitment.key, commitment.group, commitment.action_key) == (keys["commitments"], "CN", 0)
    assert ("Smugglers", True) in commitment.title
    assert ("Smugglers", True) in commitment.snippet
    assert commitment.reference.startswith("COM-")
    assert "".join(text for text, _marked in meeting.title) == "Dialogue in New Delhi"
    assert ("Smugglers", True) in meeting.snippet
    assert meeting.dated == "2024-02-28"
    assert (request.group, request.dated, request.marking) == ("CU", "2025-05-01", "TLP:GREEN")


def test_the_trash_is_not_searched_and_a_past_day_is(store: Store, officer: Officer, keys: dict[str, int]) -> None:
    gone = {"discarded_at": "2026-03-03T00:00:00.000Z", "discard_reason": "Wrong."}
    with clock.at(datetime(2026, 3, 3, 6, tzinfo=UTC)), store.write(officer, "x") as tx:
        for noun, key in keys.items():
            tx.update(schema.REFERENCED[noun], key, gone)
    assert found(store, "marking:TLP:GREEN") == set()
    assert found(store, "smugglers") == set()
    assert found(store, "smugglers", date(2026, 3, 2)) == {"meetings", "commitments", "requests"}
    assert found(store, "smugglers", date(2026, 2, 28)) == set()


def test_they_are_counted_by_noun_group_and_year(store: Store, keys: dict[str, int]) -> None:
    with store.read() as rx:
        counts = finding.facets(rx, parse("marking:TLP:GREEN"))
        smugglers = finding.facets(rx, parse("smugglers"))
    assert {noun for noun, count in counts.nouns.items() if count} == ALL
    assert counts.groups == {"CN": 2, "CU": 1}
    assert counts.years == {"2024": 2, "2025": 1, "2026": 2}
    assert smugglers.total == 3


def test_a_document_belongs_to_the_group_of_the_commitment_it_proves(
    store: Store, officer: Officer, keys: dict[str, int]
) -> None:
    with store.write(officer, "x") as tx:
        paper = Filed("a.pdf", "a" * 64, 10, "pdf", text_state="read", texts=("Readout of the smugglers' session",))
        documents.attach(tx, DocumentDraft(title="Paper"), paper, [Link("commitments", keys["commitments"])])
    with store.read() as rx:
        (hit,) = finding.hits(rx, parse("readout group:CN")).found
        assert hit.group == "CN"
        assert not finding.hits(rx, parse("readout group:CU")).found
        assert finding.facets(rx, parse("readout")).groups == {"CN": 1}


def test_a_record_at_a_glance_says_what_it_holds(store: Store, keys: dict[str, int]) -> None:
    with store.read() as rx:
        told = {noun: glance.of(rx, noun, key) for noun, key in keys.items()}
    assert told["commitments"].titled.title == SENTENCE
    assert ("Class", "Deliverable") in told["commitments"].facts
    assert ("Lead agency, India", "DRI") in told["commitments"].facts
    assert ("Question", "Which smugglers?") in told["requests"].facts
    assert ("Signed", "27 Feb 2024") in told["agreements"].facts
    assert any(label == "India" and "28 Feb 2024" in said for label, said in told["meetings"].facts)
