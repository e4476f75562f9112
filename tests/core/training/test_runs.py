"""Runs: recorded from their course, seats per side, state, both sides' dates, discarded with what hangs on them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from hsdclient import agreements, clock, errors, schema
from hsdclient.agreements import AgreementQuery
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.training import courses, needs, runs
from hsdclient.training.courses import CourseDraft
from hsdclient.training.needs import NeedDraft
from hsdclient.training.runs import RunDraft, RunQuery

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_march() -> object:
    with clock.at(NOW):
        yield


def course(store: Store, officer: Officer, **more: object) -> str:
    values: dict[str, object] = {"academy": "FLETC", "code": "CYB-101", "title_en": "Cyber evidence", "days": "10",
                                 "topic": "Cybercrime", **more}  # fmt: skip
    with store.write(officer, "course") as tx:
        return courses.record(tx, CourseDraft(**values)).reference  # type: ignore[arg-type]


def run(store: Store, officer: Officer, **more: object) -> int:
    values: dict[str, object] = {"title_en": "A run", "host": "FLETC", "starts": "2026-06-01", **more}
    with store.write(officer, "run") as tx:
        return runs.record(tx, RunDraft(**values)).key  # type: ignore[arg-type]


def problems(store: Store, **more: object) -> dict[str, str]:
    values: dict[str, object] = {"title_en": "A run", "host": "FLETC", "starts": "2026-06-01", **more}
    with store.read() as rx:
        return runs.check(rx, RunDraft(**values))  # type: ignore[arg-type]


def nominee(store: Store, officer: Officer, run_key: int, name: str, step: str = "nominated", side: str = "IN") -> int:
    """A nomination put there as it stands: what is asked of nominees is not asked here."""
    with store.write(officer, "nominee") as tx:
        person = tx.insert(schema.trainees, {
            "reference": f"PER-2026-{abs(hash(name)) % 10**8:08d}", "year": 2026, "number": abs(hash(name)) % 10**8,
            "side": side, "name": name, "marking": "TLP:GREEN", "recorded_at": clock.text(clock.now()),
            "recorded_by": officer.key,
        })  # fmt: skip
        return tx.insert(schema.nominations, {
            "run_key": run_key, "trainee_key": person, "side": side, "step": step, "step_on": "2026-03-02",
            "officer_key": officer.key, "recorded_at": clock.text(clock.now()),
        })  # fmt: skip


def test_a_run_takes_title_host_length_and_rules_from_its_course(store: Store, officer: Officer) -> None:
    reference = course(store, officer)
    key = run(store, officer, title_en="", host="", course="cyb-101", seats_in="20", seats_us=4)
    with store.read() as rx:
        card = runs.card(rx, key)
    assert card.row.reference == "RUN-2026-0001"
    assert (card.row.title, card.row.topic, card.row.host) == ("Cyber evidence", "Cybercrime", "FLETC")
    assert card.row.course == reference
    assert (card.row.starts, card.row.ends) == (date(2026, 6, 1), date(2026, 6, 10))
    assert card.row.state == "planned"
    assert card.row.seats == {"IN": 20, "US": 4}
    assert card.row.vetting
    assert card.row.clearance
    assert (card.row.pass_mark, card.row.min_attendance) == (None, 80)
    assert card.draft.time_zone == "America/New_York"
    assert [(one.code, one.due) for one in card.deadlines] == [
        ("forms", date(2026, 4, 2)), ("confirmation", date(2026, 5, 2)), ("travel", date(2026, 5, 18)),
        ("follow_up", date(2026, 12, 10)),
    ]  # fmt: skip
    assert card.row.next_deadline is not None
    assert card.row.next_deadline.due == date(2026, 4, 2)


def test_vetting_is_asked_where_indian_officers_travel_unless_said_otherwise(store: Store, officer: Officer) -> None:
    asked = {}
    for name, values in {
        "abroad": {}, "online": {"delivery": "online"}, "at home": {"host": "NPA"}, "said": {"vetting": False},
    }.items():  # fmt: skip
        key = run(store, officer, **values)
        with store.read() as rx:
            row = runs.rows(rx, [key])[0]
        asked[name] = (row.vetting, row.clearance)
    assert asked == {
        "abroad": (True, True), "online": (False, False), "at home": (False, False), "said": (False, True)
    }  # fmt: skip


def test_the_memorandum_is_the_agreement_unless_another_or_none_is_named(store: Store, officer: Officer) -> None:
    with store.read() as rx:
        memo = agreements.rows(rx, agreements.ids(rx, AgreementQuery(agencies=("FLETC",))))[0]
    by_rule, none = run(store, officer), run(store, officer, agreement="")
    with store.read() as rx:
        assert runs.draft_of(rx, by_rule).agreement == memo.reference
        assert runs.draft_of(rx, none).agreement == ""
        assert list(runs.ids(rx, RunQuery(agreements=(memo.reference,)))) == [by_rule]
    with store.write(officer, "ended") as tx:
        agreements.amend(tx, memo.key, {"ended_on": "2026-01-01"})
    with store.read() as rx:
        assert runs.memorandum(rx) == ""


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"title_en": ""}, "title_en", "or choose its course"),
        ({"host": ""}, "host", "hosts it"),
        ({"host": "XYZ"}, "host", "no agency"),
        ({"starts": ""}, "starts", "first day"),
        ({"starts": "31/02/2026"}, "starts", "no day 31"),
        ({"ends": "2026-05-31"}, "ends", "before the first"),
        ({"ends": "2036-05-31"}, "ends", "more than"),
        ({"seats_in": "2001"}, "seats_in", "0 to 2000"),
        ({"seats_us": "-1"}, "seats_us", "0 to 2000"),
        ({"seats_in": "many"}, "seats_in", "whole number"),
        ({"pass_mark": "101"}, "pass_mark", "0 to 100"),
        ({"min_attendance": "110"}, "min_attendance", "0 to 100"),
        ({"course": "CRS-2026-0099"}, "course", "no course"),
        ({"course": "NOPE"}, "course", "no course"),
        ({"need": "NEED-2026-0001"}, "need", "no training need"),
        ({"time_zone": "Mars/Base"}, "time_zone", "no time zone"),
        ({"kind": "party"}, "kind", "one of"),
        ({"marking": "SECRET"}, "marking", ""),
        ({"title_en": "a\x07b"}, "title_en", "control"),
    ],
)
def test_what_a_run_may_not_be(store: Store, values: dict[str, object], field: str, words: str) -> None:
    found = problems(store, **values)
    assert list(found) == [field]
    assert words in found[field]


def test_a_percent_has_one_decimal_at_most(store: Store, officer: Officer) -> None:
    key = run(store, officer, pass_mark="70.5")
    with store.read() as rx:
        assert runs.rows(rx, [key])[0].pass_mark == 705
        assert runs.draft_of(rx, key).pass_mark == "70.5"
    assert "pass_mark" in problems(store, pass_mark="70.55")


def test_seats_are_not_lowered_below_those_taken(store: Store, officer: Officer) -> None:
    key = run(store, officer, seats_in="3")
    for name in ("Asha", "Bina", "Chitra"):
        nominee(store, officer, key, name)
    nominee(store, officer, key, "Waiting", step="waitlisted")
    with store.read() as rx:
        row = runs.rows(rx, [key])[0]
        assert (row.taken, row.waitlisted, row.free) == ({"IN": 3, "US": 0}, {"IN": 1, "US": 0}, {"IN": 0, "US": 0})
        assert list(runs.ids(rx, RunQuery(with_seats_free=True))) == []
    with (
        pytest.raises(errors.Refused, match="3 seats of IN are held, 1 more than 2"),
        store.write(officer, "fewer") as tx,
    ):
        runs.amend(tx, key, {"seats_in": "2"})
    with pytest.raises(errors.Refused, match="are held"), store.write(officer, "fewer") as tx:
        runs.amend_side(tx, key, "IN", {"seats": "1"})
    with store.write(officer, "more") as tx:
        assert runs.amend(tx, key, {"seats_in": "4"})
    with store.read() as rx:
        row = runs.rows(rx, [key])[0]
        assert (row.taken["IN"], row.waitlisted["IN"]) == (4, 0)  # who waited moved up


def test_days_are_moved_not_amended(store: Store, officer: Officer) -> None:
    key = run(store, officer)
    with pytest.raises(errors.Refused, match="Move the run") as refused, store.write(officer, "amend") as tx:
        runs.amend(tx, key, {"starts": "2026-07-01", "title_en": "B"})
    assert refused.value.field == "starts"
    with store.write(officer, "amend") as tx:
        assert runs.amend(tx, key, {"starts": "2026-06-01", "title_en": "B"})  # the same day is no move
        assert not runs.amend(tx, key, {"title_en": "B"})
    with pytest.raises(errors.Problems), store.write(officer, "amend") as tx:
        runs.amend(tx, key, {"title_en": " "})


def test_states_follow_the_ways_and_nothing_else(store: Store, officer: Officer) -> None:
    for state in schema.RUN_STATES:
        for wanted in schema.RUN_STATES:
            key = run(store, officer, starts="2026-02-02")
            with store.write(officer, "as it stands") as tx:
                tx.update(schema.runs, key, {"state": state})
            if wanted == state or wanted in runs.WAYS[state]:
                with store.write(officer, "state") as tx:
                    assert runs.set_state(tx, key, wanted, "floods") is (wanted != state)
            else:
                with pytest.raises(errors.Refused), store.write(officer, "state") as tx:
                    runs.set_state(tx, key, wanted, "floods")


def test_held_waits_for_the_last_day_and_cancelled_for_a_reason(store: Store, officer: Officer) -> None:
    key = run(store, officer)
    with store.write(officer, "confirmed") as tx:
        runs.set_state(tx, key, "confirmed")
    with pytest.raises(errors.Refused, match="ends on 1 Jun 2026"), store.write(officer, "held") as tx:
        runs.set_state(tx, key, "held")
    with pytest.raises(errors.Refused, match="reason"), store.write(officer, "cancel") as tx:
        runs.set_state(tx, key, "cancelled", " ")
    waiting = nominee(store, officer, key, "Asha")
    with store.write(officer, "cancel") as tx:
        runs.set_state(tx, key, "cancelled", "Cyclone")
    with store.read() as rx:
        card = runs.card(rx, key)
        assert card.cancelled_why == "Cyclone"
        assert card.row.next_deadline is None
        assert (rx.row(schema.nominations, waiting) or {})["step"] == "withdrawn"
    with store.write(officer, "again") as tx:
        runs.set_state(tx, key, "planned")
    with store.read() as rx:
        assert runs.card(rx, key).cancelled_why == ""


def test_the_partners_dates_stand_beside_ours(store: Store, officer: Officer) -> None:
    key = run(store, officer, seats_us="5")
    with store.write(officer, "theirs") as tx:
        assert runs.amend_side(tx, key, "US", {"starts": "2026-06-08", "ends": "2026-06-12"}, source="FLETC letter")
    with store.read() as rx:
        card = runs.card(rx, key)
        assert list(card.sides) == ["IN", "US"]
        theirs, ours = card.sides["US"], card.sides["IN"]
        assert (theirs.starts, theirs.received_on, theirs.source) == (
            date(2026, 6, 8), date(2026, 3, 2), "FLETC letter",
        )  # fmt: skip
        assert (ours.starts, ours.received_on) == (date(2026, 6, 1), None)
        assert card.row.differs
        assert card.row.starts == date(2026, 6, 1)
        assert list(runs.ids(rx, RunQuery(differs=True))) == [key]
    with store.write(officer, "same") as tx:
        assert not runs.amend_side(tx, key, "US", {"starts": "2026-06-08"})
    with pytest.raises(errors.Problems), store.write(officer, "wrong") as tx:
        runs.amend_side(tx, key, "US", {"ends": "2026-06-01"})
    with pytest.raises(errors.Refused, match="Move the run"), store.write(officer, "ours") as tx:
        runs.amend_side(tx, key, "IN", {"starts": "2026-06-08"})
    with store.write(officer, "they begin earlier") as tx:
        runs.amend_side(tx, key, "US", {"starts": "2026-05-31", "ends": "2026-06-01"})
        assert runs.rows(tx, [key])[0].differs
    with store.write(officer, "agreed") as tx:
        runs.amend_side(tx, key, "US", {"starts": "2026-06-01", "ends": "2026-06-01"}, received_on="2026-03-01")
    with store.read() as rx:
        card = runs.card(rx, key)
        assert not card.row.differs
        assert card.sides["US"].received_on == date(2026, 3, 1)


def test_a_run_with_nominees_is_not_discarded(store: Store, officer: Officer) -> None:
    key, empty = run(store, officer), run(store, officer)
    nominee(store, officer, key, "Asha", step="withdrawn")
    with pytest.raises(errors.Refused, match="nominations 1, evaluations 0"), store.write(officer, "no") as tx:
        runs.discard(tx, [key], "mistake")
    with store.write(officer, "yes") as tx:
        runs.discard(tx, [empty], "mistake")
    with store.read() as rx:
        assert (runs.total(rx), runs.total(rx, trash=True)) == (1, 1)
    with pytest.raises(errors.Refused, match="trash"), store.write(officer, "no") as tx:
        runs.set_state(tx, empty, "announced")
    with store.write(officer, "back") as tx:
        runs.recover(tx, [empty])
    assert _reference(store, run(store, officer)) == "RUN-2026-0003"


def _reference(store: Store, key: int) -> str:
    with store.read() as rx:
        return runs.rows(rx, [key])[0].reference


def test_a_need_follows_its_run(store: Store, officer: Officer) -> None:
    with store.write(officer, "need") as tx:
        need = needs.record(tx, NeedDraft(topic="Dark web", agency="NCB-IN", persons="40"))
    key = run(store, officer, need=need.reference, starts="2026-02-02", ends="2026-02-06")
    with store.read() as rx:
        assert needs.card(rx, need.key).row.state == "planned"
        assert needs.card(rx, need.key).row.runs == ("RUN-2026-0001",)
    with store.write(officer, "held") as tx:
        runs.set_state(tx, key, "confirmed")
        runs.set_state(tx, key, "held")
    with store.read() as rx:
        assert needs.card(rx, need.key).row.state == "met"
    with pytest.raises(errors.Refused, match="RUN-2026-0001 hang"), store.write(officer, "no") as tx:
        needs.discard(tx, [need.key], "mistake")


def test_lists_filter_and_sort(store: Store, officer: Officer) -> None:
    june = run(store, officer, title_en="Forensics", group="CY", seats_in="5")
    may = run(store, officer, title_en="Interviewing", host="NPA", starts="2026-05-04", ends="2026-05-08",
              kind="seminar")  # fmt: skip
    past = run(store, officer, title_en="Visit", host="NPA", kind="study_visit", starts="2026-02-02")
    soon = run(store, officer, title_en="Soon", starts="2026-04-01", delivery="online")
    wanted = {
        RunQuery(hosts=("NPA",)): [may, past],
        RunQuery(host_sides=("US",)): [june, soon],
        RunQuery(kinds=("seminar",)): [may],
        RunQuery(groups=("CY",)): [june],
        RunQuery(deliveries=("online",)): [soon],
        RunQuery(after="2026-05-06", before="2026-05-31"): [may],
        RunQuery(before="2026-02-02"): [past],
        RunQuery(upcoming=True): [june, may, soon],
        RunQuery(overdue=True): [past, soon],
        RunQuery(with_seats_free=True): [june],
        RunQuery(text="forensics"): [june],
        RunQuery(sort="starts"): [past, soon, may, june],
        RunQuery(sort="starts", descending=True): [june, may, soon, past],
        RunQuery(sort="next_deadline"): [past, soon, may, june],
    }
    with store.read() as rx:
        for query, keys in wanted.items():
            assert list(runs.ids(rx, query)) == keys, query
        for sort in runs.SORTS:
            assert len(runs.ids(rx, RunQuery(sort=sort))) == 4
        spanned = runs.span(rx, date(2026, 5, 1), date(2026, 6, 30), RunQuery(hosts=("NPA",)))
        assert [row.key for row in spanned] == [may]
        assert runs.deadlines.overdue(rx)[0].reference == "RUN-2026-0003"
