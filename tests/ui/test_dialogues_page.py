"""The page of the rounds and meetings: both sides' versions, agenda, decisions, delegations, deadlines, scorecard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient import meetings
from hsdclient.meetings import MeetingCard
from tests.accessible import nameless
from tests.ui.acting import enter
from tests.ui.rounds import keys, round_desk, rounds
from ui.desk import Desk
from ui.pages.dialogues import DialoguesPage

__all__ = ["keys", "round_desk", "rounds"]


@pytest.fixture
def page(qtbot: QtBot, round_desk: Desk) -> DialoguesPage:
    return shown(qtbot, round_desk)


def shown(qtbot: QtBot, desk: Desk) -> DialoguesPage:
    made = DialoguesPage(desk)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    made.show()
    made.activate({})
    qtbot.waitUntil(lambda: made.listing.told_empty and made.book.ready)
    desk.go.connect(lambda _page, argument: made.activate(argument) if _page == "dialogues" else None)
    return made


def opened_at(qtbot: QtBot, page: DialoguesPage, key: int, tab: str) -> Any:
    """Choose a meeting and a tab; the tab once its card is read."""
    page.activate({"record": key, "tab": tab})
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.key == key)
    return page.detail.part(tab)


def card_of(desk: Desk, key: int) -> MeetingCard:
    with desk.store.read() as rx:
        return meetings.card(rx, key)


def answer(qtbot: QtBot, asking: Any, values: dict[str, object], desk: Desk) -> None:
    """Fill in the box that is open and record it."""
    form = asking.dialog.form
    form.set_draft(values)
    with qtbot.waitSignal(desk.saved):
        assert form.submit()


# --- both sides ---------------------------------------------------------------------------------------


def test_rounds_are_listed_by_day_with_a_mark_where_the_sides_differ(page: DialoguesPage) -> None:
    model = page.listing.model
    listed = [[str(model.index(row, column).data()) for column in (0, 1, 2)] for row in range(model.rowCount())]
    assert listed == [
        ["HSD-2024", "28 Feb 2024", "Titles differ, Dates differ"],
        ["HSD-2022", "12 Jan 2022", ""],
        ["HSD-NEXT", "mutually convenient date", ""],
    ]


def test_both_sides_versions_stand_side_by_side(qtbot: QtBot, page: DialoguesPage, keys: dict[str, int]) -> None:
    sides = opened_at(qtbot, page, keys["HSD-2024"], "overview").own[0].sides
    assert sides.texts["IN", "days"].text() == "28 Feb 2024"
    assert sides.texts["US", "days"].text() == "27–29 Feb 2024"
    assert sides.texts["US", "lead"].text() == "Kristie Canegallo · Acting Deputy Secretary"
    assert sides.received["US"].text() == "Received 1 Mar 2024 · Readout of the DHS"


def test_changing_one_sides_days_leaves_the_others(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    details = opened_at(qtbot, page, keys["HSD-2024"], "overview")
    with qtbot.waitSignal(round_desk.saved):
        enter(details.form, {"starts_in": "2024-02-27"}, "starts_in")
    sides = card_of(round_desk, keys["HSD-2024"]).sides
    assert str(sides["IN"].starts) == "2024-02-27"
    assert (str(sides["US"].starts), str(sides["US"].ends)) == ("2024-02-27", "2024-02-29")
    assert sides["US"].source == "Readout of the DHS"


def test_reversed_days_are_told_beside_the_field(qtbot: QtBot, page: DialoguesPage, keys: dict[str, int]) -> None:
    details = opened_at(qtbot, page, keys["HSD-2024"], "overview")
    enter(details.form, {"ends_in": "2024-02-20"}, "ends_in")
    assert "before the first" in details.form.rows["ends_in"].problem.sentence()


def test_a_timed_meeting_is_told_on_both_clocks(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    with round_desk.store.write(round_desk.officer, "Meeting amended") as tx:
        meetings.amend(tx, keys["HSD-2024"], {"starts_at": "14:00", "time_zone": "Asia/Kolkata"})
    sides = opened_at(qtbot, page, keys["HSD-2024"], "overview").own[0].sides
    assert sides.clocks.text() == "14:00 IST · 03:30 EST"


def test_days_that_overlap_another_round_are_told_and_taken(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk
) -> None:
    page.new_record({"title_in": "Second round", "starts_in": "2024-02-27"})
    assert page.new is not None
    form = page.new.form
    enter(form, {"ends_in": "2024-03-02"}, "ends_in")
    qtbot.waitUntil(lambda: "overlap with HSD-2024" in page.new.warning.sentence())  # type: ignore[union-attr]
    with qtbot.waitSignal(round_desk.notice) as told:
        assert form.submit()
    assert told.args[0] == "Recorded HSD-2024-2"
    qtbot.waitUntil(lambda: "overlap with HSD-2024;" in page.detail.caution.sentence())


# --- what hangs on it ---------------------------------------------------------------------------------


def test_deadlines_follow_the_meetings_date(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    key = keys["HSD-NEXT"]
    deadlines = opened_at(qtbot, page, key, "overview").own[0].deadlines
    deadlines.list.adding.click()
    answer(qtbot, deadlines.asking, {"what": "Agenda to the partner", "days_before": "30"}, round_desk)
    qtbot.waitUntil(lambda: deadlines.list.model.rowCount() == 1)
    assert deadlines.list.model.index(0, 2).data() == "date open"
    with round_desk.store.write(round_desk.officer, "Meeting amended") as tx:
        meetings.amend(tx, key, {"starts_in": "2027-03-31"})
    (one,) = card_of(round_desk, key).deadlines
    assert str(one.due) == "2027-03-01"
    deadlines.list.select(one.key)
    with qtbot.waitSignal(round_desk.saved):
        deadlines.done.click()
    assert card_of(round_desk, key).deadlines[0].done_on is not None


def test_agenda_items_are_added_briefed_and_moved(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    key = keys["HSD-NEXT"]
    tab = opened_at(qtbot, page, key, "agenda")
    for title, brief in (("Cybercrime", ""), ("Counternarcotics", "Ask for the list.")):
        tab.items.adding.click()
        answer(qtbot, tab.asking, {"title": title, "brief": brief}, round_desk)
    qtbot.waitUntil(lambda: tab.items.model.rowCount() == 2)
    tab.items.select(card_of(round_desk, key).agenda[1].key)
    assert tab.brief.text() == "Ask for the list."
    assert tab.up.isEnabled()
    assert not tab.down.isEnabled()
    with qtbot.waitSignal(round_desk.saved):
        tab.up.click()
    assert [item.title for item in card_of(round_desk, key).agenda] == ["Counternarcotics", "Cybercrime"]


def test_decisions_become_actions_and_one_with_no_owner_does_not(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    key = keys["HSD-2024"]
    with round_desk.store.write(round_desk.officer, "Agenda item added") as tx:
        meetings.add_item(tx, key, meetings.ItemDraft("Counternarcotics", "CN"))
    tab = opened_at(qtbot, page, key, "minutes")
    for text, agency in (("The list is sent within a month.", "NCB-IN"), ("Both sides meet again.", "")):
        tab.decisions.adding.click()
        answer(qtbot, tab.asking, {"text": text, "agenda": "1", "agency": agency, "due": "2026-12-20"}, round_desk)
    qtbot.waitUntil(lambda: tab.decisions.model.rowCount() == 2)
    with qtbot.waitSignal(round_desk.failed) as refused:
        tab.each.click()
    assert "HSD-2024" in refused.args[0].sentence
    first, second = card_of(round_desk, key).decisions
    assert first.actions == second.actions == (), "all or none"
    tab.decisions.select(first.key)
    tab.make.click()
    qtbot.waitUntil(lambda: tab.deeds.dialog is not None)
    values = tab.deeds.dialog.form.values()
    assert (values["group"], values["lead_in"], values["due"]) == ("CN", "NCB-IN", "2026-12-20")
    with qtbot.waitSignal(round_desk.saved):
        assert tab.deeds.dialog.form.submit()
    qtbot.waitUntil(lambda: "CN-2026-0003" in str(tab.decisions.model.index(0, 5).data()))


def test_minutes_are_saved_on_leaving_them(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    tab = opened_at(qtbot, page, keys["HSD-2024"], "minutes")
    with qtbot.waitSignal(round_desk.saved):
        enter(tab.form, {"minutes": "The meeting began at ten.\nBoth sides spoke."}, "minutes")
    assert card_of(round_desk, keys["HSD-2024"]).minutes == "The meeting began at ten.\nBoth sides spoke."


def test_a_person_joins_and_leaves_a_delegation(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    key = keys["HSD-2024"]
    tab = opened_at(qtbot, page, key, "delegations")
    tab.lists["US"].adding.click()
    answer(qtbot, tab.asking, {"name": "Kristie Canegallo", "agency": "DHS", "head": True}, round_desk)
    qtbot.waitUntil(lambda: tab.lists["US"].model.rowCount() == 1)
    (one,) = card_of(round_desk, key).attendees
    assert (one.side, one.agency, one.head) == ("US", "DHS", True)
    with qtbot.waitSignal(round_desk.saved):
        tab.lists["US"].removing.click()
    assert card_of(round_desk, key).attendees == ()


# --- the round whole ----------------------------------------------------------------------------------


def test_a_round_with_commitments_is_not_discarded(
    qtbot: QtBot, page: DialoguesPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    opened_at(qtbot, page, keys["HSD-2024"], "overview")
    page.discard()
    qtbot.keyClicks(page.ask.line, "Entered twice")
    qtbot.keyClick(page.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "COM-2026-0001" in page.ask.problem.text())
    assert not card_of(round_desk, keys["HSD-2024"]).row.discarded


def test_the_scorecard_takes_the_place_of_the_list_and_gives_it_back(
    qtbot: QtBot, page: DialoguesPage, keys: dict[str, int]
) -> None:
    tab = opened_at(qtbot, page, keys["HSD-2024"], "scorecard")
    qtbot.waitUntil(lambda: len(tab.bars.bars()) == 6)
    with qtbot.waitSignal(page.board.painted):
        tab.bars.bars()[3].click()
    assert page.on_board()
    assert page.splitter.isHidden()
    assert page.board.lines.counts() == (2, 6)
    assert page.view_state()["scorecard"] == keys["HSD-2024"]
    assert page.acts()["link"] is page.board.link
    page.board.back.trigger()
    assert not page.on_board()
    assert page.splitter.isVisible()
    assert page.detail.tab() == "scorecard"


def test_a_scorecard_is_found_by_its_rounds_code(qtbot: QtBot, page: DialoguesPage, keys: dict[str, int]) -> None:
    with qtbot.waitSignal(page.board.painted):
        page.activate({"scorecard": "hsd-2024", "commitment": keys["COM-2026-0003"]})
    line = page.board.line()
    assert line is not None
    assert line.key == keys["COM-2026-0003"]


def test_the_known_rounds_are_added_once(qtbot: QtBot, empty_desk: Desk) -> None:
    page = shown(qtbot, empty_desk)
    with qtbot.waitSignal(empty_desk.notice):
        page.shape.known.trigger()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.listing.model.rowCount() >= 9)
    count = page.listing.model.rowCount()
    with qtbot.waitSignal(empty_desk.notice) as told:
        page.shape.known.trigger()  # type: ignore[attr-defined]
    assert told.args == ["The known rounds and meetings are all here.", None]
    assert page.listing.model.rowCount() == count


def test_every_control_has_a_name(qtbot: QtBot, page: DialoguesPage, keys: dict[str, int]) -> None:
    for tab in page.detail.keys:
        opened_at(qtbot, page, keys["HSD-2024"], tab)
    for tab in page.detail.keys:
        page.detail.show_tab(tab)
        assert nameless(page) == [], tab
