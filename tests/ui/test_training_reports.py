"""The sheets of training in the window: each kind asks for what it is about, is drawn, and shows what goes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import errors, releases
from hsdclient.reports.scope import OF_TRAINING, ONE_RUN
from tests.core.reports import exchanges
from tests.core.reports.desk import Desk as Told
from tests.ui.report_desk import Choices, choices, drawn, issue, make_page, page, settled, text_of, write
from ui.desk import Desk
from ui.pages.reports import ReportsPage
from ui.pages.reports.order import FIRST, PARTS, SHOWN, order_of

__all__ = ["choices", "make_page", "page"]

SCOPE = {"run", "any_run", "certificates", "year", "calendar", "group", "groups", "round", "any_round", "documents"}


@pytest.fixture
def story(desk: Desk) -> exchanges.Story:
    """The exchanges, told at the window's own desk."""
    return exchanges.told(Told(desk.store, desk.officer))


def test_each_kind_asks_for_what_it_is_about(qtbot: QtBot, page: ReportsPage) -> None:
    asked = {}
    for kind in OF_TRAINING:
        page.activate({"order": {"kind": kind}})
        asked[kind] = {key for key, row in page.new.order.form.rows.items() if not row.isHidden()} & SCOPE
    one, year = {"run"}, {"year", "calendar"}
    assert asked == {
        **dict.fromkeys(ONE_RUN, one), "training-calendar": year, "reciprocity": year, "training": year,
        "certificate": {"any_run", "certificates"}, "certificate-register": {"any_run"},
    }  # fmt: skip
    assert set(SHOWN) == set(PARTS)
    assert page.new.order.values()["year"] == "2026", "the present one"
    numbers = "cert-2026-0001, CERT-2026-0002"
    order = order_of({**FIRST, "kind": "certificate", "certificates": numbers, "year": "2026", "run": "RUN-2026-0001"})
    assert (order.certificates, order.year, order.run) == (("CERT-2026-0001", "CERT-2026-0002"), "", "")


def test_every_kind_is_drawn_in_the_window(qtbot: QtBot, story: exchanges.Story, page: ReportsPage) -> None:
    run = story.run.reference
    for kind in OF_TRAINING:
        data = drawn(qtbot, page, kind=kind, run=run, any_run=run, year="2026", language="both")
        said = text_of(data)
        assert run in said or (kind == "certificate" and story.certificates[0].reference in said)


def test_a_roll_is_issued_from_the_window(
    qtbot: QtBot, story: exchanges.Story, page: ReportsPage, choices: Choices
) -> None:
    page.activate({"kind": "roll", "run": story.run.reference})
    qtbot.waitUntil(lambda: settled(page) and page.new._drawn, timeout=20_000)
    assert [one.value for one in page.new.order._scopes.runs][-1] == story.others["seminar"].reference
    number = issue(qtbot, page)
    assert Path(choices.proposed).name.startswith(f"roll-{story.run.reference}-")
    said = text_of(Path(choices.path).read_bytes())
    assert number in said
    assert all(name in said for name in ("Kavita", "Arjun Rao", "IN-1001", "Dana Whitfield"))


def test_certificates_come_from_their_page_by_number(qtbot: QtBot, story: exchanges.Story, page: ReportsPage) -> None:
    number = story.certificates[2].reference
    page.activate({"kind": "certificate", "certificates": (number,)})
    qtbot.waitUntil(lambda: settled(page) and page.new._drawn, timeout=20_000)
    said = text_of(page.new.preview.data())
    assert number in said
    assert story.certificates[0].reference not in said


def test_a_sheet_without_its_run_or_year_says_so_beside_the_field(
    qtbot: QtBot, story: exchanges.Story, page: ReportsPage
) -> None:
    for order, field in (
        ({"kind": "roll"}, "run"),
        ({"kind": "certificate"}, "any_run"),
        ({"kind": "reciprocity", "year": "20x6"}, "year"),
    ):
        page.activate({"order": order})
        qtbot.waitUntil(lambda: page.new.order.ready and page.new._order is None and not page.new._settle.isActive())
        with pytest.raises(errors.Refused) as refusal:
            page.new.order.order()
        assert refusal.value.field == field
        assert not page.act_save.isEnabled()
    page.activate({"order": {"kind": "roll", "run": story.run.reference, "audience": "partner"}})
    row = page.new.order.form.rows["run"]
    qtbot.waitUntil(lambda: "release it first" in row.problem.sentence(), timeout=20_000)
    revoked = next(one.reference for one in story.certificates if one.nomination_key == story.nominated[7])
    page.activate({"kind": "certificate", "audience": "own", "certificates": revoked})
    row = page.new.order.form.rows["certificates"]
    qtbot.waitUntil(lambda: "was revoked" in row.problem.sentence(), timeout=20_000)


def test_the_partners_roll_is_looked_through_first(
    qtbot: QtBot, story: exchanges.Story, page: ReportsPage, choices: Choices, desk: Desk
) -> None:
    kept, told = story.people[2], story.people[0]
    write(desk, releases.release_record, "runs", story.run.key, ["US"])
    write(desk, releases.release_record_part, "runs", story.run.key, "roll", "US", True)
    write(desk, releases.release_record, "trainees", told.key, ["US"])
    page.activate({"order": {"kind": "roll", "run": story.run.reference, "audience": "partner"}})
    qtbot.waitUntil(lambda: settled(page) and page.new.release._found is not None, timeout=20_000)
    panel = page.new.release
    assert page.new.stack.currentWidget() is panel
    assert panel.counts.text() == "1 of 12 persons in this scope go out; 11 are not released."
    assert [line.reference for line in panel._lines.values()] == [story.run.reference, told.reference]
    qtbot.waitUntil(lambda: "only of the persons on this list" in panel.texts.text())
    with qtbot.waitSignal(desk.go) as gone:
        panel.table.opened.emit(next(iter(panel._lines)))
    assert gone.args == ["training", {"record": story.run.key, "tab": "release"}]
    panel.tick.click()
    issue(qtbot, page)
    said = text_of(Path(choices.path).read_bytes())
    assert "Kavita" in said
    assert not {"Venkatanarasimharajuvaripeta", kept.reference, told.reference, "IN-1001"} & set(said.split())
    assert "9 nominees are not released." in said
