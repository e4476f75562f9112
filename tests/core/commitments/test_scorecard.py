"""The scorecard of a round from real records: evidence, counts, as of a day, the partner's edition, the trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from hsdclient import clock, commitments, documents, errors, joint_actions, meetings, releases, schema, scorecard
from hsdclient.commitments import Recorded
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.scorecard import Scorecard
from hsdclient.session import Officer
from hsdclient.store import Store
from tests import recorded
from tests.core.commitments.conftest import round_of

Commit, Act, Prove = Callable[..., Recorded], Callable[..., int], Callable[..., int]


def _card(store: Store, key: int, side: str | None = None) -> Scorecard:
    with store.read() as rx:
        return scorecard.of_round(rx, key, side=side)


def _progress(store: Store, officer: Officer, action: int, **more: object) -> int:
    values = {"text": "Done", "dated": "2026-01-05", **more}
    with store.write(officer, "Progress added") as tx:
        return add_entry(tx, action, EntryDraft(**values))  # type: ignore[arg-type]


def _complete(store: Store, officer: Officer, action: int) -> int:
    for status in ("agreed", "in_progress"):
        _progress(store, officer, action, status=status, text=f"Now {status}")
    return _progress(store, officer, action, status="completed", text="All done")


def _to_us(store: Store, officer: Officer, **given: int) -> None:
    with store.write(officer, "Released") as tx:
        for noun, key in given.items():
            if noun == "joint_actions":
                releases.release(tx, key, ["US"])
            elif noun == "documents":
                releases.release_document(tx, key, ["US"])
            else:
                releases.release_record(tx, noun, key, ["US"])


def test_from_no_action_to_fulfilled_with_evidence(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Act, prove: Prove
) -> None:
    made = commit()
    seen = [_card(store, rounds["HSD-2024"]).lines[0].status]
    action = act(made.key, due="2099-01-01")
    seen.append(_card(store, rounds["HSD-2024"]).lines[0].status)
    entry = _complete(store, officer, action)
    seen.append(_card(store, rounds["HSD-2024"]).lines[0].status)
    paper = prove("progress_entries", entry, place="p. 3")
    found = _card(store, rounds["HSD-2024"])
    line = found.lines[0]
    assert [*seen, line.status] == ["no_action", "in_progress", "claimed", "fulfilled"]
    proof = line.documents[0]
    assert (proof.key, proof.place, proof.via, proof.row_key) == (paper, "p. 3", line.actions[0].reference, entry)
    assert line.actions[0].documents == 1
    assert found.counts == {**dict.fromkeys(scorecard.STATUS_WORDS, 0), "fulfilled": 1}
    with store.write(officer, "Document discarded") as tx:
        documents.discard(tx, [paper], "wrong")
    assert _card(store, rounds["HSD-2024"]).lines[0].status == "claimed"  # what is in the trash proves nothing


def test_the_document_that_the_sentence_stands_in_does_not_prove_it(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, prove: Prove
) -> None:
    made = commit()
    readout = prove("commitments", made.key, "Readout.pdf")
    assert _card(store, rounds["HSD-2024"]).lines[0].status == "in_progress"
    with store.read() as rx:
        reference = documents.card(rx, readout).row.reference
    with store.write(officer, "Commitment amended") as tx:
        commitments.amend(tx, made.key, {"document": reference})
    line = _card(store, rounds["HSD-2024"]).lines[0]
    assert (line.status, line.document, len(line.documents)) == ("no_action", reference, 1)


def test_a_discarded_action_or_successor_counts_for_nothing(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Act
) -> None:
    made = commit()
    action = act(made.key)
    with store.write(officer, "Joint action discarded") as tx:
        joint_actions.discard(tx, action, "double")
    assert _card(store, rounds["HSD-2024"]).lines[0].actions == ()
    with store.write(officer, "Commitment carried over") as tx:
        later = commitments.carry_over(tx, made.key, rounds["HSD-2026"])
    assert _card(store, rounds["HSD-2024"]).lines[0].status == "carried_over"
    with store.write(officer, "Commitment discarded") as tx:
        commitments.discard(tx, [later.key], "wrong")
    assert _card(store, rounds["HSD-2024"]).lines[0].status == "no_action"


def test_a_past_day_s_scorecard_is_what_it_was_then(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Act, prove: Prove
) -> None:
    with clock.at(datetime(2031, 3, 1, 5, tzinfo=UTC)):
        made, other = commit(due="2031-03-20"), commit("Another.")
        action = act(made.key)
    with clock.at(datetime(2031, 3, 4, 17, tzinfo=UTC)):
        then = _card(store, rounds["HSD-2024"])
    with clock.at(datetime(2031, 4, 10, 5, tzinfo=UTC)):
        entry = _complete(store, officer, action)
        prove("progress_entries", entry)
        third = commit("A third one.")
        with store.write(officer, "Commitment discarded") as tx:
            commitments.discard(tx, [other.key], "double")
        changed = scorecard.since(store, rounds["HSD-2024"], date(2031, 3, 4))
    with store.read(as_of=date(2031, 3, 4)) as rx:
        assert scorecard.of_round(rx, rounds["HSD-2024"]) == then
    assert [(one.reference, one.then, one.now) for one in changed] == [
        (made.reference, "in_progress", "fulfilled"),
        (other.reference, "no_action", ""),
        (third.reference, "", "no_action"),
    ]
    with store.read(as_of=date(2031, 2, 1)) as rx:
        assert scorecard.then_of(rx, rounds["HSD-2024"] + 99) is None


def test_overdue_is_counted_from_the_day_looked_at(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Act
) -> None:
    with clock.at(datetime(2031, 3, 1, 5, tzinfo=UTC)):
        made = commit(due="2031-03-20")
        act(made.key, due="2031-03-10")
    for day, status in ((date(2031, 3, 10), "in_progress"), (date(2031, 3, 11), "at_risk")):
        with store.read(as_of=day) as rx:
            assert scorecard.of_round(rx, rounds["HSD-2024"]).lines[0].status == status, day
    with store.read(as_of=date(2031, 3, 22)) as rx:
        line = scorecard.of_round(rx, rounds["HSD-2024"]).lines[0]
    assert (line.late_days, line.actions[0].overdue_days) == (2, 12)
    assert line.why.startswith("It was due on 20 Mar 2031.")


def test_the_partners_scorecard_is_judged_from_what_is_released(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Act, prove: Prove
) -> None:
    made, hidden = commit(paraphrase="Secret words"), commit("Hidden sentence.")
    shown, kept = act(made.key, "Shown", due="2099-01-01"), act(made.key, "Kept back")
    entry = _complete(store, officer, shown)
    paper = prove("progress_entries", entry, place="p. 3, the informant's name")
    with store.write(officer, "Commitment assessed") as tx:
        commitments.assess(tx, made.key, "IN", "at_risk", "We doubt it")
        commitments.assess(tx, made.key, "US", "fulfilled", "")
        commitments.carry_over(tx, hidden.key, rounds["HSD-2026"])
    round_key = rounds["HSD-2024"]
    with pytest.raises(errors.Refused, match="not released"):
        _card(store, round_key, "US")
    _to_us(store, officer, meetings=round_key)
    assert _card(store, round_key, "US").lines == ()

    _to_us(store, officer, commitments=made.key)
    line = _card(store, round_key, "US").lines[0]
    assert (line.status, line.actions, line.documents, line.paraphrase) == ("no_action", (), (), "")
    assert (line.own, line.partner) == (None, None)

    _to_us(store, officer, joint_actions=shown)
    line = _card(store, round_key, "US").lines[0]
    assert (line.status, [one.key for one in line.actions]) == ("claimed", [shown])
    assert line.actions[0].rag == ""  # goes with the reasons, not with the record

    _to_us(store, officer, documents=paper)
    assert _card(store, round_key, "US").lines[0].status == "claimed"  # the entry it proves is not released
    with store.write(officer, "Released") as tx:
        releases.release_entry(tx, entry, "US", True)
    found = _card(store, round_key, "US")
    assert found.lines[0].status == "fulfilled"
    assert found.lines[0].documents[0].place == ""  # free text that nothing releases
    assert found.counts["fulfilled"] == len(found.lines) == 1
    assert found.rules[-1] == scorecard.OF_THIS_EDITION

    with store.write(officer, "Released") as tx:
        releases.release_record_part(tx, "commitments", made.key, "assessment", "US", True)
        releases.release_record_part(tx, "commitments", made.key, "paraphrase", "US", True)
    line = _card(store, round_key, "US").lines[0]
    assert (line.status, line.computed, line.differs, line.paraphrase) == ("at_risk", "fulfilled", True, "Secret words")
    assert line.own is not None
    assert line.own.officer == ""  # it names no officer
    own = _card(store, round_key).lines[0]
    assert [one.key for one in own.actions] == [shown, kept]


def test_the_partners_edition_names_no_unreleased_round_or_successor(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Act
) -> None:
    made = commit(by_next_round=True)
    act(made.key)
    with store.write(officer, "Commitment carried over") as tx:
        later = commitments.carry_over(tx, made.key, rounds["HSD-2026"])
    _to_us(store, officer, meetings=rounds["HSD-2024"], commitments=made.key)
    line = _card(store, rounds["HSD-2024"], "US").lines[0]
    assert (line.due, line.carried_to, line.computed) == (None, "", "no_action")
    _to_us(store, officer, meetings=rounds["HSD-2026"])
    line = _card(store, rounds["HSD-2024"], "US").lines[0]
    assert (line.due, line.carried_to) == (date(2026, 2, 27), "")
    _to_us(store, officer, commitments=later.key)
    line = _card(store, rounds["HSD-2024"], "US").lines[0]
    assert (line.carried_to, line.computed) == (later.reference, "carried_over")
    with store.write(officer, "Marking changed") as tx:  # fails closed with the marking, too
        tx.update(schema.commitments, later.key, {"third_party": 1})
    assert _card(store, rounds["HSD-2024"], "US").lines[0].carried_to == ""


def test_a_past_day_s_edition_holds_what_was_released_then_and_still_is(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, act: Act
) -> None:
    round_key = rounds["HSD-2024"]
    with clock.at(datetime(2031, 3, 1, 5, tzinfo=UTC)):
        made, other = commit(), commit("Another.")
        action = act(made.key)
        _to_us(store, officer, meetings=round_key, commitments=made.key)
        _to_us(store, officer, commitments=other.key)
    with clock.at(datetime(2031, 3, 5, 5, tzinfo=UTC)):
        _to_us(store, officer, joint_actions=action)
        with store.write(officer, "Release changed") as tx:
            releases.release_record(tx, "commitments", other.key, [])
    found = []
    for day in (date(2031, 3, 4), date(2031, 3, 5)):
        with store.read(as_of=day) as rx:
            found.append(scorecard.of_round(rx, round_key, side="US").lines)
    assert [[(line.key, line.status, len(line.actions)) for line in lines] for lines in found] == [
        [(made.key, "no_action", 0)],
        [(made.key, "in_progress", 1)],
    ]
    with clock.at(datetime(2031, 4, 1, 5, tzinfo=UTC)):
        (changed,) = scorecard.since(store, round_key, date(2031, 3, 4), side="US")
    assert (changed.reference, changed.then, changed.now) == (made.reference, "no_action", "in_progress")


def test_a_trace_leads_from_the_sentence_to_the_page(
    store: Store, officer: Officer, commit: Commit, act: Act, prove: Prove
) -> None:
    made = commit()
    action = act(made.key)
    first = _progress(store, officer, action, text="First words")
    second = _progress(store, officer, action, text="Corrected", corrects=first)
    direct, paper = prove("commitments", made.key, "a.pdf"), prove("progress_entries", second, "b.pdf", place="p. 2")
    with store.read() as rx:
        found = scorecard.trace(rx, made.key)
    assert [node.id for node in found.nodes] == [
        f"commitment:{made.key}", f"action:{action}", f"entry:{second}", f"document:{direct}:",
        f"document:{paper}:p. 2",
    ]  # fmt: skip
    assert set(found.edges) == {
        (f"commitment:{made.key}", f"action:{action}"),
        (f"action:{action}", f"entry:{second}"),
        (f"commitment:{made.key}", f"document:{direct}:"),
        (f"entry:{second}", f"document:{paper}:p. 2"),
    }
    with pytest.raises(errors.Refused), store.read() as rx:
        scorecard.trace(rx, made.key, "US")
    _to_us(store, officer, commitments=made.key)
    with store.read() as rx:
        assert [node.kind for node in scorecard.trace(rx, made.key, "US").nodes] == ["commitment"]


def test_the_number_of_statements_does_not_grow(
    store: Store, rounds: dict[str, int], commit: Commit, act: Act, prove: Prove
) -> None:
    def counted() -> int:
        said: list[str] = []
        with store.read() as rx:
            connection = rx._connection
            event.listen(connection, "before_cursor_execute", lambda *given: said.append(given[2]))
            scorecard.of_round(rx, rounds["HSD-2024"])
        return len(said)

    made = commit()
    act(made.key)
    few = counted()
    for number in range(6):
        more = commit(f"Sentence {number}.")
        for title in ("a", "b"):
            prove("joint_actions", act(more.key, title), f"{number}{title}.pdf")
    assert counted() == few <= 10  # with the end of the look


def test_the_last_round_is_the_newest_that_was_held(store: Store, officer: Officer, rounds: dict[str, int]) -> None:
    with store.write(officer, "Meeting logged") as tx:
        meetings.record(tx, replace(round_of(2024, starts_in="2024-10-23", ends_in=""), kind="group", group="CN"))
        meetings.record(tx, round_of(2023, state="cancelled"))
    with store.read() as rx:
        assert scorecard.last_round(rx, date(2025, 1, 1)) == date(2024, 2, 28)
        assert scorecard.last_round(rx, date(2024, 2, 28)) == date(2022, 2, 28)
        assert scorecard.last_round(rx, date(2020, 1, 1)) is None


def test_a_training_run_carries_a_commitment_out_and_the_partner_sees_what_is_released(
    store: Store, officer: Officer, rounds: dict[str, int], commit: Commit, prove: Prove
) -> None:
    made = commit()
    with store.write(officer, "Run recorded") as tx:
        run = recorded.run(tx, commitment_key=made.key, starts="2099-03-02", ends="2099-03-06")
    seen = [_card(store, rounds["HSD-2024"]).lines[0].status]
    with store.write(officer, "Run held") as tx:
        tx.update(schema.runs, run, {"starts": "2026-03-02", "ends": "2026-03-06"})
    seen.append(_card(store, rounds["HSD-2024"]).lines[0].status)
    with store.write(officer, "Run held") as tx:
        tx.update(schema.runs, run, {"state": "held"})
    seen.append(_card(store, rounds["HSD-2024"]).lines[0].status)
    paper = prove("runs", run, place="p. 4")
    line = _card(store, rounds["HSD-2024"]).lines[0]
    assert [*seen, line.status] == ["in_progress", "at_risk", "claimed", "fulfilled"]
    assert [(one.key, one.via, one.place) for one in line.documents] == [(paper, line.runs[0].reference, "p. 4")]
    with store.read() as rx:
        trace = scorecard.trace(rx, made.key)
        held = next(iter(commitments.card(rx, made.key).runs))
    assert [node.kind for node in trace.column("action")] == ["run"]
    assert (f"run:{run}", f"document:{paper}:p. 4") in trace.edges
    assert (held.reference, held.state, held.documents) == ("RUN-2026-0001", "held", 1)
    _to_us(store, officer, meetings=rounds["HSD-2024"], commitments=made.key)
    theirs = [_card(store, rounds["HSD-2024"], "US").lines[0].status]
    _to_us(store, officer, runs=run)
    theirs.append(_card(store, rounds["HSD-2024"], "US").lines[0].status)
    _to_us(store, officer, documents=paper)
    line = _card(store, rounds["HSD-2024"], "US").lines[0]
    assert [*theirs, line.status] == ["no_action", "claimed", "fulfilled"]
    assert line.documents[0].place == ""
    with store.write(officer, "Run discarded") as tx:
        tx.update(schema.runs, run, {"discarded_at": "2026-04-01T00:00:00.000000Z"})
    assert _card(store, rounds["HSD-2024"]).lines[0].status == "no_action"
