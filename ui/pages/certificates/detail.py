"""One certificate beside the register: what it says, its check code, whether it holds.

Looks only; the code is shown to be compared with a paper.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.session import Read
from hsdclient.training import certificates
from hsdclient.training.certificates import LANGUAGE_WORDS, CertificateRow
from hsdclient.words import N_, _, language
from ui import whereabouts
from ui.desk import Desk
from ui.history_tab import HistoryTab
from ui.pages.certificates.listing import WATCHED
from ui.parts.badges import BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, yielding
from ui.parts.remark import Remark
from ui.record_detail import RecordDetail
from ui.training import certificate_looks as looks
from ui.training.facts import Fact, Facts
from ui.training.run_looks import said_days

TABS: Final = (("details", N_("Certificate")), ("history", N_("History")))


class FactsTab(QWidget):
    """What the certificate says."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.card: CertificateRow | None = None
        self.facts = Facts()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.facts)
        column.addWidget(Caption(_("The code stands on the paper, under its QR code; both prove it at this desk.")))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Certificate"))
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_card(self, card: CertificateRow) -> None:
        """Show the facts of the certificate."""
        self.card = card
        host = (language() == "hi" and card.host_name_hi) or card.host_name
        self.facts.show_facts((
            Fact(_("Number"), card.reference),
            Fact(_("Check code"), certificates.check_code(card)),
            Fact(_("Name"), card.name or _("removed by the retention rule")),
            Fact(_("Name in Hindi"), card.name_hi),
            Fact(_("Person"), card.trainee, self.go_to_person),
            Fact(_("Agency"), " · ".join(filter(None, (card.agency, card.side)))),
            Fact(_("Run"), card.run, self.go_to_run),
            Fact(_("Host"), " · ".join(filter(None, (host, card.venue)))),
            Fact(_("Days"), said_days(card.starts, card.ends)),
            Fact(_("Language"), _(LANGUAGE_WORDS[card.language])),
            Fact(_("Issued"), dates.say(card.issued_on, language())),
            Fact(_("Revoked"), dates.say(card.revoked_on, language()) if card.revoked_on else ""),
            Fact(_("Why revoked"), card.revoked_why),
        ))  # fmt: skip

    def go_to_run(self) -> None:
        """Show the run's certificates."""
        if self.card is not None:
            whereabouts.show(self._desk, "runs", self.card.run_key, tab="certificates")

    def go_to_person(self) -> None:
        """Show the person."""
        if self.card is not None:
            whereabouts.show(self._desk, "trainees", self.card.trainee_key)

    def leave(self) -> None:
        """Nothing is typed here."""


class CertificateDetail(RecordDetail):
    """`card` is a CertificateRow."""

    card: CertificateRow | None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "certificates", [(key, _(title)) for key, title in TABS], WATCHED, parent)
        self.badge = BadgeLabel()
        self.top = flowing(self.reference, self.copy, self.badge, gap=8)
        self.title = yielding(PlainLabel(wrap=True, selectable=True, role="section"))
        self.caption = Caption()
        self.caution = Remark("warning", "amber")
        self.build((self.top, self.title, self.caption, self.caution), _("Copy the number"),
                   _("Parts of the certificate"), _("Choose a certificate from the list."), "certificate")  # fmt: skip

    def look_up(self, rx: Read, key: int) -> CertificateRow:
        return certificates.card(rx, key)

    def take(self, found: CertificateRow) -> None:
        self.card = found
        self.reference.setText(found.reference)
        self.badge.set_badges(looks.holds_badge(found))
        self.title.setText(looks.named(found))
        self.caption.setText(" · ".join((found.run, (language() == "hi" and found.title_hi) or found.title)))
        self.caution.say(_("Revoked: it holds no more. A new certificate has a new number.") if found.revoked else "")

    def make(self, key: str, holder: QWidget) -> Any:
        return FactsTab(self.desk, holder) if key == "details" else HistoryTab(self.desk, "certificates", holder)
