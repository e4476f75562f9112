"""What is said in place of a paper's pages: facts in two columns, a sentence with a sign, a field for its password.

Plain widgets; they know no paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hsdclient.documents import DocumentRow, VersionCard
from hsdclient.reading import Facts
from hsdclient.text import visible
from hsdclient.words import _
from ui import icons, theme
from ui.papers import wording
from ui.parts.announce import announce
from ui.parts.labels import PlainLabel
from ui.parts.remark import Remark
from ui.parts.secrets import PassphraseEdit

Fact = tuple[str, str]
_WIDTH = 520


def told(facts: Facts, content: DocumentRow | VersionCard | None) -> list[Fact]:
    """What is told of a paper that has no preview."""
    if content is None:
        return []
    return [
        (_("Name"), visible(content.file_name)),
        (_("Type, by its content"), facts.media_type or content.media_type),
        (_("Size"), wording.size(content.size)),
        (_("SHA-256"), " ".join(content.sha256[at : at + 8] for at in range(0, 64, 8))),
    ]


class FactsGrid(QWidget):
    """Names beside their values; the values may be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[PlainLabel] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these (name, value) pairs, in order."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, (name, value) in enumerate(facts):
            said = PlainLabel(name, colour="secondary")
            told = PlainLabel(value, wrap=True, selectable=True)
            told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            told.setAccessibleName(f"{name}: {value}")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(said, row, 0, top)
            self._grid.addWidget(told, row, 1, top)
            self._labels += [said, told]

    def facts(self) -> list[Fact]:
        """What is shown."""
        texts = [label.text() for label in self._labels]
        return list(zip(texts[::2], texts[1::2], strict=True))


class StatePage(QWidget):
    """A sign, a sentence, facts when there are any, and what can be done; `unlock_wanted` carries a password."""

    unlock_wanted = Signal(str)

    def __init__(self, acts: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = ""
        self.picture = PlainLabel("")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = PlainLabel("", wrap=True, colour="secondary")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.password = PassphraseEdit()
        self.password.set_name(_("Password of the document"))
        self.open = theme.primary(QPushButton(_("Open with this password")))
        self.open.clicked.connect(self._unlock)
        self.password.entered.connect(self._unlock)
        self.problem = Remark("warning", "red")
        self.facts = FactsGrid()
        self.acts = acts
        inside, middle = QWidget(), QWidget()
        middle.setMaximumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.picture, self.sentence, self.facts, self.password, self.problem):
            column.addWidget(widget)
        for line in ((self.open,), acts):
            buttons = QHBoxLayout()
            buttons.setSpacing(8)
            buttons.addStretch(1)
            for button in line:
                buttons.addWidget(button)
            buttons.addStretch(1)
            column.addLayout(buttons)
        around = QHBoxLayout()
        around.addStretch(1)
        around.addWidget(middle, 100)
        around.addStretch(1)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.addStretch(2)
        whole.addLayout(around)
        whole.addStretch(3)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        theme.switch.changed.connect(self._draw)
        self.say("")

    def say(self, sentence: str, *, drawing: str = "", facts: Sequence[Fact] = (), acts: bool = False) -> None:
        """Show `sentence` under the icon `drawing`, the facts, and whether a copy may be opened or saved."""
        self._show(sentence, drawing, facts, acts=acts)
        self._locked(asked=False)

    def ask_password(self, sentence: str, problem: str = "") -> None:
        """Ask for the document's password; `problem` says what was wrong with the one before."""
        self._show(sentence, "lock", (), acts=True)
        self._locked(asked=True)
        self.problem.say(problem)
        focus = QApplication.focusWidget()
        if problem or (focus is not None and self.isAncestorOf(focus)):  # never out of the list behind it
            self.password.setFocus()

    def clear(self) -> None:
        """Forget everything, a password first."""
        self.say("")

    def _show(self, sentence: str, drawing: str, facts: Sequence[Fact], *, acts: bool) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.facts.show_facts(facts)
        self.facts.setVisible(bool(facts))
        for button in self.acts:
            button.setVisible(acts)
        self._drawing = drawing
        self._draw()
        announce(self, sentence)

    def _locked(self, *, asked: bool) -> None:
        self.password.clear()
        self.problem.say("")
        self.password.setVisible(asked)
        self.open.setVisible(asked)

    def _unlock(self) -> None:
        given = self.password.value()
        if given:
            self.password.clear()
            self.unlock_wanted.emit(given)

    def _draw(self) -> None:
        self.picture.setVisible(bool(self._drawing))
        if self._drawing:
            ink = theme.tokens().placeholder
            self.picture.setPixmap(icons.pixmap(self._drawing, ink, theme.px(40), self.devicePixelRatioF()))


class Strip(QFrame):
    """A line over the pages: something to know about the paper, with an act where one helps."""

    acted = Signal()

    def __init__(self, drawing: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.remark = Remark(drawing, tone, middle=True)
        self.act = QPushButton()
        self.act.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.remark, 1)
        row.addWidget(self.act)
        theme.switch.changed.connect(self._dress)
        self._dress()
        self.say("")

    def say(self, sentence: str, act: str = "") -> None:
        """Show `sentence` with a button `act`; '' hides the line."""
        self.remark.say(sentence)
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self.setVisible(bool(sentence))

    def offers(self) -> bool:
        """Whether an act is offered."""
        return not self.isHidden() and bool(self.act.text())

    def sentence(self) -> str:
        """What is said, or ''."""
        return "" if self.isHidden() else self.remark.sentence()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _dress(self) -> None:
        self.setAutoFillBackground(True)
        palette = self.palette()
        wanted = theme.tokens().tones[self._tone].chip
        if palette.color(self.backgroundRole()).name() != wanted.lower():
            palette.setColor(self.backgroundRole(), wanted)
            self.setPalette(palette)
