"""The one main window of the program: a door or the desk inside, and what is dropped on a door.

Knows its frame; what is inside is put there by others.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from ui.doors.frame import Door

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent

    from ui.window import Window

SIZE = QSize(1280, 800)
FRAME = QSize(8, 40)  # about what a window manager puts around it


class House(QMainWindow):
    """`closing` before it closes, `painted` once; `dropped(path)` when a workspace file or a folder falls on a door."""

    closing = Signal()
    painted = Signal()
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("house")
        self.setMinimumSize(800, 560)
        room = self.screen().availableGeometry().size() - FRAME
        self.resize(SIZE.boundedTo(room))
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self._painted = self._barred = self._asking = False

    def put(self, inside: Door | Window) -> None:
        """Show `inside` alone; what was there before is gone for good."""
        gone = [held for place in range(self.stack.count()) if (held := self.stack.widget(place)) is not None]
        self.stack.addWidget(inside)
        self.stack.setCurrentWidget(inside)
        for widget in gone:
            self.stack.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.setAcceptDrops(isinstance(inside, Door))  # the desk's pages take papers themselves
        if not isinstance(inside, Door):
            self._barred = True
        if self._barred:  # asking for a bar makes it, and the first door has none
            self.menuBar().setVisible(not isinstance(inside, Door))
            self.statusBar().setVisible(not isinstance(inside, Door))

    def to_front(self) -> None:
        """Come to the front, also when minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the status bar Tab goes on where the inside says."""
        inside, focused = self.stack.currentWidget(), QApplication.focusWidget()
        if self._barred and inside and focused and self.statusBar().isAncestorOf(focused) and not self._asking:
            self._asking = True  # the inside asks back when it knows no place: a button that has just gone
            try:
                return inside.focusNextPrevChild(forward)
            finally:
                self._asking = False
        return super().focusNextPrevChild(forward)

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dragged(event):
            _take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _take(event)  # nothing else got in

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dragged(event):
            _take(event)
            QTimer.singleShot(0, lambda: self.dropped.emit(path))  # the other program waits for the end of the drop

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()


def _take(event: QDropEvent) -> None:
    event.setDropAction(Qt.DropAction.CopyAction)  # never moved: a file manager would remove the officer's file
    event.accept()


def _dragged(event: QDropEvent) -> str:
    """The one workspace file or folder that is dragged; '' for anything else."""
    urls = event.mimeData().urls()
    path = urls[0].toLocalFile() if len(urls) == 1 else ""
    from hsdclient import workspace_file  # lazy: nothing is dragged before the first paint

    return path if path and (workspace_file.is_one(path) or os.path.isdir(path)) else ""
