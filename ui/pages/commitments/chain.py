"""The chain of carrying over: the same promise from round to round, the one in hand marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient.commitments import CommitmentCard, Past
from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.parts.labels import PlainLabel, Section, set_tooltip


class Chain(QWidget):
    """One button for each link of the chain; hidden for a commitment that was never carried over."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keys: dict[QPushButton, int] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(Section(_("Carried over")))
        self.hide()

    def show_card(self, card: CommitmentCard) -> None:
        """Show the chain of `card`."""
        for button in list(self._keys):
            self._column.removeWidget(button)
            button.deleteLater()
        for old in self.findChildren(PlainLabel, "here", Qt.FindChildOption.FindDirectChildrenOnly):
            self._column.removeWidget(old)
            old.deleteLater()
        self._keys = {}
        for past in card.chain:
            self._column.addWidget(self._here(past) if past.this else self._link(past))
        self.setVisible(bool(card.chain))

    def _here(self, past: Past) -> PlainLabel:
        label = PlainLabel(_("{said} (this one)").format(said=said(past)), self, role="emphasis", wrap=True)
        label.setObjectName("here")
        return label

    def _link(self, past: Past) -> QPushButton:
        button = QPushButton(said(past).replace("&", "&&"), self)
        theme.set_look(button, "flat", True)
        button.setAccessibleName(said(past))
        set_tooltip(button, past.verbatim)
        button.clicked.connect(self._open)
        self._keys[button] = past.key
        return button

    def _open(self) -> None:
        key = next((key for button, key in self._keys.items() if button is self.sender()), None)
        if key is not None:
            self._desk.go.emit("commitments", {"record": key})

    def leave(self) -> None:
        """Nothing is ever half done here."""


def said(past: Past) -> str:
    """Reference, round, and whether it lies in the trash."""
    gone = _("in the trash") if past.discarded else ""
    return " · ".join(filter(None, (past.reference, past.round, gone)))
