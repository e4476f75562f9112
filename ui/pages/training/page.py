"""The ledger of the runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.training.lists import Lists
from ui.pages.training.shape import RunShape
from ui.parts.pickers import Chooser, ask_path


class TrainingPage(LedgerPage):
    """`activate` takes what every ledger takes, any filter by its name in RunQuery, and `nomination` (a key)."""

    KEY: ClassVar[str] = "training"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        lists = Lists()
        super().__init__(
            desk, RunShape(desk, lists), parent, choose=choose, density=density, lists=lists.by_name()
        )
        self.splitter.setSizes([430, 710])  # what hangs on a run is more than what names it

    def activate(self, argument: object = None) -> None:
        super().activate(argument)
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        if isinstance(asked.get("nomination"), int):
            self.detail.show_tab("nominations")
            self.detail.when_read(partial(self._show_nomination, asked["nomination"]))

    def _show_nomination(self, key: int) -> None:
        self.detail.part("nominations").select(key)
