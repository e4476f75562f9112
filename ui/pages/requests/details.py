"""The Details tab of a request: its fields, and who answers for it above them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from hsdclient.requests import RequestCard
from ui.ledger.answering import Answering
from ui.ledger.detail import LedgerDetail
from ui.ledger.details_tab import DetailsTab


class AnsweringRequest(Answering):
    """Who answers for the request that is shown."""

    def show_card(self, card: RequestCard) -> None:
        """Show who answers for `card`."""
        self.show_record(card.key, card.reference, live=not card.row.discarded)


class RequestDetails(DetailsTab):
    """The fields; the contacts who answer stand above, where they are looked for first."""

    def __init__(self, detail: LedgerDetail, parent: QWidget | None = None) -> None:
        super().__init__(detail, parent, above=AnsweringRequest(detail.desk, "requests"))

    def show_card(self, card: Any) -> None:
        super().show_card(card)
        self.form.show_rows({"sent_on": card.row.state != "draft"})
