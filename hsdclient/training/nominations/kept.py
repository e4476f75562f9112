"""What always holds of a run's nominations: asked after an undo, which writes without the verbs.

Seats are counted by `hsdclient.seats`, certificates by `earning`; here gates and presence. Refuses, mends nothing.
"""

from __future__ import annotations

from sqlalchemy import exists, select

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.training import pipeline
from hsdclient.training.nominations.steps import of_run
from hsdclient.words import _

a, g = schema.attendance.c, schema.gates.c
_CLEARED = ("accepted", "travel")


def check(rx: Read, run: int) -> None:
    """Refused when somebody of the run is accepted without a gate that is asked, or attended without a day.

    A gate that ran out since counts as passed: time does that, no undo.
    """
    cleared: dict[int, set[str]] = {}
    n = schema.nominations.c
    asked = select(g.nomination_key, g.gate).join(schema.nominations, n.key == g.nomination_key)
    for key, gate in rx.tuples(asked.where(n.run_key == run, g.status == "cleared")):
        cleared.setdefault(key, set()).add(gate)
    came = set(
        rx.column(
            select(n.key).where(
                n.run_key == run,
                exists(select(a.key).where(a.nomination_key == n.key, a.presence.in_(("present", "half_day")))),
            )
        )
    )
    for one in of_run(rx, run, (*_CLEARED, *pipeline.CAME)):
        if one.step in _CLEARED and set(one.route.gates) - cleared.get(one.key, set()):
            raise errors.Refused(
                _("{name} is accepted since and would lack a gate; take that step back first.").format(name=one.name)
            )
        if one.step in pipeline.CAME and one.key not in came:
            raise errors.Refused(
                _("{name} is recorded as attended and would have no day of presence; take that step back first.")
                .format(name=one.name)
            )  # fmt: skip
