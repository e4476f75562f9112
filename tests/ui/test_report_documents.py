"""Document register, receipt and annexes on the reports page: ordered from a selection, shown, issued."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import documents, joint_actions, releases
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.session import Tx
from tests.ui.report_desk import (
    TITLES,
    Choices,
    choices,
    drawn,
    issue,
    key_of,
    make_page,
    page,
    registered,
    settled,
    text_of,
)
from ui.desk import Desk
from ui.pages.reports import ReportsPage

__all__ = ["choices", "make_page", "page"]


@pytest.fixture
def papers(desk: Desk) -> list[int]:
    """Three documents: of the released action (released), of another action, of nothing; their keys."""
    shown, other = key_of(desk, TITLES[1]), key_of(desk, TITLES[0])
    told = [("Readout of the round", shown, ("US",)), ("Letter to the desk", other, ()), ("Loose note", None, ())]
    keys = []
    for title, action, release in told:
        stored = desk.store.vault.put(io.BytesIO(title.encode()))
        filed = Filed(f"{title}.txt", stored.sha256, stored.size, "text", "text/plain", ".txt", 1, text_state="read")
        links = [Link("joint_actions", action)] if action else []
        draft = DocumentDraft(title=title, marking="TLP:GREEN", release=release)
        keys.append(act(desk, documents.attach, draft, filed, links).key)
    return keys


def act(desk: Desk, verb: Any, *args: Any) -> Any:
    with desk.store.write(desk.officer, "Test act") as tx:
        result = verb(tx, *args)
    desk.announce(tx.change)
    return result


def ordered(qtbot: QtBot, page: ReportsPage, **order: object) -> str:
    return text_of(drawn(qtbot, page, **order))


def test_the_register_is_drawn_and_issued(
    qtbot: QtBot, papers: list[int], page: ReportsPage, desk: Desk, choices: Choices
) -> None:
    said = ordered(qtbot, page, kind="register")
    assert all(word in said for word in ("Document register", "Readout of the round", "Letter to the desk", "Loose"))
    rows = page.new.order.form.rows
    assert not rows["documents"].isHidden()
    assert not rows["groups"].isHidden()
    assert all(rows[key].isHidden() for key in ("group", "reference", "recipient", "annexes", "section:matrix"))
    issue(qtbot, page)
    assert choices.proposed.endswith("register-all-2026-11-22.pdf")
    (row,) = registered(desk)
    assert row.kind == "register"
    page.show_register()
    figures = page.register.detail.figures.model
    qtbot.waitUntil(lambda: figures.rowCount() > 5)
    assert page.register.detail.title.text() == "R-2026-0001 · Document register"
    lines = {figures.data(figures.index(at, 0)): figures.data(figures.index(at, 1)) for at in range(figures.rowCount())}
    assert lines["DOC-2026-0003"].startswith("Loose note")
    assert lines["Issued"].endswith("IST")


def test_a_selection_from_elsewhere_fills_in_the_order(qtbot: QtBot, papers: list[int], page: ReportsPage) -> None:
    said = ordered(qtbot, page, kind="register", documents=[papers[0], papers[2]])
    assert page.new.order.values()["documents"] == "DOC-2026-0001, DOC-2026-0003"
    assert "Loose note" in said
    assert "Letter" not in said
    said = ordered(qtbot, page, kind="register", documents=("DOC-2026-0002",))
    assert "Letter to the desk" in said
    assert "Loose" not in said


def test_a_receipt_asks_for_what_is_missing_and_is_drawn_when_it_is_there(
    qtbot: QtBot, papers: list[int], page: ReportsPage
) -> None:
    page.activate({"order": {"kind": "receipt", "documents": papers[:2]}})
    form = page.new.order.form
    qtbot.waitUntil(lambda: page.new.empty.isVisible() and "receives" in page.new.empty.sentence.text(), timeout=10_000)
    assert not page.act_save.isEnabled()
    assert form.rows["groups"].isHidden()
    form.rows["recipient"].editor.set_value("Dana Cole\nUS Embassy")
    form.rows["purpose"].editor.set_value("For the round")
    page.new._ordered()
    qtbot.waitUntil(lambda: settled(page) and page.new._drawn, timeout=20_000)
    said = text_of(page.new.preview.data())
    assert all(word in said for word in ("Receipt for transfer", "Dana Cole", "For the round", "DOC-2026-0002"))
    assert "Loose" not in said


def test_an_unknown_document_is_told_beside_the_field(qtbot: QtBot, papers: list[int], page: ReportsPage) -> None:
    page.activate({"order": {"kind": "register", "documents": ["DOC-2026-0099"]}})
    row = page.new.order.form.rows["documents"]
    qtbot.waitUntil(lambda: "DOC-2026-0099" in row.problem.sentence(), timeout=10_000)
    assert not page.act_save.isEnabled()


def test_the_partners_register_shows_first_which_documents_go(
    qtbot: QtBot, papers: list[int], page: ReportsPage, desk: Desk, choices: Choices
) -> None:
    act(desk, held_back, papers[2])
    page.activate({"order": {"kind": "register", "audience": "partner"}})
    qtbot.waitUntil(lambda: settled(page) and page.new.release._found is not None, timeout=20_000)
    panel = page.new.release
    assert panel.counts.text() == "1 of 3 documents in this scope go out; 1 are not released."
    assert panel.held.sentence() == "1 are released and held back all the same."
    assert [line.reference for line in panel._lines.values()] == ["DOC-2026-0003", "DOC-2026-0001"]
    with qtbot.waitSignal(desk.go) as told:
        panel.table.opened.emit(-papers[0])
    assert told.args == ["documents", {"record": papers[0], "tab": "release"}]
    panel.tick.click()
    issue(qtbot, page)
    with open(choices.path, "rb") as file:
        said = text_of(file.read())
    assert "Readout of the round" in said
    assert "Letter" not in said
    assert "Loose" not in said


def held_back(tx: Tx, key: int) -> None:
    documents.amend(tx, key, {"third_party": True})
    releases.release_document(tx, key, ["US"])


def test_the_release_preview_names_the_documents_and_warns_of_whole_files(
    qtbot: QtBot, papers: list[int], page: ReportsPage, desk: Desk
) -> None:
    shown = key_of(desk, TITLES[1])
    act(desk, documents.link, papers[2], Link("joint_actions", shown))
    act(desk, held_back, papers[2])
    page.activate({"order": {"kind": "consolidated", "groups": [], "audience": "partner", "annexes": True}})
    qtbot.waitUntil(lambda: settled(page) and page.new.release._found is not None, timeout=20_000)
    panel = page.new.release
    assert panel.counts.text() == "1 of 5 joint actions in this scope go out; 4 are not released."
    assert next((line.reference, bool(line.why)) for line in panel._lines.values()) == ("DOC-2026-0003", True)
    assert panel.annexed.sentence().startswith("1 document goes out as a whole file")
    panel.table.select_id(shown)
    qtbot.waitUntil(lambda: "DOC-2026-0001: Readout of the round" in panel.texts.text())
    assert "Loose" not in panel.texts.text()
    assert "1 document" in panel.model.data(panel.model.index(1, 4))


def test_annexes_are_listed_in_the_draft(qtbot: QtBot, papers: list[int], page: ReportsPage, desk: Desk) -> None:
    assert "Annexes" not in ordered(qtbot, page, kind="consolidated", groups=[])
    said = ordered(qtbot, page, kind="consolidated", groups=[], annexes=True)
    assert "Annexes" in said
    assert "DOC-2026-0002.txt" in said
    with desk.store.read() as rx:
        assert joint_actions.card(rx, key_of(desk, TITLES[0])).key


def test_a_missing_annex_is_told_and_nothing_is_issued(
    qtbot: QtBot, papers: list[int], page: ReportsPage, desk: Desk
) -> None:
    ordered(qtbot, page, kind="consolidated", groups=[])
    with desk.store.read() as rx:
        sha256 = documents.card(rx, papers[0]).row.sha256
    desk.store.vault.path_of(desk.store.vault.name_of(sha256)).unlink()
    page.activate({"order": {"annexes": True}})
    qtbot.waitUntil(lambda: page.new.empty.isVisible() and "DOC-2026-0001" in page.new.empty.sentence.text())
    assert "missing" in page.new.empty.sentence.text()
    assert not page.act_save.isEnabled()


def test_a_section_with_nothing_in_it_has_no_title(qtbot: QtBot, page: ReportsPage) -> None:
    form = page.new.order.form
    titles = dict((msgid, title) for title, msgid in form._titles)
    for kind, hidden in (("receipt", True), ("register", False), ("status", False)):
        page.new.order.set_values({"kind": kind})
        assert titles["What is in it"].isHidden() is hidden
        assert not titles["Cover"].isHidden()
