"""What the rows of a roll meet in the workspace: the run and its seats, everybody who is here, runs of the same days.

Looked up once for ten thousand rows. Decides nothing and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from hsdclient import errors, schema
from hsdclient.seats import SEATED
from hsdclient.session import Read
from hsdclient.training.nominations.seating import Overlap, Seating, overlaps
from hsdclient.training.people_match import People

n, r, a = schema.nominations.c, schema.runs.c, schema.agencies.c


@dataclass
class Roll:
    """A run as a roll meets it. `state` is the journal's last entry: while it is the last, nothing has changed."""

    seating: Seating
    here: dict[int, str]
    """Who is nominated for the run already: key of the person → step."""
    busy: dict[int, list[Overlap]]
    """Who has a seat in another run of these days: key of the person → those runs."""
    people: People
    agencies: dict[str, Any]
    state: int
    cards: dict[int, dict[str, Any]] = field(default_factory=dict)


def look(rx: Read, run_key: int) -> Roll:
    """The run with everything that a roll for it meets. Refused when nobody can be nominated for it."""
    seating = Seating(rx, run_key)
    if seating.closed:
        raise errors.Refused(seating.closed, "run")
    run = seating.run
    others = (
        select(n.trainee_key)
        .join(schema.runs, r.key == n.run_key)
        .where(n.run_key != run_key, n.step.in_(sorted(SEATED)), r.starts <= run["ends"], r.ends >= run["starts"])
    )
    return Roll(
        seating,
        dict(rx.tuples(select(n.trainee_key, n.step).where(n.run_key == run_key))),
        overlaps(rx, run, sorted(set(rx.column(others)))),
        People(rx),
        {row.code: row for row in rx.all(select(a.key, a.code, a.side))},
        last_entry(rx),
    )


def last_entry(rx: Read) -> int:
    """The number of the journal's last entry."""
    return int(rx.scalar(select(func.max(schema.journal.c.seq))) or 0)
