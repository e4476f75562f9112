"""The acts of the page as buttons and menu lines: their words, icons, keys, and which can be done now.

What they do is told in deeds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from hsdclient.documents import DocumentCard
from hsdclient.words import _
from ui import icons
from ui.parts.labels import set_tooltip
from ui.parts.menus import menu_of

if TYPE_CHECKING:
    from ui.pages.documents.page import DocumentsPage


class PageActs(QObject):
    """`by_name` holds the acts that the window's menu offers too, by their names there; the keys are its own."""

    def __init__(self, page: DocumentsPage, *, writable: bool, administrator: bool) -> None:
        super().__init__(page)
        self._page, self._writable = page, writable
        self._card: DocumentCard | None = None
        deeds = page.deeds
        self.attach = self._act(_("Attach…"), "attach", deeds.attach, "Ctrl+Shift+A")
        self.attach.setIcon(icons.icon("attach", "on_accent"))
        self.add_version = self._act(_("Add a new version…"), "add", deeds.add_version)
        self.link = self._act(_("Link to a record…"), "link", deeds.link, "Ctrl+Shift+K")
        self.open_copy = self._act(_("Open a copy"), "document", deeds.open_copy, "Ctrl+Shift+O")
        self.save_as = self._act(_("Save as…"), "save", deeds.save_as, "Ctrl+Shift+S")
        self.recognise = self._act(_("Recognise text"), "search", deeds.recognise)
        self.release = self._act(_("Release…"), "release", deeds.release, "Ctrl+Shift+L")
        self.discard = self._act(_("Discard…"), "trash", deeds.discard, "Del")
        self.recover = self._act(_("Recover"), "recover", deeds.recover, "Ctrl+Shift+R")
        self.look = self._act(_("Quick look"), "eye", deeds.look, "Space")
        self.register = self._act(_("Print a register…"), "print", deeds.register)
        self.receipt = self._act(_("Print a receipt for transfer…"), "print", deeds.receipt)
        self.verify = self._act(_("Verify the contents…"), "shield", deeds.verify)
        self.sweep = self._act(_("Sweep the trash…"), "trash", deeds.sweep)
        self.trash = self._act(_("Show the trash"), "trash", page.to_trash)
        self.columns = self._act(_("Columns"), "columns", self.choose_columns, "Ctrl+Shift+C")
        self.copy = self._act(_("Copy rows"), "copy", self._copy_rows, "Ctrl+C")
        self.more = self._act(_("More"), "more", self._show_more)
        self.side = self._act(_("Detail below"), "pane-bottom", page.toggle_side)
        self.fold = self._act(_("Show or hide the detail"), "pane-right", page.fold_detail, "Ctrl+Shift+D")
        self._may_sweep = writable and administrator
        self.sweep.setEnabled(self._may_sweep)
        self.by_name = {
            "attach": self.attach, "add_version": self.add_version, "link": self.link, "open_copy": self.open_copy,
            "save_as": self.save_as, "recognise": self.recognise, "release": self.release, "discard": self.discard,
            "recover": self.recover, "look": self.look, "register": self.register, "receipt": self.receipt,
            "verify_contents": self.verify, "sweep": self.sweep, "columns": self.columns, "copy": self.copy,
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
        self.trash.setText(_("Back to the documents") if trash else _("Show the trash"))
        self.trash.setIcon(icons.icon("document" if trash else "trash"))
        if trash:
            changing = [self.recover, *([self.sweep] if self._may_sweep else [])] if self._writable else []
            self._page.header.set_actions([*changing, self.more])
        else:
            changing = [self.link, self.discard] if self._writable else []
            shown = [self.open_copy, self.save_as, *changing, self.more]
            self._page.header.set_actions(shown, self.attach if self._writable else None)

    def enable(self, card: DocumentCard | None) -> None:
        """Say which acts can be done with `card` and the selection."""
        self._card = card
        row = card.row if card is not None else None
        live = row is not None and not row.discarded and self._writable
        one = len(self._selected()) <= 1
        self.attach.setEnabled(self._writable)
        for action in (self.link, self.release, self.discard):
            action.setEnabled(live)
        self.release.setEnabled(row is not None and not row.discarded)
        self.add_version.setEnabled(live and one)
        self.recognise.setEnabled(live and row is not None and row.text_state == "scanned")
        self.recover.setEnabled(row is not None and row.discarded and not row.swept and self._writable)
        for action in (self.open_copy, self.save_as):
            action.setEnabled(row is not None and not row.swept and one)
        for action in (self.look, self.copy, self.receipt):
            action.setEnabled(row is not None)
        self.receipt.setEnabled(row is not None and not row.discarded)

    def _selected(self) -> list[int]:
        page = self._page
        return page.listing.selected() if page.stack.count() else []

    def selection_changed(self) -> None:
        """More or fewer documents are selected."""
        self.enable(self._card)

    def name_side(self, *, right: bool) -> None:
        """Name the act that moves the detail, which stands at the right now or below."""
        self.side.setText(_("Detail below") if right else _("Detail beside"))
        self.side.setIcon(icons.icon("pane-bottom" if right else "pane-right"))
        set_tooltip(self.side, self.side.text())

    # -- menus ----------------------------------------------------------------------------------------------------

    def more_menu(self) -> QMenu:
        """Prints, verification, the trash, columns, place of the detail: what is wanted now and then."""
        upkeep = [self.verify, *([self.sweep] if self._may_sweep else []), self.trash]
        prints = [] if self._page.view.trash else [self.register, self.receipt]
        return menu_of(self._page, prints, upkeep, [self.columns, self.side, self.fold])

    def context_menu(self) -> QMenu:
        """What can be done with the selected documents."""
        if self._page.view.trash:
            return menu_of(self._page, [self.recover] if self._writable else [], [self.look, self.copy])
        changing = [self.link, self.add_version, self.release, self.recognise, self.discard]
        looking = [self.look, self.open_copy, self.save_as]
        prints = [self.register, self.receipt, self.copy]
        return menu_of(self._page, looking, changing if self._writable else [], prints)

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
