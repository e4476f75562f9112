"""What an officer does with a document: attach, describe, link, renew, discard, recover; and its undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hsdclient import codes, documents, errors, joint_actions, schema, undo, verify
from hsdclient.documents import Attached, DocumentDraft, DocumentQuery, Link
from hsdclient.session import Officer
from hsdclient.store import Store
from tests.core.documents.conftest import filed

Attach = Callable[..., Attached]


def card(store: Store, key: int) -> documents.DocumentCard:
    with store.read() as rx:
        return documents.card(rx, key)


def listed(store: Store, **query: object) -> list[str]:
    with store.read() as rx:
        keys = documents.ids(rx, DocumentQuery(**query))  # type: ignore[arg-type]
        return [row.reference for row in documents.rows(rx, keys)]


def test_a_document_gets_a_reference_its_title_and_default_marking(store: Store, attach: Attach) -> None:
    made = attach(filed("Readout of 28 Feb.pdf"), DocumentDraft())
    found = card(store, made.key)
    with store.read() as rx:
        assert made.reference == f"DOC-{rx.today.year}-0001"
        assert codes.document(rx, made.reference.lower()) == made.key
    assert (found.row.title, found.row.marking) == ("Readout of 28 Feb", store.facts.default_marking)
    assert found.row.released_to == ()  # nothing is released by default
    assert found.current.file_name == "Readout of 28 Feb.pdf"


@pytest.mark.parametrize(
    ("name", "title"),
    [("CON", "CON"), ("x:y.txt", "x:y"), (".profile", ".profile"), ("पठन.docx", "पठन"), ("a.tar.gz", "a.tar"),
     ("note. ", "note."), ("Letter 2.February 2024", "Letter 2.February 2024"), (" ", "-")],
)  # fmt: skip
def test_the_title_comes_from_the_name(name: str, title: str) -> None:
    assert documents.verbs.title_of(name) == title  # type: ignore[attr-defined]


def test_the_partners_marking_is_kept_exactly(store: Store, attach: Attach) -> None:
    made = attach(None, DocumentDraft(partner_marking=" cui//sp-inv  ", marking="Restricted"))
    assert card(store, made.key).row.partner_marking == " cui//sp-inv  "


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"marking": "SECRET"}, "marking"), ({"marking": "green"}, "marking"), ({"type": "memo"}, "type"),
     ({"dated": "03/04/2024"}, "dated"), ({"title": "a\x07b"}, "title"), ({"release": ("UK",)}, "release"),
     ({"language": "fr"}, "language"), ({"title": "x" * 301}, "title")],
)  # fmt: skip
def test_a_wrong_description_is_refused_beside_its_field(
    store: Store, attach: Attach, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(errors.Problems) as caught:
        attach(None, DocumentDraft().with_values(changes))
    assert set(caught.value.by_field) == {field}
    assert listed(store) == []


def test_the_same_content_is_linked_not_stored_twice(store: Store, attach: Attach, action: int) -> None:
    first = attach()
    again = attach(filed("Another name.pdf"), DocumentDraft(title="Other"), (Link("joint_actions", action, "p. 3"),))
    assert (again.key, again.known) == (first.key, True)
    found = card(store, first.key)
    assert found.row.title == "Readout"
    assert [(link.reference[:3], link.place) for link in found.links] == [("CN-", "p. 3")]
    assert listed(store) == [first.reference]


def test_content_that_lies_in_the_trash_is_not_linked(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    made = attach()
    with store.write(officer, "Document discarded") as tx:
        documents.discard(tx, [made.key], "by mistake")
    with pytest.raises(errors.Refused, match=made.reference):
        attach(None, None, (Link("joint_actions", action),))
    assert card(store, made.key).links == ()


def test_a_link_that_cannot_be_made_leaves_nothing_behind(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    with store.write(officer, "Joint action discarded") as tx:
        joint_actions.discard(tx, action, "twice logged")
    for bad in (Link("joint_actions", action), Link("progress_entries", 99), Link("joint_actions", 1, "p\x00")):
        with store.write(officer, "Documents attached") as tx, pytest.raises(errors.HsdError):
            documents.attach(tx, DocumentDraft(), filed(), (bad,))
    assert listed(store) == []


def test_evidence_of_an_action_and_of_its_progress(store: Store, attach: Attach, action: int, entry: int) -> None:
    one = attach(None, None, (Link("progress_entries", entry, "para 4"),))
    two = attach(filed("b.pdf", b"other"), None, (Link("joint_actions", action), Link("progress_entries", entry)))
    with store.read() as rx:
        found = documents.evidence(rx, [action])[action]
        assert documents.evidence_counts(rx, [action]) == {action: 2}
    assert [(e.document.reference, e.noun, e.place) for e in found] == [
        (one.reference, "progress_entries", "para 4"),
        (two.reference, "joint_actions", ""),
        (two.reference, "progress_entries", ""),
    ]
    assert listed(store, record=("joint_actions", action)) == [one.reference, two.reference]
    assert listed(store, groups=("CN",)) == [one.reference, two.reference]
    assert listed(store, groups=("CU",)) == []
    assert card(store, one.key).links[0].dated == "2026-01-05"


def test_a_place_is_set_and_cleared_and_a_link_taken_back(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    made = attach(None, None, (Link("joint_actions", action),))
    link = card(store, made.key).links[0]
    for place in ("para 2", ""):
        with store.write(officer, "Evidence amended") as tx:
            assert documents.set_place(tx, link.key, place)
        assert card(store, made.key).links[0].place == place
    with store.write(officer, "Evidence taken back") as tx:
        documents.unlink(tx, link.key)
    assert card(store, made.key).links == ()
    assert listed(store, unlinked=True) == [made.reference]


def test_a_new_version_keeps_the_old_one(store: Store, officer: Officer, attach: Attach) -> None:
    made = attach()
    with store.write(officer, "New version") as tx:
        assert documents.add_version(tx, made.key, filed("v2.pdf", b"second", texts=("Kandla instead",))) == 2
    found = card(store, made.key)
    assert [(v.number, v.file_name, v.current) for v in found.versions] == [
        (2, "v2.pdf", True), (1, "Readout.pdf", False),
    ]  # fmt: skip
    assert found.row.versions == 2
    assert listed(store, text="Kandla") == [made.reference]
    assert listed(store, text="Nhava") == []  # the search means the newest version
    with store.write(officer, "New version") as tx, pytest.raises(errors.Refused, match=made.reference):
        documents.add_version(tx, made.key, filed())


def test_what_is_written_in_it_is_found(store: Store, attach: Attach) -> None:
    made = attach(filed("पठन.docx", b"hi", kind="word", texts=("मादक पदार्थों की तस्करी", "दूसरा पृष्ठ")))
    assert listed(store, text="तस्करी") == listed(store, text="पृष्ठ") == [made.reference]
    assert listed(store, text="तस्कर") == [made.reference]  # a prefix, while typing
    assert listed(store, text='"तस्कर"') == []  # whole words


def test_a_scan_is_read_later_and_that_is_not_undone(store: Store, officer: Officer, attach: Attach) -> None:
    scan = filed("scan.pdf", text_state="scanned", texts=())
    made = attach(scan)
    assert listed(store, unread=True) == [made.reference]
    with store.write(officer, "Text recognised") as tx:
        assert documents.set_text(tx, scan.sha256, ("Seized: 12 kg",), recognised=True)
        assert not documents.set_text(tx, "0" * 64, ("x",), recognised=True)
    assert listed(store, text="seized") == [made.reference]
    assert listed(store, unread=True) == []
    with store.read() as rx:
        act = undo.last(rx, officer)
    assert act is not None
    assert act.sentence == "Document attached"


def test_a_description_is_amended(store: Store, officer: Officer, attach: Attach) -> None:
    made = attach()
    with store.write(officer, "Document amended") as tx:
        assert documents.amend(tx, made.key, {"title": "Readout, signed", "dated": "2024-02-28", "type": "readout"})
        assert not documents.amend(tx, made.key, {"title": "Readout, signed"})
    assert listed(store, text="signed", types=("readout",), after="2024-02-01", before="2024-02-28") == [made.reference]
    for changes in ({"title": " "}, {"marking": ""}, {"dated": "2024-13-01"}):
        with store.write(officer, "Document amended") as tx, pytest.raises(errors.Problems):
            documents.amend(tx, made.key, changes)


def test_discard_and_recover(store: Store, officer: Officer, attach: Attach, action: int) -> None:
    made = attach(None, None, (Link("joint_actions", action),))
    with store.write(officer, "Document discarded") as tx, pytest.raises(errors.Refused):
        documents.discard(tx, [made.key], " ")
    with store.write(officer, "Document discarded") as tx:
        documents.discard(tx, [made.key], "wrong file")
    assert listed(store) == []
    assert listed(store, trash=True) == [made.reference]
    with store.read() as rx:
        assert documents.evidence(rx, [action]) == {}
    with store.write(officer, "Document amended") as tx, pytest.raises(errors.Refused):
        documents.amend(tx, made.key, {"title": "x"})
    with store.write(officer, "Document recovered") as tx:
        documents.recover(tx, [made.key])
    assert listed(store) == [made.reference]
    assert attach(filed("n.pdf", b"next")).reference.endswith("0002")


def test_sweeping_gives_the_content_up_and_keeps_the_record(store: Store, officer: Officer, attach: Attach) -> None:
    made = attach()
    with store.write(officer, "Document discarded") as tx:
        documents.discard(tx, [made.key], "wrong file")
    with store.write(officer, "Documents swept") as tx:
        assert documents.mark_swept(tx, made.key) == [filed().sha256]
    with store.read() as rx:
        pages = rx.all(schema.document_pages.select())
        act = undo.last(rx, officer)
    assert pages == []
    assert act is not None
    assert act.sentence == "Document discarded"
    with store.write(officer, "Document recovered") as tx, pytest.raises(errors.Refused, match="swept"):
        documents.recover(tx, [made.key])
    again = attach()
    assert (again.known, again.reference[-4:]) == (False, "0002")


def _undo(store: Store, officer: Officer, *, again: bool = False) -> None:
    with store.read() as rx:
        act = (undo.last_undone if again else undo.last)(rx, officer)
    assert act is not None
    with store.write(officer, act.undoing, undoes=act.tx) as tx:
        undo.undo(tx, act.tx)


def test_undo_of_attach_puts_it_into_the_trash_and_redo_brings_it_back(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    made = attach(None, DocumentDraft(release=("US",)), (Link("joint_actions", action),))
    _undo(store, officer)
    assert listed(store, trash=True) == [made.reference]
    _undo(store, officer, again=True)
    found = card(store, made.key)
    assert not found.row.discarded
    assert (found.row.released_to, len(found.links)) == (("US",), 1)
    assert listed(store, text="diverted") == [made.reference]


def test_undo_of_a_link_of_a_known_document_takes_the_link_only(
    store: Store, officer: Officer, attach: Attach, action: int
) -> None:
    made = attach()
    attach(None, None, (Link("joint_actions", action),))
    _undo(store, officer)
    assert card(store, made.key).links == ()
    assert listed(store) == [made.reference]


def test_undo_of_a_version_brings_the_old_text_back(store: Store, officer: Officer, attach: Attach) -> None:
    made = attach()
    with store.write(officer, "New version") as tx:
        documents.add_version(tx, made.key, filed("v2.pdf", b"second", texts=("Kandla instead",)))
    _undo(store, officer)
    assert (listed(store, text="diverted"), listed(store, text="Kandla")) == ([made.reference], [])
    _undo(store, officer, again=True)
    assert (listed(store, text="diverted"), listed(store, text="Kandla")) == ([], [made.reference])


def test_the_record_verifies_after_all_of_it(store: Store, officer: Officer, attach: Attach, action: int) -> None:
    made = attach(None, None, (Link("joint_actions", action),))
    with store.write(officer, "New version") as tx:
        documents.add_version(tx, made.key, filed("v2.pdf", b"second"))
    _undo(store, officer)
    assert [one for one in verify.verify(store) if one.kind != "vault"] == []


def test_nothing_but_derived_tables_is_written_without_the_journal(store: Store, officer: Officer) -> None:
    with store.write(officer, "x") as tx, pytest.raises(errors.Bug):
        tx.derive(schema.documents, "key", 1, ())
