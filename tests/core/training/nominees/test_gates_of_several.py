"""One gate of several nominees: one act, all or none, those not asked named, no look logged."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from hsdclient import errors, schema, undo, verify
from hsdclient.training import vetting

CLEARED = {"status": "cleared", "dated": "2026-11-01", "reference": "NCB/VET-118/2026"}


@pytest.fixture
def several(desk: Any) -> list[int]:
    """Two Indian nominees and one of the United States, of a run that asks for all three gates."""
    run = desk.run(vetting=True, clearance=True, seats_in=2, seats_us="2")
    people = [desk.person("Asha"), desk.person("Kavita"), desk.person("Daniel Ortiz", side="US", agency="DEA")]
    return [desk.nominate(run, person).key for person in people]


def recorded(desk: Any) -> int:
    return int(desk.look(lambda rx: rx.scalar(select(func.count()).select_from(schema.gates))))


def looks(desk: Any) -> int:
    return int(desk.look(lambda rx: rx.scalar(select(func.count()).select_from(schema.vetting_looks))))


def test_one_letter_for_all_is_one_act_and_one_undo(desk: Any, several: list[int]) -> None:
    done = desk.act(vetting.set_gates, [*several, several[0]], "unit_vetting", **CLEARED, expires="2027-06-30")
    assert (done.recorded, done.changed, done.left_out, done.notes) == (3, True, (), ())
    assert (recorded(desk), looks(desk)) == (3, 0)
    for key in several:
        unit = next(gate for gate in desk.act(vetting.gates_of, key) if gate.gate == "unit_vetting")
        assert (unit.status, unit.reference, unit.passed) == ("cleared", "NCB/VET-118/2026", True)
    assert not desk.act(vetting.set_gates, several, "unit_vetting", **CLEARED, expires="2027-06-30").changed
    assert verify.verify(desk.store) == []


def test_one_undo_takes_all_of_them_back(desk: Any, several: list[int]) -> None:
    desk.act(vetting.set_gates, several, "unit_vetting", **CLEARED)
    last = desk.look(undo.last, desk.officer)
    with desk.store.write(desk.officer, "Undo", undoes=last.tx) as tx:
        undo.undo(tx, last.tx)
    assert recorded(desk) == 0


def test_those_not_asked_are_left_out_and_named(desk: Any, several: list[int]) -> None:
    asked = desk.look(vetting.not_asked_of, several)
    assert asked == {"cadre_clearance": ("Daniel Ortiz",), "individual_vetting": (), "unit_vetting": ()}
    done = desk.act(vetting.set_gates, several, "cadre_clearance", **CLEARED)
    assert (done.recorded, done.left_out, recorded(desk)) == (2, ("Daniel Ortiz",), 2)
    assert "Left out" in vetting.said_of(done, "cadre_clearance")
    assert looks(desk) == 0


def test_refused_where_none_of_them_is_asked(desk: Any, several: list[int]) -> None:
    with pytest.raises(errors.Refused, match="does not ask Daniel Ortiz for this gate") as refused:
        desk.act(vetting.set_gates, several[2:], "cadre_clearance", **CLEARED)
    assert (refused.value.field, recorded(desk)) == ("gate", 0)
    assert desk.look(vetting.not_asked_of, [desk.nominate(desk.run(), desk.person()).key]) == {}


def test_one_that_is_gone_keeps_all_from_being_written(desk: Any, several: list[int]) -> None:
    with pytest.raises(errors.Refused, match="no longer there"):
        desk.act(vetting.set_gates, [*several, 9999], "unit_vetting", **CLEARED)
    with pytest.raises(errors.Refused, match="Choose a nominee"):
        desk.act(vetting.set_gates, [], "unit_vetting", **CLEARED)
    assert recorded(desk) == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reference": "his brother is a crook"}, "reference"),
        ({"dated": "2026-11-24"}, "dated"),
        ({"expires": "2026-10-31"}, "expires"),
        ({"status": "suspicious"}, "status"),
    ],
)
def test_wrong_entries_write_nothing(desk: Any, several: list[int], change: dict[str, str], field: str) -> None:
    with pytest.raises(errors.Problems) as refused:
        desk.act(vetting.set_gates, several, "unit_vetting", **(CLEARED | change))
    assert (list(refused.value.by_field), recorded(desk)) == ([field], 0)


def test_those_who_lose_a_gate_are_put_back_and_it_is_said_once(desk: Any, several: list[int]) -> None:
    for key in several[:2]:
        desk.clear(key)
        desk.advance(key, "accepted")
    done = desk.act(vetting.set_gates, several, "unit_vetting", **CLEARED, expires="2026-12-08")
    assert [desk.step(key) for key in several[:2]] == ["vetting", "vetting"]
    assert len(done.notes) == 2
    assert "it has to be renewed" in done.notes[0]
    assert done.notes[1] == "Put back before this gate, the seat kept: Asha, Kavita."


def test_of_many_names_the_first_are_said() -> None:
    assert vetting.some([f"P{one}" for one in range(10)]).endswith("P7 and 2 more")
    assert vetting.some(["Asha", "Kavita"]) == "Asha, Kavita"
