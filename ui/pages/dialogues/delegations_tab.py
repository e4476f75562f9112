"""The Delegations tab: who attends for each side, in the post of that day, the head first."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient import meetings
from hsdclient.meetings import AttendeeCard, AttendeeDraft, MeetingCard
from hsdclient.session import Tx
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _
from ui.pages.dialogues.asking import Asking
from ui.parts.badges import Badge
from ui.parts.labels import Section
from ui.parts.parts_list import PartsList
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("name", N_("Name"), 150, kind="reference", sortable=False, grows_from=624),
    Column("post", N_("Post"), 180, sortable=False, grows_from=624),
    Column("agency", N_("Agency"), 88, sortable=False),
    Column("head", N_("Head"), 96, kind="badge", sortable=False),
    Column("contact", N_("Contact"), 110, sortable=False),
)
ADDED: Final = N_("Attendee added")
CHANGED: Final = N_("Attendee changed")
REMOVED: Final = N_("Attendee removed")


class DelegationsTab(QWidget):
    """A list for each side."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self._card: MeetingCard | None = None
        self.asking = Asking(detail.desk, detail.book, self)
        self._book = detail.book
        own = self._desk.facts.side
        self.lists: dict[str, PartsList] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for side in (own, "US" if own == "IN" else "IN"):
            name = _("Delegation: {side}").format(side=_(SIDE_WORDS[side]))
            shown = PartsList(name, COLUMNS, _("Add a person…"), _("Nobody is named yet."))
            shown.add.connect(self._add)
            shown.change.connect(self._change)
            shown.remove.connect(self._remove)
            self.lists[side] = shown
            column.addWidget(Section(name))
            column.addWidget(shown, 1)

    def show_card(self, card: MeetingCard) -> None:
        """Show the delegations of `card`."""
        self._card = card
        writable = self._desk.writable and not card.row.discarded
        for side, shown in self.lists.items():
            shown.show_lines({one.key: line(one) for one in card.delegation(side)}, writable=writable)

    def _side(self) -> str:
        return next((side for side, shown in self.lists.items() if shown is self.sender()), self._desk.facts.side)

    def _ask(self, title: str, draft: AttendeeDraft, sentence: str, verb: Any, key: int, told: str) -> None:
        fields = [one for one in AttendeeDraft.FIELDS if one.key != "side"]
        values = {one.key: getattr(draft, one.key) for one in fields}
        side = draft.side
        agencies = self._book.leads(side, "")

        def check(values: dict[str, Any]) -> dict[str, str]:
            return AttendeeDraft(**{**values, "side": side}).problems()

        self.asking.ask_for(title, fields, values, check, sentence, verb, key, side, told=told,
                        choices={"agencies": lambda: agencies})  # fmt: skip

    def _add(self) -> None:
        if self._card is not None:
            self._ask(_("Add a person"), AttendeeDraft(side=self._side()), ADDED, add, self._card.key,
                      _("Added to the delegation"))  # fmt: skip

    def _change(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            draft = AttendeeDraft(one.side, one.name, one.post, one.agency, one.contact, one.head)
            self._ask(_("Change a person"), draft, CHANGED, change, key, _("Changed"))

    def _remove(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            said = _("{name} taken out of the delegation").format(name=one.name or one.post)
            self.asking.write(REMOVED, meetings.remove_attendee, key, told=said)

    def _one(self, key: int) -> AttendeeCard | None:
        return next((one for one in self._card.attendees if one.key == key), None) if self._card else None

    def leave(self) -> None:
        """Nothing is ever half done here."""


def add(tx: Tx, meeting: int, side: str, values: dict[str, Any]) -> int:
    """Add a person to the delegation of `side`."""
    return meetings.add_attendee(tx, meeting, AttendeeDraft(**{**values, "side": side}))


def change(tx: Tx, key: int, _side: str, values: dict[str, Any]) -> bool:
    """Change what is said of a person."""
    return meetings.amend_attendee(tx, key, values)


def line(one: AttendeeCard) -> dict[str, object]:
    """A person by column key."""
    return {
        "name": one.name,
        "post": one.post,
        "agency": one.agency,
        "head": Badge("icon:flag", _("Head")) if one.head else None,
        "contact": one.contact,
    }
