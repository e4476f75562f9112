"""A password that was right opens the paper and puts its words into the search; a scan that was read says no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import documents
from hsdclient.documents import DocumentRow
from tests.ui.papers import papers_made as made
from ui.desk import Desk
from ui.papers.viewer import DocumentViewer


def nowhere(_parent: QWidget, _mode: str, _title: str, _start: str, _kinds: str) -> str:
    return ""


@pytest.fixture
def viewer(desk: Desk, qtbot: QtBot) -> Iterator[DocumentViewer]:
    one = DocumentViewer(desk, choose=nowhere, copies=False)
    qtbot.addWidget(one)
    one.resize(760, 620)
    one.show()
    one.activateWindow()
    qtbot.waitExposed(one)
    yield one
    one.clear()


def fresh(desk: Desk, row: DocumentRow) -> DocumentRow:
    with desk.store.read() as rx:
        return documents.rows(rx, [row.key])[0]


def unlock(viewer: DocumentViewer, qtbot: QtBot, password: str) -> None:
    viewer.state.password.line.setText(password)
    viewer.state.open.setFocus()
    with qtbot.waitSignal(viewer.shown):
        viewer.state.open.click()


def test_the_right_password_puts_the_text_into_the_search(desk: Desk, viewer: DocumentViewer, qtbot: QtBot) -> None:
    row = made.attach(desk, "locked.pdf", made.pdf(2, "secret"))
    told: list[str] = []
    desk.notice.connect(lambda sentence, _undo: told.append(sentence))
    with qtbot.waitSignal(viewer.shown):
        viewer.show_document(row)
    unlock(viewer, qtbot, "wrong")
    assert fresh(desk, row).text_state == "locked"
    with qtbot.waitSignal(desk.changed):
        unlock(viewer, qtbot, "secret")
    assert fresh(desk, row).text_state == "read"
    assert told == [f"The text of {row.reference} can be found now."]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is viewer or viewer.isAncestorOf(focus)  # the field is gone, the keyboard stays here


def test_the_bars_repeat_no_act_of_the_page_around(viewer: DocumentViewer) -> None:
    bars = (viewer.pages.bar, viewer.text.bar, viewer.sheets.bar, viewer.mail.text.bar)
    words = {button.text() for bar in bars for button in bar.findChildren(QPushButton) if not button.isHidden()}
    assert "Open a copy" not in words


def test_a_scan_that_was_recognised_offers_it_no_more(desk: Desk, viewer: DocumentViewer, qtbot: QtBot) -> None:
    row = made.attach(desk, "scan.pdf", made.scan())
    with qtbot.waitSignal(viewer.shown):
        viewer.show_document(row)
    qtbot.waitUntil(lambda: bool(viewer.scan.sentence()))
    viewer.scan.say("The pages are pictures.", "Recognise the text")  # a Tesseract may be lacking here
    viewer.show_document(replace(row, title="Another title"))
    assert viewer.scan.offers()
    viewer.show_document(replace(row, text_state="read"))
    assert not viewer.scan.sentence()


def test_a_scan_in_the_trash_is_not_offered_to_be_recognised(
    desk: Desk, viewer: DocumentViewer, qtbot: QtBot
) -> None:
    row = made.attach(desk, "scan.pdf", made.scan())
    with qtbot.waitSignal(viewer.shown):
        viewer.show_document(replace(row, discarded=True))
    qtbot.waitUntil(lambda: "without text" in viewer.scan.sentence())
    assert not viewer.scan.offers()
