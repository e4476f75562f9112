"""What stands in place of an empty list: one sentence and a primary button. Knows no domain word."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.parts.labels import PlainLabel


class EmptyState(QWidget):
    """A drawing, a sentence and a button, in the middle. `pressed` is the button's signal."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None, *, drawing: str = "") -> None:
        super().__init__(parent)
        self._drawing = drawing
        self.picture = PlainLabel("", self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = PlainLabel("", self, wrap=True, colour="secondary")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = theme.primary(QPushButton(self))
        self.button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self.picture)
        layout.addWidget(self.sentence)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setAutoFillBackground(False)
        theme.switch.changed.connect(self._draw)
        self._draw()

    def show_as(self, sentence: str, button: str = "", drawing: str = "") -> None:
        """Show `sentence`, and a button when it has a text; `drawing` is an icon name."""
        self.sentence.setText(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._drawing = drawing or self._drawing
        self._draw()

    def _draw(self) -> None:
        if self._drawing:
            ratio = self.devicePixelRatio()
            self.picture.setPixmap(icons.pixmap(self._drawing, theme.tokens().placeholder, theme.px(40), ratio))
        self.picture.setVisible(bool(self._drawing))
