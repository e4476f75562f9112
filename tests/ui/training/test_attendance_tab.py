"""The tab of attendance and scores: marked by keys, all at once, refused with a reason, scores typed, no-shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hsdclient.training import nominations
from tests.ui.ledgers import notices, opened_at, shown
from tests.ui.nominees import desk, made, page
from tests.ui.school import School
from ui.desk import Desk
from ui.pages.training import TrainingPage
from ui.training.attendance_tab import AttendanceTab

__all__ = ["desk", "made", "page"]
ONLINE = "RUN-2026-0002"


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, made: School, page: TrainingPage) -> AttendanceTab:
    with desk.store.write(desk.officer, "Nominees recorded") as tx:
        for name in ("Kavita", "Imran Qureshi"):
            key = nominations.nominate(tx, made.online, made.people[name]).key
            nominations.advance(tx, key, "accepted")
    opened_at(qtbot, page, ONLINE, "attendance")
    found: AttendanceTab = page.detail.part("attendance")
    qtbot.waitUntil(lambda: found.model.rowCount() == 3)
    return found


def marks(tab: AttendanceTab) -> list[str]:
    """The marks line by line: "P½..."."""
    model = tab.model
    return [
        "".join(str(model.index(row, column).data() or ".") for column in range(len(model.grid.days)))
        for row in range(model.rowCount())
    ]


def test_the_grid_has_a_line_a_nominee_and_a_column_a_day(tab: AttendanceTab) -> None:
    assert marks(tab) == ["P....", ".....", "....."]
    assert tab.model.headerData(0, Qt.Orientation.Horizontal) == "16\nNov"
    assert tab.model.headerData(1, Qt.Orientation.Vertical) == "Imran Qureshi !"
    assert tab.model.said(0, 0) == "Asha Rao, 16 Nov 2026: Present"
    assert "1 of 5 days recorded" in tab.said.text()
    assert "certificate from 80 %" in tab.said.text()


def test_keys_mark_the_chosen_cells_and_space_toggles(qtbot: QtBot, desk: Desk, tab: AttendanceTab) -> None:
    tab.table.setCurrentIndex(tab.model.index(1, 0))
    for key, wanted in ((Qt.Key.Key_P, "P"), (Qt.Key.Key_H, "½"), (Qt.Key.Key_E, "E"), (Qt.Key.Key_Space, "P"),
                        (Qt.Key.Key_Space, "A"), (Qt.Key.Key_Delete, ".")):  # fmt: skip
        qtbot.keyClick(tab.table, key)
        qtbot.waitUntil(lambda wanted=wanted: marks(tab)[1][0] == wanted)  # type: ignore[misc]
        assert tab.table.currentIndex().row() == 1
    tab.table.clearSelection()
    tab.table.setCurrentIndex(tab.model.index(1, 1))
    qtbot.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(tab.table, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: marks(tab) == ["P....", ".P...", ".P..."])
    assert {line.row.step for line in tab.model.grid.lines} == {"attended"}


def test_all_present_marks_those_without_a_mark_in_one_act(qtbot: QtBot, desk: Desk, tab: AttendanceTab) -> None:
    tab.table.setCurrentIndex(tab.model.index(1, 0))
    qtbot.keyClick(tab.table, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: marks(tab)[1][0] == "A")
    assert tab.all_here.text() == "All present on 16 Nov 2026"
    tab.all_here.click()
    qtbot.waitUntil(lambda: marks(tab) == ["P....", "A....", "P...."])
    desk.undo()
    qtbot.waitUntil(lambda: marks(tab) == ["P....", "A....", "....."])


def test_a_score_is_typed_into_its_cell_and_a_wrong_one_says_why(
    qtbot: QtBot, desk: Desk, tab: AttendanceTab
) -> None:
    final = tab.model.columnCount() - 1
    tab.table.setFocus()
    tab.table.setCurrentIndex(tab.model.index(0, final))
    qtbot.keyClicks(tab.table, "8")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "7.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.model.index(0, final).data() == "87.5")
    tab.model.setData(tab.model.index(0, final), "101")
    qtbot.waitUntil(lambda: "0 to 100" in tab.problem.sentence())
    assert tab.model.index(0, final).data() == "87.5"
    tab.model.setData(tab.model.index(1, final), "60")
    qtbot.waitUntil(lambda: "not recorded as attended" in tab.problem.sentence())


def test_who_never_came_becomes_a_no_show_when_the_run_is_over(
    qtbot: QtBot, desk: Desk, tab: AttendanceTab
) -> None:
    said = notices(desk)
    assert tab.no_shows.isEnabled()
    tab.no_shows.click()
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1][0] == "No-show: Kavita, Imran Qureshi"
    qtbot.waitUntil(lambda: [line.row.step for line in tab.model.grid.lines].count("no_show") == 2)
    assert not tab.model.may_mark(1, 0)


def test_nothing_is_marked_before_its_day(qtbot: QtBot, desk: Desk, page: TrainingPage, made: School) -> None:
    opened_at(qtbot, page, "RUN-2026-0001", "attendance")
    tab = page.detail.part("attendance")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    assert not tab.model.may_mark(0, 0)
    assert not tab.all_here.isEnabled()
    with qtbot.assertNotEmitted(tab.table.marked):
        qtbot.keyClick(tab.table, Qt.Key.Key_P)


def test_whoever_may_only_read_marks_nothing(
    qtbot: QtBot, desk: Desk, made: School, make_desk: Callable[..., Desk]
) -> None:
    reading = make_desk("IN", folder=desk.store.folder, writer=False)
    page: TrainingPage = shown(qtbot, TrainingPage(reading))
    opened_at(qtbot, page, ONLINE, "attendance")
    tab = page.detail.part("attendance")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    assert not tab.all_here.isVisible()
    assert not tab.model.may_mark(0, 0)
    assert not tab.model.flags(tab.model.index(0, tab.model.columnCount() - 1)) & Qt.ItemFlag.ItemIsEditable
