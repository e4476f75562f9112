"""What the core asks once about a file: which date order, whose agency, what an unknown value means.

Knows questions and answers; the core says what hangs on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hsdclient.importing import Question
from hsdclient.words import _
from ui import theme
from ui.importing.preview import widen
from ui.parts.choice_box import ChoiceBox
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, Section, set_tooltip

TYPING_MS: Final = 600
ANSWER, SUGGESTED = 272, 248  # pixels at 100 %
LONGEST: Final = 12
"""Choices from which on typing filters the list."""


class QuestionRow(QWidget):
    """One question with its answer; `answered` carries its key and the answer."""

    answered = Signal(str, str)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.text = PlainLabel(question.text, wrap=True)
        self.count = Caption(wrap=False)
        self.box: ChoiceBox | None = None
        self.line: QLineEdit | None = None
        editor: QWidget
        if question.options:
            editor = self.box = ChoiceBox(searchable=len(question.options) > LONGEST)
            self.box.offer(question.options)
            widen(self.box)
            self.box.activated.connect(self._picked)
            if (typed := self.box.lineEdit()) is not None:
                typed.editingFinished.connect(self._left)
        else:
            editor = self.line = QLineEdit()
            self.line.setMaxLength(500)
            self.line.textEdited.connect(self._typed)
            self.line.editingFinished.connect(self._tell)
        editor.setAccessibleName(question.text)
        self.text.setBuddy(editor)
        self.suggestion = QPushButton()
        self.suggestion.setFlat(True)
        self.suggestion.setAutoDefault(False)
        self.suggestion.clicked.connect(self._accept)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._tell)
        self._beside = QStackedWidget()  # keeps its place when there is nothing to suggest any more
        self._beside.addWidget(QWidget())
        self._beside.addWidget(flowing(self.suggestion))
        self._beside.setFixedWidth(theme.px(SUGGESTED))
        self._beside.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        editor.setFixedWidth(theme.px(ANSWER))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(self.text, 1)
        row.addWidget(self.count)
        row.addWidget(editor)
        row.addWidget(self._beside)
        self.editor = editor
        self.renew(question)

    def renew(self, question: Question) -> None:
        """The same question, asked again with what hangs on it now."""
        self.question = question
        rows = len(question.lines)
        self.count.setText(_("1 row") if rows == 1 else _("{count} rows").format(count=f"{rows:,}"))
        label = next((one.label for one in question.options if one.value == question.suggested), question.suggested)
        said = _("Suggested: {answer}").format(answer=label)
        fits = self.suggestion.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, theme.px(SUGGESTED - 24))
        self.suggestion.setText(fits.replace("&", "&&"))
        set_tooltip(self.suggestion, said)
        self.suggestion.setAccessibleName(_("Take the suggestion: {answer}").format(answer=label))
        self._beside.setCurrentIndex(1 if question.suggested and not question.answer else 0)
        if self.box is not None and self.box.picked() != question.answer:
            self.box.pick(question.answer)
        if self.line is not None and not self.line.hasFocus():
            self.line.setText(question.answer)

    def _picked(self) -> None:
        if self.box is not None:
            self._say(self.box.picked())

    def _left(self) -> None:
        """Typed and left: only what is on the list is an answer."""
        if self.box is None:
            return
        found = self.box.match(self.box.currentText())
        if found is not None:
            self._say(found.value)
        else:
            self.box.pick(self.question.answer)

    def _typed(self) -> None:
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        if self.line is not None:
            self._say(self.line.text().strip())

    def _accept(self) -> None:
        self._say(self.question.suggested)
        self.editor.setFocus()

    def _say(self, answer: str) -> None:
        if answer != self.question.answer:
            self.answered.emit(self.question.key, answer)


class Questions(QWidget):
    """All of them, the open ones first asked at the top; hidden while nothing is asked."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, QuestionRow] = {}
        self.heading = Section()
        self._held = QWidget()
        self._column = QVBoxLayout(self._held)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._held)
        self.area.setAccessibleName(_("Questions about the file"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.area, 1)
        self.hide()

    def ask(self, questions: Sequence[Question]) -> None:
        """Show these; one that was there keeps its place, and the keyboard."""
        wanted = {question.key: question for question in questions}
        for key in [key for key, row in self.rows.items() if not _same(row.question, wanted.get(key))]:
            gone = self.rows.pop(key)
            gone.hide()
            gone.deleteLater()
        for place, question in enumerate(questions):
            row = self.rows.get(question.key)
            if row is None:
                row = self.rows[question.key] = QuestionRow(question)
                row.answered.connect(self.answered)
                self._column.insertWidget(place, row)
            else:
                row.renew(question)
        unanswered = sum(1 for question in questions if not question.answer)
        self.heading.setText(
            _("Asked once about this file") if not unanswered
            else _("1 question is open") if unanswered == 1
            else _("{count} questions are open").format(count=unanswered)
        )  # fmt: skip
        self._held.layout().activate()  # type: ignore[union-attr]  # it has one
        shown = min(len(questions), 4)
        self.area.setMinimumHeight(min(self._held.sizeHint().height(), theme.px(38) * shown))
        self.area.setMaximumHeight(max(self._held.sizeHint().height(), theme.px(38)))
        self.setVisible(bool(questions))

    def forget(self) -> None:
        """Another file: nothing is asked yet."""
        self.ask(())

    def start(self) -> None:
        """Put the keyboard into the first open one."""
        row = next((row for row in self.rows.values() if not row.question.answer), None)
        if row is not None:
            row.editor.setFocus()
            self.area.ensureWidgetVisible(row)


def _same(before: Question, after: Question | None) -> bool:
    return after is not None and (before.text, before.options) == (after.text, after.options)
