"""Retention: a person's data go everywhere by rule, the figures and the journal stay true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from hsdclient import errors, history, schema, undo, verify
from hsdclient.training import attendance, nominations, retention, trainees
from hsdclient.training.runs import incidents
from hsdclient.training.trainees import TraineeQuery

OnDay = Callable[[str], None]
SECRET = "Vasundhara"


def _trained(desk: Any, on_day: OnDay) -> tuple[int, int, int]:
    """A person with every kind of personal data, who came to a run: (person, run, nomination)."""
    person = desk.person(
        f"{SECRET} Iyer", name_hi="वसुंधरा", agency="NPA", post="Inspector", service_number="IPS-77/1", born="1985-04-03",
        unit="Unit 9", email="v@example.org", phone="12345", supervisor="Boss", supervisor_email="b@example.org",
    )  # fmt: skip
    run = desk.run()
    one = desk.nominate(run, person).key
    desk.advance(one, "accepted")
    desk.act(trainees.amend, person, {"post": f"{SECRET} DSP"})
    on_day("2026-12-08")
    desk.act(attendance.mark, run, "2026-12-07", {one: "present"})
    desk.act(attendance.mark, run, "2026-12-08", {one: "half_day"})
    return person, run, one


def _figures(desk: Any, run: int) -> Any:
    with desk.store.read() as rx:
        sheet = attendance.grid(rx, run)
        rows = nominations.of_run(rx, run)
        return (
            nominations.counts(rx, run),
            sorted((row.side, row.agency, row.step, row.halves, row.gates_missing) for row in rows),
            [sorted(line.marks.items()) for line in sheet.lines],
            trainees.total(rx),
            len(trainees.ids(rx, TraineeQuery(agencies=("NPA",), trained=True))),
        )


def test_what_is_kept_until_when(desk: Any, on_day: OnDay) -> None:
    never = desk.person()
    person, _run, _one = _trained(desk, on_day)
    held = {row.key: row.retain_until for row in desk.look(trainees.rows, [never, person])}
    assert held == {never: date(2031, 11, 23), person: date(2031, 12, 11)}
    desk.act(trainees.amend, person, {"retain_until": "2027-01-31"})
    assert desk.look(trainees.rows, [person])[0].retain_until == date(2027, 1, 31)
    assert desk.look(retention.due) == []
    on_day("2027-02-01")
    assert [(one.key, one.retain_until) for one in desk.look(retention.due)] == [(person, date(2027, 1, 31))]
    assert list(desk.look(trainees.ids, TraineeQuery(past_retention=True))) == [person]


def test_a_purge_leaves_figures_and_nothing_of_the_person(desk: Any, on_day: OnDay) -> None:
    person, run, one = _trained(desk, on_day)
    other = desk.person("Somebody Else", agency="NPA")
    desk.nominate(run, other)
    on_day("2031-12-12")
    before = _figures(desk, run)
    assert list(desk.look(trainees.ids, TraineeQuery(text=SECRET))) == [person]
    done = desk.act(retention.purge, [person])
    assert (done.references, done.contents) == (("PER-2026-0001",), 2)
    assert _figures(desk, run) == before
    row = desk.look(trainees.rows, [person])[0]
    assert (row.name, row.name_hi, row.born, row.email, row.purged_on) == (
        "PER-2026-0001", "", None, "", date(2031, 12, 12),
    )  # fmt: skip
    assert desk.row(one).name == "PER-2026-0001"
    assert list(desk.look(trainees.ids, TraineeQuery(text=SECRET))) == []
    assert verify.verify(desk.store) == []
    assert [one.key for one in desk.look(retention.due)] == [other]
    with desk.store.raw() as conn:
        for table in ("journal", "journal_payloads", "trainees", "search", "search_data", "search_content"):
            rows = conn.exec_driver_sql(f"SELECT * FROM {table}").all()
            told = " ".join(
                cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
                for row in rows
                for cell in row
            )
            assert SECRET.casefold() not in told.casefold(), table
        assert "Somebody Else" in str(conn.exec_driver_sql("SELECT * FROM journal_payloads").all())


def test_history_and_past_days_after_a_purge(desk: Any, on_day: OnDay) -> None:
    person, run, _one = _trained(desk, on_day)
    on_day("2031-12-12")
    desk.act(retention.purge, [person])
    with desk.store.read() as rx:
        entries = history.of_record(rx, "trainees", person)
        told = str(entries)
        acts = history.acts(rx, history.act_ids(rx)[:3])
    assert "purged by rule" in told
    assert SECRET not in told
    assert acts[0] is not None
    with desk.store.read(as_of=date(2026, 12, 9)) as rx:
        row = trainees.rows(rx, [person])[0]
        assert (row.name, row.agency, row.came) == ("PER-2026-0001", "NPA", 1)
        assert len(nominations.of_run(rx, run)) == 1


def test_a_purge_and_what_was_purged_are_not_undone(desk: Any, on_day: OnDay) -> None:
    person = desk.person(f"{SECRET} Iyer")
    desk.act(trainees.amend, person, {"post": "DSP"})
    amended = desk.look(undo.last, desk.officer)
    on_day("2031-12-12")
    desk.act(retention.purge, [person])
    with (
        pytest.raises(errors.Refused, match="purged"),
        desk.store.write(desk.officer, amended.undoing, undoes=amended.tx) as tx,
    ):
        undo.undo(tx, amended.tx)
    purged = desk.look(lambda rx: rx.scalar(select(schema.journal.c.tx).where(schema.journal.c.op == "purge").limit(1)))
    with pytest.raises(errors.Refused), desk.store.write(desk.officer, "Undo", undoes=purged) as tx:
        undo.undo(tx, purged)
    assert desk.look(trainees.rows, [person])[0].purged_on


def test_whom_a_purge_spares(desk: Any, on_day: OnDay) -> None:
    person = desk.person()
    with pytest.raises(errors.Refused, match="kept until 2031-11-23"):
        desk.act(retention.purge, [person])
    desk.act(trainees.amend, person, {"retain_until": "2026-11-24"})
    desk.nominate(desk.run(), person)
    on_day("2026-11-25")
    with pytest.raises(errors.Refused, match="nominated for RUN-2026-0001"):
        desk.act(retention.purge, [person])
    on_day("2026-12-12")
    desk.act(retention.purge, [person])
    with pytest.raises(errors.Refused, match="were purged"):
        desk.act(retention.purge, [person])
    with pytest.raises(errors.Refused, match="were purged"):
        desk.act(trainees.amend, person, {"name": "Back Again"})
    with pytest.raises(errors.Refused, match="record the person anew"):
        desk.nominate(desk.run(title_en="Next", starts="2027-01-04", ends="2027-01-05"), person)
    again = desk.person("Officer 001")  # the purged one is no longer found
    assert again != person


def test_incidents_of_the_nominee_are_emptied_too(desk: Any, on_day: OnDay) -> None:
    person, run, one = _trained(desk, on_day)
    fell = incidents.IncidentDraft(dated="2026-12-08", kind="medical", text=f"{SECRET} fell", nomination=one)
    key = desk.act(incidents.add, run, fell)
    on_day("2031-12-12")
    desk.act(retention.purge, [person])
    with desk.store.raw() as conn:
        assert conn.exec_driver_sql("SELECT text FROM incidents WHERE key = ?", (key,)).scalar() == ""
        assert SECRET not in str(conn.exec_driver_sql("SELECT payload FROM journal_payloads").all())
    assert verify.verify(desk.store) == []
