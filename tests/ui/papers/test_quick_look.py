"""Quick look opens over a list, follows it, and closes by Space and Escape without leaving anything open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from hsdclient.documents import DocumentRow
from tests.accessible import nameless
from tests.ui.papers import papers_made as made
from ui.desk import Desk
from ui.papers.quick_look import QuickLook


@pytest.fixture
def rows(desk: Desk) -> list[DocumentRow]:
    return [
        made.attach(desk, "first.txt", b"the first", title="First <b>paper</b>", type="letter", dated="2026-11-12"),
        made.attach(desk, "second.txt", b"the second"),
        made.attach(desk, "list.xlsx", made.xlsx(20)),
    ]


@pytest.fixture
def behind(qtbot: QtBot) -> QListWidget:
    """The list behind: three lines, the first in hand."""
    one = QListWidget()
    qtbot.addWidget(one)
    one.addItems(["0", "1", "2"])
    one.setCurrentRow(0)
    one.show()
    qtbot.waitExposed(one)
    return one


def text(look: QuickLook) -> str:
    return look.viewer.text.text()


def press(qtbot: QtBot, look: QuickLook, key: Qt.Key) -> None:
    """As the system does: the window hears of it first."""
    qtbot.keyClick(look.windowHandle(), key)


def test_it_shows_names_and_follows_the_list(
    desk: Desk, behind: QListWidget, rows: list[DocumentRow], qtbot: QtBot
) -> None:
    look = QuickLook.over(behind, desk, rows[0])
    qtbot.waitUntil(lambda: text(look) == "the first")
    assert look.reference.text() == rows[0].reference
    assert look.title.text() == "First <b>paper</b>"
    assert look.facts.text().startswith("Letter · 12 Nov 2026 · ")
    assert not nameless(look)
    look.moved.connect(lambda _step: look.look_at(rows[behind.currentRow()]))
    press(qtbot, look, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: text(look) == "the second")
    assert behind.currentRow() == 1
    press(qtbot, look, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: text(look) == "the first")
    assert QuickLook.over(behind, desk, rows[1]) is look


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_it_closes_and_lets_go(
    desk: Desk, behind: QListWidget, rows: list[DocumentRow], qtbot: QtBot, key: Qt.Key
) -> None:
    look = QuickLook.over(behind, desk, rows[0])
    qtbot.waitUntil(lambda: text(look) == "the first")
    paper = look.viewer._lamp.paper
    with qtbot.waitSignal(look.closed):
        press(qtbot, look, key)
    assert not look.isVisible()
    assert text(look) == ""
    assert paper is not None
    qtbot.waitUntil(paper.ended)
    look.look_at(rows[0])
    qtbot.waitUntil(lambda: text(look) == "the first")
    look.close()


def test_a_search_field_keeps_its_space_and_escape(
    desk: Desk, behind: QListWidget, rows: list[DocumentRow], qtbot: QtBot
) -> None:
    look = QuickLook.over(behind, desk, rows[0])
    qtbot.waitUntil(lambda: text(look) == "the first")
    search = look.viewer.text.bar.search
    look.activateWindow()
    look.viewer.to_search()
    qtbot.waitUntil(search.hasFocus)
    for key in (Qt.Key.Key_T, Qt.Key.Key_H, Qt.Key.Key_E, Qt.Key.Key_Space, Qt.Key.Key_F):
        press(qtbot, look, key)
    assert search.text() == "the f"
    assert look.viewer.text.bar.found.text() == "1 of 1"
    press(qtbot, look, Qt.Key.Key_Escape)
    assert (search.text(), look.isVisible()) == ("", True)
    press(qtbot, look, Qt.Key.Key_Escape)
    assert not look.isVisible()


def test_arrows_inside_a_table_stay_there(
    desk: Desk, behind: QListWidget, rows: list[DocumentRow], qtbot: QtBot
) -> None:
    look = QuickLook.over(behind, desk, rows[2])
    sheets = look.viewer.sheets
    qtbot.waitUntil(lambda: sheets.model.rowCount() == 21)
    look.activateWindow()
    sheets.table.setFocus()
    qtbot.waitUntil(sheets.table.hasFocus)
    sheets.table.setCurrentIndex(sheets.model.index(0, 0))
    press(qtbot, look, Qt.Key.Key_Down)
    assert sheets.table.currentIndex().row() == 1
    assert behind.currentRow() == 0
    look.close()


def test_its_size_is_remembered(desk: Desk, behind: QListWidget, rows: list[DocumentRow], qtbot: QtBot) -> None:
    look = QuickLook.over(behind, desk, rows[0])
    look.resize(500, 444)
    look.close()
    qtbot.waitUntil(lambda: QuickLook(desk, behind).height() == 444)
