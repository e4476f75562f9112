"""Paints the lanes and cards of a board. Knows words, shapes and tones, not what they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPen

from hsdclient.text import visible
from ui import theme
from ui.parts.badges import Badge, badge_width, paint_badge
from ui.parts.numbers import grouped

_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True)
class Lane:
    """A lane of a board. `said` stands under its title ('India 12 · United States 8'), small."""

    key: str
    title: str
    said: str = ""


@dataclass(frozen=True)
class Card:
    """What a card shows: a title, a second line, badges, or a `note` where it has none."""

    title: str
    line: str = ""
    badges: tuple[Badge, ...] = ()
    note: str = ""

    def words(self) -> str:
        """Everything on it, for a screen reader and the tooltip."""
        return ", ".join(filter(None, (self.title, self.line, *(badge.word for badge in self.badges), self.note)))


WAITING = Card("…")


def paint_ground(painter: QPainter, ground: QRect, *, over: str = "") -> None:
    """The ground of a lane under its header. `over`: what is dragged hangs over it, 'yes' or 'no' says if it may."""
    tokens = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.hover if over == "yes" else tokens.window))
    painter.drawRoundedRect(QRectF(ground), 4, 4)
    if over:
        pen = QPen(QColor(tokens.accent if over == "yes" else tokens.input_border), 2)
        pen.setStyle(Qt.PenStyle.SolidLine if over == "yes" else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(ground).adjusted(1, 1, -1, -1), 4, 4)


def paint_header(painter: QPainter, lane: Lane, count: int, place: QRect, *, thin: bool, ground: QRect) -> None:
    """Title and count of a lane; a thin one has them upright in its ground."""
    tokens = theme.tokens()
    if thin:
        _upright(painter, lane, ground)
        return
    emphasis, small = theme.font("emphasis"), theme.font("caption")
    metrics, pad = QFontMetrics(emphasis), theme.px(8)
    number = grouped(count)
    first = QRect(place.left() + pad, place.top() + theme.px(6), place.width() - 2 * pad, metrics.height())
    painter.setFont(emphasis)
    painter.setPen(QColor(tokens.text))
    painter.drawText(first, _RIGHT, number)
    room = first.width() - metrics.horizontalAdvance(number) - theme.px(8)
    painter.drawText(first, _LEFT, metrics.elidedText(visible(lane.title), _ELIDE, room))
    painter.setFont(small)
    painter.setPen(QColor(tokens.secondary))
    metrics = QFontMetrics(small)
    second = QRect(first.left(), first.bottom() + theme.px(2), first.width(), metrics.height())
    painter.drawText(second, _LEFT, metrics.elidedText(visible(lane.said), _ELIDE, second.width()))


def _upright(painter: QPainter, lane: Lane, ground: QRect) -> None:
    small = theme.font("caption")
    metrics = QFontMetrics(small)
    painter.save()
    painter.setFont(small)
    painter.setPen(QColor(theme.tokens().secondary))
    painter.translate(ground.center().x(), ground.top() + theme.px(8))
    painter.rotate(90)
    room = max(0, ground.height() - theme.px(16))
    words = metrics.elidedText(visible(lane.title), _ELIDE, room)
    painter.drawText(QRect(0, -metrics.height() // 2, room, metrics.height()), _LEFT, words)
    painter.restore()


def paint_card(painter: QPainter, card: Card, place: QRect, *, chosen: bool, current: bool, active: bool) -> None:
    """One card; `chosen` is filled, `current` has the ring while the board is `active` (has the keyboard)."""
    tokens = theme.tokens()
    box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.border), 1))
    painter.setBrush(QColor(tokens.selection_inactive if chosen else tokens.base))
    painter.drawRoundedRect(box, 4, 4)
    if current and active:
        painter.setPen(QPen(QColor(tokens.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
    pad, gap = theme.px(8), theme.px(2)
    width = place.width() - 2 * pad
    emphasis, small = theme.font("emphasis"), theme.font("caption")
    metrics, little = QFontMetrics(emphasis), QFontMetrics(small)
    top = place.top() + theme.px(6)
    painter.setFont(emphasis)
    painter.setPen(QColor(tokens.text))
    line = QRect(place.left() + pad, top, width, metrics.height())
    painter.drawText(line, _LEFT, metrics.elidedText(visible(card.title), _ELIDE, width))
    painter.setFont(small)
    painter.setPen(QColor(tokens.secondary))
    line = QRect(line.left(), line.bottom() + gap, width, little.height())
    painter.drawText(line, _LEFT, little.elidedText(visible(card.line), _ELIDE, width))
    line = QRect(line.left(), line.bottom() + gap, width, little.height() + theme.px(4))
    if card.badges:
        _paint_badges(painter, card.badges, QRectF(line))
    else:
        painter.drawText(line, _LEFT, little.elidedText(visible(card.note), _ELIDE, width))


def _paint_badges(painter: QPainter, badges: tuple[Badge, ...], line: QRectF) -> None:
    metrics, left = QFontMetricsF(painter.font()), line.left()
    for badge in badges:
        width = min(badge_width(badge, metrics, line.height()) + 1, line.right() - left)
        if width < 1.5 * line.height():
            return
        paint_badge(painter, badge, QRectF(left, line.top(), width, line.height()))
        left += width + theme.px(4)


def paint_band(painter: QPainter, words: str, room: QRect) -> None:
    """A sentence at the foot of the view while a card is dragged: what letting it go there would do."""
    tokens, font = theme.tokens(), theme.font("body")
    metrics, pad = QFontMetrics(font), theme.px(8)
    wide = min(room.width() - 2 * pad, metrics.horizontalAdvance(words) + 2 * pad + 2)
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    inside = metrics.boundingRect(QRect(0, 0, wide - 2 * pad, room.height()), flags, words)
    high = inside.height() + pad
    band = QRect(room.center().x() - wide // 2, room.bottom() - high - pad, wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.tooltip))
    painter.drawRoundedRect(QRectF(band), 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(tokens.on_tooltip))
    painter.drawText(band.adjusted(pad, 0, -pad, 0), flags, words)
