"""The programme of a run: deadlines done by Space, hours, costs and their sums, incidents, results, a host's rules."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from hsdclient import joint_actions
from hsdclient.joint_actions import ActionDraft
from hsdclient.training import runs
from hsdclient.training.runs import RunCard, deadline_rules
from tests.accessible import nameless
from tests.ui import school
from tests.ui.ledgers import answered, notices, opened_at, shown
from tests.ui.school import School
from ui.desk import Desk
from ui.pages.training import TrainingPage
from ui.parts.parts_list import PartsList
from ui.parts.stations import two_lines
from ui.training.came_of_training import CameOfTraining
from ui.training.programme.tab import ProgrammeTab

ABROAD, ONLINE = "RUN-2026-0001", "RUN-2026-0002"


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    return empty_desk


@pytest.fixture
def made(desk: Desk) -> School:
    return school.fill(desk.workspace)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, made: School) -> TrainingPage:
    found: TrainingPage = shown(qtbot, TrainingPage(desk))
    return found


def opened(qtbot: QtBot, page: TrainingPage, reference: str) -> ProgrammeTab:
    opened_at(qtbot, page, reference, "programme")
    found: ProgrammeTab = page.detail.part("programme")
    qtbot.waitUntil(lambda: found.deadlines.card is not None and found.deadlines.card.reference == reference)
    return found


@pytest.fixture
def tab(qtbot: QtBot, page: TrainingPage) -> ProgrammeTab:
    return opened(qtbot, page, ABROAD)


@pytest.fixture
def online(qtbot: QtBot, page: TrainingPage) -> ProgrammeTab:
    return opened(qtbot, page, ONLINE)


def card(desk: Desk, key: int) -> RunCard:
    found = desk.peek(runs.cards, [key])
    assert found
    card: RunCard = found[0]
    return card


def lines(shown_list: PartsList) -> list[dict[str, str]]:
    """What the list shows, row by row."""
    model = shown_list.model
    return [
        {
            column.key: str(model.index(row, place).data() or model.index(row, place).data(
                Qt.ItemDataRole.AccessibleTextRole) or "")
            for place, column in enumerate(model.columns)
        }
        for row in range(model.rowCount())
    ]  # fmt: skip


# -- deadlines ------------------------------------------------------------------------------------------------------


def test_overdue_deadlines_stand_on_top_and_space_ticks_them_off(
    qtbot: QtBot, desk: Desk, tab: ProgrammeTab, made: School
) -> None:
    part = tab.deadlines
    assert [one["what"] for one in lines(part.list)] == ["All forms", "Confirmation", "Travel", "Follow-up evaluation"]
    assert "10 days overdue" in lines(part.list)[0]["state"]
    told = part.stations.accessibleName()
    assert told.index("All forms") < told.index("Travel") < told.index("The run") < told.index("Follow-up")
    heard = notices(desk)
    part.list.table.setFocus()
    qtbot.keyClick(part.list.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: lines(part.list)[-1]["what"] == "All forms")
    assert heard[-1][0] == "All forms is done"
    assert card(desk, made.abroad).deadlines[0].done_on == desk.today
    part.list.select(card(desk, made.abroad).deadlines[0].key)
    assert part.tick.text() == "Not done"
    part.tick.click()
    qtbot.waitUntil(lambda: lines(part.list)[0]["what"] == "All forms")
    assert card(desk, made.abroad).row.overdue_days == 10


def test_a_deadline_is_added_changed_and_removed(qtbot: QtBot, desk: Desk, tab: ProgrammeTab, made: School) -> None:
    part = tab.deadlines
    part.list.adding.click()
    answered(qtbot, part.asked, title_en="Badge photos", due="2026-12-20")
    qtbot.waitUntil(lambda: len(lines(part.list)) == 5)
    badges = next(one for one in card(desk, made.abroad).deadlines if one.title_en == "Badge photos")
    assert badges.days == -22
    part.list.select(badges.key)
    part.list.changing.click()
    answered(qtbot, part.asked, due="2026-12-19", done_on="2026-11-20", note="by courier")
    qtbot.waitUntil(lambda: lines(part.list)[-1]["note"] == "by courier")
    part.list.removing.click()
    qtbot.waitUntil(lambda: len(lines(part.list)) == 4)


def test_a_station_takes_its_deadline_in_hand(qtbot: QtBot, tab: ProgrammeTab) -> None:
    stations = tab.deadlines.stations
    place = stations.place(2).center()
    qtbot.mouseClick(stations, Qt.MouseButton.LeftButton, pos=QPointF(place).toPoint())
    assert tab.deadlines.card is not None
    assert tab.deadlines.list.key() == tab.deadlines.card.deadlines[2].key


def test_the_line_of_days_wraps_when_it_is_narrow(tab: ProgrammeTab) -> None:
    stations = tab.deadlines.stations
    assert stations.heightForWidth(300) > stations.heightForWidth(900) > 0
    stations.resize(300, stations.heightForWidth(300))
    places = [stations.place(index) for index in range(5)]
    assert len({place.top() for place in places}) > 1
    assert all(place.right() <= 301 and place.bottom() <= stations.height() + 1 for place in places)
    image = QImage(stations.size(), QImage.Format.Format_ARGB32)
    image.fill(0)
    stations.render(image)
    assert any(image.pixel(x, 14) for x in range(image.width()))
    assert two_lines("", stations.font(), 100) == [""]


# -- instructors ----------------------------------------------------------------------------------------------------


def test_instructors_and_their_hours(qtbot: QtBot, desk: Desk, online: ProgrammeTab, made: School) -> None:
    part = online.instructors
    part.list.adding.click()
    qtbot.waitUntil(lambda: part.asked.dialog is not None)
    answered(qtbot, part.asked, name="P. Vance", side="US", agency="FLETC", topic="Wallets")
    qtbot.waitUntil(lambda: len(lines(part.list)) == 1)
    assert part.hours.isEnabled()
    qtbot.keyClick(part.list.table, Qt.Key.Key_Space)
    answered(qtbot, part.asked, **{"2026-11-16": "6:30", "2026-11-17": "1.5"})
    qtbot.waitUntil(lambda: lines(part.list)[0]["hours"] == "8:00")
    assert lines(part.list)[0]["days"] == "1.0"
    assert part.note.text() == "In all: 8:00 hours, 1.0 instructor-days of eight hours"
    (one,) = card(desk, made.online).instructors
    assert one.minutes == 480


def test_hours_that_are_none_are_refused_beside_the_day(
    qtbot: QtBot, desk: Desk, online: ProgrammeTab, made: School
) -> None:
    part = online.instructors
    part.list.adding.click()
    qtbot.waitUntil(lambda: part.asked.dialog is not None)
    answered(qtbot, part.asked, name="P. Vance", side="US")
    qtbot.waitUntil(lambda: len(lines(part.list)) == 1)
    part.hours.click()
    dialog: Any = part.asked.dialog
    dialog.form.set_draft({"2026-11-18": "26"})
    dialog.form.submit()
    qtbot.waitUntil(lambda: "hours of the day" in dialog.form.rows["2026-11-18"].problem.sentence())
    assert card(desk, made.online).instructors[0].minutes == 0
    dialog.reject()


def test_before_the_run_no_hours_are_asked(qtbot: QtBot, tab: ProgrammeTab) -> None:
    part = tab.instructors
    part.list.adding.click()
    qtbot.waitUntil(lambda: part.asked.dialog is not None)
    answered(qtbot, part.asked, name="P. Vance", side="US")
    qtbot.waitUntil(lambda: len(lines(part.list)) == 1)
    assert not part.hours.isEnabled()


# -- costs, incidents, results ----------------------------------------------------------------------------------------


def test_costs_are_summed_by_side_and_currency(qtbot: QtBot, desk: Desk, tab: ProgrammeTab, made: School) -> None:
    part = tab.costs
    for amount, values in (("12,50,000.50", {"kind": "travel"}), ("1000", {"kind": "meals"})):
        part.list.adding.click()
        answered(qtbot, part.asked, amount=amount, **values)
        qtbot.waitUntil(lambda: part.asked.dialog is None or not part.asked.dialog.isVisible())
    qtbot.waitUntil(lambda: len(lines(part.list)) == 2)
    assert lines(part.list)[0]["amount"] == "INR 12,50,000.50"
    assert part.note.text() == "Borne in all: India: INR 12,51,000.50"
    part.list.select(card(desk, made.abroad).costs[0].key)
    part.list.changing.click()
    answered(qtbot, part.asked, side="US", currency="USD", amount="500")
    qtbot.waitUntil(lambda: part.note.text() == "Borne in all: India: INR 1,000.00 · United States: USD 500.00")
    part.list.removing.click()
    qtbot.waitUntil(lambda: len(lines(part.list)) == 1)


def test_an_incident_may_concern_a_nominee(qtbot: QtBot, desk: Desk, online: ProgrammeTab, made: School) -> None:
    part = online.incidents
    assert not part.list.changing.isVisible()
    part.list.adding.click()
    qtbot.waitUntil(lambda: part.asked.dialog is not None)
    answered(qtbot, part.asked, kind="medical", text="Fever", dated="2026-11-17")
    qtbot.waitUntil(lambda: len(lines(part.list)) == 1)
    (one,) = card(desk, made.online).incidents
    assert (one.kind, one.text, one.trainee) == ("medical", "Fever", "")
    part.list.removing.click()
    qtbot.waitUntil(lambda: not lines(part.list))
    assert part.list.nothing.isVisible()


def test_a_result_goes_to_its_action(qtbot: QtBot, desk: Desk, online: ProgrammeTab, made: School) -> None:
    with desk.workspace.store.write(desk.officer, "Logged") as tx:
        action = joint_actions.record(
            tx, ActionDraft(group="CY", title_en="Takedown", lead_in="I4C", lead_us="HSI-C3", marking="TLP:GREEN")
        )
    part = online.results
    part.list.adding.click()
    qtbot.waitUntil(lambda: part.asked.dialog is not None)
    answered(qtbot, part.asked, text="Used in a case", action=action.reference)
    qtbot.waitUntil(lambda: len(lines(part.list)) == 1)
    assert lines(part.list)[0]["action"] == action.reference
    with qtbot.waitSignal(desk.go) as gone:
        part.go.click()
    assert gone.args == ["joint_actions", {"record": action.key}]
    came = CameOfTraining(desk)
    qtbot.addWidget(came)
    came.show_action(action.key)
    qtbot.waitUntil(lambda: bool(came.buttons))
    (button,) = came.buttons
    assert button.accessibleName() == "Came of training RUN-2026-0002: Used in a case"
    with qtbot.waitSignal(desk.go) as gone:
        button.click()
    assert gone.args == ["training", {"record": made.online, "tab": "programme"}]
    part.list.removing.click()
    qtbot.waitUntil(lambda: not came.buttons and came.isHidden())


# -- the whole --------------------------------------------------------------------------------------------------------


def test_the_rules_of_a_host_are_changed_for_later_runs(
    qtbot: QtBot, desk: Desk, tab: ProgrammeTab, made: School
) -> None:
    tab.deadlines.rules.click()
    box = tab.deadlines.dialog
    assert box is not None
    qtbot.waitUntil(lambda: len(lines(box.list)) == 4 and box.hosts.picked() == "FLETC")
    assert not box.back.isEnabled()
    assert lines(box.list)[0]["when"] == "T−60 · 60 days before the first day"
    box.list.changing.click()
    answered(qtbot, box.asked, number="75")
    qtbot.waitUntil(lambda: lines(box.list)[0]["when"].startswith("T−75"))
    assert "FLETC only" in box.about.text()
    box.list.adding.click()
    answered(qtbot, box.asked, title_en="Visa", number="45")
    qtbot.waitUntil(lambda: len(lines(box.list)) == 5)
    assert desk.peek(deadline_rules.rules, "NPA") == deadline_rules.USUAL
    assert len(card(desk, made.abroad).deadlines) == 4  # a recorded run keeps its chain
    box.back.click()
    qtbot.waitUntil(lambda: len(lines(box.list)) == 4 and not box.back.isEnabled())
    box.hosts.setFocus()
    qtbot.keyClick(box.hosts, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "every host" in box.about.text())
    box.list.removing.click()
    qtbot.waitUntil(lambda: len(lines(box.list)) == 3)
    assert len(desk.peek(deadline_rules.rules, "NPA") or ()) == 3
    assert nameless(box) == []
    box.accept()


def test_everything_has_a_name_and_a_run_in_the_trash_is_only_looked_at(
    qtbot: QtBot, desk: Desk, page: TrainingPage, tab: ProgrammeTab
) -> None:
    assert nameless(tab) == []
    with desk.workspace.store.write(desk.officer, "A run more") as tx:
        key = runs.record(tx, runs.RunDraft(title_en="Twice", host="NPA", starts="2027-02-01", marking="TLP:GREEN")).key
        runs.discard(tx, [key], "twice")
    found = desk.peek(runs.cards, [key])
    assert found
    tab.show_card(found[0])
    assert not any(part.list.buttons.isVisible() for part in tab.parts)
