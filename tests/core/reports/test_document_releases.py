"""Documents are released like everything else: to nobody by default, failing closed, then and now."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hsdclient import clock, documents, editions, errors, joint_actions, markings, office, releases, schema, undo
from hsdclient.documents import Link
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from tests.core.reports.desk import DAY, later


def of(key, noun="joint_actions"):
    return Link(noun, key)


def going(desk, side="US", keys=None, **read):
    """Keys of the documents in the edition of the actions `keys`."""
    with desk.store.read(**read) as rx:
        return set(releases.edition(rx, side, keys).documents)


def released_to(desk, key):
    with desk.store.read() as rx:
        return documents.card(rx, key).row.released_to


def why(desk, key, side="US"):
    with desk.store.read() as rx:
        return releases.preview_document(rx, key, side)


@pytest.fixture
def action(desk):
    """An action released to the partner."""
    return desk.log("Shared", release=("US",)).key


def test_a_document_is_released_to_exactly_the_sides_given(desk):
    key = desk.attach("Readout").key
    assert released_to(desk, key) == ()
    assert desk.act(releases.release_document, key, ["US"])
    assert released_to(desk, key) == ("US",)
    assert not desk.act(releases.release_document, key, ["US"]), "nothing to change"
    desk.act(releases.release_document, key, ["IN"])
    assert released_to(desk, key) == ("IN",)
    desk.act(releases.release_document, key, [])
    assert released_to(desk, key) == ()
    with pytest.raises(errors.Refused):
        desk.act(releases.release_document, 99, ["US"])
    desk.act(documents.discard, [key], "Wrong.")
    with pytest.raises(errors.Refused, match="trash"):
        desk.act(releases.release_document, key, ["US"])


def test_the_edition_has_released_documents_of_what_it_shows_and_no_other(desk, action):
    entry = desk.act(add_entry, action, EntryDraft(text="Told.", release=("US",)))
    silent = desk.act(add_entry, action, EntryDraft(text="Silent."))
    hidden = desk.log("Hidden").key
    shown = desk.attach("Of the action", of(action), release=("US",)).key
    told = desk.attach("Of the entry", of(entry, "progress_entries"), release=("US",)).key
    desk.attach("Not released", of(action))
    desk.attach("Released to the own side", of(action), release=("IN",))
    desk.attach("Of a silent entry", of(silent, "progress_entries"), release=("US",))
    desk.attach("Of a hidden action", of(hidden), release=("US",))
    desk.attach("Evidence of nothing", release=("US",))
    assert going(desk) == {shown, told}
    assert going(desk, keys=[hidden]) == set()
    assert going(desk, side="IN") == set()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"third_party": True}, "third-party"),
        ({"originator": "INTERPOL"}, "third-party"),
        ({"marking": "NO SUCH"}, "no marking"),
        ({"marking": "Secret"}, "classified"),
    ],
)
def test_what_is_blocked_stays_out_and_says_why(desk, action, change, sentence):
    key = desk.attach("Readout", of(action), release=("US",)).key
    assert why(desk, key) is None
    desk.act(lambda tx: tx.update(schema.documents, key, change))
    assert going(desk) == set()
    assert sentence in why(desk, key)
    with desk.store.read() as rx:
        (held,) = releases.edition(rx, "US").withheld_documents
    assert (held.reference, sentence in held.why) == ("DOC-2026-0001", True)


def test_third_party_material_goes_with_permission(desk, action):
    told = {"permitted_by": "INTERPOL NCB", "permitted_on": "2026-02-01", "permission_reference": "IP/7"}
    key = desk.attach("Notice", of(action), originator="INTERPOL", release=("US",), **told).key
    assert going(desk) == {key}


def test_what_lies_in_the_trash_is_in_no_edition(desk, action):
    key = desk.attach("Readout", of(action), release=("US",)).key
    desk.act(documents.discard, [key], "Wrong.")
    assert going(desk) == set()
    assert "trash" in why(desk, key)
    desk.act(documents.recover, [key])
    assert going(desk) == {key}


def test_a_newer_version_was_never_released_until_it_is(desk, action):
    key = desk.attach("Readout", of(action), release=("US",)).key
    desk.act(documents.add_version, key, desk.filed(b"Corrected"), at=later(1))
    assert going(desk) == set()
    assert "newer version" in why(desk, key)
    assert desk.act(releases.release_document, key, ["US"], at=later(2)), "renewed"
    assert why(desk, key) is None
    assert going(desk) == {key}
    assert not desk.act(releases.release_document, key, ["US"], at=later(3))


def test_with_the_action_go_its_documents_and_those_of_its_progress(desk):
    action = desk.log("Shared").key
    entry = desk.act(add_entry, action, EntryDraft(text="Told."))
    paper = desk.attach("Of the action", of(action)).key
    told = desk.attach("Of the entry", of(entry, "progress_entries")).key
    thrown = desk.attach("Thrown", of(action)).key
    desk.act(documents.discard, [thrown], "Wrong.")
    desk.act(releases.release, action, ["US"])
    assert going(desk) == set(), "the action alone"
    desk.act(releases.release, action, ["US"], with_all=True)
    assert going(desk) == {paper, told}
    assert released_to(desk, thrown) == ()
    desk.act(releases.release, action, ["US"], with_all=False)
    assert going(desk) == set()
    assert released_to(desk, paper) == released_to(desk, told) == ()


def test_what_is_taken_back_while_in_the_trash_does_not_come_back_released(desk):
    action = desk.log("Shared").key
    key = desk.attach("Readout", of(action)).key
    desk.act(releases.release, action, ["US"], with_all=True)
    desk.act(documents.discard, [key], "Wrong.")
    desk.act(releases.release, action, [])
    desk.act(documents.recover, [key])
    assert released_to(desk, key) == ()
    desk.act(releases.release_document, key, ["US"])
    desk.act(documents.discard, [key], "Wrong.")
    assert desk.act(releases.release_document, key, []), "taking back is always allowed"


def test_a_document_of_several_actions_stays_released_as_long_as_one_is(desk):
    first, second = desk.log("First").key, desk.log("Second").key
    entry = desk.act(add_entry, second, EntryDraft(text="Told."))
    both = desk.attach("Of both", of(first), of(second)).key
    told = desk.attach("By an entry", of(first), of(entry, "progress_entries")).key
    only = desk.attach("Of one", of(first)).key
    for key in (first, second):
        desk.act(releases.release, key, ["US"], with_all=True)
    desk.act(releases.release, first, [])
    assert (released_to(desk, both), released_to(desk, told), released_to(desk, only)) == (("US",), ("US",), ())
    assert going(desk) == {both, told}
    desk.act(releases.release, second, [])
    assert released_to(desk, both) == released_to(desk, told) == ()


def test_the_preview_of_an_action_lists_each_document(desk, action):
    entry = desk.act(add_entry, action, EntryDraft(text="Told."))
    shown = desk.attach("Readout", of(action), release=("US",)).key
    held = desk.attach("Notice", of(entry, "progress_entries"), originator="INTERPOL", marking="TLP:AMBER").key
    thrown = desk.attach("Thrown", of(action)).key
    desk.act(documents.discard, [thrown], "Wrong.")
    with desk.store.read() as rx:
        lines = [line for line in releases.preview(rx, action, "US")[0] if line.part == "document"]
    assert [(line.document_key, line.released, line.label) for line in lines] == [
        (shown, True, "Document DOC-2026-0001"),
        (held, False, "Document DOC-2026-0002"),
    ]
    assert lines[0].text == "Readout (TLP:GREEN)"
    assert lines[0].why == ""
    assert "third-party" in lines[1].why


def test_a_past_day_has_what_was_released_then_and_is_now(desk):
    action = desk.log("Shared", at=later(5), release=("US",)).key
    key = desk.attach("Readout", of(action), at=later(5)).key
    late = desk.attach("Later", of(action), at=later(5)).key
    desk.act(releases.release_document, key, ["US"], at=later(10))
    desk.act(releases.release_document, late, ["US"], at=later(20))

    def past(day):
        with clock.at(later(60)):
            return going(desk, as_of=later(day).date())

    assert (past(9), past(10), past(15), past(20)) == (set(), {key}, {key}, {key, late})
    desk.act(releases.release_document, key, [], at=later(25))
    assert past(10) == set(), "taken back since"
    desk.act(documents.amend, late, {"third_party": True}, at=later(26))
    assert past(20) == set(), "blocked now"
    desk.act(documents.amend, late, {"third_party": False}, at=later(27))
    desk.act(documents.discard, [late], "Wrong.", at=later(28))
    assert past(20) == set(), "in the trash now"


def test_a_past_day_s_edition_needs_the_accreditation_and_the_list_of_markings_of_today(desk):
    desk.act(office.accredit, "ACC/7", at=later(4))
    desk.act(markings.add, "OFFICE ONLY", "Office", 1, at=later(4))
    action = desk.log("Shared", at=later(5), release=("US",)).key
    secret = desk.log("Secret", at=later(5), release=("US",), marking="Secret").key
    paper = desk.attach("Secret paper", of(action), at=later(5), marking="Secret", release=("US",)).key
    local = desk.attach("Local paper", of(action), at=later(5), marking="OFFICE ONLY", release=("US",)).key

    def past():
        with clock.at(later(60)), desk.store.read(as_of=later(6).date()) as rx:
            edition = editions.edition(rx, "US")
        return set(edition.actions), set(edition.documents)

    assert past() == ({action, secret}, {paper, local})
    desk.act(office.accredit, "", at=later(20))
    assert past() == ({action}, {local})
    with desk.store.read() as rx:
        key = rx.scalar(select(schema.markings.c.key).where(schema.markings.c.code == "OFFICE ONLY"))
    with clock.at(later(21)), desk.store.write(desk.officer, "Marking retired") as tx:
        tx.update(schema.markings, key, {"retired": 1})
    assert past() == ({action}, set())


def taken_back(desk, at):
    """Undo the last act."""
    with desk.store.read() as rx:
        last = undo.last(rx, desk.officer)
    with clock.at(at), desk.store.write(desk.officer, last.undoing, undoes=last.tx) as tx:
        undo.undo(tx, last.tx)


def test_a_document_that_was_undone_since_is_in_no_past_edition(desk):
    action = desk.log("Shared", at=later(5), release=("US",)).key
    desk.attach("Too early", of(action), at=later(6), release=("US",))
    taken_back(desk, later(8))
    key = desk.attach("Harmless", of(action), at=later(9), release=("US",)).key
    with clock.at(later(60)):
        assert going(desk, as_of=later(6).date()) == set()
        assert going(desk, as_of=later(9).date()) == {key}


def test_a_key_that_is_another_document_s_by_now_lends_it_nothing(desk):
    action = desk.log("Shared", at=later(5), release=("US",)).key
    key = desk.attach("Gone", of(action), at=later(6), release=("US",)).key

    def give_the_key_away(tx):
        d = schema.documents
        row = dict(tx.row(d, key))
        r = schema.releases
        for other in tx.column(select(r.c.key).where(r.c.noun == "documents")):
            tx.delete(r, other)
        for table in (schema.document_links, schema.document_versions):
            for other in tx.column(select(table.c.key)):
                tx.delete(table, other)
        tx.delete(d, key)
        assert tx.insert(d, {name: row[name] for name in row if name not in ("key", "id")}) == key

    desk.act(give_the_key_away, at=later(8))
    filed = desk.filed(b"Other")
    version = {"document_key": key, "number": 1, "file_name": "x", "sha256": filed.sha256, "size": filed.size}
    told = {"kind": "pdf", "text_state": "read", "current": 1, "added_at": clock.text(later(9)), "added_by": 1}
    desk.act(lambda tx: tx.insert(schema.document_versions, {**version, **told}), at=later(9))
    desk.act(documents.link, key, of(action), at=later(9))
    desk.act(releases.release_document, key, ["US"], at=later(10))
    with clock.at(later(60)):
        assert going(desk, as_of=later(6).date()) == set()
        assert going(desk, as_of=later(10).date()) == {key}


def test_an_action_that_was_undone_since_is_in_no_past_edition(desk):
    desk.log("Too early", at=later(6), release=("US",))
    taken_back(desk, later(8))
    key = desk.log("Harmless", at=later(9), release=("US",)).key
    with clock.at(later(60)), desk.store.read(as_of=later(6).date()) as rx:
        assert releases.edition(rx, "US").actions == {}
    with clock.at(later(60)), desk.store.read(as_of=later(9).date()) as rx:
        assert set(releases.edition(rx, "US").actions) == {key}


def test_more_documents_than_one_statement_takes(desk, action):
    def fill(tx):
        for number in range(620):
            made = {"title": f"P{number}", "type": "other", "marking": "TLP:GREEN", "year": 2026, "number": number + 1}
            key = tx.insert(
                schema.documents,
                {**made, "reference": f"DOC-2026-{number + 1:04d}", "attached_at": clock.text(DAY), "attached_by": 1},
            )
            version = {"document_key": key, "number": 1, "file_name": "x", "sha256": f"{number:064x}", "size": 1}
            told = {"kind": "pdf", "text_state": "read", "current": 1, "added_at": clock.text(DAY), "added_by": 1}
            tx.insert(schema.document_versions, {**version, **told})
            documents.link(tx, key, of(action))
        releases.release(tx, action, ["US"], with_all=True)

    desk.act(fill)
    assert len(going(desk)) == 620
    with desk.store.read() as rx:
        assert len(editions.documents(rx, "US")[0]) == 620
        assert joint_actions.card(rx, action).key == action
