"""Vetting: status, dates and a reference only; every look is logged, and without a log nothing is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hsdclient import errors, verify
from hsdclient.session import Tx
from hsdclient.training import vetting

OnDay = Callable[[str], None]
CLEARED = {"status": "cleared", "dated": "2026-11-01", "reference": "NCB/VET-118/2026"}


@pytest.fixture
def one(desk: Any) -> int:
    """A nominee of a run that asks for all three gates."""
    return int(desk.nominate(desk.run(vetting=True, clearance=True), desk.person("Asha")).key)


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"status": "suspicious"}, "status", "one of"),
        ({"reference": "he drinks"}, "reference", "capital letters"),
        ({"reference": "AB"}, "reference", "3 to 40"),
        ({"reference": "A" * 41}, "reference", "3 to 40"),
        ({"reference": "/AB-1"}, "reference", "capital"),
        ({"reference": "AB 12"}, "reference", "capital"),
        ({"reference": ""}, "reference", "Give the reference"),
        ({"dated": ""}, "dated", "Give the day"),
        ({"dated": "2026-11-24"}, "dated", "future"),
        ({"dated": "31/02"}, "dated", "31/02"),
        ({"expires": "2026-10-31"}, "expires", "before it was given"),
        ({"status": "not_cleared", "expires": "2027-01-01"}, "expires", "Only a clearance"),
        ({"status": "pending", "dated": "", "reference": "", "expires": "2027-01-01"}, "expires", "Only a clearance"),
    ],
)
def test_what_is_refused(desk: Any, one: int, change: dict[str, str], field: str, says: str) -> None:
    with pytest.raises(errors.Problems) as refused:
        desk.act(vetting.set_gate, one, "unit_vetting", **(CLEARED | change))
    assert list(refused.value.by_field) == [field]
    assert says in refused.value.by_field[field]


def test_gates_are_set_and_seen(desk: Any, one: int) -> None:
    done = desk.act(vetting.set_gate, one, "unit_vetting", **CLEARED, expires="2026-12-08")
    assert "renewed" in done.notes[0]
    desk.act(vetting.set_gate, one, "cadre_clearance", "pending")
    gates = {gate.gate: gate for gate in desk.act(vetting.gates_of, one)}
    assert list(gates) == ["cadre_clearance", "individual_vetting", "unit_vetting"]
    unit = gates["unit_vetting"]
    assert (unit.status, unit.dated, unit.reference, unit.expires) == (
        "cleared", date(2026, 11, 1), "NCB/VET-118/2026", date(2026, 12, 8),
    )  # fmt: skip
    assert (unit.passed, unit.expires_during, gates["individual_vetting"].status) == (False, True, "pending")
    assert not desk.act(vetting.set_gate, one, "unit_vetting", **CLEARED, expires="2026-12-08").changed
    assert verify.verify(desk.store) == []


def test_each_look_is_logged_once_a_day(desk: Any, one: int, on_day: OnDay) -> None:
    person = desk.row(one).trainee_key
    assert desk.look(vetting.access_log, person) == []
    desk.act(vetting.gates_of, one)
    desk.act(vetting.of_trainee, person)
    on_day("2026-11-24")
    desk.act(vetting.gates_of, one)
    assert [(look.officer, look.day) for look in desk.look(vetting.access_log, person)] == [
        ("Asha Rao", "2026-11-24"), ("Asha Rao", "2026-11-23"),
    ]  # fmt: skip


def test_without_a_log_nothing_is_shown(desk: Any, one: int) -> None:
    with desk.store.read() as rx, pytest.raises(AttributeError):
        vetting.gates_of(rx, one)  # a look cannot be logged by a read: the type says so, and it fails closed


def test_a_gate_lost_puts_the_accepted_back_and_rejects_nobody(desk: Any, one: int) -> None:
    desk.clear(one)
    desk.advance(one, "accepted")

    def lose(tx: Tx) -> Any:
        return vetting.set_gate(tx, one, "cadre_clearance", **(CLEARED | {"status": "not_cleared"}))

    done = desk.act(lose)
    assert (done.step, desk.step(one)) == ("cadre_clearance", "cadre_clearance")
    assert "an officer decides" in done.notes[-1]
    assert desk.advance(one, "rejected", reason="not_cleared").step == "rejected"
