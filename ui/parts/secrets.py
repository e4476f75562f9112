"""Entry of a passphrase: shown or hidden, how strong it is, whether Caps Lock is on, twice the same.

Judges nothing itself: the strength comes from a callable. Keeps no secret longer than the field does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from hsdclient.words import _
from ui import theme
from ui.icons import icon
from ui.parts.labels import PlainLabel, set_tooltip
from ui.parts.remark import Remark

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QPaintEvent

#: text -> (score 0..4, its word in the language of the screen)
Strength = Callable[[str], tuple[int, str]]
_TONES = ("red", "red", "amber", "green", "green")


class _Line(QLineEdit):
    """Tells the entry around it of each key; a filter would hear every event, and the first window wait for it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        around = self.parent()
        if isinstance(around, PassphraseEdit):
            around.hear(event)
        super().keyPressEvent(event)


class PassphraseEdit(QWidget):
    """One hidden line with an eye; `entered` on Enter."""

    edited = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _Line()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        # By their words, as in `labels`: the names in QtCore.Qt would cost the first window 15 ms.
        hints = "ImhSensitiveData|ImhNoPredictiveText|ImhNoAutoUppercase"
        self.line.setProperty("inputMethodHints", hints)
        self.line.setProperty("contextMenuPolicy", "NoContextMenu")
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        self.eye = QToolButton()
        self.eye.setCheckable(True)
        self.eye.setProperty("focusPolicy", "StrongFocus")
        self.eye.toggled.connect(self._shown)
        self.caps = Remark("info", "neutral")
        self.setFocusProxy(self.line)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.caps)
        self._name = ""
        self.retranslate()

    def value(self) -> str:
        """The passphrase as typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, Qt's own undo list too, and hide again."""
        self.line.setText("")
        self.eye.setChecked(False)
        self.caps.say("")

    def set_name(self, name: str) -> None:
        """What a screen reader calls the field."""
        self._name = name
        self.line.setAccessibleName(name)

    def retranslate(self) -> None:
        """Say the eye again after the language switched."""
        shown = self.eye.isChecked()
        size = theme.icon_size(20)
        drawn = round(size.width() * self.devicePixelRatioF())
        self.eye.setIcon(icon("eye-off" if shown else "eye", only=drawn))
        self.eye.setIconSize(size)
        words = _("Hide the passphrase") if shown else _("Show the passphrase")
        self.eye.setAccessibleName(words)
        set_tooltip(self.eye, words)

    def hear(self, event: QKeyEvent) -> None:
        """A key was pressed in the line."""
        typed = event.text()
        # Qt cannot ask for Caps Lock; a capital without Shift, or a small letter with it, gives it away.
        if len(typed) == 1 and typed.isalpha() and typed.upper() != typed.lower():
            shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self.caps.say(_("Caps Lock seems to be on.") if typed.isupper() != shift else "")
        elif event.key() == QtCore.Qt.Key.Key_CapsLock:
            self.caps.say("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QtCore.QEvent.Type.LanguageChange:
            self.retranslate()

    def _shown(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.retranslate()


class StrengthBar(QWidget):
    """Four segments, filled by score; the word stands beside it, so colour says nothing alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_score(self, score: int) -> None:
        """0..4; -1 for nothing typed."""
        self._score = max(-1, min(4, score))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        from PySide6.QtGui import QColor, QPainter  # lazy: no strength is shown on the first door

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.input_border))
        gap, high = 4.0, float(theme.px(6))
        wide = (self.width() - 1 - 3 * gap) / 4
        for segment in range(4):
            filled = self._score >= 0 and segment < max(1, self._score)
            painter.setBrush(QColor(tokens.tones[_TONES[self._score]].fill if filled else tokens.base))
            place = QtCore.QRectF(segment * (wide + gap) + 0.5, (self.height() - high) / 2, wide, high)
            painter.drawRoundedRect(place, 2, 2)


class NewPassphrase(QWidget):
    """A new passphrase, its strength, and the same again."""

    edited = Signal()
    entered = Signal()

    def __init__(self, strength: Strength, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strength = strength
        self.first, self.second = PassphraseEdit(), PassphraseEdit()
        self._first_label, self._second_label = PlainLabel(), PlainLabel()
        self._first_label.setBuddy(self.first.line)
        self._second_label.setBuddy(self.second.line)
        self.bar = StrengthBar()
        self.word = PlainLabel(colour="secondary")
        self.wrong = Remark("warning", "red")
        meter = QHBoxLayout()
        meter.setSpacing(8)
        meter.addWidget(self.bar, 1)
        meter.addWidget(self.word)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._first_label, self.first):
            column.addWidget(widget)
        column.addLayout(meter)
        column.addWidget(self._second_label)
        column.addWidget(self.second)
        column.addWidget(self.wrong)
        self.setFocusProxy(self.first)
        self.first.edited.connect(self._typed)
        self.second.edited.connect(self._typed)
        self.first.entered.connect(self.second.setFocus)
        self.second.entered.connect(self.entered)
        self.retranslate()

    def value(self) -> str:
        """The passphrase of the first field."""
        return self.first.value()

    def problem(self) -> str:
        """Why the pair cannot be used yet, '' when both are the same and not empty."""
        if not self.first.value():
            return _("Choose a passphrase.")
        if self.first.value() != self.second.value():
            return _("The two passphrases differ. Type the same one twice.")
        return ""

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong under the pair; '' for nothing."""
        self.wrong.say(sentence)

    def clear(self) -> None:
        """Forget both."""
        self.first.clear()
        self.second.clear()
        self._judge()
        self.wrong.say("")

    def retranslate(self) -> None:
        """Say everything again after the language switched."""
        self._first_label.setText(_("Passphrase"))
        self._second_label.setText(_("The same passphrase again"))
        self.first.set_name(_("Passphrase"))
        self.second.set_name(_("The same passphrase again"))
        self._judge()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QtCore.QEvent.Type.LanguageChange:
            self.retranslate()

    def _judge(self) -> None:
        typed = self.first.value()
        score, word = self._strength(typed) if typed else (-1, "")
        self.bar.set_score(score)
        self.word.setText(word)
        self.bar.setAccessibleName(_("Strength: {word}").format(word=word) if word else _("Strength"))
        self.first.line.setAccessibleDescription(self.bar.accessibleName() if word else "")
        both = bool(self.second.value()) and not typed.startswith(self.second.value())
        self.wrong.say(_("The two passphrases differ. Type the same one twice.") if both else "")

    def _typed(self) -> None:
        self._judge()
        self.edited.emit()
