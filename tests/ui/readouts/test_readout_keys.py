"""The window of a readout by keyboard: Ctrl+Enter from its fields, Tab through all of it; a working group's readout."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient import meetings
from hsdclient.meetings import MeetingDraft
from tests.ui.readouts.test_readout_dialog import CTRL, DIVERSION, NEXT, TEXT, Opened, held, pressed, read, round_key
from ui.desk import Desk
from ui.readouts.dialog import ReadoutDialog

__all__ = ["read", "round_key"]


def test_ctrl_enter_in_a_field_takes_them_too(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    for place, number in ((0, DIVERSION), (1, NEXT)):
        dialog = read()
        with qtbot.waitExposed(dialog):
            dialog.activateWindow()
        pressed(dialog, qtbot, number)
        card = dialog.basket.cards[number]
        card.open()
        form = (dialog.panes.shared, card.form)[place]
        assert form is not None
        form.focus(("source", "paraphrase")[place])
        with qtbot.waitSignal(dialog.accepted):
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert [card.row.verbatim for card in held(desk)] == [
        "They will prevent diversion.", "They will hold the next round in Washington, D.C.",
    ]  # fmt: skip


def test_tab_goes_from_the_sentences_through_the_cards_to_the_button_and_around(qtbot: QtBot, read: Opened) -> None:
    dialog = read()
    with qtbot.waitExposed(dialog):
        dialog.activateWindow()
    pressed(dialog, qtbot, DIVERSION)
    pressed(dialog, qtbot, NEXT)
    dialog.list.setFocus()
    places = [dialog.panes.shared, dialog.basket.cards[DIVERSION], dialog.basket.cards[NEXT], dialog.no, dialog.yes]
    met: list[object] = []
    for _press in range(60):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        here = dialog.focusWidget()
        if here is dialog.list:
            break
        part = next((one for one in places if one is here or (one is not None and one.isAncestorOf(here))), None)
        if part is not None and part not in met:
            met.append(part)
    assert dialog.focusWidget() is dialog.list
    assert met == places


def test_the_sentences_of_a_working_group_begin_with_it(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    with desk.store.write(desk.officer, "Meeting recorded") as tx:
        meetings.record(tx, MeetingDraft(kind="group", group="CN", starts_in="2024-10-23", title_in="CNWG"))
    dialog = ReadoutDialog(desk, "CNWG-2024", text=TEXT)
    with qtbot.waitSignal(dialog.ready):
        dialog.show()
    pressed(dialog, qtbot, DIVERSION)
    assert dialog.basket.cards[DIVERSION].values()["group"] == "CN"
    dialog.close()
