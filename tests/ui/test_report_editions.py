"""The partner's edition is confirmed before it is issued; the register lists; a file or a code is verified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import joint_actions, releases, words
from tests.accessible import nameless
from tests.ui.report_desk import (
    TITLES,
    Choices,
    choices,
    drawn,
    issue,
    key_of,
    make_page,
    page,
    registered,
    settled,
    text_of,
    write,
)
from ui.desk import Desk
from ui.pages.reports import ReportsPage

__all__ = ["choices", "make_page", "page"]

# --- the partner's edition ----------------------------------------------------------------------------


def partner(qtbot: QtBot, page: ReportsPage, **order: object) -> None:
    page.activate({"order": {"kind": "consolidated", "groups": [], "audience": "partner", **order}})
    qtbot.waitUntil(lambda: settled(page) and page.new.release._found is not None, timeout=20_000)


def test_the_partners_edition_shows_first_what_goes_out(qtbot: QtBot, page: ReportsPage, choices: Choices) -> None:
    partner(qtbot, page)
    panel = page.new.release
    assert page.new.stack.currentWidget() is panel
    assert panel.counts.text() == "1 of 5 joint actions in this scope go out; 4 are not released."
    assert [line.title_en for line in panel._lines.values()] == [TITLES[1]]
    qtbot.waitUntil(lambda: TITLES[1] in panel.texts.text())
    assert not page.act_save.isEnabled()
    panel.tick.click()
    assert page.act_save.isEnabled()
    issue(qtbot, page)
    said = text_of(Path(choices.path).read_bytes())
    assert TITLES[1] in said
    assert not any(title in said for place, title in enumerate(TITLES) if place != 1)
    assert choices.proposed.endswith("consolidated-all-2026-11-22-partner.pdf")


def test_a_confirmation_falls_with_what_was_confirmed(qtbot: QtBot, page: ReportsPage, desk: Desk) -> None:
    partner(qtbot, page)
    page.new.release.tick.click()
    assert page.act_save.isEnabled()
    write(desk, releases.release, key_of(desk, TITLES[2]), ["US"])
    qtbot.waitUntil(lambda: page.new.release.counts.text().startswith("2 of 5") and settled(page), timeout=20_000)
    assert not page.new.release.tick.isChecked()
    assert not page.act_save.isEnabled()
    page.new.release.tick.click()
    assert page.act_save.isEnabled()
    partner(qtbot, page, language="both")
    assert not page.act_save.isEnabled()


def test_what_is_held_back_is_told_with_its_reason(qtbot: QtBot, page: ReportsPage, desk: Desk) -> None:
    key = key_of(desk, TITLES[2])
    write(desk, joint_actions.amend, key, {"third_party": True})
    write(desk, releases.release, key, ["US"])
    partner(qtbot, page)
    panel = page.new.release
    lines = [(line.title_en, bool(line.why)) for line in panel._lines.values()]
    assert lines == [(TITLES[2], True), (TITLES[1], False)]
    assert panel.held.sentence() == "1 are released and held back all the same."
    assert "third-party" in panel.model.data(panel.model.index(0, 4))


def test_where_nothing_is_released_nothing_can_be_issued(qtbot: QtBot, page: ReportsPage, desk: Desk) -> None:
    partner(qtbot, page, kind="status", group="CT")
    assert not page.new.release.tick.isEnabled()
    assert page.new.release.table.empty.isVisible()
    assert not page.act_save.isEnabled()
    assert page.new.preview.data() == b""


def test_the_action_behind_a_line_is_opened_at_its_release(qtbot: QtBot, page: ReportsPage, desk: Desk) -> None:
    partner(qtbot, page)
    key = key_of(desk, TITLES[1])
    with qtbot.waitSignal(desk.go) as told:
        page.new.release.table.opened.emit(key)
    assert told.args == ["joint_actions", {"record": key, "tab": "release"}]


# --- register and verification ------------------------------------------------------------------------


def test_the_register_lists_finds_and_shows_what_was_registered(
    qtbot: QtBot, page: ReportsPage, choices: Choices
) -> None:
    page.show_register()
    qtbot.waitUntil(lambda: page.register.table.empty.isVisible())
    page.activate({"tab": "new"})
    drawn(qtbot, page, kind="status", group="CN")
    issue(qtbot, page)
    drawn(qtbot, page, kind="dossier", reference="IM-2026-0001")
    issue(qtbot, page)
    page.show_register()
    view = page.register
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    assert view.detail.title.text() == "R-2026-0002 · Joint-action dossier"
    qtbot.waitUntil(lambda: view.detail.figures.model.rowCount() > 5)
    figures = view.detail.figures.model
    assert TITLES[4] in [figures.data(figures.index(row, 1)) for row in range(figures.rowCount())]
    view.search.setText("status cn")
    assert view.count.text() == "1 of 2"
    qtbot.waitUntil(lambda: view.detail.title.text().startswith("R-2026-0001"))
    view.search.setText("nothing like it")
    assert view.table.empty.sentence.text() == "No report matches."
    assert view.detail.title.isHidden()
    page.activate({"number": "R-2026-0001"})
    assert view.detail.title.text().startswith("R-2026-0001")
    view.detail.copy.click()
    assert QApplication.clipboard().text().split() == ["R-2026-0001", view.detail.code.text()]


def test_a_file_is_genuine_or_not_and_says_what_still_agrees(
    qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices
) -> None:
    drawn(qtbot, page, kind="status", group="CN")
    issue(qtbot, page)
    saved = Path(choices.path)
    page.show_verify()
    view = page.verify
    view.file.browse.click()
    qtbot.waitUntil(view.answer.isVisible)
    assert view.badge.badges()[0].word == "Genuine"
    assert not view.compared.isVisible()
    saved.write_bytes(saved.read_bytes() + b"\n")
    view.check_file.click()
    qtbot.waitUntil(view.compared.isVisible)
    assert view.badge.badges()[0].word == "Not the issued file"
    assert view.compared.model.data(view.compared.model.index(0, 0)) == "Agrees"
    view.file.set_value(str(saved.with_name("none.pdf")))
    view.check_file.click()
    qtbot.waitUntil(lambda: "cannot be read" in view.file.problem.sentence())
    assert not view.answer.isVisible()


def test_a_typed_code_shows_what_is_registered(qtbot: QtBot, page: ReportsPage, desk: Desk) -> None:
    drawn(qtbot, page, kind="status", group="CN")
    issue(qtbot, page)
    view = page.verify
    page.show_verify()
    view.code.setText(registered(desk)[0].code.lower().replace("-", " "))
    view.check_code.click()
    qtbot.waitUntil(view.registered.isVisible)
    assert view.badge.badges()[0].word == "Compare by eye"
    view.code.setText("0000-0000-0000")
    view.check_code.click()
    qtbot.waitUntil(lambda: view.answer.isVisible() and view.badge.badges()[0].word == "Not registered")
    assert "letter by letter" in view.sentence.text()
    assert not view.registered.isVisible()


@pytest.mark.parametrize("language", ["en", "hi"])
def test_everything_has_an_accessible_name(
    qtbot: QtBot, desk: Desk, make_page: Callable[[Desk], ReportsPage], language: str
) -> None:
    words.use(language)
    page = make_page(desk)
    partner(qtbot, page)
    assert nameless(page) == []
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        assert nameless(page) == []
