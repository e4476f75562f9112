"""Shows 2 of issue 5: thousands of random orders of events, seats, gates, certificates and figures after each.

Seeded: the failing order's number is told, and gives the same order again.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest

from hsdclient import errors, undo, verify
from hsdclient.training import nominations
from hsdclient.training.trainees import TraineeDraft, many
from tests.core.training.nominees.event_orders import CAME, SEATED, Order, facts, hold

ORDERS = int(os.environ.get("HSD_EVENT_ORDERS", "5000"))
EVENTS = 12
BATCH = 100
PERSONS = 7


class Replay:
    """The rows of training as the journal tells them: nothing is read from the tables."""

    def __init__(self) -> None:
        self.seq = 0
        self.tables: dict[str, dict[str, dict[str, Any]]] = {}
        self.numbers: Counter[tuple[str, str]] = Counter()

    def read_on(self, store: Any) -> None:
        """Replay what was recorded since."""
        with store.raw() as conn:
            found = conn.exec_driver_sql(
                "SELECT j.seq, j.op, j.noun, j.row, p.payload FROM journal j JOIN journal_payloads p ON p.seq = j.seq "
                "WHERE j.seq > ? AND j.noun IN ('runs', 'run_sides', 'nominations', 'attendance', 'certificates') "
                "ORDER BY j.seq, p.kind",
                (self.seq,),
            )
            for seq, op, noun, row, payload in found:
                held, told = self.tables.setdefault(noun, {}), json.loads(payload)
                if op == "delete":
                    held.pop(row, None)
                else:
                    held.setdefault(row, {}).update(told["after"])
                if op == "insert" and "reference" in told["after"]:
                    self.numbers[noun, told["after"]["reference"]] += 1
                self.seq = max(self.seq, seq)

    def figures(self) -> tuple[dict[int, Counter[tuple[str, str]]], dict[tuple[int, str], int], dict[int, int]]:
        """(run → (side, step) → heads, (run, side) → half days attended, run → certificates that hold)."""
        named = {row["key"]: row for row in self.tables.get("nominations", {}).values()}
        steps: dict[int, Counter[tuple[str, str]]] = {}
        for row in named.values():
            steps.setdefault(row["run_key"], Counter())[row["side"], row["step"]] += 1
        halves: Counter[tuple[int, str]] = Counter()
        for row in self.tables.get("attendance", {}).values():
            one = named[row["nomination_key"]]
            halves[one["run_key"], one["side"]] += {"present": 2, "half_day": 1}.get(row["presence"], 0)
        held: Counter[int] = Counter()
        for row in self.tables.get("certificates", {}).values():
            held[named[row["nomination_key"]]["run_key"]] += row["revoked_on"] is None
        return steps, dict(halves), dict(held)


def _agree(desk: Any, replay: Replay, runs: list[int]) -> None:
    """The figures of these runs are those of the journal."""
    replay.read_on(desk.store)
    steps, halves, held = replay.figures()
    assert set(replay.numbers.values()) <= {1}, "a number was given twice"
    with desk.store.read() as rx:
        for run in runs:
            assert nominations.counts(rx, run) == dict(steps.get(run, Counter()))
            rows = nominations.of_run(rx, run)
            told: Counter[tuple[int, str]] = Counter()
            for row in rows:
                told[run, row.side] += row.halves
            assert {key: days for key, days in told.items() if days} == {
                key: days for key, days in halves.items() if key[0] == run and days
            }
            assert sum(bool(row.certificate) for row in rows) == held.get(run, 0)
            columns = nominations.board(rx, run)
            assert {step: len(keys) for step, keys in columns.items() if keys} == Counter(row.step for row in rows)


def _persons(desk: Any, count: int) -> list[int]:
    drafts = [TraineeDraft(name=f"Person {number}", side="US" if number % 3 == 2 else "IN") for number in range(count)]
    return [one.key for one in desk.act(many.record_many, drafts)]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("half", [0, 1])
def test_random_orders_of_events(desk: Any, half: int) -> None:
    """The orders of a batch have persons of their own, who come again in the next batch, years later."""
    persons = _persons(desk, PERSONS * BATCH)
    replay, taken, seen = Replay(), 0, Counter[str]()
    for start in range(half * BATCH, ORDERS, 2 * BATCH):
        runs: list[int] = []
        with desk.store.write(desk.officer, "Orders of events") as tx:
            for number in range(start, min(ORDERS, start + BATCH)):
                place, year = number % BATCH * PERSONS, 2027 + 3 * (number // BATCH % 50)
                order = Order(random.Random(number), persons[place : place + PERSONS])
                order.first, order.day = order.first.replace(year=year), order.day.replace(year=year)
                order.begin(tx)
                order.fill(tx)
                try:
                    taken += order.play(tx, EVENTS)
                except AssertionError as error:
                    raise AssertionError(f"order {number}: {error}") from error
                runs.append(order.run)
                seen.update(order.done)
                now = facts(tx, order.run)
                seen.update(one["step"] for one in now.nominations.values())
                seen["certificates"] += len(now.holding)
        _agree(desk, replay, runs)
    # The orders are worth something only when they get far enough.
    assert taken > ORDERS * EVENTS * 0.12
    for step in SEATED | {"waitlisted", "substitute", "withdrawn", "no_show", "rejected"}:
        assert seen[step] > ORDERS / 2000, (step, seen)
    assert seen["certificates"] > ORDERS / 200
    assert verify.verify(desk.store) == []


def test_random_orders_with_undo(desk: Any) -> None:
    """Each event in a transaction of its own, and now and then the last one is undone."""
    persons = _persons(desk, PERSONS)
    replay, undone = Replay(), 0
    for number in range(60):
        order = Order(random.Random(10_000 + number), persons)
        order.first, order.day = order.first.replace(year=2027 + 2 * number), order.day.replace(year=2027 + 2 * number)
        desk.act(order.begin)
        desk.act(order.fill)
        for _ in range(EVENTS):
            desk.act(lambda tx, played=order: played.play(tx, 1))
            last = desk.look(undo.last, desk.officer)
            if order.chance.random() < 0.3 and last is not None and order.done:
                with suppress(errors.Refused), desk.store.write(desk.officer, last.undoing, undoes=last.tx) as tx:
                    before = facts(tx, order.run)
                    undo.undo(tx, last.tx)
                    undone += 1
                    after = facts(tx, order.run)
                    if not after.run["discarded_at"]:
                        _after_undo(before, after)
        _agree(desk, replay, [order.run])
    assert undone > 50
    assert verify.verify(desk.store) == []


def _after_undo(before: Any, after: Any) -> None:
    """What an undo may not break; a seat that it frees is filled by the next act, so the waitlist is left out."""
    hold(after, after, "9999-12-31")
    for key, one in after.nominations.items():
        assert one["step"] not in CAME or key in after.attendance, before
