"""Who is on the runs of training sheets, filtered: a nominee only where the run's roll and the person may be told.

Reads no vetting but whether the gates are passed, and that for the own edition only; no reason, no note, no retention.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from hsdclient import editions, schema
from hsdclient.editions import Shown, Withheld
from hsdclient.releases import RECORD_PARTS
from hsdclient.reports.trained import Nominee
from hsdclient.session import Read
from hsdclient.training.pipeline import SEATED, route_of

_ALL = frozenset(RECORD_PARTS["trainees"])
_ORDER = {"seated": 0, "waitlisted": 1, "substitute": 2, "left": 3}


@dataclass(frozen=True)
class Reader:
    """Who reads: the own side (`side` None: everything), or the partner with what `editions` lets it see."""

    side: str | None

    def records(self, rx: Read, noun: str, keys: Iterable[int]) -> Shown | None:
        """What of these records may be told; None: all of it."""
        return None if self.side is None else editions.records(rx, self.side, noun, list(keys))


def stands(step: str) -> str:
    """Where a nominee at `step` stands: "seated", "waitlisted", "substitute" or "left"."""
    if step in SEATED:
        return "seated"
    return step if step in ("waitlisted", "substitute") else "left"


def nominees(
    rx: Read, runs: list[Any], parts: dict[int, frozenset[str]], reader: Reader, wanted: frozenset[str]
) -> tuple[dict[int, tuple[tuple[Nominee, ...], int]], tuple[Withheld, ...]]:
    """Run key → those who may be named, in the order of a roll, and how many more there are; and who was released by
    word and stays out. `runs` are rows of the table."""
    own = reader.side is None
    may = {row.key: row for row in runs if "roll" in parts[row.key]}
    rows = [row for some in editions.blocks(may) for row in rx.tuples(_people(some))]
    shown = reader.records(rx, "trainees", {row[_PERSON] for row in rows})
    gates = _gates(rx, may) if own else {}
    attended = [key for key in may if "attendance" in parts[key]] if "attendance" in wanted else []
    presences = _presences(rx, attended)
    scored = [key for key in may if "results" in parts[key]]
    finals, certified = _scores(rx, scored), _certificates(rx, scored)
    named: dict[int, list[Nominee]] = {key: [] for key in may}
    out = dict.fromkeys(may, 0)
    for row in rows:
        (
            key,
            run,
            side,
            step,
            place,
            person,
            name,
            name_hi,
            post,
            number,
            born,
            email,
            phone,
            agency,
            purged,
            reference,
        ) = row
        stand = stands(step)
        if shown is not None and (stand == "left" or purged or not shown.has(person)):
            out[run] += stand != "left"
            continue
        may_tell = _ALL if shown is None else shown.parts[person]
        named[run].append(
            Nominee(
                key=key,
                trainee=person,
                reference=reference if own else "",
                side=side,
                name=name,
                name_hi=name_hi,
                post=post,
                agency=agency or "",
                stands=stand,
                step=step if own else "",
                place=place if stand == "waitlisted" else 0,
                gates=_passed(may[run], side, gates.get(key, {})) if own else "",
                service_number=number if "service_number" in may_tell else "",
                born=date.fromisoformat(born) if born and "birth" in may_tell else None,
                contact=" · ".join(filter(None, (email, phone))) if "contact" in may_tell else "",
                presences=presences.get(key, {}),
                score=finals.get(key),
                certificate=certified.get(key, ""),
            )
        )
    sides = {rx.side: 0, rx.partner: 1}
    for found in named.values():
        found.sort(key=lambda one: (sides[one.side], _ORDER[one.stands], one.place, one.name.casefold(), one.key))
    withheld = () if shown is None else shown.withheld
    return {key: (tuple(found), out[key]) for key, found in named.items()}, withheld


_PERSON = 5


def _people(keys: list[int]) -> Any:
    n, t, a = schema.nominations.c, schema.trainees.c, schema.agencies.c
    joined = schema.nominations.join(schema.trainees, t.key == n.trainee_key).outerjoin(
        schema.agencies, a.key == n.agency_key
    )
    return (
        select(
            n.key, n.run_key, n.side, n.step, n.place, t.key, t.name, t.name_hi, t.post, t.service_number, t.born,
            t.email, t.phone, a.code, t.purged_on, t.reference,
        )
        .select_from(joined)
        .where(n.run_key.in_(keys))
    )  # fmt: skip


def _gates(rx: Read, runs: dict[int, Any]) -> dict[int, dict[str, tuple[str, str | None]]]:
    g, n = schema.gates.c, schema.nominations.c
    found: dict[int, dict[str, tuple[str, str | None]]] = {}
    asked = [key for key, row in runs.items() if row.vetting or row.clearance]
    for some in editions.blocks(asked):
        joined = schema.gates.join(schema.nominations, n.key == g.nomination_key)
        rows = rx.tuples(
            select(g.nomination_key, g.gate, g.status, g.expires).select_from(joined).where(n.run_key.in_(some))
        )
        for nomination, gate, status, expires in rows:
            found.setdefault(nomination, {})[gate] = (status, expires)
    return found


def _passed(run: Any, side: str, gates: dict[str, tuple[str, str | None]]) -> str:
    """Whether all gates that the run asks of this side are passed to its last day; '' when it asks none."""
    asked = route_of(run, side).gates
    if not asked:
        return ""
    for gate in asked:
        status, expires = gates.get(gate, ("", None))
        if status != "cleared" or (expires is not None and expires < run.ends):
            return "missing"
    return "passed"


def _presences(rx: Read, runs: Iterable[int]) -> dict[int, dict[str, str]]:
    a, n = schema.attendance.c, schema.nominations.c
    found: dict[int, dict[str, str]] = {}
    for some in editions.blocks(runs):
        joined = schema.attendance.join(schema.nominations, n.key == a.nomination_key)
        for key, day, presence in rx.tuples(
            select(a.nomination_key, a.day, a.presence).select_from(joined).where(n.run_key.in_(some))
        ):
            found.setdefault(key, {})[day] = presence
    return found


def _scores(rx: Read, runs: Iterable[int]) -> dict[int, int]:
    s, n = schema.scores.c, schema.nominations.c
    joined = schema.scores.join(schema.nominations, n.key == s.nomination_key)
    return {
        key: tenths
        for some in editions.blocks(runs)
        for key, tenths in rx.tuples(
            select(s.nomination_key, s.tenths).select_from(joined).where(n.run_key.in_(some), s.test == "final")
        )
    }


def _certificates(rx: Read, runs: Iterable[int]) -> dict[int, str]:
    c, n = schema.certificates.c, schema.nominations.c
    joined = schema.certificates.join(schema.nominations, n.key == c.nomination_key)
    return {
        key: reference
        for some in editions.blocks(runs)
        for key, reference in rx.tuples(
            select(c.nomination_key, c.reference).select_from(joined).where(n.run_key.in_(some), c.revoked_on.is_(None))
        )
    }
