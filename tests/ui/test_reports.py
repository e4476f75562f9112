"""The reports page: a draft is drawn anew with each change, issued once, copied and printed again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import joint_actions
from hsdclient.reports.verify_report import verify_file
from tests.ui.conftest import DRAFTS, fill
from tests.ui.report_desk import (
    TITLES,
    Choices,
    choices,
    drawn,
    issue,
    make_page,
    old_desk,
    old_page,
    page,
    registered,
    settled,
    text_of,
)
from ui.desk import Desk
from ui.pages.reports import ReportsPage, draft
from ui.pages.reports.drawing import Drawing, Stopped
from ui.parts.messages import Message

__all__ = ["choices", "make_page", "old_desk", "old_page", "page"]

# --- drafts -------------------------------------------------------------------------------------------


def test_the_first_draft_is_the_consolidated_report_and_registers_nothing(
    qtbot: QtBot, page: ReportsPage, desk: Desk
) -> None:
    said = text_of(drawn(qtbot, page))
    assert "DRAFT" in said
    assert "Consolidated status report" in said
    assert all(title in said for title in TITLES)
    assert page.act_save.isEnabled()
    assert registered(desk) == []


def test_a_group_from_elsewhere_begins_its_status_report(qtbot: QtBot, page: ReportsPage) -> None:
    drawn(qtbot, page)
    page.activate({"groups": ("CU",)})
    qtbot.waitUntil(lambda: settled(page) and "CU-2026-0001" in text_of(page.new.preview.data()), timeout=20_000)
    said = text_of(page.new.preview.data())
    assert "Status report" in said
    assert "CN-2026-0001" not in said
    assert not page.new.order.form.rows["group"].isHidden()
    assert page.new.order.form.rows["groups"].isHidden()


def test_a_dossier_of_an_unknown_action_says_so_beside_the_field(qtbot: QtBot, page: ReportsPage) -> None:
    drawn(qtbot, page, kind="dossier", reference="CN-2026-0001")
    page.activate({"reference": "CN-2026-9999"})
    row = page.new.order.form.rows["reference"]
    qtbot.waitUntil(lambda: "CN-2026-9999" in row.problem.sentence(), timeout=10_000)
    assert not page.act_save.isEnabled()
    assert page.new.stack.currentWidget() is page.new.empty


def test_a_day_to_come_is_refused_beside_its_field(qtbot: QtBot, page: ReportsPage) -> None:
    drawn(qtbot, page)
    page.new.order.form.rows["as_of"].editor.set_value("2026-12-01")
    page.new.order.form.reveal(["as_of"])
    page.new._ordered()
    qtbot.waitUntil(lambda: "future" in page.new.empty.sentence.text())
    assert "future" in page.new.order.form.rows["as_of"].problem.sentence()
    assert not page.act_save.isEnabled()


def test_a_past_day_gives_what_was_recorded_by_then(qtbot: QtBot, old_page: ReportsPage) -> None:
    page = old_page
    said = text_of(drawn(qtbot, page, kind="status", group="CN", as_of="2026-11-10"))
    assert "Eleven notifications" not in said
    assert "CN-2026-0001" in said


def test_unticked_sections_and_the_language_change_the_sheet(qtbot: QtBot, page: ReportsPage) -> None:
    page.activate({})
    said = text_of(drawn(qtbot, page, kind="status", group="CN", language="both", **{"section:matrix": False}))
    assert "Action matrix" not in said
    assert DRAFTS[0].title_hi.split()[0] in said


def test_a_change_of_a_record_draws_the_sheet_anew(qtbot: QtBot, page: ReportsPage, desk: Desk) -> None:
    drawn(qtbot, page)
    with desk.store.write(desk.officer, "Joint action recorded") as tx:
        told = joint_actions.ActionDraft("CY", "Share indicators weekly", lead_in="I4C", marking="TLP:GREEN")
        joint_actions.record(tx, told)
    desk.announce(tx.change)
    qtbot.waitUntil(
        lambda: settled(page) and "Share indicators weekly" in text_of(page.new.preview.data()), timeout=20_000
    )


def test_a_large_scope_is_drawn_when_asked_for(
    qtbot: QtBot, page: ReportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft, "LIVE", 4)
    page.activate({})
    qtbot.waitUntil(page.new.empty.button.isVisible, timeout=10_000)
    assert page.new.empty.sentence.text().startswith("5 joint actions")
    assert not page.new._drawn
    page.new.empty.button.click()
    qtbot.waitUntil(lambda: page.new._drawn, timeout=20_000)


def test_a_drawing_stops_at_the_next_page(qtbot: QtBot, desk: Desk) -> None:
    begun, gate = threading.Event(), threading.Event()
    told: list[object] = []

    def job(progress: Callable[[int], None]) -> str:
        begun.set()
        gate.wait(10)
        progress(1)
        return "whole"

    drawing = Drawing(desk, desk, job, told.append, told.append)
    qtbot.waitUntil(begun.is_set)
    drawing.stop()
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Stopped)


def test_the_order_is_remembered_but_not_its_day(
    qtbot: QtBot, old_page: ReportsPage, old_desk: Desk, make_page: Callable[[Desk], ReportsPage]
) -> None:
    page, desk = old_page, old_desk
    drawn(qtbot, page, kind="status", group="IM", language="hi", paper="letter", as_of="2026-11-22")
    page.leave()
    again = make_page(desk)
    again.activate({})
    qtbot.waitUntil(lambda: again.new._restored and again.new.order.ready and settled(again), timeout=20_000)
    values = again.new.order.values()
    assert (values["kind"], values["group"], values["language"], values["paper"]) == ("status", "IM", "hi", "letter")
    assert values["as_of"] == ""


def test_the_page_comes_back_as_it_was_left(
    qtbot: QtBot, old_page: ReportsPage, old_desk: Desk, make_page: Callable[[Desk], ReportsPage]
) -> None:
    page, desk = old_page, old_desk
    drawn(qtbot, page, kind="overdue", groups=["CN"], as_of="2026-11-22")
    state = page.view_state()
    page.leave()
    again = make_page(desk)
    again.activate(state)
    qtbot.waitUntil(lambda: settled(again) and again.new._drawn, timeout=20_000)
    assert again.view_state() == state
    assert "Overdue list" in text_of(again.new.preview.data())


# --- issuing ------------------------------------------------------------------------------------------


def test_issue_and_save(qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices) -> None:
    drawn(qtbot, page, kind="status", group="CN")
    assert issue(qtbot, page) == "R-2026-0001"
    assert choices.proposed.endswith("status-CN-2026-11-22.pdf")
    saved = Path(choices.path)
    assert "R-2026-0001" in text_of(saved.read_bytes())
    assert page.new.preview.data() == saved.read_bytes()
    with desk.store.read() as rx:
        assert verify_file(rx, saved).genuine
    assert [row.number for row in registered(desk)] == ["R-2026-0001"]
    assert "report.pdf" in page.new.strip.sentence.text()
    page.new.strip.act.click()
    assert choices.opened == [saved]


def test_the_keyboard_issues_from_wherever_it_is_on_the_page(
    qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices
) -> None:
    drawn(qtbot, page)
    page.activateWindow()
    page.setFocus()  # as the window does after Ctrl+3
    qtbot.waitUntil(lambda: page.new.isAncestorOf(QApplication.focusWidget()))
    with qtbot.waitSignal(page.new.issued, timeout=20_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.new.isAncestorOf(QApplication.focusWidget())
    page.show_register()
    page.register.table.setFocus()
    qtbot.keyClick(page.register.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert len(registered(desk)) == 1


def test_what_is_issued_is_copied_and_printed_not_issued_again(
    qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices
) -> None:
    drawn(qtbot, page)
    issue(qtbot, page)
    first = Path(choices.path)
    assert page.act_save.text() == "Save a copy …"
    choices.path = str(first.with_name("copy.pdf"))
    page.act_save.trigger()
    qtbot.waitUntil(lambda: Path(choices.path).exists())
    assert Path(choices.path).read_bytes() == first.read_bytes()
    qtbot.waitUntil(page.act_print.isEnabled)
    with qtbot.waitSignal(page.new.preview.printed, timeout=30_000):
        page.act_print.trigger()
    assert len(registered(desk)) == 1
    page.new.line.draft.click()
    qtbot.waitUntil(lambda: settled(page) and "DRAFT" in text_of(page.new.preview.data()), timeout=20_000)
    assert page.act_save.text() == "Issue and save as PDF …"


def test_issue_and_print(qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices) -> None:
    drawn(qtbot, page, kind="dossier", reference="CU-2026-0001")
    qtbot.waitUntil(page.act_print.isEnabled)
    with qtbot.waitSignal(page.new.preview.printed, timeout=30_000):
        page.act_print.trigger()
    assert choices.printed.read_bytes().startswith(b"%PDF")
    assert [row.number for row in registered(desk)] == ["R-2026-0001"]
    assert page.new.number() == "R-2026-0001"


def test_a_folder_that_is_gone_is_told_and_nothing_is_registered(
    qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices
) -> None:
    drawn(qtbot, page)
    choices.path = str(Path(choices.path).parent / "gone" / "report.pdf")
    page.act_save.trigger()
    qtbot.waitUntil(lambda: "cannot be written" in page.new.progress.failure.sentence(), timeout=20_000)
    assert registered(desk) == []
    assert page.new.order.isEnabled()
    assert page.act_save.isEnabled()
    assert page.act_save.text() == "Issue and save as PDF …"


def test_a_name_without_pdf_gets_it_and_an_existing_file_is_asked_for(
    qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices
) -> None:
    drawn(qtbot, page)
    there = Path(choices.path)
    there.write_bytes(b"old")
    choices.path = str(there.with_suffix(""))
    asked: list[str] = []

    def press_cancel() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Message):
            asked.append(box.text.text())
            box.buttons[1].click()

    QTimer.singleShot(0, press_cancel)
    page.act_save.trigger()
    assert len(asked) == 1
    assert "report.pdf exists already" in asked[0]
    assert there.read_bytes() == b"old"
    assert registered(desk) == []


def test_called_off_dialogs_issue_nothing(qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices) -> None:
    drawn(qtbot, page)
    choices.path = ""
    page.act_save.trigger()
    assert page.new.number() == ""
    assert not page.new._issuing
    assert registered(desk) == []


def test_issuing_can_be_cancelled_before_it_is_too_late(
    qtbot: QtBot, page: ReportsPage, desk: Desk, choices: Choices
) -> None:
    drawn(qtbot, page)
    gate = threading.Event()
    desk.make(print_nothing, lambda: gate.wait(10))  # the drawing thread is busy with something else
    page.act_save.trigger()
    assert not page.act_save.isEnabled()
    page.new.progress.cancel.click()
    gate.set()
    qtbot.waitUntil(lambda: page.new.strip.sentence.text() == "Stopped. Nothing was issued.")
    assert registered(desk) == []
    assert not Path(choices.path).exists()
    assert page.act_save.isEnabled()


def print_nothing(_result: object) -> None:
    """For work whose result nobody waits for."""


def test_a_reader_sees_and_issues_nothing(
    qtbot: QtBot, now: datetime, opened: Callable[..., Any], copied: Callable[..., Path],
    make_desk: Callable[..., Desk], make_page: Callable[[Desk], ReportsPage],
) -> None:  # fmt: skip
    place = copied("IN")
    workspace = opened("IN", folder=place)
    fill(workspace)
    workspace.close()
    page = make_page(make_desk("IN", folder=place, writer=False))
    drawn(qtbot, page)
    assert page.header.buttons() == []
    assert not page.new.can_save()
    assert page.new.preview.bar.print.isVisible()
    assert not page.new.preview.bar.save.isVisible()
