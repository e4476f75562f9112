"""Files that are dragged or pasted into the window: what comes, where it may be dropped, and where it would go.

Reads no file and knows no record: the owner says in words what a drop would do, and is told what was dropped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.parts.table import RowsTable

EDGE: Final = 36  # pixels at 100 %: nearer to an edge than this, the list runs on under the drag
SCROLL_MS: Final = 30
STEP: Final = 9
_FILE: Final = "text/uri-list"


@dataclass(frozen=True)
class Incoming:
    """What was dropped, pasted or chosen: paths of files and folders, or one picture without a file."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None

    def __bool__(self) -> bool:
        return bool(self.paths) or self.image is not None


def files_in(mime: QMimeData) -> tuple[Path, ...]:
    """The local files and folders that `mime` names; web addresses are left out."""
    if not mime.hasFormat(_FILE):
        return ()
    found = (_path(url) for url in mime.urls())
    return tuple(dict.fromkeys(path for path in found if path is not None))


def _path(url: QUrl) -> Path | None:
    if not url.isLocalFile():
        return None
    if sys.platform != "win32" and not url.host():
        # toLocalFile() turns bytes that are no UTF-8 into marks that name no file.
        return Path(os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))))
    return Path(url.toLocalFile()) if url.toLocalFile() else None


def incoming(mime: QMimeData | None) -> Incoming:
    """What of a clipboard or a drop can be attached; falsy when nothing can."""
    if mime is None:
        return Incoming()
    if paths := files_in(mime):
        return Incoming(paths)
    if mime.hasImage() and not mime.hasText():  # an office program copies a picture of its text along
        picture = mime.imageData()
        if isinstance(picture, QImage) and not picture.isNull():
            return Incoming(image=picture)
    return Incoming()


class Mark(QWidget):
    """The frame around what a drop would go to, with words that say it; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self.middle = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, place: QRect, words: str, *, middle: bool = False) -> None:
        """Frame `place` of the parent; the words stand at its right end, or in its middle."""
        self.words, self.middle = words, middle
        self.setGeometry(place)
        self.setAccessibleName(words)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QEvent) -> None:
        tokens, painter = theme.tokens(), QPainter(self)
        accent = QColor(tokens.accent)
        veil = QColor(accent)
        veil.setAlpha(28)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(accent, 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.setFont(theme.font("emphasis"))
        metrics = QFontMetrics(painter.font())
        most = max(24, self.width() - theme.px(32))
        shown = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, most)
        height = min(self.height(), metrics.height() + theme.px(8 if self.middle else 2))
        pill = QRect(0, 0, metrics.horizontalAdvance(shown) + theme.px(20), height)
        pill.moveCenter(self.rect().center())
        if not self.middle:
            pill.moveRight(self.width() - theme.px(8))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), shown)


class Dropping(QObject):
    """Lets files be dropped on `place`. `words()` says what a drop would do, '' that nothing may be dropped now."""

    dropped = Signal(object)
    """The Incoming."""
    _place: QWidget | None = None  # of the class: Qt asks the filter once more when its own attributes are gone [seen]

    def __init__(self, place: QWidget, words: Callable[[], str]) -> None:
        super().__init__(place)
        self._place, self._words = place, words
        self.mark = Mark(place)
        place.setAcceptDrops(True)
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._place is None or watched is not self._place:
            return False
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):  # a drop is no move; it comes below
            said = self._words() if files_in(event.mimeData()) else ""
            if not said:
                return self._refuse(event)
            self.mark.show_at(self._place.rect(), said, middle=True)
            _copy(event)
            return True
        if kind == QEvent.Type.DragLeave:
            self.mark.hide()
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.mark.hide()
            found = Incoming(files_in(event.mimeData()))
            if not found or not self._words():
                return self._refuse(event)
            _copy(event)
            self.dropped.emit(found)
            return True
        return False

    def _refuse(self, event: QDropEvent) -> bool:
        self.mark.hide()
        event.ignore()
        return False


class RowDropping(QObject):
    """Lets files be dropped on a row of `table`; near the edges the list runs on.

    `words(row id)` says what a drop on that row would do, '' that it may not be dropped there.
    """

    dropped = Signal(int, object)
    """The id of the row and the Incoming."""

    def __init__(self, table: RowsTable, rows: Callable[[int], int | None], words: Callable[[int], str]) -> None:
        """`rows` gives the id of a row number."""
        super().__init__(table)
        self._table, self._rows, self._words = table, rows, words
        self._port = table.viewport()
        self.mark = Mark(self._port)
        self._height = -1
        self._timer = QTimer(self)
        self._timer.setInterval(SCROLL_MS)
        self._timer.timeout.connect(self._run_on)
        self._port.setAcceptDrops(True)
        self._port.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is not self._port:
            return False
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if not files_in(event.mimeData()):
                return False
            self._height = event.position().toPoint().y()
            self._mark()
            self._timer.start()
            if self.mark.isVisible() or kind == QEvent.Type.DragEnter:
                _copy(event)  # an entering drag is let in anywhere: the row comes with the next move
            else:
                event.ignore()
            return True
        if kind == QEvent.Type.DragLeave:
            self._end()
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._height = event.position().toPoint().y()
            row_id, found = self._under(), Incoming(files_in(event.mimeData()))
            self._end()
            if row_id is None or not found or not self._words(row_id):
                event.ignore()
            else:
                _copy(event)
                self.dropped.emit(row_id, found)
            return True
        return False

    def _under(self) -> int | None:
        row = self._table.rowAt(self._height)
        return self._rows(row) if row >= 0 else None

    def _mark(self) -> None:
        row_id = self._under()
        said = self._words(row_id) if row_id is not None else ""
        if said:
            row = self._table.rowAt(self._height)
            top, height = self._table.rowViewportPosition(row), self._table.rowHeight(row)
            self.mark.show_at(QRect(0, top, self._port.width(), height), said)
        else:
            self.mark.hide()

    def _run_on(self) -> None:
        bar, edge = self._table.verticalScrollBar(), theme.px(EDGE)
        before = bar.value()
        if self._height < edge:
            bar.setValue(before - theme.px(STEP))
        elif self._height > self._port.height() - edge:
            bar.setValue(before + theme.px(STEP))
        if bar.value() != before:
            self._mark()

    def _end(self) -> None:
        self._timer.stop()
        self.mark.hide()


def _copy(event: QDropEvent) -> None:
    """The originals stay where they are, whatever the other program proposes."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
