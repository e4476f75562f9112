"""The list of joint actions in a real window on a real workspace: views, filters, sort, selection, trash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import joint_actions, view_states
from hsdclient.joint_actions import ActionDraft, ActionQuery
from tests.ui.acting import references, shown
from ui.desk import Desk
from ui.pages.joint_actions import JointActionsPage
from ui.pages.joint_actions.filters import View, query, values_of


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> JointActionsPage:
    return shown(qtbot, desk, {})


def test_the_list_shows_our_standing_and_marks_what_the_partner_says_otherwise(page: JointActionsPage) -> None:
    model = page.listing.model
    keys = [column.key for column in model.columns]
    row = references(page).index("CN-2026-0001")
    said = {key: str(model.index(row, place).data()) for place, key in enumerate(keys)}
    assert said["rag"] == "Red"
    assert said["overdue"] == "12 days"
    assert said["partner"].startswith("US: Amber")
    assert said["due"] == "10 Nov 2026"
    assert said["lead_in"] == "NCB-IN"
    other = references(page).index("CU-2026-0001")
    assert not model.index(other, keys.index("partner")).data()
    released = references(page).index("CN-2026-0002")
    assert model.index(released, keys.index("released_to")).data() == "US"


def test_a_group_is_a_view_of_its_own_with_its_own_filters(qtbot: QtBot, page: JointActionsPage) -> None:
    page.activate({"groups": ["CN"]})
    qtbot.waitUntil(lambda: references(page) == ["CN-2026-0002", "CN-2026-0001"])
    assert page.title() == "CN – Counternarcotics"
    page.listing.bar.set_value("overdue", True)
    qtbot.waitUntil(lambda: references(page) == ["CN-2026-0001"])
    assert page.listing.bar.count.text() == "1 of 2"
    page.activate({"groups": ()})
    assert page.listing.bar.values() == {}
    assert len(references(page)) == 5


FILTERS: tuple[tuple[dict[str, object], set[str]], ...] = (
    ({"status": ["in_progress"], "group": ["CU", "IM"]}, {"CU-2026-0001", "IM-2026-0001"}),
    ({"rag": ["none"]}, {"CT-2026-0001"}),
    ({"due_within": 7}, {"IM-2026-0001"}),
    ({"lead": ["DRI"]}, {"CN-2026-0002"}),
    ({"marking": ["TLP:GREEN"]}, {"CN-2026-0002", "CU-2026-0001"}),
    ({"tag": ["precursors"]}, {"CN-2026-0001"}),
    ({"text": "पूर्वगामी"}, {"CN-2026-0001"}),
    ({"differs": True}, {"CN-2026-0001"}),
    ({"reason_missing": True}, set()),
)


def test_each_filter_limits_the_list(qtbot: QtBot, page: JointActionsPage) -> None:
    for values, found in FILTERS:
        page.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda found=found: set(references(page)) == found)
    page.listing.bar.clear()
    qtbot.waitUntil(lambda: len(references(page)) == 5)


def test_filters_written_by_other_pages_are_those_of_the_query() -> None:
    argument = {"overdue": True, "rags": ("", "red"), "statuses": ("agreed",), "due_within": 7, "text": "x"}
    asked = query(View(("CN",)), values_of(argument), ("due", True))
    wanted = ActionQuery(
        groups=("CN",), statuses=("agreed",), rags=("", "red"), overdue=True, due_within=7, text="x", sort="due",
        descending=True,
    )  # fmt: skip
    assert asked == wanted


def test_columns_sort_and_filters_are_remembered_per_view(
    qtbot: QtBot, desk: Desk, page: JointActionsPage
) -> None:
    page.listing.table.columns.set_sort("title", False)
    page.listing.table.columns.set_shown("reason", False)
    page.listing.bar.set_value("status", ["in_progress", "agreed"])
    qtbot.waitUntil(lambda: len(references(page)) == 4)
    page.leave()

    def kept() -> bool:
        body = desk.peek(view_states.kept, desk.officer.key, "joint_actions/all") or {}
        return bool(body.get("filters")) and "reason" in body["table"]["hidden"]

    qtbot.waitUntil(kept)
    again = shown(qtbot, desk, {"groups": ()})
    qtbot.waitUntil(lambda: again.listing.model.rowCount() == 4)
    assert references(again)[0] == "CU-2026-0001"
    assert "reason" in again.listing.table.columns.layout_state()["hidden"]
    other = shown(qtbot, desk, {"groups": ("CT",)})
    assert other.listing.bar.values() == {}


def test_a_change_reloads_the_list_and_keeps_the_selection_by_id(
    qtbot: QtBot, desk: Desk, page: JointActionsPage
) -> None:
    key = page.listing.model.id_at(4)
    page.listing.table.select_id(key)
    draft = ActionDraft("CN", "Zinc and other matters", lead_in="DRI", marking="TLP:GREEN")
    desk.write("Joint action recorded", joint_actions.record, draft)
    qtbot.waitUntil(lambda: "CN-2026-0003" in references(page))
    assert page.listing.table.current_id() == key
    assert page.listing.row(key).reference == "CN-2026-0001"


def test_a_record_hidden_by_a_remembered_filter_is_shown_when_asked_for(
    qtbot: QtBot, page: JointActionsPage
) -> None:
    hidden = page.listing.model.id_at(references(page).index("CT-2026-0001"))
    page.listing.bar.set_value("overdue", True)
    qtbot.waitUntil(lambda: references(page) == ["CN-2026-0001"])
    page.activate({"groups": (), "record": hidden})
    qtbot.waitUntil(lambda: page.listing.table.current_id() == hidden)
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.key == hidden)
    assert page.listing.bar.values() == {}


def test_discard_asks_the_reason_and_can_be_undone_and_recovered(
    qtbot: QtBot, desk: Desk, page: JointActionsPage
) -> None:
    notices: list[tuple[str, object]] = []
    desk.notice.connect(lambda sentence, undo: notices.append((sentence, undo)))
    page.listing.table.select_id(page.listing.model.id_at(references(page).index("CN-2026-0002")))
    page.listing.table.setFocus()
    qtbot.keyClick(page.listing.table, Qt.Key.Key_Delete)
    assert page.ask.isVisible()
    qtbot.keyClick(page.ask.line, Qt.Key.Key_Return)
    assert page.ask.problem.text() == "Give the reason for discarding."
    qtbot.keyClicks(page.ask.line, "Logged twice")
    qtbot.keyClick(page.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "CN-2026-0002" not in references(page))
    assert page.ask.isHidden()
    qtbot.waitUntil(lambda: bool(notices))
    sentence, undo = notices[0]
    assert sentence == "Discarded CN-2026-0002"
    undo()
    qtbot.waitUntil(lambda: "CN-2026-0002" in references(page))


def test_the_trash_lists_what_was_discarded_and_gives_it_back(
    qtbot: QtBot, desk: Desk, page: JointActionsPage
) -> None:
    key = page.listing.model.id_at(0)
    desk.write("Joint action discarded", joint_actions.discard, key, "A test")
    qtbot.waitUntil(lambda: len(references(page)) == 4)
    page.activate({"trash": True})
    qtbot.waitUntil(lambda: len(references(page)) == 1)
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.discarded)
    assert "A test" in page.detail.caption.text()
    assert not page.detail.details.form.rows["title_en"].editor.isEnabled()
    page.recover()
    qtbot.waitUntil(lambda: references(page) == [])
    page.activate({"groups": ()})
    qtbot.waitUntil(lambda: len(references(page)) == 5)


def test_withdrawing_keeps_the_reason_as_an_entry(qtbot: QtBot, page: JointActionsPage) -> None:
    key = page.listing.model.id_at(references(page).index("CN-2026-0002"))
    page.listing.table.select_id(key)
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.key == key)
    page.withdraw()
    qtbot.keyClicks(page.ask.line, "Overtaken by the new agreement")
    page.ask.yes.click()
    qtbot.waitUntil(lambda: page.detail.card.sides["IN"].status == "withdrawn")
    assert page.detail.card.progress[0].text == "Overtaken by the new agreement"
    assert page.ask.isHidden()


def test_space_looks_enter_opens_f2_edits_the_title(qtbot: QtBot, page: JointActionsPage) -> None:
    table = page.listing.table
    qtbot.waitUntil(lambda: page.detail.card is not None)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert "Quick look" in popup.accessibleName()
    qtbot.keyClick(popup, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.detail.tabs.tabBar().hasFocus()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.detail.tab() == "details")
    assert page.detail.details.form.rows["title_en"].editor.target().hasFocus()


def test_nothing_is_offered_that_a_reader_cannot_do(
    qtbot: QtBot, opened: Callable[..., object], desk: Desk, make_desk: Callable[..., Desk]
) -> None:
    reading = make_desk("IN", folder=desk.workspace.folder, writer=False)
    page = shown(qtbot, reading, {})
    qtbot.waitUntil(lambda: page.detail.card is not None)
    assert [button.text() for button in page.header.buttons()] == ["More"]
    assert [action.text() for action in page.can.more_menu().actions()] == [
        "Export…", "", "Columns", "Detail below", "Show or hide the detail",
    ]  # fmt: skip
    assert not page.detail.details.tell.isVisible()
    page.new_action()
    assert page.new is None
    page.discard()
    assert page.ask.isHidden()


def test_an_empty_workspace_says_so_and_offers_the_first_action(qtbot: QtBot, empty_desk: Desk) -> None:
    page = shown(qtbot, empty_desk, {"groups": ("CT",)})
    assert page.listing.table.empty.isVisible()
    assert page.listing.table.empty.button.text() == "New joint action"
    page.listing.table.empty.button.click()
    assert page.new is not None
    assert page.new.isVisible()
    qtbot.waitUntil(lambda: page.new.form.values()["group"] == "CT")
