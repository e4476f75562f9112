"""A tile: one number, what it counts, and a press that opens the list behind it. Knows no domain word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.parts.badges import ink_on
from ui.parts.labels import set_tooltip
from ui.parts.numbers import grouped
from ui.parts.shapes import paint_shape

_PAD = 12.0


class NumberTile(QAbstractButton):
    """`label` in the language of the screen; `shape` and `tone` as of a badge, drawn beside the number;
    `hint` below.

    `clicked` comes by mouse, Space and Enter.
    """

    def __init__(
        self,
        label: str,
        value: int | str = 0,
        parent: QWidget | None = None,
        *,
        shape: str = "",
        tone: str = "neutral",
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._shape, self._tone = shape, tone
        self._label, self._value, self._hint = label, value, hint
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.switch.changed.connect(self.updateGeometry)
        self._name()

    def set_value(self, value: int | str, hint: str | None = None, *, tone: str | None = None) -> None:
        """Show another number."""
        self._value = value
        self._hint = self._hint if hint is None else hint
        self._tone = self._tone if tone is None else tone
        self._name()
        self.updateGeometry()
        self.update()

    def set_label(self, label: str) -> None:
        """Say it in another language."""
        self._label = label
        self._name()
        self.updateGeometry()
        self.update()

    def _shown(self) -> str:
        return grouped(self._value) if isinstance(self._value, int) else self._value

    def _name(self) -> None:
        said = f"{self._label}: {self._shown()}" + (f". {self._hint}" if self._hint else "")
        self.setAccessibleName(said)
        set_tooltip(self, said)

    def _heights(self) -> tuple[float, float, float]:
        tile, body, caption = (QFontMetricsF(theme.font(role)).height() for role in ("tile", "body", "caption"))
        return tile, body, caption if self._hint else 0.0

    def sizeHint(self) -> QSize:
        words = max(
            QFontMetricsF(theme.font("body")).horizontalAdvance(self._label),
            QFontMetricsF(theme.font("caption")).horizontalAdvance(self._hint),
            QFontMetricsF(theme.font("tile")).horizontalAdvance(self._shown()) + theme.px(36),
        )
        return QSize(round(max(theme.px(150), words + 2 * _PAD + 2)), round(sum(self._heights()) + 2 * _PAD))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

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
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(tokens.hover if self.underMouse() or self.isDown() else tokens.base))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawRoundedRect(frame, 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 4, 4)
        tile, body, caption = self._heights()
        room = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        left = room.left()
        if self._shape:
            side = 20 * theme.scale()
            fill = tokens.tones[self._tone].fill
            paint_shape(
                painter,
                self._shape,
                QRectF(left, room.top() + (tile - side) / 2, side, side),
                fill,
                ink_on(fill),
            )
            left += side + 8
        painter.setPen(QColor(tokens.text if self.isEnabled() else tokens.disabled))
        self._line(painter, "tile", self._shown(), QRectF(left, room.top(), room.right() - left, tile))
        self._line(painter, "body", self._label, QRectF(room.left(), room.top() + tile, room.width(), body))
        if self._hint:
            painter.setPen(QColor(tokens.secondary))
            self._line(
                painter,
                "caption",
                self._hint,
                QRectF(room.left(), room.top() + tile + body, room.width(), caption),
            )

    @staticmethod
    def _line(painter: QPainter, role: str, text: str, room: QRectF) -> None:
        font = theme.font(role)
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
