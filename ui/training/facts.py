"""Facts of one record as words and values, one below the other; a value may lead to another page.

Knows no record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.parts.labels import PlainLabel


@dataclass(frozen=True)
class Fact:
    """One line, in the language of the screen; `go` is what a press of the value does."""

    words: str
    value: str
    go: Callable[[], None] | None = None


class Facts(QWidget):
    """`show_facts` fills it; a fact without a value is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.values: dict[str, QWidget] = {}

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.values = {}
        for one in facts:
            if not one.value:
                continue
            words = PlainLabel(one.words, colour="secondary")
            words.setMinimumWidth(theme.px(120))
            value = self._value(one)
            value.setAccessibleName(f"{one.words}: {one.value}")
            self._form.addRow(words, value)
            self.values[one.words] = value

    @staticmethod
    def _value(one: Fact) -> QWidget:
        if one.go is None:
            return PlainLabel(one.value, wrap=True, selectable=True)
        button = QPushButton(one.value.replace("&", "&&"))
        theme.set_look(button, "flat", True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(one.go)
        return button

    def said(self) -> dict[str, str]:
        """What is shown: words → value."""
        return {words: value.accessibleName().removeprefix(f"{words}: ") for words, value in self.values.items()}
