"""The ready-made tabs of a ledger: Details, Documents, Release, History; a noun takes those it wants, in its order.

Each is a TabSpec; `count` needs nothing of the noun but what a Shape gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient import documents
from hsdclient.documents import Evidence
from hsdclient.session import Read
from hsdclient.words import N_
from ui.history_tab import HistoryTab
from ui.ledger.detail import LedgerDetail
from ui.ledger.details_tab import DetailsTab
from ui.ledger.release_tab import ReleaseTab
from ui.ledger.shape import TabSpec
from ui.papers.evidence_tab import EvidenceTab, Proved

PAPERS: Final = frozenset({"documents", "document_versions", "document_links"})


class RecordReleaseTab(ReleaseTab):
    """The release of a record of any noun with PARTS."""

    def __init__(self, detail: LedgerDetail, parent: QWidget) -> None:
        self._shape = detail.shape
        super().__init__(detail.desk, detail.shape.noun, parent)

    def show_card(self, card: Any) -> None:
        """Show what of `card` is released."""
        self.show_released(card.key, self._shape.released_to(card), live=not self._shape.discarded(card))


class RecordEvidenceTab(QWidget):
    """The documents that prove a record; read when the tab is looked at and whenever one of them changes."""

    def __init__(self, detail: LedgerDetail, parent: QWidget) -> None:
        super().__init__(parent)
        self._detail = detail
        self._card: Any = None
        self.tab = EvidenceTab(detail.desk, detail.shape.noun, self)
        self.tab.attach_wanted.connect(detail.attach_wanted)
        self.tab.mail_part.connect(detail.mail_part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tab)
        detail.desk.changed.connect(self._changed)

    def show_card(self, card: Any) -> None:
        """Show what proves `card`."""
        self._card = card
        self._read()

    def _read(self) -> None:
        card = self._card
        if card is not None:
            noun = self._detail.shape.noun
            self._detail.desk.read(partial(self._take, card), evidence, noun, card.key, latest=f"{noun}/evidence")

    def _take(self, card: Any, found: Sequence[Evidence]) -> None:
        if card is self._card:
            shape = self._detail.shape
            self.tab.show_proved(Proved(card.key, shape.reference(card), shape.discarded(card)), found)

    def _changed(self, change: Any) -> None:
        if not PAPERS.isdisjoint(change.nouns):
            self._read()

    def leave(self) -> None:
        """Remember how the tab was left."""
        self.tab.leave()


def evidence(rx: Read, noun: str, key: int) -> Sequence[Evidence]:
    """The evidence of one record."""
    return documents.evidence_of(rx, noun, [key]).get(key, [])


def history(detail: LedgerDetail, parent: QWidget) -> HistoryTab:
    """The history of the record."""
    return HistoryTab(detail.desk, detail.shape.noun, parent)


def papers(card: Any) -> int:
    """How many documents prove the record, where its card or row says so."""
    found: Any = getattr(card, "documents", getattr(getattr(card, "row", None), "documents", 0))
    return found if isinstance(found, int) else len(found)


DETAILS: Final = TabSpec("details", N_("Details"), DetailsTab)
DOCUMENTS: Final = TabSpec("documents", N_("Documents"), RecordEvidenceTab, papers)
RELEASE: Final = TabSpec("release", N_("Release"), RecordReleaseTab)
HISTORY: Final = TabSpec("history", N_("History"), history)
