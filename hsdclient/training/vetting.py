"""Clearance and vetting of a nominee: status, date, reference and expiry of three gates, never a word about why.

Reading them needs a transaction, because each look is logged: without a writable workspace they are not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from hsdclient import clock, dates, errors, schema
from hsdclient.session import Read, Tx
from hsdclient.training import pipeline
from hsdclient.training.nominations.seating import settle
from hsdclient.training.nominations.steps import Held, expires_during, held, is_passed
from hsdclient.words import N_, _

REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9/.-]{2,39}")
"""What a reference of a clearance looks like: no room for a sentence."""
WHY_NO_TEXT = N_(
    "Only status, date and reference are kept. What was found, and by whom, stays with the vetting authority: a record "
    "here would travel in backups and exchanges to people who may not know it."
)
g, v, o = schema.gates.c, schema.vetting_looks.c, schema.officers.c


@dataclass(frozen=True)
class Gate:
    """One gate of a nomination. `asked`: the run asks for it; `passed`: it lets the nominee through to the last day;
    `expires_during`: cleared, but only to a day before that."""

    gate: str
    status: str
    dated: date | None
    reference: str
    expires: date | None
    asked: bool
    passed: bool
    expires_during: bool


@dataclass(frozen=True)
class OfRun:
    """The gates of one nomination of a person."""

    nomination_key: int
    run: str
    step: str
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class Look:
    """Who looked at a person's vetting, on which day (ISO) and first at which instant (UTC text)."""

    officer: str
    day: str
    at: str


@dataclass(frozen=True)
class GateSet:
    """What setting a gate did: whether anything changed, the step the nominee was put back to ('' for none), and
    sentences to be told."""

    changed: bool
    step: str = ""
    notes: tuple[str, ...] = ()


def look(tx: Tx, trainee: int) -> bool:
    """Log that this officer looks at the person's vetting today; False when it is logged already."""
    day = tx.today.isoformat()
    logged = select(v.key).where(v.trainee_key == trainee, v.officer_key == tx.officer.key, v.day == day)
    if tx.scalar(logged) is not None:
        return False
    tx.insert(
        schema.vetting_looks,
        {"trainee_key": trainee, "officer_key": tx.officer.key, "day": day, "at": clock.text(clock.now())},
    )
    return True


def gates_of(tx: Tx, nomination: int) -> tuple[Gate, ...]:
    """The gates of one nomination that its run asks, and those that were recorded before; the look is logged."""
    one = held(tx, nomination)
    look(tx, one.trainee_key)
    return _gates(tx, one)


def of_trainee(tx: Tx, trainee: int) -> list[OfRun]:
    """The gates of all nominations of a person, the latest run first; the look is logged."""
    n, r = schema.nominations.c, schema.runs.c
    look(tx, trainee)
    keys = tx.column(
        select(n.key).join(schema.runs, r.key == n.run_key).where(n.trainee_key == trainee).order_by(r.starts.desc())
    )
    found = [held(tx, key) for key in keys]
    return [OfRun(one.key, one.run, one.step, _gates(tx, one)) for one in found]


def _gates(rx: Read, one: Held) -> tuple[Gate, ...]:
    rows = {row.gate: row for row in rx.all(select(schema.gates).where(g.nomination_key == one.key))}
    return tuple(
        _gate(gate, rows.get(gate), one, asked=gate in one.route.gates)
        for gate in schema.GATES
        if gate in one.route.gates or gate in rows
    )


def _gate(gate: str, row: Any, one: Held, *, asked: bool) -> Gate:
    if row is None:
        return Gate(gate, "pending", None, "", None, asked, False, False)
    return Gate(
        gate, row.status, _day(row.dated), row.gate_reference, _day(row.expires), asked, is_passed(row, one.ends),
        expires_during(row, one.ends),
    )  # fmt: skip


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def problems(
    rx: Read, status: str, dated: str = "", reference: str = "", expires: str = "", gate: str = ""
) -> dict[str, str]:
    """What is wrong with a gate as it was filled in: field → sentence. Days are ISO texts."""
    found: dict[str, str] = {}
    if gate and gate not in schema.GATES:
        found["gate"] = _("The gate is one of: {known}.").format(known=", ".join(schema.GATES))
    if status not in schema.GATE_STATES:
        found["status"] = _("The status is one of: {known}.").format(known=", ".join(schema.GATE_STATES))
    days: dict[str, date] = {}
    for field, given in (("dated", dated), ("expires", expires)):
        try:
            if given:
                days[field] = dates.read_iso(given)
        except errors.Refused as refusal:
            found[field] = refusal.sentence
    if reference and not REFERENCE.fullmatch(reference.strip()):
        found["reference"] = _(
            "The reference is 3 to 40 capital letters, digits, and / . - between them, for example NCB/VET-118/2026. "
            "Nothing else is kept here."
        )
    if status in ("cleared", "not_cleared"):
        if not dated:
            found.setdefault("dated", _("Give the day of the decision."))
        if not reference:
            found.setdefault("reference", _("Give the reference of the decision."))
    if "dated" in days and days["dated"] > rx.today:
        found.setdefault("dated", _("This day lies in the future; give the day of the decision."))
    if expires and status != "cleared":
        found.setdefault("expires", _("Only a clearance expires; leave this empty."))
    if {"dated", "expires"} <= set(days) and days["expires"] < days["dated"]:
        found.setdefault("expires", _("The clearance expires before it was given; check both days."))
    return found


def set_gate(
    tx: Tx, nomination: int, gate: str, status: str, *, dated: str = "", reference: str = "", expires: str = ""
) -> GateSet:
    """Record how a gate stands. Problems for a wrong date or reference; refused for a gate that the run does not ask.

    A clearance that ends before the run's last day is recorded and told: it does not let the nominee through. One who
    was accepted and loses a gate is put back before it by itself and keeps the seat; rejecting is an officer's act.
    """
    one = held(tx, nomination)
    if found := problems(tx, status, dated, reference, expires, gate):
        raise errors.Problems(found)
    if gate not in one.route.gates:
        raise errors.Refused(
            _("{run} does not ask {name} for this gate: {gate}.").format(
                run=one.run, name=one.name, gate=_(pipeline.GATE_WORDS[gate])
            ),
            "gate",
        )
    values = {
        "status": status, "dated": dated or None, "gate_reference": reference.strip(), "expires": expires or None,
    }  # fmt: skip
    key = tx.scalar(select(g.key).where(g.nomination_key == nomination, g.gate == gate))
    if key is None:
        key = tx.insert(schema.gates, {"nomination_key": nomination, "gate": gate, **values})
        changed = True
    else:
        changed = tx.update(schema.gates, key, values)
    step = settle(tx, one) if changed else ""
    notes = []
    if status == "cleared" and expires and expires < one.ends:
        notes.append(
            _("The clearance ends on {day}, before the run's last day ({last}); it has to be renewed.").format(
                day=expires, last=one.ends
            )
        )
    if step:
        notes.append(
            _("{name} was put back to “{step}” and keeps the seat.").format(
                name=one.name, step=_(pipeline.STEP_WORDS[step])
            )
        )
    if status == "not_cleared":
        notes.append(_("Whether the nomination is rejected, an officer decides."))
    return GateSet(changed, step, tuple(notes))


def access_log(rx: Read, trainee: int) -> list[Look]:
    """Who looked at the person's vetting, the latest first: once per person, officer and day."""
    asked = select(o.name, v.day, v.at).join(schema.officers, o.key == v.officer_key)
    rows = rx.all(asked.where(v.trainee_key == trainee).order_by(v.at.desc(), v.key.desc()))
    return [Look(row.name, row.day, row.at) for row in rows]
