"""The ledger of rounds and meetings, and in its place the scorecard of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from hsdclient import codes
from hsdclient.words import _
from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.dialogues import lists
from ui.pages.dialogues.shape import DialoguesShape
from ui.parts.pickers import Chooser, ask_path
from ui.scorecards.board import ScorecardBoard


class DialoguesPage(LedgerPage):
    """`activate` takes what every ledger takes, or scorecard (a key or code), with status and commitment."""

    KEY: ClassVar[str] = "dialogues"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, DialoguesShape(desk), parent, choose=choose, density=density, lists=lists.LISTS)
        self._board: ScorecardBoard | None = None
        self._asked: Mapping[str, Any] = {}
        self.splitter.setSizes([450, 690])  # what hangs on a meeting is more than what names it

    @property
    def board(self) -> ScorecardBoard:
        """The scorecard, made when it is first wanted."""
        if self._board is None:
            self._board = ScorecardBoard(self._desk, self)
            self._board.hide()
            self._board.closed.connect(self._back)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._board)
        return self._board

    def on_board(self) -> bool:
        """Whether the scorecard is in front."""
        return self._board is not None and not self._board.isHidden()

    def _turn(self, board: bool) -> None:
        """Put the scorecard (True) or the ledger to the front."""
        if board == self.on_board():
            return
        if board:
            super().leave()
            self.ask.cancel()
        for widget in (self.header, self.splitter):
            widget.setHidden(board)
        self.board.setHidden(not board)

    def activate(self, argument: object = None) -> None:
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        wanted = asked.get("scorecard")
        if wanted is None:
            self._turn(board=False)
            super().activate(argument)
        elif isinstance(wanted, int):
            self._show_board(asked, wanted)
        else:
            self._desk.read(partial(self._show_board, asked), codes.record, "meetings", str(wanted))

    def _show_board(self, asked: Mapping[str, Any], key: int) -> None:
        self._asked = {**asked, "scorecard": key}
        self._turn(board=True)
        self.setFocusProxy(self.board)
        self.board.show_round(key, status=str(asked.get("status") or ""), commitment=asked.get("commitment"))
        self.board.setFocus()

    def _back(self) -> None:
        self._desk.go.emit("dialogues", {"record": self._asked.get("scorecard"), "tab": "scorecard"})

    # -- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        return _("Scorecard") if self.on_board() else super().title()

    def view_state(self) -> dict[str, object]:
        if not self.on_board():
            return super().view_state()
        line = self.board.line()
        return {"scorecard": self._asked.get("scorecard"), "commitment": line.key if line is not None else None}

    def acts(self) -> dict[str, QAction]:
        return {"link": self.board.link} if self.on_board() else super().acts()

    def find(self) -> None:  # type: ignore[override]  # Qt's static find(window id) is never meant on a page
        """Ctrl+F: the search field of what is in front."""
        if self.on_board():
            self.board.find()
        else:
            super().find()

    def panes(self) -> list[QWidget]:
        return self.board.panes() if self.on_board() else super().panes()

    def tab_parts(self) -> list[QWidget]:
        return self.board.tab_parts() if self.on_board() else super().tab_parts()
