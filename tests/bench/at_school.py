"""Drives the real board, table and calendar of training offscreen and tells how long each took.

A process of its own: `python -m tests.bench.at_school FOLDER RUN` prints, in seconds,
{"board", "list", "calendar", "bare"}: the best of several, in turns.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QEventLoop, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from hsdclient.training import runs
from tests.bench import plenty
from tests.bench.figures import in_turns
from ui import theme
from ui.desk import Desk
from ui.parts.calendar_grid import CalendarGrid
from ui.parts.calendar_plan import Span
from ui.training.nominations_tab import NominationsTab

ITEMS = 500
SIZE = (1366, 768)
_TURNS = 7
_PATIENCE_S = 20
_FIRST = date(2027, 3, 1)
_TONES = ("green", "amber", "blue", "none")


def until(holds: Callable[[], object]) -> None:
    """Let the event loop run until `holds`."""
    end = time.monotonic() + _PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            raise AssertionError("nothing came")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def opened(desk: Desk, card: Any, *, board: bool) -> None:
    """Open the nominations of the run from nothing, as board or as table, until they are painted with their rows."""
    tab = NominationsTab(SimpleNamespace(desk=desk))
    tab._as_board = board
    tab.resize(*SIZE)
    tab.show()
    tab.show_card(card)
    until(lambda: tab._roll is not None and tab.rows)
    tab.front().viewport().repaint()
    if tab.front() is not (tab.board if board else tab.table) or len(tab.model.ids()) < 1_000:
        raise AssertionError("the other view")
    tab.close()
    tab.deleteLater()


def spans() -> tuple[Span, ...]:
    """A month with 500 runs of one to twelve days."""
    return tuple(
        Span(
            f"{n}", (first := _FIRST + timedelta(days=n * 7 % 31)), first + timedelta(days=n % 12),
            f"RUN-2027-{n:04d} Training of trainers", f"Run {n}", shape="circle", tone=_TONES[n % 4], movable=True,
        )
        for n in range(ITEMS)
    )  # fmt: skip


def calendar(made: tuple[Span, ...], room: QPixmap) -> Callable[[], None]:
    """Lay the month out and paint it."""
    grid = CalendarGrid("Bench")
    grid.resize(*SIZE)
    monday = _FIRST - timedelta(days=_FIRST.weekday())
    grid.show_days(monday, 5, month=_FIRST.month, today=_FIRST)

    def paint() -> None:
        grid.show_spans(made, {})
        grid.render(room)

    return paint


def bare(made: tuple[Span, ...], room: QPixmap) -> None:
    """The least that shows as many: a rectangle and its words for each."""
    with QPainter(room) as painter:
        for place, span in enumerate(made):
            box = QRectF(place % 10 * 136, place // 10 * 15, 132, 14)
            painter.fillRect(box, QColor("#C9D0D9"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, span.words)


def main() -> None:
    """Measure on the workspace and the run given on the command line."""
    app = QApplication(["hsdclient"])
    theme.apply(app, "light", 100)
    workspace = plenty.unlock(Path(sys.argv[1]))
    desk = Desk(workspace)
    with workspace.store.read() as rx:
        card = runs.card(rx, int(sys.argv[2]))
    board, table = in_turns(lambda: opened(desk, card, board=True), lambda: opened(desk, card, board=False), _TURNS)
    made, room = spans(), QPixmap(*SIZE)
    room.fill(QColor("white"))
    month, least = in_turns(calendar(made, room), lambda: bare(made, room), _TURNS)
    desk.close()
    print(json.dumps({"board": board, "list": table, "calendar": month, "bare": least}))


if __name__ == "__main__":
    main()
