"""Days in their order drawn as stations along a line: what was, where we stand today, what is still to come.

The distance between two stations says nothing; each is labelled with its day. Knows no domain word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hsdclient.text import visible
from hsdclient.words import _
from ui import theme
from ui.parts.badges import ink_on
from ui.parts.labels import show_tooltip
from ui.parts.pieces import line_height
from ui.parts.shapes import paint_shape

_CELL: Final = 112.0  # pixels at 100 %: the least room of a station
_MARK: Final = 18.0
_PAD: Final = 6.0


@dataclass(frozen=True)
class Station:
    """One day: what it is (`title`), which day (`day`), how it stands (`stands`), its shape and tone.

    `key` is told when it is pressed (0: nothing is told); `past`: it lies before today; `strong`: a stretch that the
    others count from.
    """

    key: int
    title: str
    day: str
    stands: str
    shape: str
    tone: str = "neutral"
    past: bool = False
    strong: bool = False


class Stations(QWidget):
    """`show_stations` fills it; `pressed` carries the key of the station under the mouse."""

    pressed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stations: tuple[Station, ...] = ()
        self._name = name
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        theme.switch.changed.connect(self._resized)

    def show_stations(self, stations: Sequence[Station]) -> None:
        """Draw these, in their order."""
        self._stations = tuple(stations)
        told = "; ".join(f"{one.title}, {one.day}, {one.stands}" for one in self._stations)
        self.setAccessibleName(f"{self._name}: {told}" if told else self._name)
        self._resized()

    def _resized(self) -> None:
        self.updateGeometry()
        self.update()

    # -- sizes --------------------------------------------------------------------------------------------------

    def _columns(self, width: float) -> int:
        return max(1, min(len(self._stations) or 1, int(width / theme.px(_CELL))))

    def _line(self, role: str) -> float:
        return line_height(theme.font(role))

    def _row_height(self, width: float) -> float:
        room = width / self._columns(width) - 8
        titles = max((len(two_lines(one.title, theme.font("emphasis"), room)) for one in self._stations), default=1)
        days = max((len(two_lines(one.day, theme.font("body"), room)) for one in self._stations), default=1)
        words = titles * self._line("emphasis") + days * self._line("body") + self._line("caption")
        return theme.px(_MARK) + theme.px(_PAD) * 3 + words

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._stations) // self._columns(width)) if self._stations else 0
        return round(rows * self._row_height(width))

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.px(300))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_CELL), self.heightForWidth(max(self.width(), theme.px(_CELL))))

    def place(self, index: int) -> QRectF:
        """Where the station stands, in pixels of the widget."""
        columns = self._columns(self.width())
        row, column = divmod(index, columns)
        width, height = self.width() / columns, self._row_height(self.width())
        return QRectF(column * width, row * height, width, height)

    # -- drawing ------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(len(self._stations)):
            self._paint_line(painter, index)
        for index, one in enumerate(self._stations):
            self._paint(painter, one, self.place(index))

    def _centre(self, index: int) -> QPointF:
        place = self.place(index)
        return QPointF(place.center().x(), place.top() + theme.px(_PAD) + theme.px(_MARK) / 2)

    def _paint_line(self, painter: QPainter, index: int) -> None:
        """The line to the next station: whole while both are past, dashed ahead; today's mark where it turns."""
        if index + 1 >= len(self._stations):
            return
        here, there = self._stations[index], self._stations[index + 1]
        tokens = theme.tokens()
        pen = QPen(QColor(tokens.input_border), max(1.5, theme.px(2)))
        if not there.past:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        first, second = self._centre(index), self._centre(index + 1)
        if second.y() != first.y():  # the next one begins a new row
            second = QPointF(self.width(), first.y())
        gap = theme.px(_MARK) / 2 + 4
        painter.drawLine(QPointF(first.x() + gap, first.y()), QPointF(max(second.x() - gap, first.x()), first.y()))
        if here.past and not there.past:
            self._paint_today(painter, QPointF((first.x() + second.x()) / 2, first.y()))

    def _paint_today(self, painter: QPainter, at: QPointF) -> None:
        tokens, font = theme.tokens(), theme.font("caption")
        word = _("today")
        metrics = QFontMetricsF(font)
        height = metrics.height() + 2
        box = QRectF(0, 0, metrics.horizontalAdvance(word) + theme.px(10), height)
        box.moveCenter(at)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), word)

    def _paint(self, painter: QPainter, one: Station, place: QRectF) -> None:
        tokens = theme.tokens()
        tone = tokens.tones[one.tone]
        side = theme.px(_MARK)
        box = QRectF(place.center().x() - side / 2, place.top() + theme.px(_PAD), side, side)
        fill = tokens.accent if one.strong else tone.chip_text if one.shape == "clock" else tone.fill
        paint_shape(painter, one.shape, box, fill, ink_on(fill))
        top = box.bottom() + theme.px(_PAD)
        room = QRectF(place.left() + 4, top, place.width() - 8, 0)
        title = theme.font("emphasis")
        for words in two_lines(visible(one.title), title, room.width()):
            top = self._put(painter, words, title, tokens.text, room, top, "emphasis")
        for words in two_lines(one.day, theme.font("body"), room.width()):
            top = self._put(painter, words, theme.font("body"), tokens.text, room, top, "body")
        colour = tone.chip_text if one.tone != "neutral" else tokens.secondary
        self._put(painter, one.stands, theme.font("caption"), colour, room, top, "caption")

    def _put(
        self, painter: QPainter, words: str, font: QFont, colour: str, room: QRectF, top: float, role: str
    ) -> float:
        height = self._line(role)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        rect = QRectF(room.left(), top, room.width(), height)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), shown)
        return top + height

    # -- mouse --------------------------------------------------------------------------------------------------

    def _at(self, point: QPointF) -> Station | None:
        return next((one for i, one in enumerate(self._stations) if self.place(i).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        one = self._at(event.position())
        if one is not None and one.key and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(one.key)
            event.accept()
            return
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            one = self._at(QPointF(event.pos()))
            said = f"{one.title}\n{one.day}\n{one.stands}" if one is not None else ""
            show_tooltip(event.globalPos(), said, self)
            return True
        return super().event(event)


def two_lines(words: str, font: QFont, width: float) -> list[str]:
    """`words` broken at spaces into at most two lines of `width` pixels; the last one is cut off when drawn."""
    metrics = QFontMetricsF(font)
    first, *rest = words.split() or [""]
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}") <= width:
        first = f"{first} {rest.pop(0)}"
    return [first, " ".join(rest)] if rest else [first]
