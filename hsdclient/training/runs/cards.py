"""One run whole: its row, fields, both sides, deadlines, moves, instructors, costs, incidents, results, nominees.

Looks only; what a partner may see is decided in `editions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.training.runs import costs, deadlines, incidents, instructors, lists, moves, results, sides
from hsdclient.training.runs.costs import Cost
from hsdclient.training.runs.deadlines import RunDeadline
from hsdclient.training.runs.draft import RunDraft
from hsdclient.training.runs.incidents import Incident
from hsdclient.training.runs.instructors import Instructor
from hsdclient.training.runs.lists import RunRow
from hsdclient.training.runs.moves import Move
from hsdclient.training.runs.results import Result
from hsdclient.training.runs.sides import RunSide
from hsdclient.training.runs.verbs import draft_of
from hsdclient.words import _

u = schema.runs.c


@dataclass(frozen=True)
class RunCard:
    """One run whole. `draft` are its fields as a form has them; `sides` side → what is kept of it, the own one first;
    `counts` side → step → nominations there; deadlines and incidents earliest first, moves latest first."""

    row: RunRow
    draft: RunDraft
    cancelled_why: str
    recorded_by: str
    discard_reason: str
    sides: dict[str, RunSide]
    deadlines: tuple[RunDeadline, ...]
    moves: tuple[Move, ...]
    instructors: tuple[Instructor, ...]
    costs: tuple[Cost, ...]
    incidents: tuple[Incident, ...]
    results: tuple[Result, ...]
    counts: dict[str, dict[str, int]]

    @property
    def key(self) -> int:
        """The run's key."""
        return self.row.key

    @property
    def reference(self) -> str:
        """The run's reference."""
        return self.row.reference

    @property
    def discarded(self) -> bool:
        """Whether it lies in the trash."""
        return self.row.discarded

    @property
    def nominated(self) -> int:
        """How many nominations the run has, whatever became of them."""
        return sum(sum(steps.values()) for steps in self.counts.values())


def card(rx: Read, key: int) -> RunCard:
    """The run `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[RunCard]:
    """The runs `keys` (a block), whole, in that order; gone ones are left out."""
    wanted, o = list(keys), schema.officers.c
    more = {
        row.key: row
        for row in rx.all(
            select(u.key, u.cancelled_why, u.discard_reason, o.name)
            .outerjoin(schema.officers, o.key == u.recorded_by)
            .where(u.key.in_(wanted))
        )
    }
    both, held = sides.of_runs(rx, wanted), lists.counts(rx, wanted)
    taught, borne = instructors.of_runs(rx, wanted), costs.of_runs(rx, wanted)
    happened, led = incidents.of_runs(rx, wanted), results.of_runs(rx, wanted)
    return [
        RunCard(
            row=row,
            draft=draft_of(rx, row.key),
            cancelled_why=more[row.key].cancelled_why,
            recorded_by=more[row.key].name or "",
            discard_reason=more[row.key].discard_reason,
            sides=both.get(row.key, {}),
            deadlines=deadlines.of_run(rx, row.key),
            moves=moves.of_run(rx, row.key),
            instructors=taught.get(row.key, ()),
            costs=borne.get(row.key, ()),
            incidents=happened.get(row.key, ()),
            results=led.get(row.key, ()),
            counts=held.get(row.key, {}),
        )
        for row in lists.rows(rx, wanted)
    ]
