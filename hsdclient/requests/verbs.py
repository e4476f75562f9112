"""Record, amend, send, close, withdraw, reopen, discard and recover a request.

Replies and chasers are in `replies`; who answers for a request is kept by `responsibles`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import codes, dates, errors, records, responsibles, schema, text
from hsdclient.requests.draft import KIND, RequestDraft, order_problem
from hsdclient.session import Read, Tx
from hsdclient.words import _, language

OTHER = {"IN": "US", "US": "IN"}
_OWNERS = {"action": "joint_actions", "commitment": "commitments"}
_LONGEST_WHY = 2_000


def check(rx: Read, draft: RequestDraft) -> dict[str, str]:
    """Everything that forbids recording this draft in this workspace: field → sentence."""
    values = records.values_of(KIND, _completed(rx, draft))
    return records.problems(rx, KIND, values) | _together(rx, values, values)


def _completed(rx: Read, draft: RequestDraft) -> RequestDraft:
    """The draft with what is left out filled in: the own side asks; sent means sent today unless a day is given."""
    asked_by = draft.asked_by or rx.side
    sent = draft.state == "sent" or bool(draft.sent_on) or asked_by == rx.partner
    return replace(
        draft,
        asked_by=asked_by,
        state="sent" if sent and draft.state == "draft" else draft.state,
        sent_on=draft.sent_on or (rx.today.isoformat() if sent else ""),
    )


def _together(rx: Read, values: Mapping[str, Any], given: Iterable[str]) -> dict[str, str]:
    """What the fields of a whole draft forbid one another, the `given` ones among them.

    The others are not looked up again: an agency may have been retired, an action discarded since.
    """
    given = set(given)
    found = order_problem(dict(values))
    sent = values["sent_on"]
    if sent and _day(sent) and _day(sent) > rx.today.isoformat():
        found["sent_on"] = _("The request cannot have been sent after today; check the date.")
    for field, side in (("from_agency", values["asked_by"]), ("to_agency", OTHER.get(values["asked_by"], ""))):
        if values[field] and side in schema.SIDES and given & {field, "asked_by"}:
            try:
                codes.agency(rx, values[field], side=side, field=field)
            except errors.Refused as refusal:
                found[field] = refusal.sentence
    for field in given & set(_OWNERS):
        if values[field] and _in_trash(rx, _OWNERS[field], values[field]):
            found[field] = _("{reference} is in the trash; recover it first.").format(reference=values[field])
    return found


def _day(text: str) -> str:
    try:
        return dates.read_iso(text).isoformat()
    except errors.Refused:
        return ""


def _in_trash(rx: Read, noun: str, reference: str) -> bool:
    c = schema.REFERENCED[noun].c
    return rx.scalar(select(c.discarded_at).where(c.reference == reference.strip().upper())) is not None


def record(tx: Tx, draft: RequestDraft) -> records.Recorded:
    """Record a request, sent or not yet; Problems when `check` finds any."""
    if found := check(tx, draft):
        raise errors.Problems(found)
    whole = _completed(tx, draft)
    recorded = records.record(
        tx, KIND, whole, {"state": whole.state, "sent_on": whole.sent_on or None}
    )
    if whole.contact:
        responsibles.answers_for(tx, codes.record(tx, "contacts", whole.contact), "requests", recorded.key)
    return recorded


def draft_of(rx: Read, key: int, contact: str | None = None) -> RequestDraft:
    """The request `key` as a draft, for a form and for checking a change of it; its releases are left out.

    `contact` is the reference of who answers for it ('' for nobody), when the caller has it already.
    """
    row = records.there(rx, KIND, key)
    values: dict[str, Any] = {name: row[name] for name in row if name in RequestDraft.__dataclass_fields__}
    for field, (column, table) in {
        "group": ("group_key", schema.working_groups),
        "from_agency": ("from_key", schema.agencies),
        "to_agency": ("to_key", schema.agencies),
        "action": ("action_key", schema.joint_actions),
        "commitment": ("commitment_key", schema.commitments),
    }.items():
        held = rx.row(table, row[column]) if row[column] else None
        values[field] = "" if held is None else held["code"] if "code" in held else held["reference"]
    if contact is None:
        contact = next((one.reference for one in responsibles.of_record(rx, "requests", key)), "")
    values |= {"contact": contact, "third_party": bool(row["third_party"])}
    given: dict[str, Any] = {name: "" if value is None else value for name, value in values.items()}
    return RequestDraft(**given)


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields of the draft; False when nothing differs, Problems when a value is not acceptable.

    The state changes by `send`, `close`, `withdraw` and `reopen`, a release by `releases`; who asked stays once
    there is a reply. `contact` replaces the first who answers for it ('': nobody in their place).
    """
    records.alive(tx, KIND, key)
    if refused := set(changes) & {"state", "release"}:
        raise errors.Refused(
            _("The state changes by sending, closing, withdrawing or reopening, a release where releases are."),
            min(refused),
        )
    before = draft_of(tx, key)
    values = records.values_of(KIND, before) | dict(changes)
    found = records.problems(tx, KIND, dict(changes)) | _together(tx, values, changes)
    if before.state != "draft" and not values["sent_on"]:
        found.setdefault("sent_on", _("A request that was sent has the day on which it was; give it."))
    if values["sent_on"] and before.state == "draft":
        found.setdefault("sent_on", _("This request is not sent yet; send it, and the day is kept with that."))
    if "sent_on" in changes and (first := _first(tx, key)) and values["sent_on"] > first:
        said = _("It was answered, chased or closed on {day}; it was sent before.")
        found.setdefault("sent_on", said.format(day=_said(first)))
    if values["asked_by"] != before.asked_by and _replied(tx, key):
        found.setdefault("asked_by", _("There is a reply already; who asked cannot change any more."))
    if found:
        raise errors.Problems(found)
    changed = records.amend(tx, KIND, key, {name: value for name, value in changes.items() if name != "contact"})
    if "sent_on" in changes:
        changed |= tx.update(schema.requests, key, {"sent_on": changes["sent_on"] or None})
    if "contact" in changes and values["contact"] != before.contact:
        _replace_contact(tx, key, before.contact, values["contact"])
        changed = True
    return changed


def _first(rx: Read, key: int) -> str:
    """The first day (ISO) on which the request was answered, chased or closed; '' when nothing of it happened."""
    y, h, q = schema.replies.c, schema.chasers.c, schema.requests.c
    days = (
        rx.scalar(select(func.min(y.received_on)).where(y.request_key == key)),
        rx.scalar(select(func.min(h.dated)).where(h.request_key == key)),
        rx.scalar(select(q.closed_on).where(q.key == key)),
    )
    return min((day for day in days if day), default="")


def _replied(rx: Read, key: int) -> bool:
    return rx.one(select(schema.replies.c.key).where(schema.replies.c.request_key == key).limit(1)) is not None


def _replace_contact(tx: Tx, key: int, old: str, new: str) -> None:
    if old:
        responsibles.no_longer(tx, codes.record(tx, "contacts", old), "requests", key)
    if new:
        responsibles.answers_for(tx, codes.record(tx, "contacts", new), "requests", key)


def send(tx: Tx, key: int, on: str = "") -> None:
    """The request goes out on the day `on` (ISO, '' for today); refused unless it waits to be sent."""
    row = _in_state(tx, key, "draft")
    day = read_day(tx, on, "sent_on")
    if found := order_problem({"sent_on": day, "deadline": row["deadline"]}):
        raise errors.Problems(found)
    tx.update(schema.requests, key, {"state": "sent", "sent_on": day})


def close(tx: Tx, key: int, on: str = "", why: str = "") -> None:
    """Close a request that no final reply has closed, with the reason; on the day `on` (ISO, '' for today)."""
    row = _in_state(tx, key, "sent")
    _end(tx, row, "closed", on, why, _("Say why the request is closed without a final reply."))


def withdraw(tx: Tx, key: int, on: str = "", why: str = "") -> None:
    """The side that asked no longer asks, with the reason; also of a request that was never sent."""
    row = _in_state(tx, key, "draft", "sent")
    _end(tx, row, "withdrawn", on, why, _("Say why the request is withdrawn."))


def reopen(tx: Tx, key: int, reason: str) -> None:
    """A closed or withdrawn request waits again, with the reason (kept where the reason for closing was)."""
    row = _in_state(tx, key, "closed", "withdrawn")
    why = reason_given(reason, _("Reopening needs a reason; give one."), "reason")
    state = "sent" if row["sent_on"] else "draft"
    tx.update(schema.requests, key, {"state": state, "closed_on": None, "closing": why})


def _end(tx: Tx, row: Mapping[str, Any], state: str, on: str, why: str, wanted: str) -> None:
    day = read_day(tx, on, "closed_on", since=row["sent_on"])
    closing = reason_given(why, wanted, "closing")
    tx.update(schema.requests, row["key"], {"state": state, "closed_on": day, "closing": closing})


def _in_state(tx: Tx, key: int, *states: str) -> dict[str, Any]:
    row = records.alive(tx, KIND, key)
    if row["state"] not in states:
        raise not_now(row)
    return row


def not_now(row: Mapping[str, Any]) -> errors.Refused:
    """The refusal of an act that the state of the request `row` does not allow: what to do first."""
    sentence = {
        "draft": _("{reference} has not been sent yet; send it first."),
        "sent": _("{reference} is sent and awaits its reply already."),
        "closed": _("{reference} is closed; reopen it first."),
        "withdrawn": _("{reference} is withdrawn; reopen it first."),
    }[row["state"]]
    return errors.Refused(sentence.format(reference=row["reference"]), "state")


def reason_given(why: str, wanted: str, field: str) -> str:
    """The reason as it is kept; Refused with the sentence `wanted` when there is none."""
    if not why.strip():
        raise errors.Refused(wanted, field)
    if wrong := text.problem(why, max_length=_LONGEST_WHY, lines=True):
        raise errors.Refused(wrong, field)
    return why.strip()


def read_day(rx: Read, on: str, field: str, since: str | None = None) -> str:
    """The ISO day of `on`, today when ''; refused when it lies after today or before the day the request was sent."""
    try:
        day = dates.read_iso(on).isoformat() if on else rx.today.isoformat()
    except errors.Refused as refusal:
        raise errors.Refused(refusal.sentence, field) from refusal
    if day > rx.today.isoformat():
        raise errors.Refused(_("This day lies after today; check the date."), field)
    if since and day < since:
        raise errors.Refused(
            _("This day lies before {day}, when the request was sent; check the date.").format(day=_said(since)),
            field,
        )
    return day


def _said(day: str) -> str:
    return dates.say(date.fromisoformat(day), language())


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put requests into the trash with a reason; replies and chasers stay with them."""
    records.discard(tx, KIND, keys, reason)


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take requests out of the trash."""
    records.recover(tx, KIND, keys)


__all__ = [
    "amend", "check", "close", "discard", "draft_of", "not_now", "read_day", "reason_given", "record",
    "recover", "reopen", "send", "withdraw",
]  # fmt: skip
