"""What hangs on a run: deadlines by rule, moves, instructors' hours, costs, incidents, results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from hsdclient import clock, errors, joint_actions, schema
from hsdclient.joint_actions import ActionDraft
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.training import amounts, runs
from hsdclient.training.runs import CostDraft, DeadlineDraft, IncidentDraft, InstructorDraft, ResultDraft, RunDraft
from hsdclient.training.runs.deadline_rules import Rule, RuleDraft, due
from tests.core.training.test_runs import nominee

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.at(NOW):
        yield


def run(store: Store, officer: Officer, starts: str = "2026-06-01", **more: object) -> int:
    values: dict[str, object] = {"title_en": "A run", "host": "FLETC", "starts": starts, "seats_in": 5, **more}
    with store.write(officer, "run") as tx:
        return runs.record(tx, RunDraft(**values)).key  # type: ignore[arg-type]


def dues(store: Store, key: int) -> dict[str, date]:
    with store.read() as rx:
        return {one.title_en: one.due for one in runs.deadlines.of_run(rx, key)}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"days": -60}, date(2026, 4, 2)),
        ({"days": 0}, date(2026, 6, 1)),
        ({"days": 3, "from_end": True}, date(2026, 9, 3)),
        ({"months": 6, "from_end": True}, date(2027, 2, 28)),  # 31 August + 6 months
        ({"months": -1}, date(2026, 5, 1)),
    ],
)
def test_a_rule_counts_from_the_first_or_the_last_day(rule: dict[str, int], expected: date) -> None:
    held = {"days": 0, "months": 0, "from_end": False, **rule}
    assert due(date(2026, 6, 1), date(2026, 8, 31), **held) == expected  # type: ignore[arg-type]


def test_a_hosts_own_rules_replace_the_usual_ones_for_its_next_runs(store: Store, officer: Officer) -> None:
    before = run(store, officer)
    with store.write(officer, "rules") as tx:
        added = runs.deadline_rules.add_rule(tx, "FLETC", RuleDraft(title_en="Visa forms", number="75"))
        kept = runs.deadline_rules.rules(tx, "FLETC")
        assert [one.title_en for one in kept] == [
            "All forms", "Confirmation", "Travel", "Follow-up evaluation", "Visa forms",
        ]  # fmt: skip
        runs.deadline_rules.amend_rule(tx, next(one.key for one in kept if one.code == "forms"), {"number": "90"})
    after, elsewhere = run(store, officer), run(store, officer, host="NPA")
    assert len(dues(store, before)) == 4
    assert dues(store, after)["All forms"] == date(2026, 3, 3)
    assert dues(store, after)["Visa forms"] == date(2026, 3, 18)
    assert dues(store, elsewhere)["All forms"] == date(2026, 4, 2)
    with store.write(officer, "rules") as tx:
        runs.deadline_rules.retire_rule(tx, added)
        assert runs.deadline_rules.hosts(tx) == ["FLETC"]
        runs.deadline_rules.set_rules(tx, "", [Rule(code="own", title_en="For all", days=-10)])
        assert [one.title_en for one in runs.deadline_rules.rules(tx, "NPA")] == ["For all"]
        assert len(runs.deadline_rules.rules(tx, "FLETC")) == 4
        runs.deadline_rules.set_rules(tx, "FLETC", None)
        assert [one.title_en for one in runs.deadline_rules.rules(tx, "FLETC")] == ["For all"]
        runs.deadline_rules.set_rules(tx, "", None)
        assert runs.deadline_rules.rules(tx) == runs.deadline_rules.USUAL
    for wrong in (RuleDraft(number="5"), RuleDraft(title_en="A", number="x"), RuleDraft(title_en="A", number="9999"),
                  RuleDraft(title_en="A", number="5", when="weeks_before")):  # fmt: skip
        assert wrong.problems()


def test_a_rule_is_said_in_short() -> None:
    say = runs.deadline_rules.say
    assert [say(-60, 0, from_end=False), say(0, 6, from_end=True)] == ["T−60", "End+6 months"]
    held = [one for one in runs.deadline_rules.USUAL]
    assert [runs.deadline_rules.draft_of_rule(one).offset() for one in held] == [
        (one.days, one.months) for one in held
    ]  # fmt: skip


def test_deadlines_are_done_undone_added_and_found_when_overdue(store: Store, officer: Officer) -> None:
    near, far = run(store, officer, "2026-04-10"), run(store, officer, "2026-04-20")
    gone = run(store, officer, "2026-04-05")
    with store.read() as rx:
        found = runs.deadlines.overdue(rx)
        assert [(one.run_key, one.code, one.overdue_days) for one in found] == [
            (gone, "forms", 26), (near, "forms", 21), (far, "forms", 11),
        ]  # fmt: skip
        forms = found[1].key
    with store.write(officer, "done") as tx:
        runs.set_state(tx, gone, "cancelled", "no")
        assert runs.deadlines.done(tx, forms, "2026-02-27", "by courier")
        assert not runs.deadlines.done(tx, forms, "2026-02-27", "by courier")
        runs.deadlines.add(tx, near, DeadlineDraft(title_en="Badge photos", due="2026-03-01"))
    with store.read() as rx:
        assert [(one.run_key, one.title_en) for one in runs.deadlines.overdue(rx)] == [
            (far, "All forms"), (near, "Badge photos"),
        ]  # fmt: skip
        row = runs.rows(rx, [near])[0]
        assert row.next_deadline is not None
        assert (row.next_deadline.title_en, row.overdue_days) == ("Badge photos", 1)
        within = runs.deadlines.between(rx, date(2026, 3, 1), date(2026, 3, 31), open_only=True)
        assert [one.title_en for one in within] == ["Badge photos", "Confirmation", "Confirmation", "Travel"]
    for wrong in ({"on": "2026-03-03"}, {"note": "x" * 501}):
        with pytest.raises(errors.Refused), store.write(officer, "done") as tx:
            runs.deadlines.done(tx, forms, **wrong)
    with pytest.raises(errors.Problems), store.write(officer, "add") as tx:
        runs.deadlines.add(tx, near, DeadlineDraft(title_en=" ", due="2026-03-01"))
    with store.write(officer, "undone") as tx:
        assert runs.deadlines.undone(tx, forms)
        runs.deadlines.remove(tx, forms)


def test_a_run_is_moved_as_a_block_and_the_done_ones_stay(store: Store, officer: Officer) -> None:
    key = run(store, officer, ends="2026-06-05")
    with store.write(officer, "work") as tx:
        first = runs.deadlines.of_run(tx, key)[0]
        runs.deadlines.done(tx, first.key)
        runs.deadlines.add(tx, key, DeadlineDraft(title_en="Badges", due="2026-05-28"))
        changes = runs.moves.preview(tx, key, "2026-06-15")
        assert [(one.title_en, one.becomes, one.done) for one in changes.rows] == [
            ("All forms", date(2026, 4, 2), True), ("Confirmation", date(2026, 5, 16), False),
            ("Travel", date(2026, 6, 1), False), ("Badges", date(2026, 6, 11), False),
            ("Follow-up evaluation", date(2026, 12, 19), False),
        ]  # fmt: skip
        assert runs.moves.move(tx, key, "2026-06-15", "", "Monsoon") == changes
        assert runs.moves.move(tx, key, "2026-06-15", "2026-06-19", "again") is None
    assert list(dues(store, key).values()) == [one.becomes for one in changes.rows]
    with store.read() as rx:
        card = runs.card(rx, key)
    assert (card.row.starts, card.row.ends) == (date(2026, 6, 15), date(2026, 6, 19))
    (moved,) = card.moves
    assert (moved.was_starts, moved.starts, moved.reason, moved.officer) == (
        date(2026, 6, 1), date(2026, 6, 15), "Monsoon", "Asha Rao",
    )  # fmt: skip
    assert runs.moves.say_move(moved) == "1 Jun 2026 – 5 Jun 2026 → 15 Jun 2026 – 19 Jun 2026"


def test_what_a_move_may_not_do(store: Store, officer: Officer) -> None:
    key = run(store, officer)
    for starts, ends, reason, field in (
        ("2026-03-01", "", "x", "starts"), ("", "", "x", "starts"), ("31/02/2026", "", "x", "starts"),
        ("2026-07-01", "2026-06-30", "x", "ends"), ("2026-07-01", "", " ", "reason"),
    ):  # fmt: skip
        with pytest.raises(errors.Problems) as refused, store.write(officer, "move") as tx:
            runs.moves.move(tx, key, starts, ends, reason)
        assert list(refused.value.by_field) == [field]
    begun = run(store, officer, "2026-02-20")
    with store.write(officer, "a correction") as tx:  # what has begun may be corrected into the past
        assert runs.moves.move(tx, begun, "2026-02-16", "2026-02-18", "Wrong week recorded")
    instructor = _instructor(store, officer, begun)
    with store.write(officer, "hours") as tx:
        runs.instructors.set_hours(tx, instructor, {"2026-02-16": "6"})
    with pytest.raises(errors.Problems, match="hours outside the new dates: 1"), store.write(officer, "move") as tx:
        runs.moves.move(tx, begun, "2026-02-17", "", "x")
    attending = nominee(store, officer, begun, "Asha", step="attended")
    with store.write(officer, "attendance") as tx:
        tx.insert(schema.attendance, {"nomination_key": attending, "day": "2026-02-18", "presence": "present"})
    with pytest.raises(errors.Problems, match="Days with attendance"), store.write(officer, "no") as tx:
        runs.moves.move(tx, begun, "2026-02-16", "2026-02-17", "x")
    with store.write(officer, "held") as tx:
        runs.set_state(tx, begun, "confirmed")
        runs.set_state(tx, begun, "held")
    with pytest.raises(errors.Problems, match="cannot lie ahead"), store.write(officer, "move") as tx:
        runs.moves.move(tx, begun, "2026-02-16", "2026-03-16", "x")
    with store.write(officer, "cancelled") as tx:
        runs.set_state(tx, key, "cancelled", "x")
    with pytest.raises(errors.Problems, match="cancelled"), store.write(officer, "move") as tx:
        runs.moves.move(tx, key, "2026-07-01", "", "x")


def test_a_move_warns_of_clearances_other_runs_and_deadlines_past(store: Store, officer: Officer) -> None:
    key, other = run(store, officer), run(store, officer, "2026-03-20")
    nominated = nominee(store, officer, key, "Asha")
    with store.write(officer, "facts") as tx:
        tx.insert(schema.gates, {
            "nomination_key": nominated, "gate": "unit_vetting", "status": "cleared", "dated": "2026-01-01",
            "gate_reference": "AB/1", "expires": "2026-06-30",
        })  # fmt: skip
        row = tx.row(schema.nominations, nominated) or {}
        tx.insert(schema.nominations, {**{k: row[k] for k in row if k not in ("key", "id")}, "run_key": other})
    with store.read() as rx:
        assert runs.moves.preview(rx, key, "2026-06-30").warnings == ()
        assert runs.moves.preview(rx, key, "2026-07-01").warnings == (
            "Nominees whose clearance expires before the new last day: 1.",
        )
        assert runs.moves.preview(rx, key, "2026-03-19", "2026-03-25").warnings == (
            "Open deadlines that would be past: 2.", "Nominees with another run on these days: 1.",
        )  # fmt: skip


def _instructor(store: Store, officer: Officer, key: int, **more: str) -> int:
    with store.write(officer, "instructor") as tx:
        values = {"side": "US", "name": "Dana Cole", "agency": "FLETC", **more}
        return runs.instructors.add(tx, key, InstructorDraft(**values))


def test_eight_hours_are_one_instructor_day(store: Store, officer: Officer) -> None:
    key = run(store, officer, "2026-02-23", ends="2026-02-27")
    instructor = _instructor(store, officer, key)
    with store.write(officer, "hours") as tx:
        hours = {"2026-02-23": "6:30", "2026-02-24": "1.5", "2026-02-25": "4", "2026-02-26": ""}
        assert runs.instructors.set_hours(tx, instructor, hours)
        assert not runs.instructors.set_hours(tx, instructor, {"2026-02-24": "1:30"})
    with store.read() as rx:
        (one,) = runs.card(rx, key).instructors
    assert one.hours == {date(2026, 2, 23): 390, date(2026, 2, 24): 90, date(2026, 2, 25): 240}
    assert (one.minutes, one.days) == (720, "1.5")
    for day, given in (("2026-02-22", "1"), ("2026-02-23", "25"), ("2026-02-23", "1:75"), ("2026-02-23", "x")):
        with pytest.raises(errors.Problems) as refused, store.write(officer, "hours") as tx:
            runs.instructors.set_hours(tx, instructor, {day: given})
        assert list(refused.value.by_field) == [day]
    with pytest.raises(errors.Problems), store.write(officer, "of the other side") as tx:
        runs.instructors.add(tx, key, InstructorDraft(side="IN", name="X", agency="FLETC"))
    with store.write(officer, "away") as tx:
        assert runs.instructors.amend(tx, instructor, {"topic": "Interviewing"})
        runs.instructors.remove(tx, instructor)
    with store.read() as rx:
        assert runs.card(rx, key).instructors == ()


def test_costs_are_kept_by_side_and_currency(store: Store, officer: Officer) -> None:
    key = run(store, officer)
    with store.write(officer, "costs") as tx:
        runs.costs.add(tx, key, CostDraft(kind="travel", side="IN", currency="INR", amount="12,50,000.50"))
        runs.costs.add(tx, key, CostDraft(kind="lodging", side="IN", currency="INR", amount="1000"))
        runs.costs.add(tx, key, CostDraft(kind="tuition", side="US", currency="USD", amount="$ 1,250,000.00"))
    with store.read() as rx:
        listed = runs.card(rx, key).costs
    assert [one.said for one in listed] == ["12,50,000.50", "1,000.00", "1,250,000.00"]
    assert runs.costs.sums(listed) == {("IN", "INR"): 125100050, ("US", "USD"): 125000000}
    with store.write(officer, "costs") as tx:
        assert runs.costs.amend(tx, listed[1].key, {"amount": "2000"})
        assert not runs.costs.amend(tx, listed[1].key, {"amount": "2,000.00"})
        runs.costs.remove(tx, listed[0].key)
    for wrong in ("", "-5", "1.234", "1,2,3", "12,50.00", "1.000,50", "a lot", "9" * 20):
        assert "amount" in CostDraft(side="IN", currency="INR", amount=wrong).problems(), wrong
    assert set(CostDraft().problems()) == {"side", "currency", "amount"}


@pytest.mark.parametrize(
    ("typed", "minor", "currency", "said"),
    [
        ("0", 0, "INR", "0.00"), ("999", 99900, "INR", "999.00"), ("₹ 1,00,000", 10000000, "INR", "1,00,000.00"),
        ("10000000", 1000000000, "INR", "1,00,00,000.00"), ("१२,५०,०००.५", 125000050, "INR", "12,50,000.50"),
        ("1000", 100000, "USD", "1,000.00"), ("5 000", 500000, "USD", "5,000.00"), ("100/-", 10000, "INR", "100.00"),
    ],
)  # fmt: skip
def test_amounts_are_read_and_said_without_floats(typed: str, minor: int, currency: str, said: str) -> None:
    assert amounts.money(typed) == minor
    assert amounts.say_money(minor, currency) == said


def test_incidents_lie_around_the_run_and_results_after_its_start(store: Store, officer: Officer) -> None:
    key, ahead = run(store, officer, "2026-02-16", ends="2026-02-20"), run(store, officer, "2026-03-02")
    person = nominee(store, officer, key, "Asha", step="attended")
    with store.write(officer, "action") as tx:
        action = joint_actions.record(
            tx, ActionDraft(group="CY", title_en="Takedown", lead_in="I4C", lead_us="HSI-C3", marking="TLP:GREEN")
        )
    with store.write(officer, "incidents") as tx:
        runs.incidents.add(tx, key, IncidentDraft(dated="2026-02-27", kind="medical", text="Fever", nomination=person))
        runs.results.add(tx, key, ResultDraft(dated="2026-03-01", text="Used in a case", action=action.reference))
    for day in ("2026-02-08", "2026-02-28", "2026-03-05", "soon"):
        with pytest.raises(errors.Problems), store.write(officer, "wrong") as tx:
            runs.incidents.add(tx, key, IncidentDraft(dated=day, text="x"))
    for draft in (
        ResultDraft(dated="2026-02-15", text="x"),
        ResultDraft(dated="2026-03-03", text="x"),
        ResultDraft(dated="2026-03-01", text=""),
        ResultDraft(dated="2026-03-01", text="x", action="CN-1"),
    ):
        with pytest.raises(errors.Problems), store.write(officer, "wrong") as tx:
            runs.results.add(tx, key, draft)
    stranger = IncidentDraft(dated="2026-03-01", text="x", nomination=person)
    with pytest.raises(errors.Refused, match="nomination"), store.write(officer, "another run's nominee") as tx:
        runs.incidents.add(tx, ahead, stranger)
    with store.read() as rx:
        card = runs.card(rx, key)
        (happened,), (led,) = card.incidents, card.results
        assert happened.trainee.startswith("PER-")
        assert (led.action, led.action_title) == (action.reference, "Takedown")
        assert [one.run for one in runs.results.of_action(rx, action.key)] == [card.reference]
    with store.write(officer, "mistakes") as tx:
        runs.incidents.remove(tx, happened.key)
        runs.results.remove(tx, led.key)
    with store.read() as rx:
        card = runs.card(rx, key)
        assert (card.incidents, card.results) == ((), ())
