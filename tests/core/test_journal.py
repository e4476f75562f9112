"""The hash chain: every row change is an entry, in order, salted, append-only (rules.md, Journal)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import agencies, clock, errors, joint_actions, journal, schema
from hsdclient.session import Officer
from hsdclient.store import Store

DRAFT = joint_actions.ActionDraft(group="CN", title_en="Precursor watch", lead_in="DRI", marking="TLP:AMBER")
COLUMNS = (
    "seq, tx, at, hlc, zone, workstation, officer, sentence, undoes, op, noun, row, payload_hash, state_hash, "
    "previous, hash"
)


def test_the_chain_is_whole_and_each_payload_is_the_one_named(store: Store, officer: Officer) -> None:
    with store.write(officer, "Joint action recorded") as tx:
        joint_actions.record(tx, DRAFT)
    with store.raw() as conn:
        entries = conn.exec_driver_sql(f"SELECT {COLUMNS} FROM journal ORDER BY seq").all()
        payloads = {
            (row[0], row[1]): journal.payload_hash(row[2], row[3])
            for row in conn.exec_driver_sql("SELECT seq, kind, salt, payload FROM journal_payloads")
        }
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    previous = journal.NOTHING
    for entry in entries:
        assert entry.previous == previous
        previous = journal.entry_hash(entry[:-1])
        assert entry.hash == previous
        assert entry.payload_hash[:32] == payloads[entry.seq, "facts"]
        assert entry.payload_hash[32:] == payloads.get((entry.seq, "personal"), journal.NOTHING)
    assert len({entry.hlc for entry in entries}) == len(entries)
    assert sorted(entry.hlc for entry in entries) == [entry.hlc for entry in entries]


def test_every_row_has_its_state_in_its_last_entry(store: Store, officer: Officer) -> None:
    with store.write(officer, "Joint action recorded") as tx:
        key = joint_actions.record(tx, DRAFT).key
    with store.write(officer, "Joint action amended") as tx:
        joint_actions.amend(tx, key, {"title_en": "Second", "tags": ("a",)})
    with store.raw() as conn, store.read() as rx:
        for name, table in schema.JOURNALLED.items():
            for row in conn.exec_driver_sql(f"SELECT key, id FROM {name}").all():
                held = conn.exec_driver_sql(
                    "SELECT state_hash FROM journal WHERE noun = ? AND row = ? ORDER BY seq DESC LIMIT 1",
                    (name, row.id),
                ).scalar()
                assert held == journal.state_hash(store.row_key, rx.row(table, row.key)), name


def test_personal_data_lie_in_a_payload_of_their_own(store: Store, officer: Officer) -> None:
    with store.raw() as conn:
        rows = conn.exec_driver_sql(
            "SELECT p.kind, p.payload FROM journal j JOIN journal_payloads p USING (seq) WHERE j.noun = 'officers'"
        ).all()
    held = {row.kind: json.loads(row.payload)["after"] for row in rows}
    assert held["personal"] == {"name": officer.name, "title": officer.title}
    assert "name" not in held["facts"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET sentence = 'x'",
        "DELETE FROM journal",
        "UPDATE journal_payloads SET payload = '{}'",
        "DELETE FROM journal_payloads",
    ],
)
def test_nobody_edits_the_journal(store: Store, statement: str) -> None:
    with pytest.raises(errors.HsdError), store.scratch() as conn:
        conn.exec_driver_sql(statement)
    with store.raw() as conn:
        assert conn.exec_driver_sql("SELECT min(seq) FROM journal").scalar() == 1


def test_nobody_edits_a_progress_entry(store: Store, officer: Officer) -> None:
    from hsdclient.joint_actions.progress import EntryDraft, add_entry

    with store.write(officer, "x") as tx:
        entry = add_entry(tx, joint_actions.record(tx, DRAFT).key, EntryDraft(text="Letter sent"))
    with pytest.raises(errors.HsdError), store.write(officer, "x") as tx:
        tx.update(schema.progress_entries, entry, {"text": "Letter not sent"})


def test_a_deletion_and_a_remark_leave_their_trace(store: Store, officer: Officer) -> None:
    with store.write(officer, "x") as tx:
        key = agencies.record(tx, agencies.AgencyDraft("RPF", "Railway Protection Force", "IN"))
        tx.delete(schema.agencies, key)
        tx.delete(schema.agencies, key)
        tx.remark("backup", "workspace", "there", {"place": "E:"})
    with store.raw() as conn:
        rows = conn.exec_driver_sql(
            "SELECT j.op, j.state_hash, p.payload FROM journal j JOIN journal_payloads p USING (seq) "
            "ORDER BY seq DESC LIMIT 2"
        ).all()
    assert [row.op for row in rows] == ["backup", "delete"]
    assert all(row.state_hash == journal.NOTHING for row in rows)
    assert json.loads(rows[1].payload)["before"]["code"] == "RPF"


def test_time_in_the_chain_never_goes_back(store: Store, officer: Officer) -> None:
    for hours in (0, -5):  # somebody set the clock back between two acts
        with clock.at(datetime(2030, 1, 1, tzinfo=UTC) + timedelta(hours=hours)), store.write(officer, "x") as tx:
            tx.remark("x", "workspace", "x", {})
    with store.raw() as conn:
        hlcs = [row[0] for row in conn.exec_driver_sql("SELECT hlc FROM journal ORDER BY seq DESC LIMIT 2")]
    assert hlcs[0] > hlcs[1]


VALUES = st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=20), max_size=4)


@given(VALUES, VALUES)
def test_a_state_has_one_hash_and_another_state_another(one: dict[str, object], other: dict[str, object]) -> None:
    key = bytes(32)
    same = journal.state_hash(key, dict(reversed(one.items()))) == journal.state_hash(key, one)
    assert same
    assert (journal.state_hash(key, one) == journal.state_hash(key, other)) == (one == other)
    assert journal.state_hash(key, one) != journal.state_hash(b"\1" * 32, one)
