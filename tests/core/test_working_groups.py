"""The five working groups, the leads of each side, and the picker that shows the group's own agencies first."""

from __future__ import annotations

import pytest

from hsdclient import agencies, errors, joint_actions, working_groups
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.working_groups import GroupDraft


def _key(store: Store, code: str) -> int:
    with store.read() as rx:
        return next(row.key for row in working_groups.listing(rx, retired=True) if row.code == code)


def test_the_five_of_the_dialogue_with_a_lead_of_each_side(store: Store) -> None:
    with store.read() as rx:
        rows = working_groups.listing(rx)
    assert [(row.code, row.lead_in, row.lead_us) for row in rows] == [
        ("CN", "NCB-IN", "ONDCP"),
        ("CU", "CBIC", "CBP"),
        ("CT", "MEA-CT", "STATE-CT"),
        ("CY", "I4C", "HSI-C3"),
        ("IM", "MEA-CPV", "ICE-ERO"),
    ]


def test_the_picker_has_the_groups_lead_then_its_own_then_the_rest(store: Store) -> None:
    with store.read() as rx:
        offered = working_groups.lead_choices(rx, "US", "CY")
        everywhere = working_groups.lead_choices(rx, "US")
    own = [choice.value for choice in offered if "CY" in choice.group]
    assert own == ["HSI-C3", "FBI", "CISA", "DOJ-CCIPS"]
    assert [choice.value for choice in offered][:4] == own
    assert {choice.value for choice in offered} == {choice.value for choice in everywhere}
    assert next(choice.hint for choice in offered if choice.value == "CISA")
    assert len({choice.group for choice in everywhere}) == 1


def test_a_group_is_recorded_amended_and_retired(store: Store, officer: Officer) -> None:
    draft = GroupDraft("TR", "Training", "प्रशिक्षण", ("NPA", "BPRD", "FLETC"), ("NPA", "FLETC"))
    with store.write(officer, "Working group recorded") as tx:
        key = working_groups.record(tx, draft)
    with store.read() as rx:
        assert working_groups.card(rx, key).draft() == draft
        assert working_groups.choices(rx)[-1].value == "TR"
    changed = GroupDraft("TR", "Training", "", ("BPRD", "FLETC", "STATE-INL"), ("BPRD", "FLETC"))
    with store.write(officer, "Working group amended") as tx:
        assert not working_groups.amend(tx, key, draft)
        assert working_groups.amend(tx, key, changed)
    with store.write(officer, "Working group retired") as tx:
        working_groups.retire(tx, key)
        assert working_groups.card(tx, key).draft() == changed
        assert "TR" not in [row.code for row in working_groups.listing(tx)]


@pytest.mark.parametrize(
    ("draft", "field", "word"),
    [
        (GroupDraft("CN", "Again"), "code", "in use"),
        (GroupDraft("TOOLONG", "Name"), "code", "at most 4"),
        (GroupDraft("c1", "Name"), "code", "capital letters"),
        (GroupDraft("TR", ""), "name_en", "needed"),
        (GroupDraft("TR", "Name", agencies=("NCB",)), "agencies", "CBI-NCB"),
        (GroupDraft("TR", "Name", agencies=("NPA",), leads=("FLETC",)), "leads", "FLETC"),
        (GroupDraft("TR", "Name", agencies=("NPA", "BPRD"), leads=("NPA", "BPRD")), "leads", "each side"),
    ],
)
def test_what_is_refused_says_why_by_field(
    store: Store, officer: Officer, draft: GroupDraft, field: str, word: str
) -> None:
    with pytest.raises(errors.Problems) as refused, store.write(officer, "Working group recorded") as tx:
        working_groups.record(tx, draft)
    assert word in refused.value.by_field[field]


def test_a_code_that_references_carry_stays(store: Store, officer: Officer) -> None:
    with store.write(officer, "Joint action recorded") as tx:
        joint_actions.record(
            tx, joint_actions.ActionDraft(group="CU", title_en="Parcels", lead_in="DRI", marking="TLP:AMBER")
        )
    with pytest.raises(errors.Problems) as refused, store.write(officer, "Working group amended") as tx:
        working_groups.amend(tx, _key(store, "CU"), GroupDraft("CS", "Customs"))
    assert "cannot change" in refused.value.by_field["code"]


def test_a_retired_agency_stays_in_its_group_and_leaves_the_picker(store: Store, officer: Officer) -> None:
    key = _key(store, "CU")
    with store.write(officer, "Agency retired") as tx:
        agencies.retire(tx, next(row.key for row in agencies.listing(tx) if row.code == "DRI"))
    with store.write(officer, "Working group amended") as tx:
        assert not working_groups.amend(tx, key, working_groups.card(tx, key).draft())
        assert "DRI" not in [choice.value for choice in working_groups.lead_choices(tx, "IN", "CU")]
