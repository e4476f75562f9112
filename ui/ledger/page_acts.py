"""The acts of the page as buttons and menu lines: their words, icons, keys, and which can be done now.

What they do is the page's, or the noun's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from hsdclient.words import _
from ui import icons
from ui.parts.menus import menu_of
from ui.record_acts import RecordActs

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage


class PageActs(RecordActs):
    """`by_name` holds the acts that the window's menu offers too, by their names there; the keys are its own."""

    def __init__(self, page: LedgerPage) -> None:
        super().__init__(page)
        self._page = page
        self._writable = page.detail.desk.writable
        self._card: Any = None
        shape = page.shape
        self.new = self.make(_(shape.words.new), "add", self._new, "Ctrl+N")
        self.new.setIcon(icons.icon("add", "on_accent"))
        self.attach = self.make(_("Attach…"), "attach", page.evidence.choose, "Ctrl+Shift+A")
        self.paste = self.make(_("Paste as a document…"), "document", page.evidence.paste, "Ctrl+V")
        self.release = self.make(_("Release…"), "release", self._open_release, "Ctrl+Shift+L")
        self.discard = self.make(_("Discard…"), "trash", page.discard, "Del")
        self.recover = self.make(_("Recover"), "recover", page.recover, "Ctrl+Shift+R")
        self.export = self.make(_("Export…"), "export", page.exporting.export, "Ctrl+E")
        self.trash = self.make(_("Show the trash"), "trash", page.to_trash)
        self.proves = "documents" in page.detail.keys
        self.by_name = {
            "attach": self.attach, "paste": self.paste, "release": self.release, "discard": self.discard,
            "recover": self.recover, "copy": self.copy, "columns": self.columns, "fold": self.fold,
            "export": self.export,
        }  # fmt: skip
        self.own = list(shape.acts(page))
        self.own_more = list(shape.more_acts(page))
        self.by_name |= shape.named_acts()
        self.enable(None)

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

    # -- menus ----------------------------------------------------------------------------------------------------

    def more_menu(self) -> QMenu:
        """The trash, columns, place of the detail, and what the noun wants now and then."""
        own = [] if self._page.trash else self.own_more
        return menu_of(self._page, own, [self.export, self.trash], [self.columns, self.side, self.fold])

    def context_menu(self) -> QMenu:
        """What can be done with the chosen records."""
        if self._page.trash:
            return menu_of(self._page, [self.recover] if self._writable else [], [self.copy])
        attaching = [self.attach, self.paste] if self.proves else []
        changing = [*self.own, *attaching, self.discard] if self._writable else []
        return menu_of(self._page, changing, [self.release, self.copy], [self.columns])
