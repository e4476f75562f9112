"""Until when a person's data are kept: the officer's own day, else five years after the last run.

One SQL expression, so that the list, the card and the purge agree; deletes nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, literal, select

from hsdclient import schema

RETAIN_YEARS = 5
"""For how many years personal data are kept after the last run for which the person was nominated ended; a person who
never was, after the record was made."""


def until() -> Any:
    """The ISO day until which the data of a trainee of the statement around are kept (purged ones: as it was)."""
    t, n, r = schema.trainees.c, schema.nominations.alias("kept_nominations"), schema.runs.alias("kept_runs")
    last = (
        select(func.max(r.c.ends))
        .select_from(n.join(r, r.c.key == n.c.run_key))
        .where(n.c.trainee_key == t.key)
        .correlate(schema.trainees)
        .scalar_subquery()
    )
    ended = func.coalesce(last, func.substr(t.recorded_at, 1, 10))
    return func.coalesce(t.retain_until, func.date(ended, literal(f"+{RETAIN_YEARS} years")))
