"""Home: the numbers, the chart with its table, what needs attention, the last backup; each leads to its list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import joint_actions, meetings, requests, schema
from hsdclient.backups import OtherDisk
from tests import recorded
from tests.ui.conftest import NOW
from ui.desk import Desk
from ui.pages.home import HomePage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> HomePage:
    made = HomePage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.activate({})
    qtbot.waitUntil(lambda: made._outlook is not None)
    return made


def _asked(desk: Desk) -> list[tuple[str, Any]]:
    heard: list[tuple[str, Any]] = []
    desk.go.connect(lambda key, argument: heard.append((key, argument)))
    return heard


def test_the_tiles_count_and_open_their_lists(page: HomePage, desk: Desk) -> None:
    assert {key: tile._value for key, tile in page.tiles.items()} == {
        "open": 5, "overdue": 1, "soon": 1, "missing": 0,
    }  # fmt: skip
    heard = _asked(desk)
    for tile in page.tiles.values():
        tile.click()
    assert heard == [
        ("joint_actions", {"groups": (), "only_open": True}),
        ("joint_actions", {"groups": (), "overdue": True}),
        ("joint_actions", {"groups": (), "due_within": 7}),
        ("joint_actions", {"groups": (), "reason_missing": True}),
    ]


def test_a_bar_and_a_line_of_the_table_open_the_group(page: HomePage, desk: Desk) -> None:
    heard = _asked(desk)
    assert [bar.bar.label for bar in page.groups.chart.bars()] == ["CN", "CU", "CT", "CY", "IM"]
    page.groups.chart.bars()[1].click()
    page.groups.table.opened.emit(0)
    assert [argument["groups"] for _key, argument in heard] == [("CU",), ("CN",)]
    shown = page.groups._model
    assert [shown.index(0, column).data() for column in range(5)] == ["CN · Counternarcotics", "1", "0", "1", "0"]


def test_what_needs_attention_is_overdue_first_and_opens(page: HomePage, desk: Desk) -> None:
    model = page.attention.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["CN-2026-0001", "IM-2026-0001"]
    assert model.index(0, 4).data() == "12 days"
    heard = _asked(desk)
    page.attention.opened.emit(page._model.id_at(0))
    assert heard == [("joint_actions", {"groups": (), "record": page._model.id_at(0)})]


def test_a_change_is_shown(page: HomePage, desk: Desk, qtbot: QtBot) -> None:
    draft = joint_actions.ActionDraft(
        "CY", "Preserve accounts within a day", lead_in="I4C", due="2026-11-24", marking="TLP:GREEN"
    )
    desk.write("Joint action recorded", joint_actions.record, draft)
    qtbot.waitUntil(lambda: page.tiles["soon"]._value == 2)
    assert page.tiles["open"]._value == 6


def test_an_empty_workspace_offers_the_first_action(empty_desk: Desk, qtbot: QtBot) -> None:
    page = HomePage(empty_desk)
    qtbot.addWidget(page)
    page.activate({})
    qtbot.waitUntil(lambda: page._outlook is not None)
    assert page.stack.currentWidget() is page.empty
    heard = _asked(empty_desk)
    page.empty.button.click()
    assert heard == [("joint_actions", {"groups": (), "new": True})]


def test_the_last_backup_is_told_and_an_old_one_warned_of(page: HomePage) -> None:
    from datetime import timedelta

    page.backup.show_last(None)
    assert "no backup on another disk" in page.backup.words.text()
    assert not page.backup.advice.isHidden()
    page.backup.show_last(OtherDisk(NOW, "/media/stick", timedelta(days=1)))
    assert "yesterday" in page.backup.words.text()
    assert page.backup.advice.isHidden()
    page.backup.show_last(OtherDisk(NOW, "/media/stick", timedelta(days=30)))
    assert "30 days ago" in page.backup.words.text()
    assert not page.backup.advice.isHidden()


def test_a_reader_is_offered_nothing_to_record(
    make_desk: Callable[..., Desk], now: object, qtbot: QtBot
) -> None:
    page = HomePage(make_desk("IN", writer=False))
    qtbot.addWidget(page)
    assert page.empty.button.isHidden()


def test_nothing_of_the_dialogue_is_said_where_there_is_none(page: HomePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.waiting._facts is not None)
    assert page.waiting.isHidden()


def test_what_waits_is_said_and_opens_its_list(page: HomePage, desk: Desk, qtbot: QtBot) -> None:
    with desk.store.write(desk.officer, "Test act") as tx:
        held = recorded.meeting(tx)
        recorded.commitment(tx, held, due="2026-11-01")
        recorded.request(tx, sent_on="2026-11-01", deadline="2026-11-10")
        recorded.request(tx, "Asked of us", asked_by="US", sent_on="2026-11-20")
        recorded.agreement(tx, short="CMAA", review="2026-12-24", signed="2004-12-15")
        when = {"date_open": True, "timing": "mutually convenient"}
        draft = meetings.MeetingDraft(title_in="Dialogue", place="Washington", **when)
        coming = meetings.record(tx, draft).key
        meetings.add_deadline(tx, coming, "Agenda agreed", 45)
        tx.insert(schema.fulfilments, {"noun": "commitments", "row_key": 1, "action_key": 1})
        run = recorded.run(tx, starts="2026-12-28", ends="2027-01-08")
        tx.insert(schema.run_deadlines, {"run_key": run, "code": "forms", "title_en": "Forms", "due": "2026-10-29"})
        over = recorded.run(tx, "Over", state="held")
        recorded.nomination(tx, over, recorded.trainee(tx), "attended")
    page.activate({})
    qtbot.waitUntil(page.waiting.isVisible)
    lines = page.waiting.lines
    assert (lines["round"].text(), lines["round"].below) == (
        "Next round: HSD-NEXT", "Washington · mutually convenient · 1 deadline before it",
    )  # fmt: skip
    assert lines["requests"].text() == "1 reply awaited"
    assert lines["requests"].below == "1 waits for us · 1 is overdue"
    assert lines["commitments"].text() == "1 commitment at risk"
    assert (lines["agreements"].text(), lines["agreements"].below) == ("1 agreement to review", "CMAA, 24 Dec 2026")
    assert lines["requests"].accessibleName() == "1 reply awaited. 1 waits for us · 1 is overdue"
    assert (lines["training"].text(), lines["training"].below) == (
        "1 training deadline is past", "28 Dec 2026: Precursor analysis, spring",
    )  # fmt: skip
    assert (lines["evaluations"].text(), lines["evaluations"].below) == (
        "2 evaluations due", "The longest since 6 Sep 2026",
    )  # fmt: skip
    heard = _asked(desk)
    for line in lines.values():
        line.click()
    assert heard == [
        ("dialogues", {"record": coming}),
        ("requests", {"awaiting": True}),
        ("commitments", {"statuses": ("at_risk", "no_action")}),
        ("agreements", {"due": True}),
        ("training", {"overdue": True}),
        ("evaluations", {}),
    ]


def test_a_reply_changes_what_waits(page: HomePage, desk: Desk, qtbot: QtBot) -> None:
    with desk.store.write(desk.officer, "Test act") as tx:
        key = recorded.request(tx, sent_on="2026-11-01")
    page.activate({})
    qtbot.waitUntil(lambda: page.waiting.lines["requests"].text() == "1 reply awaited")
    desk.write("Reply recorded", requests.reply, key, requests.ReplyDraft(text="Here it is."))
    qtbot.waitUntil(lambda: page.waiting.lines["requests"].text() == "No reply is awaited")
