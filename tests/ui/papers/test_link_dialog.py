"""Linking by keyboard: records for documents, documents for a record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hsdclient import reference_dialogues, titles
from hsdclient.documents import Link
from tests import recorded
from tests.ui.shelf import fill_shelf
from ui.desk import Desk
from ui.papers import attach_target
from ui.papers.link_choice import LinkDialog
from ui.papers.link_dialog import DocumentsDialog, RecordsDialog, choose_documents, choose_records

KNOWN = len(reference_dialogues.AGREEMENTS)
"""Agreements that every workspace has from its first day."""


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
    qtbot.waitUntil(lambda: len(listed(dialog)) == 5 + KNOWN)
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
    qtbot.waitUntil(lambda: len(listed(dialog)) == 5 + KNOWN)
    dialog.kind.setCurrentIndex(dialog.kind.findText("Joint actions"))
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


@pytest.fixture
def dialogue(desk: Desk) -> dict[str, int]:
    """A round with a commitment, and a request."""
    workspace = desk.workspace
    with workspace.store.write(workspace.officer, "Test act") as tx:
        meeting = recorded.meeting(tx)
        commitment = recorded.commitment(tx, meeting, "Smugglers who exploit migrants are to be combated together.")
        return {"meetings": meeting, "commitments": commitment, "requests": recorded.request(tx)}


def test_records_of_every_kind_are_found_and_linked_together(
    desk: Desk, under: QWidget, dialogue: dict[str, int], qtbot: QtBot
) -> None:
    told: list[list[Link]] = []
    dialog = choose_records(desk, under, told.append)
    qtbot.waitUntil(lambda: len(listed(dialog)) == 8 + KNOWN)
    dialog.search.setText("smugglers exploit")
    dialog.look()
    qtbot.waitUntil(lambda: len(listed(dialog)) == 1 and listed(dialog)[0].startswith("COM-"))
    assert dialog.count.text() == "1 record chosen"
    assert not dialog.entry.isEnabled()
    dialog.search.setText("")
    dialog.kind.setCurrentIndex(dialog.kind.findText("Requests"))
    qtbot.waitUntil(lambda: len(listed(dialog)) == 1 and listed(dialog)[0].startswith("REQ-"))
    dialog.kind.setCurrentIndex(0)
    qtbot.waitUntil(lambda: len(listed(dialog)) == 8 + KNOWN)
    dialog.table.selectAll()
    qtbot.waitUntil(lambda: dialog.count.text() == f"{8 + KNOWN} records chosen")
    dialog.place.setText("p. 2")
    dialog.yes.click()
    assert {(link.noun, link.row_key) for link in told[0]} >= set(dialogue.items())
    assert {link.place for link in told[0]} == {"p. 2"}


def test_only_the_kinds_asked_for_are_offered(
    desk: Desk, under: QWidget, dialogue: dict[str, int], qtbot: QtBot
) -> None:
    told: list[list[Link]] = []
    dialog = choose_records(desk, under, told.append, nouns=("commitments",))
    qtbot.waitUntil(lambda: len(listed(dialog)) == 1)
    assert not dialog.kind.isVisible()
    assert not dialog.entry.isVisible()
    dialog.yes.click()
    assert told == [[Link("commitments", dialogue["commitments"], "")]]


def test_a_batch_is_attached_to_any_record(desk: Desk, dialogue: dict[str, int]) -> None:
    with desk.workspace.store.read() as rx:
        one = titles.of(rx, "commitments", [dialogue["commitments"]])[dialogue["commitments"]]
    target = attach_target.of_record(one)
    assert target.reference.startswith("COM-")
    assert target.words.startswith(f"{target.reference} – Smugglers")
    assert target.links("", " p. 1 ") == (Link("commitments", dialogue["commitments"], "p. 1"),)
    assert target.marking == "TLP:GREEN"
    assert "place" in [field.key for field in attach_target.fields(target)]
