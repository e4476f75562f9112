"""What a document's history tells, what an action's tells of its evidence, and the journal's references to both."""

from __future__ import annotations

from datetime import date

import pytest

from hsdclient import documents, entry_words, history, joint_actions, releases, schema
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.history import JournalFilter
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Officer
from hsdclient.store import Store

ACTION = joint_actions.ActionDraft(group="CN", title_en="Precursor watch", lead_in="DRI", marking="TLP:AMBER")


def filed(number: int) -> Filed:
    return Filed(f"letter {number}.pdf", f"{number:064x}", 100 + number, "pdf", text_state="scanned")


@pytest.fixture
def told(store: Store, officer: Officer) -> tuple[int, int]:
    """(action, document): attached, linked with a place and again to a progress entry, versioned, released."""
    with store.write(officer, "Joint action recorded") as tx:
        action = joint_actions.record(tx, ACTION).key
    with store.write(officer, "Progress added") as tx:
        entry = add_entry(tx, action, EntryDraft("Sent.", dated=date.today().isoformat()))
    with store.write(officer, "Document attached") as tx:
        draft = DocumentDraft("letter", "A letter", "2026-02-03", "DEA", "TLP:AMBER", "FOUO", "hi")
        key = documents.attach(tx, draft, filed(1), [Link("joint_actions", action, "p. 2")]).key
    with store.write(officer, "Document linked") as tx:
        documents.link(tx, key, Link("progress_entries", entry))
    with store.write(officer, "New version of a document attached") as tx:
        documents.add_version(tx, key, filed(2))
    with store.write(officer, "Document released") as tx:
        releases.release_document(tx, key, ["US"])
    return action, key


def changes(store: Store, noun: str, key: int) -> list[dict[str, tuple[str, str]]]:
    with store.read() as rx:
        events = history.of_record(rx, noun, key)
    return [{change.label: (change.before, change.after) for change in event.changes} for event in reversed(events)]


def test_a_documents_history_tells_its_description_versions_links_and_release(
    store: Store, told: tuple[int, int]
) -> None:
    attached, linked, version, released = changes(store, "documents", told[1])
    assert attached["Type"] == ("", "Letter")
    assert attached["Title"] == ("", "A letter")
    assert attached["Date of the document"] == ("", "3 Feb 2026")
    assert attached["Language"] == ("", "Hindi")
    assert attached["Partner's marking, as received"] == ("", "FOUO")
    assert attached["File name"] == ("", "letter 1.pdf")
    assert attached["Text"] == ("", "Scan without text")
    assert " for CN-" in attached["Evidence"][1]
    assert attached["Evidence"][1].endswith(", p. 2")
    assert not {"number", "year", "document_key", "current", "Report number", "Rank or title"} & set(attached)
    assert "progress of" in linked["Evidence"][1]
    assert version["Version"] == ("", "2")
    assert version["SHA-256"][1].replace(" ", "") == f"{2:064x}"
    assert released["Side"] == ("", "United States")


def test_an_actions_history_tells_its_evidence_coming_changing_and_going(
    store: Store, officer: Officer, told: tuple[int, int]
) -> None:
    action, key = told
    with store.read() as rx:
        links = documents.card(rx, key).links
    with store.write(officer, "Place in a document set") as tx:
        documents.set_place(tx, next(one.key for one in links if one.noun == "joint_actions"), "p. 7")
    with store.write(officer, "Document unlinked") as tx:
        for one in links:
            documents.unlink(tx, one.key)
    events = changes(store, "joint_actions", action)
    assert "DOC-" in events[2]["Evidence"][1]
    assert events[-2]["Page or paragraph"] == ("p. 2", "p. 7")
    with store.read() as rx:
        gone = history.of_record(rx, "joint_actions", action)[0]
    assert [change.label for change in gone.changes] == ["Evidence", "Evidence"]
    assert all(change.before and not change.after for change in gone.changes)


def test_the_journal_names_the_records_of_an_act_and_finds_them_by_reference(
    store: Store, told: tuple[int, int]
) -> None:
    with store.read() as rx:
        references = [line.references for line in history.acts(rx, list(history.act_ids(rx))) if line is not None]
        assert len(references[0]) == 1  # the release: the document alone
        assert {name[:3] for name in references[2]} == {"DOC", "CN-"}
        document = references[0][0]
        found = history.act_ids(rx, JournalFilter(text=document.lower()))
        assert len(found) == 4
        action = next(name for name in references[2] if name.startswith("CN-"))
        assert len(history.act_ids(rx, JournalFilter(text=action))) == 4  # recorded, progress, attached, linked
        assert len(history.act_ids(rx, JournalFilter(noun="document_versions"))) == 2


def test_every_column_of_the_tables_of_documents_has_its_word(store: Store) -> None:
    for noun in ("documents", "document_versions", "document_links"):
        assert entry_words.noun_word(noun) != noun
        for column in schema.JOURNALLED[noun].c:
            if entry_words.told(noun, column.name):
                assert entry_words.label(column.name, noun) != column.name, f"{noun}.{column.name}"


def test_acts_without_a_row_speak_in_words(store: Store, officer: Officer, told: tuple[int, int]) -> None:
    at = "2026-11-22T06:00:00.000Z"
    facts = {
        "backup": {"place": "/media/disk", "other_disk": True, "at": at},
        "restore": {"backup": "/media/disk", "entries": 5, "at": at, "lacking": ["DOC-2026-0001"]},
        "mend": {"mended": ["DOC-2026-0001", "DOC-2026-0002"], "left": []},
        "accept": {"reason": "the disk was replaced"},
    }  # fmt: skip
    with store.write(officer, "Kept in order") as tx:
        for op, said in facts.items():
            tx.remark(op, "workspace", store.facts.id, said)
        documents.set_text(tx, documents.card(tx, told[1]).current.sha256, ["read later"], recognised=True)
    with store.read() as rx:
        changes = [one for _noun, listed in history.of_act(rx, history.act_ids(rx)[0]) for one in listed]
    said = {one.label: one.after for one in changes}
    assert said["Place of the backup"] == "/media/disk"
    assert (said["On another disk"], said["Recognised from pictures"]) == ("Yes", "Yes")
    assert said["Documents mended"] == "DOC-2026-0001, DOC-2026-0002"
    assert said["Reason"] == "the disk was replaced"
    assert "IST" in said["Time"]
    assert not {label for label in said if label == label.lower() or "_" in label}


def test_the_journal_names_the_records_of_what_was_taken_away(
    store: Store, officer: Officer, told: tuple[int, int]
) -> None:
    key = told[1]
    with store.read() as rx:
        links, reference = documents.card(rx, key).links, documents.card(rx, key).row.reference
    for link in links:
        with store.write(officer, "Document unlinked") as tx:
            documents.unlink(tx, link.key)
    with store.write(officer, "Released") as tx:
        releases.release_document(tx, key, [])
    with store.read() as rx:
        lines = history.acts(rx, history.act_ids(rx)[:3])
        named = {links[0].reference, reference}
        assert [set(line.references) for line in lines if line is not None] == [{reference}, named, named]
