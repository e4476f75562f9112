"""The courses in a real window on a real workspace: list, filters, fields, the history of their runs, a new run."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from hsdclient.training import courses, evaluations
from tests.accessible import nameless
from tests.ui.acting import enter
from tests.ui.exchanges import fill_exchanges
from tests.ui.ledgers import cells, notices, opened_at, references, shown
from ui.desk import Desk
from ui.pages.courses import CoursesPage, history

C = "CRS-2026-000{}".format


@pytest.fixture
def page(empty_desk: Desk, qtbot: QtBot) -> CoursesPage:
    """The three courses of tests.ui.exchanges."""
    fill_exchanges(empty_desk.workspace)
    made: CoursesPage = shown(qtbot, CoursesPage(empty_desk))
    return made


def test_the_list_says_what_each_course_is(page: CoursesPage) -> None:
    assert references(page) == [C(3), C(2), C(1)]
    said = cells(page, C(1))
    assert (said["code"], said["academy"], said["days"]) == ("DF-201", "FLETC", "12")
    assert (said["runs"], said["last_run"], said["state"]) == ("2", "11 Jan 2027", "")
    assert cells(page, C(2))["language"] == "English and Hindi"
    assert cells(page, C(3))["state"] == "No longer offered"
    assert not nameless(page)


def test_each_filter_limits_the_list(qtbot: QtBot, page: CoursesPage) -> None:
    for values, found in (
        ({"offered": True}, [2, 1]), ({"academy": ["FLETC"]}, [3, 1]), ({"side": ["IN"]}, [2]),
        ({"language": ["both"]}, [2]), ({"text": "forensics"}, [1]),
    ):  # fmt: skip
        page.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda found=found: references(page) == [C(n) for n in found])


def test_every_filter_has_a_field_of_the_query_and_every_sortable_column_a_sort(page: CoursesPage) -> None:
    shape = page.shape
    assert {one.key for one in shape.filters(page.book)} == {*shape.flags, *shape.many}
    assert {column.key for column in shape.columns if column.sortable} <= set(courses.SORTS)
    shape.query(False, {key: ["x"] for key in shape.many}, ("title", True))


def test_a_field_is_saved_on_leaving_it_and_a_wrong_one_says_why(qtbot: QtBot, page: CoursesPage) -> None:
    opened_at(qtbot, page, C(1))
    form = page.detail.part("details").form
    enter(form, {"days": "four hundred and one"}, "days")
    qtbot.waitUntil(lambda: "days" in form.problems())
    enter(form, {"days": "10"}, "days")
    qtbot.waitUntil(lambda: page.card().row.days == 10)


def test_a_new_course_is_recorded(qtbot: QtBot, empty_desk: Desk, page: CoursesPage) -> None:
    said = notices(empty_desk)
    page.new_record()
    assert page.new is not None
    page.new.form.submit()
    assert set(page.new.form.problems()) == {"academy", "title_en"}
    page.new.form.set_draft({"academy": "NPA", "title_en": "Moot court", "days": "3"})
    page.new.form.submit()
    qtbot.waitUntil(lambda: references(page)[0] == C(4))
    assert said[-1][0] == f"Recorded {C(4)}"


def test_the_history_of_a_course_tells_how_each_run_went(qtbot: QtBot, empty_desk: Desk, page: CoursesPage) -> None:
    went: list[tuple[str, object]] = []
    empty_desk.go.connect(lambda key, argument: went.append((key, argument)))
    opened_at(qtbot, page, C(1), "runs")
    tab = page.detail.part("runs")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    ahead, held = tab.model.row_at(0), tab.model.row_at(1)
    assert (ahead["reference"], ahead.get("attended")) == ("RUN-2026-0002", None)
    assert ahead["seats"] == "IN 2/2"
    assert (held["reference"], held["attended"]) == ("RUN-2026-0001", 3)
    assert (held["passed"], held["rated"]) == ("", "2 forms")  # too few to be broken down
    tab.table.select_id(tab.model.id_at(1))
    tab.go_there()
    assert went[-1] == ("training", {"record": tab.model.id_at(1)})


def test_a_run_is_planned_from_a_course(qtbot: QtBot, empty_desk: Desk, page: CoursesPage) -> None:
    went: list[tuple[str, object]] = []
    empty_desk.go.connect(lambda key, argument: went.append((key, argument)))
    opened_at(qtbot, page, C(2))
    shape = page.shape
    assert shape.new_run.isEnabled()
    shape.new_run.trigger()
    assert went == [("training", {"new": {"course": C(2)}})]


def test_a_course_with_runs_stays_and_says_what_to_do(qtbot: QtBot, page: CoursesPage) -> None:
    opened_at(qtbot, page, C(1))
    page.discard()
    page.ask.line.setText("Twice")
    page.ask._answer()
    qtbot.waitUntil(lambda: "RUN-2026-000" in page.ask.problem.text())
    assert C(1) in references(page)


def test_a_mean_is_said_with_its_number_of_forms() -> None:
    level = evaluations.Level(1, "trainee", 20, 12, 60, 425, ())
    test = evaluations.Test("final", 20, 18, 740, 15)
    told = evaluations.Summary(1, "RUN-2026-0001", "A", "", 20, 600, level, (test,), None, 0, (level, level), ())
    assert history.rated(told) == "4.2 (12 forms)"
    assert history.passed(told) == "15 of 18 (83 %)"
