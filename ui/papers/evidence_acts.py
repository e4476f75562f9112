"""Attaching from a page: files dropped on a row or on the detail, pasted, or chosen; all lead to one dialog.

Reads the record that is meant and names it; describing and attaching are other rooms of the papers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hsdclient import view_states
from hsdclient.session import Read
from hsdclient.words import _
from ui.desk import Desk
from ui.papers.dropping import Dropping, Incoming, RowDropping, incoming

if TYPE_CHECKING:
    from ui.papers.attach_dialog import AttachDialog
    from ui.papers.attach_target import Target
    from ui.record_list import RecordList


class Bearer(Protocol):
    """What a page says of the records that documents are attached to; `card` is its own kind of card, with `key`."""

    def reference(self, card: Any) -> str:
        """What the record is called."""

    def discarded(self, card: Any) -> bool:
        """Whether it lies in the trash."""

    def attach_target(self, card: Any, entry_key: int | None = None) -> Target:
        """What is attached to; `entry_key` is the entry of the record that is meant at first."""

    def card(self, rx: Read, key: int) -> Any:
        """Read the record."""


class EvidenceActs(QObject):
    """`dialog` is the one opened last, while it is open."""

    def __init__(self, desk: Desk, page: QWidget, detail: Any, bearer: Bearer, busy: Callable[[], bool]) -> None:
        """`detail` is the pane with `card`, `attach_wanted` and `mail_part`; `busy`: nothing may be dropped there."""
        super().__init__(page)
        self._desk, self._page, self._detail, self._bearer, self._busy = desk, page, detail, bearer, busy
        self.dialog: AttachDialog | None = None
        self._drops = Dropping(detail, self._drop_words)
        self._drops.dropped.connect(self._dropped)
        detail.attach_wanted.connect(self.choose)
        detail.mail_part.connect(self._attach_part)
        if desk.writable:
            desk.read(self._tell_stopped, view_states.kept, desk.officer.key, "attach/stopped")

    def watch(self, shown: RecordList) -> None:
        """Let files be dropped on the rows of a list (not of one that shows the trash)."""
        if self._desk.writable:
            drops = RowDropping(shown.table, shown.model.id_at, partial(_row_words, shown))
            drops.dropped.connect(self.attach_to)

    # -- ways in --------------------------------------------------------------------------------------------

    def choose_paths(self, parent: QWidget, what: Literal["files", "folder"]) -> list[str]:
        """The system's dialog for files or a folder; tests put their own in its place."""
        from ui.papers.attach_dialog import ask_files  # lazy: the first attaching brings it

        return ask_files(parent, what)

    def choose(self) -> None:
        """Attach…: choose files, then describe them."""
        self.choose_for(None)

    def choose_for(self, entry_key: int | None) -> None:
        """Choose files for one entry of the record."""
        card = self._card()
        if card is None:
            return
        paths = tuple(Path(path) for path in self.choose_paths(self._page, "files"))
        if paths:
            self._describe(Incoming(paths), entry_key, (), card)

    def paste(self) -> None:
        """Attach what the clipboard holds: files, or a picture."""
        card = self._card()
        if card is None:
            return
        found = incoming(QGuiApplication.clipboard().mimeData())
        if found:
            self._describe(found, None, (), card)
        else:
            self._desk.notice.emit(
                _("The clipboard holds no file and no picture. Copy a file first, then paste it here."), None
            )

    def _card(self) -> Any:
        """The record beside the list when something may be attached to it."""
        card = self._detail.card
        if card is None or self._bearer.discarded(card) or not self._desk.writable:
            return None
        return card

    def _dropped(self, found: Incoming) -> None:
        card = self._detail.card
        if card is not None:
            self._describe(found, None, (), card)

    def _attach_part(self, name: str, data: bytes) -> None:
        card = self._card()
        if card is not None:
            self._describe(Incoming(), None, ((name, data),), card)

    def attach_to(self, key: int, found: Incoming, entry_key: int | None = None) -> None:
        """Describe what came in for the record `key`, and attach it."""
        card = self._detail.card
        if card is not None and card.key == key:
            self._describe(found, entry_key, (), card)
        else:
            self._desk.read(partial(self._describe, found, entry_key, ()), self._bearer.card, key)

    def _describe(
        self, found: Incoming, entry_key: int | None, contents: tuple[tuple[str, bytes], ...], card: Any
    ) -> None:
        from ui.papers import attach_dialog  # lazy: as above

        if self._bearer.discarded(card):
            self._desk.notice.emit(_("This record is in the trash; recover it first."), None)
            return
        attach_dialog.attach(
            self._desk, self._page, found, self._bearer.attach_target(card, entry_key),
            choose=self.choose_paths, contents=contents, then=self._opened,
        )  # fmt: skip

    def _opened(self, dialog: AttachDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)

    def _closed(self) -> None:
        self.dialog = None

    # -- words ----------------------------------------------------------------------------------------------

    def _drop_words(self) -> str:
        card = self._card()
        if card is None or self._busy():
            return ""
        return _("Drop to attach to {reference}").format(reference=self._bearer.reference(card))

    def _tell_stopped(self, body: dict[str, object]) -> None:
        """Say once what a lock or a closed window had stopped."""
        if body.get("left"):
            self._desk.keep_view("attach/stopped", {})
            said = _("Attaching was stopped when the workspace closed: {done} attached, {left} not. Drop the same "
                     "files on {goal} again; those that are there are recognised.")  # fmt: skip
            goal = str(body.get("goal") or "") or _("the page")
            self._desk.notice.emit(said.format(done=body.get("done"), left=body["left"], goal=goal), None)


def _row_words(shown: RecordList, key: int) -> str:
    row = shown.row(key)
    return _("Attach to {reference}").format(reference=row.reference) if row is not None else ""
