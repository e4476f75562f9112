"""The runs of training sheets with all that hangs on them, filtered before anything sees them.

What may be shown is asked of `editions`. No vetting is read but whether the gates are passed, for the own side only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import editions, schema
from hsdclient.editions import Withheld
from hsdclient.releases import RECORD_PARTS
from hsdclient.reports.trained import Due, Run, Seats, Taught
from hsdclient.reports.training_people import Reader, nominees, stands
from hsdclient.session import Read

_WHOLE = frozenset(RECORD_PARTS["runs"])


def runs(
    rx: Read, keys: Iterable[int], reader: Reader, wanted: frozenset[str] = frozenset()
) -> tuple[tuple[Run, ...], tuple[Withheld, ...]]:
    """Those of the runs `keys` that may be told, by first day, and those released by word that may not.

    `wanted` names what is gathered besides the run itself: "people", "attendance", "deadlines",
    "outcomes"."""
    asked = sorted(set(keys))
    shown = reader.records(rx, "runs", asked)
    kept = [key for key in asked if shown is None or shown.has(key)]
    parts = dict.fromkeys(kept, _WHOLE) if shown is None else {key: shown.parts[key] & _WHOLE for key in kept}
    rows = [row for some in editions.blocks(kept) for row in rx.all(_of_runs(some))]
    withheld = () if shown is None else shown.withheld
    told = _told(rx, rows, reader)
    sides = _sides(rx, kept, own=shown is None)
    hung = _hung(rx, kept, parts, wanted)
    people, held = nominees(rx, rows, parts, reader, wanted) if wanted & {"people", "attendance"} else ({}, ())
    made = [_run(rx, row, parts[row.key], told, sides[row.key], hung, people.get(row.key)) for row in rows]
    made.sort(key=lambda one: (one.starts, one.reference))
    return tuple(made), (*withheld, *held)


def _of_runs(keys: list[int]) -> Any:
    r, a = schema.runs.c, schema.agencies.c
    return (
        select(*schema.runs.c, a.code.label("host"), a.name_en.label("host_en"), a.name_hi.label("host_hi"))
        .select_from(schema.runs.outerjoin(schema.agencies, a.key == r.host_key))
        .where(r.key.in_(keys))
    )


@dataclass(frozen=True)
class _Told:
    """Records that runs name, by key, where they may be named."""

    courses: dict[int, Taught]
    agreements: dict[int, tuple[str, str, str]]
    groups: dict[int, str]
    own: bool


def _told(rx: Read, rows: list[Any], reader: Reader) -> _Told:
    asked = sorted({row.course_key for row in rows if row.course_key})
    shown = reader.records(rx, "courses", asked)
    c, a = schema.courses.c, schema.agencies.c
    courses = {
        row.key: Taught(
            row.reference, row.code, row.title_en, row.title_hi, row.academy or "", row.language, row.days,
            row.entry, row.objectives,
        )
        for some in editions.blocks(key for key in asked if shown is None or shown.has(key))
        for row in rx.all(
            select(*schema.courses.c, a.code.label("academy"))
            .select_from(schema.courses.outerjoin(schema.agencies, a.key == c.academy_key))
            .where(c.key.in_(some))
        )
    }  # fmt: skip
    asked = sorted({row.agreement_key for row in rows if row.agreement_key})
    shown = reader.records(rx, "agreements", asked)
    g = schema.agreements.c
    agreements = {
        row.key: (row.reference, row.title_en, row.title_hi)
        for some in editions.blocks(key for key in asked if shown is None or shown.has(key))
        for row in rx.all(select(g.key, g.reference, g.title_en, g.title_hi).where(g.key.in_(some)))
    }
    w = schema.working_groups.c
    own = reader.side is None
    groups = {row.key: row.code for row in rx.all(select(w.key, w.code))} if own else {}
    return _Told(courses, agreements, groups, own)


def _sides(rx: Read, keys: list[int], *, own: bool) -> dict[int, dict[str, Seats]]:
    """Seats per run and side; the partner's edition has our seats only, not its own dates back."""
    s, n = schema.run_sides.c, schema.nominations.c
    counted: dict[tuple[int, str, str], int] = {}
    if own:
        for some in editions.blocks(keys):
            grouped = select(n.run_key, n.side, n.step, func.count()).where(n.run_key.in_(some))
            for run, side, step, count in rx.tuples(grouped.group_by(n.run_key, n.side, n.step)):
                where = stands(step)
                counted[run, side, where] = counted.get((run, side, where), 0) + count
    found: dict[int, dict[str, Seats]] = {key: {} for key in keys}
    for some in editions.blocks(keys):
        for row in rx.all(select(schema.run_sides).where(s.run_key.in_(some))):
            if not own:
                found[row.run_key][row.side] = Seats(row.side, row.seats)
                continue
            found[row.run_key][row.side] = Seats(
                row.side, row.seats, counted.get((row.run_key, row.side, "seated"), 0),
                counted.get((row.run_key, row.side, "waitlisted"), 0), day_of(row.starts), day_of(row.ends),
                day_of(row.confirmed_on), day_of(row.received_on), row.source,
            )  # fmt: skip
    return found


def _hung(
    rx: Read, keys: list[int], parts: dict[int, frozenset[str]], wanted: frozenset[str]
) -> dict[str, dict[int, list[Any]]]:
    """Deadlines and results of the runs, by run, where they are wanted and may be told."""
    found: dict[str, dict[int, list[Any]]] = {}
    for part, load in _LOADS.items():
        if part in wanted:
            may = [key for key in keys if _OF_PART.get(part, part) in parts[key]]
            by_run: dict[int, list[Any]] = {}
            for some in editions.blocks(may):
                for run, one in load(rx, some):
                    by_run.setdefault(run, []).append(one)
            found[part] = by_run
    return found


def _deadlines(rx: Read, keys: list[int]) -> Iterable[tuple[int, Due]]:
    d, r = schema.run_deadlines.c, schema.runs.c
    rows = rx.all(
        select(*schema.run_deadlines.c, r.state)
        .select_from(schema.run_deadlines.join(schema.runs, r.key == d.run_key))
        .where(d.run_key.in_(keys))
        .order_by(d.due, d.position)
    )
    for row in rows:
        due = date.fromisoformat(row.due)
        late = 0 if row.done_on or row.state == "cancelled" else max((rx.today - due).days, 0)
        yield row.run_key, Due(row.code, row.title_en, row.title_hi, due, day_of(row.done_on), late)


def _results(rx: Read, keys: list[int]) -> Iterable[tuple[int, tuple[date, str, str]]]:
    """What came of it later; the texts are our own side's."""
    s, a = schema.run_results.c, schema.joint_actions.c
    rows = rx.all(
        select(s.run_key, s.dated, s.text, a.reference)
        .select_from(schema.run_results.outerjoin(schema.joint_actions, a.key == s.action_key))
        .where(s.run_key.in_(keys))
        .order_by(s.dated, s.key)
    )
    for row in rows:
        yield row.run_key, (date.fromisoformat(row.dated), row.text, row.reference or "")


_OF_PART = {"outcomes": "results"}
"""What hangs on a run is told with the part of the same name, but for these; outcomes are told on our own side only."""
_LOADS: dict[str, Any] = {"deadlines": _deadlines, "outcomes": _results}


def _run(
    rx: Read, row: Any, parts: frozenset[str], told: _Told, sides: dict[str, Seats], hung: Any, people: Any
) -> Run:
    own = told.own
    ordered = tuple(sides.get(side, Seats(side, 0)) for side in (rx.side, rx.partner))
    named, left_out = people or ((), 0)
    return Run(
        key=row.key,
        reference=row.reference,
        kind=row.kind,
        state=row.state,
        title_en=row.title_en,
        title_hi=row.title_hi,
        host=row.host or "",
        host_en=row.host_en or "",
        host_hi=row.host_hi or "",
        venue=row.venue,
        delivery=row.delivery,
        starts=date.fromisoformat(row.starts),
        ends=date.fromisoformat(row.ends),
        marking=row.marking,
        sides=(ordered[0], ordered[1]),
        parts=parts,
        topic=row.topic if own else "",
        course=told.courses.get(row.course_key),
        vetting=bool(row.vetting) and own,
        clearance=bool(row.clearance) and own,
        pass_mark=row.pass_mark if own or "results" in parts else None,
        min_attendance=row.min_attendance if own or "attendance" in parts else 0,
        agreement=told.agreements.get(row.agreement_key, ("", "", "")),
        clause=row.clause if own else "",
        group=told.groups.get(row.group_key, ""),
        deadlines=tuple(hung.get("deadlines", {}).get(row.key, ())),
        nominees=tuple(named),
        left_out=left_out,
        results=tuple(hung.get("outcomes", {}).get(row.key, ())) if own else (),
        cancelled_why=row.cancelled_why if own else "",
    )


def day_of(text: str | None) -> date | None:
    """The day of an ISO text; None for none."""
    return date.fromisoformat(text) if text else None
