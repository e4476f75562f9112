"""The edition for one side: which actions, parts, progress entries and documents may be shown to it.

Everything fails closed, as of a past day too (rules.md, Release and markings). Changes nothing: `releases` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import MetaData, and_, select

from hsdclient import markings, schema
from hsdclient.session import Read
from hsdclient.words import _

_BLOCK = 500


def _now(*tables: Any) -> list[Any]:
    """The same tables as they are now, whatever past day the read looks at."""
    return [table.to_metadata(MetaData(), schema="main") for table in tables]


_releases_now, _entries_now, _versions_now = _now(schema.releases, schema.progress_entries, schema.document_versions)
_records_now = dict(zip(schema.REFERENCED, _now(*schema.REFERENCED.values()), strict=True))
_markings_now, _agencies_now, _workspace_now = _now(schema.markings, schema.agencies, schema.workspace)


@dataclass(frozen=True)
class Withheld:
    """One action or document that is released by word and still stays out, and why."""

    key: int
    reference: str
    why: str


@dataclass(frozen=True)
class Edition:
    """What may be shown to `side`: parts per action key, keys of progress entries and of the documents that are
    evidence of them; `withheld` (actions) and `withheld_documents` say why not."""

    side: str
    actions: dict[int, frozenset[str]] = field(default_factory=dict)
    entries: frozenset[int] = frozenset()
    withheld: tuple[Withheld, ...] = ()
    documents: frozenset[int] = frozenset()
    withheld_documents: tuple[Withheld, ...] = ()

    def shows(self, noun: str, row_key: int) -> bool:
        """Whether the record that a document is evidence of may be shown."""
        return row_key in {"joint_actions": self.actions, "progress_entries": self.entries}.get(noun, ())


def edition(rx: Read, side: str, keys: Sequence[int] | None = None) -> Edition:
    """The edition for `side`, over all actions or those in `keys`, with the documents that are evidence of what
    it shows.

    As of a past day: only what was released then and is released now (rules.md).
    """
    ground = Ground.of(rx)
    shown_actions = records(rx, side, "joint_actions", keys, ground)
    allowed, withheld = shown_actions.parts, shown_actions.withheld
    p = schema.progress_entries.c
    entries = {int(key) for some in blocks(allowed) for key in rx.column(select(p.key).where(p.action_key.in_(some)))}
    told = set(released(rx, "progress_entries", side, entries))
    if rx.as_of is not None:
        told &= _there_now(rx, entries)
    shown = entries & told
    papers, kept = documents(rx, side, evidence_of(rx, allowed, shown), ground)
    return Edition(side, allowed, frozenset(shown), withheld, papers, kept)


@dataclass(frozen=True)
class Shown:
    """Which records of one noun may be shown to a side: parts by key; `withheld` are released by word and stay out."""

    parts: dict[int, frozenset[str]] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()

    def has(self, key: int | None, part: str = "record") -> bool:
        """Whether this part of the record `key` may be shown."""
        return key is not None and part in self.parts.get(key, ())


def records(rx: Read, side: str, noun: str, keys: Iterable[int] | None = None, ground: Ground | None = None) -> Shown:
    """Of the records `keys` of `noun` (all without it; a noun of schema.REFERENCED, documents apart): what may go to
    `side`. A part without the record itself is not shown. As of a past day: released then and now (rules.md)."""
    asked = None if keys is None else list(keys)
    parts = released(rx, noun, side, asked)
    wanted = set(parts) if asked is None else set(parts) & set(asked)
    ground = ground or Ground.of(rx)
    rows = [row for row in _records(rx, wanted, schema.REFERENCED[noun]) if "record" in parts[row.key]]
    present: dict[int, str] = {}
    if rx.as_of is not None:
        present = _blocked_now(rows, _records(rx, wanted, _records_now[noun]), Ground.now(rx).blocked)
    why = {row.key: ground.blocked(row) or present.get(row.key) for row in rows}
    return Shown(
        {row.key: frozenset(parts[row.key]) for row in rows if not why[row.key]},
        tuple(Withheld(row.key, row.reference, said) for row in rows if (said := why[row.key])),
    )


def documents(
    rx: Read, side: str, keys: Iterable[int] | None = None, ground: Ground | None = None
) -> tuple[frozenset[int], tuple[Withheld, ...]]:
    """Of the documents `keys` (all without it): those that may go to `side`, and those released by word that may
    not, with why. Whether what they are evidence of may be shown is not asked here."""
    wanted = set(released(rx, "documents", side, keys))
    ground = ground or Ground.of(rx)
    rows = _papers(rx, wanted, side, schema.documents, schema.document_versions, schema.releases)
    present: dict[int, str] = {}
    if rx.as_of is not None:
        now = _papers(rx, wanted, side, _records_now["documents"], _versions_now, _releases_now)
        present = _blocked_now(rows, now, Ground.now(rx).blocked_document)
    found = {row.key: ground.blocked_document(row) or present.get(row.key) for row in rows}
    kept = [Withheld(row.key, row.reference, why) for row in rows if (why := found[row.key])]
    return frozenset(key for key, why in found.items() if not why), tuple(kept)


def evidence_of(rx: Read, actions: Iterable[int], entries: Iterable[int]) -> set[int]:
    """The documents that are evidence of these actions or progress entries themselves."""
    k = schema.document_links.c
    return {
        int(key)
        for noun, rows in (("joint_actions", actions), ("progress_entries", entries))
        for some in blocks(rows)
        for key in rx.column(select(k.document_key).where(k.noun == noun, k.row_key.in_(some)))
    }


def blocks(keys: Iterable[int]) -> list[list[int]]:
    """`keys` in lists of at most 500, as many as one statement takes."""
    listed = sorted(keys)
    return [listed[start : start + _BLOCK] for start in range(0, len(listed), _BLOCK)]


def released(rx: Read, noun: str, side: str, keys: Iterable[int] | None = None) -> dict[int, set[str]]:
    """Row key → the parts released to `side` (of a past day: then and now), over all rows or `keys`."""
    wanted = None if keys is None else list(keys)
    found = _pairs(rx, schema.releases, noun, side, wanted)
    if rx.as_of is not None:
        found &= _pairs(rx, _releases_now, noun, side, wanted)
    parts: dict[int, set[str]] = {}
    for key, part in found:
        parts.setdefault(key, set()).add(part)
    return parts


def _pairs(rx: Read, table: Any, noun: str, side: str, keys: Iterable[int] | None) -> set[tuple[int, str]]:
    c = table.c
    all_of = select(c.row_key, c.part).where(c.noun == noun, c.side == side)
    statements = [all_of] if keys is None else [all_of.where(c.row_key.in_(some)) for some in blocks(keys)]
    return {(row[0], row[1]) for statement in statements for row in rx.all(statement)}


def _there_now(rx: Read, entries: Iterable[int]) -> set[int]:
    """Those of a past day's entries that were not undone since: the key alone may be a later entry's by now."""
    p, now = schema.progress_entries.c, _entries_now.c
    joined = schema.progress_entries.join(_entries_now, and_(now.key == p.key, now.id == p.id))
    return {
        int(key)
        for some in blocks(entries)
        for key in rx.column(select(p.key).select_from(joined).where(p.key.in_(some)))
    }


def _blocked_now(then: Iterable[Any], now: Iterable[Any], blocked: Any) -> dict[int, str]:
    """Why a record of a past day's edition stays out by what is recorded of it now (key → sentence); one that was
    undone since is gone, whoever has its key by now."""
    present = {row.id: row for row in now}
    gone = {row.key: _("It is in the trash now.") for row in then if row.id not in present}
    return gone | {row.key: why for row in present.values() if (why := blocked(row))}


def _handling(c: Any) -> tuple[Any, ...]:
    return (
        c.key, c.id, c.reference, c.marking, c.originator, c.third_party, c.permitted_by, c.permitted_on,
        c.permission_reference,
    )  # fmt: skip


def _records(rx: Read, keys: Iterable[int], table: Any) -> list[Any]:
    a = table.c
    return [
        row
        for some in blocks(keys)
        for row in rx.all(select(*_handling(a)).where(a.key.in_(some), a.discarded_at.is_(None)))
    ]


def _papers(rx: Read, keys: Iterable[int], side: str, papers: Any, versions: Any, told: Any) -> list[Any]:
    """Documents that are released to `side` and not in the trash, with when that was and the version's instant."""
    d, v, r = papers.c, versions.c, told.c
    joined = papers.join(versions, and_(v.document_key == d.key, v.current == 1)).join(
        told, and_(r.noun == "documents", r.row_key == d.key, r.part == "record", r.side == side)
    )
    return [
        row
        for some in blocks(keys)
        for row in rx.all(
            select(*_handling(d), v.added_at, r.released_at)
            .select_from(joined)
            .where(d.key.in_(some), d.discarded_at.is_(None))
        )
    ]


@dataclass(frozen=True)
class Ground:
    """What the rules of release look at besides the record: known markings, agencies, accreditation."""

    known: dict[str, markings.Marking]
    agencies: frozenset[str]
    accredited: bool

    @classmethod
    def of(cls, rx: Read) -> Ground:
        """The ground of the workspace that `rx` looks at."""
        agencies = frozenset(rx.column(select(schema.agencies.c.code)))
        return cls(markings.all_of(rx), agencies, bool(rx.facts.accreditation))

    @classmethod
    def now(cls, rx: Read) -> Ground:
        """The present ground, also under a look at a past day: what was withdrawn since gives no leave."""
        m = _markings_now.c
        rows = rx.all(select(m.code, m.scheme, m.side, m.rank, m.classified).where(m.retired == 0))
        known = {
            row.code: markings.Marking(row.code, row.scheme, row.side, row.rank, bool(row.classified)) for row in rows
        }
        agencies = frozenset(rx.column(select(_agencies_now.c.code)))
        return cls(known, agencies, bool(rx.scalar(select(_workspace_now.c.accreditation))))

    def blocked(self, row: Any) -> str | None:
        """Why this record stays out of the partner's edition although released; None when nothing forbids it."""
        marking = markings.find(self.known, row.marking) if row.marking.strip() else None
        if marking is None:
            return _("It has no marking that this workspace knows.")
        if marking.classified and not self.accredited:
            return _("It is classified and the workstation is not accredited.")
        if not self.third_party(row):
            return None
        if not (row.permitted_by.strip() and row.permitted_on and row.permission_reference.strip()):
            return _("It holds third-party material without the originator's permission (who, when, reference).")
        return None

    def blocked_document(self, row: Any) -> str | None:
        """The same for a document; a content that came after the release was never released."""
        if why := self.blocked(row):
            return why
        if row.added_at > row.released_at:
            return _("A newer version was added after it was released; look at it, then release it again.")
        return None

    def third_party(self, row: Any) -> bool:
        """Whether the material is a third party's: said so, or an originator that is no agency of either side."""
        originator = row.originator.strip().upper()
        return bool(row.third_party) or bool(originator and originator not in self.agencies)
