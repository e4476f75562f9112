"""The line over the sheet: a draft, or issued as which report; for the partner's edition what is on show.

Shows what it is told; decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.labels import ElidedLabel

if TYPE_CHECKING:
    from hsdclient.reports.register import Issued


class StateLine(QFrame):
    """`release_wanted` and `sheet_wanted` change what is on show, `draft_wanted` begins anew."""

    release_wanted = Signal()
    sheet_wanted = Signal()
    draft_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = BadgeLabel()
        self.sentence = ElidedLabel(colour="secondary")
        self.release = QPushButton(_("What goes out"))
        self.sheet = QPushButton(_("Sheet"))
        self.draft = QPushButton(_("New draft"))
        choice = QButtonGroup(self)
        for button in (self.release, self.sheet):
            button.setCheckable(True)
            choice.addButton(button)
        theme.set_look(self.draft, "flat", True)
        self.release.clicked.connect(self.release_wanted)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.draft.clicked.connect(self.draft_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.badge)
        row.addWidget(self.sentence, 1)
        for button in (self.release, self.sheet, self.draft):
            row.addWidget(button)

    def tell(self, report: Issued | None, desk: Desk, *, partner: bool, confirmed: bool, release: bool) -> None:
        """Say how the sheet stands: issued as `report`, or a draft and what it still needs."""
        if report is not None:
            badge = Badge("square-tick", report.number, "blue")
            said = _("Issued and registered. Code {code}, {pages} pages.").format(code=report.code, pages=report.pages)
        else:
            badge = Badge("dashed-circle", _("Draft"), "none")
            if not desk.writable:
                said = _("Reports are issued by an officer, with the workspace open for writing.")
            elif partner and not confirmed:
                said = _("Look through what goes out and confirm it; then the report can be issued.")
            else:
                said = _("Nothing is registered until it is issued.")
        if self.badge.badges() != (badge,):
            self.badge.set_badges(badge)
        self.sentence.setText(said)
        self.release.setVisible(partner and report is None)
        self.sheet.setVisible(partner and report is None)
        (self.release if release else self.sheet).setChecked(True)
        self.draft.setVisible(report is not None)
