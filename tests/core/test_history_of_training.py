"""What the histories of runs and trainees tell, down to what belongs to a nomination, and what they never tell."""

from __future__ import annotations

import pytest

from hsdclient import entry_words, history, schema, touched
from hsdclient.entry_labels_of_training import NOUNS
from hsdclient.history import JournalFilter
from hsdclient.session import Officer
from hsdclient.store import Store
from tests import recorded

Told = list[dict[str, tuple[str, str]]]


@pytest.fixture
def seated(store: Store, officer: Officer) -> tuple[int, int, int]:
    """A run, a trainee and the nomination: their keys."""
    with store.write(officer, "Run recorded") as tx:
        run = recorded.run(tx)
    with store.write(officer, "Nominated") as tx:
        person = recorded.trainee(tx)
        return run, person, recorded.nomination(tx, run, person)


def told(store: Store, noun: str, key: int) -> Told:
    with store.read() as rx:
        events = history.of_record(rx, noun, key)
    return [{change.label: (change.before, change.after) for change in event.changes} for event in reversed(events)]


def journal(store: Store) -> tuple[list[str], list[tuple[str, ...]]]:
    """Everything that the newest act of the journal says, and the references of all acts, the newest first."""
    with store.read() as rx:
        ids = history.act_ids(rx, JournalFilter())
        said = history.of_act(rx, ids[0])
        lines = history.acts(rx, ids)
    changes = [f"{one.label}|{one.before}|{one.after}" for _noun, changes in said for one in changes]
    return changes, [line.references for line in lines if line]


def test_every_column_has_a_label_and_every_table_a_word() -> None:
    tables = {one.name for one in (*vars(schema.training).values(), *vars(schema.nominees).values())
              if getattr(one, "name", None) in schema.JOURNALLED}  # fmt: skip
    assert set(NOUNS) >= tables - {"agencies", "officers"}
    for noun in NOUNS:
        assert entry_words.noun_word(noun) != noun
        for column in schema.JOURNALLED[noun].columns:
            if entry_words.told(noun, column.name):
                assert entry_words.label(column.name, noun) != column.name, f"{noun}.{column.name}"


def test_every_table_below_a_run_or_a_person_is_told_with_it() -> None:
    for noun in NOUNS:
        parents = {key.column.table.name for c in schema.JOURNALLED[noun].columns for key in c.foreign_keys}
        owned = {"runs", "trainees"} & parents and noun not in schema.REFERENCED
        below = parents & {"nominations", "instructors", "evaluations"} and noun not in touched.CHILDREN["runs"]
        if owned:
            assert noun in touched.CHILDREN["runs"] or noun in touched.CHILDREN["trainees"], noun
        if below:
            assert noun in touched.GRANDCHILDREN, noun


def test_a_nomination_is_told_with_its_run_by_name_and_with_the_person_by_run(
    store: Store, officer: Officer, seated: tuple[int, int, int]
) -> None:
    run, person, seat = seated
    now = {"officer_key": officer.key, "recorded_at": "2026-01-06T00:00:00.000000Z"}
    with store.write(officer, "Withdrawn") as tx:
        tx.update(schema.nominations, seat, {"step": "withdrawn", "left_reason": "duty"})
        tx.insert(
            schema.nomination_steps,
            {**now, "nomination_key": seat, "was": "nominated", "step": "withdrawn", "dated": "2026-01-06",
             "reason": "duty"},
        )  # fmt: skip
    _recorded, came, gone = told(store, "runs", run)
    assert came["Nomination"] == ("", "Kavita")
    assert came["Step (Kavita)"] == ("", "Nominated, 5 Jan 2026")
    assert gone == {"Step (Kavita)": ("Nominated", "Withdrawn, 6 Jan 2026, Needed on duty")}
    first, left = told(store, "trainees", person)
    assert first["Name"] == ("", "Kavita")
    reference = first["Nomination"][1]
    assert reference.startswith("RUN-2026-")
    assert f"Step ({reference})" in left
    said, references = journal(store)
    assert said == [f"Step (Kavita for {reference})|Nominated|Withdrawn, 6 Jan 2026, Needed on duty"]
    assert references[0] == references[1] == (reference, first["Reference"][1])


def test_a_gate_is_told_without_its_content(store: Store, officer: Officer, seated: tuple[int, int, int]) -> None:
    run, person, seat = seated
    gate = {"status": "not_cleared", "dated": "2026-01-07", "gate_reference": "VET/77-SECRET", "expires": "2027-05-04"}
    with store.write(officer, "Vetting recorded") as tx:
        key = tx.insert(schema.gates, {"nomination_key": seat, "gate": "individual_vetting", **gate})
    with store.write(officer, "Vetting recorded") as tx:
        tx.update(schema.gates, key, {"status": "cleared", "gate_reference": "VET/78-SECRET"})
    with store.write(officer, "Vetting taken back") as tx:
        tx.delete(schema.gates, key)
    for noun, owner in (("runs", run), ("trainees", person)):
        acts = told(store, noun, owner)[-3:]
        assert [len(changes) for changes in acts] == [1, 1, 1]
        everything = repr(acts)
        assert "Vetting of the person" in everything
        for secret in ("leared", "VET/7", "Jan 2026", "May 2027", "Pending"):
            assert secret not in everything
    assert "VET" not in repr(journal(store))
    assert "leared" not in repr(journal(store))


def test_attendance_of_many_is_counted_by_day_and_of_one_is_told(
    store: Store, officer: Officer, seated: tuple[int, int, int]
) -> None:
    run, person, seat = seated
    with store.write(officer, "Nominated") as tx:
        others = [recorded.nomination(tx, run, recorded.trainee(tx, f"Person {number}")) for number in range(7)]
    with store.write(officer, "Attendance marked") as tx:
        marked = {
            one: tx.insert(
                schema.attendance,
                {"nomination_key": one, "day": "2026-03-02", "presence": "absent" if one == others[0] else "present"},
            )
            for one in (seat, *others)
        }
    with store.write(officer, "Attendance corrected") as tx:
        tx.update(schema.attendance, marked[seat], {"presence": "half_day"})
    with store.write(officer, "Attendance taken away") as tx:
        tx.delete(schema.attendance, marked[others[0]])
    day = "Attendance, 2 Mar 2026"
    many, one, gone = told(store, "runs", run)[-3:]
    assert many == {day: ("", "Absent 1, Present 7")}
    assert one == {f"{day} (Kavita)": ("Present", "Half a day")}
    assert gone == {f"{day} (Person 0)": ("Absent", "")}
    assert [list(changes.values()) for changes in told(store, "trainees", person)[1:]] == [
        [("", "Present")], [("Present", "Half a day")],
    ]  # fmt: skip


def test_scores_certificates_hours_and_costs_are_told_in_words(
    store: Store, officer: Officer, seated: tuple[int, int, int]
) -> None:
    run, _person, seat = seated
    now = {"officer_key": officer.key, "recorded_at": "2026-03-06T00:00:00.000000Z"}
    with store.write(officer, "Score entered") as tx:
        tx.insert(schema.scores, {"nomination_key": seat, "test": "final", "tenths": 875, "taken_on": "2026-03-06"})
    with store.write(officer, "Certificate issued") as tx:
        paper = tx.insert(
            schema.certificates,
            {**now, "nomination_key": seat, "reference": "CERT-2026-0001", "year": 2026, "number": 1,
             "issued_on": "2026-03-06", "language": "both", "name": "Kavita"},
        )  # fmt: skip
    with store.write(officer, "Certificate revoked") as tx:
        tx.update(schema.certificates, paper, {"revoked_on": "2026-03-09", "revoked_why": "Wrong name"})
    with store.write(officer, "Instructor entered") as tx:
        teacher = tx.insert(schema.instructors, {"run_key": run, "side": "US", "name": "J. Ortiz"})
        tx.insert(schema.instructor_hours, {"instructor_key": teacher, "day": "2026-03-02", "minutes": 90})
        bill = {"run_key": run, "kind": "travel", "side": "IN", "currency": "INR", "amount": 12_50_000_50}
        tx.insert(schema.run_costs, bill)
    score, issued, revoked, taught = told(store, "runs", run)[-4:]
    assert score == {"Final test (Kavita)": ("", "87.5"), "Taken on (Kavita)": ("", "6 Mar 2026")}
    assert issued["Certificate (Kavita)"] == ("", "CERT-2026-0001")
    assert issued["Language (Kavita)"] == ("", "English and Hindi")
    assert revoked["Why it was revoked (Kavita)"] == ("", "Wrong name")
    assert taught["Hours taught, 2 Mar 2026 (J. Ortiz)"] == ("", "1:30")
    assert taught["Amount"] == ("", "1,250,000.50")
    assert taught["Borne by"] == ("", "India")


def test_what_one_person_answered_is_told_nowhere(store: Store, officer: Officer, seated: tuple[int, int, int]) -> None:
    run, _person, seat = seated
    with store.write(officer, "Evaluation received") as tx:
        form = tx.insert(
            schema.evaluations,
            {"run_key": run, "nomination_key": seat, "level": 3, "respondent": "supervisor", "due": "2026-09-06",
             "received_on": "2026-09-10", "comment": "He sleeps.", "recorded_at": "2026-09-10T00:00:00.000000Z"},
        )  # fmt: skip
        tx.insert(schema.ratings, {"evaluation_key": form, "question": "uses_it", "value": 2})
    said = told(store, "runs", run)[-1]
    assert said["Level of evaluation"] == ("", "3, behaviour")
    assert "sleeps" not in repr(said)
    assert "uses_it" not in repr(said)
    assert journal(store)[1][0] == ("RUN-2026-0001",)


def test_what_belonged_to_an_undone_nomination_is_not_told_of_a_later_one_with_its_key(
    store: Store, officer: Officer, seated: tuple[int, int, int]
) -> None:
    run, person, seat = seated
    with store.write(officer, "Attendance marked") as tx:
        mark = tx.insert(schema.attendance, {"nomination_key": seat, "day": "2026-03-02", "presence": "absent"})
    with store.write(officer, "Nomination taken away") as tx:
        tx.delete(schema.attendance, mark)
        s = schema.nomination_steps.c
        for step in tx.column(schema.nomination_steps.select().with_only_columns(s.key)):
            tx.delete(schema.nomination_steps, step)
        tx.delete(schema.nominations, seat)
    with store.write(officer, "Another run") as tx:
        other = recorded.run(tx, "Another")
        assert recorded.nomination(tx, other, recorded.trainee(tx, "Meera")) == seat
    assert "2 Mar" not in repr(told(store, "runs", other)[1:])
    assert "Absent" not in repr(told(store, "runs", other))
    assert told(store, "runs", run)[-1]["Nomination"] == ("Kavita", "")
    assert told(store, "trainees", person)[-1]["Nomination"][1] == ""


def test_a_search_of_the_journal_by_reference_finds_what_hangs_below(
    store: Store, officer: Officer, seated: tuple[int, int, int]
) -> None:
    _run, _person, seat = seated
    with store.write(officer, "Attendance marked") as tx:
        tx.insert(schema.attendance, {"nomination_key": seat, "day": "2026-03-02", "presence": "absent"})
    with store.read() as rx:
        for words in ("RUN-2026-0001", "PER-2026-0001"):
            found = history.acts(rx, history.act_ids(rx, JournalFilter(text=words)))
            assert "Attendance marked" in [line.sentence for line in found if line]
