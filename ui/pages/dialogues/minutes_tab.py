"""The Minutes tab: the minutes as they were written, and the numbered decisions with the actions made of them."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from hsdclient import follow_ups, meetings
from hsdclient.fields import Choice, Field
from hsdclient.meetings import DecisionCard, DecisionDraft, MeetingCard
from hsdclient.session import Tx
from hsdclient.words import N_, _
from ui import icons
from ui.pages.dialogues.asking import Asking
from ui.parts.form import Form
from ui.parts.parts_list import PartsList
from ui.parts.rows import Column
from ui.scorecards.deeds import Deeds

COLUMNS: Final = (
    Column("number", N_("No."), 44, kind="number", sortable=False),
    Column("text", N_("Decision"), 210, kind="reference", sortable=False, grows_from=628),
    Column("item", N_("Item"), 48, kind="number", sortable=False),
    Column("agency", N_("Owner"), 88, sortable=False),
    Column("due", N_("Due"), 92, sortable=False),
    Column("actions", N_("Joint actions"), 146, sortable=False, grows_from=628),
)
ADDED: Final = N_("Decision added")
CHANGED: Final = N_("Decision changed")
REMOVED: Final = N_("Decision removed")
EACH: Final = N_("Joint actions made of decisions")
WRITTEN: Final = N_("Minutes written")
MINUTES: Final = (Field("minutes", N_("Minutes"), "text", max_length=100_000),)


class MinutesTab(QWidget):
    """The decisions above, the minutes below."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self._card: MeetingCard | None = None
        self.asking, self.deeds = Asking(detail.desk, detail.book, self), Deeds(detail.desk, self)
        self.make = QPushButton(icons.icon("actions"), _("Create an action…"))
        self.link = QPushButton(icons.icon("link"), _("Link an action…"))
        self.each = QPushButton(icons.icon("actions"), _("Create actions of all open decisions"))
        self.decisions = PartsList(
            _("Decisions"), COLUMNS, _("Add a decision…"), _("No decision has been noted yet."),
            more=(self.make, self.link),
        )  # fmt: skip
        self.form = Form(MINUTES)
        above, below = QWidget(), QWidget()
        first = QVBoxLayout(above)
        first.setContentsMargins(0, 0, 0, 4)
        first.setSpacing(8)
        first.addWidget(self.decisions, 1)
        first.addWidget(self.each, 0, Qt.AlignmentFlag.AlignLeft)
        second = QVBoxLayout(below)
        second.setContentsMargins(0, 4, 0, 0)
        second.addWidget(self.form)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(above)
        self.splitter.addWidget(below)
        self.splitter.setSizes([320, 200])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.splitter)
        self.decisions.add.connect(self._add)
        self.decisions.change.connect(self._change)
        self.decisions.remove.connect(self._remove)
        self.make.clicked.connect(self._make)
        self.link.clicked.connect(self._link)
        self.each.clicked.connect(self._each)
        self.form.left.connect(self._left)

    def show_card(self, card: MeetingCard) -> None:
        """Show the decisions and minutes of `card`."""
        fresh = self._card is None or self._card.key != card.key
        if fresh:
            self.leave()
        self._card = card
        writable = self._desk.writable and not card.row.discarded
        self.decisions.show_lines({one.key: line(one) for one in card.decisions}, writable=writable)
        self.each.setVisible(writable and bool(self._open()))
        if fresh or not self.form.unsaved():
            self.form.set_values({"minutes": card.minutes})
        self.form.set_read_only(not writable)

    def _open(self) -> list[int]:
        """The decisions that no joint action carries out yet."""
        return [one.key for one in self._card.decisions if not one.actions] if self._card else []

    def _one(self, key: object) -> DecisionCard | None:
        return next((one for one in self._card.decisions if one.key == key), None) if self._card else None

    # -- decisions ------------------------------------------------------------------------------------------------

    def _items(self) -> list[Choice]:
        agenda = self._card.agenda if self._card else ()
        return [Choice(str(one.number), f"{one.number}. {one.title}") for one in agenda]

    def _ask(self, title: str, draft: DecisionDraft, sentence: str, verb: Any, key: int, told: str) -> None:
        values = {one.key: getattr(draft, one.key) for one in DecisionDraft.FIELDS}
        self.asking.ask_for(title, DecisionDraft.FIELDS, values, check, sentence, verb, key, told=told,
                        choices={"agenda": self._items})  # fmt: skip

    def _add(self) -> None:
        if self._card is not None:
            self._ask(_("Add a decision"), DecisionDraft(), ADDED, add, self._card.key, _("Decision added"))

    def _change(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            item = str(one.agenda_number) if one.agenda_number is not None else ""
            draft = DecisionDraft(one.text, item, one.agency, one.due.isoformat() if one.due else "")
            self._ask(_("Change the decision"), draft, CHANGED, meetings.amend_decision, key, _("Decision changed"))

    def _remove(self, key: int) -> None:
        self.asking.write(REMOVED, meetings.remove_decision, key, told=_("Decision removed"))

    def _make(self) -> None:
        key = self.decisions.key()
        if key is not None:
            self.deeds.new_action("decisions", key)

    def _link(self) -> None:
        one = self._one(self.decisions.key())
        if one is not None:
            self.deeds.link_action("decisions", one.key, tuple(action.key for action in one.actions))

    def _each(self) -> None:
        keys = self._open()
        if keys:
            said = _("One joint action made of each of {count} decisions").format(count=len(keys))
            self.asking.write(EACH, follow_ups.create_each, "decisions", keys, told=said)

    # -- minutes ----------------------------------------------------------------------------------------------------

    def _left(self, _key: str, _value: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Save the minutes."""
        unsaved = self.form.unsaved()
        if self._card is not None and unsaved and self._desk.writable and not self._card.row.discarded:
            self.form.mark_saved(unsaved)
            self._desk.write(WRITTEN, meetings.amend, self._card.key, unsaved)


def check(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a decision by itself."""
    return DecisionDraft(**values).problems()


def add(tx: Tx, meeting: int, values: dict[str, Any]) -> int:
    """Add a decision, numbered after the last."""
    return meetings.add_decision(tx, meeting, DecisionDraft(**values))


def line(one: DecisionCard) -> dict[str, object]:
    """A decision by column key."""
    return {
        "number": one.number,
        "text": one.text,
        "item": one.agenda_number,
        "agency": one.agency,
        "due": one.due,
        "actions": ", ".join(action.reference for action in one.actions),
    }
