"""Menus made of the page's acts, in groups with a line between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


def menu_of(parent: QWidget, *groups: Sequence[QAction]) -> QMenu:
    """A menu of `groups`, empty ones left out; it deletes itself when closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in filter(None, groups):
        if menu.actions():
            menu.addSeparator()
        menu.addActions(list(group))
    return menu
