"""The journal's page: acts newest first, filters in words, what an act changed, the way to the joint action."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hsdclient import history, joint_actions, words
from hsdclient.history import JournalFilter
from tests import recorded
from ui.desk import Desk
from ui.pages import journal
from ui.pages.journal import JournalPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> JournalPage:
    made = JournalPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.activate({})
    qtbot.waitUntil(lambda: made._model.rowCount() > 0)
    return made


def _shown(page: JournalPage, column: str) -> list[str]:
    place = [one.key for one in page._model.columns].index(column)
    return [page._model.index(row, place).data() for row in range(page._model.rowCount())]


def test_acts_stand_newest_first_with_their_references(page: JournalPage) -> None:
    assert _shown(page, "sentence")[:3] == ["Release changed", "Figure recorded", "Progress added"]
    assert _shown(page, "references")[:2] == ["CN-2026-0002", "CN-2026-0001"]
    assert _shown(page, "at")[0] == "17 Nov 2026, 10:42 IST"
    assert _shown(page, "sentence")[-1] == "Workspace created"


def test_the_detail_tells_what_the_act_changed(page: JournalPage, qtbot: QtBot) -> None:
    page.table.select_id(page._model.id_at(1))
    qtbot.waitUntil(lambda: any(label.text() == "11" for label in page.detail.findChildren(QLabel)))
    assert page.detail.heading.text() == "Figure recorded"


def test_the_search_looks_into_sentences_and_references(page: JournalPage, qtbot: QtBot) -> None:
    page.bar.set_values({"text": "progress"}, tell=True)
    qtbot.waitUntil(lambda: page._model.rowCount() == 2)
    page.bar.set_values({"text": "CU-2026-0001"}, tell=True)
    qtbot.waitUntil(lambda: _shown(page, "references") == ["CU-2026-0001"])
    page.bar.set_values({"noun": "figures"}, tell=True)
    qtbot.waitUntil(lambda: _shown(page, "sentence") == ["Figure recorded"])
    page.bar.set_values({"officer": str(page._desk.officer.key), "text": "nothing like it"}, tell=True)
    qtbot.waitUntil(lambda: page._model.rowCount() == 0)
    assert page.table.empty.sentence.text() == "No act matches the filter."
    page._clear("no match")
    qtbot.waitUntil(lambda: page._model.rowCount() > 5)


def test_a_line_leads_to_its_joint_action(page: JournalPage, desk: Desk, qtbot: QtBot) -> None:
    heard: list[Any] = []
    desk.go.connect(lambda key, argument: heard.append((key, argument)))
    page.table.select_id(page._model.id_at(0))
    page._open_record()
    qtbot.waitUntil(lambda: bool(heard))
    with desk.store.read() as rx:
        key = joint_actions.ids(rx, joint_actions.ActionQuery(groups=("CN",)))
        references = {row.reference: row.key for row in joint_actions.rows(rx, list(key))}
    assert heard == [("joint_actions", {"groups": (), "record": references["CN-2026-0002"], "tab": "history"})]


def test_a_line_leads_to_a_round_and_to_a_commitment_in_the_trash(desk: Desk) -> None:
    with desk.store.write(desk.officer, "Meeting recorded") as tx:
        meeting = recorded.meeting(tx)
    with desk.store.read() as rx:
        assert journal._place_of(rx, "HSD-2024") == (
            "dialogues", {"trash": False, "record": meeting, "tab": "history"},
        )  # fmt: skip
        assert journal._place_of(rx, "COM-2026-0001") is None
    with desk.store.write(desk.officer, "Commitment recorded") as tx:
        gone = {"discarded_at": "2026-11-22T05:00:00.000Z", "discard_reason": "Twice."}
        commitment = recorded.commitment(tx, meeting, **gone)
    with desk.store.read() as rx:
        assert journal._place_of(rx, "COM-2026-0001") == (
            "commitments", {"trash": True, "record": commitment, "tab": "history"},
        )  # fmt: skip


def test_a_new_act_appears_by_itself(page: JournalPage, desk: Desk, qtbot: QtBot) -> None:
    before = page._model.rowCount()
    draft = joint_actions.ActionDraft("CY", "Preserve accounts", lead_in="I4C", marking="TLP:GREEN")
    desk.write("Joint action recorded", joint_actions.record, draft)
    qtbot.waitUntil(lambda: page._model.rowCount() == before + 1)


def test_the_view_is_remembered(page: JournalPage, desk: Desk, qtbot: QtBot) -> None:
    page.table.columns.set_shown("workstation", True)
    page.leave()
    desk.write("Nothing", lambda tx: None)  # the queue is worked off in order
    other = JournalPage(desk)
    qtbot.addWidget(other)
    qtbot.waitUntil(lambda: _kept(desk).get("table", {}) != {})
    other._restore()
    assert "workstation" in {other._model.columns[place].key for place in other.table.columns.shown()}


def _kept(desk: Desk) -> dict[str, Any]:
    from hsdclient import view_states

    return desk.peek(view_states.kept, desk.officer.key, "journal") or {}


def test_acts_come_in_the_order_of_their_ids(desk: Desk) -> None:
    with desk.store.read() as rx:
        ids = list(history.act_ids(rx))
        told = history.acts(rx, ids)
        assert [line.last for line in told if line] == ids
        assert history.acts(rx, [10**9, ids[-1]]) == [None, told[-1]]
        words.use("en")
        assert list(history.act_ids(rx, JournalFilter(text="%"))) == []
