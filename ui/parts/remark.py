"""A line under a field or in a strip, with an icon and words: a problem, or something to know.

Knows nothing of the field.
"""

from __future__ import annotations

from functools import cached_property

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import icon
from ui.parts.labels import PlainLabel


class Remark(QWidget):
    """A line under a field with an icon: a problem, or something to know."""

    def __init__(self, icon_name: str, tone: str, parent: QWidget | None = None, *, middle: bool = False) -> None:
        super().__init__(parent)
        self._icon_name, self._tone = icon_name, tone
        # Not Maximum: its measure is the height of two lines, and the third would be cut off.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._middle = middle
        self.hide()

    @cached_property
    def _words(self) -> PlainLabel:
        """The words, made with the mark beside them when there is something to say for the first time."""
        self._mark = PlainLabel()
        words = PlainLabel(wrap=True, colour=f"tone:{self._tone}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        # Beside the first of several lines; in a strip, where the line is one, in the middle.
        side = QVBoxLayout()
        if self._middle:
            side.addStretch(1)
        side.addWidget(self._mark)
        side.addStretch(1)
        row.addLayout(side)
        row.addWidget(words, 1)
        theme.switch.changed.connect(self.dress)
        return words

    def say(self, sentence: str) -> None:
        """Show `sentence`; '' hides the line."""
        if sentence:
            self._words.setText(sentence)
            self.dress()
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        """The sentence that is shown, or ''."""
        return "" if self.isHidden() else self._words.text()

    def dress(self) -> None:
        """Draw the mark in the colours of the theme in force."""
        self._mark.setPixmap(icon(self._icon_name, self._tone).pixmap(theme.icon_size(16)))
