"""The ledger of the runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.training.lists import Lists
from ui.pages.training.shape import RunShape
from ui.parts.pickers import Chooser, ask_path

_WIDE: Final = ("nominations", "attendance")
"""Tabs that may have the whole page; they say themselves whether they do."""


class TrainingPage(LedgerPage):
    """`activate` takes what every ledger takes, any filter by its name in RunQuery, and `nomination` (a key)."""

    KEY: ClassVar[str] = "training"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        lists = Lists()
        self._runs = RunShape(desk, lists)
        super().__init__(desk, self._runs, parent, choose=choose, density=density, lists=lists.by_name())
        self.splitter.setSizes([430, 710])  # what hangs on a run is more than what names it
        self.detail.tab_changed.connect(self._tab_changed)

    def activate(self, argument: object = None) -> None:
        super().activate(argument)
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        if isinstance(asked.get("nomination"), int):
            self.detail.show_tab("nominations")
            self.detail.when_read(partial(self._show_nomination, asked["nomination"]))

    def _show_nomination(self, key: int) -> None:
        self.detail.part("nominations").select(key)

    def import_file(self) -> None:
        """Ctrl+Shift+I: nominees of the chosen run from a spreadsheet."""
        if self._runs.deeds is not None:
            self._runs.deeds.import_roll()

    # -- room for the board ---------------------------------------------------------------------------------------

    def widen(self, wide: bool) -> None:
        """Give the run the whole page, or show the list of runs again; in a narrow window it has it anyway."""
        if not self._narrow and wide != self.splitter.is_folded("list"):
            self.splitter.fold("list", wide)

    def _tab_changed(self, key: str) -> None:
        if key not in _WIDE:
            self.widen(False)

    def leave(self) -> None:
        self.widen(False)
        super().leave()
