"""The frame of every door: a card in the middle with a title, a sentence and buttons, and the language below.

Knows no workspace; a door adds what it asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hsdclient import paths, settings
from hsdclient.words import _
from ui import icons, theme
from ui.parts.labels import Caption, Heading, PlainLabel
from ui.preferences import Preferences

WIDTH = 520


class Door(QWidget):
    """`body` takes what the door asks; `wide` (pixels at 100 %) is the width of the card."""

    back = Signal()

    def __init__(self, title: str, sentence: str, preferences: Preferences, *, wide: int = WIDTH) -> None:
        super().__init__()
        self.preferences = preferences
        self.setAccessibleName(title)
        self.card = QFrame()
        theme.set_look(self.card, "card", True, fresh=True)
        self.card.setMaximumWidth(theme.px(wide))
        self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.heading = Heading(title)
        self.heading.setWordWrap(True)
        self.sentence = PlainLabel(sentence, wrap=True, colour="secondary")
        self.sentence.setVisible(bool(sentence))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(32, 24, 32, 24)
        inside.setSpacing(8)
        inside.addWidget(self.heading)
        inside.addWidget(self.sentence)
        inside.addSpacing(8)
        inside.addLayout(self.body)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 24, 24, 12)
        column.setSpacing(12)
        column.addStretch(1)
        column.addLayout(_centred(_banner(), theme.px(wide)))
        column.addLayout(_centred(self.card, theme.px(wide)))
        column.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("focusPolicy", "NoFocus")  # by its word, as in `labels`
        area.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(_Footer(preferences))

    def buttons(self, *row: QPushButton) -> None:
        """Add a last row of buttons, the primary one right."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        for button in row:
            line.addWidget(button)
        self.body.addSpacing(4)
        self.body.addLayout(line)

    def with_back(self) -> QPushButton:
        """A Back button; Escape presses it too."""
        from PySide6.QtGui import QKeySequence, QShortcut  # lazy: the first door has no Back

        button = QPushButton(_("Back"))
        button.setAutoDefault(False)
        button.clicked.connect(self.back)
        QShortcut(QKeySequence("Esc"), self, self.back.emit)
        return button

    def kept(self) -> dict[str, str]:
        """What is typed so far and may be shown again when the language switches; never a secret."""
        return {}

    def focus(self) -> None:
        """Put the keyboard where the officer begins."""


def flat(text: str) -> QPushButton:
    """A quiet button that looks like a link."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    theme.set_look(button, "flat", True, fresh=True)
    return button


def primary(text: str) -> QPushButton:
    """The button of the door that Enter presses."""
    button = theme.primary(QPushButton(text), fresh=True)
    button.setDefault(True)
    button.setAutoDefault(True)
    return button


def _centred(widget: QWidget, wide: int) -> QHBoxLayout:
    widget.setMaximumWidth(wide)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget, 1000)
    line.addStretch(1)
    return line


def _banner() -> QWidget:
    picture = PlainLabel("")
    picture.setPixmap(icons.pixmap("app", "#000000", theme.px(40), picture.devicePixelRatioF()))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(PlainLabel(_("Homeland Security Dialogue"), role="section"))
    words.addWidget(Caption(_("Joint actions of India and the United States")))
    banner = QWidget()
    line = QHBoxLayout(banner)
    line.setContentsMargins(4, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(picture)
    line.addLayout(words, 1)
    return banner


class _Footer(QFrame):
    """Language and appearance, before anybody has signed in."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 12)
        line.setSpacing(8)
        line.addWidget(
            Caption(_("Version {version} · works offline").format(version=paths.VERSION), wrap=False)
        )
        line.addStretch(1)
        self._boxes = {key: self._box(key) for key in ("language", "theme")}
        for key, box in self._boxes.items():
            picture = PlainLabel("")
            colour, ratio = theme.tokens().secondary, picture.devicePixelRatioF()
            picture.setPixmap(icons.pixmap(key, colour, theme.px(16), ratio))
            line.addWidget(picture)
            line.addWidget(box)

    def _box(self, key: str) -> QComboBox:
        setting = next(one for one in settings.SETTINGS if one.key == key)
        box = QComboBox()
        box.setAccessibleName(_(setting.label))
        # Measured by its length in letters: measuring हिन्दी would search all fonts of the system, 10 ms.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        fill(box, [(value, _(label)) for value, label in setting.choices], self._preferences.get(key))
        box.activated.connect(self._chosen)
        return box

    def _chosen(self) -> None:
        for key, box in self._boxes.items():
            if box is self.sender():
                self._preferences.set(key, box.currentData())


def fill(box: QComboBox, choices: Sequence[tuple[str, str]], value: str) -> None:
    """Offer (value, words) pairs with `value` chosen."""
    for choice, label in choices:
        box.addItem(label, choice)
    box.setCurrentIndex(max(0, box.findData(value)))


def labelled(label: str, widget: QWidget, named: QWidget | None = None) -> QWidget:
    """`widget` below its label, which names it to a screen reader too."""
    words = PlainLabel(label, role="emphasis")
    words.setBuddy(named or widget)
    (named or widget).setAccessibleName(label)
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(words)
    column.addWidget(widget)
    return box
