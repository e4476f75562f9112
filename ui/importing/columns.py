"""The second step: which column of the file is which field, and what the file leaves open.

Shows and tells; the dialog keeps the mapping.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hsdclient.fields import Choice
from hsdclient.importing import Mapping, Table, Target
from hsdclient.words import _
from ui import theme
from ui.importing.preview import FIRST, OUT, Preview
from ui.importing.questions import Questions
from ui.parts.choice_box import ChoiceBox
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark


class ColumnsStep(QWidget):
    """`chosen(place, slot)`: a column becomes a field; `answered(key, answer)`; `sheet_wanted(name)`."""

    chosen = Signal(int, str)
    answered = Signal(str, str)
    sheet_wanted = Signal(str)

    def __init__(self, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = target
        self.sheet_label = PlainLabel(_("Sheet"))
        self.sheet = ChoiceBox(searchable=False)
        self.sheet.setAccessibleName(_("Sheet"))
        self.sheet_label.setBuddy(self.sheet)
        self.sheet.activated.connect(self._sheet)  # what the officer does, not what is shown here
        self.told = Caption()
        self.warnings = Remark("info", "amber")
        self.preview = Preview()
        self.preview.setMinimumHeight(theme.px(180))
        self.preview.chosen.connect(self.chosen)
        self.questions = Questions()
        self.questions.answered.connect(self.answered)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.sheet_label)
        top.addWidget(self.sheet)
        top.addWidget(self.told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.warnings)
        column.addWidget(self.preview, 3)
        column.addWidget(self.questions, 1)

    def show_table(self, table: Table, mapping: Mapping) -> None:
        """Show a file, or another sheet of it."""
        self.sheet.offer([Choice(name, name) for name in table.sheets], blank=False)
        self.sheet.pick(table.sheet)
        several = len(table.sheets) > 1
        self.sheet.setVisible(several)
        self.sheet_label.setVisible(several)
        count = len(table.rows)
        said = _("{count} rows.").format(count=f"{count:,}") if count != 1 else _("1 row.")
        if count > FIRST:
            said = _("{count} rows, the first {shown} are shown.").format(count=f"{count:,}", shown=FIRST)
        self.told.setText(said + " " + _("Say above each column which field it is; blank cells change nothing."))
        self.warnings.say("\n".join(table.warnings))
        fields = [Choice(slot.key, _(slot.label)) for slot in self._target.slots]
        rows = [(row.line, row.cells) for row in table.rows[:FIRST]]
        self.questions.forget()
        self.preview.show_file(table.header, rows, [Choice(OUT, _("Leave out")), *fields], mapping.columns)

    def _sheet(self) -> None:
        self.sheet_wanted.emit(self.sheet.picked())
