"""A day of a dialogue in the whole program: a readout is read, sentences become commitments, one is fulfilled, and the
scorecard says so on screen and on paper.

Inside the program, where each look is checked; by keyboard in test_round_day_in_the_window.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient import clock, codes, commitments, documents, pdfium, scorecard, verify
from hsdclient.commitments import CommitmentCard, CommitmentQuery
from hsdclient.documents import DocumentQuery
from hsdclient.reports import verify_report
from hsdclient.sample import build
from tests.core.conftest import CHEAP
from tests.ui.conftest import NOW, dressed, now
from tests.ui.inside import Chooser, program
from ui.application import Application
from ui.papers.attach_run import Attaching
from ui.readouts.dialog import ReadoutDialog

__all__ = ["dressed", "now", "program"]

ROUND = "CNWG-2024"
READOUT = "Counternarcotics Working Group of October 2024: joint readout"
SENTENCES = (
    "Alerts on precursor consignments are answered within ten working days.",
    "Both sides tell each other of a change in their schedules before it is published.",
    "Parcels found at night are delivered under watch by a protocol of one page.",
    "A joint course on darknet markets is held for investigators of both sides.",
    "Laboratories exchange reference samples of new synthetic drugs.",
)
"""The five that are taken; the readout has more."""
FIRST = SENTENCES[0]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace as it is on the day of the window's tests. Copy it."""
    folder = tmp_path_factory.mktemp("round") / "sample"
    with clock.at(NOW):
        build.build(folder, cost=CHEAP)
    return folder


@pytest.fixture
def place(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample workspace."""
    return Path(shutil.copytree(sample, tmp_path / "sample"))


@pytest.fixture
def window(program: Application, qtbot: QtBot, place: Path) -> Any:
    """The window on the sample workspace."""
    program.start(place)
    program.keeper.unlock(build.NAME, build.PASSPHRASE)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    made = program.window
    assert made is not None
    qtbot.waitUntil(lambda: made.sidebar.keys().count("group:CN") == 1, timeout=20_000)
    program.house.resize(1366, 800)
    program.house.show()
    return made


def held(place: Any) -> list[CommitmentCard]:
    """The commitments of the round, in their order."""
    with place.store.read() as rx:
        keys = commitments.ids(rx, CommitmentQuery(rounds=(ROUND,)))
        return sorted(commitments.cards(rx, list(keys)), key=lambda card: card.reference)


def counts(place: Any) -> dict[str, int]:
    """The counts of the round's scorecard."""
    with place.store.read() as rx:
        return scorecard.of_round(rx, codes.record(rx, "meetings", ROUND)).counts


def said(pdf: Path) -> str:
    with pdfium.alone():
        document = pypdfium2.PdfDocument(pdf)
        try:
            text = " ".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    return " ".join(text.replace("\ufffe", "-").split())


def test_a_readout_becomes_commitments_and_one_of_them_fulfilled(
    window: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = window.desk
    before = counts(desk)
    take_five(qtbot, window)
    first = held(desk)[-5]
    assert first.row.verbatim == FIRST
    assert first.row.status == "no_action"
    assert counts(desk)["no_action"] == before["no_action"] + 5
    board = look_at_the_scorecard(qtbot, window, first.key)
    assert [badge.word for badge in board.drill.status.badges()] == ["No action at all"]
    make_an_action(qtbot, window, board)
    qtbot.waitUntil(lambda: board.line() is not None and board.line().status == "in_progress")
    (action,) = held(desk)[-5].actions
    record_progress_with_evidence(qtbot, window, action.key, tmp_path)
    board = look_at_the_scorecard(qtbot, window, first.key)
    assert [badge.word for badge in board.drill.status.badges()] == ["Fulfilled, with evidence"]
    assert board.tally.tiles["fulfilled"].accessibleName() == f"Fulfilled: {before['fulfilled'] + 1}"
    steps = board.drill.trace.list
    chain = ["commitment", "action", "entry", "document"]
    qtbot.waitUntil(lambda: [steps.node(i).kind for i in steps.model.ids()] == chain, timeout=20_000)
    text = said(print_the_scorecard(qtbot, window, board, tmp_path))
    assert FIRST in text
    assert f"{first.reference}" in text
    assert "Fulfilled, with evidence" in text
    assert action.reference in text
    with desk.store.read() as rx:
        assert verify_report.verify_file(rx, tmp_path / "scorecard.pdf").genuine
    assert verify.verify(desk.store, deep=True) == []


def take_five(qtbot: QtBot, window: Any) -> None:
    """Open the readout of the round from the dialogues' page and take five of its sentences."""
    desk = window.desk
    with desk.store.read() as rx:
        key = codes.record(rx, "meetings", ROUND)
    window.go("dialogues", {"record": key, "tab": "scorecard"})
    page = window.current()
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.key == key, timeout=20_000)
    page.shape.read.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ReadoutDialog)) or bool(page.window().findChildren(ReadoutDialog)))
    (dialog,) = page.window().findChildren(ReadoutDialog)
    with desk.store.read() as rx:
        rows = documents.rows(rx, documents.ids(rx, DocumentQuery(text="joint readout")))
    reference = next(row.reference for row in rows if row.title == READOUT)
    qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.source)
    with qtbot.waitSignal(dialog.ready, timeout=20_000):
        dialog.source.document_wanted.emit(reference)
    numbers = [line.sentence.number for line in dialog.model.lines if line.sentence.text.strip() in SENTENCES]
    assert len(numbers) == 5
    for number in numbers:
        dialog.list.setCurrentIndex(dialog.model.index_of(number))
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.yes.text() == "Take 5 commitments"
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def look_at_the_scorecard(qtbot: QtBot, window: Any, commitment: int) -> Any:
    """The scorecard of the round with `commitment` in hand, its trace read."""
    window.go("dialogues", {"scorecard": ROUND, "commitment": commitment})
    board = window.current().board
    with qtbot.waitSignal(board.painted, timeout=20_000):
        pass
    assert board.line().key == commitment
    qtbot.waitUntil(lambda: board.drill.trace.list.model.rowCount() > 0, timeout=20_000)
    return board


def make_an_action(qtbot: QtBot, window: Any, board: Any) -> None:
    """New action from this: group comes with the commitment, leads are chosen."""
    board.setFocus()
    board.new.trigger()
    qtbot.waitUntil(lambda: board.deeds.dialog is not None, timeout=20_000)
    form = board.deeds.dialog.form
    assert str(form.values()["title_en"]).startswith("Alerts on precursor consignments")
    form.set_draft({"group": "CN", "lead_in": "NCB-IN", "lead_us": "DEA", "due": "2026-12-20", "status": "in_progress"})
    with qtbot.waitSignal(window.desk.saved, timeout=20_000):
        qtbot.keyClick(board.deeds.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        form.submit()


def record_progress_with_evidence(qtbot: QtBot, window: Any, action: int, tmp_path: Path) -> None:
    """A progress entry that completes the action, with a paper attached to it."""
    paper = tmp_path / "Alerts answered 2026.txt"
    paper.write_text("All eleven alerts of the year were answered within ten working days.", "utf-8")
    window.go("joint_actions", {"record": action, "tab": "progress"})
    page = window.current()
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.key == action, timeout=20_000)
    page.add_progress()
    tab = page.detail.progress
    tab.form.set_draft({"text": "All eleven alerts of the year were answered in time.", "status": "completed"})
    with qtbot.waitSignal(window.desk.saved, timeout=20_000):
        assert tab.form.submit()
    qtbot.waitUntil(lambda: len(page.detail.card.progress) == 1, timeout=20_000)
    page.evidence.choose_paths = lambda _parent, _what: [str(paper)]
    tab.attach_wanted.emit(page.detail.card.progress[0].key)
    qtbot.waitUntil(lambda: page.evidence.dialog is not None and page.evidence.dialog.yes.isEnabled(), timeout=20_000)
    with qtbot.waitSignal(Attaching.of(window.desk).ended, timeout=60_000) as ended:
        qtbot.keyClick(page.evidence.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.state for one in ended.args[0].outcomes] == ["attached"]


def print_the_scorecard(qtbot: QtBot, window: Any, board: Any, tmp_path: Path) -> Path:
    """Print scorecard…, through the reports page, saved as PDF."""
    Chooser.path = str(tmp_path / "scorecard.pdf")
    board.print.trigger()
    new = window.current().new
    qtbot.waitUntil(lambda: not new._stale and new._drawing is None and new._drawn, timeout=60_000)
    new.save()
    path = Path(Chooser.path)
    qtbot.waitUntil(path.exists, timeout=60_000)
    return path
