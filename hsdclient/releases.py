"""What may go to which side: releases of records, parts and documents, and their preview line by line.

Everything fails closed (rules.md, Release and markings): not named means not released. What an edition then
holds is told by `editions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select

from hsdclient import clock, codes, dates, editions, errors, schema
from hsdclient.editions import Edition, Ground, Shown, Withheld, edition, records
from hsdclient.record_releases import (
    RECORD_PARTS,
    PreviewLine,
    lines,
    preview_record,
    release_record,
    release_record_part,
    set_released,
)
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _, language

PARTS: dict[str, str] = {
    "record": N_("Reference, title, working group, leads, due date, own status"),
    "description": N_("Description"),
    "reasons": N_("RAG and reason for pendency"),
    "next_steps": N_("Next step"),
    "figures": N_("Figures"),
}
"""Parts of an action that are released one by one. RAG is not in the list of rules.md, so it does not go with
the record; it goes with the reason that Red and Amber must carry."""
ALL_PARTS = tuple(PARTS)


def release(tx: Tx, action_key: int, to: Iterable[str], *, with_all: bool | None = None) -> bool:
    """Make `to` exactly the sides that the action is released to.

    `with_all` True also releases every part, each present progress entry and each document linked to them, False
    takes those back, None leaves them as they are (a side that loses the action loses its parts as well). A
    document stays released to a side as long as another record released to it has it as evidence.
    """
    action = tx.row(schema.joint_actions, action_key)
    if action is None or action["discarded_at"]:
        raise errors.Refused(_("This action is in the trash; recover it first."))
    wanted = {codes.side(side) for side in to}
    p = schema.progress_entries.c
    entries = [int(key) for key in tx.column(select(p.key).where(p.action_key == action_key))]
    linked = sorted(editions.evidence_of(tx, [action_key], entries))
    alive = set(_alive(tx, linked))
    changed = False
    for side in schema.SIDES:
        kept = side in wanted
        changed |= set_released(tx, "joint_actions", action_key, "record", side, kept)
        if kept and with_all is None:
            continue
        whole = kept and bool(with_all)
        for part in ALL_PARTS[1:]:
            changed |= set_released(tx, "joint_actions", action_key, part, side, whole)
        for entry in entries:
            changed |= set_released(tx, "progress_entries", entry, "record", side, whole)
        for paper in linked:  # what lies in the trash is never released, and must not come back from it released
            if paper in alive if whole else not _elsewhere(tx, paper, action_key, side):
                changed |= release_document_to(tx, paper, side, whole)
    return changed


def release_part(tx: Tx, action_key: int, part: str, side: str, released: bool) -> bool:
    """Release one part of an action to one side, or take it back."""
    if part not in PARTS:
        raise errors.Bug(part)
    return set_released(tx, "joint_actions", action_key, part, codes.side(side), released)


def release_entry(tx: Tx, entry_key: int, side: str, released: bool) -> bool:
    """Release one progress entry to one side, or take it back."""
    return set_released(tx, "progress_entries", entry_key, "record", codes.side(side), released)


def release_document(tx: Tx, key: int, to: Iterable[str]) -> bool:
    """Make `to` exactly the sides that the document is released to; Refused for one in the trash.

    A side that has it already gets the newest version, if one was added since. False: nothing changed.
    """
    wanted = {codes.side(side) for side in to}
    changed = [release_document_to(tx, key, side, side in wanted) for side in schema.SIDES]
    return any(changed)


def release_document_to(tx: Tx, key: int, side: str, released: bool) -> bool:
    """Release one document to one side, or take it back; what was released before its newest version is renewed.

    Refused for one in the trash; taking back is always allowed.
    """
    document = tx.row(schema.documents, key)
    if document is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    if released and document["discarded_at"]:
        raise errors.Refused(_("This document is in the trash; recover it first."))
    r, v = schema.releases.c, schema.document_versions.c
    latest = str(tx.scalar(select(v.added_at).where(v.document_key == key, v.current == 1)))
    now = max(clock.text(clock.now()), latest)  # it is of this version, whatever a clock that was set back says
    if set_released(tx, "documents", key, "record", codes.side(side), released, now):
        return True
    if not released:
        return False
    held = tx.one(select(r.key, r.released_at).where(r.noun == "documents", r.row_key == key, r.side == side))
    if held.released_at >= latest:
        return False
    return tx.update(schema.releases, held.key, {"released_at": now, "officer_key": tx.officer.key})


def _alive(rx: Read, keys: Iterable[int]) -> list[int]:
    """Those of the documents `keys` that are not in the trash, by number."""
    d = schema.documents.c
    return [
        int(key)
        for some in editions.blocks(keys)
        for key in rx.column(select(d.key).where(d.key.in_(some), d.discarded_at.is_(None)).order_by(d.key))
    ]


def _elsewhere(rx: Read, document_key: int, action_key: int, side: str) -> bool:
    """Whether another record that is released to `side` has the document as evidence."""
    a, p, k, r = (
        schema.joint_actions.c, schema.progress_entries.c, schema.document_links.c, schema.releases.c,
    )  # fmt: skip
    entries = select(k.row_key).where(k.document_key == document_key, k.noun == "progress_entries")
    found = (
        select(a.key)
        .join(schema.releases, and_(r.noun == "joint_actions", r.row_key == a.key, r.part == "record", r.side == side))
        .where(
            a.key != action_key,
            a.discarded_at.is_(None),
            or_(
                a.key.in_(select(k.row_key).where(k.document_key == document_key, k.noun == "joint_actions")),
                a.key.in_(select(p.action_key).where(p.key.in_(entries))),
            ),
        )
    )
    if rx.one(found.limit(1)) is not None:
        return True
    for noun, table in schema.EVIDENCED.items():
        if noun in ("joint_actions", "progress_entries"):
            continue
        shown = (
            select(table.c.key)
            .join(schema.document_links, and_(k.noun == noun, k.row_key == table.c.key))
            .join(schema.releases, and_(r.noun == noun, r.row_key == table.c.key, r.part == "record", r.side == side))
            .where(k.document_key == document_key, table.c.discarded_at.is_(None))
        )
        if rx.one(shown.limit(1)) is not None:
            return True
    return False


def preview(rx: Read, action_key: int, side: str) -> tuple[list[PreviewLine], str | None]:
    """What a release "with the action" to `side` would give, line by line, and why it would stay out (or None)."""
    a, s, p, f, i = (
        schema.joint_actions.c, schema.action_sides.c, schema.progress_entries.c, schema.figures.c,
        schema.indicators.c,
    )  # fmt: skip
    row = rx.one(select(schema.joint_actions).where(a.key == action_key))
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    own = rx.one(select(schema.action_sides).where(s.action_key == action_key, s.side == rx.side))
    entries = [int(key) for key in rx.column(select(p.key).where(p.action_key == action_key))]
    held = editions.released(rx, "joint_actions", side, [action_key]).get(action_key, set())
    told = editions.released(rx, "progress_entries", side, entries)
    figured = rx.all(
        select(i.name_en, f.value, f.unit).join(schema.indicators, i.key == f.indicator_key)
        .where(f.action_key == action_key, f.side == rx.side)
    )  # fmt: skip
    texts = {
        "record": f"{row.reference} · {row.title_en}",
        "description": row.description,
        "reasons": own.reason if own else "",
        "next_steps": own.next_step if own else "",
        "figures": "; ".join(f"{x.name_en}: {x.value} {x.unit}" for x in figured),
    }
    lines = [PreviewLine(part, None, _(label), texts[part], part in held) for part, label in PARTS.items()]
    for entry in rx.all(select(p.key, p.dated, p.text).where(p.action_key == action_key).order_by(p.dated.desc())):
        lines.append(
            PreviewLine(
                "entry",
                entry.key,
                _("Progress of {day}").format(day=dates.say(date.fromisoformat(entry.dated), language())),
                entry.text,
                entry.key in told,
            )
        )
    lines += _document_lines(rx, _alive(rx, editions.evidence_of(rx, [action_key], entries)), side)
    return lines, Ground.of(rx).blocked(row)


def _document_lines(rx: Read, keys: list[int], side: str) -> list[PreviewLine]:
    d = schema.documents.c
    told = editions.released(rx, "documents", side, keys)
    return [
        PreviewLine(
            "document",
            None,
            _("Document {reference}").format(reference=row.reference),
            f"{row.title} ({row.marking})",
            row.key in told,
            row.key,
            preview_document(rx, row.key, side) or "",
        )
        for some in editions.blocks(keys)
        for row in rx.all(select(d.key, d.reference, d.title, d.marking).where(d.key.in_(some)).order_by(d.key))
    ]


def preview_document(rx: Read, key: int, side: str) -> str | None:
    """Why the document would stay out of the edition for `side` although released to it; None when nothing
    forbids it. Refused when it is not there."""
    row: Any = rx.one(select(schema.documents).where(schema.documents.c.key == key))
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    if row.discarded_at:
        return _("It is in the trash.")
    if why := Ground.of(rx).blocked(row):
        return why
    _going, withheld = editions.documents(rx, side, [key])
    return withheld[0].why if withheld else None


__all__ = [
    "ALL_PARTS", "PARTS", "RECORD_PARTS", "Edition", "Ground", "PreviewLine", "Shown", "Withheld", "edition", "lines",
    "preview", "preview_document", "preview_record", "records", "release", "release_document", "release_document_to",
    "release_entry", "release_part", "release_record", "release_record_part",
]  # fmt: skip
