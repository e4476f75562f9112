"""Statements to be rated from 1 to 5 by mouse or by typing the figures one after the other, and a form box with them.

Knows neither what is rated nor what becomes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hsdclient.fields import Field
from hsdclient.words import _
from ui import theme
from ui.parts.announce import announce
from ui.parts.form import Check, no_problems
from ui.parts.form_dialog import FormDialog
from ui.parts.labels import Caption, PlainLabel, set_tooltip
from ui.parts.tab_order import step

MOST = 5


class RatingRow(QWidget):
    """One statement and its five buttons; `stepped` asks for the next (1) or the previous (-1) row."""

    stepped = Signal(int)
    rated = Signal()

    def __init__(self, key: str, words: str, ratings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.value, self._words, self._ratings = key, 0, words, list(ratings)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label = PlainLabel(words, wrap=True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(4)
        row.addWidget(label, 1)
        self.buttons: list[QPushButton] = []
        for place, said in enumerate(self._ratings, 1):
            button = QPushButton(str(place))
            button.setAutoDefault(False)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFixedWidth(theme.px(40))
            button.setAccessibleName(f"{place} {said}. {words}")
            set_tooltip(button, f"{place} {said}")
            button.clicked.connect(partial(self.rate, place))
            row.addWidget(button)
            self.buttons.append(button)
        self._name()

    def rate(self, value: int, _checked: bool = False) -> None:
        """Give the statement this rating; 0 takes it away, and so does the same one again."""
        self.value = 0 if value == self.value else value
        for place, button in enumerate(self.buttons, 1):
            button.setChecked(place == self.value)
            theme.set_look(button, "primary", place == self.value, fresh=False)
        self._name()
        self.rated.emit()

    def _name(self) -> None:
        said = self._ratings[self.value - 1] if self.value else _("not rated")
        self.setAccessibleName(f"{self._words} {self.value or ''} {said}")
        self.setAccessibleDescription(_("Type 1 to 5; Delete takes the rating away"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if text in {str(place) for place in range(1, MOST + 1)}:
            if int(text) != self.value:
                self.rate(int(text))
            announce(self, self.accessibleName())
            self.stepped.emit(1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Minus):
            self.rate(0)
            if key == Qt.Key.Key_Minus:
                self.stepped.emit(1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            there = max(1, min(MOST, self.value + (1 if key == Qt.Key.Key_Right else -1)))
            if there != self.value:
                self.rate(there)
                announce(self, self.accessibleName())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens().focus), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)


class RatingGrid(QWidget):
    """The rows of a form. `left` when the last one was rated by keyboard."""

    left = Signal()
    edited = Signal()

    def __init__(
        self, statements: Sequence[tuple[str, str]], ratings: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """`statements` are (key, words), `ratings` the words of 1 to 5, all in the language of the screen."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Caption(" · ".join(f"{place} {word}" for place, word in enumerate(ratings, 1))))
        self.rows = [RatingRow(key, words, ratings, self) for key, words in statements]
        for row in self.rows:
            column.addWidget(row)
            row.stepped.connect(self._step)
            row.rated.connect(self.edited)

    def values(self) -> dict[str, int]:
        """Key → rating of those that were rated."""
        return {row.key: row.value for row in self.rows if row.value}

    def _step(self, by: int) -> None:
        sender = self.sender()
        place = next((place for place, row in enumerate(self.rows) if row is sender), 0) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif by > 0:
            self.left.emit()


class RatingDialog(FormDialog):
    """A form box with a grid of ratings over its fields; `sent` carries both: ratings under "ratings"."""

    def __init__(
        self,
        title: str,
        statements: Sequence[tuple[str, str]],
        ratings: Sequence[str],
        fields: Sequence[Field],
        button: str,
        parent: QWidget | None = None,
        *,
        check: Check = no_problems,
        about: str = "",
    ) -> None:
        super().__init__(title, fields, button, parent, check=check, about=about)
        inside = self.area.widget()
        assert inside is not None
        room = inside.layout()
        assert isinstance(room, QVBoxLayout)
        self.grid = RatingGrid(statements, ratings, inside)
        room.insertWidget(0, self.grid)
        room.setSpacing(12)
        self.grid.left.connect(self._to_fields)
        self.grid.edited.connect(self._edited)

    def start(self, values: Mapping[str, Any] | None = None, first: str = "") -> None:
        """As of any form box; the keyboard begins with the first statement."""
        super().start(values, first)
        room = self.screen().availableSize()
        wanted = self.grid.sizeHint().height() + self.form.sizeHint().height() + theme.px(190)
        self.resize(min(theme.px(620), room.width() - 40), min(wanted, room.height() - 60))
        self.grid.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the statements, then the fields, then the buttons."""
        return step([self.grid, self.form, self.no, self.yes], forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; ratings are not lost by one slip of the hand either."""
        escapes = event.key() == Qt.Key.Key_Escape and not event.modifiers()
        if escapes and not self._warned and self.grid.values():
            self._first = {}  # differs from what the form holds: the box warns once
        super().keyPressEvent(event)

    def _submitted(self) -> None:
        if self.yes.isEnabled():
            self.yes.setEnabled(False)
            self.problem.say("")
            self.sent.emit({**self.form.values(), "ratings": self.grid.values()})

    def _to_fields(self) -> None:
        self.form.focus("")
