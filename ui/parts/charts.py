"""A horizontal bar chart: every bar is a button with shape, word, value and colour, reached by keyboard.
Draws numbers it is given; a table beside it is the page's matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.badges import ink_on
from ui.parts.labels import set_tooltip
from ui.parts.numbers import grouped
from ui.parts.shapes import paint_shape


@dataclass(frozen=True)
class Bar:
    """One bar: `label` in the language of the screen, `value` not negative, `tone` and `shape` as of a badge
    (""
    draws no shape, tone "" the accent colour), `note` is said after the value."""

    label: str
    value: int
    tone: str = ""
    shape: str = ""
    note: str = ""


class BarButton(QAbstractButton):
    """One bar of a chart. `label_width`, `value_width` (pixels) and `most` (longest value) are the
    chart's."""

    def __init__(self, bar: Bar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = bar
        self.label_width, self.value_width, self.most = 0.0, 0.0, max(1, bar.value)
        self.shaped = bool(bar.shape)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = f"{bar.label}: {grouped(bar.value)}" + (f", {bar.note}" if bar.note else "")
        self.setAccessibleName(said)
        set_tooltip(self, said)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.row_height("default"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.row_height("default"))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("body")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        room = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(room, 4, 4)
        colour = tokens.tones[self.bar.tone].fill if self.bar.tone else tokens.accent
        left, middle, side = 6.0, room.center().y(), min(16 * theme.scale(), room.height() - 8)
        if self.bar.shape:
            paint_shape(painter, self.bar.shape, QRectF(left, middle - side / 2, side, side), colour, ink_on(colour))
        left += side + 6 if self.shaped else 0
        painter.setPen(QColor(tokens.text))
        words = QRectF(left, 0, self.label_width, room.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(words, flags, metrics.elidedText(self.bar.label, Qt.TextElideMode.ElideRight, words.width()))
        track = QRectF(words.right() + 8, middle - 6 * theme.scale(), 0, 12 * theme.scale())
        length = max(0.0, room.right() - self.value_width - 14 - track.left())
        track.setWidth(max(2.0, length * self.bar.value / self.most) if self.bar.value else 0)
        if self.bar.value:
            painter.setPen(QPen(QColor(colour), 1))
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(track, 2, 2)
            if self.bar.shape == "triangle":  # hatched, to stay apart in grey
                hatch = QColor(ink_on(colour))
                hatch.setAlphaF(0.35)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
                painter.drawRoundedRect(track, 2, 2)
        painter.setPen(QColor(tokens.text))
        painter.drawText(
            QRectF(track.left() + track.width() + 8, 0, self.value_width + 4, room.height()),
            flags,
            grouped(self.bar.value),
        )
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 4, 4)


class BarChart(QWidget):
    """Bars one below the other. `clicked(index)` when one is pressed by mouse, Enter or Space."""

    clicked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[BarButton] = []
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        theme.switch.changed.connect(self._measure)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars. The focus stays at the same place."""
        focused = next((i for i, b in enumerate(self._bars) if b.hasFocus()), None)
        for old in self._bars:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._bars = []
        for bar in bars:
            button = BarButton(bar, self)
            button.clicked.connect(self._pressed)
            button.installEventFilter(self)
            self._column.addWidget(button)
            self._bars.append(button)
        self.setAccessibleDescription(", ".join(b.accessibleName() for b in self._bars) or _("No figures yet"))
        self._measure()
        if focused is not None and self._bars:
            self._bars[min(focused, len(self._bars) - 1)].setFocus()

    def bars(self) -> list[BarButton]:
        """The bars shown, in order."""
        return list(self._bars)

    def _measure(self) -> None:
        metrics = QFontMetricsF(theme.font("body"))
        label = max((metrics.horizontalAdvance(b.bar.label) for b in self._bars), default=0.0) + 2
        value = max((metrics.horizontalAdvance(grouped(b.bar.value)) for b in self._bars), default=0.0)
        most = max((b.bar.value for b in self._bars), default=1)
        for button in self._bars:
            button.shaped = any(b.bar.shape for b in self._bars)
            button.label_width = min(label, theme.px(220))
            button.value_width, button.most = value, max(1, most)
            button.updateGeometry()
            button.update()

    def _pressed(self) -> None:
        sender = self.sender()
        for index, button in enumerate(self._bars):
            if button is sender:
                self.clicked.emit(index)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._bars:
            place = self._bars.index(watched)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._bars[max(0, min(len(self._bars) - 1, place + step))].setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.clicked.emit(place)
                return True
        return False
