"""Runs with nominees, attendance, scores, instructors and cost, written row by row: what the rooms that count lean on.

Goes round the verbs on purpose: here a run may look as no verb would leave it today.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from hsdclient import clock, schema
from hsdclient.session import Tx

TRAINING = "Exchange told"


def key_of(tx: Tx, code: str) -> int:
    """The key of the agency with `code`."""
    return int(tx.scalar(select(schema.agencies.c.key).where(schema.agencies.c.code == code)))


def handled(tx: Tx, noun: str, prefix: str) -> dict[str, Any]:
    """Reference, marking and the like of a new record."""
    c = schema.REFERENCED[noun].c
    number = len(tx.column(select(c.key))) + 1
    return {
        "reference": f"{prefix}-2026-{number:04d}", "year": 2026, "number": number, "marking": "TLP:AMBER",
        "recorded_at": clock.text(clock.now()), "recorded_by": tx.officer.key,
    }  # fmt: skip


def run(tx: Tx, starts: str, ends: str, host: str = "FLETC", seats: tuple[int, int] = (10, 10), **more: Any) -> int:
    """A run; `seats` are those of (IN, US); `more` are columns."""
    values = {
        "kind": "course", "state": "held", "title_en": "Coastal patrol", "host_key": key_of(tx, host),
        "delivery": "in_person", "starts": starts, "ends": ends, "pass_mark": None, "min_attendance": 80,
    }  # fmt: skip
    made = tx.insert(schema.runs, handled(tx, "runs", "RUN") | values | more)
    for side, count in zip(schema.SIDES, seats, strict=True):
        tx.insert(schema.run_sides, {"run_key": made, "side": side, "seats": count})
    return made


def person(tx: Tx, name: str, side: str = "IN", **more: Any) -> int:
    """A trainee."""
    return tx.insert(schema.trainees, handled(tx, "trainees", "PER") | {"side": side, "name": name} | more)


def nominee(tx: Tx, run_key: int, name: str = "Ravi Menon", side: str = "IN", step: str = "attended") -> int:
    """A nomination of a new person, at `step`."""
    return tx.insert(
        schema.nominations,
        {
            "run_key": run_key, "trainee_key": person(tx, name, side), "side": side, "step": step,
            "step_on": "2025-01-01", "officer_key": tx.officer.key, "recorded_at": clock.text(clock.now()),
        },
    )  # fmt: skip


def attend(tx: Tx, nomination: int, first: str, *presences: str) -> None:
    """Attendance from the day `first` on, one presence a day ('' for a day without a mark)."""
    for place, presence in enumerate(presences):
        if presence:
            day = (date.fromisoformat(first) + timedelta(days=place)).isoformat()
            tx.insert(schema.attendance, {"nomination_key": nomination, "day": day, "presence": presence})


def score(tx: Tx, nomination: int, tenths: int, test: str = "final") -> int:
    """A score in tenths of a percent."""
    return tx.insert(schema.scores, {"nomination_key": nomination, "test": test, "tenths": tenths})


def instruct(tx: Tx, run_key: int, side: str, hours: dict[str, int]) -> int:
    """An instructor of `side` with minutes by day."""
    made = tx.insert(schema.instructors, {"run_key": run_key, "side": side, "name": "Lee Ford"})
    for day, minutes in hours.items():
        tx.insert(schema.instructor_hours, {"instructor_key": made, "day": day, "minutes": minutes})
    return made


def pay(tx: Tx, run_key: int, side: str, currency: str, amount: int) -> None:
    """A cost that `side` bears, in minor units."""
    tx.insert(
        schema.run_costs,
        {"run_key": run_key, "kind": "travel", "side": side, "currency": currency, "amount": amount},
    )
