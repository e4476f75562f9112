"""Nominated by form, known persons found; gates recorded and their look logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from hsdclient.training import trainees, vetting
from tests.ui.ledgers import answered, notices, opened_at, shown
from tests.ui.nominees import ABROAD, desk, lanes, made, page, step, tab
from tests.ui.school import School
from ui.desk import Desk
from ui.pages.training import TrainingPage
from ui.training.nominations_tab import NominationsTab

__all__ = ["desk", "made", "page", "tab"]


def nominate(qtbot: QtBot, tab: NominationsTab, **values: object) -> Any:
    tab.deeds.new.trigger()
    dialog = tab.deeds.dialog
    dialog.form.set_draft(values)
    dialog.form.edited.emit()
    return dialog


def test_a_new_person_is_recorded_and_waitlisted_with_the_place_said(
    qtbot: QtBot, desk: Desk, tab: NominationsTab
) -> None:
    said = notices(desk)
    dialog = nominate(qtbot, tab, name="Farid", agency="CBIC", post="Inspector")
    assert "India: 4 of 4 seats" in dialog.about.text()
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1][0] == "Farid: Waitlisted. All 4 seats for IN are taken: waitlisted, place 3."
    qtbot.waitUntil(lambda: lanes(tab)["waitlisted"] == ["Meera Nair", "Sukhwinder", "Farid"])
    current = tab.current()
    assert current is not None
    assert current.name == "Farid"


def test_a_known_person_is_found_while_typing_and_gets_no_second_record(
    qtbot: QtBot, desk: Desk, page: TrainingPage, made: School
) -> None:
    opened_at(qtbot, page, "RUN-2026-0002", "nominations")
    tab = page.detail.part("nominations")
    qtbot.waitUntil(lambda: tab.card is not None and tab.card.reference == "RUN-2026-0002")
    before = desk.peek(trainees.total)
    dialog = nominate(qtbot, tab, name="Kavi")
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    assert dialog.list.item(0).text().startswith("Kavita · PER-2026-0002 · NPA · Superintendent of Police")
    dialog.list.itemActivated.emit(dialog.list.item(0))
    assert not dialog.form.rows["name"].isVisible()
    assert dialog.form.rows["as"].isVisible()
    assert "PER-2026-0002" in dialog.found.sentence()
    dialog.other.click()
    assert dialog.form.rows["name"].isVisible()
    dialog.form.set_draft({"name": "Kavit"})
    dialog.form.edited.emit()
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    dialog.list.itemActivated.emit(dialog.list.item(0))
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    qtbot.waitUntil(lambda: "Kavita" in lanes(tab).get("nominated", []))
    assert desk.peek(trainees.total) == before


def test_the_same_service_number_is_the_same_person_without_asking(
    qtbot: QtBot, desk: Desk, page: TrainingPage, made: School
) -> None:
    opened_at(qtbot, page, "RUN-2026-0002", "nominations")
    tab = page.detail.part("nominations")
    qtbot.waitUntil(lambda: tab.card is not None and tab.card.reference == "RUN-2026-0002")
    before = desk.peek(trainees.total)
    dialog = nominate(qtbot, tab, name="R. Iyer", service_number="irs 2210", agency="CBIC")
    qtbot.waitUntil(lambda: dialog.found.sentence().startswith("Rohan Subramaniam Iyer is here already"))
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    qtbot.waitUntil(lambda: "Rohan Subramaniam Iyer" in lanes(tab).get("nominated", []))
    assert desk.peek(trainees.total) == before


def test_nominating_twice_is_refused_in_the_box(qtbot: QtBot, desk: Desk, tab: NominationsTab) -> None:
    dialog = nominate(qtbot, tab, name="Asha Rao", service_number="NCB-1182", agency="NCB-IN")
    dialog.form.submit()
    qtbot.waitUntil(lambda: "is nominated for RUN-2026-0001 already" in dialog.problem.sentence())
    assert dialog.isVisible()
    dialog.reject()


def test_a_substitute_is_nominated_for_somebody_and_takes_the_seat(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    said = notices(desk)
    daniel = made.nominees["Daniel Ortiz"]
    tab.select(daniel)
    tab.deeds.replace.trigger()
    qtbot.waitUntil(lambda: tab.deeds.asked.dialog is not None)
    dialog = tab.deeds.asked.dialog
    assert dialog is not None
    assert lanes(tab)["substitute"] == ["Grace Kim"]
    grace = next(row.key for row in tab.rows.values() if row.name == "Grace Kim")
    answered(qtbot, tab.deeds.asked, by=str(grace))
    qtbot.waitUntil(lambda: step(desk, daniel) == "withdrawn")
    assert step(desk, grace) == "nominated"
    assert "Daniel Ortiz was withdrawn" in said[-1][0]


def test_opening_the_gates_logs_the_look_and_says_why_there_is_no_free_text(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    tab.select(made.nominees["Kavita"])
    tab.deeds.gates.trigger()
    qtbot.waitUntil(lambda: tab.deeds.dialog is not None)
    dialog = tab.deeds.dialog
    assert "Only status, date and reference are kept" in dialog.why.text()
    assert {field.field.kind for field in dialog.form.rows.values()} == {"choice", "date", "line"}
    assert all(field.field.max_length <= 40 for field in dialog.form.rows.values() if field.field.kind == "line")
    assert dialog.runs_out.sentence()
    log = desk.peek(vetting.access_log, made.people["Kavita"])
    assert log is not None
    assert [(look.officer, look.day) for look in log] == [("Asha Rao", "2026-11-22")]
    dialog.reject()


def test_a_gate_asks_date_and_reference_of_the_fixed_pattern_and_lets_the_nominee_through(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    daniel = made.nominees["Daniel Ortiz"]
    tab.select(daniel)
    tab.deeds.open_gates()
    qtbot.waitUntil(lambda: tab.deeds.dialog is not None)
    dialog = tab.deeds.dialog
    assert {key.split(".")[0] for key in dialog.form.rows} == {"individual_vetting", "unit_vetting"}  # no cadre: US
    dialog.form.set_draft({"individual_vetting.status": "cleared",
                           "individual_vetting.reference": "a friend of the embassy said no"})  # fmt: skip
    found = dialog.form.problems()
    assert "capital letters" in found["individual_vetting.reference"]
    assert "Give the day" in found["individual_vetting.dated"]
    for gate in ("individual_vetting", "unit_vetting"):
        dialog.form.set_draft({f"{gate}.status": "cleared", f"{gate}.reference": "DS/VET-118", f"{gate}.dated":
                               "2026-11-20", f"{gate}.expires": "2027-12-31"})  # fmt: skip
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    qtbot.waitUntil(lambda: (row := tab.row(daniel)) is not None and row.gates_passed)
    tab.deeds.take([daniel], "accepted")
    qtbot.waitUntil(lambda: step(desk, daniel) == "accepted")


def test_gates_are_not_shown_where_the_look_cannot_be_logged(
    qtbot: QtBot, desk: Desk, made: School, make_desk: Callable[..., Desk]
) -> None:
    reading = make_desk("IN", folder=desk.store.folder, writer=False)
    page: TrainingPage = shown(qtbot, TrainingPage(reading))
    opened_at(qtbot, page, ABROAD, "nominations")
    tab = page.detail.part("nominations")
    qtbot.waitUntil(lambda: len(tab.model.ids()) == 8)
    tab.select(made.nominees["Kavita"])
    assert not tab.deeds.gates.isEnabled()
    assert not tab.board.movable
    assert [button.text() for button in tab.deeds.buttons() if button.isVisible()] == ["More"]
