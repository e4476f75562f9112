"""The training calendar in a real window on a real workspace: what it shows, where it goes, moving a run, the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hsdclient import view_states, words
from hsdclient.training import runs
from hsdclient.training.runs import RunQuery
from tests.accessible import nameless
from tests.ui.exchanges import fill_exchanges
from tests.ui.inside import folder, program, sign_in
from tests.ui.ledgers import notices
from ui.application import Application
from ui.desk import Desk
from ui.pages.calendar import CalendarPage
from ui.parts.form_dialog import FormDialog

__all__ = ["folder", "program"]

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SEMINAR = date(2026, 11, 24)
K = Qt.Key


def shown(qtbot: QtBot, page: CalendarPage, argument: object = None) -> CalendarPage:
    """The page on the screen, its first answer come, the keyboard on the calendar."""
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    page.activate(argument)
    qtbot.waitUntil(lambda: bool(page._shown.notes) and page.book.ready)
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    return page


@pytest.fixture
def page(empty_desk: Desk, qtbot: QtBot) -> CalendarPage:
    """November 2026: a seminar from 24 to 26, deadlines overdue, an exercise that was cancelled."""
    fill_exchanges(empty_desk.workspace)
    return shown(qtbot, CalendarPage(empty_desk))


def said(page: CalendarPage) -> list[str]:
    """What stands in the bars and marks of the days shown."""
    return [one.words for one in page._shown.spans]


def went_to(desk: Desk) -> list[tuple[str, object]]:
    """Where the window is asked to go from now on."""
    found: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: found.append((key, argument)))
    return found


def run_of(desk: Desk, number: int) -> runs.RunRow:
    """The run RUN-2026-000…"""
    with desk.store.read() as rx:
        keys = [row.key for row in runs.rows(rx, list(runs.ids(rx, RunQuery()))) if row.reference.endswith(str(number))]
        return runs.rows(rx, keys)[0]


# -- what it shows ------------------------------------------------------------------------------------------------


def test_a_month_shows_runs_deadlines_and_both_countries_holidays(page: CalendarPage) -> None:
    assert page.bar.shown.text() == "November 2026"
    assert page.grid.first() == date(2026, 10, 26)  # a Monday
    assert "Seminar on cargo screening · NPA" in said(page)
    assert any(one.startswith("Overdue: ") for one in said(page))
    assert not any("Joint exercise" in one for one in said(page))  # cancelled
    notes = {note.who: note.words for day in page._shown.notes for note in page.grid.notes_of(day)}
    assert "Thanksgiving Day" in notes.values()
    assert {"IN", "US"} == set(notes)
    assert not nameless(page)


def test_the_bar_of_a_run_says_everything_in_words(page: CalendarPage) -> None:
    page.grid.choose(SEMINAR)
    told = page.grid.accessibleDescription()
    for words_ in ("Tuesday 24 November 2026", "RUN-2026-0003", "Seminar", "Confirmed", "NPA, Hyderabad", "IN 0/10"):
        assert words_ in told
    assert page.told.text() == told
    assert page.open.isEnabled()


def test_each_filter_limits_what_is_shown(qtbot: QtBot, page: CalendarPage) -> None:
    everything = len(said(page))
    for values, runs_shown in (
        ({"kind": ["exercise"], "cancelled": True}, ["Joint exercise at sea · NPA"]),
        ({"host": ["FLETC"]}, []), ({"side": ["US"]}, []), ({"state": ["planned"]}, []), ({"text": "forensics"}, []),
        ({"text": "cargo"}, ["Seminar on cargo screening · NPA"]),
        ({"state": ["cancelled"]}, ["Joint exercise at sea · NPA"]),
    ):  # fmt: skip
        page.filters.set_values(values, tell=True)
        qtbot.waitUntil(
            lambda runs_shown=runs_shown: [one.words for one in page._shown.spans if one.look != "mark"] == runs_shown
        )
    page.filters.set_values({"overdue": True}, tell=True)
    qtbot.waitUntil(lambda: bool(said(page)) and all(one.startswith("Overdue: ") for one in said(page)))
    page.show_day(date(2026, 12, 1))  # its deadlines lie ahead
    qtbot.waitUntil(lambda: page._shown.spans == () and page.grid.first() == date(2026, 11, 30))
    page.filters.set_values({}, tell=True)
    qtbot.waitUntil(lambda: any(one.startswith("Confirmation · ") for one in said(page)))
    page.show_day(SEMINAR)
    page.filters.set_values({"no_deadlines": True}, tell=True)
    qtbot.waitUntil(lambda: said(page) == ["Seminar on cargo screening · NPA"])
    page.filters.set_values({"no_holidays": True}, tell=True)
    qtbot.waitUntil(lambda: not page._shown.notes and len(said(page)) == everything)


def test_the_week_begins_on_sunday_for_the_united_states(
    qtbot: QtBot, make_desk: Callable[..., Desk], now: object
) -> None:
    page = shown(qtbot, CalendarPage(make_desk("US")))
    assert page.grid.first() == date(2026, 11, 1)
    page.set_view("week")
    assert page.grid.first() == date(2026, 11, 22)


# -- going about --------------------------------------------------------------------------------------------------


def test_months_and_weeks_are_turned_and_today_comes_back(qtbot: QtBot, page: CalendarPage) -> None:
    page.bar.on.click()
    assert page.bar.shown.text() == "December 2026"
    page.turn(1)
    assert page.bar.shown.text() == "January 2027"
    qtbot.waitUntil(lambda: any("Digital forensics" in one for one in said(page)))
    page.bar.today.click()
    assert page.grid.day() == date(2026, 11, 22)
    page.bar.views["week"].click()
    assert page.bar.shown.text() == "16–22 Nov 2026"
    page.turn(-1)
    assert page.grid.day() == date(2026, 11, 15)


def test_the_last_of_a_long_month_becomes_the_last_of_a_short_one(page: CalendarPage) -> None:
    page.show_day(date(2027, 1, 31))
    page.turn(1)
    assert page.grid.day() == date(2027, 2, 28)


def test_a_day_is_gone_to_by_its_name(qtbot: QtBot, page: CalendarPage) -> None:
    page.ask_day()
    dialog = page.window().findChild(FormDialog)
    assert dialog is not None
    dialog.form.set_draft({"day": "14 Jan 2027"})
    dialog.form.submit()
    qtbot.waitUntil(lambda: page.bar.shown.text() == "January 2027")
    assert page.grid.day() == date(2027, 1, 14)


def test_arrows_beyond_the_month_turn_the_page(qtbot: QtBot, page: CalendarPage) -> None:
    page.grid.choose(date(2026, 12, 6))
    qtbot.keyClick(page.grid, K.Key_Right)
    assert page.bar.shown.text() == "December 2026"
    assert page.grid.day() == date(2026, 12, 7)


def test_more_opens_the_week_of_the_day(page: CalendarPage) -> None:
    page.grid.more.emit(SEMINAR)
    assert page.view == "week"
    assert page.grid.first() == date(2026, 11, 23)


def test_enter_opens_the_run_and_a_deadline_its_programme(qtbot: QtBot, empty_desk: Desk, page: CalendarPage) -> None:
    went = went_to(empty_desk)
    page.grid.choose(SEMINAR)
    qtbot.keyClick(page.grid, K.Key_Return)
    assert went == [("training", {"record": run_of(empty_desk, 3).key, "tab": "details"})]
    mark = next(one for one in page._shown.spans if one.look == "mark")
    page.grid.choose(mark.first, mark.key)
    qtbot.keyClick(page.grid, K.Key_Return)
    assert went[-1] == ("training", {"record": page.run(), "tab": "programme"})


def test_a_run_is_begun_on_the_day_in_hand_and_the_calendar_is_printed(empty_desk: Desk, page: CalendarPage) -> None:
    went = went_to(empty_desk)
    page.grid.choose(date(2026, 11, 5))
    page.new.trigger()
    page.print.trigger()
    assert went == [
        ("training", {"new": {"starts": "2026-11-05"}}),
        ("reports", {"kind": "training-calendar", "year": "2026", "calendar": "cy"}),
    ]  # fmt: skip


def test_where_the_page_was_is_remembered(qtbot: QtBot, empty_desk: Desk, page: CalendarPage) -> None:
    page.set_view("week")
    page.filters.set_value("kind", ["seminar"])
    state = page.view_state()
    assert state == {"day": "2026-11-22", "view": "week", "kind": ["seminar"]}
    page.leave()
    qtbot.waitUntil(lambda: empty_desk.peek(view_states.kept, empty_desk.officer.key, "calendar") is not None)
    again = shown(qtbot, CalendarPage(empty_desk))
    qtbot.waitUntil(lambda: again.filters.values() == {"kind": ["seminar"]})
    back = shown(qtbot, CalendarPage(empty_desk), {**state, "run": run_of(empty_desk, 3).key, "day": "2026-11-24"})
    qtbot.waitUntil(lambda: back.run() == run_of(empty_desk, 3).key)
    assert back.view == "week"


# -- moving a run -------------------------------------------------------------------------------------------------


def test_the_keyboard_moves_a_run_with_a_reason_and_its_deadlines_go_along(
    qtbot: QtBot, empty_desk: Desk, page: CalendarPage
) -> None:
    told = notices(empty_desk)
    page.grid.choose(SEMINAR)
    qtbot.keyClick(page.grid, K.Key_Down, BOTH)
    assert "Move to 1 Dec 2026" in page.told.text()
    qtbot.keyClick(page.grid, K.Key_Return)
    qtbot.waitUntil(lambda: page.moving.dialog is not None)
    dialog = page.moving.dialog
    assert dialog.form.values() == {"starts": "2026-12-01", "ends": "2026-12-03", "reason": ""}
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 4)
    first = dialog.model.row_at(0)
    assert (first["was"], first["becomes"]) == (date(2026, 9, 25), date(2026, 10, 2))
    assert first["state"].word == "7 days later"
    assert not nameless(dialog)
    dialog.form.submit()
    assert dialog.form.problems() == {"reason": "Say why the run is moved."}
    dialog.form.set_draft({"reason": "The hall is closed"})
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    assert told[-1][0] == "Moved RUN-2026-0003"
    moved = run_of(empty_desk, 3)
    assert (moved.starts, moved.ends) == (date(2026, 12, 1), date(2026, 12, 3))
    qtbot.waitUntil(lambda: any(one.first == date(2026, 12, 1) for one in page._shown.spans))
    told[-1][1]()
    qtbot.waitUntil(lambda: run_of(empty_desk, 3).starts == SEMINAR)


def test_the_last_day_follows_the_first_and_a_past_day_is_refused(
    qtbot: QtBot, empty_desk: Desk, page: CalendarPage
) -> None:
    page.moving.ask(run_of(empty_desk, 3).key)
    qtbot.waitUntil(lambda: page.moving.dialog is not None)
    dialog = page.moving.dialog
    dialog.form.rows["starts"].editor.set_value("2026-12-07")
    dialog.form.rows["starts"].editor.edited.emit()
    qtbot.waitUntil(lambda: dialog.form.values()["ends"] == "2026-12-09")
    dialog.form.rows["starts"].editor.set_value("2026-11-02")
    dialog.form.rows["starts"].editor.edited.emit()
    qtbot.waitUntil(lambda: "starts" in dialog.form.problems())
    assert "cannot be moved to a day that is past" in dialog.form.problems()["starts"]
    dialog.reject()


def test_the_mouse_moves_a_run(qtbot: QtBot, empty_desk: Desk, page: CalendarPage) -> None:
    key = next(one.key for one in page._shown.spans if one.words.startswith("Seminar"))
    start = page.grid.places(key)[0].topLeft().toPoint()
    start.setX(start.x() + 20)
    start.setY(start.y() + 6)
    to = page.grid.cell_of(date(2026, 11, 27)).center().toPoint()
    QTest.mousePress(page.grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(page.grid, (start + to) / 2)
    QTest.mouseMove(page.grid, to)
    QTest.mouseRelease(page.grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, to)
    qtbot.waitUntil(lambda: page.moving.dialog is not None)
    assert page.moving.dialog.form.values()["starts"] == "2026-11-27"
    page.moving.dialog.reject()
    assert run_of(empty_desk, 3).starts == SEMINAR


def test_a_held_run_and_a_deadline_say_why_they_stay(qtbot: QtBot, empty_desk: Desk, page: CalendarPage) -> None:
    told = notices(empty_desk)
    mark = next(one for one in page._shown.spans if one.look == "mark")
    page.grid.choose(mark.first, mark.key)
    qtbot.keyClick(page.grid, K.Key_Right, BOTH)
    assert told[-1][0].startswith("A deadline moves with its run.")
    page.show_day(date(2026, 3, 2))
    qtbot.waitUntil(lambda: any(one.look == "done" for one in page._shown.spans))
    held = next(one for one in page._shown.spans if one.look == "done")
    page.grid.choose(held.first, held.key)
    qtbot.keyClick(page.grid, K.Key_Right, BOTH)
    assert told[-1][0] == "The run was held; its days stay."
    assert not page.move_button.isEnabled()
    assert page.moving.dialog is None


def test_nothing_is_moved_where_nothing_may_be_written(
    qtbot: QtBot, now: object, make_desk: Callable[..., Desk], copied: Callable[..., Path]
) -> None:
    folder = copied("IN")
    first = make_desk("IN", folder=folder)
    fill_exchanges(first.workspace)
    page = shown(qtbot, CalendarPage(make_desk("IN", folder=folder, writer=False)))
    page.grid.choose(SEMINAR)
    assert not page.move_button.isVisible()
    qtbot.keyClick(page.grid, K.Key_Right, BOTH)
    assert page.grid.carried_to() is None


# -- the file -----------------------------------------------------------------------------------------------------


def test_the_calendar_is_written_as_a_file_with_the_filters_in_force(
    qtbot: QtBot, empty_desk: Desk, page: CalendarPage, tmp_path: Path
) -> None:
    told = notices(empty_desk)
    page.saving._choose = lambda *_asked: str(tmp_path / "plan")
    page.filters.set_values({"kind": ["seminar"]}, tell=True)
    page.export.trigger()
    qtbot.waitUntil(lambda: bool(told) and "written to plan.ics" in told[-1][0])
    text = (tmp_path / "plan.ics").read_text(encoding="utf-8")
    assert "Seminar on cargo screening" in text
    assert "Digital forensics" not in text


def test_the_calendar_speaks_hindi(qtbot: QtBot, empty_desk: Desk, page: CalendarPage) -> None:
    words.use("hi")
    again = shown(qtbot, CalendarPage(empty_desk), {"day": "2026-11-24"})
    assert again.bar.shown.text() == "नवंबर 2026"
    assert "गुरु नानक जयंती" in [note.words for note in again.grid.notes_of(SEMINAR)]


# -- in the whole window ------------------------------------------------------------------------------------------


def test_in_the_window_keys_open_the_calendar_and_a_run_is_begun_on_its_day(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    window = sign_in(program, qtbot, folder)
    window.menus.actions["page:calendar"].trigger()
    page = window.current()
    assert page.KEY == "calendar"
    assert window.sidebar.key() == "calendar"
    page.grid.choose(date(2026, 11, 5))
    window.menus.actions["new_action"].trigger()
    training = window.current()
    assert training.KEY == "training"
    assert training.adding()
    assert training.new.form.values()["starts"] == "2026-11-05"
    window.go("calendar", {})
    assert window.current().grid.day() == date(2026, 11, 5)
