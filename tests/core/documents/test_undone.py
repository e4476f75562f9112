"""Undo and redo where others have acted since: nothing swept comes back, nothing gets evidence or a release unasked."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hsdclient import (
    attaching,
    clock,
    documents,
    editions,
    errors,
    finding,
    joint_actions,
    releases,
    sweeping,
    undo,
    verify,
)
from hsdclient.documents import Attached, Link
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from tests.core.documents.conftest import filed
from tests.papered import attach as attach_blob

Attach = Callable[..., Attached]


@pytest.fixture
def other(store: Store, officer: Officer) -> Officer:
    """A second officer of the workspace, with acts of their own to undo."""
    return Officer(officer.key, clock.new_id(), "Ravi Menon", "", "IN", "officer")


def act(store: Store, officer: Officer, verb: Callable[[Tx], object]) -> None:
    with store.write(officer, "Test act") as tx:
        verb(tx)


def undo_last(store: Store, officer: Officer) -> None:
    with store.read() as rx:
        one = undo.last(rx, officer)
    assert one is not None
    with store.write(officer, one.undoing, undoes=one.tx) as tx:
        undo.undo(tx, one.tx)


def redo_last(store: Store, officer: Officer) -> None:
    with store.read() as rx:
        one = undo.last_undone(rx, officer)
    assert one is not None
    with store.write(officer, one.redoing, undoes=one.tx) as tx:
        undo.undo(tx, one.tx)


def add(store: Store, officer: Officer, action: int, text: str) -> int:
    with store.write(officer, "Progress added") as tx:
        return add_entry(tx, action, EntryDraft(text=text, dated="2026-01-05"))


def shown(store: Store) -> editions.Edition:
    with store.read() as rx:
        return editions.edition(rx, "US")


def test_an_undone_entry_leaves_its_evidence_to_no_later_one(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    entry = add(store, officer, action, "first")
    attached = attach(links=(Link("progress_entries", entry),))
    undo_last(store, officer)  # into the trash, links and all
    undo_last(store, officer)
    assert add(store, officer, action, "second") == entry  # SQLite gives the key again
    act(store, officer, lambda tx: documents.recover(tx, [attached.key]))
    with store.read() as rx:
        assert documents.evidence(rx, [action]) == {}


def test_an_undone_entry_comes_back_with_its_evidence(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    entry = add(store, officer, action, "first")
    attach(links=(Link("progress_entries", entry),))
    for again in (undo_last, undo_last, redo_last, redo_last):
        again(store, officer)
    with store.read() as rx:
        assert [one.row_key for one in documents.evidence(rx, [action])[action]] == [entry]


def test_an_entry_with_evidence_or_a_release_of_others_is_not_undone(
    store: Store, officer: Officer, other: Officer, attach: Attach, action: int
) -> None:
    entry = add(store, other, action, "first")
    act(store, officer, lambda tx: releases.release_entry(tx, entry, "US", True))
    with pytest.raises(errors.Refused, match="changed since"):
        undo_last(store, other)
    act(store, officer, lambda tx: releases.release_entry(tx, entry, "US", False))
    attach(links=(Link("progress_entries", entry),))
    with pytest.raises(errors.Refused, match="changed since"):
        undo_last(store, other)


def test_what_named_an_undone_entry_does_not_come_back_for_a_later_one(
    store: Store, officer: Officer, other: Officer, action: int
) -> None:
    act(store, officer, lambda tx: releases.release(tx, action, ["US"]))
    entry = add(store, other, action, "first")
    act(store, officer, lambda tx: releases.release_entry(tx, entry, "US", True))
    act(store, officer, lambda tx: releases.release_entry(tx, entry, "US", False))
    undo_last(store, other)
    with store.write(other, "Progress added") as tx:
        assert add_entry(tx, action, EntryDraft(text="second, for us alone", dated="2026-01-05")) == entry
    with pytest.raises(errors.Refused, match="changed since"):
        undo_last(store, officer)
    assert entry not in shown(store).entries


def test_what_was_swept_is_not_revived(store: Store, officer: Officer) -> None:
    began = clock.now()
    attached = attach_blob(store, officer, 1)
    act(store, officer, lambda tx: documents.discard(tx, [attached.key], "twice"))
    with clock.at(began + timedelta(days=31)):
        act(store, officer, lambda tx: documents.mark_swept(tx, attached.key))
        with pytest.raises(errors.Refused, match="swept"):
            undo_last(store, officer)


def test_a_version_that_was_taken_back_waits_thirty_days_for_its_redo(
    store: Store, officer: Officer, tmp_path: Path
) -> None:
    began = clock.now()
    newer = tmp_path / "newer.txt"
    newer.write_text("quagga", "utf-8")
    with clock.at(began - timedelta(days=40)):
        attached = attach_blob(store, officer, 1)
        attaching.add_version(store, officer, attached.key, newer)
    undo_last(store, officer)
    assert verify.verify(store, deep=True) == []
    assert sweeping.sweep(store, officer, began + timedelta(days=29)).blobs == 0
    redo_last(store, officer)
    assert verify.verify(store, deep=True) == []
    undo_last(store, officer)
    with clock.at(began + timedelta(days=80)):
        assert sweeping.sweep(store, officer, clock.now()).blobs == 1
        with store.raw() as conn:
            assert conn.exec_driver_sql("SELECT count(*) FROM document_pages").scalar() == 0
        with pytest.raises(errors.Refused, match="30 days"):
            redo_last(store, officer)
        assert verify.verify(store, deep=True) == []


@pytest.mark.parametrize("back", [timedelta(0), timedelta(days=1)], ids=["same instant", "clock set back"])
def test_a_newer_version_is_not_released_whatever_the_clock_says(
    store: Store, officer: Officer, attach: Attach, action: int, back: timedelta
) -> None:
    now = clock.now()
    with clock.at(now):
        attached = attach(links=(Link("joint_actions", action),))
        act(store, officer, lambda tx: releases.release(tx, action, ["US"], with_all=True))
        assert attached.key in shown(store).documents
    with clock.at(now - back):
        act(store, officer, lambda tx: documents.add_version(tx, attached.key, filed("v2.pdf", b"v2")))
    assert attached.key not in shown(store).documents
    act(store, officer, lambda tx: releases.release_document(tx, attached.key, ["US"]))
    assert attached.key in shown(store).documents


def test_a_release_counts_though_the_clock_was_set_back(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    with clock.at(clock.now() + timedelta(days=1)):
        attached = attach(links=(Link("joint_actions", action),))
    act(store, officer, lambda tx: releases.release(tx, action, ["US"], with_all=True))
    assert attached.key in shown(store).documents


def test_undo_and_redo_of_a_version_never_slip_under_a_release_of_the_other(
    store: Store, officer: Officer, other: Officer, attach: Attach, action: int
) -> None:
    attached = attach(links=(Link("joint_actions", action),))
    act(store, officer, lambda tx: releases.release(tx, action, ["US"]))
    act(store, other, lambda tx: documents.add_version(tx, attached.key, filed("v2.pdf", b"v2")))
    act(store, officer, lambda tx: releases.release_document(tx, attached.key, ["US"]))
    with pytest.raises(errors.Refused, match="changed since"):
        undo_last(store, other)  # the first version was never released
    act(store, officer, lambda tx: releases.release_document(tx, attached.key, []))
    undo_last(store, other)
    act(store, officer, lambda tx: releases.release_document(tx, attached.key, ["US"]))
    with pytest.raises(errors.Refused, match="changed since"):
        redo_last(store, other)  # nor was the second


def test_a_release_that_was_taken_back_does_not_come_back_over_a_newer_version(
    store: Store, officer: Officer, other: Officer, attach: Attach
) -> None:
    attached = attach()
    act(store, officer, lambda tx: releases.release_document(tx, attached.key, ["US"]))
    act(store, officer, lambda tx: releases.release_document(tx, attached.key, []))
    act(store, other, lambda tx: documents.add_version(tx, attached.key, filed("v2.pdf", b"v2")))
    with pytest.raises(errors.Refused, match="changed since"):
        undo_last(store, officer)


def test_one_link_that_cannot_be_made_leaves_a_known_document_as_it_was(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    attach()
    with store.write(officer, "Joint action recorded") as tx:
        draft = ActionDraft(group="CN", title_en="Second", lead_in="DRI", marking="TLP:AMBER")
        second = joint_actions.record(tx, draft).key
    act(store, officer, lambda tx: joint_actions.discard(tx, second, "twice"))
    with store.write(officer, "Document attached") as tx, pytest.raises(errors.Refused, match="trash"):
        documents.attach(
            tx, documents.DocumentDraft(), filed(), (Link("joint_actions", action), Link("joint_actions", second))
        )
    with store.read() as rx:
        assert documents.evidence(rx, [action]) == {}


def test_a_text_that_was_read_while_its_document_was_swept_is_not_kept(
    store: Store, officer: Officer, attach: Attach
) -> None:
    attached = attach(filed(texts=(), text_state="scanned"))
    act(store, officer, lambda tx: documents.discard(tx, [attached.key], "twice"))
    act(store, officer, lambda tx: documents.mark_swept(tx, attached.key))
    with store.write(officer, "Text of a scan recognised") as tx:
        assert not documents.set_text(tx, filed().sha256, ["quagga"], recognised=True)
    with store.raw() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM document_pages").scalar() == 0


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM document_pages WHERE page = 2",
        "DELETE FROM document_pages",
        "INSERT INTO document_pages (sha256, page, text) SELECT sha256, 9, 'planted' FROM document_versions",
        "INSERT INTO document_pages (sha256, page, text) VALUES (printf('%064d', 7), 1, 'planted')",
    ],
)
def test_verify_notices_a_page_that_was_lost_or_planted(store: Store, officer: Officer, harm: str) -> None:
    stored = store.vault.put(io.BytesIO(b"the content"))
    with store.write(officer, "Document attached") as tx:
        documents.attach(tx, documents.DocumentDraft(), filed(texts=("one page", "another")))
    assert stored.sha256 == filed().sha256
    assert verify.verify(store) == []
    with store.raw_writer() as conn:
        conn.exec_driver_sql(harm)
    assert [one.kind for one in verify.verify(store)] == ["search"]


def test_a_scan_that_was_recognised_later_was_not_found_before(store: Store, officer: Officer, attach: Attach) -> None:
    began = clock.now()
    attached = attach(filed(texts=(), text_state="scanned"))
    with clock.at(began + timedelta(days=3)), store.write(officer, "Text of a scan recognised") as tx:
        documents.set_text(tx, filed().sha256, ["", "quagga"], recognised=True)

    def found(day: int) -> tuple[list[int], list[int], list[int]]:
        with clock.at(began + timedelta(days=9)), store.read(as_of=(began + timedelta(days=day)).date()) as rx:
            asked = finding.parse("quagga")
            return (
                [hit.page for hit in finding.hits(rx, asked).found],
                list(documents.ids(rx, documents.DocumentQuery(text="quagga"))),
                finding.in_document(rx, filed().sha256, asked),
            )

    assert found(1) == ([], [], [])
    assert found(5) == ([2], [attached.key], [2])
