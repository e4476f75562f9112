"""Enter presses the button that has the keyboard, as Space does, in every window of the program.

Listens to the windows alone, not to every event of the program; knows no page.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class EnterPresses(QObject):
    """Lives as long as the program. Qt gives Enter to a button only where a dialog's default button is meant."""

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app.focusWindowChanged.connect(self._window)
        self._window(app.focusWindow())

    def _window(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in _ENTER or event.modifiers() not in _PLAIN:
            return False
        button = QApplication.focusWidget()
        if not isinstance(button, QPushButton | QToolButton) or QApplication.activePopupWidget() is not None:
            return False
        if not event.isAutoRepeat():
            button.click()
        return True
