"""Pairs of bars: the same measure of two parties one below the other, with words and values; told apart in grey too.

Draws numbers it is given and says them; knows neither the parties nor the measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hsdclient.text import visible
from ui import theme

_THICK, _SPACE, _PAD = 14.0, 4.0, 4.0


@dataclass(frozen=True)
class Pair:
    """One measure in the language of the screen; `parts` are (party, length, value as it is written) of both."""

    words: str
    parts: tuple[tuple[str, float, str], ...]


class PairedBars(QWidget):
    """The measures one below the other; each is drawn to its own scale."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: tuple[Pair, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.switch.changed.connect(self._measure)

    def set_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these measures."""
        self._pairs = tuple(pairs)
        said = (f"{one.words}: " + ", ".join(f"{party} {value}" for party, _n, value in one.parts) for one in pairs)
        self.setAccessibleDescription(". ".join(said))
        self._measure()

    def pairs(self) -> tuple[Pair, ...]:
        """The measures shown."""
        return self._pairs

    def _measure(self) -> None:
        self.setFixedHeight(round(sum(self._height(one) for one in self._pairs) + 2 * _PAD))
        self.update()

    def _line(self) -> float:
        return max(QFontMetricsF(theme.font("body")).height(), _THICK * theme.scale()) + _SPACE

    def _height(self, one: Pair) -> float:
        return QFontMetricsF(theme.font("emphasis")).height() + _SPACE + len(one.parts) * self._line() + 10

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(theme.font("body"))
        everything = [part for one in self._pairs for part in one.parts]
        label = max((metrics.horizontalAdvance(visible(party)) for party, _n, _v in everything), default=0.0) + 12
        value = max((metrics.horizontalAdvance(text) for _p, _n, text in everything), default=0.0) + 12
        top = _PAD
        for one in self._pairs:
            painter.setFont(theme.font("emphasis"))
            painter.setPen(QColor(tokens.text))
            height = QFontMetricsF(theme.font("emphasis")).height()
            painter.drawText(QRectF(_PAD, top, self.width() - 2 * _PAD, height), one.words)
            top += height + _SPACE
            most = max((length for _p, length, _v in one.parts), default=0.0)
            for place, (party, length, text) in enumerate(one.parts):
                self._paint_part(painter, place, (party, length / most if most else 0.0, text), top, label, value)
                top += self._line()
            top += 10
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_part(
        self, painter: QPainter, place: int, part: tuple[str, float, str], top: float, label: float, value: float
    ) -> None:
        tokens = theme.tokens()
        party, share, text = part
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setFont(theme.font("body"))
        painter.setPen(QColor(tokens.text))
        room = self._line() - _SPACE
        painter.drawText(QRectF(_PAD, top, label, room), flags, visible(party))
        thick = _THICK * theme.scale()
        longest = max(self.width() - 2 * _PAD - label - value, 10.0)
        bar = QRectF(_PAD + label, top + (room - thick) / 2, max(longest * share, 2.0 if share else 0.0), thick)
        if share:
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(QColor(tokens.accent) if not place else QColor(tokens.base))
            painter.drawRoundedRect(bar, 2, 2)
            if place:  # hatched, to stay apart from the first one without its colour
                painter.setBrush(QBrush(QColor(tokens.accent), Qt.BrushStyle.BDiagPattern))
                painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(bar.right() + 8, top, value, room), flags, text)
