"""Nominations as lists: of one run, of one person, over all runs; their rows in blocks, and the columns of the board.

Looks only. Of the gates it says which are missing, never what stands there (`vetting` logs who looks).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, exists, func, select

from hsdclient import records, schema, search
from hsdclient.session import Read
from hsdclient.training import pipeline
from hsdclient.training.nominations.steps import expires_during, is_passed

n, t, u, g, k, a, s, c = (
    schema.nominations.c, schema.trainees.c, schema.runs.c, schema.agencies.c, schema.gates.c, schema.attendance.c,
    schema.scores.c, schema.certificates.c,
)  # fmt: skip
HALVES = {"present": 2, "half_day": 1, "absent": 0, "excused": 0}


@dataclass(frozen=True)
class NominationQuery:
    """What to list, over all runs that are not in the trash. `runs` and `trainees` are references, `agencies` codes;
    `after`…`before`: the run's days overlap with them (ISO); `gate_missing` and `gate_expiring` of those with a seat
    before arrival."""

    runs: tuple[str, ...] = ()
    trainees: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    seated: bool = False
    gate_missing: bool = False
    gate_expiring: bool = False
    after: str = ""
    before: str = ""
    text: str = ""
    keys: tuple[int, ...] | None = None
    sort: str = "run"
    descending: bool = False


@dataclass(frozen=True)
class NominationRow:
    """One nomination. `place` is the place on the waitlist as told (1 is next), 0 for none; `halves` half days
    attended; `score` and `pre`, `post` in tenths of a percent or None; `next` the steps that make sense.

    `gates_missing` are the gates that the run asks and that are not passed up to its last day; `expires_during`: one
    is cleared, but not that long. A purged person's name is the reference.
    """

    key: int
    id: str
    run_key: int
    run: str
    run_title: str
    run_title_hi: str
    run_starts: date
    run_ends: date
    trainee_key: int
    trainee: str
    name: str
    name_hi: str
    post: str
    unit: str
    service_number: str
    born: date | None
    email: str
    phone: str
    agency: str
    side: str
    step: str
    step_on: date
    place: int
    substitute_for: str
    substitute_for_key: int | None
    gates_missing: tuple[str, ...]
    expires_during: bool
    halves: int
    pre: int | None
    post_test: int | None
    score: int | None
    certificate: str
    left_reason: str
    marking: str
    next: tuple[str, ...]
    recorded_at: str

    @property
    def gates_passed(self) -> bool:
        """Whether nothing that the run asks is missing."""
        return not self.gates_missing

    @property
    def attended_days(self) -> float:
        """Days attended, half days as halves."""
        return self.halves / 2


_STEP_ORDER = case({step: place for place, step in enumerate(schema.STEPS)}, value=n.step)
SORTS: dict[str, tuple[Any, ...]] = {
    "run": (u.starts, u.key, n.side, _STEP_ORDER, n.place, t.name),
    "name": (t.name,),
    "agency": (g.code, t.name),
    "post": (t.post, t.name),
    "side": (n.side, t.name),
    "step": (_STEP_ORDER, n.place, t.name),
    "step_on": (n.step_on,),
    "trainee": (t.year, t.number),
    "recorded_at": (n.recorded_at, n.key),
}
_BEFORE = ("nominated", "cadre_clearance", "vetting", "accepted", "travel")


def _tables() -> Any:
    joined = schema.nominations.join(schema.runs, u.key == n.run_key).join(schema.trainees, t.key == n.trainee_key)
    return joined.outerjoin(schema.agencies, g.key == n.agency_key)


def statement(rx: Read, query: NominationQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order."""
    found = select(n.key).select_from(_tables()).where(u.discarded_at.is_(None))
    if query.keys is not None:
        found = found.where(n.key.in_(query.keys))
    for column, wanted in (
        (u.reference, query.runs), (t.reference, query.trainees), (n.step, query.steps), (n.side, query.sides),
        (g.code, query.agencies),
    ):  # fmt: skip
        if wanted:
            found = found.where(column.in_(wanted))
    if query.seated:
        found = found.where(n.step.in_(sorted(pipeline.SEATED)))
    if query.gate_missing or query.gate_expiring:
        found = found.where(n.step.in_(_BEFORE))
    if query.gate_missing:
        found = found.where(_lacks_a_gate())
    if query.gate_expiring:
        found = found.where(
            exists(select(k.key).where(k.nomination_key == n.key, k.status == "cleared", k.expires < u.ends))
        )
    if query.after:
        found = found.where(u.ends >= query.after)
    if query.before:
        found = found.where(u.starts <= query.before)
    if query.text.strip():
        found = found.where(search.holding(t.key, "trainees", query.text))
    columns = SORTS.get(query.sort, SORTS["run"])
    return records.in_order(found, columns, n.key, descending=query.descending, may_lack=query.sort == "agency")


def _lacks_a_gate() -> Any:
    """Whether fewer gates are passed up to the run's last day than the run asks of this side."""
    asked = case((u.vetting == 1, 2), else_=0) + case((and_(u.clearance == 1, n.side == "IN"), 1), else_=0)
    counts = (k.gate != "cadre_clearance") & (u.vetting == 1)
    counts |= (k.gate == "cadre_clearance") & (u.clearance == 1) & (n.side == "IN")
    passed = (
        select(func.count())
        .where(
            k.nomination_key == n.key, k.status == "cleared", k.expires.is_(None) | (k.expires >= u.ends), counts,
        )
        .correlate(schema.nominations, schema.runs)
        .scalar_subquery()
    )  # fmt: skip
    return passed < asked


def ids(rx: Read, query: NominationQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read) -> int:
    """How many there are without the filter, in runs that are not in the trash."""
    counted = select(func.count()).select_from(schema.nominations.join(schema.runs, u.key == n.run_key))
    return int(rx.scalar(counted.where(u.discarded_at.is_(None))))


def keys_of_run(rx: Read, run: int) -> array[int]:
    """The nominations of one run: by side, then on the waitlist by place, then by name."""
    joined = schema.nominations.join(schema.trainees, t.key == n.trainee_key)
    order = (n.side, _STEP_ORDER, n.place, t.name, n.key)
    return rx.keys(select(n.key).select_from(joined).where(n.run_key == run).order_by(*order))


def of_run(rx: Read, run: int) -> list[NominationRow]:
    """The rows of one run, in the order of `keys_of_run`, in a few statements however many."""
    return rows(rx, keys_of_run(rx, run))


def of_trainee(rx: Read, trainee: int) -> list[NominationRow]:
    """A person's training history: the nominations, the latest run first; those of runs in the trash are left out."""
    joined = schema.nominations.join(schema.runs, u.key == n.run_key)
    asked = select(n.key).select_from(joined).where(n.trainee_key == trainee, u.discarded_at.is_(None))
    return rows(rx, rx.column(asked.order_by(u.starts.desc(), n.key.desc())))


def board(rx: Read, run: int) -> dict[str, list[int]]:
    """The columns of the run's board: step → keys, on the waitlist by place, elsewhere by name.

    Every step of the route of either side is there, and every step aside, though nobody stands at it.
    """
    row = rx.row(schema.runs, run) or {}
    routes = [
        pipeline.route(
            clearance=bool(row["clearance"]), vetting=bool(row["vetting"]), delivery=row["delivery"], side=side
        ).steps
        for side in schema.SIDES
    ]
    shown = [step for step in pipeline.MAIN if any(step in route for route in routes)]
    columns: dict[str, list[int]] = {step: [] for step in (*shown, *pipeline.ASIDE)}
    joined = schema.nominations.join(schema.trainees, t.key == n.trainee_key)
    asked = select(n.step, n.key).select_from(joined).where(n.run_key == run).order_by(n.place, t.name, n.key)
    for step, key in rx.tuples(asked):
        columns.setdefault(step, []).append(key)
    return columns


def counts(rx: Read, run: int) -> dict[tuple[str, str], int]:
    """(side, step) → how many nominations of the run stand there."""
    asked = select(n.side, n.step, func.count().label("many")).where(n.run_key == run).group_by(n.side, n.step)
    return {(row.side, row.step): row.many for row in rx.all(asked)}


_BLOCK = 500


def rows(rx: Read, keys: Sequence[int]) -> list[NominationRow]:
    """The lines for `keys`, in their order; gone ones are left out."""
    listed, found = list(keys), dict[int, NominationRow]()
    places: dict[int, int] = {}
    asked_runs: set[int] = set()
    for start in range(0, len(listed), _BLOCK):
        block = {"keys": listed[start : start + _BLOCK]}
        lines = rx.all(_block(), block)
        waiting = {row.run_key for row in lines if row.step == "waitlisted"} - asked_runs
        if waiting:
            places |= dict(rx.tuples(_places(), {"runs": sorted(waiting)}))
            asked_runs |= waiting
        more = _More(rx, block)
        found |= {row.key: _row(row, places.get(row.key, 0), more) for row in lines}
    return [found[key] for key in listed if key in found]


class _More:
    """What hangs on the nominations of a block, each looked up with one statement."""

    def __init__(self, rx: Read, block: dict[str, Any]) -> None:
        self.gates: dict[int, dict[str, Any]] = {}
        for row in rx.all(_gates(), block):
            self.gates.setdefault(row.nomination_key, {})[row.gate] = row
        self.halves: dict[int, int] = {}
        for key, presence, days in rx.tuples(_days(), block):
            self.halves[key] = self.halves.get(key, 0) + HALVES[presence] * days
        self.scores = {(key, test): tenths for key, test, tenths in rx.tuples(_scores(), block)}
        self.certificates = dict(rx.tuples(_certificates(), block))


def _of_block(table: Any, *columns: Any) -> Select[Any]:
    return select(table.c.nomination_key, *columns).where(table.c.nomination_key.in_(bindparam("keys", expanding=True)))


@cache
def _gates() -> Select[Any]:
    return _of_block(schema.gates, k.gate, k.status, k.expires)


@cache
def _days() -> Select[Any]:
    return _of_block(schema.attendance, a.presence, func.count()).group_by(a.nomination_key, a.presence)


@cache
def _scores() -> Select[Any]:
    return _of_block(schema.scores, s.test, s.tenths)


@cache
def _certificates() -> Select[Any]:
    return _of_block(schema.certificates, c.reference).where(c.revoked_on.is_(None))


@cache
def _places() -> Select[Any]:
    """The place on the waitlist as told: who went before leaves no gap."""
    place = func.row_number().over(partition_by=(n.run_key, n.side), order_by=(n.place, n.key))
    return select(n.key, place).where(n.run_key.in_(bindparam("runs", expanding=True)), n.step == "waitlisted")


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once."""
    first, stood_for = schema.nominations.alias("first"), schema.trainees.alias("stood_for")
    joined = _tables().outerjoin(first, first.c.key == n.substitute_for_key)
    joined = joined.outerjoin(stood_for, stood_for.c.key == first.c.trainee_key)
    return (
        select(
            n.key, n.id, n.run_key, u.reference.label("run"), u.title_en, u.title_hi, u.starts, u.ends, u.vetting,
            u.clearance, u.delivery, n.trainee_key, t.reference, t.name, t.name_hi, t.post, t.unit, t.service_number,
            t.born, t.email, t.phone, t.marking, g.code.label("agency"), n.side, n.step, n.step_on, n.left_reason,
            n.substitute_for_key, stood_for.c.reference.label("stood_for"), n.recorded_at,
        )
        .select_from(joined)
        .where(n.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


@cache
def _route(clearance: int, vetting: int, delivery: str, side: str) -> pipeline.Route:
    return pipeline.route(clearance=bool(clearance), vetting=bool(vetting), delivery=delivery, side=side)


def _row(row: Any, place: int, more: _More) -> NominationRow:
    route = _route(row.clearance, row.vetting, row.delivery, row.side)
    gates = more.gates.get(row.key, {})
    return NominationRow(
        key=row.key,
        id=row.id,
        run_key=row.run_key,
        run=row.run,
        run_title=row.title_en,
        run_title_hi=row.title_hi,
        run_starts=date.fromisoformat(row.starts),
        run_ends=date.fromisoformat(row.ends),
        trainee_key=row.trainee_key,
        trainee=row.reference,
        name=row.name or row.reference,
        name_hi=row.name_hi,
        post=row.post,
        unit=row.unit,
        service_number=row.service_number,
        born=date.fromisoformat(row.born) if row.born else None,
        email=row.email,
        phone=row.phone,
        agency=row.agency or "",
        side=row.side,
        step=row.step,
        step_on=date.fromisoformat(row.step_on),
        place=place,
        substitute_for=row.stood_for or "",
        substitute_for_key=row.substitute_for_key,
        gates_missing=tuple(gate for gate in route.gates if not is_passed(gates.get(gate), row.ends)),
        expires_during=any(expires_during(gates.get(gate), row.ends) for gate in route.gates),
        halves=more.halves.get(row.key, 0),
        pre=more.scores.get((row.key, "pre")),
        post_test=more.scores.get((row.key, "post")),
        score=more.scores.get((row.key, "final")),
        certificate=more.certificates.get(row.key, ""),
        left_reason=row.left_reason or "",
        marking=row.marking,
        next=pipeline.ways(row.step, route),
        recorded_at=row.recorded_at,
    )
