"""Is the workspace what its journal says? Pages, schema, chain, rows, search index, papers, head, key files.

Looks and reports; mends nothing, and no damage raises from here (rules.md, Journal; design.md trap 11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import SQLAlchemyError

from hsdclient import connection, errors, golden, journal, keyring, papers, places, schema, search, store
from hsdclient.holdings import Content
from hsdclient.keyring import Unlocked
from hsdclient.store import Store
from hsdclient.words import _

AT_MOST = 20  # findings of one kind that are listed; the rest is counted
_BATCH = 2000
_WRITTEN = ("insert", "update", "delete")
_FIELDS = (
    "j.seq, tx, at, hlc, zone, workstation, officer, sentence, undoes, op, noun, row, "
    "payload_hash, state_hash, previous"
)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. `kind`: open, pages, schema, journal, payload, row, search,
    vault, head, keys. `content`: the paper that `mending` may mend."""

    kind: str
    sentence: str
    content: Content | None = None


@dataclass
class Chain:
    """What a walk through the journal found: findings, the last state hash of each (noun, row id)."""

    findings: list[Finding] = field(default_factory=list)
    states: dict[tuple[str, str], bytes] = field(default_factory=dict)


def verify_folder(
    folder: Path,
    unlocked: Unlocked,
    *,
    deep: bool = False,
    told: papers.Told | None = None,
    cancelled: papers.Asked | None = None,
) -> list[Finding]:
    """Open the workspace for reading and verify it; what keeps it from opening is a finding too."""
    found: list[Finding] = []
    try:
        opened = store.open_workspace(folder, unlocked, writer=False)
    except store.RolledBack:
        try:
            opened = store.open_workspace(folder, unlocked, writer=False, accept_rollback=True)
        except errors.HsdError as error:
            return [_from_opening(folder, error), *_keys(folder)]
    except (store.NewerWorkspace, keyring.NewerFormat):
        raise  # no damage: this program is too old to judge
    except errors.HsdError as error:
        return [_from_opening(folder, error), *_keys(folder)]
    try:
        found += verify(opened, deep=deep, told=told, cancelled=cancelled)
    finally:
        opened.close()
    return found


def _from_opening(folder: Path, error: errors.HsdError) -> Finding:
    path = folder / store.DATABASE
    # A statement that fails in a database that opens means that a table is not what it was.
    return Finding(
        "open", connection.damaged(path).sentence if isinstance(error, errors.Bug) else error.sentence
    )


def verify(
    opened: Store,
    *,
    deep: bool = False,
    told: papers.Told | None = None,
    cancelled: papers.Asked | None = None,
) -> list[Finding]:
    """Every check over the open workspace; empty when all is as it should be.

    Of each paper the length, the label and the first chunk are looked at; `deep` reads all of it. `told` hears
    (bytes so far, all) of the papers; Cancelled (a Refused) when `cancelled` says so.
    """
    path = opened.path
    immutable = not places.may_write(opened.folder)
    found: list[Finding] = []
    try:
        conn = connection.connect(path, opened.key_hex, query_only=True, immutable=immutable)
    except errors.HsdError as error:
        return [_from_opening(opened.folder, error), *_keys(opened.folder)]
    try:
        found += _guarded(path, "pages", lambda: _pages(conn))
        found += _guarded(path, "schema", lambda: _declared(conn))
        conn.execute("BEGIN")  # journal and rows must be of one moment: a writer may be at work
        found += _guarded(path, "journal", lambda: _record(conn, opened.row_key))
    finally:
        conn.close()
    found += _guarded(path, "search", lambda: _search(path, opened.key_hex, immutable))
    found += _guarded(path, "vault", lambda: _papers(opened, deep, told, cancelled))
    found += _guarded(path, "head", lambda: _head(opened))
    return found + _keys(opened.folder)


def _guarded(path: Path, kind: str, look: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return look()
    except papers.Cancelled:
        raise
    except errors.Environment as error:
        return [Finding(kind, error.sentence)]
    except (driver.Error, SQLAlchemyError, errors.HsdError, ValueError, TypeError, LookupError):
        return [Finding(kind, connection.damaged(path).sentence)]


def _pages(conn: Any) -> list[Finding]:
    told = [str(row[0]) for row in conn.execute("PRAGMA cipher_integrity_check")]
    if not told:
        told = [str(row[0]) for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
    if not told:
        told = [
            _("row {row} of {table} belongs to a record that is not there").format(row=row[1], table=row[0])
            for row in conn.execute("PRAGMA foreign_key_check")
        ]
    return _listed("pages", [_("The database file is damaged: {what}").format(what=what) for what in told])


def _declared(conn: Any) -> list[Finding]:
    return _listed(
        "schema",
        [
            _("The table, index or trigger {name} is not as this program made it.").format(name=name)
            for name in golden.differences(conn)
        ],
    )


def _listed(kind: str, sentences: list[str]) -> list[Finding]:
    shown = [Finding(kind, sentence) for sentence in sentences[:AT_MOST]]
    if len(sentences) > AT_MOST:
        shown.append(
            Finding(kind, _("… and {count} more of this kind.").format(count=len(sentences) - AT_MOST))
        )
    return shown


def chain(conn: Any) -> Chain:
    """Walk the journal on a connection of the driver: sequence, previous, hash, payloads."""
    walked = Chain()
    wrong: list[str] = []
    expected, previous = 1, journal.NOTHING
    missing: set[str] = set()
    purged: set[str] = set()
    rows = conn.execute(
        f"SELECT {_FIELDS}, hash, f.salt, f.payload, p.salt, p.payload FROM journal j "
        "LEFT JOIN journal_payloads f ON f.seq = j.seq AND f.kind = 'facts' "
        "LEFT JOIN journal_payloads p ON p.seq = j.seq AND p.kind = 'personal' ORDER BY j.seq"
    )
    bad_payloads: list[str] = []
    for row in _fetched(rows):
        seq = int(row[0])
        op, noun, row_id, hashes, state, before, own = row[9:16]
        if seq != expected:
            wrong.append(
                _("The journal's entries {first} to {last} are missing.").format(first=expected, last=seq - 1)
            )
        elif before != previous:
            wrong.append(
                _("The journal's entry {seq} does not follow from the one before it.").format(seq=seq)
            )
        if journal.entry_hash(row[:15]) != own:
            wrong.append(_("The journal's entry {seq} was changed.").format(seq=seq))
        expected, previous = seq + 1, own
        for kind, salt, payload, stated in (
            ("facts", row[16], row[17], hashes[:32]), ("personal", row[18], row[19], hashes[32:]),
        ):  # fmt: skip
            name = f"{seq}/{kind}"
            if payload is None:
                if stated != journal.NOTHING:
                    missing.add(name)
            elif journal.payload_hash(salt, payload) != stated:
                bad_payloads.append(name)
        if op in _WRITTEN:
            walked.states[noun, row_id] = state
        elif op == "purge" and noun == "journal_payloads":
            purged.add(row_id)
    walked.findings += _listed("journal", wrong)
    there = [
        _("The contents of the journal's entry {entry} were changed.").format(entry=name)
        for name in bad_payloads
    ]
    there += [
        _("The contents of the journal's entry {entry} are missing, and no purge names them.").format(
            entry=name
        )
        for name in sorted(missing - purged)
    ]
    there += [
        _("The contents of the journal's entry {entry} were purged and are there again.").format(entry=name)
        for name in sorted(purged - missing)
    ]
    strays = conn.execute(
        "SELECT seq, kind FROM journal_payloads WHERE kind NOT IN ('facts', 'personal') "
        "OR seq NOT IN (SELECT seq FROM journal)"
    )
    there += [_("Contents {entry} belong to no entry.").format(entry=f"{seq}/{kind}") for seq, kind in strays]
    walked.findings += _listed("payload", there)
    return walked


def _fetched(cursor: Any) -> Iterator[Any]:
    while block := cursor.fetchmany(_BATCH):
        yield from block


def _record(conn: Any, row_key: bytes) -> list[Finding]:
    """The chain, then every journalled row against its last entry, and entries against rows."""
    walked = chain(conn)
    states, wrong = walked.states, []
    for name, table in schema.JOURNALLED.items():
        columns = [column.name for column in table.columns]
        listed = ", ".join(f'"{column}"' for column in columns)
        place = columns.index("id")
        for row in _fetched(conn.execute(f"SELECT {listed} FROM {name}")):
            stated = states.pop((name, row[place]), None)
            if stated is None:
                wrong.append(_("A row of {table} is in no entry of the journal.").format(table=name))
            elif journal.state_hash(row_key, dict(zip(columns, row, strict=True))) != stated:
                wrong.append(
                    _("A row of {table} is not what the journal last recorded (id {id}).").format(
                        table=name, id=row[place]
                    )
                )
    wrong += [
        _("A row of {table} that the journal records is not there (id {id}).").format(table=name, id=row_id)
        for (name, row_id), stated in states.items()
        if stated != journal.NOTHING
    ]
    return walked.findings + _listed("row", wrong)


def _search(path: Path, key_hex: str, immutable: bool) -> list[Finding]:
    engine = connection.engine(lambda: connection.connect(path, key_hex, immutable=immutable), 1)
    try:
        with engine.connect() as conn:
            conn.exec_driver_sql("BEGIN")
            try:
                differing = search.problems(conn, inner=not immutable)
            finally:
                conn.exec_driver_sql("ROLLBACK")
    finally:
        engine.dispose()
    return _listed(
        "search",
        [_("The search index does not fit the records ({what}).").format(what=what) for what in differing],
    )


def _papers(
    opened: Store, deep: bool, told: papers.Told | None, cancelled: papers.Asked | None
) -> list[Finding]:
    damages = papers.damages(opened, deep=deep, told=told, cancelled=cancelled)
    # Each is named, however many: what is not named is not looked for by anyone.
    found = [Finding("vault", one.sentence, one.content) for one in damages]
    return found + [Finding("vault", sentence) for sentence in papers.extras(opened, deep=deep)]


def _head(opened: Store) -> list[Finding]:
    try:
        word = store.judge_head(opened)
    except store.RolledBack as error:
        return [Finding("head", error.sentence)]
    if word == "missing":
        return [
            Finding(
                "head",
                _(
                    "The record against rollback is missing on this workstation and in the folder. If the "
                    "workspace is not new here, ask the administrator whether an old copy was put back."
                ),
            )
        ]
    return []


def _keys(folder: Path) -> list[Finding]:
    try:
        return [Finding("keys", sentence) for sentence in keyring.check(folder)]
    except errors.HsdError as error:
        return [Finding("keys", error.sentence)]
