"""Acts on runs taken back whole: recorded, moved, cancelled, seats raised, parts added; and a run seen from the US."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from hsdclient import clock, errors, undo
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from hsdclient.training import courses, needs, runs
from hsdclient.training.courses import CourseDraft
from hsdclient.training.needs import NeedDraft
from hsdclient.training.runs import CostDraft, IncidentDraft, InstructorDraft, ResultDraft, RunDraft
from hsdclient.workspaces import Workspace
from tests.core.training.test_runs import nominee

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def key(store: Store, officer: Officer) -> int:
    """A run of February with one seat held and one nominee waiting."""
    with store.write(officer, "run") as tx:
        found = runs.record(tx, RunDraft(title_en="A", host="NPA", starts="2026-02-23", ends="2026-03-06", seats_in=1))
    nominee(store, officer, found.key, "Asha")
    nominee(store, officer, found.key, "Bina", step="waitlisted")
    return found.key


def take_back(store: Store, officer: Officer) -> None:
    """Take back the officer's last act."""
    with store.read() as rx:
        found = undo.last(rx, officer)
    assert found is not None
    with store.write(officer, found.undoing, undoes=found.tx) as tx:
        undo.undo(tx, found.tx)


def _hours(tx: Tx, key: int) -> None:
    one = runs.instructors.add(tx, key, InstructorDraft(side="US", name="P. Vance"))
    runs.instructors.set_hours(tx, one, {"2026-02-24": "6"})


ACTS: dict[str, Callable[[Tx, int], object]] = {
    "moved": lambda tx, key: runs.moves.move(tx, key, "2026-02-24", "2026-03-07", "Holiday"),
    "cancelled": lambda tx, key: runs.set_state(tx, key, "cancelled", "floods"),
    "amended": lambda tx, key: runs.amend(tx, key, {"title_en": "B", "pass_mark": "70", "vetting": True}),
    "partner": lambda tx, key: runs.amend_side(tx, key, "US", {"starts": "2026-02-25", "seats": "2"}, source="Letter"),
    "done": lambda tx, key: runs.deadlines.done(tx, runs.deadlines.of_run(tx, key)[0].key),
    "removed": lambda tx, key: runs.deadlines.remove(tx, runs.deadlines.of_run(tx, key)[0].key),
    "hours": _hours,
    "cost": lambda tx, key: runs.costs.add(tx, key, CostDraft(side="IN", currency="INR", amount="5")),
    "incident": lambda tx, key: runs.incidents.add(tx, key, IncidentDraft(dated="2026-02-24", text="Fever")),
    "result": lambda tx, key: runs.results.add(tx, key, ResultDraft(dated="2026-02-25", text="Used")),
}


@pytest.mark.parametrize("act", list(ACTS))
def test_an_act_is_taken_back_whole(store: Store, officer: Officer, key: int, act: str) -> None:
    with store.read() as rx:
        before = runs.card(rx, key)
    with store.write(officer, act) as tx:
        ACTS[act](tx, key)
    with store.read() as rx:
        assert runs.card(rx, key) != before
    take_back(store, officer)
    with store.read() as rx:
        after = runs.card(rx, key)
    assert after == before


def test_a_recorded_run_course_and_need_are_taken_back(store: Store, officer: Officer) -> None:
    with store.write(officer, "all") as tx:
        courses.record(tx, CourseDraft(academy="FLETC", code="X", title_en="Evidence", days=5))
        needs.record(tx, NeedDraft(topic="Evidence"))
        runs.record(tx, RunDraft(course="X", starts="2026-06-01", need="NEED-2026-0001"))
    take_back(store, officer)
    with store.read() as rx:
        assert (courses.total(rx), needs.total(rx), runs.total(rx)) == (0, 0, 0)
        assert runs.deadlines.between(rx, date(2026, 1, 1), date(2027, 1, 1)) == []


def test_seats_that_were_raised_are_taken_back_after_those_who_took_them(store: Store, officer: Officer) -> None:
    with store.write(officer, "run") as tx:
        key = runs.record(tx, RunDraft(title_en="A", host="NPA", starts="2026-06-01", seats_in=1)).key
    with store.write(officer, "more") as tx:
        runs.amend(tx, key, {"seats_in": "2"})
    nominee(store, officer, key, "Asha")
    nominee(store, officer, key, "Bina")
    take_back(store, officer)
    take_back(store, officer)
    take_back(store, officer)
    with store.read() as rx:
        assert (runs.rows(rx, [key])[0].seats["IN"], runs.rows(rx, [key])[0].taken["IN"]) == (1, 0)


def test_a_run_seen_from_the_united_states(us_workspace: Workspace) -> None:
    store, officer = us_workspace.store, us_workspace.officer
    with store.write(officer, "run") as tx:
        key = runs.record(tx, RunDraft(title_en="A", host="FLETC", starts="2026-06-01", seats_in=4)).key
        runs.amend_side(tx, key, "IN", {"starts": "2026-06-08", "ends": "2026-06-09"})
    with store.read() as rx:
        card = runs.card(rx, key)
        assert list(card.sides) == ["US", "IN"]
        assert card.row.differs
        assert (card.row.vetting, card.row.clearance) == (True, True)
    with pytest.raises(errors.Refused, match="Move the run"), store.write(officer, "ours") as tx:
        runs.amend_side(tx, key, "US", {"starts": "2026-06-08"})
    with store.write(officer, "need") as tx:
        need = needs.record(tx, NeedDraft(topic="Law", agency="DEA"))
        assert needs.card(tx, need.key).row.side == "US"
