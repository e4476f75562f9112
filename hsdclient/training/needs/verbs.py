"""Record, amend, discard and recover a training need.

A need becomes Planned by itself when a run is recorded for it, and Met when that run was held (`follow_run`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from hsdclient import codes, errors, records, schema
from hsdclient.records import Recorded
from hsdclient.session import Read, Tx
from hsdclient.training import amounts
from hsdclient.training.needs.draft import KIND, MOST_PERSONS, NeedDraft, shape_problems
from hsdclient.training.references import typed
from hsdclient.words import _


def check(rx: Read, draft: NeedDraft) -> dict[str, str]:
    """Everything that forbids recording `draft` in this workspace: field → sentence."""
    whole = replace(draft, side=draft.side or rx.side)
    found = whole.problems()
    for key, sentence in records.problems(rx, KIND, records.values_of(KIND, whole)).items():
        found.setdefault(key, sentence)
    return found | _of_side(rx, whole)


def _of_side(rx: Read, draft: NeedDraft) -> dict[str, str]:
    """The agency that asks is one of the side."""
    if draft.agency and draft.side in schema.SIDES:
        try:
            codes.agency(rx, draft.agency, side=draft.side, field="agency")
        except errors.Refused as refusal:
            return {"agency": refusal.sentence}
    return {}


def record(tx: Tx, draft: NeedDraft) -> Recorded:
    """Record a need; Problems when `check` finds any. Returns key and reference (NEED-2026-0001)."""
    if found := check(tx, draft):
        raise errors.Problems(found)
    whole = replace(draft, side=draft.side or tx.side)
    return records.record(tx, KIND, whole, {"persons": amounts.whole(draft.persons, 0, MOST_PERSONS)})


def draft_of(rx: Read, key: int) -> NeedDraft:
    """The need `key` as a draft, for a form; its releases are left out."""
    row = records.there(rx, KIND, key)
    values: dict[str, Any] = {
        one.key: bool(row[one.key]) if one.kind == "check" else row[one.key] or ""
        for one in KIND.own()
        if one.key not in KIND.lookups
    }
    return NeedDraft(
        **values,
        agency=typed(rx, schema.agencies, row["agency_key"]),
        group=typed(rx, schema.working_groups, row["group_key"]),
        course=typed(rx, schema.courses, row["course_key"]),
        persons=str(row["persons"] or ""),
    )


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields; False when nothing differs."""
    records.alive(tx, KIND, key)
    found = shape_problems(changes) | records.problems(tx, KIND, changes)
    if "side" in changes and not changes["side"]:
        found.setdefault("side", _("The side is IN or US, not {text}.").format(text="–"))
    if {"side", "agency"} & set(changes):
        found |= _of_side(tx, draft_of(tx, key).with_values(changes))
    if found:
        raise errors.Problems(found)
    changed = records.amend(tx, KIND, key, {name: value for name, value in changes.items() if name != "persons"})
    if "persons" in changes:
        changed |= tx.update(schema.needs, key, {"persons": amounts.whole(changes["persons"], 0, MOST_PERSONS)})
    return changed


def follow_run(tx: Tx, key: int | None, *, held: bool = False) -> bool:
    """Let the need `key` follow its run: Planned once a run is recorded, Met once it was held; a dropped need stays."""
    row = tx.row(schema.needs, key) if key is not None else None
    if row is None or row["state"] not in (("open", "planned") if held else ("open",)):
        return False
    return tx.update(schema.needs, row["key"], {"state": "met" if held else "planned"})


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put needs into the trash, with a reason; Refused while runs are held for one, naming them."""
    u, listed = schema.runs.c, list(keys)
    for key in listed:
        row = records.alive(tx, KIND, key)
        hanging = tx.column(
            select(u.reference).where(u.need_key == key, u.discarded_at.is_(None)).order_by(u.year, u.number)
        )
        if hanging:
            raise errors.Refused(
                _("{code} stays: {records} hang on it. Discard or move them first.").format(
                    code=row["reference"], records=", ".join(hanging[:8]) + (" …" if len(hanging) > 8 else "")
                )
            )
    records.discard(tx, KIND, listed, reason)


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take needs out of the trash."""
    records.recover(tx, KIND, keys)
