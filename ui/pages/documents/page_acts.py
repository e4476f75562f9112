"""The acts of the page as buttons and menu lines: their words, icons, keys, and which can be done now.

What they do is told in deeds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from hsdclient.documents import DocumentCard
from hsdclient.words import _
from ui import icons
from ui.parts.menus import menu_of
from ui.record_acts import RecordActs

if TYPE_CHECKING:
    from ui.pages.documents.page import DocumentsPage


class PageActs(RecordActs):
    """`by_name` holds the acts that the window's menu offers too, by their names there; the keys are its own."""

    def __init__(self, page: DocumentsPage, *, writable: bool, administrator: bool) -> None:
        super().__init__(page)
        self._page, self._writable = page, writable
        self._card: DocumentCard | None = None
        deeds = page.deeds
        self.attach = self.make(_("Attach…"), "attach", deeds.attach, "Ctrl+Shift+A")
        self.attach.setIcon(icons.icon("attach", "on_accent"))
        self.add_version = self.make(_("Add a new version…"), "add", deeds.add_version)
        self.link = self.make(_("Link to a record…"), "link", deeds.link, "Ctrl+Shift+K")
        self.open_copy = self.make(_("Open a copy"), "document", deeds.open_copy, "Ctrl+Shift+O")
        self.save_as = self.make(_("Save as…"), "save", deeds.save_as, "Ctrl+Shift+S")
        self.recognise = self.make(_("Recognise text"), "search", deeds.recognise)
        self.release = self.make(_("Release…"), "release", deeds.release, "Ctrl+Shift+L")
        self.discard = self.make(_("Discard…"), "trash", deeds.discard, "Del")
        self.recover = self.make(_("Recover"), "recover", deeds.recover, "Ctrl+Shift+R")
        self.look = self.make(_("Quick look"), "eye", deeds.look, "Space")
        self.register = self.make(_("Print a register…"), "print", deeds.register)
        self.receipt = self.make(_("Print a receipt for transfer…"), "print", deeds.receipt)
        self.verify = self.make(_("Verify the contents…"), "shield", deeds.verify)
        self.sweep = self.make(_("Sweep the trash…"), "trash", deeds.sweep)
        self.export = self.make(_("Export…"), "export", page.exporting.export, "Ctrl+E")
        self.trash = self.make(_("Show the trash"), "trash", page.to_trash)
        self._may_sweep = writable and administrator
        self.sweep.setEnabled(self._may_sweep)
        self.by_name = {
            "attach": self.attach, "add_version": self.add_version, "link": self.link, "open_copy": self.open_copy,
            "save_as": self.save_as, "recognise": self.recognise, "release": self.release, "discard": self.discard,
            "recover": self.recover, "look": self.look, "register": self.register, "receipt": self.receipt,
            "verify_contents": self.verify, "sweep": self.sweep, "columns": self.columns, "copy": self.copy,
            "fold": self.fold, "export": self.export,
        }  # fmt: skip
        self.enable(None)

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

    # -- menus ----------------------------------------------------------------------------------------------------

    def more_menu(self) -> QMenu:
        """Prints, verification, the trash, columns, place of the detail: what is wanted now and then."""
        upkeep = [self.verify, *([self.sweep] if self._may_sweep else []), self.trash]
        prints = [self.export] if self._page.view.trash else [self.export, self.register, self.receipt]
        return menu_of(self._page, prints, upkeep, [self.columns, self.side, self.fold])

    def context_menu(self) -> QMenu:
        """What can be done with the selected documents."""
        if self._page.view.trash:
            return menu_of(self._page, [self.recover] if self._writable else [], [self.look, self.copy])
        changing = [self.link, self.add_version, self.release, self.recognise, self.discard]
        looking = [self.look, self.open_copy, self.save_as]
        prints = [self.register, self.receipt, self.copy]
        return menu_of(self._page, looking, changing if self._writable else [], prints)
