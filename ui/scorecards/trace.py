"""The trace of a commitment, as a list of steps or as a diagram, and what opens behind each step.

Reads the trace when the commitment or anything of it changes; knows where a node leads, not what stands there.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from hsdclient import errors, scorecard
from hsdclient.scorecard import Node, Trace
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.labels import Caption, set_tooltip
from ui.parts.snug_tabs import SnugTabs
from ui.scorecards import trace_words
from ui.scorecards.trace_diagram import TraceDiagram
from ui.scorecards.trace_list import TraceList

WATCHED: Final = frozenset({"commitments", "commitment_sides", "fulfilments", "joint_actions", "action_sides",
                            "progress_entries", "document_links", "documents", "runs"})  # fmt: skip


def open_node(desk: Desk, trace: Trace, node: Node) -> None:
    """Go to what stands behind a node: the record, the progress of its action, the page of the document."""
    if node.kind == "commitment":
        desk.go.emit("commitments", {"record": node.key})
    elif node.kind == "action":
        desk.go.emit("joint_actions", {"record": node.key})
    elif node.kind == "run":
        desk.go.emit("training", {"record": node.key})
    elif node.kind == "entry":
        parent = next((start for start, end in trace.edges if end == node.id), "")
        action = next((one.key for one in trace.nodes if one.id == parent), None)
        desk.go.emit("joint_actions", {"record": action, "tab": "progress"})
    else:
        desk.go.emit("documents", {"record": node.key, "page": trace_words.page_of(node)})


class TraceView(QWidget):
    """`show_commitment` fills it; it reads again by itself. `shown` carries the Trace when it is on the screen."""

    shown = Signal(object)

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None, *, diagram: bool = False) -> None:
        """`name` keeps its reads apart from those of other traces; `diagram` puts the drawing first."""
        super().__init__(parent)
        self._desk, self._name = desk, name
        self._key: int | None = None
        self._trace: Trace | None = None
        self.list = TraceList()
        self.diagram = TraceDiagram()
        self.area = QScrollArea()
        self.area.setWidget(self.diagram)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("Diagram"))
        self.tabs = SnugTabs(_("Trace"))
        self.tabs.addTab(self.list, _("Steps"))
        self.tabs.addTab(self.area, _("Diagram"))
        self.tabs.setCornerWidget(self._zooming(), Qt.Corner.TopRightCorner)
        self.caption = Caption(wrap=True)
        self.caption.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.caption)
        self.list.opened.connect(self._open)
        self.diagram.opened.connect(self._open)
        self.diagram.current_changed.connect(self._in_sight)
        self.tabs.currentChanged.connect(self._switched)
        desk.changed.connect(self._changed)
        self.show_diagram(diagram)

    def _zooming(self) -> QWidget:
        self.zooms = QWidget()
        row = QHBoxLayout(self.zooms)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for drawing, words, act in (("zoom-out", _("Smaller"), self._smaller), ("zoom-in", _("Larger"), self._larger)):
            zoom = QToolButton()
            zoom.setIcon(icons.icon(drawing))
            zoom.setIconSize(theme.icon_size(16))
            zoom.setAccessibleName(words)
            set_tooltip(zoom, words)
            zoom.clicked.connect(act)
            row.addWidget(zoom)
        return self.zooms

    # -- showing ------------------------------------------------------------------------------------------------

    def show_commitment(self, key: int | None) -> None:
        """Show the trace of the commitment `key`; nothing for None."""
        if key != self._key:
            self._key = key
            self.show_trace(None)
        self.look()

    def look(self) -> None:
        """Read the trace again."""
        if self._key is not None:
            self._desk.read(partial(self._take, self._key), scorecard.trace, self._key,
                            latest=self._name, failed=self._gone)  # fmt: skip

    def _take(self, key: int, trace: Trace) -> None:
        if key == self._key:
            self.show_trace(trace)
            self.shown.emit(trace)

    def _gone(self, error: errors.HsdError) -> None:
        if not isinstance(error, errors.Refused):
            self._desk.failed.emit(error)

    def _changed(self, change: Any) -> None:
        if WATCHED & set(change.nouns) and self.isVisible():
            self.look()

    def show_trace(self, trace: Trace | None) -> None:
        """Show `trace` in both ways."""
        self._trace = trace
        self.list.show_trace(trace)
        self.diagram.show_trace(trace)
        self._switched()

    def show_diagram(self, wanted: bool) -> None:
        """Put the diagram (True) or the list of steps to the front."""
        self.tabs.setCurrentIndex(1 if wanted else 0)
        self._switched()

    def _switched(self, _place: int = 0) -> None:
        drawn = self.tabs.currentWidget() is self.area
        self.zooms.setVisible(drawn)
        left_out = self.diagram.left_out() if drawn else 0
        self.caption.setText(_("{count} more stand in the list of steps.").format(count=left_out))
        self.caption.setVisible(bool(left_out))
        self.setFocusProxy(self.diagram if drawn else self.list)

    def _larger(self) -> None:
        self.diagram.zoom_by(1)

    def _smaller(self) -> None:
        self.diagram.zoom_by(-1)

    def _in_sight(self, _node: object) -> None:
        box = self.diagram.current_box()
        self.area.ensureVisible(round(box.center().x()), round(box.center().y()),
                                round(box.width() / 2) + 8, round(box.height() / 2) + 8)  # fmt: skip

    def _open(self, node: Node) -> None:
        if self._trace is not None:
            open_node(self._desk, self._trace, node)
