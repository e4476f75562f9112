"""Undo and redo of an officer's last act: compensating writes made from the journal.

Knows rows and tables by name; a record with a reference is the one exception: it is discarded, never deleted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from hsdclient import clock, errors, schema, touched, undo_of_training
from hsdclient.session import Clash, Officer, Read, Tx
from hsdclient.words import N_, _

NEVER = frozenset({"officers", "workspace", "reports", "certificates", "vetting_looks"})
"""Tables whose changes are not undone: access, the workspace's own facts, prints and certificates that were issued."""
TRASHED = frozenset(schema.REFERENCED)
"""Nouns with references: what was recorded is discarded by an undo, never deleted."""
WRITES = frozenset({"insert", "update", "delete"})
LEANING = {
    "document_links": ("document_key", schema.documents),
    "fulfilments": ("action_key", schema.joint_actions),
    "responsibles": ("contact_key", schema.contacts),
    "releases": ("", None),
}
"""Tables whose rows name a record by noun and key, without a constraint: a key that is free again names another.
With each the column that names the record at the other end, and its table."""
STANDS_ON = {
    "commitments": {"meeting_key": "meetings", "agreement_key": "agreements", "carried_from_key": "commitments"},
    "needs": {"course_key": "courses"},
    "runs": {"course_key": "courses"},
}
"""Records that may not be out of the trash while the one they stand on is in it: noun → column → noun."""
UNNAMED = frozenset({
    *LEANING, "agreement_agencies", "attendees", "meeting_deadlines", "posts_held", "group_agencies",
    "run_sides", "run_deadlines", "run_moves", "run_costs", "run_results", "incidents", "instructor_hours",
    "nomination_steps", "gates", "attendance", "scores", "ratings", "evaluation_chasers", "deadline_rules",
})  # fmt: skip
"""Tables whose rows nothing names by their key: one that comes back may have another key when its own was given to a
later row (their id says which row it is)."""
_SEATING = undo_of_training.SEATING
KEPT = timedelta(days=30)
"""How long the content of a version that was taken back is kept for a redo (sweeping removes it then)."""
UNDONE = N_("Undone")


@dataclass(frozen=True)
class Undoable:
    """An act that can be undone: its transaction and its sentence (a msgid)."""

    tx: str
    sentence: str

    @property
    def undoing(self) -> str:
        """The sentence under which to write its undo."""
        return f"Undo: {self.sentence}"

    @property
    def redoing(self) -> str:
        """The sentence under which to write its redo."""
        return f"Redo: {self.sentence}"


@dataclass(frozen=True)
class _Act:
    tx: str
    sentence: str
    undoes: str
    undoable: bool


@dataclass(frozen=True)
class _Entry:
    seq: int
    at: str
    op: str
    noun: str
    row: str
    before: dict[str, Any]
    after: dict[str, Any]
    whole: bool


def last(rx: Read, officer: Officer) -> Undoable | None:
    """The officer's newest act that is not undone and can be; None when there is none."""
    undone: set[str] = set()
    for act in _acts(rx, officer.id):
        if act.tx in undone:
            continue
        if act.undoes:
            undone.add(act.undoes)
        elif act.undoable:
            return Undoable(act.tx, act.sentence)
    return None


def last_undone(rx: Read, officer: Officer) -> Undoable | None:
    """The undo that a redo would undo: `tx` is the undo's, `sentence` the original act's.

    None once the officer has done something new since.
    """
    undone: set[str] = set()
    for act in _acts(rx, officer.id):
        if act.tx in undone:
            continue
        if not act.undoes:
            return None
        undone.add(act.undoes)
        j = schema.journal.c
        target = rx.one(select(j.sentence, j.undoes).where(j.tx == act.undoes).limit(1))
        if target is not None and not target.undoes:
            return Undoable(act.tx, target.sentence)
    return None


def _acts(rx: Read, officer_id: str) -> Iterator[_Act]:
    """The officer's transactions, newest first; the entries of one lie next to each other."""
    j = schema.journal.c
    before: int | None = None
    while True:
        newest = select(j.seq, j.tx, j.sentence, j.undoes).where(j.officer == officer_id).order_by(j.seq.desc())
        row = rx.one((newest if before is None else newest.where(j.seq < before)).limit(1))
        if row is None:
            return
        kinds = rx.all(select(j.op, j.noun).where(j.tx == row.tx).distinct())
        undoable = all(kind.op in WRITES and kind.noun not in NEVER for kind in kinds)
        yield _Act(row.tx, row.sentence, row.undoes, undoable)
        before = int(rx.scalar(select(j.seq).where(j.tx == row.tx).order_by(j.seq).limit(1)))


def undo(tx: Tx, tx_id: str) -> None:
    """Take back the transaction `tx_id` inside `tx` (opened with `undoes=tx_id`), last entry first.

    Refused, changing nothing, when a record was changed since or the act cannot be undone.
    """
    entries = _entries(tx, tx_id)
    if not entries or any(entry.op not in WRITES or entry.noun in NEVER for entry in entries):
        raise errors.Refused(_("This act cannot be undone."))
    if not all(entry.whole for entry in entries):
        raise errors.Refused(_("This act cannot be undone: its details were purged."))
    recorded = [entry for entry in entries if entry.op == "insert" and entry.noun in TRASHED]
    kept = {(entry.noun, int(entry.after["key"])) for entry in recorded}
    for entry in entries:  # what belongs to a child of a record that stays, stays with it
        if entry.op == "insert" and entry.noun not in TRASHED and _parents(entry) & kept:
            kept.add((entry.noun, int(entry.after["key"])))
    try:
        for entry in reversed(entries):
            if entry.noun not in TRASHED and entry.op == "insert" and _parents(entry) & kept:
                _changed_since(tx, entry)
            else:
                _take_back(tx, entry)
    except Clash as error:
        raise _too_late() from error
    undo_of_training.check(tx, ((entry.noun, _values(tx, entry)) for entry in entries if entry.noun in _SEATING))


def _entries(rx: Read, tx_id: str) -> list[_Entry]:
    j, p = schema.journal.c, schema.journal_payloads.c
    rows = rx.all(
        select(j.seq, j.at, j.op, j.noun, j.row, j.payload_hash, p.payload)
        .outerjoin(schema.journal_payloads, p.seq == j.seq)
        .where(j.tx == tx_id)
        .order_by(j.seq, p.kind)
    )
    found: dict[int, _Entry] = {}
    there = Counter(row.seq for row in rows if row.payload is not None)
    for row in rows:
        payload = json.loads(row.payload) if row.payload is not None else {"before": {}, "after": {}}
        # Facts and personal columns are payloads of their own: a purge may have taken one of the two.
        written = sum(any(row.payload_hash[at : at + 32]) for at in range(0, len(row.payload_hash), 32))
        whole = there[row.seq] == written
        entry = found.setdefault(row.seq, _Entry(row.seq, row.at, row.op, row.noun, row.row, {}, {}, whole))
        entry.before.update(payload["before"])
        entry.after.update(payload["after"])
    return list(found.values())


def _parents(entry: _Entry) -> set[tuple[str, int]]:
    """The records of TRASHED that an inserted row belongs to, or their child: (noun, key) of each."""
    row = entry.after
    found = {
        (noun, int(row[column]))
        for noun, children in touched.CHILDREN.items()
        if noun in TRASHED and (column := children.get(entry.noun)) and row.get(column) is not None
    }
    column, child = touched.GRANDCHILDREN.get(entry.noun, ("", ""))
    if child:
        return {(child, int(row[column]))}
    if entry.noun == "document_links":  # it names the record it is evidence of too, and belongs to the document
        return found
    if entry.noun == "nominations":  # a seat of the run; the trainee's record may go into the trash without it
        return {one for one in found if one[0] != "trainees"}
    if row.get("noun") in TRASHED:  # a release names its record by noun and key
        found.add((str(row["noun"]), int(row["row_key"])))
    return found


def _too_late() -> errors.Refused:
    return errors.Refused(_("A record was changed since; it cannot be undone any more. Change it back by hand."))


def _changed_since(tx: Tx, entry: _Entry) -> dict[str, Any] | None:
    """The row as it is now; refused when it is not as the entry left it."""
    table = schema.JOURNALLED[entry.noun]
    key = tx.scalar(select(table.c.key).where(table.c.id == entry.row))
    now = None if key is None else tx.row(table, key)
    if entry.op == "delete":
        if now is not None:
            raise _too_late()
    elif now is None or any(now[name] != value for name, value in entry.after.items() if name not in _loose(entry)):
        raise _too_late()
    return now


def _values(rx: Read, entry: _Entry) -> dict[str, Any]:
    """The row as it is now; as the act wrote or held it when it is gone."""
    table = schema.JOURNALLED[entry.noun]
    key = rx.scalar(select(table.c.key).where(table.c.id == entry.row))
    return (None if key is None else rx.row(table, key)) or {**entry.before, **entry.after}


def _take_back(tx: Tx, entry: _Entry) -> None:
    now = _changed_since(tx, entry)
    table = schema.JOURNALLED[entry.noun]
    _check_what_hangs_on_it(tx, entry, now)
    if now is None:
        taken = "key" in _loose(entry) and tx.row(table, entry.before["key"]) is not None
        tx.insert(table, {name: value for name, value in entry.before.items() if not (taken and name == "key")})
    elif entry.op == "update":
        tx.update(table, now["key"], entry.before)
    elif entry.noun in TRASHED:
        # A reference is never free again, so its record stays, in the trash (rules.md, Two sides).
        tx.update(table, now["key"], {"discarded_at": clock.text(clock.now()), "discard_reason": UNDONE})
    else:
        tx.delete(table, now["key"])


def _loose(entry: _Entry) -> tuple[str, ...]:
    return ("key",) if entry.noun in UNNAMED else ()


def _check_what_hangs_on_it(tx: Tx, entry: _Entry, now: dict[str, Any] | None) -> None:
    """Refuse where the row itself is as it was left, and what others did since leans on it or took its place."""
    if entry.noun == "documents" and now is not None and now["swept_at"]:
        raise errors.Refused(
            _("The content of {reference} was swept; attach the file again.").format(reference=now["reference"])
        )
    if entry.noun == "document_versions":
        _check_version(tx, entry, now)
    if entry.noun in TRASHED and now is not None:
        _check_ground(tx, entry, now)
    if entry.noun in touched.INNER.values() and entry.op == "insert" and now is not None:
        _let_go(tx, entry.noun, now["key"])
    if entry.noun == "releases" and entry.op != "insert":
        _check_release(tx, entry, now or entry.before)
    if now is None and "noun" in entry.before and not _is_the_same(tx, entry):
        raise _too_late()


def _check_ground(tx: Tx, entry: _Entry, now: dict[str, Any]) -> None:
    """What goes into the trash must carry nothing that stays out of it; what comes out must stand on something."""
    goes = entry.op == "insert" or bool(entry.before.get("discarded_at"))
    comes = entry.op == "update" and bool(entry.after.get("discarded_at"))
    if goes:
        undo_of_training.check_goes(tx, entry.noun, now["key"])
    for noun, columns in STANDS_ON.items():
        table = schema.REFERENCED[noun]
        for column, ground in columns.items():
            if goes and ground == entry.noun:
                leaning = select(table.c.key).where(table.c[column] == now["key"], table.c.discarded_at.is_(None))
                if tx.one(leaning.limit(1)):
                    raise _too_late()
            stands = comes and noun == entry.noun and now[column] is not None
            under = tx.row(schema.REFERENCED[ground], now[column]) if stands else None
            if under is not None and under["discarded_at"]:
                raise _too_late()


def _check_version(tx: Tx, entry: _Entry, now: dict[str, Any] | None) -> None:
    """What is the current content changes: a release since was of the other one, and must not cover this one."""
    r, j = schema.releases.c, schema.journal.c
    document = (now or entry.before)["document_key"]
    released = select(r.id).where(r.noun == "documents", r.row_key == document)
    if tx.one(select(j.seq).where(j.noun == "releases", j.row.in_(released), j.seq > entry.seq).limit(1)):
        raise _too_late()
    if now is None and clock.instant(entry.at) <= clock.now() - KEPT:
        raise errors.Refused(_("This cannot be done again: the file is kept for 30 days only. Attach it again."))


def _check_release(tx: Tx, entry: _Entry, row: dict[str, Any]) -> None:
    """A release that comes back is of the contents that were there when it went, and covers no later one."""
    v, j = schema.document_versions.c, schema.journal.c
    versions = select(v.id).where(v.document_key == row["row_key"])
    since = select(j.seq).where(j.noun == "document_versions", j.row.in_(versions), j.seq > entry.seq)
    if row["noun"] == "documents" and tx.one(since.limit(1)):
        raise _too_late()


def _let_go(tx: Tx, noun: str, row_key: int) -> None:
    """Before a progress entry or a decision goes: nobody may have released it, attached to it or made it an action
    since. What lies in the trash itself lets it go, so that no later one with this key gets it."""
    for name, (column, other) in LEANING.items():
        table = schema.JOURNALLED[name]
        c = table.c
        for key in tx.column(select(c.key).where(c.noun == noun, c.row_key == row_key)):
            there = None if other is None else tx.row(other, (tx.row(table, key) or {})[column])
            if there is None or not there["discarded_at"]:
                raise _too_late()
            tx.delete(table, key)


def _is_the_same(tx: Tx, entry: _Entry) -> bool:
    """Whether the record that a release or link named is still there, and no later one has its key."""
    table, j = schema.JOURNALLED[entry.before["noun"]], schema.journal.c
    row_id = tx.scalar(select(table.c.id).where(table.c.key == entry.before["row_key"]))
    recorded = tx.one(select(j.seq).where(j.noun == table.name, j.row == row_id, j.seq < entry.seq).limit(1))
    return row_id is not None and recorded is not None
