"""The Programme tab: the parts of a run's programme one below the other, in one page that scrolls."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from hsdclient.training.runs import RunCard
from ui.training.programme.costs import Costs
from ui.training.programme.deadlines import Deadlines
from ui.training.programme.incidents import Incidents
from ui.training.programme.instructors import Instructors
from ui.training.programme.results import Results


class ProgrammeTab(QWidget):
    """`show_card` fills every part."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deadlines = Deadlines(detail)
        self.instructors = Instructors(detail)
        self.costs = Costs(detail)
        self.incidents = Incidents(detail)
        self.results = Results(detail)
        self.parts = (self.deadlines, self.instructors, self.costs, self.incidents, self.results)
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(12, 12, 12, 12)
        room.setSpacing(20)
        for part in self.parts:
            room.addWidget(part)
        room.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the lists inside take the keyboard
        self.area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.setFocusProxy(self.deadlines.list)

    def show_card(self, card: RunCard) -> None:
        """Show the programme of `card`."""
        for part in self.parts:
            part.show_card(card)

    def leave(self) -> None:
        """Nothing is ever half done here."""
