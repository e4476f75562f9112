"""The drawn shapes that tell states apart without colour: on badges, bars and tiles alike.
Knows names of shapes, not what a state is called."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui import icons

SHAPES: Final = (
    "tick-circle",
    "triangle",
    "octagon",
    "square-tick",
    "hollow-circle",
    "clock",
    "dashed-circle",
    "circle",
    "half-circle",
    "pause",
    "square-tick-outline",
    "cross-circle",
)


def paint_shape(painter: QPainter, shape: str, rect: QRectF, fill: str, ink: str) -> None:
    """Draw `shape` into the square `rect`. `fill` is the shape's colour, `ink` the mark that stands on it
    (`#RRGGBB`). A shape "icon:<name>" is one of the program's icons in the colour `fill`."""
    if shape.startswith("icon:"):
        _paint_icon(painter, shape.removeprefix("icon:"), rect, fill)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / 16, side / 16)
    _DRAW.get(shape, _circle)(painter, QColor(fill), QColor(ink))
    painter.restore()


def _paint_icon(painter: QPainter, name: str, rect: QRectF, fill: str) -> None:
    side = min(rect.width(), rect.height())
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    place = QPointF(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.drawPixmap(place, icons.pixmap(name, fill, round(side), ratio))


def _line(colour: QColor, width: float = 1.8, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _tick(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_line(colour, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(4.6, 8.4), QPointF(7.1, 10.8), QPointF(11.6, 5.6)]))


def _solid(painter: QPainter, fill: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)


def _outline(painter: QPainter, fill: QColor, width: float = 1.8) -> None:
    painter.setPen(_line(fill, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _tick_circle(painter: QPainter, fill: QColor, ink: QColor) -> None:
    _solid(painter, fill)
    painter.drawEllipse(QRectF(1, 1, 14, 14))
    _tick(painter, ink)


def _triangle(painter: QPainter, fill: QColor, ink: QColor) -> None:
    path = QPainterPath(QPointF(8, 1.6))
    path.lineTo(15.2, 14.4)
    path.lineTo(0.8, 14.4)
    path.closeSubpath()
    painter.setPen(_line(fill, 1.2))
    painter.setBrush(fill)
    painter.drawPath(path)
    # Hatched, so that it differs from the other fills on a grey printer.
    painter.setClipPath(path)
    thin = QColor(ink)
    thin.setAlphaF(0.42)
    painter.setPen(QPen(thin, 0.7))
    for step in range(-14, 30, 3):
        painter.drawLine(QPointF(step, 16), QPointF(step + 14, 2))
    painter.setClipping(False)
    painter.setPen(_line(fill, 4.2))
    painter.drawLine(QPointF(8, 6.6), QPointF(8, 12))
    painter.setPen(_line(ink, 1.9))
    painter.drawLine(QPointF(8, 6.2), QPointF(8, 9.4))
    painter.drawPoint(QPointF(8, 12.2))


def _octagon(painter: QPainter, fill: QColor, ink: QColor) -> None:
    corners = [
        QPointF(8 + 7.5 * math.cos(math.radians(22.5 + 45 * n)), 8 + 7.5 * math.sin(math.radians(22.5 + 45 * n)))
        for n in range(8)
    ]
    _solid(painter, fill)
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(_line(ink, 2.0))
    painter.drawLine(QPointF(5.6, 5.6), QPointF(10.4, 10.4))
    painter.drawLine(QPointF(10.4, 5.6), QPointF(5.6, 10.4))


def _square_tick(painter: QPainter, fill: QColor, ink: QColor) -> None:
    _solid(painter, fill)
    painter.drawRoundedRect(QRectF(1.4, 1.4, 13.2, 13.2), 2, 2)
    _tick(painter, ink)


def _square_tick_outline(painter: QPainter, fill: QColor, _ink: QColor) -> None:
    _outline(painter, fill, 1.6)
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2, 2)
    _tick(painter, fill)


def _circle(painter: QPainter, fill: QColor, _ink: QColor) -> None:
    _outline(painter, fill, 1.6)
    painter.drawEllipse(QRectF(2, 2, 12, 12))


def _dashed_circle(painter: QPainter, fill: QColor, _ink: QColor) -> None:
    pen = _line(fill, 1.7)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.85, 1.85])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(2, 2, 12, 12))


def _half_circle(painter: QPainter, fill: QColor, _ink: QColor) -> None:
    _outline(painter, fill, 1.6)
    painter.drawEllipse(QRectF(2, 2, 12, 12))
    _solid(painter, fill)
    painter.drawPie(QRectF(3.6, 3.6, 8.8, 8.8), 90 * 16, -180 * 16)


def _pause(painter: QPainter, fill: QColor, _ink: QColor) -> None:
    _outline(painter, fill, 1.6)
    painter.drawEllipse(QRectF(2, 2, 12, 12))
    painter.setPen(_line(fill, 1.7))
    painter.drawLine(QPointF(6.4, 5.8), QPointF(6.4, 10.2))
    painter.drawLine(QPointF(9.6, 5.8), QPointF(9.6, 10.2))


def _cross_circle(painter: QPainter, fill: QColor, _ink: QColor) -> None:
    _outline(painter, fill, 1.6)
    painter.drawEllipse(QRectF(2, 2, 12, 12))
    painter.drawLine(QPointF(6, 6), QPointF(10, 10))
    painter.drawLine(QPointF(10, 6), QPointF(6, 10))


def _clock(painter: QPainter, fill: QColor, _ink: QColor) -> None:
    _outline(painter, fill, 1.9)
    painter.drawEllipse(QRectF(1.8, 1.8, 12.4, 12.4))
    painter.drawPolyline(QPolygonF([QPointF(8, 4.8), QPointF(8, 8.3), QPointF(10.6, 9.8)]))


_DRAW: Final = {
    "tick-circle": _tick_circle,
    "triangle": _triangle,
    "octagon": _octagon,
    "square-tick": _square_tick,
    "hollow-circle": _circle,
    "clock": _clock,
    "dashed-circle": _dashed_circle,
    "circle": _circle,
    "half-circle": _half_circle,
    "pause": _pause,
    "square-tick-outline": _square_tick_outline,
    "cross-circle": _cross_circle,
}
