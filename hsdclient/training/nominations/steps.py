"""One nomination with its run as the pipeline needs them, and the bare change of a step with its line of history.

No gate is asked here: `verbs` does. Certificates and evaluations put their own steps through `put_step`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from hsdclient import clock, dates, errors, schema
from hsdclient.session import Read, Tx
from hsdclient.training.pipeline import LEFT, Route, route_of
from hsdclient.words import _

n, r, t, w, g = (
    schema.nominations.c, schema.runs.c, schema.trainees.c, schema.nomination_steps.c, schema.gates.c,
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """One nomination and what its run asks; days are ISO texts."""

    key: int
    run_key: int
    trainee_key: int
    side: str
    step: str
    step_on: str
    place: int
    substitute_for: int | None
    name: str
    reference: str
    run: str
    state: str
    starts: str
    ends: str
    delivery: str
    run_discarded: bool
    route: Route


@cache
def _asked(wanted: str) -> Any:
    """The SELECT of nominations as the pipeline needs them, made once: by `:key`, of `:run`, of it at `:steps`."""
    where = {
        "key": (n.key == bindparam("key"),),
        "run": (n.run_key == bindparam("run"),),
        "steps": (n.run_key == bindparam("run"), n.step.in_(bindparam("steps", expanding=True))),
    }[wanted]
    return (
        select(
            n.key, n.run_key, n.trainee_key, n.side, n.step, n.step_on, n.place, n.substitute_for_key, t.name,
            t.reference, r.reference.label("run"), r.state, r.starts, r.ends, r.delivery, r.vetting, r.clearance,
            r.discarded_at,
        )
        .select_from(schema.nominations)
        .join(schema.runs, r.key == n.run_key)
        .join(schema.trainees, t.key == n.trainee_key)
        .where(*where)
        .order_by(n.place, n.key)
    )  # fmt: skip


def _held(row: Any) -> Held:
    return Held(
        row.key, row.run_key, row.trainee_key, row.side, row.step, row.step_on, row.place, row.substitute_for_key,
        row.name or row.reference, row.reference, row.run, row.state, row.starts, row.ends, row.delivery,
        row.discarded_at is not None, route_of(row, row.side),
    )  # fmt: skip


def held(rx: Read, key: int) -> Held:
    """The nomination `key`; Refused when it is no longer there."""
    row = rx.one(_asked("key"), {"key": key})
    if row is None:
        raise errors.Refused(_("This nomination is no longer there; reload the list."))
    return _held(row)


def of_run(rx: Read, run: int, steps: Iterable[str] | None = None) -> list[Held]:
    """The nominations of the run (at these steps only), the first waitlisted first, then as they were made."""
    found = (
        rx.all(_asked("run"), {"run": run})
        if steps is None
        else rx.all(_asked("steps"), {"run": run, "steps": list(steps)})
    )
    return [_held(row) for row in found]


def missing(rx: Read, one: Held) -> tuple[str, ...]:
    """The gates that the run asks and that this nominee has not passed: not cleared, or cleared to a day before the
    run's last."""
    if not one.route.gates:
        return ()
    rows = {row.gate: row for row in rx.all(_gates(), {"key": one.key})}
    return tuple(gate for gate in one.route.gates if not is_passed(rows.get(gate), one.ends))


@cache
def _gates() -> Any:
    return select(g.gate, g.status, g.expires).where(g.nomination_key == bindparam("key"))


def is_passed(gate: Any, ends: str) -> bool:
    """Whether a gate's row (None: never recorded) lets the nominee through to a run that ends on `ends`."""
    return gate is not None and gate.status == "cleared" and (gate.expires is None or gate.expires >= ends)


def expires_during(gate: Any, ends: str) -> bool:
    """Whether a gate is cleared, but only to a day before the run's last."""
    return gate is not None and gate.status == "cleared" and gate.expires is not None and gate.expires < ends


def put_step(
    tx: Tx, key: int, step: str, on: str = "", *, by_itself: bool = False, reason: str | None = None, place: int = 0
) -> bool:
    """Put the nomination at `step` on the ISO day `on` ('' today) with a line of history; False when it is there.

    Bare: asks no gate and no seat. `by_itself`: no officer chose it (the waitlist moved up).
    """
    was = tx.row(schema.nominations, key)
    if was is None:
        raise errors.Refused(_("This nomination is no longer there; reload the list."))
    if was["step"] == step:
        return False
    day = on or tx.today.isoformat()
    left = reason if step in LEFT else None
    tx.update(schema.nominations, key, {"step": step, "step_on": day, "place": place, "left_reason": left})
    tx.insert(schema.nomination_steps, step_line(tx, key, step, was["step"], day, left, by_itself=by_itself))
    return True


def step_line(
    tx: Tx, key: int, step: str, was: str, day: str, reason: str | None, *, by_itself: bool
) -> dict[str, Any]:
    """The values of a row of `nomination_steps`."""
    return {
        "nomination_key": key, "step": step, "was": was, "dated": day, "reason": reason, "by_itself": int(by_itself),
        "officer_key": tx.officer.key, "recorded_at": clock.text(clock.now()),
    }  # fmt: skip


def last_place(rx: Read, run: int, side: str) -> int:
    """The last place that was given on the run's waitlist of `side`; 0 for none."""
    return int(rx.scalar(select(func.max(n.place)).where(n.run_key == run, n.side == side)) or 0)


def read_on(tx: Read, on: str) -> str:
    """The ISO day of `on` ('' today); Refused when it is no day or lies in the future."""
    if not on:
        return tx.today.isoformat()
    try:
        day = dates.read_iso(on)
    except errors.Refused as refusal:
        raise errors.Refused(refusal.sentence, "on") from refusal
    if day > tx.today:
        raise errors.Refused(_("This day lies in the future; give the day on which it happened."), "on")
    return day.isoformat()
