"""The statuses of a scorecard as a row of tiles: how many of each; a press narrows the table to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.tiles import NumberTile
from ui.scorecards import looks

_LEAST: Final = 96


class StatusTile(NumberTile):
    """A tile that stays pressed while the table is narrowed to its status."""

    def __init__(self, status: str, parent: QWidget | None = None) -> None:
        shape, tone = looks.LOOKS[status]
        super().__init__(_(looks.SHORT_WORDS[status]), 0, parent, shape=shape, tone=tone)
        self.status = status
        self.setCheckable(True)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        words = QFontMetricsF(theme.font("body")).horizontalAdvance(_(looks.SHORT_WORDS[self.status]))
        return QSize(max(theme.px(_LEAST), round(words) + 26), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.fillRect(QRectF(4, self.height() - 5, self.width() - 8, 3), QColor(theme.tokens().accent))


class Tally(QWidget):
    """`show_counts` fills it; `chosen` carries the status that is wanted alone, or '' for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Statuses"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.tiles = {status: StatusTile(status, self) for status in looks.LOOKS}
        for tile in self.tiles.values():
            row.addWidget(tile, 1)
            tile.clicked.connect(self._pressed)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many commitments have each status."""
        for status, tile in self.tiles.items():
            tile.set_value(counts.get(status, 0))

    def choose(self, status: str) -> None:
        """Mark `status` as the one that is shown alone; '' marks none."""
        for one, tile in self.tiles.items():
            tile.setChecked(one == status)

    def _pressed(self) -> None:
        pressed = self.sender()
        for status, tile in self.tiles.items():
            if tile is pressed:
                self.chosen.emit(status if tile.isChecked() else "")
