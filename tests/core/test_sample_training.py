"""The sample's training: two years of exchanges of all kinds, nominations in all steps, marked as invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from hsdclient import clock, editions, history, schema, workspaces
from hsdclient.sample import build
from hsdclient.sample.officers_in_training import PERSONS
from hsdclient.training import certificates, earning, evaluations, needs, nominations, reciprocity, runs, years
from hsdclient.training.evaluations import MINIMUM
from hsdclient.training.runs import RunQuery
from hsdclient.workspaces import Workspace
from tests.core.conftest import CHEAP

BUILT = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    with clock.at(BUILT):
        build.build(folder, cost=CHEAP)
    with workspaces.unlock(folder, "sample", "sample", writer=False) as opened:
        yield opened


@pytest.fixture
def listed(desk: Workspace) -> list[runs.RunRow]:
    with desk.store.read() as rx:
        return runs.rows(rx, runs.ids(rx, RunQuery(sort="starts")))


def test_runs_of_all_kinds_and_states_at_both_academies_and_online(listed: list[runs.RunRow]) -> None:
    assert 12 <= len(listed) <= 20
    assert {row.kind for row in listed} == set(schema.RUN_KINDS)
    assert {row.state for row in listed} == set(schema.RUN_STATES)
    assert {row.host for row in listed} == {"NPA", "FLETC"}
    assert {row.delivery for row in listed} >= {"in_person", "online"}
    assert listed[0].starts.isoformat() < "2024-07"
    assert any(row.starts <= date(2025, 3, 31) < row.ends for row in listed)  # across an Indian fiscal year
    assert any(row.starts <= date(2025, 9, 30) < row.ends for row in listed)  # across a US one
    assert any(row.differs for row in listed)
    assert any(row.overdue_days for row in listed)
    assert any(row.free["IN"] == 0 and row.waitlisted["IN"] for row in listed)


def test_everything_says_that_it_is_invented(desk: Workspace, listed: list[runs.RunRow]) -> None:
    with desk.store.read() as rx:
        t, c, d = schema.trainees.c, schema.courses.c, schema.needs.c
        people = rx.all(select(t.service_number, t.unit))
        titles = [*rx.column(select(c.title_en)), *rx.column(select(d.topic)), *(row.title for row in listed)]
        teachers = rx.column(select(schema.instructors.c.name))
    assert all("(invented)" in title for title in (*titles, *teachers))
    assert all("(काल्पनिक)" in row.title_hi for row in listed)
    assert all(row.service_number.startswith("INV-") and "(invented)" in row.unit for row in people)
    names = [draft.name for draft in PERSONS.values()]
    assert any(" " not in name for name in names)
    assert max(map(len, names)) > 40


def test_about_180_nominations_in_all_steps(desk: Workspace) -> None:
    with desk.store.read() as rx:
        steps = Counter(rx.column(select(schema.nominations.c.step)))
        again = Counter(rx.column(select(schema.nominations.c.trainee_key)))
    assert 170 <= sum(steps.values()) <= 210
    assert set(steps) >= set(schema.STEPS) - {"travel"}  # those who travelled came
    assert max(again.values()) >= 3  # one record across runs


def test_certificates_were_earned_and_one_was_revoked(desk: Workspace) -> None:
    with desk.store.read() as rx:
        found = certificates.rows(rx, certificates.ids(rx, certificates.CertificateQuery()))
        standings = earning.of(rx, [row.nomination_key for row in found])
    assert len({row.reference for row in found}) == len(found) > 80
    assert [row.reference for row in found if row.revoked] == ["CERT-2024-0036"]
    assert {row.language for row in found} >= {"both", "en"}
    assert not any(earning.short_of(one) for one in standings.values())


def test_evaluations_are_answered_due_and_too_few(desk: Workspace, listed: list[runs.RunRow]) -> None:
    with desk.store.read() as rx:
        found = {row.title: evaluations.summary(rx, row.key) for row in listed if row.state == "held"}
        due = evaluations.due(rx)
    assert 20 <= len(due) <= 120
    assert any(row.chased for row in due)
    assert any(one.reaction.enough and one.reaction.rate for one in found.values())
    assert any(0 < one.reaction.received < MINIMUM or not one.reaction.enough for one in found.values())
    assert any(level.enough for one in found.values() for level in one.behaviour)
    assert any(one.gain for one in found.values())
    assert any(one.results and one.results[0].action for one in found.values())


def test_needs_are_met_planned_and_open(desk: Workspace) -> None:
    with desk.store.read() as rx:
        states = {row.state for row in needs.rows(rx, needs.ids(rx, needs.NeedQuery()))}
    assert states == {"met", "planned", "open"}


def test_reciprocity_has_figures_in_every_calendar(desk: Workspace) -> None:
    with desk.store.read() as rx:
        for calendar in years.CALENDARS:
            statement = reciprocity.statement(rx, years.read("2025", calendar))
            for side in schema.SIDES:
                assert statement.sides[side].offered > 0
                assert statement.sides[side].halves > 0
                assert statement.sides[side].costs
            assert statement.why


def test_a_moved_and_a_cancelled_run_say_why(desk: Workspace, listed: list[runs.RunRow]) -> None:
    with desk.store.read() as rx:
        cards = {row.title: runs.card(rx, row.key) for row in listed}
        moved = next(card for card in cards.values() if card.moves)
        told = history.of_record(rx, "runs", moved.key)
        waiting = [row for row in listed for one in nominations.of_run(rx, row.key) if one.step == "waitlisted"]
    assert moved.moves[0].reason
    assert next(card for card in cards.values() if card.row.state == "cancelled").cancelled_why
    assert any(change.label == "Reason for the move" for event in told for change in event.changes)
    assert waiting


def test_some_of_it_is_released_and_no_more(desk: Workspace, listed: list[runs.RunRow]) -> None:
    with desk.store.read() as rx:
        shown = editions.records(rx, "US", "runs")
        people = editions.records(rx, "US", "trainees")
    assert 0 < len(shown.parts) < len(listed)
    assert any("roll" in parts for parts in shown.parts.values())
    assert 0 < len(people.parts) < len(PERSONS)
    assert all(parts == {"record"} for parts in people.parts.values())


def test_its_past_is_real(desk: Workspace) -> None:
    with desk.store.read(as_of=date(2025, 3, 28)) as rx:
        then = {row.title: row for row in runs.rows(rx, runs.ids(rx, RunQuery()))}
        steps = set(rx.column(select(schema.nominations.c.step)))
    assert then["Precursor investigations (invented)"].state == "confirmed"
    assert then["Digital evidence, first run (invented)"].state == "held"
    assert "Digital evidence, second run (invented)" not in then
    assert "attended" in steps
