"""The library as a list: the documents of one view, ids first, rows in blocks."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from hsdclient import documents
from hsdclient.documents import DocumentRow
from hsdclient.session import Read
from hsdclient.words import _
from ui.desk import Desk
from ui.pages.documents import columns, filters
from ui.pages.documents.book import Book
from ui.pages.documents.filters import View
from ui.record_list import RecordList

WATCHED = frozenset({"documents", "document_versions", "document_links", "releases", "joint_actions",
                     "progress_entries", "working_groups"})  # fmt: skip


class DocumentList(RecordList):
    """The documents of `view`."""

    def __init__(self, desk: Desk, book: Book, view: View, parent: QWidget | None = None) -> None:
        self.view, self._zone = view, desk.facts.time_zone
        name = _("Documents in the trash") if view.trash else _("Documents")
        super().__init__(desk, view.key, filters.definitions(book), columns.COLUMNS, name, WATCHED, parent)
        self.table.columns.set_sort("reference", True, tell=False)
        book.loaded.connect(self.bar.retranslate)

    def look_up(
        self, rx: Read, values: Mapping[str, Any], sort: tuple[str, bool] | None
    ) -> tuple[array[int], int]:
        ids = documents.ids(rx, filters.query(self.view, values, sort))
        documents.rows(rx, list(ids[:1]))  # prepares the statement here: the first block costs the screen little
        return ids, documents.total(rx, trash=self.view.trash) if values else len(ids)

    def rows(self, rx: Read, keys: Sequence[int]) -> Sequence[DocumentRow]:
        return documents.rows(rx, keys)

    def line(self, row: DocumentRow) -> dict[str, object]:
        return columns.line(row, self._zone)

    def tell_empty(self) -> None:
        clear = _("Clear filters")
        if self.view.trash:
            self.table.set_empty(_("The trash is empty."), "", _("Nothing in the trash matches."), clear)
        else:
            button = _("Attach…") if self._desk.writable else ""
            self.table.set_empty(
                _("No document is here yet. Drop files on this page, or on the action they are evidence of."),
                button, _("No document matches these filters."), clear,
            )  # fmt: skip
