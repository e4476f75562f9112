"""Record, amend, discard and recover a run, with the seats of both sides and the deadlines of its host.

Its days are moved (`moves`), its state is set (`states`), what the partner says is kept per side (`sides`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import errors, records, schema
from hsdclient.records import Recorded
from hsdclient.session import Read, Tx
from hsdclient.training import amounts, earning, needs
from hsdclient.training.nominations import reroute
from hsdclient.training.references import typed
from hsdclient.training.runs import deadlines, sides
from hsdclient.training.runs.completing import completed
from hsdclient.training.runs.draft import KIND, NUMBERS, READERS, RunDraft, shape_problems
from hsdclient.words import _

u, n, e = schema.runs.c, schema.nominations.c, schema.evaluations.c


def check(rx: Read, draft: RunDraft) -> dict[str, str]:
    """Everything that forbids recording `draft` in this workspace, once it is completed: field → sentence."""
    whole = completed(rx, draft)
    found = whole.problems()
    for key, sentence in records.problems(rx, KIND, records.values_of(KIND, whole)).items():
        found.setdefault(key, sentence)
    return found


def record(tx: Tx, draft: RunDraft) -> Recorded:
    """Record a run as planned, its deadlines copied from the host's rules; Problems when `check` finds any.

    Returns key and reference (RUN-2026-0001). The need it answers becomes planned.
    """
    if found := check(tx, draft):
        raise errors.Problems(found)
    whole = completed(tx, draft)
    made = records.record(tx, KIND, whole, {"state": "planned", **_numbers(records.values_of(KIND, whole))})
    sides.start(tx, made.key, {"IN": _number(whole.seats_in), "US": _number(whole.seats_us)})
    host = tx.scalar(select(u.host_key).where(u.key == made.key))
    deadlines.start(tx, made.key, host, date.fromisoformat(whole.starts), date.fromisoformat(whole.ends))
    needs.follow_run(tx, _need(tx, whole.need))
    return made


def _number(given: amounts.Given) -> int:
    return READERS["seats_in"](given) or 0


def _numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the run's row that its numbers mean."""
    return {name: READERS[name](values[name]) for name in ("pass_mark", "min_attendance") if name in values}


def _need(rx: Read, reference: str) -> int | None:
    return KIND.lookups["need"][1](rx, reference) if reference else None


_TYPED = {
    "course": schema.courses,
    "host": schema.agencies,
    "agreement": schema.agreements,
    "group": schema.working_groups,
    "commitment": schema.commitments,
    "need": schema.needs,
}


def draft_of(rx: Read, key: int) -> RunDraft:
    """The run `key` as a draft, for a form; its releases are left out, and so is what lies in the trash."""
    row = records.there(rx, KIND, key)
    values: dict[str, Any] = {}
    for one in KIND.own():
        if one.key in KIND.lookups:
            values[one.key] = typed(rx, _TYPED[one.key], row[KIND.lookups[one.key][0]])
        else:
            values[one.key] = bool(row[one.key]) if one.kind == "check" else row[one.key] or ""
    s = schema.run_sides.c
    held = {one.side: one.seats for one in rx.all(select(s.side, s.seats).where(s.run_key == key))}
    return RunDraft(
        **values,
        seats_in=str(held.get("IN", 0)),
        seats_us=str(held.get("US", 0)),
        pass_mark=amounts.say_tenths(row["pass_mark"]),
        min_attendance=str(row["min_attendance"]),
    )


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields (keys of RunDraft.FIELDS but `release`); False when nothing differs.

    The days are Refused: moving a run is another act, with a reason. A lower number of seats than are held is Refused,
    a higher one lets the waitlist move up; a rule that a certificate no longer meets is Refused (`earning.still`).
    """
    row = records.alive(tx, KIND, key)
    held = {"starts": row["starts"], "ends": row["ends"]}
    if moved := [name for name in held if name in changes and (changes[name] or held[name]) != held[name]]:
        raise errors.Refused(_("Move the run to change its days, and give the reason."), moved[0])
    values = {name: _plain(value) for name, value in changes.items() if name not in held}
    if "agreement" in values and values["agreement"] is None:
        del values["agreement"]
    found = shape_problems(values)
    for name, sentence in records.problems(tx, KIND, values).items():
        found.setdefault(name, sentence)
    if "title_en" in values and not str(values["title_en"]).strip():
        found.setdefault("title_en", _("Give the run a title, or choose its course."))
    if found:
        raise errors.Problems(found)
    changed = records.amend(tx, KIND, key, {name: values[name] for name in values if name not in NUMBERS})
    if numbers := _numbers(values):
        changed |= tx.update(schema.runs, key, numbers)
    wanted = {side: _number(values[name]) for side, name in (("IN", "seats_in"), ("US", "seats_us")) if name in values}
    if wanted:
        changed |= sides.put_seats(tx, row, wanted)
    if {"vetting", "clearance", "delivery"} & set(values):
        reroute(tx, key)
    if {"pass_mark", "min_attendance"} & set(values):
        earning.still(tx, key)
    if "need" in values and changed:
        needs.follow_run(tx, _need(tx, values["need"]), held=row["state"] == "held")
    return changed


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put runs into the trash, with a reason; Refused while nominations or evaluations hang on one, counting them."""
    listed = list(keys)
    for key in listed:
        row = records.alive(tx, KIND, key)
        nominated = tx.scalar(select(func.count()).select_from(schema.nominations).where(n.run_key == key))
        evaluated = tx.scalar(select(func.count()).select_from(schema.evaluations).where(e.run_key == key))
        if nominated or evaluated:
            raise errors.Refused(
                _(
                    "{code} stays; what hangs on it: nominations {nominations}, evaluations {evaluations}. "
                    "Cancel the run instead, with the reason."
                ).format(code=row["reference"], nominations=nominated, evaluations=evaluated)
            )
    records.discard(tx, KIND, listed, reason)


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take runs out of the trash; Refused while the course of one lies there."""
    listed = list(keys)
    for key in listed:
        course = records.there(tx, KIND, key)["course_key"]
        row = tx.row(schema.courses, course) if course is not None else None
        if row and row["discarded_at"]:
            raise errors.Refused(_("{reference} is in the trash; recover it first.").format(reference=row["reference"]))
    records.recover(tx, KIND, listed)
