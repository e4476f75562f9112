"""What became of each file of a batch, as a list: name, outcome, document, and what the officer should know.

Shows what it is told; goes nowhere by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient.attaching import Outcome
from hsdclient.words import N_, _
from ui import icons, theme
from ui.parts.badges import Badge
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

STATES: Final = {
    "attached": ("tick-circle", N_("Attached"), "neutral"),
    "known": ("tick-circle", N_("Linked"), "neutral"),
    "refused": ("octagon", N_("Not attached"), "red"),
    "cancelled": ("pause", N_("Cancelled"), "amber"),
}
COLUMNS: Final = (
    Column("name", N_("File"), 220, sortable=False),
    Column("state", N_("Outcome"), 136, kind="badge", sortable=False),
    Column("reference", N_("Document"), 120, kind="reference", sortable=False),
    Column("sentence", N_("To know"), 420, sortable=False),
)


class ResultsDialog(QDialog):
    """Beside the window, not in its way. `wanted` carries the key of the document to be shown."""

    wanted = Signal(int)

    def __init__(self, outcomes: Sequence[Outcome], goal: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcomes = list(outcomes)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setModal(False)
        self.setWindowTitle(_("What was attached"))
        self.heading = PlainLabel(self._said(), role="section", wrap=True)
        self.under = Caption(_("To {goal}").format(goal=goal) if goal else "")
        self.under.setVisible(bool(goal))
        self.model = RowsModel(COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Outcome of each file"), self)
        self.table.opened.connect(self._show)
        self.table.selection_changed.connect(self._selected)
        self.table.current_changed.connect(self._selected)
        self.sentence = PlainLabel(wrap=True, selectable=True)
        self.sentence.setAccessibleName(_("To know"))
        self.sentence.setMinimumHeight(2 * self.sentence.fontMetrics().lineSpacing())
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.under)
        layout.addWidget(self._choice())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sentence)
        layout.addLayout(self._buttons())
        self.resize(theme.px(760), theme.px(440))
        self.setAccessibleName(self.heading.text())
        needing = self._needing()
        (self.those if 0 < len(needing) < len(self._outcomes) else self.every).setChecked(True)
        self._fill()

    def _said(self) -> str:
        counted = {state: sum(1 for one in self._outcomes if one.state == state) for state in STATES}
        words = {
            "attached": _("{count} attached"), "known": _("{count} linked that were there already"),
            "refused": _("{count} not attached"), "cancelled": _("{count} cancelled"),
        }  # fmt: skip
        return " · ".join(words[state].format(count=f"{count:,}") for state, count in counted.items() if count)

    def _needing(self) -> list[int]:
        return [place for place, one in enumerate(self._outcomes) if one.sentence or one.state != "attached"]

    def _choice(self) -> QWidget:
        needing = len(self._needing())
        self.those = QPushButton(_("To look at ({count})").format(count=f"{needing:,}"))
        self.every = QPushButton(_("All files ({count})").format(count=f"{len(self._outcomes):,}"))
        self._group = QButtonGroup(self)
        for button in (self.those, self.every):
            button.setCheckable(True)
            self._group.addButton(button)
        self._group.buttonClicked.connect(self._fill)
        choice = flowing(self.those, self.every, gap=8)
        choice.setVisible(0 < needing < len(self._outcomes))
        return choice

    def _buttons(self) -> QHBoxLayout:
        self.copy = QPushButton(icons.icon("copy"), _("Copy as a table"))
        self.show_button = QPushButton(_("Show the document"))
        self.close_button = theme.primary(QPushButton(_("Close")))
        self.copy.clicked.connect(self._copy)
        self.show_button.clicked.connect(self._show)
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.show_button)
        row.addWidget(self.close_button)
        for button in (self.copy, self.show_button):
            button.setAutoDefault(False)
        return row

    def _fill(self) -> None:
        shown = self._needing() if self.those.isChecked() else range(len(self._outcomes))
        self.model.set_ids(shown)
        self.table.select_id(next(iter(shown), None))
        self._selected()

    def _block(self, places: Sequence[int]) -> list[dict[str, object] | None]:
        return [_line(self._outcomes[place]) for place in places]

    def _current(self) -> Outcome | None:
        place = self.table.current_id()
        return None if place is None else self._outcomes[place]

    def _selected(self) -> None:
        one = self._current()
        self.sentence.setText(one.sentence if one else "")
        self.show_button.setEnabled(one is not None and one.key > 0)

    def _copy(self) -> None:
        self.table.selectAll()
        self.table.copy()

    def _show(self) -> None:
        one = self._current()
        if one is not None and one.key > 0:
            self.wanted.emit(one.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Close):
            self.accept()
        else:
            super().keyPressEvent(event)


def _line(one: Outcome) -> dict[str, object]:
    shape, word, tone = STATES[one.state]
    return {
        "name": one.name,
        "state": Badge(shape, _(word), tone),
        "reference": one.reference,
        "sentence": one.sentence,
    }
