"""Progress entries are added and never edited; figures keep both sides, units and stages straight."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from hsdclient import clock, errors, joint_actions, releases
from hsdclient.joint_actions import ActionDraft, ActionQuery
from hsdclient.joint_actions.figures import FigureDraft, in_base, offered_to, read_value, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry

DAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@pytest.fixture
def act(store, officer):
    def run(verb: Any, *args: Any, at: datetime = DAY, **more: Any) -> Any:
        with clock.at(at), store.write(officer, "Test act") as tx:
            return verb(tx, *args, **more)

    return run


@pytest.fixture
def look(store):
    def run(query: Any, *args: Any, **more: Any) -> Any:
        with clock.at(DAY), store.read() as rx:
            return query(rx, *args, **more)

    return run


@pytest.fixture
def key(act):
    return act(
        joint_actions.record,
        ActionDraft(
            group="CN", title_en="Controlled deliveries", lead_in="NCB-IN", marking="TLP:GREEN", status="agreed"
        ),
    ).key


@pytest.fixture
def batch(act):
    return act(
        joint_actions.record,
        ActionDraft(group="IM", title_en="Return flight, batch 4", lead_in="MEA-CPV", marking="TLP:GREEN"),
    ).key


def test_an_entry_sets_the_standing_by_the_same_rules(act, look, key):
    act(add_entry, key, EntryDraft(text="Teams met.", status="in_progress", rag="green", next_step="Draft the plan"))
    card = look(joint_actions.card, key)
    assert (card.sides["IN"].status, card.sides["IN"].rag, card.sides["IN"].next_step) == (
        "in_progress", "green", "Draft the plan",
    )  # fmt: skip
    with pytest.raises(errors.Problems) as refused:
        act(add_entry, key, EntryDraft(text="Late.", rag="red"))
    assert "reason" in refused.value.by_field
    with pytest.raises(errors.Problems) as refused:
        act(add_entry, key, EntryDraft(text="Back.", status="proposed"))
    assert "status" in refused.value.by_field
    assert len(look(joint_actions.card, key).progress) == 1, "nothing half saved"


def test_an_entry_is_never_edited_even_by_the_program(store, officer, act, key):
    from hsdclient import schema

    entry = act(add_entry, key, EntryDraft(text="Teams met."))
    with pytest.raises(errors.HsdError), store.write(officer, "x") as tx:
        tx.update(schema.progress_entries, entry, {"text": "They did not"})


def test_a_correction_names_the_entry_that_it_corrects(act, look, key, batch):
    first = act(add_entry, key, EntryDraft(text="12 parcels."))
    second = act(add_entry, key, EntryDraft(text="21 parcels.", corrects=first))
    entries = {entry.key: entry for entry in look(joint_actions.card, key).progress}
    assert (entries[second].corrects, entries[first].corrected_by) == (first, second)
    assert entries[first].text == "12 parcels."
    for action, corrected in ((batch, first), (key, first)):
        with pytest.raises(errors.Problems):
            act(add_entry, action, EntryDraft(text="x", corrects=corrected))


def test_progress_cannot_lie_in_the_future(act, key):
    with pytest.raises(errors.Problems) as refused:
        act(add_entry, key, EntryDraft(text="Will meet.", dated="2026-03-05"))
    assert "dated" in refused.value.by_field


def test_progress_words_are_found_by_the_lists_text_filter(act, look, key, batch):
    act(add_entry, key, EntryDraft(text="पोटैशियम परमैंगनेट की खेप रोकी गई।"))
    for words, expected in (("परमैंगनेट", [key]), ("परमैंग", [key]), ("मैंगनेट", []), ("flight", [batch]), ('"', [])):
        assert list(look(joint_actions.ids, ActionQuery(text=words))) == expected, words


def test_kilograms_and_grams_are_converted_and_not_confused(act, look, key):
    mass = next(row for row in look(offered_to, key) if row.measure == "mass")
    act(set_figure, key, FigureDraft(mass.code, "1500", "g", side="IN", detail="heroin"))
    act(set_figure, key, FigureDraft(mass.code, "1.5", "kg", side="US", detail="heroin"))
    figures = look(joint_actions.card, key).figures
    assert {figure.side: figure.value + " " + figure.unit for figure in figures} == {"IN": "1500 g", "US": "1.5 kg"}
    assert len({figure.in_base_unit for figure in figures}) == 1
    with pytest.raises(errors.Refused) as refused:
        act(set_figure, key, FigureDraft(mass.code, "3", "parcels"))
    assert refused.value.field == "unit"


def test_a_later_stage_never_exceeds_an_earlier_one(act, look, batch):
    stages = [row for row in look(offered_to, batch) if row.chain]
    stages.sort(key=lambda row: row.stage)
    assert len(stages) == 5
    act(set_figure, batch, FigureDraft(stages[0].code, "40", stages[0].unit))
    act(set_figure, batch, FigureDraft(stages[1].code, "38", stages[1].unit))
    with pytest.raises(errors.Refused):
        act(set_figure, batch, FigureDraft(stages[2].code, "39", stages[2].unit))
    with pytest.raises(errors.Refused):
        act(set_figure, batch, FigureDraft(stages[0].code, "37", stages[0].unit))
    act(set_figure, batch, FigureDraft(stages[1].code, "36", stages[1].unit))
    values = {figure.indicator: figure.value for figure in look(joint_actions.card, batch).figures}
    assert values == {stages[0].code: "40", stages[1].code: "36"}, "amended, not doubled"


@pytest.mark.parametrize(
    ("typed", "measure", "expected"),
    [
        ("1,234", "count", "1234"),
        ("1,23,456", "count", "123456"),
        ("12.5", "mass", "12.5"),
        (" 7 ", "count", "7"),
        ("१२", "count", "12"),
        ("-0", "count", "0"),
    ],
)
def test_numbers_are_read_as_typed(typed, measure, expected):
    assert read_value(typed, measure) == Decimal(expected)


@pytest.mark.parametrize(
    ("typed", "measure"),
    [
        ("", "count"),
        ("-1", "count"),
        ("1.5", "count"),
        ("1,5", "mass"),
        ("NaN", "mass"),
        ("1e400", "mass"),
        ("1e-999999", "mass"),
        ("1_0", "count"),
        ("1,2345,678", "count"),
        ("0." + "0" * 30 + "1", "mass"),
        ("five", "count"),
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(typed, measure):
    with pytest.raises(errors.Refused):
        read_value(typed, measure)


def test_a_count_has_its_own_unit():
    with pytest.raises(errors.Refused):
        in_base(Decimal(3), "kg", "count", "consignments")


def test_releasing_with_the_action_and_taking_it_back(act, look, key):
    entry = act(add_entry, key, EntryDraft(text="Teams met."))
    assert look(releases.edition, "US").actions == {}
    act(releases.release, key, ("US",))
    assert look(releases.edition, "US").actions == {key: frozenset({"record"})}
    act(releases.release, key, ("US",), with_all=True)
    edition = look(releases.edition, "US")
    assert edition.actions[key] == frozenset(releases.ALL_PARTS)
    assert edition.entries == frozenset({entry})
    later = act(add_entry, key, EntryDraft(text="Later."))
    assert later not in look(releases.edition, "US").entries, "a new entry is not released by itself"
    act(releases.release, key, ())
    gone = look(releases.edition, "US")
    assert (gone.actions, gone.entries) == ({}, frozenset())


def test_third_party_material_stays_out_without_the_originators_permission(act, look, key):
    act(joint_actions.amend, key, {"third_party": True})
    act(releases.release, key, ("US",), with_all=True)
    edition = look(releases.edition, "US")
    assert edition.actions == {}
    assert "permission" in edition.withheld[0].why
    act(
        joint_actions.amend, key,
        {"permitted_by": "Europol liaison", "permitted_on": "2026-02-01", "permission_reference": "EDOC 12"},
    )  # fmt: skip
    assert key in look(releases.edition, "US").actions
    act(joint_actions.amend, key, {"third_party": False, "originator": "EUROPOL", "permitted_by": ""})
    assert look(releases.edition, "US").actions == {}, "an originator of neither side is a third party"
