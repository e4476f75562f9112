"""Many rows in one statement leave what the same rows one by one leave: entries, hashes, index (Tx.insert_many)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import clock, errors, journal, schema, undo, verify
from hsdclient.journal_texts import RowTexts
from hsdclient.session import Clash, Officer
from hsdclient.store import Store
from hsdclient.workspaces import Workspace


def persons(count: int) -> list[dict[str, Any]]:
    now = clock.text(clock.now())
    return [
        {
            "reference": f"PER-2026-{number:04d}", "year": 2026, "number": number, "side": "IN",
            "name": f"Officer {number}", "name_hi": "अधिकारी", "post": "Inspector", "marking": "TLP:AMBER",
            "recorded_at": now, "recorded_by": 1,
        }
        for number in range(1, count + 1)
    ]  # fmt: skip


def entries(store: Store, sentence: str) -> list[tuple[Any, ...]]:
    """Op, noun and payloads of an act, without what is chance: ids, salts."""
    with store.raw() as conn:
        rows = conn.exec_driver_sql(
            "SELECT j.op, j.noun, p.kind, p.payload FROM journal j JOIN journal_payloads p ON p.seq = j.seq "
            "WHERE j.sentence = ? ORDER BY j.seq, p.kind",
            (sentence,),
        ).all()
    found = []
    for op, noun, kind, payload in rows:
        after = {name: value for name, value in json.loads(payload)["after"].items() if name not in ("id", "key")}
        for name in ("number", "reference", "name"):
            after.pop(name, None)
        found.append((op, noun, kind, sorted(after.items(), key=str)))
    return found


def test_many_rows_leave_what_the_same_rows_one_by_one_leave(workspace: Workspace, officer: Officer) -> None:
    store = workspace.store
    rows = persons(6)
    with store.write(officer, "one by one") as tx:
        single = [tx.insert(schema.trainees, row) for row in rows[:3]]
    with store.write(officer, "many") as tx:
        many = tx.insert_many(schema.trainees, rows[3:])
        assert tx.is_new(schema.trainees, many[0])
        assert tx.insert_many(schema.trainees, []) == []
    assert tx.change.nouns == {"trainees": frozenset(many)}
    assert many == [single[-1] + 1, single[-1] + 2, single[-1] + 3]
    one, other = entries(store, "one by one"), entries(store, "many")
    assert one == other
    assert [kind for _op, _noun, kind, _after in other] == ["facts", "personal"] * 3
    with store.read() as rx, store.raw() as conn:
        for key in (*single, *many):
            row = rx.row(schema.trainees, key)
            assert row is not None
            held = conn.exec_driver_sql("SELECT state_hash FROM journal WHERE row = ?", (row["id"],)).scalar()
            assert held == journal.state_hash(store.row_key, row)
            assert row["unit"] == ""  # as the schema's own default
    assert verify.verify(store) == []
    with store.write(officer, "Undone", undoes=store_tx(store, "many")) as tx:
        undo.undo(tx, store_tx(store, "many"))


def store_tx(store: Store, sentence: str) -> str:
    with store.raw() as conn:
        return str(conn.exec_driver_sql("SELECT tx FROM journal WHERE sentence = ?", (sentence,)).scalar())


def test_rows_without_personal_columns_have_one_payload_and_no_column_but_known_ones(
    store: Store, officer: Officer
) -> None:
    with store.write(officer, "rules") as tx:
        tx.insert_many(schema.deadline_rules, [{"code": "forms", "title_en": "Forms", "days": -60}])
    ((_op, _noun, kind, after),) = entries(store, "rules")
    assert kind == "facts"
    assert ("title_hi", "") in after
    with pytest.raises(errors.Bug), store.write(officer, "x") as tx:
        tx.insert_many(schema.deadline_rules, [{"code": "a", "title_en": "A"}, {"nonsense": 1}])
    with pytest.raises(errors.Bug), store.write(officer, "x") as tx:
        tx.insert_many(schema.journal, [{"seq": 1}])


def test_one_row_that_the_schema_forbids_takes_all_back(store: Store, officer: Officer) -> None:
    rows = persons(3)
    rows[2]["reference"] = rows[0]["reference"]
    with pytest.raises(Clash), store.write(officer, "x") as tx:
        tx.insert_many(schema.trainees, rows)
    with store.raw() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM trainees").scalar() == 0


VALUES = st.none() | st.integers() | st.text() | st.booleans() | st.floats(allow_nan=False)


@given(st.dictionaries(st.text(alphabet="abcdefgh_", min_size=1), VALUES, min_size=1), st.data())
def test_the_texts_of_many_rows_are_those_of_one(row: dict[str, Any], data: st.DataObject) -> None:
    personal = data.draw(st.sets(st.sampled_from(sorted(row))))
    whole, facts, persons = RowTexts(row, personal).of(row)
    assert whole == journal.canonical(row)
    kept = {name: value for name, value in row.items() if name not in personal}
    assert facts == journal.canonical({"before": {}, "after": kept})
    gone = {name: row[name] for name in personal}
    assert persons == (journal.canonical({"before": {}, "after": gone}) if personal else "")
