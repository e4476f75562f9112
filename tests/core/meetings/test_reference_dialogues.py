"""The known rounds and agreements: agreements with a new workspace, rounds when asked for, nothing twice."""

from __future__ import annotations

from datetime import date

from hsdclient import agreements, meetings, reference_dialogues
from hsdclient.agreements import AgreementQuery
from hsdclient.meetings import MeetingDraft, MeetingQuery
from hsdclient.reference_dialogues import add_known_rounds
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.workspaces import Workspace


def test_a_new_workspace_has_the_known_agreements_and_no_round(store: Store) -> None:
    with store.read() as rx:
        held = agreements.rows(rx, agreements.ids(rx, AgreementQuery()))
        assert meetings.total(rx) == 0
    assert len(held) == len(reference_dialogues.AGREEMENTS) == 6
    assert all(one.source for one in held)
    named = {one.short: one for one in held}
    assert (named["MLAT"].signed, named["MLAT"].in_force) == (date(2001, 10, 17), date(2005, 10, 3))
    assert named["CMAA"].signed == date(2004, 12, 15)
    assert named["Cybercrime MoU"].agencies == ("I4C", "DHS", "HSI-C3")
    assert [one.short for one in held if one.unverified] == ["Amended LoA", "FLETC–NPA MoC"]


def test_the_known_rounds_are_added_once(store: Store, officer: Officer) -> None:
    with store.write(officer, "Known rounds added") as tx:
        assert len(add_known_rounds(tx)) == 10
        assert add_known_rounds(tx) == []
    with store.read() as rx:
        rounds = meetings.rows(rx, meetings.ids(rx, MeetingQuery(kinds=("round",))))
        groups = meetings.rows(rx, meetings.ids(rx, MeetingQuery(kinds=("group",))))
        following = meetings.next_round(rx, rounds[3].key)
    assert [one.reference for one in rounds] == ["HSD-2011", "HSD-2013", "HSD-2022", "HSD-2024", "HSD-NEXT"]
    assert [one.previous for one in rounds] == ["", "HSD-2011", "HSD-2013", "HSD-2022", "HSD-2024"]
    assert [one.reference for one in rounds if one.differs] == ["HSD-2024"]
    assert (rounds[3].sides["IN"].starts, rounds[3].sides["US"].last) == (date(2024, 2, 28), date(2024, 2, 29))
    assert [one.reference for one in groups] == [f"CNWG-{year}" for year in range(2020, 2025)]
    assert groups[-1].previous == "CNWG-2023"
    assert following is not None
    assert (following.reference, following.timing) == ("HSD-NEXT", "mutually convenient date")


def test_what_an_officer_logged_or_discarded_is_left_alone(store: Store, officer: Officer) -> None:
    with store.write(officer, "Rounds recorded") as tx:
        mine = meetings.record(tx, MeetingDraft(title_in="Our own", starts_in="2024-02-28", state="held"))
        meetings.record(tx, MeetingDraft(title_in="Washington", starts_in="2027-03-01"))
        gone = meetings.record(tx, MeetingDraft(title_in="Twice", starts_in="2022-01-12", state="held"))
        meetings.discard(tx, [gone.key], "Logged twice")
        added = [one.reference for one in add_known_rounds(tx)]
        assert added == ["HSD-2011", "HSD-2013", *(f"CNWG-{year}" for year in range(2020, 2025))]
        assert meetings.rows(tx, [mine.key])[0].title() == "Our own"


def test_the_us_side_gets_the_same_rounds_in_its_own_version(us_workspace: Workspace) -> None:
    with us_workspace.store.write(us_workspace.officer, "Known rounds added") as tx:
        assert len(add_known_rounds(tx)) == 10
        rounds = meetings.rows(tx, meetings.ids(tx, MeetingQuery(kinds=("round",))))
    assert rounds[3].reference == "HSD-2024"
    assert (rounds[3].starts, rounds[3].ends) == (date(2024, 2, 27), date(2024, 2, 29))
    assert (rounds[3].sides["US"].received_on, rounds[3].sides["IN"].source) == (None, reference_dialogues.PUBLIC)
