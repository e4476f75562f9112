"""The nominations of a run as board and table: what is shown, found, remembered, exported; ways in and out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient.training import vetting
from tests.ui.ledgers import notices, opened_at, shown
from tests.ui.nominees import ABROAD, desk, lanes, made, page, tab
from tests.ui.school import School
from ui.desk import Desk
from ui.pages.training import TrainingPage
from ui.training.nominations_tab import NominationsTab

__all__ = ["desk", "made", "page", "tab"]


def test_the_board_has_the_runs_route_and_those_aside(tab: NominationsTab) -> None:
    assert [lane.key for lane in tab.board.lanes] == [
        "nominated", "cadre_clearance", "vetting", "accepted", "travel", "attended", "certified", "evaluated",
        "returned", "waitlisted", "substitute", "left",
    ]  # fmt: skip
    assert lanes(tab) == {
        "nominated": ["Daniel Ortiz", "Imran Qureshi", "Rohan Subramaniam Iyer"],
        "vetting": ["Kavita"],
        "accepted": ["Asha Rao"],
        "waitlisted": ["Meera Nair", "Sukhwinder"],
        "substitute": ["Grace Kim"],
    }
    assert tab.board.lanes[0].said == "IN 2 · US 1"
    assert tab.seats.text() == "India: 4 of 4 seats, 2 wait · United States: 1 of 2 seats"


def test_a_card_says_agency_missing_gates_expiry_and_place(tab: NominationsTab, made: School) -> None:
    said = {name: tab._cards([key])[key].words() for name, key in made.nominees.items()}
    assert said["Daniel Ortiz"] == "Daniel Ortiz, DEA · US · Special Agent, 2 gates missing"
    assert said["Imran Qureshi"].endswith("3 gates missing")
    assert "expires too early" in said["Kavita"]
    assert said["Asha Rao"] == "Asha Rao, NCB-IN · IN · Deputy Director, since 19 Nov 2026"
    assert said["Sukhwinder"].endswith("place 2")


def test_nothing_of_a_gate_but_its_name_is_read_for_board_and_table(desk: Desk, tab: NominationsTab) -> None:
    tab.as_table.click()
    tab.table.grab()
    assert desk.peek(vetting.access_log, 2) == []
    shown = " ".join(str(value) for row in tab.rows.values() for value in vars(row).values())
    assert "MHA/" not in shown


def test_board_and_table_are_remembered_with_what_is_chosen(
    qtbot: QtBot, desk: Desk, page: TrainingPage, tab: NominationsTab, made: School
) -> None:
    tab.select(made.nominees["Kavita"])
    tab.as_table.click()
    assert tab.front() is tab.table
    assert tab.table.current_id() == made.nominees["Kavita"]
    again: TrainingPage = shown(qtbot, TrainingPage(desk))
    opened_at(qtbot, again, ABROAD, "nominations")
    assert again.detail.part("nominations").front() is again.detail.part("nominations").table


def test_the_field_finds_a_nominee_in_both_views(qtbot: QtBot, tab: NominationsTab) -> None:
    tab.name.setText("kavita")
    tab.name.textEdited.emit("kavita")
    qtbot.waitUntil(lambda: lanes(tab) == {"vetting": ["Kavita"]})
    assert len(tab.model.ids()) == 1
    tab.name.setText("कविता")
    tab.name.textEdited.emit("कविता")
    qtbot.waitUntil(lambda: len(tab.model.ids()) == 1)
    tab.name.clear()
    tab.name.textEdited.emit("")
    qtbot.waitUntil(lambda: len(tab.model.ids()) == 8)


def test_the_whole_page_is_the_boards_until_another_tab_is_chosen(page: TrainingPage, tab: NominationsTab) -> None:
    tab.wide.click()
    assert page.splitter.is_folded("list")
    page.detail.show_tab("sides")
    assert not page.splitter.is_folded("list")
    page.detail.show_tab("nominations")
    assert page.splitter.is_folded("list")
    page.leave()
    assert not page.splitter.is_folded("list")


def test_enter_goes_to_the_person(qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School) -> None:
    tab.select(made.nominees["Kavita"])
    with qtbot.waitSignal(desk.go) as gone:
        qtbot.keyClick(tab.board, Qt.Key.Key_Return)
    assert gone.args == ["trainees", {"record": made.people["Kavita"]}]


def test_an_argument_of_go_leads_to_a_nominee(qtbot: QtBot, page: TrainingPage, made: School) -> None:
    page.activate({"record": made.abroad, "nomination": made.nominees["Meera Nair"]})
    qtbot.waitUntil(lambda: page.detail.made("nominations") is not None)
    tab = page.detail.part("nominations")
    qtbot.waitUntil(lambda: (row := tab.current()) is not None and row.name == "Meera Nair")


def test_nobody_nominated_yet_offers_the_form(qtbot: QtBot, desk: Desk, page: TrainingPage) -> None:
    page.new_record()
    assert page.new is not None
    page.new.form.set_draft({"title_en": "Visit", "kind": "study_visit", "host": "NPA", "starts": "2027-03-05"})
    page.new.form.submit()
    qtbot.waitUntil(lambda: page.card() is not None and page.card().reference == "RUN-2026-0003")
    page.detail.show_tab("nominations")
    tab = page.detail.part("nominations")
    qtbot.waitUntil(lambda: tab.front() is tab.empty)
    assert tab.empty.button.text() == "Nominate…"
    tab.empty.button.click()
    assert tab.deeds.dialog.isVisible()
    tab.deeds.dialog.reject()


def test_tab_walks_from_the_acts_to_the_cards(qtbot: QtBot, page: TrainingPage, tab: NominationsTab) -> None:
    tab.deeds.buttons()[0].setFocus()
    seen = []
    for _step in range(14):
        page.focusNextPrevChild(True)
        seen.append(QApplication.focusWidget())
        if seen[-1] is tab.board:
            break
    assert tab.name in seen
    assert seen[-1] is tab.board


def test_the_nominees_are_exported_as_they_are_found(
    qtbot: QtBot, desk: Desk, page: TrainingPage, tab: NominationsTab, tmp_path: Path
) -> None:
    said = notices(desk)
    target = tmp_path / "nominees.csv"
    page.choose = lambda *_asked: str(target)
    tab.name.setText("Kavita")
    tab.name.textEdited.emit("Kavita")
    qtbot.waitUntil(lambda: len(tab.model.ids()) == 1)
    tab.deeds.export.trigger()
    qtbot.waitUntil(lambda: bool(said))
    written = target.read_text("utf-8-sig")
    assert "Kavita" in written
    assert "Asha Rao" not in written
    assert "MHA/" not in written


def test_a_roll_is_imported_into_the_chosen_run(qtbot: QtBot, desk: Desk, page: TrainingPage, made: School) -> None:
    said = notices(desk)
    page.activate({"kinds": ("exercise",)})
    qtbot.waitUntil(lambda: page.card() is None and not page.listing.model.rowCount())
    page.import_file()
    assert said[-1][0].startswith("Choose a run first")
    page.activate({"record": made.abroad})
    qtbot.waitUntil(lambda: page.card() is not None and page.card().reference == ABROAD)
    page.import_file()
    tab = page.detail.part("nominations")
    assert tab.deeds.dialog.isVisible()
    tab.deeds.dialog.reject()
