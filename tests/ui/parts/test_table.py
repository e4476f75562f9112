"""The table: keyboard, columns, sorting by signal, the selection kept by id, empty states told apart."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ui import theme
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

COLUMNS = [
    Column("ref", "Reference", 120),
    Column("title", "Title", 300),
    Column("note", "Note", 80, sortable=False),
    Column("far", "Far", 80, default_visible=False),
]
PICK = QItemSelectionModel.SelectionFlag
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Rows:
    """Rows made of ids, counting how many were read."""

    def __init__(self) -> None:
        self.read = 0
        self.title = "=1+1 <b>"

    def fetch(self, ids: Sequence[int]) -> list[dict[str, object]]:
        self.read += len(ids)
        return [{"ref": f"R-{i}", "title": self.title, "note": "tab\tbed", "far": "x"} for i in ids]


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> RowsTable:
    theme.apply(qapp, "light", 100)
    made = RowsTable(RowsModel(COLUMNS, Rows().fetch), "Things")
    qtbot.addWidget(made)
    made.model().set_ids(range(1, 501))
    made.resize(640, 300)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def ids(model: RowsModel) -> list[int]:
    return list(model.ids())


def test_selection_and_current_row_stay_with_their_ids(table: RowsTable) -> None:
    table.select_id(40)
    for row in (41, 42, 99):
        table.selectionModel().select(table.model().index(row, 0), PICK.Select | PICK.Rows)
    assert list(table.selected_ids()) == [40, 42, 43, 100]
    said: list[object] = []
    table.current_changed.connect(said.append)
    table.model().set_ids(range(500, 0, -1))
    assert sorted(table.selected_ids()) == [40, 42, 43, 100]
    assert table.current_id() == 40
    assert table.currentIndex().row() == 460
    assert said == []
    table.model().set_ids([1, 42])
    assert list(table.selected_ids()) == [42]
    assert said == [None]


def test_an_id_that_is_not_there_yet_is_selected_when_it_comes(table: RowsTable) -> None:
    assert not table.select_id(9000)
    table.model().set_ids([7, 9000])
    assert table.current_id() == 9000


def test_everything_selected_is_cheap_to_ask_for(table: RowsTable) -> None:
    table.selectAll()
    assert list(table.selected_ids()) == ids(table.model())
    table.model().set_ids(range(1, 301))
    assert len(table.selected_ids()) == 300


@pytest.mark.parametrize(
    ("key", "signal", "expected"),
    [
        (Qt.Key.Key_Return, "opened", [12]),
        (Qt.Key.Key_Enter, "opened", [12]),
        (Qt.Key.Key_Space, "quick_look", [12]),
        (Qt.Key.Key_F2, "edit_wanted", [12, "ref"]),
    ],
)
def test_keys_say_which_row(table: RowsTable, qtbot: QtBot, key: Qt.Key, signal: str, expected: list[object]) -> None:
    table.select_id(12)
    with qtbot.waitSignal(getattr(table, signal)) as told:
        qtbot.keyClick(table, key)
    assert told.args == expected


def test_delete_says_all_selected_rows(table: RowsTable, qtbot: QtBot) -> None:
    table.select_id(12)
    qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(table.discard) as told:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert list(told.args[0]) == [12, 13]


def test_home_end_and_typing(table: RowsTable, qtbot: QtBot) -> None:
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == 500
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == 1
    with qtbot.waitSignal(table.typed) as told:
        qtbot.keyClick(table, Qt.Key.Key_P)
    assert told.args == ["p"]


def test_only_rows_in_view_are_read(qapp: QApplication, qtbot: QtBot) -> None:
    rows = Rows()
    table = RowsTable(RowsModel(COLUMNS, rows.fetch), "Things")
    qtbot.addWidget(table)
    table.model().set_ids(range(1, 100_001))
    table.resize(640, 300)
    table.show()
    qtbot.waitUntil(lambda: rows.read > 0)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: rows.read > 100)
    table.grab()
    table.resizeColumnToContents(1)
    assert rows.read <= 400


def test_copy_gives_text_and_html_that_nothing_runs(table: RowsTable, qtbot: QtBot) -> None:
    table.select_id(3)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Reference\tTitle\tNote\nR-3\t'=1+1 <b>\ttab bed"
    assert "<td>'=1+1 &lt;b&gt;</td>" in data.html().replace("&#x27;", "'")
    assert "<th>Reference</th>" in data.html()


def test_sorting_is_a_signal_and_turns_round(table: RowsTable, qtbot: QtBot) -> None:
    told: list[tuple[str, bool]] = []
    table.sort_changed.connect(lambda key, descending: told.append((key, descending)))
    header = table.columns
    for column in (1, 1, 0, 2):
        place = QPoint(header.sectionViewportPosition(column) + 20, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [("title", False), ("title", True), ("ref", False)]
    assert table.columns.sort() == ("ref", False)


def actions(menu: QMenu) -> dict[str, QAction]:
    found = {action.text(): action for action in menu.actions()}
    for action in menu.actions():
        sub = action.menu()
        if isinstance(sub, QMenu):
            found |= {f"{action.text()}/{one.text()}": one for one in sub.actions()}
    return found


def test_columns_and_sorting_are_chosen_in_a_menu(table: RowsTable, qtbot: QtBot) -> None:
    menu = actions(table.columns.menu())
    assert [menu[t].isChecked() for t in ("Reference", "Title", "Note", "Far")] == [True, True, True, False]
    menu["Title"].trigger()
    menu["Far"].trigger()
    assert table.columns.shown() == [0, 2, 3]
    menu["Sort by/Reference"].trigger()
    actions(table.columns.menu())["Sort by/Descending"].trigger()
    assert table.columns.sort() == ("ref", True)
    assert "Sort by/Note" not in menu
    menu["Columns as at first"].trigger()
    assert table.columns.shown() == [0, 1, 2]


def test_the_last_column_stays(table: RowsTable) -> None:
    for key in ("ref", "title", "note", "far"):
        table.columns.set_shown(key, False)
    assert len(table.columns.shown()) == 1


def test_state_survives_json_and_a_new_table(table: RowsTable, qtbot: QtBot) -> None:
    table.columns.moveSection(2, 0)
    table.columns.resizeSection(0, 222)
    table.columns.set_shown("title", False)
    table.columns.set_sort("ref", True)
    table.select_id(77)
    state = json.loads(json.dumps(table.state()))

    again = RowsTable(RowsModel(COLUMNS, Rows().fetch), "Things")
    qtbot.addWidget(again)
    again.restore(state)
    again.model().set_ids(range(1, 501))
    assert again.columns.shown() == [2, 0]
    assert again.columns.layout_state()["widths"]["ref"] == 222
    assert again.columns.sort() == ("ref", True)
    assert again.current_id() == 77
    assert again.state() == state


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"order": ["gone", "title"], "hidden": ["gone"], "widths": {"title": -5, "gone": 9}, "sort": ["gone", True]},
        {"order": "x", "hidden": 3, "widths": [], "sort": [], "current": "no"},
        {"order": ["ref", "title", "note", "far"], "hidden": ["ref", "title", "note", "far"]},
    ],
)
def test_a_damaged_state_is_passed_over(table: RowsTable, broken: dict[str, object]) -> None:
    table.restore(broken)
    assert table.columns.shown()
    assert all(table.columns.sectionSize(column) >= 40 for column in table.columns.shown())
    assert table.columns.sort() is None


def test_no_data_differs_from_no_match(table: RowsTable, qtbot: QtBot) -> None:
    table.set_empty("Nothing yet.", "New", "Nothing matches.", "Clear")
    assert not table.empty.isVisible()
    table.model().set_ids([])
    assert (table.empty.sentence.text(), table.empty.button.text()) == ("Nothing yet.", "New")
    table.set_filtered(True)
    assert (table.empty.sentence.text(), table.empty.button.text()) == ("Nothing matches.", "Clear")
    assert table.empty.isVisible()
    with qtbot.waitSignal(table.empty_pressed) as told:
        table.empty.button.click()
    assert told.args == ["no match"]
    table.model().set_ids([1])
    assert not table.empty.isVisible()


def test_it_says_its_name_and_count(table: RowsTable) -> None:
    assert table.accessibleName() == "Things"
    table.model().set_ids([1])
    assert table.accessibleDescription() == "1 row"
    table.model().set_ids([1, 2])
    assert table.accessibleDescription() == "2 rows"


def test_rows_and_columns_grow_with_the_text(table: RowsTable, qapp: QApplication) -> None:
    heights = []
    for density in ("compact", "default", "comfortable"):
        table.set_density(density)
        heights.append(table.rowHeight(0))
    assert heights == [24, 28, 36]
    theme.apply(qapp, "light", 200)
    assert table.rowHeight(0) == 72
    assert table.columns.sectionSize(0) == 240
    theme.apply(qapp, "light", 100)
    assert table.columns.sectionSize(0) == 120


def test_an_id_chosen_by_the_page_while_ctrl_is_held_replaces_the_selection(table: RowsTable, qtbot: QtBot) -> None:
    table.select_id(40)
    qtbot.keyPress(table.windowHandle(), Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    table.select_id(60)
    qtbot.keyRelease(table.windowHandle(), Qt.Key.Key_Control)
    assert list(table.selected_ids()) == [60]


def test_a_growing_column_takes_half_of_the_room_until_it_is_given_a_width(qapp: QApplication, qtbot: QtBot) -> None:
    columns = [Column("ref", "Reference", 120), Column("title", "Title", 100, grows_from=300), Column("x", "X", 80)]
    made = RowsTable(RowsModel(columns, Rows().fetch), "Things")
    qtbot.addWidget(made)
    made.resize(302, 300)
    made.show()
    room = made.columns.width()
    assert made.columns.sectionSize(1) == 100
    made.resize(502, 300)
    assert made.columns.sectionSize(1) == 100 + (made.columns.width() - 300) // 2 > 100 + (room - 300) // 2
    made.columns.resizeSection(1, 90)
    made.resize(602, 300)
    assert made.columns.sectionSize(1) == 90
