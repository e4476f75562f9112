"""The sheets of a dialogue in the window: the round is picked, the partner's edition is looked through first."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import releases
from hsdclient.reports.scope import OF_ROUNDS
from tests.core.reports import dialogue
from tests.core.reports.desk import Desk as Told
from tests.ui.report_desk import Choices, choices, drawn, issue, make_page, page, settled, text_of, write
from ui.desk import Desk
from ui.pages.reports import ReportsPage
from ui.pages.reports.order import FIRST, PARTS, SHOWN, order_of

__all__ = ["choices", "make_page", "page"]


@pytest.fixture
def story(desk: Desk) -> dialogue.Story:
    return dialogue.told(Told(desk.store, desk.officer))


def shown(page: ReportsPage) -> set[str]:
    return {key for key, row in page.new.order.form.rows.items() if not row.isHidden()}


def test_each_kind_asks_for_what_it_is_about(qtbot: QtBot, story: dialogue.Story, page: ReportsPage) -> None:
    asked = {}
    for kind in OF_ROUNDS:
        page.activate({"order": {"kind": kind}})
        asked[kind] = {key for key in ("round", "any_round", "group", "groups", "reference", "documents")} & shown(page)
    one = {"round"}
    assert asked == {
        "scorecard": one, "commitments": one, "round-brief": one, "minutes": one, "brief": one,
        "action-taken": {"any_round", "groups"}, "requests": {"groups"},
    }  # fmt: skip
    assert set(SHOWN) == set(PARTS)
    order = order_of({**FIRST, "kind": "action-taken", "any_round": "HSD-2024", "round": "HSD-NEXT"})
    assert order.round == "HSD-2024"


def test_a_scorecard_is_drawn_and_issued(
    qtbot: QtBot, story: dialogue.Story, page: ReportsPage, choices: Choices, desk: Desk
) -> None:
    page.activate({"kind": "scorecard", "round": "HSD-2024"})
    qtbot.waitUntil(lambda: settled(page) and page.new._drawn, timeout=20_000)
    assert [one.value for one in page.new.order._scopes.rounds] == ["HSD-2024", "HSD-NEXT"]
    assert "Fulfilled, with evidence" in text_of(page.new.preview.data())
    number = issue(qtbot, page)
    assert choices.proposed.startswith(str(Path(choices.proposed).parent / "scorecard-HSD-2024-"))
    said = text_of(Path(choices.path).read_bytes())
    assert number in said
    assert all(one.reference in said for one in story.made.values())


def test_a_sheet_without_its_round_says_so_beside_the_field(
    qtbot: QtBot, story: dialogue.Story, page: ReportsPage
) -> None:
    page.activate({"order": {"kind": "minutes"}})
    row = page.new.order.form.rows["round"]
    qtbot.waitUntil(lambda: page.new.order.ready and page.new._order is None and not page.new._settle.isActive())
    assert not page.act_save.isEnabled()
    page.activate({"order": {"kind": "minutes", "round": "HSD-2024", "audience": "partner"}})
    qtbot.waitUntil(lambda: "release it first" in row.problem.sentence(), timeout=20_000)
    assert not page.act_save.isEnabled()


def test_the_partners_scorecard_is_looked_through_first(
    qtbot: QtBot, story: dialogue.Story, page: ReportsPage, choices: Choices, desk: Desk
) -> None:
    told, kept = story.made["claimed"], story.made["at_risk"]
    write(desk, releases.release_record, "meetings", story.round.key, ["US"])
    write(desk, releases.release_record_part, "meetings", story.round.key, "agenda", "US", True)
    write(desk, releases.release_record, "commitments", told.key, ["US"])
    write(desk, releases.release, story.actions["claimed"].key, ["US"])
    page.activate({"order": {"kind": "scorecard", "round": "HSD-2024", "audience": "partner"}})
    qtbot.waitUntil(lambda: settled(page) and page.new.release._found is not None, timeout=20_000)
    panel = page.new.release
    assert page.new.stack.currentWidget() is panel
    assert panel.counts.text() == "1 of 5 commitments in this scope go out; 4 are not released."
    assert [line.reference for line in panel._lines.values()] == [
        "HSD-2024", told.reference, story.actions["claimed"].reference,
    ]  # fmt: skip
    qtbot.waitUntil(lambda: dialogue.US_TITLE in panel.texts.text())
    assert "Narcotics" not in panel.texts.text(), "a scorecard prints no agenda"
    commitment = next(line for line in panel._lines.values() if line.noun == "commitments")
    with qtbot.waitSignal(desk.go) as gone:
        panel.table.opened.emit(commitment.place)
    assert gone.args == ["commitments", {"record": told.key, "tab": "release"}]
    with qtbot.waitSignal(desk.go) as gone:
        panel.table.opened.emit(next(iter(panel._lines)))
    assert gone.args == ["dialogues", {"record": story.round.key, "tab": "release"}]
    panel.tick.click()
    issue(qtbot, page)
    said = text_of(Path(choices.path).read_bytes())
    assert told.reference in said
    assert kept.reference not in said
    assert "Ajay Bhalla" not in said


def test_people_in_the_partners_minutes_are_looked_through_too(
    qtbot: QtBot, story: dialogue.Story, page: ReportsPage, desk: Desk
) -> None:
    write(desk, releases.release_record, "meetings", story.round.key, ["US"])
    write(desk, releases.release_record_part, "meetings", story.round.key, "delegations", "US", True)
    write(desk, releases.release_record, "contacts", story.contact.key, ["US"])
    page.activate({"order": {"kind": "minutes", "round": "HSD-2024", "audience": "partner"}})
    qtbot.waitUntil(lambda: settled(page) and page.new.release._found is not None, timeout=20_000)
    panel = page.new.release
    assert panel.counts.text() == "1 of 1 rounds or meetings in this scope go out; 0 are not released."
    assert [(one.noun, one.title_en) for one in panel._lines.values()] == [
        ("meetings", dialogue.IN_TITLE), ("contacts", "Meera Iyer"),
    ]  # fmt: skip
    qtbot.waitUntil(lambda: "names only of the contacts on this list" in panel.texts.text())
    assert "Bhalla" not in panel.texts.text()


def test_every_kind_is_drawn_in_the_window(qtbot: QtBot, story: dialogue.Story, page: ReportsPage) -> None:
    for kind in OF_ROUNDS:
        data = drawn(qtbot, page, kind=kind, round="HSD-2024", any_round="HSD-2024", language="both")
        assert "HSD-2024" in text_of(data) or kind == "requests"
