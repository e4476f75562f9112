"""Drives the real page of joint actions offscreen and tells how long its event loop stood still, act by act.

A process of its own: `python -m tests.bench.watchdog FOLDER` prints, in ms,
{act: [longest hold, longest work in one go]}.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench import plenty
from ui import theme
from ui.desk import Desk
from ui.pages.joint_actions import JointActionsPage

PATIENCE_S = 20
BEAT_MS = 2
LONG_S = 0.02


class Watchdog(QObject):
    """Beats every two milliseconds; what a beat comes late is how long the loop was held (`longest`, seconds).

    `work` is the most processor time of the GUI thread between two beats: what is ours of a hold on a busy machine.
    """

    beaten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.longest = self.work = 0.0
        self.long: list[float] = []
        """Every hold of LONG_S and more, in seconds."""
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        late = now - self._last - BEAT_MS / 1000
        self.longest = max(self.longest, late)
        if late >= LONG_S:
            self.long.append(late)
        self.work = max(self.work, worked - self._worked)
        self._last, self._worked = now, worked
        self.beaten.emit()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest = self.work = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()


class Driver:
    """Does one act after another on the page and lets the loop run until it is done."""

    rows = plenty.ACTIONS

    def __init__(self, place: Path) -> None:
        workspace = plenty.unlock(place, writer=True)
        with workspace.store.scratch() as conn:
            conn.exec_driver_sql("DELETE FROM view_states")
        self.desk = Desk(workspace)
        self.page = self.make_page()
        self.page.resize(1280, 760)
        self.page.show()
        self.dog = Watchdog()
        self.holds: dict[str, tuple[float, float]] = {}
        self.taken = 0

    def make_page(self) -> Any:
        """The page that is watched."""
        return JointActionsPage(self.desk)

    @property
    def listing(self) -> Any:
        """The list in front."""
        return self.page.listing

    def run(self) -> dict[str, tuple[float, float]]:
        """Every act, in order."""
        self.page.activate({})
        self.listing.model.modelReset.connect(self._took)
        self.listing.model.dataChanged.connect(self._took)
        self.wait(lambda: self.listing.model.rowCount() == self.rows)
        self.settle()
        self.act("scrolling to any row", self._scroll())
        self.act("scrolling by page keys", self._page_keys())
        self.act("sorting by each column", self._sort())
        self.act("filtering", self._filter())
        self.act("selecting rows", self._select())
        self.page.leave()
        self.page.hide()
        self.desk.close()
        return self.holds

    def act(self, name: str, steps: Iterator[Callable[[], bool]]) -> None:
        self.settle()
        gc.collect()  # what was made while loading is not this act's
        self.dog.begin()
        for done in steps:
            self.wait(done)
        self.holds[name] = (self.dog.longest * 1000, self.dog.work * 1000)

    def _took(self, *_what: object) -> None:
        self.taken += 1

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the loop run, asleep between events as it is at a desk, until `done()`."""
        loop, until = QEventLoop(), time.monotonic() + PATIENCE_S

        def look() -> None:
            if done() or time.monotonic() > until:
                loop.quit()

        self.dog.beaten.connect(look)
        loop.exec()
        self.dog.beaten.disconnect(look)
        if not done():
            raise TimeoutError("the list did not come")

    def settle(self) -> None:
        end = time.monotonic() + 0.3
        self.wait(lambda: time.monotonic() > end)

    def painted(self) -> bool:
        """Whether what is in view has come (no row still shows that it is loading)."""
        table, model = self.listing.table, self.listing.model
        top = max(0, table.rowAt(0))
        return all(model.row_at(row) is not None for row in range(top, min(top + 30, model.rowCount())))

    # --- the acts ------------------------------------------------------------------------------------------

    def _scroll(self) -> Iterator[Callable[[], bool]]:
        bar, chance = self.listing.table.verticalScrollBar(), random.Random(1)
        for place in [0, bar.maximum(), *(chance.randrange(bar.maximum()) for _n in range(60))]:
            bar.setValue(place)
            yield self.painted

    def _page_keys(self) -> Iterator[Callable[[], bool]]:
        for key in [Qt.Key.Key_End, Qt.Key.Key_Home, *[Qt.Key.Key_PageDown] * 15]:
            QTest.keyClick(self.listing.table, key)
            yield self.painted

    def _sort(self) -> Iterator[Callable[[], bool]]:
        columns = self.listing.table.columns
        for column in [column for column in self.listing.model.columns if column.sortable]:
            for descending in (False, True):
                before = self.taken
                columns.set_sort(column.key, descending)
                yield lambda before=before: self.taken > before and self.painted()

    def _filter(self) -> Iterator[Callable[[], bool]]:
        wanted: list[dict[str, object]] = [
            {"group": ["CN"]}, {"status": ["in_progress"]}, {"rag": ["red", "amber"]}, {"overdue": True}, {},
            {"only_open": True, "group": ["CY", "IM"]}, {"text": "ransomware"}, {"text": "p"}, {"differs": True},
            {"reason_missing": True}, {"due_within": 30}, {},
        ]  # fmt: skip
        for values in wanted:
            before = self.taken
            self.listing.bar.set_values(values, tell=True)
            yield lambda before=before: self.taken > before and self.painted()

    def _select(self) -> Iterator[Callable[[], bool]]:
        for row in (10, 50_000, 99_999):
            self.listing.table.selectRow(row)
            key = self.listing.model.id_at(row)
            yield lambda key=key: self.page.detail.card is not None and self.page.detail.card.key == key


def main() -> None:
    """Watch the page over the workspace given on the command line."""
    app = QApplication(sys.argv[:1])
    if hasattr(theme, "apply"):
        theme.apply(app)
    holds = Driver(Path(sys.argv[1])).run()
    print(json.dumps(holds))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
