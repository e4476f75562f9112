"""Unlocks the real window and tells how long the list of joint actions took: `python -m tests.bench.to_list FOLDER`.

Prints the seconds from the key at hand to the painted list, and those of the key derivation before it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from hsdclient import keyring, paths
from tests.bench import plenty
from ui.application import Application


class Stopwatch:
    """Notes when the key was at hand and when the list was painted."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.derived = self.at_key = 0.0
        self._unlock = keyring.unlock
        keyring.unlock = self._timed_unlock  # type: ignore[assignment]
        application.keeper.opened.connect(self._opened)

    def begin(self) -> None:
        """Type the passphrase once the program has loaded, as an officer would."""
        loading: Any = self.application.keeper._preloading
        if loading is None or loading.is_alive():
            QTimer.singleShot(20, self.begin)
            return
        self.application.keeper.unlock(plenty.NAME, plenty.PASSPHRASE)

    def _timed_unlock(self, *what: Any) -> Any:
        began = time.perf_counter()
        unlocked = self._unlock(*what)
        self.at_key = time.perf_counter()
        self.derived = self.at_key - began
        return unlocked

    def _opened(self) -> None:
        """Wait for the list, looking every two milliseconds as long as the loop is free."""
        window: Any = self.application.window
        page = window._pages.get("joint_actions") if window is not None else None
        shown = page._lists.get(page.view.key) if page is not None else None
        if shown is None or shown.model.rowCount() != plenty.ACTIONS:
            QTimer.singleShot(2, self._opened)
        else:
            self._painted()

    def _painted(self) -> None:
        window: Any = self.application.window
        window.page("joint_actions").listing.table.viewport().repaint()
        took = time.perf_counter() - self.at_key
        os.write(1, f"{took} {self.derived}\n".encode())
        self.application.quit()
        QApplication.quit()


def main() -> None:
    """Open the workspace given on the command line."""
    paths.harden()
    app = QApplication(["hsdclient"])
    application = Application(app)
    watch = Stopwatch(application)
    application.start(Path(sys.argv[1]))
    QTimer.singleShot(100, watch.begin)
    QTimer.singleShot(60_000, app.quit)
    app.exec()


if __name__ == "__main__":
    main()
