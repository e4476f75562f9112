"""The rules of the desk for joint actions, one test a rule (shared rules: Two sides; Status, RAG, reasons)."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hsdclient import clock, errors, joint_actions, schema, standing
from hsdclient.joint_actions import ActionDraft, ActionQuery
from hsdclient.joint_actions.progress import EntryDraft, add_entry

DAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def draft(**more: Any) -> ActionDraft:
    values: dict[str, Any] = {
        "group": "CN",
        "title_en": "Watch list of precursors",
        "lead_in": "NCB-IN",
        "lead_us": "DEA",
        "marking": "TLP:GREEN",
    }
    return ActionDraft(**{**values, **more})


@pytest.fixture
def act(store, officer):
    """Run one verb in its own transaction, at a set instant."""

    def run(verb: Any, *args: Any, at: datetime = DAY, **more: Any) -> Any:
        with clock.at(at), store.write(officer, "Test act") as tx:
            return verb(tx, *args, **more)

    return run


@pytest.fixture
def look(store):
    def run(query: Any, *args: Any, at: datetime = DAY, **more: Any) -> Any:
        with clock.at(at), store.read() as rx:
            return query(rx, *args, **more)

    return run


def test_an_action_is_recorded_with_both_sides_and_reads_back(act, look):
    recorded = act(
        joint_actions.record,
        draft(
            title_hi="पूर्ववर्ती रसायनों की सूची",
            due="2026-04-01",
            tags=("precursors",),
            supporting=("DRI",),
            reported_to=("CU",),
        ),
    )
    assert recorded.reference == "CN-2026-0001"
    card = look(joint_actions.card, recorded.key)
    assert (card.sides["IN"].lead, card.sides["US"].lead) == ("NCB-IN", "DEA")
    assert card.title_hi == "पूर्ववर्ती रसायनों की सूची"
    assert card.supporting == ("DRI",)
    assert card.reported_to == ("CU",)
    assert card.tags == ("precursors",)
    assert card.releases == {}, "nothing is released by default"


def test_references_are_never_reused_even_from_the_trash(act):
    first = act(joint_actions.record, draft())
    act(joint_actions.discard, first.key, "entered twice")
    assert act(joint_actions.record, draft()).reference == "CN-2026-0002"
    assert act(joint_actions.record, draft(), at=DAY + timedelta(days=365)).reference == "CN-2027-0001"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title_en": "  "}, "title_en"),
        ({"group": ""}, "group"),
        ({"group": "XX"}, "group"),
        ({"lead_in": "", "lead_us": ""}, "lead_in"),
        ({"lead_in": "DEA"}, "lead_in"),
        ({"lead_us": "NCB-IN"}, "lead_us"),
        ({"lead_in": "NCB"}, "lead_in"),
        ({"lead_us": "NOSUCH"}, "lead_us"),
        ({"due": "2026-01-05", "start": "2026-02-01"}, "due"),
        ({"due": "03/04/2026"}, "due"),
        ({"due": "20245-01-01"}, "due"),
        ({"due": "2026-02-01"}, "reason"),
        ({"rag": "amber"}, "reason"),
        ({"rag": "red"}, "reason"),
        ({"rag": "blue"}, "rag"),
        ({"marking": "SECRET"}, "marking"),
        ({"marking": "Confidential"}, "marking"),
        ({"marking": "secret-ish"}, "marking"),
        ({"title_en": "a\x00b"}, "title_en"),
        ({"title_en": "a\x1bb"}, "title_en"),
        ({"title_en": "x" * 301}, "title_en"),
        ({"release": ("GB",)}, "release"),
        ({"status": "completed"}, "status"),
    ],
)
def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_saved(act, look, changed, field):
    with pytest.raises(errors.Problems) as refused:
        act(joint_actions.record, draft(**changed))
    assert field in refused.value.by_field
    assert refused.value.by_field[field].strip().endswith((".", "?"))
    assert look(joint_actions.total) == 0


def test_bare_ncb_names_the_two_that_it_could_be(act):
    with pytest.raises(errors.Problems) as refused:
        act(joint_actions.record, draft(lead_in="NCB"))
    assert "NCB-IN" in refused.value.by_field["lead_in"]
    assert "CBI-NCB" in refused.value.by_field["lead_in"]


@pytest.mark.parametrize("old", schema.STATUSES)
@pytest.mark.parametrize("new", schema.STATUSES)
def test_the_status_table(old, new):
    allowed = {
        "proposed": {"agreed", "withdrawn"},
        "agreed": {"in_progress", "on_hold", "withdrawn"},
        "in_progress": {"on_hold", "completed", "withdrawn"},
        "on_hold": {"in_progress", "withdrawn"},
        "completed": {"in_progress"},
        "withdrawn": {"proposed"},
    }
    problem = standing.step_problem(old, new, "because")
    assert (problem is None) == (old == new or new in allowed[old])


def test_reopening_needs_a_reason(act, look):
    key = act(joint_actions.record, draft(status="in_progress")).key
    act(joint_actions.amend, key, {"status": "completed"})
    assert look(joint_actions.card, key).sides["IN"].rag == "blue", "Blue comes with completed"
    with pytest.raises(errors.Problems):
        act(joint_actions.amend, key, {"status": "in_progress"})
    act(joint_actions.amend, key, {"status": "in_progress"}, reason="the seizure was contested")
    assert look(joint_actions.card, key).sides["IN"].rag == "", "and goes with it"


def test_a_due_date_is_moved_with_a_reason_and_the_old_one_stays_visible(act, look):
    key = act(joint_actions.record, draft(due="2026-04-01")).key
    with pytest.raises(errors.Problems) as refused:
        act(joint_actions.amend, key, {"due": "2026-06-01"})
    assert "due" in refused.value.by_field
    act(joint_actions.amend, key, {"due": "2026-06-01"}, reason="laboratory delayed")
    (move,) = look(joint_actions.card, key).due_moves
    assert (move.old.isoformat(), move.new.isoformat(), move.reason) == (
        "2026-04-01",
        "2026-06-01",
        "laboratory delayed",
    )


def test_an_action_falls_overdue_by_itself_and_shows_reason_missing(act, look):
    key = act(joint_actions.record, draft(due="2026-03-10")).key
    later = DAY + timedelta(days=20)
    (row,) = look(joint_actions.rows, [key], at=later)
    assert (row.overdue_days, row.reason_missing, row.rag) == (12, True, "")
    assert list(look(joint_actions.ids, ActionQuery(overdue=True), at=later)) == [key]
    assert list(look(joint_actions.ids, ActionQuery(overdue=True))) == []
    with pytest.raises(errors.Problems) as refused:
        act(joint_actions.amend, key, {"title_en": "Another title"}, at=later)
    assert "reason" in refused.value.by_field
    act(joint_actions.amend, key, {"reason": "waiting for the laboratory"}, at=later)
    (row,) = look(joint_actions.rows, [key], at=later)
    assert not row.reason_missing


def test_the_partners_side_is_kept_as_received_and_never_overwrites_ours(act, look):
    key = act(joint_actions.record, draft(due="2026-04-01")).key
    act(
        joint_actions.amend, key, {"status": "completed", "due": "2026-05-01"}, side="US",
        received_on="2026-03-01", source="e-mail of the attaché",
    )  # fmt: skip
    card = look(joint_actions.card, key)
    assert (card.sides["IN"].status, card.sides["US"].status) == ("proposed", "completed")
    assert card.sides["US"].source == "e-mail of the attaché"
    (row,) = look(joint_actions.rows, [key])
    assert row.partner_differs
    assert row.status == "proposed"
    assert list(look(joint_actions.ids, ActionQuery(differs=True))) == [key]


def test_text_is_kept_exactly_as_entered(act, look):
    nasty = "<img src=file:///etc/passwd> x <y & z \u202eabc 😀 क\u093c \u0958"
    key = act(joint_actions.record, draft(title_en=nasty, description=nasty + "\n\tnext")).key
    card = look(joint_actions.card, key)
    assert card.title_en == nasty
    assert card.description == nasty + "\n\tnext"


def test_a_discarded_action_refuses_changes_until_recovered(act, look):
    key = act(joint_actions.record, draft()).key
    with pytest.raises(errors.Refused):
        act(joint_actions.discard, key, "  ")
    act(joint_actions.discard, key, "entered twice")
    with pytest.raises(errors.Refused):
        act(joint_actions.amend, key, {"title_en": "x"})
    with pytest.raises(errors.Refused):
        act(add_entry, key, EntryDraft(text="x"))
    assert look(joint_actions.total) == 0
    assert list(look(joint_actions.ids, ActionQuery(trash=True))) == [key]
    act(joint_actions.recover, key)
    assert look(joint_actions.total) == 1


def test_the_same_title_is_warned_of_and_not_refused(act, look):
    act(joint_actions.record, draft())
    assert look(joint_actions.same_title, "Watch list of precursors") == "CN-2026-0001"
    assert act(joint_actions.record, draft()).reference == "CN-2026-0002"


def test_a_title_is_the_same_however_it_is_cased_spaced_or_composed(act, look):
    nfd = unicodedata.normalize("NFD", "Prevención, 1st phase")
    first = act(joint_actions.record, draft(title_en=nfd)).key
    for twin in ("Prevención, 1st phase", "PREVENCIÓN,  1st phase ", nfd):
        assert look(joint_actions.same_title, twin) == "CN-2026-0001"
        assert look(joint_actions.same_title, twin, other_than=first) is None
    assert look(joint_actions.same_title, "Prevención, 1st phase and more") is None
    assert look(joint_actions.same_title, "Prevención") is None
    assert look(joint_actions.same_title, "…") is None


def test_the_partners_due_date_is_kept_as_received_even_before_our_start(act, look):
    key = act(joint_actions.record, draft(start="2026-05-01", due="2026-06-30")).key
    act(joint_actions.amend, key, {"due": "2026-04-01"}, side="US", source="Letter")
    sides = look(joint_actions.card, key).sides
    assert (str(sides["US"].due), str(sides["IN"].due)) == ("2026-04-01", "2026-06-30")
    with pytest.raises(errors.Problems):
        act(joint_actions.amend, key, {"due": "2026-04-01"}, reason="sooner")


@pytest.mark.parametrize("day", [" 2026-12-30", "2026-12-30 ", "२०२६-१२-३०", "٢٠٢٦-١٢-٣٠"])
def test_a_day_is_stored_in_iso_form_or_not_at_all(act, look, day):
    key = act(joint_actions.record, draft()).key
    for change in ({"start": day}, {"due": day}, {"permitted_on": day}):
        with pytest.raises(errors.Problems):
            act(joint_actions.amend, key, change, reason="r")
        with pytest.raises(errors.Problems):
            act(joint_actions.record, draft(**change))
    assert look(joint_actions.card, key).start is None


def test_an_action_never_loses_its_last_owner(act):
    key = act(joint_actions.record, draft(lead_us="")).key
    with pytest.raises(errors.Problems):
        act(joint_actions.amend, key, {"lead_in": ""})
