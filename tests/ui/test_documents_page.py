"""The library in a real window on a real workspace: filters, sort, columns, trash, selection, links, release."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient import documents, joint_actions, view_states
from hsdclient.documents import DocumentDraft, DocumentQuery, Link
from tests.ui.dragging import dropped
from tests.ui.library import card_of, opened_at, references, shown
from tests.ui.shelf import fill_shelf, put_file
from ui.desk import Desk
from ui.pages.documents import DocumentsPage, filters
from ui.pages.documents.filters import View, query, values_of
from ui.parts.period import NO_DAY, period

D = "DOC-2026-000{}".format


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> DocumentsPage:
    fill_shelf(desk.workspace)
    return shown(qtbot, desk)


def cells(page: DocumentsPage, reference: str) -> dict[str, str]:
    model = page.listing.model
    row = references(page).index(reference)
    return {column.key: str(model.index(row, place).data() or "") for place, column in enumerate(model.columns)}


def test_the_library_shows_the_newest_first_with_all_that_is_known(page: DocumentsPage) -> None:
    assert references(page) == [D(n) for n in (6, 5, 4, 3, 2, 1)]
    said = cells(page, D(1))
    assert said["title"] == "Readout of the sixth meeting"
    assert (said["kind"], said["type"], said["dated"]) == ("PDF", "Readout", "25 Oct 2024")
    assert (said["marking"], said["partner_marking"]) == ("TLP:AMBER", "CUI//SP-INV")
    assert said["linked"] == "CN-2026-0001, CN-2026-0002"
    assert (said["size"], said["pages"], said["versions"]) == ("180 KB", "3", "1")
    assert (said["language"], said["text_state"]) == ("English", "Searchable")
    assert cells(page, D(3))["text_state"] == "Scan without text"
    assert cells(page, D(4))["pages"] == ""
    assert cells(page, D(6))["released_to"] == "US"
    assert cells(page, D(6))["linked"] == "CN-2026-0001"


FILTERS: tuple[tuple[dict[str, object], list[int]], ...] = (
    ({"type": ["letter", "reply"]}, [6, 3]),
    ({"kind": ["image", "sheet"]}, [5, 4]),
    ({"group": ["CN"]}, [6, 2, 1]),
    ({"marking": ["TLP:GREEN"]}, [4, 3]),
    ({"from": ["CBP"]}, [3]),
    ({"language": ["hi"]}, [2]),
    ({"after": "2026"}, [6, 4, 3]),
    ({"after": "2026-11", "before": "2026-11-12"}, [4]),
    ({"before": "2024-10"}, [2, 1]),
    ({"before": "2024-13"}, []),
    ({"unlinked": True}, [5, 4]),
    ({"unread": True}, [3]),
    ({"released": True}, [6]),
    ({"text": "pre-export"}, [1]),
    ({"text": "रसायनों"}, [2]),
    ({"text": "IMG_2031"}, [4]),
    ({"text": "DOC-2026-0005"}, [5]),
)


def test_each_filter_limits_the_library_and_is_written_as_a_query(qtbot: QtBot, page: DocumentsPage) -> None:
    for values, found in FILTERS:
        page.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda found=found: references(page) == [D(n) for n in found])
        written = page.listing.bar.query()
        page.listing.bar.set_query(written, tell=False)
        assert page.listing.bar.values() == values, written
    page.listing.bar.set_values({"unlinked": True}, tell=True)
    qtbot.waitUntil(lambda: page.listing.bar.count.text() == "2 of 6")
    page.listing.bar.clear()
    qtbot.waitUntil(lambda: len(references(page)) == 6)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", ("", "")), ("2024", ("2024-01-01", "2024-12-31")), ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-2-9", ("2024-02-09", "2024-02-09")), ("2024-13", NO_DAY), ("soon", NO_DAY), ("9999", ("9999-01-01",
        "9999-12-31")), ("0000", NO_DAY),
    ],
)  # fmt: skip
def test_a_year_a_month_or_a_day_is_a_period(text: str, days: tuple[str, str]) -> None:
    assert period(text) == days


def test_filters_written_by_other_pages_are_those_of_the_query() -> None:
    asked = {"types": ("letter",), "unread": True, "groups": ("CN",), "text": "x", "after": "2024"}
    wanted = DocumentQuery(
        types=("letter",), unread=True, groups=("CN",), text="x", after="2024-01-01", sort="size", descending=True
    )
    assert query(View(), values_of(asked), ("size", True)) == wanted


def test_every_filter_has_a_field_of_the_query_and_every_sortable_column_a_sort(page: DocumentsPage) -> None:
    keys = {declared.key for declared in filters.definitions(page.book)}
    assert keys == {*filters.FLAGS, *filters.MANY, "after", "before"}
    sortable = {column.key for column in page.listing.model.columns if column.sortable}
    assert sortable == set(documents.lists.SORTS)


def test_columns_sort_and_filters_are_remembered(qtbot: QtBot, desk: Desk, page: DocumentsPage) -> None:
    page.listing.table.columns.set_sort("title", False)
    page.listing.table.columns.set_shown("language", False)
    page.listing.bar.set_value("group", ["CN"])
    qtbot.waitUntil(lambda: len(references(page)) == 3)
    page.leave()

    def kept() -> bool:
        body = desk.peek(view_states.kept, desk.officer.key, "documents/all") or {}
        return bool(body.get("filters")) and "language" in body["table"]["hidden"]

    qtbot.waitUntil(kept)
    again = shown(qtbot, desk)
    qtbot.waitUntil(lambda: references(again) == [D(1), D(6), D(2)])
    assert "language" in again.listing.table.columns.layout_state()["hidden"]


def test_a_change_reloads_the_list_and_keeps_the_selection(qtbot: QtBot, desk: Desk, page: DocumentsPage) -> None:
    opened_at(qtbot, page, D(3), "details")
    desk.write("Document amended", documents.amend, page.listing.selected()[0], {"title": "Aa"})
    qtbot.waitUntil(lambda: cells(page, D(3))["title"] == "Aa")
    assert page.listing.table.current_id() == card_of(page).key
    qtbot.waitUntil(lambda: page.detail.title.text() == "Aa")


def test_discard_asks_the_reason_can_be_undone_and_the_trash_gives_back(
    qtbot: QtBot, desk: Desk, page: DocumentsPage
) -> None:
    notices: list[tuple[str, object]] = []
    desk.notice.connect(lambda sentence, undo: notices.append((sentence, undo)))
    opened_at(qtbot, page, D(2), "details")
    page.listing.table.setFocus()
    qtbot.keyClick(page.listing.table, Qt.Key.Key_Delete)
    qtbot.keyClick(page.ask.line, Qt.Key.Key_Return)
    assert page.ask.problem.text() == "Give the reason for discarding."
    qtbot.keyClicks(page.ask.line, "Attached twice")
    qtbot.keyClick(page.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: D(2) not in references(page))
    qtbot.waitUntil(lambda: bool(notices))
    assert notices[0][0] == f"Discarded {D(2)}"
    notices[0][1]()
    qtbot.waitUntil(lambda: D(2) in references(page))
    key = page.listing.model.id_at(references(page).index(D(2)))
    desk.write("Document discarded", documents.discard, [key], "A test")
    qtbot.waitUntil(lambda: D(2) not in references(page))
    page.activate({"trash": True})
    qtbot.waitUntil(lambda: page.listing.told_empty and references(page) == [D(2)])
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.row.discarded)
    assert page.title() == "Documents in the trash"
    assert "A test" in page.detail.caption.text()
    assert [badge.word for badge in page.detail.state.badges()] == ["In the trash"]
    assert not page.detail.details.form.rows["title"].editor.isEnabled()
    assert [button.text() for button in page.header.buttons()] == ["Recover", "Sweep the trash", "More"]
    page.deeds.recover()
    qtbot.waitUntil(lambda: references(page) == [])


def test_after_a_discard_the_officer_stays_at_that_place(page: DocumentsPage, desk: Desk, qtbot: QtBot) -> None:
    for gone, stays in ((D(4), D(3)), (D(1), D(2))):  # the next one; the last one's is the one before
        card = opened_at(qtbot, page, gone, "details")
        desk.write("Document discarded", documents.discard, [card.key], "A test")
        qtbot.waitUntil(lambda gone=gone: gone not in references(page))
        qtbot.waitUntil(lambda stays=stays: page.detail.card is not None and page.detail.card.row.reference == stays)


def test_several_documents_are_discarded_linked_and_released_at_once(
    qtbot: QtBot, desk: Desk, page: DocumentsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.listing.table.selectAll()
    keys = page.listing.selected()
    with desk.store.read() as rx:
        action = next(iter(joint_actions.ids(rx, joint_actions.ActionQuery(groups=("CT",)))))
    page.deeds._link(keys, [Link("joint_actions", action, "p. 1")])
    qtbot.waitUntil(lambda: all("CT-2026-0001" in cells(page, D(n))["linked"] for n in range(1, 7)))
    asked: list[tuple[str, str]] = []

    def answer(_parent: object, title: str, _text: str, _answers: object, **how: str) -> int:
        asked.append((title, how["detail"]))
        return 0

    monkeypatch.setattr("ui.pages.documents.deeds.ask", answer)
    page.deeds.release()
    qtbot.waitUntil(lambda: all(cells(page, D(n))["released_to"] == "US" for n in range(1, 7)))
    assert asked[0][0] == "Release 6 documents?"
    monkeypatch.setattr("ui.pages.documents.deeds.ask", lambda *_args, **_how: 2)
    page.deeds.release()
    qtbot.waitUntil(lambda: not any(cells(page, D(n))["released_to"] for n in range(1, 7)))
    page.deeds.discard()
    assert "6 documents" in page.ask.question.text()
    qtbot.keyClicks(page.ask.line, "All of them")
    page.ask.yes.click()
    qtbot.waitUntil(lambda: references(page) == [])


def test_the_register_and_the_receipt_get_what_is_selected(qtbot: QtBot, desk: Desk, page: DocumentsPage) -> None:
    gone: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: gone.append((key, argument)))
    page.can.register.trigger()
    page.listing.bar.set_value("kind", ["image"])
    qtbot.waitUntil(lambda: references(page) == [D(4)])
    photograph = page.listing.model.id_at(0)
    qtbot.waitUntil(page.can.receipt.isEnabled)
    page.can.register.trigger()
    page.can.receipt.trigger()
    page.listing.bar.set_values({"group": ["CN"]}, tell=True)
    qtbot.waitUntil(lambda: len(references(page)) == 3)
    page.can.register.trigger()
    assert gone == [
        ("reports", {"order": {"kind": "register", "groups": [], "documents": []}}),
        ("reports", {"order": {"kind": "register", "groups": [], "documents": [photograph]}}),
        ("reports", {"order": {"kind": "receipt", "documents": [photograph]}}),
        ("reports", {"order": {"kind": "register", "groups": ["CN"], "documents": []}}),
    ]


def test_files_that_are_dropped_on_the_page_open_the_dialog_without_a_record(
    qtbot: QtBot, desk: Desk, page: DocumentsPage, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[object] = []
    monkeypatch.setattr("ui.papers.attach_dialog.attach", lambda *given, **_how: came.append(given[2]))
    path = tmp_path / "letter.txt"
    path.write_text("x")
    assert dropped(page, [path]).taken
    assert came[0].paths == (path,)
    page.activate({"trash": True})
    assert page._drop_words() == ""


def test_a_record_and_a_page_can_be_gone_to(qtbot: QtBot, desk: Desk, page: DocumentsPage, tmp_path) -> None:
    filed = put_file(desk.workspace, tmp_path, "note.txt", b"one word\n")
    with desk.store.write(desk.officer, "Document attached") as tx:
        key = documents.attach(tx, DocumentDraft("other"), filed).key
    desk.announce(tx.change)
    page.listing.bar.set_value("kind", ["image"])
    page.activate({"record": key, "page": 1, "words": "word"})
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.key == key)
    assert page.detail.tab() == "preview"
    assert page.listing.bar.values() == {}
    qtbot.waitUntil(lambda: "one word" in page.detail.preview.viewer.text.edit.toPlainText(), timeout=15_000)


def test_nothing_is_offered_that_a_reader_cannot_do(
    qtbot: QtBot, desk: Desk, make_desk: Callable[..., Desk]
) -> None:
    fill_shelf(desk.workspace)
    reading = make_desk("IN", folder=desk.workspace.folder, writer=False)
    page = shown(qtbot, reading)
    qtbot.waitUntil(lambda: page.detail.card is not None)
    assert [button.text() for button in page.header.buttons()] == ["Open a copy", "Save as", "More"]
    offered = {action.text() for action in (*page.can.more_menu().actions(), *page.can.context_menu().actions())}
    changing = {"Attach…", "Link to a record…", "Add a new version…", "Release…", "Discard…", "Sweep the trash…"}
    assert not offered & changing
    page.detail.show_tab("links")
    assert not page.detail.links.link.isVisible()
    page.detail.show_tab("versions")
    assert not page.detail.versions.add.isVisible()
    page.detail.show_tab("release")
    qtbot.waitUntil(lambda: bool(page.detail.release.cards["US"].state.badges()))
    assert not any(card.give.isVisible() or card.take.isVisible() for card in page.detail.release.cards.values())
    page.deeds.discard()
    assert page.ask.isHidden()
    assert page._drop_words() == ""


def test_an_empty_library_says_so_and_offers_to_attach(
    qtbot: QtBot, empty_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[object] = []
    monkeypatch.setattr("ui.papers.attach_dialog.attach", lambda *found, **_how: came.append(found))
    page = shown(qtbot, empty_desk)
    assert page.listing.table.empty.isVisible()
    assert page.listing.table.empty.button.text() == "Attach…"
    page.listing.table.empty.button.click()
    assert len(came) == 1
    page.activate({"trash": True})
    qtbot.waitUntil(lambda: page.listing.told_empty)
    assert page.listing.table.empty.sentence.text() == "The trash is empty."
