"""One field of a form: its label, its editor, its help, and what is wrong with it, under one another.

Knows which editor a kind of field takes; knows no field by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from hsdclient import text as texts
from hsdclient.fields import Choice, Field
from hsdclient.words import _
from ui.parts.choice_editors import ChoiceEditor, ChoicesEditor, TagsEditor
from ui.parts.date_editor import DateEditor
from ui.parts.editors import CheckEditor, Editor, LineEditor, NumberEditor, TextEditor
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark

_EDITORS: dict[str, type[Editor]] = {
    "line": LineEditor,
    "text": TextEditor,
    "date": DateEditor,
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "tags": TagsEditor,
    "number": NumberEditor,
    "check": CheckEditor,
    "secret": LineEditor,
}
# Short entries stand two beside one another where the form is wide enough.
_NARROW = frozenset({"date", "choice", "number", "check", "secret"})


class FieldRow(QWidget):
    """Label above, editor, help and problem below; `edited` and `left` carry the field's key."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = _EDITORS[field.kind](self)
        if field.kind == "secret" and isinstance(self.editor, LineEditor):
            self.editor.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.label = PlainLabel()
        self.label.setBuddy(self.editor.target())
        self.help = Caption(wrap=True)
        self.problem = Remark("warning", "red")
        self.note = Remark("info", "neutral")
        self._mnemonic = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.label, self.editor, self.problem, self.note, self.help):
            column.addWidget(widget)
        column.addStretch(1)
        self.label.setVisible(not isinstance(self.editor, CheckEditor))
        self.editor.edited.connect(self._edited)
        self.editor.left.connect(self._left)

    @property
    def narrow(self) -> bool:
        """Whether another field may stand beside this one."""
        return self.field.kind in _NARROW

    def name(self) -> str:
        """The label in the language of the screen, without marks."""
        return _(self.field.label)

    def retranslate(self, mnemonic: str) -> None:
        """Say label, help and accessible name again; `mnemonic` is the letter of the label to underline, or ''."""
        self._mnemonic = mnemonic
        shown = self.name().replace("&", "&&")
        at = shown.lower().find(mnemonic.lower()) if mnemonic else -1
        shown = f"{shown[:at]}&{shown[at:]}" if at >= 0 else shown
        if self.field.required:
            shown += " *"
        if isinstance(self.editor, CheckEditor):
            self.editor.set_label(shown)
        else:
            self.label.setText(shown)
        self.help.setText(_(self.field.help))
        self.help.setVisible(bool(self.field.help))
        self.editor.retranslate()
        self.describe()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Give the list to an editor that picks."""
        if isinstance(self.editor, ChoiceEditor):
            self.editor.offer(choices, required=self.field.required)
        elif isinstance(self.editor, ChoicesEditor):
            self.editor.offer(choices)

    def show_problem(self, sentence: str) -> None:
        """Show what is wrong, '' for nothing."""
        if sentence != self.problem.sentence():
            self.problem.say(sentence)
            self.editor.mark(bool(sentence))
            self.describe()

    def show_note(self, sentence: str) -> None:
        """Show what is worth knowing and does not stop saving; hidden direction marks are always told."""
        value = self.editor.value()
        if not sentence and isinstance(value, str):
            seen = texts.visible(value)
            if seen != value:
                around = seen.find("⟦")
                part = seen[max(0, around - 12) : around + 28]
                sentence = _("Holds hidden direction marks: {text}").format(text=part)
        self.note.say(sentence)

    def describe(self) -> None:
        """Tell a screen reader the name, whether it must be filled, the problem and the help."""
        name = _("{field}, required").format(field=self.name()) if self.field.required else self.name()
        said = [self.problem.sentence(), _(self.field.help)]
        self.editor.describe(name, " ".join(part for part in said if part))

    def _edited(self) -> None:
        self.edited.emit(self.field.key)

    def _left(self) -> None:
        self.left.emit(self.field.key)


class FieldGrid(QWidget):
    """The fields of one section: narrow ones two beside one another when there is room, others the full width."""

    def __init__(self, rows: Sequence[FieldRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for row in self._rows:
            row.setParent(self)
        self._arrange(1)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        letter = self.fontMetrics().averageCharWidth()
        self._arrange(2 if self.width() >= 46 * letter else 1)

    def minimumSizeHint(self) -> QSize:
        """That of one column: two give way before the form grows wider than its place."""
        widest = max((row.minimumSizeHint().width() for row in self._rows), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for row in self._rows:
            self._grid.removeWidget(row)
        line = column = 0
        for place, row in enumerate(self._rows):
            # A list that would stand alone gets the room: its labels are long.
            beside = column or any(after.narrow for after in self._rows[place + 1 : place + 2])
            alone = row.field.kind == "choice" and not beside
            if row.narrow and columns == 2 and not alone:
                self._grid.addWidget(row, line, column)
                line, column = (line + 1, 0) if column else (line, 1)
                continue
            if column:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, 0, 1, columns)
            line += 1
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
