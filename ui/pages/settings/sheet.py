"""The look of a section without a list: a scrolled column with headings, sentences and rows.

Knows no setting.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.parts.labels import Caption, PlainLabel, Section

WIDEST = 640


class Sheet(QScrollArea):
    """`column` takes what the section shows."""

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        inside = QWidget()
        inside.setMaximumWidth(theme.px(WIDEST))
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(24, 4, 24, 24)
        self.column.setSpacing(8)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(Section(title))
        if sentence:
            self.column.addWidget(PlainLabel(sentence, wrap=True, colour="secondary"))
        self.column.addSpacing(4)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def heading(self, title: str, sentence: str = "") -> None:
        """Begin a part of the section."""
        self.column.addSpacing(16)
        self.column.addWidget(Section(title))
        if sentence:
            self.column.addWidget(PlainLabel(sentence, wrap=True, colour="secondary"))

    def row(self, label: str, widget: QWidget, help_text: str = "", named: QWidget | None = None) -> None:
        """`widget` below its label, with a sentence under it."""
        words = PlainLabel(label, role="emphasis")
        words.setBuddy(named or widget)
        (named or widget).setAccessibleName(label)
        self.column.addSpacing(4)
        self.column.addWidget(words)
        self.column.addWidget(widget)
        if help_text:
            (named or widget).setAccessibleDescription(help_text)
            self.column.addWidget(Caption(help_text))
