"""The trainees in a real window on a real workspace: list, duplicates, history, vetting that is logged, purge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import clock
from hsdclient.training import retention, trainees, vetting
from hsdclient.training.pipeline import GATE_WORDS
from hsdclient.training.trainees import TraineeQuery
from tests.accessible import nameless
from tests.ui.acting import enter
from tests.ui.conftest import NOW
from tests.ui.exchanges import fill_exchanges
from tests.ui.ledgers import cells, notices, opened_at, references, shown
from ui.desk import Desk
from ui.pages.trainees import TraineesPage

P = "PER-2026-000{}".format


@pytest.fixture
def page(empty_desk: Desk, qtbot: QtBot) -> TraineesPage:
    """The four persons of tests.ui.exchanges."""
    fill_exchanges(empty_desk.workspace)
    made: TraineesPage = shown(qtbot, TraineesPage(empty_desk))
    return made


def test_the_list_says_who_each_person_is(page: TraineesPage) -> None:
    assert references(page) == [P(2), P(1), P(3), P(4)]  # by name
    said = cells(page, P(1))
    assert (said["name"], said["name_hi"], said["agency"], said["side"]) == ("Kavita", "कविता", "CBI", "India")
    assert (said["came"], said["last_run"], said["last_day"]) == ("1", "RUN-2026-0002", "22 Jan 2027")
    assert cells(page, P(4))["retain_until"] == "13 Mar 2031"
    assert not nameless(page)


def test_each_filter_limits_the_list(qtbot: QtBot, page: TraineesPage) -> None:
    for values, found in (
        ({"side": ["US"]}, [4]), ({"agency": ["CBI"]}, [1, 3]), ({"trained": True}, [2, 1, 4]),
        ({"run": ["RUN-2026-0002"]}, [1, 3]), ({"text": "कविता"}, [1]), ({"past_retention": True}, []),
    ):  # fmt: skip
        page.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda found=found: references(page) == [P(n) for n in found])


def test_every_filter_has_a_field_of_the_query_and_every_sortable_column_a_sort(page: TraineesPage) -> None:
    shape = page.shape
    assert {one.key for one in shape.filters(page.book)} == {*shape.flags, *shape.many}
    assert {column.key for column in shape.columns if column.sortable} <= set(trainees.SORTS)
    shape.query(False, {key: ["x"] for key in shape.many}, ("name", True))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "Someone else", "service_number": "CBI-2214", "agency": "CBI"}, "PER-2026-0001 (Kavita)"),
        ({"name": "KAVITA", "born": "1988-04-03"}, "PER-2026-0001 (Kavita) is the same person"),
        ({"name": "कविता", "born": "1988-04-03"}, "PER-2026-0001 (Kavita) is the same person"),
        ({"name": "Meera Joshi"}, "PER-2026-0003 (Meera Joshi) may be the same person"),
    ],
)
def test_who_may_be_the_same_person_is_said_while_typing(
    qtbot: QtBot, page: TraineesPage, typed: dict[str, str], said: str
) -> None:
    page.new_record()
    assert page.new is not None
    enter(page.new.form, typed, next(iter(typed)))
    qtbot.waitUntil(lambda: said in page.new.warning.sentence())


def test_a_single_name_is_recorded_and_a_child_is_not(qtbot: QtBot, empty_desk: Desk, page: TraineesPage) -> None:
    said = notices(empty_desk)
    page.new_record()
    assert page.new is not None
    form = page.new.form
    form.set_draft({"name": "Lakshmi", "born": "2015-01-01"})
    form.submit()
    qtbot.waitUntil(lambda: "born" in form.problems())
    form.set_draft({"born": ""})
    form.submit()
    qtbot.waitUntil(lambda: bool(said) and said[-1][0] == f"Recorded {P(5)}")


def test_the_training_history_leads_to_the_nomination(qtbot: QtBot, empty_desk: Desk, page: TraineesPage) -> None:
    went: list[tuple[str, object]] = []
    empty_desk.go.connect(lambda key, argument: went.append((key, argument)))
    card = opened_at(qtbot, page, P(1), "training")
    tab = page.detail.part("training")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    ahead, held = tab.model.row_at(0), tab.model.row_at(1)
    assert (ahead["run"], ahead["days"], ahead["score"]) == ("RUN-2026-0002", "", "")
    assert (held["run"], held["days"], held["score"]) == ("RUN-2026-0001", "12", "88.5 %")
    assert held["step"].word == "Attended"
    tab.table.select_id(tab.model.id_at(1))
    tab.go_there()
    one = card.nominations[1]
    assert went == [("training", {"record": one.run_key, "tab": "nominations", "nomination": one.key})]


# -- vetting ------------------------------------------------------------------------------------------------------


def test_vetting_is_shown_after_the_look_was_noted(qtbot: QtBot, empty_desk: Desk, page: TraineesPage) -> None:
    card = opened_at(qtbot, page, P(1), "vetting")
    tab = page.detail.part("vetting")
    assert tab.show_button.isVisible()
    assert not tab.table.isVisible()
    assert tab.model.rowCount() == 0
    with empty_desk.store.read() as rx:
        before = vetting.access_log(rx, card.key)
    tab.show_button.click()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)
    assert tab.table.isVisible()
    shown_gates = {tab.model.row_at(row)["gate"]: tab.model.row_at(row) for row in range(3)}
    person = shown_gates[GATE_WORDS["individual_vetting"]]
    assert (person["reference"], person["status"].word) == ("MHA/VET/118-26", "Cleared, too short")
    assert shown_gates[GATE_WORDS["unit_vetting"]]["status"].word == "Pending"
    qtbot.waitUntil(lambda: tab.log_model.rowCount() == len(before) + 1)
    assert tab.log_model.row_at(0) == {"officer": "Asha Rao", "at": "22 Nov 2026, 10:42 IST"}


def test_vetting_is_closed_again_for_the_next_person(qtbot: QtBot, page: TraineesPage) -> None:
    opened_at(qtbot, page, P(1), "vetting")
    tab = page.detail.part("vetting")
    tab.show_button.click()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)
    with page._desk.store.read() as rx:
        other = trainees.card(rx, next(iter(trainees.ids(rx, TraineeQuery(sides=("US",))))))
    tab.show_card(other)  # though the tab never left the front
    assert tab.model.rowCount() == 0
    opened_at(qtbot, page, P(3), "vetting")
    qtbot.waitUntil(lambda: tab.show_button.isVisible())
    assert tab.model.rowCount() == 0
    assert not tab.table.isVisible()


def test_without_a_writable_workspace_vetting_is_not_shown(
    qtbot: QtBot, now: object, make_desk: Callable[..., Desk], copied: Callable[..., Path]
) -> None:
    folder = copied("IN")
    first = make_desk("IN", folder=folder)
    fill_exchanges(first.workspace)
    desk = make_desk("IN", folder=folder, writer=False)
    page = shown(qtbot, TraineesPage(desk))
    opened_at(qtbot, page, P(1), "vetting")
    tab = page.detail.part("vetting")
    assert not tab.show_button.isVisible()
    assert "only where the look can be noted" in tab.problem.sentence()
    tab.open_up()
    assert tab.model.rowCount() == 0


def test_lists_and_details_never_show_a_gate(page: TraineesPage) -> None:
    assert not {"gates", "vetting", "clearance"} & {column.key for column in page.shape.columns}
    assert not {"gates", "vetting", "clearance"} & {one.key for one in page.shape.detail_fields()}


# -- purge --------------------------------------------------------------------------------------------------------


def test_personal_data_past_their_day_are_purged_and_the_record_stays(
    qtbot: QtBot, empty_desk: Desk, page: TraineesPage
) -> None:
    said = notices(empty_desk)
    with clock.at(NOW + timedelta(days=6 * 365)):
        page.shape.purging.act.trigger()
        qtbot.waitUntil(lambda: page.shape.purging.dialog is not None)
        dialog = page.shape.purging.dialog
        with empty_desk.store.read() as rx:
            due = retention.due(rx)
        assert dialog.model.rowCount() == len(due) > 1
        assert dialog.yes.text() == f"Purge {len(due)} persons"
        dialog.table.select_id(next(one.key for one in due if one.reference == P(2)))
        assert dialog.yes.text() == "Purge 1 person"
        assert not nameless(dialog)
        dialog.yes.click()
        qtbot.waitUntil(lambda: bool(said) and said[-1][0] == "The personal data of 1 person were purged.")
        qtbot.waitUntil(lambda: P(2) in references(page) and cells(page, P(2))["name"] == P(2))
        opened_at(qtbot, page, P(2))
        qtbot.waitUntil(lambda: page.card().row.purged_on is not None)
        assert cells(page, P(2))["keeping"].startswith("Purged on")
        assert not page.detail.part("details").form.rows["name"].editor.isEnabled()
        assert len(page.card().nominations) == 1
        opened_at(qtbot, page, P(4))
        qtbot.waitUntil(lambda: "purge them, or give a later day" in page.detail.caution.sentence())
