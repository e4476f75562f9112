"""Agencies of domain.md §3: the list, the codes, and the bare NCB that is never one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hsdclient import agencies, errors, joint_actions, reference, words
from hsdclient.agencies import AgencyDraft
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.workspaces import Workspace

PLAIN = AgencyDraft("RPF", "Railway Protection Force", "IN", name_hi="रेलवे सुरक्षा बल", parent="MHA", source="Gazette")


def _key(store: Store, code: str) -> int:
    with store.read() as rx:
        return next(row.key for row in agencies.listing(rx, retired=True) if row.code == code)


def test_the_reference_agencies_have_both_names_and_their_groups(store: Store) -> None:
    with store.read() as rx:
        rows = {row.code: row for row in agencies.listing(rx)}
    assert len(rows) == len(reference.AGENCIES)
    assert all(any("\u0900" <= char <= "\u097f" for char in row.name_hi) for row in rows.values())
    assert rows["DRI"].parent == "CBIC"
    assert rows["DRI"].groups == ("CN", "CU")
    assert {code for code, row in rows.items() if row.unverified} == {"CBN", "CDSCO", "CISA", "DOJ-CCIPS"}
    assert {"NCB-IN", "CBI-NCB"} < set(rows)
    assert "NCB" not in rows


def test_every_group_and_parent_of_the_reference_data_is_an_agency() -> None:
    sides = {one.code: one.side for one in reference.AGENCIES}
    assert all(sides[one.parent] == one.side for one in reference.AGENCIES if one.parent)
    assert all(sides[code] == "IN" for group in reference.GROUPS for code in group.india)
    assert all(sides[code] == "US" for group in reference.GROUPS for code in group.america)


def test_an_agency_is_recorded_amended_retired_and_reinstated(store: Store, officer: Officer) -> None:
    with store.write(officer, "Agency recorded") as tx:
        key = agencies.record(tx, PLAIN)
    with store.read() as rx:
        card = agencies.card(rx, key)
        assert card.draft() == PLAIN
        assert "RPF" in agencies.card(rx, _key(store, "MHA")).children
    with store.write(officer, "Agency amended") as tx:
        assert not agencies.amend(tx, key, card.draft())
        assert agencies.amend(tx, key, AgencyDraft("RPF", "Railway Protection Force, India", "IN"))
        agencies.retire(tx, key)
    with store.read() as rx:
        assert agencies.card(rx, key).row.retired
        assert "RPF" not in [choice.value for choice in agencies.choices(rx)]
    with store.write(officer, "Agency reinstated") as tx:
        assert agencies.reinstate(tx, key)
        assert "RPF" in [row.code for row in agencies.listing(tx)]


@pytest.mark.parametrize(
    ("draft", "field", "word"),
    [
        (AgencyDraft("NCB", "Some bureau", "IN"), "code", "CBI-NCB"),
        (AgencyDraft("ncb", "Some bureau", "IN"), "code", "NCB-IN"),
        (AgencyDraft("rpf", "Railway Protection Force", "IN"), "code", "capital"),
        (AgencyDraft("DRI", "Another", "IN"), "code", "in use"),
        (AgencyDraft("", "Another", "IN"), "code", "needed"),
        (AgencyDraft("XYZ", "<b>\x07</b>", "IN"), "name_en", "U+0007"),
        (AgencyDraft("XYZ", "x" * 10_000, "IN"), "name_en", "10000"),
        (AgencyDraft("XYZ", "Name", "UK"), "side", "IN or US"),
        (AgencyDraft("XYZ", "Name", "IN", parent="DHS"), "parent", "own side"),
        (AgencyDraft("XYZ", "Name", "IN", parent="NOPE"), "parent", "no agency"),
    ],
)
def test_what_is_refused_says_why_by_field(
    store: Store, officer: Officer, draft: AgencyDraft, field: str, word: str
) -> None:
    with pytest.raises(errors.Problems) as refused, store.write(officer, "Agency recorded") as tx:
        agencies.record(tx, draft)
    assert word in refused.value.by_field[field]


def test_no_agency_is_part_of_itself(store: Store, officer: Officer) -> None:
    mha = _key(store, "MHA")
    with store.write(officer, "Agency recorded") as tx:
        agencies.record(tx, PLAIN)
    with pytest.raises(errors.Problems) as refused, store.write(officer, "Agency amended") as tx:
        agencies.amend(tx, mha, AgencyDraft("MHA", "Ministry of Home Affairs", "IN", parent="RPF"))
    assert "part of itself" in refused.value.by_field["parent"]


def test_a_leading_agency_keeps_its_side(store: Store, officer: Officer) -> None:
    with store.write(officer, "Joint action recorded") as tx:
        joint_actions.record(
            tx, joint_actions.ActionDraft(group="CU", title_en="Parcels", lead_in="DRI", marking="TLP:AMBER")
        )
    with pytest.raises(errors.Problems) as refused, store.write(officer, "Agency amended") as tx:
        agencies.amend(tx, _key(store, "DRI"), AgencyDraft("DRI", "Directorate", "US"))
    assert "cannot change" in refused.value.by_field["side"]


def test_the_picker_shows_the_own_side_first_in_the_screens_language(opened: Callable[..., Workspace]) -> None:
    with opened("US").store.read() as rx:
        assert agencies.choices(rx)[0].group == "United States"
        words.use("hi")
        try:
            labels = {choice.value: choice.label for choice in agencies.choices(rx, side="IN")}
        finally:
            words.use("en")
    assert labels["NIA"] == "NIA – राष्ट्रीय अन्वेषण अभिकरण"
    assert "DHS" not in labels
