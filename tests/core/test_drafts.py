"""Drafts and view states: kept per officer outside the journal, in the encrypted database (rules.md, Saving)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from hsdclient import clock, drafts, view_states
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.workspaces import Workspace

TYPED = {"title_en": "x <y & z", "title_hi": "सीमा", "tags": ["a", "b"], "due": None}


def _entries(store: Store) -> int:
    with store.raw() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM journal").scalar() or 0)


def test_a_draft_is_kept_replaced_and_dropped_outside_the_journal(store: Store, officer: Officer) -> None:
    before = _entries(store)
    with clock.at(datetime(2026, 11, 22, 5, tzinfo=UTC)), store.scratch() as conn:
        drafts.keep(conn, officer.key, "new action", {"title_en": "x"})
        drafts.keep(conn, officer.key, "new action", TYPED)
    with clock.at(datetime(2026, 11, 22, 6, tzinfo=UTC)), store.scratch() as conn:
        drafts.keep(conn, officer.key, "progress CN-2026-0001", {})
        assert drafts.kept(conn, officer.key, "new action") is not None
    with store.read() as rx:
        kept = drafts.kept(rx, officer.key, "new action")
        assert kept == drafts.Draft("new action", TYPED, datetime(2026, 11, 22, 5, tzinfo=UTC))
        assert [one.place for one in drafts.all_of(rx, officer.key)] == ["progress CN-2026-0001", "new action"]
        assert drafts.all_of(rx, officer.key + 1) == []
    with store.scratch() as conn:
        drafts.drop(conn, officer.key, "new action")
        assert drafts.kept(conn, officer.key, "new action") is None
    assert _entries(store) == before


def test_a_draft_outlives_the_window(opened: Callable[..., Workspace]) -> None:
    one = opened("IN")
    with one.store.scratch() as conn:
        drafts.keep(conn, one.officer.key, "new action", TYPED)
    one.close()
    again = opened("IN", folder=one.folder)
    with again.store.read() as rx:
        kept = drafts.kept(rx, again.officer.key, "new action")
    assert kept is not None
    assert kept.body == TYPED


def test_a_view_is_remembered_per_officer(store: Store, officer: Officer) -> None:
    with store.scratch() as conn:
        view_states.keep(conn, officer.key, "actions CN", {"columns": ["title"], "sort": "due"})
        view_states.keep(conn, officer.key, "actions CN", {"sort": "-due"})
        view_states.keep(conn, officer.key, "documents", {"sort": "name"})
    with store.read() as rx:
        assert view_states.kept(rx, officer.key, "actions CN") == {"sort": "-due"}
        assert view_states.kept(rx, officer.key, "never seen") == {}
        assert set(view_states.all_of(rx, officer.key)) == {"actions CN", "documents"}
    with store.scratch() as conn:
        view_states.drop(conn, officer.key, "documents")
        assert set(view_states.all_of(conn, officer.key)) == {"actions CN"}
