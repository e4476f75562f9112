"""The deadlines of a run: copied from its host's rules when it is recorded, done one by one, moved with the run.

Knows the run's row only; how a run is moved is `moves`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Select, func, select

from hsdclient import dates, errors, records, schema, text
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.training.runs import deadline_rules
from hsdclient.training.runs.draft import KIND
from hsdclient.words import N_, _

b, u, a = schema.run_deadlines.c, schema.runs.c, schema.agencies.c
LONGEST_NOTE = 500


@dataclass(frozen=True)
class RunDeadline:
    """One deadline of a run, with the run's name. `overdue_days` counts while it is open and past, 0 otherwise;
    `rule` is how it follows the run, 'T−60'."""

    key: int
    id: str
    run_key: int
    reference: str
    run_title: str
    run_title_hi: str
    host: str
    starts: date
    code: str
    title_en: str
    title_hi: str
    days: int
    months: int
    from_end: bool
    due: date
    done_on: date | None
    done_note: str
    overdue_days: int

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None

    @property
    def rule(self) -> str:
        """How it follows the run, in short."""
        return deadline_rules.say(self.days, self.months, from_end=self.from_end)


@dataclass(frozen=True, kw_only=True)
class DeadlineDraft:
    """A deadline of one run as entered: what, and the day (ISO)."""

    title_en: str = ""
    title_hi: str = ""
    due: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("title_en", N_("What is due"), required=True, max_length=120),
        Field("title_hi", N_("The same in Hindi"), max_length=120, hindi=True),
        Field("due", N_("Due"), "date", required=True),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this deadline by itself: field key → sentence."""
        return records.shape_problems(SHAPE, records.values_of(SHAPE, self))


SHAPE = records.Kind(
    "run_deadlines", "", DeadlineDraft.FIELDS,
    needed={"title_en": N_("Say what is due."), "due": N_("Give the day on which it is due.")},
)  # fmt: skip


def _select() -> Select[Any]:
    return (
        select(
            schema.run_deadlines, u.reference, u.title_en.label("run_title"), u.title_hi.label("run_title_hi"),
            u.starts, a.code.label("host"),
        )
        .join(schema.runs, u.key == b.run_key)
        .join(schema.agencies, a.key == u.host_key)
    )  # fmt: skip


def _made(row: Any, today: date) -> RunDeadline:
    due = date.fromisoformat(row.due)
    done = date.fromisoformat(row.done_on) if row.done_on else None
    return RunDeadline(
        key=row.key,
        id=row.id,
        run_key=row.run_key,
        reference=row.reference,
        run_title=row.run_title,
        run_title_hi=row.run_title_hi,
        host=row.host,
        starts=date.fromisoformat(row.starts),
        code=row.code,
        title_en=row.title_en,
        title_hi=row.title_hi,
        days=row.days,
        months=row.months,
        from_end=bool(row.from_end),
        due=due,
        done_on=done,
        done_note=row.done_note,
        overdue_days=(today - due).days if done is None and due < today else 0,
    )


def of_run(rx: Read, run: int) -> tuple[RunDeadline, ...]:
    """The deadlines of the run, the earliest first."""
    return tuple(_made(row, rx.today) for row in rx.all(_select().where(b.run_key == run).order_by(b.due, b.key)))


def overdue(rx: Read) -> list[RunDeadline]:
    """What is past and not done, of runs that are neither cancelled nor in the trash, the oldest first."""
    return _listed(rx, b.due < rx.today.isoformat(), b.done_on.is_(None))


def between(rx: Read, first: date, last: date, *, open_only: bool = False) -> list[RunDeadline]:
    """What is due from `first` to `last` (both included), done or not, of live runs, the earliest first."""
    more = (b.done_on.is_(None),) if open_only else ()
    return _listed(rx, b.due >= first.isoformat(), b.due <= last.isoformat(), *more)


def _listed(rx: Read, *conditions: Any) -> list[RunDeadline]:
    found = _select().where(u.discarded_at.is_(None), u.state != "cancelled", *conditions).order_by(b.due, b.key)
    return [_made(row, rx.today) for row in rx.all(found)]


def start(tx: Tx, run: int, host_key: int, starts: date, ends: date) -> None:
    """Copy the host's rules to a run that was just recorded."""
    for position, rule in enumerate(deadline_rules.rules_of(tx, host_key)):
        day = deadline_rules.due(starts, ends, days=rule.days, months=rule.months, from_end=rule.from_end)
        tx.insert(
            schema.run_deadlines,
            {
                "run_key": run, "code": rule.code, "title_en": rule.title_en, "title_hi": rule.title_hi,
                "days": rule.days, "months": rule.months, "from_end": int(rule.from_end), "due": day.isoformat(),
                "position": position,
            },
        )  # fmt: skip


def add(tx: Tx, run: int, draft: DeadlineDraft) -> int:
    """One more deadline of this run; it keeps its distance to the first day when the run moves. Its key."""
    row = records.alive(tx, KIND, run)
    if found := draft.problems():
        raise errors.Problems(found)
    position = (tx.scalar(select(func.max(b.position)).where(b.run_key == run)) or 0) + 1
    return tx.insert(
        schema.run_deadlines,
        {
            "run_key": run, "code": "own", "title_en": draft.title_en.strip(), "title_hi": draft.title_hi.strip(),
            "days": _distance(row["starts"], draft.due), "due": draft.due, "position": position,
        },
    )  # fmt: skip


def _distance(starts: str, due: str) -> int:
    return (date.fromisoformat(due) - date.fromisoformat(starts)).days


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change a deadline of one run (keys of DeadlineDraft.FIELDS); a day given by hand counts from the first day."""
    row, run = _there(tx, key)
    values = {name: str(value).strip() for name, value in changes.items()}
    if found := records.shape_problems(SHAPE, values):
        raise errors.Problems(found)
    if "due" in values and values["due"] != row["due"]:
        days = _distance(run["starts"], values["due"])
        return tx.update(schema.run_deadlines, key, {**values, "days": days, "months": 0, "from_end": 0})
    return tx.update(schema.run_deadlines, key, values)


def done(tx: Tx, key: int, on: str = "", note: str = "") -> bool:
    """It was done on that day (ISO, '' for today); a day to come is refused. False when nothing differs."""
    _there(tx, key)
    day = dates.read_iso(on) if on else tx.today
    if day > tx.today:
        raise errors.Refused(_("It cannot have been done on a day to come."), "on")
    if wrong := text.problem(note, max_length=LONGEST_NOTE):
        raise errors.Refused(wrong, "note")
    return tx.update(schema.run_deadlines, key, {"done_on": day.isoformat(), "done_note": note.strip()})


def undone(tx: Tx, key: int) -> bool:
    """It was not done after all. False when it was open."""
    _there(tx, key)
    return tx.update(schema.run_deadlines, key, {"done_on": None, "done_note": ""})


def remove(tx: Tx, key: int) -> None:
    """Take a deadline away from its run."""
    _there(tx, key)
    tx.delete(schema.run_deadlines, key)


def _there(tx: Tx, key: int) -> tuple[dict[str, Any], dict[str, Any]]:
    row = tx.row(schema.run_deadlines, key)
    if row is None:
        raise errors.Refused(_("This deadline is no longer there; reload the run."))
    return row, records.alive(tx, KIND, row["run_key"])
