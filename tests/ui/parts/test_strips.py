"""Strips, notices, passphrase entry and progress: they come, say their word, and go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.progress import ProgressStrip
from ui.parts.secrets import NewPassphrase, PassphraseEdit
from ui.parts.strips import ActStrip, Notice


def test_the_strip_offers_its_act_and_goes(qtbot: QtBot) -> None:
    strip = ActStrip()
    qtbot.addWidget(strip)
    strip.offer("Discarded <b>CN-2026-0003</b>", "Undo")
    assert strip.isVisible()
    assert strip.sentence.text() == "Discarded <b>CN-2026-0003</b>"
    with qtbot.waitSignal(strip.acted):
        qtbot.mouseClick(strip.act, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    strip.offer("Saved")
    assert not strip.act.isVisible()
    with qtbot.waitSignal(strip.closed):
        qtbot.keyClick(strip, Qt.Key.Key_Escape)
    assert strip.close_button.accessibleName()


def test_the_strip_goes_by_itself_unless_the_keyboard_is_in_it(qtbot: QtBot) -> None:
    host, elsewhere, strip = QWidget(), QLineEdit(), ActStrip(stays_ms=30)
    column = QVBoxLayout(host)
    column.addWidget(elsewhere)
    column.addWidget(strip)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    elsewhere.setFocus()
    qtbot.waitUntil(elsewhere.hasFocus)
    with qtbot.waitSignal(strip.closed):
        strip.offer("Discarded", "Undo")
    strip.offer("Discarded", "Undo")
    strip.act.setFocus()
    qtbot.waitUntil(strip.act.hasFocus)
    strip._timer.timeout.emit()
    assert strip.isVisible()


def test_the_notice_falls_back_to_the_last_save(qtbot: QtBot) -> None:
    notice = Notice(passes_ms=20)
    qtbot.addWidget(notice)
    notice.saved("10:42")
    notice.tell("Copied 3 rows")
    assert notice.text() == "Copied 3 rows"
    qtbot.waitUntil(lambda: notice.text() == "Saved 10:42")
    notice.tell("Not saved: the disk is full.", problem=True)
    assert not notice._timer.isActive()
    assert notice.text() == "Not saved: the disk is full."
    notice.forget()
    assert notice.text() == ""


def test_progress_counts_and_cancels_and_fails(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.begin("Drawing", 3000)
    strip.advance(1200)
    assert strip.count.text() == "1,200 of 3,000"
    assert strip.bar.accessibleName() == "Drawing"
    with qtbot.waitSignal(strip.cancelled):
        strip.cancel.click()
    assert not strip.cancel.isEnabled()
    strip.finish("Done")
    assert not strip.isVisible()
    strip.fail("The disk is full. Free some space.", log=True)
    assert strip.failure.sentence().startswith("The disk is full")
    assert not strip.bar.isVisible()
    with qtbot.waitSignal(strip.log_wanted):
        strip.log.click()
    strip.begin("Again")
    assert strip.failure.sentence() == ""
    assert strip.cancel.isEnabled()
    assert strip.count.text() == ""


def test_a_passphrase_is_hidden_until_the_eye_is_pressed(qtbot: QtBot) -> None:
    edit = PassphraseEdit()
    qtbot.addWidget(edit)
    edit.show()
    qtbot.keyClicks(edit.line, "secret")
    assert edit.line.echoMode() == QLineEdit.EchoMode.Password
    edit.eye.click()
    assert edit.line.echoMode() == QLineEdit.EchoMode.Normal
    assert edit.eye.accessibleName() == "Hide the passphrase"
    assert edit.value() == "secret"
    with qtbot.waitSignal(edit.entered):
        qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    edit.clear()
    assert edit.value() == ""
    assert edit.line.echoMode() == QLineEdit.EchoMode.Password
    assert not edit.line.isUndoAvailable()


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "told"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A", True),
        (Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier, "a", True),
        (Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier, "A", False),
        (Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", False),
    ],
)
def test_caps_lock_gives_itself_away(
    qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, told: bool
) -> None:
    edit = PassphraseEdit()
    qtbot.addWidget(edit)
    edit.hear(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))
    assert bool(edit.caps.sentence()) is told


def test_a_new_passphrase_is_typed_twice_and_weighed(qtbot: QtBot) -> None:
    pair = NewPassphrase(lambda text: (min(4, len(text) // 4), "strong" if len(text) >= 16 else "weak"))
    qtbot.addWidget(pair)
    pair.show()
    assert pair.problem() == "Choose a passphrase."
    with qtbot.waitSignal(pair.edited):
        qtbot.keyClicks(pair.first.line, "correct horse battery")
    assert pair.word.text() == "strong"
    assert pair.bar.accessibleName() == "Strength: strong"
    qtbot.keyClicks(pair.second.line, "correct")
    assert pair.wrong.sentence() == ""  # not wrong yet, only unfinished
    assert "differ" in pair.problem()
    qtbot.keyClicks(pair.second.line, "ed")
    assert "differ" in pair.wrong.sentence()
    pair.second.clear()
    qtbot.keyClicks(pair.second.line, "correct horse battery")
    assert pair.problem() == ""
    assert pair.value() == "correct horse battery"
    pair.clear()
    assert pair.value() == ""
