"""Who teaches in a run, of which side, and how many hours on which day.

Eight hours of instruction are one instructor-day, whoever gave them: days are counted from minutes, never per person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import func, select

from hsdclient import codes, errors, records, schema
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.training import amounts
from hsdclient.training.references import alive_key, typed
from hsdclient.training.runs.draft import KIND
from hsdclient.words import N_, _

i, h, a, o = schema.instructors.c, schema.instructor_hours.c, schema.agencies.c, schema.contacts.c


@dataclass(frozen=True)
class Instructor:
    """One instructor of a run. `contact` is a reference ('' for none); `hours` are minutes by day."""

    key: int
    run_key: int
    side: str
    name: str
    post: str
    agency: str
    contact: str
    topic: str
    hours: dict[date, int]

    @property
    def minutes(self) -> int:
        """Minutes taught in the whole run."""
        return sum(self.hours.values())

    @property
    def days(self) -> str:
        """The same in instructor-days of eight hours, one decimal."""
        return amounts.days_of_work(self.minutes)


@dataclass(frozen=True, kw_only=True)
class InstructorDraft:
    """One instructor as entered. `agency` is a code of the side, `contact` a reference; a contact gives the name."""

    side: str = ""
    name: str = ""
    post: str = ""
    agency: str = ""
    contact: str = ""
    topic: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("side", N_("Side"), "choice", required=True, choices="sides"),
        Field("name", N_("Name"), max_length=120, required=True),
        Field("post", N_("Post"), max_length=200),
        Field("agency", N_("Agency"), "choice", choices="agencies"),
        Field("topic", N_("Teaches"), max_length=200),
        Field("contact", N_("Contact"), "choice", choices="contacts", help=N_("When the person is a contact here")),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence."""
        return records.shape_problems(SHAPE, records.values_of(SHAPE, self))


SHAPE = records.Kind(
    "instructors", "", InstructorDraft.FIELDS,
    lookups={"agency": ("agency_key", codes.agency_key()), "contact": ("contact_key", alive_key("contacts"))},
    choices={"side": schema.SIDES},
    needed={"side": N_("Say of which side the instructor is."), "name": N_("Give the instructor's name.")},
)  # fmt: skip


def of_runs(rx: Read, keys: Sequence[int]) -> dict[int, tuple[Instructor, ...]]:
    """Run → its instructors in their order, with their hours."""
    wanted = list(keys)
    hours: dict[int, dict[date, int]] = {}
    for row in rx.all(
        select(h.instructor_key, h.day, h.minutes)
        .join(schema.instructors, i.key == h.instructor_key)
        .where(i.run_key.in_(wanted))
        .order_by(h.day)
    ):
        hours.setdefault(row.instructor_key, {})[date.fromisoformat(row.day)] = row.minutes
    found: dict[int, list[Instructor]] = {}
    for row in rx.all(
        select(schema.instructors, a.code, o.reference)
        .outerjoin(schema.agencies, a.key == i.agency_key)
        .outerjoin(schema.contacts, o.key == i.contact_key)
        .where(i.run_key.in_(wanted))
        .order_by(i.run_key, i.position, i.key)
    ):
        one = Instructor(
            row.key, row.run_key, row.side, row.name, row.post, row.code or "", row.reference or "", row.topic,
            hours.get(row.key, {}),
        )  # fmt: skip
        found.setdefault(row.run_key, []).append(one)
    return {key: tuple(listed) for key, listed in found.items()}


def add(tx: Tx, run: int, draft: InstructorDraft) -> int:
    """One more instructor of the run; Problems when the draft is not acceptable. The row's key."""
    records.alive(tx, KIND, run)
    whole = _named(tx, draft)
    if found := _problems(tx, whole):
        raise errors.Problems(found)
    position = (tx.scalar(select(func.max(i.position)).where(i.run_key == run)) or 0) + 1
    return tx.insert(schema.instructors, {"run_key": run, "position": position, **_columns(tx, whole)})


def _named(rx: Read, draft: InstructorDraft) -> InstructorDraft:
    """The contact's name and side where the officer gave none."""
    if not draft.contact:
        return draft
    try:
        row = rx.row(schema.contacts, alive_key("contacts")(rx, draft.contact)) or {}
    except errors.Refused:
        return draft
    held = records.values_of(SHAPE, draft)
    return InstructorDraft(**{**held, "name": draft.name or row["name"], "side": draft.side or row["side"]})


def _problems(rx: Read, draft: InstructorDraft) -> dict[str, str]:
    found = draft.problems()
    for key, (_column, look) in SHAPE.lookups.items():
        if given := getattr(draft, key):
            try:
                look(rx, given)
                if key == "agency" and draft.side in schema.SIDES:
                    codes.agency(rx, given, side=draft.side, field="agency")
            except errors.Refused as refusal:
                found.setdefault(key, refusal.sentence)
    return found


def _columns(rx: Read, draft: InstructorDraft) -> dict[str, Any]:
    values = records.values_of(SHAPE, draft)
    found: dict[str, Any] = {name: values[name].strip() for name in ("side", "name", "post", "topic")}
    for name, (column, look) in SHAPE.lookups.items():
        found[column] = look(rx, values[name]) if values[name] else None
    return found


def draft_of(rx: Read, key: int) -> InstructorDraft:
    """The instructor as a form has it; Refused when no longer there."""
    row = _there(rx, key)
    return InstructorDraft(
        side=row["side"], name=row["name"], post=row["post"], topic=row["topic"],
        agency=typed(rx, schema.agencies, row["agency_key"]), contact=typed(rx, schema.contacts, row["contact_key"]),
    )  # fmt: skip


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change an instructor (keys of InstructorDraft.FIELDS); False when nothing differs."""
    row = _there(tx, key)
    records.alive(tx, KIND, row["run_key"])
    held = records.values_of(SHAPE, draft_of(tx, key))
    wanted = InstructorDraft(**{**held, **changes})
    if found := _problems(tx, wanted):
        raise errors.Problems(found)
    return tx.update(schema.instructors, key, _columns(tx, wanted))


def remove(tx: Tx, key: int) -> None:
    """Take an instructor away from the run, the hours too."""
    row = _there(tx, key)
    records.alive(tx, KIND, row["run_key"])
    for one in tx.column(select(h.key).where(h.instructor_key == key)):
        tx.delete(schema.instructor_hours, one)
    tx.delete(schema.instructors, key)


def set_hours(tx: Tx, key: int, hours: Mapping[str, amounts.Given]) -> bool:
    """Set what was taught on the given days (ISO → '6:30', '6.5'; '' or '0' for nothing); other days stay.

    A day outside the run is refused, and so are hours of a day to come. False when nothing differs.
    """
    row = _there(tx, key)
    run = records.alive(tx, KIND, row["run_key"])
    found: dict[str, str] = {}
    minutes: dict[str, int] = {}
    for day, given in hours.items():
        if not run["starts"] <= day <= run["ends"]:
            found[day] = _("This day is not one of the run.")
            continue
        try:
            minutes[day] = amounts.minutes(given or "0")
        except errors.Refused as refusal:
            found[day] = refusal.sentence
        if minutes.get(day) and day > tx.today.isoformat():
            found[day] = _("The hours of a day to come are not recorded.")
    if found:
        raise errors.Problems(found)
    held = {one.day: one.key for one in tx.all(select(h.key, h.day).where(h.instructor_key == key))}
    changed = False
    for day, number in minutes.items():
        if not number and day in held:
            tx.delete(schema.instructor_hours, held[day])
            changed = True
        elif number and day in held:
            changed |= tx.update(schema.instructor_hours, held[day], {"minutes": number})
        elif number:
            tx.insert(schema.instructor_hours, {"instructor_key": key, "day": day, "minutes": number})
            changed = True
    return changed


def _there(rx: Read, key: int) -> dict[str, Any]:
    row = rx.row(schema.instructors, key)
    if row is None:
        raise errors.Refused(_("This instructor is no longer there; reload the run."))
    return row
