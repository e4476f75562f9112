"""The board: cards are fetched as they come into view, chosen by key, moved by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.parts.badges import Badge
from ui.parts.board import Board, Card, Lane

LANES = (Lane("a", "Nominated", "India 3"), Lane("b", "Vetting"), Lane("c", "Accepted"), Lane("d", "Left"))
KEYS = {"a": (1, 2, 3), "c": (4, 5), "d": ()}
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip
LEFT = Qt.MouseButton.LeftButton


class Source:
    """Gives cards and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, keys: Sequence[int]) -> dict[int, Card]:
        self.asked.extend(keys)
        return {key: Card(f"Person {key}", "NCB-IN", (Badge("clock", "expires", "red"),), "") for key in keys}


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def board(dressed: QApplication, qtbot: QtBot, source: Source) -> Board:
    made = Board("Nominations", source)
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.set_lanes(LANES, KEYS)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def test_only_what_comes_into_view_is_fetched(board: Board, source: Source) -> None:
    source.asked.clear()
    board.set_lanes(LANES, {"a": range(1, 2001)})
    board.grab()
    assert 0 < len(set(source.asked)) < 12
    board.select_id(1500)
    board.grab()
    assert 1500 in source.asked
    assert len(set(source.asked)) < 40
    assert board.viewport().rect().contains(board.rect_of(1500))


def test_a_lane_without_cards_is_thin_and_the_others_have_its_room(board: Board) -> None:
    widths = {lane.key: strip.width for lane, strip in zip(LANES, board.places.strips, strict=True)}
    assert widths["b"] == widths["d"] < 60
    assert widths["a"] == widths["c"] > 160


def test_arrow_keys_go_between_cards_and_over_empty_lanes(board: Board, qtbot: QtBot) -> None:
    assert board.select_id(2)
    for key, wanted in ((Qt.Key.Key_Down, 3), (Qt.Key.Key_Down, 3), (Qt.Key.Key_Right, 5), (Qt.Key.Key_Up, 4),
                        (Qt.Key.Key_Left, 1), (Qt.Key.Key_End, 3), (Qt.Key.Key_Home, 1)):  # fmt: skip
        qtbot.keyClick(board, key)
        assert board.current_id() == wanted
        assert board.selected_ids() == [wanted]
    assert "Person 1, NCB-IN, expires" in board.accessibleDescription()
    assert "Nominated, 1 of 3" in board.accessibleDescription()


def test_several_are_chosen_by_key_and_by_mouse(board: Board, qtbot: QtBot) -> None:
    board.select_id(1)
    qtbot.keyClick(board, Qt.Key.Key_Down, SHIFT)
    assert board.selected_ids() == [1, 2]
    qtbot.keyClick(board, Qt.Key.Key_A, CTRL)
    assert board.selected_ids() == [1, 2, 3]
    qtbot.mouseClick(board.viewport(), LEFT, CTRL, board.rect_of(2).center())
    assert board.selected_ids() == [1, 3]
    qtbot.mouseClick(board.viewport(), LEFT, NONE, board.rect_of(1).center())
    assert board.selected_ids() == [1]
    qtbot.keyClick(board, Qt.Key.Key_Space, CTRL)
    assert board.selected_ids() == []


def test_ctrl_and_an_arrow_steps_and_enter_opens(board: Board, qtbot: QtBot) -> None:
    board.select_id(4)
    with qtbot.waitSignal(board.stepped) as stepped:
        qtbot.keyClick(board, Qt.Key.Key_Right, CTRL)
    assert stepped.args == [[4], 1]
    with qtbot.waitSignal(board.stepped) as stepped:
        qtbot.keyClick(board, Qt.Key.Key_Left, CTRL)
    assert stepped.args == [[4], -1]
    with qtbot.waitSignal(board.opened) as opened:
        qtbot.keyClick(board, Qt.Key.Key_Return)
    assert opened.args == [4]
    board.movable = False
    with qtbot.assertNotEmitted(board.stepped):
        qtbot.keyClick(board, Qt.Key.Key_Right, CTRL)


def drag(qtbot: QtBot, board: Board, key: int, lane: str) -> None:
    start = board.rect_of(key).center()
    qtbot.mousePress(board.viewport(), LEFT, NONE, start)
    qtbot.mouseMove(board.viewport(), start + QPoint(20, 8))
    qtbot.mouseMove(board.viewport(), board.lane_rect(lane).center())


def test_a_card_dragged_to_another_lane_is_told(board: Board, qtbot: QtBot) -> None:
    told: list[object] = []
    board.dragged.connect(told.append)
    with qtbot.waitSignal(board.dropped) as dropped:
        drag(qtbot, board, 2, "b")
        qtbot.mouseRelease(board.viewport(), LEFT, NONE, board.lane_rect("b").center())
    assert told == [[2]]
    assert dropped.args == [[2], "b"]
    with qtbot.assertNotEmitted(board.dropped):  # let go over its own lane
        drag(qtbot, board, 2, "a")
        qtbot.mouseRelease(board.viewport(), LEFT, NONE, board.lane_rect("a").center())


def test_escape_and_a_board_that_cannot_be_moved_end_a_drag(board: Board, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(board.dropped):
        drag(qtbot, board, 2, "b")
        qtbot.keyClick(board, Qt.Key.Key_Escape)
        qtbot.mouseRelease(board.viewport(), LEFT, NONE, board.lane_rect("b").center())
    board.movable = False
    with qtbot.assertNotEmitted(board.dragged):
        drag(qtbot, board, 2, "b")


def test_several_are_dragged_together_and_the_board_says_why_not(board: Board, qtbot: QtBot) -> None:
    board.select_id(1)
    qtbot.keyClick(board, Qt.Key.Key_Down, SHIFT)
    drag(qtbot, board, 1, "b")
    free = board.grab().toImage()
    board.allow({"b": "Not before the gates are passed."})
    assert board.grab().toImage() != free
    with qtbot.waitSignal(board.dropped) as dropped:
        qtbot.mouseRelease(board.viewport(), LEFT, NONE, board.lane_rect("b").center())
    assert dropped.args == [[1, 2], "b"]


def test_what_is_chosen_stays_chosen_and_a_gone_card_gives_way_to_its_neighbour(board: Board, qtbot: QtBot) -> None:
    board.select_id(5)
    with qtbot.assertNotEmitted(board.current_changed):
        board.set_lanes(LANES, {**KEYS, "b": (5,), "c": (4,)})
    assert board.current_id() == 5
    assert board.lane_of(5) == "b"
    with qtbot.waitSignal(board.current_changed) as changed:
        board.set_lanes(LANES, {"a": (1, 2), "b": (6,)})
    assert changed.args == [6]
    board.set_lanes(LANES, {})
    assert board.current_id() is None
    assert board.selected_ids() == []
    assert not board.select_id(1)


def test_cards_that_come_later_are_painted_when_they_arrive(dressed: QApplication, qtbot: QtBot) -> None:
    board = Board("Nominations", lambda _keys: {})
    qtbot.addWidget(board)
    board.resize(600, 300)
    board.set_lanes(LANES, KEYS)
    board.show()
    waiting = board.grab().toImage()
    board.arrived({1: Card("Person 1")})
    assert board.grab().toImage() != waiting


def test_a_menu_asked_by_key_stands_at_the_card(board: Board, qtbot: QtBot) -> None:
    from PySide6.QtGui import QContextMenuEvent

    board.select_id(3)
    event: Any = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(board.menu_wanted) as wanted:
        QApplication.sendEvent(board.viewport(), event)
    assert wanted.args == [board.viewport().mapToGlobal(board.rect_of(3).bottomLeft())]
