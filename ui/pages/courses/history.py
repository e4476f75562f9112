"""How the runs of a course went, a line each: seats, who came, who passed, how it was rated.

Joins the looks of runs and evaluations; figures of few answers are not shown (that is the evaluations' rule).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from hsdclient.session import Read
from hsdclient.training import evaluations, runs
from hsdclient.training.courses import CourseCard
from hsdclient.training.evaluations import Summary
from hsdclient.training.runs import RunQuery
from hsdclient.words import N_, _
from ui.parts.rows import Column
from ui.training import run_looks

COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("starts", N_("First day"), 96, sortable=False),
    Column("seats", N_("Seats taken"), 110, sortable=False, grows_from=890),
    Column("attended", N_("Attended"), 80, kind="number", sortable=False),
    Column("passed", N_("Passed"), 110, sortable=False),
    Column("rated", N_("Rating (1–5)"), 120, sortable=False),
    Column("state", N_("State"), 120, kind="badge", sortable=False),
    Column("host", N_("Host"), 76, sortable=False),
    Column("ends", N_("Last day"), 96, sortable=False),
)


def look(rx: Read, card: CourseCard) -> Sequence[tuple[int, Mapping[str, object]]]:
    """The runs of the course, the latest first: (key, line)."""
    keys = list(runs.ids(rx, RunQuery(courses=(card.row.reference,), sort="starts", descending=True)))
    found = []
    for row in runs.rows(rx, keys):
        told = evaluations.summary(rx, row.key) if row.starts <= rx.today and row.state != "cancelled" else None
        line: dict[str, object] = {
            "reference": row.reference,
            "starts": row.starts,
            "ends": row.ends,
            "host": row.host,
            "seats": run_looks.seats(row.taken, row.seats),
            "state": run_looks.state_badge(row.state),
        }
        if told is not None:
            line |= {"attended": told.attended, "passed": passed(told), "rated": rated(told)}
        found.append((row.key, line))
    return found


def passed(told: Summary) -> str:
    """Who passed the final test, of those who took it."""
    final = next((one for one in told.tests if one.test == "final"), None)
    if final is None or final.passed is None or not final.taken:
        return ""
    share = round(100 * final.passed / final.taken)
    return _("{passed} of {taken} ({percent} %)").format(passed=final.passed, taken=final.taken, percent=share)


def rated(told: Summary) -> str:
    """The mean of the reaction forms, and how many there are."""
    reaction = told.reaction
    if reaction.mean is None:
        return _("{count} forms").format(count=reaction.received) if reaction.received else ""
    return _("{mean} ({count} forms)").format(mean=f"{reaction.mean / 100:.1f}", count=reaction.received)
