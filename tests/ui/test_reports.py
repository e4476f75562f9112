"""The reports page: a draft is drawn, the partner's edition is confirmed, a report issued, listed and verified."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import clock, founding, joint_actions, releases, words
from hsdclient.pdfium import alone
from hsdclient.reports import register
from hsdclient.reports.verify_report import verify_file
from tests.accessible import nameless
from tests.core.conftest import CHEAP, PASSPHRASE
from tests.core.conftest import DRAFTS as FOUNDED
from tests.ui.conftest import DRAFTS, fill
from ui.desk import Desk
from ui.pages.reports import ReportsPage, draft
from ui.pages.reports.drawing import Drawing, Stopped
from ui.parts.messages import Message

TITLES = [one.title_en for one in DRAFTS]


def text_of(content: bytes) -> str:
    """All words of a PDF, as PDFium reads them, on one line."""
    with alone():
        document = pypdfium2.PdfDocument(content)
        try:
            said = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        finally:
            document.close()
    return " ".join(" ".join(said).replace("\ufffe", "").split())


class Choices:
    """Stands for the file dialog and the print dialog: gives `path`, remembers what was proposed."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "report.pdf")
        self.proposed = ""
        self.printed = folder / "printed.pdf"
        self.opened: list[Path] = []
        self.asked = 0

    def file(self, _parent: QWidget, _mode: str, _title: str, start: str, _kinds: str) -> str:
        self.proposed = start
        return self.path

    def printer(self, printer: QPrinter, _parent: QWidget) -> bool:
        self.asked += 1
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.printed))
        return True

    def folder(self, path: Path) -> bool:
        self.opened.append(path)
        return True


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    place = tmp_path / "out"
    place.mkdir()
    return Choices(place)


@pytest.fixture
def make_page(qtbot: QtBot, choices: Choices) -> Callable[[Desk], ReportsPage]:
    def make(desk: Desk) -> ReportsPage:
        page = ReportsPage(desk, choose=choices.file, choose_printer=choices.printer, show_folder=choices.folder)
        qtbot.addWidget(page)
        page.resize(1048, 700)
        page.show()
        qtbot.waitExposed(page)
        return page

    return make


@pytest.fixture
def page(desk: Desk, make_page: Callable[[Desk], ReportsPage]) -> ReportsPage:
    return make_page(desk)


@pytest.fixture
def old_desk(
    now: datetime, tmp_path: Path, opened: Callable[..., Any], make_desk: Callable[..., Desk]
) -> Desk:
    """A desk whose workspace was founded a month ago: its groups were there on past days too."""
    with clock.at(now - timedelta(days=30)):
        founding.create(tmp_path / "old", FOUNDED["IN"], PASSPHRASE, cost=CHEAP)
    made = make_desk("IN", folder=tmp_path / "old")
    fill(made.workspace)
    return made


@pytest.fixture
def old_page(old_desk: Desk, make_page: Callable[[Desk], ReportsPage]) -> ReportsPage:
    return make_page(old_desk)


def drawn(qtbot: QtBot, page: ReportsPage, **order: object) -> bytes:
    """The bytes of the draft of `order` (entries of the form), once it is on show."""
    before = page.new.preview.data()
    page.activate({"order": order} if order else {})
    qtbot.waitUntil(lambda: settled(page) and page.new._drawn and page.new.preview.data() != before, timeout=20_000)
    return page.new.preview.data()


def settled(page: ReportsPage) -> bool:
    new = page.new
    return not new._stale and new._drawing is None and not new._settle.isActive()


def registered(desk: Desk) -> list[register.ReportRow]:
    with desk.store.read() as rx:
        return register.listing(rx)


def write(desk: Desk, verb: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """An act of somebody else in the same window: committed and announced."""
    with desk.store.write(desk.officer, "Release changed") as tx:
        result = verb(tx, *args, **named)
    desk.announce(tx.change)
    return result


def key_of(desk: Desk, title: str) -> int:
    with desk.store.read() as rx:
        rows = joint_actions.rows(rx, list(joint_actions.ids(rx, joint_actions.ActionQuery())))
    return next(row.key for row in rows if row.title_en == title)


def issue(qtbot: QtBot, page: ReportsPage) -> str:
    """Press Issue and save; the number."""
    with qtbot.waitSignal(page.new.issued, timeout=20_000) as told:
        page.act_save.trigger()
    return str(told.args[0])


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
