"""The two panes of a readout: its sentences with what was noticed, and the cards of those that are taken.

Puts them side by side; what follows from a click is the dialog's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from hsdclient.readouts import Readout
from hsdclient.words import _
from ui.parts.form import Form
from ui.parts.labels import Caption
from ui.parts.remark import Remark
from ui.readouts import lists
from ui.readouts.cards import Basket, Check
from ui.readouts.legacy_strip import LegacyStrip
from ui.readouts.lists import Lists
from ui.readouts.sentences import SentenceList, SentenceModel


class Panes(QSplitter):
    """`shared` is the form of what all taken sentences have from the one readout."""

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.model = SentenceModel(self)
        self.list = SentenceList(self.model)
        self.warnings = Remark("info", "neutral")
        self.legacy = LegacyStrip()
        self.basket = Basket(check)
        self.hint = Caption(_("Nothing taken yet. Click a sentence, or press Space, to make it a commitment."))
        self.back_note = Remark("info", "neutral")
        self.shared: Form | None = None
        self.setChildrenCollapsible(False)
        self.addWidget(self._left())
        self.addWidget(self._right())
        self.setStretchFactor(0, 4)
        self.setStretchFactor(1, 3)

    def _left(self) -> QWidget:
        pane = QWidget()
        notes = QVBoxLayout()
        notes.setContentsMargins(12, 8, 12, 8)
        notes.setSpacing(4)
        for note in (self.legacy, self.warnings):
            notes.addWidget(note)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(notes)
        column.addWidget(self.list, 1)
        return pane

    def _right(self) -> QWidget:
        pane = QWidget()
        self._place = QVBoxLayout()
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 12, 4)
        above.setSpacing(8)
        above.addWidget(self.back_note)
        above.addLayout(self._place)
        above.addWidget(self.hint)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.basket, 1)
        return pane

    def say(self, readout: Readout, *, converted: bool) -> None:
        """Show what was noticed of a text: the legacy font in a strip of its own, the rest in a line."""
        self.warnings.say(" ".join(one for one in readout.warnings if "Kruti Dev" not in one))
        self.legacy.offer(legacy=readout.legacy, converted=converted)

    def make_shared(self, found: Lists, edited: SignalInstance) -> None:
        """Make the shared form anew for a text, with the source and the marking that it suggests."""
        if self.shared is not None:
            self._place.removeWidget(self.shared)
            self.shared.deleteLater()
        self.shared = Form(lists.fields(lists.SHARED), lists.sources(found, str))
        self.shared.set_values({"source": found.document_title, "marking": found.default_marking})
        self.shared.reload_choices()
        self.shared.edited.connect(edited)
        self.shared.give_up_enter()
        self._place.addWidget(self.shared)

    def places(self) -> list[QWidget]:
        """Its parts in the order of Tab: the strip, the sentences, what they share, card after card."""
        shared = [self.shared] if self.shared is not None else []
        cards = [self.basket.cards[number] for number in self.basket.numbers()]
        return [self.legacy, self.list, *shared, *cards]

    def shared_values(self) -> dict[str, Any]:
        """What is entered for all of them."""
        return dict(self.shared.values()) if self.shared is not None else {}

    def bring_back(self, values: Mapping[str, object]) -> None:
        """Unfinished text of the shared form."""
        if self.shared is not None:
            self.shared.set_draft(values)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """What is wrong with the shared fields."""
        if self.shared is not None:
            self.shared.set_problems(problems)
