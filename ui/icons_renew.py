"""After a change of theme: every icon shown anywhere is replaced by the same one in the new colours.

Knows which classes of Qt keep icons; loaded when the theme changes.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QListWidget, QTabBar, QTreeWidget
from PySide6.QtWidgets import QTreeWidgetItemIterator as _TreeItems

from ui.icons import again


def renew_all() -> None:
    """Put the icons of the theme in force in place of the old ones, wherever Qt keeps a copy."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    for widget in app.allWidgets():
        for action in widget.actions():
            _renew_holder(action)
        if isinstance(widget, QAbstractButton):
            _renew_holder(widget)
        elif isinstance(widget, QComboBox):
            for row in range(widget.count()):
                if (new := again(widget.itemIcon(row))) is not None:
                    widget.setItemIcon(row, new)
        elif isinstance(widget, QTabBar):
            for row in range(widget.count()):
                if (new := again(widget.tabIcon(row))) is not None:
                    widget.setTabIcon(row, new)
        elif isinstance(widget, QListWidget):
            for row in range(widget.count()):
                if (new := again(widget.item(row).icon())) is not None:
                    widget.item(row).setIcon(new)
        elif isinstance(widget, QTreeWidget):
            _renew_tree(widget)
        for action in widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
            _renew_holder(action)


def _renew_holder(holder: QAction | QAbstractButton) -> None:
    if not holder.icon().isNull() and (new := again(holder.icon())) is not None:
        holder.setIcon(new)


def _renew_tree(tree: QTreeWidget) -> None:
    walk = _TreeItems(tree)
    while (item := walk.value()) is not None:
        for column in range(tree.columnCount()):
            if (new := again(item.icon(column))) is not None:
                item.setIcon(column, new)
        walk += 1
