"""Contacts: persons of a side, posts with their days, and that personal entries lie apart in the journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hsdclient import contacts, errors, requests, verify
from hsdclient.contacts import ContactDraft, ContactQuery, PostDraft
from hsdclient.requests import RequestDraft
from hsdclient.session import Officer, Tx
from hsdclient.store import Store

Meet = Callable[..., int]


def act(store: Store, officer: Officer, verb: Callable[[Tx], Any]) -> Any:
    with store.write(officer, "Test act") as tx:
        return verb(tx)


def row(store: Store, key: int) -> contacts.ContactRow:
    with store.read() as rx:
        return contacts.rows(rx, [key])[0]


def found(store: Store, **asked: Any) -> list[int]:
    with store.read() as rx:
        return list(contacts.ids(rx, ContactQuery(**asked)))


def test_a_person_with_a_post(store: Store, meet: Meet) -> None:
    key = meet("Pat Doe", agency="DEA", post="Country Attaché", since="2024-01-08", email="pat@example.org", note="Tue")
    one = row(store, key)
    assert (one.reference, one.side, one.name) == ("CON-2026-0001", "US", "Pat Doe")
    assert (one.agency, one.post, one.since) == ("DEA", "Country Attaché", date(2024, 1, 8))
    with store.read() as rx:
        card = contacts.card(rx, key)
    assert (card.draft.email, card.note, card.recorded_by, len(card.posts)) == ("pat@example.org", "Tue", "Asha Rao", 1)
    assert verify.verify(store) == []


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"name": " "}, "name", "name"),
        ({"side": "XX"}, "side", "one of"),
        ({"email": "pat at example"}, "email", "one e-mail address"),
        ({"agency": "DRI", "post": "Director"}, "agency", "one of US"),
        ({"side": "IN", "agency": "DEA", "post": "Attaché"}, "agency", "one of IN"),
        ({"agency": "NCB", "post": "Attaché"}, "agency", "two agencies"),
        ({"agency": "DEA"}, "post", "Name the post"),
        ({"post": "Attaché"}, "agency", "Choose the agency"),
        ({"since": "2026-02-30", "agency": "DEA", "post": "Attaché"}, "since", "no day 30"),
    ],
)
def test_what_is_refused_says_what_to_do(store: Store, fields: dict[str, str], field: str, says: str) -> None:
    with store.read() as rx:
        problems = contacts.check(rx, ContactDraft(**{"name": "Pat Doe", **fields}))  # type: ignore[arg-type]
    assert set(problems) == {field}
    assert says in problems[field]


def test_the_same_person_twice_is_warned(store: Store, officer: Officer, meet: Meet) -> None:
    key = meet("Zoë Ray")
    with store.read() as rx:
        for name in ("Zoë Ray", "ZOE\u0308  RAY"):
            assert "CON-2026-0001 has the same name" in contacts.warnings(rx, ContactDraft(name=name))[0]
        assert contacts.warnings(rx, ContactDraft(name="Zoë Ray", side="IN")) == []
        assert contacts.warnings(rx, ContactDraft(name="Zoë Rayner")) == []
        assert contacts.warnings(rx, ContactDraft(name="Zoë Ray"), but=key) == []
    act(store, officer, lambda tx: contacts.discard(tx, [key], "twice"))
    with store.read() as rx:
        assert "in the trash" in contacts.warnings(rx, ContactDraft(name="Zoë Ray"))[0]


def test_posts_of_one_person_do_not_overlap(store: Store, officer: Officer, meet: Meet) -> None:
    key = meet("Pat Doe", agency="DEA", post="Country Attaché", since="2024-01-08")

    def add(**post: Any) -> int:
        values: dict[str, Any] = {"agency": "HSI", "post": "Deputy Attaché", **post}
        return act(store, officer, lambda tx: contacts.add_post(tx, key, PostDraft(**values)))

    for days in (
        {"since": "2026-11-01"}, {"until": "2024-06-30"}, {"since": "2023-01-01", "until": "2024-01-09"}, {},
    ):  # fmt: skip
        with pytest.raises(errors.Problems) as caught:
            add(**days)
        assert "Pat Doe holds Country Attaché at DEA since 8 Jan 2024" in caught.value.by_field["since"]
    with pytest.raises(errors.Problems) as caught:
        add(since="2023-05-02", until="2023-05-01")
    assert "last day lies before" in caught.value.by_field["until"]
    assert add(since="2023-01-01", until="2024-01-08")  # the day of the change may belong to both
    charge = add(since="2026-01-01", additional=True)
    with pytest.raises(errors.Problems) as caught:
        act(store, officer, lambda tx: contacts.amend_post(tx, charge, {"additional": False}))
    assert "since" in caught.value.by_field
    assert row(store, key).post == "Country Attaché"  # a main post comes before an additional charge
    assert verify.verify(store) == []


def test_the_officer_who_answered_in_2024_is_not_the_one_of_today(store: Store, officer: Officer, meet: Meet) -> None:
    old = meet("Pat Doe", agency="DEA", post="Country Attaché", since="2023-08-01")
    with store.read() as rx:
        post = contacts.of_contact(rx, old)[0].key
    act(store, officer, lambda tx: contacts.end_post(tx, post, "2025-07-31"))
    new = meet("Lee Roe", agency="DEA", post="Country Attaché", since="2025-08-01")
    with store.read() as rx:
        assert [one.name for one in contacts.holder_on(rx, "DEA", date(2024, 2, 28))] == ["Pat Doe"]
        assert [one.name for one in contacts.holder_on(rx, "DEA", date(2025, 7, 31))] == ["Pat Doe"]
        assert [one.name for one in contacts.holder_on(rx, "dea", date(2026, 11, 23))] == ["Lee Roe"]
        held = contacts.post_on(rx, old, date(2024, 2, 28))
        assert held is not None
        assert held.post == "Country Attaché"
        assert contacts.post_on(rx, old, date(2026, 11, 23)) is None
        with pytest.raises(errors.Refused, match="two agencies"):
            contacts.holder_on(rx, "NCB", date(2024, 2, 28))
    assert found(store, without_post=True) == [old]
    assert found(store, agencies=("DEA",)) == [new]
    act(store, officer, lambda tx: contacts.move_on(
        tx, new, PostDraft(agency="STATE-INL", post="Director", since="2026-11-02")))  # fmt: skip
    with store.read() as rx:
        assert [(one.post, one.until) for one in contacts.of_contact(rx, new)] == [
            ("Director", ""), ("Country Attaché", "2026-11-01"),
        ]  # fmt: skip
        director = contacts.of_contact(rx, new)[0].key
    act(store, officer, lambda tx: contacts.remove_post(tx, director))
    assert row(store, new).post == ""


def test_amended_and_the_side_stays_with_its_posts(store: Store, officer: Officer, meet: Meet) -> None:
    key = meet("Pat Doe", agency="DEA", post="Country Attaché")
    assert act(store, officer, lambda tx: contacts.amend(tx, key, {"name": "Pat B. Doe", "phone": "+91 11 0000 0000"}))
    assert not act(store, officer, lambda tx: contacts.amend(tx, key, {"name": "Pat B. Doe"}))
    for changes, field in (({"side": "IN"}, "side"), ({"name": ""}, "name"), ({"email": "@"}, "email")):
        with pytest.raises(errors.Problems) as caught:
            act(store, officer, lambda tx, c=changes: contacts.amend(tx, key, c))
        assert list(caught.value.by_field) == [field]
    with pytest.raises(errors.Refused, match="where posts are"):
        act(store, officer, lambda tx: contacts.amend(tx, key, {"post": "Director"}))
    plain = meet("Lee Roe")
    act(store, officer, lambda tx: contacts.amend(tx, plain, {"side": "IN"}))
    assert (row(store, plain).side, found(store, sides=("IN",))) == ("IN", [plain])


def test_who_answers_for_open_records_is_not_discarded(store: Store, officer: Officer, meet: Meet) -> None:
    key = meet("Pat Doe")
    with store.write(officer, "Request recorded") as tx:
        request = requests.record(
            tx, RequestDraft(channel="pics", title="Samples", contact="CON-2026-0001", state="sent")
        ).key
    assert (row(store, key).open_items, found(store, answering=True)) == (1, [key])
    with pytest.raises(errors.Refused, match=r"open records: REQ-2026-0001\."):
        act(store, officer, lambda tx: contacts.discard(tx, [key], "left"))
    act(store, officer, lambda tx: requests.close(tx, request, why="Settled by telephone"))
    act(store, officer, lambda tx: contacts.discard(tx, [key], "left"))
    with store.read() as rx:
        assert contacts.of_record(rx, "requests", request) == []
    act(store, officer, lambda tx: contacts.recover(tx, [key]))
    with store.read() as rx:
        assert [one.name for one in contacts.of_record(rx, "requests", request)] == ["Pat Doe"]


def test_lists_filter_sort_and_search(store: Store, officer: Officer, meet: Meet) -> None:
    first = meet("Beta Person", agency="DEA", post="Zebra desk", since="2024-01-01")
    second = meet("Alpha Person", agency="CBP", post="Apple desk", since="2025-01-01")
    third = meet("Gamma Person", side="IN")
    assert found(store, sort="name") == [second, first, third]
    assert found(store, sort="post") == [second, first, third]
    assert found(store, sort="since", descending=True) == [second, first, third]  # nothing given comes last
    assert found(store, text="zebra") == found(store, agencies=("DEA",)) == [first]
    for sort in contacts.SORTS:
        assert sorted(found(store, sort=sort)) == [first, second, third]
    act(store, officer, lambda tx: contacts.discard(tx, [third], "left"))
    assert (found(store), found(store, trash=True)) == ([first, second], [third])


def test_personal_entries_are_payloads_of_their_own(store: Store, meet: Meet) -> None:
    meet("Pat Doe", email="pat@example.org", agency="DEA", post="Country Attaché")
    with store.raw() as conn:
        payloads = conn.exec_driver_sql(
            "SELECT p.kind, p.payload FROM journal j JOIN journal_payloads p ON p.seq = j.seq WHERE j.noun = 'contacts'"
        ).all()
    held = {kind: set(json.loads(payload)["after"]) for kind, payload in payloads}
    assert {"name", "email", "phone", "note", "name_hi"} == held["personal"]
    assert not {"name", "email"} & held["facts"]
    assert "Pat" not in next(payload for kind, payload in payloads if kind == "facts")


def test_the_days_of_a_post_in_words(store: Store, officer: Officer, meet: Meet) -> None:
    key = meet()
    for since, until in (("2020-01-01", "2020-12-31"), ("", "2019-12-31"), ("2021-01-01", "")):
        draft = PostDraft(agency="DEA", post="Desk", since=since, until=until)
        act(store, officer, lambda tx, d=draft: contacts.add_post(tx, key, d))
    charge = PostDraft(agency="DEA", post="Charge", additional=True)
    act(store, officer, lambda tx: contacts.add_post(tx, key, charge))
    with store.read() as rx:
        held = contacts.of_contact(rx, key)
    assert sorted(contacts.span(one) for one in held) == [
        "(days not known)", "from 1 Jan 2020 to 31 Dec 2020", "since 1 Jan 2021", "until 31 Dec 2019",
    ]  # fmt: skip
    with pytest.raises(errors.Problems) as caught:
        act(store, officer, lambda tx: contacts.add_post(tx, key, PostDraft(agency="DRI", post=" ")))
    assert set(caught.value.by_field) == {"agency", "post"}
    with pytest.raises(errors.Refused, match="no longer there"):
        act(store, officer, lambda tx: contacts.end_post(tx, 99))
    with pytest.raises(errors.Refused, match="two days"):
        act(store, officer, lambda tx: contacts.end_post(tx, held[0].key, "03/04/2026"))


def test_only_what_somebody_can_answer_for(store: Store, officer: Officer, meet: Meet) -> None:
    key = meet()
    with store.write(officer, "Request recorded") as tx:
        request = requests.record(tx, RequestDraft(channel="pics", title="Samples")).key
    assert act(store, officer, lambda tx: contacts.answers_for(tx, key, "requests", request))
    assert not act(store, officer, lambda tx: contacts.answers_for(tx, key, "requests", request))
    assert act(store, officer, lambda tx: contacts.no_longer(tx, key, "requests", request))
    assert not act(store, officer, lambda tx: contacts.no_longer(tx, key, "requests", request))
    act(store, officer, lambda tx: requests.discard(tx, [request], "twice"))
    for noun, row_key, says in (
        ("contacts", key, "joint actions, commitments and requests only"),
        ("requests", 99, "no longer there"),
        ("requests", request, "in the trash"),
    ):
        with pytest.raises(errors.Refused, match=says):
            act(store, officer, lambda tx, n=noun, k=row_key: contacts.answers_for(tx, key, n, k))
    act(store, officer, lambda tx: requests.recover(tx, [request]))
    with pytest.raises(errors.Refused, match="contact is no longer there"):
        act(store, officer, lambda tx: contacts.answers_for(tx, 99, "requests", request))
