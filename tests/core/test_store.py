"""Sessions of the store: one transaction or nothing, only journalled writes, an officer's sentence for each failure."""

from __future__ import annotations

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import FromClause, func, insert, select, text, true

from hsdclient import connection, errors, joint_actions, keyring, schema
from hsdclient.session import Officer
from hsdclient.store import Slow, Store
from hsdclient.workspaces import Workspace
from tests.core.conftest import NAME, PASSPHRASE

DRAFT = joint_actions.ActionDraft(group="CN", title_en="Precursor watch", lead_in="DRI", marking="TLP:AMBER")


def _count(store: Store) -> int:
    with store.read() as rx:
        return joint_actions.total(rx)


def test_an_act_tells_what_it_committed(store: Store, officer: Officer) -> None:
    with store.write(officer, "Joint action recorded") as tx:
        key = joint_actions.record(tx, DRAFT).key
    assert tx.change.sentence == "Joint action recorded"
    assert tx.change.nouns["joint_actions"] == frozenset({key})
    assert "action_sides" in tx.change.nouns


def test_an_act_that_fails_leaves_no_row_no_entry_and_the_head_as_it_was(store: Store, officer: Officer) -> None:
    before = store.head.read()

    def fail_after_recording() -> None:
        with store.write(officer, "x") as tx:
            joint_actions.record(tx, DRAFT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_recording()
    assert _count(store) == 0
    assert store.head.read() == before
    with store.write(officer, "Joint action recorded") as tx:
        assert joint_actions.record(tx, DRAFT).reference.endswith("-0001")


def test_an_act_that_changes_nothing_writes_no_entry(store: Store, officer: Officer) -> None:
    with store.raw() as conn:
        before = conn.exec_driver_sql("SELECT count(*) FROM journal").scalar()
    with store.write(officer, "Nothing") as tx:
        pass
    assert tx.change.nouns == {}
    with store.raw() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM journal").scalar() == before


def test_no_verb_writes_beside_the_journal(store: Store, officer: Officer) -> None:
    values = {"officer_key": 1, "place": "x", "body": "{}", "saved_at": "x"}
    for act in (
        lambda tx: tx.all(insert(schema.drafts).values(**values)),
        lambda tx: tx.all(text("DELETE FROM agencies")),
        lambda tx: tx.insert(schema.drafts, values),
        lambda tx: tx.insert(schema.agencies, {"no_such_column": 1}),
    ):
        with pytest.raises(errors.Bug), store.write(officer, "x") as tx:
            act(tx)


def test_a_reader_connection_cannot_write(store: Store) -> None:
    with pytest.raises(errors.Environment, match="only be read"), store.raw() as conn:
        conn.exec_driver_sql("DELETE FROM agencies")


def test_a_look_is_consistent_while_others_write(store: Store, officer: Officer) -> None:
    with store.read() as rx:
        assert joint_actions.total(rx) == 0
        with store.write(officer, "Joint action recorded") as tx:
            joint_actions.record(tx, DRAFT)
        assert joint_actions.total(rx) == 0
    assert _count(store) == 1


def test_a_look_limited_in_time_gives_up(store: Store) -> None:
    crossed: FromClause = schema.journal
    for _time in range(4):
        crossed = crossed.join(schema.journal.alias(), true())
    endless = select(func.count()).select_from(crossed)
    with pytest.raises(Slow), store.read(limit_ms=20) as rx:
        rx.scalar(endless)
    with store.read(limit_ms=1000) as rx:  # the guard does not stay on the connection
        assert rx.scalar(select(schema.agencies.c.key).limit(1))


def test_what_the_driver_itself_says_of_an_aborted_look_is_slow_too(store: Store) -> None:
    # Closing the aborted statement it raises past SQLAlchemy, on a slow machine: seen on Windows under wine.
    with pytest.raises(Slow), store.read(limit_ms=20):
        raise driver.OperationalError("interrupted")


def test_a_full_disk_is_said_and_nothing_is_lost(store: Store, officer: Officer) -> None:
    with store.raw_writer() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for _more in range(200):
            with store.write(officer, "Joint action recorded") as tx:
                joint_actions.record(tx, DRAFT.with_values({"description": "x" * 9000}))

    with pytest.raises(errors.Environment, match="disk is full"):
        fill()
    saved = _count(store)
    with store.raw_writer() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with store.write(officer, "Joint action recorded") as tx:  # space was made: the same window goes on
        joint_actions.record(tx, DRAFT)
    assert _count(store) == saved + 1


def test_nothing_legible_lies_on_the_disk(workspace: Workspace, officer: Officer) -> None:
    with workspace.store.write(officer, "Joint action recorded") as tx:
        joint_actions.record(tx, DRAFT)
    for path in workspace.folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for word in ("Precursor watch", NAME, PASSPHRASE, "Narcotics"):
            assert word.encode() not in data, path
            assert word.encode("utf-16-le") not in data, path
    assert stat.S_IMODE((workspace.folder / "workspace.db").stat().st_mode) == 0o600


def test_the_wrong_key_and_a_missing_database_are_told_apart(copied: Callable[..., Path]) -> None:
    folder = copied()
    with pytest.raises(connection.DamagedDatabase):
        connection.connect(folder / "workspace.db", "00" * 32)
    unlocked = keyring.unlock(folder, NAME, PASSPHRASE)
    with pytest.raises(errors.Environment, match="cannot be opened"):
        connection.connect(folder / "no.db", unlocked.database_key_hex())
    assert not (folder / "no.db").exists()


def test_the_past_before_the_workspace_is_empty_and_not_an_error(store: Store) -> None:
    with store.read(as_of=date(2020, 1, 1)) as rx:
        assert rx.facts.side == "IN"
        assert joint_actions.total(rx) == 0
