"""The Replies tab: replies and chasers of one request by day, and what can be done while it waits.

A reply is shown as it came, with the partner's marking exactly as received; it is never edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.clock import instant
from hsdclient.requests import CHANNEL_WORDS, ChaserCard, ReplyCard, RequestCard
from hsdclient.words import _, language
from ui import theme
from ui.ledger.detail import LedgerDetail
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel

if TYPE_CHECKING:
    from ui.pages.requests.shape import RequestShape


class Turn(QFrame):
    """One reply or chaser; `elsewhere` carries the reply that belongs to another request."""

    elsewhere = Signal(object)

    def __init__(
        self, one: ReplyCard | ChaserCard, zone: str, *, writable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.one = one
        theme.set_look(self, "card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        if isinstance(one, ReplyCard):
            self._reply(one, column, writable=writable)
        else:
            self._chaser(one, column)
        at = dates.say_time(instant(one.recorded_at), zone, language())
        column.addWidget(Caption(_("Recorded {at} by {officer}").format(at=at, officer=one.recorded_by or "–")))

    def _reply(self, one: ReplyCard, column: QVBoxLayout, *, writable: bool) -> None:
        day = dates.say(one.received_on, language())
        said = _("Reply of {day}").format(day=day)
        self.setAccessibleName(said)
        badges = [Badge("half-circle", _("Partial"))] if one.partial else [Badge("tick-circle", _("Final reply"))]
        if one.partner_marking:
            badges.append(Badge("icon:people", _("Partner: {marking}").format(marking=one.partner_marking)))
        head = PlainLabel(" · ".join(filter(None, (said, one.from_agency))), role="emphasis")
        column.addWidget(flowing(head, *(BadgeLabel(badge) for badge in badges), gap=8))
        if one.text:
            column.addWidget(PlainLabel(one.text, wrap=True, selectable=True))
        if one.partner_reference:
            told = _("Reference of the reply: {text}").format(text=one.partner_reference)
            column.addWidget(PlainLabel(told, wrap=True, selectable=True, colour="secondary"))
        if writable:
            button = QPushButton(_("Answers another request…"))
            button.setAccessibleName(_("The reply of {day} answers another request").format(day=day))
            theme.set_look(button, "flat", True)
            button.clicked.connect(self._moved)
            column.addWidget(flowing(button))

    def _chaser(self, one: ChaserCard, column: QVBoxLayout) -> None:
        day = dates.say(one.dated, language())
        said = _("Chased on {day}").format(day=day)
        self.setAccessibleName(said)
        badge = BadgeLabel(Badge("clock", _(CHANNEL_WORDS[one.channel])))
        column.addWidget(flowing(PlainLabel(said, role="emphasis"), badge, gap=8))
        if one.note:
            column.addWidget(PlainLabel(one.note, wrap=True, selectable=True))

    def _moved(self) -> None:
        self.elsewhere.emit(self.one)


class ActButton(QPushButton):
    """A button for an act of the page: its words, icon and whether it can be done now; hidden when it cannot."""

    def __init__(self, action: QAction, *, primary: bool = False) -> None:
        super().__init__(action.icon(), action.text())
        if primary:
            theme.primary(self)
            self.setIcon(QIcon())  # drawn for the ground of other buttons
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Be there when the act can be done."""
        self.setVisible(self._action.isEnabled())


class RepliesTab(QWidget):
    """What came back, the newest first, and the acts above."""

    def __init__(self, shape: RequestShape, detail: LedgerDetail, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape, self._detail = shape, detail
        self._turns: list[Turn] = []
        self.state = PlainLabel(wrap=True, role="emphasis")
        self.closing = PlainLabel(wrap=True, selectable=True, colour="secondary")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self.state)
        self._column.addWidget(self.closing)
        deeds = shape.deeds
        self.buttons: dict[str, ActButton] = {}
        if deeds is not None:
            self.buttons = {key: ActButton(action, primary=key == "reply") for key, action in deeds.can.items()}
            self._column.addWidget(flowing(*self.buttons.values(), gap=8))
        self._place = self._column.count()
        self.none = PlainLabel(wrap=True, colour="secondary")
        self._column.addWidget(self.none)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Replies"))
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_card(self, card: RequestCard) -> None:
        """Show what came back to `card`."""
        row = card.row
        if row.waiting_side:
            who = _("We owe the reply.") if row.waiting_side == self._detail.desk.facts.side else _(
                "The partner owes the reply.")  # fmt: skip
            since = dates.say(row.sent_on, language()) if row.sent_on else "–"
            days = _("1 day") if row.days_waiting == 1 else _("{count} days").format(count=row.days_waiting)
            said = f"{who} " + _("Awaited since {day}: {days}.").format(day=since, days=days)
        else:
            said = self._shape.badges(card)[0].word
            if row.closed_on:
                said += " · " + dates.say(row.closed_on, language())
        self.state.setText(said)
        self.closing.setText(card.closing)
        self.closing.setVisible(bool(card.closing))
        writable = self._detail.desk.writable and not row.discarded
        for old in self._turns:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._turns = []
        turns: list[ReplyCard | ChaserCard] = [*card.replies, *card.chasers]
        for place, one in enumerate(sorted(turns, key=_day, reverse=True)):
            turn = Turn(one, self._detail.desk.facts.time_zone, writable=writable)
            turn.elsewhere.connect(self._move)
            self._column.insertWidget(self._place + place, turn)
            self._turns.append(turn)
        self.none.setText(_("No reply has come and nobody has chased it yet."))
        self.none.setVisible(not self._turns)

    def _move(self, one: Any) -> None:
        if self._shape.deeds is not None:
            self._shape.deeds.move(one)

    def leave(self) -> None:
        """Nothing is ever half done here."""


def _day(one: ReplyCard | ChaserCard) -> tuple[Any, int]:
    return (one.received_on if isinstance(one, ReplyCard) else one.dated, one.key)
