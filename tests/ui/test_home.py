"""Home: the numbers, the chart with its table, what needs attention, the last backup; each leads to its list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import joint_actions
from hsdclient.backups import OtherDisk
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
