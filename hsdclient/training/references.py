"""From what an officer types in training's forms to the record it means, and back: courses, needs, agreements …

A record in the trash is never meant. Changes nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, select

from hsdclient import codes, errors, records, schema
from hsdclient.session import Read
from hsdclient.words import _


def alive_key(noun: str) -> records.Lookup:
    """A lookup of the key of a record of `noun` by its reference; Refused for one in the trash."""

    def look(rx: Read, reference: str) -> int:
        key = codes.record(rx, noun, reference)
        _not_in_trash(rx, schema.REFERENCED[noun], key, reference)
        return key

    return look


def course_key(rx: Read, given: str) -> int:
    """The key of the course with a reference (CRS-2026-0001) or an academy's code; Refused when none or two."""
    c, wanted = schema.courses.c, given.strip()
    if codes.REFERENCE.fullmatch(wanted.upper()):
        return alive_key("courses")(rx, wanted)
    found = rx.all(
        select(c.key, c.reference).where(c.code.collate("NOCASE") == wanted, c.discarded_at.is_(None)).order_by(c.key)
    )
    if len(found) > 1:
        raise errors.Refused(
            _("{text} could be two courses: {named}. Give the reference of the one you mean.").format(
                text=wanted, named=", ".join(row.reference for row in found[:3])
            ),
            "course",
        )
    if not found:
        raise errors.Refused(_("There is no course {reference}.").format(reference=wanted or "–"), "course")
    return int(found[0].key)


def run_key(rx: Read, reference: str) -> int:
    """The key of the run with `reference` (RUN-2026-0001), not of the trash."""
    return alive_key("runs")(rx, reference)


def _not_in_trash(rx: Read, table: Table, key: int, reference: str) -> None:
    if (rx.row(table, key) or {}).get("discarded_at"):
        raise errors.Refused(
            _("{reference} is in the trash; recover it first.").format(reference=reference.strip().upper())
        )


def typed(rx: Read, table: Table, key: int | None) -> str:
    """What an officer types for the row `key`: its reference or code; '' for none and for one in the trash."""
    row: dict[str, Any] | None = rx.row(table, key) if key is not None else None
    if row is None or row.get("discarded_at"):
        return ""
    return str(row["reference"] if "reference" in row else row["code"])
