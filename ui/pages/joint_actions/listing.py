"""The list of one view: filters above, rows below; which rows is asked of the core, ids first.

Remembers columns, sort, filters and the selected row of its view; knows nothing of the detail beside it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient import documents, joint_actions, view_states
from hsdclient.joint_actions import ActionQuery, ActionRow
from hsdclient.session import Read
from hsdclient.words import _
from ui.desk import Desk
from ui.pages.joint_actions import columns, filters
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.filters import View
from ui.parts.chips import FilterBar
from ui.parts.rows import RowsModel
from ui.parts.table import RowsTable

KEEP_MS = 700
WATCHED = frozenset({"joint_actions", "action_sides", "action_tags", "action_groups", "releases", "agencies",
                     "working_groups", "progress_entries"})  # fmt: skip
COUNTED = frozenset({"documents", "document_links"})


def look_up(rx: Read, query: ActionQuery, view: View, filtered: bool) -> tuple[array[int], int]:
    """The ids of `query` in order, and how many there are without its filters."""
    ids = joint_actions.ids(rx, query)
    joint_actions.rows(rx, list(ids[:1]))  # prepares the statement here: the first block costs the screen little
    return ids, joint_actions.total(rx, groups=view.groups, trash=view.trash) if filtered else len(ids)


Block = tuple[list[ActionRow | None], dict[int, int]]
"""Rows, and how many documents prove each action."""


def block(rx: Read, keys: list[int], counting: bool) -> Block:
    """The rows of `keys` in their order, None where one is gone; documents are counted where that column is shown."""
    found = {row.key: row for row in joint_actions.rows(rx, keys)}
    return [found.get(key) for key in keys], documents.evidence_counts(rx, keys) if counting else {}


class ActionList(QWidget):
    """`current` carries the id of the current row or None; `wanted` names an act the list was asked for."""

    current = Signal(object)
    opened = Signal(object)
    wanted = Signal(str)
    empty_pressed = Signal(str)

    def __init__(self, desk: Desk, book: Book, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.view = desk, view
        self._stale = True
        self._counting = False
        self._restored = self._told_empty = False
        self._sought: int | None = None
        self._asked: tuple[Mapping[str, object] | None, int | None] = (None, None)
        self._body: dict[str, Any] = {}
        self.bar = FilterBar(filters.definitions(book, view), self)
        self.model = RowsModel(columns.COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Joint actions"), self)
        self.table.columns.set_sort("reference", True, tell=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 12)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.table, 1)
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(KEEP_MS)
        self._keep_timer.timeout.connect(self.keep)
        self.model.block_wanted.connect(self._fetch_later)
        self.bar.changed.connect(self._filtered)
        self.bar.leave.connect(self.table.setFocus)
        self.table.sort_changed.connect(self._sorted)
        self.table.layout_changed.connect(self._keep_timer.start)
        self.table.layout_changed.connect(self._columns_changed)
        self.table.current_changed.connect(self._current_changed)
        self.table.opened.connect(self.opened)
        self.table.quick_look.connect(self._quick_look)
        self.table.discard.connect(self._discard)
        self.table.edit_wanted.connect(self._edit)
        self.table.empty_pressed.connect(self._empty_pressed)
        self.table.typed.connect(self.bar.type_into_search)
        desk.changed.connect(self._changed)
        book.loaded.connect(self.bar.retranslate)

    # -- shown, reloaded ------------------------------------------------------------------------------------

    def show_up(self, values: Mapping[str, object] | None = None, record: int | None = None) -> None:
        """Come to the front: `values` replace the filters (None keeps them), `record` becomes the current row."""
        self._sought = record
        if record is not None:
            self.table.select_id(record)
        if not self._restored:
            self._asked = (values, record)
            kept = self._desk.peek(view_states.kept, self._desk.officer.key, self.view.key)
            if kept is not None:  # nearly always: the ids are then asked for at once
                self._restore(kept)
            else:
                self._desk.read(self._restore, view_states.kept, self._desk.officer.key, self.view.key,
                                latest=self.view.key + "/state")  # fmt: skip
            return
        if values is not None and dict(values) != self.bar.values():
            self.bar.set_values(values)
            self._stale = True
        if self._stale or (record is not None and self.model.row_of(record) is None):
            self.reload()

    def _restore(self, body: dict[str, Any]) -> None:
        self._restored = True
        self._body = body
        values, record = self._asked
        state = body.get("table")
        if isinstance(state, dict):
            self.table.restore(state)
            self._columns_changed()
        kept = body.get("filters")
        if values is None and isinstance(kept, dict):
            values = kept
        if values:
            self.bar.set_values(values)
        if record is not None:
            self.table.select_id(record)
        self.reload()

    def reload(self) -> None:
        """Ask for the ids again; the selection is kept by id."""
        self._stale = False
        query = filters.query(self.view, self.bar.values(), self.table.columns.sort())
        self._desk.read(self._take, look_up, query, self.view, bool(self.bar.values()), latest=self.view.key + "/ids")

    def _take(self, found: tuple[array[int], int]) -> None:
        ids, total = found
        if self._sought is not None and self._sought not in ids and self.bar.values():
            self._sought = None
            self.bar.set_values({})  # the record that was asked for is hidden by a remembered filter
            self.reload()
            return
        self._sought = None
        if not self._told_empty:
            self._tell_empty()
        self.table.set_filtered(bool(self.bar.values()))
        if ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.set_ids(ids)
        self.bar.set_counts(len(ids), total)
        if self.table.current_id() is None and len(ids):
            self.table.select_id(ids[0])
        if not len(ids):
            self.current.emit(None)

    def _tell_empty(self) -> None:
        """What an empty list says; not before the first answer has come."""
        self._told_empty = True
        if self.view.trash:
            self.table.set_empty(_("The trash is empty."), "", _("Nothing in the trash matches."), _("Clear filters"))
        else:
            self.table.set_empty(
                _("No joint action has been logged here yet."),
                _("New joint action") if self._desk.writable else "",
                _("No joint action matches these filters."),
                _("Clear filters"),
            )

    def _changed(self, change: Any) -> None:
        if WATCHED & set(change.nouns) or (self._counting and COUNTED & set(change.nouns)):
            self._stale = True
            if self.isVisible():
                self.reload()

    # -- rows -----------------------------------------------------------------------------------------------

    def _lines(self, found: Block) -> list[dict[str, object] | None]:
        facts, (rows, counts) = self._desk.facts, found
        partner = "US" if facts.side == "IN" else "IN"
        zone = facts.time_zone
        return [columns.line(row, partner, zone, counts.get(row.key, 0) if row else 0) for row in rows]

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None] | None:
        found = self._desk.peek(block, list(keys), self._counting)
        return None if found is None else self._lines(found)

    def _fetch_later(self, start: int, keys: Sequence[int]) -> None:
        self._desk.read(partial(self._arrived, start, self.model.generation), block, list(keys), self._counting)

    def _arrived(self, start: int, generation: int, found: Block) -> None:
        self.model.block_arrived(start, self._lines(found), generation)

    def _columns_changed(self) -> None:
        """Count the documents once their column is shown."""
        place = next(place for place, column in enumerate(columns.COLUMNS) if column.key == "documents")
        counting = place in self.table.columns.shown()
        if counting != self._counting:
            self._counting = counting
            if counting:
                self.model.refresh()

    def row(self, key: int) -> ActionRow | None:
        """The row of the action `key` when it is shown and loaded."""
        place = self.model.row_of(key)
        found = None if place is None else self.model.row_at(place)
        row = found.get("row") if isinstance(found, Mapping) else None
        return row if isinstance(row, ActionRow) else None

    def selected(self) -> list[int]:
        """The keys of the selected actions, in the order shown."""
        return list(self.table.selected_ids())

    # -- what the officer did -------------------------------------------------------------------------------

    def _filtered(self, _values: dict[str, object]) -> None:
        self.reload()
        self._keep_timer.start()

    def _sorted(self, _key: str, _descending: bool) -> None:
        self.reload()

    def _current_changed(self, key: object) -> None:
        self.current.emit(key)
        self._keep_timer.start()

    def _quick_look(self, _key: object) -> None:
        self.wanted.emit("look")

    def _discard(self, _keys: object) -> None:
        self.wanted.emit("discard")

    def _edit(self, _key: object, column: str) -> None:
        self.wanted.emit(f"edit:{column}")

    def _empty_pressed(self, kind: str) -> None:
        if kind == "no match":
            self.bar.clear()
        else:
            self.wanted.emit("new")

    def keep(self) -> None:
        """Remember columns, sort, filters and selection of this view."""
        self._keep_timer.stop()
        if self._restored:
            body = {"table": self.table.state(), "filters": self.bar.values()}
            if body != self._body:
                self._body = body
                self._desk.keep_view(self.view.key, body)
