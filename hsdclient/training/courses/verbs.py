"""Record, amend, discard and recover a course of an academy's catalogue.

A course that runs hang on stays; one that is given no longer is retired, not discarded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from hsdclient import errors, records, schema
from hsdclient.records import Recorded
from hsdclient.session import Read, Tx
from hsdclient.training import amounts
from hsdclient.training.courses.draft import KIND, LONGEST_COURSE, CourseDraft, shape_problems
from hsdclient.training.references import typed
from hsdclient.words import _

c = schema.courses.c


def check(rx: Read, draft: CourseDraft) -> dict[str, str]:
    """Everything that forbids recording `draft` in this workspace: field → sentence."""
    found = draft.problems()
    for key, sentence in records.problems(rx, KIND, records.values_of(KIND, draft)).items():
        found.setdefault(key, sentence)
    return found | _same_code(rx, draft, found)


def _same_code(rx: Read, draft: CourseDraft, found: Mapping[str, str], *, but: int | None = None) -> dict[str, str]:
    """An academy has each of its codes once; the trash frees it."""
    if not draft.code.strip() or "academy" in found:
        return {}
    academy = KIND.lookups["academy"][1](rx, draft.academy)
    held = rx.one(
        select(c.key, c.reference).where(
            c.academy_key == academy, c.code.collate("NOCASE") == draft.code.strip(), c.discarded_at.is_(None)
        )
    )
    if held is None or held.key == but:
        return {}
    sentence = _("{reference} has the code {code} at {academy} already.")
    return {"code": sentence.format(reference=held.reference, code=draft.code.strip(), academy=draft.academy)}


def record(tx: Tx, draft: CourseDraft) -> Recorded:
    """Record a course; Problems when `check` finds any. Returns key and reference (CRS-2026-0001)."""
    if found := check(tx, draft):
        raise errors.Problems(found)
    return records.record(tx, KIND, draft, {"days": amounts.whole(draft.days, 0, LONGEST_COURSE)})


def draft_of(rx: Read, key: int) -> CourseDraft:
    """The course `key` as a draft, for a form; its releases are left out."""
    row = records.there(rx, KIND, key)
    values: dict[str, Any] = {
        one.key: bool(row[one.key]) if one.kind == "check" else row[one.key] or ""
        for one in KIND.own()
        if one.key not in KIND.lookups
    }
    academy = typed(rx, schema.agencies, row["academy_key"])
    return CourseDraft(**values, academy=academy, days=str(row["days"] or ""))


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields; False when nothing differs. Runs that were recorded before keep what they took over."""
    records.alive(tx, KIND, key)
    found = shape_problems(changes) | records.problems(tx, KIND, changes)
    if {"code", "academy"} & set(changes):
        found |= _same_code(tx, draft_of(tx, key).with_values(changes), found, but=key)
    if found:
        raise errors.Problems(found)
    changed = records.amend(tx, KIND, key, {name: value for name, value in changes.items() if name != "days"})
    if "days" in changes:
        changed |= tx.update(schema.courses, key, {"days": amounts.whole(changes["days"], 0, LONGEST_COURSE)})
    return changed


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put courses into the trash, with a reason; Refused while runs or needs hang on one, naming them."""
    listed = list(keys)
    for key in listed:
        row = records.alive(tx, KIND, key)
        hanging = [
            reference
            for table in (schema.runs, schema.needs)
            for reference in tx.column(
                select(table.c.reference)
                .where(table.c.course_key == key, table.c.discarded_at.is_(None))
                .order_by(table.c.year, table.c.number)
            )
        ]
        if hanging:
            raise errors.Refused(
                _("{code} stays: {records} hang on it. Discard or move them first.").format(
                    code=row["reference"], records=", ".join(hanging[:8]) + (" …" if len(hanging) > 8 else "")
                )
            )
    records.discard(tx, KIND, listed, reason)


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take courses out of the trash; Refused when another has taken the academy's code meanwhile."""
    listed = list(keys)
    for key in listed:
        if wrong := _same_code(tx, draft_of(tx, key), {}, but=key):
            raise errors.Refused(wrong["code"])
    records.recover(tx, KIND, listed)
