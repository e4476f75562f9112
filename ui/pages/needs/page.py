"""The page of the training needs: the ledger, told what a need is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.needs.shape import LISTS, NeedShape
from ui.parts.pickers import Chooser, ask_path


class NeedsPage(LedgerPage):
    """`activate` takes what every ledger takes."""

    KEY: ClassVar[str] = "needs"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, NeedShape(desk), parent, choose=choose, density=density, lists=LISTS)
