"""The list of hits: a stretch of them at a time, more when the end comes into view; keyboard first.

Knows hits as they come from the core; asks for more by signal, never looks itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from hsdclient.finding import Hit
from hsdclient.words import _
from ui import theme
from ui.pages.search.drawing import HIT, HitDelegate, go_word, said, title
from ui.parts.empty import EmptyState
from ui.parts.labels import plain_tooltip

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)


class HitsModel(QAbstractListModel):
    """The hits read so far. `more_wanted(first)` asks for the next stretch; answer with `add`."""

    more_wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._more = self._asked = False

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        hit = self.at(index.row())
        if hit is None:
            return None
        if role == HIT:
            return hit
        if role in (_DISPLAY, _ACCESSIBLE):
            return said(hit)
        if role == _TOOLTIP:
            return plain_tooltip("".join(text for text, _marked in title(hit)))
        return None

    def at(self, row: int) -> Hit | None:
        """The hit in `row`, None outside."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def whole(self) -> bool:
        """Whether nothing more can be asked for."""
        return not self._more

    def put(self, hits: Sequence[Hit], *, more: bool) -> None:
        """Show these hits instead of the former ones."""
        self.beginResetModel()
        self._hits, self._more, self._asked = list(hits), more, False
        self.endResetModel()

    def add(self, hits: Sequence[Hit], *, more: bool) -> None:
        """Show these hits after the present ones; one that is shown already is left out."""
        shown = {(hit.noun, hit.key) for hit in self._hits}
        new = [hit for hit in hits if (hit.noun, hit.key) not in shown]
        self._more, self._asked = more and bool(new), False
        if new:
            self.beginInsertRows(QModelIndex(), len(self._hits), len(self._hits) + len(new) - 1)
            self._hits += new
            self.endInsertRows()

    def canFetchMore(self, _parent: _Index) -> bool:
        return self._more and not self._asked

    def fetchMore(self, _parent: _Index) -> None:
        if self.canFetchMore(QModelIndex()):
            self._asked = True
            self.more_wanted.emit(len(self._hits))


class HitList(QListView):
    """`opened(hit)` by Enter or a double click, `current(hit or None)` as one moves, `leave` up to the field."""

    opened = Signal(object)
    current = Signal(object)
    leave = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitsModel(self)
        self.setModel(self.hits)
        self.setItemDelegate(HitDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Search results"))
        self.empty = EmptyState(self.viewport(), drawing="search")
        self.empty.hide()
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentRowChanged.connect(self._moved)
        theme.switch.changed.connect(self._resized)

    def put(self, hits: Sequence[Hit], *, more: bool) -> None:
        """Show these hits; the one that was current stays so when it is among them."""
        kept = self.chosen()
        self.hits.put(hits, more=more)
        self.scrollToTop()
        again = None if kept is None else next(
            (row for row, hit in enumerate(hits) if (hit.noun, hit.key) == (kept.noun, kept.key)), None
        )  # fmt: skip
        if again is not None:
            self.setCurrentIndex(self.hits.index(again))
        elif kept is not None:
            self.current.emit(None)

    def chosen(self) -> Hit | None:
        """The current hit."""
        return self.hits.at(self.currentIndex().row())

    def enter(self) -> bool:
        """Take the keyboard and choose the first hit when none is; False without any."""
        if not self.hits.rowCount():
            return False
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.chosen() is None:
            self.setCurrentIndex(self.hits.index(0))
        return True

    def say_empty(self, sentence: str, button: str = "", drawing: str = "search") -> None:
        """What stands in place of the hits; '' for nothing."""
        if sentence:
            self.empty.show_as(sentence, button, drawing)
            self.empty.setGeometry(self.viewport().rect())
        self.empty.setVisible(bool(sentence))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current.emit(self.hits.at(now.row()))

    def _double_clicked(self, index: QModelIndex) -> None:
        self._open(self.hits.at(index.row()))

    def _open(self, hit: Hit | None) -> None:
        if hit is not None:
            self.opened.emit(hit)

    def _open_current(self) -> None:
        self._open(self.chosen())

    def _resized(self) -> None:
        self.scheduleDelayedItemsLayout()

    def copy(self) -> None:
        """Put the current hit on the clipboard as a line."""
        hit = self.chosen()
        if hit is not None:
            QGuiApplication.clipboard().setText(said(hit))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.currentIndex())  # Qt made the first row current, and chose nothing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self.currentIndex().row() <= 0):
            self.leave.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Letters go on in the field."""
        if search.strip():
            self.typed.emit(search)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place: QPoint = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        hit = self.chosen()
        if hit is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(go_word(hit)).triggered.connect(self._open_current)
            menu.addAction(_("Copy")).triggered.connect(self.copy)
            menu.popup(place)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.empty.setGeometry(self.viewport().rect())
