"""Agreements: dates in order, computed status, executing agencies, what is due for review, what hangs on one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hsdclient import agreements, clock, errors, schema
from hsdclient.agreements import AgreementDraft, AgreementQuery
from hsdclient.session import Officer
from hsdclient.store import Store

MOU = AgreementDraft(
    type="memorandum_of_understanding",
    title_en="Memorandum of Understanding on cybercrime investigations",
    short="Cybercrime MoU",
    party_in="Government of India",
    party_us="Government of the United States",
    agencies=("I4C", "DHS"),
    signed="2025-01-17",
    signed_at="Washington",
    obliges="Share threat intelligence and digital forensics.",
    source="Public readout",
)
TODAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture
def make(store: Store, officer: Officer) -> Any:
    def one(draft: AgreementDraft = MOU, **changes: Any) -> agreements.Recorded:
        with store.write(officer, "Agreement recorded") as tx:
            return agreements.record(tx, draft.with_values(changes))

    return one


def listed(store: Store, **asked: Any) -> list[int]:
    with store.read() as rx:
        return list(agreements.ids(rx, AgreementQuery(**asked)))


def test_an_agreement_is_recorded_and_read_back(store: Store, officer: Officer) -> None:
    with clock.at(TODAY), store.write(officer, "Agreement recorded") as tx:
        number = int(agreements.total(tx)) + 1
        made = agreements.record(tx, MOU)
        assert made.reference == f"AGR-2026-{number:04d}"
        card = agreements.card(tx, made.key)
        held = agreements.draft_of(tx, made.key)
    assert (card.row.title_en, card.row.agencies, card.obliges) == (MOU.title_en, ("I4C", "DHS"), MOU.obliges)
    assert card.recorded_by == officer.name
    assert held == MOU.with_values({"marking": "TLP:AMBER"})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_en": " "}, "title_en"),
        ({"type": "pact"}, "type"),
        ({"type": ""}, "type"),
        ({"in_force": "2025-01-16"}, "in_force"),
        ({"expiry": "2025-01-16"}, "expiry"),
        ({"in_force": "2025-03-01", "expiry": "2025-02-01"}, "expiry"),
        ({"review": "2024-01-01"}, "review"),
        ({"ended_on": "2024-01-01"}, "ended_on"),
        ({"signed": "17/01/25"}, "signed"),
        ({"agencies": ("NCB",)}, "agencies"),
        ({"agencies": ("XYZ",)}, "agencies"),
        ({"marking": "Secret"}, "marking"),
    ],
)
def test_what_an_agreement_may_not_say(store: Store, changes: dict[str, Any], field: str) -> None:
    with store.read() as rx:
        assert set(agreements.check(rx, MOU.with_values(changes))) == {field}


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        ({"signed": ""}, "undated"),
        ({"signed": "2027-01-01"}, "undated"),
        ({}, "signed"),
        ({"in_force": "2027-01-01"}, "signed"),
        ({"in_force": "2025-02-01"}, "in_force"),
        ({"in_force": "2025-02-01", "expiry": "2027-02-22"}, "in_force"),
        ({"in_force": "2025-02-01", "expiry": "2027-02-21"}, "expiring"),
        ({"in_force": "2025-02-01", "expiry": "2026-11-23"}, "expiring"),
        ({"in_force": "2025-02-01", "expiry": "2026-11-22"}, "expired"),
        ({"ended_on": "2026-11-23"}, "ended"),
        ({"ended_on": "2026-11-24"}, "signed"),
    ],
)
def test_the_status_is_computed_alike_in_rows_and_filters(
    store: Store, make: Any, dates: dict[str, str], wanted: str
) -> None:
    with clock.at(TODAY):
        key = make(**dates).key
        with store.read() as rx:
            assert agreements.rows(rx, [key])[0].status == wanted
        for status in agreements.STATUSES:
            assert (key in listed(store, statuses=(status,))) == (status == wanted)


def test_reviews_and_expiries_are_told_ahead_and_when_past(store: Store, make: Any) -> None:
    with clock.at(TODAY):
        soon = make(review="2027-02-21").key
        make(review="2027-02-22")
        late = make(expiry="2026-11-01").key
        make(expiry="2026-11-01", ended_on="2026-11-02")
        with store.read() as rx:
            due = agreements.due_for_review(rx)
            assert [(one.key, one.due_days) for one in due] == [(late, -22), (soon, 90)]
            assert [one.key for one in agreements.due_for_review(rx, within=30)] == [late]
        assert listed(store, due=True) == [soon, late]


def test_lists_filter_search_and_sort(store: Store, make: Any) -> None:
    before = set(listed(store))
    mou = make().key
    treaty = make(type="treaty", title_en="Extradition Treaty", agencies=(), obliges="", unverified=True,
                  signed="1997-06-25").key  # fmt: skip

    def new(**asked: Any) -> list[int]:
        return [key for key in listed(store, **asked) if key not in before]

    assert new() == [mou, treaty]
    assert new(sort="signed") == [treaty, mou]
    assert new(sort="title", descending=True) == [mou, treaty]
    assert new(types=("treaty",)) == [treaty]
    assert new(agencies=("I4C",)) == new(groups=("CY",)) == [mou]
    assert new(text="forensics") == [mou]
    assert new(after="2025-01-17") == new(before="2025-01-17", text="cybercrime memorandum") == [mou]
    assert treaty in new(unverified=True)
    assert mou not in new(unverified=True)


def test_amending_keeps_what_is_not_named_and_checks_what_comes_out(store: Store, officer: Officer, make: Any) -> None:
    key = make().key
    with store.write(officer, "Agreement amended") as tx:
        assert agreements.amend(tx, key, {"in_force": "2025-02-01", "agencies": ["I4C", "HSI-C3"]})
        assert not agreements.amend(tx, key, {"in_force": "2025-02-01"})
        with pytest.raises(errors.Problems) as refusal:
            agreements.amend(tx, key, {"signed": "2025-03-01"})
        row = agreements.rows(tx, [key])[0]
    assert set(refusal.value.by_field) == {"in_force"}
    assert (row.signed, row.in_force) == (date(2025, 1, 17), date(2025, 2, 1))
    assert row.agencies == ("I4C", "HSI-C3")


def test_an_agreement_with_commitments_is_not_discarded(store: Store, officer: Officer, make: Any) -> None:
    key = make().key
    with store.write(officer, "Commitment recorded") as tx:
        commitment = tx.insert(
            schema.commitments,
            {
                "reference": "COM-2025-0001", "year": 2025, "number": 1, "agreement_key": key,
                "verbatim": "The Parties shall share.", "classed": "process", "marking": "TLP:AMBER",
                "recorded_at": "2025-03-01T00:00:00.000Z", "recorded_by": officer.key,
            },
        )  # fmt: skip
        with pytest.raises(errors.Refused, match="COM-2025-0001"):
            agreements.discard(tx, [key], "Wrong")
        assert agreements.card(tx, key).commitments == ("COM-2025-0001",)
        tx.update(schema.commitments, commitment, {"discarded_at": "2025-03-02T00:00:00.000Z"})
        agreements.discard(tx, [key], "Wrong")
        assert key in agreements.ids(tx, AgreementQuery(trash=True))
        agreements.recover(tx, [key])
        assert key in agreements.ids(tx, AgreementQuery())
