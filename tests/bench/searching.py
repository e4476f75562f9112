"""Types questions into the real search page offscreen and tells how soon the hits are painted.

A process of its own: `python -m tests.bench.searching FOLDER` prints as JSON, in ms: `painted`, from the hits at hand
to the end of their paint (95th percentile), `longest`, `whole` (from the last key on), `held` (of the GUI thread).
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from hsdclient import finding
from tests.bench import bench_search, plenty
from tests.bench.watchdog import PATIENCE_S, Watchdog
from ui import theme
from ui.desk import Desk
from ui.pages.search import SearchPage

KEYSTROKES = 150


class Typist:
    """Puts one text after another into the field and waits for the paint of its hits."""

    def __init__(self, place: Path) -> None:
        self.desk = Desk(plenty.unlock(place))
        self.page = SearchPage(self.desk)
        self.page.resize(1280, 760)
        self.page.show()
        self.page.activate({})
        self.dog = Watchdog()
        self.at_hand = self.shown = 0.0
        self.page.painted.connect(self._shown)
        self._hits = finding.hits
        finding.hits = self._timed_hits

    def _timed_hits(self, *what: Any, **how: Any) -> Any:
        found = self._hits(*what, **how)
        self.at_hand = time.perf_counter()
        return found

    def _shown(self) -> None:
        self.page.list.viewport().repaint()
        self.shown = time.perf_counter()

    def run(self) -> dict[str, float]:
        """All keystrokes, in order."""
        self._settle(0.5)
        painted: list[float] = []
        whole: list[float] = []
        texts = [text for text in bench_search.typed() if finding.parse(text, typing=True).terms]
        self.dog.begin()
        for text in texts[:: max(1, len(texts) // KEYSTROKES)]:
            self.shown, began = 0.0, time.perf_counter()
            self.page.field.setText(text)
            self._wait()
            painted.append(self.shown - self.at_hand)
            whole.append(self.shown - began)
        held = self.dog.longest
        self.page.hide()
        self.desk.close()
        return {
            "painted": _p95(painted), "longest": max(painted) * 1000, "whole": _p95(whole), "held": held * 1000,
            "keystrokes": len(painted),
        }  # fmt: skip

    def _wait(self) -> None:
        loop, until = QEventLoop(), time.monotonic() + PATIENCE_S

        def look() -> None:
            if self.shown or time.monotonic() > until:
                loop.quit()

        self.dog.beaten.connect(look)
        loop.exec()
        self.dog.beaten.disconnect(look)
        if not self.shown:
            raise TimeoutError("the hits did not come")

    def _settle(self, seconds: float) -> None:
        loop, until = QEventLoop(), time.monotonic() + seconds

        def look() -> None:
            if time.monotonic() > until:
                loop.quit()

        self.dog.beaten.connect(look)
        loop.exec()
        self.dog.beaten.disconnect(look)


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def main() -> None:
    """Type over the workspace given on the command line."""
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    told = Typist(Path(sys.argv[1])).run()
    print(json.dumps(told))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
