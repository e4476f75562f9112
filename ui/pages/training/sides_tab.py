"""What each side says of a run, beside one another: seats, days, confirmation; the partner's as received.

Neither wins (rules.md, Two sides). Our own days are moved, never typed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.session import Tx
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import runs
from hsdclient.training.runs import RunCard, RunSide
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.ledger.asked import Asked, Question
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, yielding
from ui.parts.numbers import grouped
from ui.training import run_looks

OURS: Final = N_("Our side of a run noted")
THEIRS: Final = N_("What the partner says of a run noted")
ROWS: Final = (
    ("seats", N_("Seats")), ("taken", N_("Seats taken")), ("days", N_("Days")), ("confirmed", N_("Confirmed on")),
    ("note", N_("Note")),
)  # fmt: skip
_OWN: Final = ("seats", "confirmed_on", "note")


def note_side(tx: Tx, key: int, side: str, values: Mapping[str, Any]) -> bool:
    """Write what was entered of one side."""
    return runs.amend_side(tx, key, side, {name: str(value or "") for name, value in values.items()})


class SidesTab(QWidget):
    """`show_card` fills it; the two buttons ask what is to be noted."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk = detail.desk
        self._side = desk.facts.side
        self._other = "US" if self._side == "IN" else "IN"
        self._card: RunCard | None = None
        self.asked = Asked(desk, self)
        self.ours = QPushButton(icons.icon("edit"), _("Change ours…"))
        self.theirs = QPushButton(icons.icon("people"), _("Note what the partner says…"))
        self.ours.clicked.connect(self.ask_ours)
        self.theirs.clicked.connect(self.ask_theirs)
        self.frame = QFrame()
        theme.set_look(self.frame, "card", True)
        self.frame.setAccessibleName(_("What each side says"))
        grid = QGridLayout(self.frame)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.texts: dict[tuple[str, str], PlainLabel] = {}
        self.received: dict[str, Caption] = {}
        for line, (_key, word) in enumerate(ROWS, 2):
            label = PlainLabel(_(word), colour="secondary", wrap=True)
            label.setFixedWidth(theme.px(92))
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
        for column, name in enumerate((self._side, self._other), 1):
            said = _("{side} (ours)") if name == self._side else _("{side} (as received)")
            grid.addWidget(PlainLabel(said.format(side=_(SIDE_WORDS[name])), role="emphasis", wrap=True), 0, column)
            self.received[name] = Caption()
            grid.addWidget(self.received[name], 1, column, Qt.AlignmentFlag.AlignTop)
            for line, (key, _word) in enumerate(ROWS, 2):
                self.texts[name, key] = text = yielding(PlainLabel(wrap=True, selectable=True))
                grid.addWidget(text, line, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        self.differs = PlainLabel(wrap=True, colour="tone:amber")
        inside = QWidget()
        column_of = QVBoxLayout(inside)
        column_of.setContentsMargins(12, 12, 12, 12)
        column_of.setSpacing(8)
        column_of.addWidget(flowing(self.ours, self.theirs, gap=8))
        column_of.addWidget(self.differs)
        column_of.addWidget(self.frame)
        column_of.addWidget(Caption(_("Our own days change by Move run…, with the reason; the deadlines go along.")))
        column_of.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_card(self, card: RunCard) -> None:
        """Show what both sides say of `card`."""
        self._card = card
        live = self._desk.writable and not card.row.discarded
        self.ours.setVisible(live)
        self.theirs.setVisible(live)
        for name in (self._side, self._other):
            self._show_side(card, name, card.sides.get(name))
        theirs = card.sides.get(self._other)
        differ = card.row.differs
        self.differs.setVisible(differ)
        if differ and theirs is not None:
            self.differs.setText(_("The partner gave other days than ours; both are kept, side by side."))
        for name in (self._side, self._other):
            self.texts[name, "days"].set_colour("tone:amber" if differ else "text")

    def _show_side(self, card: RunCard, name: str, said: RunSide | None) -> None:
        own = name == self._side
        starts, ends = (card.row.starts, card.row.ends) if own else (said and said.starts, said and said.ends)
        days = run_looks.said_days(starts, ends or starts) if starts else _("from {day}").format(day="–")
        words = {
            "seats": grouped(said.seats) if said is not None else "0",
            "taken": grouped(card.row.taken.get(name, 0)),
            "days": days if starts else "",
            "confirmed": _day(said.confirmed_on) if said is not None else "",
            "note": said.note if said is not None else "",
        }
        for key, value in words.items():
            self.texts[name, key].setText(value or "–")
        told = ""
        if not own:
            received = _day(said.received_on) if said is not None else ""
            told = _("Received {day}").format(day=received) if received else _("Nothing received yet")
            told = " · ".join(filter(None, (told, said.source if said is not None else "")))
        self.received[name].setText(told)
        self.received[name].setVisible(bool(told))

    # -- noting -----------------------------------------------------------------------------------------------

    def ask_ours(self) -> None:
        """Ask our seats, our confirmation and our note."""
        self._ask(self._side, _("Our side of {reference}"), [one for one in RunSide.FIELDS if one.key in _OWN], OURS,
                  _("Our side of {reference} noted"))  # fmt: skip

    def ask_theirs(self) -> None:
        """Ask what the partner says, when that was received and in what."""
        self._ask(self._other, _("What the partner says of {reference}"), list(RunSide.FIELDS), THEIRS,
                  _("What the partner says of {reference} noted"))  # fmt: skip

    def _ask(self, side: str, title: str, fields: Any, sentence: str, told: str) -> None:
        card = self._card
        if card is None or not self._desk.writable or card.row.discarded:
            return
        held = card.sides.get(side)
        values = {one.key: _typed(getattr(held, one.key)) if held is not None else "" for one in fields}
        if "received_on" in values:
            values["received_on"] = self._desk.today.isoformat()
        named = {"reference": card.row.reference}
        self.asked.ask(Question(title.format(**named), fields, _("Record"), sentence, note_side, (card.key, side),
                                told.format(**named), values, about=run_looks.titled(card.row)))  # fmt: skip

    def leave(self) -> None:
        """Nothing is ever half done here."""


def _day(said: date | None) -> str:
    return dates.say(said, language()) if said is not None else ""


def _typed(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
