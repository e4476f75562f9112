"""Garbage is collected on the GUI thread alone: on another one it may destroy a widget, and all stands still."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import Garbage


class Knot(QObject):
    """Holds itself; tells on which thread it goes."""

    went: list[threading.Thread]

    def __init__(self, went: list[threading.Thread]) -> None:
        super().__init__()
        self.went, self.itself = went, self

    def __del__(self) -> None:
        self.went.append(threading.current_thread())


def work() -> list[list[int]]:
    """Far more containers than Python waits for before it collects."""
    return [[number] for number in range(50_000)]


@pytest.fixture
def collecting() -> Iterator[None]:
    """Python collects where it likes, as it does before the window says otherwise."""
    gc.enable()
    yield
    gc.disable()


@pytest.mark.usefixtures("collecting")
def test_a_knot_of_objects_is_undone_on_the_gui_thread_though_another_thread_works(qtbot: QtBot) -> None:
    garbage, went = Garbage(), list[threading.Thread]()
    gc.collect()
    Knot(went)
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert went == []
    held = work()
    qtbot.waitUntil(lambda: bool(went))
    assert went == [threading.main_thread()]
    held.clear()
    garbage.deleteLater()


def test_little_garbage_costs_nothing_and_much_is_collected_up_to_the_old(qtbot: QtBot) -> None:
    garbage = Garbage()
    gc.collect()
    before = [generation["collections"] for generation in gc.get_stats()]
    garbage.tick()
    assert [generation["collections"] for generation in gc.get_stats()] == before
    held: list[list[int]] = []
    for _round in range(150):
        held += ([number] for number in range(4_000))
        garbage.tick()
    young, middle, old = (after["collections"] - was for after, was in zip(gc.get_stats(), before, strict=True))
    assert young > middle > old > 0
    garbage.deleteLater()
