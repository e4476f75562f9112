"""How a commitment is judged: each printed rule has a case here, and the order in which they are looked through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hsdclient import schema, scorecard
from hsdclient.scorecard import ActionFact, Grounds, RunFact, judge


def _action(number: int = 1, **more: Any) -> ActionFact:
    values: dict[str, Any] = {
        "status": "in_progress", "rag": "green", "due": None, "overdue_days": 0, "reason": "", "next_step": "",
        "documents": 0, **more,
    }  # fmt: skip
    return ActionFact(number, f"CN-2026-{number:04d}", "Title", "", "CN", **values)


DONE = _action(1, status="completed", rag="blue")
GONE = _action(2, status="withdrawn", rag="")
PAPER, PROVED = frozenset({7}), {1: frozenset({7, 8})}
PAST = {"due": date(2024, 1, 1), "late_days": 9}

CASES = {
    "carried over before all else": (Grounds((DONE,), PAPER, PROVED, carried_to="COM-2026-0009"), "carried_over"),
    "no action, no document": (Grounds(), "no_action"),
    "no action, though the day is past": (Grounds(**PAST), "no_action"),
    "only withdrawn ones": (Grounds((GONE,)), "no_action"),
    "completed, its document proves it": (Grounds((DONE,), proofs=PROVED), "fulfilled"),
    "completed, the commitment's document proves it": (Grounds((DONE,), PAPER), "fulfilled"),
    "completed beside a withdrawn one": (Grounds((DONE, GONE), proofs=PROVED), "fulfilled"),
    "a withdrawn one's documents prove nothing": (Grounds((DONE, GONE), proofs={2: PAPER}), "claimed"),
    "completed, nothing proves it": (Grounds((DONE,)), "claimed"),
    "completed after the day": (Grounds((DONE,), PAPER, **PAST), "fulfilled"),
    "one of two completed": (Grounds((DONE, _action(3)), proofs=PROVED), "in_progress"),
    "an unfinished one's documents fulfil nothing": (Grounds((_action(),), proofs=PROVED), "in_progress"),
    "the day is past": (Grounds((_action(),), **PAST), "at_risk"),
    "a Red action": (Grounds((_action(rag="red"),)), "at_risk"),
    "an overdue action": (Grounds((_action(overdue_days=1),)), "at_risk"),
    "an action on hold": (Grounds((_action(status="on_hold"),)), "at_risk"),
    "Amber alone": (Grounds((_action(rag="amber"),)), "in_progress"),
    "a document and no action": (Grounds((), PAPER), "in_progress"),
    "a document, no action, and the day past": (Grounds((), PAPER, **PAST), "at_risk"),
    "a document and a withdrawn action": (Grounds((GONE,), PAPER), "in_progress"),
    "a completed Red one is no risk": (Grounds((DONE._replace(rag="red"),), PAPER), "fulfilled"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_rule(case: str) -> None:
    grounds, status = CASES[case]
    judged = judge(grounds)
    assert judged.status == status
    assert judged.because.say()
    assert "{" not in judged.because.say()


def test_the_words_cover_every_status_and_nothing_else() -> None:
    assert tuple(scorecard.STATUS_WORDS) == schema.ASSESSMENTS
    assert {status for _grounds, status in CASES.values()} == set(schema.ASSESSMENTS)


def test_every_status_is_explained_by_a_printed_rule() -> None:
    said = " ".join(scorecard.RULES)
    for words in scorecard.STATUS_WORDS.values():
        assert f"{words}:" in said


def test_why_names_the_day_and_the_actions_in_question() -> None:
    late = (_action(4, rag="red", overdue_days=2), _action(5, status="on_hold"))
    said = judge(Grounds(late, due=date(2024, 3, 1), late_days=3)).because.say()
    assert said == "It was due on 1 Mar 2024. Red: CN-2026-0004. Overdue: CN-2026-0004. On hold: CN-2026-0005."
    many = tuple(_action(number, rag="red") for number in range(1, 6))
    assert judge(Grounds(many)).because.say() == "Red: CN-2026-0001, CN-2026-0002, CN-2026-0003 …."


def test_a_document_that_proves_twice_is_counted_once() -> None:
    said = judge(Grounds((DONE,), frozenset({7}), PROVED)).because.say()
    assert said == "Completed: CN-2026-0001. Documents that prove it: 2."


def _run(number: int = 1, state: str = "held", past: int = 0) -> RunFact:
    day = date(2026, 3, 2)
    return RunFact(number, f"RUN-2026-{number:04d}", "Course", "", "CN", state, day, day, past, 0)


HELD, OFF = _run(1), _run(2, "cancelled")
OF_RUNS = {
    "held, its document proves it": (Grounds(runs=(HELD,), run_proofs=PROVED), "fulfilled"),
    "held beside a cancelled one": (Grounds(runs=(HELD, OFF), run_proofs=PROVED), "fulfilled"),
    "held, the commitment's document proves it": (Grounds((), PAPER, runs=(HELD,)), "fulfilled"),
    "held, nothing proves it": (Grounds(runs=(HELD,)), "claimed"),
    "only a cancelled one": (Grounds(runs=(OFF,)), "no_action"),
    "a cancelled one's documents prove nothing": (Grounds(runs=(OFF,), run_proofs={2: PAPER}), "no_action"),
    "planned": (Grounds(runs=(_run(3, "planned"),)), "in_progress"),
    "confirmed, with a document": (Grounds(runs=(_run(3, "confirmed"),), run_proofs={3: PAPER}), "in_progress"),
    "one of two held": (Grounds(runs=(HELD, _run(3, "confirmed")), run_proofs=PROVED), "in_progress"),
    "past and not recorded as held": (Grounds(runs=(_run(3, "confirmed", past=4),)), "at_risk"),
    "an action completed, a run to come": (Grounds((DONE,), PAPER, PROVED, runs=(_run(3, "planned"),)), "in_progress"),
    "an action in hand, a run held": (Grounds((_action(3),), runs=(HELD,), run_proofs=PROVED), "in_progress"),
    "both done, the run's document proves it": (Grounds((DONE,), runs=(HELD,), run_proofs=PROVED), "fulfilled"),
    "the day is past, the run to come": (Grounds(runs=(_run(3, "planned"),), **PAST), "at_risk"),
}


@pytest.mark.parametrize("case", OF_RUNS)
def test_a_training_run_counts_as_an_action_does(case: str) -> None:
    grounds, status = OF_RUNS[case]
    judged = judge(grounds)
    assert judged.status == status
    assert judged.because.say()
    assert "{" not in judged.because.say()


def test_why_names_the_runs() -> None:
    assert judge(Grounds((DONE,), runs=(HELD,))).because.say() == (
        "Completed: CN-2026-0001, RUN-2026-0001. No document proves it."
    )
    assert judge(Grounds(runs=(HELD, _run(3, "planned")))).because.say() == "Training runs held: 1 of 2."
    assert judge(Grounds(runs=(_run(3, "confirmed", past=4),))).because.say() == (
        "Past and not recorded as held: RUN-2026-0003."
    )
    assert "withdrawn or cancelled" in judge(Grounds(runs=(OFF,))).because.say()
