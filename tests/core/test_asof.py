"""As of a day: what was recorded by 24:00 in the workspace's time zone (rules.md, As of a day)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from hsdclient import agencies, clock, codes, errors, joint_actions, meetings, search, working_groups
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Officer
from hsdclient.store import Store

DRAFT = joint_actions.ActionDraft(
    group="CN", title_en="Precursor watch", lead_in="DRI", marking="TLP:AMBER", tags=("acetone",), due="2031-03-10"
)


def _at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type]


def _told(store: Store, officer: Officer) -> int:
    """Recorded on 1 Mar 2031, amended on 5 Mar, a back-dated entry on 6 Mar, discarded on 8 Mar (IST)."""
    with clock.at(_at(2031, 3, 1, 5)), store.write(officer, "Joint action recorded") as tx:
        key = joint_actions.record(tx, DRAFT).key
    with clock.at(_at(2031, 3, 5, 5)), store.write(officer, "Joint action amended") as tx:
        joint_actions.amend(tx, key, {"title_en": "Ether watch", "tags": ("ether",)})
    with clock.at(_at(2031, 3, 6, 5)), store.write(officer, "Progress added") as tx:
        add_entry(tx, key, EntryDraft(text="Letter sent", dated="2031-03-02", status="agreed"))
    with clock.at(_at(2031, 3, 8, 5)), store.write(officer, "Joint action discarded") as tx:
        joint_actions.discard(tx, key, "double")
    return key


def test_each_day_shows_what_was_recorded_by_then(store: Store, officer: Officer) -> None:
    key = _told(store, officer)
    with store.read(as_of=date(2031, 2, 28)) as rx:
        assert joint_actions.total(rx) == 0
    with store.read(as_of=date(2031, 3, 4)) as rx:
        card = joint_actions.card(rx, key)
        assert (card.title_en, card.tags, card.progress) == ("Precursor watch", ("acetone",), ())
        assert card.sides["IN"].status == "proposed"
    with store.read(as_of=date(2031, 3, 5)) as rx:
        card = joint_actions.card(rx, key)
        assert (card.title_en, card.tags) == ("Ether watch", ("ether",))
        assert card.progress == ()  # dated 2 March, recorded on the 6th
    with store.read(as_of=date(2031, 3, 7)) as rx:
        card = joint_actions.card(rx, key)
        assert [entry.text for entry in card.progress] == ["Letter sent"]
        assert (joint_actions.total(rx), card.discarded) == (1, False)
    with store.read(as_of=date(2031, 3, 8)) as rx:
        assert joint_actions.total(rx) == 0


def test_the_day_ends_at_midnight_of_the_workspace(store: Store, officer: Officer) -> None:
    with clock.at(_at(2031, 3, 1, 18, 29, 59)), store.write(officer, "x") as tx:
        joint_actions.record(tx, DRAFT)
    with clock.at(_at(2031, 3, 1, 18, 30)), store.write(officer, "x") as tx:  # 2 March, 00:00 IST
        joint_actions.record(tx, DRAFT)
    with store.read(as_of=date(2031, 3, 1)) as rx:
        assert joint_actions.total(rx) == 1
    with store.read(as_of=date(2031, 3, 2)) as rx:
        assert joint_actions.total(rx) == 2


def test_overdue_is_counted_from_that_day(store: Store, officer: Officer) -> None:
    key = _told(store, officer)
    with store.read(as_of=date(2031, 3, 7)) as rx:
        assert rx.today == date(2031, 3, 7)
        assert joint_actions.card(rx, key).sides["IN"].overdue_days == 0


def test_the_past_searches_its_own_words_and_leaves_the_present_alone(store: Store, officer: Officer) -> None:
    key = _told(store, officer)
    with store.read(as_of=date(2031, 3, 4)) as rx:
        connection = rx._connection
        for words, found in (("precursor", [key]), ("ether", [])):
            asked = connection.exec_driver_sql(
                search.MATCHING_ACTIONS.replace(":words", "?"), (search.query(words), search.query(words))
            )
            assert [row[0] for row in asked] == found
    with store.read() as rx:
        assert joint_actions.card(rx, key).title_en == "Ether watch"
        assert joint_actions.card(rx, key).discarded


def test_reference_data_are_those_of_that_day(store: Store, officer: Officer) -> None:
    with store.write(officer, "x") as tx:
        agencies.record(tx, agencies.AgencyDraft("RPF", "Railway Protection Force", "IN"))
        today = tx.today
    with store.read(as_of=today) as rx:
        assert "RPF" in [row.code for row in agencies.listing(rx)]
        assert len(working_groups.listing(rx)) == 5
    with store.read(as_of=date(2020, 1, 1)) as rx:
        assert agencies.listing(rx) == []


def test_a_past_day_is_asked_by_the_code_of_today_too(store: Store, officer: Officer) -> None:
    """HSD-NEXT becomes HSD-2032 when its date is known; both name the round on the day before."""
    with clock.at(_at(2031, 3, 1, 5)), store.write(officer, "Meeting recorded") as tx:
        key = meetings.record(tx, meetings.MeetingDraft(kind="round", title_in="Next", date_open=True)).key
    with clock.at(_at(2031, 3, 5, 5)), store.write(officer, "Meeting amended") as tx:
        meetings.amend_side(tx, key, "IN", {"starts": "2032-02-01"})
    with store.read(as_of=date(2031, 3, 2)) as rx:
        assert codes.record(rx, "meetings", "HSD-2032") == codes.record(rx, "meetings", "HSD-NEXT") == key
    with store.read(as_of=date(2031, 2, 1)) as rx, pytest.raises(errors.Refused):
        codes.record(rx, "meetings", "HSD-2032")
