"""Who teaches in a run, and the hours of each day; eight hours are one instructor-day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QWidget

from hsdclient import agencies, contacts, dates
from hsdclient.contacts import ContactQuery
from hsdclient.fields import Choice, Field
from hsdclient.session import Read, Tx
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import amounts, runs
from hsdclient.training.runs import Instructor, InstructorDraft, RunCard
from hsdclient.words import N_, _, language
from ui import icons
from ui.ledger.book import Source, sides
from ui.parts.labels import set_tooltip
from ui.parts.rows import Column
from ui.training.programme.part import Part

COLUMNS: Final = (
    Column("name", N_("Name"), 146, kind="reference", sortable=False, grows_from=590),
    Column("side", N_("Side"), 134, sortable=False),
    Column("agency", N_("Agency"), 86, sortable=False),
    Column("topic", N_("Teaches"), 96, sortable=False, grows_from=590),
    Column("hours", N_("Hours"), 66, align="right", sortable=False),
    Column("days", N_("Days"), 60, align="right", sortable=False),
)
ADDED: Final = N_("Instructor added")
CHANGED: Final = N_("Instructor changed")
REMOVED: Final = N_("Instructor removed")
HOURS: Final = N_("Hours of an instructor noted")
MOST_CONTACTS: Final = 400
ALL_DAYS: Final = 45
"""Of a run of more days the box asks for the working days only, or it could not be read."""
_DAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


class Instructors(Part):
    """The instructors of the run in hand."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        self.hours = QPushButton(icons.icon("clock"), _("Hours…"))
        super().__init__(detail, _("Instructors"), COLUMNS, _("Add an instructor…"), _("Nobody is named yet."), parent,
                         more=(self.hours,))  # fmt: skip
        self.hours.clicked.connect(self._hours)
        self.list.table.quick_look.connect(self._hours)  # Space
        self.list.current.connect(self._enable)
        set_tooltip(self.hours, _("What was taught on each day (Space)"))

    def show_card(self, card: RunCard) -> None:
        super().show_card(card)
        said = _("In all: {hours} hours, {days} instructor-days of eight hours")
        minutes = sum(one.minutes for one in card.instructors)
        self.note.setText(said.format(hours=amounts.say_minutes(minutes), days=amounts.days_of_work(minutes)))
        self.note.setVisible(bool(minutes))
        self._enable()

    def lines(self, card: RunCard) -> Mapping[int, Mapping[str, object]]:
        return {one.key: line(one) for one in card.instructors}

    def _one(self, key: object) -> Instructor | None:
        return next((one for one in self.card.instructors if one.key == key), None) if self.card else None

    def _enable(self, _key: object = None) -> None:
        begun = self.card is not None and self.card.row.starts <= self.desk.today
        self.hours.setEnabled(begun and self.list.key() is not None)

    # -- acts -----------------------------------------------------------------------------------------------------

    def ask_new(self) -> None:
        if self.card is not None:
            draft = InstructorDraft(side=self.card.row.host_side)
            self._with_choices(_("Add an instructor"), draft, ADDED, add, self.card.key, _("Instructor added"))

    def ask_change(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            draft = InstructorDraft(side=one.side, name=one.name, post=one.post, agency=one.agency, topic=one.topic,
                                    contact=one.contact)  # fmt: skip
            self._with_choices(_("Change the instructor"), draft, CHANGED, runs.instructors.amend, key,
                               _("Instructor changed"))  # fmt: skip

    def _with_choices(self, title: str, draft: InstructorDraft, sentence: str, verb: Any, key: int, told: str) -> None:
        self.desk.read(partial(self._ask, title, draft, sentence, verb, key, told), choices,
                       latest="training/instructor")  # fmt: skip

    def _ask(
        self, title: str, draft: InstructorDraft, sentence: str, verb: Any, key: int, told: str,
        found: dict[str, list[Choice]],
    ) -> None:  # fmt: skip
        values = {one.key: getattr(draft, one.key) for one in InstructorDraft.FIELDS}
        sources: dict[str, Source] = {name: partial(list, listed) for name, listed in found.items()}
        sources["sides"] = sides
        self.ask(title, InstructorDraft.FIELDS, values, sentence, verb, key, told=told, choices=sources, first="name",
                 open_lists=("contact",))  # fmt: skip

    def remove(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            said = _("{name} removed from the instructors").format(name=one.name)
            self.write(REMOVED, runs.instructors.remove, key, told=said)

    def _hours(self, *_what: object) -> None:
        one = self._one(self.list.key())
        if one is None or self.card is None or not self.writable() or not self.hours.isEnabled():
            return
        last = min(self.card.row.ends, self.desk.today)
        days = asked_days(self.card.row.starts, last, one.hours)
        fields = [Field(day.isoformat(), day_said(day), max_length=6) for day in days]
        values = {day.isoformat(): amounts.say_minutes(one.hours[day]) if day in one.hours else "" for day in days}
        about = _("{name}: hours of each day, for example {example}. Empty for none.").format(
            name=one.name, example="6, 6:30"
        )
        self.ask(_("Hours of an instructor"), fields, values, HOURS, set_hours, one.key, told=_("Hours noted"),
                 about=about)  # fmt: skip


def choices(rx: Read) -> dict[str, list[Choice]]:
    """The agencies, and the contacts with their posts."""
    people = contacts.rows(rx, contacts.ids(rx, ContactQuery(sort="name"))[:MOST_CONTACTS])
    return {
        "agencies": agencies.choices(rx),
        "contacts": [
            Choice(one.reference, one.name, _(SIDE_WORDS[one.side]), " · ".join(filter(None, (one.post, one.agency))))
            for one in sorted(people, key=lambda one: (one.side != rx.side, one.name))
        ],
    }


def asked_days(first: date, last: date, held: Mapping[date, int]) -> list[date]:
    """The days to ask for: all of a short run, the working days and those with hours of a long one."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return days if len(days) <= ALL_DAYS else [day for day in days if day.weekday() < 5 or day in held]


def day_said(day: date) -> str:
    """'Mon, 2 Mar 2026' in the language of the screen."""
    return f"{_(_DAYS[day.weekday()])}, {dates.say(day, language())}"


def add(tx: Tx, run: int, values: dict[str, Any]) -> int:
    """Add an instructor to the run."""
    return runs.instructors.add(tx, run, InstructorDraft(**values))


def set_hours(tx: Tx, key: int, values: dict[str, Any]) -> bool:
    """Note the hours of the days that were asked for."""
    return runs.instructors.set_hours(tx, key, {day: str(given or "") for day, given in values.items()})


def line(one: Instructor) -> dict[str, object]:
    """An instructor by column key."""
    return {
        "name": ", ".join(filter(None, (one.name, one.post))),
        "side": _(SIDE_WORDS[one.side]),
        "agency": one.agency,
        "topic": one.topic,
        "hours": amounts.say_minutes(one.minutes) if one.minutes else "",
        "days": one.days if one.minutes else "",
    }


__all__: Sequence[str] = ("Instructors", "asked_days", "day_said")
