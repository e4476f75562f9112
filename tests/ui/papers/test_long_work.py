"""Long work: its strip, counts and Cancel; one piece at a time; the end of the workspace stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import errors
from ui.desk import Desk
from ui.papers.long_work import LongWork
from ui.parts.progress import ProgressStrip

Told = Callable[[int, int], None]
Asked = Callable[[], bool]


@pytest.fixture
def work(empty_desk: Desk, qtbot: QtBot) -> Iterator[LongWork]:
    """The long work of a desk whose strips stand in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    room = QVBoxLayout(window)
    empty_desk.strip_wanted.connect(room.addWidget)
    window.show()
    found = LongWork.of(empty_desk)
    assert LongWork.of(empty_desk) is found
    yield found
    window.close()


def strip_of(work: LongWork) -> ProgressStrip:
    assert work.strip is not None
    return work.strip


def test_it_counts_in_its_unit_and_gives_its_result(work: LongWork, qtbot: QtBot) -> None:
    go, results = threading.Event(), list[int]()

    def job(told: Told, _cancelled: Asked) -> int:
        told(3 << 40, 4 << 40)
        go.wait(10)
        return 7

    assert work.start("Reading …", job, results.append, unit=1 << 30)
    qtbot.waitUntil(lambda: strip_of(work).count.text() == "3,072 of 4,096")
    assert strip_of(work).isVisible()
    go.set()
    qtbot.waitUntil(lambda: results == [7])
    assert not work.busy
    assert strip_of(work).isHidden()


def test_cancel_asks_it_to_stop_and_says_so_in_a_sentence(work: LongWork, empty_desk: Desk, qtbot: QtBot) -> None:
    def job(_told: Told, cancelled: Asked) -> int:
        while not cancelled():
            threading.Event().wait(0.01)
        raise errors.Refused("Stopped; nothing was changed.")

    notices: list[str] = []
    empty_desk.notice.connect(lambda sentence, _undo: notices.append(sentence))
    work.start("Reading …", job, notices.append)
    strip_of(work).cancel.click()
    qtbot.waitUntil(lambda: notices == ["Stopped; nothing was changed."])
    assert not work.busy


def test_a_second_piece_is_not_begun_and_a_failure_is_told(work: LongWork, empty_desk: Desk, qtbot: QtBot) -> None:
    go = threading.Event()

    def job(_told: Told, _cancelled: Asked) -> None:
        go.wait(10)
        raise errors.Environment("The disk is full.")

    notices: list[str] = []
    empty_desk.notice.connect(lambda sentence, _undo: notices.append(sentence))
    work.start("Reading …", job, notices.append)
    assert not work.start("Again …", job, notices.append)
    assert notices == ["Other work is under way. Wait for it, or cancel it first."]
    with qtbot.waitSignal(empty_desk.failed) as told:
        go.set()
    assert told.args[0].sentence == "The disk is full."


def test_the_end_of_the_workspace_stops_it_and_waits_for_that(work: LongWork, empty_desk: Desk) -> None:
    ended = threading.Event()

    def job(_told: Told, cancelled: Asked) -> None:
        while not cancelled():
            threading.Event().wait(0.01)
        ended.set()

    work.start("Reading …", job, lambda _result: None)
    empty_desk.closing.emit()
    assert ended.is_set()
