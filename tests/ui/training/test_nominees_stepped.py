"""Nominees taken from step to step: by menu, keys and mouse, several at once, and back by Undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient.training import nominations
from tests.ui.ledgers import answered, notices
from tests.ui.nominees import CTRL, desk, drag, lanes, made, menu_words, page, pick, step, tab
from tests.ui.school import School
from ui.desk import Desk
from ui.training.nominations_tab import NominationsTab

__all__ = ["desk", "made", "page", "tab"]


def test_the_menu_holds_only_sensible_steps_and_says_why_one_cannot_be_taken(
    qtbot: QtBot, tab: NominationsTab, made: School
) -> None:
    tab.select(made.nominees["Imran Qureshi"])
    tab.deeds.advance.trigger()
    words = menu_words(tab, qtbot)
    assert [word for word, may in words.items() if may] == [
        "Cadre clearance", "Vetting", "Withdrawn…", "Rejected…", "On another day…",
    ]  # fmt: skip
    (refused,) = [word for word, may in words.items() if not may]
    assert refused.startswith("Accepted · Not passed yet")
    pick(tab, qtbot, "Vetting")
    qtbot.waitUntil(lambda: "Imran Qureshi" in lanes(tab).get("vetting", []))


def test_ctrl_and_an_arrow_takes_one_sensible_step_or_says_why_not(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    said = notices(desk)
    imran, kavita = made.nominees["Imran Qureshi"], made.nominees["Kavita"]
    tab.select(imran)
    qtbot.keyClick(tab.board, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: step(desk, imran) == "cadre_clearance")
    qtbot.waitUntil(lambda: bool(said) and said[-1][0] == "Imran Qureshi: Cadre clearance.")
    qtbot.waitUntil(lambda: tab.board.lane_of(imran) == "cadre_clearance")
    assert tab.board.current_id() == imran
    qtbot.keyClick(tab.board, Qt.Key.Key_Left, CTRL)
    qtbot.waitUntil(lambda: step(desk, imran) == "nominated")
    tab.select(kavita)
    qtbot.keyClick(tab.board, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: "Not passed yet" in said[-1][0])
    assert step(desk, kavita) == "vetting"


def test_a_card_is_dragged_to_the_next_step_and_refused_where_a_gate_is_missing(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    said = notices(desk)
    rohan = made.nominees["Rohan Subramaniam Iyer"]
    drag(qtbot, tab, rohan, "vetting")
    qtbot.waitUntil(lambda: step(desk, rohan) == "vetting")
    qtbot.waitUntil(lambda: tab.board.lane_of(rohan) == "vetting")
    drag(qtbot, tab, rohan, "accepted")
    qtbot.waitUntil(lambda: bool(said) and said[-1][0].startswith("Not passed yet"))
    drag(qtbot, tab, rohan, "returned")
    qtbot.waitUntil(lambda: "cannot go to “Returned to post”" in said[-1][0])
    assert step(desk, rohan) == "vetting"


def test_where_a_dragged_card_may_go_is_known_before_it_is_let_go(
    qtbot: QtBot, tab: NominationsTab, made: School
) -> None:
    tab.deeds.dragged([made.nominees["Imran Qureshi"]])
    tab.board.grab()
    qtbot.waitUntil(lambda: tab.board._allowed is not None)
    allowed = dict(tab.board._allowed or {})
    assert allowed["vetting"] == allowed["left"] == ""
    assert allowed["accepted"].startswith("Not passed yet")
    assert allowed["returned"]


def test_let_go_over_left_asks_which_way_and_why(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    said = notices(desk)
    imran = made.nominees["Imran Qureshi"]
    drag(qtbot, tab, imran, "left")
    assert list(menu_words(tab, qtbot))[:2] == ["Withdrawn…", "Rejected…"]
    pick(tab, qtbot, "Withdrawn…")
    dialog = tab.deeds.asked.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "Withdraw Imran Qureshi"
    dialog.form.submit()
    assert dialog.form.problems() == {"reason": "This is needed."}
    answered(qtbot, tab.deeds.asked, reason="declined")
    qtbot.waitUntil(lambda: step(desk, imran) == "withdrawn")
    assert "Meera Nair (PER-2026-0005) moved up from the waitlist." in said[-1][0]
    qtbot.waitUntil(lambda: lanes(tab)["waitlisted"] == ["Sukhwinder"])
    assert lanes(tab)["left"] == ["Imran Qureshi"]


def test_several_are_advanced_at_once_those_that_cannot_stay_and_say_why(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    said = notices(desk)
    rohan, asha = made.nominees["Rohan Subramaniam Iyer"], made.nominees["Asha Rao"]
    tab.deeds.take([rohan, asha], "cadre_clearance")
    qtbot.waitUntil(lambda: step(desk, rohan) == "cadre_clearance")
    assert step(desk, asha) == "accepted"
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1][0] == (
        "Rohan Subramaniam Iyer: Cadre clearance. 1 stay: This step does not follow from where they stand."
    )


def test_a_step_on_another_day_is_asked_in_a_box(qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School) -> None:
    imran = made.nominees["Imran Qureshi"]
    tab.select(imran)
    tab.deeds.ask_advance()
    pick(tab, qtbot, "On another day…")
    answered(qtbot, tab.deeds.asked, step="vetting", on="2026-11-20")
    qtbot.waitUntil(lambda: step(desk, imran) == "vetting")
    found = desk.peek(nominations.rows, [imran])
    assert found is not None
    assert found[0].step_on.isoformat() == "2026-11-20"


def test_one_undo_takes_a_step_back(qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School) -> None:
    said = notices(desk)
    imran = made.nominees["Imran Qureshi"]
    tab.deeds.take([imran], "vetting")
    qtbot.waitUntil(lambda: tab.board.lane_of(imran) == "vetting")
    said[-1][1]()
    qtbot.waitUntil(lambda: tab.board.lane_of(imran) == "nominated")
