"""Who answers for a record: the contacts behind it by name and post, one more added, one taken away.

For the details of a joint action, a commitment or a request; who may answer is the core's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from hsdclient import codes, contacts, responsibles
from hsdclient.contacts import ContactQuery
from hsdclient.fields import Choice, Field
from hsdclient.responsibles import Responsible
from hsdclient.session import Read, Tx
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.parts.flow import FlowLayout
from ui.parts.labels import PlainLabel, set_tooltip

ADDED: Final = N_("Who answers for it noted")
GONE: Final = N_("No longer answers for it")
MOST: Final = 500
WATCHED: Final = frozenset({"responsibles", "contacts", "posts_held"})
_FIELD: Final = Field("contact", N_("Contact"), "choice", required=True, choices="contacts")


def people(rx: Read, *, side: str = "") -> list[Choice]:
    """The contacts to pick from, by name, with their post of today; of one side only when `side` is given."""
    sides = (side,) if side else ()
    rows = contacts.rows(rx, contacts.ids(rx, ContactQuery(sides=sides, sort="name"))[:MOST])
    return [
        Choice(
            row.reference,
            " · ".join(filter(None, (_name(row), row.post, row.agency))),
            _(SIDE_WORDS[row.side]),
            row.reference,
        )
        for row in sorted(rows, key=lambda row: row.side != rx.side)
    ]


def _name(row: Any) -> str:
    return str((language() == "hi" and row.name_hi) or row.name)


def note(tx: Tx, noun: str, key: int, values: dict[str, Any]) -> bool:
    """The contact with the reference in `values` answers for the record."""
    contact = codes.record(tx, "contacts", str(values["contact"]), field="contact")
    return responsibles.answers_for(tx, contact, noun, key)


def need_contact(values: dict[str, object]) -> dict[str, str]:
    """A contact must be chosen."""
    return {} if str(values.get("contact") or "").strip() else {"contact": _("Choose a contact.")}


class _Name(QPushButton):
    """A name that gives way in a narrow pane and ends in “…”; the tooltip and screen readers have the whole."""

    def __init__(self, said: str) -> None:
        super().__init__(icons.icon("contact", "link"), said.replace("&", "&&"))
        self._said = said
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a button would not give way
        theme.set_look(self, "flat", True)
        self.setAccessibleName(_("Go to {name}").format(name=said))
        set_tooltip(self, said)

    def sizeHint(self) -> QSize:
        words, shown = self.fontMetrics(), self.text().replace("&&", "&")
        hint = super().sizeHint()
        return QSize(
            hint.width() + words.horizontalAdvance(self._said) - words.horizontalAdvance(shown) + 2, hint.height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(140)), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = self.fontMetrics()
        around = self.sizeHint().width() - 2 - words.horizontalAdvance(self._said)
        shown = words.elidedText(self._said, Qt.TextElideMode.ElideRight, self.width() - around)
        if shown.replace("&", "&&") != self.text():
            self.setText(shown.replace("&", "&&"))


class Person(QFrame):
    """One contact: a press on the name goes there, the × takes it away."""

    def __init__(self, one: Responsible, *, removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.one = one
        theme.set_look(self, "card", True)
        said = " · ".join(filter(None, (_name(one), one.post, one.agency)))
        self.name = _Name(said)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(self.name, 1)
        self.gone = QToolButton()
        self.gone.setIcon(icons.icon("close"))
        self.gone.setIconSize(theme.icon_size(16))
        self.gone.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.gone.setAccessibleName(_("{name} no longer answers for it").format(name=_name(one)))
        set_tooltip(self.gone, _("No longer answers for it"))
        self.gone.setVisible(removable)
        row.addWidget(self.gone)


class Answering(QWidget):
    """The contacts who answer for one record of `noun`; read when a card is shown, and when one of them changes."""

    def __init__(self, desk: Desk, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._noun = desk, noun
        self._key: int | None = None
        self._reference, self._live = "", False
        self._found: Sequence[Responsible] = ()
        self.people: list[Person] = []
        self.asked = Asked(desk, self)
        self.title = PlainLabel(_("Answers for this"), colour="secondary")
        self.nobody = PlainLabel(_("Nobody yet"), colour="secondary")
        self.add = QPushButton(icons.icon("add"), _("Add a contact…"))
        theme.set_look(self.add, "flat", True)
        self.add.clicked.connect(self.ask)
        holder = QWidget()
        self._flow = FlowLayout(holder, 6)
        self._flow.addWidget(self.nobody)
        self._flow.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(holder)
        desk.changed.connect(self._changed)

    def show_record(self, key: int, reference: str, *, live: bool) -> None:
        """Show who answers for the record `key`; `live`: it is not in the trash."""
        if key != self._key:
            self._show(())
        self._key, self._reference, self._live = key, reference, live
        self.add.setVisible(live and self._desk.writable)
        self._read()

    def _read(self) -> None:
        if self._key is not None:
            self._desk.read(partial(self._take, self._key), responsibles.of_record, self._noun, self._key,
                            latest=f"{self._noun}/answering")  # fmt: skip

    def _changed(self, change: Any) -> None:
        if not WATCHED.isdisjoint(change.nouns):
            self._read()

    def _take(self, key: int, found: Sequence[Responsible]) -> None:
        if key == self._key:
            self._show(found)

    def _show(self, found: Sequence[Responsible]) -> None:
        self._found = found
        for old in self.people:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.people = []
        for place, one in enumerate(found):
            person = Person(one, removable=self._live and self._desk.writable)
            person.name.clicked.connect(self._go)
            person.gone.clicked.connect(self._remove)
            self._flow.insert(place, person)
            self.people.append(person)
        self.nobody.setVisible(not found)
        self.updateGeometry()

    def _person(self) -> Responsible | None:
        sender = self.sender()
        return next((person.one for person in self.people if sender in (person.name, person.gone)), None)

    def _go(self) -> None:
        one = self._person()
        if one is not None:
            self._desk.go.emit("contacts", {"record": one.contact_key})

    def _remove(self) -> None:
        one = self._person()
        if one is not None and self._key is not None:
            said = _("{name} no longer answers for {reference}").format(name=_name(one), reference=self._reference)
            self._desk.write(GONE, responsibles.no_longer, one.contact_key, self._noun, self._key,
                             then=partial(self._told, said))  # fmt: skip

    def _told(self, said: str, _done: object) -> None:
        self._desk.notice.emit(said, self._desk.undo)

    def ask(self) -> None:
        """Choose one more contact."""
        if self._key is not None and self._live and self._desk.writable:
            self._desk.read(partial(self._ask, self._key), people, latest=f"{self._noun}/people")

    def _ask(self, key: int, found: list[Choice]) -> None:
        if key != self._key:
            return
        held = {one.reference for one in self._found}
        left = [choice for choice in found if choice.value not in held]
        self.asked.ask(
            Question(
                _("Who answers for {reference}?").format(reference=self._reference), (_FIELD,), _("Add"), ADDED, note,
                (self._noun, key), _("Noted who answers for {reference}").format(reference=self._reference),
                choices={"contacts": lambda: left}, check=need_contact,
            )
        )  # fmt: skip

    def leave(self) -> None:
        """Nothing is ever half done here."""
