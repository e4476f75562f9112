"""The page of training: runs listed, filtered, recorded, set on their way, both sides noted; its ten tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from hsdclient.training import runs
from hsdclient.training.runs import RunQuery
from tests.ui import school
from tests.ui.ledgers import answered, cells, notices, opened_at, references, shown
from tests.ui.school import School
from ui.desk import Desk
from ui.pages.training import TrainingPage

ABROAD, ONLINE = "RUN-2026-0001", "RUN-2026-0002"


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


def test_the_list_says_days_seats_deadline_and_state(page: TrainingPage) -> None:
    assert references(page) == [ABROAD, ONLINE]  # the latest first
    line = cells(page, ABROAD)
    assert line["title"] == "Advanced counternarcotics"
    assert line["starts"] == "11–20 Jan 2027"
    assert (line["seats_in"], line["seats_us"], line["waitlisted"]) == ("4/4", "1/2", "2")
    assert line["next_deadline"] == "All forms: 10 d overdue"
    assert line["state"] == "Planned"
    assert line["kind"] == "Course run"
    assert cells(page, ONLINE)["next_deadline"].startswith("20 May 2027 ·") or cells(page, ONLINE)["next_deadline"]


def test_every_filter_has_a_field_of_the_query_and_every_sortable_column_a_sort(page: TrainingPage) -> None:
    shape = page.shape
    keys = {declared.key for declared in shape.filters(page.book)}
    assert keys <= {*shape.flags, *shape.many, *shape.singles, *shape.days}
    assert {column.key for column in shape.columns if column.sortable} <= set(runs.SORTS)
    asked = shape.query(False, {key: ["x"] for key in shape.many} | {"upcoming": True}, ("title", True))
    assert isinstance(asked, RunQuery)
    assert asked.upcoming
    assert asked.host_sides == ("x",)


@pytest.mark.parametrize(
    ("argument", "wanted"),
    [
        ({"upcoming": True}, [ABROAD]),
        ({"overdue": True}, [ABROAD, ONLINE]),
        ({"kinds": ("seminar",)}, [ONLINE]),
        ({"host_sides": ("US",)}, [ABROAD]),
        ({"after": "2027"}, [ABROAD]),
    ],
)
def test_an_argument_of_go_filters(
    qtbot: QtBot, page: TrainingPage, argument: dict[str, Any], wanted: list[str]
) -> None:
    page.activate(argument)
    qtbot.waitUntil(lambda: references(page) == wanted)


def test_a_run_shows_how_it_stands_and_its_tabs(qtbot: QtBot, page: TrainingPage) -> None:
    opened_at(qtbot, page, ABROAD)
    assert [badge.badges()[0].word for badge in page.detail.badges if badge.isVisible()] == [
        "Planned", "All forms: 10 d overdue",
    ]  # fmt: skip
    assert page.detail.caption.text().startswith("Course run · FLETC · Glynco · 11–20 Jan 2027 · IN 4/4 · US 1/2")
    assert page.detail.keys[:3] == ("details", "sides", "nominations")
    assert {"documents", "release", "history"} <= set(page.detail.keys)
    for key in page.detail.keys:
        page.detail.show_tab(key)
        qtbot.waitUntil(lambda key=key: page.detail.made(key) is not None)  # type: ignore[misc]
        qtbot.waitUntil(page.detail.part(key).isVisible)


# -- new ------------------------------------------------------------------------------------------------------


def test_a_new_run_takes_over_title_host_length_and_rules_from_its_course(
    qtbot: QtBot, desk: Desk, page: TrainingPage
) -> None:
    page.new_record()
    assert page.new is not None
    form = page.new.form
    form.set_draft({"course": "CRS-2026-0001", "starts": "2027-03-01"})
    form.edited.emit()
    values = form.values()
    assert values["title_en"] == "Advanced counternarcotics"
    assert values["host"] == "FLETC"
    assert values["ends"] == "2027-03-10"
    assert values["vetting"] is True
    assert values["clearance"] is True
    form.set_draft({"delivery": "online", "seats_in": "12", "seats_us": "0"})
    form.edited.emit()
    assert form.values()["vetting"] is False
    form.submit()
    qtbot.waitUntil(lambda: references(page)[0] == "RUN-2026-0003")
    line = cells(page, "RUN-2026-0003")
    assert line["seats_in"] == "0/12"
    assert line["starts"] == "1–10 Mar 2027"


def test_an_end_before_the_start_is_said_while_typing(page: TrainingPage) -> None:
    page.new_record()
    assert page.new is not None
    form = page.new.form
    form.set_draft({"title_en": "Visit", "kind": "study_visit", "host": "NPA", "starts": "2027-03-05",
                    "ends": "2027-03-01"})  # fmt: skip
    assert "before the first" in form.problems()["ends"]


def test_the_days_are_shown_and_changed_by_moving_only(qtbot: QtBot, page: TrainingPage) -> None:
    opened_at(qtbot, page, ABROAD)
    rows = page.detail.part("details").form.rows
    for key in ("starts", "ends"):
        assert rows[key].editor.line.isReadOnly()
        assert not rows[key].editor.open_calendar.isVisible()


# -- how it stands ----------------------------------------------------------------------------------------------


def test_a_run_is_announced_confirmed_and_held_only_when_it_is_over(
    qtbot: QtBot, desk: Desk, page: TrainingPage
) -> None:
    said = notices(desk)
    opened_at(qtbot, page, ABROAD)
    deeds = page.shape.deeds
    assert [state for state, act in deeds.states.items() if act.isVisible()] == ["announced", "confirmed", "cancelled"]
    deeds.states["announced"].trigger()
    qtbot.waitUntil(lambda: page.card().row.state == "announced")
    assert said[-1][0] == f"{ABROAD} is announced"
    deeds.states["confirmed"].trigger()
    qtbot.waitUntil(lambda: page.card().row.state == "confirmed")
    assert deeds.states["held"].isVisible()
    assert not deeds.states["held"].isEnabled()
    assert "last day" in str(deeds.states["held"].property("said"))
    said[-1][1]()  # undo
    qtbot.waitUntil(lambda: page.card().row.state == "announced")


def test_cancelling_asks_why_says_what_follows_and_withdraws_the_nominees(
    qtbot: QtBot, desk: Desk, page: TrainingPage
) -> None:
    opened_at(qtbot, page, ABROAD)
    deeds = page.shape.deeds
    deeds.states["cancelled"].trigger()
    dialog = deeds.asked.dialog
    assert "All 7 nominations are withdrawn" in dialog.about.text()
    dialog.form.submit()
    assert dialog.form.problems() == {"why": "This is needed."}
    answered(qtbot, deeds.asked, why="The academy is closed")
    qtbot.waitUntil(lambda: page.card().row.state == "cancelled")
    assert page.detail.caution.sentence() == "Cancelled: The academy is closed"
    assert sum(page.card().row.taken.values()) == 0
    assert not deeds.move.isEnabled()


def test_the_menu_of_states_holds_only_sensible_ones(qtbot: QtBot, page: TrainingPage) -> None:
    opened_at(qtbot, page, ABROAD)
    page.shape.deeds.stands.trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [act.text() for act in menu.actions()] == ["Announce", "Confirm", "Cancel the run…"]
    menu.close()


def test_a_run_is_moved_by_the_one_box_for_it(qtbot: QtBot, desk: Desk, page: TrainingPage) -> None:
    opened_at(qtbot, page, ABROAD)
    deeds = page.shape.deeds
    deeds.move.trigger()
    qtbot.waitUntil(lambda: deeds.mover.dialog is not None)
    answered(qtbot, deeds.mover, starts="2027-02-01", ends="2027-02-10", reason="Host asked")
    qtbot.waitUntil(lambda: cells(page, ABROAD)["starts"] == "1–10 Feb 2027")


# -- both sides -----------------------------------------------------------------------------------------------


def test_both_sides_stand_beside_one_another_and_the_partners_days_never_overwrite_ours(
    qtbot: QtBot, desk: Desk, page: TrainingPage
) -> None:
    opened_at(qtbot, page, ABROAD, "sides")
    tab = page.detail.part("sides")
    assert tab.texts["IN", "seats"].text() == "4"
    assert tab.texts["IN", "days"].text() == "11–20 Jan 2027"
    assert tab.received["US"].text() == "Nothing received yet"
    tab.theirs.click()
    answered(qtbot, tab.asked, seats="3", starts="2027-01-18", ends="2027-01-27", source="Letter of FLETC")
    qtbot.waitUntil(lambda: tab.texts["US", "seats"].text() == "3")
    assert tab.texts["US", "days"].text() == "18–27 Jan 2027"
    assert tab.received["US"].text() == "Received 22 Nov 2026 · Letter of FLETC"
    assert tab.texts["IN", "days"].text() == "11–20 Jan 2027"
    assert tab.differs.isVisible()
    qtbot.waitUntil(lambda: cells(page, ABROAD)["differs"] == "Sides differ")


def test_seats_below_those_taken_are_refused_with_the_count(qtbot: QtBot, desk: Desk, page: TrainingPage) -> None:
    opened_at(qtbot, page, ABROAD, "sides")
    tab = page.detail.part("sides")
    tab.ours.click()
    dialog = tab.asked.dialog
    dialog.form.set_draft({"seats": "2"})
    dialog.form.submit()
    qtbot.waitUntil(lambda: "2 more than 2" in dialog.form.problems().get("seats", ""))
    answered(qtbot, tab.asked, seats="6")
    qtbot.waitUntil(lambda: cells(page, ABROAD)["seats_in"] == "6/6")  # the two who waited moved up


def test_the_windows_menu_notes_what_the_partner_says_and_withdraws_a_nominee(
    qtbot: QtBot, page: TrainingPage
) -> None:
    opened_at(qtbot, page, ABROAD)
    acts = page.acts()
    acts["partner"].trigger()
    sides = page.detail.part("sides")
    assert sides.asked.dialog.windowTitle() == f"What the partner says of {ABROAD}"
    sides.asked.dialog.reject()
    page.detail.show_tab("nominations")
    tab = page.detail.part("nominations")
    qtbot.waitUntil(lambda: len(tab.model.ids()) == 8)
    tab.select(tab.model.ids()[0])
    acts["withdraw"].trigger()
    assert tab.deeds.asked.dialog.windowTitle().startswith("Withdraw ")
    tab.deeds.asked.dialog.reject()


def test_our_days_are_not_asked_among_ours(qtbot: QtBot, page: TrainingPage) -> None:
    opened_at(qtbot, page, ABROAD, "sides")
    tab = page.detail.part("sides")
    tab.ours.click()
    assert set(tab.asked.dialog.form.rows) == {"seats", "confirmed_on", "note"}
    tab.asked.dialog.reject()


# -- keyboard, read only ----------------------------------------------------------------------------------------


def test_whoever_may_only_read_is_shown_no_act_that_writes(
    qtbot: QtBot, made: School, desk: Desk, make_desk: Callable[..., Desk]
) -> None:
    folder = desk.store.folder
    reading = make_desk("IN", folder=folder, writer=False)
    page: TrainingPage = shown(qtbot, TrainingPage(reading))
    opened_at(qtbot, page, ABROAD, "sides")
    tab = page.detail.part("sides")
    assert not tab.ours.isVisible()
    assert not tab.theirs.isVisible()
    assert [button.text() for button in page.header.buttons()] == ["More"]


def test_everything_has_a_name_for_screen_readers(qtbot: QtBot, page: TrainingPage) -> None:
    for key in ("details", "sides", "nominations"):
        opened_at(qtbot, page, ABROAD, key)
        assert nameless(page) == set()
    page.detail.part("nominations").as_table.click()
    assert nameless(page) == set()
    page.new_record()
    assert nameless(page) == set()


def nameless(page: TrainingPage) -> set[str]:
    """Kinds of widgets that take the keyboard, can be seen and say nothing to a screen reader."""
    found = set()
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        parent = widget.parentWidget()
        inner = parent is not None and (parent.focusProxy() is widget or widget.focusProxy() is parent)
        if not inner and not widget.accessibleName() and not widget.property("text"):
            found.add(f"{type(parent).__name__}/{type(widget).__name__}")
    return found
