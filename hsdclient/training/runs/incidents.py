"""What happened during a run that must be kept: dated, of a kind, in the own side's words. Never for the partner.

Stands near the days of the run; a nominee may be named by the nomination only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from sqlalchemy import select

from hsdclient import clock, dates, errors, records, schema
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.training.runs.draft import KIND
from hsdclient.words import N_, _, language

INCIDENT_WORDS: dict[str, str] = {
    "medical": N_("Medical"),
    "safety": N_("Safety"),
    "conduct": N_("Conduct"),
    "travel": N_("Travel"),
    "facility": N_("Facility"),
    "other": N_("Other"),
}
AROUND = 7
"""Days before the first and after the last day on which an incident may lie: people travel."""
x, n, p, o = schema.incidents.c, schema.nominations.c, schema.trainees.c, schema.officers.c


@dataclass(frozen=True)
class Incident:
    """One incident of a run; `trainee` is a reference, '' when it is nobody's."""

    key: int
    run_key: int
    nomination_key: int | None
    trainee: str
    dated: date
    kind: str
    text: str
    officer: str


@dataclass(frozen=True, kw_only=True)
class IncidentDraft:
    """One incident as entered: the day (ISO), its kind, what happened; `nomination` None when it is nobody's."""

    dated: str = ""
    kind: str = "other"
    text: str = ""
    nomination: int | None = None

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("dated", N_("On"), "date", required=True),
        Field("kind", N_("Kind"), "choice", required=True, choices="incident_kinds"),
        Field("text", N_("What happened"), "text", required=True, max_length=5_000),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this incident by itself: field key → sentence."""
        return records.shape_problems(SHAPE, records.values_of(SHAPE, self))


SHAPE = records.Kind(
    "incidents", "", IncidentDraft.FIELDS, choices={"kind": schema.INCIDENT_KINDS},
    needed={
        "dated": N_("Give the day."), "kind": N_("Say what kind of incident it was."),
        "text": N_("Say what happened."),
    },
)  # fmt: skip


def of_runs(rx: Read, keys: Sequence[int]) -> dict[int, tuple[Incident, ...]]:
    """Run → its incidents, the earliest first."""
    found: dict[int, list[Incident]] = {}
    for row in rx.all(
        select(schema.incidents, p.reference, o.name)
        .outerjoin(schema.nominations, n.key == x.nomination_key)
        .outerjoin(schema.trainees, p.key == n.trainee_key)
        .outerjoin(schema.officers, o.key == x.officer_key)
        .where(x.run_key.in_(list(keys)))
        .order_by(x.run_key, x.dated, x.key)
    ):
        found.setdefault(row.run_key, []).append(
            Incident(
                row.key, row.run_key, row.nomination_key, row.reference or "", date.fromisoformat(row.dated),
                row.kind, row.text, row.name or "",
            )
        )  # fmt: skip
    return {key: tuple(listed) for key, listed in found.items()}


def check(rx: Read, run: int, draft: IncidentDraft) -> dict[str, str]:
    """What forbids this incident in this run: field → sentence."""
    row = records.there(rx, KIND, run)
    found = draft.problems()
    if "dated" not in found:
        day = date.fromisoformat(draft.dated)
        first, last = date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])
        if not first - timedelta(days=AROUND) <= day <= last + timedelta(days=AROUND):
            found["dated"] = _("The run is from {first} to {last}; give a day of it or of the week around it.").format(
                first=dates.say(first, language()), last=dates.say(last, language())
            )
        elif day > rx.today:
            found["dated"] = _("This day is still to come.")
    return found


def add(tx: Tx, run: int, draft: IncidentDraft) -> int:
    """Record an incident; Problems when `check` finds any. It stays as recorded; the row's key."""
    records.alive(tx, KIND, run)
    if found := check(tx, run, draft):
        raise errors.Problems(found)
    if draft.nomination is not None:
        held = tx.row(schema.nominations, draft.nomination)
        if held is None or held["run_key"] != run:
            raise errors.Refused(_("This nomination is no longer there; reload the run."))
    return tx.insert(
        schema.incidents,
        {
            "run_key": run, "nomination_key": draft.nomination, "dated": draft.dated, "kind": draft.kind,
            "text": draft.text.strip(), "officer_key": tx.officer.key, "recorded_at": clock.text(clock.now()),
        },
    )  # fmt: skip


def remove(tx: Tx, key: int) -> None:
    """Take an incident away that was recorded by mistake; the journal keeps it."""
    row = tx.row(schema.incidents, key)
    if row is None:
        raise errors.Refused(_("This incident is no longer there; reload the run."))
    records.alive(tx, KIND, row["run_key"])
    tx.delete(schema.incidents, key)
