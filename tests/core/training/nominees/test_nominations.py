"""Nominations: seats, the waitlist that moves up, gates, steps aside, substitutes, overlaps and undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hsdclient import errors, undo, verify
from hsdclient.training import nominations, runs, trainees, vetting
from hsdclient.training.nominations import NominationQuery

OnDay = Callable[[str], None]


def test_a_seat_while_there_is_one_then_the_waitlist(desk: Any) -> None:
    run = desk.run(seats_in=2)
    first, second, third, fourth = (desk.nominate(run) for _ in range(4))
    assert [(one.step, one.place) for one in (first, second, third, fourth)] == [
        ("nominated", 0), ("nominated", 0), ("waitlisted", 1), ("waitlisted", 2),
    ]  # fmt: skip
    assert "waitlisted, place 2" in fourth.notes[0]
    other = desk.nominate(run, desk.person("Jo Doe", side="US"))
    assert (other.step, other.place) == ("waitlisted", 1)  # the run has no seats of that side
    assert verify.verify(desk.store) == []


def test_a_seat_that_frees_is_taken_by_the_first_who_waits(desk: Any) -> None:
    run = desk.run(seats_in=1)
    first, second, third = (desk.nominate(run) for _ in range(3))
    done = desk.advance(first.key, "withdrawn", reason="duty")
    assert [one.key for one in done.moved_up] == [second.key]
    assert "moved up from the waitlist" in done.notes[0]
    assert (desk.step(second.key), desk.row(third.key).place, desk.row(first.key).left_reason) == (
        "nominated",
        1,
        "duty",
    )
    with desk.store.raw() as conn:
        line = conn.exec_driver_sql(
            "SELECT step, was, by_itself FROM nomination_steps WHERE nomination_key = ? ORDER BY key DESC",
            (second.key,),
        ).first()
    assert tuple(line) == ("nominated", "waitlisted", 1)


def test_nobody_moves_up_once_the_run_has_begun(desk: Any, on_day: OnDay) -> None:
    run = desk.run(seats_in=1)
    first, second = desk.nominate(run), desk.nominate(run)
    on_day("2026-12-07")
    assert desk.advance(first.key, "withdrawn", reason="medical").moved_up == ()
    assert desk.step(second.key) == "waitlisted"
    assert desk.advance(second.key, "nominated").step == "nominated"  # by an officer's hand it may


def test_no_hand_exceeds_the_seats(desk: Any) -> None:
    run = desk.run(seats_in=1)
    first, second = desk.nominate(run), desk.nominate(run)
    with pytest.raises(errors.Refused, match="All 1 seats for IN are taken"):
        desk.advance(second.key, "nominated")
    ways = {way.step: way for way in desk.look(nominations.ways_of, second.key)}
    assert (ways["nominated"].open, ways["withdrawn"].open) == (False, True)
    assert "taken" in ways["nominated"].why
    desk.advance(first.key, "withdrawn", reason="duty")
    with pytest.raises(errors.Refused, match="All 1 seats for IN are taken"):
        desk.advance(first.key, "nominated")


def test_twice_in_one_run_is_refused(desk: Any) -> None:
    run, person = desk.run(), desk.person()
    desk.nominate(run, person)
    with pytest.raises(errors.Refused, match="nominated for RUN-2026-0001 already"):
        desk.nominate(run, person)
    other = desk.person()
    with pytest.raises(errors.Refused, match="already"):
        desk.act(nominations.nominate_many, run, [other, other])
    assert len(desk.look(nominations.of_run, run)) == 1  # all or none


def test_one_person_is_not_in_two_places(desk: Any) -> None:
    person = desk.person()
    first = desk.run(starts="2026-12-07", ends="2026-12-11")
    second = desk.run(starts="2026-12-11", ends="2026-12-18", title_en="Forensics")
    online = desk.run(starts="2026-12-08", ends="2026-12-08", title_en="Webinar", delivery="online")
    after = desk.run(starts="2026-12-12", ends="2026-12-18", title_en="Drones")
    desk.nominate(first, person)
    with pytest.raises(errors.Refused, match=r"two places.*RUN-2026-0001"):
        desk.nominate(second, person)
    waiting = desk.nominate(second, person, step="waitlisted")
    assert "RUN-2026-0001" in waiting.notes[0]
    assert "RUN-2026-0001" in desk.nominate(online, person).notes[0]
    assert desk.nominate(after, person, step="waitlisted").notes == ()
    assert desk.step(waiting.key) == "waitlisted"  # though a seat is free: passed over


def test_who_is_elsewhere_is_passed_over_on_the_waitlist(desk: Any) -> None:
    run = desk.run(seats_in=1)
    busy, ready = desk.person(), desk.person()
    desk.nominate(desk.run(title_en="Elsewhere"), busy)
    first = desk.nominate(run)
    waiting, next_one = desk.nominate(run, busy), desk.nominate(run, ready)
    desk.advance(first.key, "withdrawn", reason="duty")
    assert (desk.step(waiting.key), desk.step(next_one.key)) == ("waitlisted", "nominated")
    assert desk.row(waiting.key).place == 1


def test_gates_come_before_accepted(desk: Any) -> None:
    run = desk.run(vetting=True, clearance=True)
    one = desk.nominate(run).key
    with pytest.raises(errors.Refused, match="Cadre clearance, Vetting of the person, Vetting of the unit"):
        desk.advance(one, "accepted")
    desk.advance(one, "cadre_clearance", "vetting")
    desk.clear(one, "cadre_clearance", "individual_vetting")
    with pytest.raises(errors.Refused, match="Vetting of the unit") as refused:
        desk.advance(one, "accepted")
    assert "Cadre" not in refused.value.sentence
    desk.clear(one, "unit_vetting", expires="2026-12-10")  # a day before the last
    assert desk.row(one).expires_during
    with pytest.raises(errors.Refused, match="Vetting of the unit"):
        desk.advance(one, "accepted")
    desk.clear(one, "unit_vetting", expires="2026-12-11")
    assert desk.advance(one, "accepted", "travel").step == "travel"
    row = desk.row(one)
    assert (row.gates_passed, row.expires_during) == (True, False)


def test_a_partner_nominee_needs_no_cadre_clearance(desk: Any) -> None:
    run = desk.run(vetting=True, clearance=True, seats_us=1)
    one = desk.nominate(run, desk.person("Jo Doe", side="US")).key
    assert desk.row(one).gates_missing == ("individual_vetting", "unit_vetting")
    with pytest.raises(errors.Refused, match="does not ask"):
        desk.clear(one, "cadre_clearance")


@pytest.mark.parametrize(
    ("step", "more", "says"),
    [
        ("withdrawn", {}, "Choose why"),
        ("withdrawn", {"reason": "because he was drunk"}, "There is no free text"),
        ("accepted", {"reason": "duty"}, "only for withdrawing"),
        ("returned", {}, "from there it can go to"),
        ("attended", {}, "from there it can go to"),
        ("certified", {}, "from there it can go to"),
        ("no_show", {}, "from there it can go to"),
        ("nonsense", {}, "There is no step"),
        ("accepted", {"on": "2026-11-24"}, "future"),
        ("accepted", {"on": "31/02"}, "31/02"),
    ],
)
def test_steps_that_make_no_sense(desk: Any, step: str, more: dict[str, str], says: str) -> None:
    one = desk.nominate(desk.run()).key
    with pytest.raises(errors.Refused, match=says):
        desk.advance(one, step, **more)
    assert desk.step(one) == "nominated"


def test_what_comes_too_early_is_refused(desk: Any, on_day: OnDay) -> None:
    one = desk.nominate(desk.run()).key
    desk.advance(one, "accepted")
    for step, says in (("attended", "No day is recorded"), ("no_show", "has not begun")):
        with pytest.raises(errors.Refused, match=says):
            desk.advance(one, step)
    on_day("2026-12-08")
    assert desk.advance(one, "no_show").step == "no_show"
    assert desk.advance(one, "accepted").step == "accepted"


def test_a_substitute_takes_the_seat_of_the_one_it_stands_by_for(desk: Any) -> None:
    run = desk.run(seats_in=1)
    first = desk.nominate(run)
    waiting = desk.nominate(run)
    reserve = desk.nominate(run, substitute_for=first.key)
    assert (reserve.step, desk.row(reserve.key).substitute_for_key) == ("substitute", first.key)
    done = desk.advance(reserve.key, "nominated")
    assert "the substitute has the seat" in done.notes[0]
    assert [desk.step(one.key) for one in (first, waiting, reserve)] == ["withdrawn", "waitlisted", "nominated"]
    assert desk.row(first.key).left_reason == "substituted"


def test_a_substitute_of_nobody_needs_a_free_seat(desk: Any) -> None:
    run = desk.run(seats_in=1)
    desk.nominate(run)
    reserve = desk.nominate(run, step="substitute")
    with pytest.raises(errors.Refused, match="taken"):
        desk.advance(reserve.key, "nominated")
    with pytest.raises(errors.Refused, match="same side"):
        desk.act(nominations.stand_by, reserve.key, desk.nominate(desk.run(title_en="Other", starts="2027-01-01",
                                                                           ends="2027-01-02")).key)  # fmt: skip


def test_more_seats_let_the_waitlist_in(desk: Any) -> None:
    run = desk.run(seats_in=1)
    first, second, third = (desk.nominate(run) for _ in range(3))
    desk.act(runs.amend, run, {"seats_in": "2"})
    assert [desk.step(one.key) for one in (first, second, third)] == ["nominated", "nominated", "waitlisted"]
    with pytest.raises(errors.HsdError, match="2"):
        desk.act(runs.amend, run, {"seats_in": "1"})


def test_a_cancelled_run_withdraws_its_nominees(desk: Any) -> None:
    run = desk.run(seats_in=1)
    first, second = desk.nominate(run), desk.nominate(run)
    desk.act(runs.set_state, run, "cancelled", "Monsoon")
    rows = [desk.row(one.key) for one in (first, second)]
    assert [(row.step, row.left_reason) for row in rows] == [("withdrawn", "run_changed")] * 2
    with pytest.raises(errors.Refused, match="cancelled"):
        desk.nominate(run)


def test_a_gate_that_is_asked_later_puts_the_accepted_back(desk: Any) -> None:
    run = desk.run()
    one = desk.nominate(run).key
    desk.advance(one, "accepted", "travel")
    desk.act(runs.amend, run, {"vetting": True})
    assert desk.step(one) == "vetting"
    desk.clear(one, "individual_vetting", "unit_vetting")
    desk.advance(one, "accepted", "travel")
    desk.act(vetting.set_gate, one, "unit_vetting", "not_cleared", dated="2026-11-20", reference="U-1/26")
    assert desk.step(one) == "vetting"


def test_a_withdrawal_is_not_undone_into_a_seat_that_is_taken(desk: Any) -> None:
    run = desk.run(seats_in=1)
    first = desk.nominate(run)
    desk.advance(first.key, "withdrawn", reason="duty")
    withdrawn = desk.look(undo.last, desk.officer)
    second = desk.nominate(run)
    assert second.step == "nominated"
    with (
        pytest.raises(errors.Refused, match="1 seats"),
        desk.store.write(desk.officer, withdrawn.undoing, undoes=withdrawn.tx) as tx,
    ):
        undo.undo(tx, withdrawn.tx)
    assert desk.step(first.key) == "withdrawn"


def test_a_withdrawal_is_undone_with_the_one_who_moved_up(desk: Any) -> None:
    run = desk.run(seats_in=1)
    first, second = desk.nominate(run), desk.nominate(run)
    desk.advance(first.key, "withdrawn", reason="duty")
    done = desk.look(undo.last, desk.officer)
    with desk.store.write(desk.officer, done.undoing, undoes=done.tx) as tx:
        undo.undo(tx, done.tx)
    assert [desk.step(one.key) for one in (first, second)] == ["nominated", "waitlisted"]
    assert verify.verify(desk.store) == []


def test_a_clearance_is_not_undone_under_one_who_was_accepted(desk: Any) -> None:
    one = desk.nominate(desk.run(vetting=True)).key
    desk.clear(one, "individual_vetting", "unit_vetting")
    cleared = desk.look(undo.last, desk.officer)
    desk.advance(one, "accepted")
    with pytest.raises(errors.Refused), desk.store.write(desk.officer, cleared.undoing, undoes=cleared.tx) as tx:
        undo.undo(tx, cleared.tx)
    assert desk.row(one).gates_passed


def test_lists_over_all_runs(desk: Any) -> None:
    run = desk.run(seats_in=1, vetting=True)
    other = desk.run(starts="2027-02-01", ends="2027-02-05", title_en="Later")
    asha, bela = desk.person("Asha Menon", agency="NPA"), desk.person("Bela Nair")
    first, second, third = desk.nominate(run, asha), desk.nominate(run, bela), desk.nominate(other, asha)

    def found(**asked: Any) -> list[int]:
        return list(desk.look(nominations.ids, NominationQuery(**asked)))

    assert found() == [first.key, second.key, third.key]
    assert found(steps=("waitlisted",)) == [second.key]
    assert found(runs=("RUN-2026-0002",)) == [third.key]
    assert found(agencies=("NPA",)) == [first.key, third.key]
    assert found(text="nair") == [second.key]
    assert found(seated=True, before="2026-12-31") == [first.key]
    assert found(gate_missing=True) == [first.key]
    desk.clear(first.key, "individual_vetting", "unit_vetting", expires="2026-12-08")
    assert (found(gate_missing=True), found(gate_expiring=True)) == ([first.key], [first.key])
    desk.clear(first.key, "individual_vetting", "unit_vetting")
    assert (found(gate_missing=True), found(gate_expiring=True)) == ([], [])
    for sort in nominations.SORTS:
        assert sorted(found(sort=sort, descending=True)) == sorted([first.key, second.key, third.key])
    assert [row.run for row in desk.look(nominations.of_trainee, asha)] == ["RUN-2026-0002", "RUN-2026-0001"]
    assert desk.look(nominations.total) == 3
    assert desk.look(nominations.counts, run) == {("IN", "nominated"): 1, ("IN", "waitlisted"): 1}
    columns = desk.look(nominations.board, run)
    assert (columns["nominated"], columns["waitlisted"], columns["vetting"]) == ([first.key], [second.key], [])
    assert "cadre_clearance" not in columns
    card = desk.look(trainees.card, asha)
    assert [one.run for one in card.nominations] == ["RUN-2026-0002", "RUN-2026-0001"]
