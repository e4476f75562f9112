"""Clearance and vetting of a nominee: status, date, reference and expiry of three gates, never a word about why.

Reading them needs a transaction, because each look is logged: without a writable workspace they are not shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
_NAMED = 8
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


@dataclass(frozen=True)
class GatesSet:
    """What setting one gate of several nominees did: for how many it was recorded, whether anything changed, the names
    of those left out because their run does not ask it of them, and sentences to be told, each once."""

    recorded: int
    changed: bool
    left_out: tuple[str, ...] = ()
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
        raise _not_asked(one, one.name, gate)
    changed, step = _put(tx, one, gate, status, dated, reference, expires)
    notes = _early((one,), status, expires)
    if step:
        notes.append(
            _("{name} was put back to “{step}” and keeps the seat.").format(
                name=one.name, step=_(pipeline.STEP_WORDS[step])
            )
        )
    return GateSet(changed, step, (*notes, *_left_to_decide(status)))


def set_gates(
    tx: Tx,
    nominations: Sequence[int],
    gate: str,
    status: str,
    *,
    dated: str = "",
    reference: str = "",
    expires: str = "",
) -> GatesSet:
    """Record one gate of several nominees as one letter decided it, over whatever stood there; no gate is read to
    anybody, so no look is logged.

    Problems as for one. Those whose run does not ask the gate of them are left out and named; Refused when that is all
    of them, or when a nomination is gone: then nothing is recorded. What is told does not say what stood there before.
    """
    if not nominations:
        raise errors.Refused(_("Choose a nominee first."))
    if found := problems(tx, status, dated, reference, expires, gate):
        raise errors.Problems(found)
    every = [held(tx, key) for key in dict.fromkeys(nominations)]
    asked = [one for one in every if gate in one.route.gates]
    left_out = tuple(one.name for one in every if gate not in one.route.gates)
    if not asked:
        raise _not_asked(every[0], some(left_out), gate)
    put = [(one.name, *_put(tx, one, gate, status, dated, reference, expires)) for one in asked]
    back = [name for name, _changed, step in put if step]
    notes = _early(asked, status, expires)
    if back:
        notes.append(_("Put back before this gate, the seat kept: {names}.").format(names=some(back)))
    changed = any(differs for _name, differs, _step in put)
    return GatesSet(len(asked), changed, left_out, (*notes, *_left_to_decide(status)))


def not_asked_of(rx: Read, nominations: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """Each gate that is asked of any of these nominees, with the names of those of whom it is not. Tells what runs ask,
    never how a gate stands."""
    every = [held(rx, key) for key in dict.fromkeys(nominations)]
    return {
        gate: tuple(one.name for one in every if gate not in one.route.gates)
        for gate in schema.GATES
        if any(gate in one.route.gates for one in every)
    }


def said_of(done: GatesSet, gate: str) -> str:
    """What was recorded for how many, and who was left out, without the notes."""
    said = _("{gate}: recorded for {count} nominees.").format(gate=_(pipeline.GATE_WORDS[gate]), count=done.recorded)
    return " ".join(filter(None, (said, said_left_out(done.left_out))))


def said_left_out(names: Sequence[str]) -> str:
    """Who is left out and why; '' for nobody."""
    said = _("Left out, because the run does not ask them for this gate: {names}.")
    return said.format(names=some(names)) if names else ""


def some(names: Sequence[str]) -> str:
    """The names, of many the first ones and how many more."""
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown


def _not_asked(one: Held, who: str, gate: str) -> errors.Refused:
    return errors.Refused(
        _("{run} does not ask {name} for this gate: {gate}.").format(
            run=one.run, name=who, gate=_(pipeline.GATE_WORDS[gate])
        ),
        "gate",
    )


def _put(tx: Tx, one: Held, gate: str, status: str, dated: str, reference: str, expires: str) -> tuple[bool, str]:
    """Write the gate, which is right; whether it differs from what stood there, and the step it put the nominee back
    to, or ''."""
    values = {
        "status": status, "dated": dated or None, "gate_reference": reference.strip(), "expires": expires or None,
    }  # fmt: skip
    key = tx.scalar(select(g.key).where(g.nomination_key == one.key, g.gate == gate))
    if key is None:
        tx.insert(schema.gates, {"nomination_key": one.key, "gate": gate, **values})
        changed = True
    else:
        changed = tx.update(schema.gates, key, values)
    return changed, settle(tx, one) if changed else ""


def _early(those: Sequence[Held], status: str, expires: str) -> list[str]:
    """That a clearance ends before the last day of a run, once for each such day."""
    if status != "cleared" or not expires:
        return []
    return [
        _("The clearance ends on {day}, before the run's last day ({last}); it has to be renewed.").format(
            day=expires, last=last
        )
        for last in sorted({one.ends for one in those if expires < one.ends})
    ]


def _left_to_decide(status: str) -> tuple[str, ...]:
    return (_("Whether the nomination is rejected, an officer decides."),) if status == "not_cleared" else ()


def access_log(rx: Read, trainee: int) -> list[Look]:
    """Who looked at the person's vetting, the latest first: once per person, officer and day."""
    asked = select(o.name, v.day, v.at).join(schema.officers, o.key == v.officer_key)
    rows = rx.all(asked.where(v.trainee_key == trainee).order_by(v.at.desc(), v.key.desc()))
    return [Look(row.name, row.day, row.at) for row in rows]
