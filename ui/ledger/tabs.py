"""The ready-made tabs of a ledger: Details, Documents, Release, History; a noun takes those it wants, in its order.

Each is a TabSpec that needs nothing of the noun but what its Shape says.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hsdclient.words import N_
from ui.history_tab import HistoryTab
from ui.ledger.detail import PROOF, LedgerDetail
from ui.ledger.details_tab import DetailsTab
from ui.ledger.release_tab import ReleaseTab
from ui.ledger.shape import TabSpec
from ui.papers.evidence_tab import EvidenceTab, Proved


class RecordReleaseTab(ReleaseTab):
    """The release of a record of any noun with PARTS."""

    def __init__(self, detail: LedgerDetail, parent: QWidget) -> None:
        self._shape = detail.shape
        super().__init__(detail.desk, detail.shape.noun, parent)

    def show_card(self, card: Any) -> None:
        """Show what of `card` is released."""
        self.show_released(card.key, self._shape.released_to(card), live=not self._shape.discarded(card))


class RecordEvidenceTab(EvidenceTab):
    """The documents that prove a record."""

    def __init__(self, detail: LedgerDetail, parent: QWidget) -> None:
        super().__init__(detail.desk, detail.shape.noun, parent)
        self._detail = detail
        self.attach_wanted.connect(detail.attach_wanted)
        self.mail_part.connect(detail.mail_part)

    def show_card(self, card: Any) -> None:
        """Show what proves `card`."""
        shape = self._detail.shape
        proved = Proved(card.key, shape.reference(card), shape.discarded(card))
        self.show_proved(proved, self._detail.evidence)


def history(detail: LedgerDetail, parent: QWidget) -> HistoryTab:
    """The history of the record."""
    return HistoryTab(detail.desk, detail.shape.noun, parent)


DETAILS: Final = TabSpec("details", N_("Details"), DetailsTab)
DOCUMENTS: Final = TabSpec(PROOF, N_("Documents"), RecordEvidenceTab)
RELEASE: Final = TabSpec("release", N_("Release"), RecordReleaseTab)
HISTORY: Final = TabSpec("history", N_("History"), history)
