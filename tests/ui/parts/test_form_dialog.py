"""A form in a box of its own: Tab goes through its fields, it sends once, and says what was not taken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import errors
from hsdclient.fields import Choice, Field
from ui.parts.form_dialog import FormDialog

FIELDS = (
    Field("what", "What", required=True),
    Field("lead", "Lead", "choice", choices="agencies"),
    Field("day", "Day", "date"),
    Field("partner", "Partner", "choice", choices="agencies"),
    Field("note", "Note", "text"),
)


def agencies() -> list[Choice]:
    return [Choice("DRI", "DRI – Revenue Intelligence"), Choice("CBP", "CBP – Customs")]


@pytest.fixture
def dialog(qtbot: QtBot, dressed: QApplication) -> FormDialog:
    made = FormDialog("A box", FIELDS, "Record", choices={"agencies": agencies})
    qtbot.addWidget(made)
    made.start({one.key: "" for one in FIELDS}, "what")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.waitUntil(lambda: made.form.rows["what"].editor.target().hasFocus())
    return made


def test_tab_goes_through_every_field_to_the_buttons_and_round(qtbot: QtBot, dialog: FormDialog) -> None:
    names = {row.editor.target(): key for key, row in dialog.form.rows.items()}
    names |= {dialog.no: "cancel", dialog.yes: "record"}
    met = []
    for _step in range(9):
        here = QApplication.focusWidget()
        assert here is not None
        met.append(names.get(here, "calendar"))
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert met == ["what", "lead", "day", "calendar", "partner", "note", "cancel", "record", "what"]


def test_it_sends_once_until_it_is_refused(qtbot: QtBot, dialog: FormDialog) -> None:
    sent: list[object] = []
    dialog.sent.connect(sent.append)
    dialog.form.set_draft({"what": "Inspect"})
    dialog.form.submit()
    dialog.form.submit()
    assert len(sent) == 1
    dialog.refused(errors.Problems({"day": "Give the day.", "elsewhere": "The record is gone."}))
    assert dialog.form.rows["day"].problem.sentence() == "Give the day."
    assert dialog.problem.sentence() == "The record is gone."
    dialog.form.submit()
    dialog.form.set_draft({"day": "2026-12-01"})
    dialog.form.rows["day"].editor.edited.emit()
    dialog.form.submit()
    assert len(sent) == 2
    with qtbot.waitSignal(dialog.accepted):
        dialog.taken()


def test_one_esc_does_not_lose_what_was_entered(qtbot: QtBot, dialog: FormDialog) -> None:
    what = dialog.form.rows["what"].editor.target()
    qtbot.keyClicks(what, "Inspect")
    qtbot.keyClick(what, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not recorded yet" in dialog.problem.sentence()
    qtbot.keyClicks(what, " parcels")  # went on: the warning counts anew
    qtbot.keyClick(what, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(what, Qt.Key.Key_Escape)


def test_esc_leaves_a_box_in_which_nothing_was_entered(qtbot: QtBot, dialog: FormDialog) -> None:
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.form.rows["what"].editor.target(), Qt.Key.Key_Escape)


def test_a_list_that_stands_alone_gets_the_room(qtbot: QtBot, dialog: FormDialog) -> None:
    one = FormDialog("Alone", (FIELDS[0], FIELDS[1], FIELDS[4]), "Record", choices={"agencies": agencies})
    qtbot.addWidget(one)
    for box in (one, dialog):
        box.resize(640, 480)
        box.show()
    qtbot.waitUntil(lambda: one.form.rows["lead"].width() == one.form.rows["note"].width())
    assert dialog.form.rows["lead"].width() < dialog.form.rows["note"].width()  # the day stands beside it
