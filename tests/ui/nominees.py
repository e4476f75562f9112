"""A run with nominees on the screen, for the tests of its tab: lanes, steps, the menu that is open, a card dragged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from hsdclient.training import nominations
from tests.ui import school
from tests.ui.ledgers import opened_at, shown
from tests.ui.school import School
from ui.desk import Desk
from ui.pages.training import TrainingPage
from ui.training.nominations_tab import NominationsTab

ABROAD = "RUN-2026-0001"
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    return empty_desk


@pytest.fixture
def made(desk: Desk) -> School:
    return school.fill(desk.workspace)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, made: School) -> TrainingPage:
    found: TrainingPage = shown(qtbot, TrainingPage(desk))
    return found


@pytest.fixture
def tab(qtbot: QtBot, page: TrainingPage) -> NominationsTab:
    opened_at(qtbot, page, ABROAD, "nominations")
    found: NominationsTab = page.detail.part("nominations")
    qtbot.waitUntil(lambda: len(found.model.ids()) == 8)
    return found


def lanes(tab: NominationsTab) -> dict[str, list[str]]:
    """Lane → names, those without anybody left out."""
    told = {}
    for lane, keys in zip(tab.board.lanes, tab.board._keys, strict=True):
        rows = [tab.row(key) for key in keys]
        if keys:
            told[lane.key] = [row.name for row in rows if row is not None]
    return told


def step(desk: Desk, key: int) -> str:
    found = desk.peek(nominations.rows, [key])
    assert found is not None
    return str(found[0].step)


def menu_words(tab: NominationsTab, qtbot: QtBot) -> dict[str, bool]:
    """The menu of steps that is open: words → whether it can be picked."""
    qtbot.waitUntil(lambda: tab.deeds.menu is not None and tab.deeds.menu.isVisible())
    assert tab.deeds.menu is not None
    return {act.text(): act.isEnabled() for act in tab.deeds.menu.actions() if act.text()}


def pick(tab: NominationsTab, qtbot: QtBot, words: str) -> None:
    menu_words(tab, qtbot)
    assert tab.deeds.menu is not None
    act = next(one for one in tab.deeds.menu.actions() if one.text() == words)
    menu = tab.deeds.menu
    act.trigger()
    menu.close()


def drag(qtbot: QtBot, tab: NominationsTab, key: int, lane: str) -> None:
    board = tab.board
    board.select_id(key)
    start = board.rect_of(key).center()
    qtbot.mousePress(board.viewport(), LEFT, NONE, start)
    qtbot.mouseMove(board.viewport(), start + QPoint(20, 6))
    qtbot.waitUntil(lambda: board._allowed is not None)
    place = board.lane_rect(lane).center()
    board.horizontalScrollBar().setValue(board.horizontalScrollBar().value() + max(0, place.x() - board.width() + 40))
    place = board.lane_rect(lane).center()
    qtbot.mouseMove(board.viewport(), place)
    qtbot.mouseRelease(board.viewport(), LEFT, NONE, place)
