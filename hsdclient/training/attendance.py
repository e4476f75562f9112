"""Attendance by day: who was there, for half the day, absent or excused; and who never came.

A day of presence makes an accepted nominee "attended" by itself, taking the last one back undoes that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from hsdclient import dates, errors, schema
from hsdclient.session import Read, Tx
from hsdclient.training import earning, pipeline
from hsdclient.training.nominations import lists
from hsdclient.training.nominations.lists import NominationRow
from hsdclient.training.nominations.seating import settle
from hsdclient.training.nominations.steps import Held, held, missing, of_run, put_step
from hsdclient.words import _

a, n, w = schema.attendance.c, schema.nominations.c, schema.nomination_steps.c
HERE = ("present", "half_day")
MARKED = ("accepted", "travel", *pipeline.CAME, "no_show")
"""The steps of those who stand on the attendance sheet."""


@dataclass(frozen=True)
class Marked:
    """What marking did: how many marks changed, who became "attended" (or no longer is), as nomination keys."""

    changed: int
    attended: tuple[int, ...] = ()
    no_longer: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """One nominee's line of the sheet: `marks` day → presence; `never`: the run has marks, and none of theirs is a
    presence."""

    row: NominationRow
    marks: Mapping[date, str]
    never: bool

    @property
    def key(self) -> int:
        """The nomination."""
        return self.row.key


@dataclass(frozen=True)
class Grid:
    """The attendance of a run: all its days, those on which anything is recorded, a line for everyone accepted."""

    run_key: int
    days: tuple[date, ...]
    recorded: frozenset[date]
    lines: tuple[Line, ...]


def grid(rx: Read, run: int) -> Grid:
    """The sheet of the run; those who left before it began have no line unless marks were made."""
    row = _run(rx, run)
    marks: dict[int, dict[date, str]] = {}
    asked = select(a.nomination_key, a.day, a.presence).join(schema.nominations, n.key == a.nomination_key)
    for key, day, presence in rx.tuples(asked.where(n.run_key == run)):
        marks.setdefault(key, {})[date.fromisoformat(day)] = presence
    recorded = frozenset(day for held in marks.values() for day in held)
    first, last = date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])
    days = {first + timedelta(days=count) for count in range((last - first).days + 1)} | recorded
    lines = [
        Line(one, marks.get(one.key, {}), bool(recorded) and not set(marks.get(one.key, {}).values()) & set(HERE))
        for one in lists.of_run(rx, run)
        if one.step in MARKED or one.key in marks
    ]
    return Grid(run, tuple(sorted(days)), recorded, tuple(sorted(lines, key=lambda one: (one.row.side, one.row.name))))


def _run(rx: Read, run: int) -> dict[str, Any]:
    row = rx.row(schema.runs, run)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return row


def mark(tx: Tx, run: int, day: str, presences: Mapping[int, str]) -> Marked:
    """Record who was there on one day (ISO): nomination → present, half_day, absent, excused or '' (no mark).

    Refused: a day outside the run or in the future, one who was not accepted or left, a change after which a
    certificate that holds is no longer earned.
    """
    row = _run(tx, run)
    if row["discarded_at"]:
        raise errors.Refused(_("{run} is in the trash; recover it first.").format(run=row["reference"]))
    if row["state"] == "cancelled":
        raise errors.Refused(_("{run} was cancelled; it has no attendance.").format(run=row["reference"]))
    marked_day = _day_of(tx, row, day)
    persons = {one.key: one for one in of_run(tx, run)}
    asked = select(a.key, a.nomination_key, a.presence).join(schema.nominations, n.key == a.nomination_key)
    rows = {one.nomination_key: one for one in tx.all(asked.where(n.run_key == run, a.day == marked_day))}
    changed: list[Held] = []
    for key, presence in presences.items():
        one = persons.get(key)
        if one is None:
            raise errors.Refused(_("This nomination is no longer there; reload the list."))
        if presence and (why := _may_be_marked(one, presence)):
            raise errors.Refused(why)
        if _put(tx, one, marked_day, presence, rows.get(key)):
            changed.append(one)
    attended, no_longer = _steps_follow(tx, changed, marked_day)
    if changed:
        earning.still(tx, run)
    return Marked(len(changed), attended, no_longer)


def _day_of(tx: Tx, run: Mapping[str, Any], day: str) -> str:
    try:
        found = dates.read_iso(day).isoformat()
    except errors.Refused as refusal:
        raise errors.Refused(refusal.sentence, "day") from refusal
    if not run["starts"] <= found <= run["ends"]:
        raise errors.Refused(
            _("{day} is not a day of {run} ({first} to {last}).").format(
                day=found, run=run["reference"], first=run["starts"], last=run["ends"]
            ),
            "day",
        )
    if found > tx.today.isoformat():
        raise errors.Refused(_("{day} lies in the future; attendance is recorded on the day.").format(day=found), "day")
    return found


def _may_be_marked(one: Held, presence: str) -> str:
    if presence not in schema.PRESENCES:
        return _("The attendance is one of: {known}.").format(known=", ".join(schema.PRESENCES))
    if one.step not in MARKED:
        return _("{name} stands at “{step}” and has no attendance; accept the nomination first.").format(
            name=one.name, step=_(pipeline.STEP_WORDS[one.step])
        )
    if one.step == "no_show" and presence in HERE:
        return _("{name} is recorded as a no-show; put the nomination back to “{step}” first.").format(
            name=one.name, step=_(pipeline.STEP_WORDS["accepted"])
        )
    return ""


def _put(tx: Tx, one: Held, day: str, presence: str, row: Any) -> bool:
    if row is None:
        if not presence:
            return False
        tx.insert(schema.attendance, {"nomination_key": one.key, "day": day, "presence": presence})
        return True
    if not presence:
        tx.delete(schema.attendance, row.key)
        return True
    return tx.update(schema.attendance, row.key, {"presence": presence})


def _steps_follow(tx: Tx, changed: list[Held], day: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Whoever was there for the first time becomes "attended", who never was any more goes back to the step before."""
    keys = [one.key for one in changed]
    here = select(a.nomination_key).where(a.nomination_key.in_(keys), a.presence.in_(HERE)).distinct()
    came = set(tx.column(here))
    attended, no_longer = [], []
    for one in changed:
        if one.key in came and one.step in ("accepted", "travel"):
            if lacking := missing(tx, one):
                gates = ", ".join(_(pipeline.GATE_WORDS[gate]) for gate in lacking)
                raise errors.Refused(
                    _("{name} has not passed: {gates}. Record the clearance, then the attendance.").format(
                        name=one.name, gates=gates
                    )
                )
            put_step(tx, one.key, "attended", day, by_itself=True)
            attended.append(one.key)
        elif one.key not in came and one.step == "attended":
            put_step(tx, one.key, _step_before(tx, one), by_itself=True)
            settle(tx, held(tx, one.key))  # a gate may have been lost meanwhile
            no_longer.append(one.key)
        elif one.key not in came and one.step in pipeline.CAME:
            raise errors.Refused(
                _("{name} stands at “{step}” and would have no day of presence left.").format(
                    name=one.name, step=_(pipeline.STEP_WORDS[one.step])
                )
            )
    return tuple(attended), tuple(no_longer)


def _step_before(rx: Read, one: Held) -> str:
    asked = select(w.was).where(w.nomination_key == one.key, w.step == "attended").order_by(w.key.desc())
    was = rx.scalar(asked.limit(1)) or "accepted"
    return was if was in ("accepted", "travel") else pipeline.nearest("accepted", one.route)


def never_came(rx: Read, run: int) -> list[Held]:
    """Those accepted for a run that is over, with attendance recorded, who were there on no day of it."""
    row = _run(rx, run)
    if rx.today.isoformat() <= row["ends"] or not days_recorded(rx, run):
        return []
    here = select(a.nomination_key).where(a.presence.in_(HERE)).distinct()
    came = set(rx.column(here.join(schema.nominations, n.key == a.nomination_key).where(n.run_key == run)))
    return [one for one in of_run(rx, run, ("accepted", "travel")) if one.key not in came]


def mark_no_shows(tx: Tx, run: int) -> list[str]:
    """Put everyone of `never_came` at "no-show"; their names, for the sentence."""
    found = never_came(tx, run)
    for one in found:
        put_step(tx, one.key, "no_show")
    return [one.name for one in found]


def days_recorded(rx: Read, run: int) -> int:
    """On how many days of the run anything is recorded."""
    joined = schema.attendance.join(schema.nominations, n.key == a.nomination_key)
    return int(rx.scalar(select(func.count(a.day.distinct())).select_from(joined).where(n.run_key == run)))


def outside(rx: Read, run: int, starts: str, ends: str) -> int:
    """How many recorded days of the run lie outside `starts`…`ends` (ISO): it cannot be moved there."""
    joined = schema.attendance.join(schema.nominations, n.key == a.nomination_key)
    asked = select(func.count(a.day.distinct())).select_from(joined)
    return int(rx.scalar(asked.where(n.run_key == run, (a.day < starts) | (a.day > ends))))
