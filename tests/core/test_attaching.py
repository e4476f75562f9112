"""Attaching files: vault, reading and record in one go; one bad file stops no other, and nothing is half attached."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from hsdclient import attaching, documents, errors, joint_actions, verify
from hsdclient.attaching import Batch, Progress
from hsdclient.documents import DocumentDraft, DocumentQuery, Link
from hsdclient.joint_actions import ActionDraft
from hsdclient.session import Officer
from hsdclient.store import Change, Store


@pytest.fixture
def link(store: Store, officer: Officer) -> Link:
    with store.write(officer, "Joint action recorded") as tx:
        draft = ActionDraft(group="CN", title_en="Precursor watch", lead_in="DRI", marking="TLP:AMBER")
        return Link("joint_actions", joint_actions.record(tx, draft).key)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "on the desk"
    folder.mkdir()
    (folder / "note.txt").write_text("Consignment stopped at Nhava Sheva", "utf-8")
    (folder / "हिन्दी टिप्पणी.txt").write_text("खेप रोकी गई", "utf-8")
    return folder


def run(store: Store, officer: Officer, *paths: Path, **more: object) -> Batch:
    return attaching.attach(store, officer, DocumentDraft(), (), paths, **more)  # type: ignore[arg-type]


def found(store: Store, words: str) -> list[str]:
    with store.read() as rx:
        return [row.title for row in documents.rows(rx, documents.ids(rx, DocumentQuery(text=words)))]


def test_a_folder_is_attached_read_and_found(store: Store, officer: Officer, link: Link, desk: Path) -> None:
    before = {path: path.read_bytes() for path in desk.iterdir()}
    told: list[Progress] = []
    committed: list[Change] = []
    batch = attaching.attach(
        store, officer, DocumentDraft(type="letter"), (link,), [desk], told=told.append, committed=committed.append
    )
    assert [(one.state, one.sentence) for one in batch.outcomes] == [("attached", "")] * 2
    assert found(store, "Nhava") == ["note"]
    assert found(store, "खेप") == ["हिन्दी टिप्पणी"]
    with store.read() as rx:
        evidence = documents.evidence(rx, [link.row_key])[link.row_key]
        content = [store.vault.read(one.document.sha256) for one in evidence]
    assert sorted(content) == sorted(before.values())
    assert {path: path.read_bytes() for path in desk.iterdir()} == before  # originals stay where they were
    assert (told[-1].done, told[-1].total) == (2, 2)
    assert committed == list(batch.changes)
    assert verify.verify(store) == []


def test_bad_files_get_a_line_and_the_batch_goes_on(store: Store, officer: Officer, desk: Path) -> None:
    (desk / "empty.pdf").touch()
    (desk / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of use")
    (desk / "twice.txt").write_bytes((desk / "note.txt").read_bytes())
    batch = run(store, officer, desk, desk / "gone.pdf")
    by_name = {one.name: one for one in batch.outcomes}
    assert {name: one.state for name, one in by_name.items()} == {
        "note.txt": "attached", "हिन्दी टिप्पणी.txt": "attached", "empty.pdf": "refused", "gone.pdf": "refused",
        "broken.pdf": "attached", "twice.txt": "known",
    }  # fmt: skip
    assert by_name["twice.txt"].key == by_name["note.txt"].key
    assert all(by_name[name].sentence for name in ("empty.pdf", "gone.pdf", "broken.pdf", "twice.txt"))
    assert batch.count("attached", "known") == 4


def test_cancel_keeps_what_was_attached_and_says_what_was_not(store: Store, officer: Officer, desk: Path) -> None:
    seen: list[Progress] = []
    batch = run(store, officer, desk, told=seen.append, cancelled=lambda: len(seen) >= 1)
    assert [one.state for one in batch.outcomes].count("cancelled") >= 1
    with store.read() as rx:
        assert documents.total(rx) == batch.count("attached") <= 1
    assert verify.verify(store) == []


def test_one_title_for_many_is_refused_before_anything_is_read(store: Store, officer: Officer, desk: Path) -> None:
    with pytest.raises(errors.Problems) as caught:
        attaching.attach(store, officer, DocumentDraft(title="All of it"), (), [desk])
    assert set(caught.value.by_field) == {"title"}
    assert list(store.vault.names()) == []


def test_a_mails_attachment_comes_as_bytes(store: Store, officer: Officer) -> None:
    contents = [("Pasted image.txt", b"from the clipboard"), ("", b"nameless")]
    batch = attaching.attach_bytes(store, officer, DocumentDraft(), (), contents)
    assert [one.state for one in batch.outcomes] == ["attached", "attached"]
    assert found(store, "clipboard") == ["Pasted image"]


def test_a_newer_version_is_read_too(store: Store, officer: Officer, desk: Path) -> None:
    key = run(store, officer, desk / "note.txt").outcomes[0].key
    newer = desk / "note, signed.txt"
    newer.write_text("Consignment released at Kandla", "utf-8")
    outcome, change = attaching.add_version(store, officer, key, newer)
    assert outcome.state == "attached"
    assert change is not None
    assert (found(store, "Kandla"), found(store, "Nhava")) == (["note"], [])
    with pytest.raises(errors.Refused):
        attaching.add_version(store, officer, key, newer)
    with pytest.raises(errors.Refused):
        attaching.add_version(store, officer, key, desk / "gone.txt")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("report\x07.pdf", "report␇.pdf"),
        ("line\nbreak.txt", "line␊break.txt"),
        ("\x85next\udcff.txt", "\ufffdnext\ufffd.txt"),
        ("‮gpj.exe", "‮gpj.exe"),  # bidirectional controls are kept, and shown as symbols (rules.md, Text)
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_names_are_kept_as_text_that_can_be_shown(name: str, kept: str) -> None:
    assert attaching.shown(name) == kept


def test_macros_are_remarked(store: Store, officer: Officer, desk: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    (desk / "list.xlsm").write_bytes(packed.getvalue())
    outcome = run(store, officer, desk / "list.xlsm").outcomes[0]
    assert outcome.state == "attached"
    assert "macro" in outcome.sentence.casefold()


def test_a_reader_attaches_nothing(store: Store, officer: Officer, desk: Path) -> None:
    reader = Officer(officer.key, officer.id, officer.name, officer.title, officer.side, "reader")
    with pytest.raises(errors.Refused, match="reader"):
        run(store, reader, desk)
    assert list(store.vault.names()) == []


def test_an_older_version_that_comes_again_is_named_as_such(
    store: Store, officer: Officer, link: Link, desk: Path, tmp_path: Path
) -> None:
    key = run(store, officer, desk / "note.txt").outcomes[0].key
    newer = tmp_path / "newer.txt"
    newer.write_text("Consignment released", "utf-8")
    attaching.add_version(store, officer, key, newer)
    again = attaching.attach(store, officer, DocumentDraft(), (link,), [desk / "note.txt"]).outcomes[0]
    assert (again.state, again.key) == ("known", key)
    assert "older version of DOC-" in again.sentence


def test_what_a_full_disk_kept_out_is_read_when_it_comes_again(
    store: Store, officer: Officer, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attaching, "BLOCK_FILES", 1)
    (desk / "note.txt").write_text("Nhava Sheva " * 20_000, "utf-8")
    (desk / "once more.txt").write_bytes((desk / "note.txt").read_bytes())

    def told(progress: Progress) -> None:
        with store.raw_writer() as conn:
            conn.exec_driver_sql(f"PRAGMA max_page_count = {1 if progress.done == 0 else 1 << 30}").all()

    batch = run(store, officer, desk / "note.txt", desk / "once more.txt", told=told)
    assert [one.state for one in batch.outcomes] == ["refused", "attached"]
    assert "full" in batch.outcomes[0].sentence
    assert found(store, "Nhava") == ["once more"]
    assert verify.verify(store) == []
