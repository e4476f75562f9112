"""What a screen reader would find without a name: a walk over every widget of a window.

Knows no page.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QWidget,
)


def nameless(root: QWidget) -> list[str]:
    """Visible widgets of `root` that take the keyboard or tell a state, and have no accessible name: class and path."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisibleTo(root) and _speaks(widget) and not _name(widget).strip():
            found.append(_path(widget, root))
    return found


def _speaks(widget: QWidget) -> bool:
    if isinstance(widget, (QHeaderView, QScrollBar)) or widget.objectName().startswith("qt_"):
        return False
    if isinstance(widget, QLineEdit) and isinstance(widget.parent(), (QComboBox, QAbstractSpinBox)):
        return False
    if isinstance(widget, (QAbstractItemView, QProgressBar)):
        return True
    # A scroll area takes the focus only to be scrolled; its content speaks.
    focusable = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    return focusable and widget.focusProxy() is None and not widget.inherits("QScrollArea")


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    told = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return told or widget.accessibleName()


def _path(widget: QWidget, root: QWidget) -> str:
    names = []
    step: QWidget | None = widget
    while step is not None and step is not root:
        names.append(type(step).__name__ + (f"#{step.objectName()}" if step.objectName() else ""))
        step = step.parentWidget()
    return " < ".join(names) or type(root).__name__
