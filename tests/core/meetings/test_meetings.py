"""Dialogue rounds and meetings: codes, both sides' versions, rules between dates, what hangs on a round."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hsdclient import clock, errors, meetings, schema
from hsdclient.meetings import MeetingDraft, MeetingQuery
from hsdclient.session import Officer
from hsdclient.store import Store

ROUND = MeetingDraft(
    kind="round",
    state="held",
    title_in="Homeland Security Dialogue, 28 February 2024",
    starts_in="2024-02-28",
    lead_in="Ajay Bhalla",
    lead_post_in="Home Secretary",
    title_us="U.S.-India Homeland Security Dialogue",
    starts_us="2024-02-27",
    ends_us="2024-02-29",
    lead_us="Kristie Canegallo",
    lead_post_us="Acting Deputy Secretary",
    source="US readout",
    place="New Delhi",
)


@pytest.fixture
def log(store: Store, officer: Officer) -> Any:
    def make(draft: MeetingDraft, **changes: Any) -> meetings.Recorded:
        with store.write(officer, "Meeting recorded") as tx:
            return meetings.record(tx, draft.with_values(changes))

    return make


def refused(store: Store, draft: MeetingDraft, **changes: Any) -> dict[str, str]:
    with store.read() as rx:
        return meetings.check(rx, draft.with_values(changes))


def test_a_round_keeps_what_each_side_says(store: Store, log: Any) -> None:
    made = log(ROUND)
    assert made.reference == "HSD-2024"
    with store.read() as rx:
        row = meetings.rows(rx, [made.key])[0]
    assert row.title() == ROUND.title_in
    assert row.title("US") == ROUND.title_us
    assert (row.starts, row.ends) == (date(2024, 2, 28), date(2024, 2, 28))
    assert (row.sides["US"].starts, row.sides["US"].last) == (date(2024, 2, 27), date(2024, 2, 29))
    assert row.sides["US"].received_on is not None
    assert row.sides["IN"].received_on is None
    assert row.differs == ("title", "dates")


def test_changing_one_sides_date_leaves_the_others(store: Store, officer: Officer, log: Any) -> None:
    key = log(ROUND).key
    with store.write(officer, "Meeting amended") as tx:
        assert meetings.amend_side(tx, key, "IN", {"starts": "2024-02-27"})
        assert meetings.amend_side(tx, key, "US", {"lead_post": "Senior Official"}, source="DHS readout")
        assert not meetings.amend_side(tx, key, "IN", {"starts": "2024-02-27"})
    with store.read() as rx:
        sides = meetings.rows(rx, [key])[0].sides
    assert (sides["IN"].starts, sides["IN"].lead_post) == (date(2024, 2, 27), "Home Secretary")
    assert (sides["US"].starts, sides["US"].ends) == (date(2024, 2, 27), date(2024, 2, 29))
    assert (sides["US"].lead_post, sides["US"].source) == ("Senior Official", "DHS readout")
    assert sides["IN"].received_on is None


def test_the_partners_title_stands_in_while_ours_is_missing(store: Store, log: Any) -> None:
    key = log(ROUND, title_in="", starts_in="", state="planned").key
    with store.read() as rx:
        row = meetings.rows(rx, [key])[0]
    assert row.title() == ROUND.title_us
    assert row.starts == date(2024, 2, 27)
    assert row.differs == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_in": "2024-02-27"}, "ends_in"),
        ({"ends_us": "2024-02-26"}, "ends_us"),
        ({"starts_in": "", "ends_in": "2024-02-28"}, "starts_in"),
        ({"starts_in": "", "starts_us": "", "ends_us": ""}, "state"),
        ({"date_open": True}, "date_open"),
        ({"kind": "group"}, "group"),
        ({"kind": "group", "group": "ZZ"}, "group"),
        ({"group": "CN"}, "group"),
        ({"kind": "other", "forum": "Quad"}, "code"),
        ({"code": "CN-2026-0001"}, "code"),
        ({"code": "DOC-1"}, "code"),
        ({"code": "round one"}, "code"),
        ({"title_in": "", "title_us": " "}, "title_in"),
        ({"title_in": "a\x07b"}, "title_in"),
        ({"starts_in": "03/04/2024"}, "starts_in"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"starts_at": "9:00"}, "starts_at"),
        ({"ends_at": "10:00"}, "starts_at"),
        ({"starts_us": "", "ends_us": "", "starts_at": "10:00", "ends_at": "09:00"}, "ends_at"),
        ({"time_zone": "Asia/Atlantis"}, "time_zone"),
        ({"previous": "HSD-1999"}, "previous"),
        ({"marking": "TLP:PURPLE"}, "marking"),
        ({"release": ("FR",)}, "release"),
    ],
)
def test_what_a_meeting_may_not_say(store: Store, changes: dict[str, Any], field: str) -> None:
    assert set(refused(store, ROUND, **changes)) == {field}


def test_codes_are_made_by_series_and_year(store: Store, log: Any) -> None:
    assert log(ROUND).reference == "HSD-2024"
    assert log(ROUND).reference == "HSD-2024-2"
    assert log(ROUND, kind="group", group="CN").reference == "CNWG-2024"
    assert log(ROUND, kind="other", forum="Quad", code="quad-2024").reference == "QUAD-2024"
    assert "QUAD-2024" in refused(store, ROUND, kind="other", code="QUAD-2024")["code"]
    with store.read() as rx:  # the own side's year, not the partner's
        assert meetings.rows(rx, [1])[0].reference == "HSD-2024"
    assert log(ROUND, starts_in="2023-12-31", starts_us="2024-01-01", ends_us="").reference == "HSD-2023"


def test_an_open_round_gets_its_code_with_its_date_and_keeps_it(store: Store, officer: Officer, log: Any) -> None:
    draft = MeetingDraft(title_in="Next round", date_open=True, timing="mutually convenient date", place="Washington")
    made = log(draft)
    assert made.reference == "HSD-NEXT"
    with store.write(officer, "Meeting amended") as tx:
        assert meetings.amend(tx, made.key, {"code": "HSD-WASHINGTON"})
        assert meetings.amend(tx, made.key, {"code": ""})
        assert meetings.draft_of(tx, made.key).code == "HSD-NEXT"
        assert meetings.amend(tx, made.key, {"starts_us": "2027-03-02"})
        held = meetings.draft_of(tx, made.key)
        assert (held.code, held.date_open, held.starts_us) == ("HSD-2027", False, "2027-03-02")
        assert meetings.amend(tx, made.key, {"starts_us": "2028-03-02"})
        assert meetings.draft_of(tx, made.key).code == "HSD-2027"
        with pytest.raises(errors.Problems) as refusal:
            meetings.amend(tx, made.key, {"code": "HSD-2028"})
    assert set(refusal.value.by_field) == {"code"}


def test_a_form_reads_back_what_was_recorded(store: Store, log: Any) -> None:
    first = log(ROUND)
    wanted = ROUND.with_values(
        {
            "previous": first.reference,
            "starts_at": "10:00",
            "ends_at": "13:00",
            "virtual": True,
            "minutes": "Line\nline",
        }
    )
    made = log(wanted)
    with store.read() as rx:
        held = meetings.draft_of(rx, made.key)
        today = rx.today.isoformat()
    assert held == wanted.with_values(
        {"code": "HSD-2024-2", "marking": "TLP:AMBER", "time_zone": "Asia/Kolkata", "received_on": today}
    )


def test_a_meeting_follows_no_later_one_of_its_own(store: Store, officer: Officer, log: Any) -> None:
    one = log(ROUND)
    two = log(ROUND, previous="HSD-2024")
    with store.write(officer, "Meeting amended") as tx, pytest.raises(errors.Problems) as refusal:
        meetings.amend(tx, one.key, {"previous": two.reference})
    assert set(refusal.value.by_field) == {"previous"}
    with store.read() as rx:
        assert meetings.card(rx, one.key).following == two.reference


def test_what_the_code_says_stays(store: Store, officer: Officer, log: Any) -> None:
    held = log(ROUND, kind="group", group="CN").key
    coming = log(MeetingDraft(kind="group", group="CN", title_in="Next talks")).key
    with store.write(officer, "Meeting amended") as tx:
        for changes, field in (({"kind": "round"}, "kind"), ({"group": "CU"}, "group"), ({"kind": ""}, "kind")):
            with pytest.raises(errors.Problems) as refusal:
                meetings.amend(tx, held, changes)
            assert set(refusal.value.by_field) == {field}
        assert meetings.draft_of(tx, coming).code == "CNWG-NEXT"
        assert meetings.amend(tx, coming, {"group": "CU"})
        assert meetings.draft_of(tx, coming).code == "CUWG-NEXT"
        assert not meetings.amend(tx, coming, {"group": "cu"})


def test_a_past_day_shows_what_each_side_said_then(store: Store, officer: Officer) -> None:
    def at(day: str) -> Any:
        return clock.at(datetime.fromisoformat(f"{day}T06:00+00:00"))

    with at("2026-03-01"), store.write(officer, "Meeting recorded") as tx:
        key = meetings.record(tx, ROUND).key
        meetings.add_item(tx, key, meetings.ItemDraft("Precursors"))
    with at("2026-05-01"), store.write(officer, "Meeting amended") as tx:
        meetings.amend_side(tx, key, "US", {"starts": "2024-02-28", "ends": ""})
        meetings.add_decision(tx, key, meetings.DecisionDraft("Share."))
    with at("2026-11-01"):
        with store.read(as_of=date(2026, 4, 1)) as rx:
            then = meetings.card(rx, key)
        with store.read() as rx:
            now = meetings.card(rx, key)
        with store.read(as_of=date(2026, 2, 1)) as rx:
            assert list(meetings.ids(rx, MeetingQuery())) == []
    assert (then.sides["US"].starts, now.sides["US"].starts) == (date(2024, 2, 27), date(2024, 2, 28))
    assert (then.sides["IN"], len(then.decisions), len(then.agenda)) == (now.sides["IN"], 0, 1)
    assert (then.row.differs, now.row.differs) == (("title", "dates"), ("title",))


_DAYS = st.sampled_from(["", "2024-02-26", "2024-02-27", "2024-02-28", "2024-03-01"])
_SAID = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["", "Dialogue", "संवाद", "U.S.-India"]),
        "starts": _DAYS,
        "ends": _DAYS,
        "lead": st.sampled_from(["", "A. Rao", "D. Cole"]),
        "note": st.sampled_from(["", "as the readout has it"]),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["IN", "US"]), _SAID), max_size=6))
def test_no_change_of_one_side_ever_touches_the_other(
    store: Store, officer: Officer, acts: list[tuple[str, dict[str, str]]]
) -> None:
    with store.write(officer, "Meeting recorded") as tx:
        key = meetings.record(tx, ROUND.with_values({"state": "planned"})).key
    for side, changes in acts:
        with store.read() as rx:
            before = meetings.card(rx, key).sides
        with store.write(officer, "Meeting amended") as tx, suppress(errors.Refused):
            meetings.amend_side(tx, key, side, changes)
        with store.read() as rx:
            after = meetings.card(rx, key).sides
        other = "US" if side == "IN" else "IN"
        assert after[other] == before[other]
        assert after[side].ends is None or after[side].starts <= after[side].ends  # type: ignore[operator]


def test_overlapping_days_of_the_same_group_are_a_warning(store: Store, log: Any) -> None:
    log(ROUND, kind="group", group="CN")
    again = ROUND.with_values({"kind": "group", "group": "CN", "starts_in": "2024-02-27", "ends_in": "2024-03-01"})
    with store.read() as rx:
        assert meetings.overlaps(rx, again) == ["CNWG-2024"]
        assert meetings.overlaps(rx, again, other_than=1) == []
        assert meetings.overlaps(rx, again.with_values({"group": "CU"})) == []
        assert meetings.overlaps(rx, again.with_values({"starts_in": "2024-02-29"})) == []
        assert meetings.overlaps(rx, again.with_values({"state": "cancelled"})) == []
        assert meetings.check(rx, again) == {}


def test_lists_filter_search_and_sort_by_the_own_sides_day(store: Store, log: Any) -> None:
    round_2024 = log(ROUND).key
    group = log(ROUND, kind="group", group="CN", starts_in="2023-07-19", ends_in="2023-07-20", title_in="CN talks").key
    coming = log(MeetingDraft(title_in="Next round", date_open=True, place="Washington")).key

    def listed(**asked: Any) -> list[int]:
        with store.read() as rx:
            return list(meetings.ids(rx, MeetingQuery(**asked)))

    assert listed() == [group, round_2024, coming]
    assert listed(descending=True) == [round_2024, group, coming]
    assert listed(kinds=("round",), states=("planned",)) == [coming]
    assert listed(groups=("CN",)) == [group]
    assert listed(after="2024-02-28") == [round_2024]
    assert listed(before="2023-07-20", after="2023-07-20") == [group]
    assert listed(text="washington") == [coming]
    assert listed(text="canegallo", kinds=("round",)) == [round_2024]
    assert listed(text="—") == []
    assert listed(differs=True) == [group, round_2024]
    assert listed(sort="reference") == [group, round_2024, coming]
    with store.read() as rx:
        assert meetings.total(rx) == 3
        following = meetings.next_round(rx, round_2024)
        assert following is not None
        assert following.key == coming
        assert meetings.next_round(rx, coming) is None


def test_the_trash_keeps_the_code_and_gives_the_meeting_back(store: Store, officer: Officer, log: Any) -> None:
    key = log(ROUND).key
    with store.write(officer, "Meeting discarded") as tx:
        meetings.discard(tx, [key], "Logged twice")
    assert log(ROUND).reference == "HSD-2024-2"
    with store.write(officer, "Meeting recovered") as tx:
        assert list(meetings.ids(tx, MeetingQuery(trash=True))) == [key]
        with pytest.raises(errors.Refused, match="trash"):
            meetings.amend(tx, key, {"place": "Delhi"})
        meetings.recover(tx, [key])
        assert meetings.card(tx, key).row.reference == "HSD-2024"


def test_a_round_that_has_commitments_is_not_discarded(store: Store, officer: Officer, log: Any) -> None:
    key = log(ROUND).key
    with store.write(officer, "Commitment recorded") as tx:
        tx.insert(
            schema.commitments,
            {
                "reference": "COM-2024-0001", "year": 2024, "number": 1, "meeting_key": key, "verbatim": "They agreed.",
                "classed": "process", "marking": "TLP:AMBER", "recorded_at": "2024-03-01T00:00:00.000Z",
                "recorded_by": officer.key,
            },
        )  # fmt: skip
    with store.write(officer, "Meeting discarded") as tx, pytest.raises(errors.Refused, match="COM-2024-0001"):
        meetings.discard(tx, [key], "Logged twice")
    with store.read() as rx:
        row = meetings.rows(rx, [key])[0]
        assert (row.commitments, row.discarded) == (1, False)
        assert meetings.card(rx, key).commitments == ("COM-2024-0001",)
