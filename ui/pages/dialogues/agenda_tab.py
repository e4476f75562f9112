"""The Agenda tab: the items in their order, each with its brief and what came of it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import meetings
from hsdclient.meetings import ItemCard, ItemDraft, MeetingCard
from hsdclient.session import Tx
from hsdclient.words import N_, _
from ui import icons
from ui.pages.dialogues.asking import Asking
from ui.parts.labels import PlainLabel, Section
from ui.parts.parts_list import PartsList
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("number", N_("No."), 44, kind="number", sortable=False),
    Column("title", N_("Item"), 240, kind="reference", sortable=False, grows_from=624),
    Column("group", N_("Group"), 60, sortable=False),
    Column("brief", N_("Brief"), 140, sortable=False, grows_from=624),
    Column("outcome", N_("What came of it"), 140, sortable=False),
)
ADDED: Final = N_("Agenda item added")
CHANGED: Final = N_("Agenda item changed")
REMOVED: Final = N_("Agenda item removed")
MOVED: Final = N_("Agenda item moved")


class AgendaTab(QWidget):
    """The items above, the brief of the one in hand below."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self._card: MeetingCard | None = None
        self.asking = Asking(detail.desk, detail.book, self)
        self.up = QPushButton(icons.icon("chevron-up"), _("Up"))
        self.down = QPushButton(icons.icon("chevron-down"), _("Down"))
        self.items = PartsList(_("Agenda"), COLUMNS, _("Add an item…"), _("The agenda is empty."),
                               more=(self.up, self.down))  # fmt: skip
        self.brief, self.outcome = PlainLabel(wrap=True, selectable=True), PlainLabel(wrap=True, selectable=True)
        self._briefed, self._came = Section(_("Brief")), Section(_("What came of it"))
        inside = QWidget()
        words = QVBoxLayout(inside)
        words.setContentsMargins(0, 8, 8, 0)
        words.setSpacing(4)
        for widget in (self._briefed, self.brief, self._came, self.outcome):
            words.addWidget(widget)
        words.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("Brief"))
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.items, 3)
        column.addWidget(area, 2)
        self.items.add.connect(self._add)
        self.items.change.connect(self._change)
        self.items.remove.connect(self._remove)
        self.items.current.connect(self._show)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)

    def show_card(self, card: MeetingCard) -> None:
        """Show the agenda of `card`."""
        self._card = card
        writable = self._desk.writable and not card.row.discarded
        self.items.show_lines({one.key: line(one) for one in card.agenda}, writable=writable)
        self._show(self.items.key())

    def _one(self, key: object) -> ItemCard | None:
        return next((one for one in self._card.agenda if one.key == key), None) if self._card else None

    def _show(self, key: object) -> None:
        one = self._one(key)
        for head, label, said in ((self._briefed, self.brief, one.brief if one else ""),
                                  (self._came, self.outcome, one.outcome if one else "")):  # fmt: skip
            label.setText(said)
            label.setVisible(bool(said))
            head.setVisible(bool(said))
        last = len(self._card.agenda) if self._card else 0
        self.up.setEnabled(one is not None and one.number > 1)
        self.down.setEnabled(one is not None and one.number < last)

    def _add(self) -> None:
        if self._card is not None:
            self._ask(_("Add an agenda item"), ItemDraft(), ADDED, add, self._card.key, _("Agenda item added"))

    def _change(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            draft = ItemDraft(one.title, one.group, one.brief, one.outcome)
            self._ask(_("Change the agenda item"), draft, CHANGED, meetings.amend_item, key, _("Agenda item changed"))

    def _ask(self, title: str, draft: ItemDraft, sentence: str, verb: Any, key: int, told: str) -> None:
        values = {one.key: getattr(draft, one.key) for one in ItemDraft.FIELDS}
        self.asking.ask_for(title, ItemDraft.FIELDS, values, check, sentence, verb, key, told=told)

    def _remove(self, key: int) -> None:
        self.asking.write(REMOVED, meetings.remove_item, key, told=_("Agenda item removed; its decisions stay."))

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        one = self._one(self.items.key())
        if one is not None:
            self._desk.write(MOVED, meetings.move_item, one.key, one.number + step)

    def leave(self) -> None:
        """Nothing is ever half done here."""


def check(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with an item by itself."""
    return ItemDraft(**values).problems()


def add(tx: Tx, meeting: int, values: dict[str, Any]) -> int:
    """Add an item at the end."""
    return meetings.add_item(tx, meeting, ItemDraft(**values))


def line(one: ItemCard) -> dict[str, object]:
    """An item by column key."""
    return {"number": one.number, "title": one.title, "group": one.group, "brief": one.brief, "outcome": one.outcome}
