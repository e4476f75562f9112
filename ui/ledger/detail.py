"""One record of a noun beside the list: reference, how it stands, title, cautions, and the tabs of its Shape.

The documents that prove it are read with it.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hsdclient import documents
from hsdclient.documents import Evidence
from hsdclient.session import Read
from hsdclient.words import _
from ui.desk import Desk
from ui.ledger.book import Book
from ui.ledger.shape import COMMON, Shape
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, yielding
from ui.parts.remark import Remark
from ui.record_detail import RecordDetail

PROOF: Final = "documents"
"""The key of the tab that shows what proves the record."""
PAPERS: Final = frozenset({"documents", "document_versions", "document_links"})


class LedgerDetail(RecordDetail):
    """What a tab asks of it: `desk`, `shape`, `book`, `card`, `evidence`, `show_tab`."""

    attach_wanted = Signal()
    mail_part = Signal(str, bytes)
    """Name and bytes of a mail's attachment that is to be attached by itself."""

    def __init__(self, desk: Desk, shape: Shape, book: Book, parent: QWidget | None = None) -> None:
        self.shape, self.book = shape, book
        self.specs = tuple(shape.tabs())
        self.evidence: tuple[Evidence, ...] = ()
        keys = {spec.key for spec in self.specs}
        watched = shape.watched | COMMON | (PAPERS if PROOF in keys else frozenset())
        super().__init__(desk, shape.page, [(spec.key, _(spec.title)) for spec in self.specs], watched, parent)
        self.badges: list[BadgeLabel] = []
        self.top = flowing(self.reference, self.copy, gap=8)
        self.title = yielding(PlainLabel(wrap=True, selectable=True, role="section"))
        self.caption = Caption()
        self.caution = Remark("warning", "amber")
        words = shape.words
        self.build((self.top, self.title, self.caption, self.caution), _("Copy the reference"), _(words.parts),
                   _(words.choose), shape.drawing)  # fmt: skip

    def look_up(self, rx: Read, key: int) -> tuple[Any, tuple[Evidence, ...]]:
        card = self.shape.card(rx, key)
        if PROOF not in self.keys:
            return card, ()
        return card, tuple(documents.evidence_of(rx, self.shape.noun, [key]).get(key, ()))

    def take(self, found: tuple[Any, tuple[Evidence, ...]]) -> None:
        card, self.evidence = found
        self.card = card
        shape = self.shape
        self.reference.setText(shape.reference(card))
        badges = list(shape.badges(card))
        if shape.discarded(card):
            badges.insert(0, Badge("cross-circle", _("In the trash"), "red"))
        self._show_badges(badges)
        self.title.setText(shape.title(card))
        said = [*shape.said(card), str(shape.of(card, "marking"))]
        released = shape.released_to(card)
        said.append(_("released to {sides}").format(sides=", ".join(released)) if released else _("not released"))
        if shape.discarded(card):
            said.append(_("in the trash: {reason}").format(reason=shape.of(card, "discard_reason")))
        self.caption.setText(" · ".join(filter(None, said)))
        self.caution.say(" ".join(shape.cautions(card)))
        for spec in self.specs:
            if spec.key == PROOF:
                self.count_tab(PROOF, len({one.document.key for one in self.evidence}))
            elif spec.count is not None:
                self.count_tab(spec.key, spec.count(card))

    def _show_badges(self, badges: list[Badge]) -> None:
        for place, badge in enumerate(badges):
            if place == len(self.badges):
                label = BadgeLabel()
                self.badges.append(label)
                layout = self.top.layout()
                assert layout is not None
                layout.addWidget(label)
            self.badges[place].set_badges(badge)
        for place, label in enumerate(self.badges):
            label.setVisible(place < len(badges))

    def make(self, key: str, holder: QWidget) -> Any:
        return self.specs[self.keys.index(key)].make(self, holder)
