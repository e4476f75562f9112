"""The Assessment tab: what the rules compute, what each side says beside it, and the rules themselves."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient.commitments import CommitmentCard
from hsdclient.scorecard import RULES, Assessment
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import _
from ui import icons, theme
from ui.parts.badges import BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, Section
from ui.scorecards import looks
from ui.scorecards.deeds import Deeds


class SideCard(QFrame):
    """What one side says: its status, why, who and when; and the button to say something else."""

    def __init__(self, side: str, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card", True)
        self.side, self._own = side, own
        self.setAccessibleName(_(SIDE_WORDS[side]))
        self.status = BadgeLabel()
        self.none = PlainLabel(_("Nothing said yet") if not own else _("As computed"), colour="secondary")
        self.why, self.about = PlainLabel(wrap=True, selectable=True), Caption()
        words = _("Assess…") if own else _("Note what the partner says…")
        self.button = QPushButton(icons.icon("flag" if own else "people"), words)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addWidget(flowing(PlainLabel(_(SIDE_WORDS[side]), role="emphasis"), self.status, self.none, gap=12))
        column.addWidget(self.why)
        column.addWidget(self.about)
        column.addWidget(flowing(self.button, gap=8))

    def show_assessment(self, said: Assessment | None, *, writable: bool) -> None:
        """Show what the side says, None for nothing."""
        self.status.set_badges(*([looks.full_badge(said.status)] if said else []))
        self.status.setVisible(said is not None)
        self.none.setVisible(said is None)
        self.why.setText(said.why if said else "")
        self.why.setVisible(bool(said and said.why))
        about = _about(said, own=self._own) if said else ""
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.button.setVisible(writable)


def _about(said: Assessment, *, own: bool) -> str:
    day = looks.day(said.on if own else said.received_on)
    if own:
        return _("Set by {officer} on {day}").format(officer=said.officer or "–", day=day or "–")
    told = _("Received on {day}").format(day=day or "–")
    return f"{told} · {said.source}" if said.source else told


class AssessmentTab(QWidget):
    """The computed status on top, both sides below it, the rules at the end."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self._card: CommitmentCard | None = None
        self.deeds = Deeds(self._desk, self)
        own = self._desk.facts.side
        self.computed, self.why = BadgeLabel(), PlainLabel(wrap=True, selectable=True)
        self.cards = {own: SideCard(own, own=True)}
        other = "US" if own == "IN" else "IN"
        self.cards[other] = SideCard(other, own=False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(flowing(PlainLabel(_("Computed"), role="emphasis"), self.computed, gap=12))
        column.addWidget(self.why)
        for card in self.cards.values():
            column.addWidget(card)
            card.button.clicked.connect(self._assess)
        column.addSpacing(8)
        column.addWidget(Section(_("How it is computed")))
        for rule in RULES:
            column.addWidget(Caption(_(rule)))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Assessment"))
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_card(self, card: CommitmentCard) -> None:
        """Show how `card` is judged and by whom."""
        self._card = card
        self.computed.set_badges(looks.full_badge(card.row.computed))
        self.why.setText(card.row.why)
        writable = self._desk.writable and not card.discarded
        for side, shown in self.cards.items():
            shown.show_assessment(card.sides.get(side), writable=writable)

    def _assess(self) -> None:
        side = next((side for side, card in self.cards.items() if card.button is self.sender()), "")
        if self._card is not None and side:
            self.deeds.assess(self._card.key, side)

    def leave(self) -> None:
        """Nothing is ever half done here."""
