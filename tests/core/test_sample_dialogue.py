"""The sample's dialogue: rounds with both sides' dates, commitments that stand in its readout, requests, contacts."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from hsdclient import (
    agreements,
    codes,
    commitments,
    contacts,
    documents,
    editions,
    history,
    meetings,
    requests,
    schema,
    scorecard,
    verify,
    workspaces,
)
from hsdclient.sample import build
from hsdclient.sample.commitments import THIRTEEN
from hsdclient.workspaces import Workspace
from tests.core.conftest import CHEAP


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    build.build(folder, cost=CHEAP)
    opened = workspaces.unlock(folder, "sample", "sample", writer=False)
    yield opened  # type: ignore[misc]
    opened.close()


def card_of(desk: Workspace, code: str) -> scorecard.Scorecard:
    with desk.store.read() as rx:
        return scorecard.of_round(rx, codes.record(rx, "meetings", code))


def test_the_rounds_and_meetings_of_the_domain_with_both_sides_dates(desk: Workspace) -> None:
    with desk.store.read() as rx:
        found = {row.reference: row for row in meetings.rows(rx, meetings.ids(rx, meetings.MeetingQuery()))}
    assert set(found) == {
        "HSD-2011", "HSD-2013", "HSD-2022", "HSD-2024", "HSD-NEXT",
        "CNWG-2020", "CNWG-2021", "CNWG-2022", "CNWG-2023", "CNWG-2024",
    }  # fmt: skip
    sides = found["HSD-2024"].sides
    assert (sides["IN"].starts, sides["IN"].ends) == (date(2024, 2, 28), None)
    assert (sides["US"].starts, sides["US"].ends) == (date(2024, 2, 27), date(2024, 2, 29))
    assert found["HSD-NEXT"].date_open
    assert found["HSD-NEXT"].place == "Washington"


def test_a_meeting_has_its_delegations_agenda_minutes_and_decisions_carried_out(desk: Workspace) -> None:
    with desk.store.read() as rx:
        group = meetings.card(rx, codes.record(rx, "meetings", "CNWG-2024"))
        following = meetings.card(rx, codes.record(rx, "meetings", "HSD-NEXT"))
    assert len(group.decisions) == 5
    assert all(decision.actions for decision in group.decisions)
    assert {person.side for person in group.attendees} == {"IN", "US"}
    assert "Illustrative" in group.minutes
    assert len(following.agenda) == 8
    assert all(item.brief for item in following.agenda)
    assert len(following.deadlines) == 4
    assert all(deadline.due is None for deadline in following.deadlines)  # the date is open


def test_the_thirteen_commitments_stand_word_for_word_in_the_readout(desk: Workspace) -> None:
    with desk.store.read() as rx:
        card = scorecard.of_round(rx, codes.record(rx, "meetings", "HSD-2024"))
        c = schema.commitments.c
        (readout,) = set(rx.column(select(c.document_key).where(c.key.in_([line.key for line in card.lines]))))
        sha256 = documents.card(rx, readout).current.sha256
        p = schema.document_pages.c
        written = " ".join(" ".join(rx.column(select(p.text).where(p.sha256 == sha256).order_by(p.page))).split())
    assert len(card.lines) == len(THIRTEEN) == 13
    for line in card.lines:
        assert line.verbatim in written
        assert line.paragraph
    numbered = [line for line in card.lines if line.paragraph.startswith("3.")]
    assert len(numbered) == 11
    assert all(f"{line.paragraph} {line.verbatim}" in written for line in numbered)


def test_every_status_occurs_and_some_are_overruled_or_contested(desk: Workspace) -> None:
    of_2024, of_2022 = card_of(desk, "HSD-2024"), card_of(desk, "HSD-2022")
    assert {status for status, count in of_2024.counts.items() if count} == {
        "fulfilled", "claimed", "in_progress", "at_risk", "no_action",
    }  # fmt: skip
    assert of_2022.counts["carried_over"] == 1
    assert {line.computed for line in of_2022.lines} == {"carried_over", "claimed", "fulfilled"}
    assert any(line.status != line.computed for line in of_2024.lines)
    assert sum(line.differs for line in of_2024.lines) >= 2
    assert [line.carried_from for line in of_2024.lines if line.carried_from]


def test_requests_wait_on_both_sides_one_is_late_one_was_warned_one_is_a_draft(desk: Workspace) -> None:
    with desk.store.read() as rx:
        found = requests.rows(rx, requests.ids(rx, requests.RequestQuery()))
        waiting = requests.waiting(rx)
    assert {row.state for row in found} == {"draft", "sent", "closed", "withdrawn"}
    assert {row.asked_by for row in found} == {"IN", "US"}
    assert waiting["IN"].count
    assert waiting["US"].count >= 2
    assert any(row.overdue_days for row in found)
    assert any(requests.informal(row.kind, row.channel) for row in found)
    with desk.store.read() as rx:
        assert all("Illustrative" in card.draft.question for card in requests.cards(rx, [row.key for row in found]))


def test_contacts_are_made_up_and_one_of_each_side_was_handed_over(desk: Workspace) -> None:
    with desk.store.read() as rx:
        found = contacts.cards(rx, contacts.ids(rx, contacts.ContactQuery()))
        meera = next(card for card in found if card.row.name == "Meera Kulkarni")
        held = contacts.holder_on(rx, "NCB-IN", date(2024, 6, 1))
        told = [event.sentence for event in history.of_record(rx, "contacts", meera.key)]
    assert all("made up" in card.note for card in found)
    assert {card.row.side for card in found} == {"IN", "US"}
    assert meera.row.open_items >= 3
    assert [one.name for one in held] == ["Arjun Deshpande"]
    assert "Handed over" in told


def test_agreements_come_on_their_day_and_some_are_due_for_review(desk: Workspace) -> None:
    with desk.store.read() as rx:
        now = {row.title_en for row in agreements.rows(rx, agreements.ids(rx, agreements.AgreementQuery()))}
        due = agreements.due_for_review(rx, 90)
    with desk.store.read(as_of=date(2024, 12, 31)) as rx:
        then = {row.title_en for row in agreements.rows(rx, agreements.ids(rx, agreements.AgreementQuery()))}
    assert len(now) == 6
    assert {title.split(" on ")[1] for title in now - then} == {"cybercrime investigations"}
    assert due


def test_some_of_it_goes_to_the_partner_and_some_does_not(desk: Workspace) -> None:
    with desk.store.read() as rx:
        for noun in ("meetings", "agreements", "commitments", "requests", "contacts"):
            shown = editions.records(rx, "US", noun)
            total = rx.scalar(select(schema.REFERENCED[noun].c.key).order_by(schema.REFERENCED[noun].c.key.desc()))
            assert 0 < len(shown.parts) <= total, noun
        assert len(editions.records(rx, "US", "requests").parts) < 8
        assert len(editions.records(rx, "US", "contacts").parts) < 7


def test_its_past_is_real(desk: Workspace) -> None:
    with desk.store.read(as_of=date(2024, 12, 31)) as rx:
        card = scorecard.of_round(rx, codes.record(rx, "meetings", "HSD-2024"))
        listed = commitments.ids(rx, commitments.CommitmentQuery())
    assert card.counts["no_action"] > card_of(desk, "HSD-2024").counts["no_action"]
    assert len(listed) == 16
    assert verify.verify(desk.store) == []
