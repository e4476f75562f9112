"""A spreadsheet read on a thread of its own, and what the core makes of it asked on the looking ones.

Holds what is known of the file so far; shows nothing.
"""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from hsdclient import errors, importing
from hsdclient.importing import Mapping, Plan, Table, Target
from hsdclient.session import Read
from ui.desk import Desk

PAUSE_MS: Final = 200


class Reading(QObject):
    """One file on its way in. `read` when it was read, `planned` with each dry run, `failed` with an HsdError."""

    read = Signal()
    planned = Signal()
    planning = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, target: Target, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self.target = desk, target
        self.path: Path | None = None
        self.table: Table | None = None
        self.mapping: Mapping | None = None
        self.plan: Plan | None = None
        self._asked = 0
        self._stop = threading.Event()
        desk.closing.connect(self.forget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)

    def open(self, path: Path, sheet: str = "") -> None:
        """Read a file, or another sheet of it."""
        self._asked += 1
        self.drop()
        self.path, self.plan = path, None
        self._desk.make(partial(self._opened, self._asked), partial(importing.read, path, sheet),
                        partial(self._not_opened, self._asked))  # fmt: skip

    def forget(self) -> None:
        """Nobody waits for the file any more."""
        self._asked += 1
        self.drop()

    def drop(self) -> None:
        """Nobody waits for a dry run any more."""
        self._stop.set()
        self._timer.stop()
        self._desk.drop_latest("importing/guess", "importing/plan")

    def _opened(self, asked: int, table: Table) -> None:
        if asked == self._asked:
            self.table = table
            self._desk.read(self._guessed, importing.guess, self._desk.officer.key, table, self.target,
                            latest="importing/guess", failed=self.failed.emit)  # fmt: skip

    def _not_opened(self, asked: int, error: errors.HsdError) -> None:
        if asked == self._asked:
            self.failed.emit(error)

    def _guessed(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.read.emit()
        self._ask()

    # -- the mapping ------------------------------------------------------------------------------------------

    def column(self, place: int, slot: str) -> None:
        """The column at `place` becomes the field `slot`, '' for none."""
        if self.mapping is not None:
            self.mapping = self.mapping.with_column(place, slot)
            self._soon()

    def answer(self, question: str, answer: str) -> None:
        """A question of the file is answered, or with '' asked again."""
        if self.mapping is not None:
            self.mapping = self.mapping.answered(question, answer)
            self._soon()

    def _soon(self) -> None:
        self.drop()
        self.plan = None
        self._timer.start()
        self.planning.emit()

    def again(self) -> None:
        """Try it out once more: the workspace has changed."""
        self._ask()

    def _ask(self) -> None:
        self.drop()
        self._stop = threading.Event()
        self.plan = None
        self.planning.emit()
        self._desk.read(self._planned, importing.plan, self.table, self.mapping, self.target,
                        cancelled=self._stop.is_set,
                        latest="importing/plan", failed=self.failed.emit)  # fmt: skip

    def _planned(self, plan: Plan) -> None:
        self.plan = plan
        self.planned.emit()

    def keep(self) -> None:
        """Remember the choices for the next file with such columns."""
        if self.table is not None and self.mapping is not None:
            told = partial(self._desk.keep_view, self.target.view)  # the window may be gone by then
            self._desk.read(told, _remembered, self._desk.officer.key, self.table, self.mapping, self.target)


def _remembered(rx: Read, officer: int, table: Table, mapping: Mapping, target: Target) -> dict[str, Any]:
    return dict(importing.remembered(rx, officer, table, mapping, target))
