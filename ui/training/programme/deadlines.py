"""The deadlines of a run: along a line, and as a list with the overdue ones on top; done and undone by Space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QWidget

from hsdclient import dates
from hsdclient.fields import Field
from hsdclient.session import Tx
from hsdclient.training import runs
from hsdclient.training.runs import DeadlineDraft, RunCard, RunDeadline
from hsdclient.words import N_, _, language
from ui import icons
from ui.parts.badges import Badge
from ui.parts.labels import set_tooltip
from ui.parts.rows import Column
from ui.parts.stations import Station, Stations
from ui.training import run_looks
from ui.training.move_dialog import MoveRun
from ui.training.programme.part import Part
from ui.training.rules_dialog import RulesDialog

COLUMNS: Final = (
    Column("what", N_("Deadline"), 150, kind="reference", sortable=False, grows_from=612),
    Column("due", N_("Due"), 96, sortable=False),
    Column("state", N_("State"), 178, kind="badge", sortable=False),
    Column("rule", N_("By rule"), 108, sortable=False),
    Column("note", N_("Note"), 80, sortable=False, grows_from=612),
)
ADDED: Final = N_("Deadline of a run added")
CHANGED: Final = N_("Deadline of a run changed")
REMOVED: Final = N_("Deadline of a run removed")
DONE: Final = N_("Deadline of a run done")
UNDONE: Final = N_("Deadline of a run open again")
_DONE_FIELDS: Final = (
    Field("done_on", N_("Done on"), "date"),
    Field("note", N_("Note"), max_length=500, help=N_("For example how the forms went")),
)


class Deadlines(Part):
    """The deadlines of the run in hand."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        self.tick = QPushButton(icons.icon("tick"), _("Done"))
        self.move_run = QPushButton(icons.icon("calendar"), _("Move run…"))
        self.rules = QPushButton(icons.icon("settings"), _("Rules of the host…"))
        super().__init__(detail, _("Deadlines"), COLUMNS, _("Add a deadline…"), _("This run has no deadlines."),
                         parent, more=(self.tick, self.move_run, self.rules))  # fmt: skip
        self.stations = Stations(_("Deadlines in their order"))
        self.column.insertWidget(1, self.stations)
        self.mover = MoveRun(detail.desk, self)
        self.dialog: RulesDialog | None = None
        self.tick.clicked.connect(self._toggle)
        self.move_run.clicked.connect(self._move)
        self.rules.clicked.connect(self._rules)
        self.list.table.quick_look.connect(self._toggle)  # Space
        self.list.current.connect(self._name)
        self.stations.pressed.connect(self.list.select)
        set_tooltip(self.tick, _("Done today, or open again (Space)"))

    def show_card(self, card: RunCard) -> None:
        super().show_card(card)
        self.stations.show_stations(stations(card, self.desk.today))
        self.stations.setVisible(bool(card.deadlines))
        live = card.row.state not in ("held", "cancelled")
        self.move_run.setEnabled(live)
        self.rules.setEnabled(True)
        self.rules.setText(_("Rules of {host}…").format(host=card.row.host))
        self._name(self.list.key())

    def lines(self, card: RunCard) -> Mapping[int, Mapping[str, object]]:
        return {one.key: line(one, card.row.state) for one in in_order(card.deadlines)}

    def _one(self, key: object) -> RunDeadline | None:
        return next((one for one in self.card.deadlines if one.key == key), None) if self.card else None

    def _name(self, key: object) -> None:
        one = self._one(key)
        self.tick.setText(_("Not done") if one is not None and one.done_on else _("Done"))
        self.move_run.setEnabled(self.card is not None and self.card.row.state not in ("held", "cancelled"))
        self.rules.setEnabled(self.card is not None)

    # -- acts -----------------------------------------------------------------------------------------------------

    def ask_new(self) -> None:
        if self.card is not None:
            self.ask(_("Add a deadline"), DeadlineDraft.FIELDS, {}, ADDED, add, self.card.key, told=_("Deadline added"),
                     check=check)  # fmt: skip

    def ask_change(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            values = {"title_en": one.title_en, "title_hi": one.title_hi, "due": one.due.isoformat(),
                      "done_on": one.done_on.isoformat() if one.done_on else "", "note": one.done_note}  # fmt: skip
            self.ask(_("Change the deadline"), (*DeadlineDraft.FIELDS, *_DONE_FIELDS), values, CHANGED, change, key,
                     told=_("Deadline changed"), check=check, about=_("By rule: {rule}").format(rule=one.rule),
                     first="due")  # fmt: skip

    def remove(self, key: int) -> None:
        self.write(REMOVED, runs.deadlines.remove, key, told=_("Deadline removed"))

    def _toggle(self, *_what: object) -> None:
        one = self._one(self.list.key())
        if one is None or not self.writable():
            return
        if one.done_on:
            self.write(UNDONE, runs.deadlines.undone, one.key, told=_("{what} is open again").format(what=titled(one)))
        else:
            self.write(DONE, runs.deadlines.done, one.key, told=_("{what} is done").format(what=titled(one)))

    def _move(self) -> None:
        if self.card is not None:
            self.mover.ask(self.card.key)

    def _rules(self) -> None:
        if self.card is not None:
            self.dialog = RulesDialog(self.desk, self.window(), host=self.card.row.host)
            self.dialog.start()


def check(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a deadline by itself."""
    return DeadlineDraft(**{one.key: str(values.get(one.key) or "") for one in DeadlineDraft.FIELDS}).problems()


def add(tx: Tx, run: int, values: dict[str, Any]) -> int:
    """Add a deadline to the run."""
    return runs.deadlines.add(tx, run, DeadlineDraft(**values))


def change(tx: Tx, key: int, values: dict[str, Any]) -> bool:
    """Change what is due and when, and whether it was done."""
    said = {one.key: values[one.key] for one in DeadlineDraft.FIELDS}
    changed = runs.deadlines.amend(tx, key, said)
    if values["done_on"]:
        return runs.deadlines.done(tx, key, values["done_on"], values["note"]) or changed
    return runs.deadlines.undone(tx, key) or changed


def titled(one: RunDeadline) -> str:
    """What is due, in the language of the screen."""
    return (language() == "hi" and one.title_hi) or one.title_en


def in_order(listed: Sequence[RunDeadline]) -> list[RunDeadline]:
    """Overdue ones on top, then what is open by day, then what is done."""
    return sorted(listed, key=lambda one: (one.done_on is not None, -one.overdue_days, one.due, one.key))


def stands(one: RunDeadline, state: str, today: date | None = None) -> Badge:
    """How a deadline stands: shape, word and colour."""
    if one.done_on:
        return Badge("tick-circle", _("Done {day}").format(day=dates.say(one.done_on, language())), "green")
    if state == "cancelled":
        return Badge("dashed-circle", _("Run cancelled"), "none")
    if one.overdue_days:
        word = _("1 day overdue") if one.overdue_days == 1 else _("{days} days overdue")
        return Badge("clock", word.format(days=one.overdue_days), "red")
    if today is not None:
        soon = (one.due - today).days <= 14
        return Badge("hollow-circle", dates.until(one.due, today), "amber" if soon else "neutral")
    return Badge("hollow-circle", _("Open"))


def line(one: RunDeadline, state: str) -> dict[str, object]:
    """A deadline by column key."""
    return {"what": titled(one), "due": one.due, "state": stands(one, state), "rule": one.rule, "note": one.done_note}


def stations(card: RunCard, today: date) -> list[Station]:
    """The deadlines and the run itself, by day."""
    row = card.row
    found: list[tuple[date, Station]] = []
    for one in card.deadlines:
        said = stands(one, row.state, today)
        found.append((one.due, Station(one.key, titled(one), dates.say(one.due, language()), said.word, said.shape,
                                       said.tone, one.due < today)))  # fmt: skip
    state = run_looks.state_badge(row.state)
    run = Station(0, _("The run"), run_looks.said_days(row.starts, row.ends), state.word, "icon:training",
                  past=row.starts <= today, strong=True)  # fmt: skip
    found.append((row.starts, run))
    return [station for _day, station in sorted(found, key=lambda pair: (pair[0], not pair[1].strong))]
