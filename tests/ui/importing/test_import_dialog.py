"""The window of a spreadsheet: columns, questions, what each row would do, one act with one Undo, bad files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from hsdclient import importing, joint_actions, view_states
from hsdclient.joint_actions import ActionCard, ActionQuery
from tests.accessible import nameless
from tests.ui.dragging import dropped
from ui.desk import Desk
from ui.importing.dialog import ImportDialog, import_spreadsheet
from ui.importing.dry_run import in_full
from ui.importing.preview import OUT
from ui.parts.choice_box import ChoiceBox

CTRL = Qt.KeyboardModifier.ControlModifier
HEADER = "Ref no.,Working group,Action point,Indian agency,US agency,Status,Target date,Office file"
NEW = ",CN,Exchange of seizure samples,NCB-IN,DEA,Agreed,2027-03-31,F-1"
CHANGE = "CN-2026-0002,CN,,,,,2027-04-04,F-2"
SAME = "CU-2026-0001,,Exchange of customs seizure data,,,,,F-3"
BAD = ",CN,Training of handlers,NCB-IN,DEA,Agreed,2027-02-31,F-4"

Opened = Callable[..., ImportDialog]


def sheet(folder: Path, *lines: str, header: str = HEADER, name: str = "office list.csv") -> Path:
    """A CSV file with these lines."""
    path = folder / name
    path.write_text("\r\n".join((header, *lines)) + "\r\n", "utf-8-sig")
    return path


@pytest.fixture
def read(desk: Desk, qtbot: QtBot) -> Iterator[Opened]:
    """read(path) → the window with the file read and tried out; it deletes itself when it is closed."""
    made: list[ImportDialog] = []

    def open_one(path: Path | None = None, saves: Path | None = None) -> ImportDialog:
        dialog = ImportDialog(desk, importing.TARGETS["actions"], choose=lambda *_asked: str(saves or ""))
        made.append(dialog)
        dialog.show()
        if path is not None:
            with qtbot.waitSignal(dialog.reading.planned):
                dialog.open_file(path)
        return dialog

    yield open_one
    for dialog in made:
        if isValid(dialog):
            dialog.close()


def kinds(dialog: ImportDialog) -> list[str]:
    """The kind of each row of the dry run."""
    assert dialog.reading.plan is not None
    return [row.kind for row in dialog.reading.plan.rows]


def picked(dialog: ImportDialog, qtbot: QtBot, box: ChoiceBox, value: str) -> None:
    """Choose in a list as the officer does, and wait until it was tried out."""
    with qtbot.waitSignal(dialog.reading.planned):
        box.pick(value)
        box.activated.emit(box.currentIndex())


def taken(dialog: ImportDialog, qtbot: QtBot) -> None:
    """On to the rows, then the act."""
    dialog.yes.click()
    assert dialog.steps.currentWidget() is dialog.rows
    with qtbot.waitSignal(dialog.imported):
        dialog.yes.click()


def held(desk: Desk) -> dict[str, ActionCard]:
    """Every joint action by its title."""
    with desk.store.read() as rx:
        cards = joint_actions.cards(rx, list(joint_actions.ids(rx, ActionQuery())))
    return {card.title_en: card for card in cards}


def test_a_file_becomes_actions_in_one_act_that_one_undo_takes_back(
    qtbot: QtBot, desk: Desk, read: Opened, tmp_path: Path
) -> None:
    dialog = read(sheet(tmp_path, NEW, CHANGE, SAME, BAD), saves=tmp_path / "errors")
    assert dialog.reading.mapping is not None
    assert dialog.reading.mapping.columns[:4] == ("reference", "group", "title_en", "lead_in")
    question = next(iter(dialog.columns.questions.rows.values()))
    assert question.line is not None
    assert kinds(dialog) == ["new", "refused", "same", "refused"]  # the due date moves, and nobody said why
    qtbot.keyClicks(question.line, "Agreed in October")
    with qtbot.waitSignal(dialog.reading.planned):
        qtbot.keyClick(question.line, Qt.Key.Key_Tab)
    assert kinds(dialog) == ["new", "change", "same", "refused"]
    assert dialog.count.text() == "1 new · 1 to change · 1 with nothing to do · 1 refused"
    before = held(desk)
    assert "Exchange of seizure samples" not in before
    told: list[str] = []
    desk.notice.connect(lambda said, _undo: told.append(said))
    dialog.yes.click()
    assert dialog.yes.text() == "Import 2 rows"
    with qtbot.waitSignal(dialog.imported):
        dialog.yes.click()
    assert told == ["Imported from office list.csv: 1 new, 1 changed."]
    after = held(desk)
    assert after["Exchange of seizure samples"].sides["US"].lead == "DEA"
    assert str(after["Joint parcel inspection at Delhi airport"].sides["IN"].due) == "2027-04-04"
    assert dialog.isVisible()  # a row was refused: it comes back as a file
    assert "1 row was refused." in dialog.count.text()
    dialog.save.click()
    qtbot.waitUntil((tmp_path / "errors.csv").exists)
    qtbot.waitUntil(lambda: "errors.csv" in dialog.count.text())
    back = (tmp_path / "errors.csv").read_text("utf-8-sig")
    assert "Training of handlers" in back
    assert "Joint parcel" not in back
    dialog.yes.click()
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    assert held(desk) == before


def test_a_column_is_left_out_by_keyboard_and_the_choice_is_remembered(
    qtbot: QtBot, desk: Desk, read: Opened, tmp_path: Path
) -> None:
    path = sheet(tmp_path, NEW)
    dialog = read(path)
    boxes = dialog.columns.preview.above.boxes
    assert [box.picked() for box in boxes][6:] == ["due", OUT]
    with qtbot.waitSignal(dialog.reading.planned):
        qtbot.keyClick(boxes[6], Qt.Key.Key_Home)
    assert boxes[6].picked() == OUT
    taken(dialog, qtbot)
    assert held(desk)["Exchange of seizure samples"].sides["IN"].due is None
    qtbot.waitUntil(lambda: _view(desk) != {})
    again = read(sheet(tmp_path, ",CN,Another exchange,NCB-IN,DEA,Agreed,2027-03-31,F-1", name="second.csv"))
    assert again.columns.preview.above.boxes[6].picked() == OUT


def _view(desk: Desk) -> dict[str, object]:
    with desk.store.read() as rx:
        return view_states.kept(rx, desk.officer.key, importing.TARGETS["actions"].view)


def test_a_field_taken_by_another_column_leaves_the_first_one(qtbot: QtBot, read: Opened, tmp_path: Path) -> None:
    dialog = read(sheet(tmp_path, NEW))
    boxes = dialog.columns.preview.above.boxes
    picked(dialog, qtbot, boxes[7], "due")
    assert boxes[6].picked() == OUT
    assert boxes[7].picked() == "due"


def test_the_order_of_days_is_asked_once(qtbot: QtBot, desk: Desk, read: Opened, tmp_path: Path) -> None:
    rows = [f",CN,Exchange number {number},NCB-IN,DEA,Agreed,0{number}/04/2027,x" for number in (2, 3, 5, 6)]
    dialog = read(sheet(tmp_path, *rows))
    assert set(kinds(dialog)) == {"refused"}
    (question,) = dialog.columns.questions.rows.values()
    assert question.box is not None
    assert question.count.text() == "4 rows"
    picked(dialog, qtbot, question.box, "dmy")
    assert set(kinds(dialog)) == {"new"}
    assert dialog.columns.questions.rows[question.question.key] is question  # it keeps its place and the keyboard
    picked(dialog, qtbot, question.box, "mdy")
    taken(dialog, qtbot)
    assert str(held(desk)["Exchange number 3"].sides["IN"].due) == "2027-03-04"


def test_whose_agency_a_bare_name_is_is_asked_once(
    qtbot: QtBot, desk: Desk, read: Opened, tmp_path: Path
) -> None:
    rows = [f",CN,Exchange number {number},,DEA,Agreed,2027-04-02,x,NCB" for number in (2, 3)]
    dialog = read(sheet(tmp_path, *rows, header=f"{HEADER},Supporting agencies"))
    (question,) = dialog.columns.questions.rows.values()
    assert "NCB" in question.text.text()
    assert question.box is not None
    picked(dialog, qtbot, question.box, "NCB-IN")
    assert kinds(dialog) == ["new", "new"]
    taken(dialog, qtbot)
    assert held(desk)["Exchange number 3"].supporting == ("NCB-IN",)


def test_the_rows_can_be_looked_at_by_kind_and_each_says_all(
    qtbot: QtBot, read: Opened, tmp_path: Path
) -> None:
    dialog = read(sheet(tmp_path, NEW, SAME, BAD))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    rows = dialog.rows
    assert rows.buttons["refused"].text() == "Refused (1)"
    assert not rows.buttons["change"].isEnabled()
    rows.buttons["refused"].click()
    assert rows.model.rowCount() == 1
    assert rows.detail.text().count("no day 31") == 1
    rows.buttons["new"].click()
    assert "Exchange of seizure samples" in rows.detail.text()
    dialog.back.click()
    assert dialog.steps.currentWidget() is dialog.columns


def test_a_change_is_told_old_and_new(read: Opened, tmp_path: Path) -> None:
    dialog = read(sheet(tmp_path, "CN-2026-0002,,Joint parcel inspection,,,,,"))
    assert dialog.reading.plan is not None
    said = in_full(dialog.reading.plan.rows[0])
    assert "Title: Joint parcel inspection at Delhi airport → Joint parcel inspection" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("cut.xlsx", b"PK\x03\x04" + b"\0" * 60), ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)],
)
def test_a_bad_file_is_a_sentence_and_another_can_be_chosen(
    qtbot: QtBot, read: Opened, tmp_path: Path, name: str, content: bytes
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    dialog = read()
    with qtbot.waitSignal(dialog.reading.failed):
        dialog.open_file(bad)
    qtbot.waitUntil(lambda: bool(dialog.problem.sentence()))
    assert dialog.steps.currentWidget() is dialog.source
    assert "Traceback" not in dialog.problem.sentence()
    with qtbot.waitSignal(dialog.reading.planned):
        dialog.open_file(sheet(tmp_path, NEW))
    assert not dialog.problem.sentence()
    assert kinds(dialog) == ["new"]


def test_a_file_is_dropped_on_the_first_step(qtbot: QtBot, read: Opened, tmp_path: Path) -> None:
    dialog = read()
    with qtbot.waitSignal(dialog.reading.planned):
        dropped(dialog.source, [sheet(tmp_path, NEW)])
    assert dialog.steps.currentWidget() is dialog.columns


def test_what_changed_since_the_dry_run_stops_the_act_and_is_tried_out_anew(
    qtbot: QtBot, desk: Desk, read: Opened, tmp_path: Path
) -> None:
    dialog = read(sheet(tmp_path, NEW, "CN-2026-0002,,Joint parcel inspection,,,,,"))
    dialog.yes.click()
    with desk.store.write(desk.officer, "Title changed") as tx:
        joint_actions.amend(tx, joint_actions.ids(tx, ActionQuery(text="parcel"))[0], {"title_en": "Parcels"})
    with qtbot.waitSignal(dialog.reading.planned):
        dialog.yes.click()
    assert "Nothing was imported" in dialog.problem.sentence()
    assert "Exchange of seizure samples" not in held(desk)
    assert dialog.reading.plan is not None
    assert "Parcels → Joint parcel inspection" in in_full(dialog.reading.plan.rows[1])
    with qtbot.waitSignal(dialog.imported):
        dialog.yes.click()
    assert "Joint parcel inspection" in held(desk)


def test_cancel_before_the_commit_leaves_nothing(qtbot: QtBot, desk: Desk, read: Opened, tmp_path: Path) -> None:
    rows = [f",CN,Exchange number {number},NCB-IN,DEA,Agreed,2027-04-02,x" for number in range(400)]
    dialog = read(sheet(tmp_path, *rows))
    before = set(held(desk))
    dialog.yes.click()
    dialog.yes.click()
    assert not dialog.yes.isEnabled()
    dialog.strip.cancel.click()
    qtbot.waitUntil(lambda: dialog.yes.isEnabled())
    assert "Stopped" in dialog.problem.sentence()
    assert set(held(desk)) == before
    taken_now = dialog.reading.plan
    assert taken_now is not None
    assert taken_now.count("new") == 400


def test_every_step_has_names_for_a_screen_reader(qtbot: QtBot, read: Opened, tmp_path: Path) -> None:
    dialog = read()
    assert nameless(dialog) == []
    with qtbot.waitSignal(dialog.reading.planned):
        dialog.open_file(sheet(tmp_path, NEW, CHANGE, BAD))
    assert nameless(dialog) == []
    dialog.yes.click()
    assert nameless(dialog) == []


def test_a_reader_imports_nothing(make_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    reader = make_desk("US", writer=False)
    assert import_spreadsheet(reader, parent) is None
