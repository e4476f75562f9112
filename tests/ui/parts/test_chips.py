"""A filter is always visible, can be written as text, and goes away by keyboard."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from hsdclient.fields import Choice
from ui import theme
from ui.parts.chips import DEBOUNCE_MS, FilterBar
from ui.parts.filter_query import TEXT, FilterDef, Values, format_query, parse

GROUPS = [Choice("CN", "Counternarcotics", "Own"), Choice("CU", "Customs", "Other")]
STATES = [Choice("agreed", "agreed"), Choice("held", "on hold"), Choice("done", "completed")]
FILTERS = [
    FilterDef("group", "Working group", "choice", lambda: GROUPS),
    FilterDef("status", "Status", "choices", lambda: STATES, negatable=True),
    FilterDef("due", "Due in {n} days", "number", token="due<", unit="d"),
    FilterDef("overdue", "Overdue", "flag", token="is:overdue"),
    FilterDef("tag", "Tag", "text"),
]
FULL: Values = {
    "group": "CN", "status": ["agreed", "held"], "-status": ["done"], "due": 30, "overdue": True, "tag": "two words",
    TEXT: "precursor shipments",
}  # fmt: skip


def test_query_reads_as_documented() -> None:
    line = format_query(FULL, FILTERS)
    assert line == 'group:CN status:agreed,held -status:done due<30d is:overdue tag:"two words" precursor shipments'
    assert parse(line, FILTERS) == FULL


def test_what_is_no_token_is_text() -> None:
    assert parse("group: due<x size:3 -tag:x a", FILTERS) == {TEXT: "group: due<x size:3 -tag:x a"}
    assert parse("status:agreed status:held,agreed", FILTERS) == {"status": ["agreed", "held"]}
    assert parse('"group:CN" is:overdue', FILTERS) == {TEXT: "group:CN", "overdue": True}
    assert parse("", FILTERS) == {}
    assert parse('tag:"unfinished', FILTERS) == {"tag": "unfinished"}


ANY = st.text(min_size=1).map(lambda t: t.replace("\x00", "")).filter(bool)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "group": ANY,
        "status": st.lists(ANY, min_size=1, unique=True),
        "-status": st.lists(ANY, min_size=1, unique=True),
        "due": st.integers(0, 999_999_999),
        "overdue": st.just(True),
        "tag": ANY,
        TEXT: ANY,
    },
)


@given(VALUES)
@example({TEXT: "see group:CN is:overdue"})
def test_any_values_survive_being_written(values: Values) -> None:
    assert parse(format_query(values, FILTERS), FILTERS) == values


@given(st.text())
def test_any_line_can_be_read(line: str) -> None:
    values = parse(line, FILTERS)
    assert parse(format_query(values, FILTERS), FILTERS) == values


@pytest.fixture
def bar(qapp: QApplication, qtbot: QtBot) -> FilterBar:
    theme.apply(qapp, "light", 100)
    made = FilterBar(FILTERS)
    qtbot.addWidget(made)
    made.resize(700, 80)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def texts(bar: FilterBar) -> list[str]:
    return [chip.text() for chip in bar.chips()]


def test_values_become_chips_in_words(bar: FilterBar) -> None:
    bar.set_values(FULL)
    assert texts(bar) == [
        "Working group: Counternarcotics", "Status: agreed, on hold", "not Status: completed",
        "Due in 30 days", "Overdue", "Tag: two words",
    ]  # fmt: skip
    assert bar.values() == FULL
    assert bar.search.text() == "precursor shipments"
    assert all(chip.accessibleName() for chip in bar.chips())


def test_unknown_and_empty_values_are_dropped(bar: FilterBar) -> None:
    bar.set_values({"gone": 1, "-group": "CN", "tag": "", "status": [], "due": None})
    assert bar.values() == {}


def test_typing_tells_once_after_a_moment(bar: FilterBar, qtbot: QtBot) -> None:
    told: list[Values] = []
    bar.changed.connect(told.append)
    bar.focus_search()
    qtbot.keyClicks(bar.search, "parcel")
    since = QElapsedTimer()
    since.start()
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert since.elapsed() >= DEBOUNCE_MS - 50
    assert told == [{TEXT: "parcel"}]


def test_a_token_typed_becomes_a_chip_on_enter(bar: FilterBar, qtbot: QtBot) -> None:
    bar.focus_search()
    qtbot.keyClicks(bar.search, "parcel due<7d")
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClick(bar.search, Qt.Key.Key_Return)
    assert bar.values() == {"due": 7, TEXT: "parcel"}
    assert texts(bar) == ["Due in 7 days"]
    assert bar.search.text() == "parcel"


def test_chips_go_away_by_keyboard_and_the_focus_stays_near(bar: FilterBar, qtbot: QtBot) -> None:
    bar.set_values({"group": "CN", "overdue": True})
    bar.chips()[0].setFocus()
    with qtbot.waitSignal(bar.changed) as told:
        qtbot.keyClick(bar.chips()[0], Qt.Key.Key_Delete)
    assert told.args == [{"overdue": True}]
    assert bar.chips()[0].hasFocus()
    qtbot.keyClick(bar.chips()[0], Qt.Key.Key_Backspace)
    assert bar.search.hasFocus()
    assert bar.values() == {}


def test_the_cross_removes_and_the_words_do_not(bar: FilterBar, qtbot: QtBot) -> None:
    bar.set_values({"overdue": True})
    chip = bar.chips()[0]
    middle = chip.rect().center()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(10, middle.y()))
    assert bar.values() == {"overdue": True}
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, middle.y()))
    assert bar.values() == {}


def test_escape_clears_and_then_leaves(bar: FilterBar, qtbot: QtBot) -> None:
    bar.set_values(FULL)
    bar.focus_search()
    with qtbot.waitSignal(bar.changed) as told:
        qtbot.keyClick(bar.search, Qt.Key.Key_Escape)
    assert told.args == [{}]
    with qtbot.waitSignal(bar.leave):
        qtbot.keyClick(bar.search, Qt.Key.Key_Escape)


def test_counts_say_how_much_is_hidden(bar: FilterBar) -> None:
    bar.set_counts(340, 340)
    assert bar.count.text() == "340"
    assert not bar.clear_button.isVisible()
    bar.set_values({"overdue": True})
    bar.set_counts(12, 340)
    assert bar.count.text() == "12 of 340"
    assert bar.clear_button.isVisible()
    bar.clear_button.click()
    assert bar.values() == {}


def find(menu: QMenu, *path: str) -> QAction:
    found = next(action for action in menu.actions() if action.text() == path[0])
    sub = found.menu()
    return find(sub, *path[1:]) if len(path) > 1 and isinstance(sub, QMenu) else found


def test_filters_are_added_from_the_menu(bar: FilterBar, qtbot: QtBot) -> None:
    find(bar.menu(), "Working group", "Customs").trigger()
    find(bar.menu(), "Status", "agreed").trigger()
    find(bar.menu(), "Status", "on hold").trigger()
    find(bar.menu(), "not Status", "completed").trigger()
    find(bar.menu(), "Overdue").trigger()
    assert bar.query() == "group:CU status:agreed,held -status:done is:overdue"
    assert find(bar.menu(), "Status", "on hold").isChecked()
    find(bar.menu(), "Status", "on hold").trigger()
    find(bar.menu(), "Overdue").trigger()
    assert bar.query() == "group:CU status:agreed -status:done"

    find(bar.menu(), "Due in … days").trigger()
    box = bar.findChild(QInputDialog)
    assert box is not None
    box.setIntValue(7)
    box.accept()
    assert bar.values()["due"] == 7


def test_ctrl_f_goes_to_the_search_field(bar: FilterBar, qtbot: QtBot) -> None:
    bar.add.setFocus()
    qtbot.keyClick(bar.add, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bar.search.hasFocus()
    with qtbot.waitSignal(bar.leave):
        qtbot.keyClick(bar.search, Qt.Key.Key_Down)
    bar.type_into_search("p")
    assert bar.search.text() == "p"
