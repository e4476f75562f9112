"""The requests in a real window on a real workspace: who waits, replies, chasers, warnings, who answers."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import requests, responsibles
from hsdclient.words import use
from tests.accessible import nameless
from tests.ui.acting import enter
from tests.ui.ledgers import answered, cells, fill, notices, opened_at, references, shown
from ui.desk import Desk
from ui.pages.requests import RequestsPage

R = "REQ-2026-000{}".format


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> RequestsPage:
    fill(desk.workspace)
    made: RequestsPage = shown(qtbot, RequestsPage(desk))
    return made


def test_those_that_wait_come_first_and_say_who_owes(page: RequestsPage) -> None:
    assert references(page) == [R(1), R(2), R(3), R(5), R(4)]
    first = cells(page, R(1))
    assert (first["waiting_side"], first["state"], first["overdue"]) == (
        "Partner owes: 47 days", "Awaiting reply", "Overdue by 12 days",
    )  # fmt: skip
    assert (first["channel"], first["from_agency"], first["to_agency"]) == (
        "Liaison officer to liaison officer", "NCB-IN", "DEA",
    )  # fmt: skip
    assert cells(page, R(3))["waiting_side"] == "We owe: 20 days"
    assert (cells(page, R(5))["waiting_side"], cells(page, R(5))["state"]) == ("", "Closed")
    assert cells(page, R(4))["state"] == "Not sent"
    assert cells(page, R(2))["informal"] == "Informal channel"


def test_filters_and_sorts_are_those_of_the_query(qtbot: QtBot, page: RequestsPage) -> None:
    for values, found in (
        ({"awaiting": True}, [1, 2, 3]), ({"overdue": True}, [1]), ({"owed": "IN"}, [3]), ({"by": "US"}, [3]),
        ({"state": ["draft", "closed"]}, [5, 4]), ({"group": ["CN"]}, [1]), ({"channel": ["pics"]}, [4]),
    ):  # fmt: skip
        page.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda found=found: references(page) == [R(n) for n in found])
    shape = page.shape
    assert {one.key for one in shape.filters(page.book)} == {*shape.flags, *shape.many, *shape.singles, *shape.days}
    assert {column.key for column in shape.columns if column.sortable} <= set(requests.SORTS)


def test_legal_evidence_by_an_informal_channel_is_warned_of(qtbot: QtBot, page: RequestsPage) -> None:
    opened_at(qtbot, page, R(2))
    assert "Central Authorities" in page.detail.caution.sentence()
    opened_at(qtbot, page, R(1))
    assert page.detail.caution.sentence() == ""
    page.new_record()
    assert page.new is not None
    enter(page.new.form, {"kind": "legal_evidence", "channel": "meeting"}, "channel")
    assert "informal channel" in page.new.warning.sentence()
    enter(page.new.form, {"channel": "mlat"}, "channel")
    assert "informal channel" not in page.new.warning.sentence()


def test_agencies_are_those_of_the_side_that_asks_and_is_asked(qtbot: QtBot, page: RequestsPage) -> None:
    page.new_record()
    assert page.new is not None
    form = page.new.form

    def offered(key: str) -> set[str]:
        return {choice.value for choice in form.rows[key].editor.box._choices}

    assert "NCB-IN" in offered("from_agency")
    assert "DEA" in offered("to_agency")
    assert "DEA" not in offered("from_agency")
    enter(form, {"asked_by": "US"}, "asked_by")
    assert "DEA" in offered("from_agency")
    assert "NCB-IN" in offered("to_agency")


def test_a_reply_keeps_the_partners_marking_and_closes_the_request(
    qtbot: QtBot, desk: Desk, page: RequestsPage
) -> None:
    said = notices(desk)
    opened_at(qtbot, page, R(1), "replies")
    deeds = page.shape.deeds
    deeds.reply()
    answered(qtbot, deeds.asked, text="The bill of lading.", partner_marking="CUI//SP-INV", partial=True)
    tab = page.detail.part("replies")
    qtbot.waitUntil(lambda: len(tab._turns) == 1)
    assert page.card().replies[0].partner_marking == "CUI//SP-INV"
    assert page.card().row.state == "sent"
    assert said[-1][0] == f"Reply to {R(1)} recorded"
    deeds.reply()
    answered(qtbot, deeds.asked, text="All of it.")
    qtbot.waitUntil(lambda: page.card().row.state == "closed")
    assert not deeds.can["reply"].isEnabled()
    assert tab.buttons["reopen"].isVisibleTo(tab)
    assert not tab.buttons["chase"].isVisibleTo(tab)
    said[-1][1]()
    qtbot.waitUntil(lambda: page.card().row.state == "sent")


def test_a_reply_that_quotes_another_request_is_refused_beside_the_field(qtbot: QtBot, page: RequestsPage) -> None:
    opened_at(qtbot, page, R(1), "replies")
    deeds = page.shape.deeds
    deeds.reply()
    dialog = deeds.asked.dialog
    dialog.form.set_draft({"text": "Done.", "answers": R(2)})
    dialog.form.submit()
    qtbot.waitUntil(lambda: R(2) in dialog.form.problems().get("answers", ""))
    dialog.reject()
    assert not page.card().replies


def test_chase_send_close_and_reopen(qtbot: QtBot, page: RequestsPage) -> None:
    opened_at(qtbot, page, R(1), "replies")
    deeds = page.shape.deeds
    deeds.chase()
    answered(qtbot, deeds.asked, note="By telephone")
    qtbot.waitUntil(lambda: [one.note for one in page.card().chasers] == ["By telephone"])
    deeds.close()
    deeds.asked.dialog.form.submit()
    assert deeds.asked.dialog.form.problems() == {"why": "This is needed."}
    answered(qtbot, deeds.asked, why="No longer needed")
    qtbot.waitUntil(lambda: page.card().row.state == "closed")
    assert page.detail.part("replies").closing.text() == "No longer needed"
    deeds.reopen()
    answered(qtbot, deeds.asked, why="Needed after all")
    qtbot.waitUntil(lambda: page.card().row.state == "sent")
    opened_at(qtbot, page, R(4), "replies")
    assert [key for key, act in deeds.can.items() if act.isEnabled()] == ["send", "withdraw"]
    deeds.send()
    answered(qtbot, deeds.asked, on="2026-11-20")
    qtbot.waitUntil(lambda: page.card().row.sent_on is not None and page.card().row.sent_on.day == 20)


def test_a_reply_recorded_with_the_wrong_request_is_moved(qtbot: QtBot, page: RequestsPage) -> None:
    opened_at(qtbot, page, R(2), "replies")
    tab, deeds = page.detail.part("replies"), page.shape.deeds
    deeds.reply()
    answered(qtbot, deeds.asked, text="The bill of lading.", partner_marking="CUI")
    qtbot.waitUntil(lambda: len(tab._turns) == 1 and page.card().row.state == "closed")
    tab._turns[0]._moved()
    dialog = deeds.asked.dialog
    dialog.form.set_draft({"request": "REQ-2026-0099"})
    dialog.form.submit()
    qtbot.waitUntil(lambda: "REQ-2026-0099" in dialog.form.problems().get("request", ""))
    dialog.form.set_problems({})
    answered(qtbot, deeds.asked, request=R(1))
    qtbot.waitUntil(lambda: not tab._turns and page.card().row.state == "sent")
    opened_at(qtbot, page, R(1), "replies")
    qtbot.waitUntil(lambda: [one.partner_marking for one in page.card().replies] == ["CUI"])


def test_who_answers_is_shown_added_and_taken_away(qtbot: QtBot, desk: Desk, page: RequestsPage) -> None:
    went: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: went.append((key, argument)))
    card = opened_at(qtbot, page, R(1))
    answering = page.detail.part("details").around.answering
    qtbot.waitUntil(lambda: [one.one.name for one in answering.people] == ["Maria Delgado"])
    answering.people[0].name.click()
    assert went[0][0] == "contacts"
    answering.ask()
    qtbot.waitUntil(lambda: answering.asked.dialog is not None)
    answered(qtbot, answering.asked, contact="CON-2026-0003")
    qtbot.waitUntil(lambda: {one.one.name for one in answering.people} == {"Maria Delgado", "Ravi Menon"})
    next(one for one in answering.people if one.one.name == "Maria Delgado").gone.click()
    qtbot.waitUntil(lambda: [one.one.name for one in answering.people] == ["Ravi Menon"])
    with desk.store.read() as rx:
        assert [one.name for one in responsibles.of_record(rx, "requests", card.key)] == ["Ravi Menon"]


def test_a_field_is_saved_on_leaving_it(qtbot: QtBot, page: RequestsPage) -> None:
    opened_at(qtbot, page, R(1))
    form = page.detail.part("details").form
    assert "state" not in form.rows
    enter(form, {"legal_basis": "Article 3 of the CMAA"}, "legal_basis")
    qtbot.waitUntil(lambda: page.card().draft.legal_basis == "Article 3 of the CMAA")
    enter(form, {"deadline": "2026-09-01"}, "deadline")
    assert "before the day" in form.problems()["deadline"]
    enter(form, {"action": "XX-2026-0009", "deadline": "2026-11-10"}, "action")
    qtbot.waitUntil(lambda: "XX-2026-0009" in form.problems().get("action", ""))


def test_the_action_that_a_request_belongs_to_is_gone_to(qtbot: QtBot, desk: Desk, page: RequestsPage) -> None:
    went: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: went.append((key, argument)))
    opened_at(qtbot, page, R(1))
    details = page.detail.part("details")
    assert details.around.belongs.isHidden()
    enter(details.form, {"action": "CN-2026-0001"}, "action")
    owner = details.around.owners["joint_actions"]
    qtbot.waitUntil(lambda: not owner.isHidden() and owner.text() == "CN-2026-0001")
    assert details.around.owners["commitments"].isHidden()
    owner.click()
    qtbot.waitUntil(lambda: went == [("joint_actions", {"record": 1, "groups": ()})])


def test_every_tab_speaks_in_both_languages(qtbot: QtBot, desk: Desk, page: RequestsPage) -> None:
    for language in ("en", "hi"):
        use(language)
        made = shown(qtbot, RequestsPage(desk))
        for tab in made.detail.keys:
            opened_at(qtbot, made, R(5), tab)
            assert nameless(made) == []
        made.new_record()
        assert nameless(made) == []
        made.close()


def test_a_channel_that_is_not_known_is_told_in_the_words_of_the_screen(qtbot: QtBot, page: RequestsPage) -> None:
    page.new_record()
    qtbot.waitUntil(lambda: page.detail is not None)
    shape = page.shape if hasattr(page, "shape") else page._shape
    values = {**shape.first_values(), "title": "Records", "kind": "legal_evidence", "channel": "LO"}
    assert "channel" not in shape.problems(values, new=True)  # the field says it is not on the list
    assert not requests.informal("legal_evidence", "LO")
    assert requests.informal("legal_evidence", "lo_to_lo")
