"""Attaches in the real window, offscreen, and tells how long its event loop stood still meanwhile.

A process of its own: `python -m tests.bench.dropping WORKSPACE PLACE COUNT` attaches all in the folder PLACE to an
action and prints in ms {"held", "work", "again" (each hold over 20), "seconds", "attached"}.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from hsdclient import paths
from hsdclient.attaching import Batch
from hsdclient.documents import DocumentDraft, Link
from tests.bench import plenty
from tests.bench.watchdog import Watchdog
from ui.application import Application

SETTLE_MS = 1500


class Dropper:
    """Unlocks, goes to the list of documents, attaches what lies in a folder, and looks on."""

    def __init__(self, application: Application, place: Path, count: int) -> None:
        self.application, self.place, self.count = application, place, count
        self.dog: Any = None
        self.batch: Batch | None = None
        self.began = 0.0
        self.ended: list[float] = []
        self.told: dict[str, Any] = {}
        application.keeper.opened.connect(self._opened)

    def begin(self) -> None:
        """Type the passphrase once the program has loaded, as an officer would."""
        loading: Any = self.application.keeper._preloading
        if loading is None or loading.is_alive():
            QTimer.singleShot(20, self.begin)
            return
        self.application.keeper.unlock(plenty.NAME, plenty.PASSPHRASE)

    def _opened(self) -> None:
        QTimer.singleShot(SETTLE_MS, self._go)

    @property
    def _window(self) -> Any:
        return self.application.window

    def _go(self) -> None:
        self._window.go("documents", {})
        QTimer.singleShot(SETTLE_MS, self._drop)

    def _drop(self) -> None:
        from ui.papers.attach_run import Attaching, Order  # lazy: as the page has it

        self.attaching = Attaching.of(self._window.desk)
        self.attaching.ended.connect(self._ended)
        gc.collect()  # what was made while loading is not the batch's
        self.dog = Watchdog()
        self.began = time.perf_counter()
        links = (Link("joint_actions", 1),)
        self.attaching.start(Order(DocumentDraft(), links, (self.place,), count=self.count, goal="CN-2026-0001"))

    def _ended(self, batch: Batch) -> None:
        self.batch = batch
        self.told["seconds"] = time.perf_counter() - self.began
        QTimer.singleShot(SETTLE_MS, self._tell)  # the results and the list that is read again belong to it

    def _tell(self) -> None:
        assert self.batch is not None
        self.told |= {
            "held": self.dog.longest * 1000, "work": self.dog.work * 1000, "attached": self.batch.count("attached"),
            "again": [round(one * 1000) for one in self.dog.long],
        }  # fmt: skip
        print(json.dumps(self.told))
        sys.stdout.flush()
        self.application.quit()
        QApplication.quit()


def main() -> None:
    """Attach what lies in the folder given on the command line."""
    paths.harden()
    app = QApplication(["hsdclient"])
    application = Application(app)
    dropper = Dropper(application, Path(sys.argv[2]), int(sys.argv[3]))
    application.start(Path(sys.argv[1]))
    QTimer.singleShot(100, dropper.begin)
    app.exec()


if __name__ == "__main__":
    main()
