"""Documents as evidence of dialogue rounds, agreements, commitments and requests: linked, listed, shown, counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hsdclient import clock, documents, errors, releases, schema, titles
from hsdclient.documents import Attached, DocumentQuery, Link
from hsdclient.session import Officer
from hsdclient.store import Store
from tests import recorded

Attach = Callable[..., Attached]
NOUNS = ("meetings", "agreements", "commitments", "requests")


@pytest.fixture
def keys(store: Store, officer: Officer) -> dict[str, int]:
    """One record of each noun that documents can be evidence of besides joint actions."""
    with store.write(officer, "Test act") as tx:
        group = int(tx.column(schema.working_groups.select().with_only_columns(schema.working_groups.c.key))[0])
        meeting = recorded.meeting(tx, group_key=group)
        return {
            "meetings": meeting,
            "agreements": recorded.agreement(tx, title_hi="ज्ञापन"),
            "commitments": recorded.commitment(tx, meeting),
            "requests": recorded.request(tx),
        }


def discard(store: Store, officer: Officer, noun: str, key: int) -> None:
    with store.write(officer, "Test act") as tx:
        tx.update(schema.REFERENCED[noun], key, {"discarded_at": clock.text(clock.now()), "discard_reason": "Twice."})


def test_a_document_is_evidence_of_any_record(
    store: Store, attach: Attach, keys: dict[str, int], action: int, entry: int
) -> None:
    links = [Link(noun, key, f"p. {key}") for noun, key in keys.items()]
    one = attach(links=(*links, Link("progress_entries", entry)))
    with store.read() as rx:
        card = documents.card(rx, one.key)
        told = {noun: titles.of(rx, noun, [key])[key] for noun, key in keys.items()}
    assert [(link.owner_noun, link.owner_key) for link in card.links] == [
        ("joint_actions", action), *((noun, keys[noun]) for noun in NOUNS),
    ]  # fmt: skip
    by_noun = {link.owner_noun: link for link in card.links}
    assert by_noun["joint_actions"].action_key == action
    assert by_noun["joint_actions"].dated == "2026-01-05"
    assert by_noun["commitments"].title == "Lists are shared."
    assert by_noun["agreements"].title_hi == "ज्ञापन"
    assert by_noun["meetings"].title == "Dialogue"
    for noun in NOUNS:
        assert by_noun[noun].action_key == 0
        assert by_noun[noun].place == f"p. {keys[noun]}"
        assert by_noun[noun].reference == told[noun].reference
    assert card.row.linked[1:] == tuple(told[noun].reference for noun in NOUNS)
    assert card.row.linked[0].startswith("CN-")


def test_the_partners_title_stands_in_where_ours_is_empty(store: Store, officer: Officer) -> None:
    with store.write(officer, "Test act") as tx:
        key = recorded.meeting(tx, title="")
        tx.insert(schema.meeting_sides, {"meeting_key": key, "side": tx.partner, "title": "Homeland dialogue"})
        other = recorded.meeting(tx, "HSD-2022", title="")
    with store.read() as rx:
        found = titles.of(rx, "meetings", [key, other])
    assert (found[key].title, found[other].title) == ("Homeland dialogue", "")


@pytest.mark.parametrize("noun", NOUNS)
def test_evidence_of_each_record_and_how_much(
    store: Store, officer: Officer, attach: Attach, keys: dict[str, int], noun: str
) -> None:
    one = attach(links=(Link(noun, keys[noun], "p. 2"),))
    with store.read() as rx:
        found = documents.evidence_of(rx, noun, [keys[noun]])
        assert documents.evidence_counts(rx, [keys[noun]], noun) == {keys[noun]: 1}
        assert list(documents.ids(rx, DocumentQuery(record=(noun, keys[noun])))) == [one.key]
        assert documents.evidence(rx, [keys[noun]]) == {}  # an action that happens to have the same key
    ((evidence,),) = found.values()
    assert (evidence.document.key, evidence.place, evidence.noun) == (one.key, "p. 2", noun)
    with store.write(officer, "Test act") as tx:
        documents.discard(tx, [one.key], "Wrong one.")
    with store.read() as rx:
        assert documents.evidence_of(rx, noun, [keys[noun]]) == {}
        assert documents.evidence_counts(rx, [keys[noun]], noun) == {}


@pytest.mark.parametrize("noun", NOUNS)
def test_nothing_becomes_evidence_of_a_record_in_the_trash(
    store: Store, officer: Officer, attach: Attach, keys: dict[str, int], noun: str
) -> None:
    held = attach(links=(Link(noun, keys[noun]),))
    discard(store, officer, noun, keys[noun])
    with store.read() as rx:
        assert documents.card(rx, held.key).links[0].discarded
    with pytest.raises(errors.Refused, match="in the trash"), store.write(officer, "Test act") as tx:
        documents.link(tx, held.key, Link(noun, keys[noun]))


def test_a_working_groups_documents_are_those_of_its_meetings_commitments_and_requests_too(
    store: Store, officer: Officer, attach: Attach, keys: dict[str, int]
) -> None:
    one = attach(links=(Link("meetings", keys["meetings"]), Link("agreements", keys["agreements"])))
    with store.read() as rx:
        g = schema.working_groups.c
        first, second = rx.column(schema.working_groups.select().with_only_columns(g.code).order_by(g.key))[:2]
        assert list(documents.ids(rx, DocumentQuery(groups=(first,)))) == [one.key]
        assert list(documents.ids(rx, DocumentQuery(groups=(second,)))) == []


@pytest.mark.parametrize("noun", NOUNS)
def test_a_document_stays_released_while_a_released_record_has_it_as_evidence(
    store: Store, officer: Officer, attach: Attach, keys: dict[str, int], action: int, noun: str
) -> None:
    one = attach(links=(Link("joint_actions", action), Link(noun, keys[noun])))
    with store.write(officer, "Test act") as tx:
        releases.release_record(tx, noun, keys[noun], ["US"])
        releases.release(tx, action, ["US"], with_all=True)
    with store.write(officer, "Test act") as tx:
        releases.release(tx, action, [])
    with store.read() as rx:
        assert documents.card(rx, one.key).row.released_to == ("US",)
    with store.write(officer, "Test act") as tx:
        releases.release(tx, action, ["US"], with_all=True)
        releases.release_record(tx, noun, keys[noun], [])
        releases.release(tx, action, [])
    with store.read() as rx:
        assert documents.card(rx, one.key).row.released_to == ()
