"""How many seats a run has for a side and who holds them: one count for nominating, amending and undoing.

Asks the schema only; knows neither the pipeline nor the undo.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.words import _

SEATED = frozenset({
    "nominated", "cadre_clearance", "vetting", "accepted", "travel", "attended", "certified", "evaluated", "returned",
})  # fmt: skip
"""The steps of a nomination that hold a seat."""

n, s = schema.nominations.c, schema.run_sides.c
_OFFERED = select(s.side, s.seats).where(s.run_key == bindparam("run"))
_TAKEN = (
    select(n.side, func.count().label("held"))
    .where(n.run_key == bindparam("run"), n.side.in_(schema.SIDES), n.step.in_(sorted(SEATED)))
    .group_by(n.side)
)


def offered(rx: Read, run: int) -> dict[str, int]:
    """The seats of the run by side; 0 for a side without."""
    rows = rx.all(_OFFERED, {"run": run})
    return dict.fromkeys(schema.SIDES, 0) | {row.side: int(row.seats) for row in rows}


def taken(rx: Read, run: int) -> dict[str, int]:
    """The seats of the run that are held, by side."""
    return dict.fromkeys(schema.SIDES, 0) | {row.side: int(row.held) for row in rx.all(_TAKEN, {"run": run})}


def check(rx: Read, runs: Iterable[int]) -> None:
    """Refused when one of the runs has more seats held than it offers: asked after an undo, of the runs it touched."""
    for run in runs:
        there, held = offered(rx, run), taken(rx, run)
        for side in schema.SIDES:
            if held[side] > there[side]:
                row = rx.row(schema.runs, run) or {}
                raise errors.Refused(
                    _(
                        "A seat was taken since: {run} has {seats} seats for {side}, and {held} would hold one. "
                        "Raise the seats or withdraw somebody first."
                    ).format(run=row.get("reference", ""), seats=there[side], side=side, held=held[side])
                )
