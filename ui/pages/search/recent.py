"""The last questions, offered while nothing is asked.

Shows texts and says which was chosen; keeps nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient.text import visible
from hsdclient.words import _
from ui import icons, theme
from ui.parts.labels import Caption, set_tooltip

_LONGEST = 60


class Recent(QWidget):
    """Lies over an empty list. `chosen(text)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self.heading = Caption(_("Type a word, or ask again:"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(2)
        self._column.addWidget(self.heading)
        self._column.addStretch(1)
        parent.installEventFilter(self)
        self.hide()

    def offer(self, texts: Sequence[str]) -> None:
        """Show these questions, the newest first."""
        for old in self.buttons:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = []
        for text in texts:
            shown = visible(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
            button = QPushButton(icons.icon("clock", "secondary"), shown.replace("&", "&&"))
            theme.set_look(button, "flat", True)
            button.setProperty("asked", text)
            button.setAccessibleName(_("Search again: {text}").format(text=text))
            set_tooltip(button, text)
            button.clicked.connect(self._pressed)
            self._column.insertWidget(1 + len(self.buttons), button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()

    def enter(self) -> bool:
        """Take the keyboard; False when nothing is offered."""
        if not self.isVisible() or not self.buttons:
            return False
        self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.chosen.emit(button.property("asked"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        parent = self.parentWidget()
        if parent is not None and watched is parent and event.type() == QEvent.Type.Resize:
            self.setGeometry(parent.rect())
        return super().eventFilter(watched, event)
