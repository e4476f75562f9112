"""Message and question boxes in plain text with buttons in the language of the screen.
Ask rarely: an undo strip is better than "Are you sure?"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient.words import _
from ui import icons, theme
from ui.parts.labels import PlainLabel

_LOOKS: Final = {
    "info": ("info", "accent"),
    "warning": ("warning", "amber"),
    "error": ("warning", "red"),
    "question": ("help", "accent"),
    "done": ("tick", "green"),
}


class Message(QDialog):
    """A box with a drawing, a title, a text and buttons. `chosen` is the index of the button, -1 when closed.

    `answers` are button texts already in the language of the screen; `primary` is the index of the one on
    Enter.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        kind: str = "info",
        detail: str = "",
        answers: Sequence[str] = (),
        primary: int = 0,
    ) -> None:
        super().__init__(parent)
        self.chosen = -1
        self.setWindowTitle(title.replace("\n", " ")[:120])
        drawing, role = _LOOKS.get(kind, _LOOKS["info"])
        picture = PlainLabel("", self)
        picture.setPixmap(icons.icon(drawing, role).pixmap(theme.icon_size(32), self.devicePixelRatio()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.heading = PlainLabel(title, self, wrap=True, role="section")
        self.text = PlainLabel(text, self, wrap=True, selectable=True)
        self.text.setMinimumWidth(theme.px(340))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.heading)
        words.addWidget(self.text)
        if detail:
            words.addWidget(PlainLabel(detail, self, wrap=True, selectable=True, role="caption", colour="secondary"))
        words.addStretch()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(picture)
        top.addLayout(words, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.buttons: list[QPushButton] = []
        for index, answer in enumerate(answers or [_("OK")]):
            button = QPushButton(answer, self)
            button.setAutoDefault(index == primary)
            if index == primary:
                theme.primary(button)
                button.setDefault(True)
            button.clicked.connect(self._pressed)
            row.addWidget(button)
            self.buttons.append(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addLayout(row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.buttons[primary].setFocus()

    def show_beside(self) -> None:
        """Show it over the foot of its parent without taking the keyboard: whoever types there goes on."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        parent = self.parentWidget()
        if parent is not None:
            self.adjustSize()
            room = parent.size() - self.size()
            self.move(parent.mapToGlobal(QPoint(max(0, room.width() // 2), max(0, room.height() - theme.px(48)))))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.show()

    def _pressed(self) -> None:
        sender = self.sender()
        self.chosen = next((i for i, button in enumerate(self.buttons) if button is sender), -1)
        self.accept()


def say(parent: QWidget | None, title: str, text: str, kind: str = "info", detail: str = "") -> None:
    """Tell something and wait for OK. `kind`: info, warning, error, done."""
    box = Message(parent, title, text, kind=kind, detail=detail)
    QAccessible.updateAccessibility(QAccessibleEvent(box, QAccessible.Event.Alert))
    box.exec()
    box.deleteLater()


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    answers: Sequence[str],
    *,
    kind: str = "question",
    primary: int = 0,
    detail: str = "",
) -> int:
    """Ask and return the index of the answer pressed, -1 when the box was closed or Escape pressed."""
    box = Message(parent, title, text, kind=kind, detail=detail, answers=answers, primary=primary)
    box.exec()
    chosen = box.chosen
    box.deleteLater()
    return chosen
