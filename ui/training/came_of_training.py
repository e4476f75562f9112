"""What a joint action owes to training: the runs that led to it, each a press away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient.session import Read
from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.parts.flow import FlowLayout
from ui.parts.labels import PlainLabel, set_tooltip

if TYPE_CHECKING:
    from hsdclient.training.runs import Result

WATCHED: Final = frozenset({"run_results", "runs"})


class CameOfTraining(QWidget):
    """ "Came of training: RUN-2026-0001"; hidden for an action that no run led to."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self.buttons: dict[QPushButton, Result] = {}
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._row: QWidget | None = None
        self.hide()
        desk.changed.connect(self._changed)

    def show_action(self, key: int) -> None:
        """Show what led to the joint action `key`."""
        self._key = key
        self._look()

    def _look(self) -> None:
        if self._key is not None:
            self._desk.read(partial(self._take, self._key), results, self._key, latest="came_of_training")

    def _changed(self, change: Any) -> None:
        if WATCHED & set(change.nouns):
            self._look()

    def _take(self, key: int, found: Sequence[Result]) -> None:
        if key != self._key:
            return
        if self._row is not None:
            self._room.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
            self._row = None
        self.buttons = {}
        self.setVisible(bool(found))
        if not found:
            return
        self._row = QWidget(self)
        flow = FlowLayout(self._row, 4)
        flow.addWidget(PlainLabel(_("Came of training"), self._row, colour="secondary"))
        for one in found:
            button = QPushButton(one.run, self._row)
            theme.set_look(button, "flat", True)
            button.setAccessibleName(_("Came of training {run}: {text}").format(run=one.run, text=one.text))
            set_tooltip(button, f"{one.run_title}\n{one.text}")
            button.clicked.connect(self._open)
            flow.addWidget(button)
            self.buttons[button] = one
        self._room.addWidget(self._row)

    def _open(self) -> None:
        one = next((one for button, one in self.buttons.items() if button is self.sender()), None)
        if one is not None:
            self._desk.go.emit("training", {"record": one.run_key, "tab": "programme"})


def results(rx: Read, action: int) -> list[Result]:
    """What runs led to in the joint action."""
    from hsdclient.training.runs.results import of_action  # lazy: the first page waits for nothing of training

    return of_action(rx, action)
