"""Deadlines that are counted back from a meeting: their dates follow its date and are open while that is."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import meetings
from hsdclient.fields import Field
from hsdclient.meetings import DeadlineCard, MeetingCard
from hsdclient.session import Tx
from hsdclient.words import N_, _
from ui import icons, theme
from ui.pages.dialogues.asking import Asking
from ui.parts.badges import Badge
from ui.parts.labels import Section
from ui.parts.parts_list import PartsList
from ui.parts.rows import Column
from ui.scorecards.looks import day

COLUMNS: Final = (
    Column("what", N_("What"), 220, kind="reference", sortable=False, grows_from=566),
    Column("before", N_("Days before"), 96, kind="number", sortable=False),
    Column("due", N_("Due"), 100, sortable=False),
    Column("state", N_("State"), 150, kind="badge", sortable=False),
)
FIELDS: Final = (
    Field("what", N_("What must be done"), required=True, max_length=300),
    Field("days_before", N_("Days before the first day"), "number", required=True),
)
ADDED: Final = N_("Deadline added")
CHANGED: Final = N_("Deadline changed")
REMOVED: Final = N_("Deadline removed")
DONE: Final = N_("Deadline met")


class Deadlines(QWidget):
    """The deadlines of the meeting in hand; hidden for one that was held without any."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self._card: MeetingCard | None = None
        self.asking = Asking(detail.desk, detail.book, self)
        self.done = QPushButton(icons.icon("tick"), _("Done"))
        self.list = PartsList(_("Deadlines"), COLUMNS, _("Add a deadline…"), _("Nothing is due before this meeting."),
                              more=(self.done,))  # fmt: skip
        self.list.setMinimumHeight(theme.px(168))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 4)
        column.setSpacing(8)
        column.addWidget(Section(_("Deadlines before the meeting")))
        column.addWidget(self.list)
        self.list.add.connect(self._add)
        self.list.change.connect(self._change)
        self.list.remove.connect(self._remove)
        self.list.current.connect(self._name)
        self.done.clicked.connect(self._toggle)

    def show_card(self, card: MeetingCard) -> None:
        """Show the deadlines of `card`."""
        self._card = card
        writable = self._desk.writable and not card.row.discarded
        self.list.show_lines({one.key: line(one) for one in card.deadlines}, writable=writable)
        self.setVisible(bool(card.deadlines) or card.row.state == "planned")
        self._name(self.list.key())

    def _one(self, key: object) -> DeadlineCard | None:
        return next((one for one in self._card.deadlines if one.key == key), None) if self._card else None

    def _name(self, key: object) -> None:
        one = self._one(key)
        self.done.setText(_("Not done") if one is not None and one.done_on else _("Done"))

    def _add(self) -> None:
        if self._card is not None:
            self.asking.ask_for(_("Add a deadline"), FIELDS, {"what": "", "days_before": "30"}, check, ADDED, add,
                            self._card.key, told=_("Deadline added"))  # fmt: skip

    def _change(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            values = {"what": one.what, "days_before": str(one.days_before)}
            self.asking.ask_for(_("Change the deadline"), FIELDS, values, check, CHANGED, change, key,
                            told=_("Deadline changed"))  # fmt: skip

    def _remove(self, key: int) -> None:
        self.asking.write(REMOVED, meetings.remove_deadline, key, told=_("Deadline removed"))

    def _toggle(self) -> None:
        one = self._one(self.list.key())
        if one is not None:
            self._desk.write(DONE, set_done, one.key, one.done_on is None)

    def leave(self) -> None:
        """Nothing is ever half done here."""


def number(values: dict[str, Any]) -> int:
    """The days as entered; -1 for what is no number, which the core refuses."""
    entered = str(values["days_before"]).strip()
    return int(entered) if entered.isdecimal() else -1


def check(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a deadline by itself."""
    found = {}
    if not str(values["what"]).strip():
        found["what"] = _("Say what must be done.")
    if number(values) < 0:
        found["days_before"] = _("Give a number of days, 0 for the first day itself.")
    return found


def add(tx: Tx, meeting: int, values: dict[str, Any]) -> int:
    """Add a deadline."""
    return meetings.add_deadline(tx, meeting, str(values["what"]), number(values))


def change(tx: Tx, key: int, values: dict[str, Any]) -> bool:
    """Change what must be done, or when."""
    return meetings.amend_deadline(tx, key, {"what": str(values["what"]), "days_before": number(values)})


def set_done(tx: Tx, key: int, done: bool) -> bool:
    """Done today, or not done after all."""
    return meetings.set_done(tx, key, done=done)


def line(one: DeadlineCard) -> dict[str, object]:
    """A deadline by column key."""
    if one.done_on:
        state = Badge("tick-circle", _("Done {day}").format(day=day(one.done_on)), "green")
    elif one.overdue:
        state = Badge("clock", _("Overdue"), "red")
    else:
        state = Badge("hollow-circle", _("Open"))
    return {"what": one.what, "before": one.days_before, "due": one.due or _("date open"), "state": state}
