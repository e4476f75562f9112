"""The page of the agreements: the ledger, told what an agreement is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.agreements.shape import AgreementShape
from ui.parts.pickers import Chooser, ask_path


class AgreementsPage(LedgerPage):
    """`activate` takes what every ledger takes."""

    KEY: ClassVar[str] = "agreements"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, AgreementShape(desk), parent, choose=choose, density=density)
