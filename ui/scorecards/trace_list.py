"""The same trace as a list: one line for each step, indented below what it follows from; Enter opens it.

What the diagram shows to the eye, this says to a screen reader and to the clipboard.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient.scorecard import Node, Trace
from hsdclient.words import N_, _
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.scorecards import trace_words
from ui.scorecards.trace_layout import plan

_INDENT: Final = "\u2003"  # an em space: the table shows text as it is
_COLUMNS: Final = (
    Column("step", N_("Step"), 176, kind="reference", sortable=False),
    Column("title", N_("Text"), 150, sortable=False, grows_from=636),
    Column("state", N_("State"), 170, kind="badge", sortable=False),
    Column("under", N_("Date and place"), 140, sortable=False),
)


class TraceList(QWidget):
    """`show_trace` fills it; `opened` carries the Node of the line, `current_changed` the one in hand."""

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[Node, ...] = ()
        self._depth: tuple[int, ...] = ()
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Steps of the trace"), self)
        self.table.set_empty(_("Nothing follows from this commitment yet."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._opened)
        self.table.current_changed.connect(self._current_changed)

    def show_trace(self, trace: Trace | None) -> None:
        """List `trace`, each step below the one that it follows from; nothing for None."""
        self._nodes = trace.nodes if trace is not None else ()
        order = plan(trace)
        self._depth = order.depth
        rest = [i for i in range(len(self._nodes)) if order.rows[i] < 0]
        ids = [*order.order, *rest]
        if list(self.model.ids()) == ids:
            self.model.refresh()
        else:
            self.model.set_ids(ids)

    def node(self, row_id: object) -> Node | None:
        """The node of a line."""
        return self._nodes[row_id] if isinstance(row_id, int) and 0 <= row_id < len(self._nodes) else None

    def _block(self, ids: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._line(i) for i in ids]

    def _line(self, index: int) -> dict[str, object] | None:
        node = self.node(index)
        if node is None:
            return None
        said = f"{trace_words.kind_word(node)} {node.label}".strip()
        return {
            "step": _INDENT * self._depth[index] + said,
            "title": trace_words.text(node),
            "state": trace_words.badges(node),
            "under": trace_words.under(node),
        }

    def _opened(self, row_id: object) -> None:
        node = self.node(row_id)
        if node is not None:
            self.opened.emit(node)

    def _current_changed(self, row_id: object) -> None:
        self.current_changed.emit(self.node(row_id))
