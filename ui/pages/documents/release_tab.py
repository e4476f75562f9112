"""The Release tab: to which side a document may go; default to nobody.

Says why a released document would still stay out (rules.md, Release and markings).
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import releases
from hsdclient.documents import DocumentCard
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.pages.documents import acts
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark


def reasons(rx: Read, key: int, sides: tuple[str, ...]) -> dict[str, str]:
    """Why the document would stay out of each side's edition, '' where nothing forbids it."""
    return {side: releases.preview_document(rx, key, side) or "" for side in sides}


class SideCard(QFrame):
    """One side: released or not, what would keep the document out, and the one thing to do."""

    def __init__(self, side: str, *, partner: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card", True)
        self.side = side
        self.setAccessibleName(_(SIDE_WORDS[side]))
        self.state = BadgeLabel()
        self.why = Remark("warning", "amber")
        self.give = QPushButton(icons.icon("release", "on_accent" if partner else "text"), _("Release"))
        if partner:
            theme.primary(self.give)
        self.take = QPushButton(_("Take the release back"))
        name = _(SIDE_WORDS[side])
        self.give.setAccessibleName(_("Release to {side}").format(side=name))
        self.take.setAccessibleName(_("Take the release to {side} back").format(side=name))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(flowing(PlainLabel(name, role="emphasis"), self.state, gap=12))
        column.addWidget(self.why)
        column.addWidget(flowing(self.give, self.take, gap=8))

    def show_state(self, *, released: bool, why: str, writable: bool) -> None:
        """Say how it stands."""
        self.state.set_badges(Badge("tick-circle", _("Released"), "green") if released
                              else Badge("hollow-circle", _("Not released"), "none"))  # fmt: skip
        self.why.say(_("Would stay out of the edition: {why}").format(why=why) if why else "")
        held = self.give.hasFocus() or self.take.hasFocus()
        self.give.setVisible(writable and not released)
        self.take.setVisible(writable and released)
        if held and writable:  # else the keyboard would land on the other side's Release
            (self.take if released else self.give).setFocus()


class ReleaseTab(QWidget):
    """Both sides, the partner's first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: DocumentCard | None = None
        own = desk.facts.side
        self._sides = ("US" if own == "IN" else "IN", own)
        self.cards = {side: SideCard(side, partner=side != own) for side in self._sides}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("What leaves this workstation is decided for each side."), wrap=True))
        for card in self.cards.values():
            column.addWidget(card)
            card.give.clicked.connect(self._give)
            card.take.clicked.connect(self._take_back)
        column.addWidget(
            Caption(_("A released document goes along with a released action that it is evidence of. Our note and the "
                      "partner's marking stay here."))
        )  # fmt: skip
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Release"))
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_card(self, card: DocumentCard) -> None:
        """Show to whom `card` is released."""
        self._card = card
        self._desk.read(partial(self._show, card.key), reasons, card.key, self._sides, latest="documents/release")

    def _show(self, key: int, why: dict[str, str]) -> None:
        if self._card is None or self._card.key != key:
            return
        writable = self._desk.writable and not self._card.row.discarded
        for side, shown in self.cards.items():
            shown.show_state(released=side in self._card.row.released_to, why=why[side], writable=writable)

    def _give(self) -> None:
        self._set(acts.RELEASED, True)

    def _take_back(self) -> None:
        self._set(acts.TAKEN_BACK, False)

    def _set(self, sentence: str, released: bool) -> None:
        side = next((side for side, shown in self.cards.items() if self.sender() in (shown.give, shown.take)), "")
        if self._card is not None and side:
            self._desk.write(sentence, acts.release_all, [self._card.key], [side], released)

    def leave(self) -> None:
        """Nothing is ever half done here."""
