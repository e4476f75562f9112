"""Damage, truncation and old copies are noticed, with a sentence and nothing else."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hsdclient import connection, errors, head, journal, keyring, paths, store, verify
from hsdclient.verify import Finding
from tests.built import Built, build

PAGE = 4096


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("verify") / "desk", 20)


@pytest.fixture
def built(template: Built, tmp_path: Path) -> Built:
    folder = tmp_path / "desk"
    shutil.copytree(template.folder, folder)
    own = paths.own_file("heads", template.unlocked.workspace_id)
    shutil.copy(template.folder / head.NAME, own)  # other tests of this module moved the officer's own head
    return Built(folder, template.unlocked, template.officer)


def findings(built: Built) -> list[Finding]:
    return verify.verify_folder(built.folder, built.unlocked)


def kinds(built: Built) -> set[str]:
    found = findings(built)
    assert all(finding.sentence.endswith((".", ")")) or ":" in finding.sentence for finding in found)
    return {finding.kind for finding in found}


def tampered(built: Built, *statements: str) -> None:
    """Change the database with the right key, past the program's triggers."""
    conn = connection.connect(built.database, built.unlocked.database_key_hex())
    conn.execute("PRAGMA foreign_keys = OFF")
    triggers = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()]
    declared = [row[0] for row in conn.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()]
    for name in triggers:
        conn.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        conn.execute(statement)
    for sql in declared:
        with contextlib.suppress(connection.driver.Error):  # its table was dropped
            conn.execute(sql)
    conn.close()


def test_a_sound_workspace_has_no_findings(built: Built) -> None:
    assert findings(built) == []
    opened = built.open()
    assert verify.verify(opened) == []
    opened.close()


def test_a_reader_verifies_while_the_writer_works(built: Built) -> None:
    writer = built.open()
    with writer.write(built.officer, "Working group amended") as tx:
        tx.update(store.session.schema.working_groups, 1, {"name_hi": "मादक पदार्थ"})
    assert findings(built) == []
    writer.close()


def test_every_flipped_bit_is_noticed(built: Built) -> None:
    sound = built.database.read_bytes()
    pages = len(sound) // PAGE
    places = [0, 7, 15, 16, 21, 60, 99, 100, 2000]
    for page in (0, 1, 2, pages // 3, pages // 2, pages - 2, pages - 1):
        places += [page * PAGE + at for at in (0, 9, 1500, PAGE - 81, PAGE - 80, PAGE - 64, PAGE - 1)]
    for number, place in enumerate(sorted({place for place in places if place < len(sound)})):
        changed = bytearray(sound)
        changed[place] ^= 1 << (number % 8)
        built.database.write_bytes(changed)
        assert findings(built), f"byte {place}"
    built.database.write_bytes(sound)
    assert findings(built) == []


def test_every_page_is_looked_at(built: Built) -> None:
    sound = built.database.read_bytes()
    for page in range(0, len(sound) // PAGE, 3):
        changed = bytearray(sound)
        changed[page * PAGE + 777] ^= 0x10
        built.database.write_bytes(changed)
        assert kinds(built) & {"open", "pages"}, f"page {page}"


@pytest.mark.parametrize("left", [0, 1, 15, 16, 100, 1024, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE, -PAGE, -1, -100])
def test_a_cut_file_is_noticed_and_stays_as_it_is(built: Built, left: int) -> None:
    cut = built.database.read_bytes()[: left or None] if left else b""
    built.database.write_bytes(cut)
    assert findings(built)
    with contextlib.suppress(errors.Environment):  # cut in its last page it may open; nothing else may raise
        built.open().close()
    if left >= 0:
        assert built.database.read_bytes() == cut


def test_an_older_copy_put_back_is_noticed(built: Built) -> None:
    old = built.database.read_bytes()
    built.log(1, start=50)
    assert findings(built) == []
    built.database.write_bytes(old)
    with pytest.raises(store.RolledBack):
        built.open()
    assert kinds(built) == {"head"}


def test_an_older_copy_is_noticed_when_its_own_head_comes_with_it(built: Built) -> None:
    """The second head lies in the officer's own folder."""
    old = {path: path.read_bytes() for path in (built.database, built.folder / head.NAME)}
    built.log(1, start=50)
    for path, data in old.items():
        path.write_bytes(data)
    assert kinds(built) == {"head"}


def test_a_history_that_parted_is_noticed(built: Built, tmp_path: Path) -> None:
    """The same number of entries, other contents: from a copy of the folder on another workstation."""
    shutil.copytree(built.folder, tmp_path / "other")
    other = Built(tmp_path / "other", built.unlocked, built.officer)
    other.log(1, start=60)
    own = paths.own_file("heads", built.unlocked.workspace_id)
    shutil.copy(built.folder / head.NAME, own)
    built.log(1, start=70)
    shutil.copy(other.database, built.database)
    assert kinds(built) == {"head"}


def test_an_old_page_put_back_is_noticed_or_changes_no_answer(built: Built) -> None:
    old = built.database.read_bytes()
    built.log(4, start=50)
    new = built.database.read_bytes()
    changed = [place for place in range(0, len(old), PAGE) if old[place : place + PAGE] != new[place : place + PAGE]]
    assert len(changed) > 20
    unnoticed = []
    for place in changed:
        built.database.write_bytes(new[:place] + old[place : place + PAGE] + new[place + PAGE :])
        if not findings(built):
            unnoticed.append(place)
            assert answers(built) == list(range(1, 21)) + list(range(50, 54)), f"page {place // PAGE + 1}"
    assert len(unnoticed) <= 3  # inner pages of the search index that repeat what other pages say


def answers(built: Built) -> list[int]:
    """The numbers of the actions that are found by their own titles."""
    opened = built.open(writer=False)
    with opened.raw() as conn:
        found = []
        for (number,) in conn.exec_driver_sql("SELECT number FROM joint_actions ORDER BY number").all():
            keys = conn.exec_driver_sql(
                "SELECT a.number FROM search s JOIN joint_actions a ON a.key = (s.rowid & ((1 << 40) - 1)) "
                "WHERE search MATCH ? AND s.rowid >> 40 = 1",
                (f'"CN-2026-{number:04d}"',),
            ).all()
            found += [row[0] for row in keys]
    opened.close()
    return found


PAYLOAD = json.dumps({"after": {}, "before": {}})


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE joint_actions SET title_en = 'Other' WHERE key = 3", "row"),
        ("UPDATE action_sides SET due = '2030-01-01' WHERE key = 3", "row"),
        ("UPDATE progress_entries SET text = 'nothing sent' WHERE key = 2", "row"),
        ("UPDATE officers SET role = 'reader' WHERE key = 1", "row"),
        ("DELETE FROM progress_entries WHERE key = 2", "row"),
        ("INSERT INTO action_tags (id, action_key, tag) VALUES ('x', 1, 'urgent')", "row"),
        ("UPDATE journal SET sentence = 'Nothing' WHERE seq = 5", "journal"),
        ("UPDATE journal SET seq = 5000 WHERE seq = 7", "journal"),
        ("DELETE FROM journal WHERE seq = 9", "journal"),
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "head"),
        ("UPDATE journal SET previous = zeroblob(32) WHERE seq = 9", "journal"),
        (f"UPDATE journal_payloads SET payload = '{PAYLOAD}' WHERE seq = 6", "payload"),
        ("DELETE FROM journal_payloads WHERE seq = 6", "payload"),
        ("INSERT INTO journal_payloads VALUES (6, 'else', x'00', '{}')", "payload"),
        ("INSERT INTO journal_payloads VALUES (9999, 'facts', x'00', '{}')", "payload"),
        ("UPDATE search SET title = 'other' WHERE rowid = 1099511627777", "search"),
        ("DELETE FROM search WHERE rowid = 1099511627777", "search"),
        ("INSERT INTO search (rowid, title, body) VALUES (99999, 'a', 'b')", "search"),
        ("DELETE FROM search_data WHERE id > 10", "search"),
        ("DROP INDEX sides_by_due", "schema"),
        ("ALTER TABLE agencies ADD COLUMN more TEXT", "schema"),
        ("UPDATE action_sides SET action_key = 999 WHERE key = 4", "pages"),
        ("DELETE FROM workspace", "open"),
        ("DROP TABLE workspace", "open"),
        ("DROP TABLE action_tags", "schema"),
        ("DROP TABLE journal_payloads", "journal"),
        ("DELETE FROM alembic_version", "open"),
    ],
)
def test_a_change_past_the_program_is_noticed(built: Built, statement: str, kind: str) -> None:
    tampered(built, statement)
    assert kind in kinds(built)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM journal WHERE seq BETWEEN 9 AND 11", "entries 9 to 11 are missing"),
        ("DELETE FROM journal WHERE seq < 4", "entries 1 to 3 are missing"),
        ("INSERT INTO action_tags (id, action_key, tag) VALUES ('x', 1, 'urgent')", "in no entry"),
    ],
)
def test_the_finding_says_what_is_wrong(built: Built, statement: str, said: str) -> None:
    tampered(built, statement)
    assert any(said in finding.sentence for finding in findings(built))


def test_an_entry_that_is_sound_in_itself_but_in_the_wrong_chain_is_noticed(built: Built) -> None:
    conn = connection.connect(built.database, built.unlocked.database_key_hex())
    last = conn.execute("SELECT max(seq) FROM journal").fetchone()[0]
    row = conn.execute(f"SELECT {verify._FIELDS} FROM journal j WHERE seq = {last}").fetchone()
    conn.close()
    forged = journal.entry_hash((*row[:14], bytes(32)))
    tampered(built, f"UPDATE journal SET previous = zeroblob(32), hash = x'{forged.hex()}' WHERE seq = {last}")
    assert {"journal", "head"} <= kinds(built)


def purge(built: Built, name: str) -> None:
    opened = built.open()
    with opened.write(built.officer, "Personal data purged") as tx:
        tx.remark("purge", "journal_payloads", name, {"rule": "retention"})
    opened.close()


def test_a_payload_may_be_missing_only_when_a_purge_names_it(built: Built) -> None:
    conn = connection.connect(built.database, built.unlocked.database_key_hex())
    seq = conn.execute("SELECT seq FROM journal_payloads WHERE kind = 'personal'").fetchone()[0]
    conn.close()
    purge(built, f"{seq}/personal")
    assert kinds(built) == {"payload"}  # named, and still there
    tampered(built, f"DELETE FROM journal_payloads WHERE seq = {seq} AND kind = 'personal'")
    assert findings(built) == []
    tampered(built, f"DELETE FROM journal_payloads WHERE seq = {seq}")
    assert kinds(built) == {"payload"}


def test_many_findings_of_one_kind_are_counted(built: Built) -> None:
    tampered(built, "UPDATE progress_entries SET text = 'x'", "UPDATE action_sides SET reason = 'y'")
    found = [finding for finding in findings(built) if finding.kind == "row"]
    assert len(found) == verify.AT_MOST + 1
    assert str(60 - verify.AT_MOST) in found[-1].sentence


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "keyring.json").unlink(),
        lambda folder: (folder / "keyring.copy.json").write_bytes(b"{}"),
        lambda folder: [(folder / name).write_bytes(b"") for name in ("keyring.json", "keyring.copy.json")],
    ],
    ids=["missing", "damaged", "both"],
)
def test_harm_to_the_key_files_is_noticed(built: Built, harm: Callable[[Path], object]) -> None:
    harm(built.folder)
    assert kinds(built) == {"keys"}


def test_missing_heads_are_noticed(built: Built) -> None:
    (built.folder / head.NAME).unlink()
    assert findings(built) == []  # the officer's own head is still there
    paths.own_file("heads", built.unlocked.workspace_id).unlink()
    assert kinds(built) == {"head"}


def test_a_missing_database_is_a_finding_and_is_not_made_anew(built: Built) -> None:
    built.database.unlink()
    assert kinds(built) == {"open"}
    assert not built.database.exists()


def test_another_key_is_a_finding(built: Built) -> None:
    other = keyring.Unlocked(built.unlocked.workspace_id, "", bytes(32))
    assert {finding.kind for finding in verify.verify_folder(built.folder, other)} == {"open"}
