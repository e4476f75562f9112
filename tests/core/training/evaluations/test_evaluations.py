"""Evaluations: forms without a name, the due list of behaviour, figures that are never a person's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest

from hsdclient import clock, errors, schema
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from hsdclient.training import evaluations
from hsdclient.training.evaluations import MINIMUM, DueQuery
from tests.core.training.exchange import attend, nominee, run, score

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAYS = ("2025-08-25", "2025-08-31")  # six months later is the end of February
ALL = {f"q{number}": 4 for number in range(1, 9)}
FIVE = {f"q{number}": 5 for number in range(1, 6)}
Write = Callable[..., AbstractContextManager[Tx]]


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """It is 2 March 2026."""
    with clock.at(NOON):
        yield


@pytest.fixture
def write(store: Store, officer: Officer) -> Write:
    """write() → a transaction of the officer."""
    return lambda sentence="Exchange told": store.write(officer, sentence)


def told(tx: Tx, count: int, **more: object) -> tuple[int, list[int]]:
    """A run with `count` nominees who attended."""
    key = run(tx, *DAYS, **more)  # type: ignore[arg-type]
    return key, [nominee(tx, key, f"Person {place}", "IN" if place % 2 else "US") for place in range(count)]


def test_forms_are_nobodys_and_no_more_than_attended(write: Write) -> None:
    with write() as tx:
        key, came = told(tx, 2)
        nominee(tx, key, "Gone", step="no_show")
        first = evaluations.record_l1(tx, key, ALL, "Good\nfood")
        assert tx.row(schema.evaluations, first)["nomination_key"] is None  # type: ignore[index]
        evaluations.record_l1(tx, key, {"q1": 1}, nomination=came[0])
        with pytest.raises(errors.Refused, match="2 persons are recorded as attended RUN-2026-0001, and 2 forms"):
            evaluations.record_l1(tx, key, ALL)
        found = evaluations.summary(tx, key)
        assert (found.reaction.asked, found.reaction.received, found.reaction.rate) == (2, 2, 100)


def test_a_person_has_one_form_and_must_have_come(write: Write) -> None:
    with write() as tx:
        key, came = told(tx, 3)
        gone = nominee(tx, key, "Gone", step="withdrawn")
        evaluations.record_l1(tx, key, ALL, nomination=came[0])
        for nomination, why in ((came[0], "recorded already"), (gone, "not recorded as attended"), (999, "attended")):
            with pytest.raises(errors.Refused, match=why):
                evaluations.record_l1(tx, key, ALL, nomination=nomination)


@pytest.mark.parametrize(
    ("ratings", "comment", "why"),
    [
        ({}, "words only", "Nothing is rated"),
        ({"q1": 0}, "", "q1 is rated from 1 to 5, not 0"),
        ({"q1": 6}, "", "not 6"),
        ({"q9": 3}, "", "no question q9"),
        ({"q1": 3}, "a\0b", "control character"),
        ({"q1": 3}, "x" * 2001, "2001 characters"),
    ],
)
def test_a_bad_form(write: Write, ratings: dict[str, int], comment: str, why: str) -> None:
    with write() as tx:
        key, _came = told(tx, 1)
        with pytest.raises(errors.Refused, match=why):
            evaluations.record_l1(tx, key, ratings, comment)
        assert evaluations.summary(tx, key).reaction.received == 0


@pytest.mark.parametrize(("on", "why"), [("2026-03-03", "future"), ("2025-08-24", "begins on 25 Aug 2025")])
def test_the_day_of_receipt(write: Write, on: str, why: str) -> None:
    with write() as tx:
        key, came = told(tx, 1)
        with pytest.raises(errors.Refused, match=why):
            evaluations.record_l1(tx, key, ALL, on=on)
        with pytest.raises(errors.Refused, match=why):
            evaluations.receive(tx, came[0], "trainee", FIVE, on=on)


def test_forms_from_a_table() -> None:
    header = ("No.", " Q1: ", "q2", "q8", "Comments")
    rows = [
        (2, ("1", "5", "4.0", "", "Fine")), (3, ("2", "", "", "", "")), (4, ("3", "6", "1", "1", "")),
        (5, ("", "", "", "", "")), (6, ("5", "3")), (7, ("6", "x")), (8, ("7", "½", "1")),
    ]  # fmt: skip
    found = evaluations.read_forms(header, rows)
    assert [(one.line, one.ratings, one.comment) for one in found.good] == [
        (2, {"q1": 5, "q2": 4}, "Fine"), (6, {"q1": 3}, ""),
    ]  # fmt: skip
    assert [line for line, _why in found.refused] == [3, 4, 7, 8]
    assert "Nothing is rated" in found.refused[0][1]
    assert "not 6" in found.refused[1][1]


@pytest.mark.parametrize(("header", "why"), [(("Name", "Post"), "no column of answers"), (("q1", "Q1"), "twice")])
def test_a_table_that_is_none(header: tuple[str, ...], why: str) -> None:
    with pytest.raises(errors.Refused, match=why):
        evaluations.read_forms(header, [(2, ("5", "5"))])


def test_forms_come_all_or_none(write: Write) -> None:
    found = evaluations.read_forms(("q1",), [(line, ("3",)) for line in range(2, 5)])
    with write() as tx:
        key, _came = told(tx, 2)
        with pytest.raises(errors.Refused, match="too many"):
            evaluations.import_l1(tx, key, found.good)
        assert evaluations.summary(tx, key).reaction.received == 0
        assert len(evaluations.import_l1(tx, key, found.good[:2])) == 2


def test_behaviour_is_due_six_months_after_the_last_day(write: Write, store: Store) -> None:
    with write() as tx:
        key, came = told(tx, 1)
        nominee(tx, key, "Gone", step="no_show")
        later = nominee(tx, run(tx, "2025-09-01", "2025-09-02"), "Later")
        own = run(tx, "2025-11-01", "2025-11-05")
        tx.insert(
            schema.run_deadlines,
            {"run_key": own, "code": "follow_up", "title_en": "Follow-up", "months": 3, "due": "2026-02-05"},
        )
        quick = nominee(tx, own, "Quick")
    with store.read() as rx:
        rows = evaluations.rows(rx, evaluations.ids(rx, DueQuery()))
        assert [(one.nomination_key, one.respondent, one.due.isoformat(), one.state) for one in rows] == [
            (quick, "trainee", "2026-02-05", "overdue"), (quick, "supervisor", "2026-02-05", "overdue"),
            (came[0], "trainee", "2026-02-28", "overdue"), (came[0], "supervisor", "2026-02-28", "overdue"),
            (later, "trainee", "2026-03-02", "overdue"), (later, "supervisor", "2026-03-02", "overdue"),
        ]  # fmt: skip
        assert [one.overdue_days for one in rows] == [25, 25, 2, 2, 0, 0]
        assert evaluations.total(rx) == 6
        assert [one.nomination_key for one in evaluations.due(rx, key)] == [came[0], came[0]]
    with clock.at(datetime(2026, 2, 27, 12, tzinfo=UTC)), store.read() as rx:
        assert {one.nomination_key for one in evaluations.due(rx)} == {quick}
        assert len(evaluations.ids(rx, DueQuery(states=("waiting",)))) == 4


def test_the_due_list_is_filtered_and_sorted(write: Write, store: Store) -> None:
    with write() as tx:
        key, came = told(tx, 3)
        evaluations.receive(tx, came[0], "trainee", FIVE)
        evaluations.chase(tx, came[1], "supervisor", "2026-03-01")

    def listed(**asked: object) -> list[int]:
        with store.read() as rx:
            return list(evaluations.ids(rx, DueQuery(**asked)))  # type: ignore[arg-type]

    every = set(listed())
    assert len(every) == 6
    for sort in evaluations.SORTS:
        assert set(listed(sort=sort, descending=True)) == every
    assert listed(states=("received",)) == [evaluations.key_of(came[0], "trainee")]
    assert listed(sort="chased")[0] == evaluations.key_of(came[1], "supervisor")
    assert listed(sort="received_on", descending=True)[0] == evaluations.key_of(came[0], "trainee")
    assert len(listed(sides=("IN",))) == 2
    assert len(listed(respondents=("supervisor",), runs=(key,))) == 3
    assert len(listed(text="person per-2026-0002")) == 2
    assert listed(text="%") == listed(due_before="2026-02-27") == listed(due_after="2026-03-01") == []
    assert set(listed(due_before="2026-02-28", due_after="2026-02-28")) == every
    assert listed(keys=(evaluations.key_of(came[2], "trainee"),)) == [evaluations.key_of(came[2], "trainee")]


def test_answers_about_behaviour_move_the_nominee_on_once(write: Write) -> None:
    with write() as tx:
        _key, came = told(tx, 3)
        tx.update(schema.nominations, came[1], {"step": "certified"})
        tx.update(schema.nominations, came[2], {"step": "returned"})
        for one in came:
            evaluations.receive(tx, one, "supervisor", {"q1": 2}, on="2026-02-01")
        steps = [tx.row(schema.nominations, one)["step"] for one in came]  # type: ignore[index]
        assert steps == ["evaluated", "evaluated", "returned"]
        evaluations.receive(tx, came[0], "trainee", FIVE)
        with pytest.raises(errors.Refused, match="of trainee for Person 0 were received on 2 Mar 2026"):
            evaluations.receive(tx, came[0], "trainee", FIVE)
        with pytest.raises(errors.Refused, match="trainee or the supervisor, not boss"):
            evaluations.receive(tx, came[0], "boss", FIVE)
        with pytest.raises(errors.Refused, match="no question q6"):
            evaluations.receive(tx, came[1], "trainee", {"q6": 3})


def test_nobody_is_asked_who_did_not_come_or_was_purged(write: Write) -> None:
    with write() as tx:
        key, came = told(tx, 1)
        gone = nominee(tx, key, "Gone", step="withdrawn")
        with pytest.raises(errors.Refused, match="not recorded as attended"):
            evaluations.receive(tx, gone, "trainee", FIVE)
        evaluations.receive(tx, came[0], "trainee", FIVE)
        person = tx.row(schema.nominations, came[0])["trainee_key"]  # type: ignore[index]
        tx.update(schema.trainees, person, {"name": "", "purged_on": "2026-03-01"})
        assert [one.state for one in evaluations.rows(tx, evaluations.ids(tx, DueQuery()))] == ["received"]
        assert evaluations.summary(tx, key).behaviour[0].received == 1


def test_chasing(write: Write) -> None:
    with write() as tx:
        _key, came = told(tx, 1)
        for on, why in (("2026-02-27", "due on 28 Feb 2026"), ("2026-03-03", "future")):
            with pytest.raises(errors.Refused, match=why):
                evaluations.chase(tx, came[0], "trainee", on)
        evaluations.chase(tx, came[0], "trainee", "2026-02-28")
        evaluations.chase(tx, came[0], "trainee")
        row = evaluations.rows(tx, [evaluations.key_of(came[0], "trainee")])[0]
        assert (row.chased, row.last_chased, row.state) == (2, date(2026, 3, 2), "overdue")
        key = evaluations.receive(tx, came[0], "trainee", FIVE)
        assert key == row.evaluation_key
        with pytest.raises(errors.Refused, match="nothing to chase"):
            evaluations.chase(tx, came[0], "trainee")


def test_few_answers_give_no_figures(write: Write) -> None:
    with write() as tx:
        key, came = told(tx, MINIMUM, pass_mark=600)
        for place, one in enumerate(came[:-1]):
            evaluations.record_l1(tx, key, ALL, f"Comment {place}")
            evaluations.receive(tx, one, "trainee", FIVE)
            for test in ("pre", "post", "final"):
                score(tx, one, 700, test)
        found = evaluations.summary(tx, key)
        assert not found.reaction.enough
        for level in (found.reaction, *found.behaviour):
            assert level.mean is None
            assert all((one.answers, one.mean, one.counts) == (0, None, None) for one in level.questions)
        assert (found.reaction.received, found.reaction.rate) == (4, 80)
        assert [(one.taken, one.mean, one.passed) for one in found.tests] == [(4, None, None)] * 3
        assert (found.gain, found.gained_by) == (None, 4)
        assert evaluations.comments(tx, key) == ()


def test_figures_of_enough_answers(write: Write) -> None:
    with write() as tx:
        key, came = told(tx, 8, pass_mark=600)
        for place, one in enumerate(came[:6]):
            ratings = {"q1": 5 if place else 2} | ({"q2": 1} if place < 4 else {})
            evaluations.record_l1(tx, key, ratings, "bcda"[place % 4])
            evaluations.receive(tx, one, "supervisor", {"q1": place % 5 + 1})
            for test, tenths in (("pre", 400), ("post", 655 + place), ("final", 590 + 4 * place)):
                score(tx, one, tenths, test)
        found = evaluations.summary(tx, key)
        first, second, third = found.reaction.questions[:3]
        assert (first.answers, first.mean, first.counts) == (6, 450, (0, 1, 0, 0, 5))
        assert (second.answers, second.mean, second.counts) == (4, None, None)  # four rated it: too few
        assert (third.answers, third.mean) == (0, None)
        assert (found.reaction.asked, found.reaction.rate, found.reaction.mean) == (8, 75, 450)
        trainee, supervisor = found.behaviour
        assert (trainee.asked, trainee.received, trainee.rate) == (8, 0, 0)
        assert supervisor.questions[0].counts == (2, 1, 1, 1, 1)
        tests = {one.test: one for one in found.tests}
        assert (tests["final"].taken, tests["final"].mean, tests["final"].passed) == (6, 600, 3)
        assert (found.gain, found.gained_by) == (258, 6)
        assert evaluations.comments(tx, key) == ("a", "b", "b", "c", "c", "d")


def test_only_whose_day_has_come_counts_as_asked(write: Write) -> None:
    with write() as tx:
        key = run(tx, "2026-02-02", "2026-02-06")
        came = [nominee(tx, key, f"Person {place}") for place in range(3)]
        attend(tx, came[0], "2026-02-02", "present")
        evaluations.receive(tx, came[0], "trainee", FIVE)
        trainee, supervisor = evaluations.summary(tx, key).behaviour
        assert (trainee.asked, trainee.rate) == (1, 100)
        assert (supervisor.asked, supervisor.rate) == (0, None)


def test_results_name_the_joint_action(write: Write) -> None:
    with write() as tx:
        key, _came = told(tx, 1)
        tx.insert(
            schema.run_results,
            {
                "run_key": key, "dated": "2026-02-01", "text": "Two seizures by trained officers",
                "officer_key": tx.officer.key, "recorded_at": "2026-02-01T00:00:00.000Z",
            },
        )  # fmt: skip
        assert [(one.text, one.action) for one in evaluations.summary(tx, key).results] == [
            ("Two seizures by trained officers", "")
        ]
        with pytest.raises(errors.Refused):
            evaluations.summary(tx, 999)


def test_every_form_has_its_questions() -> None:
    assert [len(evaluations.questions(*form)) for form in evaluations.QUESTIONS] == [8, 5, 5]
    for asked in evaluations.QUESTIONS.values():
        assert [key for key, _words in asked] == [f"q{place}" for place in range(1, len(asked) + 1)]
