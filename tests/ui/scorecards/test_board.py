"""The scorecard of a round in the window: tiles, table, drill-down, and the acts on a commitment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient import scorecard
from tests.ui.rounds import keys, round_desk, rounds
from ui.desk import Desk
from ui.scorecards.board import ScorecardBoard

__all__ = ["keys", "round_desk", "rounds"]


@pytest.fixture
def board(qtbot: QtBot, round_desk: Desk, keys: dict[str, int]) -> ScorecardBoard:
    made = ScorecardBoard(round_desk)
    qtbot.addWidget(made)
    made.resize(1140, 720)
    made.show()
    with qtbot.waitSignal(made.painted):
        made.show_round(keys["HSD-2024"])
    return made


def test_the_tiles_count_what_the_core_counts(board: ScorecardBoard, round_desk: Desk, keys: dict[str, int]) -> None:
    with round_desk.store.read() as rx:
        counts = scorecard.of_round(rx, keys["HSD-2024"]).counts
    assert {status: tile._value for status, tile in board.tally.tiles.items()} == counts
    assert sum(counts.values()) == board.lines.model.rowCount() == 6
