"""Verification of the vault, mending from a backup, and the sweep of the trash: long work with a list at its end.

Runs the core's work and shows what it found; decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from hsdclient import clock, mending, sweeping, verify
from hsdclient.mending import Mended
from hsdclient.papers import contents
from hsdclient.sweeping import Due, Swept
from hsdclient.verify import Finding
from hsdclient.words import _
from ui.desk import Desk
from ui.pages.documents.upkeep_dialogs import SweepDialog, VerifyDialog
from ui.papers import wording
from ui.papers.long_work import LongWork
from ui.parts.messages import say

if TYPE_CHECKING:
    from ui.pages.documents.page import DocumentsPage

MEGABYTE = 1 << 20
Told = Callable[[int, int], None]
Asked = Callable[[], bool]
Prospect = tuple[list[Due], dict[int, str]]


class Upkeep(QObject):
    """What keeps the vault whole and small; `dialog` is the list on show, or None."""

    def __init__(self, desk: Desk, page: DocumentsPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: QDialog | None = None

    def _show(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _folder(self, title: str) -> str:
        return self._page.choose(self._page, "folder", title, str(Path.home()), "")

    # -- verify -------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Re-read every content in the vault, and check the rest of the workspace along with it."""
        LongWork.of(self._desk).start(_("Verifying the contents (in MB) …"), self._read_all, self._verified,
                                      unit=MEGABYTE)  # fmt: skip

    def _read_all(self, told: Told, cancelled: Asked) -> tuple[list[Finding], int]:
        store = self._desk.store
        return verify.verify(store, deep=True, told=told, cancelled=cancelled), len(contents(store))

    def _verified(self, found: tuple[list[Finding], int]) -> None:
        findings, count = found
        if findings:
            dialog = VerifyDialog(findings, count, may_mend=self._desk.writable, parent=self._page.window())
            dialog.mend_here.clicked.connect(partial(self._mend, ()))
            dialog.mend_from.clicked.connect(self._mend_from)
            self._show(dialog)
            return
        read = _("1 stored content was read to its end and its hash compared.")
        if count != 1:
            read = _("{count} stored contents were read to their ends and their hashes compared.").format(count=count)
        said = _("Database, journal, keys and search were checked too; nothing was found.")
        say(self._page.window(), _("Everything is as it should be"), f"{read} {said}", "done")

    def _mend_from(self) -> None:
        chosen = self._folder(_("Mend from a backup: choose its folder"))
        if chosen:
            self._mend((Path(chosen),))

    def _mend(self, backups: Sequence[Path], *_clicked: object) -> None:
        dialog = self.dialog
        if not isinstance(dialog, VerifyDialog):
            return
        findings = list(dialog.findings)
        dialog.close()

        def job(told: Told, cancelled: Asked) -> Mended:
            store, officer = self._desk.store, self._desk.officer
            return mending.mend(store, officer, findings, backups=backups, told=told, cancelled=cancelled)

        LongWork.of(self._desk).start(_("Mending from a backup …"), job, self._mended)

    def _mended(self, done: Mended) -> None:
        if done.left:
            say(
                self._page.window(),
                _("Not everything could be mended"),
                _("Whole again: {mended}. In no backup that was looked at: {left}. Choose another backup, or attach "
                  "these files again.").format(
                      mended=", ".join(done.mended) or _("none"), left=", ".join(done.left)),
                "warning",
            )  # fmt: skip
        else:
            said = _("Mended from a backup: {references}").format(references=", ".join(done.mended))
            self._desk.notice.emit(said, None)

    # -- sweep --------------------------------------------------------------------------------------------------

    def sweep(self) -> None:
        """Show what a sweep of the trash would give up, and why some would stay."""
        self._prospect(())

    def _prospect(self, backups: Sequence[Path]) -> None:
        if not self._desk.writable:
            return

        def job(told: Told, cancelled: Asked) -> Prospect:
            waiting = sweeping.due(self._desk.store)
            why = sweeping.reasons(self._desk.store, waiting, backups=backups, told=told, cancelled=cancelled)
            return waiting, why

        LongWork.of(self._desk).start(_("Looking through the trash and the backups …"), job,
                                      partial(self._show_prospect, backups))  # fmt: skip

    def _show_prospect(self, backups: Sequence[Path], found: Prospect) -> None:
        waiting, why = found
        dialog = SweepDialog(waiting, why, self._desk.facts.time_zone, self._page.window())
        dialog.sweep.clicked.connect(partial(self._sweep, backups))
        dialog.other.clicked.connect(self._look_elsewhere)
        self._show(dialog)

    def _look_elsewhere(self) -> None:
        chosen = self._folder(_("Look in another backup: choose its folder"))
        if chosen:
            if self.dialog is not None:
                self.dialog.close()
            self._prospect((Path(chosen),))

    def _sweep(self, backups: Sequence[Path], *_clicked: object) -> None:
        if self.dialog is not None:
            self.dialog.close()

        def job(told: Told, cancelled: Asked) -> Swept:
            store, officer = self._desk.store, self._desk.officer
            return sweeping.sweep(store, officer, clock.now(), backups=backups, told=told, cancelled=cancelled)

        LongWork.of(self._desk).start(_("Sweeping the trash …"), job, self._swept)

    def _swept(self, done: Swept) -> None:
        self._page.listing.reload()  # its commits were made outside the desk
        said = [_("Swept: {references}.").format(references=", ".join(done.documents))] if done.documents else []
        if done.blobs:
            size = wording.size(done.bytes)
            said.append(_("{count} stored files removed, {size} free again.").format(count=done.blobs, size=size))
        if done.kept:
            said.append(_("{count} stay; sweep again to see why.").format(count=len(done.kept)))
        self._desk.notice.emit(" ".join(said) or _("There was nothing to sweep."), None)
