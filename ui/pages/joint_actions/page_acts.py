"""The acts of the page as buttons and menu lines: their words, icons, keys, and which can be done now.

What they do is the page's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from hsdclient.joint_actions import ActionCard
from hsdclient.words import _
from ui import icons
from ui.parts.labels import set_tooltip
from ui.parts.menus import menu_of

if TYPE_CHECKING:
    from ui.pages.joint_actions.page import JointActionsPage


class PageActs(QObject):
    """`by_name` holds the acts that the window's menu offers too, by their names there; the keys are its own."""

    def __init__(self, page: JointActionsPage, *, writable: bool) -> None:
        super().__init__(page)
        self._page, self._writable = page, writable
        self.new = self._act(_("New joint action"), "add", page.new_action, "Ctrl+N")
        self.new.setIcon(icons.icon("add", "on_accent"))
        self.progress = self._act(_("Add progress"), "edit", page.add_progress, "Ctrl+Shift+P")
        self.attach = self._act(_("Attach…"), "attach", page.evidence.choose, "Ctrl+Shift+A")
        self.paste = self._act(_("Paste as a document…"), "document", page.evidence.paste, "Ctrl+V")
        self.partner = self._act(_("Note what the partner says…"), "people", page.tell_partner, "Ctrl+Shift+N")
        self.release = self._act(_("Release…"), "release", page.open_release, "Ctrl+Shift+L")
        self.withdraw = self._act(_("Withdraw…"), "close", page.withdraw, "Ctrl+Shift+W")
        self.discard = self._act(_("Discard…"), "trash", page.discard, "Del")
        self.recover = self._act(_("Recover"), "recover", page.recover, "Ctrl+Shift+R")
        self.look = self._act(_("Quick look"), "document", page.look, "Space")
        self.columns = self._act(_("Columns"), "columns", self.choose_columns, "Ctrl+Shift+C")
        self.export = self._act(_("Export list…"), "export", page.exporting.export, "Ctrl+Shift+E")
        self.copy = self._act(_("Copy rows"), "copy", self._copy_rows, "Ctrl+C")
        self.more = self._act(_("More"), "more", self._show_more)
        self.side = self._act(_("Detail below"), "pane-bottom", page.toggle_side)
        self.fold = self._act(_("Show or hide the detail"), "pane-right", page.fold_detail, "Ctrl+Shift+D")
        self.by_name = {
            "add_progress": self.progress, "attach": self.attach, "paste": self.paste, "partner": self.partner,
            "release": self.release,
            "withdraw": self.withdraw, "discard": self.discard, "recover": self.recover, "look": self.look,
            "copy": self.copy, "columns": self.columns, "export": self.export,
            "fold": self.fold,
        }  # fmt: skip
        self.enable(None)

    def _act(self, words: str, drawing: str, what: Callable[[], None], keys: str = "") -> QAction:
        action = QAction(words, self._page)
        action.setIcon(icons.icon(drawing))
        set_tooltip(action, f"{words} ({keys})" if keys else words)
        action.triggered.connect(what)
        return action

    def arrange(self) -> None:
        """Put the buttons of the view into the page's header."""
        trash = self._page.view.trash
        shown = [self.recover] if trash else [self.progress, self.attach, self.withdraw, self.discard]
        may_add = self._writable and not trash
        self._page.header.set_actions([*(shown if self._writable else []), self.more], self.new if may_add else None)

    def enable(self, card: ActionCard | None) -> None:
        """Say which acts can be done with `card`."""
        live = card is not None and not card.discarded and self._writable
        for action in (self.progress, self.attach, self.paste, self.partner, self.withdraw, self.discard):
            action.setEnabled(live)
        self.recover.setEnabled(card is not None and card.discarded and self._writable)
        for action in (self.release, self.look, self.copy):
            action.setEnabled(card is not None)

    def name_side(self, *, right: bool) -> None:
        """Name the act that moves the detail, which stands at the right now or below."""
        self.side.setText(_("Detail below") if right else _("Detail beside"))
        self.side.setIcon(icons.icon("pane-bottom" if right else "pane-right"))
        set_tooltip(self.side, self.side.text())

    # -- menus ----------------------------------------------------------------------------------------------

    def more_menu(self) -> QMenu:
        """Columns, export, place of the detail: what is wanted now and then."""
        return menu_of(self._page, [self.columns, self.export, self.side, self.fold])

    def context_menu(self) -> QMenu:
        """What can be done with the selected actions."""
        live = [self.progress, self.attach, self.paste, self.partner, self.withdraw, self.discard]
        changing = ([self.recover] if self._page.view.trash else live) if self._writable else []
        return menu_of(self._page, changing, [self.look, self.release, self.copy], [self.export, self.columns])

    def menu_at(self, place: QPoint) -> None:
        """Show the context menu at a point of the screen."""
        self.context_menu().popup(place)

    def choose_columns(self) -> None:
        """Show the menu of columns at the top of the list."""
        table = self._page.listing.table
        menu = table.columns.menu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(table.mapToGlobal(QPoint(0, 0)))

    def _copy_rows(self) -> None:
        self._page.listing.table.copy()

    def _show_more(self) -> None:
        buttons = self._page.header.buttons()
        button = next(button for button in buttons if button.text().startswith(self.more.text()))
        self.more_menu().popup(button.mapToGlobal(QPoint(0, button.height())))
