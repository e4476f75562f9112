"""Where a readout comes from: a document that is attached already, or text that is pasted.

Knows no sentence; tells what is to be read.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient.fields import Choice
from hsdclient.readouts import LONGEST
from hsdclient.words import _
from ui import theme
from ui.parts.choice_box import ChoiceBox
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark


class SourceStep(QWidget):
    """`document_wanted` carries a reference, `text_wanted` what was pasted, `edited` that it differs."""

    document_wanted = Signal(str)
    text_wanted = Signal(str)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose_label = PlainLabel(_("A document that is attached here"))
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(self.choose_label.text())
        self.choose_label.setBuddy(self.choice)
        self.open_button = QPushButton(_("Read it"))
        self.none = Caption(_("No readout or minutes are attached yet; attach them in the documents of the round."))
        self.paste_label = PlainLabel(_("Or paste its text"))
        self.paste = QPlainTextEdit()
        self.paste.setTabChangesFocus(True)
        self.paste.setAccessibleName(_("Text of the readout"))
        self.paste.setPlaceholderText(_("Paste the text of the readout here; it is kept word for word."))
        self.paste_label.setBuddy(self.paste)
        self.problem = Remark("warning", "red")
        self.read_button = theme.primary(QPushButton(_("Read the sentences")))
        self.read_button.setAccessibleDescription(_("Ctrl+Enter"))
        for button in (self.open_button, self.read_button):
            button.setAutoDefault(False)
        self.open_button.clicked.connect(self._open)
        self.read_button.clicked.connect(self.read)
        self.paste.textChanged.connect(self._typed)
        self._lay_out()
        self._typed()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.open_button)
        below = QHBoxLayout()
        told = QVBoxLayout()
        told.addWidget(self.problem)
        below.addLayout(told, 1)
        below.addWidget(self.read_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self.choose_label)
        column.addLayout(row)
        column.addWidget(self.none)
        column.addSpacing(12)
        column.addWidget(self.paste_label)
        column.addWidget(self.paste, 1)
        column.addSpacing(4)
        column.addLayout(below)

    def offer(self, papers: Sequence[Choice]) -> None:
        """Show the documents there are."""
        self.choice.offer(papers, blank=False)
        if papers:
            self.choice.pick(papers[0].value)
        self.choice.setEnabled(bool(papers))
        self.open_button.setEnabled(bool(papers))
        self.none.setVisible(not papers)

    def text(self) -> str:
        """What was pasted so far."""
        return self.paste.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a text in as if it had been pasted."""
        self.paste.setPlainText(text)

    def start(self) -> None:
        """Put the keyboard where the work begins."""
        (self.choice if self.choice.isEnabled() else self.paste).setFocus()

    def read(self) -> None:
        """Ask for what was pasted."""
        if self.read_button.isEnabled():
            self.text_wanted.emit(self.text())

    def _open(self) -> None:
        self.choice.settle()
        if reference := self.choice.picked():
            self.document_wanted.emit(reference)

    def _typed(self) -> None:
        length = self.paste.document().characterCount()
        self.problem.say(
            _("That is too long to be read at once; paste a part of it.") if length > LONGEST else ""
        )
        self.read_button.setEnabled(1 < length <= LONGEST)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter reads what was pasted."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.read()
        else:
            super().keyPressEvent(event)
