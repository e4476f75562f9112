"""Record, amend, discard and recover a trainee: one record of a person across all runs.

Where a person is nominated is in `nominations`, how the record ends in `retention`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from hsdclient import codes, errors, records, schema
from hsdclient.seats import SEATED
from hsdclient.session import Read, Tx
from hsdclient.training.people_match import Found, People
from hsdclient.training.pipeline import WAITING
from hsdclient.training.trainees.draft import KIND, TraineeDraft, born_problem, shape_problems
from hsdclient.words import _

t, n, r = schema.trainees.c, schema.nominations.c, schema.runs.c


def check(rx: Read, draft: TraineeDraft) -> dict[str, str]:
    """Everything that forbids recording this draft in this workspace: field → sentence.

    A person who is certainly here already is refused at the name, with the reference to use instead.
    """
    whole = completed(rx, draft)
    found = whole.problems() | records.problems(rx, KIND, records.values_of(KIND, whole))
    if whole.born and "born" not in found and (wrong := born_problem(whole.born, rx.today)):
        found["born"] = wrong
    if whole.agency and "agency" not in found and whole.side in schema.SIDES:
        try:
            codes.agency(rx, whole.agency, side=whole.side, field="agency")
        except errors.Refused as refusal:
            found["agency"] = refusal.sentence
    if not found:
        for one in same_as(rx, whole):
            if one.certain:
                found["service_number" if one.how == "service_number" else "name"] = _already(one)
                break
            if one.differs:
                found["service_number"] = _other_holder(one)
                break
    return found


def _already(one: Found) -> str:
    said = (
        _("{reference} in the trash is the same person; recover that record instead.")
        if one.discarded
        else _("{reference} is the same person; use that record, a person has one across all runs.")
    )
    return said.format(reference=one.reference)


def _other_holder(one: Found) -> str:
    return _(
        "{reference} has this service number with another name and date of birth. One of the two is wrong; check both."
    ).format(reference=one.reference)


def warnings(rx: Read, draft: TraineeDraft, *, but: int | None = None) -> list[str]:
    """Sentences about who may be the same person (another spelling, no date of birth); `but`: not this key."""
    whole = completed(rx, draft)
    return [
        _("{reference} ({name}) may be the same person. Compare service number and date of birth first.").format(
            reference=one.reference, name=one.name
        )
        for one in same_as(rx, whole)
        if one.key != but and one.how == "likely"
    ][:3]


def same_as(rx: Read, draft: TraineeDraft, people: People | None = None) -> list[Found]:
    """Who of those here the person of the draft is or may be."""
    whole = completed(rx, draft)
    asked = people or People(rx)
    return asked.find(
        whole.side, whole.name, name_hi=whole.name_hi, born=whole.born, service_number=whole.service_number
    )


def completed(rx: Read, draft: TraineeDraft) -> TraineeDraft:
    """The draft with the side of its agency (else the own) where it gives none."""
    if draft.side:
        return draft
    try:
        side = codes.agency(rx, draft.agency).side if draft.agency else rx.side
    except errors.Refused:  # said where the agency is checked
        side = rx.side
    return replace(draft, side=side)


def record(tx: Tx, draft: TraineeDraft) -> records.Recorded:
    """Record a person; Problems when `check` finds any."""
    if found := check(tx, draft):
        raise errors.Problems(found)
    return records.record(tx, KIND, completed(tx, draft))


def draft_of(rx: Read, key: int) -> TraineeDraft:
    """The trainee `key` as a draft, for a form; its releases are left out."""
    row = records.there(rx, KIND, key)
    values: dict[str, Any] = {name: row[name] for name in row if name in TraineeDraft.__dataclass_fields__}
    code = select(schema.agencies.c.code).where(schema.agencies.c.key == row["agency_key"])
    values |= {"agency": rx.scalar(code) or "", "third_party": bool(row["third_party"])}
    given: dict[str, Any] = {name: "" if value is None else value for name, value in values.items()}
    return TraineeDraft(**given)


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields of the person; False when nothing differs. The side stays once the person was
    nominated; a purged person stays as the purge left the record."""
    row = records.alive(tx, KIND, key)
    if row["purged_on"]:
        raise errors.Refused(
            _("The personal data of {reference} were purged by rule; the record stays as it is.").format(
                reference=row["reference"]
            )
        )
    if "release" in changes:
        raise errors.Refused(_("A release is changed where releases are."), "release")
    found = shape_problems(dict(changes)) | records.problems(tx, KIND, dict(changes))
    if wrong := born_problem(str(changes.get("born") or ""), tx.today):
        found.setdefault("born", wrong)
    side = changes.get("side", row["side"])
    if side != row["side"] and tx.one(select(n.key).where(n.trainee_key == key).limit(1)):
        found.setdefault("side", _("The person was nominated for this side; the side stays."))
    if not side:
        found.setdefault("side", _("The side is IN or US, not {text}.").format(text="–"))
    if changes.get("agency") and "agency" not in found:
        try:
            codes.agency(tx, str(changes["agency"]), side=side, field="agency")
        except errors.Refused as refusal:
            found["agency"] = refusal.sentence
    if not found and {"name", "name_hi", "born", "service_number"} & set(changes):
        found = _another(tx, key, row, changes)
    if found:
        raise errors.Problems(found)
    return records.amend(tx, KIND, key, changes)


def _another(tx: Tx, key: int, row: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, str]:
    told = {name: changes.get(name, row[name]) or "" for name in ("name", "name_hi", "born", "service_number")}
    for one in People(tx).find(row["side"], told.pop("name"), **told):
        if one.key != key and one.certain:
            return {"service_number" if one.how == "service_number" else "name": _already(one)}
        if one.key != key and one.differs and "service_number" in changes:
            return {"service_number": _other_holder(one)}
    return {}


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put trainees into the trash with a reason; refused while one has a place in a run that is not over."""
    listed = list(keys)
    for key in listed:
        row = records.alive(tx, KIND, key)
        open_runs = tx.column(
            select(r.reference)
            .join(schema.nominations, n.run_key == r.key)
            .where(
                n.trainee_key == key, n.step.in_(sorted(SEATED | set(WAITING))), r.ends >= tx.today.isoformat(),
                r.discarded_at.is_(None), r.state != "cancelled",
            )
            .order_by(r.starts)
        )  # fmt: skip
        if open_runs:
            raise errors.Refused(
                _("{reference} is nominated for {runs}. Withdraw the nomination first.").format(
                    reference=row["reference"], runs=", ".join(open_runs[:3]) + ("…" if len(open_runs) > 3 else "")
                )
            )
    records.discard(tx, KIND, listed, reason)


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take trainees out of the trash."""
    records.recover(tx, KIND, keys)
