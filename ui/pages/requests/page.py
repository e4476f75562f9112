"""The page of the requests: the ledger, told what a request is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.answering import people
from ui.ledger.page import LedgerPage
from ui.pages.requests.shape import RequestShape
from ui.parts.pickers import Chooser, ask_path


class RequestsPage(LedgerPage):
    """`activate` takes what every ledger takes."""

    KEY: ClassVar[str] = "requests"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(
            desk, RequestShape(desk), parent, choose=choose, density=density, lists={"contacts": people}
        )
