"""Both sides' versions of a meeting beside one another: title, days, lead; where they differ stands in amber.

Shows only. Ours as we set it, the partner's as received with day and source; neither wins (rules.md, Two sides).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from hsdclient.meetings import MeetingCard, SideCard
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _
from ui import theme
from ui.pages.dialogues import looks
from ui.parts.labels import Caption, PlainLabel, yielding
from ui.scorecards.looks import day

ROWS: Final = (("title", N_("Title")), ("days", N_("Days")), ("lead", N_("Led by")))


class BothSides(QWidget):
    """`show_card` fills it."""

    def __init__(self, side: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.frame = QFrame()
        theme.set_look(self.frame, "card", True)
        self.frame.setAccessibleName(_("What each side says"))
        grid = QGridLayout(self.frame)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self.texts: dict[tuple[str, str], PlainLabel] = {}
        self.received: dict[str, Caption] = {}
        for line, (_key, word) in enumerate(ROWS, 2):
            label = PlainLabel(_(word), colour="secondary", wrap=True)
            label.setFixedWidth(theme.px(64))
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
        for column, name in enumerate(SIDE_WORDS, 1):
            said = _("{side} (ours)") if name == side else _("{side} (as received)")
            grid.addWidget(PlainLabel(said.format(side=_(SIDE_WORDS[name])), role="emphasis", wrap=True), 0, column)
            self.received[name] = Caption()
            grid.addWidget(self.received[name], 1, column, Qt.AlignmentFlag.AlignTop)
            for line, (key, _word) in enumerate(ROWS, 2):
                self.texts[name, key] = text = yielding(PlainLabel(wrap=True, selectable=True))
                grid.addWidget(text, line, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        self.clocks = PlainLabel(wrap=True, selectable=True)
        self.around = Caption()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.frame, self.clocks, self.around):
            layout.addWidget(widget)

    def show_card(self, card: MeetingCard) -> None:
        """Show what both sides say of `card`."""
        for name, side in card.sides.items():
            self._show_side(name, side)
        differing = {"days" if what == "dates" else what for what in card.row.differs}
        for (_name, key), text in self.texts.items():
            text.set_colour("tone:amber" if key in differing else "text")
        clocks = looks.clocks(card.row)
        self.clocks.setText(clocks)
        self.clocks.setVisible(bool(clocks))
        around = (
            _("follows {code}").format(code=card.row.previous) if card.row.previous else "",
            _("followed by {code}").format(code=card.following) if card.following else "",
        )
        self.around.setText(" · ".join(filter(None, around)))
        self.around.setVisible(any(around))

    def _show_side(self, name: str, side: SideCard) -> None:
        said = ""
        if name != self._side:
            received = day(side.received_on)
            told = _("Received {day}").format(day=received) if received else _("Nothing received yet")
            said = " · ".join(filter(None, (told, side.source)))
        self.received[name].setText(said)
        self.received[name].setVisible(bool(said))
        lead = " · ".join(filter(None, (side.lead, side.lead_post)))
        for key, value in (("title", side.title), ("days", looks.days(side.starts, side.ends)), ("lead", lead)):
            self.texts[name, key].setText(value or "–")

    def leave(self) -> None:
        """Nothing is ever half done here."""
