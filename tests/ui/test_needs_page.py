"""The training needs in a real window on a real workspace: list, filters, fields, the runs that answer them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from hsdclient.training import needs
from tests.accessible import nameless
from tests.ui.acting import enter
from tests.ui.exchanges import fill_exchanges
from tests.ui.ledgers import cells, opened_at, references, shown
from ui.desk import Desk
from ui.pages.needs import NeedsPage

N = "NEED-2026-000{}".format


@pytest.fixture
def page(empty_desk: Desk, qtbot: QtBot) -> NeedsPage:
    """The two needs of tests.ui.exchanges; a seminar answers the first."""
    fill_exchanges(empty_desk.workspace)
    made: NeedsPage = shown(qtbot, NeedsPage(empty_desk))
    return made


def test_the_list_says_how_each_need_stands(page: NeedsPage) -> None:
    assert references(page) == [N(2), N(1)]
    said = cells(page, N(1))
    assert (said["topic"], said["agency"], said["persons"]) == ("Forensic imaging of mobile phones", "CBI", "20")
    assert (said["state"], said["late"], said["runs"]) == ("Planned", "Overdue by 22 days", "RUN-2026-0003")
    assert cells(page, N(2))["late"] == ""
    assert not nameless(page)


def test_each_filter_limits_the_list(qtbot: QtBot, page: NeedsPage) -> None:
    for values, found in (
        ({"overdue": True}, [1]), ({"state": ["open"]}, [2]), ({"side": ["IN"]}, [1]), ({"agency": ["FLETC"]}, [2]),
        ({"text": "evidence"}, [2]),
    ):  # fmt: skip
        page.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda found=found: references(page) == [N(n) for n in found])


def test_every_filter_has_a_field_of_the_query_and_every_sortable_column_a_sort(page: NeedsPage) -> None:
    shape = page.shape
    assert {one.key for one in shape.filters(page.book)} == {*shape.flags, *shape.many}
    assert {column.key for column in shape.columns if column.sortable} <= set(needs.SORTS)
    shape.query(False, {key: ["x"] for key in shape.many}, ("topic", True))


def test_the_agencies_offered_are_those_of_the_side(qtbot: QtBot, page: NeedsPage) -> None:
    page.new_record()
    assert page.new is not None
    form = page.new.form
    form.set_draft({"side": "US"})
    offered = {choice.value for choice in page.shape.sources(page.book, form.values)["agencies"]()}
    assert "FLETC" in offered
    assert "CBI" not in offered


def test_a_course_is_chosen_for_a_need(qtbot: QtBot, page: NeedsPage) -> None:
    opened_at(qtbot, page, N(1))
    qtbot.waitUntil(lambda: bool(page.book.of("courses")))
    assert "CRS-2026-0003" not in [choice.value for choice in page.book.of("courses")]  # given no longer
    enter(page.detail.part("details").form, {"course": "CRS-2026-0001"}, "course")
    qtbot.waitUntil(lambda: page.card().row.course == "CRS-2026-0001")


def test_the_runs_that_answer_a_need_are_listed_and_another_is_planned(
    qtbot: QtBot, empty_desk: Desk, page: NeedsPage
) -> None:
    went: list[tuple[str, object]] = []
    empty_desk.go.connect(lambda key, argument: went.append((key, argument)))
    opened_at(qtbot, page, N(1), "runs")
    tab = page.detail.part("runs")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    row = tab.model.row_at(0)
    assert (row["reference"], row["seats"]) == ("RUN-2026-0003", "IN 0/10 · US 0/10")
    tab.go_there()
    assert went[-1] == ("training", {"record": tab.model.id_at(0)})
    page.shape.plan_run.trigger()
    assert went[-1] == (
        "training", {"new": {"need": N(1), "topic": "Forensic imaging of mobile phones", "seats_in": "20"}}
    )  # fmt: skip
