"""The lists of a verification and of a sweep: what was found and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient.sweeping import Due
from hsdclient.verify import Finding
from hsdclient.words import N_, _
from ui import icons, theme
from ui.papers import wording
from ui.parts.badges import Badge
from ui.parts.labels import Caption, PlainLabel
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

_KINDS: Final = {
    "open": N_("Workspace"), "pages": N_("Database"), "schema": N_("Database"), "journal": N_("Journal"),
    "payload": N_("Journal"), "row": N_("Records"), "search": N_("Search"), "vault": N_("Stored files"),
    "head": N_("Journal"), "keys": N_("Keys"),
}  # fmt: skip
_FOUND: Final = (
    Column("kind", N_("Where"), 120, sortable=False),
    Column("sentence", N_("What was found"), 600, sortable=False, grows_from=720),
)
_DUE: Final = (
    Column("reference", N_("Number"), 122, kind="reference", sortable=False),
    Column("discarded", N_("Discarded"), 100, sortable=False),
    Column("size", N_("Size"), 84, align="right", sortable=False),
    Column("fate", N_("What would happen"), 500, kind="badge", sortable=False, grows_from=806),
)


class Listing(QDialog):
    """A heading, a sentence, a table that can be copied, and buttons."""

    def __init__(
        self, title: str, said: str, columns: Sequence[Column], lines: Sequence[Mapping[str, Any]],
        parent: QWidget | None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._lines = list(lines)
        self.heading = PlainLabel(title, role="section", wrap=True)
        self.said = PlainLabel(said, wrap=True)
        self.model = RowsModel(columns, self._block, self)
        self.table = RowsTable(self.model, title)
        self.model.set_ids(range(1, len(self._lines) + 1))
        self.close_button = QPushButton(_("Close"))
        self.close_button.clicked.connect(self.reject)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(Caption(_("Ctrl+C copies the chosen lines as a table.")))
        column.addLayout(self._buttons)
        self.resize(theme.px(860), theme.px(440))

    def _block(self, ids: Sequence[int]) -> list[Mapping[str, Any]]:
        return [self._lines[number - 1] for number in ids]


class VerifyDialog(Listing):
    """What a verification found, line by line; mending is offered for stored files."""

    def __init__(
        self, findings: Sequence[Finding], count: int, *, may_mend: bool, parent: QWidget | None = None
    ) -> None:
        self.findings = tuple(findings)
        hurt = sum(finding.content is not None for finding in findings)
        said = _("{count} stored contents were read. Whatever is not listed is whole and can be used.").format(
            count=f"{count:,}"
        )
        if hurt:
            said += " " + _("Damaged files can be taken from a backup that holds them whole.")
        lines = [{"kind": _(_KINDS.get(one.kind, one.kind)), "sentence": one.sentence} for one in findings]
        title = _("The verification found one thing")
        if len(findings) != 1:
            title = _("The verification found {count} things").format(count=len(findings))
        super().__init__(title, said, _FOUND, lines, parent)
        self.mend_here = theme.primary(QPushButton(icons.icon("restore", "on_accent"), _("Mend from the backups here")))
        self.mend_from = QPushButton(_("Mend from a backup…"))
        for button in (self.mend_from, self.mend_here):
            button.setVisible(may_mend and bool(hurt))
            self._buttons.addWidget(button)


class SweepDialog(Listing):
    """What a sweep would give up, and why some would stay."""

    def __init__(
        self, waiting: Sequence[Due], why: Mapping[int, str], zone: str, parent: QWidget | None = None
    ) -> None:
        going = sum(not why[one.key] for one in waiting)
        lines = [
            {
                "reference": one.reference,
                "discarded": one.discarded_at.astimezone(ZoneInfo(zone)).date(),
                "size": wording.size(sum(size for _sha256, size in one.contents)),
                "fate": Badge("triangle", why[one.key], "amber") if why[one.key]
                else Badge("cross-circle", _("Its content goes; record and history stay")),
            }
            for one in waiting
        ]  # fmt: skip
        said = _("What has been in the trash for more than 30 days is given up, if a backup made since holds it whole. "
                 "Stored files that no document refers to go as well.")  # fmt: skip
        super().__init__(_("Sweep the trash"), said, _DUE, lines, parent)
        self.table.set_empty(_("Nothing has been in the trash for more than 30 days."))
        self.other = QPushButton(_("Look in another backup…"))
        self.other.setVisible(going < len(waiting))
        self.close_button.setText(_("Cancel"))
        words = _("Sweep") if not going else _("Sweep 1 document")
        if going > 1:
            words = _("Sweep {count} documents").format(count=f"{going:,}")
        self.sweep = theme.primary(QPushButton(icons.icon("trash", "on_accent"), words))
        for button in (self.other, self.sweep):
            self._buttons.addWidget(button)
