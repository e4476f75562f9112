"""The Details tab of a request: its fields; above them who answers for it, and the records it belongs to."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import codes
from hsdclient.requests import RequestCard
from hsdclient.words import _
from ui import icons, theme, whereabouts
from ui.desk import Desk
from ui.ledger.answering import Answering
from ui.ledger.detail import LedgerDetail
from ui.ledger.details_tab import DetailsTab
from ui.parts.flow import flowing
from ui.parts.labels import PlainLabel


class Around(QWidget):
    """Who answers for the request, and the joint action and the commitment it belongs to: a press goes there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.answering = Answering(desk, "requests")
        self.belongs = PlainLabel(_("Belongs to"), colour="secondary")
        self.owners = {noun: QPushButton(icons.icon(whereabouts.icon_of(noun), "link"), "")
                       for noun in ("joint_actions", "commitments")}  # fmt: skip
        for button in self.owners.values():
            theme.set_look(button, "flat", True)
            button.clicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.answering)
        column.addWidget(flowing(self.belongs, *self.owners.values(), gap=4))

    def show_card(self, card: RequestCard) -> None:
        """Show what stands around `card`."""
        self.answering.show_record(card.key, card.reference, live=not card.row.discarded)
        for noun, reference in (("joint_actions", card.row.action), ("commitments", card.row.commitment)):
            button = self.owners[noun]
            button.setText(reference)
            button.setAccessibleName(_("Go to {name}").format(name=reference))
            button.setVisible(bool(reference))
        self.belongs.setVisible(bool(card.row.action or card.row.commitment))

    def _go(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self._desk.read(self._show, codes.any_record, button.text())

    def _show(self, found: tuple[str, int]) -> None:
        whereabouts.show(self._desk, *found)

    def leave(self) -> None:
        """Nothing is typed here."""


class RequestDetails(DetailsTab):
    """The fields, and what stands around the request where it is looked for first."""

    def __init__(self, detail: LedgerDetail, parent: QWidget | None = None) -> None:
        self.around = Around(detail.desk)
        super().__init__(detail, parent, above=self.around)

    def showing(self, card: Any) -> None:
        super().showing(card)
        self.form.show_rows({"sent_on": card.row.state != "draft"})
