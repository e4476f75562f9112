"""Commitments: what may be recorded, what never changes, carrying over, both sides' assessments, the trash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from hsdclient import clock, commitments, errors, meetings, schema, scorecard, undo
from hsdclient.commitments import CommitmentDraft, CommitmentQuery, Recorded
from hsdclient.session import Officer
from hsdclient.store import Store
from tests.core.commitments.conftest import WORDS, round_of

Commit = Callable[..., Recorded]


def _problems(store: Store, draft: CommitmentDraft) -> dict[str, str]:
    with store.read() as rx:
        return commitments.check(rx, draft)


def test_a_commitment_is_recorded_with_its_own_reference(store: Store, commit: Commit) -> None:
    made = commit(paragraph="4", source="Indian readout", classed="deliverable", group="CN", lead_in="NCB-IN",
                  lead_us="ONDCP", release=("US",))  # fmt: skip
    assert made.reference == f"COM-{clock.today('Asia/Kolkata').year}-0001"
    with store.read() as rx:
        card = commitments.card(rx, made.key)
    assert (card.row.round, card.row.verbatim, card.row.paragraph) == ("HSD-2024", WORDS, "4")
    assert (card.row.group, card.row.lead_in, card.row.lead_us) == ("CN", "NCB-IN", "ONDCP")
    assert card.row.released_to == ("US",)
    assert card.releases == {"US": frozenset({"record"})}
    assert card.row.status == "no_action"


def test_where_it_comes_from_and_its_words_are_needed(store: Store) -> None:
    assert set(_problems(store, CommitmentDraft())) == {"verbatim", "round"}
    found = _problems(
        store,
        CommitmentDraft(
            round="HSD-1999", verbatim="x", classed="wish", group="ZZ", lead_in="DEA", due="03/04/2024", language="fr"
        ),
    )
    assert set(found) == {"round", "classed", "group", "lead_in", "due", "language"}


def test_the_same_sentence_is_not_taken_twice_in_one_round(store: Store, commit: Commit) -> None:
    made = commit()
    again = CommitmentDraft(
        round="HSD-2024", verbatim="  both sides AGREED to prevent  the diversion of precursor chemicals."
    )
    assert made.reference in _problems(store, again)["verbatim"]
    assert not _problems(store, again.with_values({"round": "HSD-2022"}))


def test_several_are_recorded_all_or_none(store: Store, officer: Officer, rounds: dict[str, int]) -> None:
    drafts = [CommitmentDraft(round="HSD-2024", verbatim=one) for one in ("First.", "Second.", "first.")]
    with pytest.raises(errors.Refused, match="3 of 3"), store.write(officer, "Commitments recorded") as tx:
        commitments.record_many(tx, drafts)
    with store.read() as rx:
        assert commitments.total(rx) == 0
    with store.write(officer, "Commitments recorded") as tx:
        made = commitments.record_many(tx, drafts[:2])
    assert [one.reference[-4:] for one in made] == ["0001", "0002"]


def test_the_verbatim_text_never_changes(store: Store, officer: Officer, commit: Commit) -> None:
    made = commit(original="Pasted")
    for field in ("verbatim", "original"):
        with pytest.raises(errors.Refused, match="never changed"), store.write(officer, "x") as tx:
            commitments.amend(tx, made.key, {field: "Something milder."})
    with store.write(officer, "Commitment amended") as tx:
        # a form that hands everything back says the same words, and that is no change
        assert commitments.amend(tx, made.key, {"verbatim": WORDS, "paraphrase": "Precursors", "group": "CU"})
        assert not commitments.amend(tx, made.key, {"paraphrase": "Precursors"})
    with store.read() as rx:
        row = commitments.rows(rx, [made.key])[0]
    assert (row.verbatim, row.paraphrase, row.group) == (WORDS, "Precursors", "CU")
    # the schema says so too, whoever asks
    with pytest.raises(Exception, match="refused"), store.write(officer, "x") as tx:
        tx.update(schema.commitments, made.key, {"verbatim": "Milder"})


def test_a_commitment_keeps_a_place_it_comes_from(store: Store, officer: Officer, commit: Commit) -> None:
    made = commit()
    with pytest.raises(errors.Problems) as caught, store.write(officer, "x") as tx:
        commitments.amend(tx, made.key, {"round": ""})
    assert set(caught.value.by_field) == {"round"}


def test_due_by_the_next_round_follows_its_date(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit
) -> None:
    made, fixed = commit(by_next_round=True), commit("Other.", by_next_round=True, due="2024-12-31")
    last = commit("Of the last round.", round="HSD-2026", by_next_round=True)
    with store.read() as rx:
        assert commitments.due_of(rx, made.key) == date(2026, 2, 27)
        assert commitments.due_of(rx, fixed.key) == date(2024, 12, 31)
        assert commitments.due_of(rx, last.key) is None  # while it is open
    with store.write(officer, "Meeting amended") as tx:
        meetings.amend_side(tx, rounds["HSD-2026"], "IN", {"starts": "2026-05-04", "ends": "2026-05-06"})
    with store.read() as rx:
        assert commitments.due_of(rx, made.key) == date(2026, 5, 4)


def test_an_open_round_that_follows_leaves_the_due_date_open(store: Store, officer: Officer, commit: Commit) -> None:
    made = commit(round="HSD-2026", by_next_round=True)
    with store.write(officer, "Meeting logged") as tx:
        meetings.record(
            tx, round_of(2030, starts_in="", ends_in="", state="planned", date_open=True, previous="HSD-2026")
        )
    with store.read() as rx:
        assert commitments.due_of(rx, made.key) is None


def test_carried_over_it_is_a_commitment_of_the_later_round(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Callable[..., int]
) -> None:
    old = commit(group="CN", paraphrase="Precursors", classed="deliverable", due="2025-01-01")
    going, done = act(old.key, "Going on", status="in_progress"), act(old.key, "Done")
    with store.write(officer, "x") as tx:
        side = tx.scalar(_side_of(done))
        tx.update(schema.action_sides, side, {"status": "completed", "rag": "blue"})
    with store.write(officer, "Commitment carried over") as tx:
        new = commitments.carry_over(tx, old.key, rounds["HSD-2026"], {"paragraph": "7"})
    with store.read() as rx:
        before, after = commitments.cards(rx, [old.key, new.key])
        chain = commitments.history_of(rx, old.key)
    assert (before.row.status, before.row.carried_to) == ("carried_over", new.reference)
    assert (after.row.carried_from, after.row.round, after.row.verbatim) == (old.reference, "HSD-2026", WORDS)
    assert (after.row.paraphrase, after.row.paragraph, after.row.classed) == ("Precursors", "7", "deliverable")
    assert (after.due_set, after.row.by_next_round) == (None, True)
    assert [one.key for one in after.actions] == [going]
    assert [(one.reference, one.this) for one in chain] == [(old.reference, True), (new.reference, False)]
    assert chain[1].round == "HSD-2026"
    assert [one.reference for one in after.chain] == [old.reference, new.reference]


def _side_of(action: int) -> object:
    from sqlalchemy import select

    s = schema.action_sides.c
    return select(s.key).where(s.action_key == action, s.side == "IN")


def test_nothing_is_carried_over_backwards_twice_or_in_a_circle(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit
) -> None:
    old = commit()
    for code in ("HSD-2024", "HSD-2022"):
        with pytest.raises(errors.Problems), store.write(officer, "x") as tx:
            commitments.carry_over(tx, old.key, rounds[code])
    with store.write(officer, "Commitment carried over") as tx:
        new = commitments.carry_over(tx, old.key, rounds["HSD-2026"])
        meetings.record(tx, round_of(2030, state="planned"))
    other = commit("Another sentence.", round="HSD-2026")
    for key, changes, field, said in (
        (old.key, {"carried_from": new.reference}, "carried_from", "circle"),
        (old.key, {"carried_from": old.reference}, "carried_from", "circle"),
        (other.key, {"carried_from": old.reference}, "carried_from", new.reference),  # taken up already
        (old.key, {"round": "HSD-2026"}, "verbatim", new.reference),  # the one that took it up has the words
        (old.key, {"round": "HSD-2030"}, "round", new.reference),
        (new.key, {"round": "HSD-2022"}, "carried_from", "earlier round"),
    ):
        with pytest.raises(errors.Problems) as caught, store.write(officer, "x") as tx:
            commitments.amend(tx, key, changes)
        assert said in caught.value.by_field[field], (key, changes)


def test_the_own_side_overrules_with_a_reason_and_the_computed_status_stays(
    store: Store, officer: Officer, commit: Commit
) -> None:
    made = commit()
    with pytest.raises(errors.Problems) as caught, store.write(officer, "x") as tx:
        commitments.assess(tx, made.key, "IN", "fulfilled", " ")
    assert "No action at all" in caught.value.by_field["why"]
    with store.write(officer, "Commitment assessed") as tx:
        assert commitments.assess(tx, made.key, "IN", "fulfilled", "Signed at the round")
        assert not commitments.assess(tx, made.key, "IN", "fulfilled", "Signed at the round")
    with store.read() as rx:
        line = scorecard.of_keys(rx, [made.key])[0]
    assert (line.status, line.computed, line.overruled) == ("fulfilled", "no_action", True)
    assert line.own is not None
    assert (line.own.why, line.own.officer) == ("Signed at the round", "Asha Rao")
    with store.write(officer, "Commitment assessed") as tx:
        assert commitments.assess(tx, made.key, "IN", "", "")
        assert not commitments.assess(tx, made.key, "IN", "", "")
    with store.read() as rx:
        line = scorecard.of_keys(rx, [made.key])[0]
    assert (line.own, line.status) == (None, "no_action")


def test_the_partners_assessment_is_kept_as_received_and_overrules_nothing(
    store: Store, officer: Officer, commit: Commit
) -> None:
    made = commit()
    with store.write(officer, "Commitment assessed") as tx:
        commitments.assess(tx, made.key, "US", "claimed", "", received_on="2025-03-04", source="US scorecard")
    with store.read() as rx:
        line = scorecard.of_keys(rx, [made.key])[0]
        assert list(commitments.ids(rx, CommitmentQuery(differs=True))) == [made.key]
    assert (line.status, line.differs, line.own) == ("no_action", True, None)
    assert line.partner is not None
    assert (line.partner.status, line.partner.received_on) == ("claimed", date(2025, 3, 4))
    for bad in ({"status": "perfect"}, {"received_on": "03/04/2025"}, {"why": "a\x07"}):
        values = {"status": "claimed", "why": "", "received_on": "", **bad}
        with pytest.raises(errors.Problems), store.write(officer, "x") as tx:
            commitments.assess(tx, made.key, "US", values["status"], values["why"], received_on=values["received_on"])


def test_what_a_later_round_carries_over_is_not_discarded(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit
) -> None:
    old = commit()
    with store.write(officer, "Commitment carried over") as tx:
        new = commitments.carry_over(tx, old.key, rounds["HSD-2026"])
    with pytest.raises(errors.Refused, match=new.reference), store.write(officer, "x") as tx:
        commitments.discard(tx, [old.key], "double")
    with store.write(officer, "Commitment discarded") as tx:
        commitments.discard(tx, [old.key, new.key], "double")
    with pytest.raises(errors.Refused, match=old.reference), store.write(officer, "x") as tx:
        commitments.recover(tx, [new.key])
    with store.write(officer, "Commitment recovered") as tx:
        commitments.recover(tx, [new.key, old.key])
    with store.read() as rx:
        assert commitments.total(rx) == 2


def test_a_sentence_taken_anew_keeps_the_old_one_in_the_trash(store: Store, officer: Officer, commit: Commit) -> None:
    old = commit()
    with store.write(officer, "Commitment discarded") as tx:
        commitments.discard(tx, [old.key], "wrong source")
    new = commit()
    assert new.reference != old.reference  # never reused
    with pytest.raises(errors.Refused, match=new.reference), store.write(officer, "x") as tx:
        commitments.recover(tx, [old.key])


def test_links_come_back_with_a_recovered_commitment(
    store: Store, officer: Officer, commit: Commit, act: Callable[..., int], prove: Callable[..., int]
) -> None:
    made = commit()
    action, paper = act(made.key), prove("commitments", made.key)
    with store.write(officer, "Commitment discarded") as tx:
        commitments.discard(tx, [made.key], "double")
    with store.read() as rx:
        assert list(commitments.ids(rx, CommitmentQuery(trash=True))) == [made.key]
    with store.write(officer, "Commitment recovered") as tx:
        commitments.recover(tx, [made.key])
    with store.read() as rx:
        card = commitments.card(rx, made.key)
    assert [one.key for one in card.actions] == [action]
    assert [one.key for one in card.documents] == [paper]


def test_carrying_over_is_taken_back_whole(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Callable[..., int]
) -> None:
    old = commit()
    act(old.key, status="in_progress")
    with store.write(officer, "Commitment carried over") as tx:
        commitments.carry_over(tx, old.key, rounds["HSD-2026"])
    with store.read() as rx:
        last = undo.last(rx, officer)
    assert last is not None
    with store.write(officer, last.undoing, undoes=last.tx) as tx:
        undo.undo(tx, last.tx)
    with store.read() as rx:
        # what was recorded is discarded by an undo, never deleted; its links come back with a redo
        assert (commitments.total(rx), commitments.total(rx, trash=True)) == (1, 1)
        assert commitments.card(rx, old.key).row.status == "in_progress"
        again = undo.last_undone(rx, officer)
    assert again is not None
    with store.write(officer, again.redoing, undoes=again.tx) as tx:
        undo.undo(tx, again.tx)
    with store.read() as rx:
        assert commitments.card(rx, old.key).row.status == "carried_over"
        assert len(commitments.cards(rx, commitments.ids(rx, CommitmentQuery()))[1].actions) == 1


def test_as_of_a_day_a_commitment_is_what_it_was(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit
) -> None:
    with clock.at(datetime(2031, 3, 1, 5, tzinfo=UTC)):
        made = commit(paraphrase="First")
    with clock.at(datetime(2031, 3, 5, 5, tzinfo=UTC)), store.write(officer, "x") as tx:
        commitments.amend(tx, made.key, {"paraphrase": "Second"})
        commitments.assess(tx, made.key, "IN", "at_risk", "Nothing heard")
    with store.read(as_of=date(2031, 3, 4)) as rx:
        row = commitments.rows(rx, [made.key])[0]
        assert (row.paraphrase, row.status) == ("First", "no_action")
    with store.read(as_of=date(2031, 3, 5)) as rx:
        row = commitments.rows(rx, [made.key])[0]
        assert (row.paraphrase, row.status) == ("Second", "at_risk")


def test_lists_filter_and_sort(
    store: Store, officer: Officer, commit: Commit, act: Callable[..., int], prove: Callable[..., int]
) -> None:
    first = commit(group="CN", lead_us="DEA", classed="deliverable", due="2026-05-01")
    second = commit("Share intelligence on trafficking.", group="CT", due="2025-05-01")
    third = commit("Hold the next round.", round="HSD-2022", classed="aspiration")
    act(first.key, status="in_progress", due="2099-01-01")
    prove("commitments", first.key)

    def asked(**what: object) -> list[int]:
        with store.read() as rx:
            return list(commitments.ids(rx, CommitmentQuery(**what)))  # type: ignore[arg-type]

    everything = [first.key, second.key, third.key]
    assert asked() == everything
    assert asked(rounds=("HSD-2024",)) == everything[:2]
    assert asked(groups=("CT",)) == [second.key]
    assert asked(lead=("DEA",)) == [first.key]
    assert asked(classes=("aspiration",)) == [third.key]
    assert asked(text="traffick") == [second.key]
    assert asked(text='"') == []
    assert asked(without_action=True) == everything[1:]
    assert asked(without_evidence=True) == everything[1:]
    assert asked(statuses=("no_action",)) == everything[1:]
    assert asked(sort="due") == [second.key, first.key, third.key]
    assert asked(sort="due", descending=True) == [first.key, second.key, third.key]
    assert asked(sort="status")[0] == first.key or asked(sort="status")[0] in everything
    for sort in commitments.SORTS:
        for descending in (False, True):
            assert sorted(asked(sort=sort, descending=descending)) == everything, sort
