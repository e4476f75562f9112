"""The list of one view of a page: filters above, rows below; which rows is asked of the core, ids first.

Remembers columns, sort, filters and the selected row of its view; what is listed is the page's to say.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient import view_states
from hsdclient.session import Read
from ui.desk import Desk
from ui.parts.chips import FilterBar
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

KEEP_MS = 700
_NEAR = 20


class RecordList(QWidget):
    """`current` carries the id of the current row or None; `wanted` names an act the list was asked for.

    A page's own list says four things: `look_up`, `rows`, `line` and `tell_empty`.
    """

    current = Signal(object)
    opened = Signal(object)
    wanted = Signal(str)
    reloaded = Signal()

    def __init__(
        self,
        desk: Desk,
        key: str,
        filters: Sequence[FilterDef],
        columns: Sequence[Column],
        name: str,
        watched: frozenset[str],
        parent: QWidget | None = None,
    ) -> None:
        """`key` names the view where its state is kept; `watched` are the tables whose change reloads the list."""
        super().__init__(parent)
        self._desk, self.key, self._watched = desk, key, watched
        self._stale = True
        self._restored = self.told_empty = False
        self._shown_by: Mapping[str, object] = {}
        self._sought: int | None = None
        self._asked: tuple[Mapping[str, object] | None, int | None] = (None, None)
        self._body: dict[str, Any] = {}
        self.bar = FilterBar(filters, self)
        self.model = RowsModel(columns, self._block, self)
        self.table = RowsTable(self.model, name, self)
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
        self.table.layout_changed.connect(self._laid_out)
        self.table.current_changed.connect(self._current_changed)
        self.table.opened.connect(self.opened)
        self.table.quick_look.connect(self._quick_look)
        self.table.discard.connect(self._discard)
        self.table.edit_wanted.connect(self._edit)
        self.table.empty_pressed.connect(self._empty_pressed)
        self.table.typed.connect(self.bar.type_into_search)
        desk.changed.connect(self._changed)

    # -- what the page's own list says ------------------------------------------------------------------------

    def look_up(
        self, rx: Read, values: Mapping[str, Any], sort: tuple[str, bool] | None
    ) -> tuple[array[int], int]:
        """The ids in order for these filters, and how many there are without them. Runs on a pool thread."""
        raise NotImplementedError

    def rows(self, rx: Read, keys: Sequence[int]) -> Sequence[Any]:
        """The rows of `keys`; one that is gone is left out. Each has `.key`."""
        raise NotImplementedError

    def line(self, row: Any) -> dict[str, object]:
        """A row by column key, itself under "row"."""
        raise NotImplementedError

    def tell_empty(self) -> None:
        """Set what the empty list says; called once, when the first answer has come."""
        raise NotImplementedError

    def watches(self, nouns: Collection[str]) -> bool:
        """Whether a change of these tables is one of this list's."""
        return not self._watched.isdisjoint(nouns)

    def columns_changed(self) -> None:
        """Columns were shown, hidden, moved or put back: a list to whom that matters says so."""

    # -- shown, reloaded --------------------------------------------------------------------------------------

    def show_up(self, values: Mapping[str, object] | None = None, record: int | None = None) -> None:
        """Come to the front: `values` replace the filters (None keeps them), `record` becomes the current row."""
        self._sought = record
        if record is not None:
            self.table.select_id(record)
        if not self._restored:
            self._asked = (values, record)
            kept = self._desk.peek(view_states.kept, self._desk.officer.key, self.key)
            if kept is not None:  # nearly always: the ids are then asked for at once
                self._restore(kept)
            else:
                self._desk.read(self._restore, view_states.kept, self._desk.officer.key, self.key,
                                latest=self.key + "/state")  # fmt: skip
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
            self.columns_changed()
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
        values = self.bar.values()
        self._desk.read(self._take, self.look_up, values, self.table.columns.sort(), latest=self.key + "/ids")

    def _take(self, found: tuple[array[int], int]) -> None:
        ids, total = found
        if self._sought is not None and self._sought not in ids and self.bar.values():
            self._sought = None
            self.bar.set_values({})  # the record that was asked for is hidden by a remembered filter
            self.reload()
            return
        self._sought = None
        if not self.told_empty:
            self.told_empty = True
            self.tell_empty()
        self.table.set_filtered(bool(self.bar.values()))
        before, current, same = self.model.ids(), self.table.current_id(), self._shown_by == self.bar.values()
        self._shown_by = self.bar.values()
        if ids == before:
            self.model.refresh()
        else:
            self.model.set_ids(ids)
        self.bar.set_counts(len(ids), total)
        if self.table.current_id() is None and len(ids):
            self.table.select_id((self._neighbour(before, current) if same else None) or ids[0])
        if not len(ids):
            self.current.emit(None)
        self.reloaded.emit()

    def _neighbour(self, before: array[int], gone: int | None) -> int | None:
        """What came after the record that has just left the list, else before it: the officer stays where they were."""
        if gone is None or gone not in before:
            return None
        place = before.index(gone)
        near = (*before[place + 1 : place + 1 + _NEAR], *reversed(before[max(0, place - _NEAR) : place]))
        return next((one for one in near if self.model.row_of(one) is not None), None)

    def _changed(self, change: Any) -> None:
        if self.watches(change.nouns):
            self._stale = True
            if self.isVisible():
                self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while a narrow page showed the detail instead of the list is asked for now."""
        super().showEvent(event)
        if self._stale and self._restored:
            self.reload()

    # -- rows -------------------------------------------------------------------------------------------------

    def _look(self, rx: Read, keys: Sequence[int]) -> list[Any]:
        found = {row.key: row for row in self.rows(rx, keys)}
        return [found.get(key) for key in keys]

    def _lines(self, rows: Sequence[Any]) -> list[dict[str, object] | None]:
        return [None if row is None else self.line(row) for row in rows]

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None] | None:
        rows = self._desk.peek(self._look, list(keys))
        return None if rows is None else self._lines(rows)

    def _fetch_later(self, start: int, keys: Sequence[int]) -> None:
        self._desk.read(partial(self._arrived, start, self.model.generation), self._look, list(keys))

    def _arrived(self, start: int, generation: int, rows: Sequence[Any]) -> None:
        self.model.block_arrived(start, self._lines(rows), generation)

    def row(self, key: int) -> Any:
        """The row of the record `key` when it is shown and loaded, else None."""
        place = self.model.row_of(key)
        found = None if place is None else self.model.row_at(place)
        return found.get("row") if isinstance(found, Mapping) else None

    def selected(self) -> list[int]:
        """The keys of the selected records, in the order shown."""
        return list(self.table.selected_ids())

    # -- what the officer did -----------------------------------------------------------------------------------

    def _filtered(self, _values: dict[str, object]) -> None:
        self.reload()
        self._keep_timer.start()

    def _sorted(self, _key: str, _descending: bool) -> None:
        self.reload()

    def _laid_out(self) -> None:
        self.columns_changed()

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
                self._desk.keep_view(self.key, body)
