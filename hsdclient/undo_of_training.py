"""What an undo of training may not leave behind: more seats held than offered, gates not passed, papers not earned.

Asked of what the undo has written, in the same transaction; refuses, and mends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from hsdclient import errors, schema, seats
from hsdclient.session import Read
from hsdclient.training import earning
from hsdclient.training.nominations import kept
from hsdclient.words import _

SEATING = frozenset({"nominations", "nomination_steps", "run_sides", "runs", "attendance", "scores", "gates"})
"""Tables whose rows say who holds a seat, and who earned a certificate."""
_OF_NOMINATION = frozenset({"nomination_steps", "attendance", "scores", "gates"})


def check(rx: Read, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Refused when a run that these rows (table, values as they were written or taken back) touch has more seats held
    than it offers, or a certificate that is no longer earned."""
    runs, nominations = set(), set()
    for noun, row in rows:  # what was made and changed in one act comes twice, the second time without its run
        if noun == "runs":
            runs.add(row["key"])
        elif noun in _OF_NOMINATION:
            nominations.add(row.get("nomination_key"))
        elif noun in SEATING:
            runs.add(row.get("run_key"))
    n = schema.nominations.c
    for key in nominations:
        runs.add(rx.scalar(select(n.run_key).where(n.key == key)))
    runs.discard(None)
    seats.check(rx, sorted(runs))
    for run in sorted(runs):
        earning.still(rx, run)
        kept.check(rx, run)


def check_goes(rx: Read, noun: str, key: int) -> None:
    """Refused when the run or trainee that an undo would put into the trash has nominations by now."""
    column = {"runs": "run_key", "trainees": "trainee_key"}.get(noun)
    if column and rx.one(select(schema.nominations.c.key).where(schema.nominations.c[column] == key).limit(1)):
        raise errors.Refused(
            _("Somebody was nominated since; it cannot be undone any more. Withdraw the nomination first.")
        )
