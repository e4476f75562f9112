"""The joint actions of one view as a list: ids first, rows in blocks; the documents counted where that is looked at.

Knows nothing of the detail beside it.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from hsdclient import documents, joint_actions
from hsdclient.joint_actions import ActionRow
from hsdclient.session import Read
from hsdclient.words import _
from ui.desk import Desk
from ui.pages.joint_actions import columns, filters
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.filters import View
from ui.record_list import RecordList

WATCHED = frozenset({"joint_actions", "action_sides", "action_tags", "action_groups", "releases", "agencies",
                     "working_groups", "progress_entries"})  # fmt: skip
COUNTED = frozenset({"documents", "document_links"})


@dataclass(frozen=True)
class Counted:
    """A row, and how many documents prove the action (0 where they are not counted)."""

    row: ActionRow
    documents: int

    @property
    def key(self) -> int:
        """The action's key."""
        return self.row.key


class ActionList(RecordList):
    """The joint actions of `view`."""

    def __init__(self, desk: Desk, book: Book, view: View, parent: QWidget | None = None) -> None:
        self.view = view
        self._counting = False
        name = _("Joint actions")
        super().__init__(desk, view.key, filters.definitions(book, view), columns.COLUMNS, name, WATCHED, parent)
        self.table.columns.set_sort("reference", True, tell=False)
        book.loaded.connect(self.bar.retranslate)

    def look_up(
        self, rx: Read, values: Mapping[str, Any], sort: tuple[str, bool] | None
    ) -> tuple[array[int], int]:
        ids = joint_actions.ids(rx, filters.query(self.view, values, sort))
        joint_actions.rows(rx, list(ids[:1]))  # prepares the statement here: the first block costs the screen little
        if not values:
            return ids, len(ids)
        return ids, joint_actions.total(rx, groups=self.view.groups, trash=self.view.trash)

    def rows(self, rx: Read, keys: Sequence[int]) -> Sequence[Counted]:
        counts = documents.evidence_counts(rx, keys) if self._counting else {}
        return [Counted(row, counts.get(row.key, 0)) for row in joint_actions.rows(rx, keys)]

    def line(self, row: Counted) -> dict[str, object]:
        facts = self._desk.facts
        partner = "US" if facts.side == "IN" else "IN"
        return columns.line(row.row, partner, facts.time_zone, row.documents) or {}

    def tell_empty(self) -> None:
        clear = _("Clear filters")
        if self.view.trash:
            self.table.set_empty(_("The trash is empty."), "", _("Nothing in the trash matches."), clear)
        else:
            button = _("New joint action") if self._desk.writable else ""
            self.table.set_empty(
                _("No joint action has been logged here yet."), button, _("No joint action matches these filters."),
                clear,
            )  # fmt: skip

    def watches(self, nouns: Collection[str]) -> bool:
        return super().watches(nouns) or (self._counting and not COUNTED.isdisjoint(nouns))

    def columns_changed(self) -> None:
        """Count the documents once their column is shown."""
        place = next(place for place, column in enumerate(columns.COLUMNS) if column.key == "documents")
        counting = place in self.table.columns.shown()
        if counting != self._counting:
            self._counting = counting
            if counting:
                self.model.refresh()

    def row(self, key: int) -> ActionRow | None:
        """The row of the action `key` when it is shown and loaded."""
        found = super().row(key)
        return found if isinstance(found, ActionRow) else None
