"""A layout that sets its items beside one another and goes on in the next line when the width is used up.

Knows no item by name.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Items left to right (right to left where the language is), lines top to bottom; gaps in pixels.

    Give it to a widget of its own (`flowing`): a layout that is put into another one loses its Python half [seen].
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put `widget` before the item at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inside = self._place(QRect(0, 0, width - margins.left() - margins.right(), 0), move=False)
        return inside + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay out in `rect`, each line's items on one middle; returns the height used."""
        y, line, x = rect.y(), list[tuple[QLayoutItem, QRect]](), rect.x()
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().expandedTo(item.minimumSize())
            width = min(size.width(), rect.width())
            if line and x + width > rect.x() + rect.width():
                y += self._finish(line, y, move=move) + self._gap
                line, x = [], rect.x()
            line.append((item, QRect(x, y, width, size.height())))
            x += width + self._gap
        return y + self._finish(line, y, move=move) - rect.y()

    @staticmethod
    def _finish(line: list[tuple[QLayoutItem, QRect]], y: int, *, move: bool) -> int:
        height = max((place.height() for _item, place in line), default=0)
        if move:
            for item, place in line:
                place.moveTop(y + (height - place.height()) // 2)
                item.setGeometry(place)
        return height


def flowing(*widgets: QWidget, gap: int = 4) -> QWidget:
    """A widget that holds `widgets` in a flow."""
    holder = QWidget()
    flow = FlowLayout(holder, gap)
    for widget in widgets:
        flow.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
