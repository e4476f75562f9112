"""One chip: a filter in force that can be changed or taken away by mouse and keyboard. Knows no domain word."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolButton, QWidget

from hsdclient.text import visible
from hsdclient.words import _
from ui import icons, theme
from ui.parts.labels import set_tooltip

_LONGEST_CHIP: Final = 48


class Chip(QToolButton):
    """A filter in force. Pressing it opens its choices; Delete, Backspace or the × takes it away."""

    removed = Signal(str)
    picked = Signal(str)

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        shown = visible(text)
        self.setText((shown if len(shown) <= _LONGEST_CHIP else shown[: _LONGEST_CHIP - 1] + "…").replace("&", "&&"))
        self.setIcon(icons.icon("close", "secondary"))
        self.setIconSize(icons.size(12))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the × stands behind the words
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_look(self, "chip", True)
        set_tooltip(self, _("{filter}: press to change, Delete to remove").format(filter=text))
        self.setAccessibleName(_("Filter {filter}").format(filter=text))
        self.setAccessibleDescription(_("Press to change, Delete to remove"))
        self.clicked.connect(self._pressed)
        self._on_cross = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self._on_cross = place.x() >= self.width() - self.iconSize().width() - theme.px(10)
        super().mousePressEvent(event)

    def _pressed(self) -> None:
        cross, self._on_cross = self._on_cross, False
        (self.removed if cross else self.picked).emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(self.key)
        else:
            super().keyPressEvent(event)
