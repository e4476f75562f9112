"""What a run led to in the field (Kirkpatrick's fourth level): dated sentences, linked to joint actions.

Optional; a result is added and taken away, not edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select

from hsdclient import clock, errors, records, schema
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.training.references import alive_key
from hsdclient.training.runs.draft import KIND
from hsdclient.words import N_, _

x, u, j, o = schema.run_results.c, schema.runs.c, schema.joint_actions.c, schema.officers.c


@dataclass(frozen=True)
class Result:
    """One result of a run; `action` is the joint action's reference, '' for none."""

    key: int
    run_key: int
    run: str
    run_title: str
    dated: date
    text: str
    action_key: int | None
    action: str
    action_title: str
    officer: str


@dataclass(frozen=True, kw_only=True)
class ResultDraft:
    """One result as entered: the day (ISO), what it was, the reference of the joint action it shows in."""

    dated: str = ""
    text: str = ""
    action: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("dated", N_("On"), "date", required=True),
        Field("text", N_("What it led to"), "text", required=True, max_length=2_000),
        Field("action", N_("Joint action"), "choice", choices="actions"),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this result by itself: field key → sentence."""
        return records.shape_problems(SHAPE, records.values_of(SHAPE, self))


SHAPE = records.Kind(
    "run_results", "", ResultDraft.FIELDS,
    needed={"dated": N_("Give the day."), "text": N_("Say what it led to.")},
)  # fmt: skip


def _listed(rx: Read, condition: Any) -> list[Result]:
    return [
        Result(
            row.key, row.run_key, row.reference, row.title_en, date.fromisoformat(row.dated), row.text,
            row.action_key, row.action or "", row.action_title or "", row.name or "",
        )
        for row in rx.all(
            select(
                schema.run_results, u.reference, u.title_en, j.reference.label("action"),
                j.title_en.label("action_title"), o.name,
            )
            .join(schema.runs, u.key == x.run_key)
            .outerjoin(schema.joint_actions, j.key == x.action_key)
            .outerjoin(schema.officers, o.key == x.officer_key)
            .where(condition)
            .order_by(x.dated, x.key)
        )
    ]  # fmt: skip


def of_runs(rx: Read, keys: Sequence[int]) -> dict[int, tuple[Result, ...]]:
    """Run → its results, the earliest first."""
    found: dict[int, list[Result]] = {}
    for one in _listed(rx, x.run_key.in_(list(keys))):
        found.setdefault(one.run_key, []).append(one)
    return {key: tuple(listed) for key, listed in found.items()}


def of_action(rx: Read, action: int) -> list[Result]:
    """What runs led to in the joint action `action`, the earliest first; runs in the trash are left out."""
    return _listed(rx, (x.action_key == action) & u.discarded_at.is_(None))


def check(rx: Read, run: int, draft: ResultDraft) -> dict[str, str]:
    """What forbids this result: field → sentence. It cannot lie before the run began, nor ahead."""
    row = records.there(rx, KIND, run)
    found = draft.problems()
    if "dated" not in found:
        if draft.dated < row["starts"]:
            found["dated"] = _("The run had not begun on this day.")
        elif draft.dated > rx.today.isoformat():
            found["dated"] = _("This day is still to come.")
    if draft.action:
        try:
            alive_key("joint_actions")(rx, draft.action)
        except errors.Refused as refusal:
            found["action"] = refusal.sentence
    return found


def add(tx: Tx, run: int, draft: ResultDraft) -> int:
    """Record what a run led to; Problems when `check` finds any. The row's key."""
    records.alive(tx, KIND, run)
    if found := check(tx, run, draft):
        raise errors.Problems(found)
    action = alive_key("joint_actions")(tx, draft.action) if draft.action else None
    return tx.insert(
        schema.run_results,
        {
            "run_key": run, "action_key": action, "dated": draft.dated, "text": draft.text.strip(),
            "officer_key": tx.officer.key, "recorded_at": clock.text(clock.now()),
        },
    )  # fmt: skip


def remove(tx: Tx, key: int) -> None:
    """Take a result away that was recorded by mistake; the journal keeps it."""
    row = tx.row(schema.run_results, key)
    if row is None:
        raise errors.Refused(_("This result is no longer there; reload the run."))
    records.alive(tx, KIND, row["run_key"])
    tx.delete(schema.run_results, key)
