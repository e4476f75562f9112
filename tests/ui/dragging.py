"""A drag of files into the window, as the system would tell it: enter, moves, drop. Qt finds the target itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_HOW = (Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def mime_of(paths: Iterable[Path]) -> QMimeData:
    """What a file manager hands over: addresses, and the paths as text."""
    mime = QMimeData()
    urls = [QUrl.fromLocalFile(str(path)) for path in paths]
    mime.setUrls(urls)
    mime.setText("\n".join(url.toString() for url in urls))
    return mime


class Drag:
    """Files held over `widget`; `taken` tells whether the last event found a place that takes them."""

    def __init__(self, widget: QWidget, mime: QMimeData) -> None:
        self.widget, self.mime = widget, mime
        self.taken = False

    def enter(self, at: QPoint | None = None) -> Drag:
        point = at or self.widget.rect().center()
        event = QDragEnterEvent(point, _HOW[0], self.mime, _HOW[1], _HOW[2])
        event.setDropAction(Qt.DropAction.MoveAction)
        event.ignore()
        QApplication.sendEvent(self.widget, event)
        self.taken = event.isAccepted()
        return self.move(at)

    def move(self, at: QPoint | None = None) -> Drag:
        point = at or self.widget.rect().center()
        event = QDragMoveEvent(point, _HOW[0], self.mime, _HOW[1], _HOW[2])
        event.ignore()
        QApplication.sendEvent(self.widget, event)
        self.taken = event.isAccepted()
        return self

    def leave(self) -> None:
        QApplication.sendEvent(self.widget, QDragLeaveEvent())

    def drop(self, at: QPoint | None = None) -> Qt.DropAction:
        """Let go; what the other program is told was done with its files."""
        point = QPointF(at or self.widget.rect().center())
        event = QDropEvent(point, _HOW[0], self.mime, _HOW[1], _HOW[2])
        event.setDropAction(Qt.DropAction.MoveAction)
        event.ignore()
        QApplication.sendEvent(self.widget, event)
        self.taken = event.isAccepted()
        return event.dropAction()


def dropped(widget: QWidget, paths: Iterable[Path], at: QPoint | None = None) -> Drag:
    """Drag `paths` onto `widget` and let go."""
    drag = Drag(widget, mime_of(paths)).enter(at)
    drag.drop(at)
    return drag
