"""The tab "Answers for": the open records one person answers for, gone to or handed over to a successor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.contacts import ContactCard
from hsdclient.responsibles import Item
from hsdclient.words import N_, _
from ui import icons, theme, whereabouts
from ui.ledger.detail import LedgerDetail
from ui.parts.badges import Badge
from ui.parts.flow import flowing
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

if TYPE_CHECKING:
    from ui.pages.contacts.shape import ContactShape

_COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("title", N_("Title"), 160, sortable=False, grows_from=502),
    Column("noun", N_("Kind"), 130, kind="badge", sortable=False),
    Column("due", N_("Due"), 96, sortable=False),
)


class ItemsTab(QWidget):
    """The earliest due first; what is selected may be handed over alone."""

    def __init__(self, shape: ContactShape, detail: LedgerDetail, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape, self._detail = shape, detail
        self._items: list[Item] = []
        self.hand = theme.primary(QPushButton(_("Hand over…")))
        self.go = QPushButton(icons.icon("next"), _("Go there"))
        self.hand.clicked.connect(self._hand_over)
        self.go.clicked.connect(self._go)
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Answers for"))
        self.table.opened.connect(self._go)
        self.table.current_changed.connect(self._enable)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(flowing(self.hand, self.go, gap=8))
        column.addWidget(self.table, 1)

    def show_card(self, card: ContactCard) -> None:
        """Show what `card` answers for."""
        before = self.current()
        self._items = list(card.items)
        self.table.set_empty(_("This person answers for no open record."), "")
        self.model.set_ids(range(1, len(self._items) + 1))
        if self._items:
            same = next((place for place, one in enumerate(self._items, 1) if one == before), 1)
            self.table.select_id(same)
        self.hand.setVisible(bool(self._items) and self._detail.desk.writable and not card.row.discarded)
        self._enable()

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._line(self._items[key - 1]) if 0 < key <= len(self._items) else None for key in keys]

    @staticmethod
    def _line(one: Item) -> dict[str, object]:
        noun = Badge(f"icon:{whereabouts.icon_of(one.noun)}", whereabouts.word_of(one.noun))
        due = dates.read_iso(one.due) if one.due else None
        return {"reference": one.reference, "title": one.title, "noun": noun, "due": due}

    def chosen(self) -> list[Item]:
        """The selected records."""
        return [self._items[key - 1] for key in self.table.selected_ids() if 0 < key <= len(self._items)]

    def current(self) -> Item | None:
        """The record the keyboard is on."""
        key = self.table.current_id()
        return self._items[key - 1] if key is not None and 0 < key <= len(self._items) else None

    def _enable(self, _key: object = None) -> None:
        self.go.setVisible(bool(self._items))
        self.go.setEnabled(self.current() is not None)

    def _hand_over(self) -> None:
        if self._shape.deeds is not None:
            self._shape.deeds.hand_over()

    def _go(self, *_args: object) -> None:
        one = self.current()
        if one is not None:
            whereabouts.show(self._detail.desk, one.noun, one.key)

    def leave(self) -> None:
        """Nothing is typed here."""
