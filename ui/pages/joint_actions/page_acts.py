"""The acts of the page as buttons and menu lines: their words, icons, keys, and which can be done now.

What they do is the page's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from hsdclient.joint_actions import ActionCard
from hsdclient.words import _
from ui import icons
from ui.parts.menus import menu_of
from ui.record_acts import RecordActs

if TYPE_CHECKING:
    from ui.pages.joint_actions.page import JointActionsPage


class PageActs(RecordActs):
    """`by_name` holds the acts that the window's menu offers too, by their names there; the keys are its own."""

    def __init__(self, page: JointActionsPage, *, writable: bool) -> None:
        super().__init__(page)
        self._page, self._writable = page, writable
        self.new = self.make(_("New joint action"), "add", page.new_action, "Ctrl+N")
        self.new.setIcon(icons.icon("add", "on_accent"))
        self.progress = self.make(_("Add progress"), "edit", page.add_progress, "Ctrl+Shift+P")
        self.attach = self.make(_("Attach…"), "attach", page.evidence.choose, "Ctrl+Shift+A")
        self.paste = self.make(_("Paste as a document…"), "document", page.evidence.paste, "Ctrl+V")
        self.partner = self.make(_("Note what the partner says…"), "people", page.tell_partner, "Ctrl+Shift+N")
        self.release = self.make(_("Release…"), "release", page.open_release, "Ctrl+Shift+L")
        self.withdraw = self.make(_("Withdraw…"), "close", page.withdraw, "Ctrl+Shift+W")
        self.discard = self.make(_("Discard…"), "trash", page.discard, "Del")
        self.recover = self.make(_("Recover"), "recover", page.recover, "Ctrl+Shift+R")
        self.look = self.make(_("Quick look"), "document", page.look, "Space")
        self.export = self.make(_("Export…"), "export", page.exporting.export, "Ctrl+E")
        self.bring = self.make(_("Import…"), "import", page.import_file, "Ctrl+Shift+I")
        self.by_name = {
            "add_progress": self.progress, "attach": self.attach, "paste": self.paste, "partner": self.partner,
            "release": self.release,
            "withdraw": self.withdraw, "discard": self.discard, "recover": self.recover, "look": self.look,
            "copy": self.copy, "columns": self.columns, "export": self.export,
            "fold": self.fold,
        }  # fmt: skip
        self.enable(None)

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

    # -- menus ----------------------------------------------------------------------------------------------

    def more_menu(self) -> QMenu:
        """Columns, export, place of the detail: what is wanted now and then."""
        bringing = [self.bring] if self._writable and not self._page.view.trash else []
        return menu_of(self._page, [*bringing, self.export], [self.columns, self.side, self.fold])

    def context_menu(self) -> QMenu:
        """What can be done with the selected actions."""
        live = [self.progress, self.attach, self.paste, self.partner, self.withdraw, self.discard]
        changing = ([self.recover] if self._page.view.trash else live) if self._writable else []
        return menu_of(self._page, changing, [self.look, self.release, self.copy], [self.export, self.columns])
