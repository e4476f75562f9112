"""What is done with a request: a reply recorded, chased, sent, closed, withdrawn, reopened.

Asks what must be asked; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from hsdclient import codes, requests
from hsdclient.fields import Field
from hsdclient.requests import CHANNEL_WORDS, ChaserDraft, ReplyCard, ReplyDraft, RequestCard
from hsdclient.requests.verbs import OTHER
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.ledger.book import of_words

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

REPLIED: Final = N_("Reply recorded")
CHASED: Final = N_("Request chased")
SENT: Final = N_("Request sent")
CLOSED: Final = N_("Request closed")
WITHDRAWN: Final = N_("Request withdrawn")
REOPENED: Final = N_("Request reopened")
MOVED: Final = N_("Reply moved to another request")
_ON: Final = Field("on", N_("On"), "date", help=N_("Left empty: today"))
_WHY: Final = Field("why", N_("Why"), "text", required=True, max_length=2_000)


def reply(tx: Tx, key: int, values: Mapping[str, Any]) -> int:
    """Record the reply that was entered."""
    return requests.reply(tx, key, ReplyDraft(**values))


def chase(tx: Tx, key: int, values: Mapping[str, Any]) -> int:
    """Record the chaser that was entered."""
    return requests.chase(tx, key, str(values["channel"]), str(values["dated"]), str(values["note"]))


def send(tx: Tx, key: int, values: Mapping[str, Any]) -> None:
    """Send the request."""
    requests.send(tx, key, str(values["on"]))


def close(tx: Tx, key: int, values: Mapping[str, Any]) -> None:
    """Close it without a final reply."""
    requests.close(tx, key, str(values["on"]), str(values["why"]))


def withdraw(tx: Tx, key: int, values: Mapping[str, Any]) -> None:
    """Withdraw it."""
    requests.withdraw(tx, key, str(values["on"]), str(values["why"]))


def reopen(tx: Tx, key: int, values: Mapping[str, Any]) -> None:
    """Let it wait again."""
    requests.reopen(tx, key, str(values["why"]))


def move(tx: Tx, reply_key: int, values: Mapping[str, Any]) -> int:
    """Put a reply with the request it answers."""
    return requests.move_reply(tx, reply_key, codes.record(tx, "requests", str(values["request"]), field="request"))


def cautions_of(rx: Read, key: int, draft: ReplyDraft) -> list[str]:
    """What is probably wrong with a reply that was recorded."""
    return requests.reply_warnings(rx, key, draft)


class Deeds(QObject):
    """The acts of the page; `can` holds them by name."""

    def __init__(self, desk: Desk, page: LedgerPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.asked = Asked(desk, page)
        made = (
            ("reply", _("Record a reply…"), "exchange", self.reply, "Ctrl+Shift+Y"),
            ("chase", _("Chase…"), "clock", self.chase, "Ctrl+Shift+H"),
            ("send", _("Mark as sent…"), "request", self.send, ""),
            ("close", _("Close without a reply…"), "tick", self.close, ""),
            ("withdraw", _("Withdraw…"), "close", self.withdraw, "Ctrl+Shift+W"),
            ("reopen", _("Reopen…"), "undo", self.reopen, ""),
        )
        self.can: dict[str, QAction] = {
            key: page.act(words, icon, what, keys, own=key != "withdraw") for key, words, icon, what, keys in made
        }

    def card(self) -> RequestCard | None:
        """The request beside the list, when something may be done with it."""
        card = self._page.card()
        return card if card is not None and self._desk.writable and not card.row.discarded else None

    def enable(self, card: RequestCard | None) -> None:
        """Say which acts can be done with `card`."""
        live = card is not None and self._desk.writable and not card.row.discarded
        state = card.row.state if card is not None and live else ""
        for key, states in (("reply", ("sent",)), ("chase", ("sent",)), ("send", ("draft",)), ("close", ("sent",)),
                            ("withdraw", ("draft", "sent")), ("reopen", ("closed", "withdrawn"))):  # fmt: skip
            self.can[key].setEnabled(state in states)

    # -- reply and chase --------------------------------------------------------------------------------------

    def reply(self) -> None:
        """Ask what the reply says; the partner's marking is kept exactly."""
        card = self.card()
        if card is None or not self.can["reply"].isEnabled():
            return
        row = card.row
        side = OTHER[row.asked_by]
        book = self._page.book
        values: dict[str, Any] = {"received_on": self._desk.today.isoformat(), "from_agency": row.to_agency}
        self.asked.ask(
            Question(
                _("Reply to {reference}").format(reference=row.reference), ReplyDraft.FIELDS, _("Record the reply"),
                REPLIED, reply, (card.key,), partial(self._replied, card), values,
                {"agencies": lambda: book.leads(side, row.group)}, about=row.title, first="text",
            )
        )  # fmt: skip

    def _replied(self, card: RequestCard, _key: Any) -> str:
        return _("Reply to {reference} recorded").format(reference=card.reference)

    def chase(self) -> None:
        """Ask how the reply was asked for again."""
        card = self.card()
        if card is None or not self.can["chase"].isEnabled():
            return
        values = {"channel": card.row.channel, "dated": self._desk.today.isoformat()}
        self.asked.ask(
            Question(
                _("Chase {reference}").format(reference=card.reference), ChaserDraft.FIELDS, _("Record"), CHASED, chase,
                (card.key,), _("{reference} chased").format(reference=card.reference), values,
                {"channels": partial(of_words, CHANNEL_WORDS)}, about=card.row.title, first="note",
            )
        )  # fmt: skip

    # -- its state --------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Ask the day on which it was sent."""
        self._ask("send", _("Mark {reference} as sent"), _("Mark as sent"), SENT, send, _("{reference} is sent"),
                  (_ON,))  # fmt: skip

    def close(self) -> None:
        """Ask why it is closed without a final reply."""
        self._ask("close", _("Close {reference} without a final reply"), _("Close the request"), CLOSED, close,
                  _("{reference} is closed"), (_WHY, _ON))  # fmt: skip

    def withdraw(self) -> None:
        """Ask why nobody asks any more."""
        self._ask("withdraw", _("Withdraw {reference}"), _("Withdraw"), WITHDRAWN, withdraw,
                  _("{reference} is withdrawn"), (_WHY, _ON))  # fmt: skip

    def reopen(self) -> None:
        """Ask why it waits again."""
        self._ask("reopen", _("Reopen {reference}"), _("Reopen"), REOPENED, reopen, _("{reference} waits again"),
                  (_WHY,))  # fmt: skip

    def _ask(
        self, key: str, title: str, button: str, sentence: str, verb: Any, told: str, fields: tuple[Field, ...]
    ) -> None:
        card = self.card()
        if card is not None and self.can[key].isEnabled():
            named = {"reference": card.reference}
            self.asked.ask(Question(title.format(**named), fields, button, sentence, verb, (card.key,),
                                    told.format(**named), about=card.row.title))  # fmt: skip

    def move(self, one: ReplyCard) -> None:
        """Ask which request a reply answers that was recorded with the wrong one."""
        if self.card() is None:
            return
        field = Field("request", N_("Request"), required=True, max_length=40, help=N_("Its reference, REQ-2026-0001"))
        self.asked.ask(
            Question(
                _("Move the reply to another request"), (field,), _("Move"), MOVED, move, (one.key,),
                _("The reply is with the other request now"), about=one.text[:300],
            )
        )  # fmt: skip
