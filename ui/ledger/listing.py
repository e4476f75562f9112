"""The records of a noun as a list: those in use, or the trash. Ids first, rows in blocks.

What is shown of them is the Shape's to say.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from hsdclient.session import Read
from hsdclient.words import _
from ui.desk import Desk
from ui.ledger.book import Book
from ui.ledger.shape import COMMON, Shape
from ui.record_list import RecordList


class LedgerList(RecordList):
    """The records of `shape`; `trash` shows the discarded ones."""

    def __init__(self, desk: Desk, shape: Shape, book: Book, *, trash: bool, parent: QWidget | None = None) -> None:
        self.shape, self.trash = shape, trash
        words = shape.words
        key = f"{shape.page}/{'trash' if trash else 'all'}"
        name = _(words.trash if trash else words.title)
        watched = shape.watched | COMMON
        super().__init__(desk, key, shape.filters(book), shape.columns, name, watched, parent)
        self.table.columns.set_sort(*shape.first_sort, tell=False)
        book.loaded.connect(self.bar.retranslate)

    def look_up(
        self, rx: Read, values: Mapping[str, Any], sort: tuple[str, bool] | None
    ) -> tuple[array[int], int]:
        return self.shape.ids(rx, self.trash, values, sort)

    def rows(self, rx: Read, keys: Sequence[int]) -> Sequence[Any]:
        return self.shape.rows(rx, keys)

    def line(self, row: Any) -> dict[str, object]:
        return {"row": row, **self.shape.line(row)}

    def tell_empty(self) -> None:
        clear, words = _("Clear filters"), self.shape.words
        if self.trash:
            self.table.set_empty(_("The trash is empty."), "", _("Nothing in the trash matches."), clear)
        else:
            button = _(words.new) if self._desk.writable else ""
            self.table.set_empty(_(words.none_yet), button, _(words.no_match), clear)
