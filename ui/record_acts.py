"""The acts that every page with a list has: columns, rows copied, more, where the detail stands; how an act is made.

What the others do is the page's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from hsdclient.words import _
from ui import icons
from ui.parts.labels import set_tooltip

if TYPE_CHECKING:
    from ui.record_page import RecordPage


def make_act(
    owner: QWidget, words: str, drawing: str, what: Callable[[], None], keys: str = "", *, own: bool = False
) -> QAction:
    """An act of a page; `own` keys are held by the page itself, the others by the window's menu or the list."""
    action = QAction(words, owner)
    action.setIcon(icons.icon(drawing))
    set_tooltip(action, f"{words} ({keys})" if keys else words)
    if own and keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        owner.addAction(action)
    action.triggered.connect(what)
    return action


class RecordActs(QObject):
    """`by_name` holds the acts that the window's menu offers too, by their names there; the keys are its own."""

    by_name: dict[str, QAction]

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._over = page
        self.columns = self.make(_("Columns"), "columns", self.choose_columns, "Ctrl+Shift+C")
        self.copy = self.make(_("Copy rows"), "copy", self._copy_rows, "Ctrl+C")
        self.more = self.make(_("More"), "more", self._show_more)
        self.side = self.make(_("Detail below"), "pane-bottom", page.toggle_side)
        self.fold = self.make(_("Show or hide the detail"), "pane-right", page.fold_detail, "Ctrl+Shift+D")

    def make(self, words: str, drawing: str, what: Callable[[], None], keys: str = "") -> QAction:
        """An act whose keys, if it has any, are held by the window's menu or the list."""
        return make_act(self._over, words, drawing, what, keys)

    def name_side(self, *, right: bool) -> None:
        """Name the act that moves the detail, which stands at the right now or below."""
        self.side.setText(_("Detail below") if right else _("Detail beside"))
        self.side.setIcon(icons.icon("pane-bottom" if right else "pane-right"))
        set_tooltip(self.side, self.side.text())

    # -- menus ----------------------------------------------------------------------------------------------------

    def more_menu(self) -> QMenu:
        """What is wanted now and then."""
        raise NotImplementedError

    def context_menu(self) -> QMenu:
        """What can be done with the chosen records."""
        raise NotImplementedError

    def menu_at(self, place: QPoint) -> None:
        """Show the context menu at a point of the screen."""
        self.context_menu().popup(place)

    def choose_columns(self) -> None:
        """Show the menu of columns at the top of the list."""
        table = self._over.listing.table
        menu = table.columns.menu(self._over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(table.mapToGlobal(QPoint(0, 0)))

    def _copy_rows(self) -> None:
        self._over.listing.table.copy()

    def _show_more(self) -> None:
        buttons = self._over.header.buttons()
        button = next(button for button in buttons if button.text().startswith(self.more.text()))
        self.more_menu().popup(button.mapToGlobal(QPoint(0, button.height())))
