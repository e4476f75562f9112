"""The search page on a real workspace: hits as one types, what to narrow to, the place beside them, the way there."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import column, text

from hsdclient import documents, finding, joint_actions, view_states
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.store import Slow
from tests import recorded
from tests.accessible import nameless
from ui.desk import Desk
from ui.pages.search import SearchPage, asking, drawing
from ui.pages.search.facets import FacetLine
from ui.parts import pieces
from ui.parts.labels import PlainLabel

D = "DOC-2026-000{}".format


def put(desk: Desk, name: str, *texts: str, link: int = 0, state: str = "read", **described: Any) -> int:
    """A document with these pages, evidence of the action `link`."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    filed = Filed(name, digest, 1000, "pdf", "application/pdf", ".pdf", len(texts), (), state, "", texts)
    links = [Link("joint_actions", link)] if link else []
    with desk.store.write(desk.officer, "Document attached") as tx:
        return documents.attach(tx, DocumentDraft(**described), filed, links).key


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> SearchPage:
    put(desk, "Readout.pdf", "Opening.", "Precursor lists of रसायनों.", "Precursor again.", link=1, type="readout",
        title="Readout of the dialogue", dated="2024-02-28", marking="TLP:GREEN")  # fmt: skip
    put(desk, "Scan.pdf", state="scanned", title="A scan", marking="TLP:GREEN")
    return shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk, argument: object = None) -> SearchPage:
    made = SearchPage(desk)
    qtbot.addWidget(made)
    made.resize(1080, 720)
    made.show()
    made.activate(argument)
    return made


def found(page: SearchPage) -> list[str]:
    model = page.list.hits
    hits = [model.at(row) for row in range(model.rowCount())]
    return [hit.reference for hit in hits if hit is not None]


def asked(qtbot: QtBot, page: SearchPage, text: str) -> list[str]:
    """Type `text`; the references found once they and their counts are there."""
    with qtbot.waitSignal(page.painted):
        page.field.setText(text)
    qtbot.waitUntil(lambda: page._facets_of == page._question)
    return found(page)


def facet(page: SearchPage, key: str, value: str) -> FacetLine:
    return next(line for line in page.facets.lines if (line.key, line.value) == (key, value))


def test_hits_come_as_one_types_the_newest_first(page: SearchPage, qtbot: QtBot) -> None:
    assert asked(qtbot, page, "precurs") == [D(1), "CN-2026-0001"]
    hit = page.list.hits.at(0)
    assert hit is not None
    assert (hit.page, drawing.place_word(hit)) == (2, "Page 2 and 1 more page")
    assert "".join(f"[{text}]" if marked else text for text, marked in hit.snippet) == "[Precursor] lists of रसायनों."
    assert page.count.text() == "2 found"
    assert asked(qtbot, page, "precursor again") == [D(1)]
    assert asked(qtbot, page, "रसाय") == [D(1), "CN-2026-0001"]
    assert page.list.currentIndex().row() == -1  # nothing is opened before an officer goes to it


def test_a_document_whose_words_stand_apart_comes_after_the_others(page: SearchPage, qtbot: QtBot) -> None:
    assert asked(qtbot, page, "dialogue again") == [D(1)]
    assert page.list.empty.isHidden()
    assert page.count.text() == "1 found"
    hit = page.list.hits.at(0)
    assert hit is not None
    assert hit.page == 3


def test_only_the_last_of_what_is_typed_quickly_is_shown(page: SearchPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.painted):
        for length in range(1, len("eleven") + 1):
            page.field.setText("eleven"[:length])
    assert found(page) == ["CN-2026-0001"]
    assert page._question.match == '"eleven"*'
    page.field.setText("precursor")
    page.ask("")  # an answer that comes now is nobody's any more
    qtbot.waitUntil(lambda: page.count.text() == "")
    assert found(page) == []


def test_a_press_on_a_facet_narrows_and_widens_again(page: SearchPage, qtbot: QtBot) -> None:
    asked(qtbot, page, "precursor")
    assert [(line.key, line.value, line.count) for line in page.facets.lines] == [
        ("noun", "joint_actions", 1), ("noun", "documents", 1), ("year", "2026", 1), ("year", "2024", 1),
    ]  # fmt: skip
    with qtbot.waitSignal(page.painted):
        facet(page, "noun", "documents").click()
    qtbot.waitUntil(lambda: page._facets_of == page._question)
    assert page.field.text() == "precursor noun:document"
    assert found(page) == [D(1)]
    assert facet(page, "noun", "documents").isChecked()
    with qtbot.waitSignal(page.painted):
        facet(page, "noun", "documents").click()
    assert page.field.text() == "precursor"
    qtbot.waitUntil(lambda: page._facets_of == page._question)
    with qtbot.waitSignal(page.painted):
        facet(page, "year", "2024").click()
    assert page.field.text() == "precursor after:2024 before:2024"
    assert found(page) == [D(1)]


@pytest.mark.parametrize(
    ("asked_now", "key", "value", "expected"),
    [
        ("a", "type", "letter", "a type:letter"),
        ("a type:letter b", "type", "reply", "a b type:letter,reply"),
        ("a type:letter,reply", "type", "letter", "a type:reply"),
        ("type:letter", "type", "letter", ""),
        ("a group:cn", "group", "CN", "a"),
        ("a after:2024 before:2024", "year", "2024", "a"),
        ("a after:2024-02", "year", "2023", "a after:2023 before:2023"),
        ('"a  type:letter"', "noun", "documents", '"a type:letter" noun:document'),
    ],
)
def test_filters_are_put_in_and_taken_out_of_the_text(asked_now: str, key: str, value: str, expected: str) -> None:
    assert asking.toggled(asked_now, key, value) == expected


def test_empty_states_differ(page: SearchPage, qtbot: QtBot) -> None:
    assert "Type a word" in page.list.empty.sentence.text()
    asked(qtbot, page, "nothing-like-it")
    assert page.list.empty.sentence.text() == "Nothing matches every word."
    assert page.list.empty.button.isHidden()
    asked(qtbot, page, "precursor type:letter")
    assert page.list.empty.sentence.text() == "Nothing matches every word and filter."
    with qtbot.waitSignal(page.painted):
        page.list.empty.button.click()
    assert page.field.text() == "precursor"
    assert found(page)
    assert page.list.empty.isHidden()
    page.field.clear()
    qtbot.waitUntil(lambda: "Type a word" in page.list.empty.sentence.text())


def test_a_wrong_filter_is_said(page: SearchPage, qtbot: QtBot) -> None:
    asked(qtbot, page, "precursor type:lettre ")
    assert "There is no type “lettre”" in page.remark.sentence()
    assert found(page)
    asked(qtbot, page, "precursor group:XX ")
    assert "There is no group “XX” in this workspace" in page.remark.sentence()
    asked(qtbot, page, "precursor")
    assert page.remark.sentence() == ""


def test_a_search_that_takes_too_long_is_stopped_and_said(page: SearchPage, qtbot: QtBot) -> None:
    asked(qtbot, page, "precursor")
    page._failed(Slow("x"))
    assert page.list.empty.sentence.text() == "This search takes too long. Add a word or a filter."
    assert found(page) == []


def _endless(rx: Any) -> Any:
    counting = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT count(*) FROM n"
    )
    return rx.scalar(text(counting).columns(column("count")))


def test_a_look_with_a_limit_ends_in_time(desk: Desk, qtbot: QtBot) -> None:
    told: list[Any] = []
    desk.read(told.append, _endless, limit_ms=20, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Slow)


def test_enter_goes_to_the_list_and_then_to_the_record(page: SearchPage, desk: Desk, qtbot: QtBot) -> None:
    went: list[tuple[str, Any]] = []
    desk.go.connect(lambda key, argument: went.append((key, argument)))
    asked(qtbot, page, "precursor")
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert page.list.currentIndex().row() == 0
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    asked(qtbot, page, "eleven noun:progress")
    page.list.enter()
    qtbot.keyClick(page.list, Qt.Key.Key_Enter)
    assert went == [
        ("documents", {"record": 1, "page": 2, "words": "Precursor"}),
        ("joint_actions", {"groups": (), "record": 1}),
        ("joint_actions", {"groups": (), "record": 1, "tab": "progress"}),
    ]


def test_enter_waits_for_the_answer_to_what_was_typed(page: SearchPage, qtbot: QtBot) -> None:
    page.field.setFocus()
    qtbot.keyClicks(page.field, "precursor")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.currentIndex().row() == 0)
    assert page.list.hasFocus()
    assert found(page) == [D(1), "CN-2026-0001"]


def test_the_place_is_shown_beside_the_list(page: SearchPage, qtbot: QtBot) -> None:
    asked(qtbot, page, "eleven")
    page.list.enter()
    qtbot.waitUntil(lambda: page.preview.stack.currentWidget() is page.preview._card)
    assert page.preview.title.text() == "CN-2026-0001 · Pre-export notifications for precursor chemicals"
    assert page.preview.open.accessibleName() == "Go to the action"
    asked(qtbot, page, "precursor noun:document")
    assert page.preview.stack.currentWidget() is page.preview.nothing  # what was shown is not among the hits
    page.list.enter()
    qtbot.waitUntil(lambda: page.preview.viewer is not None and page.preview.viewer.row() is not None)
    assert page.preview.viewer is not None
    assert (page.preview.viewer._page, page.preview.viewer._words) == (2, "Precursor")
    assert page.preview.open.accessibleName() == "Go to the document"
    page.leave()
    assert page.preview.viewer.row() is None  # a page that is not seen holds no document open


def test_up_and_escape_lead_back_to_the_field_and_letters_go_on_there(page: SearchPage, qtbot: QtBot) -> None:
    asked(qtbot, page, "precurs")
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_Down)
    qtbot.waitUntil(page.list.hasFocus)
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    qtbot.waitUntil(page.field.hasFocus)
    page.list.keyboardSearch("or")
    assert page.field.text() == "precursor"
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.field.text() == ""


def test_last_questions_are_kept_and_offered(page: SearchPage, desk: Desk, qtbot: QtBot) -> None:
    asked(qtbot, page, "precursor")
    page.list.enter()
    page.list._open_current()
    page.field.clear()
    qtbot.waitUntil(page.recent.isVisible)
    assert [button.property("asked") for button in page.recent.buttons] == ["precursor"]
    with qtbot.waitSignal(page.painted):
        page.recent.buttons[0].click()
    assert page.field.text() == "precursor"
    assert page.recent.isHidden()
    with desk.store.read() as rx:
        assert view_states.kept(rx, desk.officer.key, "search")["recent"] == ["precursor"]
    again = shown(qtbot, desk)
    assert [button.property("asked") for button in again.recent.buttons] == ["precursor"]


def test_what_goes_on_from_a_kept_question_takes_its_place() -> None:
    assert asking.remembered(["prec", "other"], "precursor") == ["precursor", "other"]
    assert asking.remembered(["a", "b"], "B") == ["B", "a"]
    assert asking.remembered(["a"], "  ") == ["a"]
    assert len(asking.remembered([f"question {n}" for n in range(30)], "new")) == asking.MOST_RECENT


def test_documents_without_text_are_counted_and_shown(page: SearchPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.unread.isVisible)
    assert page.unread.text() == "1 document has no searchable text"
    went: list[tuple[str, Any]] = []
    desk.go.connect(lambda key, argument: went.append((key, argument)))
    page.unread.click()
    assert went == [("documents", {"unread": True})]


def test_a_change_is_seen_at_once(page: SearchPage, desk: Desk, qtbot: QtBot) -> None:
    asked(qtbot, page, "precursor")
    with qtbot.waitSignal(page.painted):
        desk.write("x", joint_actions.discard, 1, "A double")
    assert found(page) == [D(1)]


def test_more_hits_come_when_the_end_comes_into_view(desk: Desk, qtbot: QtBot) -> None:
    with desk.store.write(desk.officer, "x") as tx:
        for number in range(80):
            draft = joint_actions.ActionDraft("CN", f"Repeated {number}", "", "", "DRI", "CBP", marking="TLP:GREEN")
            joint_actions.record(tx, draft)
    page = shown(qtbot, desk)
    asked(qtbot, page, "repeated")
    assert page.count.text() == "80 found"
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: page.list.hits.rowCount() == 80)
    assert len(set(found(page))) == 80


def test_a_hit_is_copied_and_read_aloud_as_plain_text(desk: Desk, qtbot: QtBot) -> None:
    put(desk, "x.pdf", 'See <a href="file:///etc/passwd">this</a> \u202egnp.exe', title="<b>Bold</b> claim")
    page = shown(qtbot, desk)
    asked(qtbot, page, "passwd")
    page.list.enter()
    page.list.copy()
    said = QGuiApplication.clipboard().text()
    assert said.startswith("DOC-2026-0001 · <b>Bold</b> claim · Other · Page 1 · See <a href=")
    assert "⟦RLO⟧gnp.exe" in said
    index = page.list.hits.index(0)
    assert index.data(int(Qt.ItemDataRole.AccessibleTextRole)) == said
    assert "<b>" not in str(index.data(int(Qt.ItemDataRole.ToolTipRole)))
    page.grab()


def test_a_narrow_page_shows_the_hits_alone(page: SearchPage, qtbot: QtBot) -> None:
    asked(qtbot, page, "precursor")
    assert page.facets.isVisible()
    page.resize(700, 600)
    qtbot.waitUntil(page.facets.isHidden)
    assert page.preview.isVisible()
    page.resize(500, 600)
    qtbot.waitUntil(page.preview.isHidden)
    page.resize(1080, 720)
    qtbot.waitUntil(page.facets.isVisible)


def test_the_question_survives_a_rebuild(page: SearchPage, desk: Desk, qtbot: QtBot) -> None:
    asked(qtbot, page, "precursor")
    again = shown(qtbot, desk, page.view_state())
    qtbot.waitUntil(lambda: found(again) == [D(1), "CN-2026-0001"])


def test_everything_has_a_name(page: SearchPage, qtbot: QtBot) -> None:
    asked(qtbot, page, "precursor")
    assert nameless(page) == []
    assert {filter_word in page.hint.text() for filter_word in finding.FILTERS} == {True}


def test_long_text_is_cut_with_an_ellipsis_within_its_lines(page: SearchPage) -> None:
    from ui import theme

    font = theme.font("body")
    for said in ("word " * 300, "पूर्ववर्ती रसायनों की " * 80, "x" * 3000, "💠" * 900):
        layout, height = pieces._laid_out([(said[:40], False), (said[40:], True)], font, 300.0, 2, chosen=False)
        assert layout.lineCount() == 2
        assert layout.text().endswith("…")
        assert height <= 2 * pieces.line_height(font) + 2
        last = layout.lineAt(1)
        assert last.textStart() + last.textLength() >= len(layout.text())
        assert last.naturalTextWidth() <= 301


def test_commitments_and_their_like_are_found_narrowed_looked_at_and_opened(desk: Desk, qtbot: QtBot) -> None:
    with desk.store.write(desk.officer, "Test act") as tx:
        meeting = recorded.meeting(tx, minutes="Smugglers were spoken of.")
        commitment = recorded.commitment(tx, meeting, "Smugglers are combated together.", source="US readout")
    page = shown(qtbot, desk)
    assert asked(qtbot, page, "smugglers") == ["COM-2026-0001", "HSD-2024"] or found(page) == [
        "HSD-2024", "COM-2026-0001",
    ]  # fmt: skip
    facet(page, "noun", "commitments").click()
    qtbot.waitUntil(lambda: found(page) == ["COM-2026-0001"])
    assert page.field.text() == "smugglers noun:commitment"
    page.list.enter()
    hit = page.list.chosen()
    assert hit is not None
    assert (drawing.noun_word(hit), drawing.go_word(hit)) == ("Commitment", "Go to the record")
    assert drawing.day(hit) == "22 Nov 2026"
    qtbot.waitUntil(lambda: page.preview.stack.currentWidget() is page.preview._card)
    assert "US readout" in [label.text() for label in page.preview._card.findChildren(PlainLabel)]
    gone: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: gone.append((key, argument)))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert gone == [("commitments", {"record": commitment})]
    asked(qtbot, page, "smugglers noun:round")
    page.list.enter()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert gone[1] == ("dialogues", {"record": meeting})


def test_a_noun_asked_by_type_is_taken_out_by_its_facet_and_types_of_documents_stay() -> None:
    assert asking.toggled("a type:commitment", "noun", "commitments") == "a"
    assert asking.toggled("a type:commitment", "noun", "meetings") == "a noun:commitment,meeting"
    assert asking.toggled("a type:letter noun:document", "noun", "documents") == "a type:letter"
