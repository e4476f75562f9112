"""What a joint action carries out: the commitments and decisions, each a press away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import follow_ups
from hsdclient.follow_ups import Fulfilled
from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.parts.flow import FlowLayout
from ui.parts.labels import PlainLabel, set_tooltip

WATCHED: Final = frozenset({"fulfilments", "commitments", "decisions", "meetings"})


class Fulfils(QWidget):
    """"Fulfils COM-2024-0001 · HSD-2024, decision 3"; hidden for an action that carries nothing out."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self.buttons: dict[QPushButton, Fulfilled] = {}
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._row: QWidget | None = None
        self.hide()
        desk.changed.connect(self._changed)

    def show_action(self, key: int) -> None:
        """Show what the joint action `key` carries out."""
        self._key = key
        self._look()

    def _look(self) -> None:
        if self._key is not None:
            self._desk.read(partial(self._take, self._key), follow_ups.fulfils, [self._key], latest="fulfils")

    def _changed(self, change: Any) -> None:
        if WATCHED & set(change.nouns):
            self._look()

    def _take(self, key: int, found: Mapping[int, Sequence[Fulfilled]]) -> None:
        if key != self._key:
            return
        if self._row is not None:
            self._room.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
        self.buttons = {}
        self._row = QWidget(self)
        flow = FlowLayout(self._row, 4)
        flow.addWidget(PlainLabel(_("Fulfils"), self._row, colour="secondary"))
        for one in found.get(key, ()):
            if one.discarded:
                continue
            button = QPushButton(one.name.replace("&", "&&"), self._row)
            theme.set_look(button, "flat", True)
            button.setAccessibleName(_("Fulfils {record}: {text}").format(record=one.name, text=one.text))
            set_tooltip(button, one.text)
            button.clicked.connect(self._open)
            flow.addWidget(button)
            self.buttons[button] = one
        self._room.addWidget(self._row)
        self.setVisible(bool(self.buttons))

    def _open(self) -> None:
        one = next((one for button, one in self.buttons.items() if button is self.sender()), None)
        if one is not None and one.noun == "commitments":
            self._desk.go.emit("commitments", {"record": one.row_key})
        elif one is not None:
            self._desk.go.emit("dialogues", {"record": one.meeting_key, "tab": "minutes"})
