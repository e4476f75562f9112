"""Record, amend, discard and recover an agreement, with its executing agencies; the known ones for a new workspace.

Its status is computed (lists), its text is a document linked to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from hsdclient import codes, errors, records, schema
from hsdclient.agreements.draft import KIND, AgreementDraft, rules
from hsdclient.records import Recorded
from hsdclient.session import Read, Tx
from hsdclient.words import _


def check(rx: Read, draft: AgreementDraft) -> dict[str, str]:
    """Everything that forbids recording `draft` in this workspace: field → sentence."""
    found = draft.problems()
    for key, sentence in records.problems(rx, KIND, records.values_of(KIND, draft)).items():
        found.setdefault(key, sentence)
    return found | _unknown_agency(rx, draft.agencies)


def _unknown_agency(rx: Read, given: Iterable[str]) -> dict[str, str]:
    for code in given:
        try:
            codes.agency(rx, code, field="agencies")
        except errors.Refused as refusal:
            return {"agencies": refusal.sentence}
    return {}


def record(tx: Tx, draft: AgreementDraft) -> Recorded:
    """Record an agreement; Problems when `check` finds any. Returns key and reference (AGR-2026-0001)."""
    if found := check(tx, draft):
        raise errors.Problems(found)
    made = records.record(tx, KIND, draft)
    _set_agencies(tx, made.key, draft.agencies)
    return made


def draft_of(rx: Read, key: int) -> AgreementDraft:
    """The agreement `key` as a draft, for a form and for checking a change of it; its releases are left out."""
    row = records.there(rx, KIND, key)
    x, a = schema.agreement_agencies.c, schema.agencies.c
    values: dict[str, Any] = {
        one.key: bool(row[one.key]) if one.kind == "check" else row[one.key] or "" for one in KIND.own()
    }
    executing = rx.column(
        select(a.code).join(schema.agreement_agencies, x.agency_key == a.key).where(x.agreement_key == key)
        .order_by(a.side, a.code)
    )  # fmt: skip
    return AgreementDraft(**values, agencies=tuple(executing))


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields (keys of AgreementDraft.FIELDS but `release`); False when nothing differs."""
    records.alive(tx, KIND, key)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()}
    found = records.problems(tx, KIND, values)
    for name, sentence in rules(draft_of(tx, key).with_values(values)).items():
        found.setdefault(name, sentence)
    found |= _unknown_agency(tx, values.get("agencies", ()))
    if found:
        raise errors.Problems(found)
    changed = records.amend(tx, KIND, key, {name: values[name] for name in values if name != "agencies"})
    if "agencies" in values:
        changed |= _set_agencies(tx, key, values["agencies"])
    return changed


def _set_agencies(tx: Tx, key: int, given: Iterable[str]) -> bool:
    x = schema.agreement_agencies.c
    wanted = {int(codes.agency(tx, code, field="agencies").key) for code in given}
    held = {row.agency_key: row.key for row in tx.all(select(x.key, x.agency_key).where(x.agreement_key == key))}
    for agency in sorted(wanted - set(held)):
        tx.insert(schema.agreement_agencies, {"agreement_key": key, "agency_key": agency})
    for agency in sorted(set(held) - wanted):
        tx.delete(schema.agreement_agencies, held[agency])
    return wanted != set(held)


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put agreements into the trash, with a reason; Refused while commitments come from one, naming them."""
    c, listed = schema.commitments.c, list(keys)
    for key in listed:
        row = records.alive(tx, KIND, key)
        hanging = tx.column(
            select(c.reference).where(c.agreement_key == key, c.discarded_at.is_(None)).order_by(c.year, c.number)
        )
        if hanging:
            raise errors.Refused(
                _("{code} stays: {records} hang on it. Discard or move them first.").format(
                    code=row["reference"], records=", ".join(hanging[:8]) + (" …" if len(hanging) > 8 else "")
                )
            )
    records.discard(tx, KIND, listed, reason)


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take agreements out of the trash."""
    records.recover(tx, KIND, keys)
