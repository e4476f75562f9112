"""Attaching from this page: files dropped on a row or on the detail, pasted, or chosen; all lead to one dialog.

Reads the action that is meant and names it; describing and attaching are the papers' rooms.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hsdclient import joint_actions, view_states
from hsdclient.joint_actions import ActionCard
from hsdclient.words import _
from ui.pages.joint_actions.listing import ActionList
from ui.papers.dropping import Dropping, Incoming, RowDropping, incoming

if TYPE_CHECKING:
    from ui.pages.joint_actions.page import JointActionsPage
    from ui.papers.attach_dialog import AttachDialog


class EvidenceActs(QObject):
    """`dialog` is the one opened last, while it is open."""

    def __init__(self, page: JointActionsPage) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.detail.desk
        self.dialog: AttachDialog | None = None
        detail = page.detail
        self._drops = Dropping(detail, self._drop_words)
        self._drops.dropped.connect(self._dropped)
        detail.attach_wanted.connect(self.choose)
        detail.entry_attach_wanted.connect(self._choose_for_entry)
        detail.mail_part.connect(self._attach_part)
        if self._desk.writable:
            self._desk.read(self._tell_stopped, view_states.kept, self._desk.officer.key, "attach/stopped")

    def watch(self, shown: ActionList) -> None:
        """Let files be dropped on the rows of a list."""
        if self._desk.writable and not shown.view.trash:
            drops = RowDropping(shown.table, shown.model.id_at, partial(_row_words, shown))
            drops.dropped.connect(self.attach_to)

    # -- ways in --------------------------------------------------------------------------------------------

    def choose_paths(self, parent: QWidget, what: Literal["files", "folder"]) -> list[str]:
        """The system's dialog for files or a folder; tests put their own in its place."""
        from ui.papers.attach_dialog import ask_files  # lazy: the first attaching brings it

        return ask_files(parent, what)

    def choose(self) -> None:
        """Attach…: choose files, then describe them."""
        self._choose(None)

    def _choose_for_entry(self, entry_key: int) -> None:
        self._choose(entry_key)

    def _choose(self, entry_key: int | None) -> None:
        card = self._page.detail.card
        if card is None or card.discarded or not self._desk.writable:
            return
        paths = tuple(Path(path) for path in self.choose_paths(self._page, "files"))
        if paths:
            self._describe(Incoming(paths), entry_key, (), card)

    def paste(self) -> None:
        """Attach what the clipboard holds: files, or a picture."""
        card = self._page.detail.card
        if card is None or card.discarded or not self._desk.writable:
            return
        found = incoming(QGuiApplication.clipboard().mimeData())
        if found:
            self._describe(found, None, (), card)
        else:
            self._desk.notice.emit(
                _("The clipboard holds no file and no picture. Copy a file first, then paste it here."), None
            )

    def _dropped(self, found: Incoming) -> None:
        card = self._page.detail.card
        if card is not None:
            self._describe(found, None, (), card)

    def _attach_part(self, name: str, data: bytes) -> None:
        card = self._page.detail.card
        if card is not None and not card.discarded and self._desk.writable:
            self._describe(Incoming(), None, ((name, data),), card)

    def attach_to(self, key: int, found: Incoming, entry_key: int | None = None) -> None:
        """Describe what came in for the action `key`, and attach it."""
        card = self._page.detail.card
        if card is not None and card.key == key:
            self._describe(found, entry_key, (), card)
        else:
            self._desk.read(partial(self._describe, found, entry_key, ()), joint_actions.card, key)

    def _describe(
        self, found: Incoming, entry_key: int | None, contents: tuple[tuple[str, bytes], ...], card: ActionCard
    ) -> None:
        from ui.papers import attach_dialog, attach_target  # lazy: as above

        if card.discarded:
            self._desk.notice.emit(_("This action is in the trash; recover it first."), None)
            return
        attach_dialog.attach(
            self._desk, self._page, found, attach_target.of_action(card, entry_key),
            choose=self.choose_paths, contents=contents, then=self._opened,
        )  # fmt: skip

    def _opened(self, dialog: AttachDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)

    def _closed(self) -> None:
        self.dialog = None

    # -- words ----------------------------------------------------------------------------------------------

    def _drop_words(self) -> str:
        card = self._page.detail.card
        if card is None or card.discarded or not self._desk.writable or self._page.adding():
            return ""
        return _("Drop to attach to {reference}").format(reference=card.reference)

    def _tell_stopped(self, body: dict[str, object]) -> None:
        """Say once what a lock or a closed window had stopped."""
        if body.get("left"):
            self._desk.keep_view("attach/stopped", {})
            said = _("Attaching was stopped when the workspace closed: {done} attached, {left} not. Drop the same "
                     "files on {goal} again; those that are there are recognised.")  # fmt: skip
            goal = str(body.get("goal") or "") or _("the page")
            self._desk.notice.emit(said.format(done=body.get("done"), left=body["left"], goal=goal), None)


def _row_words(shown: ActionList, key: int) -> str:
    row = shown.row(key)
    return _("Attach to {reference}").format(reference=row.reference) if row is not None else ""
