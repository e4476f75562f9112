"""Attaching in the background: counts, Cancel, the list at the end, Undo, a lock on the way, scans afterwards."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import documents, finding, paths, verify, view_states
from hsdclient.attaching import Batch, Outcome
from hsdclient.documents import DocumentDraft, DocumentQuery, DocumentRow
from hsdclient.reading import ocr
from tests.accessible import nameless
from tests.bench.watchdog import Watchdog
from tests.ui.acting import shown
from ui.desk import Desk
from ui.papers.attach_run import STOPPED, Attaching, Order
from ui.papers.recognise_run import Recognising
from ui.papers.results import ResultsDialog

DRAFT = DocumentDraft(type="letter", marking="TLP:GREEN")


@pytest.fixture
def foot(desk: Desk, qtbot: QtBot, dressed: object) -> QWidget:
    """The foot of a window that takes the strips of long work."""
    house = QWidget()
    column = QVBoxLayout(house)
    desk.strip_wanted.connect(column.addWidget)
    qtbot.addWidget(house)
    house.show()
    return house


def files(folder: Path, count: int) -> tuple[Path, ...]:
    folder.mkdir(exist_ok=True)
    made = tuple(folder / f"{number:04}.txt" for number in range(count))
    for number, path in enumerate(made):
        path.write_text(f"paper number {number}\n")
    return made


def held(desk: Desk) -> list[DocumentRow]:
    with desk.store.read() as rx:
        return documents.rows(rx, documents.ids(rx, DocumentQuery()))


def run(qtbot: QtBot, desk: Desk, order: Order) -> Batch:
    with qtbot.waitSignal(Attaching.of(desk).ended, timeout=60_000) as ended:
        Attaching.of(desk).start(order)
    batch: Batch = ended.args[0]
    return batch


# --- the end of a batch -------------------------------------------------------------------------------


def test_a_good_batch_ends_in_a_strip_and_undo_takes_it_back(
    qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path
) -> None:
    told: list[tuple[str, Any]] = []
    desk.notice.connect(lambda sentence, undo: told.append((sentence, undo)))
    count = 60  # more than a block: the batch is several commits
    batch = run(qtbot, desk, Order(DRAFT, (), files(tmp_path / "in", count), count=count, goal="CN-2026-0001"))
    assert len(batch.changes) > 1
    assert Attaching.of(desk).results is None
    sentence, undo = told[-1]
    assert sentence == "60 documents attached to CN-2026-0001"
    assert len(held(desk)) == count
    undo()
    qtbot.waitUntil(lambda: held(desk) == [], timeout=20_000)
    qtbot.waitUntil(lambda: told[-1][0].startswith("Undone: "))


def test_the_strip_counts_and_goes(qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path) -> None:
    runs = Attaching.of(desk)
    runs.start(Order(DRAFT, (), files(tmp_path / "in", 80), count=80, goal="CN-2026-0001"))
    strip = runs._strip
    assert strip is not None
    assert strip.isVisible()
    assert strip.sentence.text() == "Attaching to CN-2026-0001 …"
    assert nameless(strip) == []
    with qtbot.waitSignal(runs.ended, timeout=60_000):
        qtbot.waitUntil(lambda: 0 < strip.bar.value() < 80, timeout=20_000)
        assert strip.count.text() == f"{strip.bar.value()} of 80"
    assert strip.isHidden()
    assert not runs.busy


def test_cancel_keeps_what_is_done_and_lists_the_rest(
    qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path
) -> None:
    runs = Attaching.of(desk)
    with qtbot.waitSignal(runs.ended, timeout=60_000) as ended:
        runs.start(Order(DRAFT, (), files(tmp_path / "in", 400), count=400))
        strip = runs._strip
        assert strip is not None
        qtbot.waitUntil(lambda: strip.bar.value() > 5, timeout=20_000)
        strip.cancel.click()
    batch = ended.args[0]
    done = batch.count("attached")
    assert 0 < done < 400
    assert batch.count("cancelled") == 400 - done
    assert len(held(desk)) == done
    dialog = runs.results
    assert dialog is not None
    assert f"{400 - done} cancelled" in dialog.heading.text()
    assert verify.verify(desk.store) == []
    dialog.close()


def test_what_waits_comes_after_and_is_told(qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path) -> None:
    runs = Attaching.of(desk)
    ended: list[Batch] = []
    runs.ended.connect(ended.append)
    runs.start(Order(DRAFT, (), files(tmp_path / "one", 60), count=60))
    runs.start(Order(DocumentDraft(type="reply", marking="TLP:RED"), (), files(tmp_path / "two", 1), count=1))
    assert runs._strip is not None
    assert "1 more are waiting" in runs._strip.sentence.text()
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=60_000)
    assert not runs.busy
    rows = held(desk)
    assert len(rows) == 60, "the one of the second batch is the same as one of the first"
    assert ended[1].outcomes[0].state == "known"


def test_a_report_can_be_made_and_an_act_saved_meanwhile(
    qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path
) -> None:
    runs = Attaching.of(desk)
    runs.start(Order(DRAFT, (), files(tmp_path / "in", 300), count=300))
    made: list[int] = []
    desk.make(made.append, lambda: 42)
    qtbot.waitUntil(lambda: made == [42])
    saved: list[Any] = []
    desk.write("Documents linked", lambda tx: tx.today, then=saved.append)
    qtbot.waitUntil(lambda: bool(saved))
    assert runs.busy
    runs.cancel()
    with qtbot.waitSignal(runs.ended, timeout=60_000):
        pass
    if runs.results is not None:
        runs.results.close()


def test_a_wrong_description_attaches_nothing_and_says_so(
    qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path
) -> None:
    runs = Attaching.of(desk)
    runs.start(Order(DocumentDraft(type="letter", marking="NOT A MARKING"), (), files(tmp_path / "in", 1)))
    qtbot.waitUntil(lambda: not runs.busy)
    assert runs._strip is not None
    assert runs._strip.isVisible()
    assert "NOT A MARKING" in runs._strip.failure.sentence()
    assert held(desk) == []


# --- the workspace closes on the way ------------------------------------------------------------------


def test_a_lock_on_the_way_leaves_nothing_half_attached_and_is_told_afterwards(
    qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path, make_desk: Callable[..., Desk]
) -> None:
    runs = Attaching.of(desk)
    runs.start(Order(DRAFT, (), files(tmp_path / "in", 400), count=400, goal="CN-2026-0001"))
    qtbot.waitUntil(lambda: runs._now is not None and (runs._now.progress or Batch((), ())) and
                    getattr(runs._now.progress, "done", 0) > 5, timeout=20_000)  # fmt: skip
    folder = desk.workspace.folder
    desk.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("attach", "intake"))]
    again = make_desk("IN", folder=folder)
    rows = held(again)
    assert 0 < len(rows) < 400
    assert verify.verify(again.store) == []
    told: list[str] = []
    again.notice.connect(lambda sentence, _undo: told.append(sentence))
    shown(qtbot, again, {})
    qtbot.waitUntil(lambda: bool(told))
    assert f"{len(rows)} attached, {400 - len(rows)} not" in told[0]
    qtbot.waitUntil(lambda: again.peek(view_states.kept, again.officer.key, STOPPED) == {})


# --- the list -----------------------------------------------------------------------------------------


OUTCOMES = (
    Outcome("good.pdf", "attached", 1, "DOC-2026-0001"),
    Outcome("macros.docm", "attached", 2, "DOC-2026-0002", "It holds macros."),
    Outcome("empty.pdf", "refused", sentence="The file is empty."),
    Outcome("same.pdf", "known", 1, "DOC-2026-0001", "The same file is there already."),
    Outcome("late.pdf", "cancelled", sentence="It was cancelled."),
)


@pytest.fixture
def results(qtbot: QtBot, dressed: object) -> ResultsDialog:
    made = ResultsDialog(OUTCOMES, "CN-2026-0001")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_list_shows_what_needs_the_officer_first(results: ResultsDialog) -> None:
    assert results.heading.text() == "2 attached · 1 linked that were there already · 1 not attached · 1 cancelled"
    assert results.model.rowCount() == 4
    assert results.sentence.text() == "It holds macros."
    results.every.click()
    assert results.model.rowCount() == 5
    assert nameless(results) == []


def test_the_list_is_copied_whole_and_leads_to_a_document(qtbot: QtBot, results: ResultsDialog) -> None:
    results.every.click()
    results.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["File", "Outcome", "Document", "To know"]
    assert lines[3].split("\t") == ["empty.pdf", "Not attached", "", "The file is empty."]
    results.table.select_id(1)
    with qtbot.waitSignal(results.wanted) as wanted:
        results.show_button.click()
    assert wanted.args == [2]
    results.table.select_id(2)
    assert not results.show_button.isEnabled()


def test_a_refused_file_opens_the_list_and_names_it(
    qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path
) -> None:
    (good,) = files(tmp_path / "in", 1)
    bad = tmp_path / "empty.pdf"
    bad.write_bytes(b"")
    run(qtbot, desk, Order(DRAFT, (), (good, bad), count=2))
    dialog = Attaching.of(desk).results
    assert dialog is not None
    assert [one.name for one in dialog._outcomes if one.state == "refused"] == ["empty.pdf"]
    dialog.close()
    qtbot.waitUntil(lambda: Attaching.of(desk).results is None)


# --- many ---------------------------------------------------------------------------------------------


def test_the_window_lives_while_many_are_attached(
    qtbot: QtBot, desk: Desk, tmp_path: Path, foot: QWidget
) -> None:
    page = shown(qtbot, desk, {})
    qtbot.waitUntil(lambda: page.detail.card is not None)
    dog = Watchdog()
    runs = Attaching.of(desk)
    dog.begin()
    with qtbot.waitSignal(runs.ended, timeout=120_000):
        runs.start(Order(DRAFT, (), files(tmp_path / "in", 500), count=500))
    assert len(held(desk)) == 500
    assert dog.work < 0.25, "the window's own work in one go"


# --- scans --------------------------------------------------------------------------------------------


@pytest.mark.skipif(not ocr.available(), reason="no Tesseract is installed here")
def test_a_scan_is_recognised_afterwards_and_then_found(
    qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan("CONSIGNMENT"))
    said: list[str] = []
    desk.quietly.connect(lambda words, _stop: said.append(words))
    batch = run(qtbot, desk, Order(DRAFT, (), (path, *files(tmp_path / "in", 1)), count=2))
    assert batch.outcomes[0].scan is not None
    assert Attaching.of(desk).results is None, "it is about to be recognised: nothing for the officer to do"
    qtbot.waitUntil(lambda: held(desk)[0].text_state == "read", timeout=60_000)
    qtbot.waitUntil(lambda: not Recognising.of(desk).busy)
    assert said[0] == "Recognising the text of DOC-2026-0001"
    assert said[-1] == ""
    with desk.store.read() as rx:
        assert [hit.noun for hit in finding.hits(rx, finding.parse("consignment")).found] == ["documents"]


@pytest.mark.skipif(not ocr.available(), reason="no Tesseract is installed here")
def test_who_does_not_want_it_gets_no_recognition(
    qtbot: QtBot, desk: Desk, foot: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan("CONSIGNMENT"))
    desk.setting = {"ocr": False}.get
    run(qtbot, desk, Order(DRAFT, (), (path,), count=1))
    assert not Recognising.of(desk).busy
    assert held(desk)[0].text_state == "scanned"


def scan(word: str) -> bytes:
    """A PDF whose page is a picture of a word."""
    picture = Image.new("RGB", (900, 300), "white")
    font = ImageFont.truetype(str(paths.resources("fonts", "NotoSans-Regular.ttf")), 90)
    ImageDraw.Draw(picture).text((60, 90), word, fill="black", font=font)
    held_ = io.BytesIO()
    picture.save(held_, "PDF", resolution=150)
    return held_.getvalue()
