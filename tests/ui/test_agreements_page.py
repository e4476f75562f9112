"""The agreements in a real window on a real workspace; with them, what every page of the ledger does."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import agreements, commitments, documents, drafts, view_states
from hsdclient.agreements import AgreementDraft
from hsdclient.commitments import CommitmentDraft
from hsdclient.documents import Link
from hsdclient.words import use
from tests.accessible import nameless
from tests.ui.acting import enter
from tests.ui.dragging import dropped
from tests.ui.ledgers import cells, notices, opened_at, references, shown
from tests.ui.shelf import fill_shelf
from ui.desk import Desk
from ui.pages.agreements import AgreementsPage
from ui.papers.attach_run import Attaching

A = "AGR-2026-000{}".format
EXTRA = (
    AgreementDraft(type="letter", title_en="Letter on parcel data", title_hi="पार्सल आँकड़ों पर पत्र", agencies=("CBIC",),
                   signed="2024-11-01", in_force="2024-11-01", expiry="2026-12-01", marking="TLP:GREEN"),
    AgreementDraft(type="agreement", title_en="Arrangement on exercises", signed="2020-01-01", in_force="2020-01-01",
                   review="2026-11-01", marking="TLP:AMBER"),
)  # fmt: skip


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> AgreementsPage:
    """The six known agreements, AGR-2026-0001 … 6, and two more."""
    with desk.store.write(desk.officer, "Agreements recorded") as tx:
        for draft in EXTRA:
            agreements.record(tx, draft)
    made: AgreementsPage = shown(qtbot, AgreementsPage(desk))
    return made


def test_the_list_says_how_each_agreement_stands(page: AgreementsPage) -> None:
    assert references(page) == [A(n) for n in range(8, 0, -1)]
    said = cells(page, A(7))
    assert (said["title"], said["type"], said["status"]) == ("Letter on parcel data", "Letter of agreement", "Expiring")
    assert (said["due"], said["expiry"], said["agencies"]) == ("Expires in 9 days", "1 Dec 2026", "CBIC")
    assert cells(page, A(8))["due"] == "Review overdue by 21 days"
    assert cells(page, A(8))["status"] == "In force"


def test_each_filter_limits_the_list_and_is_written_as_a_query(qtbot: QtBot, page: AgreementsPage) -> None:
    for values, found in (
        ({"due": True}, [8, 7]), ({"status": ["expiring"]}, [7]), ({"type": ["letter"], "marking": ["TLP:GREEN"]}, [7]),
        ({"after": "2024-11", "before": "2024-11"}, [7]), ({"text": "parcel"}, [7]),
    ):  # fmt: skip
        page.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda found=found: references(page) == [A(n) for n in found])
        written = page.listing.bar.query()
        page.listing.bar.set_query(written, tell=False)
        assert page.listing.bar.values() == values, written


def test_every_filter_has_a_field_of_the_query_and_every_sortable_column_a_sort(page: AgreementsPage) -> None:
    shape = page.shape
    keys = {declared.key for declared in shape.filters(page.book)}
    assert keys == {*shape.flags, *shape.many, *shape.singles, *shape.days}
    assert {column.key for column in shape.columns if column.sortable} <= {*agreements.SORTS, "status"}
    shape.query(False, {key: ["x"] for key in shape.many}, ("title", True))


def test_a_field_is_saved_on_leaving_it_and_a_wrong_one_says_why(
    qtbot: QtBot, desk: Desk, page: AgreementsPage
) -> None:
    card = opened_at(qtbot, page, A(7))
    form = page.detail.part("details").form
    enter(form, {"short": "LPD"}, "short")
    qtbot.waitUntil(lambda: page.card().row.short == "LPD")
    enter(form, {"expiry": "2019-01-01"}, "expiry")
    assert "expires before it begins" in form.problems()["expiry"]
    page.leave()
    with desk.store.read() as rx:
        assert agreements.card(rx, card.key).row.expiry.isoformat() == "2026-12-01"
    qtbot.waitUntil(
        lambda: desk.peek(drafts.kept, desk.officer.key, f"agreements/{card.key}/details") is not None
    )
    form.rows["source"].editor.set_value("Treaty series")
    form.rows["source"].editor.edited.emit()
    page.leave()  # the keyboard never left the field
    qtbot.waitUntil(lambda: page.card().row.source == "Treaty series")


def test_a_new_agreement_is_recorded_found_in_the_list_and_undone(
    qtbot: QtBot, desk: Desk, page: AgreementsPage
) -> None:
    said = notices(desk)
    page.new_record()
    assert page.adding()
    assert page.new is not None
    form = page.new.form
    form.submit()
    assert form.problems() == {"title_en": "Give the agreement a title."}
    form.set_draft({"title_en": "Protocol on seals", "type": "agreement", "signed": "2026-10-01"})
    form.submit()
    qtbot.waitUntil(lambda: references(page)[0] == A(9))
    qtbot.waitUntil(lambda: page.card() is not None and page.card().row.reference == A(9))
    assert not page.adding()
    assert said[-1][0] == f"Recorded {A(9)}"
    said[-1][1]()
    qtbot.waitUntil(lambda: references(page)[0] == A(8))


def test_unfinished_text_of_a_new_one_is_brought_back(qtbot: QtBot, page: AgreementsPage) -> None:
    page.new_record()
    assert page.new is not None
    enter(page.new.form, {"title_en": "Half a title"}, "title_en")
    page.new.close_up()
    assert not page.adding()
    qtbot.waitUntil(lambda: page._desk.peek(drafts.kept, page._desk.officer.key, "agreements/new") is not None)
    page.new_record()
    qtbot.waitUntil(lambda: page.new.form.values()["title_en"] == "Half a title")
    page.new._afresh()
    assert page.new.form.values()["title_en"] == ""


def test_discard_asks_the_reason_can_be_undone_and_the_trash_gives_back(
    qtbot: QtBot, desk: Desk, page: AgreementsPage
) -> None:
    said = notices(desk)
    opened_at(qtbot, page, A(8))
    page.discard()
    page.ask._answer()
    assert "reason" in page.ask.problem.text()
    page.ask.line.setText("Twice")
    page.ask._answer()
    qtbot.waitUntil(lambda: A(8) not in references(page))
    said[-1][1]()
    qtbot.waitUntil(lambda: A(8) in references(page))
    opened_at(qtbot, page, A(8))
    page.discard()
    page.ask.line.setText("Twice")
    page.ask._answer()
    qtbot.waitUntil(lambda: A(8) not in references(page))
    page.activate({"trash": True})
    qtbot.waitUntil(lambda: page.listing.told_empty and references(page) == [A(8)])
    card = opened_at(qtbot, page, A(8))
    assert card.row.discarded
    assert not page.can.discard.isEnabled()
    assert not page.detail.part("details").form.rows["title_en"].editor.isEnabled()
    page.recover()
    qtbot.waitUntil(lambda: references(page) == [])
    page.activate({})
    qtbot.waitUntil(lambda: A(8) in references(page))


def test_parts_are_released_one_by_one_and_the_first_line_first(qtbot: QtBot, desk: Desk, page: AgreementsPage) -> None:
    card = opened_at(qtbot, page, A(7), "release")
    tab = page.detail.part("release")
    qtbot.waitUntil(lambda: len(tab._lines) == 3)
    assert [line.tick.isEnabled() for line in tab._lines] == [True, False, False]
    tab._lines[0].tick.click()
    qtbot.waitUntil(lambda: tab._lines[1].tick.isEnabled())
    tab._lines[2].tick.click()
    qtbot.waitUntil(lambda: tab._lines[2].tick.isChecked())
    qtbot.waitUntil(lambda: page.card().row.released_to == ("US",))
    with desk.store.read() as rx:
        shown_to = agreements.card(rx, card.key).row.released_to
    assert shown_to == ("US",)
    tab.none.click()
    qtbot.waitUntil(lambda: not any(line.tick.isChecked() for line in tab._lines))


def test_a_dropped_file_proves_the_agreement_and_is_shown_with_it(
    qtbot: QtBot, desk: Desk, page: AgreementsPage, tmp_path: Path
) -> None:
    opened_at(qtbot, page, A(7), "documents")
    path = tmp_path / "Letter.txt"
    path.write_text("The text of the letter.\n")
    dropped(page.detail, [path])
    qtbot.waitUntil(lambda: page.evidence.dialog is not None and page.evidence.dialog.yes.isEnabled())
    dialog = page.evidence.dialog
    assert dialog is not None
    dialog.form.set_draft({"type": "letter"})
    with qtbot.waitSignal(Attaching.of(desk).ended, timeout=20_000):
        dialog.form.submit()
    tab = page.detail.part("documents")
    qtbot.waitUntil(lambda: len(page.detail.evidence) == 1)
    qtbot.waitUntil(lambda: tab.list.current() is not None)
    assert tab.list.current().document.title == "Letter"
    with desk.store.read() as rx:
        assert documents.evidence_of(rx, "agreements", [page.card().key])


def test_a_linked_document_is_listed_and_unlinked(qtbot: QtBot, desk: Desk, page: AgreementsPage) -> None:
    keys = fill_shelf(desk.workspace)
    card = opened_at(qtbot, page, A(7), "documents")
    desk.write("Document linked", documents.link, keys[0], Link("agreements", card.key, "Art. 3"))
    qtbot.waitUntil(lambda: len(page.detail.evidence) == 1)
    tab = page.detail.part("documents")
    qtbot.waitUntil(lambda: tab.list.current() is not None and tab.list.current().place == "Art. 3")
    qtbot.waitUntil(lambda: cells(page, A(7))["documents"] == "1")
    tab.unlink()
    qtbot.waitUntil(lambda: not page.detail.evidence)


def test_the_commitments_under_an_agreement_are_listed_and_gone_to(
    qtbot: QtBot, desk: Desk, page: AgreementsPage
) -> None:
    went: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: went.append((key, argument)))
    card = opened_at(qtbot, page, A(7), "commitments")
    tab = page.detail.part("commitments")
    tab.make_new()
    assert went == [("commitments", {"new": {"agreement": A(7), "round": ""}})]
    draft = CommitmentDraft(agreement=A(7), verbatim="The Sides shall share parcel data.", marking="TLP:GREEN")
    with desk.store.write(desk.officer, "Commitment recorded") as tx:
        made = commitments.record(tx, draft)
    desk.announce(tx.change)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    assert tab.model.index(0, 1).data() == "The Sides shall share parcel data."
    assert len(page.card().commitments) == 1
    tab.go_there()
    assert went[-1] == ("commitments", {"record": made.key})
    assert card.key == page.card().key


def test_history_tells_the_act(qtbot: QtBot, desk: Desk, page: AgreementsPage) -> None:
    card = opened_at(qtbot, page, A(7), "history")
    desk.write("Agreement amended", agreements.amend, card.key, {"short": "LPD"})
    tab = page.detail.part("history")
    qtbot.waitUntil(lambda: any("LPD" in str(change) for event in tab._events for change in event.changes))


def test_columns_filters_tab_and_record_are_remembered(qtbot: QtBot, desk: Desk, page: AgreementsPage) -> None:
    opened_at(qtbot, page, A(7), "release")
    page.listing.table.columns.set_shown("marking", False)
    page.listing.bar.set_value("status", ["expiring"])
    qtbot.waitUntil(lambda: references(page) == [A(7)])
    state = page.view_state()
    assert state == {"trash": False, "tab": "release", "record": page.card().key}
    page.leave()

    def kept() -> bool:
        body = desk.peek(view_states.kept, desk.officer.key, "agreements/all") or {}
        return bool(body.get("filters")) and "marking" in body["table"]["hidden"]

    qtbot.waitUntil(kept)
    again = shown(qtbot, AgreementsPage(desk))
    qtbot.waitUntil(lambda: references(again) == [A(7)])
    assert again.detail.tab() == "release"
    asked = AgreementsPage(desk)
    asked.activate({"record": page.card().key, "tab": "history"})  # before what is remembered has been read
    qtbot.waitUntil(lambda: again.detail.card is not None)
    asked = shown(qtbot, asked, {"record": page.card().key})
    assert asked.detail.tab() == "history"


def test_where_two_panes_do_not_fit_one_is_shown_at_a_time(qtbot: QtBot, page: AgreementsPage) -> None:
    opened_at(qtbot, page, A(7))
    page.resize(520, 600)
    assert page.splitter.is_folded("detail")
    page._opened(None)
    assert page.splitter.is_folded("list")
    page.resize(1060, 600)
    assert not page.splitter.is_folded("list")
    assert not page.splitter.is_folded("detail")


def test_every_tab_and_the_new_form_speak_in_both_languages(qtbot: QtBot, desk: Desk, page: AgreementsPage) -> None:
    for language in ("en", "hi"):
        use(language)
        made = shown(qtbot, AgreementsPage(desk))
        for tab in made.detail.keys:
            opened_at(qtbot, made, A(7), tab)
            assert nameless(made) == []
        made.new_record()
        assert nameless(made) == []
        made.close()
    qtbot.waitUntil(lambda: made.detail.title.text() == "पार्सल आँकड़ों पर पत्र")
