"""Typed indicators of domain.md §4: unit and definition always there, chains in order, figures keep their meaning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hsdclient import errors, indicators, joint_actions
from hsdclient.indicators import IndicatorDraft
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.session import Officer
from hsdclient.store import Store

PLAIN = IndicatorDraft("CU", "ARRESTS", "Arrests", "persons", "Persons arrested under the operation.")


def test_each_group_counts_something_in_both_languages(store: Store) -> None:
    with store.read() as rx:
        rows = indicators.listing(rx)
    assert {row.group for row in rows} == {"CN", "CU", "CT", "CY", "IM"}
    assert all(row.unit and row.definition_en and row.definition_hi and row.name_hi for row in rows)
    batch = [(row.stage, row.code) for row in rows if row.chain == "return batch"]
    assert batch == [(1, "LISTED"), (2, "VERIFIED"), (3, "DOCUMENTED"), (4, "BOARDED"), (5, "ARRIVED")]
    assert [(row.code, row.unit) for row in rows if row.measure == "mass"] == [("SEIZED-QTY", "kg")]


def test_an_indicator_is_recorded_amended_and_retired(store: Store, officer: Officer) -> None:
    with store.write(officer, "Indicator recorded") as tx:
        key = indicators.record(tx, PLAIN)
        assert indicators.card(tx, key).draft() == PLAIN
        assert [choice.value for choice in indicators.choices(tx, "CU")][-1] == "ARRESTS"
        assert not indicators.amend(tx, key, PLAIN)
        assert indicators.amend(tx, key, replace(PLAIN, measure="mass", unit="kg"))
        indicators.retire(tx, key)
        assert "ARRESTS" not in [row.code for row in indicators.listing(tx)]


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"group": "ZZ"}, "group", "no working group"),
        ({"code": "EXAMINED"}, "code", "in use"),
        ({"code": "two words"}, "code", "capital"),
        ({"unit": ""}, "unit", "needed"),
        ({"definition_en": " "}, "definition_en", "needed"),
        ({"measure": "mass"}, "unit", "kg"),
        ({"measure": "volume"}, "measure", "Count or Mass"),
        ({"chain": "consignments"}, "stage", "number"),
        ({"chain": "consignments", "stage": 2}, "stage", "STOPPED"),
        ({"stage": 2}, "chain", "Name the chain"),
    ],
)
def test_what_is_refused_says_why_by_field(
    store: Store, officer: Officer, changes: dict[str, object], field: str, word: str
) -> None:
    with pytest.raises(errors.Problems) as refused, store.write(officer, "Indicator recorded") as tx:
        indicators.record(tx, replace(PLAIN, **changes))  # type: ignore[arg-type]
    assert word in refused.value.by_field[field]


def test_figures_keep_their_meaning(store: Store, officer: Officer) -> None:
    with store.write(officer, "Figure recorded") as tx:
        action = joint_actions.record(
            tx, joint_actions.ActionDraft(group="CU", title_en="Parcels", lead_in="DRI", marking="TLP:AMBER")
        )
        key = indicators.record(tx, PLAIN)
        set_figure(tx, action.key, FigureDraft("ARRESTS", "3", "persons"))
    with store.write(officer, "Indicator amended") as tx:
        assert indicators.amend(tx, key, replace(PLAIN, name_en="Arrests made"))
    with pytest.raises(errors.Problems) as refused, store.write(officer, "Indicator amended") as tx:
        indicators.amend(tx, key, replace(PLAIN, unit="cases"))
    assert "figures are recorded" in refused.value.by_field["unit"]
