"""A board: cards in lanes that are moved by mouse and by keyboard, several at a time.

What a move means is whoever owns the board's; it only says what was let go where.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.parts.board_paint import Card, Lane
from ui.parts.board_view import BoardView, Fetch
from ui.parts.labels import show_tooltip

__all__ = ["Board", "Card", "Lane"]
_EDGE: Final = 36
_SCROLL_MS: Final = 30
_NEXT: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIDEWAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Board(BoardView):
    """`dragged(keys)`: a drag has begun, answer with `allow`. `dropped(keys, lane)`: let go over another lane.

    `stepped(keys, ±1)`: Ctrl+Right or Ctrl+Left. `menu_wanted` is a place on the screen. Nothing moves while it is
    not `movable`.
    """

    opened = Signal(object)
    dragged = Signal(object)
    dropped = Signal(object, str)
    stepped = Signal(object, int)
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(name, fetch, parent)
        self._pressed: QPoint | None = None
        self._unpick: int | None = None
        self.movable = True
        self.viewport().setMouseTracking(True)
        self._edge = QTimer(self)
        self._edge.setInterval(_SCROLL_MS)
        self._edge.timeout.connect(self._scroll_by_edge)

    # -- mouse --------------------------------------------------------------------------------------------------

    def _hit(self, at: QPoint) -> int | None:
        if at.y() < self.places.header:
            return None
        spot = self.places.hit(at.x() + self._offset().x(), at.y() + self._offset().y())
        return None if spot is None else self._keys[spot[0]][spot[1]]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        key = self._hit(at)
        self._unpick = None
        if key is None:
            return
        held = event.modifiers()
        if event.button() == Qt.MouseButton.RightButton:
            if key not in self._chosen:
                self._go_to(key)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed = at
            if held & Qt.KeyboardModifier.ControlModifier:
                self._go_to(key, how="toggle")
            elif held & Qt.KeyboardModifier.ShiftModifier:
                self._go_to(key, how="until")
            elif key in self._chosen and len(self._chosen) > 1:
                self._unpick = key  # several may be dragged; only letting go here means this one
            else:
                self._go_to(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position().toPoint()
        if self._drag:
            self._edge.start()
            self.viewport().update()
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (self._at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far and self._chosen and self.movable:
                self._drag, self._allowed = tuple(self.selected_ids()), None
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self.dragged.emit(list(self._drag))
                self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._at = event.position().toPoint()
        drag, over = self._drag, self._lane_under() if self._drag else None
        self._end_drag()
        if drag and over is not None and self.viewport().rect().contains(self._at):
            lane = self.lanes[over].key
            if any(self.lane_of(key) != lane for key in drag):
                self.dropped.emit(list(drag), lane)
        elif not drag and self._unpick is not None:
            self._go_to(self._unpick)
        self._unpick = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._hit(event.position().toPoint())
        if key is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(key)
            self.opened.emit(key)

    def _end_drag(self) -> None:
        self._drag, self._pressed = (), None
        self._edge.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _scroll_by_edge(self) -> None:
        """Near an edge while something is dragged the board goes on under it."""
        port, edge = self.viewport().rect(), theme.px(_EDGE)
        for bar, at, most in ((self.horizontalScrollBar(), self._at.x(), port.width()),
                              (self.verticalScrollBar(), self._at.y() - self.places.header,
                               port.height() - self.places.header)):  # fmt: skip
            if at < edge:
                bar.setValue(bar.value() - bar.singleStep() // 2)
            elif at > most - edge:
                bar.setValue(bar.value() + bar.singleStep() // 2)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            key, lane = self._hit(event.pos()), self.places.lane_at(event.pos().x() + self._offset().x())
            said = self._card(key).words() if key is not None else ""
            header = event.pos().y() < self.places.header
            if not said and lane is not None and (header or self.places.strips[lane].thin):
                said = ": ".join(filter(None, (self.lanes[lane].title, self.lanes[lane].said)))
            show_tooltip(event.globalPos(), said, self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._current in self._spots:
            assert self._current is not None
            place = self.viewport().mapToGlobal(self.rect_of(self._current).bottomLeft())
        self.menu_wanted.emit(place)

    # -- keyboard -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        shift = held == Qt.KeyboardModifier.ShiftModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        if self._drag and key == Qt.Key.Key_Escape:
            self._end_drag()
        elif control and key in _SIDEWAYS and self._chosen and self.movable:
            self.stepped.emit(self.selected_ids(), _SIDEWAYS[key])
        elif control and key == Qt.Key.Key_A and self._current in self._spots:
            assert self._current is not None
            self._choose(self._keys[self._spots[self._current][0]])
        elif (control or plain) and key == Qt.Key.Key_Space and self._current is not None:
            self._go_to(self._current, how="toggle" if control else "only", tell=False)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(self._current)
        elif (plain or shift) and (to := self._neighbour(key)) is not None:
            self._go_to(to, how="until" if shift else "only")
        else:
            super().keyPressEvent(event)

    def _choose(self, keys: Iterable[int]) -> None:
        self._chosen = set(keys)
        self._say()
        self.viewport().update()
        self.selection_changed.emit()

    def _neighbour(self, key: Qt.Key) -> int | None:
        """Where a key leads from the current card."""
        if self._current not in self._spots:
            first = next((held[0] for held in self._keys if held), None)
            return first if key in _NEXT or key in _SIDEWAYS else None
        assert self._current is not None
        lane, place = self._spots[self._current]
        held = self._keys[lane]
        page = max(1, (self.viewport().height() - self.places.header) // self.places.pitch)
        if key in _SIDEWAYS:
            step = _SIDEWAYS[key]
            beside = range(lane + step, len(self._keys) if step > 0 else -1, step)
            full = next((other for other in beside if self._keys[other]), None)
            return None if full is None else self._keys[full][min(place, len(self._keys[full]) - 1)]
        to = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(held) - 1, Qt.Key.Key_PageUp: place - page,
              Qt.Key.Key_PageDown: place + page}.get(key, place + _NEXT.get(key, 0))  # fmt: skip
        to = min(max(to, 0), len(held) - 1)
        return held[to] if to != place else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and (first := next((held[0] for held in self._keys if held), None)) is not None:
            self._go_to(first)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
