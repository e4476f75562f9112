"""The acts of the page as buttons and menu lines: their words, icons, keys, and which can be done now.

What they do is the page's, or the noun's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from hsdclient.words import _
from ui import icons
from ui.parts.labels import set_tooltip
from ui.parts.menus import menu_of

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage


def make_act(
    page: LedgerPage, words: str, drawing: str, what: Callable[[], None], keys: str = "", *, own: bool = False
) -> QAction:
    """An act of `page`; `own` keys are held by the page itself, the others by the window's menu or the list."""
    action = QAction(words, page)
    action.setIcon(icons.icon(drawing))
    set_tooltip(action, f"{words} ({keys})" if keys else words)
    if own and keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        page.addAction(action)
    action.triggered.connect(what)
    return action


class PageActs(QObject):
    """`by_name` holds the acts that the window's menu offers too, by their names there; the keys are its own."""

    def __init__(self, page: LedgerPage) -> None:
        super().__init__(page)
        self._page = page
        self._writable = page.detail.desk.writable
        self._card: Any = None
        shape = page.shape
        self.new = self._make(_(shape.words.new), "add", self._new, "Ctrl+N")
        self.new.setIcon(icons.icon("add", "on_accent"))
        self.attach = self._make(_("Attach…"), "attach", page.evidence.choose, "Ctrl+Shift+A")
        self.paste = self._make(_("Paste as a document…"), "document", page.evidence.paste, "Ctrl+V")
        self.release = self._make(_("Release…"), "release", self._open_release, "Ctrl+Shift+L")
        self.discard = self._make(_("Discard…"), "trash", page.discard, "Del")
        self.recover = self._make(_("Recover"), "recover", page.recover, "Ctrl+Shift+R")
        self.trash = self._make(_("Show the trash"), "trash", page.to_trash)
        self.columns = self._make(_("Columns"), "columns", self.choose_columns, "Ctrl+Shift+C")
        self.copy = self._make(_("Copy rows"), "copy", self._copy_rows, "Ctrl+C")
        self.more = self._make(_("More"), "more", self._show_more)
        self.side = self._make(_("Detail below"), "pane-bottom", page.toggle_side)
        self.fold = self._make(_("Show or hide the detail"), "pane-right", page.fold_detail, "Ctrl+Shift+D")
        self.proves = "documents" in page.detail.keys
        self.by_name = {
            "attach": self.attach, "paste": self.paste, "release": self.release, "discard": self.discard,
            "recover": self.recover, "copy": self.copy, "columns": self.columns, "fold": self.fold,
        }  # fmt: skip
        self.own = list(shape.acts(page))
        self.own_more = list(shape.more_acts(page))
        self.by_name |= shape.named_acts()
        self.enable(None)

    def _make(self, words: str, drawing: str, what: Callable[[], None], keys: str = "") -> QAction:
        return make_act(self._page, words, drawing, what, keys)

    def _new(self) -> None:
        self._page.new_record()

    def _open_release(self) -> None:
        self._page.open_tab("release")

    def arrange(self) -> None:
        """Put the buttons of the view into the page's header."""
        trash = self._page.trash
        self.trash.setText(_("Back to the list") if trash else _("Show the trash"))
        self.trash.setIcon(icons.icon(self._page.shape.drawing if trash else "trash"))
        if trash:
            changing = [self.recover] if self._writable else []
            self._page.header.set_actions([*changing, self.trash, self.more])
            return
        attaching = [self.attach] if self.proves else []
        changing = [*self.own, *attaching, self.discard] if self._writable else []
        self._page.header.set_actions([*changing, self.more], self.new if self._writable else None)

    def enable(self, card: Any) -> None:
        """Say which acts can be done with `card` and the selection."""
        self._card = card
        shape = self._page.shape
        there = card is not None
        live = there and not shape.discarded(card) and self._writable
        self.new.setEnabled(self._writable)
        for action in (self.attach, self.paste):
            action.setEnabled(live and self.proves)
        self.discard.setEnabled(live)
        self.release.setEnabled(there and not shape.discarded(card) and "release" in self._page.detail.keys)
        self.recover.setEnabled(there and shape.discarded(card) and self._writable)
        self.copy.setEnabled(there)
        shape.enable(self._page, card)

    def selection_changed(self) -> None:
        """More or fewer records are chosen."""
        self.enable(self._card)

    def name_side(self, *, right: bool) -> None:
        """Name the act that moves the detail, which stands at the right now or below."""
        self.side.setText(_("Detail below") if right else _("Detail beside"))
        self.side.setIcon(icons.icon("pane-bottom" if right else "pane-right"))
        set_tooltip(self.side, self.side.text())

    # -- menus ----------------------------------------------------------------------------------------------------

    def more_menu(self) -> QMenu:
        """The trash, columns, place of the detail, and what the noun wants now and then."""
        own = [] if self._page.trash else self.own_more
        return menu_of(self._page, own, [self.trash], [self.columns, self.side, self.fold])

    def context_menu(self) -> QMenu:
        """What can be done with the chosen records."""
        if self._page.trash:
            return menu_of(self._page, [self.recover] if self._writable else [], [self.copy])
        attaching = [self.attach, self.paste] if self.proves else []
        changing = [*self.own, *attaching, self.discard] if self._writable else []
        return menu_of(self._page, changing, [self.release, self.copy], [self.columns])

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
