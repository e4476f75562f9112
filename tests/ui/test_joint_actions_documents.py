"""Evidence on the page of the joint actions: dropped, pasted, chosen, linked, placed, unlinked, looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import documents, joint_actions
from hsdclient.documents import DocumentQuery, DocumentRow, Link
from tests.accessible import nameless
from tests.ui.acting import card_of, opened_at, shown
from tests.ui.dragging import Drag, dropped, mime_of
from ui.desk import Desk
from ui.pages.joint_actions import JointActionsPage
from ui.papers.attach_dialog import AttachDialog
from ui.papers.attach_run import Attaching


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> JointActionsPage:
    return shown(qtbot, desk, {})


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Letter of DEA.txt"
    path.write_text("Eleven notifications, nine answered.\n")
    return path


def asked(qtbot: QtBot, page: JointActionsPage) -> AttachDialog:
    """The dialog, once what comes is known."""
    qtbot.waitUntil(lambda: page.evidence.dialog is not None and page.evidence.dialog.yes.isEnabled())
    assert page.evidence.dialog is not None
    return page.evidence.dialog


def attached(qtbot: QtBot, desk: Desk, dialog: AttachDialog, **values: object) -> None:
    """Describe as an officer would, press the button, wait for the end."""
    dialog.form.set_draft({"type": "letter", **values})
    with qtbot.waitSignal(Attaching.of(desk).ended, timeout=20_000):
        dialog.form.submit()


def held(desk: Desk) -> list[DocumentRow]:
    with desk.store.read() as rx:
        return documents.rows(rx, documents.ids(rx, DocumentQuery()))


def papers(page: JointActionsPage) -> list[str]:
    return [one.document.title for one in page.detail.evidence]


def row_of(page: JointActionsPage, reference: str) -> tuple[int, QPoint]:
    """The number of a row and a point on it."""
    model, table = page.listing.model, page.listing.table
    row = next(place for place in range(model.rowCount()) if model.index(place, 0).data() == reference)
    return row, QPoint(40, table.rowViewportPosition(row) + table.rowHeight(row) // 2)


# --- ways in ------------------------------------------------------------------------------------------


def test_a_file_dropped_on_a_row_is_attached_to_that_action(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, letter: Path
) -> None:
    opened_at(qtbot, page, "CN-2026-0001", "documents")
    port = page.listing.table.viewport()
    row, point = row_of(page, "CU-2026-0001")
    drag = Drag(port, mime_of([letter])).enter(point)
    mark = next(one for one in port.children() if type(one).__name__ == "Mark")
    assert drag.taken
    assert mark.isVisible()
    assert mark.words == "Attach to CU-2026-0001"
    assert mark.geometry().top() == page.listing.table.rowViewportPosition(row)
    assert drag.drop(point) == Qt.DropAction.CopyAction, "the original stays where it is"
    assert not mark.isVisible()
    dialog = asked(qtbot, page)
    assert "CU-2026-0001" in dialog.heading.text()
    attached(qtbot, desk, dialog)
    (row_,) = held(desk)
    assert (row_.title, row_.linked, row_.released_to) == ("Letter of DEA", ("CU-2026-0001",), ())
    assert letter.read_text() == "Eleven notifications, nine answered.\n"


def test_beside_the_rows_nothing_can_be_dropped(qtbot: QtBot, page: JointActionsPage, letter: Path) -> None:
    opened_at(qtbot, page, "CN-2026-0001", "documents")
    port = page.listing.table.viewport()
    below = QPoint(40, port.height() - 4)
    drag = Drag(port, mime_of([letter])).enter(below)
    assert not drag.taken
    drag.drop(below)
    assert not drag.taken
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.pdf")])
    assert not Drag(port, web).enter(row_of(page, "CN-2026-0001")[1]).taken
    assert page.evidence.dialog is None


def test_the_list_runs_on_under_a_drag_near_its_edge(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, letter: Path
) -> None:
    table = page.listing.table
    table.setFixedHeight(table.columns.height() + 3 * table.rowHeight(0))
    port, bar = table.viewport(), table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    drag = Drag(port, mime_of([letter])).enter(QPoint(40, port.height() - 6))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    drag.move(QPoint(40, 4))
    qtbot.waitUntil(lambda: bar.value() == 0)
    drag.leave()


def test_a_drop_on_a_field_of_the_detail_attaches_and_types_nothing(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, letter: Path
) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "details")
    form = page.detail.details.form
    for key in ("title_en", "description"):
        before = form.rows[key].editor.value()
        target = form.rows[key].editor.target()
        target = target.viewport() if hasattr(target, "viewport") else target
        assert dropped(target, [letter]).taken
        asked(qtbot, page).reject()
        qtbot.waitUntil(lambda: page.evidence.dialog is None)
        assert form.rows[key].editor.value() == before


def test_a_picture_and_a_file_are_pasted(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, letter: Path
) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "documents")
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    QGuiApplication.clipboard().setImage(picture)
    qtbot.keyClick(page.listing.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    attached(qtbot, desk, asked(qtbot, page), type="photograph")
    (row,) = held(desk)
    assert (row.title, row.kind) == ("Pasted image 22 Nov 2026 10.42", "image")
    assert row.file_name == "Pasted image 22 Nov 2026 10.42.png"
    QGuiApplication.clipboard().setMimeData(mime_of([letter]))
    qtbot.keyClick(page.listing.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = asked(qtbot, page)
    assert dialog.coming.one.text() == "Letter of DEA.txt"
    dialog.reject()


def test_an_empty_clipboard_says_what_to_do(qtbot: QtBot, desk: Desk, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "documents")
    QGuiApplication.clipboard().setText("only words")
    with qtbot.waitSignal(desk.notice) as told:
        page.evidence.paste()
    assert "Copy a file first" in told.args[0]
    assert page.evidence.dialog is None


def test_attach_asks_for_files_and_a_folder_has_a_key_too(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, letter: Path, tmp_path: Path
) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "documents")
    folder = tmp_path / "from the scanner"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"page {number}")
    page.evidence.choose_paths = lambda _parent, what: [str(folder if what == "folder" else letter)]  # type: ignore[method-assign]
    qtbot.waitUntil(lambda: page.can.attach.isEnabled())
    page.can.attach.trigger()
    dialog = asked(qtbot, page)
    assert dialog.count() == 1
    assert dialog.form.rows["title"].isVisibleTo(dialog)
    dialog.folder.click()
    qtbot.waitUntil(lambda: dialog.count() == 4)
    assert dialog.yes.text() == "Attach 4 files"
    assert not dialog.form.rows["title"].isVisibleTo(dialog)
    attached(qtbot, desk, dialog)
    qtbot.waitUntil(lambda: len(papers(page)) == 4)
    assert sorted(papers(page)) == ["0", "1", "2", "Letter of DEA"]


def test_a_progress_entry_has_its_own_evidence(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, letter: Path
) -> None:
    card = opened_at(qtbot, page, "CN-2026-0001", "progress")
    page.evidence.choose_paths = lambda _parent, _what: [str(letter)]  # type: ignore[method-assign]
    view = page.detail.progress._views[-1]
    view.attach.emit(view.entry.key)
    dialog = asked(qtbot, page)
    assert dialog.form.values()["record"] == f"progress_entries:{view.entry.key}"
    attached(qtbot, desk, dialog, place="p. 2")
    qtbot.waitUntil(lambda: bool(page.detail.evidence))
    (one,) = page.detail.evidence
    assert (one.noun, one.row_key, one.place) == ("progress_entries", view.entry.key, "p. 2")
    assert card.key == card_of(page).key
    qtbot.waitUntil(lambda: any("DOC-2026-0001" in name for name in _words(page)))
    page.detail.progress._views[-1].documents.emit(view.entry.key)
    assert page.detail.tab() == "documents"
    assert page.detail.documents.list.current() == one
    assert "Progress of 16 Nov 2026" in str(page.detail.documents.list.line_at(0))


def _words(page: JointActionsPage) -> list[str]:
    from PySide6.QtWidgets import QPushButton

    return [button.text() for button in page.detail.progress.findChildren(QPushButton)]


# --- the tab ------------------------------------------------------------------------------------------


@pytest.fixture
def proved(qtbot: QtBot, desk: Desk, page: JointActionsPage, letter: Path, tmp_path: Path) -> JointActionsPage:
    """The page at the documents of CN-2026-0002, which has two."""
    opened_at(qtbot, page, "CN-2026-0002", "documents")
    other = tmp_path / "Minutes.csv"
    other.write_text("day,decision\n16,yes\n")
    dropped(page.detail, [letter, other])
    attached(qtbot, desk, asked(qtbot, page), originator="DEA", marking="TLP:AMBER")
    qtbot.waitUntil(lambda: len(papers(page)) == 2)
    qtbot.waitUntil(lambda: page.detail.documents.list.rows.rowCount() == 2)
    return page


def test_the_tab_counts_and_an_empty_one_says_how_to_begin(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "documents")
    tab = page.detail.documents
    qtbot.waitUntil(lambda: tab.empty.isVisible())
    assert tab.empty.button.text() == "Attach…"
    assert not tab.splitter.isVisible()
    assert page.detail.tabs.tabText(2) == "Documents"


def test_what_is_attached_is_listed_with_its_handling(proved: JointActionsPage) -> None:
    tab = proved.detail.documents
    assert proved.detail.tabs.tabText(2) == "Documents (2)"
    assert tab.count.text() == "2 documents"
    said = str(tab.list.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    for word in ("DOC-2026-0001", "Letter of DEA", "Letter", "DEA", "TLP:AMBER", "37 bytes"):
        assert word in said
    assert nameless(tab) == []


def test_evidence_is_unlinked_and_undo_links_it_again(qtbot: QtBot, desk: Desk, proved: JointActionsPage) -> None:
    tab = proved.detail.documents
    tab.list.choose([proved.detail.evidence[0].link_key])
    with qtbot.waitSignal(desk.notice) as told:
        qtbot.keyClick(tab.list, Qt.Key.Key_Delete)
    assert "DOC-2026-0001" in told.args[0]
    qtbot.waitUntil(lambda: papers(proved) == ["Minutes"])
    assert len(held(desk)) == 2, "the document itself stays"
    told.args[1]()
    qtbot.waitUntil(lambda: len(papers(proved)) == 2)


def test_the_place_is_changed_and_taken_away(qtbot: QtBot, proved: JointActionsPage) -> None:
    tab = proved.detail.documents
    tab.list.choose([proved.detail.evidence[0].link_key])
    for place in ("p. 3, para. 2", ""):
        qtbot.keyClick(tab.list, Qt.Key.Key_F2)
        assert tab.ask.isVisible()
        tab.ask.line.setText(place)
        qtbot.keyClick(tab.ask.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda place=place: proved.detail.evidence[0].place == place)
        assert tab.ask.isHidden()


def test_existing_documents_are_linked(qtbot: QtBot, desk: Desk, proved: JointActionsPage) -> None:
    opened_at(qtbot, proved, "CU-2026-0001", "documents")
    keys = [row.key for row in held(desk)]
    with qtbot.waitSignal(desk.notice):
        proved.detail.documents._link(card_of(proved), keys, "annex 1")
    qtbot.waitUntil(lambda: len(papers(proved)) == 2)
    assert {one.place for one in proved.detail.evidence} == {"annex 1"}
    assert {row.linked for row in held(desk)} == {("CN-2026-0002", "CU-2026-0001")}


def test_the_rows_are_copied_as_a_table_and_go_leads_to_the_document(
    qtbot: QtBot, desk: Desk, proved: JointActionsPage
) -> None:
    tab = proved.detail.documents
    tab.list.selectAll()
    qtbot.keyClick(tab.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert "DOC-2026-0001\tLetter of DEA\tLetter" in lines[1]
    with qtbot.waitSignal(desk.go) as gone:
        tab.go.trigger()
    assert gone.args == ["documents", {"record": held(desk)[0].key}]


def test_the_preview_opens_on_enter_follows_and_is_remembered(
    qtbot: QtBot, desk: Desk, proved: JointActionsPage
) -> None:
    tab = proved.detail.documents
    assert tab.splitter.is_folded("preview")
    tab.list.choose([proved.detail.evidence[0].link_key])
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    assert not tab.splitter.is_folded("preview")
    qtbot.waitUntil(lambda: tab._shown == (proved.detail.evidence[0].document.key, 1))
    tab.list.choose([proved.detail.evidence[1].link_key])
    qtbot.waitUntil(lambda: tab._shown == (proved.detail.evidence[1].document.key, 1))
    tab.leave()
    again = shown(qtbot, desk, {})
    opened_at(qtbot, again, "CN-2026-0002", "documents")
    qtbot.waitUntil(lambda: not again.detail.documents.splitter.is_folded("preview"))


def test_the_list_counts_documents_when_that_column_is_shown(
    qtbot: QtBot, proved: JointActionsPage, desk: Desk, letter: Path
) -> None:
    table, model = proved.listing.table, proved.listing.model
    place = [column.key for column in model.columns].index("documents")
    row, _point = row_of(proved, "CN-2026-0002")
    assert model.index(row, place).data() == ""
    table.columns.set_shown("documents", True)
    qtbot.waitUntil(lambda: model.index(row, place).data() == "2")
    tab = proved.detail.documents
    tab.list.selectAll()
    tab.unlink()
    qtbot.waitUntil(lambda: model.index(row, place).data() == "")


def test_nothing_is_offered_to_a_reader(
    qtbot: QtBot, desk: Desk, make_desk: Callable[..., Desk], letter: Path
) -> None:
    with desk.store.read() as rx:
        key = joint_actions.ids(rx, joint_actions.ActionQuery())[0]
    folder = desk.workspace.folder
    desk.close()
    looking = make_desk("IN", folder=folder, writer=False)
    page = shown(qtbot, looking, {"record": key})
    qtbot.waitUntil(lambda: page.detail.card is not None)
    page.detail.show_tab("documents")
    tab = page.detail.documents
    assert not dropped(page.detail, [letter]).taken
    assert not dropped(page.listing.table.viewport(), [letter], QPoint(40, 10)).taken
    page.evidence.paste()
    page.evidence.choose()
    assert page.evidence.dialog is None
    assert not tab.attach_button.isVisible()
    assert not tab.link_button.isVisible()
    assert not page.can.attach.isEnabled()
    assert {action.text() for group in tab.menu_groups() for action in group} == {
        "Preview", "Quick look", "Go to the document", "Copy as a table",
    }  # fmt: skip


def test_a_name_that_is_no_utf8_is_dropped_too(qtbot: QtBot, page: JointActionsPage, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "br") + b"\xff.txt"))
    path.write_text("x")
    opened_at(qtbot, page, "CN-2026-0002", "documents")
    mime = QMimeData()
    address = "file://" + "".join(f"%{byte:02X}" if byte > 126 else chr(byte) for byte in os.fsencode(path))
    mime.setUrls([QUrl.fromEncoded(address.encode("ascii"))])
    Drag(page.detail, mime).enter().drop()
    dialog = asked(qtbot, page)
    assert dialog.count() == 1
    dialog.reject()


def test_a_link_to_a_record_in_the_trash_is_refused_in_words(
    qtbot: QtBot, desk: Desk, proved: JointActionsPage
) -> None:
    with desk.store.read() as rx:
        row = documents.rows(rx, documents.ids(rx, DocumentQuery()))[0]
        action = next(one for one in joint_actions.rows(rx, joint_actions.ids(rx, joint_actions.ActionQuery()))
                      if one.reference == "CT-2026-0001")  # fmt: skip
    with desk.store.write(desk.officer, "Joint action discarded") as tx:
        joint_actions.discard(tx, action.key, "twice")
    with qtbot.waitSignal(desk.failed) as told:
        desk.write("Document linked", documents.link, row.key, Link("joint_actions", action.key))
    assert "trash" in told.args[0].sentence
    QApplication.processEvents()
