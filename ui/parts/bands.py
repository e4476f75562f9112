"""A band across the window: one line that says what kind of place this is. Knows no place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import theme
from ui.parts.labels import PlainLabel


class Band(QFrame):
    """One line in the colours of `tone` (green, amber, red, blue, none or neutral)."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self._words = PlainLabel("", role="emphasis", colour=f"tone:{tone}")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 12, 3)
        line.addWidget(self._words)
        theme.switch.changed.connect(self._dress)
        self._dress()

    def setText(self, text: str) -> None:
        """Say `text` across the window."""
        self._words.setText(text)

    def _dress(self) -> None:
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.tokens().tones[self._tone].chip)
        self.setPalette(palette)
