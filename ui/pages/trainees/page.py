"""The page of the trainees: the ledger, told what a trainee is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.trainees.shape import LISTS, TraineeShape
from ui.parts.pickers import Chooser, ask_path


class TraineesPage(LedgerPage):
    """`activate` takes what every ledger takes."""

    KEY: ClassVar[str] = "trainees"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, TraineeShape(desk), parent, choose=choose, density=density, lists=LISTS)
