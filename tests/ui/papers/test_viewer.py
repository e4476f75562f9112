"""The viewer shows each kind of paper, says what stands in the way, and lets go of a paper at once."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QTextTable
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import attaching, documents
from hsdclient.documents import DocumentRow
from tests.accessible import nameless
from tests.ui.papers import papers_made as made
from ui.desk import Desk
from ui.papers.viewer import DocumentViewer
from ui.papers.viewer_reader import OpenPaper


def nowhere(_parent: QWidget, _mode: str, _title: str, _start: str, _kinds: str) -> str:
    return ""


@pytest.fixture
def viewer(desk: Desk, qtbot: QtBot) -> Iterator[DocumentViewer]:
    one = DocumentViewer(desk, choose=nowhere)
    qtbot.addWidget(one)
    one.resize(760, 620)
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.clear()


@pytest.fixture
def look(desk: Desk, viewer: DocumentViewer, qtbot: QtBot) -> Callable[..., DocumentRow]:
    """look("a.pdf", content, page=…, words=…) → attached, and shown."""

    def attach_and_look(name: str, content: bytes, **how: object) -> DocumentRow:
        row = made.attach(desk, name, content)
        with qtbot.waitSignal(viewer.shown):
            viewer.show_document(row, **how)
        return row

    return attach_and_look


def colour_at(viewer: DocumentViewer, across: float) -> QColor:
    port = viewer.pages.view.viewport()
    picture = port.grab().toImage()
    return QColor(picture.pixel(round(picture.width() * across), picture.height() // 2))


def said(viewer: DocumentViewer) -> str:
    assert viewer.stack.currentWidget() is viewer.state
    return viewer.state.sentence.text()


def test_a_pdf_opens_at_the_page_with_the_words_marked(
    look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot
) -> None:
    look("readout.pdf", made.pdf(4), page=3, words="item7x")
    pages = viewer.pages
    qtbot.waitUntil(lambda: pages.bar.found.text() == "3 of 4")
    assert pages.view.page() == 2
    assert pages.bar.total.text() == "of 4"
    qtbot.waitUntil(lambda: pages.view.is_drawn(2))
    pages.view.setFocus()
    qtbot.keyClick(pages.view, Qt.Key.Key_F3)
    assert pages.bar.found.text() == "4 of 4"
    QGuiApplication.clipboard().clear()
    pages.copy()
    qtbot.waitUntil(lambda: "Readout page" in QGuiApplication.clipboard().text())


def test_words_are_selected_by_a_drag_and_copied(
    look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot
) -> None:
    look("readout.pdf", made.pdf(1))
    view = viewer.pages.view
    qtbot.waitUntil(lambda: view.is_drawn(0))
    place, scale = view._rect(0), view._scale()
    start = place.topLeft() + QPoint(round(60 * scale), round(70 * scale))
    end = place.topLeft() + QPoint(round(400 * scale), round(72 * scale))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(view.has_selection)
    viewer.pages.copy()
    assert QGuiApplication.clipboard().text() == "Readout page 1"


def test_a_picture_is_turned(look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot) -> None:
    look("photo.png", made.image())
    view = viewer.pages.view
    qtbot.waitUntil(lambda: view.is_drawn(0))
    assert view.zoom() == 1.0  # one pixel is one pixel: 600 of them have room
    assert not viewer.pages.bar.search.isVisible()
    assert colour_at(viewer, 0.4).red() > 150
    assert colour_at(viewer, 0.6).blue() > 150
    viewer.pages.bar.turn_right.click()
    viewer.pages.bar.turn_right.click()
    qtbot.waitUntil(lambda: view.is_drawn(0))
    assert colour_at(viewer, 0.4).blue() > 150
    viewer.pages.bar.turn_left.click()
    qtbot.waitUntil(lambda: view.is_drawn(0))
    place = view._rect(0)
    assert place.height() > place.width()


def test_a_tiff_has_its_frames(look: Callable[..., DocumentRow], viewer: DocumentViewer) -> None:
    look("fax.tiff", made.image("TIFF", frames=3))
    assert viewer.pages.bar.total.text() == "of 3"


def test_text_is_plain_and_found(look: Callable[..., DocumentRow], viewer: DocumentViewer) -> None:
    text = f"<b>Notes</b>\n{made.HINDI}\n" + "line of the precursor list\n" * 40
    look("notes.txt", text.encode(), words="PRECURSOR")
    assert viewer.text.text().startswith(f"<b>Notes</b>\n{made.HINDI}\n")
    assert viewer.text.bar.found.text() == "1 of 40"
    viewer.text.find_previous()
    assert viewer.text.bar.found.text() == "40 of 40"
    viewer.text.find_words("रसायनों notes")  # apart from each other, both are there
    assert viewer.text.bar.found.text() == "1 of 2"


def test_a_long_text_comes_in_pieces(look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot) -> None:
    look("log.txt", b"0123456789 " * 60_000 + b"\nthe end\n")
    assert "the end" not in viewer.text.text()
    with qtbot.waitSignal(viewer.text.filled):
        pass
    assert viewer.text.text().endswith("the end")
    assert viewer.text.edit.document().blockCount() > 300  # one line of 660,000 letters would hold the screen


def test_a_mail_shows_headers_text_and_attachments(
    look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot
) -> None:
    look("reply.eml", made.mail())
    mail = viewer.mail
    assert viewer.stack.currentWidget() is mail
    assert ("Subject", "Replies to <b>nine</b> notifications") in mail.headers.facts()
    assert mail.text.text() == "Dear Asha,\n\nfind the replies enclosed."
    names = [mail.files.topLevelItem(at).text(0) for at in range(mail.files.topLevelItemCount())]
    assert names == ["table.csv", "../../सूची.pdf"]
    assert "not fetched" in viewer.warning.sentence()
    with qtbot.waitSignal(viewer.attachment_wanted) as wanted:
        mail.attach.click()
    assert wanted.args == ["table.csv", b"name,kg\nA,1\n"]


def test_word_is_read_as_paragraphs_and_tables(look: Callable[..., DocumentRow], viewer: DocumentViewer) -> None:
    look("minutes.docx", made.docx(), words=made.HINDI)
    pane = viewer.paragraphs
    assert viewer.stack.currentWidget() is pane
    assert f"{made.HINDI} <img src='file:///etc/passwd'>" in pane.text()
    assert pane.bar.found.text() == "1 of 1"
    (table,) = [frame for frame in pane.edit.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    cells = [table.cellAt(0, column).firstCursorPosition().block().text() for column in range(table.columns())]
    assert cells == ["No.", "Decision"]


def test_a_workbook_is_read_in_blocks(look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot) -> None:
    look("list.xlsx", made.xlsx(900), words="Place 77")
    sheets = viewer.sheets
    qtbot.waitUntil(lambda: sheets.bar.found.text() == "1 of 11")  # 77, 770 … 779
    assert (sheets.table.currentIndex().row(), sheets.table.currentIndex().column()) == (78, 1)
    assert sheets.model.rowCount() == 901
    sheets.find_next()
    qtbot.waitUntil(lambda: sheets.table.currentIndex().data() == "Place 770")
    assert [sheets.tabs.tabText(at) for at in range(2)] == ["Seizures", "Second"]
    sheets.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: sheets.model.index(0, 1).data() == made.HINDI)
    sheets.bar.search.setText(made.HINDI)
    qtbot.waitUntil(lambda: sheets.bar.found.text() == "1 of 1")
    sheets.copy()
    assert QGuiApplication.clipboard().text() == made.HINDI


def test_csv_is_a_table(look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot) -> None:
    look("table.csv", b"name,kg\nA,1\nB,2\nC,3\n")
    qtbot.waitUntil(lambda: viewer.sheets.model.rowCount() == 4)
    assert not viewer.sheets.tabs.isVisible()


def test_another_kind_shows_its_facts(look: Callable[..., DocumentRow], viewer: DocumentViewer) -> None:
    row = look("unknown.bin", bytes(range(256)) * 8)
    assert "no preview" in said(viewer)
    facts = dict(viewer.state.facts.facts())
    assert facts["Name"] == "unknown.bin"
    assert facts["SHA-256"].replace(" ", "") == row.sha256
    assert facts["Size"] == "2 KB"


def test_a_locked_pdf_asks_for_its_password(
    look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot
) -> None:
    look("locked.pdf", made.pdf(2, "secret"))
    assert "locked" in said(viewer)
    viewer.state.password.line.setText("wrong")
    with qtbot.waitSignal(viewer.shown):
        qtbot.keyClick(viewer.state.password.line, Qt.Key.Key_Return)
    assert "does not open" in viewer.state.problem.sentence()
    viewer.state.password.line.setText("secret")
    with qtbot.waitSignal(viewer.shown):
        viewer.state.open.click()
    assert viewer.stack.currentWidget() is viewer.pages
    assert viewer.state.password.value() == ""


def test_a_locked_paper_leaves_the_keyboard_where_it_is(desk: Desk, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    behind = QLineEdit()
    viewer = DocumentViewer(desk, choose=nowhere)
    row = QHBoxLayout(page)
    row.addWidget(behind)
    row.addWidget(viewer)
    page.show()
    page.activateWindow()
    behind.setFocus()
    locked = made.attach(desk, "locked.pdf", made.pdf(2, "secret"))
    with qtbot.waitSignal(viewer.shown):
        viewer.show_document(locked)
    assert QApplication.focusWidget() is behind
    viewer.clear()


def test_a_scan_says_that_it_has_no_text(
    look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot
) -> None:
    look("scan.pdf", made.scan())
    qtbot.waitUntil(lambda: "without text" in viewer.scan.sentence())
    if viewer.scan.act.isVisible():  # where Tesseract is installed
        with qtbot.waitSignal(viewer.recognise_wanted):
            viewer.scan.act.click()


@pytest.mark.parametrize("harm", ["missing", "changed", "cut"])
def test_a_blob_that_is_not_sound_shows_nothing_of_it(
    desk: Desk, viewer: DocumentViewer, qtbot: QtBot, harm: str
) -> None:
    row = made.attach(desk, "notes.txt", b"the precursor list " * 200_000)
    path = desk.store.vault.path_of(desk.store.vault.name_of(row.sha256))
    if harm == "missing":
        path.unlink()
    elif harm == "cut":
        os.truncate(path, path.stat().st_size - 40)
    else:
        with path.open("r+b") as blob:
            blob.seek(path.stat().st_size - 40)  # in the last chunk: the ones before it are sound
            blob.write(b"x")
    with qtbot.waitSignal(viewer.shown):
        viewer.show_document(row)
    assert "Run Verify" in said(viewer)
    assert viewer.text.text() == ""


def test_a_damaged_pdf_is_a_sentence(look: Callable[..., DocumentRow], viewer: DocumentViewer) -> None:
    look("broken.pdf", made.pdf(2)[:500])
    assert "damaged" in said(viewer)
    assert all(button.isVisible() for button in viewer.state.acts)


def test_the_latest_wins(desk: Desk, viewer: DocumentViewer, qtbot: QtBot) -> None:
    rows = [made.attach(desk, f"{number}.txt", f"paper {number}".encode()) for number in range(6)]
    for row in rows:
        viewer.show_document(row)
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.text)
    assert viewer.text.text() == "paper 5"
    first = viewer._lamp.paper
    assert first is not None
    viewer.show_document(rows[0])
    assert viewer.text.text() == ""  # nothing of the one before under the name of the next
    qtbot.waitUntil(lambda: viewer.text.text() == "paper 0")
    qtbot.waitUntil(first.ended)


def test_clearing_and_going_away_ends_the_thread(desk: Desk, qtbot: QtBot) -> None:
    row = made.attach(desk, "readout.pdf", made.pdf(3))
    for way in ("clear", "delete"):
        viewer = DocumentViewer(desk, choose=nowhere)
        viewer.show()
        with qtbot.waitSignal(viewer.shown):
            viewer.show_document(row, words="item")
        paper = viewer._lamp.paper
        assert paper is not None
        if way == "clear":
            viewer.clear()
            assert "No document" in said(viewer)
        viewer.deleteLater()
        del viewer
        gc.collect()
        qtbot.waitUntil(paper.ended)


def test_another_version_and_a_swept_one(desk: Desk, viewer: DocumentViewer, qtbot: QtBot) -> None:
    row = made.attach(desk, "a.txt", b"the first")
    second = Path(desk.workspace.folder).parent / "b.txt"
    second.write_bytes(b"the second")
    attaching.add_version(desk.store, desk.officer, row.key, second)
    with desk.store.read() as rx:
        card = documents.card(rx, row.key)
    viewer.show_document(card.row, version=card.versions[1])
    qtbot.waitUntil(lambda: viewer.text.text() == "the first")
    viewer.show_document(card.row)
    qtbot.waitUntil(lambda: viewer.text.text() == "the second")
    viewer.show_document(replace(card.row, swept=True))
    assert "removed" in said(viewer)
    viewer.open_copy()  # nothing to open: nothing happens


def test_everything_has_a_name(look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot) -> None:
    wrong = []
    for name, content in (
        ("r.pdf", made.pdf(2)), ("p.png", made.image()), ("n.txt", b"x"), ("m.eml", made.mail()),
        ("l.xlsx", made.xlsx(3)), ("locked.pdf", made.pdf(1, "x")), ("b.bin", bytes(range(256))),
    ):  # fmt: skip
        look(name, content)
        wrong += [f"{name}: {one}" for one in nameless(viewer)]
    assert not wrong


def test_cells_are_copied_as_no_formula(
    look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot
) -> None:
    look("table.csv", b'name,kg\n"=cmd()",-4\n')
    sheets = viewer.sheets
    qtbot.waitUntil(lambda: sheets.model.rowCount() == 2)
    sheets.table.selectRow(1)
    sheets.copy()
    assert QGuiApplication.clipboard().text() == "'=cmd()\t-4"


def test_no_answer_of_the_reading_room_holds_the_window(
    look: Callable[..., DocumentRow], viewer: DocumentViewer, qtbot: QtBot
) -> None:
    """A paper whose bytes never come: the window goes on, and the next paper is shown."""
    started, go_on = threading.Event(), threading.Event()

    def never() -> Iterator[bytes]:
        started.set()
        go_on.wait(30)
        yield b"late"

    first = OpenPaper(never, 4, lambda _facts: None, lambda _error: None)
    qtbot.waitUntil(started.is_set)
    first.close()
    look("notes.txt", b"the next paper")
    assert viewer.text.text() == "the next paper"
    assert not first.ended()
    go_on.set()
    qtbot.waitUntil(first.ended)


def test_what_was_closed_is_heard_of_no_more(dressed: QApplication) -> None:
    heard: list[object] = []
    paper = OpenPaper(lambda: [b"some text"], 9, heard.append, heard.append)
    paper._queue.put(None)
    paper._thread.join(30)  # its answer waits for the GUI thread by now
    paper.close()
    dressed.processEvents()
    assert heard == []
