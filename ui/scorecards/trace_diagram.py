"""The trace drawn: a commitment, the actions that carry it out, what was reported, the papers that prove it.

Reached by keyboard: arrows go along the lines, Enter opens. Draws what it is given; the list beside it says the same.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from hsdclient.scorecard import TRACE_KINDS, Node, Trace
from hsdclient.text import visible
from hsdclient.words import _
from ui import theme
from ui.parts.announce import announce
from ui.parts.badges import badge_width, paint_badge
from ui.parts.labels import set_tooltip
from ui.parts.pieces import line_height
from ui.parts.pieces import paint as paint_pieces
from ui.scorecards import trace_words
from ui.scorecards.trace_layout import Plan, plan

ZOOMS: Final = (0.6, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0)
_BOX: Final = 212.0  # pixels at 100 %: the width of a box, and the gaps beside and below it
_GAP: Final = 44.0
_BELOW: Final = 12.0
_PAD: Final = 8.0
_TEXT_LINES: Final = 2


class TraceDiagram(QWidget):
    """`show_trace` fills it. `opened` carries the Node that was asked for; `current_changed` the one in hand."""

    opened = Signal(object)
    current_changed = Signal(object)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[Node, ...] = ()
        self._plan = Plan((), (), (), (), 1)
        self._current = 0
        self._over: int | None = None  # the box under the mouse
        self._zoom = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Trace"))
        theme.switch.changed.connect(self._resized)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_trace(self, trace: Trace | None) -> None:
        """Draw `trace`, nothing for None; the node in hand stays in hand when it is still there."""
        before = self.current()
        same = before.id if before is not None else ""
        self._nodes, self._over = trace.nodes if trace is not None else (), None
        self._plan = plan(trace)
        found = (i for i in self._plan.order if self._nodes[i].id == same)
        self._current = next(found, self._plan.order[0] if self._plan.order else 0)
        of = self._nodes[0].label if self._nodes else ""
        self.setAccessibleName(_("Trace of {reference}").format(reference=of))
        self._tell()
        self._resized()

    def left_out(self) -> int:
        """How many boxes had no room; the list shows them."""
        return self._plan.left_out

    def current(self) -> Node | None:
        """The node in hand."""
        return self._nodes[self._current] if self._current < len(self._nodes) else None

    def current_box(self) -> QRectF:
        """Where the box in hand stands."""
        return self.box_of(self._current) if self._plan.order else QRectF()

    def box_of(self, index: int) -> QRectF:
        """Where the box of node `index` stands, in pixels of the widget."""
        column, row = TRACE_KINDS.index(self._nodes[index].column), self._plan.rows[index]
        width, height = self._box()
        left = self._edge() + column * (width + self._px(_GAP))
        return QRectF(left, self._top() + row * (height + self._px(_BELOW)), width, height)

    # -- sizes ---------------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """How large it is drawn: 1.0 is the size of the text around it."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Draw larger or smaller, within what is sensible."""
        zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        if zoom != self._zoom:
            self._zoom = zoom
            self._resized()
            self.zoomed.emit(zoom)

    def zoom_by(self, steps: int) -> None:
        """The next larger (1) or smaller (-1) size."""
        nearest = min(range(len(ZOOMS)), key=lambda i: abs(ZOOMS[i] - self._zoom))
        self.set_zoom(ZOOMS[min(max(nearest + steps, 0), len(ZOOMS) - 1)])

    def fit(self, width: int) -> None:
        """Draw so large that the four columns fill `width` pixels."""
        wanted = self.sizeHint().width() / self._zoom
        self.set_zoom(width / wanted if wanted else 1.0)

    def _px(self, pixels: float) -> float:
        return pixels * theme.scale() * self._zoom

    def _edge(self) -> float:
        return self._px(12)

    def _font(self, role: str) -> QFont:
        font = theme.font(role)
        font.setPointSizeF(font.pointSizeF() * self._zoom)
        return font

    def _line(self, role: str) -> float:
        return line_height(self._font(role))

    def _top(self) -> float:
        return self._edge() + self._line("emphasis") + self._px(10)

    def _box(self) -> tuple[float, float]:
        words = self._line("emphasis") + _TEXT_LINES * self._line("body") + self._line("caption") + self._px(4)
        return self._px(_BOX), words + 2 * self._px(_PAD)

    def sizeHint(self) -> QSize:
        width, height = self._box()
        across = 2 * self._edge() + len(TRACE_KINDS) * width + (len(TRACE_KINDS) - 1) * self._px(_GAP)
        down = self._top() + self._plan.height * (height + self._px(_BELOW)) + self._edge()
        return QSize(round(across), round(down))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _resized(self) -> None:
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, seen = theme.tokens(), QRectF(event.rect())
        painter.fillRect(event.rect(), QColor(tokens.base))
        self._paint_heads(painter)
        for strong in (False, True):  # the lines of the box in hand lie on top
            colour = QColor(tokens.accent if strong else tokens.input_border)
            painter.setPen(QPen(colour, self._px(2.2 if strong else 1.2)))
            for start, end in self._plan.lines:
                if (self._current in (start, end)) == strong:
                    path = self._path(start, end)
                    if path.boundingRect().adjusted(-2, -2, 2, 2).intersects(seen):
                        painter.drawPath(path)
        for index in self._plan.order:
            if self.box_of(index).adjusted(-4, -4, 4, 4).intersects(seen):
                self._paint_box(painter, index)

    def _paint_heads(self, painter: QPainter) -> None:
        painter.setFont(self._font("emphasis"))
        painter.setPen(QColor(theme.tokens().secondary))
        width, _height = self._box()
        for place, kind in enumerate(TRACE_KINDS):
            left = self._edge() + place * (width + self._px(_GAP))
            room = QRectF(left, self._edge(), width, self._line("emphasis"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), _(trace_words.COLUMN_WORDS[kind]))

    def _path(self, start: int, end: int) -> QPainterPath:
        """From the right of one box to the left of another, with the turn in the gap behind the first."""
        one, other = self.box_of(start), self.box_of(end)
        begin = QPointF(one.right(), one.center().y())
        close = QPointF(other.left(), other.center().y())
        if close.x() <= begin.x():  # a line back, or to a box above or below: along the left edges
            begin = QPointF(one.left(), one.center().y())
            path = QPainterPath(begin)
            out = min(begin.x(), close.x()) - self._px(_GAP) / 3
            path.cubicTo(QPointF(out, begin.y()), QPointF(out, close.y()), close)
            return path
        path = QPainterPath(begin)
        turn = begin.x() + self._px(_GAP) / 2
        drop = close.y() - begin.y()
        bend = min(self._px(8), abs(drop) / 2)
        if bend < 1:
            path.lineTo(close)
            return path
        sign = 1 if drop > 0 else -1
        path.lineTo(turn - bend, begin.y())
        path.quadTo(turn, begin.y(), turn, begin.y() + sign * bend)
        path.lineTo(turn, close.y() - sign * bend)
        path.quadTo(turn, close.y(), turn + bend, close.y())
        path.lineTo(close)
        return path

    def _paint_box(self, painter: QPainter, index: int) -> None:
        tokens, node, box = theme.tokens(), self._nodes[index], self.box_of(index)
        in_hand = index == self._current
        painter.setBrush(QColor(tokens.window if node.kind != "commitment" else tokens.hover))
        colour = tokens.accent if in_hand else tokens.border
        painter.setPen(QPen(QColor(colour), 2 if in_hand else 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if in_hand and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 6, 6)
        room = box.adjusted(self._px(_PAD), self._px(_PAD), -self._px(_PAD), -self._px(_PAD))
        painter.save()
        painter.setClipRect(box)
        top = self._paint_head_of(painter, node, room)
        words = QRectF(room.left(), top, room.width(), _TEXT_LINES * self._line("body"))
        pieces = [(visible(trace_words.text(node)), False)]
        paint_pieces(painter, words, pieces, self._font("body"), tokens.text, lines=_TEXT_LINES)
        foot = words.bottom() + self._px(4)
        self._paint_foot(painter, node, QRectF(room.left(), foot, room.width(), self._line("caption")))
        painter.restore()

    def _paint_head_of(self, painter: QPainter, node: Node, room: QRectF) -> float:
        """The number, in the first line; returns where the text begins."""
        font = self._font("emphasis")
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens().text))
        height = self._line("emphasis")
        said = visible(node.label) or trace_words.under(node) or trace_words.kind_word(node)
        shown = QFontMetricsF(font).elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(room.left(), room.top(), room.width(), height), flags, shown)
        return room.top() + height

    def _paint_foot(self, painter: QPainter, node: Node, room: QRectF) -> None:
        """Badges, or the date and the page, in the last line."""
        font = self._font("caption")
        painter.setFont(font)
        shown = trace_words.badges(node, short=True)
        if not shown:
            painter.setPen(QColor(theme.tokens().secondary))
            said = visible(trace_words.under(node)) if node.label else ""
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), said)
            return
        left = room.left()
        for badge in shown:
            width = min(badge_width(badge, QFontMetricsF(font), room.height()) + 1, room.right() - left)
            if width < room.height():
                break
            paint_badge(painter, badge, QRectF(left, room.top(), width, room.height()))
            left += width + self._px(6)

    # -- keyboard and mouse ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif control and key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif control and key == Qt.Key.Key_0:
            self.set_zoom(1.0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif not control and (target := self._towards(key)) is not None:
            self.go_to(target)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down) and self._nodes:
            pass  # the end of the line: the pane behind does not scroll away under it
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _towards(self, key: int) -> int | None:
        here, plan = self._current, self._plan
        if not plan.order:
            return None
        if key == Qt.Key.Key_Home:
            return plan.order[0]
        if key == Qt.Key.Key_End:
            return plan.order[-1]
        if key == Qt.Key.Key_Left:
            return plan.parents.get(here)
        if key == Qt.Key.Key_Right:
            return next(iter(plan.children.get(here, ())), None)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            column = plan.column(self._nodes, self._nodes[here].column)
            place = column.index(here) + (1 if key == Qt.Key.Key_Down else -1)
            return column[place] if 0 <= place < len(column) else None
        return None

    def go_to(self, index: int) -> None:
        """Take the node `index` in hand, and say so."""
        if index != self._current:
            self._current = index
            self._tell()
            self.update()
        self.current_changed.emit(self.current())

    def _tell(self) -> None:
        node = self.current()
        said = trace_words.sentence(node) if node is not None else ""
        self.setAccessibleDescription(said)
        if self.hasFocus():
            announce(self, said)

    def _open(self) -> None:
        node = self.current()
        if node is not None:
            self.opened.emit(node)

    def _at(self, place: QPointF) -> int | None:
        return next((index for index in self._plan.order if self.box_of(index).contains(place)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found is not None:
            self.go_to(found)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position()) is not None:
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position())
        if over != self._over:
            self._over = over
            set_tooltip(self, trace_words.sentence(self._nodes[over]) if over is not None else "")
            self.setCursor(Qt.CursorShape.ArrowCursor if over is None else Qt.CursorShape.PointingHandCursor)
        super().mouseMoveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
