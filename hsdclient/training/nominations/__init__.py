"""Nominations: persons put forward for a run and taken through its pipeline, listed and shown on the board.

The rooms: steps (the bare change), seating (seats and waitlist), verbs (what an officer does), lists (many).
"""

from __future__ import annotations

from hsdclient.training.nominations.lists import (
    SORTS,
    NominationQuery,
    NominationRow,
    board,
    counts,
    ids,
    keys_of_run,
    of_run,
    of_trainee,
    rows,
    statement,
    total,
)
from hsdclient.training.nominations.seating import (
    Nominated,
    Overlap,
    Seating,
    fill_seats,
    hindering,
    overlaps,
    reroute,
    run_was_cancelled,
)
from hsdclient.training.nominations.steps import put_step
from hsdclient.training.nominations.verbs import (
    Advanced,
    Way,
    advance,
    nominate,
    nominate_many,
    stand_by,
    ways_of,
)

__all__ = [
    "SORTS", "Advanced", "Nominated", "NominationQuery", "NominationRow", "Overlap", "Seating", "Way", "advance",
    "board", "counts", "fill_seats", "hindering", "ids", "keys_of_run", "nominate", "nominate_many", "of_run",
    "of_trainee", "overlaps", "put_step", "reroute", "rows", "run_was_cancelled", "stand_by", "statement", "total",
    "ways_of",
]  # fmt: skip
