"""One question asked in the page, without a box in the way: a reason, then go on; Escape lets it be.

Knows neither what is asked nor what follows.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.announce import announce
from ui.parts.labels import PlainLabel


class AskStrip(QFrame):
    """Hidden until `ask`; the answer goes to the callable given there, once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card", True)
        self.question = PlainLabel(wrap=True, role="emphasis")
        self.line = QLineEdit()
        self.line.setMaxLength(2_000)
        self.problem = PlainLabel(wrap=True, colour="tone:red")
        self.problem.hide()
        self.yes = theme.primary(QPushButton())
        self.no = QPushButton(_("Cancel"))
        self._answered: Callable[[str], None] | None = None
        self._cancelled: Callable[[], None] | None = None
        self._missing = ""
        self._before: QWidget | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.question)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.line.returnPressed.connect(self._answer)
        self.yes.clicked.connect(self._answer)
        self.no.clicked.connect(self.cancel)
        self.hide()

    def ask(
        self,
        question: str,
        label: str,
        button: str,
        answered: Callable[[str], None],
        cancelled: Callable[[], None] | None = None,
        missing: str = "",
    ) -> None:
        """Ask `question`; the line is named `label`. `missing` is the sentence for an empty answer, '' allows one."""
        self.cancel()
        self._answered, self._cancelled, self._missing = answered, cancelled, missing
        self._before = QApplication.focusWidget()
        self.question.setText(question)
        self.line.clear()
        self.line.setPlaceholderText(label)
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(question)
        self.yes.setText(button)
        self.problem.hide()
        self.show()
        self.line.setFocus()
        announce(self, question)

    def say_problem(self, sentence: str) -> None:
        """Show why the answer was not taken; the question stays."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        announce(self, sentence)

    def done(self) -> None:
        """Take the question away after its answer was taken."""
        self._answered = self._cancelled = None
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.hide()
        before, self._before = self._before, None
        if had_focus and before is not None and before.isVisible():
            before.setFocus()

    def cancel(self) -> None:
        """Let it be."""
        if self.isHidden():
            return
        cancelled = self._cancelled
        self.done()
        if cancelled is not None:
            cancelled()

    def _answer(self) -> None:
        text = self.line.text().strip()
        if not text and self._missing:
            self.say_problem(self._missing)
            return
        if self._answered is not None:
            self._answered(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)
