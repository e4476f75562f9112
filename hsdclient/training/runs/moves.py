"""A run moved to other days, with the reason: its open deadlines move as one block, the done ones stay.

What it would do is shown before (`preview`); the days it had stay visible.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import clock, dates, errors, records, schema, seats, text
from hsdclient.session import Read, Tx
from hsdclient.training import earning
from hsdclient.training.nominations import fill_seats
from hsdclient.training.runs import deadline_rules, deadlines
from hsdclient.training.runs.draft import KIND, wrong_days
from hsdclient.words import _, language

v, n, t = schema.run_moves.c, schema.nominations.c, schema.attendance.c


@dataclass(frozen=True)
class Move:
    """One move: the days before and after, why, by whom, when (UTC text)."""

    key: int
    was_starts: date
    was_ends: date
    starts: date
    ends: date
    reason: str
    officer: str
    moved_at: str


@dataclass(frozen=True)
class Shift:
    """One deadline in a move: `was` → `becomes`; a done one stays where it is."""

    key: int
    title_en: str
    title_hi: str
    was: date
    becomes: date
    done: bool


@dataclass(frozen=True)
class Preview:
    """What a move would do: the days, every deadline of the run, and sentences about what to look at."""

    starts: date
    ends: date
    rows: tuple[Shift, ...]
    warnings: tuple[str, ...]


def of_run(rx: Read, run: int) -> tuple[Move, ...]:
    """The moves of the run, the latest first."""
    o = schema.officers.c
    return tuple(
        Move(
            row.key, date.fromisoformat(row.was_starts), date.fromisoformat(row.was_ends),
            date.fromisoformat(row.starts), date.fromisoformat(row.ends), row.reason, row.name or "", row.moved_at,
        )
        for row in rx.all(
            select(schema.run_moves, o.name).outerjoin(schema.officers, o.key == v.officer_key).where(v.run_key == run)
            .order_by(v.moved_at.desc(), v.key.desc())
        )
    )  # fmt: skip


def check(rx: Read, run: int, starts: str, ends: str = "") -> dict[str, str]:
    """What forbids the move: field (starts, ends) → sentence. An empty `ends` keeps the run's length."""
    row = records.alive(rx, KIND, run)
    found: dict[str, str] = {}
    for name, value in (("starts", starts), ("ends", ends)):
        try:
            if value or name == "starts":
                dates.read_iso(value)
        except errors.Refused as refusal:
            found[name] = refusal.sentence
    if found:
        return found
    ends = ends or _same_length(row, starts)
    found = wrong_days(starts, ends)
    if row["state"] == "cancelled":
        found["starts"] = _("The run is cancelled; take it up again first.")
    elif row["starts"] > rx.today.isoformat() > starts:
        found["starts"] = _("The run has not begun; it cannot be moved to a day that is past.")
    elif row["state"] == "held" and ends > rx.today.isoformat():
        found["ends"] = _("The run was held; its last day cannot lie ahead.")
    elif outside := _recorded_outside(rx, run, starts, ends):
        found["starts"] = outside
    return found


def _same_length(row: dict[str, Any], starts: str) -> str:
    length = date.fromisoformat(row["ends"]) - date.fromisoformat(row["starts"])
    return (date.fromisoformat(starts) + length).isoformat()


def _recorded_outside(rx: Read, run: int, starts: str, ends: str) -> str:
    """A sentence when attendance or instructors' hours lie on days that would no longer be of the run."""
    h, i = schema.instructor_hours.c, schema.instructors.c
    attended = rx.scalar(
        select(func.count(t.day.distinct()))
        .join(schema.nominations, n.key == t.nomination_key)
        .where(n.run_key == run, (t.day < starts) | (t.day > ends))
    )
    taught = rx.scalar(
        select(func.count(h.day.distinct()))
        .join(schema.instructors, i.key == h.instructor_key)
        .where(i.run_key == run, (h.day < starts) | (h.day > ends))
    )
    if attended:
        sentence = _("Days with attendance outside the new dates: {count}. Correct the attendance first.")
        return sentence.format(count=attended)
    if taught:
        sentence = _("Days with instructors' hours outside the new dates: {count}. Correct the hours first.")
        return sentence.format(count=taught)
    return ""


def preview(rx: Read, run: int, starts: str, ends: str = "") -> Preview:
    """What the move would do; Problems when it is forbidden."""
    if found := check(rx, run, starts, ends):
        raise errors.Problems(found)
    row = records.alive(rx, KIND, run)
    first, last = date.fromisoformat(starts), date.fromisoformat(ends or _same_length(row, starts))
    shifts = tuple(
        Shift(
            one.key, one.title_en, one.title_hi, one.due,
            one.due if one.done_on else deadline_rules.due(
                first, last, days=one.days, months=one.months, from_end=one.from_end
            ),
            one.done_on is not None,
        )
        for one in deadlines.of_run(rx, run)
    )  # fmt: skip
    return Preview(first, last, shifts, tuple(_warnings(rx, run, first, last, shifts)))


def _warnings(rx: Read, run: int, first: date, last: date, shifts: tuple[Shift, ...]) -> list[str]:
    found: list[str] = []
    g, u, other = schema.gates.c, schema.runs.c, schema.nominations.alias("other")
    seated = sorted(seats.SEATED)
    past = sum(1 for one in shifts if not one.done and one.becomes < rx.today <= one.was)
    if past:
        found.append(_("Open deadlines that would be past: {count}.").format(count=past))
    expiring = rx.scalar(
        select(func.count(n.key.distinct()))
        .join(schema.gates, g.nomination_key == n.key)
        .where(n.run_key == run, n.step.in_(seated), g.status == "cleared", g.expires < last.isoformat())
    )
    if expiring:
        sentence = _("Nominees whose clearance expires before the new last day: {count}.")
        found.append(sentence.format(count=expiring))
    overlapping = rx.scalar(
        select(func.count(n.key.distinct()))
        .join(other, (other.c.trainee_key == n.trainee_key) & (other.c.run_key != n.run_key))
        .join(schema.runs, u.key == other.c.run_key)
        .where(
            n.run_key == run, n.step.in_(seated), other.c.step.in_(seated), u.discarded_at.is_(None),
            u.state != "cancelled", u.starts <= last.isoformat(), u.ends >= first.isoformat(),
        )
    )  # fmt: skip
    if overlapping:
        found.append(_("Nominees with another run on these days: {count}.").format(count=overlapping))
    return found


def move(tx: Tx, run: int, starts: str, ends: str, reason: str) -> Preview | None:
    """Move the run to these days (ISO; an empty `ends` keeps its length) for that reason; what changed, None for
    nothing. Problems when it is forbidden (`check`) or no reason is given."""
    row = records.alive(tx, KIND, run)
    found = check(tx, run, starts, ends)
    if not reason.strip():
        found["reason"] = _("Give the reason for moving the run.")
    elif wrong := text.problem(reason, max_length=2_000, lines=True):
        found["reason"] = wrong
    if found:
        raise errors.Problems(found)
    changes = preview(tx, run, starts, ends)
    days = {"starts": changes.starts.isoformat(), "ends": changes.ends.isoformat()}
    if not tx.update(schema.runs, run, days):
        return None
    tx.insert(
        schema.run_moves,
        {
            "run_key": run, "was_starts": row["starts"], "was_ends": row["ends"], **days, "reason": reason.strip(),
            "officer_key": tx.officer.key, "moved_at": clock.text(clock.now()),
        },
    )  # fmt: skip
    for one in changes.rows:
        tx.update(schema.run_deadlines, one.key, {"due": one.becomes.isoformat()})
    earning.still(tx, run)
    fill_seats(tx, run)  # a run that had begun may lie ahead again
    return changes


def say_move(one: Move) -> str:
    """'3 Mar 2026 – 7 Mar 2026 → 10 Mar 2026 – 14 Mar 2026', in the screen's language."""
    was, now = (
        " – ".join(dict.fromkeys(dates.say(day, language()) for day in days))
        for days in ((one.was_starts, one.was_ends), (one.starts, one.ends))
    )
    return f"{was} → {now}"
