"""Statements rated from 1 to 5, each with its mean and how often each rating was given, painted as one bar.

Draws numbers it is given and says them too; knows neither what was rated nor by whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hsdclient.text import visible
from hsdclient.words import _
from ui import theme
from ui.theme_tokens import contrast

_BAR, _GAP, _PAD = 16.0, 3.0, 4.0
_STRENGTH = (0.18, 0.36, 0.56, 0.78, 1.0)
"""How much of the accent each rating takes, from 1 to 5: they stay apart in grey."""


@dataclass(frozen=True)
class Rated:
    """One statement in the language of the screen; `mean` in hundredths and `counts` of the ratings 1 to 5, both None
    where they are not shown; `note` stands in their place."""

    words: str
    mean: int | None
    counts: tuple[int, int, int, int, int] | None
    note: str = ""


def said_mean(mean: int) -> str:
    """435 → '4.35'."""
    return f"{mean / 100:.2f}"


class RatingChart(QWidget):
    """The statements one below the other; the words over each bar break where the pane is narrow."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rated: tuple[Rated, ...] = ()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.switch.changed.connect(self._measure)

    def set_rated(self, rated: Sequence[Rated]) -> None:
        """Show these statements."""
        self._rated = tuple(rated)
        self.setAccessibleDescription(" ".join(_told(one) for one in rated))
        self._measure()

    def rated(self) -> tuple[Rated, ...]:
        """The statements shown."""
        return self._rated

    def _measure(self) -> None:
        self.setMinimumHeight(self.heightForWidth(max(self.width(), theme.px(240))))
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(360), self.heightForWidth(theme.px(360)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.minimumHeight())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(sum(self._height(one, width) for one in self._rated) + 2)

    def _words(self, one: Rated, width: float) -> QRectF:
        metrics = QFontMetricsF(theme.font("body"))
        room = QRectF(_PAD, 0, max(width - 2 * _PAD - self._mean_width(), 40.0), 10_000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), visible(one.words))

    def _mean_width(self) -> float:
        return QFontMetricsF(theme.font("emphasis")).horizontalAdvance("0.00") + 12

    def _height(self, one: Rated, width: float) -> float:
        below = _BAR * theme.scale() if one.counts else QFontMetricsF(theme.font("caption")).height()
        return self._words(one, width).height() + _GAP + below + 10 * theme.scale()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for one in self._rated:
            self._paint_one(painter, one, top)
            top += self._height(one, self.width())
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_one(self, painter: QPainter, one: Rated, top: float) -> None:
        tokens = theme.tokens()
        words = self._words(one, self.width())
        words.moveTop(top + 4)
        painter.setFont(theme.font("body"))
        painter.setPen(QColor(tokens.text))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), visible(one.words))
        below = words.bottom() + _GAP
        if one.counts is None or one.mean is None:
            painter.setFont(theme.font("caption"))
            painter.setPen(QColor(tokens.secondary))
            height = QFontMetricsF(theme.font("caption")).height()
            painter.drawText(QRectF(_PAD, below, self.width() - 2 * _PAD, height), one.note)
            return
        painter.setFont(theme.font("emphasis"))
        right = QRectF(self.width() - _PAD - self._mean_width(), below, self._mean_width(), _BAR * theme.scale())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), said_mean(one.mean))
        paint_ratings(painter, one.counts, QRectF(_PAD, below, right.left() - _PAD, right.height()))


def shade(rating: int) -> QColor:
    """The colour of a rating from 1 to 5."""
    tokens = theme.tokens()
    strong, ground, part = QColor(tokens.accent), QColor(tokens.base), _STRENGTH[rating - 1]
    mixed = [
        round(a * part + b * (1 - part))
        for a, b in zip(strong.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*mixed)


def paint_ratings(painter: QPainter, counts: Sequence[int], room: QRectF) -> None:
    """One bar as wide as `room`, a piece for each rating that was given, with how often."""
    tokens = theme.tokens()
    total = sum(counts) or 1
    left = room.left()
    painter.setFont(theme.font("caption"))
    metrics = QFontMetricsF(theme.font("caption"))
    for place, count in enumerate(counts):
        if not count:
            continue
        piece = QRectF(left, room.top(), room.width() * count / total, room.height())
        colour = shade(place + 1)
        painter.setPen(QPen(QColor(tokens.base), 1))
        painter.setBrush(colour)
        painter.drawRoundedRect(piece, 2, 2)
        if metrics.horizontalAdvance(str(count)) + 4 <= piece.width():
            inks = sorted((tokens.text, tokens.base), key=lambda ink: -contrast(ink, colour.name()))
            painter.setPen(QColor(inks[0]))
            painter.drawText(piece, int(Qt.AlignmentFlag.AlignCenter), str(count))
        left += piece.width()


class RatingLegend(QWidget):
    """What the pieces of the bars stand for, in the order of the ratings; breaks where the pane is narrow."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = [f"{place} {word}" for place, word in enumerate(words, 1)]
        self.setAccessibleName(_("Ratings: {words}").format(words=", ".join(self._told)))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.switch.changed.connect(self._measure)

    def _measure(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _places(self, width: float) -> list[QRectF]:
        metrics = QFontMetricsF(theme.font("caption"))
        side, left, top, found = metrics.height(), _PAD, 0.0, []
        for word in self._told:
            wide = side + 4 + metrics.horizontalAdvance(word)
            if left > _PAD and left + wide > width - _PAD:
                left, top = _PAD, top + side + 4
            found.append(QRectF(left, top, wide, side))
            left += wide + 12
        return found

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._places(width)[-1].bottom() + 2)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(360), self.heightForWidth(max(self.width(), theme.px(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.heightForWidth(max(self.width(), theme.px(240))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        for place, (word, room) in enumerate(zip(self._told, self._places(self.width()), strict=True), 1):
            side = room.height()
            painter.setPen(QPen(QColor(tokens.input_border), 1))
            painter.setBrush(shade(place))
            painter.drawRoundedRect(QRectF(room.left() + 1, room.top() + 2, side - 4, side - 4), 2, 2)
            painter.setPen(QColor(tokens.secondary))
            painter.drawText(room.adjusted(side + 2, 0, 4, 0), int(Qt.AlignmentFlag.AlignVCenter), word)


def _told(one: Rated) -> str:
    if one.counts is None or one.mean is None:
        return f"{one.words} {one.note}"
    said = ", ".join(f"{place}: {count}" for place, count in enumerate(one.counts, 1))
    return _("{statement} Mean {mean}. {ratings}.").format(statement=one.words, mean=said_mean(one.mean), ratings=said)
