"""Linking by keyboard: records for documents, documents for a record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hsdclient.documents import Link
from tests.ui.shelf import fill_shelf
from ui.desk import Desk
from ui.papers.link_dialog import DocumentsDialog, LinkDialog, RecordsDialog, choose_documents, choose_records


@pytest.fixture
def under(desk: Desk, qtbot: QtBot) -> QWidget:
    fill_shelf(desk.workspace)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    return window


def listed(dialog: LinkDialog) -> list[str]:
    return [str(dialog.model.index(row, 0).data()) for row in range(dialog.model.rowCount())]


def test_words_find_the_action_and_enter_links_it(desk: Desk, under: QWidget, qtbot: QtBot) -> None:
    told: list[list[Link]] = []
    dialog = choose_records(desk, under, told.append)
    qtbot.waitUntil(lambda: len(listed(dialog)) == 5)
    qtbot.keyClicks(dialog.search, "parcel")
    qtbot.waitUntil(lambda: listed(dialog) == ["CN-2026-0002"])
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.yes.isEnabled)
    key = dialog.table.current_id()
    dialog.place.setText(" p. 4 ")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert told == [[Link("joint_actions", key, "p. 4")]]


def test_a_reference_finds_it_and_a_progress_entry_of_one_action_can_be_meant(
    desk: Desk, under: QWidget, qtbot: QtBot
) -> None:
    told: list[list[Link]] = []
    dialog: RecordsDialog = choose_records(desk, under, told.append)
    qtbot.keyClicks(dialog.search, "CN-2026-0001")
    qtbot.waitUntil(lambda: listed(dialog) == ["CN-2026-0001"])
    qtbot.waitUntil(dialog.entry.isEnabled)
    assert dialog.entry.itemText(0) == "The joint action itself"
    assert dialog.entry.count() == 3
    assert "16 Nov 2026" in dialog.entry.itemText(2)
    dialog.entry.setCurrentIndex(2)
    dialog.yes.click()
    assert [link.noun for link in told[0]] == ["progress_entries"]


def test_several_actions_are_linked_at_once_and_then_no_entry_is_offered(
    desk: Desk, under: QWidget, qtbot: QtBot
) -> None:
    told: list[list[Link]] = []
    dialog = choose_records(desk, under, told.append)
    qtbot.waitUntil(lambda: len(listed(dialog)) == 5)
    dialog.table.selectAll()
    qtbot.waitUntil(lambda: not dialog.entry.isEnabled())
    assert dialog.count.text() == "5 joint actions chosen"
    dialog.yes.click()
    assert {link.noun for link in told[0]} == {"joint_actions"}
    assert len(told[0]) == 5


def test_documents_are_found_by_number_title_file_name_and_text(desk: Desk, under: QWidget, qtbot: QtBot) -> None:
    told: list[tuple[list[int], str]] = []
    dialog: DocumentsDialog = choose_documents(desk, under, lambda keys, place: told.append((keys, place)))
    qtbot.waitUntil(lambda: len(listed(dialog)) == 6)
    assert listed(dialog)[0] == "DOC-2026-0006"
    for words, found in (("DOC-2026-0003", 3), ("scanned", 3), ("IMG_2031", 4), ("रसायनों", 2), ("notifications 11", 5)):
        dialog.search.setText(words)
        dialog.look()
        qtbot.waitUntil(lambda found=found: listed(dialog) == [f"DOC-2026-000{found}"])
    dialog.yes.click()
    assert len(told) == 1
    assert len(told[0][0]) == 1


def test_what_is_linked_already_is_not_offered_and_escape_links_nothing(
    desk: Desk, under: QWidget, qtbot: QtBot
) -> None:
    told: list[object] = []
    dialog = choose_documents(desk, under, lambda *found: told.append(found), without=[1, 2])
    qtbot.waitUntil(lambda: len(listed(dialog)) == 4)
    dialog.search.setText("nothing like that")
    dialog.look()
    qtbot.waitUntil(lambda: listed(dialog) == [])
    assert not dialog.yes.isEnabled()
    assert dialog.table.empty.sentence.text() == "No document matches."
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert told == []
