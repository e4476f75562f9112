"""The list as a CSV file for spreadsheets: what is listed, in its order, cells neutralised (rules.md, Text).

A cell that begins with = + - @ gets an apostrophe, so that no spreadsheet runs it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from hsdclient import atomic_file, errors, joint_actions, places
from hsdclient.joint_actions import ActionRow
from hsdclient.session import Read
from hsdclient.standing import PRIORITY_WORDS, RAG_WORDS, STATUS_WORDS
from hsdclient.words import N_, _
from ui.desk import Desk

if TYPE_CHECKING:
    from ui.pages.joint_actions.page import JointActionsPage

HEADINGS = (
    N_("Reference"), N_("Group"), N_("Title"), N_("Title in Hindi"), N_("Status"), N_("RAG"), N_("Due"),
    N_("Overdue days"), N_("Reason for pendency"), N_("Next step"), N_("Partner's status"), N_("Partner's RAG"),
    N_("Partner's due date"), N_("Lead IN"), N_("Lead US"), N_("Priority"), N_("Start"), N_("Marking"),
    N_("Released to"), N_("Logged"),
)  # fmt: skip
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """`cell` so that a spreadsheet shows it and never runs it."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def line(row: ActionRow) -> list[str]:
    """The cells of one action; days are ISO, so that a spreadsheet sorts them."""
    return [
        row.reference, row.group, row.title_en, row.title_hi, _(STATUS_WORDS[row.status]), _(RAG_WORDS[row.rag]),
        row.due.isoformat() if row.due else "", str(row.overdue_days or ""), row.reason, row.next_step,
        _(STATUS_WORDS[row.partner_status]) if row.partner_status else "",
        _(RAG_WORDS[row.partner_rag]) if row.partner_rag else "",
        row.partner_due.isoformat() if row.partner_due else "", row.lead_in, row.lead_us,
        _(PRIORITY_WORDS[row.priority]), row.start.isoformat() if row.start else "", row.marking,
        ", ".join(row.released_to), row.logged_at[:10],
    ]  # fmt: skip


def rendered(rx: Read, keys: Sequence[int]) -> bytes:
    """The whole file: UTF-8 with a byte order mark, which Excel needs for Hindi."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_(heading) for heading in HEADINGS])
    for start in range(0, len(keys), 500):
        for row in joint_actions.rows(rx, list(keys[start : start + 500])):
            writer.writerow([safe(cell) for cell in line(row)])
    return text.getvalue().encode("utf-8-sig")


class Export:
    """Work for the making thread: read, write whole or not at all, journal it. Returns how many lines."""

    def __init__(self, desk: Desk, keys: Sequence[int], target: Path) -> None:
        self._desk, self._keys, self._target = desk, keys, target

    def __call__(self) -> int:
        places.check_output(self._target, self._desk.store.folder)
        with self._desk.store.read() as rx:
            data = rendered(rx, self._keys)
        try:
            atomic_file.replace({self._target: data})
        except OSError as error:
            raise errors.Environment(
                _("The file could not be saved ({reason}). Choose another folder.").format(
                    reason=error.strerror or error
                )
            ) from error
        if self._desk.writable:
            with self._desk.store.write(self._desk.officer, N_("List exported for a spreadsheet")) as tx:
                tx.remark("export", "joint_actions", self._desk.facts.id, {"actions": len(self._keys)})
        return len(self._keys)


class Exporting(QObject):
    """Asks where the list of `page` goes, writes it there, and tells how many lines that were."""

    def __init__(self, page: JointActionsPage, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk

    def choose_file(self) -> str:
        """Where the exported list goes, '' for nowhere; tests put their own in its place."""
        name = f"{self._page.title()} {self._desk.today.isoformat()}.csv".replace("/", "-")
        chosen, _kind = QFileDialog.getSaveFileName(self._page, _("Export list"), name, _("Spreadsheet (*.csv)"))
        return chosen

    def export(self) -> None:
        """Write what is listed to a file for a spreadsheet."""
        target = self.choose_file()
        if target:
            path = Path(target if target.lower().endswith(".csv") else f"{target}.csv")
            keys = list(self._page.listing.model.ids())
            self._desk.make(partial(self._exported, path.name), Export(self._desk, keys, path))

    def _exported(self, name: str, count: int) -> None:
        self._desk.notice.emit(_("{count} lines written to {name}").format(count=count, name=name), None)
