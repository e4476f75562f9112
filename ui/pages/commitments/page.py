"""The ledger of the commitments."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.commitments import lists
from ui.pages.commitments.shape import CommitmentsShape
from ui.parts.pickers import Chooser, ask_path


class CommitmentsPage(LedgerPage):
    """`activate` takes what every ledger takes, and any filter by its name in CommitmentQuery."""

    KEY = "commitments"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, CommitmentsShape(desk), parent, choose=choose, density=density, lists=lists.LISTS)
