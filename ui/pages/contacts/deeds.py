"""What is done with a contact: a post added, changed, ended, taken away; open records handed over to a successor.

Asks what must be asked; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from hsdclient import codes, contacts, handing_over
from hsdclient.contacts import ContactCard, PostDraft, PostHeld
from hsdclient.fields import Choice, Field
from hsdclient.handing_over import HandedOver
from hsdclient.responsibles import Item
from hsdclient.session import Tx
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.answering import people
from ui.ledger.asked import Asked, Question

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

ADDED: Final = N_("Post added")
MOVED: Final = N_("Moved to another post")
CHANGED: Final = N_("Post changed")
ENDED: Final = N_("Post ended")
REMOVED: Final = N_("Post removed")
HANDED: Final = N_("Handed over to a successor")
_UNTIL: Final = Field("until", N_("Last day in the post"), "date", help=N_("Left empty: today"))
_ENTERED: Final = tuple(one for one in PostDraft.FIELDS if one.key not in ("until", "additional"))


def add(tx: Tx, contact: int, values: Mapping[str, Any]) -> int:
    """The person holds or held another post."""
    return contacts.add_post(tx, contact, PostDraft(**values))


def move_on(tx: Tx, contact: int, values: Mapping[str, Any]) -> int:
    """The present post ends, another begins."""
    return contacts.move_on(tx, contact, PostDraft(**values))


def change(tx: Tx, key: int, values: Mapping[str, Any]) -> bool:
    """Correct what is known of a post."""
    return contacts.amend_post(tx, key, values)


def end(tx: Tx, key: int, values: Mapping[str, Any]) -> bool:
    """The post was held until a day."""
    return contacts.end_post(tx, key, str(values["until"]))


def hand_over(tx: Tx, contact: int, chosen: Sequence[tuple[str, int]], values: Mapping[str, Any]) -> HandedOver:
    """The open records (all, or those `chosen` in the list) go to the successor."""
    to = codes.record(tx, "contacts", str(values["to"]), field="to")
    items = list(chosen) if values.get("which") == "chosen" else None
    return handing_over.hand_over(tx, contact, to, str(values["on"]), items, bool(values["end_post"]))


def need_successor(values: dict[str, object]) -> dict[str, str]:
    """A successor must be chosen."""
    return {} if str(values.get("to") or "").strip() else {"to": _("Choose the successor.")}


class Deeds(QObject):
    """The acts of the page."""

    def __init__(self, desk: Desk, page: LedgerPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.asked = Asked(desk, page)
        self.hand_over_act: QAction = page.act(_("Hand over…"), "exchange", self.hand_over, "Ctrl+Shift+H")

    def card(self) -> ContactCard | None:
        """The contact beside the list, when something may be done with it."""
        card = self._page.card()
        return card if card is not None and self._desk.writable and not card.row.discarded else None

    def enable(self, card: ContactCard | None) -> None:
        """Say which acts can be done with `card`."""
        live = card is not None and self._desk.writable and not card.row.discarded
        self.hand_over_act.setEnabled(bool(live and card is not None and (card.items or card.posts)))

    # -- posts ------------------------------------------------------------------------------------------------

    def _agencies(self, side: str) -> Sequence[Choice]:
        return self._page.book.leads(side, "")

    def _ask(self, title: str, fields: Sequence[Field], button: str, sentence: str, verb: Any, key: int, told: str,
             **more: Any) -> None:  # fmt: skip
        card = self.card()
        if card is not None:
            choices = {"agencies": partial(self._agencies, card.row.side)}
            self.asked.ask(
                Question(title, fields, button, sentence, verb, (key,), told, choices=choices, about=card.row.name,
                         **more)
            )  # fmt: skip

    def add_post(self) -> None:
        """Ask for another post, past or present."""
        if (card := self.card()) is not None:
            self._ask(_("Add a post"), PostDraft.FIELDS, _("Add"), ADDED, add, card.key, _("Post added"))

    def move_on(self) -> None:
        """Ask for the post that follows the present one."""
        if (card := self.card()) is not None:
            values = {"since": self._desk.today.isoformat(), "agency": card.row.agency}
            self._ask(_("Moves to another post"), _ENTERED, _("Record"), MOVED, move_on, card.key,
                      _("The new post is noted; the one before has ended."), values=values, first="post")  # fmt: skip

    def change_post(self, held: PostHeld) -> None:
        """Correct a post."""
        values = {one.key: getattr(held, one.key) for one in PostDraft.FIELDS}
        self._ask(_("Change the post"), PostDraft.FIELDS, _("Save"), CHANGED, change, held.key, _("Post changed"),
                  values=values)  # fmt: skip

    def end_post(self, held: PostHeld) -> None:
        """Ask the last day."""
        values = {"until": self._desk.today.isoformat()}
        self._ask(_("The post has ended"), (_UNTIL,), _("Record"), ENDED, end, held.key, _("Post ended"), values=values)

    def remove_post(self, held: PostHeld) -> None:
        """Take a post away that was entered by mistake."""
        if self.card() is not None:
            self._desk.write(REMOVED, contacts.remove_post, held.key, then=self._removed)

    def _removed(self, _done: object) -> None:
        self._desk.notice.emit(_("Post removed"), self._desk.undo)

    # -- handing over -----------------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """Ask the successor and the day; the records chosen in the list may be handed over alone."""
        card = self.card()
        if card is not None and self.hand_over_act.isEnabled():
            tab = self._page.detail.made("items")
            chosen = tab.chosen() if tab is not None and self._page.detail.tab() == "items" else []
            self._desk.read(partial(self._ask_successor, card, chosen), people, side=card.row.side,
                            latest="contacts/successors")  # fmt: skip

    def _ask_successor(self, card: ContactCard, chosen: Sequence[Item], found: Sequence[Choice]) -> None:
        left = [one for one in found if one.value != card.reference]
        some = 0 < len(chosen) < len(card.items)
        which = [
            Choice("all", _("All open records ({count})").format(count=len(card.items))),
            Choice("chosen", _("Only those chosen in the list ({count})").format(count=len(chosen))),
        ]
        fields = (
            Field("to", N_("Successor"), "choice", required=True, choices="successors",
                  help=N_("Of the same side; record the person first if they are new here")),
            Field("on", N_("On"), "date", help=N_("Left empty: today")),
            *((Field("which", N_("Which records"), "choice", required=True, choices="which"),) if some else ()),
            Field("end_post", N_("The post is handed over too"), "check",
                  help=N_("It ends here, and begins with a successor who has none")),
        )  # fmt: skip
        part = some and len(chosen) > 1  # one line is always chosen: that alone says nothing
        values: dict[str, Any] = {"on": self._desk.today.isoformat(), "end_post": bool(card.row.post) and not part}
        if some:
            values["which"] = "chosen" if part else "all"
        lines = [f"{one.reference} · {one.title}" for one in (chosen if part else card.items)]
        self.asked.ask(
            Question(
                _("Hand over from {name}").format(name=card.row.name), fields, _("Hand over"), HANDED, hand_over,
                (card.key, [(one.noun, one.key) for one in chosen]), self._told, values,
                {"successors": lambda: left, "which": lambda: which}, need_successor,
                "\n".join([*lines[:6], *(["…"] if len(lines) > 6 else [])]), "to",
            )
        )  # fmt: skip

    def _told(self, done: HandedOver) -> str:
        count = len(done.references)
        said = _("1 record handed over.") if count == 1 else _("{count} records handed over.").format(count=count)
        if done.post is not None:
            said += " " + (
                _("The post {post} went over too.") if done.begun else _("The post {post} has ended.")
            ).format(post=done.post.post)
        return said
