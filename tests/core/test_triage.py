"""What waits this morning: replies by side, commitments at risk, agreements to review, deadlines of the next round."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from hsdclient import agreements, clock, commitments, meetings, requests, schema, triage
from hsdclient.agreements import AgreementDraft
from hsdclient.commitments import CommitmentDraft
from hsdclient.meetings import MeetingDraft
from hsdclient.requests import RequestDraft
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.training import runs
from hsdclient.training.runs import RunDraft
from tests import recorded


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(datetime(2026, 11, 23, 6, tzinfo=UTC)):
        yield


def look(store: Store) -> triage.Triage:
    with store.read() as rx:
        return triage.look(rx)


def test_an_empty_desk_is_quiet(store: Store) -> None:
    found = look(store)
    assert found.quiet
    assert (found.awaited.side, found.owed.side, found.next_round) == ("US", "IN", None)


def test_what_waits_is_told(store: Store, officer: Officer) -> None:
    with store.write(officer, "Test act") as tx:
        for title, deadline in (("First", "2026-11-20"), ("Second", "2026-11-10")):
            requests.record(
                tx, RequestDraft(channel="pics", title=title, sent_on="2026-11-01", deadline=deadline)
            )
        requests.record(tx, RequestDraft(channel="pics", title="Third", asked_by="US", sent_on="2026-11-13"))
        held = meetings.record(tx, MeetingDraft(state="held", title_in="HSD", starts_in="2024-02-27"))
        coming = meetings.record(tx, MeetingDraft(title_in="HSD", starts_in="2026-12-03"))
        meetings.add_deadline(tx, coming.key, "Briefs", 5)
        meetings.add_deadline(tx, coming.key, "Agenda agreed", 14)
        done = meetings.add_deadline(tx, coming.key, "Venue", 60)
        meetings.set_done(tx, done)
        late = CommitmentDraft(round=held.reference, verbatim="Both sides will share lists.", due="2026-01-01")
        commitments.record(tx, late)
        plain = CommitmentDraft(round=held.reference, verbatim="Both sides will meet again.")
        commitments.record(tx, plain)
        agreements.record(
            tx, AgreementDraft(title_en="Cybercrime investigations", signed="2025-01-17", review="2027-01-17")
        )
        agreements.record(tx, AgreementDraft(title_en="For ever", signed="2025-01-17"))
    found = look(store)
    assert not found.quiet
    assert (found.awaited.count, found.awaited.overdue, found.awaited.longest) == (2, 2, 22)
    assert (found.owed.count, found.owed.days) == (1, 10)
    assert found.overdue_requests == (2, 1)
    assert [one.what for one in found.deadlines] == ["Agenda agreed", "Briefs"]
    assert found.late_deadlines == 1
    assert [one.title_en for one in found.review] == ["Cybercrime investigations"]
    assert found.next_round is not None
    assert found.next_round.starts == date(2026, 12, 3)
    assert (*found.at_risk, *found.unstarted) == (1, 2)


def test_deadlines_of_runs_clearances_and_evaluations_are_told(store: Store, officer: Officer) -> None:
    with store.write(officer, "Test act") as tx:
        draft = RunDraft(host="FLETC", title_en="Precursors", starts="2026-12-28", ends="2027-01-08", seats_in="2",
                         marking="TLP:GREEN")  # fmt: skip
        run = runs.record(tx, draft).key  # forms were due 60 days before, on 29 October
        later = runs.record(tx, dataclasses.replace(draft, starts="2027-06-07", ends="2027-06-11")).key
        runs.set_state(tx, later, "cancelled", "No money.")
        seat = recorded.nomination(tx, run, recorded.trainee(tx))
        gate = {"status": "cleared", "dated": "2026-11-01", "gate_reference": "CC-001", "expires": "2027-01-07"}
        tx.insert(schema.gates, {"nomination_key": seat, "gate": "cadre_clearance", **gate})
    found = look(store).training
    assert [(one.code, one.overdue_days) for one in found.late] == [("forms", 25)]
    assert (found.expiring, found.evaluations, found.since) == (1, 0, None)
    assert found.coming is not None
    assert found.coming.key == run
    assert not found.quiet
    assert not look(store).quiet
    with store.write(officer, "Test act") as tx:
        over = runs.record(tx, dataclasses.replace(draft, starts="2026-03-02", ends="2026-03-06")).key
        recorded.nomination(tx, over, recorded.trainee(tx, "Ravi Menon"), "attended")
    found = look(store).training
    assert (found.evaluations, found.since) == (2, date(2026, 9, 6))
