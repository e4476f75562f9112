"""One document in the window: its description saved on leaving, links, versions, release, history, and the vault."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import backups, clock, codes, documents, releases
from hsdclient.documents import DocumentDraft, Link
from tests import recorded
from tests.ui.acting import enter
from tests.ui.conftest import NOW
from tests.ui.library import card_of, opened_at, references, shown
from tests.ui.shelf import fill_shelf, put_file
from ui.desk import Desk
from ui.pages.documents import DocumentsPage
from ui.pages.documents.upkeep_dialogs import SweepDialog, VerifyDialog
from ui.papers.link_dialog import RecordsDialog
from ui.papers.long_work import LongWork

D = "DOC-2026-000{}".format


class Picked:
    """Stands for the file dialog: gives `path`."""

    path = ""

    def __call__(self, _parent: object, _mode: str, _title: str, _start: str, _kinds: str) -> str:
        return self.path


@pytest.fixture
def picked() -> Picked:
    return Picked()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, picked: Picked) -> DocumentsPage:
    fill_shelf(desk.workspace)
    return shown(qtbot, desk, choose=picked)


@pytest.fixture
def real(desk: Desk, qtbot: QtBot, picked: Picked, tmp_path: Path) -> DocumentsPage:
    """A page on two documents whose contents lie in the vault."""
    for number in (1, 2):
        filed = put_file(desk.workspace, tmp_path, f"paper {number}.txt", f"paper {number}\n".encode() * 50)
        with clock.at(NOW - timedelta(days=50)), desk.store.write(desk.officer, "Document attached") as tx:
            documents.attach(tx, DocumentDraft("letter", f"Paper {number}"), filed)
    return shown(qtbot, desk, choose=picked)


# --- details, release, history --------------------------------------------------------------------------


def test_a_field_is_saved_on_leaving_it_and_the_partners_marking_stays_exact(
    qtbot: QtBot, desk: Desk, page: DocumentsPage
) -> None:
    opened_at(qtbot, page, D(1), "details")
    form = page.detail.details.form
    with qtbot.waitSignal(desk.saved):
        enter(form, {"partner_marking": "  cui//SP-INV  (draft)"}, "partner_marking")
    qtbot.waitUntil(lambda: card_of(page).row.partner_marking == "  cui//SP-INV  (draft)")
    assert form.unsaved() == {}
    enter(form, {"title": " "}, "title")
    assert "title" in form.rows["title"].problem.sentence()
    assert card_of(page).row.title == "Readout of the sixth meeting"


def test_what_the_core_refuses_stands_beside_its_field(qtbot: QtBot, page: DocumentsPage) -> None:
    opened_at(qtbot, page, D(1), "details")
    form = page.detail.details.form
    enter(form, {"marking": "Secret"}, "marking")
    qtbot.waitUntil(lambda: bool(form.rows["marking"].problem.sentence()))
    assert card_of(page).row.marking == "TLP:AMBER"


def test_release_is_decided_for_each_side_and_says_what_would_keep_it_back(
    qtbot: QtBot, desk: Desk, page: DocumentsPage
) -> None:
    opened_at(qtbot, page, D(1), "release")
    card = page.detail.release.cards["US"]
    qtbot.waitUntil(lambda: [badge.word for badge in card.state.badges()] == ["Not released"])
    card.give.setFocus()
    card.give.click()
    qtbot.waitUntil(lambda: card_of(page).row.released_to == ("US",))
    qtbot.waitUntil(card.take.isVisible)
    assert not card.give.isVisible()
    assert page.focusWidget() is card.take  # not the other side's Release
    assert [badge.word for badge in page.detail.released.badges()] == ["Released to US"]
    desk.write("Document amended", documents.amend, card_of(page).key, {"third_party": True})
    qtbot.waitUntil(lambda: card.why.sentence().startswith("Would stay out of the edition"))
    card.take.click()
    qtbot.waitUntil(lambda: card_of(page).row.released_to == ())


def test_the_history_tells_every_act_newest_first(qtbot: QtBot, desk: Desk, page: DocumentsPage) -> None:
    opened_at(qtbot, page, D(1), "history")
    history = page.detail.history
    qtbot.waitUntil(lambda: [event.sentence for event in history._events] == ["Document linked", "Document attached"])
    desk.write("Document released", releases.release_document, card_of(page).key, ["US"])
    qtbot.waitUntil(lambda: len(history._events) == 3)
    assert "Document released" in history._views[0].accessibleName()


# --- links ----------------------------------------------------------------------------------------------


def links_of(page: DocumentsPage) -> list[tuple[str, ...]]:
    model = page.detail.links.model
    rows = range(model.rowCount())
    return [tuple(str(model.index(row, column).data() or "") for column in (0, 2, 3)) for row in rows]


def test_links_show_reference_entry_and_place_and_lead_there(qtbot: QtBot, desk: Desk, page: DocumentsPage) -> None:
    opened_at(qtbot, page, D(6), "links")
    assert links_of(page) == [("CN-2026-0001", "17 Nov 2026", "para. 3")]
    assert page.detail.tabs.tabText(2) == "Evidence of (1)"
    gone: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: gone.append((key, argument)))
    qtbot.keyClick(page.detail.links.table, Qt.Key.Key_Return)
    assert gone[0][0] == "joint_actions"
    assert gone[0][1]["tab"] == "progress"


def test_a_place_is_edited_a_link_taken_away_and_brought_back(qtbot: QtBot, desk: Desk, page: DocumentsPage) -> None:
    opened_at(qtbot, page, D(1), "links")
    tab = page.detail.links
    assert [one[0] for one in links_of(page)] == ["CN-2026-0001", "CN-2026-0002"]
    qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    assert tab.ask.line.text() == "p. 2"
    tab.ask.line.setText("p. 3–5")
    tab.ask.yes.click()
    qtbot.waitUntil(lambda: links_of(page)[0][2] == "p. 3–5")
    assert tab.ask.isHidden()
    notices: list[object] = []
    desk.notice.connect(lambda _sentence, undo: notices.append(undo))
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: [one[0] for one in links_of(page)] == ["CN-2026-0002"])
    qtbot.waitUntil(lambda: bool(notices))
    notices[0]()
    qtbot.waitUntil(lambda: len(links_of(page)) == 2)


def test_a_document_without_links_offers_one_and_the_dialog_makes_it(qtbot: QtBot, page: DocumentsPage) -> None:
    opened_at(qtbot, page, D(4), "links")
    tab = page.detail.links
    assert tab.table.empty.isVisible()
    tab.table.empty.button.click()
    dialog = next(found for found in page.window().findChildren(RecordsDialog) if found.isVisible())
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 5)
    dialog.search.setText("CT-2026-0001")
    dialog.look()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    dialog.place.setText("whole")
    dialog.yes.click()
    qtbot.waitUntil(lambda: links_of(page) == [("CT-2026-0001", "", "whole")])
    assert page.detail.tabs.tabText(2) == "Evidence of (1)"


def test_a_commitment_that_it_proves_is_named_and_the_way_leads_to_its_page(
    qtbot: QtBot, desk: Desk, page: DocumentsPage
) -> None:
    with desk.store.write(desk.officer, "Test act") as tx:
        commitment = recorded.commitment(tx, recorded.meeting(tx), "Precursors are watched together.")
        documents.link(tx, codes.document(tx, D(4)), Link("commitments", commitment, "para. 3.4"))
    opened_at(qtbot, page, D(4), "links")
    tab = page.detail.links
    qtbot.waitUntil(lambda: links_of(page) == [("COM-2026-0001", "", "para. 3.4")])
    assert tab.model.index(0, 1).data() == "Precursors are watched together."
    assert tab.go.text() == "Go to the record"
    gone: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: gone.append((key, argument)))
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert gone == [("commitments", {"record": commitment, "trash": False})]


# --- versions -------------------------------------------------------------------------------------------


def test_a_new_version_is_added_the_older_one_stays_and_can_be_looked_at(
    qtbot: QtBot, desk: Desk, real: DocumentsPage, picked: Picked, tmp_path: Path
) -> None:
    opened_at(qtbot, real, D(1), "versions")
    tab = real.detail.versions
    before = card_of(real).current
    assert tab.hash.text().replace(" ", "") == before.sha256
    tab.copy.click()
    assert QApplication.clipboard().text() == before.sha256
    newer = tmp_path / "newer.txt"
    newer.write_text("the newer text")
    picked.path = str(newer)
    tab.add.click()
    qtbot.waitUntil(lambda: len(card_of(real).versions) == 2, timeout=20_000)
    assert tab.table.current_id() == card_of(real).current.key
    assert tab.name.text() == "newer.txt"
    assert real.detail.tabs.tabText(3) == "Versions (2)"
    tab.table.select_id(before.key)
    assert tab.hash.text().replace(" ", "") == before.sha256
    tab.look.click()
    assert real.detail.tab() == "preview"
    preview = real.detail.preview
    assert preview.older._words.text() == "Version 1 of 2"
    qtbot.waitUntil(lambda: "paper 1" in preview.viewer.text.edit.toPlainText(), timeout=20_000)
    preview.back.click()
    qtbot.waitUntil(lambda: "the newer text" in preview.viewer.text.edit.toPlainText(), timeout=20_000)
    qtbot.waitUntil(lambda: not LongWork.of(desk).busy)


def test_the_same_file_is_no_new_version(
    qtbot: QtBot, desk: Desk, real: DocumentsPage, picked: Picked, tmp_path: Path
) -> None:
    opened_at(qtbot, real, D(1), "versions")
    same = tmp_path / "same.txt"
    same.write_bytes(b"paper 2\n" * 50)
    picked.path = str(same)
    with qtbot.waitSignal(desk.failed, timeout=20_000) as told:
        real.deeds.add_version()
    assert D(2) in told.args[0].sentence
    assert len(card_of(real).versions) == 1


def test_a_copy_is_saved_outside_and_the_journal_remembers(
    qtbot: QtBot, desk: Desk, real: DocumentsPage, picked: Picked, tmp_path: Path
) -> None:
    opened_at(qtbot, real, D(2), "details")
    picked.path = str(tmp_path / "out.txt")
    qtbot.waitUntil(real.can.save_as.isEnabled)
    real.can.save_as.trigger()
    qtbot.waitUntil(lambda: (tmp_path / "out.txt").exists(), timeout=10_000)
    assert (tmp_path / "out.txt").read_bytes() == b"paper 2\n" * 50


def test_space_looks_and_the_quick_look_follows_the_list(qtbot: QtBot, real: DocumentsPage) -> None:
    opened_at(qtbot, real, D(2), "details")
    table = real.listing.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    look = real.deeds._quick
    assert look is not None
    assert look.reference.text() == D(2)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: look.reference.text() == D(1))
    look.close()
    opened_at(qtbot, real, D(2), "details")
    assert look.reference.text() == D(1)


# --- the vault ------------------------------------------------------------------------------------------


def blob(desk: Desk, page: DocumentsPage) -> Path:
    sha256 = card_of(page).current.sha256
    return desk.store.vault.path_of(desk.store.vault.name_of(sha256))


def test_verification_names_what_is_damaged_and_mends_it_from_a_backup(
    qtbot: QtBot, desk: Desk, real: DocumentsPage, picked: Picked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("ui.pages.documents.upkeep.say", lambda _parent, title, text, *_kind: told.append(title + text))
    opened_at(qtbot, real, D(1), "details")
    copy, _warning = backups.back_up_to(desk.store, desk.officer, tmp_path / "copy", now=clock.now())
    real.can.verify.trigger()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[0].startswith("Everything is as it should be")
    path = blob(desk, real)
    hurt = bytearray(path.read_bytes())
    hurt[len(hurt) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(hurt)
    real.can.verify.trigger()
    qtbot.waitUntil(lambda: isinstance(real.deeds.upkeep.dialog, VerifyDialog), timeout=30_000)
    dialog = real.deeds.upkeep.dialog
    lines = [str(dialog.model.index(row, 1).data()) for row in range(dialog.model.rowCount())]
    assert len(lines) == 1
    assert lines[0].startswith(D(1))
    picked.path = str(copy.path)
    notices: list[str] = []
    desk.notice.connect(lambda sentence, _undo: notices.append(sentence))
    dialog.mend_from.click()
    qtbot.waitUntil(lambda: bool(notices), timeout=30_000)
    assert notices[0] == f"Mended from a backup: {D(1)}"
    with desk.store.read() as rx:
        sha256 = documents.card(rx, card_of(real).key).current.sha256
    assert desk.store.vault.check(sha256, card_of(real).row.size, deep=True) == ""


def test_the_sweep_shows_what_goes_and_why_some_stays(
    qtbot: QtBot, desk: Desk, real: DocumentsPage, tmp_path: Path
) -> None:
    keys = list(real.listing.model.ids())
    with clock.at(NOW - timedelta(days=40)), desk.store.write(desk.officer, "Document discarded") as tx:
        documents.discard(tx, [keys[1]], "Not needed")
    own = desk.store.folder / "backups"
    own.mkdir(exist_ok=True)
    backups.back_up_to(desk.store, desk.officer, own / "one", now=NOW - timedelta(days=35))
    with clock.at(NOW - timedelta(days=31)), desk.store.write(desk.officer, "Document discarded") as tx:
        documents.discard(tx, [keys[0]], "Not needed")
    desk.announce(tx.change)
    real.activate({"trash": True})
    qtbot.waitUntil(lambda: len(references(real)) == 2)
    real.can.sweep.trigger()
    qtbot.waitUntil(lambda: isinstance(real.deeds.upkeep.dialog, SweepDialog), timeout=30_000)
    dialog = real.deeds.upkeep.dialog
    fates = {str(dialog.model.index(row, 0).data()): str(dialog.model.index(row, 3).data()) for row in range(2)}
    assert fates[D(1)].startswith("Its content goes")
    assert fates[D(2)].startswith("No backup was made since")
    assert dialog.sweep.text() == "Sweep 1 document"
    notices: list[str] = []
    desk.notice.connect(lambda sentence, _undo: notices.append(sentence))
    dialog.sweep.click()
    qtbot.waitUntil(lambda: bool(notices), timeout=30_000)
    assert notices[0].startswith(f"Swept: {D(1)}.")
    opened_at(qtbot, real, D(1), "preview")
    qtbot.waitUntil(lambda: card_of(real).row.swept)
    assert real.detail.preview.stack.currentWidget() is real.detail.preview.gone
    assert not real.can.recover.isEnabled()


def test_several_links_come_back_with_one_undo(qtbot: QtBot, desk: Desk, page: DocumentsPage) -> None:
    card = opened_at(qtbot, page, D(1), "links")
    page.detail.links.table.selectAll()
    page.detail.links.unlink.click()
    qtbot.waitUntil(lambda: links_of(page) == [])
    desk.undo()
    qtbot.waitUntil(lambda: len(links_of(page)) == 2)
    with desk.store.read() as rx:
        assert [Link(one.noun, one.row_key, one.place) for one in documents.card(rx, card.key).links] == [
            Link(one.noun, one.row_key, one.place) for one in card.links
        ]
