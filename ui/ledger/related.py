"""A tab that lists records of another noun which hang on this one: shown, opened on their own page, made anew.

Which they are, and what is said of each, is the noun's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient.session import Read
from hsdclient.words import _
from ui import icons, theme
from ui.ledger.detail import LedgerDetail
from ui.parts.flow import flowing
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

Line = tuple[int, Mapping[str, object]]


@dataclass(frozen=True)
class Related:
    """`look` reads (key, line) of each; `name` and `empty` are msgids; `page` is where they are at home.

    `new` names the button that makes another one there ('' for none), `given` says what that begins with.
    """

    columns: Sequence[Column]
    look: Callable[[Read, Any], Sequence[Line]]
    name: str
    empty: str
    page: str
    new: str = ""
    given: Callable[[Any], dict[str, object]] = dict


class RelatedTab(QWidget):
    """Reads when the card is shown; a double click or Enter goes there."""

    def __init__(self, told: Related, detail: LedgerDetail, parent: QWidget) -> None:
        super().__init__(parent)
        self._told, self._detail = told, detail
        self._card: Any = None
        self._lines: dict[int, Mapping[str, object]] = {}
        self.go = QPushButton(icons.icon("next"), _("Go there"))
        self.go.clicked.connect(self.go_there)
        self.new = theme.primary(QPushButton(icons.icon("add", "on_accent"), _(told.new) if told.new else ""))
        self.new.clicked.connect(self.make_new)
        self.model = RowsModel(tuple(told.columns), self._block, self)
        self.table = RowsTable(self.model, _(told.name))
        self.table.opened.connect(self._opened)
        self.table.empty_pressed.connect(self._opened_empty)
        self.table.current_changed.connect(self._enable)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(flowing(self.new, self.go, gap=8))
        column.addWidget(self.table, 1)

    def show_card(self, card: Any) -> None:
        """Show what hangs on `card`."""
        self._card = card
        shape = self._detail.shape
        may = bool(self._told.new) and self._detail.desk.writable and not shape.discarded(card)
        self.new.setVisible(may)
        self.table.set_empty(_(self._told.empty), _(self._told.new) if may else "")
        self._detail.desk.read(partial(self._take, card), self._told.look, card,
                               latest=f"{shape.page}/{self._told.page}")  # fmt: skip

    def _take(self, card: Any, found: Sequence[Line]) -> None:
        if card is not self._card:
            return
        self._lines = dict(found)
        before, keys = self.table.current_id(), list(self._lines)
        if list(self.model.ids()) == keys:
            self.model.refresh()
        else:
            self.model.set_ids(keys)
        if keys and before not in self._lines:
            self.table.select_id(keys[0])
        self._enable()

    def _block(self, keys: Sequence[int]) -> list[Mapping[str, object] | None]:
        return [self._lines.get(key) for key in keys]

    def _enable(self, _key: object = None) -> None:
        self.go.setVisible(bool(self._lines))
        self.go.setEnabled(self.table.current_id() is not None)

    def go_there(self) -> None:
        """Show the current one on its own page."""
        key = self.table.current_id()
        if key is not None:
            self._detail.desk.go.emit(self._told.page, {"record": key})

    def make_new(self) -> None:
        """Begin another one on its own page."""
        if self._card is not None:
            self._detail.desk.go.emit(self._told.page, {"new": self._told.given(self._card) or True})

    def _opened(self, _key: object) -> None:
        self.go_there()

    def _opened_empty(self, _kind: str) -> None:
        self.make_new()

    def leave(self) -> None:
        """Nothing is typed here."""


def related(told: Related) -> Callable[[LedgerDetail, QWidget], RelatedTab]:
    """The factory of such a tab."""
    return partial(RelatedTab, told)
