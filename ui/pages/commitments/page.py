"""The ledger of the commitments."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.commitments import lists
from ui.pages.commitments.shape import CommitmentsShape
from ui.parts.pickers import Chooser, ask_path


class CommitmentsPage(LedgerPage):
    """`activate` takes what every ledger takes, and any filter by its name in CommitmentQuery."""

    KEY: ClassVar[str] = "commitments"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        shape = CommitmentsShape(desk)
        super().__init__(desk, shape, parent, choose=choose, density=density, lists=lists.LISTS)
        self.can.by_name["link"] = shape.link  # its key is the menu's
        self.splitter.setSizes([520, 560])
