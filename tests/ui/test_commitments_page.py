"""The page of the commitments: the list over all rounds, the sentence, both assessments, actions, trace and chain."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import codes, commitments
from hsdclient.commitments import CommitmentCard
from tests.accessible import nameless
from tests.ui.acting import enter
from tests.ui.acting import opened_at as action_at
from tests.ui.acting import shown as actions_page
from tests.ui.rounds import keys, round_desk, rounds
from ui.desk import Desk
from ui.pages.commitments import CommitmentsPage
from ui.scorecards import deeds

__all__ = ["keys", "round_desk", "rounds"]


@pytest.fixture
def page(qtbot: QtBot, round_desk: Desk) -> CommitmentsPage:
    made = CommitmentsPage(round_desk)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    made.show()
    made.activate({})
    qtbot.waitUntil(lambda: made.listing.told_empty and made.book.ready)
    return made


def opened_at(qtbot: QtBot, page: CommitmentsPage, key: int, tab: str) -> Any:
    page.activate({"record": key, "tab": tab})
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.key == key)
    return page.detail.part(tab)


def listed(page: CommitmentsPage) -> list[str]:
    model = page.listing.model
    return sorted(str(model.index(row, 0).data())[-1] for row in range(model.rowCount()))


def card_of(desk: Desk, key: int) -> CommitmentCard:
    with desk.store.read() as rx:
        return commitments.card(rx, key)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"rounds": ["HSD-2024"]}, "123456"),
        ({"rounds": ["HSD-2022"]}, ""),
        ({"statuses": ["at_risk"]}, "14"),
        ({"statuses": ["at_risk"], "groups": ["CT"]}, "4"),
        ({"classes": ["aspiration"]}, "6"),
        ({"differs": True}, "3"),
        ({"overruled": True}, "4"),
        ({"without_action": True}, "56"),
        ({"without_evidence": True}, "346"),
        ({"lead": ["DEA"]}, "12"),
    ],
)
def test_the_list_is_narrowed(
    qtbot: QtBot, page: CommitmentsPage, asked: dict[str, Any], found: str
) -> None:
    page.activate(asked)
    qtbot.waitUntil(lambda: "".join(listed(page)) == found)


def test_the_sentence_stays_and_the_paraphrase_stands_beside_it(
    qtbot: QtBot, page: CommitmentsPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    key = keys["COM-2026-0001"]
    details = opened_at(qtbot, page, key, "details")
    assert next(iter(details.form.rows)) == "verbatim", "the words themselves stand on top"
    assert details.form.rows["verbatim"].editor.target().isReadOnly()
    assert details.form.rows["original"].isHidden()
    with qtbot.waitSignal(round_desk.saved):
        enter(details.form, {"paraphrase": "Stop diversion of precursors."}, "paraphrase")
    card = card_of(round_desk, key)
    assert card.row.paraphrase == "Stop diversion of precursors."
    assert card.row.verbatim.startswith("They agreed to prevent")


def test_a_due_date_by_the_next_round_is_not_written_as_a_date(
    qtbot: QtBot, page: CommitmentsPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    details = opened_at(qtbot, page, keys["COM-2026-0003"], "details")
    values = details.form.values()
    assert (values["by_next_round"], values["due"]) == (True, "")
    assert "by the next round" in page.detail.caption.text()


def test_the_assessment_of_both_sides_stands_under_the_computed_one(
    qtbot: QtBot, page: CommitmentsPage, keys: dict[str, int]
) -> None:
    tab = opened_at(qtbot, page, keys["COM-2026-0003"], "assessment")
    assert tab.computed.accessibleName() == "In progress"
    assert tab.cards["US"].status.accessibleName() == "Claimed, without evidence"
    assert tab.cards["US"].about.text() == "Received on 20 Nov 2026 · E-mail, 17 Nov"
    assert tab.cards["IN"].none.text() == "As computed"
    tab = opened_at(qtbot, page, keys["COM-2026-0004"], "assessment")
    assert tab.cards["IN"].about.text().startswith("Set by")


def test_a_link_is_taken_away_and_the_action_stays(
    qtbot: QtBot, page: CommitmentsPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    key = keys["COM-2026-0001"]
    tab = opened_at(qtbot, page, key, "actions")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    tab.table.select_id(tab.model.id_at(0))
    with qtbot.waitSignal(round_desk.saved):
        tab.unlink.click()
    assert card_of(round_desk, key).actions == ()
    with round_desk.store.read() as rx:
        assert codes.record(rx, "joint_actions", "CN-2026-0001")


def test_the_chain_names_every_round_the_promise_was_made_in(
    qtbot: QtBot, page: CommitmentsPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    key = keys["COM-2026-0001"]
    with round_desk.store.write(round_desk.officer, deeds.CARRIED) as tx:
        later = deeds.carry(tx, key, {"round": "HSD-NEXT"})
    chain = opened_at(qtbot, page, later.key, "details").own[1]
    assert [button.text() for button in chain._keys] == ["COM-2026-0001 · HSD-2024"]
    with qtbot.waitSignal(round_desk.go) as asked:
        next(iter(chain._keys)).click()
    assert asked.args == ["commitments", {"record": key}]


def test_its_scorecard_is_one_press_away(
    qtbot: QtBot, page: CommitmentsPage, round_desk: Desk, keys: dict[str, int]
) -> None:
    opened_at(qtbot, page, keys["COM-2026-0003"], "trace")
    with qtbot.waitSignal(round_desk.go) as asked:
        page.shape.scorecard.trigger()  # type: ignore[attr-defined]
    assert asked.args == ["dialogues", {"scorecard": "HSD-2024", "commitment": keys["COM-2026-0003"]}]


def test_a_commitment_is_recorded_by_hand(qtbot: QtBot, page: CommitmentsPage, round_desk: Desk) -> None:
    page.new_record({"round": "HSD-2024"})
    assert page.new is not None
    form = page.new.form
    form.set_draft({"verbatim": "They agreed to meet again.", "classed": "process", "marking": "TLP:GREEN"})
    with qtbot.waitSignal(round_desk.notice) as told:
        assert form.submit()
    assert told.args[0] == "Recorded COM-2026-0007"


def test_the_same_sentence_of_the_same_round_is_refused(qtbot: QtBot, page: CommitmentsPage) -> None:
    page.new_record({"round": "HSD-2024"})
    assert page.new is not None
    form = page.new.form
    words = "They agreed to prevent the diversion of pharmaceuticals and precursor chemicals."
    form.set_draft({"verbatim": words, "classed": "process", "marking": "TLP:GREEN"})
    assert form.submit()
    qtbot.waitUntil(lambda: "COM-2026-0001" in form.rows["verbatim"].problem.sentence())


def test_an_action_says_what_it_fulfils_and_leads_there(qtbot: QtBot, round_desk: Desk, keys: dict[str, int]) -> None:
    page = actions_page(qtbot, round_desk, {})
    action_at(qtbot, page, "CN-2026-0001", "details")
    fulfils = page.detail.details.fulfils
    qtbot.waitUntil(lambda: [button.text() for button in fulfils.buttons] == ["COM-2026-0001"])
    qtbot.waitUntil(lambda: fulfils.y() > page.detail.details.standing.y() + page.detail.details.standing.height() - 1)
    with qtbot.waitSignal(round_desk.go) as asked:
        next(iter(fulfils.buttons)).click()
    assert asked.args == ["commitments", {"record": keys["COM-2026-0001"]}]
    action_at(qtbot, page, "IM-2026-0001", "details")
    qtbot.waitUntil(lambda: fulfils.isHidden())


def test_every_control_has_a_name(qtbot: QtBot, page: CommitmentsPage, keys: dict[str, int]) -> None:
    for tab in page.detail.keys:
        opened_at(qtbot, page, keys["COM-2026-0001"], tab)
        assert nameless(page) == [], tab
