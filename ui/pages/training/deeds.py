"""What is done with a run: announced, confirmed, held, cancelled, moved, and its papers printed.

Asks what must be asked; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QCursor

from hsdclient.fields import Field
from hsdclient.session import Tx
from hsdclient.training import runs
from hsdclient.training.runs import WAYS, RunCard
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.parts.labels import set_tooltip
from ui.parts.menus import menu_of
from ui.training.move_dialog import MoveRun

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

_WHY: Final = Field("why", N_("Reason"), "text", required=True, max_length=2_000)
#: State → what the act that leads there is called, its icon, its sentence in the journal, and what is told.
ACTS: Final = {
    "planned": (N_("Plan again"), "undo", N_("Run planned again"), N_("{reference} is planned again")),
    "announced": (N_("Announce"), "release", N_("Run announced"), N_("{reference} is announced")),
    "confirmed": (N_("Confirm"), "tick", N_("Run confirmed"), N_("{reference} is confirmed")),
    "held": (N_("Mark as held"), "flag", N_("Run held"), N_("{reference} was held")),
    "cancelled": (N_("Cancel the run…"), "close", N_("Run cancelled"), N_("{reference} is cancelled")),
}
#: Sheet → (what the act is called).
SHEETS: Final = {
    "call": N_("Print the call for nominations…"),
    "roll": N_("Print the nominal roll…"),
    "attendance": N_("Print the attendance sheet…"),
    "training": N_("Print the training status report…"),
}


def cancel(tx: Tx, key: int, values: Mapping[str, Any]) -> bool:
    """Cancel the run for the reason that was entered."""
    return runs.set_state(tx, key, "cancelled", str(values["why"]))


class Deeds(QObject):
    """The acts of the page; `states` holds those that change how a run stands, by state."""

    def __init__(self, desk: Desk, page: LedgerPage) -> None:
        super().__init__(page)
        self._desk, self.page = desk, page
        self.dialog: Any = None
        self.asked, self.mover = Asked(desk, page), MoveRun(desk, page)
        self.stands = page.act(_("How it stands…"), "flag", self._show_states, "Ctrl+Shift+B")
        self.move = page.act(_("Move run…"), "calendar", self._move, "Ctrl+Shift+M")
        self.withdraw = page.act(_("Withdraw a nominee…"), "close", self._withdraw, "Ctrl+Shift+W", own=False)
        self.partner = page.act(_("Note what the partner says…"), "people", self._partner, "Ctrl+Shift+N", own=False)
        self.bring = page.act(_("Nominate from a roll…"), "import", self.import_roll, "Ctrl+Shift+I", own=False)
        self.rules = page.act(_("Deadline rules…"), "clock", self._rules)
        self.states: dict[str, QAction] = {}
        for state, (words, icon, _sentence, _told) in ACTS.items():
            self.states[state] = act = page.act(_(words), icon, self._state)
            act.setProperty("state", state)
        self.sheets: dict[str, QAction] = {}
        for kind, words in SHEETS.items():
            self.sheets[kind] = act = page.act(_(words), "print", self._print)
            act.setProperty("kind", kind)

    def shown(self) -> Sequence[QAction]:
        """Those in the page's header."""
        return (self.stands, self.move)

    def more(self) -> Sequence[QAction]:
        """Those under More."""
        writing = (self.bring, self.rules) if self._desk.writable else ()
        return (*writing, *self.sheets.values())

    def named(self) -> Mapping[str, QAction]:
        """Those that the window's menu has a line for."""
        return {"withdraw": self.withdraw, "partner": self.partner}

    def card(self) -> RunCard | None:
        """The run beside the list, when something may be done with it."""
        card = self.page.card()
        return card if card is not None and self._desk.writable and not card.row.discarded else None

    def enable(self, card: RunCard | None) -> None:
        """Say which acts can be done with `card`, and why not."""
        live = card is not None and self._desk.writable and not card.row.discarded
        state = card.row.state if card is not None and live else ""
        ways = WAYS.get(state, ())
        for to, act in self.states.items():
            act.setVisible(to in ways)
            may = to in ways and (to != "held" or card is None or card.row.ends <= self._desk.today)
            act.setEnabled(may)
            words = act.text().replace("&&", "&")
            set_tooltip(act, words if may or to != "held" else _("A run is held once its last day has come."))
        self.stands.setEnabled(bool(ways))
        self.move.setEnabled("cancelled" in ways)  # neither held nor cancelled
        self.withdraw.setEnabled(live)
        self.partner.setEnabled(live)
        self.bring.setEnabled(live and state != "cancelled")
        for act in self.sheets.values():
            act.setEnabled(card is not None and not card.row.discarded)

    # -- how it stands ------------------------------------------------------------------------------------------

    def _show_states(self) -> None:
        menu = menu_of(self.page, [act for act in self.states.values() if act.isVisible()])
        menu.setToolTipsVisible(True)
        button = next((one for one in self.page.header.buttons() if one.text() == self.stands.text()), None)
        at = button.mapToGlobal(QPoint(0, button.height())) if button is not None else QCursor.pos()
        menu.popup(at)

    def _state(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.set_state(str(sender.property("state")))

    def set_state(self, state: str) -> None:
        """Let the chosen run stand there; a cancelled one is asked why."""
        card = self.card()
        if card is None or not self.states[state].isEnabled():
            return
        _words, _icon, sentence, told = ACTS[state]
        said = _(told).format(reference=card.row.reference)
        if state == "cancelled":
            held = sum(card.row.taken.values()) + sum(card.row.waitlisted.values())
            about = card.row.title
            if held:
                warning = _("All {count} nominations are withdrawn with it.").format(count=held)
                about = f"{about}\n{warning}"
            self.asked.ask(Question(_("Cancel {reference}").format(reference=card.row.reference), (_WHY,),
                                    _("Cancel the run"), sentence, cancel, (card.key,), said, about=about))  # fmt: skip
            return
        self._said = said
        self._desk.write(sentence, runs.set_state, card.key, state, then=self._stood)

    def _stood(self, _changed: object) -> None:
        self._desk.notice.emit(self._said, self._desk.undo)

    # -- others ---------------------------------------------------------------------------------------------------

    def _move(self) -> None:
        card = self.card()
        if card is not None:
            self.mover.ask(card.key)

    def import_roll(self) -> None:
        """Nominate from a spreadsheet for the chosen run."""
        if self.card() is None:
            self._desk.notice.emit(_("Choose a run first: a roll is imported into one run."), None)
            return
        self.page.open_tab("nominations")
        self.page.detail.part("nominations").deeds.from_roll()

    def _rules(self) -> None:
        from ui.training.rules_dialog import RulesDialog  # lazy: wanted now and then

        card = self.page.card()
        self.dialog = RulesDialog(self._desk, self.page.window(), host=card.row.host if card is not None else "")
        self.dialog.start()

    def _withdraw(self) -> None:
        if self.card() is not None:
            self.page.open_tab("nominations")
            self.page.detail.part("nominations").deeds.withdraw()

    def _partner(self) -> None:
        if self.card() is not None:
            self.page.open_tab("sides")
            self.page.detail.part("sides").ask_theirs()

    def _print(self) -> None:
        card, sender = self.page.card(), self.sender()
        if card is not None and sender is not None:
            self._desk.go.emit("reports", {"kind": str(sender.property("kind")), "run": card.row.reference})
