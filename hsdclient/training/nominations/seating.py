"""Seats and the waitlist: who gets one, who waits, who moves up by itself, and what a changed run does to its nominees.

A seat that frees before the first day goes to the first who waits on that side; nobody sits in two places on one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from hsdclient import errors, schema, seats
from hsdclient.seats import SEATED
from hsdclient.session import Read, Tx
from hsdclient.training import pipeline
from hsdclient.training.nominations.steps import Held, missing, of_run, put_step
from hsdclient.words import _

n, r = schema.nominations.c, schema.runs.c
_BLOCK = 500
_NOMINATED = select(n.trainee_key).where(n.run_key == bindparam("run"))
_WAITING = (
    select(n.side, func.count().label("many"), func.max(n.place).label("last"))
    .where(n.run_key == bindparam("run"), n.step == "waitlisted")
    .group_by(n.side)
)
_ELSEWHERE = (
    select(n.trainee_key, r.reference, r.starts, r.ends, r.delivery)
    .join(schema.runs, r.key == n.run_key)
    .where(
        n.trainee_key.in_(bindparam("persons", expanding=True)), n.run_key != bindparam("run"),
        n.step.in_(sorted(SEATED)), r.starts <= bindparam("ends"), r.ends >= bindparam("starts"),
        r.discarded_at.is_(None), r.state != "cancelled",
    )
    .order_by(r.starts)
)  # fmt: skip
_OPEN_STEPS = ("nominated", "cadre_clearance", "vetting", "accepted", "travel")


@dataclass(frozen=True)
class Nominated:
    """What became of one nomination: its step, the place on the waitlist (0 for none), sentences to be told."""

    key: int
    step: str
    place: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overlap:
    """Another run in which the person holds a seat on one of these days; `online`: one of the two is, so it is only
    a warning."""

    run: str
    starts: str
    ends: str
    online: bool

    @property
    def sentence(self) -> str:
        """The overlap as a sentence."""
        return _("Holds a seat in {run} from {starts} to {ends}, on the same days.").format(
            run=self.run, starts=self.starts, ends=self.ends
        )


class Seating:
    """The seats of one run, looked up once and then counted on: for a roll, and for its dry run."""

    def __init__(self, rx: Read, run: int) -> None:
        row = rx.row(schema.runs, run)
        if row is None:
            raise errors.Refused(_("This record is no longer there; reload the list."))
        self.run = row
        self.offered = seats.offered(rx, run)
        self.taken = seats.taken(rx, run)
        rows = rx.all(_WAITING, {"run": run})
        self.waiting = dict.fromkeys(schema.SIDES, 0) | {row.side: row.many for row in rows}
        self._last = dict.fromkeys(schema.SIDES, 0) | {row.side: row.last for row in rows}
        self.nominated = set(rx.column(_NOMINATED, {"run": run}))

    @property
    def closed(self) -> str:
        """Why nobody can be nominated for this run, as a sentence; '' when one can."""
        if self.run["discarded_at"]:
            return _("{run} is in the trash; recover it first.").format(run=self.run["reference"])
        if self.run["state"] == "cancelled":
            return _("{run} was cancelled; nobody is nominated for it.").format(run=self.run["reference"])
        return ""

    def free(self, side: str) -> int:
        """How many seats of `side` nobody holds."""
        return max(0, self.offered[side] - self.taken[side])

    def take(self, side: str) -> tuple[str, int, int]:
        """Give the next one of `side` a seat or a place on the waitlist: (step, place as stored, place as told)."""
        if self.free(side):
            self.taken[side] += 1
            return "nominated", 0, 0
        return self.wait(side)

    def wait(self, side: str) -> tuple[str, int, int]:
        """Give the next one of `side` a place on the waitlist."""
        self._last[side] += 1
        self.waiting[side] += 1
        return "waitlisted", self._last[side], self.waiting[side]

    def full(self, side: str, place: int) -> str:
        """The sentence for one who has to wait."""
        return _("All {seats} seats for {side} are taken: waitlisted, place {place}.").format(
            seats=self.offered[side], side=side, place=place
        )


def overlaps(rx: Read, run: Any, trainees: Sequence[int]) -> dict[int, list[Overlap]]:
    """For each of the trainees the other runs on these days in which they hold a seat. `run`: its row as a dict."""
    found: dict[int, list[Overlap]] = {}
    for start in range(0, len(trainees), _BLOCK):
        block = list(trainees[start : start + _BLOCK])
        asked = {"persons": block, "run": run["key"], "starts": run["starts"], "ends": run["ends"]}
        for row in rx.all(_ELSEWHERE, asked):
            online = "online" in (row.delivery, run["delivery"])
            found.setdefault(row.trainee_key, []).append(Overlap(row.reference, row.starts, row.ends, online))
    return found


def hindering(overlap: Iterable[Overlap]) -> Overlap | None:
    """The first of the overlaps that forbids a seat: both runs need the person in the place."""
    return next((one for one in overlap if not one.online), None)


def moves_up(rx: Read, run: Any) -> bool:
    """Whether the waitlist of the run still moves by itself: before the first day of a run that takes place."""
    return (
        run["discarded_at"] is None
        and run["state"] not in ("cancelled", "held")
        and rx.today.isoformat() < run["starts"]
    )


def fill_seats(tx: Tx, run: int) -> list[Nominated]:
    """Give every free seat to the first who waits on its side, before the run's first day; who moved up, with the
    sentence to be told. One who holds a seat elsewhere on these days keeps the place and is passed over."""
    seating = Seating(tx, run)
    if not moves_up(tx, seating.run):
        return []
    told: list[Nominated] = []
    waiting = of_run(tx, run, ["waitlisted"])
    elsewhere = overlaps(tx, seating.run, [one.trainee_key for one in waiting])
    for one in waiting:
        if not seating.free(one.side) or hindering(elsewhere.get(one.trainee_key, ())):
            continue
        put_step(tx, one.key, "nominated", by_itself=True)
        seating.taken[one.side] += 1
        moved = _("{name} ({reference}) moved up from the waitlist.").format(name=one.name, reference=one.reference)
        told.append(Nominated(one.key, "nominated", 0, (moved,)))
    return told


def settle(tx: Tx, one: Held) -> str:
    """Put one who stands before arrival where the run as it is now has a step, and before the gates that are not
    passed (any more); the new step, or ''."""
    if one.step not in _OPEN_STEPS:
        return ""
    step = pipeline.nearest(one.step, one.route)
    if step in pipeline.GATED and (lacking := missing(tx, one)):
        step = "cadre_clearance" if lacking[0] == "cadre_clearance" else "vetting"
    return step if put_step(tx, one.key, step, by_itself=True) else ""


def reroute(tx: Tx, run: int) -> list[Nominated]:
    """After the run asks for other gates or is held elsewhere: those at a step that it has no more stand at the one
    before, those accepted without a gate that is asked now stand before it; who moved."""
    moved = [(one, settle(tx, one)) for one in of_run(tx, run, _OPEN_STEPS)]
    return [Nominated(one.key, step) for one, step in moved if step]


def run_was_cancelled(tx: Tx, run: int) -> int:
    """Withdraw all who have a seat or wait and did not come yet, because the run changed; how many."""
    left = of_run(tx, run, (*_OPEN_STEPS, *pipeline.WAITING))
    for one in left:
        put_step(tx, one.key, "withdrawn", by_itself=True, reason="run_changed")
    return len(left)
