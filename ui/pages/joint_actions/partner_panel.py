"""What the partner says of an action, noted as received: status, RAG, due date, reason, with date and source.

Never judged by our own rules of status and RAG; kept as it came (rules.md, Two sides).
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient import dates, errors, joint_actions
from hsdclient.fields import Choice, Field
from hsdclient.joint_actions import ActionCard
from hsdclient.joint_actions.draft import shape_problems
from hsdclient.standing import RAG_WORDS, SIDE_WORDS
from hsdclient.words import N_, _
from ui import theme
from ui.desk import Desk
from ui.pages.joint_actions import book as lists
from ui.parts.form import Form
from ui.parts.labels import PlainLabel

FIELDS: Final = (
    Field("status", N_("Status"), "choice", required=True, choices="statuses"),
    Field("rag", N_("RAG"), "choice", choices="all_rags"),
    Field("due", N_("Due"), "date"),
    Field("received_on", N_("Received on"), "date", required=True),
    Field("reason", N_("Reason for pendency"), "text", max_length=2_000),
    Field("next_step", N_("Next step"), "text", max_length=2_000),
    Field("source", N_("Source"), max_length=300, help=N_("For example: note verbale, e-mail, meeting of the group")),
)
STANDING: Final = ("status", "rag", "due", "reason", "next_step")


def _rags() -> list[Choice]:
    return [Choice(rag, _(word)) for rag, word in RAG_WORDS.items() if rag]


class PartnerPanel(QFrame):
    """Hidden until `open_for`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: ActionCard | None = None
        self._partner = "US" if desk.facts.side == "IN" else "IN"
        theme.set_look(self, "card", True)
        title = PlainLabel(_("{side}, as received").format(side=_(SIDE_WORDS[self._partner])), role="section")
        self.form = Form(FIELDS, {"statuses": lists.statuses, "all_rags": _rags}, self._check)
        self.record = theme.primary(QPushButton(_("Record as received")))
        self.cancel = QPushButton(_("Cancel"))
        self.record.clicked.connect(self.form.submit)
        self.cancel.clicked.connect(self.close_up)
        self.form.submitted.connect(self._submitted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.form)
        column.addLayout(buttons)
        self.hide()

    def open_for(self, card: ActionCard) -> None:
        """Show the panel with what is held of the partner now; today as the day of receipt."""
        self._card = card
        held = card.sides[self._partner]
        self.form.set_values(
            {
                "status": held.status, "rag": held.rag, "due": held.due.isoformat() if held.due else "",
                "reason": held.reason, "next_step": held.next_step,
                "received_on": self._desk.today.isoformat(), "source": "",
            }
        )  # fmt: skip
        self.show()
        self.form.focus()

    def close_up(self) -> None:
        """Hide the panel; what was typed and not recorded is dropped."""
        self._card = None
        self.hide()

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        found = shape_problems({key: values[key] for key in STANDING})
        if not values["status"]:
            found["status"] = _("Choose the status that the partner told.")
        try:
            if dates.read_iso(str(values["received_on"])) > self._desk.today:
                found["received_on"] = _("The day of receipt cannot lie in the future.")
        except errors.Refused as refusal:
            found["received_on"] = refusal.sentence
        return found

    def _submitted(self) -> None:
        if self._card is None:
            return
        values: dict[str, Any] = self.form.values()
        told = {key: values[key] for key in STANDING}
        self._desk.write(
            N_("Partner's standing noted as received"), joint_actions.amend, self._card.key, told,
            side=self._partner, received_on=values["received_on"], source=values["source"],
            then=partial(self._recorded, self._card.key), failed=self._refused,
        )  # fmt: skip

    def _recorded(self, key: int, _done: object) -> None:
        if self._card is not None and self._card.key == key:
            self.close_up()

    def _refused(self, error: errors.HsdError) -> None:
        if isinstance(error, errors.Problems):
            self.form.set_problems(error.by_field)
        else:
            self._desk.failed.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)
