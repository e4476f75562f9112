"""Rolls of nominees, good and bad: what each row would do, why it is refused, what is asked once (issue 5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hsdclient import errors, importing, schema, undo, verify, view_states
from hsdclient.importing import Plan, Table
from hsdclient.session import Officer, Read
from hsdclient.store import Store
from tests.core.importing import rolls
from tests.core.importing.sheets import csv

Dry = Callable[..., tuple[Table, Plan]]


@pytest.fixture
def run(store: Store, officer: Officer) -> int:
    """A run with four seats a side."""
    with store.write(officer, "Run recorded") as tx:
        return rolls.run_of(tx)


@pytest.fixture
def dry(store: Store, officer: Officer) -> Dry:
    """dry(path, run, answers={…}) → the table and its plan."""

    def look(path: Path, run: int, **answers: str) -> tuple[Table, Plan]:
        table = importing.read(path)
        target = importing.nominations_of(run)
        with store.read() as rx:
            mapping = importing.guess(rx, officer.key, table, target)
            for key, value in answers.items():
                mapping = mapping.answered(key.replace("__", ":"), value)
            return table, importing.plan(rx, table, mapping, target)

    return look


def nominated(rx: Read, run: int) -> list[tuple[str, str, str, int]]:
    """(name, side, step, place) of everybody nominated for the run, in the order of nomination."""
    n, t = schema.nominations.c, schema.trainees.c
    joined = schema.nominations.join(schema.trainees, t.key == n.trainee_key)
    asked = joined.select().with_only_columns(t.name, n.side, n.step, n.place).where(n.run_key == run).order_by(n.key)
    return [tuple(row) for row in rx.all(asked)]


def said(plan: Plan, place: int) -> str:
    row = plan.rows[place]
    told = " ".join(f"{one.label}: {one.new}" for one in row.changes)
    return " ".join((row.told, *row.reasons, *row.notes, told))


@pytest.mark.parametrize("name", rolls.BAD)
def test_each_row_says_what_it_would_do_and_good_rows_are_taken(
    dry: Dry, store: Store, officer: Officer, run: int, tmp_path: Path, name: str
) -> None:
    case = rolls.BAD[name]
    path = case.make(tmp_path)
    _table, unanswered = dry(path, run)
    assert {one.key for one in unanswered.open} == set(case.asked)
    _table, plan = dry(path, run, **{key.replace(":", "__"): value for key, value in case.answers.items()})
    assert [row.kind for row in plan.rows] == case.kinds.split(), plan.rows
    for place, part in case.said.items():
        assert part in said(plan, place), said(plan, place)
    good = plan.count("new")
    with store.write(officer, importing.SENTENCE) as tx:
        result = importing.apply(tx, plan)
    assert (result.new, len(result.keys)) == (good, good)
    with store.read() as rx:
        there = nominated(rx, run)
    assert [one[0] for one in there] == [row.title for row in plan.rows if row.kind == "new"]
    assert sum(step == "nominated" for _name, side, step, _place in there if side == "IN") <= 4
    assert verify.verify(store) == []
    back = tmp_path / "back.csv"
    assert importing.write_refused(_table, plan, back) == len(plan.rows) - good
    if len(plan.rows) > good:
        assert all(row.cells[-1] for row in importing.read(back).rows)


def test_seats_fill_and_the_others_wait_in_the_order_of_the_file(
    dry: Dry, store: Store, officer: Officer, run: int, tmp_path: Path
) -> None:
    path = csv(tmp_path / "a.csv", rolls.HEAD, *rolls.many(6), rolls.DANA)
    _table, plan = dry(path, run)
    with store.write(officer, importing.SENTENCE) as tx:
        importing.apply(tx, plan)
    with store.read() as rx:
        there = nominated(rx, run)
    assert [(step, place) for _name, _side, step, place in there] == [
        *[("nominated", 0)] * 4, ("waitlisted", 1), ("waitlisted", 2), ("nominated", 0),
    ]  # fmt: skip
    _table, more = dry(csv(tmp_path / "b.csv", rolls.HEAD, rolls.SINGLE), run)
    assert more.rows[0].notes == ("All 4 seats for IN are taken: waitlisted, place 3.",)


def test_the_same_file_again_nominates_nobody_and_a_blank_keeps(
    dry: Dry, store: Store, officer: Officer, run: int, tmp_path: Path
) -> None:
    path = csv(tmp_path / "a.csv", rolls.HEAD, rolls.ASHOK, rolls.MEENA)
    _table, plan = dry(path, run)
    with store.write(officer, importing.SENTENCE) as tx:
        first = importing.apply(tx, plan)
    _table, again = dry(path, run)
    assert [row.kind for row in again.rows] == ["same", "same"]
    assert again.rows[0].told == "Is nominated already: Nominated."
    changed = csv(tmp_path / "b.csv", rolls.HEAD, "A. Kumar;SP;NPA 0001;;;;;", "Meena Iyer;;;1987-11-02;;;;")
    _table, plan = dry(changed, run)
    assert [row.kind for row in plan.rows] == ["change", "same"]
    assert plan.rows[0].reference == first.references[0]
    assert [(one.label, one.old, one.new) for one in plan.rows[0].changes] == [("Post or rank", "Inspector", "SP")]
    assert plan.rows[0].notes[0] == "Name: the record has Ashok Kumar and keeps it."
    with store.write(officer, importing.SENTENCE) as tx:
        assert (importing.apply(tx, plan).new, importing.apply(tx, plan).changed) == (0, 1)
    with store.read() as rx:
        row = rx.row(schema.trainees, 1)
    assert row is not None
    assert (row["name"], row["post"], row["unit"], row["service_number"]) == (
        "Ashok Kumar", "SP", "Hyderabad", "NPA/0001",
    )  # fmt: skip


def test_one_person_in_two_runs_has_one_record_and_no_two_seats_on_one_day(
    dry: Dry, store: Store, officer: Officer, run: int, tmp_path: Path
) -> None:
    with store.write(officer, "Runs recorded") as tx:
        later = rolls.run_of(tx, number=2, starts="2027-06-01", ends="2027-06-05")
        same = rolls.run_of(tx, number=3, starts="2027-02-10", ends="2027-02-15")
        online = rolls.run_of(tx, number=4, starts="2027-02-10", ends="2027-02-15", delivery="online")
    path = csv(tmp_path / "a.csv", rolls.HEAD, rolls.ASHOK)
    with store.write(officer, importing.SENTENCE) as tx:
        reference = importing.apply(tx, dry(path, run)[1]).references[0]
    plan = dry(path, later)[1]
    assert plan.rows[0].told == f"Nominate Ashok Kumar ({reference})."
    plan = dry(path, same)[1]
    assert plan.rows[0].kind == "refused"
    assert "Holds a seat in RUN-2026-0001" in plan.rows[0].reasons[0]
    plan = dry(path, online)[1]
    assert plan.rows[0].kind == "new"
    assert "Holds a seat in RUN-2026-0001" in plan.rows[0].notes[0]
    with store.read() as rx:
        assert rx.scalar(schema.trainees.select().with_only_columns(schema.trainees.c.key)) == 1


@pytest.mark.parametrize(
    ("line", "kind", "part"),
    [
        ("अशोक कुमार;SP;;1985-04-23;NPA;;;", "refused", "may be"),
        ("Ashok Kumaar;SP;;1985-04-23;NPA;;;", "refused", "Waits for an answer"),
        ("Ashok Kumar;SP;;;NPA;;;", "refused", "Waits for an answer"),
        ("Ashok Kumar;SP;;1990-01-01;NPA;;;", "new", "a new person"),
        ("Somebody Else;SP;NPA/0001;1990-01-01;NPA;;;", "refused", "has this service number"),
        ("Ashok Kumar;SP;npa-0001;;NPA;;;", "same", "nominated already"),
    ],
)
def test_a_person_is_found_again_in_other_spellings(
    dry: Dry, store: Store, officer: Officer, run: int, tmp_path: Path, line: str, kind: str, part: str
) -> None:
    with store.write(officer, importing.SENTENCE) as tx:
        importing.apply(tx, dry(csv(tmp_path / "a.csv", rolls.HEAD, rolls.ASHOK), run)[1])
    path = csv(tmp_path / "b.csv", rolls.HEAD, line)
    plan = dry(path, run)[1]
    assert (plan.rows[0].kind if kind != "same" else "same") == kind or plan.rows[0].kind == "change", plan.rows
    assert part in said(plan, 0) or "Waits for an answer" in said(plan, 0), said(plan, 0)
    if plan.open:
        assert [one.kind for one in plan.open] == ["twins"]
        matched = dry(path, run, twins="match")[1].rows[0]
        assert (matched.kind, matched.reference) == ("change", "PER-2026-0001")
        assert dry(path, run, twins="new")[1].rows[0].kind == "new"


def test_one_undo_takes_the_nominations_away_and_puts_new_persons_into_the_trash(
    dry: Dry, store: Store, officer: Officer, run: int, tmp_path: Path
) -> None:
    with store.write(officer, importing.SENTENCE) as tx:
        importing.apply(tx, dry(csv(tmp_path / "a.csv", rolls.HEAD, rolls.ASHOK), run)[1])
    path = csv(tmp_path / "b.csv", rolls.HEAD, "Ashok Kumar;SP;NPA/0001;;;;;", *rolls.many(6))
    with store.write(officer, importing.SENTENCE) as tx:
        importing.apply(tx, dry(path, run)[1])
    with store.read() as rx:
        found = undo.last(rx, officer)
        assert len(nominated(rx, run)) == 7
    assert found is not None
    with store.write(officer, found.undoing, undoes=found.tx) as tx:
        undo.undo(tx, found.tx)
    with store.read() as rx:
        assert [name for name, *_rest in nominated(rx, run)] == ["Ashok Kumar"]
        kept = rx.all(schema.trainees.select().order_by(schema.trainees.c.key))
    assert [(row.post, row.discarded_at is None) for row in kept][:2] == [("Inspector", True), ("Inspector", False)]
    assert verify.verify(store) == []
    plan = dry(path, run)[1]
    assert [row.kind for row in plan.rows[1:]] == ["refused"] * 6
    assert "in the trash is this person" in plan.rows[1].reasons[0]


def test_what_changed_since_the_dry_run_is_judged_anew(
    dry: Dry, store: Store, officer: Officer, run: int, tmp_path: Path
) -> None:
    path = csv(tmp_path / "a.csv", rolls.HEAD, rolls.ASHOK, rolls.MEENA)
    plan = dry(path, run)[1]
    other = dry(csv(tmp_path / "b.csv", rolls.HEAD, rolls.SINGLE), run)[1]
    with store.write(officer, importing.SENTENCE) as tx:
        importing.apply(tx, other)
    with store.write(officer, importing.SENTENCE) as tx:  # something else changed, not what the rows would do
        importing.apply(tx, plan)
    with pytest.raises(errors.Refused, match=r"Line 2: .* Nothing was imported"), store.write(officer, "x") as tx:
        importing.apply(tx, plan)
    with store.read() as rx:
        assert len(nominated(rx, run)) == 3


def test_a_seat_that_somebody_took_meanwhile_is_never_exceeded_silently(
    dry: Dry, store: Store, officer: Officer, run: int, tmp_path: Path
) -> None:
    plan = dry(csv(tmp_path / "a.csv", rolls.HEAD, rolls.ASHOK), run)[1]
    with store.write(officer, importing.SENTENCE) as tx:
        importing.apply(tx, dry(csv(tmp_path / "b.csv", rolls.HEAD, *rolls.many(4)), run)[1])
    with (
        pytest.raises(errors.Refused, match="waitlisted, place 1"),
        store.write(officer, importing.SENTENCE) as tx,
    ):
        importing.apply(tx, plan)


def test_nobody_is_nominated_for_a_run_that_is_cancelled(
    dry: Dry, store: Store, officer: Officer, tmp_path: Path
) -> None:
    with store.write(officer, "Run recorded") as tx:
        run = rolls.run_of(tx, state="cancelled")
    with pytest.raises(errors.Refused, match="was cancelled"):
        dry(csv(tmp_path / "a.csv", rolls.HEAD, rolls.ASHOK), run)


def test_choices_are_remembered_for_rolls_of_every_run(
    store: Store, officer: Officer, run: int, tmp_path: Path
) -> None:
    table = importing.read(csv(tmp_path / "a.csv", "Who;Where;Land", "A;Police HQ;Gondwana"))
    mapping = importing.Mapping(("name", "agency", "side"), "", {"agency:police hq": "NPA", "side:gondwana": "IN"})
    with store.read() as rx:
        body = importing.remembered(rx, officer.key, table, mapping, importing.nominations_of(run))
    with store.scratch() as conn:
        view_states.keep(conn, officer.key, "import:nominations", body)
    with store.read() as rx:
        assert importing.guess(rx, officer.key, table, importing.nominations_of(run + 1)) == mapping


def test_fifty_thousand_rows_are_tried_out(dry: Dry, run: int, tmp_path: Path) -> None:
    _table, plan = dry(csv(tmp_path / "a.csv", rolls.HEAD, *rolls.many(50_000)), run)
    assert plan.count("new") == 50_000
    assert plan.rows[-1].notes == ("All 4 seats for IN are taken: waitlisted, place 49996.",)
