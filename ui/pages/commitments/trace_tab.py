"""The Trace tab: from the sentence to its proof, as a diagram or as a list of steps."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient.commitments import CommitmentCard
from ui.scorecards.trace import TraceView


class TraceTab(QWidget):
    """The trace of the commitment in hand."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TraceView(detail.desk, "commitments/trace", self, diagram=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.addWidget(self.view)

    def show_card(self, card: CommitmentCard) -> None:
        """Show the trace of `card`."""
        self.view.show_commitment(card.key)

    def leave(self) -> None:
        """Nothing is ever half done here."""
