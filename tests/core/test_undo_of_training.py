"""Undo and redo of runs, trainees and what belongs to a nomination: whole, and never more seats than there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hsdclient import clock, errors, schema, undo, verify
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from tests import recorded


@pytest.fixture
def other(officer: Officer) -> Officer:
    """A second officer of the workspace, with acts of their own."""
    return Officer(officer.key, clock.new_id(), "Ravi Menon", "", "IN", "officer")


def act(store: Store, officer: Officer, verb: Callable[[Tx], int]) -> int:
    with store.write(officer, "Test act") as tx:
        return verb(tx)


def take_back(store: Store, officer: Officer, *, again: bool = False) -> None:
    with store.read() as rx:
        one = undo.last_undone(rx, officer) if again else undo.last(rx, officer)
    assert one is not None
    with store.write(officer, one.redoing if again else one.undoing, undoes=one.tx) as tx:
        undo.undo(tx, one.tx)


def rows(store: Store, noun: str) -> list[dict[str, object]]:
    with store.read() as rx:
        return [dict(row._mapping) for row in rx.all(schema.JOURNALLED[noun].select())]


BELOW = ("runs", "run_sides", "instructors", "instructor_hours", "run_deadlines", "run_costs", "incidents")


def whole_run(tx: Tx) -> int:
    run = recorded.run(tx)
    teacher = tx.insert(schema.instructors, {"run_key": run, "side": "US", "name": "J. Ortiz"})
    tx.insert(schema.instructor_hours, {"instructor_key": teacher, "day": "2026-03-02", "minutes": 90})
    tx.insert(schema.run_deadlines, {"run_key": run, "code": "forms", "title_en": "Forms", "due": "2026-01-01"})
    bill = {"run_key": run, "kind": "travel", "side": "IN", "currency": "INR", "amount": 100}
    tx.insert(schema.run_costs, bill)
    said = {"officer_key": tx.officer.key, "recorded_at": clock.text(clock.now())}
    tx.insert(schema.incidents, {**said, "run_key": run, "dated": "2026-03-03", "kind": "medical", "text": "A fall"})
    return run


def test_a_run_goes_into_the_trash_with_all_that_was_recorded_with_it_and_comes_back(
    store: Store, officer: Officer
) -> None:
    act(store, officer, whole_run)
    before = {noun: rows(store, noun) for noun in BELOW}
    take_back(store, officer)
    assert rows(store, "runs")[0]["discard_reason"] == "Undone"
    assert {noun: rows(store, noun) for noun in BELOW[1:]} == {noun: before[noun] for noun in BELOW[1:]}
    take_back(store, officer, again=True)
    assert {noun: rows(store, noun) for noun in BELOW} == before
    assert verify.verify(store) == []


def test_what_was_added_to_a_run_later_goes_and_comes_back_with_what_belongs_to_it(
    store: Store, officer: Officer
) -> None:
    run = act(store, officer, recorded.run)

    def teach(tx: Tx) -> int:
        teacher = tx.insert(schema.instructors, {"run_key": run, "side": "US", "name": "J. Ortiz"})
        return tx.insert(schema.instructor_hours, {"instructor_key": teacher, "day": "2026-03-02", "minutes": 90})

    act(store, officer, teach)
    before = rows(store, "instructors"), rows(store, "instructor_hours")
    take_back(store, officer)
    assert rows(store, "instructors") == rows(store, "instructor_hours") == []
    assert not rows(store, "runs")[0]["discarded_at"]
    take_back(store, officer, again=True)
    assert (rows(store, "instructors"), rows(store, "instructor_hours")) == before


def test_a_roll_that_was_taken_in_is_one_undo(store: Store, officer: Officer) -> None:
    run = act(store, officer, recorded.run)

    def roll(tx: Tx) -> int:
        people = [recorded.trainee(tx, name) for name in ("Kavita", "Ravi Menon")]
        return [recorded.nomination(tx, run, one) for one in people][-1]

    act(store, officer, roll)
    nouns = ("trainees", "nominations", "nomination_steps")
    before = {noun: rows(store, noun) for noun in nouns}
    take_back(store, officer)
    assert rows(store, "nominations") == rows(store, "nomination_steps") == []
    assert all(row["discarded_at"] for row in rows(store, "trainees"))
    take_back(store, officer, again=True)
    assert {noun: rows(store, noun) for noun in nouns} == before


def test_a_run_or_a_person_with_nominations_since_stays(store: Store, officer: Officer, other: Officer) -> None:
    for record in (recorded.run, recorded.trainee):
        first, second = (other, officer) if record is recorded.trainee else (officer, other)
        run = act(store, first, recorded.run)
        person = act(store, second, recorded.trainee)
        act(store, second if first is officer else first, lambda tx, r=run, p=person: recorded.nomination(tx, r, p))
        with pytest.raises(errors.Refused, match="nominated since"):
            take_back(store, officer)
    assert not any(row["discarded_at"] for noun in ("runs", "trainees") for row in rows(store, noun))


def test_a_course_that_a_run_hangs_on_stays(store: Store, officer: Officer, other: Officer) -> None:
    course = act(store, officer, recorded.course)
    act(store, other, lambda tx: recorded.run(tx, course_key=course))
    with pytest.raises(errors.Refused, match="changed since"):
        take_back(store, officer)
    assert not rows(store, "courses")[0]["discarded_at"]


def test_a_nomination_with_attendance_since_stays(store: Store, officer: Officer, other: Officer) -> None:
    run, person = act(store, other, recorded.run), act(store, other, recorded.trainee)
    seat = act(store, officer, lambda tx: recorded.nomination(tx, run, person))
    mark = {"nomination_key": seat, "day": "2026-03-02", "presence": "present"}
    act(store, other, lambda tx: tx.insert(schema.attendance, mark))
    with pytest.raises(errors.Refused, match="changed since"):
        take_back(store, officer)
    assert len(rows(store, "nominations")) == len(rows(store, "nomination_steps")) == 1


def test_a_seat_that_was_taken_since_is_not_given_back(store: Store, officer: Officer, other: Officer) -> None:
    """The withdrawal's undo would seat one more than there are (Bad input: seats are never exceeded silently)."""
    run = act(store, other, recorded.run)

    def full(tx: Tx) -> int:
        sides = {row.side: row.key for row in tx.all(schema.run_sides.select())}
        tx.update(schema.run_sides, sides["IN"], {"seats": 1})
        return recorded.nomination(tx, run, recorded.trainee(tx))

    seat = act(store, other, full)
    act(store, officer, lambda tx: tx.update(schema.nominations, seat, {"step": "withdrawn", "left_reason": "duty"}))
    act(store, other, lambda tx: recorded.nomination(tx, run, recorded.trainee(tx, "Meera")))
    with pytest.raises(errors.Refused, match="A seat was taken since"):
        take_back(store, officer)
    assert rows(store, "nominations")[0]["step"] == "withdrawn"


def certified(store: Store, other: Officer) -> tuple[int, int]:
    """A nominee with a full attendance and a certificate that holds: nomination and the row of attendance."""
    run, person = act(store, other, recorded.run), act(store, other, recorded.trainee)
    seat = act(store, other, lambda tx: recorded.nomination(tx, run, person, "attended"))
    mark = {"nomination_key": seat, "day": "2026-03-02", "presence": "absent"}
    return seat, act(store, other, lambda tx: tx.insert(schema.attendance, mark))


def issue(tx: Tx, seat: int) -> int:
    said = {"officer_key": tx.officer.key, "recorded_at": clock.text(clock.now())}
    return tx.insert(
        schema.certificates,
        {**said, "nomination_key": seat, "reference": "CERT-2026-0001", "year": 2026, "number": 1,
         "issued_on": "2026-03-06", "language": "en", "name": "Kavita"},
    )  # fmt: skip


def test_attendance_under_a_certificate_that_holds_is_not_taken_back(
    store: Store, officer: Officer, other: Officer
) -> None:
    seat, mark = certified(store, other)
    act(store, officer, lambda tx: tx.update(schema.attendance, mark, {"presence": "present"}))
    act(store, other, lambda tx: issue(tx, seat))
    with pytest.raises(errors.Refused, match="CERT-2026-0001"):
        take_back(store, officer)
    assert rows(store, "attendance")[0]["presence"] == "present"


def test_a_certificate_and_a_look_at_vetting_are_no_acts_to_take_back(
    store: Store, officer: Officer, other: Officer
) -> None:
    seat, mark = certified(store, other)
    act(store, officer, lambda tx: tx.update(schema.attendance, mark, {"presence": "present"}))
    act(store, officer, lambda tx: issue(tx, seat))
    look = {"trainee_key": 1, "officer_key": officer.key, "day": "2026-03-07", "at": "2026-03-07T00:00:00.000000Z"}
    act(store, officer, lambda tx: tx.insert(schema.vetting_looks, look))
    with store.read() as rx:
        one = undo.last(rx, officer)
    assert one is not None  # the attendance before it, which the certificate leans on
    with pytest.raises(errors.Refused, match="CERT-2026-0001"):
        take_back(store, officer)
    assert len(rows(store, "certificates")) == len(rows(store, "vetting_looks")) == 1
